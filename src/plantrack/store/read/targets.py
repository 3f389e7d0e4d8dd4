"""What a plan file may say of a target: dict → Target, and every problem on the way."""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from plantrack.plan import dates
from plantrack.plan.arithmetic.revisions import revise
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import WITHDRAWN, Interim, Kind, Number, Pace, Revision, Target, Title
from plantrack.plan.names import closest
from plantrack.store.read.tables import Table, is_id, shown

TARGET_KEYS = (
    *("title", "unit", "kind", "stages", "baseline", "goal", "stretch", "start", "due", "interim", "pace"),
    *("revised", "decision", "source", "note"),
)
INTERIM_KEYS = ("by", "goal")
REVISION_KEYS = ("from", "goal", "due", "stretch", "decision", "source", "note")
_UNKNOWN = dates.parse("0001-01-01")


class Term(NamedTuple):
    """When something starts and ends; each is None where the file does not soundly say so."""

    start: PartialDate | None
    end: PartialDate | None


def read_target(table: Table, kinds: Mapping[str, Kind], declared: set[str], plan: Term) -> Target:
    """Read one target. What is wrong in it is collected, and left out of what is returned.

    `declared` are the ids of all kinds, the unsound ones too.
    """
    table.check_keys(TARGET_KEYS)
    kind, stages = _counted(table, kinds, declared)
    id = str(table.path[-1])
    term = _term(table, plan)
    target = Target(
        id=id,
        title=table.title("title", id),
        unit=_unit(table),
        kind=kind,
        stages=stages,
        ordered_stages=_ordered(stages, kinds.get(kind or "")),
        baseline=_total(table, "baseline", kind),
        goal=_total(table, "goal", kind),
        stretch=_total(table, "stretch", kind),
        start=term.start or _UNKNOWN,
        due=term.end or _UNKNOWN,
        interim=(),
        pace=_pace(table),
        decision=table.text("decision"),
        source=table.text("source"),
        note=table.text("note"),
        revised=(),
    )
    if "goal" not in table.values:
        for key in ("stretch", "interim", "pace", "revised"):
            if key in table.values:
                table.error(key, f"{key} needs a goal")
        return target
    if "baseline" not in table.values:
        table.error("goal", "goal needs a baseline", "add baseline = the total on the eve of the start")
    sound = target.baseline is not None and target.goal is not None and _check_goal(table, target)
    return target._replace(
        interim=_interim(table, target, term, sound=sound), revised=_revised(table, target, term, sound=sound)
    )


def _term(table: Table, plan: Term) -> Term:
    """Return the start and the due date of a target, its own or the plan's."""
    start = table.day("start") if "start" in table.values else plan.start
    due = table.day("due") if "due" in table.values else plan.end
    if start is None or due is None or due.lo > start.lo:
        return Term(start, due)
    if "due" in table.values or "start" in table.values:
        key = "due" if "due" in table.values else "start"
        table.error(key, f"due {due.text} must be after start {start.text}")
    return Term(None, None)


def _unit(table: Table) -> Title | None:
    if isinstance(table.values.get("unit"), dict):
        return table.title("unit", "")
    unit = table.text("unit")
    return None if unit is None else Title(unit, unit)


def _ordered(stages: tuple[str, ...], kind: Kind | None) -> tuple[str, ...]:
    """Return stages in the order of their kind."""
    return tuple(stage for stage in kind.stages if stage in stages) if kind else ()


def _pace(table: Table) -> Pace:
    pace = table.text("pace")
    if pace is not None and pace not in ("linear", "none"):
        table.error("pace", f'pace must be "linear" or "none", not {shown(pace)}')
    return "none" if pace == "none" else "linear"


