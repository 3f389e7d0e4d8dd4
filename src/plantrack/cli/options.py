"""The options that commands share: each means the same everywhere."""

import datetime
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from plantrack.cli.answer import Surroundings
from plantrack.plan import dates
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.problems import Problem, UsageError, say_of
from plantrack.store.read import cells
from plantrack.store.read.cells import DecimalSign

Format = Literal["table", "json", "csv", "markdown"]

PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        envvar="PLANTRACK_PLAN",
        help="The plan file; left out: plan.toml here or in a parent folder.",
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="What to print it as.")]
ExcelOption = Annotated[
    bool,
    typer.Option("--excel", help="CSV as Excel opens it in Vietnam: semicolons, decimal commas, no cell is a formula."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What is known now about that day; left out: today."),
]
KnownOption = Annotated[
    str | None,
    typer.Option(
        "--known",
        metavar="DATE",
        help="Leave out what was recorded after that day: what was known then; left out: all.",
    ),
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DATE", help="When: 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024; left out: today."
    ),
]
DecisionOption = Annotated[str | None, typer.Option("--decision", metavar="TEXT", help="The number of the document.")]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where it is published: a link.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What else is to be known.")]
DecimalOption = Annotated[
    DecimalSign | None, typer.Option("--decimal", help="The decimal sign, where 1.234 may be either.")
]
CorrectOption = Annotated[
    bool, typer.Option("--correct", help="Change a known date or value; the earlier record stays in the file.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print what would change in the file, and change nothing.")
]


QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing about what was done.")]
ColourChoice = Literal["auto", "always", "never"]
ColourOption = Annotated[
    ColourChoice,
    typer.Option("--color", help="Colours in the table; auto: on a terminal, unless NO_COLOR or TERM=dumb says no."),
]

# What is left of an argument that is for no person.
_HIDDEN = "[]"


class Command(TyperCommand):
    """A command whose usage line reads as people write it: `log KIND STAGE ITEM...`."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the parts of the usage line, without Typer's braces around what is needed."""
        pieces = (piece.strip("{}") for piece in super().collect_usage_pieces(ctx))
        return [piece for piece in pieces if piece != _HIDDEN]


def examples(*lines: str) -> str:
    """Return the examples of a command's help, kept on their own lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def day(text: str, option: str) -> datetime.date | str:
    """Return the date that an option gives; raise UsageError for no date."""
    try:
        return cells.read_day(text)
    except cells.CellError as error:
        raise UsageError(Problem(say_of(option, error.fault.message), error.fault.hint)) from error


def date(text: str, option: str) -> PartialDate:
    """Return the date that an option gives, which may be partial; raise UsageError for no date."""
    return dates.from_written(day(text, option))


def known(text: str | None) -> PartialDate | None:
    """Return the date that `--known` means; None where all that is known now is asked for."""
    return None if text is None else date(text, "--known")


def as_of(text: str | None, here: Surroundings) -> tuple[PartialDate, str]:
    """Return the date that `--as-of` means and a note about it, if there is one; raise UsageError for none."""
    if text is None:
        return here.today, ""
    meant = date(text, "--as-of")
    late = meant.hi > here.today.hi
    return meant, f"note: {day_text(meant.hi)} is after today: what is known now about that day\n" if late else ""


def for_excel(context: typer.Context, format: str, excel: bool) -> bool:
    """Tell whether CSV for Excel is asked for, also where no format is; raise UsageError where another one is."""
    source = context.get_parameter_source("format")
    if excel and format != "csv" and source is not None and source.name != "DEFAULT":
        raise UsageError(Problem(f"--excel is for CSV, not for {format}", "leave --format out, or write --format csv"))
    return excel


def coloured(choice: ColourChoice, here: Surroundings) -> Surroundings:
    """Return the surroundings with the colours that `--color` asks for."""
    return here if choice == "auto" else here._replace(colour=choice == "always")
