"""Dates that may be known in part: the interval of the days that each may mean."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_WRITTEN = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?", re.ASCII)


class PartialDate(NamedTuple):
    """A day, month, quarter, half or year. `lo` and `hi` are its first and last day, as proleptic ordinals."""

    lo: int
    hi: int
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


def day_text(ordinal: int) -> str:
    """Return the ISO date of a proleptic ordinal."""
    return date.fromordinal(ordinal).isoformat()


def parse_date(text: str) -> PartialDate:
    """Read `2024-06-05`, `2024-06`, `2024-Q3`, `2024-H1` or `2024`; raise ValueError for anything else."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day, quarter, half = (int(part) if part else 0 for part in match.groups())
    if day:
        return from_day(date(year, month, day))
    if match[3] is not None:
        raise ValueError(text)
    if quarter:
        first_month, last_month = 3 * quarter - 2, 3 * quarter
    elif half:
        first_month, last_month = 6 * half - 5, 6 * half
    elif match[2] is not None:
        first_month = last_month = month
    else:
        first_month, last_month = 1, 12
    lo = date(year, first_month, 1)
    hi = date(year, last_month, monthrange(year, last_month)[1])
    return PartialDate(lo.toordinal(), hi.toordinal(), text)
