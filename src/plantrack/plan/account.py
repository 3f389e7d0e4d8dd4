"""What the log says of one target: its actual over time, as a staircase, and the records that it rests on."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Item, Ledger
from plantrack.plan.model import WITHDRAWN, Measurement, Number, Target


class Staircase(NamedTuple):
    """A value over time: `opening` until the first of `days`, then from each day on the value beside it."""

    opening: Number | None
    days: list[int]
    values: list[Number | None]

    def on(self, day: int) -> Number | None:
        """Return the value that holds on a day; None where it is unknown."""
        step = bisect_right(self.days, day)
        return self.values[step - 1] if step else self.opening


class Entrance(NamedTuple):
    """When an item came into a total, as the first and last day that may mean, and when it was withdrawn."""

    lo: int
    hi: int
    withdrawal: PartialDate | None


class Account(NamedTuple):
    """All that the log says of one target.

    `measurements` are those that are used, in order; `records` are counted by date and by whether they have evidence.
    """

    actual: Staircase
    named: Staircase | None
    measurements: list[Measurement]
    records: Mapping[tuple[PartialDate, bool], int]


def entrance(target: Target, item: Item) -> Entrance | None:
    """Return when an item reached the first of the target's stages, or None if it has reached none."""
    dates = [item.stages[stage].date for stage in target.stages if stage in item.stages]
    if not dates:
        return None
    withdrawal = item.stages.get(WITHDRAWN)
    return Entrance(
        min(date.lo for date in dates), min(date.hi for date in dates), withdrawal.date if withdrawal else None
    )


def is_part(target: Target, entered: Entrance) -> bool:
    """Tell whether an item matters to a target: where the baseline is 0, what came before the start does not."""
    return target.baseline != 0 or entered.lo >= target.start.lo


def account(target: Target, ledger: Ledger) -> Account:
    """Gather what the log says of a target."""
    start = target.start.lo
    totals = ledger.measurements.get(target.id, {}).values()
    measurements = sorted(
        (total for total in totals if total.date.lo >= start), key=lambda total: (total.date.hi, total.date.lo)
    )
    records = Counter((total.date, total.evidenced) for total in measurements)
    openings = [(start - 1, target.baseline), *((total.date.hi, total.value) for total in measurements)]
    if target.kind is None:
        return Account(_staircase(openings, {}), None, measurements, records)
    entrances: Counter[Entrance] = Counter()
    for item in ledger.items.get(target.kind, {}).values():
        entered = entrance(target, item)
        if entered is None or not is_part(target, entered):
            continue
        entrances[entered] += 1
        if entered.lo >= start:
            for stage in target.stages:
                milestone = item.stages.get(stage)
                if milestone is not None:
                    records[milestone.date, milestone.evidenced] += 1
        if entered.withdrawal is not None and entered.withdrawal.lo >= start:
            records[entered.withdrawal, item.stages[WITHDRAWN].evidenced] += 1
    return Account(_staircase(openings, entrances), _staircase([(start - 1, 0)], entrances), measurements, records)


def _staircase(openings: Iterable[tuple[int, Number | None]], entrances: Mapping[Entrance, int]) -> Staircase:
    """Return the value over time that follows from totals and the items that entered or were withdrawn since.

    From the day of a total on, and until that of the next, an item adds 1 from its entrance's last day when the
    entrance lies certainly after the total, and takes off 1 when only its withdrawal does.
    """
    value_on = dict(openings)
    eves = list(value_on)
    changes: list[dict[int, int]] = [{} for _ in eves]

    def change(segment: int, day: int, delta: int) -> None:
        if segment + 1 == len(eves) or day < eves[segment + 1]:
            changes[segment][day] = changes[segment].get(day, 0) + delta

    for (lo, hi, withdrawal), count in entrances.items():
        segment = bisect_left(eves, lo) - 1
        if segment >= 0 and (withdrawal is None or withdrawal.hi > hi):
            change(segment, hi, count)
        if withdrawal is not None:
            after = bisect_left(eves, withdrawal.lo) - 1
            was_in_total = after >= 0 and lo <= eves[after]
            was_added = segment >= 0 and segment == after and withdrawal.hi > hi
            if was_in_total or was_added:
                change(after, withdrawal.hi, -count)

    opening = value_on[eves[0]]
    days: list[int] = []
    values: list[Number | None] = []
    for segment, eve in enumerate(eves):
        value = value_on[eve]
        if segment:
            days.append(eve)
            values.append(value)
        for day in sorted(changes[segment]):
            value = None if value is None else value + changes[segment][day]
            days.append(day)
            values.append(value)
    return Staircase(opening, days, values)
