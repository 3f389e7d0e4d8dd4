"""What new records change: of each target the figures before and after, and why a record changes none."""

from collections.abc import Iterator, Set

from plantrack.plan.arithmetic.account import find_entrance, gather_accounts, is_part, weigh_item
from plantrack.plan.arithmetic.exact import Exact
from plantrack.plan.arithmetic.progress import Assessment, assess_target
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.arithmetic.staircase import NOTHING, Entrance, Weight, change_since
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import CHANGED, WITHDRAWN, Measurement, Milestone, Plan, Target
from plantrack.plan.rules.joining import Joined
from plantrack.plan.rules.reasons import (
    Moment,
    Reason,
    ReasonCode,
    decide_item_reason,
    decide_total_reason,
    decide_withdrawal_reason,
)
from plantrack.tuples import NamedTuple


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
        # What an item weighs may be told beside any stage.
        reached = [
            one
            for one in joined.milestones
            if one.kind == target.kind
            and (target.sum in one.attributes or (isinstance(one, Milestone) and one.stage in stages))
        ]
        if totals or reached:
            concerned.append((target, totals, reached))
    targets = [target for target, _, _ in concerned]
    accounts_before, accounts_after = gather_accounts(targets, before), gather_accounts(targets, joined.ledger)
    changes = []
    for (target, totals, reached), was, now in zip(concerned, accounts_before, accounts_after, strict=True):
        after = assess_target(target, now, today)
        reasons: dict[Reason[ReasonCode], dict[str, None]] = {}
        measured_on = {total.date for total in totals}
        for total in totals:
            _add_reason(reasons, _explain_total(target, total, measured_on, after.measured, today), total.date.text)
        moment = Moment(after.measured, today)
        # Of one item there may be a thousand records.
        ledgers = before, joined.ledger
        roles = {key: _find_roles(target, key, ledgers, moment) for key in dict.fromkeys(one.key for one in reached)}
        milestones = [one for one in reached if isinstance(one, Milestone)]
        for milestone in milestones:
            for reason in _explain_milestone(target, milestone, roles[milestone.key], moment):
                _add_reason(reasons, reason, milestone.item)
        # What is expected is told of a target only where the weight that it gives changes something.
        if not totals and not milestones and all(was.added == now.added for was, now in roles.values()):
            continue
        changes.append(
            TargetChange(
                target=in_force(target, today),
                before=assess_target(target, was, today),
                after=after,
                reasons={reason: [*names] for reason, names in reasons.items()},
                only_withdrawn=not totals and all(one.stage == WITHDRAWN for one in reached),
            )
        )
    return changes


def _add_reason(reasons: dict[Reason[ReasonCode], dict[str, None]], reason: Reason[ReasonCode], name: str) -> None:
    """Add a name to those to which a reason applies, once; what counts needs none."""
    if reason.code != "counts":
        reasons.setdefault(reason, {})[name] = None


def _explain_total(
    target: Target, total: Measurement, measured_on: Set[PartialDate], measured: Measurement | None, today: int
) -> Reason[ReasonCode]:
    reason = decide_total_reason(target, total, measured, today)
    # That another one of the same command is later goes without saying.
    if reason.code == "later-total" and measured is not None and measured.date in measured_on:
        return Reason("counts")
    return reason


def _explain_milestone(
    target: Target, milestone: Milestone, roles: tuple["_Role", "_Role"], moment: Moment
) -> Iterator[Reason[ReasonCode]]:
    """Decide what a milestone is to a target. The `roles` of its item are those before and after the command."""
    measured, today = moment
    was, now = roles
    reason: Reason[ReasonCode]
    if milestone.stage == WITHDRAWN:
        reason = decide_withdrawal_reason(target, now.entrance, milestone.date, measured, today)
        changes_nothing = reason.code == "counts"
    else:
        reason = decide_item_reason(target, now.entrance, measured, today)
        changes_nothing = reason.code not in ("no-date", "before-start", "withdrawn")
        # An item that came in on the same days before gains nothing, be it in a total or since.
        is_in = reason.code in ("in-total", "counts")
        is_same = was.entrance is not None and now.entrance is not None and was.entrance[:2] == now.entrance[:2]
        if is_in and is_same and milestone.stage in target.stages and was.weight == now.weight:
            reason = Reason("counts-already")
        # What it weighs from a day on is another thing: that may count where the item did before, and not yet.
        if target.sum in milestone.attributes:
            if was.added != now.added:
                reason = Reason("counts")
            elif milestone.stage == CHANGED and changes_nothing and milestone.date.hi > today:
                reason = Reason("counts-from", day_text(milestone.date.hi))
    yield reason
    if changes_nothing and now.weight is None:
        yield Reason("no-weight")


class _Role(NamedTuple):
    """What an item is to a target at a moment."""

    entrance: Entrance | None  # None: it has reached none of the stages
    weight: Weight | None  # None: it has not the attribute that is summed
    added: Exact  # what it adds since the latest total


def _find_roles(target: Target, key: str, ledgers: tuple[Ledger, Ledger], moment: Moment) -> tuple[_Role, _Role]:
    """Return what an item of the kind of a target is to it, before and after the command."""
    was, now = (_find_role(target, key, ledger, moment) for ledger in ledgers)
    return was, now


def _find_role(target: Target, key: str, ledger: Ledger, moment: Moment) -> _Role:
    item = ledger.item(target.kind or "", key)
    if item is None:
        return _Role(None, None, 0)
    entrance, weight = find_entrance(target, item.dates()), weigh_item(item, target, ledger)
    if entrance is None or not is_part(target, entrance):
        return _Role(entrance, weight, 0)
    eve = target.start.lo - 1 if moment.measured is None else moment.measured.date.hi
    return _Role(entrance, weight, change_since(entrance, weight or NOTHING, eve, moment.day))
