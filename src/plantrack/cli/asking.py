"""What the commands share that read: the plan as it was known, what a name means, and the one place of the formats."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple, assert_never

import typer

from plantrack.cli import naming, options
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import ColourChoice, DayOptions, Format, OutputOptions
from plantrack.plan.guesses import Guesses, find_fault
from plantrack.plan.model import Kind, Target
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.reports.check import CheckReport
from plantrack.plan.view import NO_LINES, View
from plantrack.render.page import Page, Records, Rows
from plantrack.store import disk, planfile
from plantrack.store.planfile import PlanFile

AnyFormat = Literal[Format, "github"]


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


def choose_form(context: typer.Context, format: AnyFormat, excel: bool, colour: ColourChoice) -> Form:
    """Return the form that the options ask for; raise UsageError where they contradict each other."""
    here = options.choose_colour(colour, context.obj)
    excel = options.wants_excel(context, format, excel)
    return Form(here=here, format="csv" if excel else format, excel=excel)


def open_view(context: typer.Context, output: OutputOptions, day: DayOptions, *, with_lines: bool = False) -> Asked:
    """Read the plan that is meant, as it was known; raise UsageError where an option is no date.

    `with_lines` is for reports that name the lines of records: to find them takes a while.
    """
    form = choose_form(context, output.format, output.excel, output.color)
    as_of, notes = options.read_as_of(day.as_of, form.here)
    known = options.read_known(day.known)
    file = planfile.known_on(planfile.load(disk.find_plan(output.plan)), known)
    lines = planfile.record_lines(file) if with_lines else NO_LINES
    view = View(plan=file.plan, ledger=file.ledger, path=file.path, as_of=as_of, known=known, lines=lines)
    return Asked(file=file, view=view, form=form._replace(notes=notes))


def choose_targets(file: PlanFile, ids: Sequence[str]) -> list[Target]:
    """Return the targets of these ids in the file's order; raise UsageError where one is unknown."""
    known = file.plan.targets
    guesses = Guesses()
    problems = [_refuse_target(file, id, guesses) for id in ids if id not in known]
    if problems:
        raise UsageError(*problems)
    return [target for target in known.values() if target.id in ids]


def _refuse_target(file: PlanFile, typed: str, guesses: Guesses) -> Problem:
    """Return the problem of a word that is no target's id, with the id where it is the title of one."""
    fault = find_fault(guesses, "target", typed, file.plan.targets)
    target = naming.find_target_by_title(file, typed)
    return Problem(fault.message, fault.hint if target is None else naming.hint_target_id(target))


def choose_kind(file: PlanFile, id: str) -> Kind:
    """Return the kind of this id; raise UsageError where it is unknown."""
    if id not in file.plan.kinds:
        raise UsageError(Problem(*find_fault(Guesses(), "kind", id, file.plan.kinds)))
    return file.plan.kinds[id]


def render_answer(
    form: Form, report: tuple[Any, ...], build_page: Callable[[], Page], rows: Rows | Records, exit_code: int = 0
) -> Answer:
    """Return a report in the form that is asked for: the one place where a format is told apart."""
    match form.format:
        case "table":
            return Answer(draw_page(build_page(), form.here), form.notes, exit_code, form="drawn")
        case "json":
            from plantrack.render.formats.json import write_json

            text = write_json(report)
        case "csv":
            from plantrack.render.formats.csv import write_csv

            text = write_csv(rows, excel=form.excel)
        case "markdown":
            from plantrack.render.formats.markdown import write_markdown

            text = write_markdown(build_page())
        case "github":
            from plantrack.render.formats.github import write_annotations

            # Only check, whose problems these are, offers it.
            assert isinstance(report, CheckReport)
            text = write_annotations(report)
        case _:
            assert_never(form.format)
    return Answer(text, form.notes, exit_code, form="data")


def draw_page(page: Page, here: Surroundings) -> str:
    """Return a page as text for a screen or a pipe, with colours where they are wanted."""
    from plantrack.render.layout import lay_out

    lines = lay_out(page, here.width)
    if here.colour:
        from plantrack.render.formats.screen import write_coloured

        return write_coloured(lines)
    from plantrack.render.formats.plain import write_plain

    return write_plain(lines)
