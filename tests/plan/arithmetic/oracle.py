"""The arithmetic once more, written from its definitions alone: slow, exact, for each day anew, and for plans as data.

A date is an interval of days, (lo, hi); a moment is a fraction of days. Lines are looked at corner by corner, runs day
by day.
"""

import math
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple, TypeAlias

from strategies import CHANGED, WITHDRAWN, Data, interval, item_of, names_in, standing

Line: TypeAlias = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
YEAR = Fraction("365.25")


class Figures(NamedTuple):
    """Where a target stands on a day; fractions, and None where a figure has no meaning."""

    status: str
    judged: int | None
    actual: Fraction | None
    named: int | None
    unnamed: Fraction | None
    planned: Fraction | None
    progress: Fraction | None
    ratio: Fraction | None
    days: int | None
    outlook: Fraction | None
    rate: Fraction | None
    needed: Fraction | None
    records: int
    evidenced: int
    last_date: str | None


def written(number: float | None) -> Fraction | None:
    """Return the number that the file writes, not the float nearest to it."""
    return None if number is None else Fraction(str(number))


def certain(number: Fraction | None) -> Fraction:
    assert number is not None
    return number


class Promise:
    """One target of a plan, with the records that stand."""

    def __init__(self, data: Data, id: str) -> None:
        table = data["targets"][id]
        self.counted = "kind" in table
        self.percent = str(table.get("unit", "")).strip().lower() in ("%", "percent")
        self.baseline, self.first_goal = written(table.get("baseline")), written(table.get("goal"))
        self.start = table.get("start", data["plan"]["start"]).toordinal()
        self.first_due = table.get("due", data["plan"]["end"]).toordinal()
        self.pace = table.get("pace", "linear")
        self.revised = table.get("revised", [])
        self.interim = [(one["by"].toordinal(), Fraction(str(one["goal"]))) for one in table.get("interim", ())]
        stand = standing(data).values()
        totals = [row for row in stand if row.get("target") == id and "value" in row]
        self.totals = [row for row in totals if interval(row["date"])[0] >= self.start]
        # All milestones of the kind, and those of each item, of which the stages of the target stand in their order.
        # A change is no part of any number.
        of_kind = [row for row in stand if self.counted and row.get("kind") == table["kind"]]
        self.of_kind = [row for row in of_kind if row.get("stage", CHANGED) != CHANGED]
        self.items: dict[str, dict[str, Data]] = {}
        called = names_in(data)
        for row in self.of_kind:
            self.items.setdefault(item_of(row, called)[1], {})[row["stage"]] = row
        order = data["kinds"][table["kind"]]["stages"] if self.counted else []
        self.stages = [stage for stage in order if stage in table["stages"]]
        self._actuals: dict[int, Fraction | None] = {}
        self._lines: dict[int, list[Line]] = {}

    # Items and totals

    def first(self, item: dict[str, Data]) -> tuple[int, int] | None:
        """Return first.lo and first.hi of an item, None where it has reached none of the stages."""
        dates = [interval(item[stage]["date"]) for stage in self.stages if stage in item]
        if not dates:
            return None
        first_hi = min(hi for _, hi in dates)
        lo_of_the_first_stage = dates[0][0]
        return (first_hi if first_hi < lo_of_the_first_stage else lo_of_the_first_stage), first_hi

    def is_no_part(self, first: tuple[int, int]) -> bool:
        return self.baseline == 0 and first[0] < self.start

    def since(self, e: int, d: int) -> int:
        """Return the change that is known by name after day e and by day d."""
        change = 0
        for item in self.items.values():
            first = self.first(item)
            if d <= e or first is None or self.is_no_part(first):
                continue
            withdrawal = interval(item[WITHDRAWN]["date"]) if WITHDRAWN in item else None
            withdrawn = withdrawal is not None and withdrawal[1] <= d
            if first[0] > e:
                change += first[1] <= d and not withdrawn
            elif withdrawal is not None and withdrawal[0] > e:
                change -= withdrawn
        return change

    def measurement(self, d: int) -> tuple[int, Fraction] | None:
        """Return the last day and the value of the latest measurement by a day."""
        known = [(interval(row["date"])[::-1], row["value"]) for row in self.totals]
        (hi, _), value = max((one for one in known if one[0][0] <= d), default=((0, 0), 0), key=lambda one: one[0])
        return (hi, Fraction(str(value))) if hi else None

    def named(self, d: int) -> int | None:
        return self.since(self.start - 1, d) if self.counted else None

    def actual(self, d: int) -> Fraction | None:
        if d not in self._actuals:
            self._actuals[d] = self._actual(d)
        return self._actuals[d]

    def _actual(self, d: int) -> Fraction | None:
        measurement = self.measurement(d)
        if measurement is not None:
            hi, value = measurement
            return value + self.since(hi, d) if self.counted else value
        if self.baseline is None:
            return None
        return self.baseline + (self.named(d) or 0)

    def records(self, d: int) -> list[Data]:
        found = list(self.totals)
        for item in self.items.values():
            first = self.first(item)
            if first is None:
                continue
            if first[0] >= self.start:
                found += [item[stage] for stage in self.stages if stage in item]
            if WITHDRAWN in item and not self.is_no_part(first):
                found.append(item[WITHDRAWN])
        spans = [(row, interval(row["date"])) for row in found]
        return [row for row, (lo, hi) in spans if lo >= self.start and hi <= d]

    def silent(self, d: int) -> bool:
        spans = [interval(row["date"]) for row in self.of_kind]
        return not self.records(d) and not any(lo >= self.start and hi <= d for lo, hi in spans)

    # The promise

    def revisions(self, d: int) -> list[Data]:
        return [one for one in self.revised if one["from"].toordinal() <= d]

    def terms(self, revisions: int) -> tuple[Fraction, int]:
        """Return the goal and the due date after the first so many revisions."""
        goals = [certain(written(one["goal"])) for one in self.revised[:revisions] if "goal" in one]
        dues = [one["due"].toordinal() for one in self.revised[:revisions] if "due" in one]
        return [certain(self.first_goal), *goals][-1], [self.first_due, *dues][-1]

    def terms_on(self, d: int) -> tuple[Fraction, int]:
        return self.terms(len(self.revisions(d)))

    def straight(self, revisions: int) -> Line:
        """Return the straight line from the start to what is promised after the first so many revisions."""
        goal, due = self.terms(revisions)
        return (Fraction(self.start), certain(self.baseline)), (Fraction(due), goal)

    def planned(self, x: Fraction, revisions: int) -> Fraction:
        """Return what is planned for a moment, read with the first so many revisions; with pace linear."""
        baseline = certain(self.baseline)
        goal, due = self.terms(revisions)
        if x <= self.start:
            return baseline
        if x >= due:
            return goal
        if revisions == 0:
            points = [(self.start, baseline), *self.interim, (due, goal)]
            return next(on((one, other), x) for one, other in pairwise(points) if x <= other[0])
        if self.terms(revisions - 1) == (goal, due):
            return self.planned(x, revisions - 1)
        since = Fraction(self.revised[revisions - 1]["from"].toordinal())
        if x >= since:
            return on(((since, self.planned_before(since, revisions)), (Fraction(due), goal)), x)
        return self.planned_before(x, revisions)

    def planned_before(self, x: Fraction, revisions: int) -> Fraction:
        """Return the one nearer to the baseline of what was planned and of the straight line to the new promise."""
        both = self.planned(x, revisions - 1), on(self.straight(revisions), x)
        return min(both, key=lambda value: abs(value - certain(self.baseline)))

    def corners(self, revisions: int) -> list[Fraction]:
        """Return moments, from start to due, between which what is planned goes straight: all that may bend it."""
        baseline = certain(self.baseline)
        points = [(self.start, baseline), *self.interim, (self.first_due, certain(self.first_goal))]
        lines: list[Line] = [*pairwise([(Fraction(day), value) for day, value in points])]
        for number in range(revisions + 1):
            goal, due = self.terms(number)
            lines += [self.straight(number), ((Fraction(due), goal), (Fraction(due + 1), goal))]
            if number:
                since = Fraction(self.revised[number - 1]["from"].toordinal())
                lines.append(((since, self.planned_before(since, number)), (Fraction(due), goal)))
        found = {moment for line in lines for moment, _ in line}
        found |= {moment for one, other in combinations(lines, 2) if (moment := crossing(one, other)) is not None}
        _, due = self.terms(revisions)
        return sorted({moment for moment in found if self.start <= moment <= due})

    # A day

    def window(self, d: int) -> Fraction:
        """Return w: how long before due a measurement may be and still is the final figure."""
        _, due = self.terms_on(d)
        return min(Fraction(32), Fraction(due - self.start, 10))

    def judged(self, d: int) -> int | None:
        if self.counted:
            return d
        measurement = self.measurement(d)
        if measurement is None:
            return None
        if self.first_goal is not None:
            _, due = self.terms_on(d)
            if d > due and due - self.window(d) < measurement[0] < due:
                return due
        return measurement[0]

    def on(self, d: int) -> Figures:
        records = self.records(d)
        last = max(records, key=lambda row: interval(row["date"])[::-1], default=None)
        actual, named = self.actual(d), self.named(d)
        unnamed = None if named is None or actual is None or self.baseline is None else actual - self.baseline - named
        figures = Figures(
            status="not-started" if d < self.start else "no-goal",
            judged=self.judged(d),
            actual=actual,
            named=named,
            unnamed=unnamed,
            planned=None,
            progress=None,
            ratio=None,
            days=None,
            outlook=None,
            rate=None,
            needed=None,
            records=len(records),
            evidenced=sum(bool(row.get("decision") or row.get("source")) for row in records),
            last_date=None if last is None else str(last["date"]),
        )
        return figures if self.first_goal is None else Day(self, figures, d).figures()


