"""One burn-up as an SVG element: in a file of its own, in a document, or within a page of HTML."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from plantrack.plan.reports.burnup import Point, TargetBurnup
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.sentences import Sentence, say
from plantrack.render.chart.axes import BESIDE, LEADER, Axes, draw_axes, write_label
from plantrack.render.chart.labels import ROW_HEIGHT, TEXT, Box, Spot, Stroke, box_around, measure_label, push_apart
from plantrack.render.chart.telling import choose_actual, tell_standing
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
from plantrack.render.palette import USES, paint
from plantrack.render.text.standing import word_distance
from plantrack.render.text.statuses import STYLES
from plantrack.render.text.writer import Writer

DOT = 3.25
# Where in a plot or along a line a text may stand, tried one after the other.
_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9)

_Curve = tuple[SvgSeries, list[Spot]]


def draw_target(target: TargetBurnup, stands: TargetStatus, axes: Axes, prefix: str) -> Markup:
    """Return the burn-up of a target. `prefix` begins the ids in it, and no others in the document."""
    lines = _list_lines(target, stands, axes)
    places = _place_values(axes)
    leaders = _list_leaders(axes, places)
    gap = _find_gap(stands, axes)
    strokes = [stroke for _, spots in lines for stroke in pairwise(spots)]
    lead_strokes = [stroke for spots in leaders for stroke in pairwise(spots)]
    drawn = [
        element("title", escape_markup(axes.writer.write(_word_title(target))), id=f"{prefix}-title"),
        element("desc", escape_markup(axes.writer.write(_describe(target, stands, axes.writer))), id=f"{prefix}-desc"),
        draw_axes(axes),
        *(_draw_path(spots, **paint(stroke="rule", fill=None)) for spots in leaders),
        *_draw_today(axes),
        *(_draw_curve(series, spots) for series, spots in lines),
        *_draw_gap(gap, stands, axes, [*strokes, *lead_strokes]),
        *_draw_dots(target, axes),
        *_write_values(axes, places),
        *_write_silence(stands, axes, strokes),
    ]
    size = f"0 0 {write_coordinate(axes.size.width)} {write_coordinate(axes.size.height)}"
    ids = f"{prefix}-title {prefix}-desc"
    return element("svg", *drawn, viewBox=size, role="img", aria_labelledby=ids, font_size=TEXT)


def _word_title(target: TargetBurnup) -> Sentence:
    return say("{target}, {start} to {due}", target=target.title, start=target.start, due=target.due)


def _describe(target: TargetBurnup, stands: TargetStatus, writer: Writer) -> Sentence:
    """Return the numbers of a drawing in a sentence, for who cannot see it."""
    line = tell_standing(stands).text
    standing = "".join(writer.write(piece.text) for piece in line) if isinstance(line, list) else writer.write(line)
    if target.goal is None:
        return say("{standing}.", standing=standing)
    told = say(
        "{standing}. The goal is {goal} by {due}, from {baseline} on {start}.",
        standing=standing,
        goal=target.goal,
        due=target.due,
        baseline=target.baseline or 0,
        start=target.start,
    )
    if stands.expected is None:
        return told
    return say("{told} If every expected date holds, it is {expected} by then.", told=told, expected=stands.expected)


def _list_lines(target: TargetBurnup, stands: TargetStatus, axes: Axes) -> list[_Curve]:
    """Return the lines of a drawing, those first that lie below the others."""
    levels = [
        (series, [Spot(axes.plot.left, axes.y(value)), Spot(axes.plot.right, axes.y(value))])
        for series, value in ((STRETCH_LEVEL, target.stretch), (GOAL_LEVEL, target.goal))
        if value is not None
    ]
    lines = [
        *levels,
        (PLANNED_LINE, [_find_spot(point, axes) for point in target.planned]),
        (EXPECTED_STEPS, _climb_steps([_find_spot(point, axes) for point in target.expected])),
        (ACTUAL_STEPS, _climb_steps(_thin_out(choose_actual(target, stands), axes))),
    ]
    return [(series, spots) for series, spots in lines if spots]


def _find_spot(point: Point, axes: Axes) -> Spot:
    return Spot(axes.x(_read_day(point.date)), axes.y(point.value))


def _read_day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _thin_out(points: Sequence[Point], axes: Axes) -> list[Spot]:
    """Return the first point, the last, and of those between the last within each unit: nobody sees more than that."""
    days = [_read_day(point.date) for point in points]
    apart, shown = (axes.end - axes.start) / (axes.plot.right - axes.plot.left), [*days[:1]]
    kept = [*points[:1]]
    for point, day, after in zip(points[1:], days[1:], days[2:], strict=False):
        if after - shown[-1] >= apart:
            kept.append(point)
            shown.append(day)
    return [_find_spot(point, axes) for point in [*kept, *points[1:][-1:]]]


def _climb_steps(spots: Sequence[Spot]) -> list[Spot]:
    """Return the corners of a staircase that changes on these spots."""
    corners = [*spots[:1]]
    for before, after in pairwise(spots):
        corners += [Spot(after.x, before.y), after] if after.y != before.y else [after]
    return corners


def _draw_curve(series: SvgSeries, spots: Sequence[Spot]) -> Markup:
    colours = paint(stroke=series.use, fill=None)
    return _draw_path(spots, **describe_stroke(series), **colours)


def describe_stroke(series: SvgSeries) -> dict[str, str | None]:
    """Return how wide the line of a series is, and how it is broken."""
    cap = "round" if series.is_round else None
    return {"stroke_width": str(series.width), "stroke_dasharray": series.dashes, "stroke_linecap": cap}


def _draw_path(spots: Sequence[Spot], **attributes: str | None) -> Markup:
    places = (f"{write_coordinate(spot.x)} {write_coordinate(spot.y)}" for spot in spots)
    return element("path", d=f"M{'L'.join(places)}", **attributes)


def _place_values(axes: Axes) -> list[tuple[int, float]]:
    """Return the values of the column at the right from above, by number, and where each stands."""
    tops = {number: axes.y(label.value) for number, label in enumerate(axes.labelled)}
    order = sorted(tops, key=tops.__getitem__)
    placed = push_apart([tops[number] for number in order], ROW_HEIGHT, axes.plot.top, axes.plot.bottom)
    return list(zip(order, placed, strict=True))


def _list_leaders(axes: Axes, places: Sequence[tuple[int, float]]) -> list[list[Spot]]:
    """Return the hairs that lead from the lines to their values."""
    edge = axes.plot.right + 1
    leaders = []
    for number, y in places:
        label = axes.labelled[number]
        at = axes.y(label.value)
        begins = edge if label.day is None else min(axes.x(label.day) + BESIDE, edge)
        leaders.append([Spot(begins, at), Spot(edge, at), Spot(edge + LEADER, y)])
    return leaders


def _write_values(axes: Axes, places: Sequence[tuple[int, float]]) -> Iterator[Markup]:
    for number, y in places:
        label = axes.labelled[number]
        told = element("tspan", escape_markup(label.number), font_weight="700")
        name = escape_markup(f" {label.name}")
        x = axes.plot.right + 1 + LEADER + BESIDE / 2
        colours = paint(fill="quiet" if label.series.use == "axis" else label.series.use)
        yield element("text", told, name, x=x, y=y + TEXT / 3, **colours)


def _draw_today(axes: Axes) -> Iterator[Markup]:
    if axes.today < axes.start:
        return
    x, plot = axes.x(axes.today), axes.plot
    yield element("line", x1=x, x2=x, y1=plot.top - BESIDE, y2=plot.bottom, **paint(stroke="axis", fill=None))
    text = axes.writer.write_date(date.fromordinal(axes.today).isoformat())
    width = measure_label(text)
    middle = min(max(x, width / 2), axes.size.width - width / 2)
    yield write_label(text, Spot(middle, plot.top - 2 * BESIDE), anchor="middle")


def _find_gap(stands: TargetStatus, axes: Axes) -> Stroke | None:
    """Return the line from what is planned to what is so; None where one of them is not drawn."""
    by_series = {label.series: label for label in axes.labelled}
    planned, actual = by_series.get(PLANNED_LINE), by_series.get(ACTUAL_STEPS)
    if planned is None or actual is None or not axes.start <= axes.judged or word_distance(stands) == "":
        return None
    x = axes.x(axes.judged)
    return Spot(x, axes.y(planned.value)), Spot(x, axes.y(actual.value))


def _draw_gap(gap: Stroke | None, stands: TargetStatus, axes: Axes, strokes: Sequence[Stroke]) -> Iterator[Markup]:
    """Give how far it is from the plan: a line, and in words where these have room."""
    if gap is None:
        return
    use = USES[STYLES[stands.status]]
    (x, planned), (_, actual) = gap
    yield element("line", x1=x, x2=x, y1=planned, y2=actual, stroke_width=2, **paint(stroke=use, fill=None))
    text = axes.writer.write(word_distance(stands))
    today = axes.x(axes.today)
    lines = [*strokes, gap, (Spot(today, axes.plot.top), Spot(today, axes.plot.bottom))]
    at = [
        (Spot(x + side * BESIDE, planned + share * (actual - planned) + TEXT / 3), anchor)
        for side, anchor in ((-1, "end"), (1, "start"))
        for share in _SHARES
    ]
    for spot, anchor in at:
        # The leaders, which are no room either, have some to spare beside the plot.
        room = axes.plot._replace(right=axes.plot.right + LEADER + 1)
        if _has_room(box_around(spot, measure_label(text), anchor), room, lines):
            colours = paint(fill=use)
            yield element("text", escape_markup(text), x=spot.x, y=spot.y, text_anchor=anchor, **colours)
            return


def _has_room(box: Box, plot: Box, strokes: Sequence[Stroke]) -> bool:
    around = Box(box.left - DOT, box.top - DOT, box.right + DOT, box.bottom + DOT)
    return box.lies_in(plot) and not any(around.is_crossed(stroke) for stroke in strokes)


def _draw_dots(target: TargetBurnup, axes: Axes) -> Iterator[Markup]:
    """Give the reported totals as open circles, what is planned as one, and what is so as a full one."""
    for point in target.measurements:
        yield _draw_dot(_find_spot(point, axes), stroke_width=REPORTED.width, **paint(stroke=REPORTED.use))
    for label in axes.labelled:
        if label.day is not None and axes.start <= label.day:
            spot = Spot(axes.x(label.day), axes.y(label.value))
            is_actual = label.series is ACTUAL_STEPS
            fill = label.series.use if is_actual else "paper"
            yield _draw_dot(spot, stroke_width=1.25, **paint(stroke=label.series.use, fill=fill))


def _draw_dot(spot: Spot, **attributes: str | float) -> Markup:
    return element("circle", cx=spot.x, cy=spot.y, r=write_coordinate(DOT), **attributes)


def _write_silence(stands: TargetStatus, axes: Axes, strokes: Sequence[Stroke]) -> Iterator[Markup]:
    """Give that nothing was recorded yet, where that has room."""
    if stands.has_news:
        return
    text, plot = axes.writer.write(say("no record yet")), axes.plot
    today = axes.x(max(axes.today, axes.start))
    lines = [*strokes, (Spot(today, plot.top), Spot(today, plot.bottom))]
    for down in reversed(_SHARES):
        for along in _SHARES:
            spot = Spot(plot.left + along * (plot.right - plot.left), plot.top + down * (plot.bottom - plot.top))
            if _has_room(box_around(spot, measure_label(text), "middle"), plot, lines):
                yield write_label(text, spot, anchor="middle")
                return
