"""What words say of a target beside its figures: how far from the plan in its own units, since when, and what is odd.

Days are proleptic ordinals, as everywhere here.
"""

from typing import Literal

from plantrack.plan.arithmetic.account import Account
from plantrack.plan.arithmetic.case import Case
from plantrack.plan.arithmetic.exact import divide
from plantrack.plan.arithmetic.knowledge import Knowledge
from plantrack.plan.arithmetic.staircase import ONE, change_since
from plantrack.plan.arithmetic.status import Status, find_short_since
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Number, Target
from plantrack.tuples import NamedTuple


class Distance(NamedTuple):
    """How far a target is from what is planned for the judged day, as seen from the baseline towards the goal."""

    side: Literal["short", "level", "ahead"]
    size: Number  # in the target's own units, never negative; of what counts items the whole ones


class Uncertain(NamedTuple):
    """What may have happened by a day, and is not certain yet."""

    items: int  # how many items more; 0: it is a total
    day: int  # from which the first of it is certain


class Standing(NamedTuple):
    """What is to be said of a target on a day that none of its figures says."""

    distance: Distance | None  # None: not judged, or nothing is expected yet
    at_once: bool  # nothing is planned before the due date, and all of it for that
    turn: int | None  # short since, ahead until, met since; None: where `days` is
    none_yet: bool  # nothing of it has happened, and the log would say so
    followed: bool  # it counts a kind of which the log tells: whoever does would have told what came before
    silent: bool  # it has begun, and the log says nothing of it, nor of its kind: whoever says the baseline guesses
    age: int | None  # days since the total on which it rests was true; None: it counts items, or there is no total
    worse: Literal["below", "above"] | None  # on which side of the baseline, where it is worse than that
    worse_since: int | None  # met, and no longer: since when the actual is what it is; None: it is still there
    met_by: PartialDate | None  # met by a total so old that it would not have been a final figure; None: by none such
    uncertain: Uncertain | None  # None: all dates are certain
    lacking: int  # how many items that count have not the attribute that is summed
    decimals: int  # how many the weights of its items have at most


def gather_standing(case: Case | None, target: Target, account: Account, known: Knowledge, day: int) -> Standing:
    """Return what holds of a target whether or not it is judged; the rest is None."""
    none_recorded = known.named is not None and known.actual == 0 and not known.records
    measured = known.measured if target.kind is None else None
    is_worse = case is not None and day >= case.start and case.gained < 0
    return Standing(
        distance=None,
        at_once=target.pace == "none",
        turn=None,
        none_yet=none_recorded and not known.silent,
        followed=known.followed,
        silent=known.silent and day >= target.start.lo,
        age=measured and day - measured.date.hi,
        worse=None if case is None or not is_worse else "below" if case.line.direction > 0 else "above",
        worse_since=None,
        met_by=None,
        uncertain=_find_uncertain(target, account, known, day),
        lacking=sum(
            change_since(entrance, ONE, target.start.lo - 1, day) > 0
            for entrance, weight in account.weighed
            if weight is None
        ),
        decimals=account.decimals,
    )


def add_judgement(standing: Standing, case: Case, status: Status, days: int | None) -> Standing:
    """Return it with what follows from the status of a target that is judged."""
    is_met = status == "met"
    at_goal = case.at_goal(case.known.actual, case.promised.goal)
    return standing._replace(
        distance=_find_distance(case) if case.expects else None,
        turn=None if days is None else _find_turn(case, status, days),
        worse_since=_find_last_change(case) if is_met and not at_goal else None,
        met_by=case.known.measured.date if is_met and case.over and not case.reported and case.known.measured else None,
    )


def _find_distance(case: Case) -> Distance:
    side: Literal["short", "level", "ahead"] = "short" if case.short > 0 else "ahead" if case.short < 0 else "level"
    size = case.short if case.short > 0 else -case.short
    if case.counts_whole:
        return Distance(side, int(size // case.one))
    return Distance(side, divide(size, case.one) or 0)


def _find_turn(case: Case, status: Status, days: int) -> int:
    # 1. Reached: the first day at the goal.
    if status in ("met", "met-late"):
        return case.due - days
    # 2. With pace "none" all of it was due on the due date, else what is missing when the plan expected it: what fell
    # since was not short as long as more was there.
    turn = case.due if case.promised.pace == "none" else case.judged + days
    return find_short_since(case, turn) if days < 0 else turn


def _find_last_change(case: Case) -> int:
    """Return since when the actual is what it is."""
    over_time = case.actual_over_time
    changed = (step for step in over_time.days if step <= case.day and over_time.on(step) != over_time.on(step - 1))
    return max(changed, default=case.start)


def _find_uncertain(target: Target, account: Account, known: Knowledge, day: int) -> Uncertain | None:
    """Return what partial dates may have brought by a day beyond the latest total, which takes in what it may."""
    latest = known.measured.date.hi if known.measured else target.start.lo - 1
    items, certain_on = 0, []
    for (lo, hi, withdrawal), count in account.entrances.items():
        gone = withdrawal is not None and withdrawal.lo <= day and withdrawal.hi <= hi
        if latest < lo <= day < hi and not gone:
            items += count
            certain_on.append(hi)
    if items:
        return Uncertain(items, min(certain_on))
    totals = [total.date.hi for total in account.measurements if latest < total.date.lo <= day < total.date.hi]
    return Uncertain(0, min(totals)) if totals else None
