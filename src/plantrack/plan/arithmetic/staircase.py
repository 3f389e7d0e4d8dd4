"""A value over time, as a staircase: what follows from totals, and from the items that came and went.

A total is true on a date; an event that may lie on or before that date is taken to be in it; any other counts from the
last day that its date may mean. A worked example, in which days are plain numbers: the target starts on day 11 with a
baseline of 0, and on day 40 a total of 5 is reported. The first item is dated before that total; the second one across
it, some day of 35 to 50, and so it is in it; the third one after it; the fourth was in it, and is withdrawn on day 70.

>>> before, across = Entrance(20, 20, None), Entrance(35, 50, None)
>>> after, withdrawn = Entrance(60, 60, None), Entrance(30, 30, PartialDate(70, 70, "day 70"))
>>> items = {before: 1, across: 1, after: 1, withdrawn: 1}
>>> actual_over_time([(10, 0), (40, 5)], items)
Staircase(opening=0, days=[20, 30, 40, 60, 70], values=[1, 2, 5, 6, 5])

What is known by name follows from the same rule, without the total:

>>> actual_over_time([(10, 0)], items)
Staircase(opening=0, days=[20, 30, 50, 60, 70], values=[1, 2, 3, 4, 3])

Where items have weights, they add up in the place of the items. Here the first weighs 10, and from day 50 on 12.5; the
last weighs 2, and 4 from day 65 on, so that 4 is what is gone with it on day 70:

>>> weights = [Weight(10, [50], [exact(12.5)]), Weight(1), Weight(exact(0.5)), Weight(2, [65], [4])]
>>> weighed = [Weighed(*one) for one in zip(items, weights, strict=True)]
>>> sums = sum_over_time([(10, 0), (40, 15)], weighed)
>>> [(day, float(value or 0)) for day, value in zip(sums.days, sums.values, strict=True)]
[(20, 10.0), (30, 12.0), (40, 15.0), (50, 17.5), (60, 18.0), (65, 20.0), (70, 16.0)]
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from plantrack.plan.arithmetic.exact import Amount, Exact, exact
from plantrack.plan.dates import PartialDate
from plantrack.tuples import NamedTuple


class Staircase(NamedTuple):
    """A value over time: `opening` until the first of `days`, then from each day on the value beside it."""

    opening: Amount | None
    days: list[int]
    values: list[Amount | None]

    def on(self, day: int) -> Amount | None:
        """Return the value that holds on a day; None where it is unknown."""
        step = bisect_right(self.days, day)
        return self.values[step - 1] if step else self.opening

    def between(self, first: int, last: int) -> list[Amount | None]:
        """Return all values that it has on some day from one to another."""
        steps = self.values[bisect_right(self.days, first) : bisect_right(self.days, last)]
        return [self.on(first), *steps]


class Entrance(NamedTuple):
    """When an item came into a total, as the first and last day that may mean, and when it was withdrawn."""

    lo: int
    hi: int
    withdrawal: PartialDate | None  # None: it was not


class Weight(NamedTuple):
    """What an item weighs over time: `opening` until the first of `days`, then from each day on the value beside it."""

    opening: Exact
    days: Sequence[int] = ()
    values: Sequence[Exact] = ()

    def on(self, day: int) -> Exact:
        """Return what it weighs on a day."""
        step = bisect_right(self.days, day)
        return self.values[step - 1] if step else self.opening

    def all_values(self) -> Sequence[Exact]:
        """Return all that it ever weighs."""
        return [self.opening, *self.values]

    def growths(self) -> Iterator[tuple[int, Exact]]:
        """Give the days on which it comes to weigh more, or less, and by how much."""
        for day, (before, after) in zip(self.days, pairwise(self.all_values()), strict=True):
            yield day, after - before


# Where items are counted each weighs this, and where they are summed those that lack the attribute that.
ONE, NOTHING = Weight(1), Weight(0)


class Weighed(NamedTuple):
    """An item of a sum: when it came in, and what it weighs."""

    entrance: Entrance
    weight: Weight | None  # None: it has no such attribute, and weighs nothing


def change_since(entrance: Entrance, weight: Weight, eve: int, day: int) -> Exact:
    """Return what an item adds by a day to a total that was true on an eve."""
    withdrawal = entrance.withdrawal
    gone = withdrawal is not None and withdrawal.hi <= day
    # 1. A total is true until its day ends.
    if day <= eve:
        return 0
    # 2. What came in after it adds what it weighs, once that is certain.
    if entrance.lo > eve:
        return weight.on(day) if entrance.hi <= day and not gone else 0
    # 3. What was in it adds what it weighs by now beyond what it weighed then; what had left it, nothing.
    if withdrawal is not None and withdrawal.lo <= eve:
        return 0
    return (0 if gone else weight.on(day)) - weight.on(eve)


def actual_over_time(totals: Iterable[tuple[int, Amount | None]], items: Mapping[Entrance, int]) -> Staircase:
    """Return the value over time that follows from totals and from the items that entered or were withdrawn since.

    `totals` are days, rising, with what was true on each; the last of several of a day holds, and None is unknown. The
    first is the baseline, on the eve of the start. `items` are counted by when they entered.
    """
    changes = _Changes(totals)
    for (lo, hi, withdrawal), count in items.items():
        # 1. An item adds to the last total that lies certainly before it, unless it is gone before it is certain.
        place = changes.last_before(lo)
        if place >= 0 and (withdrawal is None or withdrawal.hi > hi):
            changes.add(place, hi, count)
            if withdrawal is not None:
                changes.add(place, withdrawal.hi, -count)
        # 2. From a total that it is in, its withdrawal takes it off, if that lies certainly after the total.
        if withdrawal is not None:
            place = changes.last_before(withdrawal.lo)
            if place >= 0 and lo <= changes.days[place]:
                changes.add(place, withdrawal.hi, -count)
    return changes.add_up()


def sum_over_time(totals: Iterable[tuple[int, Amount | None]], items: Iterable[Weighed]) -> Staircase:
    """Return the same of items that weigh: what is in a total adds to it what its weight has grown by since."""
    changes = _Changes((day, None if total is None else exact(total)) for day, total in totals)
    for (lo, hi, withdrawal), weight in items:
        if weight is None:
            continue
        growths = list(weight.growths())
        # 1. It adds to the last total that lies certainly before it, and then what it grows by while it is there.
        place = changes.last_before(lo)
        if place >= 0 and (withdrawal is None or withdrawal.hi > hi):
            changes.add(place, hi, weight.on(hi))
            for day, growth in growths:
                if hi < day and (withdrawal is None or day < withdrawal.hi):
                    changes.add(place, day, growth)
            if withdrawal is not None:
                changes.add(place, withdrawal.hi, -weight.on(withdrawal.hi - 1))
        # 2. To a total that it is in it adds what it grows by, unless it may have left that total, or has left since.
        for day, growth in growths:
            place = changes.last_before(day)
            if place >= 0 and lo <= changes.days[place]:
                total_day = changes.days[place]
                if withdrawal is None or (total_day < withdrawal.lo and day < withdrawal.hi):
                    changes.add(place, day, growth)
        # 3. From such a total its withdrawal takes it off with all that it has grown by.
        if withdrawal is not None:
            place = changes.last_before(withdrawal.lo)
            if place >= 0 and lo <= changes.days[place]:
                changes.add(place, withdrawal.hi, -weight.on(withdrawal.hi - 1))
    return changes.add_up()


class _Changes:
    """What changes after each of some totals, until the next."""

    def __init__(self, totals: Iterable[tuple[int, Amount | None]]) -> None:
        self._totals = dict(totals)
        self.days = list(self._totals)
        self._after: list[dict[int, Exact]] = [{} for _ in self.days]

    def last_before(self, day: int) -> int:
        """Return the place of the last total before a day; -1 where there is none."""
        return bisect_left(self.days, day) - 1

    def add(self, place: int, day: int, change: Exact) -> None:
        """Let something change on a day after the total at a place."""
        # What becomes certain only after the next total is in that, as it may have happened before it.
        if place + 1 == len(self.days) or day < self.days[place + 1]:
            after = self._after[place]
            after[day] = after.get(day, 0) + change

    def add_up(self) -> Staircase:
        """Return the value over time: each total opens anew, and what has changed since is added until the next."""
        days: list[int] = []
        values: list[Amount | None] = []
        for place, total_day in enumerate(self.days):
            value = self._totals[total_day]
            if place:
                days.append(total_day)
                values.append(value)
            for day in sorted(self._after[place]):
                value = None if value is None else value + self._after[place][day]
                days.append(day)
                values.append(value)
        return Staircase(self._totals[self.days[0]], days, values)