def _counted(table: Table, kinds: Mapping[str, Kind], declared: set[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the kind and stages that a target counts, as far as they are sound."""
    if ("kind" in table.values) != ("stages" in table.values):
        there, lacking = ("kind", "stages") if "kind" in table.values else ("stages", "kind")
        table.error(there, f"{there} needs {lacking}: a counted target has both, a measured one neither")
    id = table.text("kind")
    stages = table.texts("stages") or ()
    if table.values.get("stages") == []:
        table.error("stages", "stages must name at least one stage")
    if id is None:
        return None, ()
    kind = kinds.get(id)
    if kind is None:
        if id not in declared:
            table.error("kind", f"unknown kind {shown(id)}", _kind_hint(id, declared))
        return id, ()
    for stage in dict.fromkeys(stages):
        if stage == WITHDRAWN:
            table.error("stages", f'stages must not name "{WITHDRAWN}": what is withdrawn counts nowhere')
        elif stage not in kind.stages:
            meant = closest(stage, kind.stages)
            table.error(
                "stages",
                f"unknown stage {shown(stage)} of {id}",
                f'did you mean "{meant}"?' if meant else "known are: " + ", ".join(kind.stages),
            )
    return id, tuple(dict.fromkeys(stage for stage in stages if stage in kind.stages))


def _kind_hint(id: str, declared: set[str]) -> str:
    meant = closest(id, declared)
    if meant:
        return f'did you mean "{meant}"?'
    if is_id(id) or not declared:
        return f"declare it as [kinds.{id if is_id(id) else 'ID'}]"
    return f"known are: {', '.join(sorted(declared))}"


def check_counted(table: Table, key: str, value: Number | None) -> bool:
    """Tell whether a value can be a count, and collect an error if not."""
    if value is None or (value >= 0 and isinstance(value, int)):
        return True
    table.error(key, f"{key} of a counted target must be a whole number from 0, not {shown(value)}")
    return False


def _total(table: Table, key: str, kind: str | None) -> Number | None:
    value = table.number(key)
    return value if kind is None or check_counted(table, key, value) else None


def _check_goal(table: Table, target: Target, before: Number | None = None) -> bool:
    """Tell whether a goal lies where it can, as seen from the baseline, and collect an error for it or its stretch.

    `before` is the goal that it revises.
    """
    baseline, goal = target.baseline, target.goal
    stretch = target.stretch if "stretch" in table.values else None
    assert baseline is not None
    assert goal is not None
    if goal == baseline:
        table.error("goal", f"goal must differ from the baseline {baseline}")
    elif target.kind is not None and goal < baseline:
        table.error("goal", f"goal {goal} of a counted target must not be below its baseline {baseline}")
    elif before is not None and (goal < baseline) != (before < baseline):
        side = f"on the side of the baseline {baseline} on which the goal {before} before it lies"
        table.error("goal", f"goal {goal} must lie {side}")
    else:
        if stretch is not None and not (goal < stretch if goal > baseline else goal > stretch):
            table.error("stretch", f"stretch must lie beyond the goal {goal}, not at {stretch}")
        return True
    return False


def _interim(table: Table, target: Target, term: Term, *, sound: bool) -> tuple[Interim, ...]:
    """Return the goals on the way where all of them are sound, else none. `sound` are the baseline and the goal."""
    entries = table.tables("interim", "such as interim = [{ by = 2022-12-31, goal = 130 }]")
    if entries and target.pace == "none":
        table.error("interim", 'interim cannot stand beside pace = "none", which expects nothing on the way')
    found: list[Interim] = []
    for entry in entries:
        entry.check_keys(INTERIM_KEYS)
        by = entry.day("by") if entry.require("by") else None
        value = _total(entry, "goal", target.kind) if entry.require("goal") else None
        within = term.start is None or term.end is None or by is None or term.start.lo < by.lo < term.end.lo
        if by is not None and not within:
            entry.error("by", f"by {by.text} must lie between start {target.start.text} and due {target.due.text}")
        elif by is not None and value is not None:
            found.append(Interim(by, value))
    if not sound or len(found) < len(entries) or not entries:
        return ()
    for place, (one, other) in enumerate(pairwise(found)):
        if other.by.lo <= one.by.lo:
            entries[place + 1].error("by", f"by {other.by.text} must be after {one.by.text} above it")
            return ()
    return tuple(found) if _rises(entries, found, target) else ()


def _rises(entries: list[Table], found: list[Interim], target: Target) -> bool:
    """Tell whether the values go from the baseline to the goal without turning back, and collect an error if not."""
    baseline, goal = target.baseline, target.goal
    assert baseline is not None
    assert goal is not None
    low, high = sorted((baseline, goal))
    last = baseline
    for entry, interim in zip(entries, found, strict=True):
        if not low <= interim.goal <= high:
            message = f"goal must lie between the baseline {baseline} and the goal {goal}, not at {interim.goal}"
            entry.error("goal", message)
            return False
        if interim.goal != last and (interim.goal > last) != (goal > baseline):
            entry.error("goal", f"goal turns back from {last} to {interim.goal}")
            return False
        last = interim.goal
    return True


def _revised(table: Table, target: Target, term: Term, *, sound: bool) -> tuple[Revision, ...]:
    """Return the revisions where all of them are sound, else none. `sound` are the baseline and the goal."""
    entries = table.tables("revised", "such as revised = [{ from = 2023-07-01, goal = 40 }]")
    before = len(table.problems)
    found = [_revision(entry, target.kind) for entry in entries]
    if not sound or None in term:
        return ()
    above: Revision | None = None
    for entry, revision in zip(entries, found, strict=True):
        if len(table.problems) > before:
            return ()
        after = revise(target, revision)
        _check_dates(entry, revision, after, above)
        _check_goal(entry, after, target.goal)
        target, above = after, revision
    return tuple(found) if len(table.problems) == before else ()


def _revision(entry: Table, kind: str | None) -> Revision:
    """Read one revision by itself. What is wrong in it is collected, and left out of what is returned."""
    entry.check_keys(REVISION_KEYS)
    terms = {"goal", "due", "stretch"}
    if not terms & {*entry.values, *entry.meant}:
        entry.error(None, "nothing is revised: name a goal, a due or a stretch")
    return Revision(
        since=(entry.day("from") if entry.require("from") else None) or _UNKNOWN,
        goal=_total(entry, "goal", kind),
        due=entry.day("due"),
        stretch=_total(entry, "stretch", kind),
        decision=entry.text("decision"),
        source=entry.text("source"),
        note=entry.text("note"),
    )


def _check_dates(entry: Table, revision: Revision, after: Target, above: Revision | None) -> None:
    """Collect an error where a revision does not lie after the start and the one above it, and before its due date."""
    since, due = revision.since, after.due
    if above is not None and since.lo <= above.since.lo:
        entry.error("from", f"from {since.text} must be after {above.since.text} above it")
    elif since.lo <= after.start.lo:
        entry.error("from", f"from {since.text} must be after start {after.start.text}")
    elif revision.due is not None and due.lo <= since.lo:
        entry.error("due", f"due {due.text} must be after from {since.text}")
    elif due.lo <= since.lo:
        hint = "to extend the target, name a later due here"
        entry.error("from", f"from {since.text} must be before due {due.text}", hint)
