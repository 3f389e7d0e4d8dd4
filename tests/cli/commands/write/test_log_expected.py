"""`plantrack log --expected`: by when an item is to reach a stage, and what it changes, which is no number."""

import json
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import Ran, Run

BY_END_OF_YEAR = ("log", "cluster", "established", "Hạ Bằng", "--new", "--expected", "2026-12-31")
LATER = ("log", "cluster", "established", "Hạ Bằng", "--expected", "2027-06-30")


def last(folder: Path) -> dict[str, Any]:
    row: dict[str, Any] = tomli.loads((folder / "plan.toml").read_text(encoding="utf-8"))["milestones"][-1]
    return {key: value for key, value in row.items() if key != "recorded"} | {"expected": str(row["expected"])}


def test_it_has_no_date_and_changes_no_number(hanoi: Run, tmp_path: Path) -> None:
    before = hanoi("status", "--format", "json").stdout
    assert hanoi(*BY_END_OF_YEAR, "--decision", "20/KH-UBND") == Ran(
        "Hạ Bằng: cluster established, expected by 2026-12-31, recorded in plan.toml\n  no number changes\n"
    )
    assert last(tmp_path) == {
        "expected": "2026-12-31",
        "kind": "cluster",
        "stage": "established",
        "item": "Hạ Bằng",
        "decision": "20/KH-UBND",
    }
    assert hanoi("status", "--format", "json").stdout == before


def test_a_later_one_puts_it_off_and_an_earlier_one_brings_it_forward(hanoi: Run) -> None:
    hanoi(*BY_END_OF_YEAR)
    assert hanoi(*LATER).stdout.splitlines()[1] == "  put off 181 days, from 2026-12-31 (1 ×); no number changes"
    assert hanoi(*LATER).stdout == (
        "Hạ Bằng: cluster established, expected by 2027-06-30, already recorded in plan.toml\n"
    )
    assert hanoi(*LATER[:-1], "2027-12-31").stdout.splitlines()[1] == (
        "  put off 365 days, from 2026-12-31 (2 ×); no number changes"
    )
    assert hanoi(*LATER[:-1], "2027-12-30").stdout.splitlines()[1] == (
        "  brought forward 1 day, from 2027-12-31; no number changes"
    )
    # What was said once is said again, and meant.
    assert hanoi(*BY_END_OF_YEAR[:4], "--expected", "2026-12-31").stdout.splitlines()[1] == (
        "  brought forward 364 days, from 2027-12-30; no number changes"
    )


def test_what_is_narrowed_within_a_partial_date_is_made_exact(hanoi: Run) -> None:
    """And history says so, by the same rule; beyond it, it moves."""
    told = [hanoi(*BY_END_OF_YEAR[:-1], "2026").stdout.splitlines()[1]]
    told += [hanoi(*LATER[:-1], date).stdout.splitlines()[1] for date in ("2026-Q3", "2026-09-30", "2026-10", "2027")]
    assert told == [
        "  no number changes",
        "  made exact, from 2026; no number changes",
        # Its last day is the same.
        "  made exact, from 2026-Q3; no number changes",
        "  put off 31 days, from 2026-09-30 (1 ×); no number changes",
        "  put off 365 days, from 2026 (2 ×); no number changes",
    ]
    told = [line for line in hanoi("history", "--item", "Hạ Bằng").stdout.splitlines() if "→" in line]
    assert [line.split()[1] for line in told if "made exact" in line] == ["2026-Q3", "2026-09-30"]
    receipt = json.loads(hanoi(*LATER[:-1], "2027-Q4", "--format", "json").stdout)["expected_changes"][0]
    assert (receipt["moved"], receipt["made_exact"]) == (0, True)


def test_the_receipt_as_json(hanoi: Run) -> None:
    hanoi(*BY_END_OF_YEAR)
    told = json.loads(hanoi(*LATER, "--format", "json").stdout)
    assert told["expected_changes"] == [
        {
            "item": "Hạ Bằng",
            "kind": "cluster",
            "stage": "established",
            "was": "2026-12-31",
            "now": "2027-06-30",
            "moved": 181,
            "made_exact": False,
            "first": "2026-12-31",
            "times": 1,
            "days": 181,
        }
    ]
    assert (told["recorded"][0]["date"], told["recorded"][0]["expected"]) == (None, "2027-06-30")


def test_several_items_are_told_each_by_its_name(hanoi: Run) -> None:
    both = ("log", "cluster", "established", "Hạ Bằng", "Phú Mãn", "--expected")
    hanoi(*both, "2026-12-31", "--new")
    assert hanoi(*both, "2027-01-01").stdout.splitlines()[2:] == [
        "  Hạ Bằng: put off 1 day, from 2026-12-31 (1 ×)",
        "  Phú Mãn: put off 1 day, from 2026-12-31 (1 ×)",
        "  no number changes",
    ]


