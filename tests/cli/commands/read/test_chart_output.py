"""`chart --output`: a file that is written whole or not at all, and never over what is not ours."""

import json
import os
import stat
from pathlib import Path

import pytest
from conftest import TESTS, Ran, Run

from plantrack.render.chart.sheet import MARK

WROTE = Ran("wrote chart.svg\n")
ASK = ("chart", "clusters-started", "--as-of", "2025-06-30", "--output")


def test_a_drawing_is_written_and_written_anew(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi(*ASK, "chart.svg") == WROTE
    first = (tmp_path / "chart.svg").read_bytes()
    assert first.startswith(MARK.encode())
    assert hanoi("chart", "clusters-total", "--as-of", "2025-06-30", "--output", "chart.svg") == WROTE
    assert (tmp_path / "chart.svg").read_bytes() != first
    assert hanoi(*ASK, "chart.svg") == WROTE
    assert (tmp_path / "chart.svg").read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chart.svg", "plan.toml"]


def test_a_day_after_today_is_noted(hanoi: Run) -> None:
    note = "note: 2027-01-01 is after today: what is known now about that day\n"
    asked = ("chart", "clusters-started", "--as-of", "2027-01-01", "--output", "chart.svg")
    assert hanoi(*asked) == WROTE._replace(stderr=note)


def test_what_another_wrote_stays_unless_it_is_forced(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "chart.svg").write_text("<svg/>")
    (tmp_path / "chart.svg").chmod(0o640)
    refused = (
        "error: chart.svg: is there already, and plantrack did not write it\n"
        "hint: choose another name, or add --force to write over it\n"
    )
    assert hanoi(*ASK, "chart.svg") == Ran(stderr=refused, code=4)
    assert (tmp_path / "chart.svg").read_text() == "<svg/>"
    assert hanoi(*ASK, "chart.svg", "--force") == WROTE
    assert (tmp_path / "chart.svg").read_text().startswith(MARK)
    assert stat.S_IMODE((tmp_path / "chart.svg").stat().st_mode) == 0o640


def test_a_link_stays_one(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "drawings").mkdir()
    (tmp_path / "chart.svg").symlink_to("drawings/real.svg")
    for _ in range(2):
        assert hanoi(*ASK, "chart.svg") == WROTE
        assert (tmp_path / "chart.svg").is_symlink()
        assert (tmp_path / "drawings" / "real.svg").read_text().startswith(MARK)


@pytest.mark.parametrize("name", ["chart.png", "chart", "", "-", ".svg", "plan.toml"])
def test_a_name_that_is_none_for_a_drawing(hanoi: Run, tmp_path: Path, name: str) -> None:
    told = f'error: --output "{name}" does not end in .svg\nhint: write --output NAME.svg\n'
    assert hanoi(*ASK, name) == Ran(stderr=told, code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


def test_capitals_in_the_ending_are_fine(hanoi: Run) -> None:
    assert hanoi(*ASK, "CHART.SVG") == Ran("wrote CHART.SVG\n")


def test_the_plan_is_no_drawing_even_where_it_is_forced(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").rename(tmp_path / "plan.svg")
    (tmp_path / "link.svg").symlink_to("plan.svg")
    before = (tmp_path / "plan.svg").read_bytes()
    for name in ("plan.svg", "link.svg"):
        told = f"error: --output {name} is the plan itself\n"
        assert hanoi(*ASK, name, "--plan", "plan.svg", "--force") == Ran(stderr=told, code=2)
    assert (tmp_path / "plan.svg").read_bytes() == before


def test_what_cannot_be_written(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.svg").mkdir()
    os.mkfifo(tmp_path / "pipe.svg")
    (tmp_path / "loop.svg").symlink_to("loop.svg")
    long = "a" * 300 + ".svg"
    for name, why in {
        "no/chart.svg": "its folder is not there",
        "plan.toml/chart.svg": "its folder is not there",
        "folder.svg": "cannot be written: is a folder, not a file",
        "pipe.svg": "cannot be written: is a device or a pipe, not a file",
        "loop.svg": "cannot be written: too many levels of symbolic links",
        long: "cannot be written: file name too long",
    }.items():
        assert hanoi(*ASK, name) == Ran(stderr=f"error: {name}: {why}\n", code=3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.svg", "loop.svg", "pipe.svg", "plan.toml"]


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    told = "error: closed/chart.svg: cannot be written: permission denied\n"
    assert hanoi(*ASK, "closed/chart.svg") == Ran(stderr=told, code=3)


def test_a_drawing_is_no_other_format(hanoi: Run) -> None:
    hint = "hint: leave one of them out; > FILE keeps what is printed\n"
    for format in ("json", "csv", "markdown"):
        told = f"error: --output is for the drawing, not for {format}\n{hint}"
        assert hanoi(*ASK, "chart.svg", "--format", format) == Ran(stderr=told, code=2)
    told = f"error: --output is for the drawing, not for csv\n{hint}"
    assert hanoi(*ASK, "chart.svg", "--excel") == Ran(stderr=told, code=2)
    assert hanoi("chart", "clusters-started", "--force") == Ran(stderr="error: --force is for --output FILE\n", code=2)


def test_an_unknown_target_writes_nothing(hanoi: Run, tmp_path: Path) -> None:
    ran = hanoi("chart", "clusters-startd", "--output", "chart.svg")
    assert (ran.stdout, ran.code) == ("", 2)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


def test_what_is_expected_goes_on_from_the_actual_in_dots(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes((TESTS / "plans" / "due.toml").read_bytes())
    asked = ("chart", "clusters-new", "--as-of", "2025-03-31", "--output", "chart.svg")
    assert plantrack(*asked) == WROTE
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    dots = 'stroke-dasharray="0.1 5.5" stroke-linecap="round"'
    # In the drawing and in its key.
    assert drawn.count(dots) == 2
    told = json.loads(plantrack(*asked[:4], "--format", "json").stdout)["targets"][0]["expected"]
    assert f"If every expected date holds, it is {told[-1]['value']} by then.</desc>" in drawn
    assert f'<tspan font-weight="700">{told[-1]["value"]}</tspan> expected</text>' in drawn
    # Once the due date is over no date can hold any more.
    assert plantrack(*asked[:3], "2026-03-31", *asked[4:]) == WROTE
    assert dots not in (tmp_path / "chart.svg").read_text(encoding="utf-8")
