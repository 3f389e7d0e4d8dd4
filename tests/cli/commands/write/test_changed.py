"""What changed of items: districts that end, communes that begin, names, a merger and a split, from a terminal."""

import json
from pathlib import Path

import pytest
from conftest import NOW, Ran, Run

PLAN = """\
[plan]
start = 2021-01-01
end = 2025-12-31

[kinds.cluster]
stages = ["established", "started"]
attributes.district = { type = "text", until = 2025-06-30 }
attributes.commune = { type = "text", from = 2025-07-01 }

[targets.total]
kind = "cluster"
stages = ["established"]
baseline = 0
goal = 10

[[milestones]]
date = 2021-05-05
kind = "cluster"
stage = "established"
item = "Thiết Bình"
district = "Đông Anh"
source = "a"

[[milestones]]
date = 2022-05-05
kind = "cluster"
stage = "established"
item = "Liên Hà"
district = "Đông Anh"
source = "a"
"""
CHANGE = ("log", "cluster", "changed", "thiet binh", "--date", "2025-07-01", "--set", "commune=Thư Lâm")
RENAMED = (*CHANGE, "--name", "Thiết Bình - Vân Hà", "--decision", "1656/NQ-UBTVQH15")
BLOCK = """
[[milestones]]
date = 2025-07-01
kind = "cluster"
stage = "changed"
item = "Thiết Bình"
name = "Thiết Bình - Vân Hà"
commune = "Thư Lâm"
decision = "1656/NQ-UBTVQH15"
"""
BOTH = ("Thiết Bình", "thiet binh - van ha")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path / "plan.toml"


def refused(plan: Path, told: Ran, message: str, code: int = 4) -> None:
    """See that a command was refused with this, and that the plan is what it was."""
    assert told == Ran(stderr=f"error: {message}\nnothing was written\n", code=code)
    assert plan.read_text(encoding="utf-8") == PLAN


def test_what_is_said_after_it_and_how_it_is_written_and_taken_back(plantrack: Run, plan: Path) -> None:
    assert plantrack(*RENAMED) == Ran(
        "Thiết Bình: cluster changed, 2025-07-01, recorded in plan.toml\n"
        "  name Thiết Bình → Thiết Bình - Vân Hà (both find it)\n"
        "  commune – → Thư Lâm, from 2025-07-01\n"
        "  no target's number changes\n"
    )
    written = plan.read_text(encoding="utf-8")
    assert written.startswith(PLAN + BLOCK + "recorded = 2026-")
    assert plantrack("undo").code == 0
    assert plan.read_text(encoding="utf-8") == PLAN


def test_what_it_says_as_json(plantrack: Run, plan: Path) -> None:
    told = json.loads(plantrack(*RENAMED, "--format", "json").stdout)
    change = {"item": "Thiết Bình", "kind": "cluster", "since": "2025-07-01", "until": None}
    assert told["item_changes"] == [
        change | {"key": "name", "was": "Thiết Bình", "now": "Thiết Bình - Vân Hà"},
        change | {"key": "commune", "was": None, "now": "Thư Lâm"},
    ]
    assert (told["changes"], told["recorded"][0]["name"]) == ([], "Thiết Bình - Vân Hà")


def test_a_change_that_is_known_adds_nothing(plantrack: Run, plan: Path) -> None:
    plantrack(*RENAMED)
    before = plan.read_bytes()
    for again in (RENAMED, CHANGE, (*CHANGE[:-1], "commune=THƯ  LÂM"), (*CHANGE, "--name", "thiết bình - VÂN HÀ")):
        assert plantrack(*again, now=NOW.replace(hour=23)) == Ran(
            "Thiết Bình - Vân Hà: cluster changed, 2025-07-01, already recorded in plan.toml\n"
        )
    assert plan.read_bytes() == before
    # Of another day it is another change, and more evidence is more of the same one.
    assert "recorded in plan.toml" in plantrack(*CHANGE[:5], "2025-08-01", *CHANGE[6:]).stdout
    assert plantrack(*CHANGE, "--note", "read out on that day").stdout == (
        "Thiết Bình - Vân Hà: cluster changed, 2025-07-01, recorded in plan.toml\n  no target's number changes\n"
    )


def test_both_names_find_it_on_every_day_in_every_command(plantrack: Run, plan: Path) -> None:
    plantrack(*RENAMED)
    for name in BOTH:
        for day, called in (("2025-06-30", "Thiết Bình"), ("2025-07-01", "Thiết Bình - Vân Hà")):
            assert plantrack("show", name, "--as-of", day).stdout.startswith(f"{called}\n")
        assert plantrack("history", "--item", name).stdout.count("Thiết Bình - Vân Hà") == 3
        assert plantrack("show", name, "--as-of", "2025-12-31", "--known", "2026-01-01").stdout.startswith(
            "Thiết Bình\n"
        )
        again = plantrack("log", "cluster", "established", name, "--date", "2021-05-05")
        assert again == Ran("Thiết Bình: cluster established, 2021-05-05, already recorded in plan.toml\n")
        dry = plantrack("log", "cluster", "started", name, "--date", "2025-08-01", "--dry-run")
        assert 'item = "Thiết Bình - Vân Hà"\n' in dry.stdout
    assert actual(plantrack) == 2


