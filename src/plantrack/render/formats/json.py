"""Reports as JSON: a contract. What is not defined is null, dates are ISO, keys are English."""

import json
from typing import Any

from plantrack.plan.model import Title

FORMAT_VERSION = "1.0"


def render(report: tuple[Any, ...]) -> str:
    """Return a report, a NamedTuple of plain data, as JSON text."""
    return text({"format_version": FORMAT_VERSION} | _plain(report))


def text(value: Any) -> str:
    """Return plain data as JSON text."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    # A screen must not obey what a string holds; escaped, it is the same string.
    return "".join(f"{line if line.isprintable() else _escaped(line)}\n" for line in written.split("\n"))


def _escaped(line: str) -> str:
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in line)


def _plain(value: Any) -> Any:
    if isinstance(value, Title):
        return str(value)
    if hasattr(value, "_asdict"):
        return {key: _plain(inner) for key, inner in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
