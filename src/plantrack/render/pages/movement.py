"""What moved of targets from one day to another, as a page."""

from collections.abc import Sequence

from plantrack.plan.model import Number
from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.movement import Movement, MovementReport
from plantrack.render.columns import SIGNS, STYLES, WORDS, known_line, revision
from plantrack.render.page import Cell, Column, Grid, Line, Page
from plantrack.render.pages.entry import evidence, what, whose
from plantrack.render.text.numbers import exact, figure


def page(report: MovementReport) -> Page:
    """Return the actual of each target then and now, and below it the records that made the difference."""
    until = f"from the end of {report.then} to the end of {report.as_of}"
    shown: list[Line | Grid] = [
        Line(str(report.plan.title), heading=True),
        Line(f"{until}{known_line(report.known)}", "dim"),
    ]
    if report.targets:
        columns = [Column("target", wraps=True), Column("then", right=True), Column("now", right=True)]
        columns += [Column("difference", right=True), Column("status", wraps=True), Column("id", leaves=1)]
        shown += [Line(), Grid(columns, [_row(target) for target in report.targets])]
    shown += [Line(f"* {one.target}: {revision(one)}") for one in report.revisions]
    moved = [(target.id, target.records) for target in report.targets if target.records]
    shown += _listed("records of this time", moved, report.plan.path) or [Line(), Line("No records of this time.")]
    written = [(target.id, target.written) for target in report.targets if target.written]
    shown += _listed("written in this time for earlier days, and so in both figures", written, report.plan.path)
    return shown


def _row(target: Movement) -> list[Cell]:
    status = f"{SIGNS[target.status_now]} {WORDS[target.status_now]}"
    if target.status_then != target.status_now:
        status = f"{WORDS[target.status_then]} → {status}"
    return [
        Cell(str(target.title)),
        Cell(figure(target.then)),
        Cell(figure(target.now), "bold"),
        Cell(_signed(target.difference)),
        Cell(status, STYLES[target.status_now]),
        Cell(target.id, "dim"),
    ]


def _signed(number: Number | None) -> str:
    if not number:
        return "" if number is None else "0"
    return f"+{exact(number)}" if number > 0 else exact(number)


def _listed(heading: str, records: Sequence[tuple[str, Sequence[Entry]]], path: str) -> list[Line | Grid]:
    """Return the records of each target under a heading; nothing where there are none."""
    if not records:
        return []
    columns = [
        Column("target", wraps=True),
        Column("date"),
        Column("record", wraps=True),
        Column("evidence", cuts=True, leaves=1),
    ]
    rows = [
        [
            Cell(id if place == 0 else "", "dim"),
            Cell(entry.date),
            Cell(f"{whose(entry)}, {what(entry)}"),
            Cell(evidence(entry.decision, entry.source), "dim"),
            Cell(f"{path}:{entry.line}", "dim"),
        ]
        for id, entries in records
        for place, entry in enumerate(entries)
    ]
    return [Line(), Line(heading, heading=True), Grid([*columns, Column("where", leaves=2)], rows)]
