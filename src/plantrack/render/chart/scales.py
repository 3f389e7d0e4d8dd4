"""The ticks of a chart's two axes: round numbers and round dates, few enough to be read."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from plantrack.plan.model import Number
from plantrack.plan.sentences import Value, say
from plantrack.tuples import NamedTuple

FEWEST_DATES = 3
_ROUND = (1, 2, 5)
_YEAR_STEPS = (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
_MONTH_STEPS = (6, 3, 1)
_DAY_STEPS = (14, 7, 2, 1)
_LABEL_GAP = 3
_QUARTERS = (say("Q1"), say("Q2"), say("Q3"), say("Q4"))


class DateTick(NamedTuple):
    """A day on the axis, and what it is called there."""

    day: int
    label: str


def round_numbers(low: Number, high: Number, most: int, *, whole: bool) -> list[Decimal]:
    """Return round numbers from low to high, evenly spaced and hardly more than `most`; `whole` ones only if asked."""
    first, last = Decimal(str(low)), Decimal(str(high))
    rough = (last - first) / most
    step = next(step for step in _steps(rough) if step >= rough and (step >= 1 or not whole))
    from_, to = (first / step).to_integral_value(ROUND_CEILING), (last / step).to_integral_value(ROUND_FLOOR)
    return [step * number for number in range(int(from_), int(to) + 1)]


def _steps(rough: Decimal) -> Iterator[Decimal]:
    exponent = rough.adjusted()
    while True:
        yield from (Decimal(digit).scaleb(exponent) for digit in _ROUND)
        exponent += 1


def round_dates(start: int, end: int, columns: int) -> list[DateTick]:
    """Return the first days of years, as many as the columns have room for; where those are few, of months, or days."""
    found: list[DateTick] = []
    for ticks in _calendars(date.fromordinal(start), date.fromordinal(end)):
        if not ticks:
            continue
        if len(found) >= FEWEST_DATES and len(ticks[0].label) > len(found[0].label):
            break
        apart = min((later.day - tick.day for tick, later in pairwise(ticks)), default=end - start)
        if apart * columns < (len(ticks[0].label) + _LABEL_GAP) * (end - start):
            break
        found = ticks
    return found


def _calendars(start: date, end: date) -> Iterator[list[DateTick]]:
    """Yield the ticks of one calendar after the other, the coarsest first."""
    years = range(start.year, end.year + 1)
    for step in _YEAR_STEPS:
        firsts = (date(year, 1, 1) for year in years if year % step == 0)
        yield [DateTick(day.toordinal(), day.isoformat()[:4]) for day in firsts if start <= day <= end]
    for step in _MONTH_STEPS:
        firsts = (date(year, month, 1) for year in years for month in range(1, 13, step))
        yield [DateTick(day.toordinal(), day.isoformat()[:7]) for day in firsts if start <= day <= end]
    for step in _DAY_STEPS:
        days = range(start.toordinal(), end.toordinal() + 1, step)
        yield [DateTick(day, date.fromordinal(day).isoformat()) for day in days]


class DateSpan(NamedTuple):
    """A year or a quarter on the axis, as far as it is on it, and what it is called there."""

    start: int
    end: int
    label: Value

    @property
    def middle(self) -> float:
        """Return where its name stands."""
        return (self.start + self.end) / 2


def round_steps(low: Number, high: Number, most: int, *, whole: bool) -> list[Decimal]:
    """Return round numbers, evenly spaced, from low or below to high or above, with at most so many steps between.

    `whole` ones only if asked.

    >>> [int(number) for number in round_steps(113, 159, 5, whole=True)]
    [110, 120, 130, 140, 150, 160]
    """
    first, last = Decimal(str(low)), Decimal(str(high))
    for step in _steps((last - first) / most):
        from_, to = (first / step).to_integral_value(ROUND_FLOOR), (last / step).to_integral_value(ROUND_CEILING)
        if (step >= 1 or not whole) and to - from_ <= most:
            return [step * number for number in range(int(from_), int(to) + 1)]
    raise AssertionError("some step is great enough")


def split_years(start: int, end: int) -> list[DateSpan]:
    """Return the years from one day to another, the first and the last as far as they lie between."""
    years = range(date.fromordinal(start).year, date.fromordinal(end).year + 1)
    whole = ((date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1, str(year)) for year in years)
    return _clip(whole, start, end)


def split_quarters(start: int, end: int) -> list[DateSpan]:
    """Return the quarters from one day to another, the first and the last as far as they lie between."""
    years = range(date.fromordinal(start).year, date.fromordinal(end).year + 1)
    quarters = [(year, quarter) for year in years for quarter in range(4)]
    whole = (
        (
            date(year, 3 * quarter + 1, 1).toordinal(),
            date(year, 3 * quarter + 3, 30 if quarter in (1, 2) else 31).toordinal() + 1,
            _QUARTERS[quarter],
        )
        for year, quarter in quarters
    )
    return _clip(whole, start, end)


def _clip(whole: Iterable[tuple[int, int, Value]], start: int, end: int) -> list[DateSpan]:
    return [
        DateSpan(max(first, start), min(after, end), label)
        for first, after, label in whole
        if after > start and first < end
    ]
