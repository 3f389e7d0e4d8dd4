"""What new records change: of each target the figures before and after, and why a record changes none."""

from collections.abc import Sequence
from typing import NamedTuple

from plantrack.plan.arithmetic.account import find_entrance, gather_accounts
from plantrack.plan.arithmetic.progress import Assessment, assess_target
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, Measurement, Milestone, Plan, Target
from plantrack.plan.rules.joining import Joined
from plantrack.plan.rules.reasons import (
    Reason,
    ReasonCode,
    decide_item_reason,
    decide_total_reason,
    decide_withdrawal_reason,
)


class TargetChange(NamedTuple):
    """What a command changed of one target, as in force today."""

    target: Target
    before: Assessment
    after: Assessment
    reasons: dict[Reason[ReasonCode], list[str]]  # why records change nothing: the items, or the dates of the totals
    only_withdrawn: bool  # nothing but withdrawals concern it


def find_target_changes(plan: Plan, before: Ledger, joined: Joined, today: int) -> list[TargetChange]:
    """Return what the new records change of each target that they concern, in the order of the file."""
    concerned = []
    for target in plan.targets.values():
        totals = [total for total in joined.measurements if total.target == target.id]
        stages = (*target.stages, WITHDRAWN)
        reached = [one for one in joined.reached if one.kind == target.kind and one.stage in stages]
        if totals or reached:
            concerned.append((target, totals, reached))
    targets = [target for target, _, _ in concerned]
    accounts_before, accounts_after = gather_accounts(targets, before), gather_accounts(targets, joined.ledger)
    changes = []
    for (target, totals, reached), was, now in zip(concerned, accounts_before, accounts_after, strict=True):
        after = assess_target(target, now, today)
        reasons: dict[Reason[ReasonCode], list[str]] = {}
        for total in totals:
            _add_reason(reasons, _explain_total(target, total, totals, after.measured, today), total.date.text)
        for milestone in reached:
            reason = _explain_milestone(target, milestone, (before, joined.ledger), after.measured, today)
            _add_reason(reasons, reason, milestone.item)
        changes.append(
            TargetChange(
                target=in_force(target, today),
                before=assess_target(target, was, today),
                after=after,
                reasons=reasons,
                only_withdrawn=not totals and all(milestone.stage == WITHDRAWN for milestone in reached),
            )
        )
    return changes


def _add_reason(reasons: dict[Reason[ReasonCode], list[str]], reason: Reason[ReasonCode], name: str) -> None:
    """Add a name to those to which a reason applies, once; what counts needs none."""
    if reason.code == "counts":
        return
    names = reasons.setdefault(reason, [])
    if name not in names:
        names.append(name)


def _explain_total(
    target: Target, total: Measurement, totals: Sequence[Measurement], measured: Measurement | None, today: int
) -> Reason[ReasonCode]:
    reason = decide_total_reason(target, total, measured, today)
    # That another one of the same command is later goes without saying.
    if reason.code == "later-total" and measured is not None and any(one.date == measured.date for one in totals):
        return Reason("counts")
    return reason


def _explain_milestone(
    target: Target, milestone: Milestone, ledgers: tuple[Ledger, Ledger], measured: Measurement | None, today: int
) -> Reason[ReasonCode]:
    """Decide what a milestone is to a target. The `ledgers` are those before and after the command."""
    items = (ledger.item(milestone.kind, milestone.key) for ledger in ledgers)
    was, now = (find_entrance(target, item.dates()) if item is not None else None for item in items)
    if milestone.stage == WITHDRAWN:
        return decide_withdrawal_reason(target, now, milestone.date, measured, today)
    reason = decide_item_reason(target, now, measured, today)
    # An item that came in on the same days before gains nothing, be it in a total or since.
    is_in = reason.code in ("in-total", "counts")
    if is_in and now is not None and was is not None and (was.lo, was.hi) == (now.lo, now.hi):
        return Reason("counts-already")
    return reason
