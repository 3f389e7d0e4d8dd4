"""The two axes of a drawing: days and values become spots of it, and round ones have a tick and a name."""

from collections.abc import Iterator, Sequence
from datetime import date

from plantrack.plan.model import Number
from plantrack.render.chart.labels import ROW_HEIGHT, TEXT, Box, Spot, box_around, measure_label
from plantrack.render.chart.scales import DateSpan, round_dates, round_steps, split_quarters, split_years
from plantrack.render.chart.telling import Drawable, choose_values
from plantrack.render.chart.values import Days, Labelled, list_labelled, write_number
from plantrack.render.markup import Markup, element, escape_markup, join_markup
from plantrack.render.palette import paint
from plantrack.render.text.wording import worded
from plantrack.render.text.writer import ENGLISH, Writer
from plantrack.tuples import NamedTuple

MOST_STEPS = 5
# Above the plot the day that is asked about has room, below it the names of years, or of quarters and years.
TOP, FOOT = 29.0, 26.0
LEADER, BESIDE, TICK = 8.0, 7.0, 5.0
# Five years have room below it, each with its name.
NARROWEST_PLOT = 188.0
# Beyond so many years every second one is named; below two years quarters are, and where those are too few days.
MOST_YEARS, DAYS_OF_QUARTERS, FEWEST_DAYS_OF_QUARTERS = 9, 731, 120


class Size(NamedTuple):
    """How large a drawing is, in units; it becomes wider where its numbers need that."""

    width: float
    height: float


class Margins(NamedTuple):
    """How wide what stands beside a plot is."""

    left: float
    right: float

    def fit_in(self, other: "Margins") -> bool:
        """Tell whether others are at least as wide."""
        return self.left <= other.left and self.right <= other.right


class Axes(NamedTuple):
    """What a drawing spans, and where that lies in it."""

    size: Size
    plot: Box
    start: int  # a proleptic ordinal, as are the next three
    end: int
    today: int
    judged: int  # the day for which the actual is true
    steps: Sequence[Number]  # round numbers, from the foot of the plot to its top
    labelled: Sequence[Labelled]
    writer: Writer  # of all that stands on it

    def x(self, day: float) -> float:
        """Return where a day is."""
        return self.plot.left + (day - self.start) / (self.end - self.start) * (self.plot.right - self.plot.left)

    def y(self, value: Number) -> float:
        """Return where a value is."""
        low, high = self.steps[0], self.steps[-1]
        return self.plot.bottom - (value - low) / (high - low) * (self.plot.bottom - self.plot.top)


def choose_axes(drawn: Sequence[Drawable], as_of: str, size: Size, writer: Writer = ENGLISH) -> list[Axes | None]:
    """Return the axes of targets that are seen together, each day below itself; None where there is nothing to draw."""
    found = [_measure_axes(one, as_of, size, writer) for one in drawn]
    needed = [axes and _measure_margins(axes) for axes in found]
    # Those that need the most, so that nothing would be left for the plot, have margins of their own.
    shared = Margins(0, 0)
    for margins in sorted({one for one in needed if one is not None}, key=sum):
        wider = Margins(max(shared.left, margins.left), max(shared.right, margins.right))
        shared = wider if sum(wider) + NARROWEST_PLOT <= size.width else shared
    return [
        axes and margins and _fit_plot(axes, size, shared if margins.fit_in(shared) else margins)
        for axes, margins in zip(found, needed, strict=True)
    ]


def _measure_axes(one: Drawable, as_of: str, size: Size, writer: Writer) -> Axes | None:
    target, stands = one
    span = choose_values(target, stands)
    if span is None:
        return None
    low, high = span
    whole = isinstance(low, int) and isinstance(high, int)
    steps = [
        int(step) if step == int(step) else float(step) for step in round_steps(low, high, MOST_STEPS, whole=whole)
    ]
    today = date.fromisoformat(as_of).toordinal()
    judged = today if stands.judged is None else date.fromisoformat(stands.judged).toordinal()
    return Axes(
        size=size,
        plot=Box(0, 0, *size),
        start=date.fromisoformat(target.start).toordinal(),
        end=max(date.fromisoformat(target.due).toordinal(), today),
        today=today,
        judged=judged,
        steps=steps,
        labelled=list_labelled(target, stands, Days(today, judged), writer),
        writer=writer,
    )


