"""What `log`, `measure`, `import` and `undo` answer: the records, and what they changed of the targets."""

from collections.abc import Iterator, Mapping, Sequence

from plantrack.plan.arithmetic.exact import make_number
from plantrack.plan.arithmetic.knowledge import Knowledge
from plantrack.plan.corrections import ReplacedFact, find_replaced, is_made_exact
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    EXPECTED_KEY,
    Comment,
    Expectation,
    ItemRecord,
    Measurement,
    Number,
    Record,
    Title,
    find_date,
)
from plantrack.plan.names import fold_text
from plantrack.plan.reports.entries import Entry, describe_record
from plantrack.plan.rules.changes import ItemChange, TargetChange, find_item_changes, find_target_changes
from plantrack.plan.rules.joining import Joined
from plantrack.plan.rules.reasons import ReasonCode
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple


class AlreadyRecorded(NamedTuple):
    """A record that added nothing: of a milestone, of a total, or a comment."""

    date: str | None  # None: it is only expected
    expected: str | None  # by when it is or was to be; None: nobody said
    kind: str | None  # None: it is of a target
    stage: str | None  # None: it is no milestone
    item: str | None  # None: it is of a target
    target: str | None  # None: it is of an item
    value: Number | None  # None: it is no total
    text: str | None  # None: it is no comment
    corrected_date: str | None  # to which it was corrected since; None: its date stands, or a more exact one
    corrected_value: Number | None  # to which it was corrected since; None: its value stands
    corrected_text: str | None  # to which it was corrected since; None: its text stands


class Figures(NamedTuple):
    """The figures of a target that a record may change, as of today."""

    actual: Number | None  # None: it is not known
    named: Number | None  # None: the target is measured


class Unchanging(NamedTuple):
    """Why records change nothing of a target."""

    code: ReasonCode
    date: str | None  # of which the code speaks; None: it speaks of none
    names: Sequence[str]  # the items to which it applies, or the dates of the totals


class ChangedTarget(NamedTuple):
    """What the new records change of one target that they concern."""

    id: str
    title: Title
    kind: str | None  # None: the target is measured
    stages: Sequence[str]  # none: the target is measured
    sum: str | None  # the attribute that an item weighs; None: it weighs 1, or the target is measured
    goal: Number | None  # in force today; None: it has none
    stretch: Number | None  # None: the goal is no range
    falls: bool  # less is better
    before: Figures
    after: Figures
    reasons: Sequence[Unchanging]
    only_withdrawn: bool  # nothing but withdrawals concern it


class ExpectedChange(NamedTuple):
    """What is expected now of an item, and how that moved."""

    item: str  # its name, as it is recorded
    kind: str
    stage: str
    was: str | None  # what was expected before, as written; None: nothing was
    now: str  # as written
    moved: int | None  # days from its last day to that of now; negative: it was brought forward; None: from nothing
    made_exact: bool  # it was a partial date, and is one within it now: then nothing was moved
    first: str  # the date that was first named, as written
    times: int  # how often it was put off since
    days: int  # from the last day of the first one to that of now


class RecordingReport(NamedTuple):
    """What a command recorded, or in a dry run would have."""

    plan: PlanHeading
    as_of: str  # today: the day of the figures
    dry_run: bool
    recorded: Sequence[Entry]  # with the lines on which they stand, or would
    already_recorded: Sequence[AlreadyRecorded]
    changes: Sequence[ChangedTarget]
    item_changes: Sequence[ItemChange]
    expected_changes: Sequence[ExpectedChange]
    replaced: Sequence[ReplacedFact]
    new_names: Mapping[str, Sequence[str]]  # the names of the items that were not known, by kind
    text: str  # what is appended to the file; empty where nothing is


class UndoReport(NamedTuple):
    """What was taken back, or in a dry run would have been."""

    plan: PlanHeading
    dry_run: bool
    taken_back: Sequence[Entry]  # with the lines on which they stood
    text: str  # what is cut from the end of the file


def build_recording_report(view: View, joined: Joined, text: str, *, dry_run: bool) -> RecordingReport:
    """Report what joined a plan. The view is of the plan before, its lines are those of the new records."""
    ledger = joined.ledger
    return RecordingReport(
        plan=view.heading(),
        as_of=view.day_text,
        dry_run=dry_run,
        recorded=[describe_record(record, view.lines) for record in joined.added],
        already_recorded=[_report_known(record, ledger) for record in joined.already_recorded],
        changes=[_report_change(change) for change in find_target_changes(view.plan, view.ledger, joined, view.day)],
        item_changes=find_item_changes(view.plan, view.ledger, joined.milestones),
        expected_changes=list(_find_expected_changes(view.ledger, joined)),
        replaced=list(find_replaced(joined.added, view.ledger)),
        new_names=_find_new_names(view.ledger, joined.milestones),
        text=text,
    )


