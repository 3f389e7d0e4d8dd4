"""Which items make the number of a counted target, and what each of them adds to it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from plantrack.plan.arithmetic.account import find_entrance, is_part, weigh_item
from plantrack.plan.arithmetic.exact import Exact, make_number
from plantrack.plan.arithmetic.staircase import NOTHING, ONE, Entrance, change_since
from plantrack.plan.item import Item, order_in_time
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    CHANGED,
    WITHDRAWN,
    DatedRecord,
    Identity,
    ItemRecord,
    Measurement,
    Milestone,
    Number,
    Target,
)
from plantrack.plan.rules.reasons import ItemCode, Moment, Reason, decide_item_reason
from plantrack.tuples import NamedTuple

Entering = TypeVar("Entering")


class Part(NamedTuple):
    """What an item is to a target on a day."""

    item: Item
    milestone: Milestone  # with which it came in
    named: Number  # what it adds to what is known by name: 1, 0 or -1 where items are counted
    added: Number  # what it adds to what is known since the latest total
    weight: Number | None  # on the day; 1 where items are counted; None: it has no such attribute
    weighed: ItemRecord | None  # that gives the weight; None: items are counted, or it has no such attribute
    reason: Reason[ItemCode]


def parts(target: Target, ledger: Ledger, measured: Measurement | None, day: int) -> Iterator[Part]:
    """Give the items that a counted target is made of on a day. `measured` is the total on which its actual rests."""
    for item in list_reached(target, ledger, day):
        part = find_part(item, target, ledger, Moment(measured, day))
        if part is not None and (part.reason.code != "counts-from" or part.milestone.date.lo <= day):
            yield part


def list_reached(target: Target, ledger: Ledger, day: int | None = None) -> Iterator[Item]:
    """Give the items that ever reach a stage that a target counts, under the names that they have on a day."""
    for item in ledger.items(target.kind or "", day):
        if not item.stages.keys().isdisjoint(target.stages):
            yield item


def find_part(item: Item, target: Target, ledger: Ledger, moment: Moment) -> Part | None:
    """Return what an item is to a target at a moment, or None where it is no part of it."""
    measured, day = moment
    # Most items of a kind have not come so far.
    if item.kind != target.kind or not any(stage in item.stages for stage in target.stages):
        return None
    entered = find_entrance(target, item.dates())
    if entered is None or not is_part(target, entered):
        return None
    eve = target.start.lo - 1
    weight = weigh_item(item, target, ledger)
    named = change_since(entered, weight or NOTHING, eve, day)
    added = named if measured is None else change_since(entered, weight or NOTHING, measured.date.hi, day)
    return Part(
        item=item,
        milestone=find_entering(item, target),
        named=make_number(named),
        added=make_number(added),
        weight=None if weight is None else make_number(weight.on(day)),
        weighed=None if target.sum is None else find_weighing(item, target.sum, ledger, day),
        reason=decide_item_reason(target, entered, measured, day),
    )


def find_entering(item: Item, target: Target) -> Milestone:
    """Return with which milestone an item came into a target, one of whose stages it has reached."""
    reached = (item.stages[stage] for stage in target.stages if stage in item.stages)
    return min(reached, key=lambda milestone: (milestone.date.hi, milestone.date.lo))


def list_entered(target: Target, items: Iterable[Item]) -> Iterator[tuple[Item, Entrance]]:
    """Give those items of its kind that are part of a counted target on any day, each with when it came in."""
    stages = _list_stages(target)
    # Most items of a kind have not come so far.
    reached = (item for item in items if not item.stages.keys().isdisjoint(target.stages))
    return _enter(target, ((item, list(map(item.stages.get, stages))) for item in reached))


def _list_stages(target: Target) -> tuple[str, ...]:
    """Return the stages that say when an item is part of a target."""
    return (*target.ordered_stages, WITHDRAWN)


def _enter(
    target: Target, reached: Iterable[tuple[Entering, Sequence[Milestone | None]]]
) -> Iterator[tuple[Entering, Entrance]]:
    """Give what is part of a target on any day, each with when it came in, given what it has of each of the stages."""
    stages = _list_stages(target)
    # There are fewer dates than items, and as the log holds each of them once they are told apart by where they are.
    known: dict[tuple[int, ...], Entrance | None] = {}
    for one, milestones in reached:
        dates = tuple([0 if milestone is None else id(milestone.date) for milestone in milestones])
        if dates not in known:
            given = zip(stages, milestones, strict=True)
            entered = find_entrance(target, {stage: found.date for stage, found in given if found is not None})
            known[dates] = entered if entered is not None and is_part(target, entered) else None
        found = known[dates]
        if found is not None:
            yield one, found


def count_named(target: Target, items: Iterable[Item], ledger: Ledger, day: int) -> Iterator[tuple[Item, Exact]]:
    """Give each item of its kind that adds anything by a day to what is known of a counted target by name, and that."""
    eve = target.start.lo - 1
    counted: dict[Entrance, Exact] = {}
    for item, entered in list_entered(target, items):
        if target.sum is None:
            if entered not in counted:
                counted[entered] = change_since(entered, ONE, eve, day)
            amount = counted[entered]
        else:
            amount = change_since(entered, weigh_item(item, target, ledger) or NOTHING, eve, day)
        if amount:
            yield item, amount


def list_lacking(target: Target, items: Iterable[Item], ledger: Ledger, day: int) -> Iterator[Item]:
    """Give each item of its kind that counts in a sum by a day, and has not the attribute that is summed."""
    eve = target.start.lo - 1
    for item, entered in list_entered(target, items) if target.sum is not None else ():
        if weigh_item(item, target, ledger) is None and change_since(entered, ONE, eve, day) > 0:
            yield item


def find_weighing(item: Item, attribute: str, ledger: Ledger, day: int) -> ItemRecord | None:
    """Return the record that gives the value which an item has on a day, as it stands; None where none does.

    It is the latest by the day, of ever where it has no date; else the first one after the day.
    """
    found = (
        (*order_in_time(record), ledger.find_written(record, attribute), record)
        for record in item.all_records()
        if attribute in record.attributes
    )
    told = sorted(found, key=lambda one: one[:3])
    return next((record for hi, _, _, record in reversed(told) if hi <= day), told[0][3] if told else None)


def rests_on(target: Target, ledger: Ledger) -> set[Identity]:
    """Return the identities of the records on which the actual of a target rests, on any day."""
    totals = ledger.measurements.get(target.id, {}).values()
    records: list[DatedRecord] = [*totals, *ledger.records_of(target.kind or "")]
    return {record.identity for record in list_resting(target, records, ledger)}


def list_moving(target: Target, records: Sequence[DatedRecord], ledger: Ledger) -> Iterator[DatedRecord]:
    """Give those of records that stand that may move the actual of a target, some of them twice.

    Those on which it rests, and of a sum all that say what its items weigh, also beside a stage that it counts not.
    """
    yield from list_resting(target, records, ledger)
    for record, _ in _list_of_entered(target, records, ledger) if target.sum is not None else ():
        if target.sum in record.attributes:
            yield record


def list_resting(target: Target, records: Sequence[DatedRecord], ledger: Ledger) -> Iterator[DatedRecord]:
    """Give those of records that stand on which the actual of a target rests, on any day."""
    start = target.start.lo
    for total in records:
        if isinstance(total, Measurement) and total.target == target.id and total.date.lo >= start:
            yield total
    for record, entered in _list_of_entered(target, records, ledger):
        # What brought an item into the baseline is none of them.
        came_after_start = entered.lo >= start and record.stage in target.stages
        if record.date.lo >= start and (came_after_start or record.stage in (WITHDRAWN, CHANGED)):
            yield record


def _list_of_entered(
    target: Target, records: Iterable[DatedRecord], ledger: Ledger
) -> Iterator[tuple[Milestone, Entrance]]:
    """Give the records of items that are part of a counted target on any day, each with when its item came in.

    Of other stages than those that it counts, and the end of a life, only those that say what its items weigh.
    """
    stages, of_kind = _list_stages(target), ledger.milestones.get(target.kind or "", {})
    standing = [of_kind.get(stage, {}) for stage in stages]
    milestones = (one for one in records if isinstance(one, Milestone) and one.kind == target.kind)
    wanted = (one for one in milestones if one.stage in stages or target.sum in one.attributes)
    return _enter(target, ((one, [reached.get(one.key) for reached in standing]) for one in wanted))
