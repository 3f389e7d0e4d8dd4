"""A report as a person reads it: headings, lines and grids, which a screen and Markdown draw alike."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Style = Literal["", "bold", "dim", "green", "bold green", "yellow", "red", "bold red", "cyan"]


class Cell(NamedTuple):
    """One cell of a grid."""

    text: str
    style: Style = ""


class Column(NamedTuple):
    """One column of a grid. On a narrow screen columns with the greatest `leaves` leave first; those with 0 stay.

    A column that `wraps` may be narrower than what is in it, and goes on below; one that `cuts` ends in an ellipsis.
    """

    heading: str
    right: bool = False
    leaves: int = 0
    wraps: bool = False
    cuts: bool = False


class Grid(NamedTuple):
    """Rows of cells below their headings."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


class Line(NamedTuple):
    """One line of text. A `heading` is the title of what follows."""

    text: str = ""
    style: Style = ""
    heading: bool = False


Page = Sequence[Line | Grid]


def cells(*texts: str, style: Style = "") -> list[Cell]:
    """Return a row of cells of one style."""
    return [Cell(text, style) for text in texts]
