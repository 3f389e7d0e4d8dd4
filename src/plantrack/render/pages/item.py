"""The life of an item, as a page."""

from plantrack.plan.model import Kind
from plantrack.plan.rules.reasons import Reason
from plantrack.plan.sentences import Value, list_values, say, say_counted
from plantrack.plan.show.item import Counting, ExpectedStage, ItemReport
from plantrack.render.page import Cell, Column, Line, Page, Piece, Style, Table
from plantrack.render.pages.records import (
    build_comment,
    build_corrections,
    build_entry_row,
    build_entry_table,
    word_stage,
)
from plantrack.render.text import headings
from plantrack.render.text.reasons import word_reason
from plantrack.render.text.wording import find_label, list_given, word_as_of, word_awaited

_COUNTING_COLUMNS = (
    Column(headings.TARGET, overflow="wraps"),
    Column(headings.COUNTS_AS),
    Column(headings.TARGET_ID, style="dim", leaves=1),
)


def build_item_page(report: ItemReport, kind: Kind) -> Page:
    """Tell the life of an item: each stage with its evidence, its attributes, and which targets count it."""
    path = report.plan.path
    asked = word_as_of(report.as_of, report.known)
    page: list[Line | Table] = [
        Line(report.item, heading=True),
        Line(say("{kind} · {asked}", kind=kind.title, asked=asked), "dim"),
    ]
    if report.attributes:
        page.append(Line(list_given(kind, report.attributes)))
    if len(report.names) > 1:
        others = [name for name in report.names if name != report.item]
        page.append(Line(say("other names: {names}", names=list_values(others))))
    rows = [build_entry_row(entry, word_stage(entry, kind), path) for entry in report.stages]
    rows += [build_entry_row(one.record, _word_expected(one, kind), path) for one in report.expected]
    nothing = Line(say("Nothing is recorded of it by then."))
    page += [Line(), build_entry_table(headings.STAGE, rows) if rows else nothing]
    page += build_comment(report.comment, path)
    if report.targets:
        page += [Line(), Table(_COUNTING_COLUMNS, [_build_counting_row(counting, kind) for counting in report.targets])]
    return [*page, *build_corrections(report.changes, path)]


def _word_expected(expected: ExpectedStage, kind: Kind) -> Value:
    """Return the stage that is expected, how late it is, and how often it was put off."""
    told: Value = word_awaited(find_label(kind, expected.record.stage or ""))
    if expected.late:
        told = say_counted("{stage}, {count} day late", "{stage}, {count} days late", expected.late, stage=told)
    if expected.first is not None and expected.days > 0:
        values = {"stage": told, "first": expected.first, "times": expected.times}
        told = say("{stage}, put off from {first} ({times} ×)", **values)
    return told


def _build_counting_row(counting: Counting, kind: Kind) -> list[Cell]:
    style: Style = "" if counting.named > 0 else "dim"
    stages = [find_label(kind, stage) for stage in counting.stages]
    told = word_reason(Reason(counting.role, counting.date), stages)
    if counting.sum is not None and counting.role not in ("no-date", "before-start"):
        weight, label = counting.weight, find_label(kind, counting.sum)
        told = (
            say("{told}, without {attribute}", told=told, attribute=label)
            if weight is None
            else say("{told}, {attribute} {weight}", told=told, attribute=label, weight=weight)
        )
    return [Piece(counting.title, style), Piece(told, style), counting.id]
