"""Dates as people type them: in figures and in words, each text with one reading, or refused with both.

A text is cleaned, and the words of dates in it are written without accents if theirs are right. What then has one of
the shapes below is looked at, and nothing is guessed.
"""

import re
from datetime import date
from re import Match
from typing import Literal

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.sentences import Sentence, say, say_how_to_write, show_value
from plantrack.plan.typed import shapes
from plantrack.plan.typed.shapes import match_shape
from plantrack.plan.typed.spelling import tidy_text
from plantrack.plan.typed.words import Manner, Unreadable
from plantrack.tuples import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Nobody types more to say when.
_LONGEST_DATE = 80


class _Two(NamedTuple):
    """The two days that figures may mean."""

    day_first: PartialDate
    month_first: PartialDate


class _MonthFirst(NamedTuple):
    """The day that figures mean only to someone who writes the month first."""

    day: PartialDate


# What a text of one of the shapes means, or why it means nothing; None: it has none of the shapes.
_Read = PartialDate | _Two | _MonthFirst | Sentence | None


def read_date_text(text: str, manner: Manner) -> PartialDate:
    """Read a date as it is typed, or as a plan file has it; raise Unreadable where it is none, or may be two.

    >>> [read_date_text(text, Manner()).text for text in ("quý I/2024", "6 thang dau nam 2024", "30/6/2025", "T6/2025")]
    ['2024-Q1', '2024-H1', '2025-06-30', '2025-06']
    """
    try:
        return dates.parse_date(text)
    except ValueError:
        words = shapes.write_bare(text)
    found = _read_shape(words, manner)
    if isinstance(found, PartialDate):
        return found
    message = say("{text} is not a date", text=show_value(text))
    if isinstance(found, _Two):
        message = say("{text} may be {day_first} or {month_first}", text=show_value(text), **found._asdict())
        raise Unreadable(message, say("write it in one of these ways, or add --dates dmy"))
    if isinstance(found, _MonthFirst):
        raise Unreadable(message, say_how_to_write(found.day))
    raise Unreadable(message, found or _explain_date(words, manner))


def list_dates(text: str) -> list[PartialDate]:
    """Return the dates that a text may mean to someone: one, two or none.

    >>> [date.text for date in list_dates("05/06/2021")], [date.text for date in list_dates("6/30/2021")]
    (['2021-06-05', '2021-05-06'], ['2021-06-30'])
    """
    found = _read_shape(shapes.write_bare(text), Manner())
    if isinstance(found, PartialDate):
        return [found]
    return [*found] if isinstance(found, _Two | _MonthFirst) else []


def find_order(text: str) -> Literal["day", "month"] | None:
    """Tell what can only stand first in a date in figures; None where it may be either, or is another text.

    >>> find_order("30/6/2025"), find_order("6/30/2025"), find_order("5/6/2025")
    ('day', 'month', None)
    """
    match = match_shape(shapes.DAY_IN_FIGURES, tidy_text(text))
    found = _read_shape(match[0], Manner()) if match else None
    if match is None or not isinstance(found, PartialDate | _MonthFirst) or match["day"] == match["month"]:
        return None
    return "month" if isinstance(found, _MonthFirst) else "day" if int(match["day"]) > 12 else None


def _read_shape(words: str, manner: Manner) -> _Read:
    """Return what a text means that has one of the shapes of a date."""
    if len(words) > _LONGEST_DATE:
        return None
    # 1. In figures.
    match = match_shape(shapes.ISO_DATE, words)
    if match:
        month = _make_month(match["year"], match["month"])
        if isinstance(month, Sentence):
            return None if 1 <= int(match["month"]) <= 12 else say_no_month(int(match["month"]))
        return _make_day(match) if match["day"] else month
    match = match_shape(shapes.YEAR_FIRST, words)
    if match and match["day"]:
        return _make_day(match)
    if match:
        month = _make_month(match["year"], match["month"])
        return month if isinstance(month, Sentence) else say_how_to_write(month)
    match = match_shape(shapes.DAY_IN_FIGURES, words)
    if match:
        return _read_figures(match, manner)
    match = match_shape(shapes.MONTH_IN_FIGURES, words)
    if match:
        return _make_month(match["year"], match["month"])
    match = match_shape(shapes.YEAR_AND_PART, words)
    if match:
        part = _make_part(match["year"], match["part"], int(match["number"]))
        if "-" in match["sign"] and not isinstance(part, PartialDate):
            return None
        is_parted = "/" in match["sign"] or "." in match["sign"]
        return say_how_to_write(part) if is_parted and isinstance(part, PartialDate) else part
    # 2. In words. What begins with `ngày` is no American date.
    match = match_shape(shapes.AFTER_DAY, words)
    if match:
        return _read_shape(match["day"], Manner(language="vi"))
    return _read_day_in_words(words) or _read_part_in_words(words) or _read_with_time(words, manner)


def _read_figures(match: Match[str], manner: Manner) -> _Read:
    """Return the day that figures mean with the day first, or why they mean none."""
    # What a spreadsheet saved of a plan has whatever years that has.
    saved = _find_day(match) if manner.dates == "dmy" else None
    if saved is not None:
        return saved
    day_first = _make_day(match)
    month_first = _make_day(match, day="month", month="day")
    if manner.is_day_first and int(match["month"]) > 12:
        return say_no_month(int(match["month"]))
    if not isinstance(month_first, PartialDate) or manner.is_day_first or day_first == month_first:
        return day_first
    return _Two(day_first, month_first) if isinstance(day_first, PartialDate) else _MonthFirst(month_first)


