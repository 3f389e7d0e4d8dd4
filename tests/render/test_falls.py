"""Where less is better, words say so: no part of a goal is reached, and what is above the plan is not short of it."""

from pathlib import Path

import pytest
from conftest import Run

PLAN = Path(__file__).parents[1] / "plans" / "falls.toml"
AS_OF = ("--as-of", "2025-06-30")


@pytest.fixture
def asked(plantrack: Run, tmp_path: Path) -> Run:
    (tmp_path / "plan.toml").write_bytes(PLAN.read_bytes())
    return plantrack


def test_in_a_table(asked: Run) -> None:
    rows = asked("status", *AS_OF, "--format", "markdown").stdout.splitlines()[6:9]
    assert [row.split(" | ")[1:3] + row.split(" | ")[5:7] for row in rows] == [
        ["▼ behind", "**13,000**, goal 800 or less", "9,360 above", "above since 2021-09"],
        ["● on track", "**19.2**, goal 18 or less, at best 15", "0.32 above", "within 5 %"],
        ["**✓ met**", "**48**, goal 50 or less", "**7.9 below**", "**met in 2025-05, 7 months early**"],
    ]


def test_until_when_it_is_below(asked: Run) -> None:
    asked("measure", "waste", "60", "--date", "2023-12-31", "--note", "counted")
    rows = asked("status", "waste", "--as-of", "2023-12-31", "--format", "markdown").stdout.splitlines()
    assert "| **60**, goal 50 or less |" in rows[6]
    # 40 of 50 are due after 0.8 of the 1825 days from the start: on 31 December 2024.
    assert "| 10 below | below until 2024-12 |" in rows[6]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "behind: Poor households, 13,000 households, goal 800 or less (2024-12-31, 6 months ago), "
            "planned 3,640, 9,360 above\n",
        ),
        (
            "vi",
            "chậm tiến độ: Số hộ nghèo, 13.000 hộ, mục tiêu không quá 800 (31/12/2024, 6 tháng trước), "
            "phải đạt 3.640, cao hơn 9.360\n",
        ),
    ],
)
def test_in_a_message(asked: Run, language: str, told: str) -> None:
    assert asked("status", "--brief", *AS_OF, "--lang", language).stdout.endswith(told)


def test_what_is_behind_it(asked: Run) -> None:
    told = asked("show", "poor", *AS_OF).stdout
    assert "13,000 households, goal 800 or less (2024-12-31, 6 months ago)" in told
    assert "\n9,360 above: the plan is below 13,000 since 2021-09-15\n" in told


def test_what_is_next(asked: Run) -> None:
    told = asked("due", "--within", "200", *AS_OF).stdout
    assert "goal 18 or less, now 19.2" in told
    assert "goal 800 or less, now 13,000" in asked("due", "--within", "200", *AS_OF).stdout
    lines = asked("status", "loss", "--brief", "--as-of", "2025-10-05").stdout.splitlines()
    assert lines[-1] == "next: Losses of water: goal 18 or less by 2025-12-31"


def test_what_a_record_changes(asked: Run) -> None:
    ran = asked("measure", "poor", "12000", "--date", "2025-06-30", "--note", "counted")
    assert ran.stdout.splitlines()[1] == "  poor 13,000 → 12,000, goal 800 or less"


def test_on_the_page(asked: Run) -> None:
    page = asked("page", *AS_OF).stdout
    told = (
        '<span class="big">13,000</span> <span class="rest">households, goal 800 or less</span>',
        "9,360 above</span>",
        "The plan expected 3,640 by then: 9,360 above.",
        "the goal needs 12,200 less in 6 months.",
        "It is due on 31\u00a0December\u00a02025: 50 or less.",
    )
    assert [one for one in told if one not in page] == []
    assert "short" not in page.partition("<body>")[2].replace('class="short ', "")
