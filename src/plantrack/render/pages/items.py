"""The items of a kind as a page."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from plantrack.plan.model import WITHDRAWN, Kind
from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.items import AttributeSum, ItemLine, ItemsReport, UncertainDate
from plantrack.plan.rules.reasons import Reason
from plantrack.plan.sentences import Called, Sentence, Value, say, say_counted, say_either
from plantrack.plan.show.target import PartLine, TargetReport
from plantrack.render.page import Cell, Column, Line, Page, Piece, Table
from plantrack.render.pages.records import name_place, word_date, word_given
from plantrack.render.text import headings
from plantrack.render.text.numbers import dash_unknown
from plantrack.render.text.reasons import word_reason
from plantrack.render.text.statuses import SIGNS, STYLES
from plantrack.render.text.wording import (
    count_more,
    find_label,
    list_clauses,
    note_not_over,
    word_as_of,
    word_no_such,
    word_without,
)

_PART_COLUMNS = (
    Column(headings.NAME, overflow="wraps"),
    Column(headings.STAGE, heading_wraps=True),
    Column(headings.DATE, is_date=True),
    Column(headings.COUNTS_AS, style="dim", overflow="wraps", leaves=1, least=16, narrowest=12),
    Column(headings.EVIDENCE, style="dim", overflow="cuts", leaves=2),
    Column(headings.NOTE, style="dim", overflow="wraps", leaves=4),
    Column(headings.WHERE, style="dim", leaves=3),
)
# Of what is not certain so much is named.
_MOST_UNCERTAIN = 5


def build_items_page(report: ItemsReport, kind: Kind) -> Page:
    """Return each item of a kind with the date of each stage that it has reached."""
    asked = word_as_of(report.as_of, report.known)
    page: list[Line | Table] = [
        Line(report.title, heading=True),
        Line(say("{asked} · {items}", asked=asked, items=_word_items(report, kind)), "dim"),
        Line(),
    ]
    no_such = word_no_such(kind, report.by, report.as_of) if report.by is not None else None
    if no_such is not None:
        page += [Line(no_such), Line()]
    if report.items:
        page.append(_build_table(report, kind, report.items, withdrawn=False))
        page += _tell_expected(report, kind)
    elif not report.withdrawn:
        page.append(Line(say("none")))
    if report.withdrawn:
        page += [Line()] if report.items else []
        page += [Line(say("withdrawn: {number}", number=len(report.withdrawn)), "dim")]
        page.append(_build_table(report, kind, report.withdrawn, withdrawn=True))
    return [*page, *([Line(), Line(note_uncertain(report.uncertain, kind), "dim")] if report.uncertain else [])]


def note_uncertain(uncertain: Sequence[UncertainDate], kind: Kind) -> Sentence:
    """Return which dates of items count for nothing yet, the first of them, since they may mean a day to come."""
    told: list[Value] = [
        say("{item}, {stage} {date}", item=one.item, stage=find_label(kind, one.stage), date=one.date)
        for one in uncertain[:_MOST_UNCERTAIN]
    ]
    more = len(uncertain) - _MOST_UNCERTAIN
    which = list_clauses([*told, count_more(more)] if more > 0 else told)
    return say("{told}: {which}", told=note_not_over(len(uncertain)), which=which)


def word_item_count(count: int) -> Sentence:
    """Return how many items there are."""
    return say_counted("{count} item", "{count} items", count)


def _word_items(report: ItemsReport, kind: Kind) -> Value:
    # They stand apart and count nowhere, but where they are asked for.
    count = report.total + (len(report.withdrawn) if WITHDRAWN in report.stage else 0)
    reached = say_either([find_label(kind, stage) for stage in report.stage]) if report.stage else None
    missing = find_label(kind, report.missing) if report.missing is not None else None
    if reached is None and missing is None:
        return word_item_count(count)
    if missing is None:
        return say_counted(
            "{count} item that has reached {stage}",
            "{count} items that have reached {stage}",
            count,
            stage=reached or "",
        )
    if reached is None:
        return say_counted(
            "{count} item that has not reached {missing}",
            "{count} items that have not reached {missing}",
            count,
            missing=missing,
        )
    return say_counted(
        "{count} item that has reached {stage} and not reached {missing}",
        "{count} items that have reached {stage} and not reached {missing}",
        count,
        stage=reached,
        missing=missing,
    )


def _build_table(report: ItemsReport, kind: Kind, items: Sequence[ItemLine], *, withdrawn: bool) -> Table:
    by = None if withdrawn else report.by
    attributes = [name for name in kind.attributes if name != by]
    columns = [
        Column(Called(report.kind), overflow="wraps"),
        *([Column(find_label(kind, WITHDRAWN), is_date=True, heading_wraps=True)] if withdrawn else []),
        *_build_stage_columns(report, kind),
        *(_build_attribute_column(kind, name, place) for place, name in enumerate(attributes)),
    ]
    if by is None:
        return Table(columns, [_build_item_row(item, "", attributes, withdrawn=withdrawn) for item in items])
    rows: list[list[Cell]] = []
    before: list[Cell] = [None] * (len(columns) - len(attributes) - 1)
    groups = {group.value: group for group in report.groups or ()}
    for value, members in groupby(items, key=lambda item: item.attributes[by]):
        name = word_without(find_label(kind, by)) if value is None else value
        heading = Piece(head_group(name, groups[value].total), "bold")
        rows.append([heading, *before, *_tell_sums(groups[value].sums, attributes)])
        rows += [_build_item_row(item, "  ", attributes, withdrawn=False) for item in members]
    # What has no sum has its number above the table.
    sums = _tell_sums(report.sums or {}, attributes)
    if any(sums):
        heading = Piece(say("together ({number})", number=report.total), "bold")
        rows.append([heading, *before, *sums])
    return Table(columns, rows)


def head_group(name: Value, number: int) -> Sentence:
    """Return the heading of a group of items: what they have in common, and how many they are."""
    return say("{name} ({number})", name=name, number=number)


def _tell_sums(sums: Mapping[str, AttributeSum], attributes: Sequence[str]) -> list[Cell]:
    """Return the sum of each number attribute, with how many items are not in it."""
    cells: list[Cell] = []
    for attribute in attributes:
        made = sums.get(attribute)
        if made is None or made.sum is None:
            cells.append(None)
        elif made.without:
            left_out = say("  {count} unknown", count=made.without)
            cells.append([Piece(made.sum, "bold"), Piece(left_out, "dim")])
        else:
            cells.append(Piece(made.sum, "bold"))
    return cells


def _build_stage_columns(report: ItemsReport, kind: Kind) -> list[Column]:
    """Return the columns of the stages: the last ones are what one looks for, and leave last."""
    asked = {*report.stage} - {report.missing}
    return [
        Column(find_label(kind, stage), leaves=0 if stage in asked else place, heading_wraps=True, is_date=True)
        for stage, place in zip(kind.stages, range(len(kind.stages), 0, -1), strict=True)
    ]


def _build_attribute_column(kind: Kind, name: str, place: int) -> Column:
    is_text = not kind.attributes[name].is_number
    return Column(
        find_label(kind, name),
        align="left" if is_text else "point",
        style="dim",
        leaves=len(kind.stages) + 1 + place,
        overflow="wraps" if is_text else "whole",
        heading_wraps=True,
    )


def _build_item_row(item: ItemLine, indent: str, attributes: Sequence[str], *, withdrawn: bool) -> list[Cell]:
    row: list[Cell] = [indent + item.item, item.withdrawn] if withdrawn else [indent + item.item]
    is_awaited = set(item.late.values()) != {None}
    stages = [_tell_stage(item, stage) for stage in item.stages] if is_awaited else item.stages.values()
    return [*row, *stages, *map(item.attributes.get, attributes)]


def _tell_stage(item: ItemLine, stage: str) -> Cell:
    """Return when an item reached a stage, or behind an arrow by when it is to; what is late has a sign."""
    late = item.late[stage]
    if late is None:
        return item.stages[stage]
    expected = say("→ {date}", date=item.expected[stage] or "")
    return (
        Piece(say("{expected} {sign}", expected=expected, sign=SIGNS["behind"]), STYLES["behind"])
        if late
        else Piece(expected, "cyan")
    )


def _tell_expected(report: ItemsReport, kind: Kind) -> list[Line]:
    """Tell of each stage of which anything is expected how many items have reached it, and how many have no date."""
    lines = []
    for stage, count in report.expected.items():
        expected = say("{count} expected", count=count.expected)
        if count.late:
            expected = say("{expected} ({late} late)", expected=expected, late=count.late)
        values: dict[str, Value] = {"reached": count.reached, "expected": expected, "without": count.without}
        told = say(
            "{stage}: {reached} reached, {expected}, {without} without a date", stage=find_label(kind, stage), **values
        )
        lines.append(Line(told))
    return [Line(), *lines] if lines else []


def build_part_table(report: TargetReport, kind: Kind | None) -> Table:
    """Return the items behind the number of a target; of a sum with what each weighs."""
    path = report.plan.path
    rows = [_build_part_row(part, path, kind) for part in report.parts]
    if report.target.sum is None:
        return Table(_PART_COLUMNS, rows)
    label = find_label(kind, report.target.sum)
    columns = Column(label, align="point"), Column(headings.BY_NAME, align="point", leaves=1)
    # What each weighs, and what of it is in what is known by name: these add up.
    weighed: list[list[Cell]] = []
    for part, row in zip(report.parts, rows, strict=True):
        weighed.append([*row[:3], dash_unknown(part.weight), part.named, *row[3:]])
        if part.weighed is not None:
            weighed.append(_build_weighing_row(part.weighed, label, path))
    return Table([*_PART_COLUMNS[:3], *columns, *_PART_COLUMNS[3:]], weighed)


def _build_weighing_row(weighed: Entry, label: Value, path: str) -> list[Cell]:
    """Return below an item which record gives what it weighs, where that is another than the one it came in with."""
    date, evidence, note, where = word_date(weighed), word_given(weighed), weighed.note, name_place(path, weighed.line)
    return [None, Piece(label, "dim"), Piece(date, "dim"), None, None, None, evidence, note, where]


def _build_part_row(part: PartLine, path: str, kind: Kind | None) -> list[Cell]:
    record = part.record
    records = [record] if part.withdrawal is None else [record, part.withdrawal]
    lines, notes = [one.line for one in records], [one.note for one in records]
    return [
        Piece(part.item, "" if part.named > 0 else "dim"),
        find_label(kind, record.stage or ""),
        record.date,
        word_reason(Reason(part.role, part.date), ()),
        word_given(record),
        list_clauses([note for note in notes if note]),
        name_place(path, *lines),
    ]
