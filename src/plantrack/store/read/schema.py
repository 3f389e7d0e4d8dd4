"""What a plan file may say before its log: dict → title, dates, kinds and targets, and every problem on the way."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import WITHDRAWN, AttributeType, Kind, Target, Title
from plantrack.store.read.tables import ID_HINT, Table, is_id, is_own, shown
from plantrack.store.read.targets import Term, read_target

FORMAT = 1
ROOT_KEYS = ("plan", "kinds", "targets", "milestones", "measurements")
PLAN_KEYS = ("format", "title", "start", "end", "source", "decision", "note")
KIND_KEYS = ("title", "stages", "attributes", "labels")
RESERVED = (
    *("date", "kind", "stage", "item", "target", "decision", "source", "note", "recorded"),
    *("value", "by", "id"),
)
STAGES_HINT = 'such as stages = ["planned", "started"]'


class Promises(NamedTuple):
    """What a plan says before anything has happened.

    `declared` are the ids of all kinds and targets, the unsound ones too, so that no record of theirs is at fault.
    """

    title: Title
    start: PartialDate
    end: PartialDate
    kinds: Mapping[str, Kind]
    targets: Mapping[str, Target]
    declared: frozenset[str]


def needs_newer(data: Mapping[str, Any]) -> int | None:
    """Return the format of a plan that only a newer plantrack can read, or None."""
    plan = data.get("plan")
    declared = plan.get("format") if isinstance(plan, dict) else None
    return declared if isinstance(declared, int) and not isinstance(declared, bool) and declared > FORMAT else None


def read_promises(root: Table) -> Promises:
    """Read all of a plan but its log. What is wrong in it is collected, and left out of what is returned."""
    _check_root_keys(root)
    title, term = _read_plan(root)
    kind_tables = _named_tables(root, "kinds")
    kinds = {str(table.path[-1]): read_kind(table) for table in kind_tables}
    sound = {id: kind for id, kind in kinds.items() if kind is not None}
    declared = _declared(root, "kinds")
    targets = {
        str(table.path[-1]): read_target(table, sound, declared, term) for table in _named_tables(root, "targets")
    }
    unknown = dates.parse("0001-01-01")
    everything = frozenset(declared | _declared(root, "targets"))
    return Promises(title, term.start or unknown, term.end or unknown, sound, targets, everything)


def _check_root_keys(root: Table) -> None:
    strayed = [key for key in PLAN_KEYS if key in root.values and not isinstance(root.values[key], dict | list)]
    for key in strayed:
        root.error(key, f"unknown key {shown(key)} before the first table", "put it below [plan]")
    root.check_keys((*ROOT_KEYS, *strayed), "table")


def _read_plan(root: Table) -> tuple[Title, Term]:
    nothing = Title("plan", "plan"), Term(None, None)
    hint = "add [plan], and below it start = 2021-01-01 and end = 2025-12-31"
    doubled = isinstance(root.values.get("plan"), list)
    plan = root.table("plan", "write [plan] in one pair of brackets" if doubled else hint)
    if plan is None:
        if "plan" not in root.values and "plan" not in root.meant:
            root.error(None, "the table [plan] is missing", hint)
        return nothing
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
        return title, Term(None, None)
    return title, Term(start, end)


def _declared(root: Table, key: str) -> set[str]:
    parent = root.values.get(key)
    return set(parent) if isinstance(parent, dict) else set()


def _named_tables(root: Table, key: str) -> list[Table]:
    """Return the tables below `[kinds]` or `[targets]` whose ids are sound."""
    one = key.removesuffix("s")
    hint = f"begin each {one} with its id: [{key}.{'cluster' if one == 'kind' else 'clusters-total'}]"
    parent = root.table(key, hint)
    if parent is None:
        return []
    found = []
    for id, value in parent.values.items():
        if is_own(id) or not _check_id(parent, id, id):
            continue
        doubled = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
        table = parent.table(id, f"write [{key}.{id}] in one pair of brackets" if doubled else hint)
        if table is not None:
            found.append(table)
    return found


def _check_id(table: Table, key: str, id: str) -> bool:
    if is_id(id):
        return True
    table.error(key, f"{shown(id)} cannot be an id", ID_HINT)
    return False


def read_kind(table: Table) -> Kind | None:
    """Read one kind; None where its stages or attributes are not sound."""
    id = str(table.path[-1])
    table.check_keys(KIND_KEYS)
    title = table.title("title", id)
    stages = table.texts("stages", STAGES_HINT) if table.require("stages", STAGES_HINT) else None
    usable = None if stages is None else _usable_stages(table, stages)
    attributes = _attributes(table)
    labels = _labels(table, stages, attributes)
    return Kind(id, title, usable, attributes, labels) if usable and attributes is not None else None


def _usable_stages(table: Table, stages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the stages that can be stages, each once, and collect an error for each that cannot."""
    if not stages:
        table.error("stages", "stages must name at least one stage", STAGES_HINT)
    usable = []
    for stage in dict.fromkeys(stages):
        if stage == WITHDRAWN:
            table.error("stages", f'stages must not name "{WITHDRAWN}": every kind has it')
        elif _check_id(table, "stages", stage):
            usable.append(stage)
            if stages.count(stage) > 1:
                table.error("stages", f"stages name {shown(stage)} more than once")
    return tuple(usable)


def _attributes(table: Table) -> Mapping[str, AttributeType] | None:
    """Return the attributes of a kind with their types, or None where one is not sound."""
    before = len(table.problems)
    found: dict[str, AttributeType] = {}
    attributes = table.table("attributes", 'such as attributes = { district = "text", area_ha = "number" }')
    for name, type in attributes.values.items() if attributes else ():
        assert attributes is not None
        if is_own(name):
            continue
        if name in RESERVED:
            attributes.error(name, f"{shown(name)} cannot be an attribute: it is a word of plantrack's own")
        elif _check_id(attributes, name, name):
            if type in ("text", "number"):
                found[name] = type
            else:
                attributes.error(name, f'{name} must be "text" or "number", not {shown(type)}')
    return found if len(table.problems) == before else None


def _labels(table: Table, stages: tuple[str, ...] | None, attributes: Iterable[str] | None) -> Mapping[str, Title]:
    labels = table.table("labels")
    if labels is None:
        return {}
    if stages is not None:
        labels.check_keys((*stages, WITHDRAWN, *(attributes or ())), "stage")
    return {stage: labels.title(stage, stage) for stage in labels.values if not is_own(stage)}
