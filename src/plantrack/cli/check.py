"""`plantrack check`: every error and every warning of a plan file."""

from typing import Annotated

import typer

from plantrack.cli import options
from plantrack.cli.answer import Answer
from plantrack.cli.options import ColourOption, Format, FormatOption, PlanOption, examples
from plantrack.plan import report as reports
from plantrack.plan.checks import warnings
from plantrack.plan.problems import InvalidPlan
from plantrack.plan.report import CheckReport, Finding
from plantrack.store import disk, planfile

StrictOption = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")]


EXAMPLES = examples("plantrack check", "plantrack check --strict --format json")


def check(
    context: typer.Context,
    strict: StrictOption = False,
    format: FormatOption = "table",
    color: ColourOption = "auto",
    plan: PlanOption = None,
) -> Answer:
    """Name every mistake in the plan file.

    Each error and each warning with its line; exit 1 when there are errors, with --strict on warnings too.
    """
    here = options.coloured(color, context.obj)
    path = disk.find_plan(plan)
    content = disk.read_plan(path)
    try:
        file, errors = planfile.examine(path, content)
        problems = planfile.locate(path, file.text, [*errors, *warnings(file.plan, file.ledger, here.now)])
    except InvalidPlan as error:
        problems = list(error.problems)
    report = reports.check(problems)
    counting = ("error", "warning") if strict else ("error",)
    code = int(any(one.severity in counting for one in problems))
    if format != "table":
        return Answer(_rendered(report, format), exit_code=code, form="data")
    from plantrack.render import screen, table

    text = screen.text(table.check(report, table.check_summary(report, path)), here.width, colour=here.colour)
    return Answer(text, exit_code=code, form="drawn")


def _rendered(report: CheckReport, format: Format) -> str:
    match format:
        case "json":
            from plantrack.render import json

            return json.render(report)
        case "csv":
            from plantrack.render import csv

            return csv.render(Finding, report.problems)
        case _:
            from plantrack.render import markdown

            return markdown.check(report)
