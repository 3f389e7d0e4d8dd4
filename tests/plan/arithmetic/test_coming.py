"""Where a target would be on its due date if every expected date holds: worked out by hand, and as laws."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from assessing import parsed
from hypothesis import given
from hypothesis import strategies as st
from oracle import Promise
from strategies import Data, examples, interval, item_of, lived_plans, names_in, standing

from plantrack.plan.arithmetic.account import gather_account
from plantrack.plan.arithmetic.coming import Coming, find_coming, gather_open
from plantrack.plan.arithmetic.expected import find_open_of_item
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.dates import day_text, parse_date

PLAN: Data = {
    "plan": {"title": "A", "start": date(2021, 1, 1), "end": date(2025, 12, 31)},
    "kinds": {"cluster": {"stages": ["planned", "established", "started", "completed"]}},
}
COUNTED: Data = {"kind": "cluster", "stages": ["started", "completed"], "baseline": 0, "goal": 5}


def record(item: str, stage: str, **given: Any) -> Data:
    return {"kind": "cluster", "stage": stage, "item": item, **given}


def coming(*log: Data, on: str = "2025-03-31", target: Data | None = None) -> Coming:
    """Return what a target comes to by a plan with this log."""
    milestones = [row for row in log if "item" in row]
    measurements = [row for row in log if "item" not in row]
    file = parsed(
        PLAN | {"targets": {"x": COUNTED | (target or {})}, "milestones": milestones, "measurements": measurements}
    )
    day, promise = parse_date(on).hi, file.plan.targets["x"]
    seen = assess_target(promise, gather_account(promise, file.ledger), day)
    return find_coming(promise, seen, gather_open(file.plan, file.ledger, day)["cluster"], file.ledger, day)


def told(found: Coming) -> tuple[float | None, list[str], list[tuple[str, float]]]:
    """Return what it comes to, by which items, and on which days."""
    steps = [(day_text(step.day), step.value) for step in found.steps]
    return found.expected, [one.item.name for one in found.awaited], steps


def test_what_is_late_and_what_is_next_counts_and_what_comes_after_the_due_date_does_not() -> None:
    log = [
        record("Tín An", "started", date="2023-05-05"),
        record("Kim Lân", "started", expected="2025-06-30"),
        record("Lệ Chi", "started", expected="2024-12-31"),
        record("Nhất Hiệu", "completed", expected="2025-12-31"),
        record("Phú Thị", "started", expected="2026-01"),
        record("Dương Xá", "established", expected="2025-06-30"),
    ]
    assert told(coming(*log)) == (
        4,
        ["Kim Lân", "Lệ Chi", "Nhất Hiệu"],
        [("2025-03-31", 1), ("2025-06-30", 2), ("2025-12-31", 4)],
    )


def test_where_no_item_has_a_date_nothing_is_said() -> None:
    silent: tuple[None, list[str], list[tuple[str, float]]] = (None, [], [])
    assert told(coming(record("Tín An", "started", date="2023-05-05"))) == silent
    # A date of a stage that it does not count is none.
    assert told(coming(record("Tín An", "established", expected="2025-05-05"))) == silent
    # It counts once, at the first of its stages: a date of the next one is none.
    log = [record("Tín An", "started", date="2023-05-05"), record("Tín An", "completed", expected="2025-06-30")]
    assert told(coming(*log)) == silent


def test_a_date_beyond_the_due_date_says_that_nothing_comes_by_then() -> None:
    assert told(coming(record("Tín An", "started", expected="2026"))) == (0, [], [("2025-03-31", 0), ("2025-12-31", 0)])


def test_of_an_item_the_first_date_counts_and_once() -> None:
    log = [
        record("Tín An", "completed", expected="2025-06-30"),
        record("Tín An", "started", expected="2025-09-30"),
    ]
    assert told(coming(*log)) == (1, ["Tín An"], [("2025-03-31", 0), ("2025-06-30", 1), ("2025-12-31", 1)])


def test_the_last_day_of_a_partial_date_counts() -> None:
    assert told(coming(record("Tín An", "started", expected="2025"))) == (
        1,
        ["Tín An"],
        [("2025-03-31", 0), ("2025-12-31", 1)],
    )
    assert told(coming(record("Tín An", "started", expected="2025"), target={"due": date(2025, 12, 30)}))[0] == 0


def test_what_a_reported_total_takes_in_is_not_added_again() -> None:
    # It started on some day of 2025, and so it may be in the total of March; the other one is not known to have.
    total = {"date": date(2025, 3, 1), "target": "x", "value": 24}
    begun = record("Tín An", "started", expected="2025-02-28", date="2025")
    assert told(coming(total, begun))[0] is None
    assert told(coming(total, begun, record("Lệ Chi", "started", expected="2025-06")))[:2] == (25, ["Lệ Chi"])
    # Without the total it is not certain before the end of the year, and still expected.
    assert told(coming(begun)) == (1, ["Tín An"], [("2025-03-31", 0), ("2025-12-31", 1)])


def test_what_was_expected_before_the_start_is_late_from_then_on() -> None:
    before = [record("Tín An", "started", expected="2020-12-31"), record("Lệ Chi", "started", expected="2021-06-30")]
    assert told(coming(*before, on="2020-06-30"))[:2] == (1, ["Lệ Chi"])
    assert told(coming(*before, on="2021-01-01"))[:2] == (2, ["Tín An", "Lệ Chi"])
    assert told(coming(before[0], on="2021-01-01"))[:2] == (1, ["Tín An"])


def test_what_is_withdrawn_or_came_before_the_start_does_not_come() -> None:
    gone = [record("Tín An", "started", expected="2025-06"), record("Tín An", "withdrawn", date="2025-03-31")]
    assert told(coming(*gone))[0] is None
    assert told(coming(*gone, on="2025-03-30"))[0] == 1
    # Where the baseline is 0, an item of before the start is no part of it, at whatever stage.
    before = [record("Tín An", "started", date="2020-05-05"), record("Tín An", "completed", expected="2025-06")]
    assert told(coming(*before))[0] is None


@pytest.mark.parametrize(("on", "expected"), [("2025-12-30", 1), ("2025-12-31", 1), ("2026-01-01", None)])
def test_once_the_due_date_is_over_no_date_can_hold(on: str, expected: int | None) -> None:
    assert told(coming(record("Tín An", "started", expected="2024"), on=on))[0] == expected


def test_the_due_date_in_force_counts() -> None:
    late = {"revised": [{"from": date(2025, 2, 1), "due": date(2026, 6, 30)}]}
    awaited = record("Tín An", "started", expected="2026-03")
    assert told(coming(awaited, target=late, on="2025-01-31"))[0] == 0
    assert told(coming(awaited, target=late, on="2025-02-01"))[0] == 1


def test_without_a_baseline_it_is_unknown_until_something_is_reported() -> None:
    unknown = {"baseline": None, "goal": None}
    target = {key: value for key, value in COUNTED.items() if key not in unknown}
    file = parsed(PLAN | {"targets": {"x": target}, "milestones": [record("Tín An", "started", expected="2025-06")]})
    promise, day = file.plan.targets["x"], parse_date("2025-03-31").hi
    seen = assess_target(promise, gather_account(promise, file.ledger), day)
    assert (
        find_coming(promise, seen, gather_open(file.plan, file.ledger, day)["cluster"], file.ledger, day).expected
        is None
    )


@st.composite
def awaiting(draw: st.DrawFn, lived: st.SearchStrategy[Data]) -> Data:
    """Draw a plan that lives, with dates by which its items, and one more, are to reach stages."""
    data = draw(lived)
    start, end = data["plan"]["start"], data["plan"]["end"]
    names = [*{row["item"] for row in data["milestones"]}, "Sơn Đồng"]
    awaited = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(sorted(data["kinds"])))
        row = {
            "expected": draw(st.dates(start, end) | st.sampled_from((f"{start.year}", f"{end.year + 1}-H1"))),
            "kind": kind,
            "stage": draw(st.sampled_from(data["kinds"][kind]["stages"])),
            "item": draw(st.sampled_from(names)),
        }
        awaited.append(row)
    return data | {"milestones": [*data["milestones"], *awaited]}


def expected_of(data: Data, id: str, day: int, actual: float, due: int) -> float | None:
    """Return it once more, from the definition alone: slow, row by row."""
    table, called = data["targets"][id], names_in(data)
    order = data["kinds"][table["kind"]]["stages"]
    items: dict[tuple[str, str], dict[str, Data]] = {}
    for row in standing(data).values():
        if "item" in row and row["stage"] != "changed" and row["kind"] == table["kind"]:
            items.setdefault(item_of(row, called), {})[row["stage"]] = row
    start = table.get("start", data["plan"]["start"]).toordinal()
    totals = [interval(row["date"]) for row in data["measurements"] if row["target"] == id]
    eve = max((hi for lo, hi in totals if lo >= start and hi <= day), default=start - 1)
    promise, coming = Promise(data, id), []
    for (_, key), item in items.items():
        dates = {stage: interval(row["date"]) for stage, row in item.items() if "date" in row}
        counted = [dates[stage] for stage in order if stage in table["stages"] and stage in dates]
        if counted:
            hi = min(hi for _, hi in counted)
            lo = min(counted[0][0], hi)
            if lo <= eve or hi <= day or (table.get("baseline") == 0 and lo < start):
                continue
        reached = [order.index(stage) for stage, (_, hi) in dates.items() if hi <= day and stage in order]
        if "withdrawn" in dates and dates["withdrawn"][1] <= day:
            continue
        open_days = [
            interval(row["expected"])[1]
            for stage, row in item.items()
            if stage in table["stages"]
            and "expected" in row
            and order.index(stage) > max(reached, default=-1)
            and max(interval(row["expected"])[1], day) >= start
        ]
        coming += [(min(open_days), key)] if open_days else []
    if not coming or day > due:
        return None
    return float(Fraction(str(actual)) + sum(promise.weight(key, day) for hi, key in coming if hi <= due))


@examples(80)
@given(awaiting(lived_plans()), st.data())
def test_it_is_what_its_definition_says(data: Data, draw: st.DataObject) -> None:
    file = parsed(data)
    start, end = (data["plan"][key].toordinal() for key in ("start", "end"))
    day = draw.draw(st.integers(start - 40, end + 40))
    opened = gather_open(file.plan, file.ledger, day)
    # To look only where anything is expected finds all that is.
    assert opened == {
        kind.id: [
            one for item in file.ledger.items(kind.id, day) for one in find_open_of_item(file.ledger, kind, item, day)
        ]
        for kind in file.plan.kinds.values()
    }
    for id, target in file.plan.targets.items():
        seen = assess_target(target, gather_account(target, file.ledger), day)
        found = find_coming(target, seen, opened.get(target.kind or "", ()), file.ledger, day)
        if target.kind is None or seen.actual is None:
            assert found.expected is None
            continue
        due = in_force(target, day).due.hi
        assert found.expected == expected_of(data, id, day, seen.actual, due)
        # What is promised takes nothing away, it adds each item once, and the way there begins with the actual.
        if found.expected is not None:
            assert len({one.item.key for one in found.awaited}) == len(found.awaited)
            assert target.sum is not None or found.expected - seen.actual == len(found.awaited)
            assert found.steps[-1].value == found.expected
            days, values = [step.day for step in found.steps], [step.value for step in found.steps]
            assert days == sorted(set(days))
            assert target.sum is not None or values == sorted(values)
            assert (days[0], days[-1]) == (day, due)
