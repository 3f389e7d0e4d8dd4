"""What is to be said of a target on a day in one word, and in days: ahead of the plan, behind it, at its goal."""

from itertools import pairwise
from typing import Literal

from plantrack.plan.arithmetic.case import Case
from plantrack.plan.arithmetic.exact import Exact, divide_to_whole, exact
from plantrack.plan.arithmetic.revisions import revise, revisions_by
from plantrack.plan.arithmetic.staircase import Staircase
from plantrack.plan.model import Target

Status = Literal[
    "not-started",
    "no-goal",
    "no-data",
    "met",
    "met-late",
    "unreported",
    "missed",
    "open",
    "on-track",
    "at-risk",
    "behind",
]

WORST_FIRST: tuple[Status, ...] = (
    *("missed", "behind", "at-risk", "unreported", "no-data"),
    *("met-late", "on-track", "open", "met", "not-started", "no-goal"),
)
# What is not well, or not known to be.
ATTENTION: tuple[Status, ...] = WORST_FIRST[:5]

# The thresholds of the Open SDG progress method.
ON_TRACK_PERCENT = 95
AT_RISK_PERCENT = 60


def decide_status(case: Case) -> Status:
    """Return the status of a target with a goal: the first that holds."""
    # 1. Nothing is asked before the start.
    if case.day < case.start:
        return "not-started"
    # 2. A target of which nothing is said is never met.
    if case.known.silent:
        return "unreported" if case.over else "no-data"
    # 3. The goal is reached: in time, or since.
    if case.at_goal(case.actual_over_time.on(min(case.day, case.due)), case.promised.goal):
        return "met"
    if case.over and case.at_goal(case.known.actual, case.promised.goal):
        return "met-late"
    # 4. The time is over: it is missed, but only if someone has looked.
    if case.over:
        return "missed" if case.reported else "unreported"
    # 5. It goes on: nothing is expected yet, or as much as the plan says.
    return "open" if case.promised.pace == "none" else _decide_pace(case)


def _decide_pace(case: Case) -> Status:
    """Return whether a target is on its way to the goal: the first that holds."""
    no_worse = case.gained >= 0
    in_last_tenth = 10 * (case.due - case.judged) < case.due - case.start
    # Where no single items can be missing, nothing is said against a target until a tenth of its time is gone.
    too_early = not case.counts_whole and not case.tenth_gone(case.day)

    # 1. As much is gained as was to be, or nearly; where nothing was to be gained, nothing is lost.
    if case.expected and 100 * case.gained >= ON_TRACK_PERCENT * case.expected:
        return "on-track"
    if not case.expected and no_worse:
        return "on-track"
    # 2. What is missing is no whole item; but at the end it has to be there.
    if case.counts_whole and case.short < case.one and not in_last_tenth:
        return "on-track"
    if too_early and no_worse:
        return "on-track"
    # 3. Less is gained, but most of it.
    if case.expected and 100 * case.gained >= AT_RISK_PERCENT * case.expected:
        return "at-risk"
    # 4. One item that is missing is no trend, unless it is missing for long.
    if case.counts_whole and no_worse and case.short < 2 * case.one:
        for_long = -10 * days_from_plan(case) > case.due - case.start
        return "behind" if for_long else "at-risk"
    return "at-risk" if too_early else "behind"


def days_from_plan(case: Case) -> int:
    """Return the days from the judged day to that of which the plan expects what there is.

    Negative where it is short: back to the moment since which it is. Else on to the moment until which it is ahead.
    """
    is_short = case.short >= case.one if case.counts_whole else case.short > 0
    if is_short:
        return _count_days_until_short(case, case.actual, case.judged)
    # As planned; of what counts items, a part of one is none.
    if case.short >= 0:
        return 0
    # Ahead, it is until the plan will go beyond it.
    numerator, denominator = case.line.leaves(case.actual)
    return divide_to_whole(numerator - case.judged * denominator, denominator)


def _count_days_until_short(case: Case, value: Exact, day: int) -> int:
    """Return the days from a day to the moment since which a value is short, negative where it was so before."""
    # 1. Short is an item or more: the one that is missing next was due when the plan first expected it.
    if case.counts_whole:
        numerator, denominator = case.line.reaches(value + case.line.direction)
    # 2. What is measured is short since the plan went beyond it.
    else:
        numerator, denominator = case.line.leaves(value)
    return divide_to_whole(numerator - day * denominator, denominator)


def find_short_since(case: Case, due: int) -> int:
    """Return since when a target that is short is so: since what is missing was due, but after more was there.

    Where it stood better than now, it was short only once the plan went beyond that, or once it fell below the plan.
    """
    over_time, direction = case.actual_over_time, case.line.direction
    fell = [step for step in over_time.days if due < step <= case.judged]
    for began, ended in reversed([*pairwise([due, *fell])]):
        value = over_time.on(ended - 1)
        if value is None or (exact(value) - case.actual) * direction <= 0:
            continue
        # What is at the goal is never short of the plan, also after the due date, when it reaches no further.
        is_met = case.at_goal(value, case.promised.goal)
        since = ended if is_met else ended + min(_count_days_until_short(case, exact(value), ended), 0)
        if since > began:
            return since
    return due


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
