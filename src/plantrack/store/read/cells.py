"""Text as people type it or Excel writes it → lines, and typed values."""

import re
from datetime import date
from typing import Literal

from plantrack.plan import dates
from plantrack.plan.guesses import Fault
from plantrack.plan.model import AttributeType, AttributeValue, Number
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.sentences import Sentence, say, show_value
from plantrack.store.read.tables import plain_number

DateOrder = Literal["iso", "dmy"]
DecimalSign = Literal["comma", "point"]

_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2}) [/.-] (?P<month>\d{1,2}) [/.-] (?P<year>\d{4})", re.ASCII | re.VERBOSE)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_MOST_DIGITS = 400
_SPACES = " \u00a0\u202f"


class CellError(ValueError):
    """A text is none of what it should be."""

    def __init__(self, message: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(str(message))
        self.fault = Fault(message, hint)


def decode_text(path: str, content: bytes, hint: Sentence | None = None) -> str:
    """Return the text of a file in UTF-8, with a byte order mark or without; raise UsageError for anything else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse_encoding(path, content.count(b"\n", 0, error.start) + 1, hint) from error


def refuse_encoding(path: str, line: int, hint: Sentence | None) -> UsageError:
    """Return the error of a file that is in another encoding, or no text at all."""
    return UsageError(Problem(say("is not UTF-8 text"), hint, file=path, line=line))


def filled_lines(path: str, content: bytes) -> dict[int, str]:
    """Return the lines of a text that are not empty, by their number, spaces around them cut."""
    lines = enumerate(decode_text(path, content).split("\n"), 1)
    return {number: line.strip() for number, line in lines if line.strip()}


def read_number(text: str) -> Number:
    """Read a plain number; raise CellError for anything else.

    >>> read_number("1234.5"), read_number("12.0")
    (1234.5, 12)
    """
    if len(text) > _MOST_DIGITS or not _PLAIN.fullmatch(text):
        raise CellError(say("{text} is not a plain number such as 1234.5", text=show_value(text)))
    return plain_number(float(text)) if "." in text else int(text)


def read_attribute(text: str, type: AttributeType) -> AttributeValue:
    """Read the value of an attribute as it is typed; raise CellError where it is none."""
    return read_number(text) if type.is_number else text


def read_day(text: str) -> date | str:
    """Read a date as a plan file has it; raise CellError for others."""
    try:
        return dates.parse_date(text).toml()
    except ValueError as error:
        day_first = read_day_first(text)
        if day_first is None:
            hint = say("a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024")
        else:
            hint = say("write it as {date}", date=dates.from_day(day_first))
        raise CellError(_refuse_date(text), hint) from error


def read_spreadsheet_day(text: str, order: DateOrder) -> date | str:
    """Read a date as a plan file has it or `--excel` writes it, and with the order `dmy` also 31/12/2024.

    Raise CellError for others.
    """
    # Only what a spreadsheet may have saved is looked at so.
    from plantrack.plan.spreadsheets import unguard_date

    day_first = read_day_first(text)
    if day_first is None:
        return read_day(unguard_date(text))
    if order == "dmy":
        return day_first
    hint = say("add --dates dmy, or write it as {date}", date=dates.from_day(day_first))
    raise CellError(_refuse_date(text), hint)


def read_day_first(text: str) -> date | None:
    """Return the date that someone writes who writes the day first, or None for anything else.

    >>> read_day_first("31/12/2024"), read_day_first("2024-12-31")
    (datetime.date(2024, 12, 31), None)
    """
    match = _DAY_FIRST.fullmatch(text)
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def _refuse_date(text: str) -> Sentence:
    return say("{text} is not a date", text=show_value(text))


def read_spreadsheet_number(text: str, sign: DecimalSign | None = None) -> Number:
    """Read a number as a spreadsheet writes it, with a comma or a point for decimals or for thousands.

    Raise CellError where it is none, or where both readings are possible and no sign is given.
    """
    digits = text.replace("\u2212", "-").lstrip("+")
    minus, digits = digits.startswith("-"), digits.removeprefix("-")
    if sign is None:
        if _AMBIGUOUS.fullmatch(digits):
            before = "-" if minus else ""
            message = say(
                "{text} may be {thousands} or {decimals}",
                text=show_value(text),
                thousands=before + re.sub("[.,]", "", digits),
                decimals=before + digits.replace(",", "."),
            )
            raise CellError(message, say("choose with --decimal comma or --decimal point"))
        sign = _find_decimal_sign(digits)
    decimal, thousands = (",", ".") if sign == "comma" else (".", ",")
    group = f"[{re.escape(thousands)}{_SPACES}]"
    if not re.fullmatch(rf"(\d+|\d{{1,3}}({group}\d{{3}})+)({re.escape(decimal)}\d+)?", digits, re.ASCII):
        raise CellError(say("{text} is not a number", text=show_value(text)))
    plain = re.sub(group, "", digits).replace(decimal, ".")
    return read_number(f"-{plain}" if minus else plain)


def read_spreadsheet_attribute(text: str, type: AttributeType, sign: DecimalSign | None) -> AttributeValue:
    """Read the value of an attribute as a spreadsheet writes it; raise CellError where it is none."""
    return read_spreadsheet_number(text, sign) if type.is_number else text


def _find_decimal_sign(digits: str) -> DecimalSign:
    """Tell which sign is for decimals in a number in which that is clear: the last of two, or the only one."""
    last = max(digits.rfind(","), digits.rfind("."))
    if last < 0:
        return "point"
    repeated = digits.count(digits[last]) > 1
    return "comma" if (digits[last] == ",") != repeated else "point"
