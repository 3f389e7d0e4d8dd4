"""Workbooks of Excel and LibreOffice: bytes → the rows of one sheet, each cell with its type."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from plantrack.plan.problems import Problem, Problems, UsageError
from plantrack.plan.sentences import Fault, exact_text, say, show_value
from plantrack.plan.typed.spreadsheets import unguard_text
from plantrack.store.read.cells import OLE
from plantrack.tuples import NamedTuple

# What a cell holds: a text, a number, a day, or a day with a time. An empty one holds an empty text.
# A formula without a value is what is wrong with it.
SheetCell = str | int | float | date | Fault

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# All cells up to the last one are held in memory.
_MOST_CELLS = 20_000_000
# A workbook of 60,000 rows unpacks to some 30 million bytes; a million spaces pack to a thousand.
_MOST_BYTES = 2**28
_ROW = re.compile(rb'<row [^>]*?\br="(\d{1,7})"')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"(?![^>]*/>)')
_FAR_COLUMN = re.compile(rb'<c r="[A-Z]{2}')
_NEAR_COLUMNS, _LAST_COLUMN = 26, 16384
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Spread(str):
    """A text of merged cells, as it is said of each of their rows but the first, which holds it."""

    __slots__ = ()


# The first row and column of merged cells, and the last ones, from 0.
_Range = tuple[tuple[int, int], tuple[int, int]]
_OPEN_BOOK = "content.xml"
_OPEN_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_OPEN_COUNT = re.compile(rb'table:number-(rows-repeated|columns-repeated|rows-spanned)="(\d+)"')


class SheetRow(NamedTuple):
    """One row of a sheet."""

    line: int  # its number, from 1
    cells: list[SheetCell]


def read_workbook(path: str, content: bytes, sheet: str | None) -> list[SheetRow]:
    """Return the rows of a sheet; where none is named, of the first that is not hidden.

    Raise UsageError where there is no such sheet, or where the file cannot be read.
    """
    if content.startswith(OLE):
        message, hint = say("is an old workbook, or one with a password"), say("save it as .xlsx without a password")
        raise UsageError(Problem(message, hint, file=path))
    import zlib
    from zipfile import BadZipFile, ZipFile

    damages = (BadZipFile, zlib.error, SyntaxError, LookupError, OSError, ValueError, RuntimeError)
    try:
        import python_calamine
    except ImportError as error:
        hint = say('pip install "plantrack[excel]", or save it as "CSV UTF-8 (Comma delimited)"')
        raise UsageError(Problem(say("is a workbook, which needs python-calamine"), hint, file=path)) from error
    visible = python_calamine.SheetVisibleEnum.Visible
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > _MOST_BYTES:
            message = say("unpacks to {size} million bytes: that is no list", size=unpacked // 10**6)
            raise UsageError(Problem(message, say('save the sheet as "CSV UTF-8"'), file=path))
        with python_calamine.load_workbook(io.BytesIO(content)) as workbook:
            sheets = [one for one in workbook.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
            seen = [one.name for one in sheets if one.visible == visible]
            name = _choose_sheet(path, [one.name for one in sheets], seen, sheet)
            position = workbook.sheet_names.index(name)
            part = _find_sheet_part(content, position)
            _refuse_size(path, part)
            read = workbook.get_sheet_by_name(name)
            table = read.to_python(skip_empty_area=False)
            rows = [SheetRow(line, [_read_cell(value) for value in values]) for line, values in enumerate(table, 1)]
            for line, column, fault in _find_flaws(part):
                # What lies beyond the last value is a sum of nothing.
                if line < len(rows) and column < len(rows[line].cells):
                    rows[line].cells[column] = fault
            merged = read.merged_cell_ranges
            _spread_merged(rows, _find_merged(content, position) if merged is None else merged)
    except (python_calamine.CalamineError, *damages) as error:
        message = say("is no workbook that can be read: {reason}", reason=str(error))
        raise UsageError(Problem(message, say('save it as .xlsx, or as "CSV UTF-8"'), file=path)) from error
    return rows


def spell_cell(cell: SheetCell) -> str:
    """Return a cell as a plain text: a number with a point, a day as a plan file has it.

    >>> spell_cell(12.50), spell_cell(date(2024, 6, 5)), spell_cell(7)
    ('12.5', '2024-06-05', '7')
    """
    if isinstance(cell, Fault):
        return str(cell.message)
    return cell if isinstance(cell, str) else exact_text(cell) if isinstance(cell, int | float) else str(cell)


def _choose_sheet(path: str, names: list[str], seen: list[str], wanted: str | None) -> str:
    """Return the name of a sheet; raise UsageError where there is none of it."""
    if wanted is None and seen:
        return seen[0]
    if wanted in names:
        return wanted
    if wanted is None:
        raise UsageError(Problem(say("has no sheet that can be seen"), file=path))
    fault = Problems().guesses.find_fault("sheet", wanted, names)
    raise UsageError(Problem(fault.message, fault.hint, file=path))


def _read_cell(value: Any) -> SheetCell:
    """Return what a cell holds: a whole number as one, a day without its midnight."""
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return int(value)
        case float():
            # What a spreadsheet computes has fifteen digits: 0.1 and 0.2 are 0.3 there.
            return float(f"{value:.15g}")
        case datetime() if value.hour == value.minute == value.second == 0:
            return value.date()
        case str():
            return unguard_text(value.strip()).strip()
        case int() | date():
            return value
        case time():
            # To its reader a day before 1900 is a time of no length.
            hint = say("write it in a cell that is formatted as a text")
            return Fault(say("an hour, or a day before 1900, which no workbook holds"), hint)
        case _:
            return str(value)


def _find_merged(content: bytes, position: int) -> Iterator[_Range]:
    """Give the cells that are merged over several rows in a sheet of LibreOffice, of which the reader tells none."""
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(content)) as archive:
        part = archive.read(_OPEN_BOOK) if _OPEN_BOOK in archive.namelist() else b""
    table, line, column = -1, 0, 0
    next_line = next_column = 0
    for tag, attributes in _OPEN_TAG.findall(part) if b"number-rows-spanned" in part else ():
        counts = {name: int(count) for name, count in _OPEN_COUNT.findall(attributes)}
        if tag == b"table":
            table, next_line = table + 1, 0
        elif tag == b"table-row":
            line, next_line, next_column = next_line, next_line + counts.get(b"rows-repeated", 1), 0
        else:
            column, next_column = next_column, next_column + counts.get(b"columns-repeated", 1)
            if table == position and b"rows-spanned" in counts:
                yield (line, column), (line + counts[b"rows-spanned"] - 1, column)


def _spread_merged(rows: Sequence[SheetRow], ranges: Iterable[_Range]) -> None:
    """Give each row of data the text that stands in cells that are merged over several: only the first one holds it.

    A number may be one of all of them together, and a day may be that of the first one.
    """
    filled = [place for place, row in enumerate(rows) if any(cell != "" for cell in row.cells)]
    # The first row is that of the headings, which may be merged, too.
    data = set(filled[1:])
    for (first, column), (last, _) in ranges:
        shared = rows[first].cells[column] if first in data and column < len(rows[first].cells) else ""
        if isinstance(shared, str) and shared:
            for place in data.intersection(range(first + 1, min(last + 1, len(rows)))):
                if rows[place].cells[column] == "":
                    rows[place].cells[column] = Spread(shared)


def _find_sheet_part(content: bytes, position: int) -> bytes:
    """Return the text of a sheet in Excel's own format; nothing where it is in another."""
    from xml.etree import ElementTree
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(content)) as archive:
        if _BOOK not in archive.namelist():
            return b""
        sheets = ElementTree.fromstring(archive.read(_BOOK)).iter(f"{_MAIN}sheet")
        targets = {link.get("Id"): link.get("Target", "") for link in ElementTree.fromstring(archive.read(_LINKS))}
        target = targets[list(sheets)[position].get(_RELATION)]
        return archive.read(target.lstrip("/") if target.startswith("/") else f"xl/{target}")


