"""Sums of an attribute, by hand: the numbers here were worked out on paper, from the rules alone."""

from datetime import date
from typing import Any

import pytest
from conftest import view_of

from plantrack.plan import dates
from plantrack.plan.reports.breakdown import breakdown_report
from plantrack.plan.reports.status import status_report
from plantrack.plan.show.target import target_report
from plantrack.store import planfile

HEAD = """
[plan]
title = "p"
start = 2021-01-01
end = 2025-12-31
[kinds.cluster]
stages = ["planned", "established", "started"]
attributes = { district = "text", area_ha = "number" }
[targets.t]
kind = "cluster"
stages = ["established"]
sum = "area_ha"
"""


def record(item: str, stage: str, day: str, *, more: str = "", kind: str = "cluster") -> str:
    return f'[[milestones]]\ndate = {day}\nkind = "{kind}"\nstage = "{stage}"\nitem = "{item}"\n{more}\n'


def total(day: str, value: float) -> str:
    return f'[[measurements]]\ndate = {day}\ntarget = "t"\nvalue = {value}\n'


def figures(plan: str, day: str) -> dict[str, Any]:
    file = planfile.parse("plan.toml", plan.encode())
    report = status_report(view_of(file, dates.from_day(date.fromisoformat(day))), [file.plan.targets["t"]])
    return report.targets[0]._asdict()


def told(plan: str, day: str) -> tuple[Any, Any, Any]:
    found = figures(plan, day)
    return found["actual"], found["named"], found["unnamed"]


# The example of docs/arithmetic.md.
A = record("A", "established", "2021-03-01", more="area_ha = 40")
B = record("B", "established", "2021-06-01", more="area_ha = 20.5")
REPORT = total("2021-12-31", 100)
A_GROWS = record("A", "changed", "2022-03-01", more="area_ha = 45")
C = record("C", "established", "2022-06-01")
C_IS_MEASURED = record("C", "changed", "2022-09-01", more="area_ha = 10.2")
A_GOES = record("A", "withdrawn", "2022-12-01")
EXAMPLE = HEAD + "baseline = 0\n" + A + B + REPORT + A_GROWS


@pytest.mark.parametrize(
    ("more", "day", "expected"),
    [
        ("", "2021-03-01", (40, 40, 0)),
        ("", "2021-06-01", (60.5, 60.5, 0)),
        ("", "2021-12-31", (100, 60.5, 39.5)),
        ("", "2022-02-28", (100, 60.5, 39.5)),
        ("", "2022-03-01", (105, 65.5, 39.5)),
        (C, "2022-06-01", (105, 65.5, 39.5)),
        # What it weighs was never said to have been something else.
        (C + C_IS_MEASURED, "2022-07-01", (115.2, 75.7, 39.5)),
        (C + C_IS_MEASURED, "2022-09-01", (115.2, 75.7, 39.5)),
        # It takes off the 40 ha with which it was in the total, and the 5 ha that it had grown by.
        (C + C_IS_MEASURED + A_GOES, "2022-12-01", (70.2, 30.7, 39.5)),
    ],
)
def test_the_example_of_the_page(more: str, day: str, expected: tuple[float, ...]) -> None:
    assert told(EXAMPLE + more, day) == expected


