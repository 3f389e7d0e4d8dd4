"""Records → the plan file with them at its end, read back before anyone may put it in place."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from plantrack.plan.model import Measurement, Milestone
from plantrack.plan.problems import InvalidPlan, Problem
from plantrack.store import blocks
from plantrack.store.planfile import PlanFile, parse_toml


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
