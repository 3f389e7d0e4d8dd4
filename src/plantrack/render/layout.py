"""The one table engine: a page and a width become lines of pieces, each a text with its style.

Without a width, in a pipe, everything is whole. On a screen no line is longer than its width: columns become narrower,
then leave and are named below the table, and what is still too long wraps or is cut.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from plantrack.plan.problems import say_of
from plantrack.plan.sentences import Value, list_values, say
from plantrack.render.measured import GAP, MeasuredColumn
from plantrack.render.page import Bar, Cell, Line, Page, Piece, Table
from plantrack.render.pieces import Drawn, DrawnLine, cut_line, draw_cell, measure_line, wrap_line
from plantrack.render.text.wording import list_clauses, put_after
from plantrack.render.text.writer import ENGLISH, Writer


def lay_out(page: Page, width: int | None, writer: Writer = ENGLISH) -> Iterator[DrawnLine]:
    """Give the lines of a page on a screen of this width; without a width each is whole."""
    for part in page:
        if isinstance(part, Table):
            yield from _lay_out_tables(writer.write_dates(part), width, writer)
        else:
            yield from _lay_out_line(part, width, writer)


def _lay_out_line(line: Line, width: int | None, writer: Writer) -> Iterator[DrawnLine]:
    drawn = draw_cell(line.text, "bold" if line.heading else line.style, writer)
    if width is None or measure_line(drawn) <= width:
        yield drawn
    elif line.cuts:
        yield cut_line(drawn, width)
    else:
        yield from wrap_line(drawn, width)


def _lay_out_tables(table: Table, width: int | None, writer: Writer) -> Iterator[DrawnLine]:
    """Give the lines of a table; of one that stacks, those of the tables that it becomes."""
    if width is None or not table.stacks:
        yield from _lay_out_table(table, width, writer)
        return
    first, *others = _measure_columns(table, writer)
    groups: list[list[int]] = [[]]
    room = width - first.natural
    for place, other in enumerate(others, 1):
        other.find_limits()
        needed = GAP + (other.least if other.column.heading_least else other.natural)
        if needed > room and groups[-1]:
            groups.append([])
            room = width - first.natural
        groups[-1].append(place)
        room -= needed
    for number, places in enumerate(groups):
        if number:
            yield ()
        # A row that says nothing in these columns says it in another of the tables.
        rows = [row for row in table.rows if not places or any(row[place] not in (None, "") for place in places)]
        kept = [[row[place] for place in (0, *places)] for row in rows]
        yield from _lay_out_table(Table([table.columns[place] for place in (0, *places)], kept), width, writer)


def _lay_out_table(table: Table, width: int | None, writer: Writer) -> Iterator[DrawnLine]:
    columns = _measure_columns(table, writer)
    told = [column for column in columns if column.is_shown()]
    shown = told if width is None else _fit(told, width)
    if any(column.heading for column in shown):
        yield from _draw_row(_draw_headings(shown), shown, width)
    if any(column.column.number for column in shown):
        yield from _draw_row([[column.pad(((column.column.number, "dim"),))] for column in shown], shown, width)
    is_whole = width is None or _find_room(shown, width) >= 0
    if is_whole and not table.lines and all(column.is_plain() for column in shown):
        yield from zip(*(column.pad_cells() for column in shown), strict=True)
    else:
        for place, row in enumerate(zip(*(column.draw_cells() for column in shown), strict=True)):
            if place in table.lines:
                yield from _lay_out_line(table.lines[place], width, writer)
            yield from _draw_row(row, shown, width)
    places = [place for place, column in enumerate(columns) if column in told and column not in shown]
    for line in _tell_left_out(table, places):
        yield from _lay_out_line(line, width, writer)
    left_out = [table.columns[place] for place in places if not table.columns[place].is_told]
    names = [name for column in left_out if (name := column.heading if column.name is None else column.name)]
    if names:
        note = say("left out: {columns} (wider, or --format json)", columns=list_values(names))
        yield from _lay_out_line(Line(note, "dim"), width, writer)


def _tell_left_out(table: Table, places: Sequence[int]) -> Iterator[Line]:
    """Give the lines of what must not be lost with the columns at these places: what is told, and all of a sum."""
    for number, row in enumerate(table.rows, 1):
        is_sum = table.has_sum and number == len(table.rows)
        told = []
        for place in places:
            column, said = table.columns[place], _find_said(row[place])
            if said and (is_sum or column.is_told):
                told.append(said if column.align == "left" else put_after(column.heading, said))
        if told:
            yield Line(say_of(_find_said(row[table.naming]), list_clauses(told)), "dim")


def _find_said(cell: Cell) -> Value:
    """Return what a cell of one text says; empty for any other."""
    if isinstance(cell, Piece):
        return cell.text
    return "" if cell is None or isinstance(cell, list | Bar) else cell


def _draw_row(
    row: Sequence[Sequence[DrawnLine]], shown: Sequence[MeasuredColumn], width: int | None
) -> Iterator[DrawnLine]:
    # A cell that wraps has several lines.
    for number in range(max(map(len, row))):
        line: list[Drawn] = []
        for lines, column in zip(row, shown, strict=True):
            line += lines[number] if number < len(lines) else column.blank()
        # Where even what never leaves is too wide, a number that is cut must not look like another one.
        yield line if width is None else cut_line(line, width)


def _measure_columns(table: Table, writer: Writer) -> list[MeasuredColumn]:
    by_column = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    return [MeasuredColumn(column, cells, writer) for column, cells in zip(table.columns, by_column, strict=True)]


def _find_room(shown: Sequence[MeasuredColumn], width: int) -> int:
    """Return how much of a width columns leave over, negative where they do not fit."""
    return width - GAP * (len(shown) - 1) - sum(column.width for column in shown)


def _fit(columns: Sequence[MeasuredColumn], width: int) -> list[MeasuredColumn]:
    """Return the columns that fit, each with its width."""
    shown = list(columns)
    if _find_room(shown, width) >= 0:
        return shown
    # 1. What may be narrower is as narrow as it is before any column leaves.
    for column in shown:
        column.find_limits()
        column.width = column.least
    # 2. Columns leave, each only where it does not help that it becomes as narrow as it may be.
    leaving = sorted((column for column in shown if column.column.leaves), key=lambda column: column.column.leaves)
    while leaving and _find_room(shown, width) < 0:
        last = leaving.pop()
        last.width = last.narrowest
        if _find_room(shown, width) < 0:
            shown.remove(last)
    # 3. The others become as narrow as they may be.
    if _find_room(shown, width) < 0:
        for column in shown:
            column.width = column.narrowest
    # 4. No word of a heading, then none beside a date, is broken where others have so much beyond their narrowest.
    wrapped = [column for column in shown if column.column.overflow == "wraps" and column.column.heading_wraps]
    needed = [(column, column.measure_heading()) for column in wrapped]
    needed += [(column, column.longest_word) for column in wrapped if column.column.is_date]
    for column, words in needed:
        missing = words - column.width
        spare = {other: other.count_spare() for other in wrapped if other is not column}
        room = _find_room(shown, width)
        if 0 < missing <= room + sum(spare.values()):
            column.width += missing
            for other, most in spare.items():
                other.width -= min(most, max(-_find_room(shown, width), 0))
    # 5. What is left over is given back: that no word is broken, then to what wraps before what is cut.
    wrapping = [column for column in shown if column.column.overflow == "wraps"]
    lacking = [(column.longest_word - column.width, place, column) for place, column in enumerate(wrapping)]
    for missing, _, column in sorted(lacking, key=lambda lack: lack[:2]):
        if 0 < missing <= _find_room(shown, width):
            column.width += missing
    for overflow in ("wraps", "cuts", "whole"):
        _widen([column for column in shown if column.column.overflow == overflow], _find_room(shown, width))
    return shown


def _widen(columns: Sequence[MeasuredColumn], spare: int) -> None:
    """Make columns wider, first where a cell of the screen makes the most cells of the table whole."""
    sizes = [(column, Counter(column.sizes)) for column in columns]
    while spare > 0:
        gains = [
            (
                sum(counts[size] for size in counts if column.width < size <= width) / (width - column.width),
                column,
                width,
            )
            for column, counts in sizes
            for width in counts
            if column.width < width <= min(column.width + spare, column.wish)
        ]
        if not gains:
            break
        _, column, width = max(gains, key=lambda gain: gain[0])
        spare -= width - column.width
        column.width = width
    for column in columns:
        more = max(min(spare, column.wish - column.width), 0)
        column.width += more
        spare -= more


def _draw_headings(shown: Sequence[MeasuredColumn]) -> list[list[DrawnLine]]:
    """Return the headings of columns, each directly above its cells."""
    headings = [[column.pad(line) for line in wrap_line(((column.heading, "dim"),), column.width)] for column in shown]
    height = max(map(len, headings))
    return [[column.blank()] * (height - len(lines)) + lines for column, lines in zip(shown, headings, strict=True)]
