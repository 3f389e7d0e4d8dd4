"""The actual of targets by an attribute, and how it has moved, as pages."""

from plantrack.plan.model import Number
from plantrack.plan.reports.breakdown import BreakdownMovementReport, BreakdownReport, MovedRow, Row
from plantrack.plan.reports.status import ALL_TARGETS, Choice
from plantrack.plan.sentences import Value, say
from plantrack.render.page import Cell, Column, Line, Page, Piece, Style, Table
from plantrack.render.pages.records import Kinds, tell_not_over
from plantrack.render.text import headings
from plantrack.render.text.choice import tell_choice
from plantrack.render.text.numbers import dash_unknown, sign_number
from plantrack.render.text.standing import list_reservations
from plantrack.render.text.wording import (
    find_label,
    name_target,
    note_target,
    word_as_of,
    word_days,
    word_no_such,
    word_without,
)

# A title above figures wraps, but not into single words.
NARROWEST_HEADING = 12


def build_breakdown_page(report: BreakdownReport, kinds: Kinds, choice: Choice = ALL_TARGETS) -> Page:
    """Return a row for each value, and for each kind a column of its items and one for each target that counts them.

    Where not all fit, one table stands below the other.
    """

    def build_row(row: Row) -> list[Cell]:
        style: Style = "" if row.row == "value" else "dim"
        cells: list[Cell] = [name_row(row, by)]
        for kind in report.kinds:
            items = row.items[kind.id]
            cells.append(Piece(items, style) if items else None)
            counts = [row.counts[target.id] for target in report.targets if target.kind == kind.id]
            # Where a kind has no item of a value there is nothing to say of its targets.
            cells += [None if items == count == 0 else Piece(dash_unknown(count), style) for count in counts]
        return cells

    by = find_attribute(report, kinds)
    asked = say("{asked} · by {attribute}", asked=word_as_of(report.as_of, report.known), attribute=by)
    sums: list[Cell] = [Piece(headings.ACTUAL, "bold")]
    for kind in report.kinds:
        sums.append(Piece(kind.total, "bold"))
        of_kind = [target.actual for target in report.targets if target.kind == kind.id]
        sums += [Piece(dash_unknown(actual), "bold") for actual in of_kind]
    return _build_page(report, kinds, asked, [*map(build_row, report.rows), sums], choice)


def build_breakdown_movement_page(report: BreakdownMovementReport, kinds: Kinds, choice: Choice = ALL_TARGETS) -> Page:
    """Return the same grid with what each figure was, what it is, and by how much it has changed."""

    def build_row(row: MovedRow) -> list[Cell]:
        style: Style = "" if row.row == "value" else "dim"
        cells: list[Cell] = [name_row(row, by)]
        for kind in report.kinds:
            then, now = row.items_then[kind.id], row.items_now[kind.id]
            cells.append(_tell_change(then, now, row.items_difference[kind.id], style) if then or now else None)
            for target in report.targets:
                if target.kind == kind.id:
                    was, count = row.then[target.id], row.now[target.id]
                    is_empty = then == now == was == count == 0
                    change = row.difference[target.id]
                    cells.append(None if is_empty else _tell_change(was, count, change, style))
        return cells

    by = find_attribute(report, kinds)
    days = word_days(report.then, report.as_of, report.known)
    asked = say("{days} · by {attribute}", days=days, attribute=by)
    sums: list[Cell] = [Piece(headings.ACTUAL, "bold")]
    for kind in report.kinds:
        sums.append(_tell_change(kind.then, kind.now, kind.difference, "bold"))
        of_kind = [target for target in report.targets if target.kind == kind.id]
        sums += [_tell_change(target.then, target.now, target.difference, "bold") for target in of_kind]
    return _build_page(report, kinds, asked, [*map(build_row, report.rows), sums], choice)


def _build_page(
    report: BreakdownReport | BreakdownMovementReport,
    kinds: Kinds,
    asked: Value,
    rows: list[list[Cell]],
    choice: Choice,
) -> Page:
    heading = [
        Line(report.plan.title, heading=True),
        Line(asked, "dim"),
        *tell_choice(choice, len(report.targets)),
    ]
    if not report.targets:
        return [*heading]
    by = find_attribute(report, kinds)
    columns = [Column(by, overflow="wraps")]
    for kind in report.kinds:
        columns.append(Column(kind.title, align="point", heading_wraps=True, heading_least=2 * NARROWEST_HEADING))
        of_kind = [name_target(target.id, target.title) for target in report.targets if target.kind == kind.id]
        columns += [
            Column(name, align="point", heading_wraps=True, heading_least=NARROWEST_HEADING) for name in of_kind
        ]
    days = (report.then, report.as_of) if isinstance(report, BreakdownMovementReport) else (report.as_of,)
    told = (word_no_such(kinds[kind.id], report.by, day) for kind in report.kinds for day in days)
    none = [Line(sentence) for sentence in dict.fromkeys(told) if sentence is not None]
    table = Table(columns, rows, stacks=True)
    lacking = [
        Line(note_target(name_target(one.id, one.title), note), "dim")
        for one in report.targets
        for note in list_reservations(one.kind, one.sum, one.lacking, None)
    ]
    below = [*([Line()] if lacking else []), *lacking, *tell_not_over(report.uncertain)]
    return [*heading, Line(), *none, *([Line()] if none else []), table, *below]


def find_attribute(report: BreakdownReport | BreakdownMovementReport, kinds: Kinds) -> Value:
    """Return what the first of the kinds calls the attribute."""
    return find_label(
        next((kinds[kind.id] for kind in report.kinds if report.by in kinds[kind.id].labels), None), report.by
    )


def name_row(row: Row | MovedRow, by: Value) -> Cell:
    """Return what stands at the head of a row."""
    match row.row:
        case "baseline":
            return Piece(headings.BASELINE, "dim")
        case "unnamed":
            return Piece(say("no name yet"), "dim")
        case "no-value":
            return Piece(word_without(by), "dim")
        case "value":
            return row.value


def _tell_change(then: Number | None, now: Number | None, difference: Number | None, style: Style) -> Cell:
    """Return a figure, or where it is another one now both and the change: `4 → 6  +2`."""
    if then == now:
        return Piece(dash_unknown(now), style)
    told = [Piece(dash_unknown(then), style), Piece(" → ", "dim"), Piece(dash_unknown(now), "bold")]
    return told if difference is None else [*told, Piece("  "), Piece(sign_number(difference))]
