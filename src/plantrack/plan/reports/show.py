"""What `show` answers: what is behind the number of a target, and the life of an item."""

from collections.abc import Mapping, Sequence
from math import floor
from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.account import find_entrance, gather_account
from plantrack.plan.arithmetic.exact import Exact
from plantrack.plan.arithmetic.planned import planned_over_time
from plantrack.plan.arithmetic.progress import DAYS_OF_YEARS, YEARS, Assessment, assess_target
from plantrack.plan.arithmetic.revisions import in_force, revisions_by
from plantrack.plan.corrections import Givers, find_corrections, find_givers
from plantrack.plan.dates import day_text
from plantrack.plan.item import Item
from plantrack.plan.model import WITHDRAWN, AttributeValue, Identity, Lines, Target, Title
from plantrack.plan.reports.entries import Change, Entry, describe_correction, describe_record, find_comments
from plantrack.plan.reports.history import name_items, name_record, record_order
from plantrack.plan.reports.parts import Part, find_part, parts, rests_on
from plantrack.plan.reports.status import Revised, TargetStatus, target_revisions, target_status
from plantrack.plan.rules.reasons import ItemCode, decide_item_reason
from plantrack.plan.view import PlanHeading, View

JUDGED = ("on-track", "at-risk", "behind")
MET = ("met", "met-late")


class PartLine(NamedTuple):
    """One item behind a number."""

    item: str  # its name
    named: int  # 1, 0 or -1 of the items known by name
    added: int  # 1, 0 or -1 of what came after the latest total
    role: ItemCode
    date: str | None  # that of which the role speaks, as written; None: it speaks of none
    record: Entry  # the milestone with which it came in
    withdrawal: Entry | None  # None: it is not withdrawn on the day


class Promise(NamedTuple):
    """The evidence of a promise, and the line on which it stands."""

    decision: str | None  # None: not given, as are the next two
    source: str | None
    note: str | None
    line: int


class Corner(NamedTuple):
    """A point of what the plan expects, between which it goes straight."""

    day: str  # an ISO date
    value: float
    origin: Literal["start", "interim", "revision", "due", "bend"]  # bend: a later revision asks for less


class Explained(NamedTuple):
    """What only words say of a target."""

    leg: tuple[Corner, Corner] | None  # on which the judged day lies; None: nothing is planned for it, or it is over
    all_at_once: bool  # nothing was expected before the due date, and all of it on that
    missing: int | None  # which item is missing next, where it is short; None: it is not, or it is measured
    every: int | None  # days in which one came so far, in whole; None: it is not told, as is the next
    needed_every: int | None  # days in which one has to come until due


class TargetReport(NamedTuple):
    """All that is behind the number of one target."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    target: TargetStatus
    comment: Entry | None  # the latest by the day; None: there is none
    promise: Promise
    revisions: Sequence[Revised]
    measured: Entry | None  # the total on which it rests; None: the baseline and the items make it
    earlier: Sequence[Entry]  # the totals before it
    parts: Sequence[PartLine]
    came: int  # how many items came since that total, or the start
    went: int  # how many went
    planned_for: str | None  # since when it is short of the plan, or until when it is ahead; None: it is not judged
    met_on: str | None  # the day since which the goal is reached; None: it is not
    changes: Sequence[Change]  # corrections of dates and values
    explained: Explained  # JSON leaves it out


class Counting(NamedTuple):
    """What an item is to one target."""

    id: str
    title: Title
    stages: Sequence[str]  # those that the target counts
    named: int  # 1, 0 or -1 of the items known by name
    role: ItemCode  # no-date: it has reached none of the stages
    date: str | None  # that of which the role speaks; None: it speaks of none


class ItemReport(NamedTuple):
    """The life of one item: what was recorded of it, and where it counts."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    item: str  # its name on the day
    kind: str
    names: Sequence[str]  # all that it ever had, the first one first
    attributes: Mapping[str, AttributeValue]  # those that are known
    comment: Entry | None  # the latest by the day; None: there is none
    stages: Sequence[Entry]  # in the order of the stages, then what changed of it, in the order of the dates
    targets: Sequence[Counting]  # all that count its kind
    changes: Sequence[Change]


def target_report(view: View, target: Target, line: int) -> TargetReport:
    """Explain the number of a target at the end of a date. `line` is that on which the target stands."""
    ledger, lines, day = view.ledger, view.lines, view.day
    target_account = gather_account(target, ledger)
    seen, due = assess_target(target, target_account, day), in_force(target, day).due.hi
    givers, comment = find_givers(view.plan, ledger), find_comments(ledger, day).get((target.id,))
    totals = [total for total in target_account.measurements if total.date.hi <= day]
    used = [describe_record(total, lines, None, givers) for total in totals]
    behind = sorted(parts(target, ledger, seen.measured, day), key=lambda part: record_order(part.milestone))
    planned_for = met_on = None
    if seen.days is not None and seen.judged is not None:
        planned_for = day_text(seen.judged + seen.days) if seen.status in JUDGED else None
        met_on = day_text(due - seen.days) if seen.status in MET else None
    corrections = _find_changes(view, rests_on(target, ledger))
    return TargetReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        target=target_status(target, seen, day, comment),
        comment=None if comment is None else describe_record(comment, lines, None, givers),
        promise=Promise(**target.evidence._asdict(), line=line),
        revisions=target_revisions(target, day),
        measured=used[-1] if used else None,
        earlier=used[:-1],
        parts=[_describe_part(part, lines, givers) for part in behind],
        came=sum(part.added > 0 for part in behind),
        went=sum(part.added < 0 for part in behind),
        planned_for=planned_for,
        met_on=met_on,
        changes=[change for change in corrections if change.key in ("date", "value")],
        explained=_explain_target(target, seen, day),
    )


