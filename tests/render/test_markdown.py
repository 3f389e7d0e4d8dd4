"""Markdown as GitHub shows it: what was written is what is read, and each link leads to just the address it names."""

import re
from urllib.parse import unquote

import pytest
from conftest import Run
from github import Shown, shown
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from plantrack.render.formats.markdown import write_markdown
from plantrack.render.page import Column, Line, Piece, Table
from plantrack.render.text.visible import visible

# What GitHub looks for in each text of a finished page, and what it makes a formula of.
MENTION = re.compile(r"@\w|#\d|\bGH-\d|:[\w+-]+:|\$[^$]+\$", re.IGNORECASE)


def everywhere(text: str) -> list[Shown]:
    """Return how a text is shown as a line, as a heading, and in a table, as a heading and in two ways as a cell."""
    grid = Table([Column("-"), Column(text)], [["-", text], ["-", Piece(text, "bold")]])
    page = write_markdown([Line(text), Line(text, heading=True), grid])
    found = shown(page)
    assert len(found) == 2 + 2 + 2 + 2
    return [found[place] for place in (0, 1, 3, 5, 7)]


SHARP = "\\`*_[]()<>|~&#@$+-=.:;!?'\"/^{}%"
MARKUP = (
    *("https://", "http://", "www.", "ftp://", "mailto:", "a@b.org", "@name", "#12", "GH-12", "$x$", ":tada:"),
    *("&copy;", "&#35;", "<b>", "<!-- ", "![", "](x)", "[^1]", "[ ] ", "1. ", "12) ", "# ", "> ", "- ", "~~", "**"),
    *("==", "---", "```", "``", "\\|", "\\\\|", " | ", "  ", "\n", "\t", "\u200b", "Liên Hà", "5 $", "a/b#3"),
)
LETTERS = st.text(st.sampled_from(SHARP + "ab 1é") | st.characters(exclude_categories=["Cs"]), max_size=4)
texts = st.lists(st.sampled_from(MARKUP) | LETTERS, max_size=8).map("".join)
without_addresses = texts.map(lambda text: re.sub("https?://", "", text, flags=re.IGNORECASE)).filter(
    lambda text: text.strip() and not re.search("https?://", text, re.IGNORECASE)
)


@examples(300)
@given(without_addresses)
def test_any_text_is_shown_as_it_is_and_leads_nowhere(text: str) -> None:
    for one in everywhere(text):
        assert one.text.strip() == visible(text).strip()
        assert one.links == []
        assert not any(MENTION.search(piece) for piece in one.pieces)


SIGNS = st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]) | st.sampled_from(SHARP + "ab1")
PARTS = st.sampled_from(("&copy;", "a_b~c", "\\|", "*x*", "[1]", "(2)", "%20", "?a=1&b=2"))
addresses = st.builds(
    lambda scheme, host, parts: f"{scheme}://{host}/{''.join(parts)}x",
    st.sampled_from(["https", "http", "HTTPS"]),
    st.sampled_from(["example.org", "a_b.example.org:8080", "user:name@example.org"]),
    st.lists(PARTS | SIGNS, max_size=8),
)


@examples(300)
@given(addresses, without_addresses, without_addresses)
def test_any_address_is_read_back(address: str, before: str, after: str) -> None:
    text = f"{before} {address} {after}"
    for one in everywhere(text):
        assert [unquote(link) for link in one.links] == [unquote(address)]
        assert one.text.strip() == visible(text).strip()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://example.org/a_b~c", "<https://example.org/a_b~c>"),
        ("https://vi.wikipedia.org/wiki/Hà_Nội_(tỉnh)", "<https://vi.wikipedia.org/wiki/Hà_Nội_(tỉnh)>"),
        ("(see https://example.org/a.)", "(see <https://example.org/a>.)"),
        ("https://example.org/?a=1&b=[2]*", "<https://example.org/?a=1&b=[2]*>"),
        ("https://example.org/<a>|b", r"[https\://example.org/\<a>\|b](<https://example.org/%3Ca%3E%7Cb>)"),
        ("https://example.org/?a&lt;b", r"[https\://example.org/?a\&lt;b](<https://example.org/?a&amp;lt;b>)"),
        ("<https://example.org/a_b>.", r"\<<https://example.org/a_b>>."),
        ("\u201chttps://example.org/a_b\u201d", "\u201c<https://example.org/a_b>\u201d"),
        ("\u00abhttps://example.org/a_b\u00bb\u2026", "\u00ab<https://example.org/a_b>\u00bb\u2026"),
        ("2797/QĐ_UBND & 5 $", r"2797/QĐ\_UBND \& 5 <span>$</span>"),
        ("@name, #12, $x$", "<span>@</span>name, <span>#</span>12, <span>$</span>x<span>$</span>"),
        ("www.example.org", r"www\.example.org"),
        ("https://", r"https\://"),
        ("1. a", r"1\. a"),
        ("- a", r"\- a"),
    ],
)
def test_what_is_written(text: str, written: str) -> None:
    assert write_markdown([Line(text)]) == f"{written}\n"


def test_evidence_is_a_link_that_leads_to_it(hanoi: Run) -> None:
    address = "https://example.org/a_b~c/*d*/[e]"
    assert hanoi("measure", "clusters-started", "33", "--date", "2026-03-01", "--source", address).code == 0
    ran = hanoi("history", "--target", "clusters-started", "--since", "2026", "--format", "markdown")
    assert f"| <{address}> |" in ran.stdout
    assert [link for one in shown(ran.stdout) for link in one.links] == ["https://example.org/a_b~c/*d*/%5Be%5D"]


def test_the_heading_of_a_column_is_shown_as_it_is() -> None:
    page = write_markdown([Table([Column("a|b_c_")], [["x"]])])
    assert [one.text for one in shown(page)] == ["a|b_c_", "x"]
