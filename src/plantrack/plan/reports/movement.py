"""What `status --since` answers: what moved from one day to another, and which records did it."""

from collections.abc import Iterable, Sequence, Set

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.status import Status
from plantrack.plan.corrections import find_givers
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.item import Item
from plantrack.plan.keys import Place
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import DatedRecord, Identity, Milestone, Number, Record, Target, Title
from plantrack.plan.reports.entries import Entry, describe_record
from plantrack.plan.reports.history import name_item, name_items, record_order
from plantrack.plan.reports.parts import moves
from plantrack.plan.reports.status import Revised, target_revisions
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple


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


class _Time(NamedTuple):
    """The days after one day, and by another."""

    then: int
    now: int

    def has(self, record: DatedRecord) -> bool:
        """Tell whether a record is of these days."""
        return self.then < record.date.hi <= self.now

    def tells(self, record: DatedRecord) -> bool:
        """Tell whether a record is of these days, or a command wrote it on one of them for a day before them."""
        if record.recorded is None or record.date.hi > self.then:
            return self.has(record)
        return self.then < record.recorded.toordinal() <= self.now


def movement_report(view: View, since: PartialDate, targets: Sequence[Target]) -> MovementReport:
    """Report what moved of these targets since the day before a date."""
    ledger, then, now = view.ledger, since.lo - 1, view.day
    givers, names = find_givers(view.plan, ledger), name_items(view)

    # Several targets may count a record.
    described: dict[Place, Entry] = {}

    def describe(records: Iterable[Record]) -> list[Entry]:
        told = list(records)
        for record in told:
            if record.place not in described:
                described[record.place] = describe_record(record, view.lines, name_item(record, names), givers)
        return [described[record.place] for record in told]

    # Most records are of another time, and so are most items.
    time = _Time(then, now)
    told = {kind: list(filter(time.tells, ledger.records_of(kind))) for kind in view.plan.kinds}
    touched = {kind: _list_touched(ledger, kind, records) for kind, records in told.items()}
    movers = {one.id: moves(one, touched.get(one.kind or "", ()), ledger) for one in view.plan.targets.values()}
    moved = []
    for target, account in zip(targets, gather_accounts(targets, ledger), strict=True):
        before, after = assess_target(target, account, then), assess_target(target, account, now)
        totals = filter(time.tells, ledger.measurements.get(target.id, {}).values())
        standing: list[DatedRecord] = [*totals, *told.get(target.kind or "", ())]
        records = sorted((one for one in standing if one.identity in movers[target.id]), key=record_order)
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
                records=describe(record for record in records if time.has(record)),
                comments=describe(
                    sorted(
                        (one for one in ledger.comments.values() if one.target == target.id and time.has(one)),
                        key=record_order,
                    )
                ),
                written=describe(record for record in records if not time.has(record)),
                revisions=_find_new_revisions(target, then, now),
            )
        )
    uncounted = _find_uncounted(view, targets, time, set().union(*movers.values()))
    return MovementReport(
        plan=view.heading(),
        since=day_text(since.lo),
        then=day_text(then),
        as_of=view.day_text,
        known=view.known_text,
        targets=moved,
        uncounted=describe(uncounted),
    )


def subtract_known(later: Number | None, earlier: Number | None) -> Number | None:
    """Return by how much a number has changed, exactly; None where one of the two is unknown."""
    return None if later is None or earlier is None else difference(later, earlier)


def _find_new_revisions(target: Target, then: int, now: int) -> list[Revised]:
    """Return the revisions of a target that came into force after one day and by another."""
    # They are in the order of their days, and each says what it changed of those before it.
    known_then = len(target_revisions(target, then))
    return target_revisions(target, now)[known_then:]


def _list_touched(ledger: Ledger, kind: str, records: Iterable[Milestone]) -> list[Item]:
    """Return the items of a kind of which these records are."""
    first = ledger.names.get(kind, {})
    return list(ledger.named_items(kind, {record.key: first[record.key] for record in records}))


def _find_uncounted(view: View, targets: Sequence[Target], time: _Time, counted: Set[Identity]) -> list[DatedRecord]:
    """Return the records of a time that no target of the plan counts, in order of date.

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
    uncounted = (record for record in filter(time.has, found) if record.identity not in counted)
    return sorted(uncounted, key=record_order)


def _list_standing_records(ledger: Ledger, targets: Iterable[Target]) -> list[DatedRecord]:
    found: list[DatedRecord] = []
    for target in targets:
        found += ledger.measurements.get(target.id, {}).values()
    return found + _list_milestones(ledger, {target.kind for target in targets})


def _list_milestones(ledger: Ledger, kinds: Set[str | None]) -> list[DatedRecord]:
    return [record for kind in kinds if kind is not None for record in ledger.records_of(kind)]
