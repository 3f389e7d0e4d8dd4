"""What `status` answers: where every promise of a plan stands."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.account import accounts
from plantrack.plan.arithmetic.progress import Assessment, Status, assess, time_gone
from plantrack.plan.arithmetic.revisions import in_force, revise, revision_on, revisions_by
from plantrack.plan.model import Number, Target, Title
from plantrack.plan.reports.heading import PlanHeading, plan_heading
from plantrack.plan.view import View


class Measured(NamedTuple):
    """The total that an actual rests on."""

    date: str
    value: Number


class TargetStatus(NamedTuple):
    """Where one target stands. None where a figure has no meaning."""

    id: str
    title: Title
    unit: str | None
    kind: str | None
    stages: tuple[str, ...]
    baseline: Number | None
    goal: Number | None
    stretch: Number | None
    start: str
    due: str
    actual: Number | None
    named: int | None
    unnamed: Number | None
    planned: Number | None
    progress: float | None
    ratio: float | None
    days: int | None
    status: Status
    outlook: float | None
    measured: Measured | None
    records: int
    evidenced: int
    last_date: str | None
    revised: str | None


class RevisedTerm(NamedTuple):
    """One term of a promise before and after a revision. None where there was or is no stretch."""

    term: Literal["goal", "due", "stretch"]
    before: Number | str | None
    after: Number | str | None


class Revised(NamedTuple):
    """A revision in force of one target, and what it changed."""

    target: str
    since: str
    changes: tuple[RevisedTerm, ...]
    decision: str | None
    source: str | None
    note: str | None


class StatusReport(NamedTuple):
    """Where every promise of a plan stands on a day, as known on another; None for all that is known now.

    `time` is the share of the plan's time that is gone.
    """

    plan: PlanHeading
    as_of: str
    known: str | None
    time: float
    targets: list[TargetStatus]
    revisions: list[Revised]


def status_report(view: View, targets: Sequence[Target]) -> StatusReport:
    """Report where these targets of a plan stand."""
    day = view.day
    return StatusReport(
        plan=plan_heading(view),
        as_of=view.day_text,
        known=view.known_text,
        time=time_gone(view.plan, day),
        targets=[
            target_status(target, assess(target, account, day), day)
            for target, account in zip(targets, accounts(targets, view.ledger), strict=True)
        ],
        revisions=[revised for target in targets for revised in target_revisions(target, day)],
    )


def target_status(target: Target, seen: Assessment, day: int) -> TargetStatus:
    """Report one target. `seen` is where it stands on the day."""
    measured, revision = seen.measured, revision_on(target, day)
    target = in_force(target, day)
    return TargetStatus(
        id=target.id,
        title=target.title,
        unit=target.unit,
        kind=target.kind,
        stages=target.stages,
        baseline=target.baseline,
        goal=target.goal,
        stretch=target.stretch,
        start=target.start.text,
        due=target.due.text,
        actual=seen.actual,
        named=seen.named,
        unnamed=seen.unnamed,
        planned=seen.planned,
        progress=seen.progress,
        ratio=seen.ratio,
        days=seen.days,
        status=seen.status,
        outlook=seen.outlook,
        measured=Measured(measured.date.text, measured.value) if measured else None,
        records=seen.records,
        evidenced=seen.evidenced,
        last_date=seen.last_date.text if seen.last_date else None,
        revised=revision.since.text if revision else None,
    )


def target_revisions(target: Target, day: int) -> list[Revised]:
    """Report the revisions of a target that are in force on a day, oldest first."""
    found = []
    for revision in revisions_by(target, day):
        before, target = target, revise(target, revision)
        changes = (
            RevisedTerm("goal", before.goal, target.goal),
            RevisedTerm("due", before.due.text, target.due.text),
            RevisedTerm("stretch", before.stretch, target.stretch),
        )
        changed = tuple(change for change in changes if change.before != change.after)
        found.append(Revised(target.id, revision.since.text, changed, *revision.evidence))
    return found
