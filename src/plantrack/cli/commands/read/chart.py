"""`plantrack chart`: how targets went over time."""

from typing import Annotated

import typer

from plantrack.cli import asking, calling
from plantrack.cli.answer import Answer
from plantrack.cli.options import DayOptions, OutputOptions, examples
from plantrack.cli.typed import DateOptions
from plantrack.plan.reports.burnup import BurnupRow, burnup_report, burnup_rows
from plantrack.plan.reports.status import status_report
from plantrack.render.page import Page, Rows
from plantrack.render.pages.burnup import build_points_page

TargetsArgument = Annotated[list[str], typer.Argument(metavar="TARGET...", help="The targets to draw, by id or title.")]

EXAMPLES = examples(
    "plantrack chart clusters-started",
    "plantrack chart clusters-started clusters-total --as-of 2025-06-30 --format csv",
)


def chart(
    context: typer.Context,
    targets: TargetsArgument,
    *,
    day: DayOptions,
    typed: DateOptions,
    output: OutputOptions,
) -> Answer:
    """Draw targets over time: actual, planned and goal.

    The actual is a staircase on which the measurements are marked, planned a dotted line. It needs a screen of 40
    columns; on a narrower one the numbers at the side may be left out, below 20 columns the drawing.
    """
    asked = asking.open_view(context, output, day, typed)
    drawn = calling.choose_targets(asked.view.plan, targets)
    report = burnup_report(asked.view, drawn)

    def build_page() -> Page:
        if asked.form.format != "table":
            return build_points_page(report)
        from plantrack.render.chart.chart import draw_burnup

        here = asked.form.here
        return draw_burnup(report, status_report(asked.view, drawn), here.width, here.encoding, here.writer)

    return asking.render_answer(asked.form, report, build_page, Rows(BurnupRow, burnup_rows(report)))
