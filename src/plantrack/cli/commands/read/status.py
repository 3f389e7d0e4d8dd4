"""`plantrack status`: where every promise stands."""

from enum import StrEnum
from typing import Annotated

import typer

from plantrack.cli import asking, calling
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked
from plantrack.cli.options import DayOptions, OutputOptions, examples
from plantrack.cli.typed import DateOptions, read_date_option
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Plan, Target
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.reports.status import Measured, StatusReport, TargetStatus, status_report
from plantrack.plan.sentences import say
from plantrack.render.page import Rows
from plantrack.render.pages.status import build_status_page, list_next_steps


class Failing(StrEnum):
    """A status that can make a script stop. Typer takes no list of Literal."""

    AT_RISK = "at-risk"
    BEHIND = "behind"
    MISSED = "missed"
    NO_DATA = "no-data"
    UNREPORTED = "unreported"


_WORSE = (Failing.AT_RISK, Failing.BEHIND, Failing.MISSED)

TargetsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[TARGET]...", help="Only these targets, by id or title.")
]
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
DuringOption = Annotated[
    str | None,
    typer.Option("--during", metavar="PERIOD", help="What moved in it: 2025-Q3 is --since 2025-Q3 --as-of 2025-Q3."),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="ATTRIBUTE", help="Break the counted targets down by an attribute of their items."),
]

EXAMPLES = examples("plantrack status", "plantrack status clusters-started --as-of 2024-12-31 --fail-if behind")


def status(
    context: typer.Context,
    *,
    targets: TargetsArgument = None,
    since: SinceOption = None,
    during: DuringOption = None,
    by: ByOption = None,
    day: DayOptions,
    typed: DateOptions,
    fail_if: FailIfOption = None,
    output: OutputOptions,
) -> Answer:
    """Show where every target stands.

    The actual and the goal, a bar with a tick where the plan expects to be, how far that is from the plan and since
    when, and what the average so far gives at the due date. With --since or --during what moved, with --by in which
    district, or any other attribute; with both, what moved where.
    """
    if during is not None:
        read_date_option(during, "--during", typed.choose_manner())
        _check_during(during, {"--since": since, "--as-of": day.as_of})
        since, day = during, day._replace(as_of=during)
    asked = asking.open_view(context, output, day, typed, with_lines=since is not None and by is None)
    view = asked.view
    shown = calling.choose_targets(view.plan, targets) if targets else list(view.plan.targets.values())
    if by is not None:
        by, shown = _choose_with_attribute(view.plan, shown, by, chosen=bool(targets))
    report = status_report(view, shown)
    code = 1 if _fails(report, fail_if or []) else 0
    moment = None if since is None else _read_since(since, asked, "--since" if during is None else "--during")
    if by is not None:
        return _break_down(asked, by, moment, shown, code)
    if moment is not None:
        return _show_movement(asked, moment, shown, code)
    steps = [] if view.known else list_next_steps(view.plan, view.path, output.plan is not None)
    rows = Rows(TargetStatus, report.targets, {"measured": Measured})
    return asking.render_answer(asked.form, report, lambda: build_status_page(report, steps), rows, code)


def _check_during(during: str, others: dict[str, str | None]) -> None:
    """Raise UsageError where an option stands beside a period for which it is short."""
    beside = next((option for option, given in others.items() if given is not None), None)
    if beside is not None:
        message = say("--during and {option} cannot be given together", option=beside)
        hint = say("--during {period} is short for --since {period} --as-of {period}", period=during)
        raise UsageError(Problem(message, hint))


def _read_since(since: str, asked: Asked, option: str) -> PartialDate:
    """Return the date since which something is asked; raise UsageError for one that has no time after or before it."""
    date, day = read_date_option(since, option, asked.manner), asked.view.as_of
    if date.lo > day.hi:
        message = say("--since {since} is after the day as of which it is asked, {day}", since=date, day=day)
        raise UsageError(Problem(message))
    if date.lo == 1:
        raise UsageError(Problem(say("{option} {since} has no day before it", option=option, since=date)))
    return date


def _show_movement(asked: Asked, since: PartialDate, targets: list[Target], code: int) -> Answer:
    from plantrack.plan.reports.movement import Movement, movement_report
    from plantrack.render.pages.movement import build_movement_page

    report = movement_report(asked.view, since, targets)
    kinds = asked.view.plan.kinds
    rows = Rows(Movement, report.targets)
    return asking.render_answer(asked.form, report, lambda: build_movement_page(report, kinds), rows, code)


def _break_down(asked: Asked, by: str, since: PartialDate | None, targets: list[Target], code: int) -> Answer:
    from plantrack.plan.reports import breakdown
    from plantrack.render.pages import breakdown as pages

    view = asked.view
    of_targets = [target.id for target in targets]
    of_kinds = list(dict.fromkeys(target.kind for target in targets if target.kind is not None))
    if since is None:
        report = breakdown.breakdown_report(view, targets, by)
        rows = Rows(breakdown.Row, report.rows, {"counts": of_targets, "items": of_kinds})
        return asking.render_answer(
            asked.form, report, lambda: pages.build_breakdown_page(report, view.plan.kinds), rows, code
        )
    moved = breakdown.breakdown_movement_report(view, since, targets, by)
    nested = dict.fromkeys(("then", "now", "difference"), of_targets)
    nested |= dict.fromkeys(("items_then", "items_now", "items_difference"), of_kinds)
    rows = Rows(breakdown.MovedRow, moved.rows, nested)
    return asking.render_answer(
        asked.form, moved, lambda: pages.build_breakdown_movement_page(moved, view.plan.kinds), rows, code
    )


def _choose_with_attribute(plan: Plan, targets: list[Target], typed: str, *, chosen: bool) -> tuple[str, list[Target]]:
    """Return the attribute that is meant, and the targets whose items have it.

    Raise UsageError where none have, or one that was chosen has not.
    """
    kinds = plan.kinds
    words = calling.TypedWords(plan)
    by = words.attribute(kinds.values(), typed) or ""
    words.check()
    fitting = [target for target in targets if target.kind is not None and by in kinds[target.kind].attributes]
    without = [target.id for target in targets if target not in fitting]
    if chosen and without:
        message = say("{targets} cannot be broken down by {attribute}", targets=", ".join(without), attribute=by)
        raise UsageError(Problem(message, say("only targets whose items have it can: leave the others out")))
    if not fitting:
        raise UsageError(Problem(say("no target counts items that have a {attribute}", attribute=by)))
    return by, fitting


def _fails(report: StatusReport, conditions: list[Failing]) -> bool:
    failing: set[str] = set()
    for condition in conditions:
        failing.update(_WORSE[_WORSE.index(condition) :] if condition in _WORSE else (condition,))
    return any(target.status in failing for target in report.targets)
