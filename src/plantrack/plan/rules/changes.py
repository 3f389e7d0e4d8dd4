"""What new records change: of each target the figures before and after, and why a record changes none."""

from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.account import find_entrance, gather_accounts, is_part
from plantrack.plan.arithmetic.progress import Assessment, assess_target
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.dates import day_text
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, Measurement, Milestone, Plan, Target
from plantrack.plan.rules.joining import Joined

ReasonCode = Literal[
    "counts-already",
    "counts-from",
    "in-baseline",
    "before-start",
    "in-total",
    "later-total",
    "withdrawn",
    "no-date",
    "did-not-count",
    "withdrawn-from",
]


class Reason(NamedTuple):
    """Why a record does not change the actual of a target. `date` is the date that the reason speaks of, or empty."""

    code: ReasonCode
    date: str = ""


class Change(NamedTuple):
    """What a command changed of one target, as in force today, and for each reason the names to which it applies.

    `only_withdrawn` tells that nothing but withdrawals concern it.
    """

    target: Target
    before: Assessment
    after: Assessment
    reasons: dict[Reason, dict[str, None]]
    only_withdrawn: bool


def changes(plan: Plan, before: Ledger, joined: Joined, today: int) -> list[Change]:
    """Return what the new records change of each target that they concern, in the order of the file."""
    concerned = []
    for target in plan.targets.values():
        totals = [total for total in joined.measurements if total.target == target.id]
        stages = (*target.stages, WITHDRAWN)
        reached = [one for one in joined.milestones if one.kind == target.kind and one.stage in stages]
        if totals or reached:
            concerned.append((target, totals, reached))
    targets = [target for target, _, _ in concerned]
    found = []
    for (target, totals, reached), was, now in zip(
        concerned, gather_accounts(targets, before), gather_accounts(targets, joined.ledger), strict=True
    ):
        only_withdrawn = not totals and all(milestone.stage == WITHDRAWN for milestone in reached)
        promised = in_force(target, today)
        seen_before, seen_after = (assess_target(target, account, today) for account in (was, now))
        change = Change(promised, seen_before, seen_after, {}, only_withdrawn)
        for total in totals:
            reason = _total_reason(target, change.after, total, today)
            if reason and not (reason.code == "later-total" and _is_among(change.after.measured, totals)):
                change.reasons.setdefault(reason, {})[total.date.text] = None
        for milestone in reached:
            reason = _milestone_reason(target, change, before, joined.ledger, milestone, today)
            if reason:
                change.reasons.setdefault(reason, {})[milestone.item] = None
        found.append(change)
    return found


def _is_among(measured: Measurement | None, totals: list[Measurement]) -> bool:
    return measured is not None and any(total.date == measured.date for total in totals)


def _total_reason(target: Target, after: Assessment, total: Measurement, today: int) -> Reason | None:
    if total.date.lo < target.start.lo:
        return Reason("before-start")
    if total.date.hi > today:
        return Reason("counts-from", day_text(total.date.hi))
    if after.measured is not None and after.measured.date != total.date:
        return Reason("later-total", after.measured.date.text)
    return None


def _milestone_reason(
    target: Target, change: Change, before: Ledger, after: Ledger, milestone: Milestone, today: int
) -> Reason | None:
    item = after.item(milestone.kind, milestone.key)
    entered = find_entrance(target, item.dates()) if item else None
    if entered is None:
        return Reason("no-date")
    if not is_part(target, entered):
        return Reason("before-start")
    total = change.after.measured
    if milestone.stage == WITHDRAWN:
        if milestone.date.lo < target.start.lo:
            return Reason("in-baseline")
        if milestone.date.hi > today:
            return Reason("withdrawn-from", day_text(milestone.date.hi))
        if total is not None and milestone.date.lo <= total.date.hi:
            return Reason("in-total", total.date.text)
        return Reason("did-not-count") if entered.hi > today else None
    if entered.withdrawal is not None and entered.withdrawal.hi <= today:
        return Reason("withdrawn", entered.withdrawal.text)
    if entered.lo < target.start.lo:
        return Reason("in-baseline")
    known = before.item(milestone.kind, milestone.key)
    was = find_entrance(target, known.dates()) if known else None
    if was is not None and was.hi <= today and was.lo >= target.start.lo and (was.lo, was.hi) == entered[:2]:
        return Reason("counts-already")
    if entered.hi > today:
        return Reason("counts-from", day_text(entered.hi))
    if total is not None and entered.lo <= total.date.hi:
        return Reason("in-total", total.date.text)
    return None
