"""The ticks of a chart's two axes: round numbers and round dates, few enough to be read."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import NamedTuple

from plantrack.plan.model import Number

FEWEST_DATES = 3
_ROUND = (1, 2, 5)
_YEAR_STEPS = (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
_MONTH_STEPS = (6, 3, 1)
_DAY_STEPS = (14, 7, 2, 1)
_LABEL_GAP = 3


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
