"""What moved of targets from one day to another, as a page."""

from collections.abc import Sequence

from plantrack.plan.model import Number
from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.movement import Movement, MovementReport
from plantrack.plan.sentences import Value, exact_text, say
from plantrack.render.page import Cell, Column, Line, Page, Piece, Table
from plantrack.render.pages.records import Kinds, name_place, note_revision, word_given, word_record, word_subject
from plantrack.render.text import headings
from plantrack.render.text.numbers import dash_unknown
from plantrack.render.text.statuses import STYLES, WORDS, mark_status
from plantrack.render.text.wording import add_known

_MOVEMENT_COLUMNS = (
    Column(headings.TARGET, overflow="wraps"),
    Column(headings.THEN, align="point"),
    Column(headings.NOW, align="point", style="bold"),
    Column(headings.DIFFERENCE, align="point"),
    Column(headings.STATUS, overflow="wraps"),
    Column(headings.TARGET_ID, style="dim", leaves=1),
)
_MOVED_COLUMNS = (
    Column(headings.TARGET, style="dim", overflow="wraps"),
    Column(headings.DATE),
    Column(headings.RECORD, overflow="wraps"),
    Column(headings.EVIDENCE, style="dim", overflow="cuts", leaves=1),
    Column(headings.WHERE, style="dim", leaves=2),
)


def build_movement_page(report: MovementReport, kinds: Kinds) -> Page:
    """Return the actual of each target then and now, and below it the records that made the difference."""
    days = say("from the end of {then} to the end of {now}", then=report.then, now=report.as_of)
    page: list[Line | Table] = [
        Line(report.plan.title, heading=True),
        Line(add_known(days, report.known), "dim"),
    ]
    if report.targets:
        page += [Line(), Table(_MOVEMENT_COLUMNS, [_build_movement_row(target) for target in report.targets])]
    page += [Line(note_revision(revised)) for revised in report.revisions]
    page.append(Line())
    moved = [row for target in report.targets for row in _list_moved_records(target.id, target.records, report, kinds)]
    if moved:
        page += [Line(say("records of this time"), heading=True), Table(_MOVED_COLUMNS, moved)]
    else:
        page.append(Line(say("No records of this time.")))
    written = [
        row for target in report.targets for row in _list_moved_records(target.id, target.written, report, kinds)
    ]
    if written:
        heading = say("written in this time for earlier days, and so in both figures")
        page += [Line(), Line(heading, heading=True), Table(_MOVED_COLUMNS, written)]
    return page


def _build_movement_row(target: Movement) -> list[Cell]:
    status = mark_status(target.status_now)
    if target.status_then != target.status_now:
        status = Piece(
            say("{before} → {after}", before=WORDS[target.status_then], after=status.text), STYLES[target.status_now]
        )
    difference = _sign(target.difference)
    return [target.title, dash_unknown(target.then), dash_unknown(target.now), difference, status, target.id]


def _sign(number: Number | None) -> Value | None:
    if not number:
        return None if number is None else 0
    return f"+{exact_text(number)}" if number > 0 else number


def _list_moved_records(id: str, entries: Sequence[Entry], report: MovementReport, kinds: Kinds) -> list[list[Cell]]:
    """Return a row for each record of a target; the first one names it."""
    return [
        [
            id if place == 0 else None,
            entry.date,
            say("{subject}, {record}", subject=word_subject(entry), record=word_record(entry, kinds)),
            word_given(entry),
            name_place(report.plan.path, entry.line),
        ]
        for place, entry in enumerate(entries)
    ]
