"""Dates that may be known in part: the interval of the days that each may mean."""

from datetime import date
from functools import lru_cache

from plantrack.tuples import NamedTuple

# The last day that there is.
LAST_DAY = date.max.toordinal()


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

    def straddles(self, day: int) -> bool:
        """Tell whether it may mean a day that has passed by the end of a day, and one that has not."""
        return self.lo <= day < self.hi

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
    written_year, *parts = text.split("-")
    # What a pattern would tell takes longer to compile than all dates of most plans to read.
    match parts:
        case []:
            first_month, last_month = 1, 12
        case ["Q1" | "Q2" | "Q3" | "Q4" as quarter]:
            last_month = 3 * int(quarter[1])
            first_month = last_month - 2
        case ["H1" | "H2" as half]:
            last_month = 6 * int(half[1])
            first_month = last_month - 5
        case [month]:
            first_month = last_month = _read_digits(month, 2)
        case [month, day]:
            return from_day(date(_read_digits(written_year, 4), _read_digits(month, 2), _read_digits(day, 2)))
        case _:
            raise ValueError(text)
    year = _read_digits(written_year, 4)
    lo = date(year, first_month, 1).toordinal()
    # The last year that there is has no first day after it.
    hi = date(year, 12, 31).toordinal() if last_month == 12 else date(year, last_month + 1, 1).toordinal() - 1
    return PartialDate(lo, hi, text)


def _read_digits(text: str, count: int) -> int:
    if len(text) != count or not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)
