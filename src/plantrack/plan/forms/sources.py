"""Form 6: who says so: of each figure what it is made of, each part with its day, its document and its link."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.standing import Uncertain
from plantrack.plan.dates import day_text
from plantrack.plan.forms.figures import find_actual, is_none
from plantrack.plan.forms.numbering import find_common, group_targets
from plantrack.plan.model import WITHDRAWN, Evidence, ItemRecord, Milestone, Number, Target, Title
from plantrack.plan.reports.history import record_order
from plantrack.plan.reports.parts import Part, parts
from plantrack.plan.reports.status import Choice, TargetStatus, status_report
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

# No decision, no source, and no day of recording.
_NOBODY = (None, None, None)


class SourcesPart(NamedTuple):
    """What a figure is made of: one record, or the baseline of the promise."""

    # A weight is what an item weighs by now, where another record says so than the one with which it came in.
    part: Literal["total", "baseline", "item", "weight"]
    kind: str | None  # of the item, as are the next two; None: it is of a target
    item: str | None
    stage: str | None
    value: Number  # what it adds to the figure; of a weight 0 where its item stands above with all that it adds
    date: str | None  # as written; None: a weight that was told of what is expected
    decision: str | None  # None: not given, as is the next
    source: str | None
    recorded: str | None  # the day on which a command wrote it; None: a hand wrote it


class SourcesFormRow(NamedTuple):
    """One target."""

    number: str  # in its group
    id: str
    title: Title
    unit: Title | None  # None: not given
    actual: Number | None  # None: unknown
    none_yet: bool  # its 0 stands for none
    kind: str | None  # of the items that it counts; None: it is measured
    sum: str | None  # the attribute that is summed; None: items are counted, or it is measured
    lacking: int  # how many items that count have not that attribute
    uncertain: Uncertain | None  # what partial dates may have brought; None: nothing; JSON leaves it out
    parts: Sequence[SourcesPart]  # which add up to it


class SourcesFormGroup(NamedTuple):
    """The targets of one kind."""

    number: str  # Roman
    kind: str | None  # None: they are measured
    title: Title | None  # of the kind
    targets: Sequence[SourcesFormRow]


class SourcesForm(NamedTuple):
    """Who says where the targets of a plan stand on a day."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    unit: Title | None  # that all targets have; None: they have several, or none
    groups: Sequence[SourcesFormGroup]


def fill_sources_form(view: View, targets: Sequence[Target], choice: Choice) -> SourcesForm:
    """Fill in form 6."""
    report = status_report(view, targets, choice)
    shown = [view.plan.targets[target.id] for target in report.targets]
    made = {target.id: made_of for target, made_of in zip(shown, _list_sources(view, shown), strict=True)}
    return SourcesForm(
        plan=report.plan,
        as_of=report.as_of,
        known=report.known,
        unit=find_common(target.unit for target in report.targets),
        groups=[
            SourcesFormGroup(
                number=group.number,
                kind=group.kind,
                title=group.title,
                targets=[
                    _fill_sources_row(str(number), one, made[one.id]) for number, one in enumerate(group.targets, 1)
                ],
            )
            for group in group_targets(report.targets, view.plan.kinds)
        ],
    )


def _fill_sources_row(number: str, target: TargetStatus, made: Sequence[SourcesPart]) -> SourcesFormRow:
    return SourcesFormRow(
        number=number,
        id=target.id,
        title=target.title,
        unit=target.unit,
        actual=find_actual(target),
        none_yet=is_none(target),
        kind=target.kind,
        sum=target.sum,
        lacking=target.in_words.lacking,
        uncertain=target.in_words.uncertain,
        parts=made,
    )


def _list_sources(view: View, targets: Sequence[Target]) -> list[list[SourcesPart]]:
    """Return of each target what its actual is made of: a total or the baseline, and what came or went since."""
    ledger, day, found = view.ledger, view.day, []
    for target, account in zip(targets, gather_accounts(targets, ledger), strict=True):
        measured = assess_target(target, account, day).measured
        made: list[SourcesPart] = []
        if measured is not None:
            told = SourcesPart("total", None, None, None, measured.value, measured.date.text, *_NOBODY)
            made.append(_add_evidence(told, measured.evidence, measured.recorded))
        elif target.baseline is not None:
            told = SourcesPart("baseline", None, None, None, target.baseline, day_text(target.start.lo - 1), *_NOBODY)
            made.append(_add_evidence(told, target.evidence, None))
        items = sorted(parts(target, ledger, measured, day), key=lambda part: record_order(part.milestone))
        found.append([*made, *(source for part in items if part.added for source in _list_records(part))])
    return found


def _list_records(part: Part) -> Iterator[SourcesPart]:
    """Give what an item adds, with the records that say so: its withdrawal, or how it came in and what it weighs.

    Of one that was in the total, and has grown since, only the latter.
    """
    if part.reason.code == "withdrawn":
        yield _tell_record_of(part, "item", part.item.stages[WITHDRAWN], part.added)
        return
    came, weighed = part.reason.code == "counts", part.weighed
    if came:
        yield _tell_record_of(part, "item", part.milestone, part.added)
    if weighed is not None and (not came or weighed.place != part.milestone.place):
        yield _tell_record_of(part, "weight", weighed, 0 if came else part.added)


def _tell_record_of(part: Part, what: Literal["item", "weight"], record: ItemRecord, value: Number) -> SourcesPart:
    date = record.date.text if isinstance(record, Milestone) else None
    told = SourcesPart(what, part.item.kind, part.item.name, record.stage, value, date, *_NOBODY)
    return _add_evidence(told, record.evidence, record.recorded)


def _add_evidence(part: SourcesPart, evidence: Evidence, recorded: datetime | None) -> SourcesPart:
    day = None if recorded is None else recorded.date().isoformat()
    return part._replace(decision=evidence.decision, source=evidence.source, recorded=day)
