"""`plantrack status`: where every promise stands."""

from enum import StrEnum
from typing import Annotated

import typer

from plantrack.cli import options
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import AsOfOption, Format, FormatOption, PlanOption, examples
from plantrack.plan import report as reports
from plantrack.plan.model import Target
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.report import Measured, StatusReport, TargetStatus
from plantrack.store import disk, planfile
from plantrack.store.planfile import PlanFile
from plantrack.store.records import unknown


class Failing(StrEnum):
    """A status that can make a script stop. Typer takes no list of Literal."""

    AT_RISK = "at-risk"
    BEHIND = "behind"
    MISSED = "missed"
    NO_DATA = "no-data"


_WORSE = (Failing.AT_RISK, Failing.BEHIND, Failing.MISSED)

TargetsArgument = Annotated[list[str] | None, typer.Argument(metavar="[TARGET]...", help="Only these targets, by id.")]
FailIfOption = Annotated[
    list[Failing] | None,
    typer.Option(
        "--fail-if", help="Exit 1 when a shown target is there, or worse (at-risk, behind, missed); may be repeated."
    ),
]


EXAMPLES = examples("plantrack status", "plantrack status clusters-started --as-of 2024-12-31 --fail-if behind")


def status(
    context: typer.Context,
    targets: TargetsArgument = None,
    as_of: AsOfOption = None,
    fail_if: FailIfOption = None,
    format: FormatOption = "table",
    plan: PlanOption = None,
) -> Answer:
    """Show where every target stands.

    The actual and the goal, a bar with a tick where the plan expects to be, how far ahead or behind time, and what the
    pace so far gives at the due date.
    """
    here: Surroundings = context.obj
    day, note = options.as_of(as_of, here)
    file = planfile.load(disk.find_plan(plan))
    shown = _chosen(file, targets) if targets else list(file.plan.targets.values())
    report = reports.status(file.plan, file.ledger, file.path, day, shown)
    code = 1 if _fails(report, fail_if or []) else 0
    if format != "table":
        return Answer(_rendered(report, format), note, code, form="data")
    from plantrack.render import columns, table

    steps = columns.next_steps(file.plan, file.path, plan is not None)
    return Answer(table.text(table.status(report, here.width, steps), here.width), note, code, form="drawn")


def _chosen(file: PlanFile, ids: list[str]) -> list[Target]:
    """Return the targets of these ids in the file's order."""
    known = file.plan.targets
    problems = [Problem(*unknown("target", id, known)) for id in ids if id not in known]
    if problems:
        raise UsageError(*problems)
    return [target for target in known.values() if target.id in ids]


def _rendered(report: StatusReport, format: Format) -> str:
    match format:
        case "json":
            from plantrack.render import json

            return json.render(report)
        case "csv":
            from plantrack.render import csv

            return csv.render(TargetStatus, report.targets, {"measured": Measured})
        case _:
            from plantrack.render import markdown

            return markdown.status(report)


def _fails(report: StatusReport, conditions: list[Failing]) -> bool:
    failing: set[str] = set()
    for condition in conditions:
        failing.update(_WORSE[_WORSE.index(condition) :] if condition in _WORSE else (condition,))
    return any(target.status in failing for target in report.targets)
