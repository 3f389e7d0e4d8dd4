"""The arithmetic on small plans, every figure worked out by hand."""

from typing import Any

import pytest

from plantrack.plan import dates
from plantrack.plan.account import account
from plantrack.plan.progress import Assessment, assess
from plantrack.store import planfile

PLAN = """
[plan]
start = 2021-01-01
end = 2024-12-31
[kinds.k]
stages = ["a", "b"]
[targets.t]
{target}
{records}
"""


def milestone(item: str, stage: str, date: str) -> str:
    return f'[[milestones]]\nkind = "k"\nstage = "{stage}"\nitem = "{item}"\ndate = "{date}"\n'


def total(date: str, value: float) -> str:
    return f'[[measurements]]\ntarget = "t"\ndate = "{date}"\nvalue = {value}\n'


def seen(target: str, records: str, day: str) -> Assessment:
    file = planfile.parse("plan.toml", PLAN.format(target=target, records=records).encode())
    return assess(file.plan.targets["t"], account(file.plan.targets["t"], file.ledger), dates.parse(day).hi)


COUNTED = 'kind = "k"\nstages = ["a", "b"]\nbaseline = 0\ngoal = 10\n'
FROM_FIVE = 'kind = "k"\nstages = ["a"]\nbaseline = 5\ngoal = 10\n'
MEASURED = "baseline = 0\ngoal = 100\n"
FALLING = "baseline = 60\ngoal = 20\n"

ACTUALS = [
    ("nothing recorded", COUNTED, "", "2022-01-01", 0, 0),
    ("an item counts from its day", COUNTED, milestone("x", "a", "2021-05-01"), "2021-05-01", 1, 1),
    ("and not before", COUNTED, milestone("x", "a", "2021-05-01"), "2021-04-30", 0, 0),
    ("a partial date counts from its last day", COUNTED, milestone("x", "a", "2021-05"), "2021-05-30", 0, 0),
    ("and from then on", COUNTED, milestone("x", "a", "2021-05"), "2021-05-31", 1, 1),
    (
        "a second stage adds nothing",
        COUNTED,
        milestone("x", "a", "2021-05-01") + milestone("x", "b", "2021-06-01"),
        "2022-01-01",
        1,
        1,
    ),
    (
        "what was before the start is no part of a baseline of 0",
        COUNTED,
        milestone("x", "a", "2020"),
        "2022-01-01",
        0,
        0,
    ),
    ("nor is its later stage", COUNTED, milestone("x", "a", "2020") + milestone("x", "b", "2022"), "2023-01-01", 0, 0),
    ("it is in the baseline otherwise", FROM_FIVE, milestone("x", "a", "2020"), "2022-01-01", 5, 0),
    (
        "a total takes in what may lie before it",
        COUNTED,
        total("2021-06-15", 4) + milestone("x", "a", "2021-06"),
        "2022-01-01",
        4,
        1,
    ),
    (
        "what is later adds to it",
        COUNTED,
        total("2021-06-15", 4) + milestone("x", "a", "2021-06-16"),
        "2022-01-01",
        5,
        1,
    ),
    (
        "of two totals of a last day the narrower holds",
        COUNTED,
        total("2021", 4) + total("2021-12", 5),
        "2022-01-01",
        5,
        0,
    ),
    ("a total before the start is not used", COUNTED, total("2020-12-31", 4), "2022-01-01", 0, 0),
    (
        "a withdrawn item counts no more",
        COUNTED,
        milestone("x", "a", "2021-05-01") + milestone("x", "withdrawn", "2022-05-01"),
        "2022-05-01",
        0,
        0,
    ),
    (
        "but until then",
        COUNTED,
        milestone("x", "a", "2021-05-01") + milestone("x", "withdrawn", "2022-05-01"),
        "2022-04-30",
        1,
        1,
    ),
    (
        "withdrawn from the baseline",
        FROM_FIVE,
        milestone("x", "a", "2020") + milestone("x", "withdrawn", "2022-05-01"),
        "2023-01-01",
        4,
        -1,
    ),
    (
        "withdrawn from a total that it was in",
        COUNTED,
        total("2021-06-15", 4) + milestone("x", "a", "2021-06-01") + milestone("x", "withdrawn", "2022-05-01"),
        "2023-01-01",
        3,
        0,
    ),
    (
        "withdrawn on a date that begins before the total, and entered after it",
        COUNTED,
        total("2022-03-01", 4) + milestone("x", "a", "2022-06-05") + milestone("x", "withdrawn", "2022"),
        "2023-01-01",
        4,
        0,
    ),
    (
        "the same before the withdrawal is certain",
        COUNTED,
        total("2022-03-01", 4) + milestone("x", "a", "2022-06-05") + milestone("x", "withdrawn", "2022"),
        "2022-12-30",
        5,
        1,
    ),
    ("a measured total holds until the next", MEASURED, total("2021-06-15", 12.5), "2022-01-01", 12.5, None),
]


@pytest.mark.parametrize(
    ("what", "target", "records", "day", "actual", "named"), ACTUALS, ids=[str(row[0]) for row in ACTUALS]
)
def test_actual(what: str, target: str, records: str, day: str, actual: float, named: int | None) -> None:
    found = seen(target, records, day)
    assert (found.actual, found.named) == (actual, named), what


