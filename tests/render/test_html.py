"""HTML to paste: sound markup, whole tables, no text of a plan is markup, and links lead to just what they name."""

import re
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
import tomli_w
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples, plans, spelled

from plantrack.render.formats.html import write_html
from plantrack.render.page import Bar, Column, Line, Page, Piece, Table
from plantrack.render.text.visible import visible

HTML = "{http://www.w3.org/1999/xhtml}"
QUESTIONS = (
    "status",
    "status --as-of 2025-06-30 --sort worst",
    "status --since 2024 --as-of 2025-06-30",
    "status --by district",
    "status --by district --since 2024",
    "items cluster",
    "items cluster --by district",
    "items park",
    "show clusters-started",
    "show parks-new",
    "show sharing-economy",
    "show 'Thiet Binh'",
    "history",
    "history --target clusters-started --since 2025",
    "check",
    "chart clusters-started wholesale-markets",
)
SHARP = "\\`*_[]()<>|~&#@$+-=.:;!?'\"/^{}%"
PIECES = (
    *(
        "https://",
        "http://",
        "javascript:",
        "data:",
        "www.",
        "</td>",
        "<script>",
        "<!--",
        "-->",
        "]]>",
        "&lt;",
        "&#60;",
    ),
    *("&copy", "</title>", "\x00", "\x1b[31m", "\u202e", "\u200f", "\ufeff", "\x85"),
    *("\u00a0", "  ", "\n", "\t", "Liên Hà", "שלום", '" onclick="', "' style='", "{%", "{{x}}", "a/b"),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(st.sampled_from(SHARP + "ab 1é"), max_size=4), max_size=8).map(
    "".join
)
without_addresses = texts.map(lambda text: re.sub("https?://", "", text, flags=re.IGNORECASE)).filter(
    lambda text: text.strip() and not re.search("https?://", text, re.IGNORECASE)
)


def read(text: str) -> Element:
    """Return a document that breaks no rule of HTML."""
    document: Element = html5lib.HTMLParser(strict=True).parse(text)
    return document


def all_of(document: Element, tag: str) -> list[Element]:
    return list(document.iter(f"{HTML}{tag}"))


def text_of(element: Element) -> str:
    """Return what is read: a space that is not to be broken is one, and of several one is seen."""
    return " ".join("".join(element.itertext()).replace("\u00a0", " ").split(" ")).strip(" ")


def squeezed(text: str) -> str:
    return re.sub(" +", " ", text.replace("\u00a0", " ")).strip(" ")


def check_document(text: str) -> Element:
    """Tell that a document is sound, that its tables are whole, and that it fetches and runs nothing."""
    document = read(text)
    assert document.get("lang") == "en"
    tags = {one.tag.removeprefix(HTML) for one in document.iter()}
    assert tags <= {
        *("html", "head", "meta", "title", "body", "h2", "p", "div", "span", "b", "a", "br"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    }
    attributes = {name for one in document.iter() for name in one.keys()}  # noqa: SIM118
    assert attributes <= {"lang", "charset", "style", "scope", "colspan", "href"}
    assert all(re.match("https?://", link.get("href", ""), re.IGNORECASE) for link in all_of(document, "a"))
    for table in all_of(document, "table"):
        columns = len(all_of(table, "col"))
        for row in all_of(table, "tr"):
            assert sum(int(cell.get("colspan", "1")) for cell in row) == columns
        assert all(head.get("scope") for head in all_of(table, "th"))
    return document


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_each_command_answers_is_sound(hanoi: Run, question: str) -> None:
    ran = hanoi(*shlex.split(question), "--format", "html")
    assert (ran.stderr, ran.code) == ("", 0)
    document = check_document(ran.stdout)
    markdown = hanoi(*shlex.split(question), "--format", "markdown").stdout
    assert len(all_of(document, "table")) == len(re.findall(r"^\| -", markdown, re.MULTILINE))
    for table in all_of(document, "table"):
        assert text_of(all_of(table, "caption")[0])


@examples(20)
@given(plans())
def test_what_is_answered_of_any_plan_is_sound(tmp_path_factory: pytest.TempPathFactory, data: Data) -> None:
    from conftest import ran

    path = tmp_path_factory.mktemp("plan") / "plan.toml"
    path.write_bytes(spelled(data))
    kinds, targets = list(data["kinds"])[:1], list(data["targets"])[:1]
    for question in (
        ["status"],
        ["history"],
        *(["items", kind] for kind in kinds),
        *(["show", one] for one in targets),
    ):
        answered = ran(*question, "--plan", str(path), "--format", "html", "--as-of", "2023-06-30")
        assert answered.code == 0, answered
        check_document(answered.stdout)


def everywhere(text: str) -> list[Element]:
    """Return how a text is shown as a heading, a line, the heading of a column and of a group, a cell and a caption."""
    grid = Table(
        [Column("-"), Column(text)], [["-", text], ["-", Piece(text, "bold-red")]], lines={0: Line([Piece(text)])}
    )
    document = check_document(
        write_html([Line(text, heading=True), Line(text), Line("-", heading=True), Line(text), grid])
    )
    (caption,), heads, cells = (all_of(document, tag) for tag in ("caption", "th", "td"))
    assert all_of(document, "title")[0].text is not None
    return [all_of(document, "h2")[0], all_of(document, "p")[0], heads[1], heads[2], cells[0], cells[1], caption]


@examples(100)
@given(without_addresses)
def test_any_text_is_shown_as_it_is_and_leads_nowhere(text: str) -> None:
    shown = everywhere(text)
    for one in shown[:-1]:
        assert squeezed(text_of(one)) == squeezed(visible(text))
        assert all_of(one, "a") == []


def test_what_no_document_may_hold_is_shown_as_an_escape() -> None:
    shown = everywhere("a\x00\x1b\ufffe\U0001ffff\ufdd0\u202eb")
    assert {text_of(one) for one in shown[:-1]} == {"a\\x00\\x1b\\ufffe\\u1ffff\\ufdd0\\u202eb"}


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/a_b~c", "https://example.org/a_b~c"),
        ("(see https://example.org/a.)", "https://example.org/a"),
        ("https://example.org/?a=1&b=[2]*", "https://example.org/?a=1&b=[2]*"),
        ('https://example.org/"onclick="x', 'https://example.org/"onclick="x'),
        ("HTTPS://example.org/Hà_Nội_(tỉnh)", "HTTPS://example.org/Hà_Nội_(tỉnh)"),
        ("https://example.org/\u202ea", "https://example.org/%E2%80%AEa"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("www.example.org", None),
        ("https://", None),
    ],
)
def test_only_addresses_of_the_web_are_links(text: str, link: str | None) -> None:
    for one in everywhere(text):
        links = [found.get("href") for found in all_of(one, "a")]
        # The heading of a column is only a text.
        assert links in ([link], []) if link else links == []
    assert len(all_of(everywhere(text)[1], "a")) == int(link is not None)


