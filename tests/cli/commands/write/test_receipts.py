"""What `log`, `measure`, `import` and `undo` answer as JSON: the records, what they changed, and the text."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, Run

RECORDED = "2026-11-24T15:14:10.619+07:00"
BLOCK = (
    '\n[[milestones]]\ndate = "2026"\nkind = "cluster"\nstage = "started"\nitem = "Cam Thượng"\n'
    "recorded = 2026-11-24 15:14:10.619000+07:00\n"
)
PLAN = {
    "title": "Hanoi industry and trade plan, 2021-2025",
    "start": "2021-01-01",
    "end": "2025-12-31",
    "path": "plan.toml",
}
ENTRY: dict[str, Any] = {
    "date": "2026",
    "first": "2026-01-01",
    "last": "2026-12-31",
    "expected": None,
    "kind": "cluster",
    "stage": "started",
    "item": "Cam Thượng",
    "name": None,
    "target": None,
    "value": None,
    "text": None,
    "ask": None,
    "attributes": {},
    "decision": None,
    "source": None,
    "note": None,
    "recorded": RECORDED,
    "line": 1021,
    "decision_line": None,
    "source_line": None,
}
LOG = ("log", "cluster", "started", "Cam Thượng", "Thiết Bình", "--date", "2026", "--format", "json")


def asked(ran: Ran) -> Any:
    """Return what a command printed as JSON, having said nothing else."""
    assert (ran.stderr, ran.code) == ("", 0)
    return json.loads(ran.stdout)


def test_what_log_recorded(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert asked(hanoi("log", "cluster", "started", "Cam Thượng", "--date", "2026", "--format", "json")) == {
        "format_version": "1.0",
        "plan": PLAN,
        "as_of": "2026-11-24",
        "dry_run": False,
        "recorded": [ENTRY],
        "already_recorded": [],
        "changes": [
            {
                "id": "clusters-started",
                "title": "Clusters started or completed",
                "kind": "cluster",
                "stages": ["started", "completed"],
                "sum": None,
                "goal": 43,
                "stretch": None,
                "before": {"actual": 32, "named": 15},
                "after": {"actual": 32, "named": 15},
                "reasons": [{"code": "counts-from", "date": "2026-12-31", "names": ["Cam Thượng"]}],
                "only_withdrawn": False,
            }
        ],
        "item_changes": [],
        "expected_changes": [],
        "replaced": [],
        "new_names": {},
        "text": BLOCK,
    }
    after = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert after == before + BLOCK
    assert after.splitlines()[ENTRY["line"] - 1] == "[[milestones]]"


def test_a_dry_run_is_the_same_report_and_writes_nothing(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    arguments = ("log", "cluster", "started", "Cam Thượng", "--date", "2026", "--format", "json")
    dry = asked(hanoi(*arguments, "--dry-run"))
    assert (tmp_path / "plan.toml").read_bytes() == before
    assert dry["dry_run"] is True
    assert asked(hanoi(*arguments)) == dry | {"dry_run": False}


def test_quiet_keeps_what_is_asked_for_as_data(hanoi: Run) -> None:
    told = asked(hanoi("measure", "vending-machines", "720", "--date", "2026-01-05", "--format", "json", "--quiet"))
    assert told["recorded"][0]["value"] == 720
    assert told["changes"][0]["after"] == {"actual": 720, "named": None}
    assert asked(hanoi("undo", "--format", "json", "--quiet"))["text"] == told["text"]


def test_what_is_already_recorded_and_was_corrected_since(hanoi: Run) -> None:
    hanoi("log", "cluster", "started", "Thiết Bình", "--date", "2023-09-07", "--correct")
    again = asked(hanoi("log", "cluster", "started", "thiet binh", "--date", "2023-09-06", "--format", "json"))
    assert (again["recorded"], again["changes"], again["text"]) == ([], [], "")
    assert again["already_recorded"] == [
        {
            "date": "2023-09-06",
            "expected": None,
            "kind": "cluster",
            "stage": "started",
            "item": "Thiết Bình",
            "target": None,
            "value": None,
            "text": None,
            "corrected_date": "2023-09-07",
            "corrected_value": None,
            "corrected_text": None,
        }
    ]
    hanoi("measure", "clusters-started", "25", "--date", "2024-07-10", "--correct")
    total = asked(hanoi("measure", "clusters-started", "24", "--date", "2024-07-10", "--format", "json"))
    assert (total["already_recorded"][0]["value"], total["already_recorded"][0]["corrected_value"]) == (24, 25)


def test_what_import_recorded_with_the_new_names(hanoi: Run, tmp_path: Path) -> None:
    lines = (tmp_path / "plan.toml").read_bytes().count(b"\n")
    (tmp_path / "rows.csv").write_text(
        "date,kind,stage,item,target,value\n"
        "2026-01-05,cluster,started,Mỹ Hưng,,\n"
        "2026-01-05,,,,vending-machines,720\n"
        "2026-02-05,cluster,completed,MỸ HƯNG,,\n",
        encoding="utf-8",
    )
    told = asked(hanoi("import", "rows.csv", "--format", "json"))
    assert told["new_names"] == {"cluster": ["Mỹ Hưng"]}
    assert [(entry["date"], entry["line"] - lines) for entry in told["recorded"]] == [
        ("2026-01-05", 2),
        ("2026-02-05", 9),
        ("2026-01-05", 16),
    ]
    assert [change["id"] for change in told["changes"]] == [
        "clusters-started",
        "clusters-completed",
        "vending-machines",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_undo_took_back_and_where_it_stood(hanoi: Run, tmp_path: Path, newline: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(path.read_text(encoding="utf-8").replace("\n", newline).encode())
    before = path.read_bytes()
    recorded = asked(hanoi(*LOG[:3], "Cam Thượng", "Chàng Sơn", *LOG[5:]))
    after = path.read_bytes()
    expected = {
        "format_version": "1.0",
        "plan": PLAN,
        "dry_run": True,
        "taken_back": recorded["recorded"],
        "text": recorded["text"],
    }
    assert asked(hanoi("undo", "--format", "json", "--dry-run")) == expected
    assert path.read_bytes() == after == before + recorded["text"].encode()
    assert asked(hanoi("undo", "--format", "json")) == expected | {"dry_run": False}
    assert path.read_bytes() == before


def test_there_are_two_formats(hanoi: Run) -> None:
    for command in (("log", "a", "b", "c"), ("measure", "a", "1"), ("import", "-"), ("undo",)):
        ran = hanoi(*command, "--format", "csv")
        told = 'error: --format: unknown value "csv"\nhint: known are: table, json\n'
        assert ran == Ran("", f"{told}nothing was written\n", 2)


def test_what_is_replaced_is_told_first(hanoi: Run) -> None:
    thiet_binh = ("log", "cluster", "started", "Thiết Bình", "--date", "2023-09-10", "--set", "area_ha=25", "--correct")
    assert hanoi(*thiet_binh) == Ran(
        "Thiết Bình: cluster started, 2023-09-10, recorded in plan.toml\n"
        "  replaces the date 2023-09-06\n"
        "  replaces the area_ha 21\n"
        '  the source "https://en.sggp.org.vn/work-begins-on-four-industrial-cluste…" was of what it replaces\n'
        "  clusters-started 32 of 43, already in the total of 2025-11-12\n"
    )
    measured = ("measure", "clusters-started", "--date", "2024-07-10", "--correct")
    assert hanoi(*measured, "0", "--decision", "1/BC").stdout.splitlines()[1] == "  replaces the value 24"
    assert hanoi(*measured, "25", "--decision", "2/BC") == Ran(
        "clusters-started: 25, 2024-07-10, recorded in plan.toml\n"
        "  replaces the value 0\n"
        '  replaces the decision "1/BC"\n'
        "  clusters-started 32 of 43, the total of 2025-11-12 is later\n"
    )


def test_what_is_replaced_in_vietnamese(hanoi: Run) -> None:
    said = ("log", "cluster", "started", "Thiết Bình", "--correct", "--lang", "vi")
    told = hanoi(*said, "--date", "2023-09-10").stdout.splitlines()
    assert told[1] == "  thay cho ngày 06/9/2023"
    hanoi(*said, "--date", "2023-09-10", "--expected", "2023-06-30")
    told = hanoi(*said, "--date", "2023-09-10", "--expected", "2023-08-31").stdout.splitlines()
    assert told[1] == "  thay cho dự kiến ngày 30/6/2023"


def test_what_is_replaced_as_data(hanoi: Run) -> None:
    given = ("log", "cluster", "started", "Thiết Bình", "--date", "2023-09-10", "--correct", "--format", "json")
    source = "https://en.sggp.org.vn/work-begins-on-four-industrial-clusters-in-hanoi-post104780.html"
    of_item = {"subject": "Thiết Bình", "kind": "cluster", "stage": "started", "made_exact": False}
    assert asked(hanoi(*given))["replaced"] == [
        of_item | {"key": "date", "was": "2023-09-06", "now": "2023-09-10"},
        of_item | {"key": "source", "was": source, "now": ""},
    ]
    assert asked(hanoi(*given))["replaced"] == []


def test_nothing_is_replaced_where_an_expected_date_is_reached_or_put_off(hanoi: Run) -> None:
    new = ("log", "cluster", "started", "Cụm Mới", "--new", "--decision", "1/QĐ", "--expected", "2026-10-01")
    assert asked(hanoi(*new, "--format", "json"))["replaced"] == []
    later = ("log", "cluster", "started", "Cụm Mới", "--decision", "2/QĐ")
    for dates in (("--expected", "2026-11-01"), ("--date", "2026-11-20")):
        assert asked(hanoi(*later, *dates, "--format", "json"))["replaced"] == []


def test_of_many_corrections_twenty_are_told(hanoi: Run, tmp_path: Path) -> None:
    lines = [f"2024-01-{day:02},cluster,established,Cụm {day} Hà" for day in range(1, 24)]
    (tmp_path / "rows.csv").write_text("date,kind,stage,item\n" + "\n".join(lines), encoding="utf-8")
    assert hanoi("import", "rows.csv", "--new").code == 0
    text = (tmp_path / "rows.csv").read_text(encoding="utf-8").replace("2024-01", "2024-02")
    (tmp_path / "rows.csv").write_text(text, encoding="utf-8")
    told = hanoi("import", "rows.csv", "--correct").stdout.splitlines()
    assert told[0] == "23 rows: 23 recorded in plan.toml, 0 known"
    assert told[1] == "  Cụm 1 Hà, established: replaces the date 2024-01-01"
    assert told[20:22] == ["  Cụm 20 Hà, established: replaces the date 2024-01-20", "  and 3 more"]


def test_what_one_command_says_twice_replaces_what_stood_before_it(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "totals.csv").write_text(
        "date,target,value\n2024-07-10,clusters-started,25\n2024-07-10,clusters-started,26\n", encoding="utf-8"
    )
    told = hanoi("import", "totals.csv", "--correct").stdout.splitlines()
    assert told[:2] == ["2 rows: 2 recorded in plan.toml, 0 known", "  clusters-started: replaces the value 24"]
    assert sum("replaces the value" in line for line in told) == 1


def test_evidence_of_what_is_replaced_is_none_of_what_replaces_it(hanoi: Run) -> None:
    measured = ("measure", "vending-machines", "--date", "2026-01-05")
    hanoi(*measured, "720", "--decision", "1/BC")
    assert hanoi(*measured, "721", "--correct") == Ran(
        "vending-machines: 721, 2026-01-05, recorded in plan.toml\n"
        "  replaces the value 720\n"
        '  the decision "1/BC" was of what it replaces\n'
        "  vending-machines 720 → 721\n"
    )


def test_an_expected_date_beside_the_date_that_was_reached_is_replaced(hanoi: Run) -> None:
    reached = ("log", "cluster", "started", "Thiết Bình", "--date", "2023-09-06", "--correct")
    hanoi(*reached, "--expected", "2023-06-30")
    assert hanoi(*reached, "--expected", "2023-08-31").stdout.splitlines()[1] == (
        "  replaces the expected date 2023-06-30"
    )


def test_what_is_blank_is_not_replaced(hanoi: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    block = '\n[[measurements]]\ndate = 2026-01-05\ntarget = "vending-machines"\nvalue = 720\ndecision = " "\n'
    plan.write_text(plan.read_text(encoding="utf-8") + block, encoding="utf-8")
    given = ("measure", "vending-machines", "720", "--date", "2026-01-05", "--decision", "1/BC", "--format", "json")
    assert asked(hanoi(*given))["replaced"] == []
