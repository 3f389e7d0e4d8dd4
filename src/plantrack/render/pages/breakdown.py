"""The actual of targets by an attribute, as a page."""

from collections.abc import Sequence

from plantrack.plan.reports.breakdown import BreakdownReport, Row
from plantrack.plan.reports.breakdown import Column as TargetColumn
from plantrack.render.columns import known_line
from plantrack.render.page import Cell, Column, Grid, Line, Page
from plantrack.render.pages.entry import value
from plantrack.render.text.numbers import exact, figure

GAP = 2


def page(report: BreakdownReport, width: int | None = None) -> Page:
    """Return a row for each value and a column for each target; where not all fit, one grid below the other."""
    shown: list[Line | Grid] = [
        Line(str(report.plan.title), heading=True),
        Line(f"as of {report.as_of}{known_line(report.known)} · by {report.by}", "dim"),
    ]
    names = [_name(report, row) for row in report.rows]
    room = None if width is None else width - max(map(len, [*names, report.by]))
    for targets in _fitting(report.targets, room):
        shown += [Line(), _grid(report, names, targets)]
    return shown


def _fitting(targets: Sequence[TargetColumn], room: int | None) -> list[list[TargetColumn]]:
    """Return the targets in groups that stand beside each other."""
    groups: list[list[TargetColumn]] = []
    left = 0
    for target in targets:
        needed = len(target.id) + GAP
        if not groups or (room is not None and needed > left):
            groups.append([])
            left = room or 0
        groups[-1].append(target)
        left -= needed
    return groups


def _grid(report: BreakdownReport, names: Sequence[str], targets: Sequence[TargetColumn]) -> Grid:
    columns = [Column(report.by, wraps=True), *(Column(target.id, right=True) for target in targets)]
    rows = [
        [
            Cell(name, "" if row.row == "value" else "dim"),
            *(Cell(_count(row, target), "" if row.row == "value" else "dim") for target in targets),
        ]
        for name, row in zip(names, report.rows, strict=True)
        if row.row != "value" or any(row.counts[target.id] for target in targets)
    ]
    actual = (Cell(figure(target.actual), "bold") for target in targets)
    return Grid(columns, [*rows, [Cell("actual", "bold"), *actual]])


def _name(report: BreakdownReport, row: Row) -> str:
    names = {"baseline": "baseline", "no-value": f"no {report.by}", "unnamed": "no name yet"}
    return names.get(row.row) or value(row.value)


def _count(row: Row, target: TargetColumn) -> str:
    count = row.counts[target.id]
    if row.row == "value":
        return exact(count) if count else ""
    return figure(count)
