"""`plantrack check`: every error and every warning of a plan file."""

from typing import Annotated, Literal

import typer

from plantrack.cli import options
from plantrack.cli.answer import Answer
from plantrack.cli.options import ColourOption, ExcelOption, PlanOption, examples
from plantrack.plan.problems import InvalidPlan
from plantrack.plan.reports.check import CheckReport, Finding, check_report
from plantrack.plan.rules.checks import find_warnings
from plantrack.store import disk, planfile

CheckFormat = Literal["table", "json", "csv", "markdown", "github"]

StrictOption = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")]
CheckFormatOption = Annotated[
    CheckFormat,
    typer.Option("--format", help="What to print it as; github: as GitHub Actions shows it in a pull request."),
]


EXAMPLES = examples("plantrack check", "plantrack check --strict --format github")


def check(
    context: typer.Context,
    strict: StrictOption = False,
    format: CheckFormatOption = "table",
    excel: ExcelOption = False,
    color: ColourOption = "auto",
    plan: PlanOption = None,
) -> Answer:
    """Name every mistake in the plan file.

    Each error and each warning with its line; exit 1 when there are errors, with --strict on warnings too.
    """
    here = options.choose_colour(color, context.obj)
    if options.wants_excel(context, format, excel):
        format = "csv"
    path = disk.find_plan(plan)
    content = disk.read_plan(path)
    try:
        file, errors = planfile.examine(path, content)
        problems = planfile.locate(path, file.text, [*errors, *find_warnings(file.plan, file.ledger, here.now)])
    except InvalidPlan as error:
        problems = list(error.problems)
    report = check_report(problems)
    counting = ("error", "warning") if strict else ("error",)
    code = int(any(one.severity in counting for one in problems))
    if format != "table":
        return Answer(_rendered(report, format, excel=excel), exit_code=code, form="data")
    from plantrack.render.formats import screen, table

    text = screen.text(table.check(report, table.check_summary(report, path)), here.width, colour=here.colour)
    return Answer(text, exit_code=code, form="drawn")


def _rendered(report: CheckReport, format: CheckFormat, *, excel: bool) -> str:
    match format:
        case "json":
            from plantrack.render.formats import json

            return json.render(report)
        case "csv":
            from plantrack.render.formats import csv

            return csv.render(Finding, report.problems, excel=excel)
        case "github":
            from plantrack.render.formats import github

            return github.check(report)
        case _:
            from plantrack.render.formats import markdown

            return markdown.check(report)
