"""Text as people type it or Excel writes it → typed values."""

import re
from datetime import date
from typing import Literal

from plantrack.plan import dates
from plantrack.plan.model import Number
from plantrack.store.read.tables import plain_number, shown

DateOrder = Literal["iso", "dmy"]
DecimalSign = Literal["comma", "point"]

_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_MOST_DIGITS = 400
_SPACES = " \u00a0\u202f"
DATE_HINT = "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024"


class CellError(ValueError):
    """A text is none of what it should be: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def number(text: str) -> Number:
    """Read a plain number, `1234.5`; raise CellError for anything else."""
    if len(text) > _MOST_DIGITS or not _PLAIN.fullmatch(text):
        raise CellError(f"{shown(text)} is not a plain number such as 1234.5")
    return plain_number(float(text)) if "." in text else int(text)


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


def spreadsheet_number(text: str, sign: DecimalSign | None = None) -> Number:
    """Read a number as a spreadsheet writes it, with a comma or a point for decimals or for thousands.

    Raise CellError where it is none, or where both readings are possible and no sign is given.
    """
    digits = text.replace("\u2212", "-").lstrip("+")
    minus, digits = digits.startswith("-"), digits.removeprefix("-")
    if sign is None:
        if _AMBIGUOUS.fullmatch(digits):
            sign_text = "-" if minus else ""
            thousands, decimals = re.sub("[.,]", "", digits), digits.replace(",", ".")
            message = f"{shown(text)} may be {sign_text}{thousands} or {sign_text}{decimals}"
            raise CellError(message, "choose with --decimal comma or --decimal point")
        sign = _decimal_sign(digits)
    decimal, thousands = (",", ".") if sign == "comma" else (".", ",")
    group = f"[{re.escape(thousands)}{_SPACES}]"
    if not re.fullmatch(rf"(\d+|\d{{1,3}}({group}\d{{3}})+)({re.escape(decimal)}\d+)?", digits, re.ASCII):
        raise CellError(f"{shown(text)} is not a number")
    plain = re.sub(group, "", digits).replace(decimal, ".")
    return number(f"-{plain}" if minus else plain)


def _decimal_sign(digits: str) -> DecimalSign:
    """Tell which sign is for decimals in a number in which that is clear: the last of two, or the only one."""
    last = max(digits.rfind(","), digits.rfind("."))
    if last < 0:
        return "point"
    repeated = digits.count(digits[last]) > 1
    return "comma" if (digits[last] == ",") != repeated else "point"
