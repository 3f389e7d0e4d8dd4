"""The arithmetic on small plans, every figure worked out by hand."""

from fractions import Fraction
from typing import Any

import pytest

from plantrack.plan import dates
from plantrack.plan.arithmetic.account import account
from plantrack.plan.arithmetic.progress import Assessment, assess, line
from plantrack.plan.arithmetic.revisions import in_force, revision_on
from plantrack.plan.model import Target
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
    return assess(file.plan.targets["t"], account(file.plan.targets["t"], file.ledger), dates.parse_date(day).hi)


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
    assert (found.records, found.evidenced, found.last_date) == (4, 1, dates.parse_date("2023"))
    found = seen(COUNTED.replace("baseline = 0", "baseline = 1"), records, "2023-12-31")
    assert found.records == 5
    assert seen(COUNTED, records, "2021-05-31").records == 1


def revised(*revisions: str) -> str:
    return f"revised = [{', '.join(f'{{ {revision} }}' for revision in revisions)}]\n"


def promise(target: str) -> Target:
    return planfile.parse("plan.toml", PLAN.format(target=target, records="").encode()).plan.targets["t"]


# Days are counted from the start: 2023-01-01 is 730, 2024-01-01 is 1095, the due date 1460.
LOWERED = MEASURED + revised("from = 2023-01-01, goal = 80")
TURNED = MEASURED + revised("from = 2023-01-01, goal = 40", "from = 2024-01-01, goal = 46")
EXTENDED = MEASURED + revised("from = 2025-07-01, goal = 120, due = 2026-06-30")
LATER = MEASURED + revised("from = 2025-07-01, due = 2026-06-30")
INTERIM = MEASURED + "interim = [{ by = 2022-01-01, goal = 40 }, { by = 2024-01-01, goal = 60 }]\n"
REVISED: list[tuple[str, str, str, str, str, dict[str, Any]]] = [
    (
        "the day before, the old line holds",
        "met",
        LOWERED,
        total("2022-12-31", 100),
        "2022-12-31",
        {"planned": 729 / 1460 * 100, "progress": 1, "days": 731},
    ),
    (
        "from its day on, the new line begins where the old one was",
        "at-risk",
        LOWERED,
        total("2023-01-01", 40),
        "2023-01-01",
        {"planned": 50, "progress": 0.5, "ratio": 0.8, "days": -146},
    ),
    (
        "and goes straight to the new goal",
        "at-risk",
        LOWERED,
        total("2023-06-01", 48) + total("2024-01-01", 52),
        "2024-01-01",
        {"planned": 65, "progress": 0.65, "ratio": 0.8, "days": -316, "outlook": 64},
    ),
    (
        "a lowered goal may be met already",
        "met",
        MEASURED + revised("from = 2023-01-01, goal = 40"),
        total("2022-07-01", 45),
        "2023-01-01",
        {"planned": 50, "progress": 1.125, "days": 914},
    ),
    (
        "a goal below what was planned turns the line back",
        "at-risk",
        MEASURED + revised("from = 2023-01-01, goal = 40"),
        total("2024-01-01", 38),
        "2024-01-01",
        {"planned": 45, "ratio": 0.8444, "days": -540},
    ),
    # 45.6 is planned on the days 665.76, 1051.2 and 1314.
    (
        "of three moments the nearest is the second",
        "on-track",
        TURNED,
        total("2024-01-01", 45.6),
        "2024-01-06",
        {"planned": 45 + 5 / 365, "days": -49},
    ),
    ("then the third", "on-track", TURNED, total("2024-01-01", 45.6), "2024-04-15", {"days": 114}),
    # The middle of the last two moments, 1051.2 and 1314, is 1182.6.
    ("up to the middle it is the second", "on-track", TURNED, total("2024-01-01", 45.6), "2024-03-28", {"days": -131}),
    ("beyond it the third", "on-track", TURNED, total("2024-01-01", 45.6), "2024-03-29", {"days": 131}),
    (
        "a goal raised twice",
        "behind",
        MEASURED + revised("from = 2022-01-01, goal = 175", "from = 2023-01-01, goal = 180, due = 2026-12-31"),
        total("2024-01-01", 40),
        "2024-01-01",
        {"planned": 101.25, "progress": 40 / 180, "days": -621},
    ),
    ("missed while it is not extended", "missed", EXTENDED, total("2024-12-01", 90), "2025-06-30", {"planned": 100}),
    (
        "extended after the due date",
        "at-risk",
        EXTENDED,
        total("2024-12-01", 90),
        "2025-07-01",
        {"planned": 100, "progress": 0.75, "ratio": 0.9, "days": -328},
    ),
    (
        "until then the goal that was in force was planned",
        "at-risk",
        EXTENDED,
        total("2025-12-30", 100),
        "2025-12-30",
        {"planned": 110, "days": -182},
    ),
    ("missed again", "missed", EXTENDED, total("2025-12-30", 100), "2026-07-01", {"planned": 120, "days": -365}),
    ("only the due date", "on-track", LATER, total("2024-12-01", 99), "2025-07-01", {"planned": 100, "ratio": 0.99}),
    ("met by the later date", "met", LATER, total("2026-01-01", 100), "2026-08-01", {"planned": 100, "days": 180}),
    (
        "brought forward",
        "missed",
        MEASURED + revised("from = 2023-01-01, due = 2023-12-31"),
        total("2023-01-01", 75),
        "2024-01-01",
        {"planned": 100, "days": -183},
    ),
    (
        "the stretch alone",
        "on-track",
        INTERIM + revised("from = 2022-06-01, stretch = 120"),
        *(total("2024-01-01", 60), "2024-01-01"),
        {"planned": 60},
    ),
    (
        "a revision that confirms",
        "on-track",
        INTERIM + revised("from = 2022-06-01, goal = 100"),
        *(total("2024-01-01", 60), "2024-01-01"),
        {"planned": 60},
    ),
    (
        "goals on the way that are passed stay",
        "no-data",
        INTERIM + revised("from = 2023-01-01, goal = 90"),
        total("2024-01-01", 70),
        "2023-01-01",
        {"planned": 50},
    ),
    (
        "those to come are dropped",
        "on-track",
        INTERIM + revised("from = 2023-01-01, goal = 90"),
        total("2024-01-01", 70),
        "2024-01-01",
        {"planned": 70, "ratio": 1, "days": 0},
    ),
    (
        "a fall that is to be smaller",
        "at-risk",
        FALLING + revised("from = 2023-01-01, goal = 30"),
        total("2024-01-01", 45),
        "2024-01-01",
        {"planned": 35, "progress": 0.5, "ratio": 0.6, "days": -548},
    ),
    (
        "less than one item short",
        "on-track",
        COUNTED + revised("from = 2023-01-01, goal = 6"),
        total("2024-01-01", 5),
        "2024-01-01",
        {"planned": 5.5, "days": 0},
    ),
    (
        "nothing is expected before the later due date",
        "open",
        MEASURED + 'pace = "none"\n' + revised("from = 2024-07-01, due = 2025-12-31"),
        total("2023-01-01", 1),
        "2025-12-31",
        {"planned": None, "days": None},
    ),
    (
        "and all of it after",
        "missed",
        MEASURED + 'pace = "none"\n' + revised("from = 2024-07-01, goal = 90, due = 2025-12-31"),
        total("2023-01-01", 9),
        "2026-01-01",
        {"planned": 90, "ratio": 0.1, "days": -1},
    ),
]


