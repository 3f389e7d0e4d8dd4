"""`schema`: what editors know of a plan file is what the validator takes, and the JSON is what its schema says."""

import json
import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import tomli
from assessing import parsed
from conftest import EXAMPLES, NOW, TESTS, Ran, Run, view_of
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from jsonschema.validators import extend
from strategies import CHANGED, Data, examples, lived_plans, plans, spelled
from test_gallery import GALLERY, SOUND, WITH_ERRORS, WITH_WARNINGS
from test_laws_reports import on, telling_days

from plantrack.cli.commands.schema import REPORTS
from plantrack.plan import ledger
from plantrack.plan.due.report import DueRequest, due_report
from plantrack.plan.forms.items import ItemsRequest, fill_items_form
from plantrack.plan.forms.missing import fill_missing_form
from plantrack.plan.forms.period import fill_period_form
from plantrack.plan.forms.places import fill_places_form
from plantrack.plan.forms.sources import fill_sources_form
from plantrack.plan.forms.targets import fill_targets_form
from plantrack.plan.model import EXPECTED_KEY, NAME_KEY, ItemRecord, Milestone
from plantrack.plan.problems import InvalidPlan, Problem
from plantrack.plan.reports.breakdown import breakdown_movement_report, breakdown_report
from plantrack.plan.reports.burnup import burnup_report
from plantrack.plan.reports.check import check_report
from plantrack.plan.reports.history import Selection, history_report
from plantrack.plan.reports.items import items_report
from plantrack.plan.reports.movement import movement_report
from plantrack.plan.reports.recording import build_recording_report, build_undo_report
from plantrack.plan.reports.status import ALL_TARGETS, status_report
from plantrack.plan.rules.checks import find_warnings
from plantrack.plan.rules.joining import join_records
from plantrack.plan.sentences import say
from plantrack.plan.show.item import item_report
from plantrack.plan.show.target import target_report
from plantrack.render.formats.json import FORMAT_VERSION, write_data, write_json
from plantrack.render.schema import build_schema
from plantrack.store import disk, planfile
from plantrack.store.read import goals, records, tables, targets
from plantrack.store.read import schema as stored

PLAN = json.loads(disk.read_plan_schema())
TABLES = PLAN["definitions"]
PLANS = (
    EXAMPLES / "plan.toml",
    *sorted((TESTS / "plans").glob("*.toml")),
    *sorted((Path(disk.__file__).parent / "templates").glob("*.toml")),
)
CHANGELOG = (TESTS.parent / "CHANGELOG.md").read_text(encoding="utf-8")

