"""The whole log row by row, so that `import` reads from it another log that says the same."""

from collections.abc import Mapping

from plantrack.plan import names
from plantrack.plan.corrections import find_all_corrections
from plantrack.plan.keys import OwnTexts, Place
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    CHANGED,
    EXPECTED_KEY,
    AttributeValue,
    Comment,
    Expectation,
    ItemKey,
    ItemRecord,
    Measurement,
    Milestone,
    Record,
    find_date,
)
from plantrack.plan.reports.entries import Entry, describe_record, spell_correction, spell_record
from plantrack.plan.reports.history import Selection, choose_records, place_in_time
from plantrack.plan.view import View
from plantrack.tuples import NamedTuple


class LogRow(NamedTuple):
    """One record as a row."""

    place: Place
    entry: Entry  # its texts as they were first spelled, its item under a name that is known from the rows above it
    own: OwnTexts  # of the user's own keys
    replaced: Mapping[str, AttributeValue]  # what it replaced of earlier rows, by key; a date as it is written


def transcribe_log(view: View, wanted: Selection) -> list[LogRow]:
    """Return a row for each record that is asked for."""
    ledger = view.ledger
    replaced: dict[Place, dict[str, AttributeValue]] = {}
    for correction in find_all_corrections(view.plan, ledger):
        was = spell_correction(correction, ledger).was
        replaced.setdefault(correction.record.place, {})[correction.key] = was
    given: set[ItemKey] = set()
    rows = []
    for record in choose_records(_order_records(view), ledger, wanted):
        name = None if isinstance(record, Measurement) else _call_item(record, ledger, given)
        entry = describe_record(spell_record(record, ledger), view.lines, name)
        rows.append(LogRow(record.place, entry, record.own, replaced.get(record.place, {})))
        if entry.name is not None and entry.kind is not None:
            given.add((entry.kind, names.fold_name(entry.name)))
    return rows


def _order_records(view: View) -> list[Record]:
    """Return the log in the order of the dates, as far as what is read from it in that order says the same.

    The records of an item of which anything was written twice stay in the order in which they were written, and so do
    those of one date in one table: each stands with the latest of those that were written before it.
    """
    rewritten = {identity[:2] for identity in view.ledger.replaced}
    latest: dict[tuple[str | int, ...], tuple[int, int]] = {}
    ranked = []
    for record in view.plan.records():
        date = place_in_time(record)
        own = date.hi, date.lo
        groups: list[tuple[str | int, ...]] = [(record.place[0], *own)]
        if isinstance(record, ItemRecord) and record.item_key in rewritten:
            groups.append(record.item_key)
        if isinstance(record, Expectation):
            # Of several without a date the last one in the file says which attributes hold from ever.
            groups.append((EXPECTED_KEY, *record.item_key))
        rank = max(own, *(latest.get(group, own) for group in groups))
        latest |= dict.fromkeys(groups, rank)
        ranked.append((rank, record.place, record))
    return [record for _, _, record in sorted(ranked, key=lambda one: one[:2])]


def _call_item(record: ItemRecord | Comment, ledger: Ledger, given: set[ItemKey]) -> str | None:
    """Return how the item of a record is called on its day, a change by the name before it; None where it has none.

    Where no row above gives that name, or the row has no day, it is the first one: by it the item is known wherever it
    stands.
    """
    kind, key, date = record.kind, record.key, find_date(record)
    if kind is None or key is None or key not in ledger.names.get(kind, {}):
        return record.item
    is_change = isinstance(record, Milestone) and record.stage == CHANGED
    name = ledger.name_on(kind, key, None if date is None else date.hi - is_change)
    return name if (kind, names.fold_name(name)) in given else ledger.name_on(kind, key, None)
