"""`plantrack chart`: how targets went over time."""

from typing import Annotated

import typer

from plantrack.cli import reading
from plantrack.cli.answer import Answer
from plantrack.cli.options import AsOfOption, ColourOption, ExcelOption, FormatOption, KnownOption, PlanOption, examples
from plantrack.plan.reports import burnup as burnups
from plantrack.plan.reports import report as reports

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
    asked = reading.ask(context, plan, format, excel, color, as_of, known)
    file, here = asked.file, asked.here
    told = (file.plan, file.ledger, file.path, asked.as_of, reading.targets(file, targets), asked.known)
    report = burnups.burnup(*told)
    if asked.format != "table":
        from plantrack.render.chart import points
        from plantrack.render.formats import csv

        def as_csv() -> str:
            return csv.render(burnups.Row, burnups.rows(report), excel=asked.excel)

        return reading.answer(asked, report, lambda _: points.page(report), as_csv)
    from plantrack.render.chart import chart
    from plantrack.render.formats import screen

    lines = chart.burnup(report, reports.status(*told), here.width, here.encoding)
    return Answer(screen.text(screen.painted(lines), here.width, colour=here.colour), asked.notes, form="drawn")