def test_a_page_as_it_is_written() -> None:
    page: Page = [
        Line("Title", heading=True),
        Line("as of today", "dim"),
        Table(
            [Column("name"), Column("figure", align="point"), Column("", leaves=1), Column("empty", leaves=2)],
            [["A", 1234.5, Bar(0, 1, 2, None, ""), None], ["B", Piece("2", "red"), None, ""]],
            lines={1: Line([Piece("G", "bold")])},
        ),
        Line(),
        Line("a remark"),
    ]
    document = check_document(write_html(page))
    assert [text_of(one) for one in all_of(document, "caption")] == ["Titleas of today"]
    assert [(one.get("scope"), text_of(one)) for one in all_of(document, "th")] == [
        *(("col", "name"), ("col", "figure"), ("row", "A"), ("rowgroup", "G"), ("row", "B")),
    ]
    figures = all_of(document, "td")
    assert [text_of(one) for one in figures] == ["1,234.5", "2"]
    assert all("text-align:right" in one.get("style", "") for one in figures)
    assert [one.get("style") for one in all_of(document, "col")] == ["width:42%", "width:58%"]
    assert [text_of(one) for one in all_of(document, "p")] == ["a remark"]
    assert len(all_of(document, "tbody")) == 2


def test_a_page_without_anything() -> None:
    check_document(write_html([]))
    check_document(write_html([Table([Column("name")], [])]))


def test_a_plan_without_targets(plantrack: Run, tmp_path: Path) -> None:
    plan = {"plan": {"title": "Empty", "start": "2021-01-01", "end": "2025-12-31"}}
    text = re.sub('"(20.*?)"', r"\1", tomli_w.dumps(plan))
    (tmp_path / "plan.toml").write_text(text)
    ran = plantrack("status", "--format", "html")
    assert (ran.stderr, ran.code) == ("", 0)
    assert "No targets yet" in text_of(check_document(ran.stdout))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="there is no pandoc, which makes a document of it")
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_word_processor_gets_all_tables(hanoi: Run, tmp_path: Path, question: str) -> None:
    text = hanoi(*shlex.split(question), "--format", "html").stdout
    (tmp_path / "answer.html").write_text(text, encoding="utf-8")
    subprocess.run(["pandoc", "-f", "html", "-o", "answer.docx", "answer.html"], cwd=tmp_path, check=True)
    with zipfile.ZipFile(tmp_path / "answer.docx") as document:
        written = document.read("word/document.xml").decode()
    assert len(re.findall(r"<w:tbl>", written)) == text.count("<table")
    assert len(re.findall(r"<w:tr>|<w:tr ", written)) == text.count("<tr>")
