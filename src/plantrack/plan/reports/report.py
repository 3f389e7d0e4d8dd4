"""What a command answers, as plain data: table, JSON, CSV and Markdown all render the same."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.progress import Assessment, assess_target, time_gone
from plantrack.plan.arithmetic.revisions import in_force, revise, revision_on, revisions_by
from plantrack.plan.arithmetic.status import Status
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Number, Plan, Target
from plantrack.plan.problems import Problem, Severity


class PlanHeading(NamedTuple):
    """The plan that a report speaks of."""

    title: str
    start: str
    end: str
    path: str


class Measured(NamedTuple):
    """The total that an actual rests on."""

    date: str
    value: Number


class InterimGoal(NamedTuple):
    """A goal on the way that is in force."""

    by: str
    goal: Number


class TargetStatus(NamedTuple):
    """Where one target stands. None where a figure has no meaning.

    `judged` is the day for which the figures are true, `rate` and `needed` are a year.
    """

    id: str
    title: str
    unit: str | None
    kind: str | None
    stages: tuple[str, ...]
    baseline: Number | None
    goal: Number | None
    stretch: Number | None
    start: str
    due: str
    interim: tuple[InterimGoal, ...]
    actual: Number | None
    judged: str | None
    named: int | None
    unnamed: Number | None
    planned: Number | None
    progress: float | None
    ratio: float | None
    days: int | None
    status: Status
    outlook: float | None
    rate: float | None
    needed: float | None
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


class Finding(NamedTuple):
    """One problem of a plan file."""

    severity: Severity
    file: str
    line: int | None
    message: str
    hint: str | None


class CheckReport(NamedTuple):
    """Every problem of a plan file."""

    problems: list[Finding]


def heading(plan: Plan, path: str) -> PlanHeading:
    """Return the heading of a report. `path` is as given."""
    return PlanHeading(plan.title.en, plan.start.text, plan.end.text, path)


def status(
    plan: Plan,
    ledger: Ledger,
    path: str,
    as_of: PartialDate,
    targets: Sequence[Target],
    known: PartialDate | None = None,
) -> StatusReport:
    """Report where these targets of a plan stand at the end of a date."""
    day = as_of.hi
    return StatusReport(
        heading(plan, path),
        day_text(day),
        day_text(known.hi) if known else None,
        time_gone(plan, day),
        [
            target_status(target, assess_target(target, what_is_known, day), day)
            for target, what_is_known in zip(targets, gather_accounts(targets, ledger), strict=True)
        ],
        [revised for target in targets for revised in revised_by(target, day)],
    )


def target_status(target: Target, seen: Assessment, day: int) -> TargetStatus:
    """Report one target. `seen` is where it stands on the day."""
    measured, revision = seen.measured, revision_on(target, day)
    target = in_force(target, day)
    return TargetStatus(
        id=target.id,
        title=target.title.en,
        unit=target.unit.en if target.unit else None,
        kind=target.kind,
        stages=target.stages,
        baseline=target.baseline,
        goal=target.goal,
        stretch=target.stretch,
        start=target.start.text,
        due=target.due.text,
        interim=tuple(InterimGoal(interim.by.text, interim.goal) for interim in target.interim),
        actual=seen.actual,
        judged=None if seen.judged is None else day_text(seen.judged),
        named=seen.named,
        unnamed=seen.unnamed,
        planned=seen.planned,
        progress=seen.progress,
        ratio=seen.ratio,
        days=seen.days,
        status=seen.status,
        outlook=seen.outlook,
        rate=seen.rate,
        needed=seen.needed,
        measured=Measured(measured.date.text, measured.value) if measured else None,
        records=seen.records,
        evidenced=seen.evidenced,
        last_date=seen.last_date.text if seen.last_date else None,
        revised=revision.since.text if revision else None,
    )


def revised_by(target: Target, day: int) -> list[Revised]:
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
        found.append(
            Revised(target.id, revision.since.text, changed, revision.decision, revision.source, revision.note)
        )
    return found


def check(problems: list[Problem]) -> CheckReport:
    """Report the problems of a plan file, in the order of its lines."""
    return CheckReport(
        [
            Finding(problem.severity, problem.file, problem.line, problem.message, problem.hint or None)
            for problem in problems
        ]
    )
