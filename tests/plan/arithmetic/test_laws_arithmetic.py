"""The arithmetic beside a second one, in oracle.py, and what its figures promise whatever is recorded."""

import math
from datetime import date
from fractions import Fraction

from assessing import actuals, parsed, possible, seen, telling_days, with_log, with_revisions_before
from hypothesis import assume, example, given
from hypothesis import strategies as st
from oracle import Promise, written
from strategies import (
    CHANGED,
    SPELLINGS_OF_A_NAME,
    WITHDRAWN,
    Data,
    Identity,
    Written,
    examples,
    identity,
    interval,
    item_of,
    judged_plans,
    lived_plans,
    names_in,
    order_in_time,
    plans,
    rows,
    standing,
)

from plantrack.plan.arithmetic.account import gather_account, gather_accounts
from plantrack.plan.arithmetic.progress import assess_target, time_gone


def dated(data: Data, key: Identity, written: Written) -> Data:
    """Return a plan in which one record has another date."""
    called = names_in(data)
    return with_log(data, (row | {"date": written} if identity(row, called) == key else row for row in rows(data)))


def without_sums(data: Data) -> Data:
    """Return a plan without the targets whose items have weights."""
    return data | {
        "targets": {id: table for id, table in data["targets"].items() if "sum" not in table},
        "measurements": [row for row in data.get("measurements", ()) if "sum" not in data["targets"][row["target"]]],
        "comments": [
            row
            for row in data.get("comments", ())
            if "target" not in row or "sum" not in data["targets"][row["target"]]
        ],
    }


def close(got: float | None, expected: Fraction | None, scale: float) -> bool:
    if got is None or expected is None:
        return got is None and expected is None
    return math.isclose(got, expected, rel_tol=1e-9, abs_tol=1e-9 * scale)


# The laws

# What chance seldom brings about.
_CLUSTERS: Data = {
    "plan": {"title": "A", "start": date(2024, 1, 1), "end": date(2024, 1, 21)},
    "kinds": {"cluster": {"stages": ["established"]}},
    "targets": {"total": {"kind": "cluster", "stages": ["established"], "baseline": 113, "goal": 159}},
}
# The withdrawal may lie before the total in which the item is not: it ends what the item counts beyond it all the same.
WITHDRAWN_SOME_DAY_OF_ITS_YEAR: Data = _CLUSTERS | {
    "measurements": [{"date": date(2024, 6, 1), "target": "total", "value": 120}],
    "milestones": [
        {"date": date(2024, 9, 1), "kind": "cluster", "stage": "established", "item": "Kim Bài"},
        {"date": "2024", "kind": "cluster", "stage": "withdrawn", "item": "Kim Bài"},
    ],
}
TWO_TOTALS_THAT_END_A_MONTH: Data = _CLUSTERS | {
    "measurements": [
        {"date": date(2024, 1, 31), "target": "total", "value": 120},
        {"date": "2024-01", "target": "total", "value": 119},
    ],
}
TWO_TOTALS_WHEN_A_TENTH_IS_GONE: Data = _CLUSTERS | {
    "measurements": [
        {"date": date(2024, 1, 1), "target": "total", "value": 114},
        {"date": date(2024, 1, 3), "target": "total", "value": 115},
    ],
}
LOWERED_AND_RAISED: Data = {
    "plan": _CLUSTERS["plan"],
    "kinds": {},
    "targets": {
        "total": {
            "baseline": 0,
            "goal": 100,
            "revised": [{"from": date(2024, 1, 11), "goal": 40}, {"from": date(2024, 1, 16), "goal": 46}],
        }
    },
    "measurements": [{"date": date(2024, 1, 16), "target": "total", "value": 45.6}],
}


