"""The options that all commands have in common, and what they mean: those that travel together are one value.

What settles dates and numbers that have two readings, the language, and the plan. The options that several commands
share, each with the same meaning everywhere, are in `asking` and `recording`.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence, Set
from functools import wraps
from inspect import Parameter, Signature, signature
from itertools import pairwise, takewhile
from typing import Annotated, Any, get_args

import typer

from plantrack.cli.answer import Answer
from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.problems import Problem, Problems, UsageError, say_of
from plantrack.plan.sentences import Sentence, Value, quoted, say
from plantrack.plan.typed.words import DateOrder, DecimalSign, Language, Manner, Unreadable
from plantrack.tuples import NamedTuple

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
        help="What is said, and how 5/6/2025 and 1.234 are read; left out: PLANTRACK_LANG, the locale, English.",
    ),
]
PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        envvar="PLANTRACK_PLAN",
        help="The plan file; left out: plan.toml here or in a parent folder.",
    ),
]
# What editors make of two hyphens.
LONG_DASHES = "\u2013\u2014\u2212"
# The options whose values are texts.
TEXT_OPTIONS = ("--ask", "--decision", "--name", "--note", "--set", "--source")
# Where a context of Typer keeps what was typed.
TYPED_VALUES = "plantrack.typed_values"


class DateOptions(NamedTuple):
    """What settles a date that has two readings."""

    dates: DatesOption = None

    def choose_manner(self, language: Language) -> Manner:
        """Return what settles."""
        return Manner(dates=self.dates, language=language)


class TypedOptions(NamedTuple):
    """What settles a date or a number that has two readings."""

    dates: DatesOption = None
    decimal: DecimalOption = None

    def choose_manner(self, language: Language) -> Manner:
        """Return what settles."""
        return Manner(self.dates, self.decimal, language)


class TypedValue(NamedTuple):
    """The value of an option as it was typed, and which words beside it are of no option."""

    option: str
    value: str
    before: int  # how many stand before it
    following: Sequence[str]  # those that follow it, which may belong to it


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of `--lang`, wherever it stands, else of PLANTRACK_LANG, else of the locale, else English.

    It is known before anything is read, so that whatever is wrong with the rest is told in it. Raise UsageError where
    PLANTRACK_LANG names another one: who set it would wait for it in vain.
    """
    known: tuple[Language, ...] = get_args(Language)
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    words = [word for option, word in pairwise(["", *options]) if option == "--lang" or word.startswith("--lang=")]
    for language in known:
        # The last one counts, as with every option.
        if words and words[-1].removeprefix("--lang=") == language:
            return language
    named = environment.get("PLANTRACK_LANG", "").strip()
    if named:
        for language in known:
            if _is_language(named, language):
                return language
        fault = Problems().guesses.find_fault("language", named, known)
        raise UsageError(Problem(say_of("PLANTRACK_LANG", fault.message), fault.hint))
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


def read_any_date(text: str) -> PartialDate | None:
    """Return the date that a text is in any of the ways in which people write one; None where it is none."""
    # The words of dates take a while to load.
    from plantrack.plan.typed.days import read_date_text

    try:
        return read_date_text(text, Manner(language="vi"))
    except Unreadable:
        return None


def find_option_of(text: str) -> str | None:
    """Return the option of a text that is no name by its looks: a date, a link, the number of a document."""
    if text.startswith(("https://", "http://")):
        return "--source"
    if not any(map(str.isdigit, text)):
        return None
    if read_any_date(text) is not None:
        return "--date"
    # 305/KH-UBND, and neither 33/43 nor a place such as 30/4 Park.
    number, _, office = text.partition("/")
    is_document = number.isdigit() and " " not in office and any(map(str.isalpha, office))
    return "--decision" if is_document else None


def refuse_value(name: Value, error: Unreadable) -> UsageError:
    """Return the error of an option or an argument whose value is none of what it should be."""
    return UsageError(Problem(say_of(name, error.fault.message), error.fault.hint))


def spread_groups(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return a command as Typer takes it: of a group of options, a NamedTuple, it sees each one; and `--lang`."""
    given = signature(command).parameters.values()
    groups = {parameter.name: parameter.annotation for parameter in given if hasattr(parameter.annotation, "_fields")}
    parameters: list[Parameter] = []
    for parameter in given:
        group = groups.get(parameter.name)
        if group is None:
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
            continue
        for field, default in group._field_defaults.items():
            annotation = group.__annotations__[field]
            parameters.append(Parameter(field, Parameter.KEYWORD_ONLY, default=default, annotation=annotation))
    # Every command has a language, which is chosen before the command is: see `choose_language`.
    parameters.append(Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=LanguageOption))

    @wraps(command)
    def run_command(lang: Language | None = None, **values: Any) -> Answer:
        if values.get("quiet"):
            values["context"].obj.progress.hush()
        for name, group in groups.items():
            values[name] = group(**{field: values.pop(field) for field in group._fields})
        return command(**values)

    # What wraps() copied would lead Typer back to the groups; what it needs of them stands in the signature.
    run_command.__annotations__ = {}
    run_command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return run_command


def part_arguments(args: Sequence[str], valued: Set[str]) -> tuple[list[str], list[TypedValue]]:
    """Return the words that are of no option, and the values of the options that take one."""
    words: list[str] = []
    values: list[TypedValue] = []
    left = deque(takewhile(lambda word: word != "--", args))
    while left:
        word = left.popleft()
        option, sign, value = word.partition("=")
        if option not in valued:
            words += [word] if _is_word(word) else []
            continue
        if not sign and left:
            value = left.popleft()
        following = [*takewhile(_is_word, left)]
        values.append(TypedValue(option, value, len(words), following))
        words += following
        for _ in following:
            left.popleft()
    return words, values


def find_typed_values(context: Any) -> Sequence[TypedValue]:
    """Return the values that were typed."""
    values: Sequence[TypedValue] = context.meta.get(TYPED_VALUES, ())
    return values


def _is_word(typed: str) -> bool:
    return typed == "-" or not typed.startswith("-")


def refuse_separate_values(option: str, values: Sequence[str]) -> Problem:
    """Return the problem of a value that was typed as several words."""
    text = " ".join(values)
    message = say("{option} is one text, and was typed as several words: {text}", option=option, text=text)
    return Problem(message, say_quoted(say("{option} {text}", option=option, text=quoted(text))))


def refuse_order(command: str, meant: Sequence[str], *, has_options: bool) -> Problem:
    """Return the problem of words each of which means something, in another order than they were typed in."""
    # What guesses is imported where a line is refused.
    from plantrack.plan.guesses import ask_about

    typed = " ".join([*(str(quoted(word)) if " " in word else word for word in meant), *(["…"] if has_options else [])])
    line = say("plantrack {command} {words}", command=command, words=typed)
    return Problem(say("the words stand in another order"), ask_about(line))


def refuse_stray(text: str, option: str) -> Problem:
    """Return the problem of words that stand behind no option, and mean something behind one."""
    typed = quoted(text) if " " in text else text
    message = say("{text} stands behind no option", text=quoted(text))
    return Problem(message, say("name it by {option} {typed}", option=option, typed=typed))


def say_quoted(typed: Value) -> Sentence:
    """Say how a text of several words is typed."""
    return say("a text of several words needs quotes: {typed}", typed=typed)


def examples(*lines: str) -> str:
    """Return the examples of a command's help, kept on their own lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
