"""How targets went over time, as plain data: what was actual, planned and measured, each with its day."""

from collections.abc import Sequence
from typing import NamedTuple

from plantrack.plan.arithmetic.account import Account, accounts
from plantrack.plan.arithmetic.progress import Exact, line
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.dates import day_text
from plantrack.plan.model import Number, Target, Title
from plantrack.plan.reports.heading import PlanHeading, plan_heading
from plantrack.plan.view import View


class Point(NamedTuple):
    """A value that holds on a day."""

    date: str
    value: Number


class TargetBurnup(NamedTuple):
    """One target over time, from its start to the later of its due date and the as-of day.

    `actual` are the steps of a staircase, `planned` the corners of a line, `measurements` the totals that are used,
    each on the last day that its date may mean. What is unknown is left out.
    """

    id: str
    title: Title
    unit: str | None
    baseline: Number | None
    goal: Number | None
    stretch: Number | None
    start: str
    due: str
    actual: list[Point]
    planned: list[Point]
    measurements: list[Point]


class BurnupReport(NamedTuple):
    """How targets of a plan went until a day, as known on another; None for all that is known now."""

    plan: PlanHeading
    as_of: str
    known: str | None
    targets: list[TargetBurnup]


class Row(NamedTuple):
    """One point of a burn-up as a row of a table."""

    target: str
    series: str
    date: str
    value: Number


def burnup_report(view: View, targets: Sequence[Target]) -> BurnupReport:
    """Report how these targets of a plan went until the end of a date."""
    day = view.day
    return BurnupReport(
        plan_heading(view),
        view.day_text,
        view.known_text,
        [
            _target_burnup(target, what_is_known, day)
            for target, what_is_known in zip(targets, accounts(targets, view.ledger), strict=True)
        ],
    )


def burnup_rows(report: BurnupReport) -> list[Row]:
    """Return all points of a report; a goal stands on its due date."""
    found = []
    for target in report.targets:
        goal = [] if target.goal is None else [Point(target.due, target.goal)]
        series = {"actual": target.actual, "planned": target.planned, "goal": goal, "measured": target.measurements}
        found += [Row(target.id, name, *point) for name, points in series.items() for point in points]
    return found


def _target_burnup(target: Target, known: Account, day: int) -> TargetBurnup:
    promised = in_force(target, day)
    return TargetBurnup(
        id=target.id,
        title=target.title,
        unit=target.unit,
        baseline=target.baseline,
        goal=promised.goal,
        stretch=promised.stretch,
        start=target.start.text,
        due=promised.due.text,
        actual=_steps(target.start.lo, known, day),
        planned=_corners(target, day),
        measurements=[
            Point(day_text(total.date.hi), total.value) for total in known.measurements if total.date.hi <= day
        ],
    )


def _steps(start: int, known: Account, day: int) -> list[Point]:
    if day < start:
        return []
    days = dict.fromkeys([start, *(step for step in known.actual.days if start < step < day), day])
    values = [(step, known.actual.on(step)) for step in days]
    return [
        Point(day_text(step), value)
        for place, (step, value) in enumerate(values)
        if value is not None and (step in (start, day) or value != values[place - 1][1])
    ]


def _corners(target: Target, day: int) -> list[Point]:
    if target.goal is None or target.pace == "none":
        return []
    planned = line(target, day)
    return [Point(day_text(corner), _number(goal)) for corner, goal in zip(planned.days, planned.goals, strict=True)]


def _number(value: Exact) -> Number:
    return value if isinstance(value, int) else float(value)
