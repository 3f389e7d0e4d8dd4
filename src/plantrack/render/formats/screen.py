"""Reports drawn for a screen, with Rich. Without a width they are for a pipe: whole, and plain."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from plantrack.render.page import Column, Grid, Line, Page
from plantrack.render.text.numbers import aligned
from plantrack.render.text.visible import visible

GAP = 2
NARROWEST = 12
LONGEST_WORD = 24
_FETCHED = re.compile(r"https?://(www\.)?")


def text(drawn: RenderableType, width: int | None, *, colour: bool = False) -> str:
    """Return what was drawn as text for a screen of this width; without a width each line is whole."""
    lines = _printed(drawn, width, colour=colour)
    if width is not None:
        # On a screen that is too narrow even for what never leaves, a cut number must not look like another one.
        whole = [Text.from_ansi(line) for line in lines]
        lines = [
            line if told.cell_len <= width else _printed(_cut(told, width), width, colour=colour)[0]
            for line, told in zip(lines, whole, strict=True)
        ]
    return "".join(f"{line}\n" for line in lines)


def _printed(drawn: RenderableType, width: int | None, *, colour: bool) -> list[str]:
    console = Console(
        file=io.StringIO(),
        width=width or 100_000,
        height=100,  # without it Rich takes a dumb terminal for one of 80 columns
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    console.print(drawn, crop=False)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def _cut(line: Text, width: int) -> Text:
    line.truncate(width, overflow="ellipsis")
    return line


def plain(shown: Page) -> str:
    """Return a page for a pipe: whole, without colours and without Rich, which takes far longer."""
    lines = [row for part in shown for row in (_rows(part) if isinstance(part, Grid) else [visible(part.text)])]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _rows(grid: Grid) -> Iterator[str]:
    texts, widths, shown = _laid_out(grid)
    headings = [column.heading for column in grid.columns]
    for row in [headings, *texts] if any(headings[place] for place in shown) else texts:
        cells = []
        for place in shown:
            space = " " * (widths[place] - cell_len(row[place]))
            cells.append(space + row[place] if grid.columns[place].right else row[place] + space)
        yield (" " * GAP).join(cells)


def page(shown: Page, width: int | None) -> RenderableType:
    """Draw a page: what does not fit on a line goes on below."""
    return Group(*(_grid(part, width) if isinstance(part, Grid) else _line(part) for part in shown))


def painted(lines: Iterable[Sequence[tuple[str, str]]]) -> RenderableType:
    """Draw lines of pieces, each with its style; a line that is too long goes on below."""
    return Group(*(Text.assemble(*line, no_wrap=False, overflow="fold") for line in lines))


def _line(line: Line) -> Text:
    return Text(visible(line.text), "bold" if line.heading else line.style, overflow="fold")


def _laid_out(grid: Grid) -> tuple[list[list[str]], list[int], list[int]]:
    """Return the texts of a grid, how wide each column is, and which ones are shown."""
    texts = [[visible(cell.text) for cell in row] for row in grid.rows]
    for place, column in enumerate(grid.columns):
        if column.right:
            for row, number in zip(texts, aligned([row[place] for row in texts]), strict=True):
                row[place] = number
    widths = [
        max(cell_len(text) for text in (column.heading, *(row[place] for row in texts)))
        for place, column in enumerate(grid.columns)
    ]
    # A column in which nothing is said is not shown.
    shown = [
        place for place, column in enumerate(grid.columns) if not column.leaves or any(row[place] for row in texts)
    ]
    return texts, widths, shown


def _grid(grid: Grid, width: int | None) -> Table:
    texts, widths, shown = _laid_out(grid)
    if width is not None:
        shown = _fitting(grid, texts, shown, widths, width)
    gaps = {place: GAP if place != shown[-1] else 0 for place in shown}
    headed = any(grid.columns[place].heading for place in shown)
    table = Table(
        box=None,
        padding=0,
        pad_edge=False,
        show_edge=False,
        show_header=headed,
        header_style="dim",
        # Where not even these columns fit, lines are cut and columns stay apart.
        width=sum(widths[place] + gaps[place] for place in shown),
    )
    for place in shown:
        column = grid.columns[place]
        table.add_column(
            column.heading.rjust(widths[place]) if column.right else column.heading,
            width=widths[place] + gaps[place],
            no_wrap=not column.wraps,
            overflow="fold",
        )
    for row, styled in zip(texts, grid.rows, strict=True):
        table.add_row(
            *(
                _cell(grid.columns[place], row[place], styled[place].style, widths[place], last=place == shown[-1])
                for place in shown
            )
        )
    return table


def _cell(column: Column, text: str, style: str, width: int, *, last: bool) -> RenderableType:
    if column.right:
        return Text(" " * (width - cell_len(text)) + text, style)
    if column.cuts:
        # A link that is cut leads nowhere: its first words tell more than how it is fetched.
        cut = Text(text if cell_len(text) <= width else _FETCHED.sub("", text), style)
        cut.truncate(width, overflow="ellipsis")
        return cut
    told = Text(text, style, overflow="fold")
    # The gap to the next column stays free of what is folded.
    return told if last or not column.wraps else Padding(told, (0, GAP, 0, 0))


def _fitting(grid: Grid, texts: list[list[str]], shown: list[int], widths: list[int], width: int) -> list[int]:
    """Return the columns that fit, having made narrower those that may be; where that is not enough, columns leave.

    No column becomes narrower than its words, unless none is left that may leave.
    """

    def yields(place: int) -> bool:
        return grid.columns[place].wraps or grid.columns[place].cuts

    def room(places: list[int]) -> int:
        return width - GAP * (len(places) - 1) - sum(least[place] for place in places)

    least = [min(of, NARROWEST) if yields(place) else of for place, of in enumerate(widths)]
    narrowest = list(least)
    for place, column in enumerate(grid.columns):
        if column.wraps:
            longest = max((cell_len(word) for row in texts for word in row[place].split()), default=0)
            least[place] = max(least[place], min(longest, LONGEST_WORD))
    leaving = sorted((place for place in shown if grid.columns[place].leaves), key=lambda one: grid.columns[one].leaves)
    while leaving and room(shown) < 0:
        shown = [place for place in shown if place != leaving[-1]]
        leaving.pop()
    if room(shown) < 0:
        least = narrowest
    spare = max(room(shown), 0)
    for cuts in (False, True):
        yielding = [place for place in shown if yields(place) and grid.columns[place].cuts == cuts]
        for number, place in enumerate(sorted(yielding, key=lambda place: widths[place])):
            more = min(widths[place] - least[place], spare // (len(yielding) - number))
            widths[place] = least[place] + more
            spare -= more
    return shown
