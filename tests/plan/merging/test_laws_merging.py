"""Two people record apart: it does not matter who takes in the other one's plan, and to do so again adds nothing."""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran
from conftest import ran as plantrack
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import CHANGED, EVIDENCE, TABLES, WITHDRAWN, Data, examples, interval, kept, one_name, spelled, table_of

from plantrack.plan.problems import InvalidPlan
from plantrack.store import planfile

STAGES = ("planned", "started", "done")
PROMISES: Data = {
    "plan": {"title": "A", "start": date(2021, 1, 1), "end": date(2023, 12, 31)},
    "kinds": {
        "cluster": {"stages": list(STAGES), "attributes": {"district": "text", "area_ha": "number"}},
        "park": {"stages": ["planned"]},
    },
    "targets": {
        "total": {"kind": "cluster", "stages": ["started", "done"], "baseline": 3, "goal": 9},
        "parks": {"kind": "park", "stages": ["planned"], "baseline": 0, "goal": 3},
        "products": {"baseline": 1.5, "goal": 40.25},
    },
}
DATES = (date(2021, 5, 3), "2021-05", "2021", date(2022, 3, 10), "2022-Q1", "2022", date(2022, 7, 1))
ITEMS = (("Thiết Bình", "Vân Hà"), ("Kim Bài", "Quỳnh Đô"))

_of = st.sampled_from
_evidence: dict[str, st.SearchStrategy[Any]] = {key: _of(("1/QĐ", "2/QĐ", "")) for key in EVIDENCE[:2]}
_beside = {**_evidence, "x-owner": _of(("Lan", "Minh"))}
_values = {"district": _of(("Đông Anh", "ĐÔNG ANH", "Sóc Sơn")), "area_ha": _of((1, 2.5))}
_places = {"at": _of((0, 0, 0, 1)), "called": _of((0, 0, 0, 0, 1))}
_milestones = st.fixed_dictionaries(
    {"date": _of(DATES), "kind": st.just("cluster"), "stage": _of((*STAGES, "started", WITHDRAWN)), **_places},
    optional={**_values, **_beside},
)
_changes = st.fixed_dictionaries(
    {"date": _of(DATES[3:5]), "kind": st.just("cluster"), "stage": st.just(CHANGED), **_places},
    optional={"name": _of((1, 1, 0)), **_values, **_beside},
).filter(lambda row: bool(row.keys() & {"name", *_values}))
_parks = st.fixed_dictionaries(
    {"date": _of(DATES), "kind": st.just("park"), "stage": st.just("planned"), **_places}, optional=_evidence
)
_totals = st.fixed_dictionaries(
    {"date": _of(DATES[1:3]), "target": st.just("products"), "value": _of((2, 2.5))}, optional=_beside
) | st.fixed_dictionaries(
    {"date": _of(DATES[3:5]), "target": st.just("total"), "value": _of((4, 5))}, optional=_evidence
)
_expected = st.fixed_dictionaries(
    {"expected": _of(DATES[1:5]), "kind": st.just("cluster"), "stage": _of((*STAGES, "started")), **_places},
    optional={"date": _of(DATES), **_values, **_beside},
)
_asked = {"ask": _of(("Decide.", "Buy.")), **_beside}
_said = {"date": _of(DATES[1:4:2]), "text": _of(("Rock.", "Water."))}
_comments: st.SearchStrategy[Data] = st.fixed_dictionaries(
    {**_said, "target": st.just("total")}, optional=_asked
) | st.fixed_dictionaries({**_said, "kind": st.just("cluster"), **_places}, optional=_asked)
_rows = _milestones | _milestones | _expected | _changes | _parks | _totals | _comments


def make_plan(rows: Sequence[Data]) -> bytes:
    """Write a plan with these records."""
    found: dict[str, list[Data]] = {table: [] for table in TABLES}
    for row in rows:
        record = {key: value for key, value in row.items() if key not in _places}
        if "at" in row:
            names = ITEMS[row["at"]]
            record |= {"item": names[row["called"]]} | ({"name": names[row["name"]]} if "name" in row else {})
        found[table_of(row)].append(record)
    return spelled(PROMISES | {table: records for table, records in found.items() if records})


def is_sound(rows: Sequence[Data]) -> bool:
    try:
        planfile.parse("plan.toml", make_plan(rows))
    except InvalidPlan:
        return False
    return True


@st.composite
def kept_apart(draw: st.DrawFn) -> tuple[list[Data], list[Data], list[Data]]:
    """Draw what two people have in common, and what each recorded beyond it."""
    common, own, others = (draw(st.lists(_rows, max_size=size)) for size in (5, 4, 4))
    assume(all(map(is_sound, (common, [*common, *own], [*common, *others]))))
    return common, own, others


def folded(value: Any) -> Any:
    """Return what is told without the order of items, the spelling of names, and evidence: each adds the other one."""
    if isinstance(value, list):
        return sorted((folded(one) for one in value), key=repr)
    if isinstance(value, dict):
        return {key: folded(inner) for key, inner in value.items() if key not in ("path", *EVIDENCE)}
    return one_name(value) if isinstance(value, str) else value


