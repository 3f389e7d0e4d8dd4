"""The arithmetic on small plans, every figure worked out by hand."""

from fractions import Fraction
from typing import Any

import pytest

from plantrack.plan import dates
from plantrack.plan.arithmetic.account import gather_account
from plantrack.plan.arithmetic.planned import planned_over_time
from plantrack.plan.arithmetic.progress import Assessment, assess_target
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
    return assess_target(
        file.plan.targets["t"], gather_account(file.plan.targets["t"], file.ledger), dates.parse_date(day).hi
    )


def day_of(text: str) -> int:
    return dates.parse_date(text).lo


COUNTED = 'kind = "k"\nstages = ["a", "b"]\nbaseline = 0\ngoal = 10\n'
BACKWARDS = 'kind = "k"\nstages = ["b", "a"]\nbaseline = 0\ngoal = 10\n'
COUNTED_TO_SIX = COUNTED.replace("goal = 10", "goal = 6")
FROM_FIVE = 'kind = "k"\nstages = ["a"]\nbaseline = 5\ngoal = 10\n'
MEASURED = "baseline = 0\ngoal = 100\n"
FALLING = "baseline = 60\ngoal = 20\n"
AT_ONCE = MEASURED + 'pace = "none"\n'

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
    (
        "a later stage that is known only by its year takes nothing away",
        COUNTED,
        total("2021-03-01", 4) + milestone("x", "a", "2021-05-01") + milestone("x", "b", "2021"),
        "2022-01-01",
        5,
        1,
    ),
    (
        "the stage that comes first is that of the kind, in whatever order the target names them",
        BACKWARDS,
        total("2021-03-01", 4) + milestone("x", "a", "2021-05-01") + milestone("x", "b", "2021"),
        "2022-01-01",
        5,
        1,
    ),
    (
        "an earlier stage with a later date takes nothing away either",
        COUNTED,
        total("2021-03-15", 4) + milestone("x", "a", "2021-06-01") + milestone("x", "b", "2021-03"),
        "2021-03-31",
        5,
        1,
    ),
    (
        "whose first stage may lie before the start is no part of a baseline of 0, whatever is certain after it",
        COUNTED,
        milestone("x", "a", "2020-12-31") + milestone("x", "b", "2021-06-01"),
        "2022-01-01",
        0,
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
    ("on-track", MEASURED, total("2023-01-01", 47.5), "2023-01-01", {"planned": 50, "ratio": 0.95, "days": 0}),
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
    # The last 32 days of so long a time are those whose figure is the final one: from 2024-11-30 on.
    ("missed", MEASURED, total("2024-11-30", 50), "2025-01-01", {"ratio": 0.5, "days": -730, "outlook": None}),
    (
        "unreported",
        MEASURED,
        total("2024-11-29", 50),
        "2025-01-01",
        {"ratio": 50 / (100 * 1428 / 1460), "days": -698, "outlook": None},
    ),
    ("unreported", MEASURED, "", "2025-01-01", {"planned": 100, "progress": None, "ratio": None, "days": None}),
    (
        "no-data",
        COUNTED,
        "",
        "2021-12-31",
        {"planned": 10 * 364 / 1460, "progress": None, "judged": day_of("2021-12-31")},
    ),
    ("unreported", COUNTED, "", "2025-01-01", {"actual": 0, "progress": None, "days": None}),
    # Less than two items short, but below the baseline.
    (
        "behind",
        FROM_FIVE,
        milestone("x", "a", "2020") + milestone("x", "withdrawn", "2021-01-10"),
        "2021-02-01",
        {"actual": 4, "planned": 5 + 5 * 31 / 1460, "days": -31},
    ),
    # 5.4 of 6 when a tenth of the time is left: up to then a part of an item is nothing.
    ("on-track", COUNTED_TO_SIX, total("2024-01-01", 5), "2024-08-07", {"planned": 5.4, "ratio": 5 / 5.4, "days": 0}),
    ("at-risk", COUNTED_TO_SIX, total("2024-01-01", 5), "2024-08-08", {"ratio": 5 / (6 * 1315 / 1460), "days": 0}),
    ("missed", FROM_FIVE, milestone("x", "b", "2022"), "2025-01-01", {"progress": 0, "ratio": 0, "days": -1169}),
    ("met-late", MEASURED, total("2025-01-31", 100), "2025-03-01", {"days": -31}),
    ("at-risk", FALLING, total("2023-01-01", 45), "2023-01-01", {"planned": 40, "ratio": 0.75, "progress": 0.375}),
    ("met", FALLING, total("2023-01-01", 20), "2023-01-01", {"days": 730}),
    ("open", MEASURED + 'pace = "none"\n', total("2023-01-01", 1), "2024-12-31", {"planned": None, "progress": 0.01}),
    ("missed", MEASURED + 'pace = "none"\n', total("2024-12-01", 1), "2025-01-01", {"planned": 100, "days": -1}),
    ("unreported", MEASURED + 'pace = "none"\n', total("2023-01-01", 1), "2025-01-01", {"planned": 100, "days": -1}),
    ("met", MEASURED + 'pace = "none"\n', total("2023-01-01", 100), "2023-01-01", {"planned": None, "days": 730}),
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


def test_outlook_rate_and_needed_ask_for_two_days_and_a_tenth_of_the_time() -> None:
    def forecast(*totals: str, on: str = "2021-12-31") -> tuple[float | None, float | None, float | None]:
        found = seen(MEASURED, "".join(totals), on)
        return found.outlook, found.rate, found.needed

    nothing = (None, None, None)
    # A tenth of 1460 days is gone on 2021-05-27, when 5 of 100 is 50 by the due date; that of the latest total counts.
    assert forecast(total("2021-01-02", 1), total("2021-05-26", 5)) == nothing
    assert forecast(total("2021-01-02", 1), total("2021-05-27", 5)) == pytest.approx(
        (50, 5 / 146 * 365.25, 95 / 1314 * 365.25)
    )
    assert forecast(total("2021-05-27", 5)) == nothing
    assert forecast(total("2021-05", 4), total("2021-05-31", 5)) == nothing
    assert forecast(total("2021-01-02", 1), total("2021-05-27", 5), on="2025-01-01") == nothing
    assert forecast(total("2021-01-02", 1), total("2024-12-31", 5), on="2024-12-31") == nothing


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


# Days are counted from the start: 2022-01-01 is 365, 2023-01-01 730, 2024-01-01 1095, the due date 1460. 2024-12-01 is
# 1430, 2025-07-01 1642, 2025-12-30 1824, 2026-06-30 2006 and 2026-12-31 2190.
LOWERED = MEASURED + revised("from = 2023-01-01, goal = 80")
TURNED = MEASURED + revised("from = 2023-01-01, goal = 40", "from = 2024-01-01, goal = 46")
RAISED_TWICE = MEASURED + revised("from = 2022-01-01, goal = 175", "from = 2023-01-01, goal = 180, due = 2026-12-31")
EXTENDED = MEASURED + revised("from = 2025-07-01, goal = 120, due = 2026-06-30")
LATER = MEASURED + revised("from = 2025-07-01, due = 2026-06-30")
SOONER = MEASURED + revised("from = 2023-01-01, due = 2023-12-31")
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
        "from its day on, a lower goal asks less of the past too",
        "on-track",
        LOWERED,
        total("2023-01-01", 40),
        "2023-01-01",
        {"planned": 40, "progress": 0.5, "ratio": 1, "days": 0},
    ),
    (
        "and it goes straight to the new goal",
        "at-risk",
        LOWERED,
        total("2023-06-01", 48) + total("2024-01-01", 52),
        "2024-01-01",
        {"planned": 60, "progress": 0.65, "ratio": 52 / 60, "days": -146, "outlook": 52 * 1460 / 1095},
    ),
    (
        "a lowered goal may be met already: since its day",
        "met",
        MEASURED + revised("from = 2023-01-01, goal = 40"),
        total("2022-07-01", 45),
        "2023-01-01",
        {"planned": 40 * 546 / 1460, "progress": 1.125, "days": 730},
    ),
    (
        "a goal below what was planned turns nothing back",
        "on-track",
        MEASURED + revised("from = 2023-01-01, goal = 40"),
        total("2024-01-01", 38),
        "2024-01-01",
        {"planned": 30, "days": 292},
    ),
    # From 30 on its day to 46: 45.6 is planned for the day 1095 + 365 * 15.6 / 16, 1450.875.
    ("lowered, then raised", "on-track", TURNED, total("2024-01-01", 45.6), "2024-01-06", {"planned": 30, "days": 356}),
    # 25 on 365, and then, as the straight line to 180 asks for less from 456.25 on, as that; 40 on 486.67.
    (
        "raised twice, and extended",
        "behind",
        RAISED_TWICE,
        total("2024-01-01", 40),
        "2024-01-01",
        {"planned": 90, "progress": 40 / 180, "days": -608},
    ),
    ("missed while it is not extended", "missed", EXTENDED, total("2024-12-01", 90), "2025-06-30", {"planned": 100}),
    # The straight line to 120 reaches 90 on 1504.5, half a day from a whole one.
    (
        "extended after the due date",
        "on-track",
        EXTENDED,
        total("2024-12-01", 90),
        "2025-07-01",
        {"planned": 120 * 1430 / 2006, "progress": 0.75, "days": 75},
    ),
    (
        "short of what is asked now",
        "at-risk",
        EXTENDED,
        total("2025-12-30", 100),
        "2025-12-30",
        {"planned": 120 * 1824 / 2006, "days": -152},
    ),
    ("not reported by the later date", "unreported", EXTENDED, total("2025-12-30", 100), "2026-07-01", {"days": -152}),
    ("missed again", "missed", EXTENDED, total("2026-06-01", 100), "2026-07-01", {"planned": 120, "days": -334}),
    (
        "only the due date",
        "on-track",
        LATER,
        total("2024-12-01", 99),
        "2025-07-01",
        {"planned": 100 * 1430 / 2006, "days": 556},
    ),
    (
        "met by the later date",
        "met",
        LATER,
        total("2026-01-01", 100),
        "2026-08-01",
        {"planned": 100 * 1826 / 2006, "days": 180},
    ),
    ("brought forward", "missed", SOONER, total("2023-12-01", 75), "2024-01-01", {"planned": 100, "days": -182}),
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
        "goals on the way ask no more than a straight line",
        "no-data",
        INTERIM + revised("from = 2023-01-01, goal = 90"),
        total("2024-01-01", 70),
        "2023-01-01",
        {"planned": 45},
    ),
    (
        "those to come are dropped",
        "on-track",
        INTERIM + revised("from = 2023-01-01, goal = 90"),
        total("2024-01-01", 70),
        "2024-01-01",
        {"planned": 67.5, "ratio": 70 / 67.5, "days": 41},
    ),
    (
        "a fall that is to be smaller",
        "at-risk",
        FALLING + revised("from = 2023-01-01, goal = 30"),
        total("2024-01-01", 45),
        "2024-01-01",
        {"planned": 37.5, "progress": 0.5, "ratio": 15 / 22.5, "days": -365},
    ),
    (
        "items that are to be fewer",
        "on-track",
        COUNTED + revised("from = 2023-01-01, goal = 6"),
        total("2024-01-01", 5),
        "2024-01-01",
        {"planned": 4.5, "days": 122},
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
        "unreported",
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


def test_a_line_bends_exactly_where_the_old_one_was() -> None:
    target = promise(MEASURED + revised("from = 2021-01-04, goal = 150", "from = 2023-01-01, goal = 160.5"))
    start = dates.parse_date("2021-01-01").lo
    assert planned_over_time(target, start + 2) == ([start, start + 1460], [0, 100])
    there = Fraction(15, 73)
    assert planned_over_time(target, start + 3) == ([start, start + 3, start + 1460], [0, there, 150])
    later = there + (150 - there) * Fraction(727, 1457)
    assert planned_over_time(target, start + 730) == (
        [start, start + 3, start + 730, start + 1460],
        [0, there, later, Fraction("160.5")],
    )


def test_a_line_to_a_lower_goal_is_straight_from_the_start() -> None:
    target = promise(MEASURED + revised("from = 2021-01-04, goal = 80", "from = 2023-01-01, goal = 90.5"))
    start = dates.parse_date("2021-01-01").lo
    assert planned_over_time(target, start + 3) == ([start, start + 1460], [0, 80])
    assert planned_over_time(target, start + 730) == (
        [start, start + 730, start + 1460],
        [0, 40, Fraction("90.5")],
    )


def test_of_two_revisions_the_line_to_the_goal_that_asks_for_less_holds_before_both() -> None:
    # 42 in 1095 days is less than 60 in 1460, and both less than the goals on the way.
    revisions = ("from = 2023-01-01, goal = 42, due = 2024-01-01", "from = 2023-06-01, goal = 60, due = 2024-12-31")
    start = dates.parse_date("2021-01-01").lo
    assert planned_over_time(promise(INTERIM + revised(*revisions)), start + 881) == (
        [start, start + 881, start + 1460],
        [0, Fraction(42 * 881, 1095), 60],
    )


def test_a_line_bends_where_the_straight_one_crosses_it() -> None:
    start = dates.parse_date("2021-01-01").lo
    assert planned_over_time(promise(RAISED_TWICE), start + 730) == (
        [start, start + 365, start + Fraction("456.25"), start + 2190],
        [0, 25, Fraction("37.5"), 180],
    )


def test_a_line_that_bends_on_an_interim_goal_has_one_point_there() -> None:
    target = promise(INTERIM + revised("from = 2022-01-01, goal = 190"))
    start = dates.parse_date("2021-01-01").lo
    assert planned_over_time(target, start + 365) == ([start, start + 365, start + 1460], [0, 40, 190])


def test_goals_on_the_way_end_with_the_promise_that_they_led_to() -> None:
    target = promise(INTERIM + revised("from = 2022-06-01, stretch = 120", "from = 2023-01-01, due = 2025-12-31"))
    assert [goal.goal for goal in in_force(target, dates.parse_date("2022-12-31").lo).interim] == [40, 60]
    assert in_force(target, dates.parse_date("2023-01-01").lo).interim == ()


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


def withdrawn(*dates: str) -> str:
    """Return five items that came on 2021-12-31, some of which were withdrawn since."""
    came = "".join(milestone(f"x{place}", "a", "2021-12-31") for place in range(5))
    return came + "".join(milestone(f"x{place}", "withdrawn", day) for place, day in enumerate(dates))


# Of ten in 1460 days the third was due after 438 days, on 2022-03-15, the fourth on 2022-08-08. Of 100 the plan went
# beyond 38 after 554.8 days, 40 after 584 and 45 after 657; on the way down from 60 to 20 below 45 after 547.5.
SHORT_SINCE = [
    (
        "when what is missing was due",
        COUNTED,
        milestone("x", "a", "2021-05") + milestone("y", "a", "2021-06"),
        "2022-03-15",
    ),
    (
        "whatever was missing before",
        COUNTED,
        milestone("x", "a", "2021-05") + milestone("y", "a", "2022-12"),
        "2022-03-15",
    ),
    (
        "when the last that was needed was withdrawn",
        COUNTED,
        withdrawn("2022-04-01", "2022-06-01", "2022-08-01"),
        "2022-08-01",
    ),
    (
        "when what was there before was too little",
        COUNTED,
        withdrawn("2022-04-01", "2022-06-01", "2022-09-01"),
        "2022-08-08",
    ),
    (
        "when the plan went beyond a better total",
        MEASURED,
        total("2022-06-30", 50) + total("2022-12-31", 45),
        "2022-12-31",
    ),
    ("which was before a worse one", MEASURED, total("2022-03-31", 40) + total("2022-12-31", 38), "2022-08-08"),
    ("where less is better too", FALLING, total("2022-06-30", 40) + total("2022-12-31", 45), "2022-12-31"),
]


@pytest.mark.parametrize(
    ("target", "records", "since"), [case[1:] for case in SHORT_SINCE], ids=[case[0] for case in SHORT_SINCE]
)
def test_since_when_it_is_short(target: str, records: str, since: str) -> None:
    found = seen(target, records, "2022-12-31")
    assert found.standing.turn == day_of(since)
    # How many days it is behind the plan is another question: when was it to be where it is?
    expected = {
        COUNTED: "2022-03-15",
        MEASURED: "2022-10-20" if "45" in records else "2022-07-10",
        FALLING: "2022-07-02",
    }
    assert found.days == day_of(expected[target]) - day_of("2022-12-31")


@pytest.mark.parametrize(
    ("target", "met", "lost"),
    [(COUNTED, 10, 8), (MEASURED, 100, 90), (MEASURED, 110, 90), (FALLING, 20, 30), (AT_ONCE, 100, 90)],
)
def test_what_was_reached_late_and_lost_is_short_only_since_it_was_lost(target: str, met: int, lost: int) -> None:
    records = total("2024-12-31", lost) + total("2025-02-01", met) + total("2025-04-01", lost)
    on_the_eve, on_the_day, later = (seen(target, records, day) for day in ("2025-03-31", "2025-04-01", "2025-06-01"))
    assert (on_the_eve.status, on_the_day.status, later.status) == ("met-late", "missed", "missed")
    assert on_the_eve.standing.turn == day_of("2025-02-01")
    assert on_the_day.standing.turn == later.standing.turn == day_of("2025-04-01")
