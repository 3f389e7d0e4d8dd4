"""What stands open on a day, how late it is, and how it was put off: worked out by hand."""

import doctest
from datetime import UTC, date, datetime
from typing import Any

import pytest
from assessing import parsed
from strategies import Data

from plantrack.plan.arithmetic import expected
from plantrack.plan.arithmetic.expected import OpenExpectation, Shift, find_open_of_item
from plantrack.plan.dates import parse_date
from plantrack.plan.ledger import read_ledger
from plantrack.plan.view import forget_later

PLAN: Data = {
    "plan": {"title": "A", "start": date(2021, 1, 1), "end": date(2025, 12, 31)},
    "kinds": {"cluster": {"stages": ["planned", "established", "started"], "attributes": {"area_ha": "number"}}},
    "targets": {"total": {"kind": "cluster", "stages": ["established"], "baseline": 0, "goal": 5}},
}


def record(item: str, stage: str, **given: Any) -> Data:
    return {"kind": "cluster", "stage": stage, "item": item, **given}


def opened(*records: Data, on: str, known: str | None = None) -> list[OpenExpectation]:
    file = parsed(PLAN | {"milestones": list(records)})
    plan = file.plan if known is None else forget_later(file.plan, parse_date(known).hi)
    ledger, kind, day = read_ledger(plan), plan.kinds["cluster"], parse_date(on).hi
    return [one for item in ledger.items(kind.id, day) for one in find_open_of_item(ledger, kind, item, day)]


def told(*records: Data, on: str) -> list[tuple[str, str, str, int]]:
    return [(one.item.name, one.stage, one.expected.text, one.late) for one in opened(*records, on=on)]


def test_the_functions_say_what_their_examples_say() -> None:
    assert doctest.testmod(expected).failed == 0
    assert doctest.testmod(expected).attempted > 3


def test_what_is_expected_is_late_from_the_day_after_its_last_day() -> None:
    awaited = record("Tín An", "established", expected="2025-02")
    assert told(awaited, on="2025-02-28") == [("Tín An", "established", "2025-02", 0)]
    assert told(awaited, on="2025-03-01") == [("Tín An", "established", "2025-02", 1)]
    assert told(awaited, on="2025-03-31") == [("Tín An", "established", "2025-02", 31)]
    # It has no date of its own, and is known on every day.
    assert told(awaited, on="2019-01-01") == [("Tín An", "established", "2025-02", 0)]


@pytest.mark.parametrize("stage", ["established", "started", "withdrawn"])
def test_it_is_open_until_the_stage_or_a_later_one_is_reached_or_the_item_is_withdrawn(stage: str) -> None:
    awaited = record("Tín An", "established", expected="2025-02-28")
    reached = record("Tín An", stage, date="2025-Q1")
    assert told(awaited, reached, on="2025-03-30") == [("Tín An", "established", "2025-02-28", 30)]
    assert told(awaited, reached, on="2025-03-31") == []


def test_an_earlier_stage_leaves_it_open() -> None:
    awaited = record("Tín An", "established", expected="2025-02-28")
    assert len(told(awaited, record("Tín An", "planned", date=date(2024, 1, 1)), on="2025-03-31")) == 1


def test_what_says_when_and_by_when_was_open_before() -> None:
    both = record("Tín An", "established", expected=date(2025, 2, 28), date=date(2025, 3, 10))
    assert told(both, on="2025-03-09") == [("Tín An", "established", "2025-02-28", 9)]
    assert told(both, on="2025-03-10") == []


def test_items_come_in_the_order_of_the_file_and_stages_in_that_of_their_kind() -> None:
    records = [
        record("B", "started", expected="2025"),
        record("A", "planned", expected="2024"),
        record("B", "planned", expected="2024"),
    ]
    assert [(item, stage) for item, stage, _, _ in told(*records, on="2023")] == [
        ("B", "planned"),
        ("B", "started"),
        ("A", "planned"),
    ]


