"""The options that commands share: each means the same everywhere."""

from typing import Annotated, Literal

import typer

from plantrack.cli.answer import Surroundings
from plantrack.plan import dates
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.problems import Problem, UsageError

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
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What is known now about that day; left out: today."),
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
CorrectOption = Annotated[
    bool, typer.Option("--correct", help="Change a known date or value; the earlier record stays in the file.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Print what would be appended, and write nothing.")]


def examples(*lines: str) -> str:
    """Return the examples of a command's help, kept on their own lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def as_of(text: str | None, here: Surroundings) -> tuple[PartialDate, str]:
    """Return the date that `--as-of` means and a note about it, if there is one; raise UsageError for no date."""
    if text is None:
        return here.today, ""
    try:
        date = dates.parse(text)
    except ValueError as error:
        hint = "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024"
        raise UsageError(Problem(f'--as-of: "{text}" is not a date', hint)) from error
    late = date.hi > here.today.hi
    return date, f"note: {day_text(date.hi)} is after today: what is known now about that day\n" if late else ""
