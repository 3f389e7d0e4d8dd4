"""`plantrack check`: every error and every warning of a plan file."""

from typing import Annotated

import typer

from plantrack.cli import asking
from plantrack.cli.answer import Answer
from plantrack.cli.asking import AnyFormat, ColourOption, ExcelOption
from plantrack.cli.options import PlanOption, examples
from plantrack.plan.problems import InvalidPlan
from plantrack.plan.reports.check import Finding, check_report
from plantrack.plan.rules.checks import find_warnings
from plantrack.plan.sentences import say
from plantrack.render.page import Rows
from plantrack.render.pages.check import build_check_page
from plantrack.store import disk, planfile
from plantrack.store.read.doubts import find_thousands

StrictOption = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")]
CheckFormatOption = Annotated[
    AnyFormat,
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
    form = asking.choose_form(context, format, excel, color)
    writer, path = form.here.writer, disk.find_plan(plan)
    form.here.announce_reading(path)
    content = disk.read_plan(path)
    try:
        file, errors = planfile.examine(path, content)
        # That takes about twice as long as to read.
        form.here.progress.announce(say("looking for mistakes"), 2 * len(content))
        writer.learn(file.plan.kinds, file.plan.targets)
        warnings = [*find_warnings(file.plan, file.ledger, form.here.now), *find_thousands(file.text)]
        problems = planfile.locate(path, file.text, [*errors, *warnings])
    except InvalidPlan as error:
        problems = list(error.problems)
    report = check_report(problems)
    counting = ("error", "warning") if strict else ("error",)
    code = int(any(problem.severity in counting for problem in problems))
    rows = Rows(Finding, report.problems)
    return asking.render_answer(form, report, lambda: build_check_page(report, path, writer), rows, code)
