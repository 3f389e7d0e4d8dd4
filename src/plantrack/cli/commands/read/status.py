"""`plantrack status`: where every promise stands."""

from enum import StrEnum
from typing import Annotated

import typer

from plantrack.cli import asking, options
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked
from plantrack.cli.options import (
    AsOfOption,
    ColourOption,
    ExcelOption,
    Format,
    FormatOption,
    KnownOption,
    PlanOption,
    examples,
)
from plantrack.plan.dates import PartialDate
from plantrack.plan.guesses import Guesses, find_fault
from plantrack.plan.model import Plan, Target
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.reports.status import Measured, StatusReport, TargetStatus, status_report


class Failing(StrEnum):
    """A status that can make a script stop. Typer takes no list of Literal."""

    AT_RISK = "at-risk"
    BEHIND = "behind"
    MISSED = "missed"
    NO_DATA = "no-data"
    UNREPORTED = "unreported"


_WORSE = (Failing.AT_RISK, Failing.BEHIND, Failing.MISSED)

TargetsArgument = Annotated[list[str] | None, typer.Argument(metavar="[TARGET]...", help="Only these targets, by id.")]
FailIfOption = Annotated[
    list[Failing] | None,
    typer.Option(
        "--fail-if", help="Exit 1 when a shown target is there, or worse (at-risk, behind, missed); may be repeated."
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DATE", help="What moved since the end of the day before, and which records did it."
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="ATTRIBUTE", help="Break the counted targets down by an attribute of their works."),
]

EXAMPLES = examples("plantrack status", "plantrack status clusters-started --as-of 2024-12-31 --fail-if behind")


def status(
    context: typer.Context,
    targets: TargetsArgument = None,
    since: SinceOption = None,
    by: ByOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    fail_if: FailIfOption = None,
    format: FormatOption = "table",
    excel: ExcelOption = False,
    color: ColourOption = "auto",
    plan: PlanOption = None,
) -> Answer:
    """Show where every target stands.

    The actual and the goal, a bar with a tick where the plan expects to be, how far ahead or behind time, and what the
    pace so far gives at the due date. With --since what moved, with --by in which district, or any other attribute.
    """
    if since is not None and by is not None:
        raise UsageError(Problem("--since and --by cannot be given together", "ask for one, then for the other"))
    with_lines = since is not None
    asked = asking.open_view(context, plan, format, excel, color, as_of, known, with_lines=with_lines)
    file = asked.file
    shown = asking.targets(file, targets) if targets else list(file.plan.targets.values())
    if by is not None:
        shown = _with_attribute(file.plan, shown, by, chosen=bool(targets))
    report = status_report(asked.view, shown)
    code = 1 if _fails(report, fail_if or []) else 0
    if since is not None:
        return _moved(asked, options.read_date_option(since, "--since"), shown, code)
    if by is not None:
        return _broken_down(asked, by, shown, code)
    if asked.format != "table":
        return Answer(_rendered(report, asked.format, excel=asked.excel), asked.notes, code, form="data")
    from plantrack.render import columns
    from plantrack.render.formats import screen, table

    width = asked.here.width
    steps = [] if asked.view.known else columns.next_steps(file.plan, file.path, plan is not None)
    return Answer(
        screen.text(table.status(report, width, steps), width, colour=asked.here.colour),
        asked.notes,
        code,
        form="drawn",
    )


def _moved(asked: Asked, since: PartialDate, targets: list[Target], code: int) -> Answer:
    from plantrack.plan.reports.movement import Movement, movement_report
    from plantrack.render.pages import movement as pages

    day = asked.view.as_of
    if since.lo > day.hi:
        raise UsageError(Problem(f"--since {since.text} is after the day as of which it is asked, {day.text}"))
    if since.lo == 1:
        raise UsageError(Problem(f"--since {since.text} has no day before it"))
    report = movement_report(asked.view, since, targets)

    def as_csv() -> str:
        from plantrack.render.formats import csv

        return csv.render(Movement, report.targets, excel=asked.excel)

    return asking.answer(asked, report, lambda _: pages.page(report), as_csv, code)


def _with_attribute(plan: Plan, targets: list[Target], by: str, *, chosen: bool) -> list[Target]:
    """Return the targets whose works have an attribute; raise UsageError where that are none, or one was chosen."""
    kinds = plan.kinds
    fitting = [target for target in targets if target.kind is not None and by in kinds[target.kind].attributes]
    attributes = list(dict.fromkeys(name for kind in kinds.values() for name in kind.attributes))
    if by not in attributes:
        raise UsageError(Problem(*find_fault(Guesses(), "attribute", by, attributes)))
    without = [target.id for target in targets if target not in fitting]
    if chosen and without:
        hint = "only targets whose works have it can: leave the others out"
        raise UsageError(Problem(f"{', '.join(without)} cannot be broken down by {by}", hint))
    if not fitting:
        raise UsageError(Problem(f"no target counts works that have a {by}"))
    return fitting


def _broken_down(asked: Asked, by: str, targets: list[Target], code: int) -> Answer:
    from plantrack.plan.reports.breakdown import Row, breakdown_report
    from plantrack.render.pages import breakdown as pages

    report = breakdown_report(asked.view, targets, by)

    def as_csv() -> str:
        from plantrack.render.formats import csv

        return csv.render(Row, report.rows, {"counts": [target.id for target in targets]}, excel=asked.excel)

    return asking.answer(asked, report, lambda width: pages.page(report, width), as_csv, code)


def _rendered(report: StatusReport, format: Format, *, excel: bool) -> str:
    match format:
        case "json":
            from plantrack.render.formats import json

            return json.render(report)
        case "csv":
            from plantrack.render.formats import csv

            return csv.render(TargetStatus, report.targets, {"measured": Measured}, excel=excel)
        case _:
            from plantrack.render.formats import markdown

            return markdown.status(report)


def _fails(report: StatusReport, conditions: list[Failing]) -> bool:
    failing: set[str] = set()
    for condition in conditions:
        failing.update(_WORSE[_WORSE.index(condition) :] if condition in _WORSE else (condition,))
    return any(target.status in failing for target in report.targets)
