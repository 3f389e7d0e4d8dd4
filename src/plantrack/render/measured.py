"""The columns of a table: their cells in pieces, how wide each would be, and how it is drawn at its width.

A table may have 100,000 rows: what can be asked of a whole column is asked once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeGuard

from plantrack.plan.sentences import Value
from plantrack.render.page import Bar, Cell, Column, Piece, Style
from plantrack.render.pieces import Drawn, DrawnLine, cut_line, draw_bar, draw_cell, measure_line, wrap_line
from plantrack.render.text.visible import visible
from plantrack.render.text.widths import measure_text, measure_texts
from plantrack.render.text.writer import Writer
from plantrack.tuples import NamedTuple

GAP = 2
NARROWEST_COLUMN = 12
LONGEST_WORD = 24


class _DrawnCells(NamedTuple):
    """The cells of a column, each on one line."""

    texts: list[str]  # what stands first in each
    styles: list[Style]  # of that
    others: Mapping[int, Sequence[Drawn]]  # what stands behind it in the few that have not just one piece, by its place


class MeasuredColumn:
    """A column with its cells in pieces, and how wide it is to be."""

    def __init__(self, column: Column, cells: Sequence[Cell], writer: Writer) -> None:
        self.column, self._cells = column, cells
        self.heading = visible(writer.write(column.heading))
        self._texts, self._styles, self._others = _draw_cells(cells, column.style, writer)
        self._is_number = column.align in ("right", "point")
        # Numbers stand at the right of their column where nothing is behind them.
        self._at_right = self._is_number and not self._others
        if self._is_number:
            self._align(writer.point if column.align == "point" else None)
        self.sizes = measure_texts(self._texts)
        for place, others in self._others.items():
            self.sizes[place] += measure_line(others)
        # How wide it would be where all fits, and how wide it is.
        self.natural = self.width = max(self._measure_cells(), measure_text(self.heading))

    def _align(self, point: str | None) -> None:
        """Put numbers below each other: by their decimal sign, or where that is None, by their ends."""
        heads = self._texts
        if point is not None:
            decimals = [len(head) - len(head.partition(point)[0]) for head in heads]
            most = max(decimals, default=0)
            heads = [head and head + " " * (most - places) for head, places in zip(heads, decimals, strict=True)]
        if self._others:
            widest = max(map(measure_text, heads))
            heads = [head and " " * (widest - measure_text(head)) + head for head in heads]
        self._texts = heads

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
        if column.overflow == "wraps" and self._is_number:
            # A figure that is broken would be two; what is said behind its comma may wrap.
            figures, clauses = self._measure_figures()
            least, narrowest = max(least, figures, clauses), max(narrowest, figures)
        elif column.overflow == "wraps":
            # No column becomes narrower than its words, unless none is left that may leave.
            least = max(least, self.longest_word)
        self.wish = min(wish, column.wish or wish)
        self.least = min(self.wish, column.least or least)
        self.narrowest = min(self.least, column.narrowest or narrowest)

    def measure_heading(self) -> int:
        """Return how wide a heading is that wraps between its words."""
        longest = max(map(measure_text, self.heading.split()), default=0)
        return max(longest, min(measure_text(self.heading), self.column.heading_least))

    @cached_property
    def longest_word(self) -> int:
        """Return how wide the longest word of its cells is, of those that are not broken wherever there is room."""
        texts = [*self._texts, *(text for line in self._others.values() for text, _ in line)]
        words = (word for text in texts for word in text.split())
        return min(max(map(measure_text, words), default=0) + _measure_indent(self._texts), LONGEST_WORD)

    def _measure_figures(self) -> tuple[int, int]:
        """Return how wide the widest figure is, `4 of 46`, and the widest clause behind one, `12,500, goal 800`."""
        lines = [head + "".join(text for text, _ in self._others.get(at, ())) for at, head in enumerate(self._texts)]
        parted = [line.split(", ") for line in lines]
        figures = max((measure_text(figure) + bool(clauses) for figure, *clauses in parted), default=0)
        clauses = max((measure_text(clause) for _, *clauses in parted for clause in clauses), default=0)
        return figures, clauses + _measure_indent(lines)

    def count_spare(self) -> int:
        """Return how much narrower it may be that was to be wider than it may become."""
        narrowest = max(self.narrowest, self.measure_heading(), self.longest_word)
        return max(self.width - narrowest, 0) if self.column.least is not None else 0

    def is_shown(self) -> bool:
        """Tell whether anything is said in a column, or it never leaves."""
        return not self.column.may_be_silent or any(self.sizes)

    def is_plain(self) -> bool:
        """Tell whether each of its cells is one piece that fits."""
        return not self._others and max(self.sizes, default=0) <= self.width

    def blank(self) -> DrawnLine:
        """Return what stands where a cell has no line."""
        return ((" " * (self.width + GAP), ""),)

    def pad_cells(self) -> Iterable[Drawn]:
        """Give the cells of a plain column, each as wide as that and the gap behind it."""
        spaces, gap = {size: " " * (self.width - size) for size in {*self.sizes}}, " " * GAP
        texts = zip(self._texts, self.sizes, strict=True)
        if self._at_right:
            padded = [f"{spaces[size]}{text}{gap}" for text, size in texts]
        else:
            padded = [f"{text}{spaces[size]}{gap}" for text, size in texts]
        return zip(padded, self._styles, strict=True)

    def draw_cells(self) -> Iterable[Sequence[DrawnLine]]:
        """Give the cells of a column at its width, each as its lines."""
        return zip(zip(self.pad_cells())) if self.is_plain() else self._draw_each()

    def _draw_each(self) -> Iterator[Sequence[DrawnLine]]:
        pieces = zip(self._texts, self._styles, strict=True)
        for place, (piece, size, cell) in enumerate(zip(pieces, self.sizes, self._cells, strict=True)):
            line = (piece, *self._others.get(place, ()))
            if size <= self.width:
                yield [self.pad(line, size)]
            else:
                yield [self.pad(narrow) for narrow in self._narrow(line, cell)]

    def _narrow(self, line: DrawnLine, cell: Cell) -> Iterable[DrawnLine]:
        """Return the lines of a cell that is wider than its column."""
        if isinstance(cell, Bar):
            return [draw_bar(cell, self.width)]
        is_literal = self.column.is_literal
        if self.column.overflow == "wraps" and (self.width >= NARROWEST_COLUMN or not is_literal):
            return wrap_line(line, self.width)
        if is_literal:
            return [cut_line(line, self.width)]
        # A link that is cut leads nowhere: its first words tell more than how it is fetched.
        return [cut_line([(re.sub(r"https?://(www\.)?", "", text), style) for text, style in line], self.width)]

    def pad(self, line: DrawnLine, size: int | None = None) -> DrawnLine:
        """Return a line as wide as the column and the gap behind it. `size` is how wide it is, where that is known."""
        space = self.width - (measure_line(line) if size is None else size)
        if len(line) == 1:
            ((text, style),) = line
            padded = " " * space + text + " " * GAP if self._at_right else text + " " * (space + GAP)
            return ((padded, style),)
        before, after = (space, GAP) if self._at_right else (0, space + GAP)
        return [(" " * before, ""), *line, (" " * after, "")]


def _measure_indent(texts: Iterable[str]) -> int:
    """Return how far from the left the lines begin that go on with these."""
    return max((len(text) - len(text.lstrip(" ")) for text in texts if text.startswith(" ")), default=0)


def _draw_cells(cells: Sequence[Cell], style: Style, writer: Writer) -> _DrawnCells:
    """Return the cells of a column; `style` is that of those that have none of their own."""
    if _are_values(cells):
        return _DrawnCells(*_draw_values(cells, [style] * len(cells), writer), {})
    values = [
        cell.text if isinstance(cell, Piece) else None if isinstance(cell, list | Bar) else cell for cell in cells
    ]
    own = [cell.style or style if isinstance(cell, Piece) else style for cell in cells]
    texts, styles = _draw_values(values, own, writer)
    others: dict[int, Sequence[Drawn]] = {}
    for place, cell in enumerate(cells):
        if isinstance(cell, list | Bar):
            line = draw_cell(cell, style, writer)
            texts[place], styles[place] = line[0] if line else ("", "")
            if len(line) != 1:
                others[place] = line[1:]
    return _DrawnCells(texts, styles, others)


def _are_values(cells: Sequence[Cell]) -> TypeGuard[Sequence[Value | None]]:
    return {Piece, list, Bar}.isdisjoint(map(type, cells))


def _draw_values(values: Sequence[Value | None], styles: list[Style], writer: Writer) -> tuple[list[str], list[Style]]:
    """Return the texts of values, as a screen may show them, and their styles: nothing has none."""
    texts = writer.write_all(values)
    if not "".join(texts).isprintable():
        texts = [*map(visible, texts)]
    if None in values:
        styles = ["" if value is None else own for value, own in zip(values, styles, strict=True)]
    return texts, styles