def test_tables_have_the_name_and_the_values_of_their_day(plantrack: Run, plan: Path) -> None:
    plantrack(*RENAMED)
    assert plantrack("items", "cluster", "--by", "district", "--as-of", "2024-06-30") == Ran(
        "cluster\nas of 2024-06-30 · 2 items\n\n"
        "cluster       established\nĐông Anh (2)\n  Liên Hà     2022-05-05\n  Thiết Bình  2021-05-05\n"
    )
    assert plantrack("items", "cluster", "--by", "commune", "--as-of", "2024-06-30") == Ran(
        "cluster\nas of 2024-06-30 · 2 items\n\nthere was no commune before 2025-07-01\n\n"
        "cluster         established  district\n"
        "no commune (2)\n  Liên Hà       2022-05-05   Đông Anh\n  Thiết Bình    2021-05-05   Đông Anh\n"
    )
    assert plantrack("status", "--by", "district", "--as-of", "2025-07-01").stdout.splitlines()[3:6] == [
        "there is no district after 2025-06-30",
        "",
        "district     cluster  total",
    ]
    assert "Thư Lâm            1      1\n" in plantrack("status", "--by", "commune", "--as-of", "2025-12-31").stdout
    assert "Thư Lâm" in plantrack("items", "cluster", "--as-of", "2025-12-31").stdout


REFUSED = [
    (
        (*CHANGE, "--name", "LIÊN HÀ"),
        'Thiết Bình: changed: "LIÊN HÀ" is the name of another cluster\n'
        "hint: where two become one, the one that goes on is changed, and the other one is withdrawn",
        4,
    ),
    (
        (*CHANGE, "--name", "LIÊN HÀ", "--correct"),
        'Thiết Bình: changed: "LIÊN HÀ" is the name of another cluster\n'
        "hint: where two become one, the one that goes on is changed, and the other one is withdrawn",
        4,
    ),
    (
        ("log", "cluster", "changed", "Thiết Bình", "Liên Hà", "--name", "Vân Hà"),
        "--name is the name of one item, and 2 are given",
        2,
    ),
    (
        ("log", "cluster", "started", "Thiết Bình", "--name", "Vân Hà"),
        'name is for a change, and needs the stage "changed"\nhint: the name of what reached a stage is its item',
        2,
    ),
    (
        ("log", "cluster", "changed", "Thiết Bình"),
        "changed gives neither a name nor an attribute\nhint: it may give name, district, commune",
        2,
    ),
    ((*CHANGE, "--name", " "), "name must not be empty", 2),
    (
        ("log", "cluster", "changed", "Vân Hà", "--name", "Vân Hà mới"),
        'unknown cluster "Vân Hà"\nhint: a cluster that is new is recorded with --new',
        4,
    ),
    (
        (*CHANGE[:5], "2099", *CHANGE[6:]),
        "Thiết Bình: changed on 2099 is in the future: today is 2026-11-24\nhint: it can be recorded from that day on",
        4,
    ),
]


@pytest.mark.parametrize(("arguments", "message", "code"), REFUSED)
def test_what_is_refused(plantrack: Run, plan: Path, arguments: tuple[str, ...], message: str, code: int) -> None:
    refused(plan, plantrack(*arguments), message, code)


def test_what_cannot_be_true_beside_a_withdrawal(plantrack: Run, plan: Path) -> None:
    plantrack("log", "cluster", "withdrawn", "Liên Hà", "--date", "2024", "--note", "gone")
    assert plantrack("log", "cluster", "changed", "Liên Hà", "--date", "2025-01-01", "--name", "Vân Hà") == Ran(
        stderr="error: Liên Hà: changed on 2025-01-01 is after withdrawn on 2024\n"
        "hint: one of the two dates is wrong: log a known one anew with its right date and --correct\n"
        "nothing was written\n",
        code=4,
    )
    assert plantrack("log", "cluster", "changed", "Liên Hà", "--date", "2024-12-31", "--name", "Vân Hà").code == 0
    plantrack(*CHANGE)
    assert plantrack("log", "cluster", "withdrawn", "Thiết Bình", "--date", "2025-06-30") == Ran(
        stderr="error: Thiết Bình: withdrawn on 2025-06-30 is before changed on 2025-07-01\n"
        "hint: one of the two dates is wrong: plantrack edit mends that of the change\n"
        "nothing was written\n",
        code=4,
    )


