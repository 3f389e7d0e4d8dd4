"""What `show` answers of a target: what is behind its number."""

from collections.abc import Sequence
from math import floor
from typing import Literal

from plantrack.plan.arithmetic.account import gather_account
from plantrack.plan.arithmetic.coming import find_coming, gather_open
from plantrack.plan.arithmetic.exact import Exact, add_numbers
from plantrack.plan.arithmetic.planned import planned_over_time
from plantrack.plan.arithmetic.progress import DAYS_OF_YEARS, YEARS, Assessment, assess_target
from plantrack.plan.arithmetic.revisions import in_force, revisions_by
from plantrack.plan.corrections import Givers, find_givers
from plantrack.plan.dates import day_text
from plantrack.plan.due.lines import DueLine, describe_awaited
from plantrack.plan.keys import Lines
from plantrack.plan.model import WITHDRAWN, Number, Target
from plantrack.plan.reports.comments import find_comments
from plantrack.plan.reports.entries import Change, Entry, describe_record
from plantrack.plan.reports.history import describe_changes, record_order
from plantrack.plan.reports.parts import Part, parts, rests_on
from plantrack.plan.reports.status import Beside, Revised, TargetStatus, target_revisions, target_status
from plantrack.plan.rules.reasons import ItemCode
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

JUDGED = ("on-track", "at-risk", "behind")
MET = ("met", "met-late")


class PartLine(NamedTuple):
    """One item behind a number."""

    item: str  # its name
    named: Number  # what it adds to what is known by name: 1, 0 or -1 where items are counted
    added: Number  # what it adds to what came after the latest total
    weight: Number | None  # on the day; 1 where items are counted; None: it has not the attribute that is summed
    role: ItemCode
    date: str | None  # that of which the role speaks, as written; None: it speaks of none
    record: Entry  # the milestone with which it came in
    withdrawal: Entry | None  # None: it is not withdrawn on the day
    weighed: Entry | None  # the record that gives its weight; None: that with which it came in, or none


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


class Summands(NamedTuple):
    """What a sum gained since the latest total, or the start."""

    came: Number  # with items that came in
    grown: Number  # by what others have come to weigh
    went: Number  # with items that were withdrawn


class Explained(NamedTuple):
    """What only words say of a target."""

    leg: tuple[Corner, Corner] | None  # on which the judged day lies; None: nothing is planned for it, or it is over
    summands: Summands | None  # None: it counts whole items, or is measured
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
    planned_for: str | None  # the day for which the plan expects what there is; None: it is not judged
    met_on: str | None  # the day since which the goal is reached; None: it is not
    awaited: Sequence[
        DueLine
    ]  # the items that come by the due date if every expected date holds; late: its day is over
    changes: Sequence[Change]  # corrections of dates and values
    explained: Explained  # JSON leaves it out


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
    # Most plans say nothing twice.
    corrections = describe_changes(view, rests_on(target, ledger)) if ledger.replaced else []
    opened = gather_open(view.plan, ledger, day).get(target.kind or "", ())
    coming = find_coming(target, seen, opened, ledger, day)
    awaited = sorted(coming.awaited, key=lambda one: one.expected.hi)
    return TargetReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        target=target_status(target, seen, Beside(coming.expected, comment), day),
        comment=None if comment is None else describe_record(comment, lines, None, givers),
        promise=Promise(**target.evidence._asdict(), line=line),
        revisions=target_revisions(target, day),
        measured=used[-1] if used else None,
        earlier=used[:-1],
        parts=[_describe_part(part, lines, givers) for part in behind],
        came=sum(part.reason.code == "counts" for part in behind),
        went=sum(part.reason.code == "withdrawn" and part.added != 0 for part in behind),
        planned_for=planned_for,
        met_on=met_on,
        awaited=[describe_awaited(one, "late" if one.late else "next", day) for one in awaited],
        changes=[change for change in corrections if change.key in ("date", "value")],
        explained=_explain_target(target, seen, behind, day),
    )


def _explain_target(target: Target, seen: Assessment, behind: Sequence[Part], day: int) -> Explained:
    """Tell where what the plan expects comes from, and what is missing and needed of what counts items."""
    is_judged_by_line = seen.planned is not None and target.pace == "linear" and seen.judged is not None
    distance, actual = seen.standing.distance, seen.actual
    is_short = distance is not None and distance.side == "short" and distance.size > 0
    counts = target.counts_whole
    return Explained(
        leg=_find_leg(target, seen.judged or day, day) if is_judged_by_line else None,
        summands=None if target.sum is None else _add_parts(behind),
        missing=int(actual) + 1 if counts and is_short and actual is not None else None,
        every=_count_days_for_one(seen.rate) if counts else None,
        needed_every=_count_days_for_one(seen.needed) if counts else None,
    )


def _add_parts(behind: Sequence[Part]) -> Summands:
    """Return what the items of a sum added since the latest total: what came, what grew, and what went."""
    came = [part.added for part in behind if part.reason.code == "counts"]
    went = [part.added for part in behind if part.reason.code == "withdrawn"]
    grown = [part.added for part in behind if part.reason.code not in ("counts", "withdrawn")]
    return Summands(add_numbers(came), add_numbers(grown), add_numbers(went))


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
    weighed = part.weighed if part.weighed is not None and part.weighed.place != part.milestone.place else None
    return PartLine(
        item=name,
        named=part.named,
        added=part.added,
        weight=part.weight,
        role=part.reason.code,
        date=part.reason.date,
        record=describe_record(part.milestone, lines, name, givers),
        withdrawal=None if withdrawal is None else describe_record(withdrawal, lines, name, givers),
        weighed=None if weighed is None else describe_record(weighed, lines, name, givers),
    )
