"""`plantrack chart`: how targets went over time."""

from typing import Annotated

import typer

from plantrack.cli import asking
from plantrack.cli.answer import Answer
from plantrack.cli.options import AsOfOption, ColourOption, ExcelOption, FormatOption, KnownOption, PlanOption, examples
from plantrack.plan.reports.burnup import BurnupRow, burnup_report, burnup_rows
from plantrack.plan.reports.status import status_report

TargetsArgument = Annotated[list[str], typer.Argument(metavar="TARGET...", help="The targets to draw, by id.")]

EXAMPLES = examples(
    "plantrack chart clusters-started",
    "plantrack chart clusters-started clusters-total --as-of 2025-06-30 --format csv",
)


def chart(
    context: typer.Context,
    targets: TargetsArgument,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: FormatOption = "table",
    excel: ExcelOption = False,
    color: ColourOption = "auto",
    plan: PlanOption = None,
) -> Answer:
    """Draw targets over time: actual, planned and goal.

    The actual is a staircase on which the measurements are marked, planned a dotted line. It needs a screen of 40
    columns; on a narrower one the numbers at the side may be left out, below 20 columns the drawing.
    """
    asked = asking.open_view(context, plan, format, excel, color, as_of, known)
    view, here = asked.view, asked.here
    drawn = asking.targets(asked.file, targets)
    report = burnup_report(view, drawn)
    if asked.format != "table":
        from plantrack.render.chart import points
        from plantrack.render.formats import csv

        def as_csv() -> str:
            return csv.render(BurnupRow, burnup_rows(report), excel=asked.excel)

        return asking.answer(asked, report, lambda _: points.page(report), as_csv)
    from plantrack.render.chart import chart
    from plantrack.render.formats import screen

    lines = chart.burnup(report, status_report(view, drawn), here.width, here.encoding)
    return Answer(screen.text(screen.painted(lines), here.width, colour=here.colour), asked.notes, form="drawn")
