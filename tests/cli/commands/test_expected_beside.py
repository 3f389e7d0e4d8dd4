"""By when a stage was to be reached, said below the milestone that reached it: each stands on its own paper."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, Run

ABOVE = """
[[milestones]]
expected = 2024-12-31
kind = "cluster"
stage = "established"
item = "Hạ Bằng"
decision = "1/KH-UBND"
"""
REACHED = """
[[milestones]]
date = 2025-03-01
kind = "cluster"
stage = "established"
item = "Hạ Bằng"
decision = "5/QĐ-UBND"
"""
BELOW = """
[[milestones]]
expected = 2025-02-28
kind = "cluster"
stage = "established"
item = "Hạ Bằng"
decision = "9/KH-UBND"
area_ha = 12
"""
Log = Callable[[str], None]


@pytest.fixture
def log(plantrack: Run, tmp_path: Path) -> Log:
    plantrack("init")
    start = (tmp_path / "plan.toml").read_bytes()

    def write(text: str) -> None:
        (tmp_path / "plan.toml").write_bytes(start + text.encode())

    return write


def entries(plantrack: Run, *words: str) -> list[dict[str, object]]:
    told = plantrack("show", "Hạ Bằng", "--format", "json", *words).stdout
    found: list[dict[str, object]] = json.loads(told)["stages"]
    return found


@pytest.mark.parametrize("above", ["", ABOVE])
def test_the_milestone_keeps_its_paper_and_its_line(plantrack: Run, log: Log, above: str) -> None:
    log(above + REACHED)
    (before,) = entries(plantrack)
    log(above + REACHED + BELOW)
    (after,) = entries(plantrack)
    assert after == before | {"expected": "2025-02-28", "attributes": {"area_ha": 12}}
    assert after["decision"] == "5/QĐ-UBND"


def test_before_it_was_reached_the_paper_of_what_was_expected_stands(plantrack: Run, log: Log) -> None:
    log(ABOVE + REACHED + BELOW)
    asked = ("--as-of", "2025-01-15", "--format", "json")
    (shown,) = json.loads(plantrack("show", "Hạ Bằng", *asked).stdout)["expected"]
    (due,) = json.loads(plantrack("due", *asked).stdout)["due"]
    assert (shown["record"]["decision"], shown["first"], shown["times"]) == ("9/KH-UBND", "2024-12-31", 1)
    assert shown["record"]["decision_line"] == shown["record"]["line"]
    assert (due["decision"], due["by"], due["days"]) == ("9/KH-UBND", "2025-02-28", 44)
    # Of a milestone that says itself by when it was to be, the paper is that of the milestone.
    log(ABOVE + REACHED.replace("kind", "expected = 2025-01-31\nkind"))
    (shown,) = json.loads(plantrack("show", "Hạ Bằng", *asked).stdout)["expected"]
    assert (shown["record"]["decision"], shown["record"]["expected"]) == (None, "2025-01-31")


def test_history_gives_each_its_paper_and_corrects_none(plantrack: Run, log: Log) -> None:
    log(ABOVE + REACHED + BELOW)
    told = json.loads(plantrack("history", "--item", "Hạ Bằng", "--format", "json").stdout)
    first, last, reached = [one["record"]["line"] for one in told["records"]]
    assert [one["replaced_by"] for one in told["records"]] == [reached, reached, None]
    assert [(one["line"], one["decision"], one["expected"]) for one in told["standing"]] == [
        (reached, "5/QĐ-UBND", "2025-02-28")
    ]
    shown = [" ".join(line.split()) for line in plantrack("history", "--item", "Hạ Bằng").stdout.splitlines()[4:]]
    of, awaited = "cluster established Hạ Bằng", "cluster to reach established Hạ Bằng"
    assert shown == [
        f"→ 2024-12-31 {awaited} expected now 2025-02-28 on line {last}; added to on line {reached} 1/KH-UBND {first}",
        f"→ 2025-02-28 {awaited} expected was 2024-12-31 on line {first}; adds to line {reached} 9/KH-UBND {last}",
        f"2025-03-01 {of} 5/QĐ-UBND {reached}",
    ]


@pytest.mark.parametrize("name", ["h.csv", "other.toml"])
def test_what_another_file_says_of_it_comes_with_its_paper(plantrack: Run, log: Log, tmp_path: Path, name: str) -> None:
    log(ABOVE + REACHED + BELOW)
    (tmp_path / "other.toml").write_bytes((tmp_path / "plan.toml").read_bytes())
    (tmp_path / "h.csv").write_text(plantrack("history", "--format", "csv").stdout, encoding="utf-8")
    shown = plantrack("show", "Hạ Bằng", "--as-of", "2025-01-15", "--format", "json").stdout
    assert ": 0 recorded in plan.toml" in plantrack("import", name).stdout
    log(ABOVE + REACHED)
    assert ": 1 recorded in plan.toml" in plantrack("import", name).stdout
    assert ": 0 recorded in plan.toml" in plantrack("import", name).stdout
    now = plantrack("show", "Hạ Bằng", "--as-of", "2025-01-15", "--format", "json").stdout
    ours, theirs = (json.loads(text)["expected"][0]["record"] for text in (now, shown))
    assert [ours[key] for key in ("expected", "decision")] == [theirs[key] for key in ("expected", "decision")]
    assert [one["decision"] for one in entries(plantrack)] == ["5/QĐ-UBND"]


def test_a_paper_of_the_same_expected_date_is_added(plantrack: Run, log: Log, tmp_path: Path) -> None:
    """Both know the milestone and by when it was to be; theirs knows who says the latter."""
    log(REACHED + BELOW)
    (tmp_path / "other.toml").write_bytes((tmp_path / "plan.toml").read_bytes())
    log(REACHED + BELOW.replace('decision = "9/KH-UBND"\n', ""))
    assert ": 1 recorded in plan.toml" in plantrack("import", "other.toml").stdout
    (shown,) = json.loads(plantrack("show", "Hạ Bằng", "--as-of", "2025-01-15", "--format", "json").stdout)["expected"]
    assert shown["record"]["decision"] == "9/KH-UBND"
    assert ": 0 recorded in plan.toml" in plantrack("import", "other.toml").stdout


def test_what_was_not_known_yet_is_not_told(plantrack: Run, log: Log) -> None:
    log(REACHED + BELOW + "recorded = 2025-06-01 10:00:00+07:00\n")
    assert [one["expected"] for one in entries(plantrack, "--known", "2025-05-31")] == [None]
    assert [(one["expected"], one["decision"]) for one in entries(plantrack, "--known", "2025-06-01")] == [
        ("2025-02-28", "5/QĐ-UBND")
    ]


def test_log_refuses_it_still(plantrack: Run, log: Log) -> None:
    log(REACHED)
    assert plantrack("log", "cluster", "established", "Hạ Bằng", "--expected", "2025-02-28") == Ran(
        "",
        "error: Hạ Bằng: established cannot be expected by 2025-02-28: established on 2025-03-01 is known\n"
        "hint: --date and --expected together say when it was reached, and by when it was to be\n"
        "nothing was written\n",
        4,
    )
