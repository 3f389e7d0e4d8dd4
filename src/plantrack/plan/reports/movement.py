"""What `status --since` answers: what moved from one day to another, and which records did it."""

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.status import Status
from plantrack.plan.corrections import find_givers
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import DatedRecord, Identity, Number, Record, Target, Title
from plantrack.plan.reports.entries import Entry, describe_record
from plantrack.plan.reports.history import name_item, name_items, record_order
from plantrack.plan.reports.parts import moves
from plantrack.plan.reports.status import Revised, target_revisions
from plantrack.plan.view import PlanHeading, View


class Movement(NamedTuple):
    """What moved of one target."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    group: Title | None  # the heading under which it stands; None: none, as is the next
    owner: Title | None  # who answers for it
    then: Number | None  # the actual; None: unknown, as is the next
    now: Number | None
    difference: Number | None  # None: one of them is unknown
    by_name: Number | None  # what of the difference items known by name made; None: it is measured
    by_report: Number | None  # the rest, which totals made; None: the difference is unknown
    status_then: Status
    status_now: Status
    records: Sequence[Entry]  # those of that time
    comments: Sequence[Entry]  # those of that time, which count nothing
    written: Sequence[Entry]  # those written in that time for days before it: they are in both figures
    revisions: Sequence[Revised]  # those that came into force in that time


class MovementReport(NamedTuple):
    """What moved from the end of `then`, the day before `since`, to the end of `as_of`."""

    plan: PlanHeading
    since: str  # an ISO date, as are the next three
    then: str
    as_of: str
    known: str | None  # None: all that is known now
    targets: Sequence[Movement]
    uncounted: Sequence[Entry]  # the records of that time that no target counts; of the kinds of the targets asked for


def movement_report(view: View, since: PartialDate, targets: Sequence[Target]) -> MovementReport:
    """Report what moved of these targets since the day before a date."""
    ledger, then, now = view.ledger, since.lo - 1, view.day
    givers, names = find_givers(view.plan, ledger), name_items(view)

    def describe(records: Iterable[Record]) -> list[Entry]:
        return [describe_record(record, view.lines, name_item(record, names), givers) for record in records]

    items = {kind: list(ledger.items(kind)) for kind in view.plan.kinds}
    movers = {one.id: moves(one, items.get(one.kind or "", ()), ledger) for one in view.plan.targets.values()}
    moved = []
    for target, account in zip(targets, gather_accounts(targets, ledger), strict=True):
        before, after = assess_target(target, account, then), assess_target(target, account, now)
        records = _find_standing_records(ledger, [target], movers[target.id])
        earlier = [record for record in records if record.date.hi <= then]
        change = subtract_known(after.actual, before.actual)
        by_name = subtract_known(after.named, before.named)
        moved.append(
            Movement(
                id=target.id,
                title=target.title,
                unit=target.unit,
                group=target.group,
                owner=target.owner,
                then=before.actual,
                now=after.actual,
                difference=change,
                by_name=by_name,
                by_report=change if by_name is None else subtract_known(change, by_name),
                status_then=before.status,
                status_now=after.status,
                records=describe(record for record in records if then < record.date.hi <= now),
                comments=describe(
                    sorted(
                        (
                            one
                            for one in ledger.comments.values()
                            if one.target == target.id and then < one.date.hi <= now
                        ),
                        key=record_order,
                    )
                ),
                written=describe(record for record in earlier if _was_written(record, then, now)),
                revisions=_find_new_revisions(target, then, now),
            )
        )
    uncounted = _find_uncounted(view, targets, set().union(*movers.values()))
    return MovementReport(
        plan=view.heading(),
        since=day_text(since.lo),
        then=day_text(then),
        as_of=view.day_text,
        known=view.known_text,
        targets=moved,
        uncounted=describe(record for record in uncounted if then < record.date.hi <= now),
    )


def subtract_known(later: Number | None, earlier: Number | None) -> Number | None:
    """Return by how much a number has changed, exactly; None where one of the two is unknown."""
    return None if later is None or earlier is None else difference(later, earlier)


def _find_new_revisions(target: Target, then: int, now: int) -> list[Revised]:
    """Return the revisions of a target that came into force after one day and by another."""
    # They are in the order of their days, and each says what it changed of those before it.
    known_then = len(target_revisions(target, then))
    return target_revisions(target, now)[known_then:]


def _find_standing_records(ledger: Ledger, targets: Iterable[Target], identities: Set[Identity]) -> list[DatedRecord]:
    """Return the totals of these targets and the milestones of their kinds that are among some, in order of date."""
    found = [record for record in _list_standing_records(ledger, targets) if record.identity in identities]
    return sorted(found, key=record_order)


def _find_uncounted(view: View, targets: Sequence[Target], counted: Set[Identity]) -> list[DatedRecord]:
    """Return the records that no target of the plan counts, in order of date.

    Where only some targets are asked for, those of their kinds and their totals; else those of all kinds. Comments on
    items are among them, those on targets are told of these.
    """
    plan, ledger = view.plan, view.ledger
    found = _list_standing_records(ledger, targets)
    kinds: Set[str | None] = {target.kind for target in targets}
    if len(targets) == len(plan.targets):
        found += _list_milestones(ledger, plan.kinds.keys() - kinds)
        kinds = {*plan.kinds}
    found += (one for one in ledger.comments.values() if one.kind is not None and one.kind in kinds)
    return sorted((record for record in found if record.identity not in counted), key=record_order)


def _list_standing_records(ledger: Ledger, targets: Iterable[Target]) -> list[DatedRecord]:
    found: list[DatedRecord] = []
    for target in targets:
        found += ledger.measurements.get(target.id, {}).values()
    return found + _list_milestones(ledger, {target.kind for target in targets})


def _list_milestones(ledger: Ledger, kinds: Set[str | None]) -> list[DatedRecord]:
    return [record for kind in kinds if kind is not None for record in ledger.records_of(kind)]


def _was_written(record: Record, after: int, by: int) -> bool:
    """Tell whether a command wrote a record after one day and by another."""
    return record.recorded is not None and after < record.recorded.toordinal() <= by
