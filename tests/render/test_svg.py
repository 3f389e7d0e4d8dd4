"""Drawings as SVG: no label is cut or lies on another, nothing of a plan is markup, and numbers stand at the right."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from assessing import parsed
from conftest import EXAMPLES, view_of
from hypothesis import given
from strategies import Data, examples, plans

from plantrack.plan import dates
from plantrack.plan.reports.burnup import burnup_report
from plantrack.plan.reports.status import status_report
from plantrack.render.chart.axes import Axes, Size, choose_axes
from plantrack.render.chart.sheet import MARK, draw_sheet
from plantrack.render.chart.svg import draw_target
from plantrack.render.chart.telling import Drawable
from plantrack.render.text.widths import measure_text
from plantrack.store import planfile
from plantrack.store.planfile import PlanFile

SVG = "{http://www.w3.org/2000/svg}"
# Wider than a letter of any common font is on the average of a word, lower than none is high.
LETTER, ASCENT, DESCENT = 0.6, 0.8, 0.25


class Label(NamedTuple):
    """A text of a drawing, and what it covers at most."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def sheet(file: PlanFile, as_of: str, *ids: str) -> str:
    targets = [target for target in file.plan.targets.values() if not ids or target.id in ids]
    view = view_of(file, dates.parse_date(as_of))
    return draw_sheet(burnup_report(view, targets), status_report(view, targets))


def list_drawn(file: PlanFile, as_of: str) -> list[Drawable]:
    targets = list(file.plan.targets.values())
    view = view_of(file, dates.parse_date(as_of))
    report, standing = burnup_report(view, targets), status_report(view, targets)
    return list(zip(report.targets, standing.targets, strict=True))


def axes_of(file: PlanFile, as_of: str, size: Size) -> list[Axes]:
    return [axes for axes in choose_axes(list_drawn(file, as_of), as_of, size) if axes is not None]


def inline(file: PlanFile, as_of: str, size: Size) -> str:
    """Return the drawings of all targets as they stand within a page, each of this size."""
    drawn = list_drawn(file, as_of)
    found = zip(drawn, choose_axes(drawn, as_of, size), strict=True)
    return "".join(draw_target(*one, axes, f"in-a-page-{one[0].id}") for one, axes in found if axes is not None)


def in_a_page(drawings: str) -> Element:
    return ElementTree.fromstring(f'<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg">{drawings}</svg>')


def hanoi_sheet(as_of: str, *ids: str) -> Element:
    return ElementTree.fromstring(sheet(hanoi_plan(), as_of, *ids))


def plan_of(text: str) -> PlanFile:
    return planfile.parse("plan.toml", text.encode())


def hanoi_plan() -> PlanFile:
    return planfile.parse("plan.toml", (EXAMPLES / "plan.toml").read_bytes())


def drawings(whole: Element) -> list[Element]:
    return [one for one in whole.iter(f"{SVG}svg") if one.get("role") == "img"]


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def labels_in(drawing: Element) -> Iterator[Label]:
    """Give the labels that stand in a drawing itself, not in one inside it."""
    for text in drawing.findall(f"{SVG}text"):
        size = float(text.get("font-size", "13"))
        width = float(text.get("textLength", measure_text(text_of(text)) * LETTER * size))
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
        yield Label(text_of(text), left, y - ASCENT * size, left + width, y + DESCENT * size)


def check_labels(whole: Element) -> None:
    """Tell that in each drawing, and on the sheet, labels are inside and apart."""
    for drawing in (whole, *drawings(whole)):
        _, _, width, height = map(float, drawing.get("viewBox", "").split())
        labels = list(labels_in(drawing))
        for label in labels:
            assert label.left >= -0.06, label
            assert label.top >= 0, label
            assert label.right <= width + 0.06, label
            assert label.bottom <= height, label
        for number, one in enumerate(labels):
            for other in labels[number + 1 :]:
                beside = one.right <= other.left + 0.1 or other.right <= one.left + 0.1
                assert beside or one.bottom <= other.top + 0.1 or other.bottom <= one.top + 0.1, (one, other)


@pytest.mark.parametrize("as_of", ["2020-06-01", "2021-01-01", "2023-09-06", "2025-06-30", "2026-11-24", "2040"])
def test_labels_of_the_example_are_inside_and_apart(as_of: str) -> None:
    check_labels(hanoi_sheet(as_of))


@examples(50)
@given(plans())
def test_labels_of_any_plan_are_inside_and_apart(data: Data) -> None:
    file = parsed(data)
    for as_of in ("2021-05-05", str(data["plan"]["end"]), "2026-11-24"):
        whole = ElementTree.fromstring(sheet(file, as_of))
        check_labels(whole)
        ids = [one.get("id") for one in whole.iter() if one.get("id")]
        assert len(ids) == len(set(ids))


SMALL = Size(400, 237)


@examples(50)
@given(plans())
def test_labels_of_small_drawings_within_a_page_are_inside_and_apart(data: Data) -> None:
    file = parsed(data)
    for as_of in ("2021-05-05", "2026-11-24"):
        check_labels(in_a_page(inline(file, as_of, SMALL)))


