"""The works of a kind as a page."""

from collections.abc import Sequence
from itertools import groupby

from plantrack.plan.model import AttributeValue
from plantrack.plan.problems import counted
from plantrack.plan.reports.items import ItemLine, ItemsReport
from plantrack.render.columns import known_line
from plantrack.render.page import Cell, Column, Grid, Line, Page, cells
from plantrack.render.pages.entry import value


def page(report: ItemsReport) -> Page:
    """Return each work of a kind with the date of each stage that it has reached."""
    shown: list[Line | Grid] = [
        Line(str(report.title), heading=True),
        Line(f"as of {report.as_of}{known_line(report.known)} · {_told(report)}", "dim"),
        Line(),
    ]
    if report.items:
        shown.append(_grid(report, report.items, withdrawn=False))
    elif not report.withdrawn:
        shown.append(Line("none"))
    if report.withdrawn:
        shown += [Line(), Line(f"withdrawn: {len(report.withdrawn)}", "dim")]
        shown.append(_grid(report, report.withdrawn, withdrawn=True))
    return shown


def _told(report: ItemsReport) -> str:
    conditions = [f"reached {' or '.join(report.stage)}"] if report.stage else []
    conditions += [f"not reached {report.missing}"] if report.missing else []
    whose = f" that {'has' if report.total == 1 else 'have'} {' and '.join(conditions)}" if conditions else ""
    return counted(report.total, "work") + whose


def _grid(report: ItemsReport, items: Sequence[ItemLine], *, withdrawn: bool) -> Grid:
    first = items[0]
    asked = {*report.stage, report.missing}
    stages = [Column(stage, leaves=0 if stage in asked and stage != report.missing else 1) for stage in first.stages]
    by = None if withdrawn else report.by
    shown = [name for name in first.attributes if name != by]
    are_texts = {name for item in items for name in shown if isinstance(item.attributes[name], str)}
    attributes = [Column(name, name not in are_texts, leaves=2 + place, wraps=True) for place, name in enumerate(shown)]
    columns = [Column(report.kind, wraps=True), *([Column("withdrawn")] if withdrawn else []), *stages, *attributes]
    if by is None:
        return Grid(columns, [_row(item, "", shown, withdrawn=withdrawn) for item in items])
    rows = []
    for group, members in groupby(items, key=lambda item: item.attributes[by]):
        lines = [_row(item, "  ", shown, withdrawn=False) for item in members]
        rows += [[Cell(_group_name(by, group, len(lines)), "bold"), *cells(*[""] * (len(columns) - 1))], *lines]
    return Grid(columns, rows)


def _group_name(by: str, group: AttributeValue | None, number: int) -> str:
    return f"{f'no {by}' if group is None else value(group)} ({number})"


def _row(item: ItemLine, indent: str, attributes: Sequence[str], *, withdrawn: bool) -> list[Cell]:
    dates = [*([item.withdrawn or ""] if withdrawn else []), *(date or "" for date in item.stages.values())]
    return cells(indent + item.item, *dates) + cells(
        *(value(item.attributes[name]) for name in attributes), style="dim"
    )