def _refuse_size(path: str, part: bytes) -> None:
    """Raise UsageError where a cell stands so far away that all up to it would fill the memory."""
    last = _ROW.findall(part, max(part.rfind(b"<row "), 0))
    if not last or int(last[-1]) * (_LAST_COLUMN if _FAR_COLUMN.search(part) else _NEAR_COLUMNS) <= _MOST_CELLS:
        return
    places = [_locate_cell(cell.decode()) for cell in _FILLED_CELL.findall(part)]
    rows, columns = (1 + max((place[axis] for place in places), default=0) for axis in (0, 1))
    if rows * columns > _MOST_CELLS:
        message = say("has {rows} rows and {columns} columns, and most of them are empty", rows=rows, columns=columns)
        raise UsageError(Problem(message, say("delete what stands far below or far to the right"), file=path))


def _find_flaws(part: bytes) -> Iterator[tuple[int, int, Fault]]:
    """Give the row and the column of each formula that has no value, or an error for one, with what is wrong.

    To the reader these are empty cells. Only a sheet of Excel's own format that has formulas is read a second time.
    """
    from xml.etree import ElementTree

    if b"<f" not in part and b't="e"' not in part:
        return
    for _, cell in ElementTree.iterparse(io.BytesIO(part)):
        if cell.tag != f"{_MAIN}c":
            continue
        value, type = cell.findtext(f"{_MAIN}v"), cell.get("t")
        if type == "e":
            message = say("{value} is an error of a formula", value=show_value(value))
            yield *_locate_cell(cell.get("r", "")), Fault(message, say("mend it in the workbook"))
        elif type != "str" and not value and cell.find(f"{_MAIN}f") is not None:
            message = say("a formula that no program has computed yet")
            hint = say("open it in Excel or LibreOffice, and save it")
            yield *_locate_cell(cell.get("r", "")), Fault(message, hint)
        cell.clear()


def _locate_cell(reference: str) -> tuple[int, int]:
    """Return the row and the column of a cell, from 0.

    >>> _locate_cell("AB12")
    (11, 27)
    """
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1
