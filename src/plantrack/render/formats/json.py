"""Reports as JSON: a contract. What is not defined is null, dates are ISO, keys are English."""

import json
from datetime import datetime
from typing import Any

from plantrack.plan.model import Title
from plantrack.plan.sentences import Sentence

FORMAT_VERSION = "1.0"
# Fields of reports from which sentences are made: what they say, the other keys say as data.
FOR_PEOPLE = frozenset(("in_words", "next_interim", "explained", "falls", "uncertain"))


def write_json(report: tuple[Any, ...]) -> str:
    """Return a report, a NamedTuple of plain data, as JSON text."""
    return write_data({"format_version": FORMAT_VERSION} | _make_plain(report))


def write_data(value: Any) -> str:
    """Return plain data as JSON text."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    # A screen must not obey what a string holds; escaped, it is the same string.
    return "".join(f"{line if line.isprintable() else _escape_line(line)}\n" for line in written.split("\n"))


def _escape_line(line: str) -> str:
    return "".join(character if character.isprintable() else json.dumps(character)[1:-1] for character in line)


def _make_plain(value: Any) -> Any:
    if isinstance(value, Title | Sentence):
        return str(value)
    if hasattr(value, "_asdict"):
        return {key: _make_plain(inner) for key, inner in value._asdict().items() if key not in FOR_PEOPLE}
    if isinstance(value, dict):
        return {key: _make_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_make_plain(inner) for inner in value]
    return write_moment(value) if isinstance(value, datetime) else value


def write_moment(moment: datetime) -> str:
    """Return a moment as ISO has it, to the millisecond, as a plan file holds it."""
    return moment.isoformat(timespec="milliseconds")
