"""A plan file as a whole: bytes → dict → Plan, with the line of every problem."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from itertools import repeat
from typing import Any

from plantrack.plan.dates import PartialDate
from plantrack.plan.keys import LOG_TABLES, Lines, Place
from plantrack.plan.ledger import Ledger, read_ledger
from plantrack.plan.model import Plan
from plantrack.plan.problems import About, AboutKey, InvalidPlan, Problem, Problems, say_of
from plantrack.plan.sentences import Sentence, say, show_value
from plantrack.plan.view import forget_later
from plantrack.store import disk
from plantrack.store.read.log import (
    LogReader,
    find_items_of_comments,
    find_late_milestones,
    find_log_rows,
    tell_items_apart,
)
from plantrack.store.read.schema import Promises, needs_newer, read_promises
from plantrack.store.read.tables import Table
from plantrack.tuples import NamedTuple

_BOM = "\ufeff"
# The plan that was read last. To free 100,000 records one by one takes a while, and the program is about to end.
_kept: list["PlanFile"] = []


class PlanFile(NamedTuple):
    """A plan, its log read to the end, with what it was read from."""

    path: str  # as given
    text: str  # its byte order mark included
    data: dict[str, Any]  # as the parser gives it
    plan: Plan
    ledger: Ledger
    promises: Promises  # what is needed to read one more record


def load(path: str) -> PlanFile:
    """Read a plan; raise InvalidPlan with every problem where it is not sound."""
    file = parse(path, disk.read_plan(path))
    _kept[:] = [file]
    return file


def parse(path: str, content: bytes) -> PlanFile:
    """Read the bytes of a plan; raise InvalidPlan with every problem where it is not sound."""
    file, problems = examine(path, content)
    if problems:
        raise InvalidPlan(*locate(path, file.text, problems), kinds=file.plan.kinds)
    return file


def examine(path: str, content: bytes) -> tuple[PlanFile, list[Problem]]:
    """Read what is sound of a plan, and collect every problem; raise InvalidPlan where it cannot be read at all."""
    # 1. Bytes to a dict: an error hides all others.
    text = decode_plan(path, content)
    data = parse_toml(path, text)
    # 2. What is promised.
    problems = Problems()
    root = Table(data, AboutKey(()), "", problems)
    promises = read_promises(root)
    # 3. What has happened, record by record.
    reader = LogReader(promises, problems)
    inline = _root_keys(text)
    milestones = reader.milestones(find_log_rows(root, "milestones", inline))
    measurements = reader.measurements(find_log_rows(root, "measurements", inline))
    comments = reader.comments(find_log_rows(root, "comments", inline))
    known = tell_items_apart(milestones, problems)
    plan = Plan(
        title=promises.title,
        start=promises.start,
        end=promises.end,
        kinds=promises.kinds,
        targets=promises.targets,
        milestones=known.milestones,
        measurements=measurements,
        comments=find_items_of_comments(comments, known, data, problems) if comments else [],
        renamed=known.renamed,
    )
    # 4. What has happened, read to its end.
    ledger = read_ledger(plan)
    problems += find_late_milestones(ledger)
    file = PlanFile(path=path, text=text, data=data, plan=plan, ledger=ledger, promises=promises)
    return file, problems


def decode_plan(path: str, content: bytes) -> str:
    """Return the text of a plan, its byte order mark included; raise InvalidPlan where it is not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # Most plans are text.
        from plantrack.store.read.cells import is_workbook

        if is_workbook(content):
            raise InvalidPlan(Problem(say("is a workbook, not a plan"), _hint_import(path), file=path)) from error
        line = content.count(b"\n", 0, error.start) + 1
        # Of UTF-16, which Notepad calls Unicode, the byte would tell nobody anything.
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            message = say("is not UTF-8 text (UTF-16)")
        else:
            message = say("is not UTF-8 text (byte {byte})", byte=f"0x{content[error.start]:02x}")
        hint = say('save it in the editor with the encoding "UTF-8"')
        raise InvalidPlan(Problem(message, hint, file=path, line=line)) from error


def _hint_import(path: str) -> Sentence:
    """Return the hint that tells what to do with a list that was taken for a plan."""
    import shlex

    return say("a list is recorded into a plan: plantrack import {file}", file=shlex.quote(path))


def parse_toml(path: str, text: str) -> dict[str, Any]:
    """Return the data of a plan; raise InvalidPlan where it is not TOML, or of a format yet to come."""
    # What completes a line, or prints a help, reads no plan.
    import tomli

    try:
        data = tomli.loads(text.removeprefix(_BOM))
    except (ValueError, RecursionError) as error:
        from plantrack.store.read import syntax

        problem = syntax.explain(error, text)._replace(file=path)
        is_list = path.lower().endswith(".csv")
        raise InvalidPlan(problem._replace(hint=_hint_import(path)) if is_list else problem) from error
    newer = needs_newer(data)
    if newer is not None:
        message = say("format {format} needs a newer plantrack", format=show_value(newer))
        problem = Problem(say_of("plan", message), about=AboutKey(("plan", "format")))
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

            return places.find_root_keys(text[position:])
        position = end + 1 if end >= 0 else len(text)
    return set()


def record_lines(file: PlanFile) -> Lines:
    """Return the line of each record of a plan, that of its header."""
    from plantrack.store import places

    found: dict[Place, int] = {}
    headers = places.find_headers(file.text)
    for table in LOG_TABLES:
        number, lines = len(file.data.get(table, ())), [line for _, line in headers[table]]
        # Among what looks like a header are all that are, unless it is none: where it is as many, there are no others.
        if len(lines) != number:
            paths = [(table, position) for position in range(number)]
            lines = [line or 1 for line in places.find_lines(file.text.removeprefix(_BOM), paths)]
        found.update(zip(zip(repeat(table), range(number), strict=False), lines, strict=True))
    return found


def find_line(file: PlanFile, about: About) -> int | None:
    """Return the line of a key, a table or a record of a plan; None where it is not in the file."""
    from plantrack.store import places

    return places.find_lines(file.text.removeprefix(_BOM), [about.path])[0]


def known_on(file: PlanFile, known: PartialDate | None) -> PlanFile:
    """Return a plan as it was known at the end of a date; None for all that is known now."""
    if known is None:
        return file
    plan = forget_later(file.plan, known.hi)
    return file._replace(plan=plan, ledger=read_ledger(plan))


def locate(path: str, text: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with their file and line, in the order of the lines."""
    # Places are asked for only when something is wrong.
    from plantrack.store import places

    paths = [problem.about.path if problem.about is not None else () for problem in problems]
    others = [problem.beside.path for problem in problems if problem.beside is not None]
    lines = places.find_lines(text.removeprefix(_BOM), [*paths, *others])
    located = [problem._replace(file=path, line=line) for problem, line in zip(problems, lines, strict=False)]
    other_lines = iter(lines[len(paths) :])
    for place, problem in enumerate(located):
        if problem.beside is not None:
            message = say("{message} (line {line})", message=problem.message, line=next(other_lines) or 1)
            located[place] = problem._replace(message=message)
    return sorted(located, key=lambda problem: problem.line or 0)
