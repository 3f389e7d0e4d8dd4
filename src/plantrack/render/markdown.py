"""Reports as Markdown tables that paste well into a text."""

from collections.abc import Iterable, Sequence

from plantrack.plan.report import CheckReport, StatusReport
from plantrack.render.columns import cells, of_goal, time_line
from plantrack.render.visible import visible


def status(report: StatusReport) -> str:
    """Return the status of a plan under its heading."""
    header = ("target", "status", "actual", "progress", "planned", "pace", "outlook", "unnamed", "last record")
    rows = []
    for target in report.targets:
        told = cells(target)
        actual = of_goal(told.actual, told.goal)
        figures = (told.progress, told.planned, told.pace, told.outlook, told.unnamed, told.last_date)
        rows.append((told.title, told.status, actual, *figures))
    heading = f"**{_escaped(report.plan.title)}**, {time_line(report)}\n\n"
    return heading + _table(header, rows, "llrrrlrrl")


def check(report: CheckReport) -> str:
    """Return the problems of a plan file."""
    header = ("severity", "file", "line", "message", "hint")
    rows = [
        (one.severity, one.file, "" if one.line is None else str(one.line), one.message, one.hint or "")
        for one in report.problems
    ]
    return _table(header, rows, "llrll")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], alignments: str) -> str:
    marks = ["---:" if alignment == "r" else "---" for alignment in alignments]
    lines = [header, marks, *([_escaped(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<|":
        text = text.replace(sign, f"\\{sign}")
    return visible(text)
