"""What `status --since` answers: what moved from one day to another, and which records did it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.status import Status
from plantrack.plan.corrections import find_givers
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Measurement, Milestone, Number, Target, Title
from plantrack.plan.reports.entries import Entry, describe_record
from plantrack.plan.reports.history import name_item, record_order
from plantrack.plan.reports.parts import rests_on
from plantrack.plan.reports.status import Revised, target_revisions
from plantrack.plan.view import PlanHeading, View


class Movement(NamedTuple):
    """What moved of one target."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    then: Number | None  # the actual; None: unknown, as is the next
    now: Number | None
    difference: Number | None  # None: one of them is unknown
    status_then: Status
    status_now: Status
    records: Sequence[Entry]  # those of that time
    written: Sequence[Entry]  # those written in that time for days before it: they are in both figures


class MovementReport(NamedTuple):
    """What moved from the end of `then`, the day before `since`, to the end of `as_of`."""

    plan: PlanHeading
    since: str  # an ISO date, as are the next three
    then: str
    as_of: str
    known: str | None  # None: all that is known now
    targets: Sequence[Movement]
    revisions: Sequence[Revised]  # those in force at the end


def movement_report(view: View, since: PartialDate, targets: Sequence[Target]) -> MovementReport:
    """Report what moved of these targets since the day before a date."""
    ledger, then, now = view.ledger, since.lo - 1, view.day
    givers = find_givers(view.plan, ledger)

    def describe(records: Iterable[Milestone | Measurement]) -> list[Entry]:
        return [describe_record(record, view.lines, name_item(record, ledger), givers) for record in records]

    moved = []
    for target, account in zip(targets, gather_accounts(targets, ledger), strict=True):
        before, after = assess_target(target, account, then), assess_target(target, account, now)
        records = find_standing_records(target, ledger)
        earlier = [record for record in records if record.date.hi <= then]
        moved.append(
            Movement(
                id=target.id,
                title=target.title,
                unit=target.unit,
                then=before.actual,
                now=after.actual,
                difference=_subtract(before.actual, after.actual),
                status_then=before.status,
                status_now=after.status,
                records=describe(record for record in records if then < record.date.hi <= now),
                written=describe(record for record in earlier if _was_written(record, then, now)),
            )
        )
    return MovementReport(
        plan=view.heading(),
        since=day_text(since.lo),
        then=day_text(then),
        as_of=view.day_text,
        known=view.known_text,
        targets=moved,
        revisions=[revised for target in targets for revised in target_revisions(target, now)],
    )


def find_standing_records(target: Target, ledger: Ledger) -> list[Milestone | Measurement]:
    """Return the records on which a target rests on any day, in order of date."""
    found: list[Milestone | Measurement] = list(ledger.measurements.get(target.id, {}).values())
    for milestones in ledger.milestones.get(target.kind or "", {}).values():
        found += milestones.values()
    identities = rests_on(target, ledger)
    return sorted((one for one in found if one.identity in identities), key=record_order)


def _subtract(then: Number | None, now: Number | None) -> Number | None:
    return None if then is None or now is None else difference(now, then)


def _was_written(record: Milestone | Measurement, after: int, by: int) -> bool:
    """Tell whether a command wrote a record after one day and by another."""
    return record.recorded is not None and after < record.recorded.toordinal() <= by
