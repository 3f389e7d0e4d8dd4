"""Records at the end of a plan file, put there or taken back: read back before anyone may put the file in place."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from plantrack.plan.model import Measurement, Milestone
from plantrack.plan.problems import InvalidPlan, Problem, RecordRefused
from plantrack.store import blocks
from plantrack.store.planfile import PlanFile, decode, locate, parse_toml

_TABLES = ("milestones", "measurements")


def latest(planfile: PlanFile) -> datetime | None:
    """Return when a command last recorded into a plan; None where none did."""
    moments = [milestone.recorded for milestone in planfile.plan.milestones]
    moments += [measurement.recorded for measurement in planfile.plan.measurements]
    return max((moment for moment in moments if moment is not None), default=None)


def later(planfile: PlanFile, now: datetime) -> datetime:
    """Return now to the millisecond, or where the file holds a later `recorded`, the next one after it."""
    last = latest(planfile)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    if last is None or last < now:
        return now
    try:
        return last + timedelta(milliseconds=1)
    except OverflowError as error:
        rows = [(table, place, row) for table in _TABLES for place, row in enumerate(planfile.data.get(table, ()))]
        path = next((table, place, "recorded") for table, place, row in rows if row.get("recorded") == last)
        problem = Problem(f"recorded = {last} leaves no later moment", "correct it", path)
        raise InvalidPlan(*locate(planfile.path, planfile.text, [problem])) from error


def appended(planfile: PlanFile, records: Sequence[Milestone | Measurement]) -> str:
    """Return the text that records add to the end of a plan, having read the whole back.

    Raise InvalidPlan where the new file would not say exactly what the old one says, and the records.
    """
    rows = [(blocks.table_name(record), blocks.row(record)) for record in records]
    addition = _text(planfile, rows)
    expected = dict(planfile.data)
    for table in dict.fromkeys(table for table, _ in rows):
        expected[table] = [*planfile.data.get(table, ()), *(row for name, row in rows if name == table)]
    if not _same(parse_toml(planfile.path, planfile.text + addition), expected):
        raise InvalidPlan(Problem("nothing can be appended without changing its meaning", file=planfile.path))
    return addition


def taken_back(planfile: PlanFile) -> tuple[str, int]:
    """Return the text at the end of a plan that the last command appended, and its number of records.

    Raise RecordRefused where the file does not end with what that command wrote, to the byte.
    """
    last = latest(planfile)
    rows = [
        (table, position, row)
        for table in _TABLES
        for position, row in enumerate(planfile.data.get(table, ()))
        if last is not None and row.get("recorded") == last
    ]
    if not rows:
        raise RecordRefused(Problem("nothing to take back: no command has recorded anything", file=planfile.path))
    text = _text(planfile, [(table, row) for table, _, row in rows])
    if not planfile.text.endswith(text):
        raise RecordRefused(_in_the_way(planfile, text, rows[0][:2]))
    rest = planfile.text.removesuffix(text)
    expected = dict(planfile.data)
    for table in {table for table, _, _ in rows}:
        left = [row for row in planfile.data[table] if row.get("recorded") != last]
        expected = {key: left if key == table else value for key, value in expected.items() if key != table or left}
    if not _same(parse_toml(planfile.path, rest), expected):
        raise InvalidPlan(Problem("nothing can be taken back without changing its meaning", file=planfile.path))
    return text, len(rows)


def recorded_since(path: str, old: bytes, now: bytes) -> tuple[str, int] | None:
    """Return the records that were appended to a plan since it was old, as text, and their number.

    None where anything else was changed in it.
    """
    if now == old:
        return "", 0
    addition = now.removeprefix(old).replace(b"\r\n", b"\n")
    # What begins with a line end and a header stands apart from any text that it is appended to.
    if not now.startswith(old) or not addition.startswith(b"\n[["):
        return None
    try:
        text = decode(path, addition)
        data = parse_toml(path, text)
    except InvalidPlan:
        return None
    return (text, sum(map(len, data.values()))) if data.keys() <= set(_TABLES) else None


def appended_text(text: str, addition: str) -> str:
    """Return the text of a plan, and after it an addition with the line ends of its first line."""
    return text + _with_line_ends(text, addition)


def _text(planfile: PlanFile, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """Return rows as blocks, with the line ends of the file's first line."""
    return _with_line_ends(planfile.text, "".join(blocks.block(table, row) for table, row in rows))


def _with_line_ends(text: str, addition: str) -> str:
    first_line, newline, _ = text.partition("\n")
    return addition.replace("\n", "\r\n") if newline and first_line.endswith("\r") else addition


def _in_the_way(planfile: PlanFile, text: str, first: tuple[str, int]) -> Problem:
    """Say on which line something stands that a hand wrote after or into the last blocks."""
    hint = "undo takes back only what still stands at the end as it was recorded; change the rest by hand"
    place = planfile.text.find(text)
    if place >= 0:
        line = planfile.text.count("\n", 0, place + len(text)) + 1
        return Problem("something was written after what was recorded last", hint, file=planfile.path, line=line)
    problem = Problem("what was recorded last was edited since", hint, first)
    return locate(planfile.path, planfile.text, [problem])[0]


def _same(one: object, other: object) -> bool:
    """Tell whether two values of TOML are equal, nan being equal to nan."""
    pairs = [(one, other)]
    while pairs:
        one, other = pairs.pop()
        if _equal(one, other) or (isinstance(one, float) and one != one and other != other):
            continue
        if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
            pairs += ((value, other[key]) for key, value in one.items())
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            pairs += zip(one, other, strict=True)
        else:
            return False
    return True


def _equal(one: object, other: object) -> bool:
    try:
        return one == other
    except RecursionError:
        # What is nested as deep as TOML allows is compared part by part.
        return False
