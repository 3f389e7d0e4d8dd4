"""What a plan expects over time: straight lines between corners, from the baseline to the goal, which never turn back.

A revision asks nothing more of the past. In ten days 0 was to become 20; on the fifth the goal is lowered to 10, and
from the start on no more is asked for than that needs. Raised to 30, the line goes on from where it was, only steeper:

>>> first = PlannedLine([0, 10], [0, 20])
>>> first.revised(5, 10, 10)
PlannedLine(moments=[0, 10], values=[0, 10])
>>> first.revised(5, 10, 30)
PlannedLine(moments=[0, 5, 10], values=[0, 10, 30])

Where nothing was expected until the third day, both bind, each until they meet:

>>> PlannedLine([0, 3, 10], [0, 0, 20]).revised(8, 10, 10)
PlannedLine(moments=[0, 3, Fraction(60, 13), 10], values=[0, 0, Fraction(60, 13), 10])
"""

from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from plantrack.plan.arithmetic.exact import Exact, Quotient, exact
from plantrack.plan.arithmetic.revisions import revise, revisions_by
from plantrack.plan.model import Target


class PlannedLine(NamedTuple):
    """The corners of what is expected: before the first the baseline is, after the last the goal.

    `moments` are days as ordinals, and between days where a revision bends the line there.
    """

    moments: list[Exact]
    values: list[Exact]

    @property
    def direction(self) -> int:
        """Return 1 where the goal lies above the baseline, -1 where it lies below."""
        return 1 if self.values[-1] > self.values[0] else -1

    def expected(self, moment: Exact) -> Quotient:
        """Return the value that is expected at a moment; nothing is rounded or divided yet."""
        moment = min(max(moment, self.moments[0]), self.moments[-1])
        place = min(max(bisect_right(self.moments, moment), 1), len(self.moments) - 1)
        first, last = self.moments[place - 1], self.moments[place]
        from_value, to_value = self.values[place - 1], self.values[place]
        return from_value * (last - first) + (to_value - from_value) * (moment - first), last - first

    def reaches(self, value: Exact) -> Quotient:
        """Return the first moment at which a value is expected; the first of all where it lies before the baseline."""
        return self._meets(value, leaving=False)

    def leaves(self, value: Exact) -> Quotient:
        """Return the last moment at which a value is expected; the first of all where it lies before the baseline."""
        return self._meets(value, leaving=True)

    def _meets(self, value: Exact, *, leaving: bool) -> Quotient:
        for place, (first, last) in enumerate(pairwise(self.moments)):
            from_value, to_value = self.values[place], self.values[place + 1]
            # 1. The line meets the value where it first comes to it, or leaves it where it first goes beyond.
            beyond = (to_value - value) * self.direction
            if beyond < 0 or (leaving and beyond == 0):
                continue
            # 2. It was there when this stretch began: at the corner, or from ever.
            if (value - from_value) * self.direction <= 0:
                return first, 1
            # 3. It comes there on the way.
            return first * (to_value - from_value) + (value - from_value) * (last - first), to_value - from_value
        return self.moments[-1], 1

    def revised(self, day: int, due: int, goal: Exact) -> "PlannedLine":
        """Return this line as it is read when a revision of a day asks for another goal, or by another date."""
        # What was planned for a day is seldom whole; but most plans are never revised.
        from fractions import Fraction

        straight = PlannedLine([self.moments[0], due], [self.values[0], goal])
        nearer_to_baseline = min if straight.direction > 0 else max

        def value(line: PlannedLine, moment: Exact) -> Fraction:
            numerator, denominator = line.expected(moment)
            return Fraction(numerator) / denominator

        # 1. Before that day the line may bend where it did, and where the straight line to the new goal crosses it.
        stretches = [*(moment for moment in self.moments if moment < day), day]
        moments: list[Exact] = [stretches[0]]
        for first, last in pairwise(stretches):
            above, below = (value(self, moment) - value(straight, moment) for moment in (first, last))
            if above * below < 0:
                moments.append(first + (last - first) * above / (above - below))
            moments.append(last)
        # 2. There it is the one of both that asks for less, and from that day on it runs straight to the new goal.
        values = [nearer_to_baseline(value(self, moment), value(straight, moment)) for moment in moments]
        return _without_needless_corners([*zip(moments, values, strict=True), (due, goal)])


def planned_over_time(target: Target, day: int) -> PlannedLine:
    """Return what a target with a goal expects over time, read with every revision up to a day."""
    assert target.baseline is not None
    assert target.goal is not None
    interim = [(goal.by.lo, exact(goal.goal)) for goal in target.interim]
    points = [(target.start.lo, exact(target.baseline)), *interim, (target.due.lo, exact(target.goal))]
    line = PlannedLine([moment for moment, _ in points], [value for _, value in points])
    for revision in revisions_by(target, day):
        before, target = target, revise(target, revision)
        assert target.goal is not None
        # A revision of the stretch alone, or one that repeats what is in force, bends nothing.
        if (target.goal, target.due) != (before.goal, before.due):
            line = line.revised(revision.since.lo, target.due.lo, exact(target.goal))
    return line


def _without_needless_corners(points: list[tuple[Exact, Exact]]) -> PlannedLine:
    """Return the line through these points, without those between two others at which it goes straight on."""
    kept: list[tuple[Exact, Exact]] = []
    for moment, value in points:
        while len(kept) > 1:
            (first, from_value), (middle, middle_value) = kept[-2:]
            if (middle_value - from_value) * (moment - first) != (value - from_value) * (middle - first):
                break
            kept.pop()
        kept.append((moment, value))
    return PlannedLine([_whole(moment) for moment, _ in kept], [_whole(value) for _, value in kept])


def _whole(number: Exact) -> Exact:
    return int(number) if number.denominator == 1 else number
