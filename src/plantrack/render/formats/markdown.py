"""Reports as Markdown tables that paste well into a text."""

from collections.abc import Iterable, Sequence

from plantrack.plan.reports.check import CheckReport
from plantrack.plan.reports.status import StatusReport
from plantrack.render.columns import cells, of_goal, revisions, time_line
from plantrack.render.page import Cell, Grid, Page
from plantrack.render.text.visible import visible


def status(report: StatusReport) -> str:
    """Return the status of a plan under its heading."""
    header = ("target", "status", "actual", "progress", "planned", "pace", "outlook", "unnamed", "last record")
    rows = []
    for target in report.targets:
        told = cells(target)
        actual = of_goal(told.actual, told.goal)
        figures = (told.progress, told.planned, told.pace, told.outlook, told.unnamed, told.last_date)
        rows.append((told.title, told.status, actual, *figures))
    heading = f"**{_escaped(str(report.plan.title))}**, {time_line(report)}\n\n"
    revised = "".join(f"\n{_escaped(told)}\n" for told in revisions(report))
    return heading + _table(header, [list(map(_escaped, row)) for row in rows], "llrrrlrrl") + revised


def page(shown: Page) -> str:
    """Return a page: headings, sentences and tables."""
    told = []
    for part in shown:
        if isinstance(part, Grid):
            kept = [
                place
                for place, column in enumerate(part.columns)
                if not column.leaves or any(row[place].text for row in part.rows)
            ]
            columns = [part.columns[place] for place in kept]
            rows = [[_marked(row[place]) for place in kept] for row in part.rows]
            header = [column.heading for column in columns]
            told.append(_table(header, rows, "".join("r" if column.right else "l" for column in columns)))
        elif part.text:
            text = _escaped(part.text)
            told.append(f"**{text}**\n" if part.heading else f"{text}\n")
    return "\n".join(told)


def check(report: CheckReport) -> str:
    """Return the problems of a plan file."""
    header = ("severity", "file", "line", "message", "hint")
    rows = [
        (one.severity, one.file, "" if one.line is None else str(one.line), one.message, one.hint or "")
        for one in report.problems
    ]
    return _table(header, [list(map(_escaped, row)) for row in rows], "llrll")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], alignments: str) -> str:
    marks = ["---:" if alignment == "r" else "---" for alignment in alignments]
    lines = [header, marks, *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _marked(cell: Cell) -> str:
    text = _escaped(cell.text.strip())
    return f"**{text}**" if text and "bold" in cell.style else text


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<|~":
        text = text.replace(sign, f"\\{sign}")
    return visible(text)
