"""What a browser makes of the page: on screens of three widths, in the dark, on paper, and for who cannot see it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, ran
from test_browser import CHROMIUM

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# Where npm puts axe-core, or where one says that it is.
AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
MORE = """
[[comments]]
date = 2025-06-14
target = "clusters-new"
text = "Land clearance waits for the price list."
ask = "The City People's Committee to decide the list before August."

[[milestones]]
expected = 2025-05-31
kind = "cluster"
stage = "established"
item = "Lệ Chi"
decision = "20/KH-UBND"

[[milestones]]
expected = 2025-09-01
kind = "cluster"
stage = "established"
item = "Dương Xá"
decision = "20/KH-UBND"
"""
ASKED = {"en": (), "vi": ("--lang", "vi")}
# What is wider than the window, but for what scrolls in a frame of its own.
OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth + 0.5;
  return [document.documentElement.scrollWidth > wide ? 'the page' : '', ...[...document.body.querySelectorAll('*')]
    .filter(one => !one.closest('.frame, .skip, svg, .attention thead') && one.getBoundingClientRect().right > wide)
    .map(one => one.tagName + '.' + one.className)].filter(one => one);
}"""
# Each block is marked where it begins and where it ends, so that one finds both on its sheets.
MARK_BLOCKS = """() => {
  const mark = (one, name) => {
    const first = document.createElement('small'), last = document.createElement('small');
    [first.textContent, last.textContent] = [`from${name}x`, `to${name}x`];
    one.prepend(first); one.append(last);
  };
  const blocks = [...document.querySelectorAll('.target')];
  blocks.forEach(mark);
  mark(document.querySelector('.first'), 'opening');
  mark(document.querySelector('#results h2'), 'results');
  return blocks.length;
}"""
MARK_ROWS = """() => {
  const tables = [...document.querySelectorAll('.frame table')];
  tables.forEach((table, number) => {
    const mark = (cell, text) => {
      const one = document.createElement('span');
      one.style.cssText = 'font-size: 1px; line-height: 0'; one.textContent = text; cell.prepend(one);
    };
    const rows = [...table.querySelectorAll('tbody tr')];
    mark(table.querySelector('thead th'), `head${number}x`);
    mark(rows.at(0).cells[0], `row${number}n0x`);
    mark(rows.at(-1).cells[0], `row${number}n-1x`);
  });
  return tables.length;
}"""
HUGE = f"""
[plan]
title = "{"W" * 60}"
start = 2021-01-01
end = 2025-12-31
[targets.money]
title = "{"W" * 60}"
owner = "{"W" * 60}"
unit = "{"W" * 60}"
group = "{"W" * 60}"
baseline = 0
goal = 9007199254740991
[[measurements]]
date = 2024-12-31
target = "money"
value = 123456789012345
source = "https://example.org/{"W" * 60}"
"""
# Seven rows of attention, each with a long title, a long owner and something asked, and a figure of 16 digits.
CROWDED = f"""
[plan]
title = "{"Kế hoạch phát triển công nghiệp, thương mại và dịch vụ của thành phố " * 2}"
start = 2021-01-01
end = 2025-12-31
[targets.t0]
title = "{"Hộ dân nông thôn được sử dụng nước sạch " * 2}"
owner = "{"Sở Nông nghiệp và Môi trường " * 2}"
baseline = 0
goal = 9007199254740991
[[measurements]]
date = 2025-03-31
target = "t0"
value = 1234567890123456
""" + "".join(
    f"""
[targets.t{number}]
title = "{"Hộ dân nông thôn được sử dụng nước sạch " * 2}"
owner = "{"Sở Nông nghiệp và Môi trường " * 2}"
baseline = 0
goal = 100
[[measurements]]
date = 2025-03-31
target = "t{number}"
value = {number}
[[comments]]
date = 2025-05-14
target = "t{number}"
text = "Chưa giải phóng xong mặt bằng."
ask = "UBND Thành phố quyết định bảng giá đất trước tháng 8 và bố trí vốn cho năm nay."
"""
    for number in range(1, 9)
)
LABELS = """() => [...document.querySelectorAll('figure svg')].map(svg => {
  const box = one => { const r = one.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  return [box(svg), [...svg.querySelectorAll('text')].map(one => [one.textContent, ...box(one)])];
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="there is no playwright: pip install '.[browser]'")
    if CHROMIUM is None:
        pytest.skip("there is no chromium, in which the page is looked at")
    with playwright.sync_playwright() as running:
        # Who is root cannot have the sandbox of the browser, and shows it nothing but what these tests made.
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module", params=ASKED)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    plan = folder / "plan.toml"
    plan.write_text((EXAMPLES / "plan.toml").read_text(encoding="utf-8") + MORE, encoding="utf-8")
    asked = ("page", "--as-of", "2025-06-30", "--since", "2024-12-15", *ASKED[request.param])
    (folder / "page.html").write_text(ran(*asked, "--plan", str(plan)).stdout, encoding="utf-8")
    return folder / "page.html"


def open_page(browser: Any, written: Path, width: int = 1280, scheme: str = "light") -> tuple[Any, list[str]]:
    told: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url))
    page.goto(written.as_uri())
    assert told.pop(0) == written.as_uri()
    return page, told


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser: Any, written: Path, width: int) -> None:
    page, told = open_page(browser, written, width)
    assert page.evaluate(OVERFLOWING) == []
    assert told == []
    page.close()


def test_on_a_tablet_each_table_has_room_in_its_frame(browser: Any, written: Path) -> None:
    page, _ = open_page(browser, written, 768)
    scrolling = "[...document.querySelectorAll('.frame')].filter(one => one.scrollWidth > one.clientWidth).length"
    assert page.evaluate(scrolling) == 0
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_huge_numbers_and_long_words_break(browser: Any, tmp_path: Path, width: int) -> None:
    (tmp_path / "plan.toml").write_text(HUGE, encoding="utf-8")
    (tmp_path / "page.html").write_text(ran("page", "--plan", str(tmp_path / "plan.toml")).stdout, encoding="utf-8")
    page, told = open_page(browser, tmp_path / "page.html", width)
    assert page.evaluate(OVERFLOWING) == []
    assert told == []
    page.close()


def test_no_head_of_a_table_is_alone_at_the_foot_of_a_sheet(browser: Any, written: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2", reason="there is no pypdfium2: pip install '.[browser]'")
    page, _ = open_page(browser, written)
    # The head is drawn anew on each sheet, and so is its mark; the rows are not.
    tables = page.evaluate(MARK_ROWS)
    read = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sheets = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in read]
    for number in range(tables):
        heads = [sheet for sheet, text in enumerate(sheets) if f"head{number}x" in text]
        rows = [[sheet for sheet, text in enumerate(sheets) if f"row{number}n{place}x" in text] for place in (0, -1)]
        assert heads[:1] == rows[0], number
        assert heads[-1:] == rows[1], number
    page.close()


@pytest.mark.parametrize("language", ASKED)
def test_a_crowded_first_sheet_is_whole_and_a_huge_figure_leaves_room_for_names(
    browser: Any, tmp_path: Path, language: str
) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2", reason="there is no pypdfium2: pip install '.[browser]'")
    (tmp_path / "plan.toml").write_text(CROWDED, encoding="utf-8")
    asked = ("page", "--as-of", "2025-06-30", "--since", "2024-12-15", "--plan", str(tmp_path / "plan.toml"))
    (tmp_path / "page.html").write_text(ran(*asked, *ASKED[language]).stdout, encoding="utf-8")
    page, _ = open_page(browser, tmp_path / "page.html", 680)
    page.emulate_media(media="print")
    widths = "['th[scope=row]', 'thead'].map(one => document.querySelector(`#results-table ${one}`).offsetWidth)"
    of_name, of_table = page.evaluate(widths)
    assert of_name > 0.18 * of_table
    page.evaluate(MARK_BLOCKS)
    read = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sheets = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in read]
    found = [[mark in sheet for sheet in sheets].index(True) for mark in ("fromopeningx", "toopeningx", "fromresultsx")]
    assert found == [0, 0, 1]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Any, written: Path, width: int, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("there is no axe-core: npm install axe-core, or AXE_CORE=FILE")
    page, _ = open_page(browser, written, width, scheme)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    page.close()


def test_links_lead_to_what_they_name(browser: Any, written: Path) -> None:
    page, told = open_page(browser, written)
    links = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(one => one.getAttribute('href'))")
    assert len(links) > 50
    for link in dict.fromkeys(links):
        page.evaluate("link => document.querySelector(`a[href='${link}']`).click()", link)
        assert page.evaluate("document.querySelector(':target')?.id") == link[1:]
    assert told == []
    page.close()


def test_the_keyboard_alone_suffices(browser: Any, written: Path) -> None:
    page, _ = open_page(browser, written)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "attention"
    frames = page.evaluate("[...document.querySelectorAll('.frame')].every(one => one.tabIndex === 0)")
    assert frames
    page.close()


def test_no_label_of_a_drawing_is_cut_or_covered(browser: Any, written: Path) -> None:
    page, _ = open_page(browser, written)
    drawings = page.evaluate(LABELS)
    assert len(drawings) == 5
    for (left, top, right, bottom), labels in drawings:
        for number, (text, *box) in enumerate(labels):
            assert left - 0.5 <= box[0], text
            assert box[2] <= right + 0.5, text
            assert top - 5 <= box[1], text
            assert box[3] <= bottom + 5, text
            for beside, *other in labels[number + 1 :]:
                apart = box[2] <= other[0] or other[2] <= box[0]
                assert apart or box[3] - 5 <= other[1] or other[3] - 5 <= box[1], (text, beside)
    page.close()


def test_paper_has_whole_blocks_and_a_first_sheet_of_its_own(browser: Any, written: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2", reason="there is no pypdfium2: pip install '.[browser]'")
    page, _ = open_page(browser, written, scheme="dark")
    blocks = page.evaluate(MARK_BLOCKS)
    read = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sheets = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in read]

    def find(mark: str) -> int:
        (found,) = [number for number, text in enumerate(sheets) if f"{mark}x" in text]
        return found

    assert (find("fromopening"), find("toopening"), find("fromresults")) == (0, 0, 1)
    for number in range(blocks):
        assert find(f"from{number}") == find(f"to{number}"), number
    # Three blocks a sheet: five are on two, after the two first ones.
    assert find("to4") <= 4
    assert f"1/{len(sheets)}" in sheets[0]
    assert 8 <= len(sheets) <= 11
    page.close()
