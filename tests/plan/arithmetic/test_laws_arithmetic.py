"""The arithmetic beside a second one, written from its definitions alone: slow, exact, and for each day anew."""

import math
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import (
    SPELLINGS_OF_A_NAME,
    WITHDRAWN,
    Data,
    Written,
    examples,
    identity,
    interval,
    judged_plans,
    lived_plans,
    plans,
    rows,
    spelled,
    standing,
)

from plantrack.plan import ledger
from plantrack.plan.arithmetic.account import account, accounts
from plantrack.plan.arithmetic.progress import Assessment, assess, time_gone
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Plan
from plantrack.plan.problems import Problems
from plantrack.store import planfile
from plantrack.store.read.records import RecordReader

# The second arithmetic


class Figures(NamedTuple):
    """Where a target stands on a day; fractions, and None where a figure has no meaning."""

    actual: Fraction | None
    named: int | None
    unnamed: Fraction | None
    planned: Fraction | None
    progress: Fraction | None
    ratio: Fraction | None
    days: int | None
    status: str
    outlook: Fraction | None
    records: int
    evidenced: int
    last_date: str | None


def exact(number: float | None) -> Fraction | None:
    """Return the number that the file writes, not the float nearest to it."""
    return None if number is None else Fraction(str(number))


Points: TypeAlias = list[tuple[int, Fraction]]


