"""The log in order of date, as a page."""

from plantrack.plan.problems import counted
from plantrack.plan.reports.entries import Change
from plantrack.plan.reports.history import HistoryRecord, HistoryReport
from plantrack.render.columns import known_line
from plantrack.render.page import Cell, Column, Grid, Line, Page, Style
from plantrack.render.pages.entry import evidence, value, what, whose
from plantrack.render.text.numbers import span


def page(report: HistoryReport) -> Page:
    """Return a line for each record; those that do not stand are dim, and say what replaced them."""
    since = f" since {report.since}" if report.since else ""
    until = f" as of {report.as_of}" if report.as_of else ""
    records = report.records
    shown: list[Line | Grid] = [
        Line(str(report.plan.title), heading=True),
        Line(f"{counted(len(records), 'record')}{since}{until}{known_line(report.known)}", "dim"),
    ]
    if not records:
        return [*shown, Line(), Line("No records.")]
    columns = [
        Column("date"),
        Column("record"),
        Column("of", wraps=True),
        Column("changed hands", leaves=2, wraps=True),
        Column("evidence", cuts=True, leaves=3),
        Column("late", leaves=4),
        Column("note", leaves=5, cuts=True),
        Column("line", right=True, leaves=1),
    ]
    return [*shown, Line(), Grid(columns, [_row(one) for one in records])]


def _row(one: HistoryRecord) -> list[Cell]:
    style: Style = "" if one.replaced_by is None else "dim"
    record = one.record
    return [
        Cell(record.date, style),
        Cell(what(record), style),
        Cell(whose(record), style),
        Cell("; ".join(_marks(one)), "yellow" if style == "" else "dim"),
        Cell(evidence(record.decision, record.source), "dim"),
        Cell("" if one.late is None else span(one.late), "dim"),
        Cell(record.note or "", "dim"),
        Cell(str(record.line), "dim"),
    ]


def _marks(one: HistoryRecord) -> list[str]:
    marks = [_was(change) for change in one.changes]
    marks += [f"{_key(change)}now {value(change.now)} on line {change.now_line}" for change in one.changed]
    told = {change.now_line for change in one.changed}
    if one.replaced_by is not None and one.replaced_by not in told:
        marks.append(f"added to on line {one.replaced_by}")
    return marks


def _was(change: Change) -> str:
    how = "made exact, " if change.made_exact else ""
    return f"{how}{_key(change)}was {value(change.was)} on line {change.was_line}"


def _key(change: Change) -> str:
    return "" if change.key in ("date", "value") else f"{change.key} "
