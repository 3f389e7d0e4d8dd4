"""Markdown as GitHub shows it, read back from what GitHub's own renderer makes of it."""

from html.parser import HTMLParser
from typing import NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

BLOCKS = {"p", "th", "td"}
OF_NO_MEANING = {"table", "thead", "tbody", "tr", "span", "strong"}


class Shown(NamedTuple):
    """A paragraph or a cell as it is shown: its text, the addresses of its links, and the texts that it is made of."""

    text: str
    links: list[str]
    pieces: list[str]


class Reader(HTMLParser):
    """Reads what is shown; any element that is not expected is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Shown] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.shown.append(Shown("", [], []))
        elif tag == "a":
            self.shown[-1].links.append(dict(attributes)["href"] or "")
        else:
            assert tag in OF_NO_MEANING, f"<{tag}>"

    def handle_data(self, text: str) -> None:
        if self.shown:
            last = self.shown.pop()
            self.shown.append(last._replace(text=last.text + text, pieces=[*last.pieces, text]))


def shown(text: str) -> list[Shown]:
    """Return what GitHub's own renderer makes of Markdown, the ends of lines between its elements left out."""
    # HTML is let through here, as GitHub lets <span> through.
    html = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
    reader = Reader()
    reader.feed(html)
    return [one._replace(text=one.text.strip(" \n")) for one in reader.shown]
