"""The words about a number: each still true where it is read without what stands around it."""

from pathlib import Path

import pytest
from conftest import Run

PLAN = """
plan = { title = "Words", start = 2021-01-01, end = 2025-12-31 }
kinds.school.stages = ["started", "opened"]
[targets.opened]
unit = "schools"
kind = "school"
stages = ["opened"]
baseline = BASELINE
goal = GOAL
"""
MEASURED = """
plan = { title = "Words", start = 2021-01-01, end = 2025-12-31 }
[targets.water]
unit = "%"
baseline = 60
goal = 70
"""


def opened(*dates: str, stage: str = "opened") -> str:
    return "".join(
        f'[[milestones]]\ndate = "{date}"\nkind = "school"\nstage = "{stage}"\nitem = "School {place}"\n'
        for place, date in enumerate(dates)
    )


def total(value: float, date: str, target: str = "water") -> str:
    return f'[[measurements]]\ndate = "{date}"\ntarget = "{target}"\nvalue = {value}\n'


def counted(baseline: int, goal: int) -> str:
    return PLAN.replace("BASELINE", str(baseline)).replace("GOAL", str(goal))


def row(told: str) -> list[str]:
    """Return the cells of the one row of a table as Markdown."""
    header, _, cells = [line for line in told.splitlines() if line.startswith("| ")]
    names = [name.strip() for name in header.strip("|").split("|")]
    return [
        cell.strip()
        for name, cell in zip(names, cells.strip("|").split("|"), strict=True)
        if name in ("status", "actual", "measured", "to plan", "schedule")
    ]


# The five years have 1825 days from start to due: of ten schools one is due every 182.5 days.
ROWS = [
    # The third was due on 2022-07-02; on 2024-01-01, after 1095 days, six are planned.
    (
        counted(0, 10) + opened("2021-03-01", "2021-05-01"),
        "2024-01-01",
        "**2** of 10",
        "4 short",
        "short since 2022-07",
    ),
    # Ahead of the 6.0 by three whole ones; nine are planned 1642.5 days after the start.
    (counted(0, 10) + opened(*["2023-01-01"] * 9), "2024-01-01", "**9** of 10", "3 ahead", "ahead until 2025-07"),
    # 0.5 of a school is missing 638.75 days after the start, when 3.5 are planned.
    (counted(0, 10) + opened(*["2021-02-01"] * 3), "2022-10-01", "**3** of 10", "<1 short", "on time"),
    (
        counted(0, 10) + opened(*["2024-03-05"] * 10),
        "2026-06-30",
        "**10** of 10",
        "as planned",
        "met in 2024-03, 22 months early",
    ),
    (
        counted(0, 10) + opened(*["2026-03-31"] * 10),
        "2026-06-30",
        "**10** of 10",
        "as planned",
        "met in 2026-03, 3 months late",
    ),
    # In the last tenth of the time 9 of 9.83 are at risk, but no whole one is missing.
    (counted(0, 10) + opened(*["2023-01-01"] * 9), "2025-12-01", "**9** of 10", "<1 short", ""),
    # The first was due on 2021-07-02. The log follows the kind: that none has opened is known.
    (
        counted(0, 10) + opened("2021-02-01", stage="started"),
        "2022-01-01",
        "**none yet** of 10",
        "2 short",
        "short since 2021-07",
    ),
    # Where it does not, nothing is said of the plan, but 0 is 0.
    (counted(0, 10), "2022-01-01", "**0** of 10", "", ""),
    (
        counted(0, 25000) + total(1234, "2021-12-31", "opened"),
        "2021-12-31",
        "**1,234** of 25,000",
        "3,752 short",
        "short since 2021-04",
    ),
]


@pytest.mark.parametrize(("plan", "day", "actual", "to_plan", "schedule"), ROWS)
def test_a_counted_target(
    plantrack: Run, tmp_path: Path, plan: str, day: str, actual: str, to_plan: str, schedule: str
) -> None:
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    told = plantrack("status", "--as-of", day, "--format", "markdown").stdout
    cells = [cell.replace("\\", "") for cell in row(told)]
    # What is met is bold, as the goal is.
    assert [cells[1], *(cell.strip("*") for cell in cells[2:])] == [actual, to_plan, *([schedule] if schedule else [])]


