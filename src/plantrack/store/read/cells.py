"""Text as people type it or Excel writes it → lines, and typed values."""

import re
from datetime import date
from typing import Literal, assert_never

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.guesses import Fault
from plantrack.plan.model import AttributeType, AttributeValue, Number
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.sentences import Sentence, say, show_value
from plantrack.store.read.tables import plain_number

DateOrder = Literal["iso", "dmy"]
DecimalSign = Literal["comma", "point"]

# Digits, or groups of three that are parted by a sign or a space, which may be one that does not break or a narrow one;
# the first group never begins with 0.
_WHOLE = r"[-+]?(?P<whole>\d+|[1-9]\d{0,2}(?:[%s \u00a0\u202f]\d{3})+)"
_WITH_COMMA = re.compile(_WHOLE % "." + r"(?:,(?P<part>\d+))?", re.ASCII)
_WITH_POINT = re.compile(_WHOLE % "," + r"(?:\.(?P<part>\d+))?", re.ASCII)
_AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_BELOW_ONE = re.compile(r"[-+]?0\d*(?P<sign>[.,])\d+", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2}) [/.-] (?P<month>\d{1,2}) [/.-] (?P<year>\d{4})", re.ASCII | re.VERBOSE)
# The largest float has 309 digits; what is longer is no number that anyone typed.
_MOST_DIGITS = 400


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


def read_number(text: str, sign: DecimalSign | None = None) -> Number:
    """Read a number as people and spreadsheets write it, with a comma or a point for decimals or for thousands.

    `sign` is the one for decimals; None where the number itself must tell. Raise CellError where it is no number, or
    where it may be two.

    >>> read_number("1.234,5"), read_number("1,234,567"), read_number("0.125", "comma"), read_number("1.250", "comma")
    (1234.5, 1234567, 0.125, 1250)
    """
    digits = text.replace("\u2212", "-")
    if sign is None and _AMBIGUOUS.fullmatch(digits):
        larger, smaller = sorted((read_number(text, "comma"), read_number(text, "point")), key=abs, reverse=True)
        message = say("{text} may be {larger} or {smaller}", text=show_value(text), larger=larger, smaller=smaller)
        raise CellError(message, say("choose with --decimal comma or --decimal point"))
    decimal = _find_decimal_sign(digits, sign)
    form = _WITH_COMMA if decimal == "comma" else _WITH_POINT
    match = form.fullmatch(digits) if len(digits) <= _MOST_DIGITS else None
    if match is None:
        raise CellError(_refuse_number(text, sign))
    whole = re.sub(r"\D", "", match["whole"])
    minus = "-" if digits.startswith("-") else ""
    return plain_number(float(f"{minus}{whole}.{match['part']}")) if match["part"] else int(minus + whole)


def _refuse_number(text: str, sign: DecimalSign | None) -> Sentence:
    if sign is None:
        return say("{text} is not a number such as 1234.5", text=show_value(text))
    return say("{text} is not a number with a decimal {sign}", text=show_value(text), sign=sign)


def read_attribute(text: str, type: AttributeType, sign: DecimalSign | None) -> AttributeValue:
    """Read the value of an attribute as it is typed; raise CellError where it is none."""
    match type:
        case AttributeType.TEXT:
            return text
        case AttributeType.NUMBER:
            return read_number(text, sign)
        case _:
            assert_never(type)


def read_date_text(text: str) -> PartialDate:
    """Read a date as a plan file has it; raise CellError for others."""
    try:
        return dates.parse_date(text)
    except ValueError as error:
        day_first = read_day_first(text)
        if day_first is None:
            hint = say("a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024")
        else:
            hint = say("write it as {date}", date=dates.from_day(day_first))
        raise CellError(_refuse_date(text), hint) from error


def read_spreadsheet_date(text: str, order: DateOrder) -> PartialDate:
    """Read a date as a plan file has it or `--excel` writes it, and with the order `dmy` also 31/12/2024.

    Raise CellError for others.
    """
    # Only what a spreadsheet may have saved is looked at so.
    from plantrack.plan.spreadsheets import unguard_date

    day_first = read_day_first(text)
    if day_first is None:
        return read_date_text(unguard_date(text))
    if order == "dmy":
        return dates.from_day(day_first)
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


def _find_decimal_sign(digits: str, sign: DecimalSign | None) -> DecimalSign:
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
