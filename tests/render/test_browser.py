"""What a browser makes of drawings: nothing is cut, no label lies on another, and the reader's colours are taken."""

import shutil
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from assessing import parsed
from hypothesis import given
from strategies import Data, examples, plans
from test_svg import AS_OF, ODD, RECORDS, hanoi_plan, plan_of, sheet

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Of each label where it is on the page, and of its drawing; a browser knows its fonts.
MEASURE = """() => [...document.querySelectorAll('svg')].map(svg => {
  const box = one => { const r = one.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const own = [...svg.querySelectorAll('text')].filter(text => text.closest('svg') === svg);
  return { inside: box(svg), labels: own.map(text => [text.textContent, ...box(text)]) };
})"""
# Boxes of a font have room above and below the letters.
SLACK = 4.5


class Page(NamedTuple):
    """A page of a browser, and all that it said."""

    page: Any
    told: list[str]

    def show(self, svg: str) -> None:
        self.page.set_content(f"<!DOCTYPE html><body style='margin:0'>{svg}</body>")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="there is no playwright: pip install '.[browser]'")
    if CHROMIUM is None:
        pytest.skip("there is no chromium, in which drawings are looked at")
    with playwright.sync_playwright() as running:
        # Who is root cannot have the sandbox of the browser, and shows it nothing but what these tests made.
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page(browser: Any) -> Page:
    told: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.on("console", lambda message: told.append(message.text))
    opened.on("request", lambda request: told.append(request.url))
    opened.on("pageerror", lambda error: told.append(str(error)))
    return Page(opened, told)


def check_drawing(page: Page, svg: str) -> None:
    """Tell that each label is inside of its drawing, and apart from all others of it."""
    page.show(svg)
    for drawing in page.page.evaluate(MEASURE):
        left, top, right, bottom = drawing["inside"]
        labels = drawing["labels"]
        for text, *box in labels:
            assert box[0] >= left - 0.5, text
            assert box[1] >= top - SLACK, text
            assert box[2] <= right + 0.5, text
            assert box[3] <= bottom + SLACK, text
        for number, (text, *one) in enumerate(labels):
            for beside, *other in labels[number + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0]
                assert apart or one[3] - SLACK <= other[1] or other[3] - SLACK <= one[1], (text, beside)
    assert page.told == []


@pytest.mark.parametrize("as_of", ["2021-01-01", "2023-09-06", "2025-06-30", "2026-11-24"])
def test_no_label_of_the_example_is_cut_or_covered(page: Page, as_of: str) -> None:
    check_drawing(page, sheet(hanoi_plan(), as_of))


@pytest.mark.parametrize("name", ODD)
def test_no_label_of_an_odd_plan_is_cut_or_covered(page: Page, name: str) -> None:
    values = dict(line.split(" = ") for line in ODD[name].splitlines() if line.startswith(("baseline", "goal")))
    for records in ("", RECORDS.format(**values)):
        for as_of in AS_OF:
            check_drawing(page, sheet(plan_of(ODD[name] + records), as_of))


@examples(50)
@given(plans())
def test_no_label_of_any_plan_is_cut_or_covered(page: Page, data: Data) -> None:
    for as_of in ("2021-05-05", "2026-11-24"):
        check_drawing(page, sheet(parsed(data), as_of))


GROUND = "() => getComputedStyle(document.querySelector('svg > rect')).fill"
INK = "() => getComputedStyle(document.querySelector('svg > text > tspan')).fill"
LIGHT, DARK = ("rgb(255, 255, 255)", "rgb(26, 27, 28)"), ("rgb(21, 23, 26)", "rgb(232, 229, 222)")


@pytest.mark.parametrize(
    ("scheme", "media", "colours"),
    [("light", "screen", LIGHT), ("dark", "screen", DARK), ("light", "print", LIGHT), ("dark", "print", LIGHT)],
)
def test_it_is_as_its_reader_wants_it_and_light_on_paper(
    page: Page, scheme: str, media: str, colours: tuple[str, str]
) -> None:
    page.page.emulate_media(color_scheme=scheme, media=media)
    page.show(sheet(hanoi_plan(), "2025-06-30", "clusters-total"))
    assert (page.page.evaluate(GROUND), page.page.evaluate(INK)) == colours
    page.page.emulate_media(color_scheme="light", media="screen")