def test_a_measured_target_says_of_which_day_it_is(plantrack: Run, tmp_path: Path) -> None:
    # 64 on 2022-12-31, after 729 days, of the 63.99 planned; asked for nine months later it is the same.
    (tmp_path / "plan.toml").write_text(MEASURED + total(64.5, "2022-12-31"), encoding="utf-8")
    told = plantrack("status", "--as-of", "2023-09-30", "--format", "markdown").stdout
    assert row(told) == [
        "● on track",
        "**64.5** of 70",
        "2022-12-31, 9 months ago",
        "0.5 ahead",
        "was ahead until 2023-04",
    ]
    assert "(2022-12-31, 9 months ago)" in plantrack("show", "water", "--as-of", "2023-09-30").stdout
    assert "(2022-12-31, 9 months ago)" in plantrack("chart", "water", "--as-of", "2023-09-30").stdout
    assert "months ago" not in plantrack("status", "--as-of", "2022-12-31", "--format", "markdown").stdout


def test_what_was_all_due_on_one_day_is_short_since_then(plantrack: Run, tmp_path: Path) -> None:
    plan = MEASURED + 'pace = "none"\n' + total(65, "2025-12-20")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    told = plantrack("status", "--as-of", "2026-06-30", "--format", "markdown").stdout
    assert [cell.strip("*") for cell in row(told)[3:]] == ["5 short", "short since 2025-12"]
    assert "\n5 short: all of it was due on 2025-12-31\n" in plantrack("show", "water", "--as-of", "2026-06-30").stdout


REMARKS = [
    (MEASURED + total(59.5, "2022-12-31"), "2023-06-30", "below the baseline of 60"),
    (MEASURED.replace("70", "50") + total(60.5, "2022-12-31"), "2023-06-30", "above the baseline of 60"),
    (
        MEASURED + total(71, "2025-12-31") + total(66.5, "2026-03-15"),
        "2026-06-30",
        "met on 2025-12-31; 66.5 since 2026-03",
    ),
    (MEASURED + total(71, "2022-12-31"), "2026-06-30", "met on 2022-12-31, not measured since"),
    # 32 days before the due date is 2025-11-29: what is measured after it is the final figure.
    (MEASURED + total(71, "2025-11-29"), "2026-06-30", "met on 2025-11-29, not measured since"),
    (MEASURED + total(71, "2025-11-30"), "2026-06-30", None),
    (MEASURED + total(71, "2022-12-31"), "2025-12-31", None),
    (
        counted(0, 10) + opened("2021-03-01", "2021-03-02", "2021-03-03") + total(1, "2022-01-31", "opened"),
        "2022-06-30",
        "2 more by name than reported",
    ),
    (
        counted(5, 10)
        + opened("2019-01-01")
        + opened("2022-01-31", stage="withdrawn")
        + total(6, "2022-03-31", "opened"),
        "2022-06-30",
        "1 of the baseline withdrawn since",
    ),
    (counted(0, 10) + opened("2021-03-01", "2024-H1"), "2024-03-01", "1 more is not certain before 2024-06-30"),
    (
        counted(0, 10) + opened("2021-03-01", "2024-H1", "2024"),
        "2024-03-01",
        "2 more are not certain before 2024-06-30",
    ),
    (counted(0, 10) + opened("2021-03-01", "2024-H1"), "2024-06-30", None),
    (MEASURED + total(63, "2022-12-31") + total(68, "2024"), "2024-03-01", "a total is not certain before 2024-12-31"),
    (MEASURED + total(63, "2024-02-01") + total(68, "2024"), "2024-03-01", None),
    # A total takes in whatever may have happened by its date.
    (counted(0, 10) + opened("2024-H1") + total(1, "2024-02-01", "opened"), "2024-03-01", None),
]


@pytest.mark.parametrize(("plan", "day", "remark"), REMARKS)
def test_what_could_mislead_is_said_below_the_table_in_show_and_in_chart(
    plantrack: Run, tmp_path: Path, plan: str, day: str, remark: str | None
) -> None:
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    id = "water" if "water" in plan else "opened"
    table = plantrack("status", "--as-of", day).stdout.split("\n\n")
    assert table[2:-1] == ([f"{id}: {remark}"] if remark else [])
    shown = plantrack("show", id, "--as-of", day).stdout.splitlines()
    assert shown[2] == (remark or "")
    drawn = plantrack("chart", id, "--as-of", day).stdout
    assert (f"\n{remark}\n" in drawn) == (remark is not None)