def test_with_a_date_it_has_both(hanoi: Run, tmp_path: Path) -> None:
    ran = hanoi(*BY_END_OF_YEAR, "--date", "2026-06-01")
    assert ran.stdout.splitlines()[0] == (
        "Hạ Bằng: cluster established, 2026-06-01, was expected by 2026-12-31, recorded in plan.toml"
    )
    assert (str(last(tmp_path)["date"]), last(tmp_path)["expected"]) == ("2026-06-01", "2026-12-31")


@pytest.mark.parametrize("known", ["established", "started", "withdrawn"])
def test_on_what_is_reached_or_left_behind_it_is_refused(hanoi: Run, known: str) -> None:
    hanoi("log", "cluster", known, "Hạ Bằng", "--new", "--date", "2026-06-01")
    hint = "hint: --date and --expected together say when it was reached, and by when it was to be\n"
    assert hanoi(*LATER) == Ran(
        "",
        f"error: Hạ Bằng: established cannot be expected by 2027-06-30: {known} on 2026-06-01 is known\n"
        f"{hint if known == 'established' else ''}nothing was written\n",
        4,
    )


def test_what_is_no_stage_has_none(hanoi: Run) -> None:
    assert hanoi("log", "cluster", "withdrawn", "Thiết Bình", "--expected", "2027") == Ran(
        "",
        "error: expected is by when a stage is to be reached, and withdrawn is none\n"
        "hint: its stages are planned, established, started, completed, filled\nnothing was written\n",
        2,
    )


