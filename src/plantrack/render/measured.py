"""A column of a table with its cells in pieces, and how wide it is to be."""

from collections.abc import Iterable, Iterator, Sequence

from plantrack.render.page import Cell, Column, Piece, Style
from plantrack.render.pieces import NOTHING, DrawnLine, draw_cell, measure_line
from plantrack.render.text.visible import visible
from plantrack.render.text.widths import measure_text, measure_texts
from plantrack.render.text.writer import Writer

GAP = 2
NARROWEST_COLUMN = 12
LONGEST_WORD = 24


class MeasuredColumn:
    """A column with its cells in pieces, and how wide it is to be."""

    def __init__(self, column: Column, cells: Sequence[Cell], writer: Writer) -> None:
        style = column.style
        self.column, self.cells = column, cells
        self.heading = visible(writer.write(column.heading))
        # Each cell on one line, how wide it is, and where it stands in its column.
        self.drawn: list[DrawnLine] = list(_draw_column(cells, style, writer))
        self.at_right = column.align in ("right", "point")
        if self.at_right:
            self.drawn, self.at_right = _align(self.drawn, writer.point if column.align == "point" else None)
        self.sizes = (
            measure_texts([line[0][0] for line in self.drawn])
            if all(len(line) == 1 for line in self.drawn)
            else [measure_line(line) for line in self.drawn]
        )
        # How wide it would be where all fits, and how wide it is.
        self.natural = self.width = max(self._measure_cells(), measure_text(self.heading))

    def _measure_cells(self) -> int:
        return max(max(self.sizes, default=0), measure_text(self.column.number))

    def find_limits(self) -> None:
        """Find how wide it would be where not all fits, and how narrow it may become."""
        column = self.column
        if column.overflow == "whole":
            of_cells, of_heading = self._measure_cells(), measure_text(self.heading)
            if column.heading_wraps:
                of_heading = self.measure_heading()
            wish = least = narrowest = max(of_cells, of_heading)
        else:
            wish = self.natural
            least = narrowest = min(wish, NARROWEST_COLUMN)
        if column.overflow == "wraps":
            # No column becomes narrower than its words, unless none is left that may leave.
            least = max(least, self.measure_words())
        self.wish = min(wish, column.wish or wish)
        self.least = min(self.wish, column.least or least)
        self.narrowest = min(self.least, column.narrowest or narrowest)

    def measure_heading(self) -> int:
        """Return how wide a heading is that wraps between its words."""
        return max(map(measure_text, self.heading.split()), default=0)

    def measure_words(self) -> int:
        """Return how wide the longest word of its cells is, of those that are not broken wherever there is room."""
        words = (word for line in self.drawn for text, _ in line for word in text.split())
        return min(max(map(measure_text, words), default=0), LONGEST_WORD)

    def count_spare(self) -> int:
        """Return how much narrower it may be that was to be wider than it may become."""
        narrowest = max(self.narrowest, self.measure_heading(), self.measure_words())
        return max(self.width - narrowest, 0) if self.column.least is not None else 0

    def is_shown(self) -> bool:
        """Tell whether anything is said in a column, or it never leaves."""
        return not self.column.may_be_silent or any(self.sizes)

    def blank(self) -> DrawnLine:
        """Return what stands where a cell has no line."""
        return ((" " * (self.width + GAP), ""),)


def _draw_column(cells: Iterable[Cell], style: Style, writer: Writer) -> Iterator[DrawnLine]:
    """Give the cells of a column, each on one line: most are plain texts, or stand in it already."""
    known: dict[tuple[int, Style], DrawnLine] = {}
    for cell in cells:
        text, own = (cell.text, cell.style or style) if type(cell) is Piece else (cell, style)
        if text is None:
            yield NOTHING
        elif type(text) is str and text.isprintable():
            yield ((text, own),)
        else:
            if (id(text), own) not in known:
                known[id(text), own] = draw_cell(cell, style, writer)
            yield known[id(text), own]


def _align(drawn: list[DrawnLine], point: str | None) -> tuple[list[DrawnLine], bool]:
    """Put numbers below each other; tell whether they stand at the right of their column, with nothing behind them.

    `point` is the decimal sign below which the next one stands; None: they end below each other.
    """
    at_right = all(len(line) == 1 for line in drawn)
    if at_right and point is None:
        return drawn, at_right
    heads = [line[0][0] for line in drawn]
    if point is not None:
        decimals = [len(head) - len(head.partition(point)[0]) for head in heads]
        most = max(decimals, default=0)
        heads = [head and head + " " * (most - places) for head, places in zip(heads, decimals, strict=True)]
    if not at_right:
        widest = max(map(measure_text, heads))
        heads = [head and " " * (widest - measure_text(head)) + head for head in heads]
    return [((head, line[0][1]), *line[1:]) for head, line in zip(heads, drawn, strict=True)], at_right