class Promise:
    """One target of a plan, with the records that stand."""

    def __init__(self, data: Data, id: str) -> None:
        table = data["targets"][id]
        self.counted = "kind" in table
        self.stages = set(table.get("stages", ()))
        self.baseline, self.goal = exact(table.get("baseline")), exact(table.get("goal"))
        self.start = table.get("start", data["plan"]["start"]).toordinal()
        self.due = table.get("due", data["plan"]["end"]).toordinal()
        self.pace = table.get("pace", "linear")
        self.revised = table.get("revised", [])
        interim = [(one["by"].toordinal(), Fraction(str(one["goal"]))) for one in table.get("interim", ())]
        self.first_line = [(self.start, self.baseline or Fraction(0)), *interim, (self.due, self.goal or Fraction(0))]
        self.totals = [row for row in standing(data).values() if row.get("target") == id]
        self.items: dict[str, dict[str, Data]] = {}
        for row in standing(data).values():
            if self.counted and row.get("kind") == table["kind"]:
                self.items.setdefault(identity(row)[1], {})[row["stage"]] = row
        self.lives = [
            (first, interval(item[WITHDRAWN]["date"]) if WITHDRAWN in item else None)
            for item in self.items.values()
            if (first := self.first(item)) is not None
        ]
        self._actuals: dict[int, Fraction | None] = {}

    def first(self, item: dict[str, Data]) -> tuple[int, int] | None:
        """Return first.lo and first.hi of an item, None where it has reached none of the stages."""
        reached = [interval(row["date"]) for stage, row in item.items() if stage in self.stages]
        return (min(lo for lo, _ in reached), min(hi for _, hi in reached)) if reached else None

    def since(self, e: int, d: int) -> int:
        change = 0
        for first, withdrawal in self.lives:
            if self.baseline == 0 and first[0] < self.start:
                continue
            withdrawn = withdrawal is not None and withdrawal[1] <= d
            if first[0] > e and first[1] <= d and not withdrawn:
                change += 1
            if first[0] <= e and withdrawal is not None and withdrawal[0] > e and withdrawal[1] <= d:
                change -= 1
        return change

    def actual(self, d: int) -> Fraction | None:
        if d not in self._actuals:
            self._actuals[d] = self._actual(d)
        return self._actuals[d]

    def _actual(self, d: int) -> Fraction | None:
        used = [(interval(row["date"]), row["value"]) for row in self.totals]
        used = [(days, value) for days, value in used if days[0] >= self.start and days[1] <= d]
        if used:
            (_, hi), value = max(used, key=lambda total: (total[0][1], total[0][0]))
            return Fraction(str(value)) + (self.since(hi, d) if self.counted else 0)
        if self.baseline is None:
            return None
        return self.baseline + (self.since(self.start - 1, d) if self.counted else 0)

    def records(self, d: int) -> list[Data]:
        found = list(self.totals)
        for item in self.items.values():
            first = self.first(item)
            if first is not None and first[0] >= self.start:
                found += [row for stage, row in item.items() if stage in self.stages]
            if first is not None and WITHDRAWN in item and (self.baseline != 0 or first[0] >= self.start):
                found.append(item[WITHDRAWN])
        spans = [(row, interval(row["date"])) for row in found]
        return [row for row, (lo, hi) in spans if lo >= self.start and hi <= d]

    def terms(self, revisions: int) -> tuple[Fraction | None, int]:
        """Return the goal and the due date after the first so many revisions."""
        goals = [exact(one["goal"]) for one in self.revised[:revisions] if "goal" in one]
        dues = [one["due"].toordinal() for one in self.revised[:revisions] if "due" in one]
        return [self.goal, *goals][-1], [self.due, *dues][-1]

    def line(self, revisions: int) -> Points:
        """Return the points of the line after the first so many revisions."""
        if revisions == 0:
            return self.first_line
        before, (goal, due) = self.line(revisions - 1), self.terms(revisions)
        if (goal, due) == self.terms(revisions - 1):
            return before
        since = self.revised[revisions - 1]["from"].toordinal()
        assert goal is not None
        return [*((day, value) for day, value in before if day < since), (since, planned(since, before)), (due, goal)]

    def on(self, d: int) -> Figures:
        actual = self.actual(d)
        named = self.since(self.start - 1, d) if self.counted else None
        unnamed = None if named is None or actual is None or self.baseline is None else actual - self.baseline - named
        records = self.records(d)
        last = max(records, key=lambda row: (interval(row["date"])[1], interval(row["date"])[0]), default=None)
        figures = Figures(
            actual,
            named,
            unnamed,
            planned=None,
            progress=None,
            ratio=None,
            days=None,
            status="not-started" if d < self.start else "no-goal",
            outlook=None,
            records=len(records),
            evidenced=sum(bool(row.get("decision") or row.get("source")) for row in records),
            last_date=None if last is None else str(last["date"]),
        )
        if self.baseline is None or self.goal is None or actual is None:
            return figures
        return self._judged(figures, d, actual, self.baseline)

    def _judged(self, figures: Figures, d: int, actual: Fraction, baseline: Fraction) -> Figures:
        revisions = sum(one["from"].toordinal() <= d for one in self.revised)
        line, (goal, due) = self.line(revisions), self.terms(revisions)
        assert goal is not None
        expected = planned(d, line) if self.pace == "linear" or d > due else None
        figures = figures._replace(planned=expected)
        if d < self.start:
            return figures
        if not figures.records:
            return figures._replace(status="no-data")

        def reached(day: int) -> bool:
            value = self.actual(day)
            return value is not None and (value >= goal if goal > baseline else value <= goal)

        ratio = None if expected is None or expected == baseline else (actual - baseline) / (expected - baseline)
        figures = figures._replace(progress=(actual - baseline) / (goal - baseline), ratio=ratio)
        for status, day in (("met", min(d, due)), ("met-late", d)):
            if reached(day):
                while reached(day - 1):
                    day -= 1
                return figures._replace(status=status, days=due - day)
        if self.pace == "none":
            if d > due:
                return figures._replace(status="missed", days=due - d)
            return figures._replace(status="open", ratio=None)
        assert expected is not None
        nearly = self.counted and 0 < expected - actual < 1
        nearest = min(moments(d, actual, line), key=lambda moment: abs(moment - d))
        figures = figures._replace(days=0 if nearly else half_away_from_zero(nearest - d))
        if d > due:
            return figures._replace(status="missed")
        no_worse = actual >= baseline if goal > baseline else actual <= baseline
        if nearly or (expected == baseline and no_worse) or (ratio is not None and ratio >= Fraction("0.95")):
            status = "on-track"
        else:
            status = "at-risk" if ratio is not None and ratio >= Fraction("0.60") else "behind"
        outlook = None
        if ratio is not None and d < due and 10 * (d - self.start) >= due - self.start:
            outlook = baseline + ratio * (goal - baseline) if figures.records >= 2 else None
        return figures._replace(status=status, outlook=outlook)


