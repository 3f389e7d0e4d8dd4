"""What `status` answers: where every promise of a plan stands."""

from collections.abc import Iterable, Sequence
from typing import Literal

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.coming import find_coming, gather_open
from plantrack.plan.arithmetic.exact import count_decimals, exact
from plantrack.plan.arithmetic.progress import Assessment, assess_target, time_gone
from plantrack.plan.arithmetic.revisions import in_force, revise, revision_on, revisions_by
from plantrack.plan.arithmetic.standing import Standing
from plantrack.plan.arithmetic.status import WORST_FIRST, Status
from plantrack.plan.dates import day_text
from plantrack.plan.model import Comment, Number, Target, Title
from plantrack.plan.reports.comments import Commented, describe_comment, find_comments
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple


class Choice(NamedTuple):
    """Which targets are to be told, and in which order. Where nothing is named, any will do."""

    groups: Sequence[Title] = ()  # it stands under one of these headings
    owners: Sequence[Title] = ()  # one of these answers for it
    statuses: Sequence[Status] = ()  # it has one of these
    worst_first: bool = False  # else they stay in the order in which they are given
    targets: Sequence[str] = ()  # by id: it is one of these, which whoever asks has picked
    among: int = 0  # of how many targets they are chosen

    @property
    def is_given(self) -> bool:
        """Tell whether some targets may be left out."""
        return bool(self.targets or self.groups or self.owners or self.statuses)

    @property
    def judges(self) -> bool:
        """Tell whether it takes to know where a target stands."""
        return bool(self.statuses) or self.worst_first

    def takes(self, target: "Target | TargetStatus") -> bool:
        """Tell whether a target is to be told, wherever it stands."""
        is_in_group = not self.groups or target.group in self.groups
        return is_in_group and (not self.owners or target.owner in self.owners)


ALL_TARGETS = Choice()


class Measured(NamedTuple):
    """The total that an actual rests on."""

    date: str  # as written
    value: Number


class InterimGoal(NamedTuple):
    """A goal on the way that is in force."""

    by: str  # as written
    goal: Number


class TargetStatus(NamedTuple):
    """Where one target stands on a day, by what is in force then."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    group: Title | None  # the heading under which it stands; None: none, as is the next
    owner: Title | None  # who answers for it
    kind: str | None  # of the items that it counts; None: it is measured
    stages: tuple[str, ...]  # those that it counts; empty: it is measured
    sum: str | None  # the attribute that an item weighs; None: it weighs 1, or the target is measured
    baseline: Number | None  # None: unknown
    goal: Number | None  # None: it is followed, not judged
    stretch: Number | None  # None: the goal is no range
    start: str  # as written, as is the next
    due: str
    interim: tuple[InterimGoal, ...]  # those in force
    actual: Number | None  # None: unknown
    judged: str | None  # an ISO date, for which the figures are true; None: it is measured, and never was yet
    named: Number | None  # items known by name that the actual counts beyond the baseline; None: it is measured
    unnamed: Number | None  # what the actual has beyond the baseline and the named; None: one of them is unknown
    planned: float | None  # what the plan expects on the judged day; None: there is no goal, or nothing until due
    progress: float | None  # gained / to gain until the goal; None: not judged
    ratio: float | None  # gained / to gain until the judged day; None: not judged, or nothing was to be gained yet
    days: int | None  # ahead of the plan, or behind it where negative; None: not judged, or nothing is expected yet
    status: Status
    outlook: float | None  # the value at the due date at the average so far; None: too early or too late to say
    rate: float | None  # gained a year so far; None: where the outlook is, as is the next
    needed: float | None  # to be gained a year until the due date
    measured: Measured | None  # None: it rests on the baseline and the items
    records: int  # on which it rests
    evidenced: int  # those of them with a decision or a source
    last_date: str | None  # of the latest of them, as written; None: there is none
    revised: str | None  # since when the last revision is in force; None: none is
    expected: Number | None  # on the due date if every expected date holds; None: nothing more is expected of an item
    comment: Commented | None  # the latest by the day; None: there is none
    in_words: Standing  # what only words say, as is the next; JSON and CSV leave both out
    next_interim: InterimGoal | None  # None: no interim goal lies ahead

    @property
    def has_news(self) -> bool:
        """Tell whether anything is recorded of it, or else the log would say so: a baseline alone is no news."""
        return bool(self.records) or self.in_words.none_yet

    @property
    def falls(self) -> bool:
        """Tell whether less is better."""
        return self.goal is not None and self.baseline is not None and self.goal < self.baseline

    @property
    def places(self) -> int:
        """Return to how many decimals its calculated figures are told: one more than the plan's own numbers have.

        What its items weigh is among those. None of what counts whole items, which cannot be a fraction.
        """
        if self.kind is not None and self.sum is None:
            return 0
        own = (self.baseline, self.goal, self.stretch, *(interim.goal for interim in self.interim))
        return 1 + max(self.in_words.decimals, count_decimals(exact(number) for number in own if number is not None))


class RevisedTerm(NamedTuple):
    """One term of a promise before and after a revision."""

    term: Literal["goal", "due", "stretch"]
    before: Number | str | None  # None: there was no stretch
    after: Number | str | None  # None: there is no stretch any more


class Revised(NamedTuple):
    """A revision in force of one target, and what it changed."""

    target: str  # its id
    since: str  # as written
    changes: tuple[RevisedTerm, ...]
    decision: str | None  # evidence, as are the next two; None: not given
    source: str | None
    note: str | None


class StatusReport(NamedTuple):
    """Where every promise of a plan stands on a day."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    time: float  # the share of the plan's time that is gone, from 0 to 1
    targets: list[TargetStatus]
    revisions: list[Revised]  # those in force on the day


