"""The status of a plan and the problems of its file as they are drawn on a screen."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from plantrack.plan.problems import counted
from plantrack.plan.reports.check import CheckReport
from plantrack.plan.reports.status import StatusReport, TargetStatus
from plantrack.render.columns import SIGNS, STYLES, WORDS, Cells, cells, of_goal, revisions, sums, time_line
from plantrack.render.text.numbers import DASH, aligned
from plantrack.render.text.visible import visible

GAP = 2
WIDEST_BAR = 24
NARROW_BAR = 12
NARROWEST_BAR = 5
WIDE_TITLE = 40
NARROWEST_TITLE = 6
# The first to leave where the screen is too narrow comes first.
_LEAVING = ("id", "last_date", "unnamed", "outlook", "planned", "progress", "bar")
_ORDER = ("title", "status", "actual", "bar", "progress", "planned", "pace", "outlook", "unnamed", "last_date", "id")
_DECIMAL = ("planned", "outlook")
_RIGHT = ("progress", "planned", "outlook", "unnamed")


def status(report: StatusReport, width: int | None, next_steps: Sequence[str] = ()) -> RenderableType:
    """Draw where every promise of a plan stands, and what to do next."""
    heading = Text(visible(str(report.plan.title)), style="bold", no_wrap=True, overflow="ellipsis")
    below = Text(visible(time_line(report)), style="dim", no_wrap=True, overflow="ellipsis")
    drawn: list[RenderableType] = [heading, below, Text("")]
    if report.targets:
        drawn += [_targets(report.targets, width), Text("")]
        if report.revisions:
            drawn += [*(_whole(told, "dim") for told in revisions(report)), Text("")]
        drawn.append(_sums(report))
    drawn += map(_whole, next_steps)
    return Group(*drawn)


def _whole(told: str, style: str = "") -> Text:
    """Draw what wraps and is never cut: who decided, a command to type."""
    return Text(visible(told), style, no_wrap=False, overflow="fold")


def _sums(report: StatusReport) -> Text:
    parts = [Text(f"{SIGNS[status]} {number} {WORDS[status]}", STYLES[status]) for status, number in sums(report)]
    return Text("   ", no_wrap=True, overflow="ellipsis").join(parts)


class _Sheet:
    """The cells of all targets, and how wide each column has to be."""

    def __init__(self, targets: list[TargetStatus]) -> None:
        rows = [Cells(*map(visible, cells(target))) for target in targets]
        by_column = dict(zip(Cells._fields, map(list, zip(*rows, strict=True)), strict=True))
        for column in _DECIMAL:
            by_column[column] = aligned(by_column[column])
        self.rows = [Cells(*row) for row in zip(*by_column.values(), strict=True)]
        self.number_width = _widest(by_column["actual"])
        of_goals = [of_goal("", goal) for goal in by_column["goal"]]
        by_column["actual"] = [" " * self.number_width + of for of in of_goals]
        by_column["status"] = [
            f"{SIGNS[target.status]} {row.status}" for target, row in zip(targets, rows, strict=True)
        ]
        self.widths = {column: _widest([_header(column), *by_column[column]]) for column in _ORDER if column != "bar"}
        self.widths["bar"] = WIDEST_BAR
        self.empty = {column for column in _ORDER if column != "bar" and not any(by_column[column])}
        if not any(target.goal is not None for target in targets):
            self.empty.add("bar")

    def total(self, columns: tuple[str, ...]) -> int:
        return sum(self.widths[column] for column in columns) + GAP * (len(columns) - 1)

    def fit(self, width: int) -> tuple[str, ...]:
        """Return the columns that fit: long titles are cut and the bar shrinks first, then columns leave."""
        columns = tuple(column for column in _ORDER if column not in self.empty or column not in _LEAVING)
        if self.total(columns) > width:
            self.widths["title"] = min(self.widths["title"], WIDE_TITLE)
        for leaving in (None, *_LEAVING):
            columns = tuple(column for column in columns if column != leaving)
            spare = width - self.total(columns)
            if "bar" not in columns and spare >= 0:
                return columns
            others_may_leave = set(columns).intersection(_LEAVING[:-1])
            if "bar" in columns and WIDEST_BAR + spare >= (NARROW_BAR if others_may_leave else NARROWEST_BAR):
                self.widths["bar"] = min(WIDEST_BAR, WIDEST_BAR + spare)
                return columns
        self.widths["title"] = max(self.widths["title"] + width - self.total(columns), NARROWEST_TITLE)
        return columns


def _header(column: str) -> str:
    return {"title": "target", "last_date": "last record", "bar": ""}.get(column, column)


def _widest(texts: list[str]) -> int:
    return max(map(cell_len, texts))


def _targets(targets: list[TargetStatus], width: int | None) -> Table:
    sheet = _Sheet(targets)
    columns = _ORDER if width is None else sheet.fit(width)
    table = Table(box=None, padding=0, pad_edge=False, show_edge=False, header_style="dim", width=sheet.total(columns))
    for place, column in enumerate(columns):
        header = _header(column)
        wide = sheet.widths[column] + (GAP if place < len(columns) - 1 else 0)
        table.add_column(
            header.rjust(sheet.widths[column]) if column in _RIGHT else header,
            min_width=wide,
            max_width=wide,
            no_wrap=True,
        )
    for target, row in zip(targets, sheet.rows, strict=True):
        table.add_row(*(_cell(sheet, column, target, row) for column in columns))
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
            judged = target.goal is not None and row.actual != DASH
            number = Text(row.actual.rjust(sheet.number_width), "bold" if judged else "")
            return number + Text(of_goal("", row.goal))
        case "bar":
            return _bar(target, width)
        case "pace":
            return Text(row.pace, style)
        case "last_date" | "id":
            return Text(getattr(row, column), "dim")
        case _:
            return Text(getattr(row, column).rjust(width))


def _bar(target: TargetStatus, width: int) -> Text:
    """Draw how far a target is: the baseline's share low and dim, what was added high, a tick where it should be."""
    if target.goal is None or target.baseline is None or target.actual is None:
        return Text("")
    zero = min(target.baseline, 0) if target.goal > target.baseline else target.baseline
    scale = target.goal - zero

    def cells_up_to(value: float) -> int:
        return int(min(max((value - zero) / scale * width, 0), width))

    at_baseline, at_actual = cells_up_to(target.baseline), cells_up_to(target.actual)
    is_better = target.actual > target.baseline if scale > 0 else target.actual < target.baseline
    if is_better and at_actual == at_baseline:
        at_actual = min(at_baseline + 1, width)
        at_baseline = at_actual - 1
    bar = Text()
    bar.append("▃" * min(at_baseline, at_actual), "dim")
    bar.append("▆" * max(at_actual - at_baseline, 0), STYLES[target.status])
    bar.append("▁" * (width - len(bar)), "dim")
    if target.planned is None or target.status == "not-started":
        return bar
    tick = min(cells_up_to(target.planned), width - 1)
    return Text.assemble(bar[:tick], ("┃", "bold"), bar[tick + 1 :])


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
