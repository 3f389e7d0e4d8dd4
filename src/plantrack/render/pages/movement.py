"""What moved of targets from one day to another, as a page."""

from collections.abc import Sequence

from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.movement import Movement, MovementReport
from plantrack.plan.reports.status import ALL_TARGETS, Choice
from plantrack.plan.sentences import Value, say
from plantrack.render.page import Cell, Column, Line, Page, Piece, Table
from plantrack.render.pages.records import (
    Kinds,
    RecordWords,
    name_place,
    tell_not_over,
    word_given,
    word_said,
    word_subject,
)
from plantrack.render.pages.status import head_groups
from plantrack.render.text import headings
from plantrack.render.text.choice import tell_choice
from plantrack.render.text.numbers import dash_unknown, sign_number
from plantrack.render.text.standing import word_terms
from plantrack.render.text.statuses import STYLES, WORDS, mark_status
from plantrack.render.text.wording import name_target, word_days, word_evidence, word_move

_MOVEMENT_COLUMNS = (
    Column(headings.TARGET, overflow="wraps", least=26, narrowest=12),
    Column(headings.GROUP, style="dim", leaves=3, overflow="wraps"),
    Column(headings.THEN, align="point", heading_wraps=True),
    Column(headings.NOW, align="point", style="bold", heading_wraps=True),
    Column(headings.DIFFERENCE, align="point", heading_wraps=True),
    Column(headings.BY_NAME, align="point", style="dim", leaves=1, heading_wraps=True),
    Column(headings.BY_REPORT, align="point", style="dim", leaves=2, heading_wraps=True),
    Column(headings.STATUS, overflow="wraps"),
    Column(headings.OWNER, style="dim", leaves=4, overflow="wraps"),
    Column(headings.TARGET_ID, style="dim", leaves=5),
)
_WHOSE = Column(headings.TARGET, style="dim", overflow="wraps", least=20, narrowest=12)
_RECORD_COLUMNS = (
    Column(headings.DATE, is_date=True),
    Column(headings.RECORD, overflow="wraps", least=30, narrowest=12),
    Column(headings.EVIDENCE, style="dim", overflow="cuts", leaves=1),
    Column(headings.WHERE, style="dim", leaves=2),
)
_COMMENT_COLUMNS = (
    _WHOSE,
    _RECORD_COLUMNS[0],
    Column(headings.COMMENT, overflow="wraps", least=26, narrowest=12),
    *_RECORD_COLUMNS[2:],
)
_REVISION_COLUMNS = (
    _WHOSE,
    Column(headings.DATE, is_date=True),
    Column(headings.REVISED, overflow="wraps"),
    Column(headings.EVIDENCE, style="dim", overflow="cuts", leaves=1),
)


def build_movement_page(report: MovementReport, kinds: Kinds, choice: Choice = ALL_TARGETS) -> Page:
    """Return the actual of each target then and now, and below it the records that made the difference."""
    targets, path, words = report.targets, report.plan.path, RecordWords(kinds)
    page: list[Line | Table] = [
        Line(report.plan.title, heading=True),
        Line(word_days(report.then, report.as_of, report.known), "dim"),
        *tell_choice(choice, len(targets)),
    ]
    if targets:
        table = Table(_MOVEMENT_COLUMNS, [_build_movement_row(target, choice) for target in targets])
        standing = [(target.title, target.group, target.status_now) for target in targets]
        page += [Line(), table if choice.worst_first else head_groups(table, standing)]
    elif choice.is_given:
        return page
    revised = [row for target in targets for row in _list_revisions(target)]
    if revised:
        page += [Line(), Line(say("revised in this time"), heading=True), Table(_REVISION_COLUMNS, revised)]
    columns = (_WHOSE, *_RECORD_COLUMNS)
    moved = [row for target in targets for row in _list_moved_records(target, target.records, words, path)]
    if moved:
        page += [Line(), Line(say("records of this time"), heading=True), Table(columns, moved)]
    said = [row for target in targets for row in _list_comments(target, path)]
    if said:
        page += [Line(), Line(say("comments of this time"), heading=True), Table(_COMMENT_COLUMNS, said)]
    uncounted = [_tell_record(entry, words, path) for entry in report.uncounted]
    if uncounted:
        heading = say("records of this time that no target counts")
        page += [Line(), Line(heading, heading=True), Table(_RECORD_COLUMNS, uncounted)]
    if not moved and not said and not uncounted:
        page += [Line(), Line(say("No records of this time."))]
    written = [row for target in targets for row in _list_moved_records(target, target.written, words, path)]
    if written:
        heading = say("written in this time for earlier days, and so in both figures")
        page += [Line(), Line(heading, heading=True), Table(columns, written)]
    return [*page, *tell_not_over(report.uncertain)]


def _build_movement_row(target: Movement, choice: Choice) -> list[Cell]:
    status = mark_status(target.status_now)
    if target.status_then != target.status_now:
        before = WORDS[target.status_then]
        status = Piece(word_move(before, status.text), STYLES[target.status_now])
    if target.revisions:
        status = Piece(say("{status}, revised", status=status.text), status.style)
    changes = (target.difference, target.by_name, target.by_report)
    signed = [None if change is None else sign_number(change) for change in changes]
    group = target.group if choice.worst_first else None
    figures = (dash_unknown(target.then), dash_unknown(target.now), *signed)
    return [target.title, group, *figures, status, target.owner, target.id]


def _list_revisions(target: Movement) -> list[list[Cell]]:
    """Return a row for each revision of a target; the first one names it."""
    return [
        [
            name_target(target.id, target.title) if place == 0 else None,
            revised.since,
            word_terms(revised),
            word_evidence(revised.decision, revised.source),
        ]
        for place, revised in enumerate(target.revisions)
    ]


def _list_comments(target: Movement, path: str) -> list[list[Cell]]:
    """Return a row for each comment on a target; the first one names it."""
    return [
        [
            name_target(target.id, target.title) if place == 0 else None,
            entry.date,
            word_said(entry.text or "", entry.ask),
            word_given(entry),
            name_place(path, entry.line),
        ]
        for place, entry in enumerate(target.comments)
    ]


def _list_moved_records(target: Movement, entries: Sequence[Entry], words: RecordWords, path: str) -> list[list[Cell]]:
    """Return a row for each record of a target; the first one names it."""
    name = name_target(target.id, target.title)
    return [
        [name if place == 0 else None, *_tell_record(entry, words, path, name)] for place, entry in enumerate(entries)
    ]


def _tell_record(entry: Entry, words: RecordWords, path: str, target: Value | None = None) -> list[Cell]:
    return [
        entry.date,
        say("{subject}, {record}", subject=word_subject(entry, target), record=words.word(entry)),
        word_given(entry),
        name_place(path, entry.line),
    ]
