"""Burn-ups drawn with plotille: its canvas has four dots above each other in a cell, which become signs here."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import NamedTuple

from plotille import Canvas

from plantrack.plan.model import Number
from plantrack.plan.reports.burnup import BurnupReport, Point, TargetBurnup
from plantrack.plan.reports.status import StatusReport, TargetStatus
from plantrack.plan.sentences import Sentence, Value, say
from plantrack.render.chart.scales import round_dates, round_numbers
from plantrack.render.chart.signs import ASCII, DRAWN, Signs
from plantrack.render.page import Line, Page, Piece, Style
from plantrack.render.pages.records import word_revision
from plantrack.render.pages.status import mark_revised, word_time
from plantrack.render.text import headings
from plantrack.render.text.encoding import writable
from plantrack.render.text.numbers import format_figure, group_thousands
from plantrack.render.text.standing import list_remarks, word_aged_figure, word_distance, word_schedule
from plantrack.render.text.statuses import SIGNS, STYLES, WORDS, mark_status
from plantrack.render.text.wording import word_as_of
from plantrack.render.text.writer import ENGLISH, Writer

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
    signs = DRAWN if writable("".join(DRAWN), encoding) == "".join(DRAWN) else ASCII
    page = [
        Line(report.plan.title, heading=True),
        Line(
            [Piece(word_as_of(standing.as_of, standing.known)), Piece(signs.between), Piece(word_time(standing))],
            _QUIET,
        ),
    ]
    drawn: set[str] = set()
    for target, stands in zip(report.targets, standing.targets, strict=True):
        page += [Line(), Line(target.title, heading=True), *_tell_standing(stands, signs)]
        page += [
            Line(say("* {revision}", revision=word_revision(revised)), _QUIET)
            for revised in standing.revisions
            if revised.target == target.id
        ]
        lack = _word_lack(target, stands, report.as_of)
        page += [Line(lack, _QUIET)] if lack is not None else []
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


def _tell_standing(stands: TargetStatus, signs: Signs) -> list[Line]:
    """Return where a target stands: `4 of 5 schools · planned 2 · 1 ahead · ● on track, ahead until 2024-06`."""
    told: list[Value] = [word_aged_figure(stands)]
    if stands.planned is not None:
        told.append(say("planned {value}", value=format_figure(stands.planned, stands.places)))
    distance = word_distance(stands)
    told += [distance] if distance != "" else []
    # Between two dots a third one says nothing.
    has_sign = signs is DRAWN and SIGNS[stands.status] != signs.between.strip()
    plain = Piece(WORDS[stands.status], STYLES[stands.status])
    status = mark_revised(mark_status(stands.status) if has_sign else plain, stands)
    schedule = word_schedule(stands)
    if schedule != "":
        status = status._replace(text=say("{status}, {schedule}", status=status.text, schedule=schedule))
    pieces = [piece for one in told for piece in (Piece(one), Piece(signs.between))]
    return [Line([*pieces, status]), *(Line(remark, _QUIET) for remark in list_remarks(stands))]


def _word_lack(target: TargetBurnup, stands: TargetStatus, as_of: str) -> Sentence | None:
    """Say what cannot be drawn; None where all can."""
    if stands.status == "not-started":
        return say("It starts on {day}.", day=target.start)
    if not stands.records and target.goal is None:
        return say("No records by {day}, and no goal: nothing to draw.", day=as_of)
    if not stands.records:
        return say("No records by {day}.", day=as_of)
    if stands.actual is None:
        return say("No total is known by {day}: no baseline, and nothing measured.", day=as_of)
    return None


def _choose_actual(target: TargetBurnup, stands: TargetStatus) -> list[Point]:
    """Return the actual where anything recorded stands behind it: a baseline alone is no news."""
    return target.actual if stands.records else []


def _choose_paper(target: TargetBurnup, stands: TargetStatus, as_of: str, width: int, writer: Writer) -> _Paper | None:
    """Return what a drawing of this width spans; None where there is nothing to draw."""
    points = [*_choose_actual(target, stands), *target.planned, *target.measurements]
    values = [point.value for point in points]
    values += [goal for goal in (target.goal, target.stretch) if goal is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    if low == high:
        low, high = min(low, 0), max(high, 0) or int(low == 0)
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


def _draw_series(target: TargetBurnup, stands: TargetStatus, paper: _Paper, signs: Signs) -> list[_Series]:
    """Draw each series that there is, those first that lie above the others."""
    series = [
        _Series("measured", _draw_marks(target.measurements, paper), lambda _: signs.measured, "bold"),
        _Series("planned", _draw_lines(target.planned, paper), lambda dots: signs.planned[dots[0] + dots[-1]], "bold"),
        _Series("goal", _draw_levels([target.goal, target.stretch], paper), lambda _: signs.goal, ""),
        _Series(
            "actual",
            _draw_staircase(_choose_actual(target, stands), paper),
            lambda dots: signs.actual[dots[-1]],
            STYLES[stands.status],
        ),
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


def _frame(target: TargetBurnup, paper: _Paper, series: list[_Series], signs: Signs, width: int) -> list[Line]:
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


def _draw_foot(paper: _Paper, signs: Signs, width: int) -> list[Line]:
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


def _explain_signs(drawn: set[str], signs: Signs) -> Line:
    samples: dict[str, tuple[str, Value]] = {
        "actual": (signs.actual[-1], headings.ACTUAL),
        "measured": (signs.measured, headings.MEASURED),
        "planned": (signs.planned[len(signs.planned) // 2] * 2, headings.PLANNED),
        "goal": (signs.goal * 2, headings.GOAL),
    }
    told = [say("{sign} {series}", sign=sign, series=name) for key, (sign, name) in samples.items() if key in drawn]
    return Line([piece for text in told for piece in (Piece("   "), Piece(text))][1:])


def _parse_day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
