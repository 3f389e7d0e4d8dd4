"""A plan file as a whole: bytes → dict → Plan, with the line of every problem; and the appending of records to it."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import tomli

from plantrack.plan import ledger as ledgers
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Measurement, Milestone, Plan
from plantrack.plan.problems import InvalidPlan, Problem
from plantrack.store import blocks, disk, places
from plantrack.store.records import RecordReader, check_withdrawals
from plantrack.store.schema import Promises, check_appendable, needs_newer, read_promises
from plantrack.store.tables import Table

_BOM = "\ufeff"
_BARE_DATE = re.compile(r"=\s*(\d{4}-(?:\d{2}|Q[1-4]|H[12]))(?![\w-])")


class PlanFile(NamedTuple):
    """A sound plan with what it was read from. `path` is as given."""

    path: str
    text: str
    data: dict[str, Any]
    plan: Plan
    ledger: Ledger

    @property
    def promises(self) -> Promises:
        """Return the part of the plan that records are read against."""
        return Promises(self.plan.title, self.plan.start, self.plan.end, self.plan.kinds, self.plan.targets)


def load(path: str) -> PlanFile:
    """Read a plan; raise InvalidPlan with every problem where it is not sound."""
    return parse(path, disk.read_plan(path))


def parse(path: str, content: bytes) -> PlanFile:
    """Read the bytes of a plan; raise InvalidPlan with every problem where it is not sound."""
    text = decode(path, content)
    data = parse_toml(path, text)
    problems: list[Problem] = []
    plan = read(data, places.root_keys(text), problems)
    if plan is None or problems:
        raise InvalidPlan(*locate(path, text, problems))
    ledger = ledgers.read(plan)
    check_withdrawals(ledger, problems)
    if problems:
        raise InvalidPlan(*locate(path, text, problems))
    return PlanFile(path, text, data, plan, ledger)


def decode(path: str, content: bytes) -> str:
    """Return the text of a plan, its byte order mark included; raise InvalidPlan where it is not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "UTF-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else f"byte 0x{content[error.start]:02x}"
        message = f"is not UTF-8 text ({what})"
        raise InvalidPlan(
            Problem(message, 'save it in the editor with the encoding "UTF-8"', file=path, line=line)
        ) from error


def parse_toml(path: str, text: str) -> dict[str, Any]:
    """Return the data of a plan; raise InvalidPlan where it is not TOML, or of a format yet to come."""
    try:
        data = tomli.loads(text.removeprefix(_BOM))
    except tomli.TOMLDecodeError as error:
        raise InvalidPlan(_syntax_problem(path, text, error)) from error
    except ValueError as error:
        raise InvalidPlan(Problem("not valid TOML: a number has too many digits", file=path)) from error
    except RecursionError as error:
        raise InvalidPlan(Problem("is nested too deeply", file=path)) from error
    newer = needs_newer(data)
    if newer is not None:
        problem = Problem(f"plan: format {newer} needs a newer plantrack", "", ("plan", "format"))
        raise InvalidPlan(*locate(path, text, [problem]))
    return data


def read(data: dict[str, Any], inline: set[str], problems: list[Problem]) -> Plan | None:
    """Read the data of a plan; None where too little of it is sound for its log to be read."""
    root = Table(data, (), "", problems)
    promises = read_promises(root)
    check_appendable(root, inline)
    if promises is None:
        return None
    reader = RecordReader(promises, problems)
    milestones = reader.milestones(root.rows("milestones"))
    measurements = reader.measurements(root.rows("measurements"))
    return Plan(*promises, milestones, measurements)


def later(planfile: PlanFile, now: datetime) -> datetime:
    """Return now to the millisecond, or where the file holds a later `recorded`, the next one after it."""
    moments = [milestone.recorded for milestone in planfile.plan.milestones]
    moments += [measurement.recorded for measurement in planfile.plan.measurements]
    latest = max((moment for moment in moments if moment is not None), default=None)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    if latest is None or latest < now:
        return now
    try:
        return latest + timedelta(milliseconds=1)
    except OverflowError as error:
        problem = Problem(f"recorded = {latest} leaves no later moment", "correct it", file=planfile.path)
        raise InvalidPlan(problem) from error


def appended(planfile: PlanFile, records: Sequence[Milestone | Measurement]) -> tuple[str, bytes]:
    """Return the text that records add to a plan and the bytes of the whole, having read them back.

    Raise InvalidPlan where the new file would not say exactly what the old one says, and the records.
    """
    first_line, newline, _ = planfile.text.partition("\n")
    addition = blocks.blocks(records, carriage_return=bool(newline) and first_line.endswith("\r"))
    text = planfile.text + addition
    expected = dict(planfile.data)
    for record in records:
        name = blocks.table_name(record)
        if expected.get(name) is planfile.data.get(name):
            expected[name] = list(planfile.data.get(name, ()))
        expected[name].append(blocks.row(record))
    if not _same(parse_toml(planfile.path, text), expected):
        raise InvalidPlan(Problem("nothing can be appended without changing its meaning", file=planfile.path))
    return addition, text.encode()


def _same(one: object, other: object) -> bool:
    """Tell whether two values of TOML are equal, nan being equal to nan."""
    if one == other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one != one and other != other


def locate(path: str, text: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with their file and line, in the order of the lines."""
    found = places.lines(text.removeprefix(_BOM), (problem.path for problem in problems))
    located = [problem._replace(file=path, line=line) for problem, line in zip(problems, found, strict=True)]
    return sorted(located, key=lambda problem: problem.line or 0)


def _syntax_problem(path: str, text: str, error: tomli.TOMLDecodeError) -> Problem:
    line = text.split("\n")[error.lineno - 1] if error.lineno <= text.count("\n") + 1 else ""
    bare = _BARE_DATE.search(line)
    hint = f'put a date that is not a full day in quotes: "{bare[1]}"' if bare else ""
    return Problem(f"not valid TOML: {error.msg} (column {error.colno})", hint, file=path, line=error.lineno)
