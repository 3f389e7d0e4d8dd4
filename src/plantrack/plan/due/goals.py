"""The goals of targets by their days: an interim goal that is not reached is late, the next one or the due date next.

What became of a target whose due date is over its status says: nothing of it is due any more.
"""

from collections.abc import Iterator
from typing import Literal

from plantrack.plan.arithmetic.account import Account
from plantrack.plan.arithmetic.exact import Amount, exact
from plantrack.plan.arithmetic.expected import Shift, measure_shift
from plantrack.plan.arithmetic.progress import Assessment
from plantrack.plan.arithmetic.revisions import in_force, revisions_by
from plantrack.plan.dates import PartialDate
from plantrack.plan.due.lines import DueLine, Horizon, describe_due
from plantrack.plan.model import Number, Target


def find_due_goals(target: Target, account: Account, seen: Assessment, horizon: Horizon) -> Iterator[DueLine]:
    """Give the interim goals of a target that are late, and then its next goal, if that is next or was put off."""
    promised, day = in_force(target, horizon.day), horizon.day
    if promised.goal is None or seen.actual is None or day > promised.due.lo:
        return
    actual = seen.actual
    falls = promised.baseline is not None and promised.goal < promised.baseline

    def describe_goal(line: DueLine, of: Literal["interim", "due"], goal: Number) -> DueLine:
        return line._replace(target=target.id, of=of, goal=goal, actual=actual, falls=falls)

    # 1. A goal on the way is late from the day after, until it is reached; what was reached and is lost, is done.
    ahead = [interim for interim in promised.interim if interim.by.hi >= day]
    for interim in promised.interim:
        known = account.actual.between(interim.by.hi, day)
        if interim.by.hi < day and not any(_is_reached(promised, value, interim.goal) for value in known):
            yield describe_goal(describe_due("late", interim.by, None, day), "interim", interim.goal)
    # 2. The next one is the first of those ahead, or else the goal itself, which a revision may have put off.
    if ahead:
        state = horizon.place(ahead[0].by.hi, None)
        if state is not None:
            yield describe_goal(describe_due(state, ahead[0].by, None, day), "interim", ahead[0].goal)
        return
    shift = _find_shift_of_due(target, day)
    state = horizon.place(promised.due.hi, shift)
    if state is not None:
        yield describe_goal(describe_due(state, promised.due, shift, day), "due", promised.goal)


def _find_shift_of_due(target: Target, day: int) -> Shift | None:
    dates: list[PartialDate] = [target.due]
    dates += [revision.due for revision in revisions_by(target, day) if revision.due is not None]
    return measure_shift(dates)


def _is_reached(promised: Target, value: Amount | None, goal: Number) -> bool:
    """Tell whether a value is at a goal on the way of a target, or better."""
    if value is None or promised.goal is None or promised.baseline is None:
        return False
    rises = exact(promised.goal) > exact(promised.baseline)
    return exact(value) >= exact(goal) if rises else exact(value) <= exact(goal)