def _read_day_in_words(words: str) -> _Read:
    match = match_shape(shapes.DAY_IN_WORDS, words)
    if match and not _lacks_its_year(match):
        return _make_day(match)
    match = match_shape(shapes.DAY_BY_NAME, words) or match_shape(shapes.NAME_BEFORE_DAY, words)
    return _make_day(match, month="name") if match else None


def _read_part_in_words(words: str) -> _Read:
    """Return the month, quarter, half or year that words mean."""
    match = match_shape(shapes.MONTHS_OF_YEAR, words)
    if match:
        return _read_months_of_year(match)
    match = match_shape(shapes.MONTH_BY_NAME, words)
    if match:
        return _make_month(match["year"], match["name"])
    match = match_shape(shapes.MONTH_IN_WORDS, words)
    if match and not _lacks_its_year(match):
        return _make_month(match["year"], match["month"] or match["short"])
    match = match_shape(shapes.QUARTER_IN_WORDS, words)
    if match:
        return _make_part(match["year"], "q", shapes.number_of(match["number"] or match["short"]))
    match = match_shape(shapes.HALF_IN_WORDS, words)
    if match:
        number = int(match["number"]) if match["number"] else 1 if match["end"] == "dau" else 2
        return _make_part(match["year"], "h", number)
    match = match_shape(shapes.BARE_YEAR, words)
    return _check_year(match["year"]) or dates.parse_date(match["year"]) if match else None


def _lacks_its_year(match: Match[str]) -> bool:
    """Tell whether `năm` was taken for the fifth month where it says that a year follows."""
    return match["month"] == "nam" and match["of"] == " "


def _read_months_of_year(match: Match[str]) -> _Read:
    """Return the half that the first or last six months are; of other numbers of months, what to write."""
    wrong = _check_year(match["year"])
    number, end = shapes.number_of(match["number"]), match["end"]
    if wrong or not 1 <= number <= 12:
        return wrong or _say_no_such_month()
    if number == 6 and end:
        return _make_part(match["year"], "h", 1 if end == "dau" else 2)
    if number == 6:
        return say("đầu or cuối? write {year}-H1 or {year}-H2", year=match["year"])
    last = _make_month(match["year"], "12" if end == "cuoi" else str(number))
    assert isinstance(last, PartialDate)
    return say("write its last day, {day}", day=dates.day_text(last.hi))


def _read_with_time(words: str, manner: Manner) -> _Read:
    """Return the day of a text that also says when on it: midnight is what programs write for none."""
    match = match_shape(shapes.DAY_WITH_TIME, words)
    if match is None:
        return None
    found = _read_shape(match["day"], manner)
    is_midnight = not match["time"].strip("0:.,") and not match["rest"] and not match["zone"]
    if is_midnight and isinstance(found, PartialDate) and match_shape(shapes.ISO_DATE, match["day"]) and found.exact:
        return found
    if isinstance(found, PartialDate) and found.exact:
        return say("a day has no time: write it as {day}", day=found)
    return say("a day has no time")


def _explain_date(words: str, manner: Manner) -> Sentence:
    """Return what to do about a text that is no date."""
    match = match_shape(shapes.MONTH_AND_TWO_DIGITS, words)
    if match:
        month = shapes.number_of(match["name"] or match["month"])
        of = say("{month}/20{year}", month=month, year=match["year"])
        return say("this is what Excel makes of {month}: format the column as text", month=of)
    match = match_shape(shapes.DAY_OF_EXCEL, words)
    if match:
        day = date(1899, 12, 30).toordinal() + int(match["number"])
        return say("this is a day of Excel, {day}: format the column as a date", day=dates.day_text(day))
    if len(re.findall(shapes.ONE_YEAR, words, re.ASCII)) > 1:
        return say("these are two years, and a date lies in one")
    with_year = _read_shape(f"{words}/2024", manner)
    lacks_year = isinstance(with_year, PartialDate | _Two)
    has_two_digits = not lacks_year and re.search(shapes.ENDS_IN_TWO_DIGITS, words, re.ASCII)
    if has_two_digits and _read_shape(f"{words[:-2]}20{words[-2:]}", manner) is not None:
        return say("the year has four digits")
    if with_year is not None:
        return with_year if isinstance(with_year, Sentence) else say("which year?")
    if re.search(shapes.UNCERTAIN_WORDS, words):
        return say("write the shortest time that is certain: a day, a month, a quarter, a half or a year")
    return say("a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024")


def say_no_month(month: int) -> Sentence:
    """Return why nothing lies in a month of this number."""
    return say("there is no month {month}", month=month)


def _say_no_such_month() -> Sentence:
    return say("there is no such month")


def _check_year(year: str) -> Sentence | None:
    if FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    return say("a year is {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR)


def _make_day(match: Match[str], day: str = "day", month: str = "month") -> PartialDate | Sentence:
    """Return the day that stands in these groups of a match."""
    return _check_year(match["year"]) or _find_day(match, day, month) or say("there is no such day")


def _find_day(match: Match[str], day: str = "day", month: str = "month") -> PartialDate | None:
    try:
        return dates.from_day(date(int(match["year"]), shapes.number_of(match[month]), int(match[day])))
    except ValueError:
        return None


def _make_month(year: str, month: str) -> PartialDate | Sentence:
    number = shapes.number_of(month)
    wrong = _check_year(year) or (None if 1 <= number <= 12 else _say_no_such_month())
    return wrong or dates.parse_date(f"{year}-{number:02}")


def _make_part(year: str, part: str, number: int) -> PartialDate | Sentence:
    """Return a quarter or a half of a year."""
    if not 1 <= number <= (4 if part == "q" else 2):
        return say("there is no such quarter") if part == "q" else say("there is no such half")
    return _check_year(year) or dates.parse_date(f"{year}-{part.upper()}{number}")