def put_off(*dates: str, **given: Any) -> Shift | None:
    (one,) = opened(*(record("Lệ Chi", "established", expected=day, **given) for day in dates), on="2024-01-01")
    return one.shift


def test_put_off_is_told_from_the_date_that_was_first_named() -> None:
    first = parse_date("2024-12-31")
    assert put_off("2024-12-31") is None
    assert put_off("2024-12-31", "2024-12-31") is None
    # 31 + 28 + 31 + 30 + 31 + 30 days; and 184 more until the end of the year.
    assert put_off("2024-12-31", "2025-06-30") == Shift(first, 1, 181)
    assert put_off("2024-12-31", "2025-06-30", "2025-12-31") == Shift(first, 2, 365)
    # It is brought forward again by three months.
    assert put_off("2024-12-31", "2025-06-30", "2025-03-31") == Shift(first, 1, 90)
    assert put_off("2024-12-31", "2024-11-30") == Shift(first, 0, -31)
    # To name the last days of a quarter is to move nothing.
    assert put_off("2024-Q4", "2024-12-31") == Shift(parse_date("2024-Q4"), 0, 0)
    assert [shift is not None and shift.is_put_off for shift in (put_off("2025", "2026"), put_off("2026", "2025"))] == [
        True,
        False,
    ]


def test_put_off_counts_what_was_known() -> None:
    records = [
        record("Lệ Chi", "established", expected=f"{year}", recorded=datetime(year - 1, 6, 1, tzinfo=UTC))
        for year in (2023, 2024, 2025)
    ]
    assert [one.shift for one in opened(*records, on="2024", known="2022-12-31")] == [None]
    assert [one.shift for one in opened(*records, on="2024", known="2023-12-31")] == [Shift(parse_date("2023"), 1, 366)]
    assert [one.shift for one in opened(*records, on="2024")] == [Shift(parse_date("2023"), 2, 731)]


def test_a_date_takes_over_none_of_the_evidence_of_what_was_expected() -> None:
    awaited = record("Tín An", "established", expected="2025-02-28", decision="20/KH-UBND", area_ha=75, note="plan")
    ledger = parsed(PLAN | {"milestones": [awaited, record("Tín An", "established", date=date(2025, 3, 1))]}).ledger
    (reached,) = ledger.records_of("cluster")
    assert (reached.date.text, reached.expected, reached.attributes) == (
        "2025-03-01",
        parse_date("2025-02-28"),
        {"area_ha": 75},
    )
    assert [*reached.evidence.given()] == []
    assert [*ledger.all_records_of("cluster")] == [reached]


def test_another_expected_date_takes_over_no_evidence_and_a_narrower_one_does() -> None:
    def stands(later: str) -> tuple[str, str | None]:
        awaited = record("Tín An", "established", expected="2025", decision="20/KH-UBND")
        log = [awaited, record("Tín An", "established", expected=later)]
        (one,) = parsed(PLAN | {"milestones": log}).ledger.all_records_of("cluster")
        assert one.expected is not None
        return one.expected.text, one.evidence.decision

    assert stands("2026") == ("2026", None)
    assert stands("2025-06-30") == ("2025-06-30", "20/KH-UBND")


def test_what_a_record_without_a_date_gives_its_item_holds_from_ever_and_counts_nowhere() -> None:
    log = [
        record("Tín An", "started", expected="2026", area_ha=40),
        record("Tín An", "established", date=date(2024, 5, 1), area_ha=75),
    ]
    file = parsed(PLAN | {"milestones": log})
    item = file.ledger.item("cluster", "tín an")
    assert item is not None
    kind = file.plan.kinds["cluster"]
    days = [parse_date(day).hi for day in ("2019", "2024-04-30", "2024-05-01")]
    assert [file.ledger.attributes_on(item, kind, day)["area_ha"] for day in days] == [40, 40, 75]
    assert list(item.stages) == ["established"]