def check_figures(data: Data, *more_days: int) -> None:
    """See that every figure of every target is what its definition says, on each day on which anything changes."""
    file = parsed(data)
    plan, known = file.plan, file.ledger
    together = gather_accounts(plan.targets.values(), known)
    for (id, target), its_account in zip(plan.targets.items(), together, strict=True):
        assert gather_account(target, known) == its_account
        promise = Promise(data, id)
        scale = max(abs(float(promise.baseline or 0)), abs(float(promise.first_goal or 0)))
        for day in (*telling_days(data), *more_days):
            got, expected = assess_target(target, its_account, day), promise.on(day)
            told = f"{id} on {date.fromordinal(day)}:\n{got}\n{expected}"
            assert written(got.actual) == expected.actual, told
            assert (written(got.named), written(got.unnamed)) == (expected.named, expected.unnamed), told
            assert (got.status, got.days) == (expected.status, expected.days), told
            assert (got.records, got.evidenced) == (expected.records, expected.evidenced), told
            assert (got.last_date.text if got.last_date else None) == expected.last_date, told
            assert got.judged == expected.judged, told
            for figure in ("planned", "progress", "ratio", "outlook", "rate", "needed"):
                assert close(getattr(got, figure), getattr(expected, figure), scale), f"{figure}: {told}"


@examples(220)
@given(judged_plans())
@example(TWO_TOTALS_WHEN_A_TENTH_IS_GONE)
@example(LOWERED_AND_RAISED)
def test_every_figure_of_a_promise_is_what_its_definition_says(data: Data) -> None:
    check_figures(data)


@examples(200)
@given(lived_plans())
@example(WITHDRAWN_SOME_DAY_OF_ITS_YEAR)
@example(TWO_TOTALS_THAT_END_A_MONTH)
def test_every_figure_of_items_that_come_and_go_is_what_its_definition_says(data: Data) -> None:
    check_figures(data)


@examples(90)
@given(plans(), st.integers(-30, 1600))
def test_every_figure_of_any_plan_is_what_its_definition_says(data: Data, offset: int) -> None:
    check_figures(data, data["plan"]["start"].toordinal() + offset)


@examples(10)
@given(plans(), st.integers(-30, 1600))
def test_the_time_gone_is_a_share_of_the_plans_days(data: Data, offset: int) -> None:
    start, end = data["plan"]["start"].toordinal(), data["plan"]["end"].toordinal()
    expected = min(max(Fraction(offset, end - start), Fraction(0)), Fraction(1))
    assert time_gone(possible(data)[0], start + offset) == float(expected)


@examples(80)
@given(lived_plans() | plans(), st.data())
def test_the_order_of_records_of_different_items_stages_and_targets_changes_no_number(
    data: Data, draw: st.DataObject
) -> None:
    log: dict[Identity, list[Data]] = {}
    called = names_in(data)
    weighed = {item_of(row, called) for row in rows(data) if "area_ha" in row}
    for row in rows(data):
        key = identity(row, called)
        # Below the record that gives an item a name, and not above it, it may be called so; and of two weights of one
        # day the one that was written last is that of the item.
        is_one = "item" in row and (key[1] in called.values() or key[:2] in weighed)
        log.setdefault(key[:2] if is_one else key, []).append(row)
    slots = draw.draw(st.permutations([key for key, records in log.items() for _ in records]))
    reordered = with_log(data, [log[key].pop(0) for key in slots])
    days = telling_days(data)
    assert seen(reordered, days) == seen(data, days)


@examples(40)
@given(lived_plans() | plans())
def test_as_of_a_day_nothing_is_looked_at_that_is_dated_after_it(data: Data) -> None:
    """But for what an item weighs before anyone says so: what it weighs from the first day for which someone does."""
    data = without_sums(data)
    stand = standing(data)
    firsts = {key: order_in_time(row)[1] for key, row in stand.items()}
    revisions = [one["from"].toordinal() for table in data["targets"].values() for one in table.get("revised", ())]
    days, called = telling_days(data), names_in(data)
    for first in sorted({*firsts.values(), *revisions}):
        # Who is who is told by the whole log.
        known_then = with_log(
            data, (row for row in rows(data) if firsts[identity(row, called)] < first or "name" in row)
        )
        known_then = with_revisions_before(known_then, first)
        until_then = [day for day in days if day < first]
        assert seen(known_then, until_then) == seen(data, until_then)