# The errors of the gallery that no schema can see, by what it would have to know.
UNSEEN = {
    "what another table declares": (
        "after-a-literal-text-that-looks-like-records after-a-text-that-looks-like-records bom-and-windows-lines "
        "change-says-nothing change-says-nothing-of-a-kind-without-attributes change-with-a-misspelt-attribute "
        "error-and-warning label-of-unknown-stage label-of-unknown-stage-near measurement-in-a-plan-without-targets "
        "comment-of-unknown-item comment-of-unknown-item-near comment-of-unknown-target-near "
        "measurement-of-unknown-target measurement-of-unknown-target-near measurement-value-fraction "
        "measurement-value-negative milestone-attribute-number-as-text milestone-attribute-text-as-number "
        "milestone-item-turned-around milestone-of-unknown-kind milestone-of-unknown-kind-in-a-plan-without-kinds "
        "milestone-of-unknown-kind-near milestone-of-unknown-stage milestone-of-unknown-stage-near "
        "sum-of-a-number-with-a-day sum-of-a-text sum-of-a-text-that-is-recorded sum-of-unknown-attribute "
        "sum-of-unknown-attribute-of-a-kind-without-numbers target-of-unknown-kind "
        "target-of-unknown-kind-near target-of-unknown-stage target-of-unknown-stage-near "
        "unknown-key-in-milestone unknown-key-in-milestone-attribute-near unknown-key-in-milestone-near"
    ),
    "which of two numbers is greater": (
        "goal-below-baseline goal-equals-baseline goal-equals-baseline-with-interim "
        "goal-equals-baseline-written-as-fraction interim-as-blocks-turns-back interim-below-baseline "
        "interim-beyond-goal interim-turns-back revised-as-blocks revised-beside-an-unsound-stretch "
        "revised-falling-goal-on-the-other-side revised-goal-below-baseline revised-goal-equals-baseline "
        "revised-goal-on-the-other-side revised-stretch-below-goal revised-stretch-not-beyond-the-goal-in-force "
        "revised-stretch-of-a-falling-goal stretch-above-falling-goal stretch-below-goal stretch-equals-goal "
        "sum-goal-below-baseline"
    ),
    "which of two dates is later": (
        "attribute-until-before-from change-after-withdrawal "
        "interim-after-the-due-date interim-before-start interim-date-twice "
        "interim-dates-not-rising interim-dates-not-rising-before-one-that-does "
        "interim-in-falling-order interim-on-the-due-date interim-on-the-start "
        "milestone-after-withdrawal milestone-after-withdrawal-beside-another-error "
        "milestone-after-withdrawal-known-in-part milestone-after-withdrawal-of-another-spelling "
        "milestone-withdrawn-before-its-others plan-end-before-start plan-end-before-start-with-targets "
        "plan-end-is-start revised-beside-an-unsound-due revised-due-before-from revised-due-is-from "
        "revised-from-before-the-start revised-from-not-rising revised-from-the-start revised-from-twice "
        "revised-goal-after-the-due-date revised-stretch-on-the-due-date revised-two-errors-of-one "
        "target-due-before-start target-due-before-start-of-plan target-due-before-start-with-interim "
        "target-due-is-start target-start-after-end-of-plan"
    ),
    "what other records say": (
        "change-name-of-an-item-above change-name-of-another-item change-name-that-another-item-had"
    ),
    "which words mean percent": "sum-of-percent",
    "how many days a month has": "milestone-date-day-that-does-not-exist",
    "how TOML was written": (
        "bom-and-windows-lines-error-in-line-1 comments-inline measurements-inline milestones-inline "
        "milestones-inline-empty "
        "milestones-inline-below-a-comment milestones-inline-quoted-key milestones-inline-with-an-error-in-one"
    ),
}


KNOWN_SOUND: set[tuple[str, str]] = set()


def judge_once(judge: Any, inner: dict[str, Any], value: Any, schema: dict[str, Any]) -> Iterator[Any]:
    """Give what a schema has against each row of a list; what was sound before, in any list, is so again."""
    told = json.dumps(inner)
    for place, one in enumerate(value if isinstance(value, list) else ()):
        case = told, json.dumps(one)
        if case not in KNOWN_SOUND:
            found = list(judge.descend(one, inner, path=place))
            yield from found
            if not found:
                KNOWN_SOUND.add(case)


Judge: Any = extend(Draft7Validator, {"items": judge_once})
PLAN_JUDGE = Judge(PLAN)


def as_json(value: Any) -> Any:
    """Return the data of a TOML file as tools for JSON Schema see it: dates are texts, what is no number is null."""
    match value:
        case dict():
            return {key: as_json(inner) for key, inner in value.items()}
        case list():
            return [as_json(inner) for inner in value]
        case datetime() | date() | time():
            return value.isoformat()
        case float() if not math.isfinite(value):
            return None
    return value


def objections(content: bytes | Data) -> list[str]:
    """Return what the schema of a plan has against one, given as the bytes of its file or as data."""
    data = tomli.loads(content.decode("utf-8-sig")) if isinstance(content, bytes) else content
    return [f"{error.json_path}: {error.message}" for error in PLAN_JUDGE.iter_errors(as_json(data))]


