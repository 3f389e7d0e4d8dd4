"""`plantrack chart`: how targets went over time."""

from typing import Annotated

import typer

from plantrack.cli import asking, calling
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked, DayOptions, ForceOption, OutputOptions
from plantrack.cli.options import DateOptions, examples
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.reports.burnup import BurnupRow, burnup_report, burnup_rows
from plantrack.plan.reports.status import status_report
from plantrack.plan.sentences import say
from plantrack.render.page import Page, Rows
from plantrack.render.pages.burnup import build_points_page
from plantrack.store.output import refuse_output_name

TargetsArgument = Annotated[list[str], typer.Argument(metavar="TARGET...", help="The targets to draw, by id or title.")]

OutputOption = Annotated[
    str | None,
    typer.Option("--output", metavar="FILE", help="Write the drawing to this file, as SVG: its name ends in .svg."),
]

EXAMPLES = examples(
    "plantrack chart clusters-started",
    "plantrack chart clusters-started clusters-total --output clusters.svg",
)


def chart(
    context: typer.Context,
    targets: TargetsArgument,
    *,
    day: DayOptions,
    typed: DateOptions,
    output: OutputOption = None,
    force: ForceOption = False,
    form: OutputOptions,
) -> Answer:
    """Draw targets over time: actual, planned and goal.

    The actual is a staircase on which the measurements are marked, planned a dotted line, and so is what it comes to if
    every expected date holds. It needs a screen of 40 columns; on a narrower one the numbers at the side may be left
    out, below 20 columns the drawing. With --output it is a file for a document, a mail or a page, light or dark as
    its reader wants it.
    """
    asked = asking.open_view(context, form, day, typed)
    _check_output(output, force, asked)
    drawn = calling.choose_targets(asked.view.plan, targets)
    report = burnup_report(asked.view, drawn)
    if output is not None:
        from plantrack.render.chart.sheet import MARK, draw_sheet

        sheet = draw_sheet(report, status_report(asked.view, drawn), asked.form.here.writer)
        return asking.answer_file(asked.form, output, sheet, MARK, force=force)

    def build_page() -> Page:
        if asked.form.format != "table":
            return build_points_page(report)
        from plantrack.render.chart.chart import draw_burnup

        here = asked.form.here
        return draw_burnup(report, status_report(asked.view, drawn), here.width, here.encoding, here.writer)

    return asking.render_answer(asked.form, report, build_page, Rows(BurnupRow, burnup_rows(report)))


def _check_output(output: str | None, force: bool, asked: Asked) -> None:
    """Raise UsageError where no drawing is asked for, or where the file is none for one."""
    if output is None:
        asking.refuse_force_alone(output, force)
        return
    if asked.form.format != "table":
        message = say("--output is for the drawing, not for {format}", format=asked.form.format)
        raise UsageError(Problem(message, say("leave one of them out; > FILE keeps what is printed")))
    refuse_output_name(output, ".svg", asked.view.path)
