"""Burn-ups drawn with plotille: its canvas has four dots above each other in a cell, which become signs here."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby, pairwise

from plotille import Canvas

from plantrack.plan.model import Number
from plantrack.plan.reports.burnup import BurnupReport, Point, TargetBurnup
from plantrack.plan.reports.status import StatusReport, TargetStatus
from plantrack.plan.sentences import Value, say
from plantrack.render.chart.scales import round_dates, round_numbers
from plantrack.render.chart.telling import choose_actual, choose_values, tell_plan, tell_target
from plantrack.render.page import Line, Page, Piece, Style
from plantrack.render.text import headings
from plantrack.render.text.numbers import group_thousands
from plantrack.render.text.statuses import STYLES
from plantrack.render.text.visible import writable
from plantrack.render.text.writer import ENGLISH, Writer
from plantrack.tuples import NamedTuple

WIDTH_IN_A_PIPE = 80
NARROWEST_DRAWING = 20
NARROWEST_BESIDE_NUMBERS = 24
FEWEST_ROWS, MOST_ROWS = 6, 16
COLUMNS_PER_ROW = 6
ROWS_PER_NUMBER = 2
DOTS = 4
# The bits of a cell's rows of dots, from below.
_ROWS_OF_DOTS = (0xC0, 0x24, 0x12, 0x09)
_QUIET: Style = "dim"


class _Signs(NamedTuple):
    """What a chart is drawn with: `actual` by its height in a cell, `planned` by twice its place there."""

    actual: str
    planned: str
    goal: str
    measured: str
    expected: str
    side: str
    side_tick: str
    corner: str
    foot: str
    foot_tick: str
    between: str  # parts of a sentence


# Where all signs can be written, and where only those of ASCII can.
_DRAWN = _Signs("▂▄▆█", "..···˙˙", "╌", "◆", "◦", "│", "┤", "└", "─", "┬", " · ")
_ASCII = _Signs("####", ".......", "-", "o", ":", "|", "+", "+", "-", "+", ", ")


class _Paper(NamedTuple):
    """The time and the values that a drawing spans, and its size in cells."""

    columns: int
    rows: int
    start: int
    end: int
    low: Number
    high: Number
    writer: Writer  # of its numbers and dates

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
    style: Style


def draw_burnup(
    report: BurnupReport, standing: StatusReport, width: int | None, encoding: str, writer: Writer = ENGLISH
) -> Page:
    """Draw how targets went, each under where it stands, in ASCII where the encoding lacks the signs."""
    width = width or WIDTH_IN_A_PIPE
    signs = _DRAWN if writable("".join(_DRAWN), encoding) == "".join(_DRAWN) else _ASCII
    page = tell_plan(standing, has_signs=signs is _DRAWN)
    drawn: set[str] = set()
    for target, stands in zip(report.targets, standing.targets, strict=True):
        page += [Line(), *tell_target(target, stands, standing, has_signs=signs is _DRAWN)]
        paper = _choose_paper(target, stands, report.as_of, width, writer)
        if paper is None:
            continue
        if width < NARROWEST_DRAWING:
            page.append(Line(say("A drawing needs {columns} columns.", columns=NARROWEST_DRAWING), _QUIET))
            continue
        series = _draw_series(target, stands, paper, signs)
        drawn.update(one.name for one in series)
        page += _frame(target, paper, series, signs, width)
    return [*page, Line(), _explain_signs(drawn, signs)] if drawn else page


def _choose_paper(target: TargetBurnup, stands: TargetStatus, as_of: str, width: int, writer: Writer) -> _Paper | None:
    """Return what a drawing of this width spans; None where there is nothing to draw."""
    span = choose_values(target, stands)
    if span is None:
        return None
    low, high = span
    rows = min(max(width // COLUMNS_PER_ROW, FEWEST_ROWS), MOST_ROWS)
    paper = _Paper(width - 1, rows, _parse_day(target.start), _parse_day(max(target.due, as_of)), low, high, writer)
    beside = max(map(len, _choose_numbers(target, paper).values())) + 2
    return paper._replace(columns=width - beside) if width - beside >= NARROWEST_BESIDE_NUMBERS else paper


def _choose_numbers(target: TargetBurnup, paper: _Paper) -> dict[int, str]:
    """Return the numbers beside the rows: what was promised, or else where it stands, and round ones between."""
    ends = target.planned or target.actual
    telling = [*ends[-1:], *ends[:1]]
    values = [goal for goal in (target.goal, target.stretch, *(point.value for point in telling)) if goal is not None]
    numbers = [(value, paper.writer.write(value)) for value in values if paper.low <= value <= paper.high]
    numbers += [
        (float(number), paper.writer.write(group_thousands(f"{number:f}")))
        for number in round_numbers(
            paper.low, paper.high, paper.rows // ROWS_PER_NUMBER, whole=type(paper.low) is type(paper.high) is int
        )
    ]
    found: dict[int, str] = {}
    for value, text in numbers:
        row = paper.row(value)
        if not {row - 1, row, row + 1} & found.keys():
            found[row] = text
    return found


def _draw_series(target: TargetBurnup, stands: TargetStatus, paper: _Paper, signs: _Signs) -> list[_Series]:
    """Draw each series that there is, those first that lie above the others."""
    series = [
        _Series("measured", _draw_marks(target.measurements, paper), lambda _: signs.measured, "bold"),
        _Series("planned", _draw_lines(target.planned, paper), lambda dots: signs.planned[dots[0] + dots[-1]], "bold"),
        _Series("goal", _draw_levels([target.goal, target.stretch], paper), lambda _: signs.goal, ""),
        _Series(
            "actual",
            _draw_staircase(choose_actual(target, stands), paper),
            lambda dots: signs.actual[dots[-1]],
            STYLES[stands.status],
        ),
        _Series("expected", _draw_lines(_climb(target.expected), paper), lambda _: signs.expected, "bold"),
    ]
    return [one for one in series if any(map(any, _read_dots(one.canvas)))]


def _draw_marks(points: Sequence[Point], paper: _Paper) -> Canvas:
    canvas = paper.canvas()
    for day, value in points:
        canvas.point(round(paper.column(_parse_day(day))), paper.height(value))
    return canvas


def _draw_lines(points: Sequence[Point], paper: _Paper) -> Canvas:
    canvas = paper.canvas()
    for (first, low), (last, high) in pairwise(points):
        canvas.line(
            paper.column(_parse_day(first)), paper.height(low), paper.column(_parse_day(last)), paper.height(high)
        )
    return canvas


def _climb(points: Sequence[Point]) -> list[Point]:
    """Return the corners of a staircase: a value holds until the day of the next one."""
    level = [Point(after.date, before.value) for before, after in pairwise(points)]
    return [*points[:1], *(corner for corners in zip(level, points[1:], strict=True) for corner in corners)]


def _draw_levels(values: Sequence[Number | None], paper: _Paper) -> Canvas:
    canvas = paper.canvas()
    for value in values:
        if value is not None:
            canvas.line(0, paper.height(value), paper.columns - 1, paper.height(value))
    return canvas


def _draw_staircase(points: Sequence[Point], paper: _Paper) -> Canvas:
    canvas = paper.canvas()
    steps = [(round(paper.column(_parse_day(day))), value) for day, value in points]
    for (first, value), (after, _) in pairwise([*steps, *((last + 1, value) for last, value in steps[-1:])]):
        for column in range(first, after):
            canvas.line(column, 0, column, paper.height(value))
    return canvas


def _read_dots(canvas: Canvas) -> list[list[list[int]]]:
    """Return which of their rows have dots, for the cells of each line from above."""
    return [
        [[row for row, bits in enumerate(_ROWS_OF_DOTS) if ord(cell) & bits] for cell in line]
        for line in canvas.plot("\n").split("\n")
    ]


def _frame(target: TargetBurnup, paper: _Paper, series: list[_Series], signs: _Signs, width: int) -> list[Line]:
    """Put the series above each other, numbers at their side and dates at their foot."""
    beside = width - paper.columns
    numbers = _choose_numbers(target, paper) if beside > 1 else {}
    drawn = [_read_dots(one.canvas) for one in series]
    lines = []
    for line in range(paper.rows):
        number = numbers.get(paper.rows - 1 - line, "")
        side = f"{number:>{beside - 2}} " if numbers else ""
        pieces: list[tuple[str, Style]] = [(side + (signs.side_tick if number else signs.side), _QUIET)]
        for column in range(paper.columns):
            above = next((place for place, cells in enumerate(drawn) if cells[line][column]), None)
            if above is None:
                pieces.append((" ", ""))
            else:
                pieces.append((series[above].sign(drawn[above][line][column]), series[above].style))
        lines.append(_join_styles(pieces))
    return lines + _draw_foot(paper, signs, width)


def _join_styles(pieces: list[tuple[str, Style]]) -> Line:
    """Return a line of pieces, in which those that have one style are one."""
    by_style = groupby(pieces, key=lambda piece: piece[1])
    return Line([Piece("".join(text for text, _ in same), style) for style, same in by_style])


def _draw_foot(paper: _Paper, signs: _Signs, width: int) -> list[Line]:
    beside = width - paper.columns
    axis = list(signs.foot * paper.columns)
    labels = ""
    for tick in round_dates(paper.start, paper.end, paper.columns):
        column, label = round(paper.column(tick.day)), paper.writer.write_date(tick.label)
        axis[column] = signs.foot_tick
        place = min(max(beside + column - len(label) // 2, 0), width - len(label))
        if not labels or place > len(labels):
            labels = labels.ljust(place) + label
    return [Line(" " * (beside - 1) + signs.corner + "".join(axis), _QUIET), Line(labels, _QUIET)]


def _explain_signs(drawn: set[str], signs: _Signs) -> Line:
    samples: dict[str, tuple[str, Value]] = {
        "actual": (signs.actual[-1], headings.ACTUAL),
        "measured": (signs.measured, headings.MEASURED),
        "planned": (signs.planned[len(signs.planned) // 2] * 2, headings.PLANNED),
        "goal": (signs.goal * 2, headings.GOAL),
        "expected": (signs.expected * 2, headings.EXPECTED),
    }
    told = [say("{sign} {series}", sign=sign, series=name) for key, (sign, name) in samples.items() if key in drawn]
    return Line([piece for text in told for piece in (Piece("   "), Piece(text))][1:])


def _parse_day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
