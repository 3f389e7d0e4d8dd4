"""What the commands share that read: the plan as it was known, what a name means, and the four formats."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import typer

from plantrack.cli import options
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import ColourChoice, Format
from plantrack.plan.guesses import Guesses, find_fault
from plantrack.plan.model import Kind, Target
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.view import NO_LINES, View
from plantrack.render.page import Page
from plantrack.store import disk, planfile
from plantrack.store.planfile import PlanFile


class Asked(NamedTuple):
    """What a command is asked that reads: of which plan and day, and in which format to answer."""

    file: PlanFile  # the plan as it was known
    view: View
    here: Surroundings
    format: Format
    excel: bool  # CSV as Excel opens it
    notes: str  # lines about the question for a person; empty where there are none


def open_view(
    context: typer.Context,
    plan: str | None,
    format: Format,
    excel: bool,
    colour: ColourChoice,
    as_of: str | None,
    known: str | None = None,
    *,
    with_lines: bool = False,
) -> Asked:
    """Read the plan that is meant, as it was known; raise UsageError where an option is no date.

    `with_lines` is for reports that name the lines of records: to find them takes a while.
    """
    here = options.choose_colour(colour, context.obj)
    if options.wants_excel(context, format, excel):
        format = "csv"
    day, notes = options.read_as_of(as_of, here)
    then = options.read_known(known)
    file = planfile.known_on(planfile.load(disk.find_plan(plan)), then)
    lines = planfile.record_lines(file) if with_lines else NO_LINES
    view = View(plan=file.plan, ledger=file.ledger, path=file.path, as_of=day, known=then, lines=lines)
    return Asked(file=file, view=view, here=here, format=format, excel=excel, notes=notes)


def targets(file: PlanFile, ids: Sequence[str]) -> list[Target]:
    """Return the targets of these ids in the file's order; raise UsageError where one is unknown."""
    known = file.plan.targets
    guesses = Guesses()
    problems = [_unknown_target(file, id, guesses) for id in ids if id not in known]
    if problems:
        raise UsageError(*problems)
    return [target for target in known.values() if target.id in ids]


def _unknown_target(file: PlanFile, typed: str, guesses: Guesses) -> Problem:
    """Return the problem of a word that is no target's id, with the id where it is the title of one."""
    for target in file.plan.targets.values():
        if target.title.is_called(typed):
            return Problem(f'unknown target "{typed}"', f'the id of that target is "{target.id}"')
    return Problem(*find_fault(guesses, "target", typed, file.plan.targets))


def kind(file: PlanFile, id: str) -> Kind:
    """Return the kind of this id; raise UsageError where it is unknown."""
    if id not in file.plan.kinds:
        raise UsageError(Problem(*find_fault(Guesses(), "kind", id, file.plan.kinds)))
    return file.plan.kinds[id]


def answer(
    asked: Asked,
    report: tuple[Any, ...],
    page: Callable[[int | None], Page],
    csv: Callable[[], str],
    exit_code: int = 0,
) -> Answer:
    """Return a report in the format that is asked for. `page` draws it for a width."""
    width = asked.here.width
    match asked.format:
        case "table":
            from plantrack.render.formats import screen

            shown, colour = page(width), asked.here.colour
            if width is None and not colour:
                text = screen.plain(shown)
            else:
                text = screen.text(screen.page(shown, width), width, colour=colour)
            return Answer(text, asked.notes, exit_code, form="drawn")
        case "json":
            from plantrack.render.formats import json

            text = json.render(report)
        case "csv":
            text = csv()
        case "markdown":
            from plantrack.render.formats import markdown

            text = markdown.page(page(None))
    return Answer(text, asked.notes, exit_code, form="data")
