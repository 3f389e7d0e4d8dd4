"""What the commands that write share: find the plan, put it in place under the lock, join, and say what changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from plantrack.cli import interrupts
from plantrack.cli.answer import Answer, Surroundings
from plantrack.plan.model import Measurement, Milestone
from plantrack.plan.problems import PlantrackError, RecordRefused
from plantrack.plan.rules.changes import Change, changes
from plantrack.plan.rules.joining import Joined
from plantrack.render.text import words
from plantrack.store import appending, disk, lock, planfile
from plantrack.store.lock import LockedPlan
from plantrack.store.planfile import PlanFile

Proposal = Callable[[PlanFile], Joined]


class Recorded(NamedTuple):
    """What a command recorded, or would. `addition` is the text that was appended."""

    file: PlanFile
    joined: Joined
    changes: list[Change]
    addition: str


@contextmanager
def nothing_written() -> Iterator[None]:
    """Let every error that leaves this block say that nothing was written."""
    try:
        yield
    except PlantrackError as error:
        error.add_note("nothing was written")
        raise


def find_plan_to_write(plan: str | None, here: Surroundings) -> str:
    """Return the path of the plan; where it was found in a parent folder and is a stranger's, say so at once."""
    path = disk.find_plan(plan)
    is_from_above = plan is None and path != disk.PLAN_NAME
    owner = disk.stranger(path) if is_from_above else None
    if owner is not None:
        here.warn(f"note: {path} was found in a parent folder and belongs to {owner}")
    return path


def put_in_place(plan: LockedPlan, content: bytes, here: Surroundings) -> None:
    """Replace a plan, say what the file could not keep, and let nothing interrupt the program until it says so too."""
    interrupts.hold()
    not_kept = plan.replace(content)
    if not_kept:
        here.warn(not_kept)


def record(plan: str | None, here: Surroundings, propose: Proposal, *, dry_run: bool) -> Recorded:
    """Append what is proposed for a plan to its file, unless it adds nothing or is a dry run."""
    with nothing_written():
        if dry_run:
            return _appended(planfile.load(disk.find_plan(plan)), here, propose)
        path = find_plan_to_write(plan, here)
        with lock.locked(path, here.tell) as locked:
            recorded = _appended(planfile.parse(path, locked.content), here, propose)
            if recorded.addition:
                put_in_place(locked, locked.content + recorded.addition.encode(), here)
            return recorded


def answer(recorded: Recorded, told: str, *, dry_run: bool, notes: str = "") -> Answer:
    """Return the answer of a command that recorded; of a dry run the text is what would be appended, and no more."""
    told += words.changed(recorded.changes, recorded.joined)
    if dry_run:
        return Answer(recorded.addition, f"{notes}{told}dry run: nothing was written\n", form="data")
    return Answer(told, notes, changed=bool(recorded.addition))


def told_of_each(recorded: Recorded, *, dry_run: bool) -> str:
    """Return a line for each record of a command, new or known."""
    joined, path = recorded.joined, recorded.file.path
    new = words.recorded([*joined.milestones, *joined.measurements], path, "to be recorded" if dry_run else "recorded")
    return new + words.known(joined.known, joined.ledger, path)


def _appended(file: PlanFile, here: Surroundings, propose: Proposal) -> Recorded:
    joined = propose(file)
    moment = appending.find_next_moment(file, here.now)
    joined = joined._replace(
        milestones=[milestone._replace(recorded=moment) for milestone in joined.milestones],
        measurements=[measurement._replace(recorded=moment) for measurement in joined.measurements],
    )
    records: list[Milestone | Measurement] = [*joined.milestones, *joined.measurements]
    addition = appending.compose_addition(file, records) if records else ""
    return Recorded(file, joined, changes(file.plan, file.ledger, joined, here.today.hi), addition)


def accepted(joined: Joined) -> Joined:
    """Return what was joined; raise RecordRefused where any record may not join."""
    if joined.problems:
        raise RecordRefused(*(refused.problem for refused in joined.problems))
    return joined