def _measure_margins(axes: Axes) -> Margins:
    names = [measure_label(write_number(step, axes.writer)) for step in axes.steps]
    return Margins(
        max(names, default=0) + BESIDE,
        max((label.width for label in axes.labelled), default=0) + LEADER + 2 * BESIDE,
    )


def _fit_plot(axes: Axes, size: Size, margins: Margins) -> Axes:
    foot = FOOT + ROW_HEIGHT if _has_quarters(axes) else FOOT
    width = max(size.width, sum(margins) + NARROWEST_PLOT)
    plot = Box(margins.left, TOP, width - margins.right, size.height - foot)
    return axes._replace(size=Size(width, size.height), plot=plot)


def _has_quarters(axes: Axes) -> bool:
    return FEWEST_DAYS_OF_QUARTERS <= axes.end - axes.start < DAYS_OF_QUARTERS


def draw_axes(axes: Axes) -> Markup:
    """Return the lines of both axes, and what stands beside them."""
    return join_markup(*_draw_steps(axes), *_draw_days(axes))


def _draw_steps(axes: Axes) -> Iterator[Markup]:
    plot = axes.plot
    for place, step in enumerate(axes.steps):
        y = axes.y(step)
        colours = paint(stroke="hair" if place else "axis", fill=None)
        yield element("line", x1=plot.left, x2=plot.right, y1=y, y2=y, **colours)
        at = Spot(plot.left - BESIDE, y + TEXT / 3)
        yield write_label(write_number(step, axes.writer), at, anchor="end")


def _draw_days(axes: Axes) -> Iterator[Markup]:
    ticks, rows = _choose_spans(axes)
    for day in ticks:
        x = axes.x(day)
        yield element(
            "line", x1=x, x2=x, y1=axes.plot.bottom, y2=axes.plot.bottom + TICK, **paint(stroke="axis", fill=None)
        )
    for number, spans in enumerate(rows):
        y = axes.plot.bottom + 20 + number * ROW_HEIGHT
        for spot, text in _place_names(spans, axes, y):
            yield write_label(text, spot, anchor="middle")


def _choose_spans(axes: Axes) -> tuple[list[int], list[list[DateSpan]]]:
    """Return the days that have a tick, and one or two rows of names below them."""
    start, end = axes.start, axes.end
    if end - start < FEWEST_DAYS_OF_QUARTERS:
        columns = int((axes.plot.right - axes.plot.left) / measure_label("0"))
        days = [DateSpan(tick.day, tick.day, tick.label) for tick in round_dates(start, end, columns)]
        return [day.start for day in days], [days]
    years = split_years(start, end)
    if _has_quarters(axes):
        quarters = split_quarters(start, end)
        return _list_edges(quarters), [quarters, years]
    # One name has room for several years where these are many.
    widest = measure_label("0000") + BESIDE / 2
    fitting = [
        step
        for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
        if axes.x(start + 365 * step) - axes.plot.left >= widest and (step > 1 or len(years) <= MOST_YEARS)
    ]
    step = next(iter(fitting), 10_000)
    named = [span for span in years if int(worded(span.label)) % step == 0]
    crowded = axes.x(start + 365) - axes.plot.left < TICK
    return _list_edges(named if crowded else years), [named]


def _list_edges(spans: Sequence[DateSpan]) -> list[int]:
    return sorted({day for span in spans for day in (span.start, span.end)})


def _place_names(spans: Sequence[DateSpan], axes: Axes, y: float) -> Iterator[tuple[Spot, str]]:
    """Give where names stand, each below the middle of its span; what is left of a year at an end has none."""
    taken: list[Box] = []
    longest = max((span.end - span.start for span in spans), default=0)
    for span in sorted(spans, key=lambda one: one.start - one.end):
        if 4 * (span.end - span.start) < longest:
            break
        text = axes.writer.write_date(axes.writer.write(span.label))
        width = measure_label(text)
        x = min(max(axes.x(span.middle), width / 2), axes.size.width - width / 2)
        box = box_around(Spot(x, y), width, "middle")
        if not any(box.meets(other) for other in taken):
            taken.append(Box(box.left - BESIDE / 2, box.top, box.right + BESIDE / 2, box.bottom))
            yield Spot(x, y), text


def write_label(text: str, at: Spot, *, anchor: str) -> Markup:
    """Return a text beside a line."""
    return element("text", escape_markup(text), x=at.x, y=at.y, text_anchor=anchor, **paint(fill="quiet"))
