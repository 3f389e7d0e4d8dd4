"""`status --brief`: at most eight plain lines for a message."""

from pathlib import Path

import pytest
from conftest import Ran, Run, begun, ran
from hypothesis import given
from strategies import Data, examples, plans, spelled

GROUPS = Path(__file__).parents[3] / "plans" / "groups.toml"


def test_what_is_missed_comes_first_and_then_what_is_behind(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(GROUPS.read_bytes())
    told = plantrack("status", "--brief", "--as-of", "2024-12-31")
    table = plantrack("status", "--sort", "worst", "--as-of", "2024-12-31", "--format", "csv").stdout
    assert told.code == 0
    assert "(Ms Lan)" in told.stdout
    bad = [row for row in table.splitlines() if ",behind," in row or ",missed," in row]
    assert len(told.stdout.splitlines()) == 2 + len(bad)


def test_the_example(hanoi: Run) -> None:
    assert hanoi("status", "--brief", "--as-of", "2025-06-30") == Ran(
        "Hanoi industry and trade plan, 2021-2025 · as of 2025-06-30 · 90 % of the time is gone\n"
        "1 at risk, 4 behind, 9 followed\n"
        "behind: New industrial parks, none yet of 2-3 parks, planned 1, 1 short\n"
        "behind: Industrial clusters in the city, 116 of 159 clusters, planned 154, 38 short\n"
        "behind: Clusters newly established, 3 of 46 clusters, planned 41, 38 short\n"
        "behind: Wholesale markets invested in, 2 of 5 markets, planned 4, 2 short\n"
    )


def test_of_some_targets_it_says_which(hanoi: Run) -> None:
    assert hanoi("status", "--brief", "--group", "Trade", "--as-of", "2025-06-30", "--fail-if", "behind") == Ran(
        "Hanoi industry and trade plan, 2021-2025 · as of 2025-06-30 · 90 % of the time is gone\n"
        "3 of 14 targets: group Trade\n"
        "1 behind, 2 followed\n"
        "behind: Wholesale markets invested in, 2 of 5 markets, planned 4, 2 short\n",
        code=1,
    )


BEGINNING = '[plan]\ntitle = "P"\nstart = 2021-01-01\nend = 2024-12-31\n'


def missed(number: int) -> str:
    return f'[targets.t{number}]\ntitle = "T{number}"\nowner = "Office"\nbaseline = 0\ngoal = {number}\n'


@pytest.mark.parametrize(("targets", "told", "more"), [(6, 6, 0), (7, 5, 2), (40, 5, 35)])
def test_what_has_no_room_is_counted(plantrack: Run, tmp_path: Path, targets: int, told: int, more: int) -> None:
    measured = "".join(f'[[measurements]]\ndate = 2024-12-31\ntarget = "t{one}"\nvalue = 0\n' for one in range(1, 41))
    text = BEGINNING + "".join(map(missed, range(1, 41))) + measured
    (tmp_path / "plan.toml").write_text(text)
    chosen = [f"t{number}" for number in range(1, targets + 1)]
    lines = plantrack("status", *chosen, "--brief", "--as-of", "2025-01-01").stdout.splitlines()
    assert lines[:2] == ["P · as of 2025-01-01 · the time is over since 2024-12-31", lines[1]]
    assert sum("(Office)" in line for line in lines) == told
    assert lines[2 + told :] == ([f"and {more} more"] if more else [])


def test_a_plan_without_targets(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(BEGINNING)
    assert plantrack("status", "--brief", "--as-of", "2023-01-01") == Ran(
        "P · as of 2023-01-01 · 50 % of the time is gone\nno targets\n"
    )


COMING = """
[kinds.school]
title = { en = "School", vi = "Trường học" }
stages = ["planned", "started"]
labels = { started = { en = "started", vi = "khởi công" } }
[targets.total]
title = { en = "Schools started", vi = "Trường khởi công" }
kind = "school"
stages = ["started"]
baseline = 0
goal = 8
interim = [{ by = 2023-06-30, goal = 5 }, { by = 2023-12-31, goal = 6 }]
[targets.other]
title = "Other"
baseline = 0
goal = 1
"""


def expected(item: str, date: str) -> str:
    return f'[[milestones]]\nkind = "school"\nstage = "started"\nitem = "{item}"\nexpected = {date}\n'


def test_what_is_late_and_what_is_next(plantrack: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    dates = {"A": "2023-05-01", "B": "2023-05-02", "C": "2023-07-31", "D": "2023-08-01", "E": '"2023-12"'}
    plan.write_text(BEGINNING + COMING + "".join(expected(item, date) for item, date in dates.items()))
    asked = ("status", "--brief", "--as-of", "2023-11-01")
    told = plantrack(*asked)
    assert told.stderr == ""
    assert told.stdout.splitlines()[-2:] == [
        "late: A to reach started by 2023-05-01, 184 days; B to reach started by 2023-05-02, 183 days; "
        "Schools started: goal 5 by 2023-06-30, 124 days; and 2 more",
        "next: E to reach started by 2023-12; Schools started: goal 6 by 2023-12-31",
    ]
    assert plantrack("--lang", "vi", *asked).stdout.splitlines()[-2:] == [
        "quá hạn: A dự kiến khởi công 01/5/2023, 184 ngày; B dự kiến khởi công 02/5/2023, 183 ngày; "
        "Trường khởi công: mục tiêu 5 đến 30/6/2023, 124 ngày; và 2 nội dung khác",
        "sắp đến hạn: E dự kiến khởi công tháng 12/2023; Trường khởi công: mục tiêu 6 đến 31/12/2023",
    ]
    # Of another target alone there is nothing.
    assert "late" not in plantrack(*asked, "other").stdout
    assert plantrack(*asked, "total").stdout.splitlines()[-2:] == told.stdout.splitlines()[-2:]


@examples(15)
@given(plans())
def test_it_is_never_longer(tmp_path_factory: pytest.TempPathFactory, data: Data) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.toml"
    path.write_bytes(spelled(data))
    told = ran("status", "--brief", "--plan", str(path), "--as-of", "2024-06-30")
    assert (told.stderr, told.code) == ("", 0)
    assert 2 <= len(told.stdout.splitlines()) <= 8


def test_it_has_no_colour_and_no_width(hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    plain = hanoi("status", "--brief", "--as-of", "2025-06-30")
    assert hanoi("status", "--brief", "--as-of", "2025-06-30", "--color", "always") == plain
    assert "\x1b" not in plain.stdout
    assert begun(["status", "--brief", "--as-of", "2025-06-30"], tmp_path) == plain


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--format json", "--brief is for people, not for json"),
        ("--format html", "--brief is for people, not for html"),
        ("--excel", "--brief is for people, not for csv"),
        ("--since 2025", "--brief and --since cannot be given together"),
        ("--during 2025", "--brief and --during cannot be given together"),
        ("--by district", "--brief and --by cannot be given together"),
    ],
)
def test_it_is_for_people_and_alone(hanoi: Run, options: str, told: str) -> None:
    assert hanoi("status", "--brief", *options.split()) == Ran(stderr=f"error: {told}\n", code=2)
