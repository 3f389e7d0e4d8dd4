"""What a plan file may say: dict → kinds and targets, and every problem on the way."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from plantrack.plan.dates import PartialDate
from plantrack.plan.model import WITHDRAWN, AttributeType, Interim, Kind, Number, Pace, Target, Title
from plantrack.plan.names import closest
from plantrack.store.tables import Table, is_own, shown

FORMAT = 1
ROOT_KEYS = ("plan", "kinds", "targets", "milestones", "measurements")
PLAN_KEYS = ("format", "title", "start", "end", "source", "decision", "note")
KIND_KEYS = ("title", "stages", "attributes", "labels")
TARGET_KEYS = (
    *("title", "unit", "kind", "stages", "baseline", "goal", "stretch", "start", "due", "interim", "pace"),
    *("decision", "source", "note"),
)
RESERVED = (
    *("date", "kind", "stage", "item", "target", "decision", "source", "note", "recorded"),
    *("value", "by", "id"),
)
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_ID_HINT = "lower-case ASCII letters and digits, joined by - or _, and not beginning with x-"


class Promises(NamedTuple):
    """What a plan says before anything has happened."""

    title: Title
    start: PartialDate
    end: PartialDate
    kinds: Mapping[str, Kind]
    targets: Mapping[str, Target]


def needs_newer(data: Mapping[str, Any]) -> int | None:
    """Return the format of a plan that only a newer plantrack can read, or None."""
    plan = data.get("plan")
    declared = plan.get("format") if isinstance(plan, dict) else None
    return declared if isinstance(declared, int) and not isinstance(declared, bool) and declared > FORMAT else None


def read_promises(root: Table) -> Promises | None:
    """Read all of a plan but its log; None where too little of it is sound for the log to be read."""
    root.check_keys(ROOT_KEYS, "table")
    plan = root.table("plan")
    if plan is None:
        if "plan" not in root.values:
            root.error(None, "the table [plan] is missing", "`plantrack init --blank FILE` writes a plan to fill in")
        return None
    plan.check_keys(PLAN_KEYS)
    declared = plan.number("format")
    if declared is not None and declared != FORMAT:
        plan.error("format", f"format must be {FORMAT}, not {shown(declared)}")
    title = plan.title("title", "plan")
    for key in ("source", "decision", "note"):
        plan.text(key)
    start = plan.day("start") if plan.require("start") else None
    end = plan.day("end") if plan.require("end") else None
    if start is not None and end is not None and start.lo >= end.lo:
        plan.error("end", f"end must be after start {start.text}, not {end.text}")
    kinds = {table.path[-1]: read_kind(table) for table in _named_tables(root, "kinds")}
    known_kinds = {str(id): kind for id, kind in kinds.items() if kind is not None}
    if start is None or end is None:
        return None
    targets = {
        str(table.path[-1]): read_target(table, known_kinds, set(map(str, kinds)), start, end)
        for table in _named_tables(root, "targets")
    }
    return Promises(title, start, end, known_kinds, targets)


def _named_tables(root: Table, key: str) -> list[Table]:
    """Return the tables below `[kinds]` or `[targets]` whose ids are sound."""
    parent = root.table(key)
    if parent is None:
        return []
    found = []
    for id in parent.values:
        if is_own(id):
            continue
        _check_id(parent, id, id)
        table = parent.table(id)
        if table is not None:
            found.append(table)
    return found


def _check_id(table: Table, key: str, id: str) -> bool:
    if _ID.fullmatch(id) and not is_own(id):
        return True
    table.error(key, f"{shown(id)} cannot be an id", _ID_HINT)
    return False


def read_kind(table: Table) -> Kind | None:
    """Read one kind; None where its stages are not sound."""
    id = str(table.path[-1])
    table.check_keys(KIND_KEYS)
    title = table.title("title", id)
    stages = table.texts("stages") if table.require("stages") else None
    if stages is not None:
        stages = _checked_stages(table, stages)
    return Kind(id, title, stages or (), _attributes(table), _labels(table, stages)) if stages else None


def _checked_stages(table: Table, stages: tuple[str, ...]) -> tuple[str, ...]:
    if not stages:
        table.error("stages", "stages must name at least one stage")
    for place, stage in enumerate(stages):
        if stage == WITHDRAWN:
            table.error("stages", f'stages must not name "{WITHDRAWN}": every kind has it')
        elif _check_id(table, "stages", stage) and stage in stages[:place]:
            table.error("stages", f"stages name {shown(stage)} twice")
    return stages


def _attributes(table: Table) -> Mapping[str, AttributeType]:
    found: dict[str, AttributeType] = {}
    attributes = table.table("attributes")
    for name, type in (attributes.values if attributes else {}).items():
        assert attributes is not None
        if is_own(name):
            continue
        if name in RESERVED:
            attributes.error(name, f"{shown(name)} is a key of every record and cannot be an attribute")
        elif _check_id(attributes, name, name):
            if type not in ("text", "number"):
                attributes.error(name, f'{name} must be "text" or "number", not {shown(type)}')
            else:
                found[name] = type
    return found


def _labels(table: Table, stages: tuple[str, ...] | None) -> Mapping[str, Title]:
    labels = table.table("labels")
    if labels is None:
        return {}
    if stages is not None:
        labels.check_keys((*stages, WITHDRAWN), "stage")
    return {stage: labels.title(stage, stage) for stage in labels.values if not is_own(stage)}


def read_target(
    table: Table, kinds: Mapping[str, Kind], declared_kinds: set[str], start: PartialDate, end: PartialDate
) -> Target:
    """Read one target. What is wrong in it is collected, and left out of what is returned."""
    table.check_keys(TARGET_KEYS)
    kind, stages = _counted(table, kinds, declared_kinds)
    pace: Pace = "linear"
    if "pace" in table.values:
        given = table.text("pace")
        if given == "none":
            pace = "none"
        elif given is not None and given != "linear":
            table.error("pace", f'pace must be "linear" or "none", not {shown(given)}')
    target = Target(
        id=str(table.path[-1]),
        title=table.title("title", str(table.path[-1])),
        unit=table.text("unit"),
        kind=kind,
        stages=stages,
        baseline=_total(table, "baseline", kind),
        goal=_total(table, "goal", kind),
        stretch=_total(table, "stretch", kind),
        start=table.day("start") or start,
        due=table.day("due") or end,
        interim=(),
        pace=pace,
        decision=table.text("decision"),
        source=table.text("source"),
        note=table.text("note"),
    )
    if target.due.lo <= target.start.lo:
        key = "due" if "due" in table.values else "start"
        table.error(key, f"due {target.due.text} must be after start {target.start.text}")
    if "goal" not in table.values:
        for key in ("stretch", "interim", "pace"):
            if key in table.values:
                table.error(key, f"{key} needs a goal")
        return target._replace(stretch=None, pace="linear")
    if "baseline" not in table.values:
        table.error("goal", "goal needs a baseline", "add baseline = the total on the eve of the start")
    if target.baseline is None or target.goal is None:
        return target
    _check_goal(table, target, target.baseline, target.goal)
    return target._replace(interim=_interim(table, target, target.baseline, target.goal))


def _counted(table: Table, kinds: Mapping[str, Kind], declared_kinds: set[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the kind and stages that a target counts, as far as they are sound."""
    if ("kind" in table.values) != ("stages" in table.values):
        there, lacking = ("kind", "stages") if "kind" in table.values else ("stages", "kind")
        table.error(there, f"{there} needs {lacking}: a counted target has both, a measured one neither")
    id = table.text("kind")
    stages = table.texts("stages") or ()
    if "stages" in table.values and table.values["stages"] == []:
        table.error("stages", "stages must name at least one stage")
    if id is None:
        return None, ()
    kind = kinds.get(id)
    if kind is None:
        if id not in declared_kinds:
            meant = closest(id, declared_kinds)
            table.error(
                "kind",
                f"unknown kind {shown(id)}",
                f'did you mean "{meant}"?' if meant else f"declare it as [kinds.{id}]",
            )
        return id, ()
    for stage in stages:
        if stage == WITHDRAWN:
            table.error("stages", f'stages must not name "{WITHDRAWN}": what is withdrawn counts nowhere')
        elif stage not in kind.stages:
            meant = closest(stage, kind.stages)
            table.error(
                "stages",
                f"unknown stage {shown(stage)} of {id}",
                f'did you mean "{meant}"?' if meant else "known are: " + ", ".join(kind.stages),
            )
    return id, tuple(stage for stage in stages if stage in kind.stages)


