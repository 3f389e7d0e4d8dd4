"""Reports as CSV: a header always, JSON's keys flattened, whole numbers as integers, others to four places.

For Excel in Vietnam a byte order mark, semicolons and decimal commas: there 1.5 is no number, but a text or a day.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from plantrack.plan.corrections import WAS
from plantrack.plan.model import EXPECTED_KEY, NAME_KEY, AttributeValue, Evidence, Title
from plantrack.plan.sentences import Figure, Sentence, exact_text
from plantrack.plan.typed.spreadsheets import guard_apostrophe, guard_date, guard_number, guard_text, keep_number
from plantrack.render.formats.json import FOR_PEOPLE, write_moment
from plantrack.render.page import Bar, Cell, Piece, Records, Rows, Table
from plantrack.render.text.numbers import round_number, type_number
from plantrack.render.text.visible import visible
from plantrack.render.text.writer import Writer

PLACES = 4
_DAYS = ("date", "first", "last", EXPECTED_KEY)
_DATES = re.compile(
    r"(measured_|last_|record_|withdrawal_|comment_)?date|first|last|start|due|judged|revised|withdrawn|stages_.*"
    r"|(record_)?expected|expected_.*|by|put_off_from"
)


def write_csv(report: Rows | Records, *, excel: bool) -> str:
    """Return a report as CSV text: of records what `import` reads, also after Excel has saved it."""
    header, *lines = (
        _flatten_records(report, excel=excel) if isinstance(report, Records) else _flatten_rows(report, excel=excel)
    )
    header = [guard_text(column) for column in header] if excel else header
    text = "".join(_write_cells(cells, ";" if excel else ",") for cells in [header, *lines])
    return f"\ufeff{text}" if excel else text


def write_csv_table(table: Table, writer: Writer, *, excel: bool) -> str:
    """Return a table of a form as CSV text, in the language of its reader: its headings, and its rows.

    The row that numbers the columns is left out: of (1) a spreadsheet makes -1.
    """
    separator = ";" if excel else ","
    lines = [
        [guard_text(text) if excel else text for text in (visible(writer.write(one.heading)) for one in table.columns)]
    ]
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        lines.append([_write_shown(cell, writer, excel=excel, dated=column.is_date) for cell, column in cells])
    text = "".join(_write_cells(cells, separator) for cells in lines)
    return f"\ufeff{text}" if excel else text


def _write_shown(cell: Cell, writer: Writer, *, excel: bool, dated: bool) -> str:
    """Return a cell of a form: a number as a number, all else as it is read."""
    match cell:
        case None | Bar():
            return ""
        case list():
            text = visible("".join(writer.write(piece.text) for piece in cell))
        case Piece():
            return _write_shown(cell.text, writer, excel=excel, dated=dated)
        case int() | float() | Figure():
            number = cell.replace(",", "") if isinstance(cell, Figure) else exact_text(cell)
            return keep_number(number) if excel else number
        case str() if dated:
            # A day or a year is one in a spreadsheet, too; a month would become a day.
            text = visible(writer.write_date(cell))
            is_kept = text.isdigit() or text.count("/") == 2 or text.count("-") == 2
            return text if is_kept or not excel else _guard_shown(text)
        case _:
            text = visible(writer.write(cell))
    return _guard_shown(text) if excel else text


def _guard_shown(text: str) -> str:
    # A dash alone is nothing to run.
    return text if text == "-" else guard_text(text)


def _flatten_rows(report: Rows, *, excel: bool) -> Iterator[list[str]]:
    """Give the header, then the cells of each row."""
    keys = {field: _list_keys(inner) for field, inner in report.nested.items()}
    fields = [field for field in report.row_type._fields if field not in FOR_PEOPLE]
    header = []
    for field in fields:
        header += [f"{field}_{key}" for key in keys[field]] if field in keys else [field]
    yield header
    for row in report.rows:
        values: list[Any] = []
        for field in fields:
            value = getattr(row, field)
            if field in keys:
                known = value._asdict() if hasattr(value, "_asdict") else value or {}
                values += map(known.get, keys[field])
            else:
                values.append(value)
        if report.is_importable:
            dated = [_DATES.fullmatch(column) is not None for column in header]
            yield [
                _write_importable(one, excel=excel, dated=is_date) for one, is_date in zip(values, dated, strict=True)
            ]
        elif excel:
            yield [_write_for_excel(column, value) for column, value in zip(header, values, strict=True)]
        else:
            yield [_write_value(value) for value in values]


def _list_keys(inner: type[Any] | Iterable[str]) -> list[str]:
    return list(inner._fields) if isinstance(inner, type) else list(inner)


def _flatten_records(report: Records, *, excel: bool) -> Iterator[list[str]]:
    """Give the header, then the cells of each row; what only some say only where there is any."""
    rows, attributes = report.rows, report.attributes
    named = [NAME_KEY] if any(row.entry.name is not None for row in rows) else []
    expected = [EXPECTED_KEY] if any(row.entry.expected is not None for row in rows) else []
    said = [key for key in ("text", "ask") if any(getattr(row.entry, key) is not None for row in rows)]
    fields = ["date", "first", "last", *expected, "kind", "stage", "item", *named, "target", "value", *said]
    evidence = list(Evidence._fields)
    own = list(dict.fromkeys(key for row in rows for key in row.own))
    replaced = {key for row in rows for key in row.replaced}
    facts = ("date", EXPECTED_KEY, NAME_KEY, "value", "text", "ask", *attributes, *evidence, *own)
    was = [key for key in facts if key in replaced]
    columns = [*fields, *attributes, *evidence, *own]
    yield [*columns, *(f"{WAS}{key}" for key in was)]
    for row in rows:
        # An attribute may be called as a field of an entry is.
        told = {key: getattr(row.entry, key) for key in (*fields, *evidence)} | dict(row.entry.attributes) | row.own
        cells = [*((key, told.get(key)) for key in columns), *((key, row.replaced.get(key)) for key in was)]
        yield [_write_importable(value, excel=excel, dated=key in _DAYS) for key, value in cells]


def _write_importable(value: AttributeValue | None, *, excel: bool, dated: bool) -> str:
    """Return a cell that is read as what it says."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Spaces around a cell are cut where it is read.
        text = value.strip()
        if dated:
            return guard_date(text) if excel else text
        return guard_text(text) if excel else guard_apostrophe(text)
    text = type_number(value)
    return guard_number(text) if excel else text


def _write_cells(cells: Sequence[str], separator: str) -> str:
    # With the line ends of RFC 4180 the writer quotes a cell in which one of either kind stands.
    line = io.StringIO()
    csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"


def _write_for_excel(column: str, value: Any) -> str:
    text = _write_value(value)
    if isinstance(value, int | float):
        return keep_number(text)
    if isinstance(value, Title):
        return guard_text(text)
    if isinstance(value, str) and _DATES.fullmatch(column):
        return guard_date(text)
    return text if isinstance(value, list) else guard_text(text)


def _write_value(value: Any) -> str:
    match value:
        case None:
            return ""
        case int() | float():
            return round_number(value, PLACES)
        case datetime():
            return write_moment(value)
        case Title() | Sentence():
            return str(value)
        case tuple():
            return " ".join(map(_write_value, value))
        case list():
            return str(len(value))
        case dict():
            return "; ".join(f"{key}={_write_value(inner)}" for key, inner in value.items())
        case _:
            return str(value)
