"""The arithmetic: pure functions of what the log says of a target and an as-of day.

One principle: a total is true on a date; an event that may lie on or before that date is taken to be in it; any other
counts from the last day that its date may mean.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, Union

from plantrack.plan.arithmetic.account import Account, Staircase
from plantrack.plan.arithmetic.revisions import revise, revisions_by
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Measurement, Number, Plan, Target

if TYPE_CHECKING:
    from fractions import Fraction

Exact = Union[int, "Fraction"]
Status = Literal[
    "not-started", "no-goal", "no-data", "met", "met-late", "missed", "open", "on-track", "at-risk", "behind"
]

# The thresholds of the Open SDG progress method.
ON_TRACK_PERCENT = 95
AT_RISK_PERCENT = 60
OUTLOOK_NEEDS_A_TENTH = 10
OUTLOOK_NEEDS_RECORDS = 2
# As many parts of one are told apart in what revised plans expect.
FINEST = 10**300


class Assessment(NamedTuple):
    """Where a target stands on a day. None where a figure has no meaning."""

    actual: Number | None
    named: int | None
    unnamed: Number | None
    planned: Number | None
    progress: float | None
    ratio: float | None
    days: int | None
    status: Status
    outlook: float | None
    measured: Measurement | None
    records: int
    evidenced: int
    last_date: PartialDate | None


def _run_start(actual: Staircase, day: int, start: int, at_goal: Callable[[Number | None], bool]) -> int:
    """Return the first day, not before the start, of the unbroken run at the goal that holds on a day."""
    step = bisect_right(actual.days, day)
    while step and at_goal(actual.values[step - 1]):
        step -= 1
    return max(actual.days[step] if step or not at_goal(actual.opening) else start, start)


class Line(NamedTuple):
    """What a plan expects over time: straight lines between points."""

    days: list[int]
    goals: list[Exact]

    def expected(self, day: int) -> tuple[Exact, int]:
        """Return the expected value on a day as a numerator and a denominator: nothing is rounded yet."""
        day = min(max(day, self.days[0]), self.days[-1])
        place = min(max(bisect_right(self.days, day), 1), len(self.days) - 1)
        first, last = self.days[place - 1], self.days[place]
        from_value, to_value = self.goals[place - 1], self.goals[place]
        return from_value * (last - first) + (to_value - from_value) * (day - first), last - first

    def days_from(self, day: int, actual: Exact) -> int:
        """Return how many days after a day, rounded, lies the moment nearest to it at which this value is expected.

        The earlier one of two that are as near; the first day of all where the value is expected at no moment.
        """
        nearest: tuple[Exact, Exact] | None = None
        for place, (first, last) in enumerate(pairwise(self.days)):
            from_value, to_value = self.goals[place], self.goals[place + 1]
            if not min(from_value, to_value) <= actual <= max(from_value, to_value):
                continue
            numerator: Exact = min(max(day, first), last) - day
            denominator: Exact = 1
            if from_value != to_value:
                numerator = (actual - from_value) * (last - first) + (first - day) * (to_value - from_value)
                denominator = to_value - from_value
            if nearest is None or _size(numerator * nearest[1]) < _size(nearest[0] * denominator):
                nearest = numerator, denominator
        return self.days[0] - day if nearest is None else _rounded(*nearest)

    def turn(self, day: int, due: int, goal: Exact) -> None:
        """Leave this line as it is up to a day, and go from what it expects then straight to another goal."""
        kept = bisect_left(self.days, day)
        there = _divided(*self.expected(day))
        self.days[kept:] = [day, due]
        self.goals[kept:] = [there, goal]


def line(target: Target, day: int) -> Line:
    """Return what a target with a goal expects over time, as in force on a day."""
    assert target.baseline is not None
    assert target.goal is not None
    points = [(interim.by.lo, _exact(interim.goal)) for interim in target.interim]
    points = [(target.start.lo, _exact(target.baseline)), *points, (target.due.lo, _exact(target.goal))]
    found = Line([day for day, _ in points], [goal for _, goal in points])
    for revision in revisions_by(target, day):
        before, target = target, revise(target, revision)
        assert target.goal is not None
        if (target.goal, target.due) != (before.goal, before.due):
            found.turn(revision.since.lo, target.due.lo, _exact(target.goal))
    return found


def assess(target: Target, known: Account, day: int) -> Assessment:
    """Tell where a target stands on a day, by what is in force then."""
    actual = known.actual.on(day)
    named = None if known.named is None else int(known.named.on(day) or 0)
    used = [total for total in known.measurements if total.date.hi <= day]
    records = [(date, evidenced, count) for (date, evidenced), count in known.records.items() if date.hi <= day]
    assessment = Assessment(
        actual=actual,
        named=named,
        unnamed=None
        if named is None or actual is None or target.baseline is None
        else actual - target.baseline - named,
        planned=None,
        progress=None,
        ratio=None,
        days=None,
        status="not-started" if day < target.start.lo else "no-goal",
        outlook=None,
        measured=used[-1] if used else None,
        records=sum(count for _, _, count in records),
        evidenced=sum(count for _, evidenced, count in records if evidenced),
        last_date=max((date for date, _, _ in records), key=lambda date: (date.hi, date.lo), default=None),
    )
    if target.goal is None or target.baseline is None or actual is None:
        return assessment
    return _judge(target, line(target, day), known, day, assessment, _exact(actual))


def _judge(target: Target, planned: Line, known: Account, day: int, seen: Assessment, actual: Exact) -> Assessment:
    baseline, goal, due = planned.goals[0], planned.goals[-1], planned.days[-1]
    expects = target.pace == "linear" or day > due
    numerator, denominator = planned.expected(day)
    seen = seen._replace(planned=_quotient(numerator, denominator) if expects else None)
    if seen.status == "not-started":
        return seen
    if not seen.records:
        return seen._replace(status="no-data")

    def at_goal(value: Number | None) -> bool:
        return value is not None and (_exact(value) >= goal if goal > baseline else _exact(value) <= goal)

    seen = seen._replace(progress=_quotient(actual - baseline, goal - baseline))
    gained, to_gain = (actual - baseline) * denominator, numerator - baseline * denominator
    ratio = _quotient(gained, to_gain) if expects else None
    met = at_goal(known.actual.on(min(day, due)))
    if met or (day > due and at_goal(seen.actual)):
        since = _run_start(known.actual, min(day, due) if met else day, target.start.lo, at_goal)
        return seen._replace(status="met" if met else "met-late", ratio=ratio, days=due - since)
    if target.pace == "none":
        return (
            seen._replace(status="missed", ratio=ratio, days=due - day) if day > due else seen._replace(status="open")
        )
    short = numerator - actual * denominator
    within_one_item = target.kind is not None and 0 < short < denominator
    seen = seen._replace(ratio=ratio, days=0 if within_one_item else planned.days_from(day, actual))
    if day > due:
        return seen._replace(status="missed")
    if goal < baseline:
        gained, to_gain = -gained, -to_gain
    seen = seen._replace(status="on-track" if within_one_item else _pace_status(gained, to_gain))
    enough_time = OUTLOOK_NEEDS_A_TENTH * (day - target.start.lo) >= due - target.start.lo
    if ratio is None or day == due or not enough_time or seen.records < OUTLOOK_NEEDS_RECORDS:
        return seen
    outlook = float(baseline + ratio * (goal - baseline))
    return seen._replace(outlook=outlook if math.isfinite(outlook) else None)


def _pace_status(gained: Exact, to_gain: Exact) -> Status:
    """Return the status of a gain beside the one that the plan expects; where that is nothing, no loss will do."""
    if gained * 100 >= to_gain * ON_TRACK_PERCENT:
        return "on-track"
    return "at-risk" if to_gain and gained * 100 >= to_gain * AT_RISK_PERCENT else "behind"


def _exact(value: Number) -> Exact:
    """Return a number that calculates without rounding: 0.1 as one tenth, as it is written."""
    if isinstance(value, int):
        return value
    # Plans mostly count, and what counts needs no fractions.
    from fractions import Fraction

    return Fraction(str(value))


def _divided(numerator: Exact, denominator: Exact) -> Exact:
    """Divide without rounding; what has a denominator of more than 300 digits is rounded to 300 decimals.

    Each turn of a line makes denominators longer, and only what turned some eighty times ever has such a one.
    """
    if not numerator % denominator:
        return numerator // denominator
    # What was planned for a day is seldom whole; but most plans are never revised.
    from fractions import Fraction

    exact = Fraction(numerator) / denominator
    return exact if exact.denominator <= FINEST else Fraction(round(exact * FINEST), FINEST)


def difference(later: Number, earlier: Number) -> Number:
    """Return by how much a number has changed, exact to the last digit that is written."""
    if isinstance(later, int) and isinstance(earlier, int):
        return later - earlier
    return float(_exact(later) - _exact(earlier))


def _quotient(numerator: Exact, denominator: Exact) -> float | None:
    """Divide, or return None where the result has no meaning."""
    try:
        return float(numerator / denominator)
    except (ZeroDivisionError, OverflowError):
        return None


def _size(number: Exact) -> Exact:
    """Return a number without its sign."""
    return number if number > 0 else -number


def _rounded(numerator: Exact, denominator: Exact) -> int:
    """Divide, and round to a whole number, a half away from zero."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole = int((_size(numerator) * 2 + denominator) // (denominator * 2))
    return -whole if numerator < 0 else whole


def time_gone(plan: Plan, day: int) -> float:
    """Return the share of the plan's time that has passed on a day, from 0 to 1."""
    start, end = plan.start.lo, plan.end.lo
    return (min(max(day, start), end) - start) / (end - start)
