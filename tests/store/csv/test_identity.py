"""history → import is the identity: the CSV of any log adds nothing to it, and makes it anew where there is none."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran
from conftest import ran as plantrack
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import CHANGED, EVIDENCE, TABLES, WITHDRAWN, Data, examples, interval, kept, one_name, spelled, table_of

STAGES = ("planned", "started", "done")
ATTRIBUTES: Data = {
    "district": {"type": "text", "until": date(2022, 6, 30)},
    "commune": {"type": "text", "from": date(2022, 7, 1)},
    "area_ha": "number",
}
PROMISES: Data = {
    "plan": {"title": "A", "start": date(2021, 1, 1), "end": date(2023, 12, 31)},
    "kinds": {"cluster": {"stages": list(STAGES), "attributes": ATTRIBUTES}, "park": {"stages": ["planned"]}},
    "targets": {
        "total": {"kind": "cluster", "stages": ["started", "done"], "baseline": 3, "goal": 9},
        "parks": {"kind": "park", "stages": ["planned"], "baseline": 0, "goal": 3},
        "products": {"baseline": 1.5, "goal": 40.25},
    },
}
DATES = (date(2021, 5, 3), "2021-05", "2021", date(2022, 3, 10), "2022-Q1", date(2022, 7, 1), "2022-H2", "2023")
# Of each item the names that it may get, none of them near to that of another one.
ITEMS: tuple[tuple[str, ...], ...] = (
    ("Thiết Bình", "Thiết Bình - Vân Hà", "=Mới 1"),
    ("Kim Bài", "Quỳnh Đô", "'2024"),
    ("Hòa Bình", "Vạn Điểm [x]", "5/2024"),
)
TEXTS = ("Đông Anh", "2797/QĐ-UBND", "=1+1", "'x", "5/2024", 'a, "b"; c\nd', "007")
NUMBERS = (1, 2.5, 1.125, -0.00001, 1234567.25)
OWN: tuple[Any, ...] = ("Lan", "7/2025", ["not", "a", "text"])

_of = st.sampled_from
_evidence: dict[str, st.SearchStrategy[Any]] = {key: _of(TEXTS[:2]) for key in EVIDENCE}
_own: dict[str, st.SearchStrategy[Any]] = {"x-owner": _of(OWN[:2]), "x-B c": _of(OWN)}
_places = {"at": _of((0, 0, 0, 1, 2)), "called": st.integers(0, 5), "spelled": st.booleans()}
_given = {"district": _of(TEXTS), "commune": _of(TEXTS[:2]), "area_ha": _of(NUMBERS)}
_milestones = st.fixed_dictionaries(
    {
        "date": _of(DATES),
        "kind": st.just("cluster"),
        "stage": _of((*STAGES[1:], *STAGES[1:], STAGES[0], WITHDRAWN)),
        **_places,
    },
    optional={**_given, **_evidence, **_own},
)
_changes = st.builds(
    lambda row, one: {**row, **({} if row.keys() & {"name", *_given} else one)},
    st.fixed_dictionaries(
        {"date": _of(DATES), "kind": st.just("cluster"), "stage": st.just(CHANGED), **_places},
        optional={"name": st.integers(0, 2), **_given, **_evidence, **_own},
    ),
    _of(({"name": 1}, {"name": 2}, {"commune": "x"})),
)
_expected = st.fixed_dictionaries(
    {"expected": _of(DATES), "kind": st.just("cluster"), "stage": _of(STAGES[1:]), **_places},
    optional={**_given, **_evidence, **_own},
)
_parks = st.fixed_dictionaries(
    {"date": _of(DATES), "kind": st.just("park"), "stage": st.just("planned"), **_places}, optional={**_evidence}
)
_totals = st.fixed_dictionaries(
    {"date": _of(DATES[1:3]), "target": st.just("products"), "value": _of(NUMBERS)}, optional={**_evidence, **_own}
) | st.fixed_dictionaries(
    {"date": _of(DATES[3:5]), "target": st.just("total"), "value": st.integers(4, 5)}, optional=_evidence
)

SAID = ("Land clearance waits.", "=1+1", "'x", "5/2024", 'First.\nSecond, "quoted"; third', "-5 ha")
_said = {"date": _of(DATES[1:4]), "text": _of(SAID)}
_asked: dict[str, st.SearchStrategy[Any]] = {"ask": _of(SAID[:3]), **_evidence, **_own}
_comments: st.SearchStrategy[Data] = st.fixed_dictionaries(
    {**_said, "target": st.just("products")}, optional=_asked
) | st.fixed_dictionaries({**_said, "kind": st.just("cluster"), **_places}, optional=_asked)


@st.composite
def logs(draw: st.DrawFn) -> Data:
    """Draw a plan of few items and days of which much is said again and otherwise, each time with something new."""
    rows: list[Data] = draw(
        st.lists(
            _milestones | _milestones | _expected | _changes | _parks | _totals | _comments, min_size=4, max_size=24
        )
    )
    rows = without_repeats(in_order(rows))
    known = {row["at"] for row in rows if row.get("kind") == "cluster" and "stage" in row}
    rows = [row for row in rows if "text" not in row or "target" in row or row["at"] in known]
    called: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        if "target" in row:
            continue
        at, spelling = row.pop("at"), str.upper if row.pop("spelled") else str
        names = called.setdefault((row["kind"], at), [ITEMS[at][0]])
        row["item"] = spelling(names[row.pop("called") % len(names)])
        if "name" in row:
            row["name"] = spelling(ITEMS[at][row["name"]])
            names.append(row["name"])
    found = {table: [row for row in rows if table_of(row) == table] for table in TABLES}
    return PROMISES | {name: table for name, table in found.items() if table}


def identity(row: Data) -> tuple[Any, ...]:
    if "text" in row:
        return "comment", row.get("target"), row.get("at"), row["date"]
    if "target" in row:
        return row["target"], row["date"]
    return row["kind"], row["at"], row["stage"], row["date"] if row["stage"] == CHANGED else None


def in_order(rows: list[Data]) -> list[Data]:
    """Return records without those of stages that in the end are certainly not in order: import refuses them."""
    while True:
        days = {identity(row): interval(row["date"]) for row in rows if "stage" in row and "date" in row}
        wrong: set[tuple[Any, ...]] = set()
        for (kind, at, stage, day), (lo, _) in days.items():
            for (other_kind, other_at, other, _), (_, hi) in days.items():
                ranks = [(*STAGES, CHANGED, WITHDRAWN).index(one) for one in (stage, other)]
                if CHANGED in (stage, other) and WITHDRAWN not in (stage, other):
                    continue
                if (kind, at) == (other_kind, other_at) and ranks[0] < ranks[1] and lo > hi:
                    wrong.add((kind, at, other, None) if other != CHANGED else (kind, at, stage, day))
        if not wrong:
            return rows
        rows = [row for row in rows if identity(row) not in wrong]


def without_repeats(rows: list[Data]) -> list[Data]:
    """Return records without those that say nothing new of what stands: no row can say them again."""
    last: dict[tuple[Any, ...], Data] = {}
    figure: dict[tuple[Any, ...], set[tuple[str, Any]]] = {}
    found = []
    for row in rows:
        said = {key: fold(value) for key, value in row.items() if is_said(key, value)}
        before, stood = last.get(identity(row), {}), figure.get(identity(row), set())
        if before and said.items() <= stood and all(before[key] == value for key, value in said.items()):
            continue
        if before and says_otherwise(before, said, row):
            stood = {
                (key, value) for key, value in before.items() if key not in EVIDENCE and key not in ("date", "value")
            }
        last[identity(row)] = before | said
        figure[identity(row)] = stood | set(said.items())
        found.append(row)
    return found


def is_said(key: str, value: Any) -> bool:
    return key not in ("kind", "stage", "target", *_places) and not isinstance(value, list)


def fold(value: Any) -> Any:
    return one_name(value) if isinstance(value, str) else value


def says_otherwise(before: Data, said: Data, row: Data) -> bool:
    """Tell whether a record makes a new figure, which stands on no earlier evidence."""
    if "text" in row:
        return any(before[key] != said[key] for key in ("text", "ask") if key in said and key in before)
    if "target" in row:
        return bool(said["value"] != before["value"])
    if row["stage"] == CHANGED:
        return any(key in before and before[key] != said[key] for key in ("name", *_given) if key in said)
    key = "date" if "date" in before else "expected"
    if key not in row or (key == "expected" and "date" in row):
        return key == "expected"
    (lo, hi), (new_lo, new_hi) = interval(str(before[key]).upper()), interval(row[key])
    return not lo <= new_lo <= new_hi <= hi


def told(day: date | None) -> list[Any]:
    """Return what is told of the plan on a day; without one, of its log but for lines and moments."""
    if day is None:
        history = json.loads(plantrack("history", "--format", "json").stdout)
        order = {one["record"]["line"]: place for place, one in enumerate(history["records"])}
        # What stands of one day stands in the order of the file, which an expected date below its day makes another.
        history["standing"].sort(
            key=lambda one: str([one["date"], one["kind"], one["stage"], one["item"], one["target"]])
        )
        return [without_moments(history, order)]
    asked = (("status",), ("items", "cluster"), ("items", "park"))
    return [json.loads(plantrack(*words, "--as-of", str(day), "--format", "json").stdout) for words in asked]


def without_moments(value: Any, order: dict[int, int]) -> Any:
    if isinstance(value, list):
        return [without_moments(one, order) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: order.get(inner) if "line" in key or key == "replaced_by" else without_moments(inner, order)
        for key, inner in value.items()
        if key not in ("recorded", "late")
    }


def days_of(data: Data) -> list[date]:
    found = {day + more for row in DATES for day in interval(row) for more in (-1, 0, 1)}
    return [date.fromordinal(day) for day in sorted(found)]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANTRACK_PLAN", raising=False)
    return tmp_path / "plan.toml"


def check_identity(plan: Path, data: Data, days: list[date], *, excel: bool) -> None:
    plan.write_bytes(spelled(data))
    form, back = (("--excel",), ("--dates", "dmy", "--decimal", "comma")) if excel else (("--format", "csv"), ())
    rows = plantrack("history", *form)
    assert rows.code == 0
    expected = [told(day) for day in (None, *days)]
    number = sum(len(data.get(table, ())) for table in TABLES)

    again = plantrack("import", "-", *back, stdin=rows.stdout.encode())
    assert again.stdout.startswith(f"{number} row")
    assert f": 0 recorded in plan.toml, {number} known" in again.stdout
    assert (again.stderr, again.code) == ("", 0)
    assert plan.read_bytes() == spelled(data)

    plan.write_bytes(spelled(PROMISES))
    anew = plantrack("import", "-", *back, stdin=rows.stdout.encode())
    assert (anew.code, f": {number} recorded in plan.toml, 0 known" in anew.stdout) == (0, True), anew
    assert plantrack("history", *form).stdout == rows.stdout
    assert [told(day) for day in (None, *days)] == expected


@examples(30)
@given(kept(logs(), 30), st.booleans(), _of(range(20)))
def test_what_history_writes_is_known_and_makes_the_same_log(plan: Path, data: Data, excel: bool, at: int) -> None:
    days = days_of(data)
    check_identity(plan, data, [days[at % len(days)], days[-at]], excel=excel)


@pytest.mark.slow
@settings(max_examples=600)
@given(logs(), st.booleans(), st.integers(0, 20))
def test_it_is_so_for_many_logs(plan: Path, data: Data, excel: bool, at: int) -> None:
    check_identity(plan, data, days_of(data)[at::20], excel=excel)


def block(table: str, **keys: str) -> str:
    """Return a record as a plan file has it."""
    return f"\n[[{table}]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def total(value: str, **keys: str) -> str:
    return block("measurements", date='"2021-05"', target='"products"', value=value, **keys)


D1, D2 = '"1/QĐ"', '"2/QĐ"'
# Each a log, and its rows without what is the same in all of them: value, decision, was value, was decision.
THERE_AND_BACK = [
    (total("4") + total("5") + total("4") + total("5"), ["4,,", "5,,4", "4,,5", "5,,4"]),
    (total("4", decision=D1) + total("5") + total("5", decision=D1), ["4,1/QĐ,", "5,,4", "5,1/QĐ,"]),
    (
        total("4", decision=D1) + total("5") + total("4") + total("4", decision=D1),
        ["4,1/QĐ,", "5,,4", "4,,5", "4,1/QĐ,"],
    ),
    (
        total("4", decision=D1) + total("4", decision=D2) + total("4", decision=D1),
        ["4,1/QĐ,", "4,2/QĐ,1/QĐ", "4,1/QĐ,2/QĐ"],
    ),
    (total("4", decision=D1) + total("5", decision=D2), ["4,1/QĐ,,", "5,2/QĐ,4,1/QĐ"]),
]


@pytest.mark.parametrize(("log", "rows"), THERE_AND_BACK)
def test_a_value_that_came_back_comes_back(plan: Path, log: str, rows: list[str]) -> None:
    promises = spelled(PROMISES)
    plan.write_bytes(promises + log.encode())
    told = plantrack("history", "--format", "csv").stdout
    cells = [line.split(",") for line in told.splitlines()[1:]]
    assert [",".join([one[7], one[11], *one[14:]]) for one in cells] == rows
    assert plantrack("import", "-", stdin=told.encode()).stdout == (
        f"{len(rows)} rows: 0 recorded in plan.toml, {len(rows)} known\n"
    )
    plan.write_bytes(promises)
    assert plantrack("import", "-", stdin=told.encode()).code == 0
    assert plantrack("history", "--format", "csv").stdout == told


CORRECTED = "date,target,value,decision,was value\n2021-05,products,4,1/QĐ,\n2021-05,products,5,,4\n"


def test_what_another_log_corrected_is_corrected_here_too(plan: Path) -> None:
    plan.write_bytes(spelled(PROMISES) + total("4", decision=D1).encode())
    assert plantrack("import", "-", stdin=CORRECTED.encode()).stdout.startswith(
        "2 rows: 1 recorded in plan.toml, 1 known"
    )
    assert plan.read_text(encoding="utf-8").count("value = 5") == 1


def test_what_stands_here_otherwise_is_refused_unless_it_is_meant(plan: Path) -> None:
    plan.write_bytes(spelled(PROMISES) + total("6").encode())
    known = "products: the total on 2021-05 is known to be 6, not"
    hint = "hint: if the known one is wrong, add --correct\n"
    assert plantrack("import", "-", stdin=CORRECTED.encode()) == Ran(
        "",
        f"error: standard input:2: {known} 4\nerror: standard input:3: {known} 5\n{hint}nothing was written\n",
        4,
    )
    assert plantrack("import", "-", "--correct", stdin=CORRECTED.encode()).code == 0
    assert [row.split(",")[7] for row in plantrack("history", "--format", "csv").stdout.splitlines()[1:]] == [
        "6",
        "4",
        "5",
    ]


def test_to_correct_with_a_log_of_its_own_changes_nothing(plan: Path) -> None:
    plan.write_bytes(spelled(PROMISES) + (total("4") + total("5")).encode())
    told = plantrack("history", "--format", "csv").stdout
    assert (
        plantrack("import", "-", "--correct", stdin=told.encode()).stdout
        == "2 rows: 0 recorded in plan.toml, 2 known\n"
    )


def test_a_replaced_row_may_be_one_that_would_be_refused(plan: Path) -> None:
    plan.write_bytes(spelled(PROMISES))
    typo = (
        "date,kind,stage,item,was date\n2042-05-03,park,planned,Kim Bài,\n2024-05-03,park,planned,Kim Bài,2042-05-03\n"
    )
    assert plantrack("import", "-", stdin=typo.encode()).stdout.startswith("2 rows: 2 recorded in plan.toml, 0 known\n")


OWN_KEYS = block(
    "measurements", date="2021-05-03", target='"products"', value="4", **{"x-owner": '"Lan"', "x-tags": "[1]"}
)


def test_texts_of_own_keys_are_carried_and_others_named(plan: Path) -> None:
    plan.write_bytes(spelled(PROMISES) + (OWN_KEYS + OWN_KEYS.replace("4", "5")).encode())
    ran = plantrack("history", "--format", "csv")
    assert ran.stderr == "note: x-tags of products 2021-05-03 is not carried: not a text\n"
    header, *rows = ran.stdout.splitlines()
    assert header.endswith(",decision,source,note,x-owner,was value")
    assert [row.split(",")[-2:] for row in rows] == [["Lan", ""], ["Lan", "4"]]
    plan.write_bytes(spelled(PROMISES))
    assert plantrack("import", "-", stdin=ran.stdout.encode()).code == 0
    assert plan.read_text(encoding="utf-8").count('\nx-owner = "Lan"\nrecorded = ') == 2


def test_what_a_row_replaced_is_read_as_it_is(plan: Path) -> None:
    plan.write_bytes(spelled(PROMISES))
    rows = "date,target,value,was value,was stage\n2021-05-03,products,4,many,\n"
    assert plantrack("import", "-", stdin=rows.encode()) == Ran(
        "",
        'error: standard input:1: unknown column "was stage"\n'
        'hint: leave it out: --ignore "was stage"; known are: date, target, value, decision, source, note, recorded\n'
        "nothing was written\n",
        2,
    )
    assert plantrack("import", "-", stdin=rows.replace(",was stage", "").replace("many,", "many").encode()) == Ran(
        "", 'error: standard input:2: was value: "many" is not a number such as 1234.5\nnothing was written\n', 2
    )


def test_each_replacement_that_is_known_is_told_by_one_row(plan: Path) -> None:
    log = total("4") + total("5")
    plan.write_bytes(spelled(PROMISES) + (log * 2).encode())
    told = plantrack("history", "--format", "csv").stdout
    plan.write_bytes(spelled(PROMISES) + log.encode())
    assert plantrack("import", "-", stdin=told.encode()).stdout.startswith("4 rows: 2 recorded in plan.toml, 2 known\n")
    assert plantrack("history", "--format", "csv").stdout == told


def test_a_row_corrects_all_that_it_replaced_or_nothing(plan: Path) -> None:
    item = {"kind": '"cluster"', "stage": '"started"', "item": '"Kim Bài"', "district": '"Ba Vì"'}
    plan.write_bytes(spelled(PROMISES) + block("milestones", date="2021-05-03", **item).encode())
    columns = "date,kind,stage,item,district,was date,was district\n"
    row = "2022-03-10,cluster,started,Kim Bài,Thanh Oai,2021-05-03,{}\n"
    ran = plantrack("import", "-", stdin=(columns + row.format("Đan Phượng")).encode())
    assert ran == Ran(
        "",
        'error: standard input:2: Kim Bài: started: the district is known to be "Ba Vì", not "Thanh Oai"\n'
        'hint: another item needs a name of its own, such as "Kim Bài (Thanh Oai)"; what changed on a day is of the '
        "stage changed; if the known one is wrong, add --correct\n"
        "nothing was written\n",
        4,
    )
    ran = plantrack("import", "-", stdin=(columns + row.format("ba vì")).encode())
    assert ran.stdout.startswith("1 row: 1 recorded in plan.toml, 0 known\n")


def test_a_row_calls_an_item_as_rows_above_do(plan: Path) -> None:
    def milestone(day: str, stage: str, item: str, **keys: str) -> str:
        return block("milestones", date=day, kind='"cluster"', stage=f'"{stage}"', item=f'"{item}"', **keys)

    log = (
        milestone("2021-05-03", "planned", "Kim Bài")
        + milestone("2021-05-03", "changed", "kim bài", name='"Quỳnh Đô"')
        + milestone("2022-07-01", "changed", "Quỳnh Đô", name='"Vạn Điểm"')
        + milestone("2022-03-10", "started", "Vạn Điểm")
    )
    plan.write_bytes(spelled(PROMISES) + log.encode())
    told = plantrack("history", "--format", "csv").stdout
    assert [",".join(row.split(",")[4:7]) for row in told.splitlines()] == [
        "stage,item,name",
        "planned,Kim Bài,",
        "changed,Kim Bài,Quỳnh Đô",
        "started,Quỳnh Đô,",
        "changed,Quỳnh Đô,Vạn Điểm",
    ]
    plan.write_bytes(spelled(PROMISES))
    assert plantrack("import", "-", stdin=told.encode()).code == 0
    assert plantrack("history", "--format", "csv").stdout == told


def test_stages_that_were_out_of_order_come_back_so(plan: Path) -> None:
    rows = [("2022-06-05", "done"), ("2023-01-05", "started")]
    log = "".join(
        f'\n[[milestones]]\ndate = {day}\nkind = "cluster"\nstage = "{stage}"\nitem = "Kim Bài"\n'
        for day, stage in rows
    )
    promises = spelled(PROMISES)
    plan.write_bytes(promises + log.encode())
    told = plantrack("history", "--format", "csv").stdout
    plan.write_bytes(promises)
    assert plantrack("import", "-", stdin=told.encode()).code == 0
    assert plantrack("history", "--format", "csv").stdout == told
    # A list that someone made is asked.
    plan.write_bytes(promises)
    ran = plantrack(
        "import",
        "-",
        stdin=b"date,kind,stage,item\n" + "".join(f"{day},cluster,{stage},Kim Bài\n" for day, stage in rows).encode(),
    )
    assert (ran.stdout, ran.code) == ("", 4)
