"""Cases worked out by hand, apart from the program: cases.toml says of each what its figures are on some days."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import view_of

from plantrack.plan import dates
from plantrack.plan.reports.status import status_report
from plantrack.store import planfile

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["cases"]
# The figures of a target that a case can name: those that it leaves out are None.
FIGURES = (
    *("status", "actual", "judged", "named", "unnamed", "planned", "progress", "ratio", "days", "outlook", "rate"),
    *("needed", "goal", "due", "records", "evidenced", "last_date", "stretch", "revised"),
)


def figures_on(plan: str, day: date) -> dict[str, Any]:
    file = planfile.parse("plan.toml", plan.encode())
    target = file.plan.targets["t"]
    report = status_report(view_of(file, dates.from_day(day)), [target])
    return report.targets[0]._asdict()


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(
            case["plan"],
            expected,
            id=f"{case['name']}, {expected['as_of']}",
        )
        for case in CASES
        for expected in case["days"]
    ],
)
def test_a_case_worked_out_by_hand(plan: str, expected: dict[str, Any]) -> None:
    figures = figures_on(plan, expected["as_of"])
    assert set(expected) <= {"as_of", *FIGURES}
    rounded = {
        key: round(value, 6) if isinstance(value, float) else value for key, value in figures.items() if key in FIGURES
    }
    assert rounded == {key: expected.get(key) for key in FIGURES}