def can_be_read(name: str) -> bool:
    try:
        tomli.loads((GALLERY / f"{name}.toml").read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


# The plan file


def test_the_page_on_commands_names_all_of_them() -> None:
    page = (TESTS.parent / "docs" / "commands.md").read_text(encoding="utf-8")
    section = page.partition("\n## schema\n")[2].partition("\n## ")[0]
    assert [name for name in REPORTS if f"`{name}`" not in section] == []


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(PLAN)


def keys(table: dict[str, Any]) -> tuple[str, ...]:
    assert table["additionalProperties"] is False
    assert list(table["patternProperties"]) == ["^x-"]
    return tuple(table["properties"])


def test_it_knows_the_keys_that_the_validator_takes_and_no_others() -> None:
    record = (*records.EVIDENCE_KEYS, "recorded")
    assert keys(PLAN) == stored.ROOT_KEYS
    assert keys(PLAN["properties"]["plan"]) == stored.PLAN_KEYS
    assert keys(TABLES["kind"]) == stored.KIND_KEYS
    assert keys(TABLES["target"]) == targets.TARGET_KEYS
    assert keys(TABLES["interim"]) == goals.INTERIM_KEYS
    assert keys(TABLES["revision"]) == targets.REVISION_KEYS
    assert keys(TABLES["measurement"]) == (*records.MEASUREMENT_KEYS, *record)
    assert keys(TABLES["kind"]["properties"]["title"]) == tables.LANGUAGES
    milestone = TABLES["milestone"]
    assert tuple(milestone["properties"]) == ("date", EXPECTED_KEY, *records.MILESTONE_KEYS[1:], NAME_KEY, *record)
    # Any other word may be an attribute of a kind.
    assert tuple(TABLES["kind"]["properties"]["attributes"]["propertyNames"]["not"]["enum"]) == stored.RESERVED
    assert {*milestone["properties"], *milestone["propertyNames"]["not"]["enum"]} == {*stored.RESERVED}


def described(value: Any, path: str = "") -> Iterator[tuple[str, bool]]:
    """Give each key that a schema knows, and whether it explains it."""
    if isinstance(value, dict):
        for key, inner in value.get("properties", {}).items():
            yield f"{path}.{key}", bool(inner.get("description"))
        for key, inner in value.items():
            # What holds of some plans only is said where the key is explained.
            if key not in ("not", "if", "then"):
                yield from described(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from described(inner, path)


def test_it_explains_each_key() -> None:
    found = dict(described(PLAN))
    assert [path for path, explained in found.items() if not explained] == []
    assert len(found) > 50


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_plans_pass(path: Path) -> None:
    assert objections(path.read_bytes()) == []


@pytest.mark.parametrize("name", [*WITH_WARNINGS, *SOUND])
def test_what_is_sound_or_has_warnings_alone_passes(name: str) -> None:
    assert objections((GALLERY / f"{name}.toml").read_bytes()) == []


@examples(150)
@given(lived_plans() | plans())
def test_any_sound_plan_passes(data: Data) -> None:
    assert objections(data) == []


@pytest.mark.parametrize("name", [name for name in WITH_ERRORS if can_be_read(name)])
def test_it_sees_the_errors_that_a_schema_can_see(name: str) -> None:
    unseen = {name for names in UNSEEN.values() for name in names.split()}
    assert bool(objections((GALLERY / f"{name}.toml").read_bytes())) == (name not in unseen)


def test_each_unseen_error_is_in_the_gallery_and_of_one_kind() -> None:
    names = [name for names in UNSEEN.values() for name in names.split()]
    assert len(names) == len(set(names))
    assert set(names) <= set(WITH_ERRORS)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the path of each value below this one, but those in keys of the user's own."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        if not str(key).startswith("x-"):
            yield (*path, key)
            yield from places(below, (*path, key))


SLIPS = (None, "", " ", "x", "none", "withdrawn", "2024", "2024-02-30", 0, -1, 1.5, 1e300, float("nan"), True)
OTHER_SLIPS: tuple[Any, ...] = (
    date(2024, 2, 29),
    NOW,
    NOW.replace(tzinfo=None),
    [],
    {},
    ["x"],
    [{}],
    [{"x-a": 1}],
    {"vi": "x"},
)


def changed(value: Any, path: tuple[str | int, ...], slip: Any) -> Any:
    """Return a copy of data with another value at a path; without that key where the slip is None."""
    key, *rest = path
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    if not rest and slip is None:
        del copy[key]
    else:
        copy[key] = changed(copy[key], tuple(rest), slip) if rest else slip
    return copy


@examples(400)
@given(plans(), st.data())
def test_what_it_refuses_plantrack_refuses(data: Data, draw: st.DataObject) -> None:
    # Below the headers: another value could not be spelled under one.
    inside = [path for path in places(data) if len(path) > (1 if path[0] == "plan" else 2)]
    path = draw.draw(st.sampled_from(inside))
    if draw.draw(st.booleans()):
        path = (*path[:-1], draw.draw(st.sampled_from(("x", "stretch", "pace", "interim", "target", "recorded", "en"))))
    slip = draw.draw(st.sampled_from((*SLIPS, *OTHER_SLIPS)))
    try:
        slipped = changed(data, path, slip)
    except (KeyError, TypeError):
        return
    try:
        problems = planfile.examine("plan.toml", spelled(slipped))[1]
    except InvalidPlan:
        return
    assert problems or objections(slipped) == []


def test_a_line_that_names_the_schema_is_a_comment(plantrack: Run, tmp_path: Path) -> None:
    plain = (EXAMPLES / "plan.toml").read_bytes()
    (tmp_path / "plan.toml").write_bytes(b"#:schema ./plan.schema.json\n" + plain)
    assert plantrack("check", "--strict") == Ran("plan.toml: no errors, no warnings\n")
    assert plantrack("log", "park", "started", "X", "--new", "--date", "2024-01-01").code == 0
    assert (tmp_path / "plan.toml").read_bytes().startswith(b"#:schema ./plan.schema.json\n" + plain)


# What the commands print


def test_it_prints_the_schemas(plantrack: Run) -> None:
    assert plantrack("schema") == Ran(disk.read_plan_schema().decode())
    for name, report in REPORTS.items():
        assert plantrack("schema", "--of", name) == Ran(write_data(build_schema(report, name)))
        Draft7Validator.check_schema(build_schema(report, name))


KNOWN = (
    "status, status-since, status-by, status-since-by, due, items, show-target, show-item, history, chart, "
    "form-targets, form-period, form-items, form-missing, form-places, form-sources, check, log, measure, comment, "
    "import, undo"
)
ERRORS = {
    "statsu": 'error: --of: unknown value "statsu"\nhint: did you mean "status"?\n',
    "show": 'error: --of: unknown value "show"\nhint: did you mean "show-target" or "show-item"?\n',
    "form-target": 'error: --of: unknown value "form-target"\nhint: did you mean "form-targets"?\n',
    "page": f'error: --of: unknown value "page"\nhint: known are: {KNOWN}\n',
    "": f'error: --of: unknown value ""\nhint: known are: {KNOWN}\n',
}


@pytest.mark.parametrize("name", ERRORS)
def test_what_prints_no_json(plantrack: Run, name: str) -> None:
    assert plantrack("schema", "--of", name) == Ran("", ERRORS[name], 2)


def told(data: Data, day: int, known: int | None) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Give what each command says of a plan on a day."""
    path = "plan.toml"
    file = parsed(data)
    yield "check", check_report(planfile.locate(path, file.text, find_warnings(file.plan, file.ledger, NOW)))
    then = on(known) if known else None
    view = view_of(file, on(day), then)
    plan = view.plan
    all_targets = list(plan.targets.values())
    yield "status", status_report(view, all_targets)
    yield "due", due_report(view, DueRequest(day + 90))
    owners = list(dict.fromkeys(target.owner for target in all_targets if target.owner is not None))
    yield "due", due_report(view, DueRequest(day, list(plan.kinds)[:1], owners, undated=True))
    yield "status-since", movement_report(view, on(day - 90), all_targets)
    yield "chart", burnup_report(view, all_targets)
    yield "history", history_report(view, Selection())
    yield "history", history_report(view, Selection(on(day - 90), view.as_of))
    for target in all_targets:
        yield "show-target", target_report(view, target, 1)
    yield "form-targets", fill_targets_form(view, all_targets, ALL_TARGETS)
    yield "form-period", fill_period_form(view, on(day - 90), all_targets, ALL_TARGETS)
    yield "form-sources", fill_sources_form(view, all_targets, ALL_TARGETS)
    # Of several targets some have what others lack, of one nothing does.
    for target in all_targets:
        yield "form-targets", fill_targets_form(view, [target], ALL_TARGETS)
    for kind in plan.kinds.values():
        yield "form-items", fill_items_form(view, ItemsRequest(kind))
        yield "form-missing", fill_missing_form(view, ItemsRequest(kind), kind.stages[-1])
        request = ItemsRequest(kind, (), kind.stages[-1], next(iter(kind.attributes), None))
        yield "form-items", fill_items_form(view, request)
        yield "form-missing", fill_missing_form(view, request, kind.stages[-1])
        yield "items", items_report(view, kind)
        yield "items", items_report(view, kind, (), kind.stages[-1], next(iter(kind.attributes), None))
        for item in view.ledger.items(kind.id):
            yield "show-item", item_report(view, item)
        counted = [target for target in all_targets if target.kind == kind.id]
        for attribute in kind.attributes if counted else ():
            yield "status-by", breakdown_report(view, counted, attribute)
            yield "status-since-by", breakdown_movement_report(view, on(day - 90), counted, attribute)
            yield "form-places", fill_places_form(view, kind, counted, attribute)
    yield "undo", build_undo_report(view, plan.records(), "", dry_run=False)
    unchanged = [milestone for milestone in plan.milestones if milestone.stage != CHANGED]
    changes = [one for one in plan.milestones if isinstance(one, Milestone) and one.stage == CHANGED]
    # Of what changed twice the first change comes after the second one.
    first = min(changes, key=lambda change: change.date.hi, default=None)
    later = [milestone for milestone in plan.milestones if milestone is not first]
    # What was put off last was not, before.
    logs: tuple[list[ItemRecord], ...] = ([], unchanged, later, list(plan.milestones[:-1]))
    first_ones = plan._replace(milestones=plan.milestones[:1], measurements=plan.measurements[:1], comments=[])
    for before in (*(plan._replace(milestones=log, measurements=[], comments=[]) for log in logs), first_ones, plan):
        standing = ledger.read_ledger(before)
        joined = join_records(before, standing, plan.records(), day, correct=before is first_ones)
        lines = {record.place: 1 for record in joined.added}
        recording = view._replace(plan=before, ledger=standing, lines=lines)
        for name in ("log", "measure", "comment", "import"):
            yield name, build_recording_report(recording, joined, "", dry_run=True)


SCHEMAS = {name: build_schema(report, name) for name, report in REPORTS.items()}
VALIDATORS = {name: Judge(one) for name, one in SCHEMAS.items()}


def printed_objections(name: str, report: tuple[Any, ...]) -> list[str]:
    printed = json.loads(write_json(report))
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(printed)]


@examples(60)
@given(lived_plans() | plans(), st.data())
def test_what_is_printed_is_what_the_schema_says(data: Data, draw: st.DataObject) -> None:
    day = draw.draw(st.sampled_from(telling_days(data)))
    known = draw.draw(st.none() | st.just(NOW.toordinal()))
    for name, report in told(data, day, known):
        assert printed_objections(name, report) == []


REVISED = b"""
[plan]
start = 2021-01-01
end = 2022-12-31
[targets.water]
baseline = 0
goal = 10
note = "as promised"
revised = [
  { from = 2021-07-01, goal = 12, stretch = 14, decision = "1", source = "a", note = "b" },
  { from = 2022-01-01, goal = 5 },
]
[targets.rain]
start = 2021-02-01
[kinds.well]
stages = ["dug", "lined"]
attributes.depth_m = "number"
attributes.ward = "text"
attributes.district = "text"
[targets.depth]
kind = "well"
stages = ["dug"]
sum = "depth_m"
baseline = 0.5
goal = 10
[targets.wells]
kind = "well"
stages = ["dug"]
baseline = 0
goal = 2
stretch = 3
[[milestones]]
date = 2021-05-05
kind = "well"
stage = "dug"
item = "A"
[[milestones]]
date = 2021-06-06
kind = "well"
stage = "dug"
item = "A"
[[milestones]]
date = 2021-05-20
kind = "well"
stage = "dug"
item = "D"
ward = "Low"
district = "North"
depth_m = 2.5
[[milestones]]
date = 2021-07-07
kind = "well"
stage = "changed"
item = "A"
name = "B"
[[milestones]]
date = 2021-08-08
kind = "well"
stage = "changed"
item = "B"
name = "C"
[[milestones]]
date = 2021-07-08
kind = "well"
stage = "changed"
item = "D"
depth_m = 3
[[milestones]]
date = 2021-05-21
kind = "well"
stage = "dug"
item = "G"
[[milestones]]
expected = 2022-06-30
kind = "well"
stage = "lined"
item = "G"
depth_m = 1.5
[[milestones]]
expected = 2021-05-31
kind = "well"
stage = "dug"
item = "E"
[[milestones]]
expected = 2021-03-31
kind = "well"
stage = "dug"
item = "F"
[[milestones]]
expected = 2021-09-30
kind = "well"
stage = "dug"
item = "F"
[[measurements]]
date = 2022-01-31
target = "water"
value = 4
[[measurements]]
date = 2022-01-31
target = "water"
value = 6
[[comments]]
date = 2021-01-15
target = "water"
text = "Pipes."
ask = "Buy."
decision = "1"
source = "a"
note = "b"
[[comments]]
date = 2021-10-10
target = "water"
text = "Pipes are late."
[[comments]]
date = 2021-10-10
target = "water"
text = "Pumps are late."
[[comments]]
date = 2021-10-10
kind = "well"
item = "A"
text = "Rock."
"""
BROKEN = b"x = 1\n[plan]\nstart = 2021-01-01\nend = 2021-01-01"


@pytest.fixture(scope="module")
def said() -> dict[str, list[Any]]:
    """Return what each command prints of plans that live long, on many days."""
    found: dict[str, list[Any]] = {name: [] for name in REPORTS}
    for content in (*(path.read_bytes() for path in PLANS if path.parent.name != "templates"), REVISED):
        data = tomli.loads(content.decode())
        days = telling_days(data)
        for number, day in enumerate([*days[:: len(days) // 3 or 1], days[-1]]):
            # What was known then is all that is known now: the answers differ in that it is told.
            for name, report in told(data, day, NOW.toordinal() if number % 2 else None):
                found[name].append(json.loads(write_json(report)))
    unread = Problem(say("is not UTF-8 text"), file="plan.toml")
    for problems in ([unread], planfile.examine("plan.toml", BROKEN)[1]):
        found["check"].append(json.loads(write_json(check_report(problems))))
    return found


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_printed_of_plans_that_live_long(name: str, said: dict[str, list[Any]]) -> None:
    for printed in said[name]:
        VALIDATORS[name].validate(printed)


def nullable(one: dict[str, Any]) -> bool:
    return "null" in one.get("type", ()) or {"type": "null"} in one.get("anyOf", ())


def met(one: dict[str, Any], value: Any, root: dict[str, Any], where: str) -> Iterator[tuple[str, bool]]:
    """Give each place of a schema that may be null and that some data meets, and whether it is null there."""
    if nullable(one):
        yield where, value is None
    for way in one.get("anyOf", (one,)):
        if value is None or way == {"type": "null"}:
            continue
        if "$ref" in way:
            name = way["$ref"].rpartition("/")[2]
            yield from met(root["definitions"][name], value, root, name)
        elif isinstance(value, list):
            for inner in value:
                yield from met(way["items"], inner, root, f"{where}[]")
        elif isinstance(value, dict):
            for key, inner in value.items():
                known = way.get("properties", {}).get(key)
                yield from met(known or way["additionalProperties"], inner, root, f"{where}.{key if known else '*'}")


def may_be_null(name: str) -> Iterator[str]:
    """Give each place of a schema that may be null."""
    for table, one in ({name: SCHEMAS[name]} | SCHEMAS[name]["definitions"]).items():
        for key, value in one["properties"].items():
            if nullable(value):
                yield f"{table}.{key}"
            if nullable(value.get("additionalProperties", {})):
                yield f"{table}.{key}.*"


def test_what_may_be_null_is_so_at_times_and_at_times_is_not(said: dict[str, list[Any]]) -> None:
    found: dict[str, set[bool]] = {where: set() for name in REPORTS for where in may_be_null(name)}
    for name, all_printed in said.items():
        for printed in all_printed:
            for where, is_null in met(SCHEMAS[name], printed, SCHEMAS[name], name):
                found[where].add(is_null)
    assert len(found) > 50
    assert {where: seen for where, seen in found.items() if seen != {False, True}} == {}


def test_the_changelog_names_each_key_of_the_json() -> None:
    assert f"### JSON {FORMAT_VERSION}\n" in CHANGELOG
    lines = re.findall(r"^- `([\w-]+)`: ((?:`\w+`,\s+)*`\w+`)$", CHANGELOG, re.MULTILINE)
    # The newest version stands first.
    told = {name: re.findall(r"`(\w+)`", keys) for name, keys in reversed(lines)}
    known: dict[str, list[str]] = {}
    for name, root in SCHEMAS.items():
        known[name] = [key for key in root["properties"] if key != "format_version"]
        for table, one in root["definitions"].items():
            assert known.setdefault(table, list(one["properties"])) == list(one["properties"])
    assert told == known


def test_each_schema_has_a_name_of_its_own_that_needs_no_host(plantrack: Run) -> None:
    assert json.loads(plantrack("schema").stdout)["$id"] == f"urn:plantrack:schema:plan:{stored.FORMAT}"
    for name in REPORTS:
        told = json.loads(plantrack("schema", "--of", name).stdout)
        assert told["$id"] == f"urn:plantrack:schema:{name}:{FORMAT_VERSION}"