def test_drawings_within_a_page_share_no_id_and_bring_no_style() -> None:
    whole = in_a_page(inline(hanoi_plan(), "2025-06-30", SMALL))
    check_labels(whole)
    ids = [one.get("id") for one in whole.iter() if one.get("id")]
    assert len(ids) == len(set(ids)) == 2 * len(drawings(whole)) > 10
    assert not any(whole.iter(f"{SVG}style"))
    assert {one.get("viewBox") for one in drawings(whole)} == {"0 0 400 237"}


LONG = "W" * 300
PROMISE = """
[plan]
title = "{title}"
start = {start}
end = {end}
[targets.total]
title = "{title}"
unit = "{unit}"
baseline = {baseline}
goal = {goal}
"""


def promise(**given: object) -> str:
    plain = {"title": "T", "unit": "km", "start": "2021-01-01", "end": "2025-12-31", "baseline": 0, "goal": 10}
    return PROMISE.format(**(plain | given))


ODD = {
    "a day": promise(start="2021-01-01", end="2021-01-02"),
    "a month": promise(start="2021-01-15", end="2021-02-14"),
    "half a year": promise(start="2021-01-15", end="2021-06-30"),
    "a year and a half": promise(start="2020-12-31", end="2022-06-30"),
    "nine years": promise(start="2021-01-01", end="2029-12-31"),
    "a quarter and six years": promise(start="2021-09-25", end="2027-12-31"),
    "ten years": promise(start="2021-12-31", end="2031-01-01"),
    "all years": promise(start="0001-01-01", end="9999-12-31"),
    "falling": promise(baseline=40, goal=-2.5, unit="percent"),
    "huge": promise(baseline=-9007199254740992, goal=9007199254740992),
    "tiny": promise(baseline=0, goal=1e-300),
    "near": promise(baseline=9007199254740991, goal=9007199254740992),
    "long": promise(title=LONG, unit=LONG),
    "hostile": promise(title="</title><script>alert(1)</script>]]>&amp;\\u202e\\u0007 &#60; \\uffff"),
    "stretch": promise() + "stretch = 10.5",
}
AS_OF = ("2020-01-01", "2021-01-01", "2021-06-30", "2025-12-31", "9999-12-31")
RECORDS = """
[[measurements]]
date = 2021-01-01
target = "total"
value = {baseline}
[[measurements]]
date = 2021-01-02
target = "total"
value = {goal}
"""


@pytest.mark.parametrize("name", ODD)
def test_labels_of_odd_plans_are_inside_and_apart(name: str) -> None:
    baseline, goal = re.findall(r"^(?:baseline|goal) = (.*)$", ODD[name], re.MULTILINE)
    for records in ("", RECORDS.format(baseline=baseline, goal=goal), RECORDS.format(baseline=goal, goal=baseline)):
        for as_of in AS_OF:
            check_labels(ElementTree.fromstring(sheet(plan_of(ODD[name] + records), as_of)))
    check_labels(in_a_page(inline(plan_of(ODD[name]), "2021-01-01", SMALL)))


def test_what_a_plan_says_is_no_markup() -> None:
    text = sheet(plan_of(ODD["hostile"]), "2021-06-30")
    whole = ElementTree.fromstring(text)
    tags = {one.tag.removeprefix(SVG) for one in whole.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "text", "tspan", "line", "path", "circle"}
    shown = "</title><script>alert(1)</script>]]>&amp;\\u202e\\x07 &#60; \\uffff"
    assert text_of(whole.findall(f"{SVG}title")[0]) == shown
    assert "<script" not in text


def test_who_cannot_see_it_is_told_the_numbers() -> None:
    (drawing,) = drawings(hanoi_sheet("2025-06-30", "clusters-started"))
    title, desc = (drawing.findall(f"{SVG}{tag}")[0] for tag in ("title", "desc"))
    assert drawing.get("aria-labelledby") == "chart-clusters-started-title chart-clusters-started-desc"
    assert (title.get("id"), desc.get("id")) == ("chart-clusters-started-title", "chart-clusters-started-desc")
    assert title.text == "Clusters started or completed, 2021-01-01 to 2025-12-31"
    assert desc.text == (
        "30 of 43 clusters · planned 38 · 8 short · ◐ at risk, short since 2024-08. "
        "The goal is 43 by 2025-12-31, from 0 on 2021-01-01."
    )


def test_values_stand_at_the_right_the_greatest_first_and_apart() -> None:
    (drawing,) = drawings(hanoi_sheet("2025-06-30", "clusters-total"))
    labels = [label for label in labels_in(drawing) if re.fullmatch(r"\d+ [a-z]+", label.text)]
    assert [label.text for label in labels] == ["38 short", "159 goal", "154 planned", "116 actual"]
    assert len({label.left for label in labels[1:]}) == 1
    assert all(lower.top - upper.top >= 17.9 for upper, lower in pairwise(labels[1:]))


