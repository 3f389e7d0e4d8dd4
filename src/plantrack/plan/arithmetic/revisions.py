"""What a target promises on a day: its own terms until the first revision, then those of the last one by then."""

from plantrack.plan.model import Revision, Target


def revise(target: Target, revision: Revision) -> Target:
    """Return a target as a revision leaves it: a term that is left out stays, but a new goal has no old stretch."""
    return target._replace(
        goal=target.goal if revision.goal is None else revision.goal,
        due=revision.due or target.due,
        stretch=target.stretch if revision.goal is None and revision.stretch is None else revision.stretch,
    )


def revisions_by(target: Target, day: int) -> list[Revision]:
    """Return the revisions of a target that are in force on a day, oldest first."""
    return [revision for revision in target.revised if revision.since.lo <= day]


def revision_on(target: Target, day: int) -> Revision | None:
    """Return the last revision of a target that is in force on a day, or None."""
    return next(reversed(revisions_by(target, day)), None)


def in_force(target: Target, day: int) -> Target:
    """Return a target with the goal, due date and stretch that are in force on a day."""
    for revision in revisions_by(target, day):
        target = revise(target, revision)
    return target
