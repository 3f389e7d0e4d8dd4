"""CSV files as spreadsheets save them: bytes → rows of records, each with its line."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from plantrack.plan.guesses import Guesses
from plantrack.plan.model import Kind
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.spreadsheets import unguarded
from plantrack.store import cells
from plantrack.store.cells import DateOrder, DecimalSign
from plantrack.store.lines import decode
from plantrack.store.records import EVIDENCE_KEYS, MEASUREMENT_KEYS, MILESTONE_KEYS
from plantrack.store.tables import shown

_LARGEST_CELL = 2**31 - 1


class Sheet(NamedTuple):
    """The rows of a CSV file as dicts, as the plan file would hold them, with their lines in the file."""

    rows: list[dict[str, Any]]
    lines: list[int]


def read_sheet(
    path: str, content: bytes, kinds: Mapping[str, Kind], order: DateOrder, sign: DecimalSign | None
) -> tuple[Sheet, list[Problem]]:
    """Read CSV, and collect what is wrong in its cells; raise UsageError where it is no CSV of records."""
    text = _decode(path, content)
    first = 1
    declared = re.match(r'("?)sep=(.*?)\1\r?(?:\n|$)', text, re.IGNORECASE)
    if declared:
        separator = declared[2] or "\t"
        text = text[declared.end() :]
        first = 2
    else:
        separator = _separator(text)
    if len(separator) != 1 or separator in '"\r\n':
        raise UsageError(Problem(f"sep= must name one character, not {shown(separator)}", file=path, line=1))
    parsed = _parse(path, text, separator, first)
    if not parsed:
        raise UsageError(Problem("is empty", "the first line names the columns: date,kind,stage,item", file=path))
    header_line, header = parsed[0]
    # A spreadsheet also writes columns in which there is nothing.
    last = max((place for _, row in parsed for place, cell in enumerate(row, 1) if cell), default=0)
    header = header[:last]
    _check_header(path, header_line, header, kinds)
    sheet = Sheet([], [])
    problems: list[Problem] = []
    for line, row in parsed[1:]:
        if not any(row):
            continue
        if len(row) > len(header) and any(row[len(header) :]):
            message = f"has {len(row)} cells, but the header names {len(header)} columns"
            problems.append(Problem(message, "put a text that holds the separator in quotes", file=path, line=line))
            continue
        given = {column: cell for column, cell in zip(header, row, strict=False) if cell and column != "recorded"}
        if is_total(given) and not given.keys().isdisjoint(MILESTONE_KEYS[1:]):
            message = "names a total and a work: each row is one of them"
            problems.append(Problem(message, "leave the cells of the other one empty", file=path, line=line))
            continue
        kind = kinds.get(given.get("kind", ""))
        numbers = {name for name, type in kind.attributes.items() if type == "number"} if kind else {"value"}
        typed, wrong = _typed(given, numbers, order, sign)
        problems += [problem._replace(file=path, line=line) for problem in wrong]
        if not wrong:
            sheet.rows.append(typed)
            sheet.lines.append(line)
    return sheet, problems


def _decode(path: str, content: bytes) -> str:
    hint = 'in Excel choose "Save As" and the type "CSV UTF-8 (Comma delimited)"'
    text = decode(path, content, hint)
    if "\0" in text.partition("\n")[0]:
        raise UsageError(Problem("is not UTF-8 text", hint, file=path, line=1))
    return text


def _separator(text: str) -> str:
    """Return the separator that the header uses most: comma, semicolon or tab."""
    header = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=header.count)


def _parse(path: str, text: str, separator: str, first_line: int) -> list[tuple[int, list[str]]]:
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
            raise UsageError(Problem(f"is not sound CSV: {error}", file=path, line=line)) from error
        if parsed or any(row):
            parsed.append((line, [unguarded(cell.strip()).strip() for cell in row]))


def is_total(row: Mapping[str, Any]) -> bool:
    """Tell whether a row is a measurement and not a milestone."""
    return "target" in row or "value" in row


def _check_header(path: str, line: int, header: list[str], kinds: Mapping[str, Kind]) -> None:
    """Raise UsageError where the columns are not those of milestones, of measurements, or of both."""
    has_totals = "target" in header or "value" in header
    has_works = not has_totals or not set(header).isdisjoint(MILESTONE_KEYS[1:])
    needed = [*(MILESTONE_KEYS if has_works else ()), *(MEASUREMENT_KEYS if has_totals else ())]
    attributes = [name for kind in kinds.values() for name in kind.attributes] if has_works else []
    known = [*needed, *attributes, *EVIDENCE_KEYS, "recorded"]
    guesses = Guesses()
    known = list(dict.fromkeys(known))
    problems = [_unknown_column(column, known, guesses) for column in header if column not in known]
    missing = [column for column in dict.fromkeys(needed) if column not in header]
    if missing:
        hint = "milestones have date,kind,stage,item; measurements date,target,value"
        problems.append(Problem(f"the header lacks {', '.join(missing)}", hint))
    twice = sorted(column for column, times in Counter(header).items() if column in known and times > 1)
    problems += [Problem(f"the header names {column} twice") for column in twice]
    if problems:
        raise UsageError(*(problem._replace(file=path, line=line) for problem in problems))


def _unknown_column(column: str, known: Iterable[str], guesses: Guesses) -> Problem:
    return Problem(f"unknown column {shown(column)}", guesses.hint(column, known))


def _typed(
    given: Mapping[str, str], numbers: set[str], order: DateOrder, sign: DecimalSign | None
) -> tuple[dict[str, Any], list[Problem]]:
    """Return cells with the types that a plan file would have, and what is wrong in them."""
    typed: dict[str, Any] = {}
    wrong: list[Problem] = []
    for column, cell in given.items():
        try:
            if column == "date":
                typed[column] = cells.spreadsheet_day(cell, order)
            elif column in numbers:
                typed[column] = cells.number(cell, sign)
            else:
                typed[column] = cell
        except cells.CellError as error:
            hint = error.hint.replace("write it as", "add --dates dmy, or write it as")
            wrong.append(Problem(f"{column}: {error.message}", hint))
    return typed, wrong
