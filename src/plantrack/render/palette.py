"""The colours of what is written for paper, documents and browsers, each for a light and for a dark ground.

Each is told apart from its ground by at least 4.5 : 1, lines by 3 : 1; what only guides the eye by less.
"""

from typing import Literal

from plantrack.render.page import Style
from plantrack.tuples import NamedTuple

Use = Literal["paper", "ink", "quiet", "link", "axis", "bad", "risk", "good", "rule", "hair"]

# What a report is set in, and so its annexes.
FORM_FONTS = ("'Times New Roman'", "serif")
# Of these it is known that they have the letters of Vietnamese, and how wide they are: what a system is set in may need
# half as much room again.
FONTS = ("-apple-system", "'Segoe UI'", "Roboto", "'Noto Sans'", "'Liberation Sans'", "Arial", "system-ui")
# What a browser draws with: paper is always light.
_DARK_SCREEN = "@media screen and (prefers-color-scheme:dark)"


class Colour(NamedTuple):
    """A colour on a light and on a dark ground."""

    light: str
    dark: str


PALETTE: dict[Use, Colour] = {
    "paper": Colour("#ffffff", "#15171a"),
    "ink": Colour("#1a1b1c", "#e8e5de"),
    "quiet": Colour("#53575c", "#a8acb2"),
    "link": Colour("#174f8a", "#8dbbf2"),
    "axis": Colour("#6a6e73", "#9a9ea4"),
    "bad": Colour("#a4231a", "#ff9486"),
    "risk": Colour("#7a5000", "#e8b65a"),
    "good": Colour("#0b625c", "#6ccabf"),
    "rule": Colour("#d3d1cb", "#41454b"),
    "hair": Colour("#e6e4df", "#2b2e33"),
}
# What the colours of a screen are here.
USES: dict[Style, Use] = {
    "": "ink",
    "bold": "ink",
    "dim": "quiet",
    "green": "good",
    "bold-green": "good",
    "yellow": "risk",
    "red": "bad",
    "bold-red": "bad",
    "cyan": "link",
}


def paint(*, stroke: Use | None = None, fill: Use | None = "paper") -> dict[str, str]:
    """Return the attributes that colour a shape, for a light ground, and by its class for a dark one.

    >>> paint(fill="bad")
    {'fill': '#a4231a', 'class_': 'fill-bad'}
    """
    uses = {"stroke": stroke, "fill": fill}
    coloured = {name: PALETTE[use].light if use else "none" for name, use in uses.items() if use or name == "fill"}
    return {**coloured, "class_": " ".join(f"{name}-{use}" for name, use in uses.items() if use)}


def write_dark_rules() -> str:
    """Return the rules of a style sheet that turn what was painted dark where the reader wants it so."""
    rules = (f".{name}-{use}{{{name}:{colour.dark}}}" for use, colour in PALETTE.items() for name in ("fill", "stroke"))
    return f"{_DARK_SCREEN}{{{''.join(rules)}}}"