# The plan has 1460 days from its start to its end; its middle is 2022-12-31.
STATUSES: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("not-started", MEASURED, total("2021-06-15", 5), "2020-12-31", {"planned": 0, "progress": None, "days": None}),
    ("no-data", MEASURED, "", "2022-12-31", {"planned": 729 / 1460 * 100, "ratio": None, "days": None}),
    ("on-track", MEASURED, total("2023-01-01", 47.5), "2023-01-01", {"planned": 50, "ratio": 0.95, "days": -37}),
    ("at-risk", MEASURED, total("2023-01-01", 47.49), "2023-01-01", {"planned": 50, "ratio": 0.9498, "days": -37}),
    ("at-risk", MEASURED, total("2023-01-01", 30), "2023-01-01", {"ratio": 0.6, "days": -292}),
    ("behind", MEASURED, total("2023-01-01", 29.99), "2023-01-01", {"days": -292}),
    ("behind", MEASURED, total("2023-01-01", -4), "2023-01-01", {"progress": -0.04, "days": -730}),
    ("on-track", MEASURED, total("2023-01-01", 60), "2023-01-01", {"ratio": 1.2, "days": 146}),
    ("on-track", MEASURED, total("2021-01-01", 0), "2021-01-01", {"ratio": None, "days": 0}),
    ("met", MEASURED, total("2023-01-01", 112), "2023-06-01", {"progress": 1.12, "days": 730}),
    ("met", MEASURED, total("2023-01-01", 112), "2030-01-01", {"progress": 1.12, "days": 730}),
    (
        "met",
        MEASURED,
        total("2022-01-01", 100) + total("2022-02-01", 99) + total("2024-12-21", 100),
        "2024-12-31",
        {"days": 10},
    ),
    ("missed", MEASURED, total("2023-01-01", 50), "2025-01-01", {"ratio": 0.5, "days": -731, "outlook": None}),
    ("met-late", MEASURED, total("2025-01-31", 100), "2025-03-01", {"days": -31}),
    ("at-risk", FALLING, total("2023-01-01", 45), "2023-01-01", {"planned": 40, "ratio": 0.75, "progress": 0.375}),
    ("met", FALLING, total("2023-01-01", 20), "2023-01-01", {"days": 730}),
    ("open", MEASURED + 'pace = "none"\n', total("2023-01-01", 1), "2024-12-31", {"planned": None, "progress": 0.01}),
    ("missed", MEASURED + 'pace = "none"\n', total("2023-01-01", 1), "2025-01-01", {"planned": 100, "days": -1}),
    ("on-track", COUNTED, total("2023-01-01", 5) + milestone("x", "a", "2022"), "2023-03-01", {"days": 0, "actual": 5}),
    (
        "behind",
        MEASURED + "interim = [{ by = 2023-01-01, goal = 80 }, { by = 2024-01-01, goal = 80 }]\n",
        total("2023-07-01", 40),
        "2023-07-01",
        {"planned": 80, "ratio": 0.5, "days": -546},
    ),
    (
        "on-track",
        MEASURED + "interim = [{ by = 2023-01-01, goal = 80 }, { by = 2024-01-01, goal = 80 }]\n",
        total("2023-07-01", 80),
        "2023-07-01",
        {"planned": 80, "ratio": 1, "days": 0},
    ),
    (
        "no-goal",
        "baseline = 5\n",
        total("2023-07-01", 80),
        "2023-07-01",
        {"actual": 80, "planned": None, "ratio": None},
    ),
]


@pytest.mark.parametrize(("status", "target", "records", "day", "figures"), STATUSES)
def test_status(status: str, target: str, records: str, day: str, figures: dict[str, Any]) -> None:
    found = seen(target, records, day)
    assert found.status == status
    assert {key: getattr(found, key) for key in figures} == {
        key: pytest.approx(value) if isinstance(value, float) else value for key, value in figures.items()
    }


def test_outlook_needs_two_records_and_a_tenth_of_the_time() -> None:
    two = total("2021-01-02", 1) + total("2021-05-26", 5)
    assert seen(MEASURED, two, "2021-05-26").outlook is None
    assert seen(MEASURED, two, "2021-05-27").outlook == pytest.approx(50)
    assert seen(MEASURED, total("2021-05-26", 5), "2021-05-27").outlook is None
    assert seen(MEASURED, two, "2024-12-31").outlook is None


def test_the_records_that_an_actual_rests_on() -> None:
    records = (
        milestone("before", "a", "2020-05-01")
        + milestone("x", "a", "2021-05")
        + milestone("x", "b", "2022-05-01")
        + milestone("x", "withdrawn", "2023")
        + milestone("before", "withdrawn", "2022-06-01")
        + total("2021-06-15", 4).replace("value", 'source = "s"\nvalue')
    )
    found = seen(COUNTED, records, "2023-12-31")
    assert (found.records, found.evidenced, found.last_date) == (4, 1, dates.parse("2023"))
    found = seen(COUNTED.replace("baseline = 0", "baseline = 1"), records, "2023-12-31")
    assert found.records == 5
    assert seen(COUNTED, records, "2021-05-31").records == 1