def test_the_next_goal_on_the_way_is_shown_until_its_day(plantrack: Run, tmp_path: Path) -> None:
    interim = "interim = [{ by = 2022-12-31, goal = 61 }, { by = 2023-12-31, goal = 63.5 }]\n"
    (tmp_path / "plan.toml").write_text(MEASURED + interim + total(60.5, "2022-07-01"), encoding="utf-8")
    for day, goal in (("2022-12-31", "61 by 2022-12-31"), ("2023-01-01", "63.5 by 2023-12-31"), ("2024-01-01", None)):
        told = plantrack("status", "--as-of", day).stdout
        assert ("next goal" in told) == (goal is not None)
        assert goal is None or goal in told
    told = plantrack("show", "water", "--as-of", "2023-06-30").stdout
    assert "\nnext goal on the way: 63.5 by 2023-12-31\n" in told
    assert "needed from" not in told  # from one total follows no rate
    assert "on the way from 60 on 2021-01-01 to the interim goal of 61 on 2022-12-31\n" in told


def test_show_tells_what_is_needed_since_the_latest_total(plantrack: Run, tmp_path: Path) -> None:
    # 2 in 729 days are 1.002 a year, and 8 in 1096 days 2.67.
    (tmp_path / "plan.toml").write_text(MEASURED + total(61, "2021-12-31") + total(62, "2022-12-31"), encoding="utf-8")
    told = plantrack("show", "water", "--as-of", "2023-06-30").stdout
    assert "\noutlook at the average so far, 1 a year: 65 by 2025-12-31\n" in told
    assert "\nneeded from 2022-12-31 on: 2.7 a year; so far 1\n" in told


def test_show_tells_how_often_one_is_needed(plantrack: Run, tmp_path: Path) -> None:
    # Two came in 1095 days, one in 547.5; eight are missing, and 730 days are left: one in 91.25.
    plan = counted(0, 10) + opened("2021-03-01", "2021-05-01")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    told = plantrack("show", "opened", "--as-of", "2024-01-01").stdout
    assert "\n4 short: the 3rd was due on 2022-07-02\n" in told
    assert "\nneeded from now on: one every 91 days; so far one every 547\n" in told


def test_show_tells_the_notes_of_records(plantrack: Run, tmp_path: Path) -> None:
    plan = counted(0, 10) + opened("2021-03-01") + 'note = "by the mayor"\n'
    plan += total(3, "2022-12-31", "opened") + 'note = "preliminary"\n'
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    told = plantrack("show", "opened", "--as-of", "2023-06-30").stdout
    assert "\n  3  reported on 2022-12-31" in told
    assert "\n     preliminary\n" in told
    assert "  by the mayor  " in told


def test_show_tells_the_corner_of_a_revision(plantrack: Run, tmp_path: Path) -> None:
    # Raised halfway through 2022, after 546 of 1825 days: 60 + 10 * 546 / 1825 = 62.99 were planned for that day.
    revised = "revised = [{ from = 2022-07-01, goal = 80 }]\n"
    (tmp_path / "plan.toml").write_text(MEASURED + revised + total(64, "2023-07-01"), encoding="utf-8")
    told = plantrack("show", "water", "--as-of", "2023-07-01").stdout.splitlines()
    assert told[1] == "▼ behind, revised on 2022-07-01 · 64 of 80 % · as of 2023-07-01"
    (planned,) = [line for line in told if line.startswith("planned for")]
    assert planned.endswith(", on the way from 63 on 2022-07-01, when it was revised to 80 on 2025-12-31")


def test_numbers_have_at_most_one_decimal_more_than_the_plan(plantrack: Run, tmp_path: Path) -> None:
    # From 60 to 70.25, after 608 of 1825 days: 63.41479…, told to three decimals, as the goal has two.
    plan = MEASURED.replace("70", "70.25") + total(62, "2022-09-01")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    assert "planned for 2022-09-01: 63.415\n" in plantrack("show", "water", "--as-of", "2022-09-01").stdout


