"""Reports as CSV: a header always, JSON's keys flattened, whole numbers as integers, others to four places."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plantrack.plan.entries import Entry
from plantrack.plan.model import AttributeValue
from plantrack.render.numbers import exact, plain

PLACES = 4
_MAY_BE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def render(
    row_type: type[Any], rows: Sequence[Any], nested: Mapping[str, type[Any] | Iterable[str]] | None = None
) -> str:
    """Return rows, NamedTuples of one type, as CSV text.

    `nested` names the fields that hold NamedTuples or None, with their type, and those that hold mappings, with their
    keys: each key is a column.
    """
    inner = {field: _keys(of) for field, of in (nested or {}).items()}
    lines = [[column for field in row_type._fields for column in _columns(field, inner.get(field))]]
    for row in rows:
        line = []
        for field, value in row._asdict().items():
            if field in inner:
                values = value._asdict() if hasattr(value, "_asdict") else value or {}
                line += [_cell(values.get(key)) for key in inner[field]]
            else:
                line.append(_cell(value))
        lines.append(line)
    return "".join(map(_written, lines))


def history(standing: Sequence[Entry], attributes: Sequence[str]) -> str:
    """Return the records that stand as CSV that `import` reads."""
    header = ["date", "kind", "stage", "item", "target", "value", *attributes, "decision", "source", "note"]
    lines = [header]
    for entry in standing:
        said = entry._asdict() | dict(entry.attributes)
        lines.append([_importable(said.get(column)) for column in header])
    return "".join(map(_written, lines))


def _importable(value: AttributeValue | None) -> str:
    """Return a cell that is read as what it says: 1.234 could be a thousand and more, 1.2340 could not."""
    # Spaces around a cell are cut where it is read.
    text = value.strip() if isinstance(value, str) else exact(value)
    return f"{text}0" if isinstance(value, float) and _MAY_BE_THOUSANDS.fullmatch(text) else text


def _keys(of: type[Any] | Iterable[str]) -> list[str]:
    return list(of._fields) if isinstance(of, type) else list(of)


def _columns(field: str, keys: list[str] | None) -> list[str]:
    return [field] if keys is None else [f"{field}_{key}" for key in keys]


def _written(cells: list[str]) -> str:
    # With the line ends of RFC 4180 the writer quotes a cell in which one of either kind stands.
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, list):
        return str(len(value))
    if isinstance(value, dict):
        return "; ".join(f"{key}={_cell(inner)}" for key, inner in value.items())
    return plain(value, PLACES) if isinstance(value, int | float) else str(value)
