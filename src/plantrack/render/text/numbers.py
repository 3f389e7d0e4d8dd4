"""Numbers and spans of time as people read them, and rounded as a CSV file has them."""

import math
from typing import Protocol

from plantrack.plan.model import Number, Title
from plantrack.plan.sentences import Figure, Sentence, Value, exact_text, say, say_counted

DASH = "–"
_DAYS_OF_MONTH = 365.25 / 12
_DAYS_OF_YEAR = 365.25


def round_number(value: Number | None, places: int) -> str:
    """Return a number with at most so many places, whole numbers without any; empty for None.

    >>> round_number(30.3003, 1), round_number(30.0, 1)
    ('30.3', '30')
    """
    if value is None:
        return ""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def type_number(value: Number) -> str:
    """Return a number as it is typed, so that it is read as just this one.

    >>> type_number(1.25), type_number(1.234), type_number(0.125), type_number(1234)
    ('1.25', '1.2340', '0.125', '1234')
    """
    text = exact_text(value)
    # 1.234 could be a thousand and more, 1.2340 could not.
    whole, _, part = text.removeprefix("-").partition(".")
    may_be_thousands = len(part) == 3 and len(whole) <= 3 and not whole.startswith("0")
    return f"{text}0" if may_be_thousands else text


def dash_unknown(value: Number | str | None) -> Number | str:
    """Return a value as it was written; a dash where it is not known."""
    return DASH if value is None else value


def sign_number(number: Number) -> Value:
    """Return a change with its sign; none where nothing has changed.

    >>> sign_number(1250), sign_number(-0.5), sign_number(0)
    ('+1,250', -0.5, 0)
    """
    return Figure(f"+{group_thousands(exact_text(number))}") if number > 0 else number or 0


def group_thousands(number: str) -> Figure:
    """Return a number as people read it: four digits and more before the point stand in groups of three.

    >>> group_thousands("-12345.6789"), group_thousands("999")
    ('-12,345.6789', '999')
    """
    sign = "-" if number.startswith("-") else ""
    whole, point, decimals = number.removeprefix("-").partition(".")
    return Figure(f"{sign}{int(whole):,}{point}{decimals}" if whole.isdigit() else number)


def format_figure(value: float | None, places: int) -> str:
    """Return a calculated number to at most so many places, without any cut to a whole one; empty for None.

    What is something is never shown as nothing.

    >>> format_figure(39.64, 0), format_figure(1234.56, 1), format_figure(0.004, 1), format_figure(0.9, 0)
    ('39', '1,234.6', '<0.1', '<1')
    """
    if value is None:
        return ""
    text = round_number(value, places) if places else str(int(value))
    least = "1" if not places else f"0.{'1':0>{places}}"
    return Figure(f"<{least}") if text == "0" and value > 0 else group_thousands(text)


def format_rate(value: float | None) -> str:
    """Return what is gained a year to one place, a small one to two digits; empty for None."""
    if value is not None and 0 < abs(value) < 1:
        return Figure(f"{value:.2g}")
    return group_thousands(round_number(value, 1))


def format_percent(share: float | None) -> str:
    """Return a share in whole percent; what is short of all is never shown as 100 %, what is something never as 0 %.

    Empty for None, and for what is beyond all numbers in percent.

    >>> format_percent(0.998), format_percent(0.001)
    ('99 %', '<1 %')
    """
    if share is None or math.isinf(share * 100):
        return ""
    if 0 < share < 0.01:
        return Figure("<1 %")
    if -0.01 < share < 0:
        return Figure("<0 %")
    if 0.99 < share < 1:
        return Figure("99 %")
    return Figure(f"{round_number(share * 100, 0)} %")


class Aim(Protocol):
    """A goal, of a target or of a report of one."""

    @property
    def goal(self) -> Number | None:
        """The least of it; None: there is none."""

    @property
    def stretch(self) -> Number | None:
        """The most of it; None: it is no range."""

    @property
    def falls(self) -> bool:
        """Whether less is better."""


def word_range(low: Number | None, stretch: Number | None) -> Value:
    """Return a number, or the range up to its stretch; empty where there is none."""
    if low is None:
        return ""
    if stretch is None:
        return low
    if stretch < 0:
        return say("{goal} to {stretch}", goal=low, stretch=stretch)
    return say("{goal}-{stretch}", goal=low, stretch=stretch)


def word_goal(aim: Aim) -> Value:
    """Return a goal, with its stretch; where less is better that it is the most; empty where there is none."""
    if aim.falls and aim.goal is not None and aim.stretch is not None:
        return say("{goal} or less, at best {stretch}", goal=aim.goal, stretch=aim.stretch)
    return word_limit(word_range(aim.goal, aim.stretch), falls=aim.falls)


def word_limit(goal: Value, *, falls: bool) -> Value:
    """Return a goal; where less is better that it is the most."""
    return say("{goal} or less", goal=goal) if falls else goal


def word_figure(actual: Value, aim: Aim, unit: Title | None) -> Value:
    """Return an actual beside its goal, where there is one, and its unit: `4 of 5 schools`.

    Of what is to fall no part is reached: `13,000 households, goal 800 or less`.
    """
    rises = aim.goal is not None and not aim.falls
    figure = say("{actual} of {goal}", actual=actual, goal=word_goal(aim)) if rises else actual
    figure = say("{figure} {unit}", figure=figure, unit=unit) if unit else figure
    return say("{figure}, goal {goal}", figure=figure, goal=word_goal(aim)) if aim.falls else figure


def word_ordinal(number: int) -> Sentence:
    """Return which one it is in a row.

    >>> [str(word_ordinal(number)) for number in (1, 22, 113, 1003)]
    ['1st', '22nd', '113th', '1,003rd']
    """
    told = group_thousands(str(number))
    match number % 10 if number % 100 // 10 != 1 else 0:
        case 1:
            return say("{number}st", number=told)
        case 2:
            return say("{number}nd", number=told)
        case 3:
            return say("{number}rd", number=told)
        case _:
            return say("{number}th", number=told)


def word_span(days: int) -> Sentence:
    """Return a number of days in the unit in which one would say it.

    >>> str(word_span(1)), str(word_span(20)), str(word_span(1000))
    ('1 day', '3 weeks', '2.7 years')
    """
    weeks, months = round(days / 7), round(days / _DAYS_OF_MONTH)
    if days < 14:
        return count_days(days)
    if months < 2:
        return say_counted("{count} week", "{count} weeks", weeks)
    if months < 24:
        return say_counted("{count} month", "{count} months", months)
    return say("{number} years", number=Figure(round_number(days / _DAYS_OF_YEAR, 1)))


def count_days(days: int) -> Sentence:
    """Return a number of days, however many they are."""
    return say_counted("{count} day", "{count} days", days)