# What a target lacks, the day, and what the table and `show` say of it: each is true beside the status.
LENIENT = [
    # In the last tenth of the time 9 of 9.83 are at risk: what is missing of one is not enough for on time.
    (
        counted(0, 10) + opened(*["2023-01-01"] * 9),
        "2025-12-01",
        ["◐ at risk", "<1 short", ""],
        "<1 short: in the last tenth of the time that counts too",
    ),
    # 912 days after the start 99.945 of 200 are planned: of 96, which are 0.96 of that, three are missing.
    (
        counted(0, 200) + total(96, "2023-07-02", "opened"),
        "2023-07-02",
        ["● on track", "3 short", "within 5 %"],
        "3 short: no more than 5 % of the change that was planned by then",
    ),
    # In the first tenth of its time, 59 of 1825 days, 60.3 are planned of what is to come from 60 to 70.
    (
        MEASURED + total(60, "2021-03-01"),
        "2021-03-01",
        ["● on track", "0.3 short", ""],
        "0.3 short: in the first tenth of the time nothing is said against it",
    ),
    # A year after the start 62 were planned, and measured. How it ended nobody knows.
    (MEASURED + total(62, "2022-01-01"), "2026-06-30", ["? unreported", "as planned", ""], ""),
    # 64 were planned, and will be measured, 730 days after the start; 64.5 after 821, on 2023-04-02.
    (
        MEASURED + total(64.5, "2022-12-31"),
        "2023-04-02",
        ["● on track", "0.5 ahead", "ahead until 2023-04"],
        "0.5 ahead, until 2023-04-02",
    ),
    (
        MEASURED + total(64.5, "2022-12-31"),
        "2023-04-03",
        ["● on track", "0.5 ahead", "was ahead until 2023-04"],
        "0.5 ahead; the plan is beyond 64.5 since 2023-04-02",
    ),
    (
        MEASURED.replace("baseline = 60", "baseline = 80") + total(75.5, "2022-12-31"),
        "2023-04-03",
        ["● on track", "0.5 below", "was below until 2023-04"],
        "0.5 below; the plan is below 75.5 since 2023-04-02",
    ),
    # Met on the day, and lost since.
    (
        MEASURED + total(70, "2025-12-20") + total(66, "2026-03-31"),
        "2026-06-30",
        ["✓ met", "4 short", "met in 2025-12, 11 days early"],
        "the goal was reached on 2025-12-20, and still was when it was due on 2025-12-31",
    ),
]


@pytest.mark.parametrize(("plan", "day", "cells", "sentence"), LENIENT)
def test_what_is_said_of_the_time_contradicts_no_status(
    plantrack: Run, tmp_path: Path, plan: str, day: str, cells: list[str], sentence: str
) -> None:
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    told = row(plantrack("status", "--as-of", day, "--format", "markdown").stdout)
    plain = [cell.strip("*").replace("\\", "") for cell in told]
    distance = next(place for place, cell in enumerate(plain) if cell == cells[1])
    assert [plain[0], *plain[distance:]] == [one for one in cells if one]
    shown = plantrack("show", "opened" if "opened" in plan else "water", "--as-of", day).stdout
    assert f"\n{sentence}\n" in shown
    assert ("on time" in shown) == ("on time" in cells)


def test_what_was_all_due_on_one_day_was_planned_for_no_day_before(plantrack: Run, tmp_path: Path) -> None:
    plan = MEASURED + 'pace = "none"\n' + total(65, "2025-06-30")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    assert "\nplanned for 2025-12-31: 70\n" in plantrack("show", "water", "--as-of", "2026-06-30").stdout
    page = plantrack("page", "--as-of", "2026-06-30").stdout.replace("\u00a0", " ")
    assert "65 of 70 % on 30 June 2025. All of it was due on 31 December 2025: 5 short." in page


def test_a_final_figure_is_told_of_the_day_on_which_it_was_measured(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(MEASURED + total(69, "2025-12-10"), encoding="utf-8")
    page = plantrack("page", "--as-of", "2026-01-15").stdout.replace("\u00a0", " ")
    assert "69 of 70 % on 10 December 2025. All of it was due on 31 December 2025: 1 short." in page


def test_the_page_says_why_what_got_worse_at_once_is_at_risk_only(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(MEASURED + total(59, "2021-03-01"), encoding="utf-8")
    assert row(plantrack("status", "--as-of", "2021-03-01", "--format", "markdown").stdout)[0] == "◐ at risk"
    page = plantrack("page", "--as-of", "2021-03-01").stdout.replace("\u00a0", " ")
    assert "and not for long; what is measured also in the first tenth, where it got worse" in page


def test_on_its_last_day_the_time_is_not_over_yet(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(MEASURED, encoding="utf-8")
    days = ("2025-12-30", "2025-12-31", "2026-01-01")
    told = [plantrack("status", "--as-of", day).stdout.splitlines()[1].partition(" · ")[2] for day in days]
    assert told == ["99 % of the time is gone", "100 % of the time is gone", "the time is over since 2025-12-31"]
