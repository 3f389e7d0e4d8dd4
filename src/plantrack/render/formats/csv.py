"""Reports as CSV: a header always, JSON's keys flattened, whole numbers as integers, others to four places.

For Excel in Vietnam a byte order mark, semicolons and decimal commas: there 1.5 is no number, but a text or a day.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plantrack.plan.model import AttributeValue, Title
from plantrack.plan.reports.entries import Entry
from plantrack.plan.spreadsheets import guard_apostrophe, guard_date, guard_number, guard_text
from plantrack.render.text.numbers import plain, typed

PLACES = 4
_DATES = re.compile(r"(measured_|last_|record_|withdrawal_)?date|start|due|judged|revised|withdrawn|stages_.*")


def render(
    row_type: type[Any],
    rows: Sequence[Any],
    nested: Mapping[str, type[Any] | Iterable[str]] | None = None,
    *,
    excel: bool = False,
) -> str:
    """Return rows, NamedTuples of one type, as CSV text.

    `nested` names the fields that hold NamedTuples or None, with their type, and those that hold mappings, with their
    keys: each key is a column.
    """
    inner = {field: _keys(of) for field, of in (nested or {}).items()}
    header = [column for field in row_type._fields for column in _columns(field, inner.get(field))]
    lines = [header]
    for row in rows:
        values: list[Any] = []
        for field, value in row._asdict().items():
            if field in inner:
                known = value._asdict() if hasattr(value, "_asdict") else value or {}
                values += [known.get(key) for key in inner[field]]
            else:
                values.append(value)
        lines.append([_for_excel(*pair) if excel else _cell(pair[1]) for pair in zip(header, values, strict=True)])
    return _written(lines, excel=excel)


def history(standing: Sequence[Entry], attributes: Sequence[str], *, excel: bool = False) -> str:
    """Return the records that stand as CSV that `import` reads, also after Excel has saved it."""
    header = ["date", "kind", "stage", "item", "target", "value", *attributes, "decision", "source", "note"]
    lines = [header]
    for entry in standing:
        # An attribute may be called as a field of an entry is.
        own = {column: getattr(entry, column) for column in header if column not in attributes}
        said = own | dict(entry.attributes)
        lines.append([_importable(said.get(column), excel=excel, dated=column == "date") for column in header])
    return _written(lines, excel=excel)


def _importable(value: AttributeValue | None, *, excel: bool, dated: bool) -> str:
    """Return a cell that is read as what it says."""
    if isinstance(value, str):
        # Spaces around a cell are cut where it is read.
        text = value.strip()
        if dated:
            return guard_date(text) if excel else text
        return guard_text(text) if excel else guard_apostrophe(text)
    text = typed(value)
    return guard_number(text) if excel and text else text


def _keys(of: type[Any] | Iterable[str]) -> list[str]:
    return list(of._fields) if isinstance(of, type) else list(of)


def _columns(field: str, keys: list[str] | None) -> list[str]:
    return [field] if keys is None else [f"{field}_{key}" for key in keys]


def _written(lines: list[list[str]], *, excel: bool) -> str:
    if excel:
        lines[0] = [guard_text(column) for column in lines[0]]
    return ("\ufeff" if excel else "") + "".join(_line(cells, ";" if excel else ",") for cells in lines)


def _line(cells: list[str], separator: str) -> str:
    # With the line ends of RFC 4180 the writer quotes a cell in which one of either kind stands.
    line = io.StringIO()
    csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"


def _for_excel(column: str, value: Any) -> str:
    text = _cell(value)
    if isinstance(value, int | float):
        return text.replace(".", ",")
    if isinstance(value, Title):
        return guard_text(text)
    if isinstance(value, str) and _DATES.fullmatch(column):
        return guard_date(text)
    return text if isinstance(value, list) else guard_text(text)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Title):
        return str(value)
    if isinstance(value, tuple):
        return " ".join(map(_cell, value))
    if isinstance(value, list):
        return str(len(value))
    if isinstance(value, dict):
        return "; ".join(f"{key}={_cell(inner)}" for key, inner in value.items())
    return plain(value, PLACES) if isinstance(value, int | float) else str(value)