class Day:
    """A target with a goal on a day."""

    def __init__(self, promise: Promise, known: Figures, d: int) -> None:
        self.promise, self.known, self.d = promise, known, d
        self.revisions = len(promise.revisions(d))
        self.start = promise.start
        self.goal, self.due = promise.terms_on(d)
        self.baseline, self.actual = certain(promise.baseline), certain(known.actual)
        self.j = d if known.judged is None else known.judged
        self.up = 1 if self.goal > self.baseline else -1
        self.gained = (self.actual - self.baseline) * self.up
        self.tenth = Fraction(self.due - self.start, 10)

    def planned(self, x: Fraction | int) -> Fraction:
        return self.promise.planned(Fraction(x), self.revisions)

    def expected(self, x: Fraction | int) -> Fraction:
        """Return how far from the baseline, towards the goal, the plan is at a moment."""
        return (self.planned(x) - self.baseline) * self.up

    def figures(self) -> Figures:
        d, j = self.d, self.j
        if self.promise.pace == "linear":
            planned: Fraction | None = self.planned(j)
        else:
            planned = self.goal if d > self.due else None
        ratio = None
        if planned is not None and planned != self.baseline:
            ratio = (self.actual - self.baseline) / (planned - self.baseline)
        status = self.status(planned, ratio)
        found = self.known._replace(status=status, planned=planned)
        if status in ("not-started", "no-data") or (status == "unreported" and not self.known.records):
            return found
        found = found._replace(progress=(self.actual - self.baseline) / (self.goal - self.baseline))
        if status == "open":
            return found
        found = found._replace(ratio=ratio, days=self.days(status))
        if status not in ("on-track", "at-risk", "behind") or not j < self.due or j - self.start < self.tenth:
            return found
        if self.known.records < 2 or (not self.promise.counted and len(self.measured_days()) < 2):
            return found
        change = self.actual - self.baseline
        outlook = self.baseline + change * (self.due - self.start) / (j - self.start)
        if self.promise.counted or self.promise.percent:
            outlook = max(outlook, Fraction(0))
        if self.promise.percent:
            outlook = min(outlook, Fraction(100))
        return found._replace(
            outlook=outlook,
            rate=change / (j - self.start) * YEAR,
            needed=(self.goal - self.actual) / (self.due - j) * YEAR,
        )

    def measured_days(self) -> set[int]:
        return {hi for row in self.promise.totals if (hi := interval(row["date"])[1]) <= self.d}

    def at_goal(self, day: int) -> bool:
        """Tell whether a day is at the goal in force on it."""
        actual, (goal, _) = self.promise.actual(day), self.promise.terms_on(day)
        return actual is not None and (actual - goal) * self.up >= 0

    def status(self, planned: Fraction | None, ratio: Fraction | None) -> str:
        d, due, counted = self.d, self.due, self.promise.counted
        measurement = self.promise.measurement(d)
        actual_in_time = certain(self.promise.actual(min(d, due)))
        if d < self.start:
            return "not-started"
        if self.promise.silent(d):
            return "no-data" if d <= due else "unreported"
        if (actual_in_time - self.goal) * self.up >= 0:
            return "met"
        if d > due and (self.actual - self.goal) * self.up >= 0:
            return "met-late"
        if d > due:
            if not counted and (measurement is None or measurement[0] <= due - self.promise.window(d)):
                return "unreported"
            return "missed"
        if self.promise.pace == "none":
            return "open"
        missing = self.expected(self.j) - self.gained
        no_worse = self.gained >= 0
        early = not counted and d - self.start < self.tenth
        if (
            (ratio is not None and ratio >= Fraction("0.95"))
            or (planned == self.baseline and no_worse)
            or (counted and missing < 1 and not due - self.j < self.tenth)
            or (early and no_worse)
        ):
            return "on-track"
        if (
            (ratio is not None and ratio >= Fraction("0.60"))
            or (counted and missing < 2 and no_worse and self.schedule() >= -self.tenth)
            or early
        ):
            return "at-risk"
        return "behind"

    def days(self, status: str) -> int:
        if status in ("met", "met-late"):
            day = min(self.d, self.due) if status == "met" else self.d
            while day > self.start and self.at_goal(day - 1):
                day -= 1
            return self.due - day
        if self.promise.pace == "none":
            return self.due - self.d
        return max(self.schedule(), 0) if status == "on-track" else self.schedule()

    def schedule(self) -> int:
        missing = self.expected(self.j) - self.gained
        if missing >= 1 if self.promise.counted else missing > 0:
            return half_away_from_zero(self.short_since() - self.j)
        return half_away_from_zero(self.ahead_until() - self.j) if missing < 0 else 0

    def stretches(self) -> list[tuple[Fraction, Fraction]]:
        return list(pairwise(self.promise.corners(self.revisions)))

    def short_since(self) -> Fraction:
        """Return the moment before j up to which, as seen from j, it has been short without a break."""
        limit = self.gained + 1 if self.promise.counted else self.gained
        for first, last in reversed(self.stretches()):
            if first >= self.j:
                continue
            low, high = self.expected(first), self.expected(last)
            # Short is as much as the limit where items are missing, and more than it elsewhere.
            if low < limit:
                return first + (last - first) * (limit - low) / (high - low)
            if low == limit and not self.promise.counted:
                return first
        return Fraction(self.start)

    def ahead_until(self) -> Fraction:
        """Return the moment from j on until which the plan stays at or below the actual."""
        for first, last in self.stretches():
            low, high = self.expected(first), self.expected(last)
            if last >= self.j and high > self.gained:
                return first + (last - first) * (self.gained - low) / (high - low)
        raise AssertionError("the plan never comes to what is there, which is at the goal then")


def on(line: tuple[tuple[Fraction | int, Fraction], tuple[Fraction | int, Fraction]], x: Fraction) -> Fraction:
    """Return the value of a straight line at a moment: after its end, that of its end."""
    (first, low), (last, high) = line
    return high if x >= last else low + (high - low) * (x - first) / (last - first)


def crossing(one: Line, other: Line) -> Fraction | None:
    """Return the moment at which two lines cross, drawn on in both directions; None where they never do, or always."""
    ((a, low), (b, high)), ((c, other_low), (d, other_high)) = one, other
    if a == b or c == d:
        return None
    slope, other_slope = (high - low) / (b - a), (other_high - other_low) / (d - c)
    if slope == other_slope:
        return None
    return (other_low - low + slope * a - other_slope * c) / (slope - other_slope)


def half_away_from_zero(number: Fraction) -> int:
    whole = math.floor(abs(number) + Fraction(1, 2))
    return whole if number >= 0 else -whole