@pytest.mark.parametrize(
    ("what", "status", "target", "records", "day", "figures"), REVISED, ids=[row[0] for row in REVISED]
)
def test_revised(what: str, status: str, target: str, records: str, day: str, figures: dict[str, Any]) -> None:
    found = seen(target, records, day)
    assert found.status == status, what
    assert {key: getattr(found, key) for key in figures} == {
        key: pytest.approx(value, abs=5e-5) if isinstance(value, float) else value for key, value in figures.items()
    }


def test_a_line_turns_exactly_where_the_old_one_was() -> None:
    target = promise(MEASURED + revised("from = 2021-01-04, goal = 80", "from = 2023-01-01, goal = 90.5"))
    start = dates.parse_date("2021-01-01").lo
    assert line(target, start + 2) == ([start, start + 1460], [0, 100])
    assert line(target, start + 3) == ([start, start + 3, start + 1460], [0, Fraction(15, 73), 80])
    there = Fraction(15, 73) + (80 - Fraction(15, 73)) * Fraction(727, 1457)
    assert line(target, start + 730) == (
        [start, start + 3, start + 730, start + 1460],
        [0, Fraction(15, 73), there, Fraction("90.5")],
    )


def test_a_line_that_turns_on_an_interim_goal_has_one_point_there() -> None:
    target = promise(INTERIM + revised("from = 2022-01-01, goal = 90"))
    start = dates.parse_date("2021-01-01").lo
    assert line(target, start + 365) == ([start, start + 365, start + 1460], [0, 40, 90])


def test_what_is_in_force() -> None:
    revisions = (
        'from = 2022-01-01, goal = 90, stretch = 95, decision = "1/QĐ"',
        "from = 2023-01-01, due = 2025-12-31",
        "from = 2024-01-01, goal = 80",
        "from = 2025-01-01, stretch = 85",
    )
    target = promise(MEASURED + "stretch = 120\n" + revised(*revisions))
    found = []
    for day in ("2021-12-31", "2022-01-01", "2022-12-31", "2023-01-01", "2024-01-01", "2025-01-01", "2030-01-01"):
        now = in_force(target, dates.parse_date(day).lo)
        revision = revision_on(target, dates.parse_date(day).lo)
        found.append((now.goal, now.due.text, now.stretch, revision and revision.since.text))
    assert found == [
        (100, "2024-12-31", 120, None),
        (90, "2024-12-31", 95, "2022-01-01"),
        (90, "2024-12-31", 95, "2022-01-01"),
        (90, "2025-12-31", 95, "2023-01-01"),
        (80, "2025-12-31", None, "2024-01-01"),
        (80, "2025-12-31", 85, "2025-01-01"),
        (80, "2025-12-31", 85, "2025-01-01"),
    ]
    assert in_force(target, dates.parse_date("2021-12-31").lo) is target