def build_undo_report(view: View, taken_back: Sequence[Record], text: str, *, dry_run: bool) -> UndoReport:
    """Report what is taken back of a plan; the lines of the view are those of these records."""
    entries = [describe_record(record, view.lines) for record in taken_back]
    return UndoReport(plan=view.heading(), dry_run=dry_run, taken_back=entries, text=text)


def _report_known(record: Record, ledger: Ledger) -> AlreadyRecorded:
    """Report a record that added nothing: the log says it, though what stands at its end may say otherwise."""
    standing = ledger.standing(record)
    date, stands = find_date(record), None if standing is None else find_date(standing)
    known = AlreadyRecorded(
        date=None if date is None else date.text,
        expected=None,
        kind=None,
        stage=None,
        item=None,
        target=None,
        value=None,
        text=None,
        corrected_date=None,
        corrected_value=None,
        corrected_text=None,
    )
    if isinstance(record, Measurement):
        total = standing.value if isinstance(standing, Measurement) else record.value
        known = known._replace(target=record.target, value=record.value)
        return known._replace(corrected_value=total if total != record.value else None)
    if isinstance(record, Comment):
        text = standing.text if isinstance(standing, Comment) else record.text
        known = known._replace(kind=record.kind, item=record.item, target=record.target, text=record.text)
        return known._replace(corrected_text=text if fold_text(text) != fold_text(record.text) else None)
    known = known._replace(kind=record.kind, stage=record.stage, item=record.item)
    known = known._replace(expected=None if record.expected is None else record.expected.text)
    is_moved = date is not None and stands is not None and not date.contains(stands)
    return known._replace(corrected_date=stands.text if stands is not None and is_moved else None)


def _report_change(change: TargetChange) -> ChangedTarget:
    target = change.target
    return ChangedTarget(
        id=target.id,
        title=target.title,
        kind=target.kind,
        stages=target.stages,
        sum=target.sum,
        goal=target.goal,
        stretch=target.stretch,
        falls=target.goal is not None and target.baseline is not None and target.goal < target.baseline,
        before=_report_figures(change.before),
        after=_report_figures(change.after),
        reasons=[Unchanging(reason.code, reason.date, names) for reason, names in change.reasons.items()],
        only_withdrawn=change.only_withdrawn,
    )


def _find_expected_changes(before: Ledger, joined: Joined) -> Iterator[ExpectedChange]:
    """Give what is expected otherwise than before, of what stands in the end."""
    for record in joined.milestones:
        standing = joined.ledger.standing(record)
        if not isinstance(record, Expectation) or not isinstance(standing, Expectation):
            continue
        known, now = before.standing(record), standing.expected
        was = known.expected if isinstance(known, Expectation) else None
        if standing.position == record.position and now != was:
            # Few records say by when anything is to be.
            from plantrack.plan.arithmetic.expected import Shift, find_shift

            shift = find_shift(joined.ledger, standing) or Shift(now, 0, 0)
            yield ExpectedChange(
                item=record.item,
                kind=record.kind,
                stage=record.stage,
                was=None if was is None else was.text,
                now=now.text,
                moved=None if was is None else now.hi - was.hi,
                made_exact=known is not None and is_made_exact(EXPECTED_KEY, known, standing),
                first=shift.first.text,
                times=shift.times,
                days=shift.days,
            )


def _report_figures(known: Knowledge) -> Figures:
    return Figures(
        actual=None if known.actual is None else make_number(known.actual),
        named=None if known.named is None else make_number(known.named),
    )


def _find_new_names(before: Ledger, milestones: Sequence[ItemRecord]) -> dict[str, list[str]]:
    """Return the names that the ledger did not know, by kind, each as it was first spelled."""
    names: dict[str, dict[str, str]] = {}
    for milestone in milestones:
        if milestone.key not in before.names.get(milestone.kind, {}):
            names.setdefault(milestone.kind, {}).setdefault(milestone.key, milestone.item)
    return {kind: list(called.values()) for kind, called in names.items()}