def first_names(plan: str) -> dict[Any, str]:
    """Return the first name of each item of a plan."""
    return {
        (kind, at): one_name(called)
        for kind, names in planfile.load(plan).ledger.names.items()
        for called in names.values()
        for at, known in enumerate(ITEMS)
        if one_name(called) in map(one_name, known)
    }


def told(plan: str, days: Sequence[date], *, names: bool) -> list[Any]:
    """Return what is told of a plan on these days, where `names` is false with the first name of each item."""
    asked = (("status",), ("items", "cluster"), ("items", "park"))
    answers = []
    for day in days:
        for words in asked:
            answer = plantrack(*words, "--as-of", str(day), "--format", "json", "--plan", plan).stdout
            for first, *others in () if names else ITEMS:
                for other in others:
                    answer = answer.replace(other, first)
            answers.append(folded(json.loads(answer)))
    return answers


def records_of(plan: str) -> list[Any]:
    """Return the log of a plan without lines and moments."""
    data = planfile.load(plan).data
    rows = [row for table in TABLES for row in data.get(table, ())]
    return [{key: folded(value) for key, value in row.items() if key != "recorded"} for row in rows]


def conflicts_in(ran: Ran) -> list[list[str]]:
    """Return the lines of each pair that is told."""
    errors = [line for line in ran.stderr.splitlines() if line.startswith("error: ")]
    return sorted(sorted(set(re.findall(r"[ab]\.toml:\d+", line))) for line in errors)


def is_known(ran: Ran) -> bool:
    return ran.code == 0 and ": 0 recorded" in ran.stdout


def check_merging(folder: Path, rows: tuple[list[Data], list[Data], list[Data]], days: Sequence[date]) -> None:
    common, own, others = rows
    plans = {"base": common, "a": [*common, *own], "b": [*common, *others]}
    before = {}
    for name, records in plans.items():
        before[name] = make_plan(records)
        (folder / f"{name}.toml").write_bytes(before[name])
    # 1. An earlier copy adds nothing, and goes on where it ended.
    assert is_known(plantrack("import", "base.toml", "--plan", "a.toml"))
    assert plantrack("import", "a.toml", "--plan", "base.toml").code == 0
    assert records_of("base.toml") == records_of("a.toml")
    # 2. Both say the same of what each does to the other.
    here = plantrack("import", "b.toml", "--plan", "a.toml")
    after = (folder / "a.toml").read_bytes()
    (folder / "a.toml").write_bytes(before["a"])
    there = plantrack("import", "a.toml", "--plan", "b.toml")
    assert here.code == there.code
    assert here.code in (0, 4)
    assert conflicts_in(here) == conflicts_in(there)
    if here.code == 4:
        assert all(len(pair) >= 2 for pair in conflicts_in(here))
        assert [(folder / f"{name}.toml").read_bytes() for name in "ab"] == [before["a"], before["b"]]
        check_correcting()
        return
    (folder / "a.toml").write_bytes(after)
    # Who knew an item by its later name alone, learns no earlier one.
    names = first_names("a.toml") == first_names("b.toml")
    assert told("a.toml", days, names=names) == told("b.toml", days, names=names)
    # 3. Again, it adds nothing.
    assert is_known(plantrack("import", "b.toml", "--plan", "a.toml"))
    assert is_known(plantrack("import", "a.toml", "--plan", "b.toml"))
    (folder / "b.toml").write_bytes(before["b"])
    assert is_known(plantrack("import", "b.toml", "--plan", "a.toml"))


def check_correcting() -> None:
    """Let theirs hold: then nothing of it is new any more, and who has it back agrees."""
    if plantrack("import", "b.toml", "--plan", "a.toml", "--correct").code == 0:
        assert is_known(plantrack("import", "b.toml", "--plan", "a.toml"))
        assert plantrack("import", "a.toml", "--plan", "b.toml").code == 0
        assert is_known(plantrack("import", "b.toml", "--plan", "a.toml"))


def list_days() -> list[date]:
    found = {day + more for row in DATES for day in interval(row) for more in (-1, 0, 1)}
    return [date.fromordinal(day) for day in sorted(found)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANTRACK_PLAN", raising=False)
    return tmp_path


@examples(16)
@given(kept(kept_apart(), 16), _of(range(20)))
def test_it_does_not_matter_who_takes_in_whose_plan(
    folder: Path, rows: tuple[list[Data], list[Data], list[Data]], at: int
) -> None:
    days = list_days()
    check_merging(folder, rows, [days[at % len(days)], days[-1]])


@pytest.mark.slow
@settings(max_examples=600)
@given(kept_apart())
def test_it_is_so_for_many_plans(folder: Path, rows: tuple[list[Data], list[Data], list[Data]]) -> None:
    check_merging(folder, rows, list_days()[::3])
