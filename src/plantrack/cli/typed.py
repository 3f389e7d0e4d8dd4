"""Dates and numbers as they are typed: the options that settle two readings, and what the others then mean."""

import os
from collections.abc import Mapping
from typing import Annotated, NamedTuple, get_args

import typer

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.guesses import Guesses, find_fault
from plantrack.plan.problems import Problem, UsageError, say_of
from plantrack.plan.typed.words import DateOrder, DecimalSign, Language, Manner, Unreadable

# The variables of the locale, the one that counts most first.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")

DatesOption = Annotated[
    DateOrder | None,
    typer.Option("--dates", help="dmy: 5/6/2025 is a day in June; iso: refused, also in Vietnamese."),
]
DecimalOption = Annotated[
    DecimalSign | None, typer.Option("--decimal", help="The decimal sign, where 1.234 may be either.")
]
LanguageOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help="vi reads 5/6/2025 and 1.234 as in Vietnam; left out: PLANTRACK_LANG, the locale, English.",
    ),
]


class DateOptions(NamedTuple):
    """What settles a date that has two readings."""

    dates: DatesOption = None
    lang: LanguageOption = None

    def choose_manner(self) -> Manner:
        """Return what settles; raise UsageError for an unknown language."""
        return Manner(dates=self.dates, language=_choose_language(self.lang, os.environ))


class TypedOptions(NamedTuple):
    """What settles a date or a number that has two readings."""

    dates: DatesOption = None
    decimal: DecimalOption = None
    lang: LanguageOption = None

    def choose_manner(self) -> Manner:
        """Return what settles; raise UsageError for an unknown language."""
        return Manner(self.dates, self.decimal, _choose_language(self.lang, os.environ))


def _choose_language(option: Language | None, environment: Mapping[str, str]) -> Language:
    """Return the language of the option, else of PLANTRACK_LANG, else of the locale, else English.

    Raise UsageError where PLANTRACK_LANG names another one: who set it would wait for it in vain.
    """
    if option is not None:
        return option
    named = environment.get("PLANTRACK_LANG", "").strip()
    if named:
        known: tuple[Language, ...] = get_args(Language)
        language = next((one for one in known if _is_language(named, one)), None)
        if language is None:
            fault = find_fault(Guesses(), "language", named, known)
            raise UsageError(Problem(say_of("PLANTRACK_LANG", fault.message), fault.hint))
        return language
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "vi" if _is_language(locale, "vi") else "en"


def _is_language(named: str, language: Language) -> bool:
    """Tell whether a locale such as vi_VN.UTF-8 is of a language."""
    return named.replace("-", "_").partition(".")[0].partition("_")[0].casefold() == language


def read_date_option(text: str, option: str, manner: Manner) -> PartialDate:
    """Return the date that an option gives, which may be partial; raise UsageError for no date."""
    if is_iso(text):
        return dates.parse_date(text)
    # The words of dates take a while to load, and most dates are typed as a plan file has them.
    from plantrack.plan.typed.days import read_date_text

    try:
        return read_date_text(text, manner)
    except Unreadable as error:
        raise refuse_value(option, error) from error


def is_iso(text: str) -> bool:
    """Tell whether a date is typed as a plan file has it."""
    try:
        dates.parse_date(text)
    except ValueError:
        return False
    return True


def refuse_value(name: str, error: Unreadable) -> UsageError:
    """Return the error of an option or an argument whose value is none of what it should be."""
    return UsageError(Problem(say_of(name, error.fault.message), error.fault.hint))
