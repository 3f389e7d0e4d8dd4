"""How many days a target is ahead of the plan or behind it, and since when its goal is reached."""

from plantrack.plan.arithmetic.case import Case
from plantrack.plan.arithmetic.exact import divide_to_whole
from plantrack.plan.arithmetic.revisions import revise, revisions_by
from plantrack.plan.arithmetic.staircase import Staircase
from plantrack.plan.model import Target


def days_from_plan(case: Case) -> int:
    """Return the days from the judged day to that of which the plan expects what there is.

    Negative where it is short: back to the moment since which it is. Else on to the moment until which it is ahead.
    """
    is_short = case.short >= case.one if case.counts_whole else case.short > 0
    # 1. Short is an item or more: the one that is missing next was due when the plan first expected it.
    if is_short and case.counts_whole:
        numerator, denominator = case.line.reaches(case.actual + case.line.direction)
    # 2. What is measured is short since the plan went beyond it; ahead, it is until the plan will.
    elif is_short or case.short < 0:
        numerator, denominator = case.line.leaves(case.actual)
    # 3. As planned; of what counts items, a part of one is none.
    else:
        return 0
    return divide_to_whole(numerator - case.judged * denominator, denominator)


def reached_since(case: Case, day: int) -> int:
    """Return the first day, not before the start, of the unbroken run at the goal in force that holds on a day."""
    steps = [step for step in case.actual_over_time.days if case.start < step <= day]
    goal_over_time = _find_goal_over_time(case.target, day)
    since = day
    for first in sorted({case.start, *steps, *goal_over_time.days}, reverse=True):
        if not case.at_goal(case.actual_over_time.on(first), goal_over_time.on(first)):
            break
        since = first
    return since


def _find_goal_over_time(target: Target, day: int) -> Staircase:
    """Return the goal that was in force on each day up to a day: asked of each day anew, revisions would be many."""
    goals = Staircase(target.goal, [], [])
    for revision in revisions_by(target, day):
        target = revise(target, revision)
        goals.days.append(revision.since.lo)
        goals.values.append(target.goal)
    return goals
