"""What a target promises on a day: its own terms until the first revision, then those of the last one by then."""

from plantrack.plan.model import Revision, Target


def revise(target: Target, revision: Revision) -> Target:
    """Return a target as a revision leaves it: what is left out stays, but what the revision ends."""
    goal = target.goal if revision.goal is None else revision.goal
    due = revision.due or target.due
    # 1. A stretch reaches beyond one goal: another goal, given without one, has none.
    stretch = target.stretch if goal == target.goal else None
    if revision.stretch is not None:
        stretch = revision.stretch
    # 2. Goals on the way led to that goal by that date: to another they do not lead.
    interim = target.interim if (goal, due) == (target.goal, target.due) else ()
    return target._replace(goal=goal, due=due, stretch=stretch, interim=interim)


def revisions_by(target: Target, day: int) -> list[Revision]:
    """Return the revisions of a target that are in force on a day, oldest first."""
    return [revision for revision in target.revised if revision.since.lo <= day]


def revision_on(target: Target, day: int) -> Revision | None:
    """Return the last revision of a target that is in force on a day, or None."""
    return next(reversed(revisions_by(target, day)), None)


def in_force(target: Target, day: int) -> Target:
    """Return a target with the goal, due date, stretch and goals on the way that are in force on a day."""
    for revision in revisions_by(target, day):
        target = revise(target, revision)
    return target
