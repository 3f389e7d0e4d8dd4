"""Dates that may be known in part: the interval of the days that each may mean."""

import re
from datetime import date
from functools import lru_cache

from plantrack.tuples import NamedTuple

# The last day that there is.
LAST_DAY = date.max.toordinal()

_WRITTEN = re.compile(
    r"""
    (?P<year> \d{4} )
    (?: - (?: (?P<month> \d{2} ) (?: - (?P<day> \d{2} ) )?
          |   Q (?P<quarter> [1-4] )
          |   H (?P<half> [12] ) ) )?
    """,
    re.ASCII | re.VERBOSE,
)


class PartialDate(NamedTuple):
    """A day, month, quarter, half or year: the days that it may mean, and how it is written and shown."""

    lo: int  # the first day, as a proleptic ordinal
    hi: int  # the last day
    text: str

    @property
    def exact(self) -> bool:
        """Tell whether it means one day."""
        return self.lo == self.hi

    def contains(self, other: "PartialDate") -> bool:
        """Tell whether every day that the other may mean may be meant by this one."""
        return self.lo <= other.lo and other.hi <= self.hi

    def toml(self) -> date | str:
        """Return what a plan file says for it: a TOML date, or a string where it is partial."""
        return date.fromordinal(self.lo) if self.exact else self.text


def from_day(day: date) -> PartialDate:
    """Return the partial date that means exactly this day."""
    ordinal = day.toordinal()
    return PartialDate(ordinal, ordinal, day.isoformat())


def from_written(written: object) -> PartialDate:
    """Return what a plan file writes, a TOML date or a string; raise ValueError where it is no date."""
    if isinstance(written, str):
        return parse_date(written)
    if isinstance(written, date):
        return from_day(written)
    raise ValueError(written)


@lru_cache(maxsize=4096)
def day_text(ordinal: int) -> str:
    """Return the ISO date of a proleptic ordinal."""
    return date.fromordinal(ordinal).isoformat()


def parse_date(text: str) -> PartialDate:
    """Read a date as it is written; raise ValueError for anything else.

    >>> [day_text(day) for day in parse_date("2024-Q3")[:2]]
    ['2024-07-01', '2024-09-30']
    >>> parse_date("2024-06-05").exact, parse_date("2024").exact
    (True, False)
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year = int(match["year"])
    if match["day"]:
        return from_day(date(year, int(match["month"]), int(match["day"])))
    if match["month"]:
        first_month = last_month = int(match["month"])
    elif match["quarter"]:
        last_month = 3 * int(match["quarter"])
        first_month = last_month - 2
    elif match["half"]:
        last_month = 6 * int(match["half"])
        first_month = last_month - 5
    else:
        first_month, last_month = 1, 12
    lo = date(year, first_month, 1).toordinal()
    # The last year that there is has no first day after it.
    hi = date(year, 12, 31).toordinal() if last_month == 12 else date(year, last_month + 1, 1).toordinal() - 1
    return PartialDate(lo, hi, text)
