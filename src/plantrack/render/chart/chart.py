"""Burn-ups drawn with plotille: its canvas has four dots above each other in a cell, which become signs here.

A chart is made of lines, a line of pieces of text, each with its style.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import NamedTuple

from plotille import Canvas

from plantrack.plan.model import Number
from plantrack.plan.reports.burnup import BurnupReport, Point, TargetBurnup
from plantrack.plan.reports.status import Revised, StatusReport, TargetStatus
from plantrack.render.chart.scales import round_dates, round_numbers
from plantrack.render.columns import SIGNS, STYLES, cells, of_goal, revision, time_line
from plantrack.render.text.encoding import writable
from plantrack.render.text.numbers import DASH, exact
from plantrack.render.text.visible import visible

Piece = tuple[str, str]
Line = list[Piece]

WIDTH_IN_A_PIPE = 80
NARROWEST = 20
NARROWEST_BESIDE_NUMBERS = 24
FEWEST_ROWS, MOST_ROWS = 6, 16
COLUMNS_PER_ROW = 6
ROWS_PER_NUMBER = 2
DOTS = 4
# The bits of a cell's rows of dots, from below.
_ROWS_OF_DOTS = (0xC0, 0x24, 0x12, 0x09)
_QUIET = "dim"


class _Signs(NamedTuple):
    """What a chart is drawn with: `actual` by its height in a cell, `planned` by twice its place there."""

    actual: str
    planned: str
    goal: str
    measured: str
    side: str
    side_tick: str
    corner: str
    foot: str
    foot_tick: str
    between: str
    unknown: str
    becomes: str


_DRAWN = _Signs("▂▄▆█", "..···˙˙", "╌", "◆", "│", "┤", "└", "─", "┬", " · ", DASH, "→")
_ASCII = _Signs("####", ".......", "-", "o", "|", "+", "+", "-", "+", ", ", "-", "->")


class _Sheet(NamedTuple):
    """The time and the values that a drawing spans, and its size in cells."""

    columns: int
    rows: int
    start: int
    end: int
    low: Number
    high: Number

    def column(self, day: int) -> float:
        return (day - self.start) / (self.end - self.start) * (self.columns - 1)

    def height(self, value: Number) -> float:
        return (value - self.low) / (self.high - self.low) * (DOTS * self.rows - 1)

    def row(self, value: Number) -> int:
        return round(self.height(value)) // DOTS

    def canvas(self) -> Canvas:
        return Canvas(self.columns, self.rows, 0, 0, self.columns, DOTS * self.rows)


class _Series(NamedTuple):
    """One series, drawn; `sign` tells how a cell looks in which these of its rows have dots."""

    name: str
    canvas: Canvas
    sign: Callable[[list[int]], str]
    style: str


def burnup(report: BurnupReport, standing: StatusReport, width: int | None, encoding: str) -> list[Line]:
    """Draw how targets went, each under where it stands, in ASCII where the encoding lacks the signs."""
    width = width or WIDTH_IN_A_PIPE
    signs = _DRAWN if writable("".join(_DRAWN), encoding) == "".join(_DRAWN) else _ASCII
    lines: list[Line] = [
        [(str(report.plan.title), "bold")],
        [(time_line(standing).replace(" · ", signs.between), _QUIET)],
    ]
    drawn: set[str] = set()
    for target, stands in zip(report.targets, standing.targets, strict=True):
        lines += [[], [(str(target.title), "bold")], _standing(stands, signs)]
        lack = _lack(target, stands, report.as_of)
        lines += [_revision(one, signs) for one in standing.revisions if one.target == target.id]
        lines += [[(lack, _QUIET)]] if lack else []
        sheet = _sheet(target, stands, report.as_of, width)
        if sheet is None:
            continue
        if width < NARROWEST:
            lines.append([(f"A drawing needs {NARROWEST} columns.", _QUIET)])
            continue
        series = _series(target, stands, sheet, signs)
        drawn.update(one.name for one in series)
        lines += _framed(target, sheet, series, signs, width)
    if drawn:
        lines += [[], _legend(drawn, signs)]
    return [[(visible(text), style) for text, style in line] for line in lines]


def _standing(stands: TargetStatus, signs: _Signs) -> Line:
    told = cells(stands)
    figure = of_goal(told.actual.replace(DASH, signs.unknown), told.goal)
    parts = [f"{figure} {stands.unit}" if stands.unit else figure]
    parts += [f"planned {told.planned}"] if told.planned else []
    sign = SIGNS[stands.status]
    status = told.status if signs is _ASCII or sign == signs.between.strip() else f"{sign} {told.status}"
    return [
        (signs.between.join([*parts, ""]), ""),
        (status + (f", {told.pace}" if told.pace else ""), STYLES[stands.status]),
    ]


def _revision(revised: Revised, signs: _Signs) -> Line:
    return [(f"* {revision(revised)}".replace("→", signs.becomes).replace(DASH, signs.unknown), _QUIET)]


def _lack(target: TargetBurnup, stands: TargetStatus, as_of: str) -> str:
    """Say what cannot be drawn, or nothing where all can."""
    if stands.status == "not-started":
        return f"It starts on {target.start}."
    if not stands.records:
        return f"No records by {as_of}" + (", and no goal: nothing to draw." if target.goal is None else ".")
    if stands.actual is None:
        return f"No total is known by {as_of}: no baseline, and nothing measured."
    return ""


def _recorded(target: TargetBurnup, stands: TargetStatus) -> list[Point]:
    """Return the actual where anything recorded stands behind it: a baseline alone is no news."""
    return target.actual if stands.records else []


def _sheet(target: TargetBurnup, stands: TargetStatus, as_of: str, width: int) -> _Sheet | None:
    """Return what a drawing of this width spans; None where there is nothing to draw."""
    points = [*_recorded(target, stands), *target.planned, *target.measurements]
    values = [point.value for point in points]
    values += [goal for goal in (target.goal, target.stretch) if goal is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    if low == high:
        low, high = min(low, 0), max(high, 0) or int(low == 0)
    rows = min(max(width // COLUMNS_PER_ROW, FEWEST_ROWS), MOST_ROWS)
    sheet = _Sheet(width - 1, rows, _day(target.start), _day(max(target.due, as_of)), low, high)
    beside = max(map(len, _numbers(target, sheet).values())) + 2
    return sheet._replace(columns=width - beside) if width - beside >= NARROWEST_BESIDE_NUMBERS else sheet


def _numbers(target: TargetBurnup, sheet: _Sheet) -> dict[int, str]:
    """Return the numbers beside the rows: what was promised, or else where it stands, and round ones between."""
    ends = target.planned or target.actual
    telling = [*ends[-1:], *ends[:1]]
    values = [goal for goal in (target.goal, target.stretch, *(point.value for point in telling)) if goal is not None]
    whole = isinstance(sheet.low, int) and isinstance(sheet.high, int)
    numbers = [(value, exact(value)) for value in values if sheet.low <= value <= sheet.high]
    numbers += [
        (float(number), f"{number:f}")
        for number in round_numbers(sheet.low, sheet.high, sheet.rows // ROWS_PER_NUMBER, whole=whole)
    ]
    found: dict[int, str] = {}
    for value, text in numbers:
        row = sheet.row(value)
        if not {row - 1, row, row + 1} & found.keys():
            found[row] = text
    return found


def _series(target: TargetBurnup, stands: TargetStatus, sheet: _Sheet, signs: _Signs) -> list[_Series]:
    """Draw each series that there is, those first that lie above the others."""
    series = [
        _Series("measured", _marks(target.measurements, sheet), lambda _: signs.measured, "bold"),
        _Series("planned", _lines(target.planned, sheet), lambda dots: signs.planned[dots[0] + dots[-1]], "bold"),
        _Series("goal", _levels([target.goal, target.stretch], sheet), lambda _: signs.goal, ""),
        _Series(
            "actual",
            _staircase(_recorded(target, stands), sheet),
            lambda dots: signs.actual[dots[-1]],
            STYLES[stands.status],
        ),
    ]
    return [one for one in series if any(map(any, _dots(one.canvas)))]


def _marks(points: Sequence[Point], sheet: _Sheet) -> Canvas:
    canvas = sheet.canvas()
    for day, value in points:
        canvas.point(round(sheet.column(_day(day))), sheet.height(value))
    return canvas


def _lines(points: Sequence[Point], sheet: _Sheet) -> Canvas:
    canvas = sheet.canvas()
    for (first, low), (last, high) in pairwise(points):
        canvas.line(sheet.column(_day(first)), sheet.height(low), sheet.column(_day(last)), sheet.height(high))
    return canvas


def _levels(values: Sequence[Number | None], sheet: _Sheet) -> Canvas:
    canvas = sheet.canvas()
    for value in values:
        if value is not None:
            canvas.line(0, sheet.height(value), sheet.columns - 1, sheet.height(value))
    return canvas


def _staircase(points: Sequence[Point], sheet: _Sheet) -> Canvas:
    canvas = sheet.canvas()
    steps = [(round(sheet.column(_day(day))), value) for day, value in points]
    for (first, value), (after, _) in pairwise([*steps, *((last + 1, value) for last, value in steps[-1:])]):
        for column in range(first, after):
            canvas.line(column, 0, column, sheet.height(value))
    return canvas


def _dots(canvas: Canvas) -> list[list[list[int]]]:
    """Return which of their rows have dots, for the cells of each line from above."""
    return [
        [[row for row, bits in enumerate(_ROWS_OF_DOTS) if ord(cell) & bits] for cell in line]
        for line in canvas.plot("\n").split("\n")
    ]


def _framed(target: TargetBurnup, sheet: _Sheet, series: list[_Series], signs: _Signs, width: int) -> list[Line]:
    """Put the series above each other, numbers at their side and dates at their foot."""
    beside = width - sheet.columns
    numbers = _numbers(target, sheet) if beside > 1 else {}
    drawn = [_dots(one.canvas) for one in series]
    lines = []
    for line in range(sheet.rows):
        number = numbers.get(sheet.rows - 1 - line, "")
        side = f"{number:>{beside - 2}} " if numbers else ""
        pieces = [(side + (signs.side_tick if number else signs.side), _QUIET)]
        for column in range(sheet.columns):
            above = next((place for place, cells in enumerate(drawn) if cells[line][column]), None)
            if above is None:
                pieces.append((" ", ""))
            else:
                pieces.append((series[above].sign(drawn[above][line][column]), series[above].style))
        lines.append(_joined(pieces))
    return lines + _foot(sheet, signs, width)


def _joined(pieces: Line) -> Line:
    """Join what has one style."""
    return [("".join(text for text, _ in same), style) for style, same in groupby(pieces, key=lambda piece: piece[1])]


def _foot(sheet: _Sheet, signs: _Signs, width: int) -> list[Line]:
    beside = width - sheet.columns
    axis = list(signs.foot * sheet.columns)
    labels = ""
    for tick in round_dates(sheet.start, sheet.end, sheet.columns):
        column = round(sheet.column(tick.day))
        axis[column] = signs.foot_tick
        place = min(max(beside + column - len(tick.label) // 2, 0), width - len(tick.label))
        if not labels or place > len(labels):
            labels = labels.ljust(place) + tick.label
    return [[(" " * (beside - 1) + signs.corner + "".join(axis), _QUIET)], [(labels, _QUIET)]]


def _legend(drawn: set[str], signs: _Signs) -> Line:
    samples = {
        "actual": signs.actual[-1],
        "measured": signs.measured,
        "planned": signs.planned[len(signs.planned) // 2] * 2,
        "goal": signs.goal * 2,
    }
    return [("   ".join(f"{sample} {name}" for name, sample in samples.items() if name in drawn), "")]


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
