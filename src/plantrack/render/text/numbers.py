"""Numbers as people read them, and as a CSV file has them."""

import math
from collections.abc import Sequence

from plantrack.plan.model import Number

DASH = "–"
_DAYS_OF_MONTH = 365.25 / 12
_DAYS_OF_YEAR = 365.25


def plain(value: Number | None, places: int) -> str:
    """Return a number with at most so many places, whole numbers without any; empty for None."""
    if value is None:
        return ""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def exact(value: Number | None) -> str:
    """Return a number as it was written, so that what is short of a goal never looks like it; empty for None."""
    if value is None:
        return ""
    text = str(value)
    if "e" not in text:
        return text
    from decimal import Decimal

    return f"{Decimal(text):f}"


def typed(value: Number | None) -> str:
    """Return a number as it is typed, so that it is read as just this one; empty for None.

    >>> typed(1.25), typed(1.234), typed(0.125), typed(1234)
    ('1.25', '1.2340', '0.125', '1234')
    """
    text = exact(value)
    # 1.234 could be a thousand and more, 1.2340 could not.
    whole, _, part = text.removeprefix("-").partition(".")
    may_be_thousands = len(part) == 3 and len(whole) <= 3 and not whole.startswith("0")
    return f"{text}0" if may_be_thousands else text


def figure(value: Number | None) -> str:
    """Return a number as it was written; a dash where it is not known."""
    return DASH if value is None else exact(value)


def estimate(value: float | None) -> str:
    """Return a calculated number to one place, a small one to two digits; empty for None."""
    if value is not None and 0 < abs(value) < 1:
        return f"{value:.2g}"
    return plain(value, 1)


def aligned(numbers: Sequence[str]) -> list[str]:
    """Return numbers so that on the right their decimal points stand below each other."""
    decimals = [len(number) - len(number.partition(".")[0]) for number in numbers]
    widest = max(decimals, default=0)
    return [number and number + " " * (widest - places) for number, places in zip(numbers, decimals, strict=True)]


def percent(share: float | None) -> str:
    """Return a share in whole percent; what is short of all is never shown as 100 %, what is something never as 0 %.

    Empty for None, and for what is beyond all numbers in percent.
    """
    if share is None or math.isinf(share * 100):
        return ""
    if 0 < share < 0.01:
        return "<1 %"
    if -0.01 < share < 0:
        return "<0 %"
    if 0.99 < share < 1:
        return "99 %"
    return f"{plain(share * 100, 0)} %"


def goal(low: Number | None, stretch: Number | None) -> str:
    """Return a goal, or the range up to its stretch; empty where there is none."""
    if stretch is None:
        return exact(low)
    return f"{exact(low)} to {exact(stretch)}" if stretch < 0 else f"{exact(low)}-{exact(stretch)}"


def pace(days: int | None) -> str:
    """Return days ahead or behind as a person would say them; empty for None."""
    if days is None:
        return ""
    return "on time" if days == 0 else f"{span(abs(days))} {'early' if days > 0 else 'late'}"


def span(days: int) -> str:
    """Return a number of days in the unit in which one would say it."""
    weeks, months = round(days / 7), round(days / _DAYS_OF_MONTH)
    if days < 14:
        return _of(str(days), "day")
    if months < 2:
        return _of(str(weeks), "week")
    if months < 24:
        return _of(str(months), "month")
    return _of(plain(days / _DAYS_OF_YEAR, 1), "year")


def _of(number: str, unit: str) -> str:
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"
