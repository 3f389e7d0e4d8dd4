"""The log in order of date, as a page."""

from plantrack.plan.reports.entries import Change, Entry
from plantrack.plan.reports.history import HistoryRecord, HistoryReport
from plantrack.plan.sentences import Value, name_key, say
from plantrack.render.page import Cell, Column, Line, Page, Piece, Table
from plantrack.render.pages.records import Kinds, RecordWords, tell_not_over, word_date, word_given, word_subject
from plantrack.render.text import headings
from plantrack.render.text.numbers import word_span
from plantrack.render.text.wording import add_known, count_records, list_clauses

_HISTORY_COLUMNS = (
    Column(headings.DATE, is_date=True),
    Column(headings.RECORD, overflow="wraps"),
    Column(headings.OF, overflow="wraps"),
    Column(headings.OTHER_LINES, style="yellow", overflow="wraps", leaves=2),
    Column(headings.EVIDENCE, style="dim", overflow="cuts", leaves=3),
    Column(headings.LATE, style="dim", leaves=4),
    Column(headings.NOTE, style="dim", overflow="cuts", leaves=5),
    Column(headings.LINE, align="right", style="dim", leaves=1),
)


def build_history_page(report: HistoryReport, kinds: Kinds) -> Page:
    """Return a line for each record; those that do not stand are dim, and say what replaced them."""
    page: list[Line | Table] = [
        Line(report.plan.title, heading=True),
        Line(add_known(_word_records(report), report.known), "dim"),
        Line(),
    ]
    left_out = tell_not_over(report.uncertain)
    if not report.records:
        return [*page, Line(say("No records.")), *left_out]
    standing = {entry.line: entry for entry in report.standing}
    words = RecordWords(kinds)
    rows = [_build_record_row(one, words, standing.get(one.record.line, one.record)) for one in report.records]
    return [*page, Table(_HISTORY_COLUMNS, rows), *left_out]


def _word_records(report: HistoryReport) -> Value:
    records = count_records(len(report.records))
    if report.since and report.as_of:
        return say("{records} since {since} as of {day}", records=records, since=report.since, day=report.as_of)
    if report.since:
        return say("{records} since {since}", records=records, since=report.since)
    return say("{records} as of {day}", records=records, day=report.as_of) if report.as_of else records


def _build_record_row(record: HistoryRecord, words: RecordWords, evidenced: Entry) -> list[Cell]:
    """Return one record as a row. `evidenced` is the same with the evidence on which it stands, if it stands."""
    entry = record.record
    told: list[Value] = [word_date(entry), words.word(entry), word_subject(entry), list_marks(record)]
    late = None if record.late is None else word_span(record.late)
    return [
        *(told if record.replaced_by is None else (Piece(one, "dim") for one in told)),
        word_given(evidenced),
        late,
        entry.note,
        str(entry.line),
    ]


def list_marks(record: HistoryRecord) -> Value:
    """Return what a record changed, what later ones changed of it, and which one added to it; empty for nothing."""
    if record.replaced_by is None and not record.changes and not record.changed:
        return ""
    marks = [_word_was(change) for change in record.changes]
    marks += [_word_now(change) for change in record.changed]
    told = {change.now_line for change in record.changed}
    if record.replaced_by is not None and record.replaced_by not in told:
        # What is said late of a stage that is reached is said of the milestone above it.
        is_late = record.replaced_by < record.record.line
        line = str(record.replaced_by)
        marks.append(say("adds to line {line}", line=line) if is_late else say("added to on line {line}", line=line))
    return list_clauses(marks)


def _word_was(change: Change) -> Value:
    if change.key in ("date", "value"):
        was = say("was {value} on line {line}", value=change.was, line=str(change.was_line))
    else:
        was = say(
            "{key} was {value} on line {line}",
            key=change.in_words or name_key(change.key),
            value=change.was,
            line=str(change.was_line),
        )
    return say("made exact, {was}", was=was) if change.made_exact else was


def _word_now(change: Change) -> Value:
    if change.key in ("date", "value"):
        return say("now {value} on line {line}", value=change.now, line=str(change.now_line))
    return say(
        "{key} now {value} on line {line}",
        key=change.in_words or name_key(change.key),
        value=change.now,
        line=str(change.now_line),
    )