def moments(d: int, actual: Fraction, line: Points) -> list[Fraction]:
    """Return, of each stretch of the line on which it equals the actual, the moment nearest to d."""
    (start, baseline), (_, goal) = line[0], line[-1]
    if (actual - baseline) * (goal - baseline) < 0:
        return [Fraction(start)]
    found = []
    for (from_day, low), (to_day, high) in pairwise(line):
        if low == high == actual:
            found.append(Fraction(min(max(d, from_day), to_day)))
        elif low != high and 0 <= (actual - low) / (high - low) <= 1:
            found.append(from_day + (actual - low) / (high - low) * (to_day - from_day))
    return found


def planned(d: int, line: Points) -> Fraction:
    if d < line[0][0]:
        return line[0][1]
    for (from_day, low), (to_day, high) in pairwise(line):
        if d <= to_day:
            return low + (high - low) * Fraction(d - from_day, to_day - from_day)
    return line[-1][1]


def half_away_from_zero(number: Fraction) -> int:
    whole = math.floor(abs(number) + Fraction(1, 2))
    return whole if number >= 0 else -whole


# The program's arithmetic


def possible(data: Data) -> tuple[Plan, Ledger]:
    """Read a plan, also one whose milestones come after a withdrawal, as a date that is tried out may make it."""
    promises = {key: value for key, value in data.items() if key not in ("milestones", "measurements")}
    file = planfile.parse("plan.toml", spelled(promises))
    problems = Problems()
    reader = RecordReader(file.promises, problems)
    plan = file.plan._replace(
        milestones=reader.milestones(data.get("milestones", [])),
        measurements=reader.measurements(data.get("measurements", [])),
    )
    assert not problems
    return plan, ledger.read_ledger(plan)


def seen(data: Data, days: Iterable[int]) -> dict[tuple[str, int], Assessment]:
    """Return where each target stands on each day, the total that it rests on without its place in the file."""
    plan, known = possible(data)
    found = {}
    for id, target in plan.targets.items():
        its_account = account(target, known)
        for day in days:
            assessment = assess(target, its_account, day)
            measured = assessment.measured and assessment.measured._replace(position=0)
            found[id, day] = assessment._replace(measured=measured)
    return found


def actuals(data: Data, days: Iterable[int]) -> dict[tuple[str, int], float]:
    """Return the actual of each target on each day; where it is unknown, the named."""
    return {place: (one.named or 0) if one.actual is None else one.actual for place, one in seen(data, days).items()}