def test_a_past_date_and_a_partial_one_are_taken(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi(*BY_END_OF_YEAR[:-1], "Q1/2024").stdout.splitlines()[0] == (
        'Hạ Bằng: cluster established, expected by 2024-Q1 ("Q1/2024"), recorded in plan.toml'
    )
    assert last(tmp_path)["expected"] == "2024-Q1"


def test_undo_takes_it_back(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    hanoi(*BY_END_OF_YEAR)
    assert hanoi("undo").code == 0
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_items_tell_what_is_expected_and_its_csv_is_known(hanoi: Run, tmp_path: Path) -> None:
    of = ("log", "cluster", "established")
    hanoi(*of, "Hạ Bằng", "--new", "--expected", "2026-10-31")
    hanoi(*of, "Xuân Nộn", "--new", "--expected", "2027-Q1")
    hanoi(*of, "Phú Mãn", "--new", "--date", "2026-01-01")
    told = hanoi("items", "cluster", "--missing", "started").stdout
    assert "→ 2026-10-31 ▼" in told
    assert "established: " in told.splitlines()[-1]
    sheet = hanoi("items", "cluster", "--format", "csv").stdout
    header = sheet.splitlines()[0].split(",")
    assert [column for column in header if "expected" in column] == ["expected_established"]
    (tmp_path / "items.csv").write_text(sheet, encoding="utf-8")
    assert ": 0 recorded in plan.toml" in hanoi("import", "items.csv", "--kind", "cluster").stdout
    # What they write elsewhere makes the same of it.
    one = json.loads(hanoi("items", "cluster", "--format", "json").stdout)["items"]
    late = {item["item"]: (item["expected"]["established"], item["late"]["established"]) for item in one}
    assert (late["Hạ Bằng"], late["Xuân Nộn"], late["Phú Mãn"]) == (("2026-10-31", 24), ("2027-Q1", 0), (None, None))


@pytest.mark.parametrize(
    "heading",
    ["expected_started", "Started expected", "dự kiến khởi công", "Khởi công dự kiến", "Khởi công (dự kiến)"],
)
def test_a_list_says_by_when(hanoi: Run, tmp_path: Path, heading: str) -> None:
    (tmp_path / "list.csv").write_text(f"Tên,{heading}\nCam Thượng,30/6/2027\n", encoding="utf-8")
    assert hanoi("import", "list.csv", "--kind", "cluster").stdout == (
        "1 row, 1 record: 1 recorded in plan.toml, 0 known\n  no number changes\n"
    )
    assert last(tmp_path) == {
        "expected": "2027-06-30",
        "kind": "cluster",
        "stage": "started",
        "item": "Cam Thượng",
    }


def test_all_dates_of_a_file_may_be_expected_ones(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Tên,Khởi công\nCam Thượng,30/6/2027\n", encoding="utf-8")
    assert hanoi("import", "list.csv", "--kind", "cluster").code == 4
    assert hanoi("import", "list.csv", "--kind", "cluster", "--expected").code == 0
    assert last(tmp_path)["expected"] == "2027-06-30"


def test_show_tells_how_late_it_is_and_how_often_it_was_put_off(hanoi: Run) -> None:
    hanoi(*BY_END_OF_YEAR[:-1], "2024-12-31")
    hanoi(*LATER[:-1], "2026-10-31", "--decision", "20/KH-UBND")
    told = hanoi("show", "ha bang").stdout.splitlines()
    assert told[4].split("  ")[:2] == [
        "→ 2026-10-31",
        "to reach established, 24 days late, put off from 2024-12-31 (1 ×)",
    ]
    assert "20/KH-UBND" in told[4]
    assert not any(line.startswith("corrected") for line in told)


NARROW = """\
date          stage                        evidence     where
→ 2026-10-31  to reach established, 24     no evidence  plan.toml:1028
              days late, put off from
              2024-12-31 (1 ×)
"""
NARROW_IN_VIETNAMESE = """\
ngày          bước                     căn cứ           vị trí
→ 31/10/2026  dự kiến thành lập, quá   không có căn cứ  plan.toml:1028
              hạn 24 ngày, lùi 1 lần
              từ 31/12/2024
"""


@pytest.mark.parametrize(("language", "drawn"), [("en", NARROW), ("vi", NARROW_IN_VIETNAMESE)])
def test_show_tells_all_of_it_on_a_narrow_screen(
    language: str, drawn: str, hanoi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanoi(*BY_END_OF_YEAR[:-1], "2024-12-31")
    hanoi(*LATER[:-1], "2026-10-31")
    monkeypatch.setattr("plantrack.cli.app.is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "70")
    told = hanoi("show", "ha bang", "--color", "never", "--lang", language).stdout.splitlines()
    assert [line.rstrip() for line in told[3:7]] == drawn.splitlines()


def test_of_very_many_dates_that_moved_the_first_are_told(hanoi: Run) -> None:
    def rows(date: str) -> bytes:
        items = (f"{date},cluster,established,{first}{second},http://x" for first in "ABCDE" for second in "KLMNP")
        return "\n".join(("expected,kind,stage,item,source", *items)).encode()

    assert hanoi("import", "-", "--new", stdin=rows("2027-06-30")).code == 0
    told = hanoi("import", "-", stdin=rows("2027-07-01")).stdout.splitlines()
    names = [first + second for first in "ABCD" for second in "KLMNP"]
    assert told == [
        "25 rows: 25 recorded in plan.toml, 0 known",
        *(f"  {name}: put off 1 day, from 2027-06-30 (1 ×)" for name in names),
        "  and 5 more",
        "  no number changes",
    ]
    told_all = json.loads(hanoi("import", "-", "--format", "json", stdin=rows("2027-07-02")).stdout)
    assert [change["moved"] for change in told_all["expected_changes"]] == [1] * 25


def test_what_was_reached_is_told_as_once_expected(hanoi: Run) -> None:
    reached = ("log", "cluster", "completed", "Thiết Bình", "--date", "2025-01-01", "--expected", "2024-06-30")
    hanoi(*reached)
    told = "completed, was expected by 2024-06-30"
    assert told in hanoi("show", "Thiết Bình").stdout
    assert told in hanoi("history").stdout
    assert told in hanoi("status", "--since", "2024").stdout
    assert hanoi(*reached, "--lang", "vi").stdout == (
        "Thiết Bình: cụm công nghiệp hoàn thành hạ tầng, ngày 01/01/2025, trước đó dự kiến ngày 30/6/2024, "
        "đã ghi từ trước trong plan.toml\n"
    )
    told = "hoàn thành hạ tầng, trước đó dự kiến 30/06/2024"
    assert told in hanoi("show", "Thiết Bình", "--lang", "vi").stdout


COUNTS_AS_MOVED = (
    "a plan file does not tell an expected date that was wrong from one that was moved: it counts as moved; "
    "plantrack edit takes out one that nobody named\n"
)


def test_one_that_is_to_be_a_correction_counts_as_moved_and_is_told_so(hanoi: Run, tmp_path: Path) -> None:
    hanoi(*BY_END_OF_YEAR)
    assert hanoi(*LATER, "--correct") == Ran(
        "Hạ Bằng: cluster established, expected by 2027-06-30, recorded in plan.toml\n"
        "  put off 181 days, from 2026-12-31 (1 ×); no number changes\n",
        COUNTS_AS_MOVED,
    )
    assert hanoi(*LATER[:-1], "2027-06-29", "--correct").stderr == COUNTS_AS_MOVED
    # Nothing of it where nothing moved, where it is meant, or where nothing is to be said.
    assert hanoi(*LATER[:-1], "2027-06-29", "--note", "later", "--correct").stderr == ""
    assert hanoi(*LATER[:-1], "2027-06-28").stderr == ""
    assert hanoi(*LATER[:-1], "2027-06-27", "--correct", "--quiet") == Ran("")
    (tmp_path / "list.csv").write_text("item,started expected\nHạ Bằng,2027-12-31\n", encoding="utf-8")
    assert hanoi("import", "list.csv", "--kind", "cluster", "--correct").stderr == ""
    (tmp_path / "list.csv").write_text("item,started expected\nHạ Bằng,2028-01-31\n", encoding="utf-8")
    assert hanoi("import", "list.csv", "--kind", "cluster", "--correct").stderr == COUNTS_AS_MOVED


def test_what_nobody_named_is_taken_out_by_hand(hanoi: Run, tmp_path: Path) -> None:
    hanoi(*BY_END_OF_YEAR)
    hanoi(*LATER)
    plan = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    kept, _, mistaken = plan.partition("\n[[milestones]]\nexpected = 2026-12-31\n")
    (tmp_path / "plan.toml").write_text(kept + "\n[[milestones]]" + mistaken.partition("[[milestones]]")[2])
    assert "put off" not in hanoi("show", "ha bang").stdout
