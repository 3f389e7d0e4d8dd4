"""What `history` answers: the log in order of date, with its corrections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plantrack.plan.corrections import find_corrections, find_givers, find_replacements
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.item import order_in_time
from plantrack.plan.keys import Place
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    Comment,
    Expectation,
    Identity,
    ItemKey,
    ItemRecord,
    Measurement,
    Record,
    Target,
    find_date,
)
from plantrack.plan.reports.entries import (
    Change,
    Entry,
    describe_correction,
    describe_record,
    spell_correction,
    spell_record,
)
from plantrack.plan.reports.parts import rests_on
from plantrack.plan.sentences import Called, Sentence, say
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

# How items are called, by their kinds and keys.
Names = Mapping[str, Mapping[str, str]]
# The last and the first day of its date, its table, and its place in it.
RecordOrder = tuple[int, int, str, int]

# A quarter: what is recorded later than that comes after the report in which it was missed.
LATE_DAYS = 92


class HistoryRecord(NamedTuple):
    """One record of the log."""

    record: Entry
    late: int | None  # the days from its date to its recording; None: no more than a quarter, or a hand wrote it
    replaced_by: int | None  # the line of the next record of the same item and stage, or total; None: it stands
    changes: Sequence[Change]  # what it corrected of earlier records
    changed: Sequence[Change]  # what later records corrected of it


class HistoryReport(NamedTuple):
    """The log from one day to another, as known on a third."""

    plan: PlanHeading
    since: str | None  # as written; None: from the first record on
    as_of: str | None  # an ISO date; None: to the last record
    known: str | None  # an ISO date; None: all that is known now
    records: Sequence[HistoryRecord]
    standing: Sequence[Entry]  # the records at the end of the log, with all that was ever said of each
    uncertain: int  # how many are left out as their date is not over on the day, and may mean it; JSON leaves it out


class Selection(NamedTuple):
    """Which records are asked for."""

    since: PartialDate | None = None  # None: from ever
    as_of: PartialDate | None = None  # None: for ever
    kind: str | None = None  # None: of all kinds, and of targets
    target: Target | None = None  # on which records it rests, and comments on it; None: all
    items: Sequence[ItemKey] | None = None  # None: all items, and what is of targets


def history_report(view: View, wanted: Selection) -> HistoryReport:
    """Report the records of a log that are asked for, in order of date."""
    plan, ledger, lines = view.plan, view.ledger, view.lines
    names, givers = name_items(view), find_givers(plan, ledger)
    changes: dict[Place, list[Change]] = {}
    changed: dict[Place, list[Change]] = {}
    for correction in find_corrections(plan, ledger):
        correction = spell_correction(correction, ledger)
        change = describe_correction(correction, lines, name_record(correction.record, names))
        changes.setdefault(correction.record.place, []).append(change)
        changed.setdefault(correction.earlier.place, []).append(change)
    replacements = find_replacements(plan, ledger)
    records, standing = [], []
    for record in sorted(choose_records(plan.records(), ledger, wanted), key=record_order):
        place, name = record.place, name_item(record, names)
        entry = describe_record(spell_record(record, ledger), lines, name)
        replacement = replacements.get(place)
        records.append(
            HistoryRecord(
                record=entry,
                late=count_days_late(record),
                replaced_by=None if replacement is None else lines[replacement.place],
                changes=changes.get(place, []),
                changed=changed.get(place, []),
            )
        )
        if replacement is None:
            # What was written once stands as it was written.
            stands = ledger.standing(record) if ledger.earlier(record) else None
            standing.append(
                entry if stands is None else describe_record(spell_record(stands, ledger), lines, name, givers)
            )
    return HistoryReport(
        plan=view.heading(),
        since=wanted.since.text if wanted.since else None,
        as_of=day_text(wanted.as_of.hi) if wanted.as_of else None,
        known=view.known_text,
        records=records,
        standing=standing,
        uncertain=_count_left_out(view, wanted),
    )


def _count_left_out(view: View, wanted: Selection) -> int:
    if wanted.as_of is None:
        return 0
    # Most dates are known to the day.
    day, dated = wanted.as_of.hi, ((record, find_date(record)) for record in view.plan.records())
    straddling = [record for record, date in dated if date is not None and date.lo != date.hi and date.straddles(day)]
    return len([*choose_records(straddling, view.ledger, wanted._replace(as_of=None))])


def choose_records(records: Iterable[Record], ledger: Ledger, wanted: Selection) -> Iterator[Record]:
    """Give those of these records that are asked for, in their order."""
    if wanted == Selection():
        yield from records
        return
    identities = None
    if wanted.target is not None:
        of_target = (one for one, comment in ledger.comments.items() if comment.target == wanted.target.id)
        identities = rests_on(wanted.target, ledger).union(of_target)
    for record in records:
        if (
            (wanted.since is None or place_in_time(record).hi >= wanted.since.lo)
            and (wanted.as_of is None or _is_of_by(record, ledger, wanted, wanted.as_of.hi))
            and (wanted.kind is None or _find_item(record)[0] == wanted.kind)
            and (identities is None or record.identity in identities)
            and (wanted.items is None or _find_item(record) in wanted.items)
        ):
            yield record


def _is_of_by(record: Record, ledger: Ledger, wanted: Selection, day: int) -> bool:
    """Tell whether a record is of a day or of one before it. What is expected is known on every day.

    What was said of a milestone on which a target rests is no more than that milestone.
    """
    date = find_date(record)
    if date is None and wanted.target is not None:
        standing = ledger.standing(record)
        date = None if standing is None else find_date(standing)
    return date is None or date.hi <= day


def count_days_late(record: Record) -> int | None:
    """Return after how many days a record was recorded, where that is more than a quarter."""
    date = find_date(record)
    if record.recorded is None or date is None:
        return None
    days = record.recorded.toordinal() - date.hi
    return days if days > LATE_DAYS else None


def record_order(record: Record) -> RecordOrder:
    """Return what records are sorted by: their date or expected date, then their place in the file."""
    date = place_in_time(record)
    return date.hi, date.lo, *record.place


def place_in_time(record: Record) -> PartialDate:
    """Return where a record stands in a list by date: what has no date stands where it is expected."""
    return record.expected if isinstance(record, Expectation) else record.date


def name_items(view: View) -> Names:
    """Return how the items of each kind are called on the day that is asked about."""
    return {kind: view.ledger.names_on(kind, view.day) for kind in view.plan.kinds}


def name_item(record: Record, names: Names) -> str | None:
    """Return the name under which the item of a record is shown; None where it is of a target."""
    kind, key = _find_item(record)
    # As it was known on a day a comment may be of an item of which nothing was known yet.
    return names.get(kind, {}).get(key)


def name_record(record: Record, names: Names) -> Sentence:
    """Return what a record speaks of."""
    if isinstance(record, ItemRecord):
        stage = Called(record.kind, record.stage)
        return say("{name} {stage}", name=name_item(record, names) or "", stage=stage)
    name = record.target or (name_item(record, names) or record.item if isinstance(record, Comment) else None)
    return say("{name} {date}", name=name or "", date=record.date)


def _find_item(record: Record) -> ItemKey:
    """Return which item a record is of; one of no kind where it is of a target."""
    if isinstance(record, Measurement) or record.kind is None or record.key is None:
        return "", ""
    return record.kind, record.key


def describe_changes(view: View, identities: set[Identity]) -> list[Change]:
    """Report what was corrected of these records, as far as it may have happened by the day that is asked about."""
    found, names = [], name_items(view)
    for correction in find_corrections(view.plan, view.ledger):
        record = correction.record
        first_day = min(order_in_time(record)[1], order_in_time(correction.earlier)[1])
        if record.identity in identities and first_day <= view.day:
            found.append(describe_correction(correction, view.lines, name_record(record, names)))
    return found