@examples(50)
@given((lived_plans() | plans()).filter(lambda data: bool(data.get("milestones"))), st.data())
def test_an_item_never_counts_twice(data: Data, draw: st.DataObject) -> None:
    """Whatever stages an item reaches, and however it is spelled: it adds one at most, and takes off one at most.

    So a further stage of an item that counts already raises nothing.
    """
    data = without_sums(data)
    item = draw.draw(st.sampled_from(data["milestones"]))
    stage = draw.draw(st.sampled_from(data["kinds"][item["kind"]]["stages"]))
    spell = draw.draw(st.sampled_from(SPELLINGS_OF_A_NAME))
    further = item | {"stage": stage, "item": spell(item["item"])}
    further.pop("name", None)
    days, called = telling_days(data), names_in(data)
    is_it = identity(item, called)[:2]
    without = actuals(with_log(data, (row for row in rows(data) if identity(row, called)[:2] != is_it)), days)
    withdrawn = any(identity(row, called) == (*is_it, WITHDRAWN) for row in rows(data))
    before, after = actuals(data, days), actuals(with_log(data, [*rows(data), further]), days)
    for place, others in without.items():
        assert before[place] - others in ((-1, 0, 1) if withdrawn else (0, 1))
        assert after[place] - others in ((-1, 0, 1) if withdrawn else (0, 1))
        if before[place] > others and identity(further, called) not in standing(data):
            assert after[place] <= before[place]


def has_partial_date(data: Data) -> bool:
    return bool(partial_dates(data))


def partial_dates(data: Data) -> list[Identity]:
    """Return the records that stand with a partial date: a change with another date is another change."""
    stand = {key: row for key, row in standing(data).items() if row.get("stage") != CHANGED and "date" in row}
    return [key for key, row in stand.items() if len(set(interval(row["date"]))) > 1]


@examples(60)
@given((lived_plans() | plans()).filter(has_partial_date), st.data())
def test_a_partial_date_counts_only_what_each_day_within_it_would(data: Data, draw: st.DataObject) -> None:
    """What a partial date makes of an actual is, on every day, the least that any exact date within it makes of it.

    Of a withdrawal it is the most: nothing is taken off before that is certain. A total holds as on one of the days
    within its date, and changes nothing before its last one.
    """
    data = without_sums(data)
    stand = standing(data)
    key = draw.draw(st.sampled_from(partial_dates(data)))
    lo, hi = interval(stand[key]["date"])
    within = {lo, hi, draw.draw(st.integers(lo, hi))}
    days = sorted({*telling_days(data), *within})
    partial = actuals(data, days)
    exact_dates = {day: date.fromordinal(day) for day in within if (key[0], day, day) not in stand}
    certain = {day: actuals(dated(data, key, written), days) for day, written in exact_dates.items()}
    if "target" in stand[key]:
        without = actuals(with_log(data, (row for row in rows(data) if identity(row, names_in(data)) != key)), days)
        for (id, day), actual in partial.items():
            if {lo, hi} <= set(certain):
                assert actual in (certain[lo][id, day], certain[hi][id, day])
            assert day >= hi or actual == without[id, day]
        return
    for (id, day), actual in partial.items():
        target = data["targets"][id]
        start = target.get("start", data["plan"]["start"]).toordinal()
        by_date = [then[id, day] for then in certain.values()]
        assert actual in by_date
        # What may lie before the start of a target with the baseline 0 is no part of it: it cannot be taken off either.
        if not (target.get("baseline") == 0 and lo < start <= hi):
            assert actual == (max(by_date) if key[-1] == WITHDRAWN else min(by_date))


@examples(60)
@given(lived_plans() | plans())
def test_what_is_expected_changes_no_number(data: Data) -> None:
    """A plan without it, and with the dates alone where both are said, gives the same figures on every day."""
    # What an item weighs counts wherever it is told, beside what is expected too.
    weightless = [{key: value for key, value in row.items() if "date" in row or key != "area_ha"} for row in rows(data)]
    data = with_log(data, weightless)
    bare = [{key: value for key, value in row.items() if key != "expected"} for row in rows(data)]
    # What is said of a milestone after it was reached, though without its date, may be its evidence.
    called, dated_before = names_in(data), set()
    for row in rows(data):
        assume("date" in row or identity(row, called) not in dated_before)
        dated_before |= {identity(row, called)} if "date" in row else set()
    days = telling_days(data)
    assert seen(with_log(data, [row for row in bare if "date" in row]), days) == seen(data, days)