def check_counted(table: Table, key: str, value: Number | None) -> bool:
    """Tell whether a value can be a count, and collect an error if not."""
    if value is None or (value >= 0 and isinstance(value, int)):
        return True
    table.error(key, f"{key} of a counted target must be a whole number from 0, not {shown(value)}")
    return False


def _total(table: Table, key: str, kind: str | None) -> Number | None:
    value = table.number(key)
    return value if kind is None or check_counted(table, key, value) else None


def _check_goal(table: Table, target: Target, baseline: Number, goal: Number) -> None:
    if goal == baseline:
        table.error("goal", f"goal must differ from the baseline {baseline}")
    elif target.kind is not None and goal < baseline:
        table.error("goal", f"goal {goal} of a counted target must not be below its baseline {baseline}")
    elif target.stretch is not None and not (goal < target.stretch if goal > baseline else goal > target.stretch):
        table.error("stretch", f"stretch must lie beyond the goal {goal}, not at {target.stretch}")


def _interim(table: Table, target: Target, baseline: Number, goal: Number) -> tuple[Interim, ...]:
    """Return the goals on the way where all of them are sound, else none."""
    entries = table.tables("interim")
    if entries and target.pace == "none":
        table.error("interim", 'interim cannot stand beside pace = "none", which expects nothing on the way')
    found: list[Interim] = []
    for entry in entries:
        entry.check_keys(("by", "goal"))
        by = entry.day("by") if entry.require("by") else None
        value = _total(entry, "goal", target.kind) if entry.require("goal") else None
        if by is not None and not target.start.lo < by.lo < target.due.lo:
            entry.error("by", f"by {by.text} must lie between start {target.start.text} and due {target.due.text}")
        elif by is not None and value is not None:
            found.append(Interim(by, value))
    if len(found) < len(entries):
        return ()
    for place, (one, other) in enumerate(pairwise(found)):
        if other.by.lo <= one.by.lo:
            entries[place + 1].error("by", f"by {other.by.text} must be after {one.by.text} above it")
    values = [baseline, *(interim.goal for interim in found), goal]
    for place, (one_goal, other_goal) in enumerate(pairwise(values)):
        if one_goal != other_goal and (other_goal > one_goal) != (goal > baseline):
            entry = entries[min(place, len(entries) - 1)]
            entry.error("goal", f"goal turns back from {one_goal} to {other_goal}")
    return tuple(found)


def check_appendable(root: Table, inline: set[str]) -> None:
    """Collect an error for each log that is written as an inline array, to which no block can be appended."""
    for key in ("milestones", "measurements"):
        if key in inline:
            root.error(
                key,
                f"{key} is an inline array, to which nothing can be appended",
                f"write each record as a block that begins with [[{key}]]",
            )