@pytest.mark.parametrize(
    ("plan", "named"),
    [
        ("a month", ["2021-01-15", "2021-01-22", "2021-01-29", "2021-02-05", "2021-02-12"]),
        ("a year and a half", ["Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "2021", "2022"]),
        ("nine years", ["2021", "2022", "2023", "2024", "2025", "2026", "2027", "2028", "2029"]),
        ("ten years", ["2022", "2024", "2026", "2028", "2030"]),
    ],
)
def test_days_are_named_as_there_is_room(plan: str, named: list[str]) -> None:
    (drawing,) = drawings(ElementTree.fromstring(sheet(plan_of(ODD[plan]), "2020-01-01")))
    labels = sorted(labels_in(drawing), key=lambda label: (label.top, label.left))
    found = [label.text for label in labels if re.fullmatch(r"Q\d|\d{4}(-\d\d-\d\d)?", label.text)]
    assert found == named


def test_a_target_without_records_says_so_and_draws_no_actual() -> None:
    (drawing,) = drawings(hanoi_sheet("2022-06-30", "parks-new"))
    texts = [label.text for label in labels_in(drawing)]
    assert "no record yet" in texts
    assert not any("actual" in text or "short" in text for text in texts)


def test_that_there_is_none_yet_is_drawn_where_the_log_would_say_so() -> None:
    (drawing,) = drawings(hanoi_sheet("2025-06-30", "parks-new"))
    texts = [label.text for label in labels_in(drawing)]
    assert {"0 actual", "1 short"} <= set(texts)
    assert "no record yet" not in texts


def test_of_what_changes_each_day_no_more_is_drawn_than_one_can_see() -> None:
    plan = promise(baseline=0, goal=1500)
    for number in range(1500):
        day = date.fromordinal(date(2021, 1, 1).toordinal() + number)
        plan += f'[[measurements]]\ndate = {day}\ntarget = "total"\nvalue = {number}\n'
    (drawing,) = drawings(in_a_page(inline(plan_of(plan), "2025-06-30", SMALL)))
    (steps,) = (path for path in drawing.findall(f"{SVG}path") if path.get("stroke-width") == "2.75")
    spots = [tuple(map(float, spot.split())) for spot in steps.get("d", "")[1:].split("L")]
    (axes,) = axes_of(plan_of(plan), "2025-06-30", SMALL)
    assert spots[0] == pytest.approx((axes.plot.left, axes.y(0)), abs=0.1)
    assert spots[-1] == pytest.approx((axes.x(date(2025, 6, 30).toordinal()), axes.y(1499)), abs=0.1)
    # Each step has two corners; every 300 units of the plot have five hundred at most.
    assert 2 * 150 < len(spots) < 2 * 500
    # Nowhere is it further from what was so than it rises within three units.
    for x, y in spots:
        gone = axes.start + (x - axes.plot.left) / (axes.plot.right - axes.plot.left) * (axes.end - axes.start)
        assert abs(y - axes.y(min(gone - axes.start, 1499))) < axes.y(0) - axes.y(3 * 1826 / 250)


def test_one_huge_number_makes_no_other_drawing_narrower() -> None:
    """Drawings have margins in common, but for those that would leave the others no plot."""
    goals = {"clusters": 43, "schools": 2000, "money": 9_007_199_254_740_991}
    targets = "".join(f"[targets.{name}]\nbaseline = 0\ngoal = {goal}\n" for name, goal in goals.items())
    file = plan_of("[plan]\nstart = 2021-01-01\nend = 2025-12-31\n" + targets)
    for width in (400, 720):
        small, other, large = axes_of(file, "2025-06-30", Size(width, 237))
        assert small.plot == other.plot
        assert small.size.width == width
        assert small.plot.right - small.plot.left > 187
        assert large.plot.right - large.plot.left > 187
    check_labels(ElementTree.fromstring(sheet(file, "2025-06-30")))


def test_of_a_target_that_has_nothing_to_draw_only_words_are_written() -> None:
    whole = hanoi_sheet("2025-06-30", "sharing-economy")
    assert drawings(whole) == []
    assert "No records by 2025-06-30, and no goal: nothing to draw." in text_of(whole)


def test_a_sheet_is_marked_and_light_but_on_a_dark_screen() -> None:
    text = sheet(hanoi_plan(), "2025-06-30", "clusters-total")
    assert text.startswith(f"{MARK}\n<svg ")
    style = text[text.index("<style>") : text.index("</style>")]
    assert style.startswith("<style>@media screen and (prefers-color-scheme:dark){.fill-paper{fill:#15171a}")
    classes = {name for names in re.findall(r' class="([^"]+)"', text) for name in names.split()}
    assert {name for name in classes if f".{name}{{" not in style} == set()


def test_lines_of_one_day_are_below_each_other() -> None:
    """The axes of all targets on a sheet lie at the same place, though their numbers are not equally wide."""
    frames = set()
    for drawing in drawings(hanoi_sheet("2025-06-30", "clusters-total", "parks-new", "wholesale-markets")):
        axis = drawing.findall(f"{SVG}line")[0]
        frames.add((axis.get("x1"), axis.get("x2")))
    assert len(frames) == 1
