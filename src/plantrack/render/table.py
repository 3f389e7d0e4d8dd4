"""Reports as tables for a screen, drawn with Rich. Without a width they are for a pipe: whole, and plain."""

import io

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from plantrack.plan.problems import counted
from plantrack.plan.progress import Status
from plantrack.plan.report import CheckReport, StatusReport, TargetStatus
from plantrack.render.columns import WORDS, Cells, cells, sums, time_line, what_next
from plantrack.render.visible import visible

SIGNS: dict[Status, str] = {
    "met": "✓",
    "met-late": "✓",
    "on-track": "●",
    "at-risk": "◐",
    "behind": "▼",
    "missed": "✗",
    "open": "○",
    "no-data": "·",
    "not-started": "·",
    "no-goal": "·",
}
STYLES: dict[Status, str] = {
    "met": "bold green",
    "met-late": "green",
    "on-track": "green",
    "at-risk": "yellow",
    "behind": "red",
    "missed": "bold red",
    "open": "cyan",
    "no-data": "dim",
    "not-started": "dim",
    "no-goal": "dim",
}
GAP = 2
WIDEST_BAR = 24
NARROWEST_BAR = 7
NARROWEST_TITLE = 12
# The first to leave where the screen is too narrow comes first.
_LEAVING = ("id", "last_date", "unnamed", "outlook", "planned", "progress", "bar")
_ORDER = ("title", "status", "actual", "bar", "progress", "planned", "pace", "outlook", "unnamed", "last_date", "id")
_HEADERS = {"title": "target", "pace": "pace", "last_date": "last record", "bar": ""}
_DECIMAL = ("planned", "outlook")
_RIGHT = ("progress", "planned", "outlook", "unnamed")


