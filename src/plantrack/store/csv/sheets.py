"""CSV files as spreadsheets save them: bytes → rows of records, each with its line."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from plantrack.plan.corrections import WAS
from plantrack.plan.guesses import find_fault
from plantrack.plan.model import NAME_KEY, AttributeType, AttributeValue, Kind, is_own
from plantrack.plan.problems import Problem, Problems, UsageError, say_of
from plantrack.plan.rules.known import Replaced
from plantrack.plan.sentences import say, show_value
from plantrack.plan.spreadsheets import unguard_text
from plantrack.store.read import cells
from plantrack.store.read.cells import DateOrder, DecimalSign
from plantrack.store.read.records import EVIDENCE_KEYS, MEASUREMENT_KEYS, MILESTONE_KEYS

# The csv module stops at 131,072 letters.
_LARGEST_CELL = 2**31 - 1
# Columns of `history` that say nothing to whoever reads them back.
_IDENTITY_KEYS = ("kind", "stage", "item", "target")
_IGNORED = ("first", "last", "recorded")


class Sheet(NamedTuple):
    """The sound rows of a CSV file."""

    rows: list[dict[str, Any]]  # as the plan file would hold them
    lines: list[int]  # of each row the line on which it begins
    replaced: list[Replaced]  # what each row says that it replaced


class CellFormat(NamedTuple):
    """How the cells of a spreadsheet are meant."""

    order: DateOrder
    sign: DecimalSign | None  # None: as each number shows


def read_sheet(
    path: str, content: bytes, kinds: Mapping[str, Kind], order: DateOrder, sign: DecimalSign | None
) -> tuple[Sheet, list[Problem]]:
    """Read CSV, and collect what is wrong in its cells; raise UsageError where it is no CSV of records."""
    # 1. Its rows. Excel may have declared the separator in a line of its own.
    text = _decode_sheet(path, content)
    declared = re.match(r'("?)sep=(?P<sign>.*?)\1\r?(?:\n|$)', text, re.IGNORECASE)
    separator = (declared["sign"] or "\t") if declared else _find_separator(text)
    if len(separator) != 1 or separator in '"\r\n':
        message = say("sep= must name one character, not {text}", text=show_value(separator))
        raise UsageError(Problem(message, file=path, line=1))
    parsed = _parse_rows(path, text[declared.end() :] if declared else text, separator, 2 if declared else 1)
    # 2. Its columns. A spreadsheet also writes some in which there is nothing.
    if not parsed:
        hint = say("the first line names the columns: date,kind,stage,item")
        raise UsageError(Problem(say("is empty"), hint, file=path))
    (header_line, header), *rows = parsed
    header = header[: max((place for _, row in parsed for place, cell in enumerate(row, 1) if cell), default=0)]
    _check_header(path, header_line, header, kinds)
    # 3. Its records.
    sheet = Sheet([], [], [])
    problems: list[Problem] = []
    for line, row in rows:
        if not any(row):
            continue
        typed, replaced, wrong = _read_row(header, row, kinds, CellFormat(order, sign))
        problems += [problem._replace(file=path, line=line) for problem in wrong]
        if not wrong:
            sheet.rows.append(typed)
            sheet.lines.append(line)
            sheet.replaced.append(replaced)
    return sheet, problems


def _decode_sheet(path: str, content: bytes) -> str:
    hint = say('in Excel choose "Save As" and the type "CSV UTF-8 (Comma delimited)"')
    text = cells.decode_text(path, content, hint)
    if "\0" in text.partition("\n")[0]:
        raise cells.refuse_encoding(path, 1, hint)
    return text


def _find_separator(text: str) -> str:
    """Return the separator that the header uses most: comma, semicolon or tab."""
    header = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=header.count)


def _parse_rows(path: str, text: str, separator: str, first_line: int) -> list[tuple[int, list[str]]]:
    """Return the rows, what guards a cell and spaces around it cut, each with the line on which it begins."""
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    parsed: list[tuple[int, list[str]]] = []
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


def is_total(row: Mapping[str, Any]) -> bool:
    """Tell whether a row is a measurement and not a milestone."""
    return "target" in row or "value" in row


def _check_header(path: str, line: int, header: list[str], kinds: Mapping[str, Kind]) -> None:
    """Raise UsageError where the columns are not those of milestones, of measurements, or of both."""
    has_totals = "target" in header or "value" in header
    has_items = not has_totals or not set(header).isdisjoint(MILESTONE_KEYS[1:])
    needed = [*(MILESTONE_KEYS if has_items else ()), *(MEASUREMENT_KEYS if has_totals else ())]
    attributes = [name for kind in kinds.values() for name in kind.attributes] if has_items else []
    own = [column for column in header if is_own(column)]
    may_change = [*needed, *([NAME_KEY] if has_items else ()), *attributes, *EVIDENCE_KEYS, *own]
    was = [f"{WAS}{key}" for key in may_change if key not in _IDENTITY_KEYS]
    known = list(dict.fromkeys([*may_change, "recorded"]))
    problems = Problems()
    unknown = [column for column in header if column not in {*known, *was, *_IGNORED}]
    problems += [Problem(*find_fault(problems.guesses, "column", column, known)) for column in unknown]
    missing = [column for column in dict.fromkeys(needed) if column not in header]
    if missing:
        message = say("the header lacks {columns}", columns=", ".join(missing))
        hint = say("milestones have date,kind,stage,item; measurements date,target,value")
        problems.append(Problem(message, hint))
    twice = sorted(column for column, times in Counter(header).items() if column not in unknown and times > 1)
    problems += [Problem(say("the header names {column} twice", column=column)) for column in twice]
    if problems:
        raise UsageError(*(problem._replace(file=path, line=line) for problem in problems))


def _read_row(
    header: list[str], row: list[str], kinds: Mapping[str, Kind], format: CellFormat
) -> tuple[dict[str, Any], Replaced, list[Problem]]:
    """Return a row with the types that a plan file would have, what it says it replaced, and what is wrong in it."""
    if any(row[len(header) :]):
        many, columns = len(row), len(header)
        message = say("has {cells} cells, but the header names {columns} columns", cells=many, columns=columns)
        return {}, {}, [Problem(message, say("put a text that holds the separator in quotes"))]
    given = {column: cell for column, cell in zip(header, row, strict=False) if cell and column not in _IGNORED}
    if is_total(given) and not given.keys().isdisjoint(MILESTONE_KEYS[1:]):
        message = say("names a total and an item: each row is one of them")
        return {}, {}, [Problem(message, say("leave the cells of the other one empty"))]
    kind = kinds.get(given.get("kind", ""))
    types = {name: declared.type for name, declared in kind.attributes.items()} if kind is not None else {}
    types["value"] = AttributeType.NUMBER
    typed: dict[str, Any] = {}
    was: dict[str, Any] = {}
    wrong: list[Problem] = []
    for column, cell in given.items():
        try:
            key = column.removeprefix(WAS)
            if key == "date":
                day = cells.read_spreadsheet_date(cell, format.order)
                value: AttributeValue | date = day.toml() if key == column else day.text
            else:
                value = cells.read_attribute(cell, types.get(key, AttributeType.TEXT), format.sign)
        except cells.CellError as error:
            wrong.append(Problem(say_of(column, error.fault.message), error.fault.hint))
        else:
            (typed if key == column else was)[key] = value
    # Evidence may have been replaced by none; what a figure was says nothing where no figure stands.
    typed |= {key: "" for key in was if key not in typed and (key in EVIDENCE_KEYS or is_own(key))}
    return typed, {key: value for key, value in was.items() if key in typed}, wrong
