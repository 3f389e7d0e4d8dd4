"""Reports as CSV: a header always, JSON's keys flattened, whole numbers as integers, others to four places."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from plantrack.render.numbers import plain

PLACES = 4


def render(row_type: type[Any], rows: Sequence[Any], nested: dict[str, type[Any]] | None = None) -> str:
    """Return rows, NamedTuples of one type, as CSV text. `nested` names the fields that hold NamedTuples or None."""
    nested = nested or {}
    header = []
    for field in row_type._fields:
        inner = nested.get(field)
        header += [f"{field}_{key}" for key in inner._fields] if inner else [field]
    lines = [header]
    for row in rows:
        line = []
        for field, value in row._asdict().items():
            inner = nested.get(field)
            line += [_cell(one) for one in value or [None] * len(inner._fields)] if inner else [_cell(value)]
        lines.append(line)
    return "".join(map(_written, lines))


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
    return plain(value, PLACES) if isinstance(value, int | float) else str(value)
