"""What `status --since` answers: what moved from one day to another, and which records did it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import filterfalse

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.status import Status
from plantrack.plan.corrections import find_givers
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.model import Comment, DatedRecord, Measurement, Number, Target, Title
from plantrack.plan.reports.entries import Entry, describe_record
from plantrack.plan.reports.history import name_item, name_items, record_order
from plantrack.plan.reports.parts import list_moving
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
    uncertain: int  # how many are left out as their date is not over, and may mean a day before; JSON leaves it out


class _Time(NamedTuple):
    """The days after one day, and by another."""

    then: int
    now: int

    def has(self, record: DatedRecord) -> bool:
        """Tell whether a record is of these days."""
        return self.then < record.date.hi <= self.now

    def choose(self, records: Iterable[DatedRecord]) -> list[DatedRecord]:
        """Return the records that are of these days, or that a command wrote on one of them for a day before them."""
        then, now = self
        return [
            one
            for one in records
            if then < (one.date.hi if one.recorded is None or one.date.hi > then else one.recorded.toordinal()) <= now
        ]


def movement_report(view: View, since: PartialDate, targets: Sequence[Target]) -> MovementReport:
    """Report what moved of these targets since the day before a date."""
    ledger, then, now = view.ledger, since.lo - 1, view.day
    givers, names = find_givers(view.plan, ledger), name_items(view)

    # Most records are of another time. As the ledger holds each of them once it is told apart by where it is.
    time = _Time(then, now)
    told = sorted(time.choose(_list_dated(view)), key=record_order)
    comments = [one for one in told if isinstance(one, Comment)]
    told_of: defaultdict[str | None, list[DatedRecord]] = defaultdict(list)
    for record in told:
        told_of[record.target if isinstance(record, Measurement) else record.kind].append(record)
    movers = {
        one.id: {*map(id, list_moving(one, [*told_of[one.id], *told_of[one.kind]], ledger))}
        for one in view.plan.targets.values()
    }
    # Several targets may count a record.
    described: dict[int, Entry] = {}

    def describe(records: Iterable[DatedRecord]) -> list[Entry]:
        entries = []
        for record in records:
            if id(record) not in described:
                described[id(record)] = describe_record(record, view.lines, name_item(record, names), givers)
            entries.append(described[id(record)])
        return entries

    moved = []
    for target, account in zip(targets, gather_accounts(targets, ledger), strict=True):
        before, after = assess_target(target, account, then), assess_target(target, account, now)
        records = [one for one in told if id(one) in movers[target.id]]
        said = [one for one in comments if one.target == target.id]
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
                records=describe(filter(time.has, records)),
                comments=describe(filter(time.has, said)),
                written=describe(filterfalse(time.has, records)),
                revisions=_find_new_revisions(target, then, now),
            )
        )
    counted = set().union(*movers.values())
    uncounted = [one for one in told if id(one) not in counted]
    return MovementReport(
        plan=view.heading(),
        since=day_text(since.lo),
        then=day_text(then),
        as_of=view.day_text,
        known=view.known_text,
        targets=moved,
        uncounted=describe(filter(time.has, _keep_asked(uncounted, view, targets))),
        uncertain=_count_not_over(view, targets),
    )


def subtract_known(later: Number | None, earlier: Number | None) -> Number | None:
    """Return by how much a number has changed, exactly; None where one of the two is unknown."""
    return None if later is None or earlier is None else difference(later, earlier)


def _find_new_revisions(target: Target, then: int, now: int) -> list[Revised]:
    """Return the revisions of a target that came into force after one day and by another."""
    # They are in the order of their days, and each says what it changed of those before it.
    known_then = len(target_revisions(target, then))
    return target_revisions(target, now)[known_then:]


def _list_dated(view: View) -> Iterator[DatedRecord]:
    """Give all records that stand of what happened, was measured or was said."""
    ledger = view.ledger
    for kind in view.plan.kinds:
        yield from ledger.records_of(kind)
    for totals in ledger.measurements.values():
        yield from totals.values()
    yield from ledger.comments.values()


def _count_not_over(view: View, targets: Sequence[Target]) -> int:
    straddling = [one for one in _list_dated(view) if one.date.straddles(view.day)]
    ids = {target.id for target in targets}
    on_targets = [one for one in straddling if isinstance(one, Comment) and one.target in ids]
    return len([*on_targets, *_keep_asked(straddling, view, targets)])


def _keep_asked(records: Iterable[DatedRecord], view: View, targets: Sequence[Target]) -> Iterator[DatedRecord]:
    """Give those of records that are asked for with some targets: of their kinds, comments on items too, and totals.

    Where all targets are asked for, those of all kinds. Comments on targets are told of these.
    """
    kinds = {target.kind for target in targets} - {None}
    kinds = {*view.plan.kinds} if len(targets) == len(view.plan.targets) else kinds
    ids = {target.id for target in targets}
    for record in records:
        if record.target in ids if isinstance(record, Measurement) else record.kind in kinds:
            yield record
