"""Text as people type it or Excel writes it → typed values."""

import re
from datetime import date
from typing import Literal

from plantrack.plan import dates
from plantrack.plan.model import Number
from plantrack.store.tables import plain_number, shown

DateOrder = Literal["iso", "dmy"]
DecimalSign = Literal["comma", "point"]

_WHOLE = r"[-+]?(?P<whole>\d+|[1-9]\d{0,2}(?:[%s \u00a0\u202f]\d{3})+)"
_WITH_COMMA = re.compile(_WHOLE % "." + r"(?:,(?P<part>\d+))?", re.ASCII)
_WITH_POINT = re.compile(_WHOLE % "," + r"(?:\.(?P<part>\d+))?", re.ASCII)
_AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_BELOW_ONE = re.compile(r"[-+]?0\d*(?P<sign>[.,])\d+", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_MOST_DIGITS = 400
DATE_HINT = "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024"


class CellError(ValueError):
    """A text is none of what it should be: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def number(text: str, sign: DecimalSign | None = None) -> Number:
    """Read a number as people and spreadsheets write it, with a comma or a point for decimals or for thousands.

    `sign` is the one for decimals; None where the number itself must tell. Raise CellError where it is no number, or
    where it may be two.

    >>> number("1.234,5"), number("1,234,567"), number("0.125", "comma"), number("1.250", "comma")
    (1234.5, 1234567, 0.125, 1250)
    """
    digits = text.replace("\u2212", "-")
    if sign is None and _AMBIGUOUS.fullmatch(digits):
        readings = sorted((number(text, "comma"), number(text, "point")), key=abs, reverse=True)
        message = f"{shown(text)} may be {readings[0]} or {readings[1]}"
        raise CellError(message, "choose with --decimal comma or --decimal point")
    decimal = _decimal_sign(digits, sign)
    form = _WITH_COMMA if decimal == "comma" else _WITH_POINT
    match = form.fullmatch(digits) if len(digits) <= _MOST_DIGITS else None
    if match is None:
        raise CellError(f"{shown(text)} is not a number {f'with a decimal {sign}' if sign else 'such as 1234.5'}")
    whole = re.sub(r"\D", "", match["whole"])
    minus = "-" if digits.startswith("-") else ""
    return plain_number(float(f"{minus}{whole}.{match['part']}")) if match["part"] else int(minus + whole)


def _decimal_sign(digits: str, sign: DecimalSign | None) -> DecimalSign:
    """Tell which sign is for decimals: the one that is given, the last of two, or the only one, if it stands once."""
    # A group of thousands never begins with 0, so 0.125 is one eighth whatever was chosen for the others.
    fraction = _BELOW_ONE.fullmatch(digits)
    if fraction:
        return "comma" if fraction["sign"] == "," else "point"
    last = max(digits.rfind(","), digits.rfind("."))
    if sign is not None or last < 0:
        return sign or "point"
    repeated = digits.count(digits[last]) > 1
    return "comma" if (digits[last] == ",") != repeated else "point"


def day(text: str) -> date | str:
    """Read a date as a plan file has it; raise CellError for others."""
    try:
        return dates.parse(text).toml()
    except ValueError as error:
        day_first = _day_first(text)
        hint = f"write it as {day_first}" if day_first else DATE_HINT
        raise CellError(f"{shown(text)} is not a date", hint) from error


def spreadsheet_day(text: str, order: DateOrder) -> date | str:
    """Read a date as a plan file has it or `--excel` writes it, and with the order `dmy` also 31/12/2024."""
    # Only what a spreadsheet may have saved is looked at so.
    from plantrack.plan.spreadsheets import date_unguarded

    day_first = _day_first(text) if order == "dmy" else None
    return day_first if day_first is not None else day(date_unguarded(text))


def _day_first(text: str) -> date | None:
    """Return the date that 31/12/2024 means, or None for anything else."""
    match = _DAY_FIRST.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None