@pytest.mark.parametrize(
    ("records", "day", "expected"),
    [
        # A correction of what the total took in: it is the named that changes. It is no growth.
        (A + REPORT + record("A", "established", "2021-03-01", more="area_ha = 44"), "2022-01-01", (100, 44, 56)),
        # A growth before the total is in it, one of its day too.
        (A + REPORT + record("A", "changed", "2021-12-31", more="area_ha = 44"), "2022-01-01", (100, 44, 56)),
        # Of two records of one day that which was written last holds.
        (
            A
            + REPORT
            + record("A", "changed", "2022-02-01", more="area_ha = 50")
            + record("A", "changed", "2022-02-01", more="area_ha = 41"),
            "2022-02-01",
            (101, 41, 60),
        ),
        # A month counts from its last day, and ends with an exact day of it.
        (A + REPORT + record("A", "changed", '"2022-02"', more="area_ha = 50"), "2022-02-27", (100, 40, 60)),
        (A + REPORT + record("A", "changed", '"2022-02"', more="area_ha = 50"), "2022-02-28", (110, 50, 60)),
        # It shrinks.
        (A + REPORT + record("A", "changed", "2022-02-01", more="area_ha = 30.3"), "2022-02-01", (90.3, 30.3, 60)),
        # Withdrawn some day of the year of the total: it may have left that, and so nothing is taken off.
        (A + total("2021-06-30", 100) + record("A", "withdrawn", '"2021"'), "2021-12-31", (100, 0, 100)),
        # The weight stands beside a later stage, or an earlier one.
        (C + record("C", "started", "2023-01-01", more="area_ha = 7"), "2022-06-01", (7, 7, 0)),
        (record("C", "planned", "2020-01-01", more="area_ha = 7") + C, "2022-06-01", (7, 7, 0)),
        # From before the start, with the baseline 0: no part of it, however it grows.
        (
            record("A", "established", "2020-03-01", more="area_ha = 40")
            + record("A", "changed", "2022-03-01", more="area_ha = 45")
            + record("A", "withdrawn", "2023-03-01"),
            "2023-04-01",
            (0, 0, 0),
        ),
        # Not established.
        (record("A", "planned", "2021-03-01", more="area_ha = 40"), "2023-04-01", (0, 0, 0)),
    ],
)
def test_what_an_item_weighs(records: str, day: str, expected: tuple[float, ...]) -> None:
    assert told(HEAD + "baseline = 0\n" + records, day) == expected


def test_what_is_in_the_baseline_grows_and_goes() -> None:
    plan = HEAD + "baseline = 100.5\n" + record("A", "established", "2020-03-01", more="area_ha = 40")
    grown = plan + record("A", "changed", "2022-03-01", more="area_ha = 45")
    assert told(grown, "2022-02-28") == (100.5, 0, 0)
    assert told(grown, "2022-03-01") == (105.5, 5, 0)
    assert told(grown + record("A", "withdrawn", "2023-03-01"), "2023-03-01") == (60.5, -40, 0)
    assert figures(grown, "2022-03-01")["records"] == 1


def test_decimals_are_what_is_written() -> None:
    plan = HEAD + "baseline = 0\ngoal = 0.3\n" + record("A", "established", "2021-03-01", more="area_ha = 0.1")
    found = figures(plan + record("B", "established", "2021-03-01", more="area_ha = 0.2"), "2021-04-01")
    assert (found["actual"], found["status"]) == (0.3, "met")


def test_it_is_short_by_anything_and_told_with_its_decimals() -> None:
    """On 2023-07-02 half of 1826 days less half a day is gone: 912 of 1825, so 49.97 of 100 are planned."""
    plan = HEAD + "baseline = 0\ngoal = 100\n" + record("A", "established", "2021-03-01", more="area_ha = 49.9")
    file = planfile.parse("plan.toml", plan.encode())
    report = status_report(view_of(file, dates.parse_date("2023-07-02")), [file.plan.targets["t"]])
    (target,) = report.targets
    assert (target.status, target.days, target.places) == ("on-track", 0, 2)
    distance = target.in_words.distance
    assert distance is not None
    assert (distance.side, round(distance.size, 2)) == ("short", 0.07)


def test_the_rows_of_an_attribute_and_the_items_behind_it_add_up() -> None:
    plan = HEAD + "baseline = 1\n" + record("A", "established", "2021-03-01", more='area_ha = 0.1\ndistrict = "X"')
    plan += record("B", "established", "2021-03-01", more='area_ha = 0.2\ndistrict = "X"')
    plan += record("C", "established", "2021-03-01", more="area_ha = 4") + record("D", "established", "2021-03-01")
    file = planfile.parse("plan.toml", (plan + total("2021-12-31", 10)).encode())
    view, target = view_of(file, dates.parse_date("2022-01-01")), file.plan.targets["t"]
    broken = breakdown_report(view, [target], "district")
    assert [(row.row, row.value, row.counts["t"]) for row in broken.rows] == [
        ("baseline", None, 1),
        ("value", "X", 0.3),
        ("no-value", None, 4),
        ("unnamed", None, 4.7),
    ]
    shown = target_report(view, target, 1)
    assert [(part.item, part.weight, part.named, part.added) for part in shown.parts] == [
        ("A", 0.1, 0.1, 0),
        ("B", 0.2, 0.2, 0),
        ("C", 4, 4, 0),
        ("D", None, 0, 0),
    ]
    assert shown.target.in_words.lacking == 1
