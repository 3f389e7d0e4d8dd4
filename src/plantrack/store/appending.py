"""Records at the end of a plan file, put there or taken back: read back before anyone may put the file in place."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from plantrack.plan.keys import LOG_TABLES, Lines, LogTable
from plantrack.plan.model import EXPECTED_KEY, Comment, ItemRecord, Record, find_date
from plantrack.plan.problems import AboutRecord, InvalidPlan, Problem, RecordRefused
from plantrack.plan.sentences import say
from plantrack.store.planfile import PlanFile, decode_plan, locate, parse_toml

Fields = Mapping[str, Any]


def find_last_moment(planfile: PlanFile) -> datetime | None:
    """Return when a command last recorded into a plan; None where none did."""
    moments = (record.recorded for record in planfile.plan.records())
    return max((moment for moment in moments if moment is not None), default=None)


def find_next_moment(planfile: PlanFile, now: datetime) -> datetime:
    """Return now to the millisecond, or where the file holds a later `recorded`, the next one after it."""
    # It is what tells the records of one command from those of the next: no two may have the same.
    last = find_last_moment(planfile)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    if last is None or last < now:
        return now
    try:
        return last + timedelta(milliseconds=1)
    except OverflowError as error:
        table, position, _ = next(_find_rows(planfile, last))
        message = say("recorded = {moment} leaves no later moment", moment=str(last))
        problem = Problem(message, say("correct it"), AboutRecord(table, position, "recorded"))
        raise InvalidPlan(*locate(planfile.path, planfile.text, [problem])) from error


def compose_addition(planfile: PlanFile, records: Sequence[Record]) -> str:
    """Return the text that records add to the end of a plan, having read it back.

    Raise InvalidPlan where it would not say exactly what the records say.
    """
    # The plan is not read a second time: a block that begins with a line end and the header of an array of tables
    # stands apart from any text to which it may be appended. docs/safety.md says why, and a law keeps it true.
    rows = [(_find_table(record), _list_fields(record)) for record in records]
    addition = _write_blocks(planfile, rows)
    expected: dict[LogTable, list[Fields]] = {}
    for table, row in rows:
        expected.setdefault(table, []).append(row)
    if not _are_same(parse_toml(planfile.path, addition), expected):
        raise InvalidPlan(Problem(say("nothing can be appended without changing its meaning"), file=planfile.path))
    return addition


def find_last_addition(planfile: PlanFile) -> tuple[str, int]:
    """Return the text at the end of a plan that the last command appended, and its number of records.

    Raise RecordRefused where the file does not end with what that command wrote, to the byte.
    """
    last = find_last_moment(planfile)
    if last is None:
        message = say("nothing to take back: no command has recorded anything")
        raise RecordRefused(Problem(message, file=planfile.path))
    # 1. What the last command wrote is written again: it must be the end of the file, to the byte.
    rows = list(_find_rows(planfile, last))
    text = _write_blocks(planfile, [(table, row) for table, _, row in rows])
    if not planfile.text.endswith(text):
        table, position, _ = rows[0]
        raise RecordRefused(_explain_what_is_in_the_way(planfile, text, AboutRecord(table, position)))
    # 2. Without it the file must say what it says, but for these records.
    rest = planfile.text.removesuffix(text)
    expected = dict(planfile.data)
    for table in {table for table, _, _ in rows}:
        expected[table] = [row for row in planfile.data[table] if row.get("recorded") != last]
        if not expected[table]:
            del expected[table]
    if not _are_same(parse_toml(planfile.path, rest), expected):
        message = say("nothing can be taken back without changing its meaning")
        raise InvalidPlan(Problem(message, file=planfile.path))
    return text, len(rows)


def find_addition_since(path: str, old: bytes, now: bytes) -> tuple[str, int] | None:
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
        text = decode_plan(path, addition)
        data = parse_toml(path, text)
    except InvalidPlan:
        return None
    return (text, sum(map(len, data.values()))) if data.keys() <= set(LOG_TABLES) else None


def append_text(text: str, addition: str) -> str:
    """Return the text of a plan, and after it an addition with the line ends of its first line."""
    return text + _with_line_ends(text, addition)


def find_block_lines(before: str, text: str, records: Sequence[Record]) -> Lines:
    """Return the line of the header of each record's block, where a text of such blocks stands after another."""
    first = before.count("\n") + 1
    # A header is the only line of a block that begins so: texts are written on one line.
    headers = [first + number for number, line in enumerate(text.split("\n")) if line.startswith("[[")]
    return dict(zip((record.place for record in records), headers, strict=True))