def test_a_correction_of_a_change_stands_on_its_own_paper(plantrack: Run, plan: Path) -> None:
    plantrack(*RENAMED)
    assert plantrack(*CHANGE[:-1], "commune=Đông Anh", "--correct", now=NOW.replace(hour=23)) == Ran(
        "Thiết Bình - Vân Hà: cluster changed, 2025-07-01, recorded in plan.toml\n"
        "  commune Thư Lâm → Đông Anh, from 2025-07-01\n"
        "  no target's number changes\n"
    )
    told = plantrack("show", "Thiết Bình", "--as-of", "2025-12-31").stdout
    assert "changed: name Thiết Bình - Vân Hà, commune Đông Anh  no evidence" in told
    assert "corrected: 1 time\nThiết Bình - Vân Hà changed: commune Thư Lâm → Đông Anh, corrected on" in told


def test_rows_of_a_file(plantrack: Run, plan: Path) -> None:
    plan.with_name("rows.csv").write_text(
        "date,kind,stage,item,name,commune,decision\n"
        "2025-07-01,cluster,changed,Thiết Bình,Vân Hà,Thư Lâm,1\n"
        "2025-08-01,cluster,started,Vân Hà,,,2\n"
        "2025-09-01,cluster,changed,vân hà,Vân Hà mới,,3\n",
        encoding="utf-8",
    )
    assert plantrack("import", "rows.csv") == Ran(
        "3 rows: 3 recorded in plan.toml, 0 known\n"
        "  Thiết Bình: name Thiết Bình → Vân Hà (both find it)\n"
        "  Thiết Bình: commune – → Thư Lâm, from 2025-07-01\n"
        "  Vân Hà: name Vân Hà → Vân Hà mới (both find it)\n"
        "  no target counts this\n"
    )
    told = plantrack("history", "--format", "csv").stdout
    assert told.splitlines() == [
        "date,first,last,kind,stage,item,name,target,value,district,commune,decision,source,note",
        "2021-05-05,2021-05-05,2021-05-05,cluster,established,Thiết Bình,,,,Đông Anh,,,a,",
        "2022-05-05,2022-05-05,2022-05-05,cluster,established,Liên Hà,,,,Đông Anh,,,a,",
        "2025-07-01,2025-07-01,2025-07-01,cluster,changed,Thiết Bình,Vân Hà,,,,Thư Lâm,1,,",
        "2025-08-01,2025-08-01,2025-08-01,cluster,started,Vân Hà,,,,,,2,,",
        "2025-09-01,2025-09-01,2025-09-01,cluster,changed,Vân Hà,Vân Hà mới,,,,,3,,",
    ]
    plan.with_name("rows.csv").write_text(told, encoding="utf-8")
    assert plantrack("import", "rows.csv").stdout == "5 rows: 0 recorded in plan.toml, 5 known\n"
    # A name that a change of the same file gives is no other item's.
    plan.with_name("rows.csv").write_text(
        "date,kind,stage,item,name\n2025-09-02,cluster,changed,Liên Hà,Vân Hà\n", encoding="utf-8"
    )
    assert plantrack("import", "rows.csv") == Ran(
        stderr='error: rows.csv:2: Liên Hà: changed: "Vân Hà" is the name of another cluster\n'
        "hint: where two become one, the one that goes on is changed, and the other one is withdrawn\n"
        "nothing was written\n",
        code=4,
    )


def actual(plantrack: Run) -> int:
    found: int = json.loads(plantrack("status", "--format", "json").stdout)["targets"][0]["actual"]
    return found


def test_two_become_one_and_one_becomes_two(plantrack: Run, plan: Path) -> None:
    assert actual(plantrack) == 2
    plantrack("log", "cluster", "changed", "Thiết Bình", "--date", "2026-01-01", "--name", "Thiết Bình - Liên Hà")
    assert actual(plantrack) == 2
    plantrack("log", "cluster", "withdrawn", "Liên Hà", "--date", "2026-01-01", "--note", "merged")
    assert actual(plantrack) == 1
    plantrack("log", "cluster", "changed", "Thiết Bình", "--date", "2026-03-01", "--name", "Thiết Bình 1")
    assert actual(plantrack) == 1
    plantrack("log", "cluster", "established", "Thiết Bình 2", "--date", "2026-03-01", "--new")
    assert actual(plantrack) == 2
    assert plantrack("items", "cluster").stdout.splitlines()[3:6] == [
        "cluster       established",
        "Thiết Bình 1  2021-05-05",
        "Thiết Bình 2  2026-03-01",
    ]


def test_an_item_of_which_nothing_but_a_change_is_known(plantrack: Run, plan: Path) -> None:
    told = plantrack("log", "cluster", "changed", "Kim Bài", "--date", "2025-08", "--set", "commune=Thanh Oai", "--new")
    assert told.stdout.endswith("  commune – → Thanh Oai, from 2025-08\n  no target's number changes\n")
    listed, _, left_out = plantrack("items", "cluster", "--as-of", "2025-08-30").stdout.partition("\n1 date ")
    assert "Kim Bài" not in listed
    assert left_out == "does not count yet, since it is not over: Kim Bài, changed 2025-08\n"
    assert "Kim Bài" in plantrack("items", "cluster", "--as-of", "2025-08").stdout
    assert actual(plantrack) == 2
