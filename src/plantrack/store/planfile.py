"""A plan file as a whole: bytes → dict → Plan, with the line of every problem."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import tomli

from plantrack.plan import ledger as ledgers
from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Lines, Place, Plan
from plantrack.plan.problems import InvalidPlan, Problem, Problems
from plantrack.store import disk
from plantrack.store.read.records import RecordReader, late_milestones, log_rows
from plantrack.store.read.schema import Promises, needs_newer, read_promises
from plantrack.store.read.tables import Table, shown

_BOM = "\ufeff"


class PlanFile(NamedTuple):
    """A plan, its log read to the end, with what it was read from. `path` is as given."""

    path: str
    text: str
    data: dict[str, Any]
    plan: Plan
    ledger: Ledger
    promises: Promises


def load(path: str) -> PlanFile:
    """Read a plan; raise InvalidPlan with every problem where it is not sound."""
    return parse(path, disk.read_plan(path))


def parse(path: str, content: bytes) -> PlanFile:
    """Read the bytes of a plan; raise InvalidPlan with every problem where it is not sound."""
    file, problems = examine(path, content)
    if problems:
        raise InvalidPlan(*locate(path, file.text, problems))
    return file


def examine(path: str, content: bytes) -> tuple[PlanFile, list[Problem]]:
    """Read what is sound of a plan, and collect every problem; raise InvalidPlan where it cannot be read at all."""
    text = decode(path, content)
    data = parse_toml(path, text)
    problems = Problems()
    root = Table(data, (), "", problems)
    promises = read_promises(root)
    reader = RecordReader(promises, problems)
    inline = _root_keys(text)
    milestones = reader.milestones(log_rows(root, "milestones", inline))
    measurements = reader.measurements(log_rows(root, "measurements", inline))
    plan = Plan(
        promises.title, promises.start, promises.end, promises.kinds, promises.targets, milestones, measurements
    )
    ledger = ledgers.read(plan)
    problems += late_milestones(ledger)
    return PlanFile(path, text, data, plan, ledger, promises), problems


def decode(path: str, content: bytes) -> str:
    """Return the text of a plan, its byte order mark included; raise InvalidPlan where it is not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "UTF-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else f"byte 0x{content[error.start]:02x}"
        hint = 'save it in the editor with the encoding "UTF-8"'
        raise InvalidPlan(Problem(f"is not UTF-8 text ({what})", hint, file=path, line=line)) from error


def parse_toml(path: str, text: str) -> dict[str, Any]:
    """Return the data of a plan; raise InvalidPlan where it is not TOML, or of a format yet to come."""
    try:
        data = tomli.loads(text.removeprefix(_BOM))
    except (ValueError, RecursionError) as error:
        from plantrack.store import syntax

        raise InvalidPlan(syntax.problem(error, text)._replace(file=path)) from error
    newer = needs_newer(data)
    if newer is not None:
        problem = Problem(f"plan: format {shown(newer)} needs a newer plantrack", "", ("plan", "format"))
        raise InvalidPlan(*locate(path, text, [problem]))
    return data


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


def record_lines(file: PlanFile) -> Lines:
    """Return the line of each record of a plan, that of its header."""
    from plantrack.store import places

    found: dict[Place, int] = {}
    logs: tuple[tuple[Literal["milestones", "measurements"], int], ...] = (
        ("milestones", len(file.data.get("milestones", ()))),
        ("measurements", len(file.data.get("measurements", ()))),
    )
    for table, number in logs:
        headers = places.headers(file.text, table)
        if headers is None or len(headers) != number:
            paths = [(table, position) for position in range(number)]
            headers = [line or 1 for line in places.lines(file.text.removeprefix(_BOM), paths)]
        found |= {(table, position): line for position, line in enumerate(headers)}
    return found


def known_on(file: PlanFile, known: PartialDate | None) -> PlanFile:
    """Return a plan as it was known at the end of a date; None for all that is known now."""
    if known is None:
        return file
    plan = ledgers.known_on(file.plan, known.hi)
    return file._replace(plan=plan, ledger=ledgers.read(plan))


def locate(path: str, text: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with their file and line, in the order of the lines."""
    # Places are asked for only when something is wrong.
    from plantrack.store import places

    found = places.lines(text.removeprefix(_BOM), (problem.path for problem in problems))
    located = [problem._replace(file=path, line=line) for problem, line in zip(problems, found, strict=True)]
    return sorted(located, key=lambda problem: problem.line or 0)
