"""What status and figures promise whatever is recorded: laws that hold for any plan, on any day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from assessing import possible, telling_days, with_log
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from strategies import (
    Data,
    examples,
    identity,
    interval,
    judged_plans,
    lived_plans,
    names_in,
    once,
    plans,
    rows,
    standing,
    ways_to_write,
)

from plantrack.plan.arithmetic.account import Account, gather_account
from plantrack.plan.arithmetic.exact import exact
from plantrack.plan.arithmetic.planned import PlannedLine, planned_over_time
from plantrack.plan.arithmetic.progress import Assessment, assess_target
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.model import Target

# How well a status speaks of a target: the higher the better.
RANK = {"missed": 1, "unreported": 1, "behind": 2, "at-risk": 3, "on-track": 4, "open": 4, "no-data": 4}
RANK |= {"met-late": 5, "met": 6}
NOT_JUDGED = ("not-started", "no-goal", "no-data")
# 13 in five days: on the second one 3 of 5.2 are there, and the fourth was due 0.46 days ago, which is no day.
STEEP: Data = {
    "plan": {"title": "A", "start": date(2024, 1, 1), "end": date(2024, 1, 6)},
    "kinds": {"cluster": {"stages": ["done"]}},
    "targets": {"total": {"kind": "cluster", "stages": ["done"], "baseline": 0, "goal": 13}},
    "measurements": [{"date": date(2024, 1, 3), "target": "total", "value": 3}],
}
# 10 in ten days, of which 7 are there after five, and 3 after seven: short since then, and not since the third day.
FALLEN: Data = {
    "plan": {"title": "A", "start": date(2024, 1, 1), "end": date(2024, 1, 11)},
    "targets": {"total": {"baseline": 0, "goal": 10}},
    "measurements": [
        {"date": date(2024, 1, 6), "target": "total", "value": 7},
        {"date": date(2024, 1, 8), "target": "total", "value": 3},
    ],
}
# Reached after the due date, and lost again.
LOST: Data = {
    "plan": {"title": "A", "start": date(2024, 1, 1), "end": date(2024, 1, 11)},
    "targets": {"total": {"baseline": 0, "goal": 10}, "at-once": {"baseline": 0, "goal": 10, "pace": "none"}},
    "measurements": [
        {"date": date(2024, 1, day), "target": target, "value": value}
        for target in ("total", "at-once")
        for day, value in ((11, 8), (15, 10), (20, 9))
    ],
}
any_plans = st.one_of(judged_plans(), lived_plans(), plans())


@once
def promises(data: Data) -> list[tuple[Target, Account]]:
    """Return the targets of a plan that have a goal, each with what the log says of it."""
    plan, ledger = possible(data)
    return [(one, gather_account(one, ledger)) for one in plan.targets.values() if one.goal is not None]


def days_of_news(data: Data, target: Target) -> set[int]:
    """Return the days on which something new is certain of a target: a record of it or of its kind, a revision."""
    news = {revision.since.lo for revision in target.revised}
    for row in standing(data).values():
        if "date" in row and (row.get("target") == target.id or row.get("kind", "") == target.kind):
            news.add(interval(row["date"])[1])
    return news


def quiet_days(data: Data) -> Iterator[tuple[Target, int, Assessment, Assessment]]:
    """Give each target on days from its start on after which the next brings nothing new; where it stands on both."""
    days = telling_days(data)
    for target, account in promises(data):
        news = days_of_news(data, target)
        for day in days:
            if day >= target.start.lo and day + 1 not in news:
                yield target, day, assess_target(target, account, day), assess_target(target, account, day + 1)


def due_on(target: Target, day: int) -> int:
    dues = [revision.due.lo for revision in target.revised if revision.since.lo <= day and revision.due is not None]
    return [target.due.lo, *dues][-1]


def toward_goal(target: Target, value: float) -> Fraction:
    """Return a value so that more is better."""
    assert target.goal is not None
    assert target.baseline is not None
    return Fraction(exact(value)) * (1 if target.goal > target.baseline else -1)


# From one day to the next


@examples(60)
@given(any_plans)
def test_a_counted_target_gets_no_better_by_itself(data: Data) -> None:
    """On the next day with nothing new: status no better, planned no lower, days down by 0 or 1.

    But on the day on which `on-track` ends, since its days are never below 0.
    """
    for target, _, today, tomorrow in quiet_days(data):
        if target.kind is None:
            continue
        told = f"{today}\n{tomorrow}"
        assert RANK[tomorrow.status] <= RANK[today.status], told
        assert (tomorrow.planned or 0) >= (today.planned or 0), told
        assert tomorrow.actual == today.actual, told
        on_track_ends = today.status == "on-track" != tomorrow.status
        if today.days is not None and tomorrow.days is not None and not on_track_ends:
            assert today.days - tomorrow.days in (0, 1), told


def without_age(seen: Assessment) -> Assessment:
    """Return where a target stands without what is told of the time that passes by itself."""
    return seen._replace(standing=seen.standing._replace(age=None, uncertain=None))


@examples(60)
@given(any_plans)
def test_a_measured_target_stays_as_it_was_measured_until_it_is_due(data: Data) -> None:
    """Nothing changes by itself, but on the day on which the first tenth of its time ends, and when it is over."""
    for target, day, today, tomorrow in quiet_days(data):
        due = due_on(target, day)
        tenth_ends = 10 * (day - target.start.lo) < due - target.start.lo <= 10 * (day + 1 - target.start.lo)
        if target.kind is not None or day >= due:
            continue
        today, tomorrow = without_age(today), without_age(tomorrow)
        if today.judged is None:
            assert today._replace(planned=None) == tomorrow._replace(planned=None)
        elif tenth_ends:
            assert RANK[tomorrow.status] <= RANK[today.status]
            forgotten: dict[str, Any] = dict.fromkeys(("days", "outlook", "rate", "needed", "standing"))
            assert today._replace(status="open", **forgotten) == tomorrow._replace(status="open", **forgotten)
        else:
            assert today == tomorrow


@examples(60)
@given(any_plans)
def test_what_is_met_never_becomes_unreported(data: Data) -> None:
    for _, _, today, tomorrow in quiet_days(data):
        if today.status in ("met", "met-late"):
            assert tomorrow.status == today.status
            assert tomorrow.days == today.days


# More is known


def no_worse(told: Any, target: Target, before: Assessment, after: Assessment) -> None:
    """See that more that is known has lowered nothing of a counted target."""
    assert before.actual is not None
    assert after.actual is not None
    assert after.actual >= before.actual, told
    if before.status in (*NOT_JUDGED, "unreported"):
        return
    assert RANK[after.status] >= RANK[before.status], told
    if before.days is not None and after.days is not None:
        assert after.days >= before.days, told
    if before.outlook is not None and after.outlook is not None:
        assert after.outlook >= before.outlook, told


@examples(60)
@given(any_plans, st.data())
def test_one_more_item_makes_nothing_worse(data: Data, draw: st.DataObject) -> None:
    """Dated exactly, and after the latest total: the actual is higher, status, days and outlook are no lower."""
    counted = [(target, account) for target, account in promises(data) if target.kind is not None]
    assume(counted)
    target, account = draw.draw(st.sampled_from(counted))
    day = draw.draw(st.sampled_from([day for day in telling_days(data) if day >= target.start.lo]))
    latest = max((total.date.hi for total in account.measurements if total.date.hi <= day), default=0)
    first = max(latest + 1, target.start.lo)
    assume(first <= day)
    reached = date.fromordinal(draw.draw(st.integers(first, day)))
    stage = draw.draw(st.sampled_from(target.stages))
    item: Data = {"date": reached, "kind": target.kind, "stage": stage, "item": "One more"}
    item |= {} if target.sum is None else {target.sum: 1}
    for again, more in promises(with_log(data, [*rows(data), item])):
        if again.id == target.id:
            before, after = assess_target(target, account, day), assess_target(again, more, day)
            assert exact(after.actual or 0) == exact(before.actual or 0) + 1
            no_worse(f"{before}\n{after}", target, before, after)


@settings(examples(60), suppress_health_check=[HealthCheck.filter_too_much])
@given(lived_plans() | plans(), st.data())
def test_a_later_stage_of_an_item_makes_nothing_worse(data: Data, draw: st.DataObject) -> None:
    """Of an item that a target counts, knowing a later stage, not dated before the earlier one, lowers nothing."""
    known, called = standing(data).keys(), names_in(data)
    choices = [
        (row, stage)
        for row in standing(data).values()
        if "stage" in row and "date" in row and row["stage"] in (stages := data["kinds"][row["kind"]]["stages"])
        for stage in stages[stages.index(row["stage"]) + 1 :]
        if identity({**row, "stage": stage}, called) not in known
    ]
    assume(choices)
    row, further = draw.draw(st.sampled_from(choices))
    later = date.fromordinal(interval(row["date"])[0]) + timedelta(draw.draw(st.sampled_from((0, 0, 1, 20, 200))))
    written = draw.draw(st.sampled_from(ways_to_write(later)))
    with_it = with_log(
        data, [*rows(data), {"date": written, "kind": row["kind"], "stage": further, "item": row["item"]}]
    )
    days = telling_days(with_it)
    for (target, account), (again, more) in zip(promises(data), promises(with_it), strict=True):
        if target.kind != row["kind"] or row["stage"] not in target.stages:
            continue
        for day in days:
            if day >= target.start.lo:
                before, after = assess_target(target, account, day), assess_target(again, more, day)
                no_worse(f"{target.id} {day}\n{before}\n{after}", target, before, after)


# What figures say of each other


@examples(60)
@given(any_plans)
@example(STEEP)
def test_days_tell_what_the_values_tell(data: Data) -> None:
    """Short: no days ahead. Ahead: none behind. Behind or missed: days behind.

    But 0 within a day of the start, and where it is short since less than half a day, on a line that is that steep.
    """
    for target, account in promises(data):
        for day in telling_days(data):
            seen = assess_target(target, account, day)
            if target.pace == "none" or seen.days is None or seen.status in ("met", "met-late"):
                continue
            assert seen.actual is not None
            assert seen.judged is not None
            line = planned_over_time(target, day)

            def missing(moment: Fraction | int) -> Fraction:
                """Return how far planned is beyond the actual of j at a moment."""
                numerator, denominator = line.expected(moment)  # noqa: B023
                planned = Fraction(numerator) / denominator
                return planned * line.direction - toward_goal(target, seen.actual or 0)  # noqa: B023

            def is_short(moment: Fraction | int) -> bool:
                return missing(moment) >= 1 if target.kind is not None else missing(moment) > 0  # noqa: B023

            if is_short(seen.judged):
                assert seen.days <= 0, seen
            elif missing(seen.judged) < 0:
                assert seen.days >= 0, seen
            if seen.status in ("behind", "missed") and seen.days >= 0:
                assert seen.days == 0, seen
                assert seen.judged - target.start.lo <= 1 or not is_short(seen.judged - Fraction(1, 2)), seen


@examples(60)
@given(any_plans)
def test_a_counted_actual_is_the_sum_of_its_parts(data: Data) -> None:
    for target, account in promises(data):
        for day in telling_days(data) if target.kind is not None else ():
            seen = assess_target(target, account, day)
            parts = (target.baseline or 0, seen.named or 0, seen.unnamed or 0)
            assert sum(Fraction(exact(part)) for part in parts) == exact(seen.actual or 0)


@examples(60)
@given(any_plans, st.data())
def test_a_total_that_equals_the_actual_changes_no_number(data: Data, draw: st.DataObject) -> None:
    """On its day it changes neither the actual of a counted target, nor what is named or planned."""
    counted = [(target, account) for target, account in promises(data) if target.kind is not None]
    assume(counted)
    target, account = draw.draw(st.sampled_from(counted))
    day = draw.draw(st.sampled_from([day for day in telling_days(data) if day >= target.start.lo]))
    before = assess_target(target, account, day)
    assume(before.actual is not None and before.actual >= 0)
    total = {"date": date.fromordinal(day), "target": target.id, "value": before.actual}
    for again, more in promises(with_log(data, [*rows(data), total])):
        if again.id == target.id:
            after = assess_target(again, more, day)
            assert (after.actual, after.named, after.planned) == (before.actual, before.named, before.planned)


# What is planned, and revised


@examples(60)
@given(any_plans)
def test_what_is_planned_never_falls(data: Data) -> None:
    for target, _ in promises(data):
        for day in {target.start.lo, *(revision.since.lo for revision in target.revised)}:
            line = planned_over_time(target, day)
            assert list(line.moments) == sorted(set(line.moments))
            gains = [value * line.direction for value in line.values]
            assert gains == sorted(gains)


@examples(100)
@given(any_plans.filter(lambda data: any("revised" in table for table in data["targets"].values())))
def test_a_revision_asks_nothing_more_on_its_day(data: Data) -> None:
    """It never raises what is planned by then, and worsens the status only from `met`, or where it is due sooner."""
    for target, account in promises(data):
        for number, revision in enumerate(target.revised):
            day, unrevised = revision.since.lo, target._replace(revised=target.revised[:number])
            old, new = planned_over_time(unrevised, day), planned_over_time(target, day)
            for moment in {*old.moments, *new.moments, day}:
                (was, of_old), (now, of_new) = old.expected(min(moment, day)), new.expected(min(moment, day))
                assert Fraction(now) / of_new * new.direction <= Fraction(was) / of_old * new.direction
            before, after = assess_target(unrevised, account, day), assess_target(target, account, day)
            if before.status in ("met", "met-late") or due_on(target, day) < due_on(unrevised, day):
                continue
            assert RANK[after.status] >= RANK[before.status], f"{revision}\n{before}\n{after}"


# Seen otherwise


def transformed(data: Data, id: str, change: Any, days: int = 0) -> Data:
    """Return a plan of one measured target, its values changed, its dates made exact and moved by so many days."""

    def number(value: float) -> float:
        changed = change(Fraction(str(value)))
        written = int(changed) if changed.denominator == 1 else float(changed)
        # Else it has more digits than a file can hold, and is another number.
        assume(Fraction(str(written)) == changed)
        return written

    def moved(value: date) -> date:
        return value + timedelta(days)

    def told(table: Data) -> Data:
        found: Data = {}
        for key, value in table.items():
            if key in ("baseline", "goal", "stretch", "value"):
                found[key] = number(value)
            elif key in ("start", "end", "due", "by", "from") and isinstance(value, date):
                found[key] = moved(value)
            elif key in ("interim", "revised"):
                found[key] = [told(one) for one in value]
            else:
                found[key] = value
        return found

    table = {key: value for key, value in data["targets"][id].items() if key[:2] != "x-"}
    totals = [row for row in standing(data).values() if row.get("target") == id and "value" in row]
    last_days = {interval(row["date"])[1]: row["value"] for row in totals}
    return {
        "plan": told(data["plan"]),
        "kinds": {},
        "targets": {id: told(table)},
        "measurements": [
            {"date": moved(date.fromordinal(day)), "target": id, "value": number(value)}
            for day, value in last_days.items()
        ],
    }


def judged(data: Data, days: Iterable[int]) -> list[tuple[str, float | None, int | None]]:
    ((target, account),) = promises(data)
    found = [assess_target(target, account, day) for day in days]
    return [(seen.status, seen.ratio, seen.days) for seen in found]


def close(one: float | None, other: float | None) -> bool:
    return one == other or (one is not None and other is not None and abs(one - other) <= 1e-9 * max(1, abs(one)))


@examples(60)
@given(st.one_of(judged_plans(), plans()))
def test_a_measured_target_is_judged_alike_however_it_is_seen(data: Data) -> None:
    """Turned upside down, scaled, or moved in time, it keeps status, ratio and days."""
    for id, table in data["targets"].items():
        if "kind" in table or "goal" not in table:
            continue
        plain = transformed(data, id, lambda value: value)
        days = telling_days(plain)
        expected = judged(plain, days)
        for change, later in (
            (lambda value: -value, 0),
            (lambda value: 3 * value + 7, 0),
            (lambda value: value, 400),
        ):
            found = judged(transformed(data, id, change, later), [day + later for day in days])
            for one, other in zip(found, expected, strict=True):
                assert (one[0], one[2]) == (other[0], other[2])
                assert close(one[1], other[1])


def lacks(target: Target, account: Account, line: PlannedLine, day: int) -> bool:
    """Tell whether something was missing on a day of what a line asks for: of items a whole one."""
    planned, one = line.expected(day)
    gap = (planned - exact(account.actual.on(day) or 0) * one) * line.direction
    return gap >= one if target.counts_whole else gap > 0


@examples(100)
@given(judged_plans())
@example(FALLEN)
@example(LOST)
def test_what_is_short_is_so_on_each_day_since_the_one_that_is_named(data: Data) -> None:
    for target, account in promises(data):
        for day in telling_days(data):
            found = assess_target(target, account, day)
            if found.status not in ("at-risk", "behind", "missed") or not found.days or found.days > 0:
                continue
            since, judged, line = found.standing.turn, found.judged, planned_over_time(target, day)
            assert since is not None
            assert judged is not None
            # What is rounded to whole days is half a day off at most.
            due = in_force(target, day).due.lo if target.pace == "none" else judged + found.days
            assert due <= since <= judged
            assert all(lacks(target, account, line, moment) for moment in range(since + 1, judged + 1))
            assert since == due or not lacks(target, account, line, since - 1)