def text(drawn: RenderableType, width: int | None) -> str:
    """Return what was drawn as text: with colours for a screen of this width, plain without a width."""
    console = Console(
        file=io.StringIO(),
        width=width or 100_000,
        force_terminal=width is not None,
        color_system="auto" if width is not None else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    console.print(drawn, no_wrap=True, overflow="ignore", crop=False)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def status(report: StatusReport, width: int | None) -> RenderableType:
    """Draw where every promise of a plan stands."""
    heading = Text(visible(report.plan.title), style="bold")
    below = Text(visible(time_line(report)), style="dim")
    drawn: list[RenderableType] = [heading, below, Text("")]
    if report.targets:
        drawn += [_targets(report.targets, width), Text(""), _sums(report)]
    next_step = what_next(report)
    if next_step:
        drawn.append(Text(visible(next_step)))
    return Group(*drawn)


def _sums(report: StatusReport) -> Text:
    parts = [Text(f"{SIGNS[status]} {number} {WORDS[status]}", STYLES[status]) for status, number in sums(report)]
    return Text("   ").join(parts)


class _Sheet:
    """The cells of all targets, each column as wide as its widest cell."""

    def __init__(self, targets: list[TargetStatus]) -> None:
        self.rows = [Cells(*map(visible, cells(target))) for target in targets]
        for column in _DECIMAL:
            self._align_points(column)
        self.number_width = max(cell_len(row.actual) for row in self.rows)
        goal_width = max(cell_len(f" of {row.goal}" if row.goal else "") for row in self.rows)
        self.widths = {
            column: max(cell_len(_HEADERS.get(column, column)), *(cell_len(getattr(row, column)) for row in self.rows))
            for column in _ORDER
            if column not in ("bar", "actual", "status")
        }
        self.widths["status"] = max(len("status"), *(2 + len(row.status) for row in self.rows))
        self.widths["actual"] = max(len("actual"), self.number_width + goal_width)
        self.widths["bar"] = WIDEST_BAR

    def _align_points(self, column: str) -> None:
        """Put whole numbers where the others have their decimal point."""
        if any("." in getattr(row, column) for row in self.rows):
            aligned = {column: [text if "." in text or not text else f"{text}  " for text in self._texts(column)]}
            self.rows = [row._replace(**{column: text}) for row, text in zip(self.rows, aligned[column], strict=True)]

    def _texts(self, column: str) -> list[str]:
        return [getattr(row, column) for row in self.rows]

    def total(self, columns: tuple[str, ...]) -> int:
        return sum(self.widths[column] for column in columns) + GAP * (len(columns) - 1)

    def fit(self, width: int) -> tuple[str, ...]:
        """Return the columns that fit: the bar shrinks first, then columns leave, then titles are cut."""
        columns: tuple[str, ...] = _ORDER
        for leaving in (None, *_LEAVING):
            columns = tuple(column for column in columns if column != leaving)
            spare = width - self.total(columns)
            if spare >= 0:
                return columns
            if "bar" in columns and WIDEST_BAR + spare >= NARROWEST_BAR:
                self.widths["bar"] = WIDEST_BAR + spare
                return columns
        self.widths["title"] = max(NARROWEST_TITLE, self.widths["title"] + width - self.total(columns))
        return columns


def _targets(targets: list[TargetStatus], width: int | None) -> Table:
    sheet = _Sheet(targets)
    columns = _ORDER if width is None else sheet.fit(width)
    if not any(target.goal is not None for target in targets):
        columns = tuple(column for column in columns if column != "bar")
    table = Table(box=None, padding=0, pad_edge=False, show_edge=False, header_style="dim", collapse_padding=True)
    for place, column in enumerate(columns):
        table.add_column(
            _HEADERS.get(column, column),
            width=sheet.widths[column] + (GAP if place < len(columns) - 1 else 0),
            no_wrap=True,
        )
    for target, row in zip(targets, sheet.rows, strict=True):
        table.add_row(*(_cell(sheet, column, target, row) for column in columns))
    for place, column in enumerate(columns):
        if column in _RIGHT:
            table.columns[place].header = Text(column.rjust(sheet.widths[column]), style="dim")
    return table


def _cell(sheet: _Sheet, column: str, target: TargetStatus, row: Cells) -> Text:
    style = STYLES[target.status]
    width = sheet.widths[column]
    match column:
        case "title":
            title = Text(row.title)
            title.truncate(width, overflow="ellipsis")
            return title
        case "status":
            return Text(f"{SIGNS[target.status]} {row.status}", style)
        case "actual":
            number = Text(row.actual.rjust(sheet.number_width), "bold" if target.goal is not None else "")
            return number + Text(f" of {row.goal}" if row.goal else "")
        case "bar":
            return _bar(target, width)
        case "pace":
            return Text(row.pace, style)
        case "last_date" | "id":
            return Text(getattr(row, column), "dim")
        case _:
            return Text(getattr(row, column).rjust(width))


def _bar(target: TargetStatus, width: int) -> Text:
    """Draw how far a target is: the baseline's share thin and dim, what was added thick, a tick where it should be."""
    if target.goal is None or target.baseline is None or target.actual is None:
        return Text("")
    zero = min(target.baseline, 0) if target.goal > target.baseline else target.baseline
    scale = target.goal - zero

    def cells_up_to(value: float) -> int:
        return min(max(int((value - zero) / scale * width), 0), width)

    at_baseline, at_actual = cells_up_to(target.baseline), cells_up_to(target.actual)
    is_better = target.actual > target.baseline if scale > 0 else target.actual < target.baseline
    if is_better and at_actual == at_baseline:
        at_actual = min(at_baseline + 1, width)
        at_baseline = at_actual - 1
    bar = Text("─" * min(at_baseline, at_actual), "dim")
    bar.append("━" * max(at_actual - at_baseline, 0), STYLES[target.status])
    bar.append("┈" * (width - len(bar)), "dim")
    if target.planned is None or target.status == "not-started":
        return bar
    tick = min(cells_up_to(target.planned), width - 1)
    return bar[:tick] + Text("┃", "bold") + bar[tick + 1 :]


def check(report: CheckReport, summary: str) -> RenderableType:
    """Draw the problems of a plan file, each with its line, and how many there are."""
    drawn: list[RenderableType] = []
    for one in report.problems:
        place = one.file if one.line is None else f"{one.file}:{one.line}"
        line = Text(f"{one.severity}: ", "red" if one.severity == "error" else "yellow")
        drawn.append(line + Text(visible(f"{place}: {one.message}")))
        if one.hint:
            drawn.append(Text(f"  hint: {visible(one.hint)}", "dim"))
    return Group(*drawn, Text(summary))


def check_summary(report: CheckReport, path: str) -> str:
    """Return how many errors and warnings there are."""
    severities = [problem.severity for problem in report.problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    if not severities:
        return f"{visible(path)}: no errors, no warnings"
    return f"{visible(path)}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"
