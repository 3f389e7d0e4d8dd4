"""How targets went over time, as plain data: what was actual, planned and measured, each with its day."""

from collections.abc import Sequence
from math import ceil, floor

from plantrack.plan.arithmetic.account import Account, gather_accounts
from plantrack.plan.arithmetic.coming import Coming, find_coming, gather_open
from plantrack.plan.arithmetic.exact import Exact, make_number
from plantrack.plan.arithmetic.planned import planned_over_time
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.dates import day_text
from plantrack.plan.model import Number, Target, Title
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple


class Point(NamedTuple):
    """A value that holds on a day."""

    date: str  # an ISO date
    value: Number


class TargetBurnup(NamedTuple):
    """One target over time, from its start to the later of its due date and the as-of day."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    baseline: Number | None  # None: unknown
    goal: Number | None  # as in force on the as-of day; None: it has none, as is the next
    stretch: Number | None
    start: str
    due: str  # as in force on the as-of day
    actual: list[Point]  # the steps of a staircase; what is unknown is left out
    planned: list[Point]  # the corners of a line; empty where nothing is expected on the way
    measurements: list[Point]  # the totals that are used, each on the last day that its date may mean
    expected: list[Point]  # the steps on from the actual if every expected date holds; empty where there are none


class BurnupReport(NamedTuple):
    """How targets of a plan went until a day."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    targets: list[TargetBurnup]


class BurnupRow(NamedTuple):
    """One point of a burn-up as a row of a table."""

    target: str
    series: str
    date: str
    value: Number


def burnup_report(view: View, targets: Sequence[Target]) -> BurnupReport:
    """Report how these targets of a plan went until the end of a date."""
    opened, day = gather_open(view.plan, view.ledger, view.day), view.day
    burnups = []
    for target, account in zip(targets, gather_accounts(targets, view.ledger), strict=True):
        coming = find_coming(
            target, assess_target(target, account, day), opened.get(target.kind or "", ()), view.ledger, day
        )
        burnups.append(_target_burnup(target, account, coming, day))
    return BurnupReport(plan=view.heading(), as_of=view.day_text, known=view.known_text, targets=burnups)


def burnup_rows(report: BurnupReport) -> list[BurnupRow]:
    """Return all points of a report; a goal stands on its due date."""
    rows = []
    for target in report.targets:
        goal = [] if target.goal is None else [Point(target.due, target.goal)]
        series = {"actual": target.actual, "planned": target.planned, "goal": goal, "measured": target.measurements}
        series |= {"expected": target.expected}
        rows += [BurnupRow(target.id, name, *point) for name, points in series.items() for point in points]
    return rows


def _target_burnup(target: Target, account: Account, coming: Coming, day: int) -> TargetBurnup:
    promised = in_force(target, day)
    used = [total for total in account.measurements if total.date.hi <= day]
    return TargetBurnup(
        id=target.id,
        title=target.title,
        unit=target.unit,
        baseline=target.baseline,
        goal=promised.goal,
        stretch=promised.stretch,
        start=target.start.text,
        due=promised.due.text,
        actual=_steps_of_actual(target.start.lo, account, day),
        planned=_corners_of_plan(target, day),
        measurements=[Point(day_text(total.date.hi), total.value) for total in used],
        # Where nothing comes by the due date there is nothing to draw.
        expected=[Point(day_text(step.day), step.value) for step in coming.steps] if coming.awaited else [],
    )


def _steps_of_actual(start: int, account: Account, day: int) -> list[Point]:
    """Return the days on which the actual changed, each with its value, and the first and the last day."""
    if day < start:
        return []
    steps = [(start, account.actual.on(start))]
    steps += [one for one in zip(account.actual.days, account.actual.values, strict=True) if start < one[0] < day]
    steps += [(day, account.actual.on(day))] if day > start else []
    points = []
    before: Number | None = None
    for step, amount in steps:
        value = None if amount is None else make_number(amount)
        if value is not None and (step in (start, day) or value != before):
            points.append(Point(day_text(step), value))
        before = value
    return points


def _corners_of_plan(target: Target, day: int) -> list[Point]:
    if target.goal is None or target.pace == "none":
        return []
    planned = planned_over_time(target, day)
    # A revision may bend the line between two days: it is drawn by what is planned for each of them.
    corners = dict.fromkeys(corner for moment in planned.moments for corner in (floor(moment), ceil(moment)))
    return [Point(day_text(corner), _divide_to_number(*planned.expected(corner))) for corner in corners]


def _divide_to_number(numerator: Exact, denominator: Exact) -> Number:
    """Return a quotient as it is written: a whole number without a point."""
    return float(numerator / denominator) if numerator % denominator else int(numerator // denominator)
