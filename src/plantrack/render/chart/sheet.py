"""Burn-ups as a file: one below the other on a sheet, each under where it stands, with a key at the end."""

from collections.abc import Iterator, Sequence

from plantrack.plan.reports.burnup import BurnupReport
from plantrack.plan.reports.status import StatusReport
from plantrack.render.chart.axes import Axes, Size, choose_axes
from plantrack.render.chart.labels import PROSE_LETTER, ROW_HEIGHT, TEXT, measure_label
from plantrack.render.chart.svg import DOT, describe_stroke, draw_target
from plantrack.render.chart.telling import Drawable, choose_actual, tell_plan, tell_target
from plantrack.render.chart.values import (
    ACTUAL_STEPS,
    EXPECTED_STEPS,
    GOAL_LEVEL,
    PLANNED_LINE,
    REPORTED,
    STRETCH_LEVEL,
    SvgSeries,
)
from plantrack.render.markup import Markup, element, escape_markup, write_coordinate
from plantrack.render.page import Line
from plantrack.render.palette import FONTS, USES, paint, write_dark_rules
from plantrack.render.pieces import DrawnLine, draw_cell, wrap_line
from plantrack.render.text.writer import ENGLISH, Writer

# By this a file is known as one that was written here, and may be written anew.
MARK = "<!--generator=plantrack-->"
SIZE = Size(720, 300)
MARGIN = 24.0
_HEADING = 16.0
_SAMPLE, _BESIDE_SAMPLE, _BETWEEN_SAMPLES = 28.0, 7.0, 20.0


def draw_sheet(report: BurnupReport, standing: StatusReport, writer: Writer = ENGLISH) -> str:
    """Return an SVG file of how targets went, light on paper, and on a screen as its reader wants it."""
    drawn = list(zip(report.targets, standing.targets, strict=True))
    all_axes = choose_axes(drawn, report.as_of, SIZE, writer)
    widest = max((axes.size.width for axes in all_axes if axes is not None), default=SIZE.width)
    sheet = _GrowingSheet(widest, writer)
    sheet.write(tell_plan(standing))
    for (target, stands), axes in zip(drawn, all_axes, strict=True):
        sheet.down += ROW_HEIGHT
        sheet.write(tell_target(target, stands, standing))
        if axes is not None:
            sheet.place(draw_target(target, stands, axes, f"chart-{target.id}"), axes.size)
    sheet.explain(list_series(drawn, all_axes))
    return sheet.finish(writer.write(report.plan.title))


class _GrowingSheet:
    """What stands on a sheet so far, and how far down that reaches."""

    def __init__(self, width: float, writer: Writer) -> None:
        self.width, self.writer, self.down = width, writer, MARGIN
        self.parts: list[Markup] = []

    def write(self, lines: Sequence[Line]) -> None:
        """Write lines, each wrapped; a heading is larger."""
        for line in lines:
            size = _HEADING if line.heading else TEXT
            for wrapped in self._wrap_line(
                draw_cell(line.text, "bold" if line.heading else line.style, self.writer), size
            ):
                self.down += ROW_HEIGHT + size - TEXT
                self.parts.append(self._write_line(wrapped, size))

    def _wrap_line(self, line: DrawnLine, size: float, share: float = 1.0) -> Iterator[DrawnLine]:
        """Give the lines into which one wraps; where capitals need more room than other letters, into more."""
        letters = max(int(share * self.width / (PROSE_LETTER * size)), 1)
        for wrapped in wrap_line(line, letters):
            wide = measure_label("".join(text for text, _ in wrapped), size, PROSE_LETTER)
            if wide > self.width and letters > 1:
                yield from self._wrap_line(wrapped, size, share * self.width / wide)
            else:
                yield wrapped

    def _write_line(self, line: DrawnLine, size: float) -> Markup:
        pieces = [
            element(
                "tspan",
                escape_markup(text),
                font_weight="700" if "bold" in style else None,
                **paint(fill=USES[style]),
            )
            for text, style in line
            if text
        ]
        return element("text", *pieces, x=MARGIN, y=self.down, font_size=size)

    def place(self, drawing: Markup, size: Size) -> None:
        """Put a drawing below what is there."""
        self.down += ROW_HEIGHT / 2
        self.parts.append(
            element("svg", drawing, x=MARGIN, y=self.down, width=size.width, height=size.height, overflow="visible")
        )
        self.down += size.height

    def explain(self, series: Sequence[SvgSeries]) -> None:
        """Write what the lines mean."""
        x, row = 0.0, self.down + 2 * ROW_HEIGHT
        for one in series:
            name = self.writer.write(one.name)
            wide = _SAMPLE + _BESIDE_SAMPLE + measure_label(name)
            if x and x + wide > self.width:
                x, row = 0.0, row + ROW_HEIGHT
            self.parts += draw_sample(one, MARGIN + x, row)
            at = MARGIN + x + _SAMPLE + _BESIDE_SAMPLE
            self.parts.append(element("text", escape_markup(name), x=at, y=row, **paint(fill="quiet")))
            x += wide + _BETWEEN_SAMPLES
        self.down = row if series else self.down

    def finish(self, title: str) -> str:
        """Return the file."""
        width, height = self.width + 2 * MARGIN, self.down + MARGIN
        drawn = element(
            "svg",
            element("title", escape_markup(title), id="sheet-title"),
            element("style", Markup(write_dark_rules())),
            element("rect", width=width, height=height, **paint()),
            *self.parts,
            xmlns="http://www.w3.org/2000/svg",
            width=width,
            height=height,
            viewBox=f"0 0 {write_coordinate(width)} {write_coordinate(height)}",
            role="group",
            aria_labelledby="sheet-title",
            font_family=",".join(FONTS),
            font_size=TEXT,
        )
        return f"{MARK}\n{drawn}\n"


def list_series(drawn: Sequence[Drawable], all_axes: Sequence[Axes | None]) -> list[SvgSeries]:
    """Return the series that are drawn of any target, in the order of the key."""
    shown = [one for one, axes in zip(drawn, all_axes, strict=True) if axes is not None]
    found = (
        (ACTUAL_STEPS, any(choose_actual(target, stands) for target, stands in shown)),
        (EXPECTED_STEPS, any(target.expected for target, _ in shown)),
        (REPORTED, any(target.measurements for target, _ in shown)),
        (PLANNED_LINE, any(target.planned for target, _ in shown)),
        (GOAL_LEVEL, any(target.goal is not None for target, _ in shown)),
        (STRETCH_LEVEL, any(target.stretch is not None for target, _ in shown)),
    )
    return [series for series, is_drawn in found if is_drawn]


def draw_sample(series: SvgSeries, x: float, row: float) -> Iterator[Markup]:
    """Give a piece of a line, or a dot, as it looks in the drawings, beside a text that stands on a row."""
    y = row - TEXT / 3
    if series is REPORTED:
        dot = paint(stroke=series.use)
        yield element("circle", cx=x + _SAMPLE / 2, cy=y, r=DOT, stroke_width=series.width, **dot)
        return
    colours = paint(stroke=series.use, fill=None)
    yield element("line", x1=x, x2=x + _SAMPLE, y1=y, y2=y, **describe_stroke(series), **colours)
