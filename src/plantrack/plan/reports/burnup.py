"""How targets went over time, as plain data: what was actual, planned and measured, each with its day."""

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from plantrack.plan.arithmetic.account import Account, gather_accounts
from plantrack.plan.arithmetic.exact import Exact
from plantrack.plan.arithmetic.planned import planned_over_time
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Number, Plan, Target
from plantrack.plan.reports.report import PlanHeading, heading


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
    title: str
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


def burnup(
    plan: Plan,
    ledger: Ledger,
    path: str,
    as_of: PartialDate,
    targets: Sequence[Target],
    known: PartialDate | None = None,
) -> BurnupReport:
    """Report how these targets of a plan went until the end of a date."""
    day = as_of.hi
    return BurnupReport(
        heading(plan, path),
        day_text(day),
        day_text(known.hi) if known else None,
        [
            _target_burnup(target, what_is_known, day)
            for target, what_is_known in zip(targets, gather_accounts(targets, ledger), strict=True)
        ],
    )


def rows(report: BurnupReport) -> list[Row]:
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
        title=target.title.en,
        unit=target.unit.en if target.unit else None,
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
    planned = planned_over_time(target, day)
    # A revision may bend the line between two days: it is drawn by what is planned for each of them.
    days = dict.fromkeys(day for moment in planned.moments for day in (floor(moment), ceil(moment)))
    return [Point(day_text(day), _number(*planned.expected(day))) for day in days]


def _number(numerator: Exact, denominator: Exact) -> Number:
    return float(numerator / denominator) if numerator % denominator else int(numerator // denominator)
