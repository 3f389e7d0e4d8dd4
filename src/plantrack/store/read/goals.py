"""What the numbers of a target may be: its totals, its goal, and the goals on the way."""

from itertools import pairwise

from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Interim, Number, Target
from plantrack.plan.sentences import say, say_example
from plantrack.store.read.tables import Table
from plantrack.tuples import NamedTuple

INTERIM_KEYS = ("by", "goal")


class Term(NamedTuple):
    """When something starts and ends; each is None where the file does not soundly say so."""

    start: PartialDate | None
    end: PartialDate | None


def check_counted(table: Table, key: str, value: Number | None) -> bool:
    """Tell whether a value can be a count, and collect an error if not."""
    if value is None or (value >= 0 and isinstance(value, int)):
        return True
    called = table.call(key)
    message = say("{key} of a counted target must be a whole number from 0, not {value}", key=called, value=value)
    hint = say("it counts items: what has fractions needs a target with sum, or one without kind")
    table.error(key, message, None if isinstance(value, int) else hint)
    return False


def read_total(table: Table, key: str, *, whole: bool) -> Number | None:
    """Return a total of a target, `whole` where that counts whole items; None where it is left out or wrong."""
    value = table.number(key)
    return value if not whole or check_counted(table, key, value) else None


def check_goal(table: Table, target: Target, before: Number | None = None) -> bool:
    """Tell whether a goal lies where it can, as seen from the baseline, and collect an error for it or its stretch.

    `before` is the goal that it revises.
    """
    baseline, goal = target.baseline, target.goal
    # One that is left out was judged where it is written.
    stretch = target.stretch if "stretch" in table.values else None
    assert baseline is not None
    assert goal is not None
    if goal == baseline:
        table.error("goal", say("goal must differ from the baseline {baseline}", baseline=baseline))
    elif target.kind is not None and goal < baseline:
        table.error(
            "goal",
            say(
                "goal {goal} of a counted target must not be below its baseline {baseline}",
                goal=goal,
                baseline=baseline,
            ),
        )
    elif before is not None and (goal < baseline) != (before < baseline):
        table.error(
            "goal",
            say(
                "goal {goal} must lie on the side of the baseline {baseline} on which the goal {before} before it lies",
                goal=goal,
                baseline=baseline,
                before=before,
            ),
        )
    else:
        if stretch is not None and not (goal < stretch if goal > baseline else goal > stretch):
            message = say("stretch must lie beyond the goal {goal}, not at {stretch}", goal=goal, stretch=stretch)
            table.error("stretch", message)
        return True
    return False


def read_interim(table: Table, target: Target, term: Term, *, sound: bool) -> tuple[Interim, ...]:
    """Return the goals on the way where all of them are sound, else none. `sound` are the baseline and the goal."""
    entries = table.tables("interim", say_example("interim = [{ by = 2022-12-31, goal = 130 }]"))
    if entries and target.pace == "none":
        message = say('interim cannot stand beside pace = "none", which expects nothing on the way')
        table.error("interim", message)
    found: list[Interim] = []
    for entry in entries:
        entry.check_keys(INTERIM_KEYS)
        by = entry.day("by") if entry.require("by") else None
        value = read_total(entry, "goal", whole=target.counts_whole) if entry.require("goal") else None
        within = term.start is None or term.end is None or by is None or term.start.lo < by.lo < term.end.lo
        if by is not None and not within:
            message = say(
                "by {by} must lie between start {start} and due {due}", by=by, start=target.start, due=target.due
            )
            entry.error("by", message)
        elif by is not None and value is not None:
            found.append(Interim(by, value))
    if not sound or len(found) < len(entries) or not entries:
        return ()
    for place, (earlier, later) in enumerate(pairwise(found)):
        if later.by.lo <= earlier.by.lo:
            message = say("by {by} must be after {above} above it", by=later.by, above=earlier.by)
            entries[place + 1].error("by", message)
            return ()
    return tuple(found) if _check_rise(entries, found, target) else ()


def _check_rise(entries: list[Table], found: list[Interim], target: Target) -> bool:
    """Tell whether the values go from the baseline to the goal without turning back, and collect an error if not."""
    baseline, goal = target.baseline, target.goal
    assert baseline is not None
    assert goal is not None
    low, high = sorted((baseline, goal))
    last = baseline
    for entry, interim in zip(entries, found, strict=True):
        if not low <= interim.goal <= high:
            entry.error(
                "goal",
                say(
                    "goal must lie between the baseline {baseline} and the goal {goal}, not at {value}",
                    baseline=baseline,
                    goal=goal,
                    value=interim.goal,
                ),
            )
            return False
        if interim.goal != last and (interim.goal > last) != (goal > baseline):
            entry.error("goal", say("goal turns back from {last} to {goal}", last=last, goal=interim.goal))
            return False
        last = interim.goal
    return True