def _find_rows(planfile: PlanFile, moment: datetime) -> Iterator[tuple[LogTable, int, Fields]]:
    """Give the records that a command wrote at a moment, each with its place."""
    for table in LOG_TABLES:
        for position, row in enumerate(planfile.data.get(table, ())):
            if row.get("recorded") == moment:
                yield table, position, row


def _find_table(record: Record) -> LogTable:
    return record.place[0]


def _list_fields(record: Record) -> Fields:
    """Return what a plan file says of a record, its keys in order."""
    date = find_date(record)
    row: dict[str, Any] = {} if date is None else {"date": date.toml()}
    if isinstance(record, ItemRecord):
        row |= {} if record.expected is None else {EXPECTED_KEY: record.expected.toml()}
        row |= {"kind": record.kind, "stage": record.stage, "item": record.item}
        row |= record.of_item
    elif isinstance(record, Comment):
        of_item = {"kind": record.kind, "item": record.item}
        row |= of_item if record.target is None else {"target": record.target}
        row |= record.said
    else:
        row |= {"target": record.target, "value": record.value}
    row |= record.evidence.given()
    row |= record.own
    if record.recorded is not None:
        row["recorded"] = record.recorded
    return row


def _write_blocks(planfile: PlanFile, rows: Sequence[tuple[LogTable, Fields]]) -> str:
    """Return rows as blocks, with the line ends of the file's first line.

    Each row is dumped by itself: the writer puts a short one that stands in a list into an inline array.
    """
    # Not each command that may write does: init copies a file, edit hands one to an editor.
    import tomli_w

    return _with_line_ends(planfile.text, "".join(f"\n[[{table}]]\n{tomli_w.dumps(row)}" for table, row in rows))


def _with_line_ends(text: str, addition: str) -> str:
    """Return an addition with the line ends of the first line of a text."""
    first_line, newline, _ = text.partition("\n")
    return addition.replace("\n", "\r\n") if newline and first_line.endswith("\r") else addition


def _explain_what_is_in_the_way(planfile: PlanFile, text: str, first: AboutRecord) -> Problem:
    """Say on which line something stands that a hand wrote after or into the last blocks."""
    hint = say("undo takes back only what still stands at the end as it was recorded; change the rest by hand")
    place = planfile.text.find(text)
    if place >= 0:
        line = planfile.text.count("\n", 0, place + len(text)) + 1
        message = say("something was written after what was recorded last")
        return Problem(message, hint, file=planfile.path, line=line)
    problem = Problem(say("what was recorded last was edited since"), hint, first)
    return locate(planfile.path, planfile.text, [problem])[0]


def _are_same(one: object, other: object) -> bool:
    """Tell whether two values of TOML are equal, nan being equal to nan."""
    pairs = [(one, other)]
    while pairs:
        one, other = pairs.pop()
        if _are_equal(one, other) or (isinstance(one, float) and one != one and other != other):
            continue
        if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
            pairs += ((value, other[key]) for key, value in one.items())
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            pairs += zip(one, other, strict=True)
        else:
            return False
    return True


def _are_equal(one: object, other: object) -> bool:
    try:
        return one == other
    except RecursionError:
        # What is nested as deep as TOML allows is compared part by part.
        return False
