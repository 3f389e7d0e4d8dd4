"""What a value was probably to be that is no date or number in a plan file, or no such one, and how it is written."""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Any

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.keys import is_own
from plantrack.plan.model import Number
from plantrack.plan.problems import AboutKey, KeyPath, Problem, say_of
from plantrack.plan.sentences import Sentence, Value, exact_text, say, say_either, say_example, say_how_to_write
from plantrack.plan.typed.days import list_dates, say_no_month
from plantrack.plan.typed.figures import read_number
from plantrack.plan.typed.words import DecimalSign, Manner, Unreadable

# The keys under which a date stands, and of them those that need the day.
DAY_KEYS = ("start", "end", "due", "by", "from", "until")
DATE_KEYS = (*DAY_KEYS, "date", "expected")
_DECIMAL_SIGNS: tuple[DecimalSign, ...] = ("comma", "point")
_IN_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{2}0", re.ASCII)
_BY_YEAR = re.compile(r"(?P<year>\d{4})(?P<sign>[-/.]?)(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?", re.ASCII)


def _example_of_day(key: str) -> str:
    """Return a day that fits a key: the start of a plan, or its end."""
    return "2021-01-01" if key == "start" else "2025-12-31"


def _say_dates() -> Sentence:
    """Return the hint that shows how a date is written in TOML."""
    return say('a date is 2024-06-05, "2024-06", "2024-Q3", "2024-H1" or "2024"')


def mend_date(key: str, written: str, *, in_full: bool) -> Sentence:
    """Return what to do about a text under a key that is no date there, or not the full day that it needs.

    >>> [str(mend_date("end", text, in_full=True)) for text in ("2021-13-01", "2021-02-30", "5/6/2021", "6/2021")]
    ['there is no month 13', '2021-02 has no day 30', 'write it as 2021-06-05 or 2021-05-06', 'such as 2025-12-31']
    """
    # 1. Days that there are not. Editors make long dashes of short ones.
    written = re.sub(r"\s*[\u2010-\u2015\u2212]\s*", "-", written.strip())
    if re.fullmatch(r"\d+(?: \d+){1,2}", written):
        written = written.replace(" ", "-")
    match = _BY_YEAR.fullmatch(written)
    if match and (match["sign"] or len(written) == len("20210605")):
        year, month, day = (int(match[group] or 1) for group in ("year", "month", "day"))
        if not 1 <= month <= 12:
            return say_no_month(month)
        if year >= 1 and not 1 <= day <= monthrange(year, month)[1]:
            return say("{month} has no day {day}", month=f"{year:04}-{month:02}", day=day)
    # 2. What is written in another way.
    found = _read_both_ways(written)
    if not found:
        return say_example(_example_of_day(key)) if in_full else _say_dates()
    if in_full and not found[0].exact:
        return say_example(_example_of_day(key))
    if not found[0].exact:
        return say('put a date that is not a full day in quotes: "{date}"', date=found[0])
    return say_how_to_write(say_either(found))


def mend_number(written: str) -> Sentence | None:
    """Return what to do about a text that is no number in a plan file; None where nothing is known of it.

    >>> str(mend_number("1,5")), str(mend_number("1,234")), str(mend_number("12 ha"))
    ('a number is written 1.5, without commas or spaces', 'write it as 1234 or 1.234', 'write the number alone, 12')
    """
    found: dict[Number, Value] = {}
    hint = None
    for sign in _DECIMAL_SIGNS:
        try:
            number = read_number(written, Manner(decimal=sign))
        except Unreadable as error:
            hint = error.fault.hint or hint
        else:
            found[number] = str(number)
    # Of "1 59" nobody knows whether it is one number, or two.
    is_parted = not found and re.fullmatch(r"[-+]?\d+(?: \d+)+", written)
    if len(found) == 1 or is_parted:
        digits = "1234.5" if is_parted else next(iter(found.values()))
        return say("a number is written {digits}, without commas or spaces", digits=digits)
    if not found and written.startswith((".", ",")):
        return mend_number(f"0{written}")
    return (
        say_how_to_write(say_either([found[number] for number in sorted(found, key=abs, reverse=True)]))
        if found
        else hint
    )


def is_partial(written: str) -> bool:
    """Tell whether a text is a date that is known in part, as a plan file has it."""
    try:
        return not dates.parse_date(written).exact
    except ValueError:
        return False


def _read_both_ways(written: str) -> list[PartialDate]:
    try:
        return [dates.parse_date(written)]
    except ValueError:
        pass
    if re.fullmatch(r"\d{8}", written, re.ASCII):
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    return list_dates(written)


class _NumberAsWritten(float):
    """A number that is remembered as it is written."""

    def __init__(self, text: str) -> None:
        self.text = text


def find_thousands(text: str) -> list[Problem]:
    """Return a warning for each number of a plan that TOML reads otherwise than whoever wrote 1.600 may have meant it.

    Nobody writes the 0 at the end of 1.6.
    """
    # Most plans have none, and are not read again.
    if not re.search(rf"[=\[,]\s*{_IN_THOUSANDS.pattern}\b", text):
        return []
    import tomli

    data = tomli.loads(text.removeprefix("\ufeff"), parse_float=_NumberAsWritten)
    return [*_walk_thousands(data, ())]


def _walk_thousands(value: Any, path: KeyPath) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, below in value.items():
            if not is_own(key):
                yield from _walk_thousands(below, (*path, key))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from _walk_thousands(below, (*path, place))
    elif isinstance(value, _NumberAsWritten) and _IN_THOUSANDS.fullmatch(value.text):
        number, whole = exact_text(float(value)), value.text.replace(".", "")
        message = say("{written} is {number}: a point stands before decimals", written=value.text, number=number)
        hint = say("write {whole}, or {number} where that is meant", whole=whole, number=number)
        yield Problem(say_of(_name_path(path), message), hint, AboutKey(path), "warning")


def _name_path(path: KeyPath) -> str:
    """Return a path as other messages name it: `targets.area-new.goal`, `milestones[3].area_ha`."""
    first, *others = path
    return str(first) + "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in others)
