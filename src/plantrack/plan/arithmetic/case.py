"""A target on a day, and all that its status and its figures follow from: what is known, what is promised, what is due.

A figure is judged on the day for which it is true, not on the day on which someone looks at it: a measured target on
the day of its latest measurement, a counted one on the day itself, since what the log does not say has not happened.
"""

from plantrack.plan.arithmetic.account import Account
from plantrack.plan.arithmetic.exact import Amount, Exact, exact
from plantrack.plan.arithmetic.knowledge import Knowledge
from plantrack.plan.arithmetic.planned import PlannedLine, planned_over_time
from plantrack.plan.arithmetic.staircase import Staircase
from plantrack.plan.model import Target
from plantrack.tuples import NamedTuple

# Reports close before the year does: what is measured so shortly before the due date is the final figure.
CLOSING_DAYS = 32


class Case(NamedTuple):
    """A target with a goal on a day.

    `gained` and `expected` are how far the actual and the plan are from the baseline towards the goal on the judged
    day, each times `one`, so that neither is divided; both grow on the way, also where the target is to fall.
    """

    target: Target  # with all its revisions
    promised: Target  # as in force on the day
    known: Knowledge
    actual_over_time: Staircase
    line: PlannedLine
    day: int
    judged: int  # the day itself where nothing is known
    baseline: Exact
    actual: Exact
    goal: Exact
    gained: Exact
    expected: Exact
    one: Exact

    @property
    def start(self) -> int:
        """Return the first day of the target."""
        return self.promised.start.lo

    @property
    def due(self) -> int:
        """Return the due date that is in force."""
        return self.promised.due.lo

    @property
    def over(self) -> bool:
        """Tell whether the due date has passed."""
        return self.day > self.due

    @property
    def counted(self) -> bool:
        """Tell whether it counts items, or sums what they weigh: what the log does not say has not happened."""
        return self.promised.kind is not None

    @property
    def counts_whole(self) -> bool:
        """Tell whether it counts whole items, so that less than one is none."""
        return self.promised.counts_whole

    @property
    def expects(self) -> bool:
        """Tell whether the plan expects anything: with pace "none" nothing until due, and then all of it."""
        return self.promised.pace == "linear" or self.over

    @property
    def short(self) -> Exact:
        """Return how far the actual is short of the plan, negative where it is ahead, times `one`."""
        return self.expected - self.gained

    @property
    def reported(self) -> bool:
        """Tell whether what is known is the final figure, or a later one."""
        measured = self.known.measured
        return self.counted or (
            measured is not None and measured.date.hi > self.due - count_closing_days(self.promised)
        )

    def tenth_gone(self, day: int) -> bool:
        """Tell whether a tenth of the time from start to due is gone on a day."""
        return 10 * (day - self.start) >= self.due - self.start

    def at_goal(self, value: Amount | None, goal: Amount | None) -> bool:
        """Tell whether a value is at a goal of this target, or better."""
        return value is not None and goal is not None and (exact(value) - exact(goal)) * self.line.direction >= 0


def count_closing_days(promised: Target) -> int:
    """Return how many days before due, that one included, a figure is final: in a tenth of the time, at most 32."""
    tenth_rounded_up = -((promised.start.lo - promised.due.lo) // 10)
    return min(CLOSING_DAYS, tenth_rounded_up)


def find_judged_day(promised: Target, known: Knowledge, day: int) -> int | None:
    """Return the day for which the actual is true; None where nothing is known of a measured target."""
    # 1. Where the log says nothing of a counted target, nothing has happened.
    if promised.kind is not None:
        return day
    # 2. Where no one has measured, nothing is known.
    if known.measured is None:
        return None
    # 3. Once the time is over, what was measured shortly before its end is the final figure.
    measured, due = known.measured.date.hi, promised.due.lo
    if promised.goal is not None and day > due and due - count_closing_days(promised) < measured < due:
        return due
    # 4. A measurement is true on its last day, however long ago that is.
    return measured


def find_case(target: Target, promised: Target, account: Account, known: Knowledge, day: int) -> Case | None:
    """Return a target on a day, and what was promised by then, with all that follows; None where it has no goal."""
    if promised.baseline is None or promised.goal is None or known.actual is None:
        return None
    judged = find_judged_day(promised, known, day)
    on = day if judged is None else judged
    line = planned_over_time(target, day)
    baseline, actual, goal = exact(promised.baseline), exact(known.actual), exact(promised.goal)
    planned, one = line.expected(on) if promised.pace == "linear" else (goal, 1)
    return Case(
        target=target,
        promised=promised,
        known=known,
        actual_over_time=account.actual,
        line=line,
        day=day,
        judged=on,
        baseline=baseline,
        actual=actual,
        goal=goal,
        gained=(actual - baseline) * one * line.direction,
        expected=(planned - baseline * one) * line.direction,
        one=one,
    )
