"""What the commands share that read: their options, the plan as it was known, and the one place of the formats."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Literal, assert_never

import typer

from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import DateOptions, PlanOption, read_date_option
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.sentences import Sentence, quoted, say
from plantrack.plan.typed.words import Manner
from plantrack.plan.view import NO_LINES, View
from plantrack.render.page import Page, Records, Rows, Table
from plantrack.store import disk, planfile
from plantrack.store.planfile import PlanFile
from plantrack.tuples import NamedTuple

Format = Literal["table", "json", "csv", "markdown", "html"]
ColourChoice = Literal["auto", "always", "never"]
AnyFormat = Literal[Format, "github"]

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
ForceOption = Annotated[
    bool, typer.Option("--force", help="With --output: also over a file that plantrack did not write.")
]
ColourOption = Annotated[
    ColourChoice,
    typer.Option("--color", help="Colours in the table; auto: on a terminal, unless NO_COLOR or TERM=dumb says no."),
]


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


class Form(NamedTuple):
    """In which form to answer."""

    here: Surroundings
    format: AnyFormat
    excel: bool  # CSV as Excel opens it
    notes: str = ""  # lines about the question for a person


class Asked(NamedTuple):
    """What a command is asked that reads: of which plan and day, and in which form to answer."""

    file: PlanFile  # the plan as it was known
    view: View
    form: Form
    manner: Manner  # how its dates are meant

    def noting(self, notes: Iterable[Sentence]) -> "Asked":
        """Return the same with further lines about the question."""
        told = "".join(map(self.form.here.writer.tell_line, notes))
        return self._replace(form=self.form._replace(notes=self.form.notes + told))


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


def choose_form(context: typer.Context, format: AnyFormat, excel: bool, colour: ColourChoice) -> Form:
    """Return the form that the options ask for; raise UsageError where they contradict each other."""
    here = choose_colour(colour, context.obj)
    excel = wants_excel(context, format, excel)
    return Form(here=here, format="csv" if excel else format, excel=excel)


def open_view(
    context: typer.Context, output: OutputOptions, day: DayOptions, typed: DateOptions, *, with_lines: bool = False
) -> Asked:
    """Read the plan that is meant, as it was known; raise UsageError where an option is no date.

    `with_lines` is for reports that name the lines of records: to find them takes a while.
    """
    form = choose_form(context, output.format, output.excel, output.color)
    manner = typed.choose_manner(form.here.language)
    as_of, notes = read_as_of(day.as_of, form.here, manner)
    known = read_known(day.known, manner)
    path = disk.find_plan(output.plan)
    form.here.announce_reading(path)
    file = planfile.known_on(planfile.load(path), known)
    form.here.progress.announce(say("working out the answer"))
    form.here.writer.learn(file.plan.kinds, file.plan.targets)
    lines = planfile.record_lines(file) if with_lines else NO_LINES
    view = View(plan=file.plan, ledger=file.ledger, path=file.path, as_of=as_of, known=known, lines=lines)
    return Asked(file=file, view=view, form=form._replace(notes=notes), manner=manner)


def render_answer(
    form: Form, report: tuple[Any, ...], build_page: Callable[[], Page], rows: Rows | Records | None, exit_code: int = 0
) -> Answer:
    """Return a report in the form that is asked for: the one place where a format is told apart.

    As CSV it is its rows; without any, as in a report form, the table of its page.
    """
    match form.format:
        case "table":
            return Answer(draw_page(build_page(), form.here), form.notes, exit_code, form="drawn")
        case "json":
            from plantrack.render.formats.json import write_json

            text = write_json(report)
        case "csv":
            from plantrack.render.formats.csv import write_csv, write_csv_table

            if rows is None:
                (table,) = (part for part in build_page() if isinstance(part, Table))
                text = write_csv_table(table, form.here.writer, excel=form.excel)
            else:
                text = write_csv(rows, excel=form.excel)
        case "markdown":
            from plantrack.render.formats.markdown import write_markdown

            text = write_markdown(build_page(), form.here.writer)
        case "html":
            from plantrack.render.formats.html import write_html

            text = write_html(build_page(), form.here.writer)
        case "github":
            from plantrack.plan.reports.check import CheckReport
            from plantrack.render.formats.github import write_annotations

            # Only check, whose problems these are, offers it.
            assert isinstance(report, CheckReport)
            text = write_annotations(report, form.here.writer)
        case _:
            assert_never(form.format)
    return Answer(text, form.notes, exit_code, form="data")


def refuse_force_alone(output: str | None, force: bool) -> None:
    """Raise UsageError where nothing is written over which it could be forced."""
    if output is None and force:
        raise UsageError(Problem(say("--force is for --output FILE")))


def answer_file(form: Form, path: str, text: str, mark: str, *, force: bool) -> Answer:
    """Write a file that is asked for, and say so; `mark` tells files that were written here from others."""
    from plantrack.cli import terminal
    from plantrack.store.output import write_output

    terminal.hold_interrupts()
    write_output(path, text.encode(), mark, force=force)
    told = say("wrote {file}", file=path)
    return Answer(form.here.writer.tell_line(told), form.notes, changed=True)


def find_given(options: Mapping[str, str | None]) -> str | None:
    """Return the first of some options that is given; None where none is."""
    return next((option for option, given in options.items() if given is not None), None)


def check_during(here: Surroundings, during: str, typed: DateOptions, others: Mapping[str, str | None]) -> None:
    """Raise UsageError where a period is none, or an option stands beside it for which it is short."""
    read_date_option(during, "--during", typed.choose_manner(here.language))
    if beside := find_given(others):
        message = say("--during and {option} cannot be given together", option=beside)
        raise UsageError(Problem(message, explain_during(during)))


def explain_during(period: str) -> Sentence:
    """Return what --during stands for."""
    typed = quoted(period) if " " in period else period
    return say("--during {period} is short for --since {period} --as-of {period}", period=typed)


def read_since(since: str, asked: Asked, option: str) -> PartialDate:
    """Return the date since which something is asked; raise UsageError for one that has no time after or before it."""
    date, day = read_date_option(since, option, asked.manner), asked.view.as_of
    if date.lo > day.hi:
        message = say("--since {since} is after the day as of which it is asked, {day}", since=date, day=day)
        raise UsageError(Problem(message))
    if date.lo == 1:
        raise UsageError(Problem(say("{option} {since} has no day before it", option=option, since=date)))
    return date


def draw_page(page: Page, here: Surroundings) -> str:
    """Return a page as text for a screen or a pipe, with colours where they are wanted."""
    from plantrack.render.layout import lay_out

    lines = lay_out(page, here.width, here.writer)
    if here.colour:
        from plantrack.render.formats.screen import write_coloured

        return write_coloured(lines)
    from plantrack.render.pieces import write_plain

    return write_plain(lines)
