"""What a plan expects over time: straight lines between corners, from the baseline to the goal, which never turn back.

A revision asks nothing more of the past. In ten days 0 was to become 20; on the fifth the goal is lowered to 10, and
from the start on no more is asked for than that needs. Raised to 30, the line goes on from where it was, only steeper:

>>> first = PlannedLine([0, 10], [0, 20])
>>> first.revised([Bend(5, 10, 10)])
PlannedLine(moments=[0, 10], values=[0, 10])
>>> first.revised([Bend(5, 10, 30)])
PlannedLine(moments=[0, 5, 10], values=[0, 10, 30])

Where nothing was expected until the third day, both bind, each until they meet:

>>> PlannedLine([0, 3, 10], [0, 0, 20]).revised([Bend(8, 10, 10)])
PlannedLine(moments=[0, 3, Fraction(60, 13), 10], values=[0, 0, Fraction(60, 13), 10])
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from plantrack.plan.arithmetic.exact import Exact, Quotient, divide_exactly, exact
from plantrack.plan.arithmetic.revisions import revise, revisions_by
from plantrack.plan.model import Target
from plantrack.tuples import NamedTuple

# As many parts of one are told apart in what revised plans expect.
FINEST = 10**300


class Bend(NamedTuple):
    """What a revision asks of a line: from its day on it goes straight to another goal, or by another date."""

    day: int
    due: int
    goal: Exact


class _Stretch(NamedTuple):
    """A piece of a line that is straight unless a later revision asks for less."""

    first: Exact  # the moments at which it begins and ends
    last: Exact
    from_value: Exact
    to_value: Exact
    bends: int  # how many bends came before it


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
        place = self.leg_end(moment)
        first, last = self.moments[place - 1], self.moments[place]
        from_value, to_value = self.values[place - 1], self.values[place]
        return from_value * (last - first) + (to_value - from_value) * (moment - first), last - first

    def leg_end(self, moment: Exact) -> int:
        """Return the place of the corner with which the straight line ends on which a moment lies."""
        return min(max(bisect_right(self.moments, moment), 1), len(self.moments) - 1)

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

    def revised(self, bends: list[Bend]) -> "PlannedLine":
        """Return this line as it is read when revisions, oldest first, have bent it.

        Before the day of a revision the line is, of what it was and of the straight line to the new goal, the one that
        asks for less. So of all later straight lines only the lowest matters, and each stretch is looked at once.
        """
        start, baseline, direction = self.moments[0], self.values[0], self.direction
        stretches = self._lay_stretches(bends)
        corners: list[tuple[Exact, Exact]] = [(stretches[-1].last, stretches[-1].to_value)]
        lowest: Bend | None = None
        coming = len(bends)
        for first, last, from_value, to_value, before in reversed(stretches):
            # 1. Of the straight lines of all later bends the lowest.
            while coming > before:
                coming -= 1
                bend = bends[coming]
                if lowest is None or _compare_bends(self, bend, lowest) < 0:
                    lowest = bend
            if lowest is None:
                corners.append((first, from_value))
                continue
            # 2. How far the stretch lies above that line where it begins and where it ends, times `run`.
            run, rise = lowest.due - start, lowest.goal - baseline
            above = ((from_value - baseline) * run - rise * (first - start)) * direction
            above_last = ((to_value - baseline) * run - rise * (last - start)) * direction
            # 3. Where one crosses the other it bends, and what lies above is cut off.
            if above * above_last < 0:
                crossing = first + divide_exactly((last - first) * above, above - above_last)
                corners.append((crossing, baseline + divide_exactly(rise * (crossing - start), run)))
            if above > 0:
                from_value = baseline + divide_exactly(rise * (first - start), run)
            corners.append((first, from_value))
        return _without_needless_corners(reversed(corners))

    def _lay_stretches(self, bends: list[Bend]) -> list[_Stretch]:
        """Return the pieces of this line, and what each bend lays in the place of all from its day on."""
        start, baseline, direction = self.moments[0], self.values[0], self.direction
        corners = pairwise(zip(self.moments, self.values, strict=True))
        stretches = [_Stretch(first, last, value, to, 0) for (first, value), (last, to) in corners]
        for place, (day, due, goal) in enumerate(bends, start=1):
            # 1. What was planned ends on that day; after a due date that has passed, the old goal was.
            while stretches[-1].first >= day:
                stretches.pop()
            first, last, from_value, to_value, before = stretches[-1]
            if last < day:
                there = to_value
                stretches.append(_Stretch(last, day, to_value, to_value, before))
            else:
                there = from_value + divide_exactly((to_value - from_value) * (day - first), last - first)
                stretches[-1] = _Stretch(first, day, from_value, there, before)
            # 2. From there, or from the straight line to the new goal where that asks for less, it goes to that goal.
            straight = baseline + divide_exactly((goal - baseline) * (day - start), due - start)
            there = min(there, straight, key=lambda value: (value - baseline) * direction)
            stretches.append(_Stretch(day, due, _shorten(there), goal, place))
        return stretches


def planned_over_time(target: Target, day: int) -> PlannedLine:
    """Return what a target with a goal expects over time, read with every revision up to a day."""
    assert target.baseline is not None
    assert target.goal is not None
    interim = [(goal.by.lo, exact(goal.goal)) for goal in target.interim]
    points = [(target.start.lo, exact(target.baseline)), *interim, (target.due.lo, exact(target.goal))]
    line = PlannedLine([moment for moment, _ in points], [value for _, value in points])
    bends = []
    for revision in revisions_by(target, day):
        before, target = target, revise(target, revision)
        assert target.goal is not None
        # A revision of the stretch alone, or one that repeats what is in force, bends nothing.
        if (target.goal, target.due) != (before.goal, before.due):
            bends.append(Bend(revision.since.lo, target.due.lo, exact(target.goal)))
    # Most plans are never revised.
    return line.revised(bends) if bends else line


def _compare_bends(line: PlannedLine, bend: Bend, other: Bend) -> Exact:
    """Return below 0 where the straight line of a bend asks for less than that of another, 0 where for as much."""
    start, baseline = line.moments[0], line.values[0]
    difference = (bend.goal - baseline) * (other.due - start) - (other.goal - baseline) * (bend.due - start)
    return difference * line.direction


def _shorten(value: Exact) -> Exact:
    """Return a value whose denominator has 300 digits at most, rounded to 300 decimals where it had more.

    Each bend makes denominators longer, and only what bent some eighty times ever has such a one.
    """
    if value.denominator <= FINEST:
        return value
    from fractions import Fraction

    return Fraction(round(value * FINEST), FINEST)


def _without_needless_corners(points: Iterable[tuple[Exact, Exact]]) -> PlannedLine:
    """Return the line through these points, without those between two others at which it goes straight on."""
    kept: list[tuple[Exact, Exact]] = []
    for moment, value in points:
        while len(kept) > 1:
            (first, from_value), (middle, middle_value) = kept[-2:]
            if (middle_value - from_value) * (moment - first) != (value - from_value) * (middle - first):
                break
            kept.pop()
        kept.append((moment, value))
    return PlannedLine([_simplify(moment) for moment, _ in kept], [_simplify(value) for _, value in kept])


def _simplify(number: Exact) -> Exact:
    """Return a number as an int where it is whole."""
    return int(number) if number.denominator == 1 else number