def _explain_target(target: Target, seen: Assessment, day: int) -> Explained:
    """Tell where what the plan expects comes from, and what is missing and needed of what counts items."""
    is_judged_by_line = seen.planned is not None and target.pace == "linear" and seen.judged is not None
    distance, actual = seen.standing.distance, seen.actual
    is_short = distance is not None and distance.side == "short" and distance.size > 0
    counts = target.kind is not None
    return Explained(
        leg=_find_leg(target, seen.judged or day, day) if is_judged_by_line else None,
        all_at_once=target.pace == "none",
        missing=int(actual) + 1 if counts and is_short and actual is not None else None,
        every=_count_days_for_one(seen.rate) if counts else None,
        needed_every=_count_days_for_one(seen.needed) if counts else None,
    )


def _count_days_for_one(rate: float | None) -> int | None:
    """Return in how many whole days one comes at a rate a year; None where none does."""
    return floor(DAYS_OF_YEARS / YEARS / rate) if rate is not None and rate > 0 else None


def _find_leg(target: Target, judged: int, day: int) -> tuple[Corner, Corner] | None:
    """Return the two corners of the plan between which a day lies; None before the first and after the last."""
    line = planned_over_time(target, day)
    if not line.moments[0] <= judged <= line.moments[-1]:
        return None
    end = line.leg_end(judged)
    begins, ends = (
        Corner(day_text(floor(moment)), float(value), _find_origin(target, moment, day))
        for moment, value in zip(line.moments[end - 1 : end + 1], line.values[end - 1 : end + 1], strict=True)
    )
    return begins, ends


def _find_origin(target: Target, moment: Exact, day: int) -> Literal["start", "interim", "revision", "due", "bend"]:
    promised = in_force(target, day)
    if moment == target.start.lo:
        return "start"
    if moment == promised.due.lo:
        return "due"
    if moment in [revision.since.lo for revision in revisions_by(target, day)]:
        return "revision"
    return "interim" if moment in [goal.by.lo for goal in target.interim] else "bend"


def _describe_part(part: Part, lines: Lines, givers: Givers) -> PartLine:
    name = part.item.name
    withdrawal = part.item.stages.get(WITHDRAWN) if part.reason.code == "withdrawn" else None
    return PartLine(
        item=name,
        named=part.named,
        added=part.added,
        role=part.reason.code,
        date=part.reason.date,
        record=describe_record(part.milestone, lines, name, givers),
        withdrawal=None if withdrawal is None else describe_record(withdrawal, lines, name, givers),
    )


def item_report(view: View, item: Item) -> ItemReport:
    """Tell the life of an item as far as the end of a date."""
    plan, lines = view.plan, view.lines
    givers = find_givers(plan, view.ledger)
    comment = find_comments(view.ledger, view.day).get((item.kind, item.key))
    stages = plan.kinds[item.kind].known_stages()
    reached = [item.stages[stage] for stage in stages if stage in item.stages]
    return ItemReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        item=item.name,
        kind=item.kind,
        names=list(view.ledger.list_names(item.kind, item.key).values()),
        attributes=view.ledger.attributes_on(item, plan.kinds[item.kind], view.day),
        comment=None if comment is None else describe_record(comment, lines, item.name, givers),
        stages=[
            describe_record(one, lines, item.name, givers)
            for one in (*reached, *item.changes)
            if one.date.lo <= view.day
        ],
        targets=[_describe_counting(view, item, one) for one in plan.targets.values() if one.kind == item.kind],
        changes=_find_changes(view, {record.identity for record in item.records()}),
    )


def _describe_counting(view: View, item: Item, target: Target) -> Counting:
    """Return what an item is to a target of its kind."""
    measured = assess_target(target, gather_account(target, view.ledger), view.day).measured
    part = find_part(item, target, measured, view.day)
    reason = decide_item_reason(target, find_entrance(target, item.dates()), measured, view.day)
    return Counting(
        id=target.id,
        title=target.title,
        stages=target.stages,
        named=0 if part is None else part.named,
        role=reason.code,
        date=reason.date,
    )


def _find_changes(view: View, identities: set[Identity]) -> list[Change]:
    """Report what was corrected of these records, as far as it may have happened by the day that is asked about."""
    found, names = [], name_items(view)
    for correction in find_corrections(view.plan):
        record, first_day = correction.record, min(correction.record.date.lo, correction.earlier.date.lo)
        if record.identity in identities and first_day <= view.day:
            found.append(describe_correction(correction, view.lines, name_record(record, names)))
    return found
