"""Where a counted target would be on its due date if every expected date holds: the actual, and what is to come.

Days are proleptic ordinals, as everywhere here.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from plantrack.plan.arithmetic.account import find_entrance, is_part, weigh_item
from plantrack.plan.arithmetic.exact import exact, make_number
from plantrack.plan.arithmetic.progress import Assessment
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.item import Item
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Kind, Measurement, Number, Plan, Target
from plantrack.tuples import NamedTuple

if TYPE_CHECKING:
    from plantrack.plan.arithmetic.expected import OpenExpectation


class Step(NamedTuple):
    """What a target comes to on a day by what is expected."""

    day: int
    value: Number


class Coming(NamedTuple):
    """What a counted target has on its due date if every expected date holds."""

    expected: Number | None  # None: no item that it does not count yet has a date, it counts none, or it was due before
    awaited: tuple["OpenExpectation", ...]  # by due, of each item the first date; in the order of the file
    steps: tuple[Step, ...]  # from the actual on the day on, in order; empty where `expected` is None


NOTHING_COMES = Coming(None, (), ())


def gather_open(plan: Plan, ledger: Ledger, day: int) -> dict[str, list["OpenExpectation"]]:
    """Return what stands open on a day of each kind, by its id, in the order of the file: the late ones too."""
    return {kind.id: _list_open(ledger, kind, day) for kind in plan.kinds.values()}


def _list_open(ledger: Ledger, kind: Kind, day: int) -> list["OpenExpectation"]:
    """Return what stands open of a kind; only items of which a date is open are looked at, which most often are few."""
    awaited = {key for found in ledger.expectations.get(kind.id, {}).values() for key in found}
    for reached in ledger.milestones.get(kind.id, {}).values():
        # Of most plans nobody said when anything was to be.
        if any(map(attrgetter("expected"), reached.values())):
            awaited.update([key for key, one in reached.items() if one.expected is not None and one.date.hi > day])
    if not awaited:
        return []
    from plantrack.plan.arithmetic.expected import find_open_of_item

    items = [ledger.item(kind.id, key, day) for key in ledger.names[kind.id] if key in awaited]
    return [one for item in items if item is not None for one in find_open_of_item(ledger, kind, item, day)]


def find_coming(
    target: Target, seen: Assessment, opened: Iterable["OpenExpectation"], ledger: Ledger, day: int
) -> Coming:
    """Return what a target comes to by its due date. `opened` is what stands open of its kind on the day.

    What is late is still promised, and has no date left but the due date. An item adds what it weighs on the day. Once
    the due date is over no date can hold any more.
    """
    due = in_force(target, day).due.lo
    if target.kind is None or seen.actual is None or day > due:
        return NOTHING_COMES
    # 1. Of each item that is not in the actual the first date of a stage that the target counts.
    first: dict[str, OpenExpectation] = {}
    for one in opened:
        # What would come before the start of the target is no part of it, or of its baseline; on the start it is late.
        comes_after = max(one.expected.hi, day) >= target.start.lo
        if one.stage in target.stages and comes_after and not _is_counted(target, one.item, seen.measured, day):
            known = first.setdefault(one.item.key, one)
            if one.expected.hi < known.expected.hi:
                first[one.item.key] = one
    if not first:
        return NOTHING_COMES
    # 2. What comes by the due date, day by day.
    awaited = tuple(one for one in first.values() if one.expected.hi <= due)
    value = exact(seen.actual)
    values = {day: value}
    for one in sorted(awaited, key=lambda one: (one.late > 0, one.expected.hi)):
        weight = weigh_item(one.item, target, ledger)
        value += 0 if weight is None else weight.on(day)
        values[due if one.late else min(max(one.expected.hi, day + 1), due)] = value
    values[due] = value
    steps = tuple(Step(when, make_number(amount)) for when, amount in values.items())
    return Coming(steps[-1].value, awaited, steps)


def _is_counted(target: Target, item: Item, measured: Measurement | None, day: int) -> bool:
    """Tell whether an item is in the actual of a day, or can be no part of it any more."""
    entered = find_entrance(target, item.dates())
    if entered is None:
        return False
    eve = target.start.lo - 1 if measured is None else measured.date.hi
    return not is_part(target, entered) or entered.lo <= eve or entered.hi <= day
