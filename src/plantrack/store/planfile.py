"""A plan file as a whole: bytes → dict → Plan, with the line of every problem."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import tomli

from plantrack.plan import ledger as ledgers
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Plan
from plantrack.plan.problems import InvalidPlan, Problem
from plantrack.store import disk
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
    plan = read(data, _root_keys(text), problems)
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


def _root_keys(text: str) -> set[str]:
    """Return the first words of the keys that stand before any table header: in most plans there are none."""
    position = len(_BOM) if text.startswith(_BOM) else 0
    while position < len(text):
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)].strip()
        if line.startswith("["):
            break
        if line and not line.startswith("#"):
            from plantrack.store import places

            return places.root_keys(text[position:])
        position = end + 1 if end >= 0 else len(text)
    return set()


def locate(path: str, text: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with their file and line, in the order of the lines."""
    # Places are asked for only when something is wrong.
    from plantrack.store import places

    found = places.lines(text.removeprefix(_BOM), (problem.path for problem in problems))
    located = [problem._replace(file=path, line=line) for problem, line in zip(problems, found, strict=True)]
    return sorted(located, key=lambda problem: problem.line or 0)


def _syntax_problem(path: str, text: str, error: tomli.TOMLDecodeError) -> Problem:
    line = text.split("\n")[error.lineno - 1] if error.lineno <= text.count("\n") + 1 else ""
    bare = _BARE_DATE.search(line)
    hint = f'put a date that is not a full day in quotes: "{bare[1]}"' if bare else ""
    return Problem(f"not valid TOML: {error.msg} (column {error.colno})", hint, file=path, line=error.lineno)
