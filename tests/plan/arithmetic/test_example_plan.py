"""Figures of Hanoi's plan that were worked out by hand."""

from pathlib import Path
from typing import Any

import pytest
from conftest import view_of

from plantrack.plan import dates
from plantrack.plan.reports.status import status_report
from plantrack.store import planfile

EXAMPLE = Path(__file__).parents[3] / "examples" / "plan.toml"


def figures_of(id: str, day: str) -> dict[str, Any]:
    file = planfile.parse("plan.toml", EXAMPLE.read_bytes())
    target = file.plan.targets[id]
    return status_report(view_of(file, dates.parse_date(day)), [target]).targets[0]._asdict()


def rounded(figures: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(round(figures[name], 3 if name == "ratio" else 2) for name in names)


def test_clusters_started_when_they_were_reported() -> None:
    """24 of 43, 1286 of 1825 days after the start; the 25th was due on day 1061.05, 2023-11-28."""
    figures = figures_of("clusters-started", "2024-07-10")
    assert (figures["status"], figures["judged"], figures["unnamed"]) == ("at-risk", "2024-07-10", 12)
    assert rounded(figures, "days", "planned", "ratio") == (-225, 30.30, 0.792)
    assert rounded(figures, "outlook", "rate", "needed") == (34.06, 6.82, 12.88)


# One of five, and the second due on day 730; 32 of 43, the 33rd due on day 1400.58; 116, the 117th due on day 158.70.
@pytest.mark.parametrize(
    ("id", "day", "status", "days"),
    [
        ("wholesale-markets", "2024-07-10", "behind", -556),
        ("clusters-started", "2026-01-01", "missed", -425),
        ("clusters-total", "2026-01-01", "missed", -1667),
    ],
)
def test_days_are_told_by_the_item_that_is_missing_next(id: str, day: str, status: str, days: int) -> None:
    figures = figures_of(id, day)
    assert (figures["status"], figures["days"]) == (status, days)


def test_the_example_says_of_each_interim_goal_by_when_and_how_much() -> None:
    plan = EXAMPLE.read_text(encoding="utf-8").replace(
        "goal = 159\n", "goal = 159\ninterim = [{ by = 2022-12-31, goal = 130 }]\n"
    )
    file = planfile.parse("plan.toml", plan.encode())
    report = status_report(view_of(file, dates.parse_date("2024")), [file.plan.targets["clusters-total"]])
    assert report.targets[0].interim == (("2022-12-31", 130),)