def telling_days(data: Data) -> list[int]:
    """Return the days on which anything changes in a plan, with their neighbours, and some between."""
    moments = [day for row in rows(data) for day in interval(row["date"])]
    between = set()
    for table in data["targets"].values():
        start, due = table.get("start", data["plan"]["start"]), table.get("due", data["plan"]["end"])
        moments += [start.toordinal(), due.toordinal(), *(one["by"].toordinal() for one in table.get("interim", ()))]
        moments += [one[key].toordinal() for one in table.get("revised", ()) for key in ("from", "due") if key in one]
        between |= {(start + (due - start) * share / 20).toordinal() for share in (2, 5, 10, 15)}
    between |= {(one + other) // 2 for one, other in pairwise(sorted(set(moments)))}
    return sorted({moment + more for moment in moments for more in (-1, 0, 1)} | between)


def with_log(data: Data, log: Iterable[Data]) -> Data:
    """Return a plan with other records."""
    log = list(log)
    milestones = [row for row in log if "item" in row]
    return data | {"milestones": milestones, "measurements": [row for row in log if "target" in row]}


def with_revisions_before(data: Data, day: int) -> Data:
    """Return a plan without what was decided on a day or later."""
    targets = {}
    for id, table in data["targets"].items():
        decided = [one for one in table.get("revised", ()) if one["from"].toordinal() < day]
        targets[id] = table | {"revised": decided} if "revised" in table else table
    return data | {"targets": targets}


def dated(data: Data, key: tuple[str, ...], written: Written) -> Data:
    """Return a plan in which one record has another date."""
    return with_log(data, (row | {"date": written} if identity(row) == key else row for row in rows(data)))


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
    file = planfile.parse("plan.toml", spelled(data))
    plan, known = file.plan, file.ledger
    together = accounts(plan.targets.values(), known)
    for (id, target), its_account in zip(plan.targets.items(), together, strict=True):
        assert account(target, known) == its_account
        promise = Promise(data, id)
        scale = max(abs(float(promise.baseline or 0)), abs(float(promise.goal or 0)))
        for day in (*telling_days(data), *more_days):
            got, expected = assess(target, its_account, day), promise.on(day)
            told = f"{id} on {date.fromordinal(day)}:\n{got}\n{expected}"
            assert exact(got.actual) == expected.actual, told
            assert (got.named, exact(got.unnamed)) == (expected.named, expected.unnamed), told
            assert (got.status, got.days) == (expected.status, expected.days), told
            assert (got.records, got.evidenced) == (expected.records, expected.evidenced), told
            assert (got.last_date.text if got.last_date else None) == expected.last_date, told
            for figure in ("planned", "progress", "ratio", "outlook"):
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
    log: dict[tuple[str, ...], list[Data]] = {}
    for row in rows(data):
        log.setdefault(identity(row), []).append(row)
    slots = draw.draw(st.permutations([key for key, records in log.items() for _ in records]))
    reordered = with_log(data, [log[key].pop(0) for key in slots])
    days = telling_days(data)
    assert seen(reordered, days) == seen(data, days)


@examples(40)
@given(lived_plans() | plans())
def test_as_of_a_day_nothing_is_looked_at_that_is_dated_after_it(data: Data) -> None:
    stand = standing(data)
    firsts = {key: interval(row["date"])[0] for key, row in stand.items()}
    revisions = [one["from"].toordinal() for table in data["targets"].values() for one in table.get("revised", ())]
    days = telling_days(data)
    for first in sorted({*firsts.values(), *revisions}):
        known_then = with_log(data, (row for row in rows(data) if firsts[identity(row)] < first))
        known_then = with_revisions_before(known_then, first)
        until_then = [day for day in days if day < first]
        assert seen(known_then, until_then) == seen(data, until_then)


@examples(50)
@given((lived_plans() | plans()).filter(lambda data: bool(data.get("milestones"))), st.data())
def test_an_item_never_counts_twice(data: Data, draw: st.DataObject) -> None:
    """Whatever stages an item reaches, and however it is spelled: it adds one at most, and takes off one at most.

    So a further stage of an item that counts already raises nothing.
    """
    item = draw.draw(st.sampled_from(data["milestones"]))
    stage = draw.draw(st.sampled_from(data["kinds"][item["kind"]]["stages"]))
    spell = draw.draw(st.sampled_from(SPELLINGS_OF_A_NAME))
    further = item | {"stage": stage, "item": spell(item["item"])}
    days = telling_days(data)
    is_it = identity(item)[:2]
    without = actuals(with_log(data, (row for row in rows(data) if identity(row)[:2] != is_it)), days)
    withdrawn = any(identity(row) == (*is_it, WITHDRAWN) for row in rows(data))
    before, after = actuals(data, days), actuals(with_log(data, [*rows(data), further]), days)
    for place, others in without.items():
        assert before[place] - others in ((-1, 0, 1) if withdrawn else (0, 1))
        assert after[place] - others in ((-1, 0, 1) if withdrawn else (0, 1))
        if before[place] > others and identity(further) not in standing(data):
            assert after[place] <= before[place]


def has_partial_date(data: Data) -> bool:
    return any(lo < hi for lo, hi in (interval(row["date"]) for row in standing(data).values()))


@examples(60)
@given((lived_plans() | plans()).filter(has_partial_date), st.data())
def test_a_partial_date_counts_only_what_each_day_within_it_would(data: Data, draw: st.DataObject) -> None:
    """What a partial date makes of an actual is, on every day, the least that any exact date within it makes of it.

    Of a withdrawal it is the most: nothing is taken off before that is certain. A total holds as on one of the days
    within its date, and changes nothing before its last one.
    """
    stand = standing(data)
    key = draw.draw(st.sampled_from([key for key, row in stand.items() if len(set(interval(row["date"]))) > 1]))
    lo, hi = interval(stand[key]["date"])
    within = {lo, hi, draw.draw(st.integers(lo, hi))}
    days = sorted({*telling_days(data), *within})
    partial = actuals(data, days)
    exact_dates = {day: date.fromordinal(day) for day in within if (key[0], str(date.fromordinal(day))) not in stand}
    certain = {day: actuals(dated(data, key, written), days) for day, written in exact_dates.items()}
    if "target" in stand[key]:
        without = actuals(with_log(data, (row for row in rows(data) if identity(row) != key)), days)
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
