"""Which items make the number of a counted target, and what each of them adds to it."""

from collections.abc import Iterator
from typing import NamedTuple

from plantrack.plan.arithmetic.account import Entrance, find_entrance, is_part
from plantrack.plan.item import Item
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, Identity, Measurement, Milestone, Target
from plantrack.plan.rules.reasons import ItemCode, Reason, decide_item_reason


class Part(NamedTuple):
    """What an item is to a target on a day."""

    item: Item
    milestone: Milestone  # with which it came in
    named: int  # 1, 0 or -1 of the items known by name
    added: int  # 1, 0 or -1 of what is known since the latest total
    reason: Reason[ItemCode]


def parts(target: Target, ledger: Ledger, measured: Measurement | None, day: int) -> Iterator[Part]:
    """Give the items that a counted target is made of on a day. `measured` is the total on which its actual rests."""
    if target.kind is None:
        return
    for item in ledger.items(target.kind, day):
        part = find_part(item, target, measured, day)
        if part is not None and (part.reason.code != "counts-from" or part.milestone.date.lo <= day):
            yield part


def find_part(item: Item, target: Target, measured: Measurement | None, day: int) -> Part | None:
    """Return what an item is to a target on a day, or None where it is no part of it."""
    entered = find_entrance(target, item.dates())
    if item.kind != target.kind or entered is None or not is_part(target, entered):
        return None
    reached = [item.stages[stage] for stage in target.stages if stage in item.stages]
    first = min(reached, key=lambda milestone: (milestone.date.hi, milestone.date.lo))
    eve = target.start.lo - 1
    named = _since(entered, eve, day)
    added = named if measured is None else _since(entered, measured.date.hi, day)
    reason = decide_item_reason(target, entered, measured, day)
    return Part(item=item, milestone=first, named=named, added=added, reason=reason)


def _since(entered: Entrance, eve: int, day: int) -> int:
    """Return what an item adds to a total that was true on an eve, by a day."""
    withdrawal = entered.withdrawal
    gone = withdrawal is not None and withdrawal.hi <= day
    if entered.lo > eve:
        return int(entered.hi <= day and not gone)
    return -int(gone and withdrawal is not None and withdrawal.lo > eve)


def rests_on(target: Target, ledger: Ledger) -> set[Identity]:
    """Return the identities of the records on which the actual of a target rests, on any day."""
    start = target.start.lo
    totals = ledger.measurements.get(target.id, {}).values()
    found = {total.identity for total in totals if total.date.lo >= start}
    for item in ledger.items(target.kind) if target.kind is not None else ():
        entered = find_entrance(target, item.dates())
        if entered is None or not is_part(target, entered):
            continue
        stages = target.stages if entered.lo >= start else ()
        milestones = [item.stages[stage] for stage in (*stages, WITHDRAWN) if stage in item.stages]
        found.update(milestone.identity for milestone in milestones if milestone.date.lo >= start)
    return found
