"""The actual of targets by an attribute, as a page."""

from plantrack.plan.model import Number
from plantrack.plan.reports.breakdown import BreakdownReport, Row
from plantrack.plan.sentences import Value, say
from plantrack.render.page import Cell, Column, Line, Page, Piece, Table
from plantrack.render.pages.records import Kinds
from plantrack.render.text import headings
from plantrack.render.text.numbers import dash_unknown
from plantrack.render.text.wording import find_label, word_as_of, word_without


def build_breakdown_page(report: BreakdownReport, kinds: Kinds) -> Page:
    """Return a row for each value and a column for each target; where not all fit, one table below the other."""
    kind = next((kind for kind in kinds.values() if report.by in kind.labels), None)
    by = find_label(kind, report.by)
    asked = word_as_of(report.as_of, report.known)
    columns = [
        Column(by, overflow="wraps"),
        *(Column(target.id, align="point") for target in report.targets),
    ]
    actual = [Piece(dash_unknown(target.actual), "bold") for target in report.targets]
    rows: list[list[Cell]] = [_build_value_row(row, by) for row in report.rows]
    return [
        Line(report.plan.title, heading=True),
        Line(say("{asked} · by {attribute}", asked=asked, attribute=by), "dim"),
        Line(),
        Table(columns, [*rows, [Piece(headings.ACTUAL, "bold"), *actual]], stacks=True),
    ]


def _build_value_row(row: Row, by: Value) -> list[Cell]:
    if row.row == "value":
        # Where a target has nothing of a value there is nothing to say.
        return [row.value, *(count or None for count in row.counts.values())]
    return [_dim(_name_row(row, by)), *(_dim(dash_unknown(count)) for count in row.counts.values())]


def _name_row(row: Row, by: Value) -> Value:
    if row.row == "baseline":
        return headings.BASELINE
    return say("no name yet") if row.row == "unnamed" else word_without(by)


def _dim(value: Value | Number) -> Piece:
    return Piece(value, "dim")
