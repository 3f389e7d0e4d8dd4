"""The options that commands share: each means the same everywhere, and those that travel together are one value."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, Literal

import typer

from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.typed import LanguageOption, is_iso, read_date_option
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.sentences import say
from plantrack.plan.typed.words import Language, Manner
from plantrack.tuples import NamedTuple

Format = Literal["table", "json", "csv", "markdown", "html"]
ReceiptFormat = Literal["table", "json"]
ColourChoice = Literal["auto", "always", "never"]

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
ReceiptFormatOption = Annotated[ReceiptFormat, typer.Option("--format", help="What to print it as.")]
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
DuringOption = Annotated[
    str | None,
    typer.Option("--during", metavar="PERIOD", help="What moved in it: 2025-Q3 is --since 2025-Q3 --as-of 2025-Q3."),
]
GroupOption = Annotated[
    list[str] | None,
    typer.Option("--group", metavar="GROUP", help="Only targets of this group; repeated: of one of them."),
]
OwnerOption = Annotated[
    list[str] | None,
    typer.Option("--owner", metavar="OWNER", help="Only targets of this owner; repeated: of one of them."),
]
DecisionOption = Annotated[str | None, typer.Option("--decision", metavar="TEXT", help="The number of the document.")]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where it is published: a link.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What else is to be known.")]
CorrectOption = Annotated[
    bool, typer.Option("--correct", help="Change a known date or value; the earlier record stays in the file.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print what would change in the file, and change nothing.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="With --output: also over a file that plantrack did not write.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing about what was done.")]
ColourOption = Annotated[
    ColourChoice,
    typer.Option("--color", help="Colours in the table; auto: on a terminal, unless NO_COLOR or TERM=dumb says no."),
]


class EvidenceOptions(NamedTuple):
    """When something was so, and who says it."""

    date: DateOption = None
    decision: DecisionOption = None
    source: SourceOption = None
    note: NoteOption = None

    def read_row(self, here: Surroundings, manner: Manner) -> dict[str, Any]:
        """Return these keys of a record as a plan file has them; raise UsageError for no date."""
        date = here.today if self.date is None else read_date_option(self.date, "--date", manner)
        decision = self.decision and _mend_decision(self.decision)
        evidence = {"decision": decision, "source": self.source, "note": self.note}
        return {"date": date.toml()} | {key: text for key, text in evidence.items() if text and text.strip()}

    def find_typed(self) -> dict[str, str]:
        """Return the date as it was typed, where a plan file would have it otherwise."""
        return {} if self.date is None or is_iso(self.date) else {"date": self.date.strip()}


def _mend_decision(decision: str) -> str:
    # What knows names is not imported where none is given.
    from plantrack.plan.naming.cleaning import mend_letters

    return mend_letters(decision)


class DayOptions(NamedTuple):
    """About which day, and as known when."""

    as_of: AsOfOption = None
    known: KnownOption = None


class OutputOptions(NamedTuple):
    """In which form to answer, and of which plan."""

    format: FormatOption = "table"
    excel: ExcelOption = False
    color: ColourOption = "auto"
    plan: PlanOption = None


class WritingOptions(NamedTuple):
    """Whether to write, to which plan, and what to say about it."""

    dry_run: DryRunOption = False
    format: ReceiptFormatOption = "table"
    quiet: QuietOption = False
    plan: PlanOption = None


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


def examples(*lines: str) -> str:
    """Return the examples of a command's help, kept on their own lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def read_known(text: str | None, manner: Manner) -> PartialDate | None:
    """Return the date that `--known` means; None where all that is known now is asked for."""
    return None if text is None else read_date_option(text, "--known", manner)


def read_as_of(text: str | None, here: Surroundings, manner: Manner) -> tuple[PartialDate, str]:
    """Return the date that `--as-of` means and a note about it, if there is one; raise UsageError for none."""
    if text is None:
        return here.today, ""
    day = read_date_option(text, "--as-of", manner)
    if day.hi <= here.today.hi:
        return day, ""
    note = say("note: {day} is after today: what is known now about that day", day=day_text(day.hi))
    return day, here.writer.tell_line(note)


def wants_excel(context: typer.Context, format: str, excel: bool) -> bool:
    """Tell whether CSV for Excel is asked for, also where no format is; raise UsageError where another one is."""
    source = context.get_parameter_source("format")
    if excel and format != "csv" and source is not None and source.name != "DEFAULT":
        message = say("--excel is for CSV, not for {format}", format=format)
        raise UsageError(Problem(message, say("leave --format out, or write --format csv")))
    return excel


def choose_colour(choice: ColourChoice, here: Surroundings) -> Surroundings:
    """Return the surroundings with the colours that `--color` asks for."""
    return here if choice == "auto" else here._replace(colour=choice == "always")
