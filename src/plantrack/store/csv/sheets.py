"""Files as spreadsheets save them, CSV or workbooks: bytes → rows of records, each with its line."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from plantrack.plan.model import Plan
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.rules.known import Replaced
from plantrack.plan.sentences import say, show_value
from plantrack.plan.typed.spreadsheets import unguard_text
from plantrack.store.csv.header import read_headings
from plantrack.store.csv.headings import HeadingReader, SheetFormat
from plantrack.store.csv.no_items import CsvRow
from plantrack.store.csv.rows import RowReader, has_cells, only_numbers, spread_stages
from plantrack.store.csv.workbook import read_workbook, spell_cell
from plantrack.store.read import cells
from plantrack.tuples import NamedTuple

# The csv module stops at 131,072 letters.
_LARGEST_CELL = 2**31 - 1
# Above the header stand the office, the title, the day and the unit, and no more than a page of them.
_MOST_TITLES = 30


class Sheet(NamedTuple):
    """The sound rows of a file, one for each record."""

    rows: list[dict[str, Any]]  # as the plan file would hold them
    lines: list[int]  # of each row the line on which it begins
    replaced: list[Replaced]  # what each row says that it replaced
    is_log: bool  # it is a whole log, as `history` writes it
    is_wide: bool  # a line of the file holds several of them, one for each stage of an item
    silent: list[int]  # the lines that name an item and say nothing of it


def read_sheet(
    path: str,
    content: bytes,
    plan: Plan,
    format: SheetFormat,
    follow: Callable[[list[CsvRow]], Iterable[CsvRow]] = iter,
) -> tuple[Sheet, list[Problem]]:
    """Read a file, and collect what is wrong in its cells; raise UsageError where it is none of records.

    Whoever wants to `follow` gives the rows one by one.
    """
    # 1. Its rows.
    parsed = (
        _list_workbook_rows(path, content, format)
        if cells.is_workbook(content)
        else _list_csv_rows(path, content, format)
    )
    # 2. Its columns. A spreadsheet also writes some in which there is nothing.
    if not parsed:
        hint = say("the first line names the columns: date,kind,stage,item")
        raise UsageError(Problem(say("is empty"), hint, file=path))
    (header_line, header), *rows = parsed
    header = header[: max((place for _, row in parsed for place, cell in enumerate(row, 1) if cell != ""), default=0)]
    headings = HeadingReader(plan, format)
    _refuse_title(path, parsed, headings)
    columns = read_headings(path, header_line, [spell_cell(cell) for cell in header], headings)
    # 3. Its records.
    sheet = Sheet([], [], [], columns.is_log, bool(columns.stages or columns.expected), [])
    problems: list[Problem] = []
    filled = [(line, row) for line, row in rows if has_cells(row)]
    if filled and only_numbers(filled[0][1]):
        line = filled.pop(0)[0]
        problems.append(Problem(say("only numbers the columns"), say("delete the row"), file=path, line=line))
    reader = RowReader(plan, columns, format.manner, filled)
    for line, row in follow(filled):
        typed, replaced, wrong = reader.read(row)
        problems += [problem._replace(file=path, line=line) for problem in wrong]
        if wrong:
            continue
        records = spread_stages(typed, columns, format.day) if sheet.is_wide else [typed]
        sheet.rows.extend(records)
        sheet.lines.extend([line] * len(records))
        sheet.replaced.extend([replaced] * len(records))
        if not records:
            sheet.silent.append(line)
    return sheet, problems


def _list_workbook_rows(path: str, content: bytes, format: SheetFormat) -> list[CsvRow]:
    """Return the rows of a sheet of a workbook from the first that is not empty."""
    rows = [(row.line, row.cells) for row in read_workbook(path, content, format.sheet)]
    first = next((place for place, (_, row) in enumerate(rows) if has_cells(row)), len(rows))
    return list(rows[first:])


def _list_csv_rows(path: str, content: bytes, format: SheetFormat) -> list[CsvRow]:
    """Return the rows of a CSV file. Excel may have declared the separator in a line of its own."""
    if format.sheet is not None:
        raise UsageError(Problem(say("has no sheets: --sheet is for a workbook"), file=path))
    text = _decode_sheet(path, content)
    declared = re.match(r'("?)sep=(?P<sign>.*?)\1\r?(?:\n|$)', text, re.IGNORECASE)
    separator = (declared["sign"] or "\t") if declared else _find_separator(text)
    if len(separator) != 1 or separator in '"\r\n':
        message = say("sep= must name one character, not {text}", text=show_value(separator))
        raise UsageError(Problem(message, file=path, line=1))
    return _parse_rows(path, text[declared.end() :] if declared else text, separator, 2 if declared else 1)


def _refuse_title(path: str, parsed: Sequence[CsvRow], headings: HeadingReader) -> None:
    """Raise UsageError where lines stand above the header."""
    (line, first), *rows = parsed
    if headings.is_header(list(map(spell_cell, first))):
        return
    spelled = ((line, list(map(spell_cell, row))) for line, row in rows[:_MOST_TITLES])
    header = next((line for line, row in spelled if headings.is_header(row)), None)
    if header is not None:
        title = show_value(next(spell_cell(cell) for cell in first if cell != ""))
        message = say("{title} is a title above the header, which is on line {line}", title=title, line=header)
        raise UsageError(Problem(message, say("delete the lines above the header"), file=path, line=line))


def _decode_sheet(path: str, content: bytes) -> str:
    hint = say('in Excel choose "Save As" and the type "CSV UTF-8 (Comma delimited)"')
    text = cells.decode_text(path, content, hint)
    if "\0" in text.partition("\n")[0]:
        raise cells.refuse_encoding(path, 1, hint)
    return text


def _find_separator(text: str) -> str:
    """Return the separator that the header uses most, or the first line that has any: comma, semicolon or tab."""
    lines = islice(io.StringIO(text), _MOST_TITLES)
    header = next((line for line in lines if any(sign in line for sign in ",;\t")), "")
    return max(",;\t", key=header.count)


def _parse_rows(path: str, text: str, separator: str, first_line: int) -> list[CsvRow]:
    """Return the rows, what guards a cell and spaces around it cut, each with the line on which it begins."""
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    parsed: list[CsvRow] = []
    while True:
        line = first_line + reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return parsed
        except csv.Error as error:
            message = say("is not sound CSV: {reason}", reason=str(error))
            raise UsageError(Problem(message, file=path, line=line)) from error
        if parsed or any(row):
            parsed.append((line, [unguard_text(cell.strip()).strip() for cell in row]))
