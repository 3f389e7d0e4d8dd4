"""Whose a decision or a source is: the line that is named has it, and no new figure stands on an old paper."""

from assessing import parsed
from conftest import view_of
from hypothesis import given
from strategies import CHANGED, Data, examples, interval, lived_plans, one_text, plans, same

from plantrack.plan.dates import parse_date
from plantrack.plan.model import ItemRecord, Measurement, Record, find_date
from plantrack.plan.names import fold_name
from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.history import Selection, history_report, record_order


def identity(entry: Entry) -> tuple[str | None, ...]:
    """Return what the records of one item and stage, or day of change, or of one total, have in common."""
    if entry.text is not None:
        return "comment", entry.target, entry.kind, fold_name(entry.item or ""), entry.date
    if entry.target is not None:
        return entry.target, entry.date
    days = (entry.date,) if entry.stage == CHANGED else ()
    return entry.kind, fold_name(entry.item or ""), entry.stage, *days


def says_the_same(earlier: Entry, later: Entry) -> bool:
    """Tell whether a later record keeps the value, and the date or days within it; of a change, all that it says."""
    if later.stage == CHANGED:
        was, now = ({**one.attributes, **({"name": one.name} if one.name else {})} for one in (earlier, later))
        return all(same(was[key], value) for key, value in now.items() if key in was)
    if later.text is not None:
        is_same_ask = later.ask is None or earlier.ask is None or one_text(later.ask) == one_text(earlier.ask)
        return is_same_ask and one_text(later.text) == one_text(earlier.text or "")
    key = "date" if earlier.date is not None else "expected"
    if earlier.date is None and later.date is not None:
        return False
    (lo, hi), (new_lo, new_hi) = interval(getattr(earlier, key)), interval(getattr(later, key))
    return earlier.value == later.value and lo <= new_lo <= new_hi <= hi


@examples(150)
@given(lived_plans() | plans())
def test_the_line_of_a_decision_is_that_of_a_record_that_has_it_and_says_no_other_figure(data: Data) -> None:
    file = parsed(data)
    report = history_report(view_of(file, parse_date("2100")), Selection())
    written: dict[tuple[str | None, ...], list[Entry]] = {}
    for entry in sorted((one.record for one in report.records), key=lambda entry: entry.line):
        written.setdefault(identity(entry), []).append(entry)
    by_line = {one.record.line: one.record for one in report.records}
    for entry in report.standing:
        # It is called as on its own day, they are as on the last.
        # What is expected beside a date has evidence of its own.
        records = written[identity(by_line[entry.line])]
        records = [one for one in records if one.value is not None or (one.date is None) == (entry.date is None)]
        for key in ("decision", "source"):
            told, line = getattr(entry, key), getattr(entry, f"{key}_line")
            assert (told is None) == (line is None)
            if line is None:
                continue
            giver, *later = [record for record in records if record.line >= line]
            assert (giver.line, getattr(giver, key)) == (line, told)
            # None after it says otherwise, of the figure or of this kind of evidence.
            assert all(map(says_the_same, [giver, *later], later))
            assert all(getattr(record, key) is None for record in later)


@examples(150)
@given(lived_plans() | plans())
def test_history_tells_as_standing_just_what_stands_at_the_end_of_the_log(data: Data) -> None:
    file = parsed(data)
    view = view_of(file, parse_date("2100"))
    ledger, report = view.ledger, history_report(view, Selection())
    stands: list[Record] = [one for kind in file.plan.kinds for one in ledger.all_records_of(kind)]
    stands += [total for totals in ledger.measurements.values() for total in totals.values()]
    stands += ledger.comments.values()
    told = [(entry.line, entry.date, entry.expected, entry.value) for entry in report.standing]
    assert told == [
        (
            view.lines[one.place],
            None if (date := find_date(one)) is None else date.text,
            one.expected.text if isinstance(one, ItemRecord) and one.expected is not None else None,
            one.value if isinstance(one, Measurement) else None,
        )
        for one in sorted(stands, key=record_order)
    ]
    assert {entry.line for entry in report.standing} == {
        one.record.line for one in report.records if one.replaced_by is None
    }
