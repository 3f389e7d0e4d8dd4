"""What a plan file may say before its log: dict → title, dates, kinds and targets, and every problem on the way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.keys import ATTRIBUTE_TYPES, LOG_TABLES, Attribute, AttributeType, is_id, is_own
from plantrack.plan.model import CHANGED, WITHDRAWN, Kind, Target, Title
from plantrack.plan.names import fold_name
from plantrack.plan.sentences import Sentence, quoted, say, say_example, show_value
from plantrack.store.read.goals import Term
from plantrack.store.read.tables import Table, ask_for_one_pair_of_brackets
from plantrack.store.read.targets import read_target, say_no_stages
from plantrack.tuples import NamedTuple

FORMAT = 1
ROOT_KEYS = ("plan", "kinds", "targets", *LOG_TABLES)
PLAN_KEYS = ("format", "title", "start", "end", "source", "decision", "note")
KIND_KEYS = ("title", "stages", "attributes", "prefixes", "labels")
RESERVED = (
    *("date", "kind", "stage", "item", "target", "decision", "source", "note", "recorded"),
    *("value", "by", "id", "name", "expected", "line", "first", "last", "text", "ask"),
)
ATTRIBUTE_KEYS = ("type", "from", "until")


class Promises(NamedTuple):
    """What a plan says before anything has happened."""

    title: Title
    start: PartialDate  # of no meaning where the file does not soundly say it, as is the end
    end: PartialDate
    kinds: Mapping[str, Kind]  # the sound ones, by their ids
    targets: Mapping[str, Target]  # all of them, with what is sound of each
    declared: frozenset[str]  # the ids of all kinds and targets, unsound ones too: no record of theirs is at fault


def needs_newer(data: Mapping[str, Any]) -> int | None:
    """Return the format of a plan that only a newer plantrack can read, or None."""
    plan = data.get("plan")
    declared = plan.get("format") if isinstance(plan, dict) else None
    return declared if isinstance(declared, int) and not isinstance(declared, bool) and declared > FORMAT else None


def read_promises(root: Table) -> Promises:
    """Read all of a plan but its log. What is wrong in it is collected, and left out of what is returned."""
    _check_root_keys(root)
    title, term = _read_plan_table(root)
    kinds = {id: read_kind(table, id) for id, table in _find_named_tables(root, "kinds").items()}
    sound = {id: kind for id, kind in kinds.items() if kind is not None}
    declared = _find_declared_ids(root, "kinds")
    targets = {
        id: read_target(table, id, sound, declared, term) for id, table in _find_named_tables(root, "targets").items()
    }
    groups = _spell_alike([target.group for target in targets.values()])
    owners = _spell_alike([target.owner for target in targets.values()])
    unknown = dates.parse_date("0001-01-01")
    return Promises(
        title=title,
        start=term.start or unknown,
        end=term.end or unknown,
        kinds=sound,
        targets={
            id: target._replace(group=group, owner=owner)
            for (id, target), group, owner in zip(targets.items(), groups, owners, strict=True)
        },
        declared=frozenset(declared | _find_declared_ids(root, "targets")),
    )


def _spell_alike(titles: Sequence[Title | None]) -> list[Title | None]:
    """Return titles, those that are one name in English as it is first spelled, and first told in Vietnamese."""
    spelled: dict[str, Title] = {}
    for title in titles:
        if title is not None:
            key = fold_name(title.en)
            first = spelled.setdefault(key, title)
            if first.vi == first.en and fold_name(title.vi) != key:
                spelled[key] = Title(first.en, title.vi)
    return [None if title is None else spelled[fold_name(title.en)] for title in titles]


def _check_root_keys(root: Table) -> None:
    # TOML takes what stands above the first table for the root's, and people write such lines for the plan.
    strayed = [key for key in PLAN_KEYS if key in root.values and not isinstance(root.values[key], dict | list)]
    for key in strayed:
        message = say("unknown key {key} before the first table", key=quoted(key))
        root.error(key, message, say("put it below [plan]"))
    root.check_keys((*ROOT_KEYS, *strayed), "table")


def _read_plan_table(root: Table) -> tuple[Title, Term]:
    # Without it everything else is still read, and dates are not judged.
    nothing = Title("plan", "plan"), Term(None, None)
    hint = say("add [plan], and below it start = 2021-01-01 and end = 2025-12-31")
    is_doubled = isinstance(root.values.get("plan"), list)
    plan = root.table("plan", ask_for_one_pair_of_brackets("plan") if is_doubled else hint)
    if plan is None:
        if "plan" not in root.values and "plan" not in root.meant:
            root.error(None, say("the table [plan] is missing"), hint)
        return nothing
    plan.check_keys(PLAN_KEYS)
    declared = plan.number("format")
    if declared is not None and declared != FORMAT:
        plan.error("format", say("format must be {known}, not {format}", known=FORMAT, format=show_value(declared)))
    title = plan.title("title", "plan")
    plan.evidence()
    start = plan.day("start") if plan.require("start") else None
    end = plan.day("end") if plan.require("end") else None
    if start is not None and end is not None and start.lo >= end.lo:
        plan.error("end", say("end must be after start {start}, not {end}", start=start, end=end))
        return title, Term(None, None)
    return title, Term(start, end)


def _find_declared_ids(root: Table, key: str) -> set[str]:
    parent = root.values.get(key)
    return set(parent) if isinstance(parent, dict) else set()


def _find_named_tables(root: Table, key: Literal["kinds", "targets"]) -> dict[str, Table]:
    """Return the tables below `[kinds]` or `[targets]` by their ids, as far as these are sound."""
    parent = root.table(key, _ask_for_an_id(key))
    if parent is None:
        return {}
    found = {}
    for id, value in parent.values.items():
        if is_own(id) or not _check_id(parent, id, id):
            continue
        is_doubled = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
        hint = ask_for_one_pair_of_brackets(f"{key}.{id}") if is_doubled else _ask_for_an_id(key)
        table = parent.table(id, hint)
        if table is not None:
            found[id] = table
    return found


def _ask_for_an_id(key: Literal["kinds", "targets"]) -> Sentence:
    if key == "kinds":
        return say("begin each kind with its id: [kinds.cluster]")
    return say("begin each target with its id: [targets.clusters-total]")


def _check_id(table: Table, key: str, id: str) -> bool:
    if is_id(id):
        return True
    hint = say("lower-case ASCII letters and digits, joined by - or _, and not beginning with x-")
    table.error(key, say("{id} cannot be an id", id=show_value(id)), hint)
    return False


def read_kind(table: Table, id: str) -> Kind | None:
    """Read one kind; None where its stages or attributes are not sound."""
    table.check_keys(KIND_KEYS)
    title = table.title("title", id)
    hint = say_example('stages = ["planned", "started"]')
    stages = table.texts("stages", hint) if table.require("stages", hint) else None
    usable = None if stages is None else _check_stages(table, stages, hint)
    attributes = _read_attributes(table)
    labels = _read_labels(table, stages, attributes)
    prefixes = _read_prefixes(table)
    if not usable or attributes is None:
        return None
    return Kind(id=id, title=title, stages=usable, attributes=attributes, labels=labels, prefixes=prefixes)


def _check_stages(table: Table, stages: tuple[str, ...], hint: Sentence) -> tuple[str, ...]:
    """Return the stages that can be stages, each once, and collect an error for each that cannot."""
    if not stages:
        table.error("stages", say_no_stages(), hint)
    usable = []
    for stage, times in Counter(stages).items():
        if stage in (WITHDRAWN, CHANGED):
            table.error("stages", say("stages must not name {stage}: every kind has it", stage=quoted(stage)))
        elif _check_id(table, "stages", stage):
            usable.append(stage)
            if times > 1:
                table.error("stages", say("stages name {stage} more than once", stage=show_value(stage)))
    return tuple(usable)


def _read_attributes(table: Table) -> Mapping[str, Attribute] | None:
    """Return the attributes of a kind with their types, or None where one is not sound."""
    before = len(table.problems)
    attributes = table.table("attributes", say_example('attributes = { district = "text", area_ha = "number" }'))
    if attributes is None:
        return {} if len(table.problems) == before else None
    found: dict[str, Attribute] = {}
    for name, declared in attributes.values.items():
        if is_own(name):
            continue
        if name in RESERVED:
            message = say("{name} cannot be an attribute: it is a word of plantrack's own", name=show_value(name))
            attributes.error(name, message)
        elif not _check_id(attributes, name, name):
            continue
        elif isinstance(declared, dict):
            found[name] = _read_declaration(attributes, name)
        else:
            found[name] = Attribute(_read_type(attributes, name, name))
    return found if len(table.problems) == before else None


def _read_type(table: Table, key: str, name: str) -> AttributeType:
    """Return the type of an attribute; what is none is collected, and is a text."""
    type = table.values[key]
    for known in ATTRIBUTE_TYPES:
        if type == known:
            return known
    table.error(key, say('{name} must be "text" or "number", not {type}', name=name, type=show_value(type)))
    return "text"


def _read_declaration(attributes: Table, name: str) -> Attribute:
    """Return an attribute that is declared with its days. What is wrong is collected, and left out."""
    table = attributes.table(name)
    assert table is not None
    table.check_keys(ATTRIBUTE_KEYS)
    hint = say_example('{ type = "text", until = 2025-06-30 }')
    type = _read_type(table, "type", "type") if table.require("type", hint) else "text"
    since, until = table.day("from"), table.day("until")
    if since is not None and until is not None and until.lo < since.lo:
        table.error("until", say("until {until} must not be before from {since}", until=until, since=since))
    return Attribute(type, since, until)


def _read_prefixes(table: Table) -> tuple[str, ...]:
    prefixes = table.texts("prefixes", say_example('prefixes = ["CCN"]')) or ()
    if not all(any(map(str.isalnum, prefix)) for prefix in prefixes):
        table.error("prefixes", say("a prefix must hold a letter or a digit"))
    return prefixes


def _read_labels(table: Table, stages: tuple[str, ...] | None, attributes: Iterable[str] | None) -> Mapping[str, Title]:
    labels = table.table("labels")
    if labels is None:
        return {}
    if stages is not None:
        labels.check_keys((*stages, WITHDRAWN, CHANGED, *(attributes or ())), "stage")
    return {stage: labels.title(stage, stage) for stage in labels.values if not is_own(stage)}