def status_report(view: View, targets: Sequence[Target], choice: Choice = ALL_TARGETS) -> StatusReport:
    """Report where these targets of a plan stand, or those of them that are chosen."""
    day, asked = view.day, {target.id: target for target in targets}
    opened, comments = gather_open(view.plan, view.ledger, day), find_comments(view.ledger, day)
    stand = []
    for target, account in zip(targets, gather_accounts(targets, view.ledger), strict=True):
        seen = assess_target(target, account, day)
        coming = find_coming(target, seen, opened.get(target.kind or "", ()), view.ledger, day)
        stand.append(target_status(target, seen, Beside(coming.expected, comments.get((target.id,))), day))
    standing = _choose_standing(stand, choice)
    return StatusReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        time=time_gone(view.plan, day),
        targets=standing,
        revisions=[revised for target in standing for revised in target_revisions(asked[target.id], day)],
    )


def _choose_standing(targets: list[TargetStatus], choice: Choice) -> list[TargetStatus]:
    """Return those of some targets that are chosen, in the order that is asked for."""
    chosen = [
        target
        for target in targets
        if choice.takes(target) and (not choice.statuses or target.status in choice.statuses)
    ]
    return sorted(chosen, key=how_bad) if choice.worst_first else chosen


def how_bad(target: TargetStatus) -> tuple[int, bool, float]:
    """Return what the worst target has least of; where nothing was to be gained yet, nothing is lacking."""
    return WORST_FIRST.index(target.status), target.ratio is None, target.ratio or 0


def arrange_by_group(targets: Iterable[Target]) -> list[Target]:
    """Return targets with those of one group beside each other, each group where its first target stands."""
    groups: dict[Title | None, list[Target]] = {}
    for target in targets:
        groups.setdefault(target.group, []).append(target)
    return [target for group in groups.values() for target in group]


class Beside(NamedTuple):
    """What is told beside where a target stands."""

    expected: Number | None  # as in the status, as is the next
    comment: Comment | None


def target_status(target: Target, seen: Assessment, beside: Beside, day: int) -> TargetStatus:
    """Report one target. `seen` is where it stands on the day."""
    measured, revision = seen.measured, revision_on(target, day)
    target = in_force(target, day)
    interim = tuple(InterimGoal(interim.by.text, interim.goal) for interim in target.interim)
    return TargetStatus(
        id=target.id,
        title=target.title,
        unit=target.unit,
        group=target.group,
        owner=target.owner,
        kind=target.kind,
        stages=target.stages,
        sum=target.sum,
        baseline=target.baseline,
        goal=target.goal,
        stretch=target.stretch,
        start=target.start.text,
        due=target.due.text,
        interim=interim,
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
        expected=beside.expected,
        comment=describe_comment(beside.comment),
        in_words=seen.standing,
        next_interim=next((goal for goal in interim if goal.by >= day_text(day)), None),
    )


def target_revisions(target: Target, day: int) -> list[Revised]:
    """Report the revisions of a target that are in force on a day, oldest first."""
    found = []
    for revision in revisions_by(target, day):
        before, target = target, revise(target, revision)
        terms = (
            RevisedTerm("goal", before.goal, target.goal),
            RevisedTerm("due", before.due.text, target.due.text),
            RevisedTerm("stretch", before.stretch, target.stretch),
        )
        changes = tuple(term for term in terms if term.before != term.after)
        found.append(
            Revised(target=target.id, since=revision.since.text, changes=changes, **revision.evidence._asdict())
        )
    return found
