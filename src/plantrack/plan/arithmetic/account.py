"""What the log says of one target: its actual over time, as a staircase, and the records that it rests on.

A total is true on a date; an event that may lie on or before that date is taken to be in it; any other counts from the
last day that its date may mean. A worked example, in which days are plain numbers: the target starts on day 11 with a
baseline of 0, and on day 40 a total of 5 is reported. The first item is dated before that total; the second one across
it, some day of 35 to 50, and so it is in it; the third one after it; the fourth was in it, and is withdrawn on day 70.

>>> before, across = Entrance(20, 20, None), Entrance(35, 50, None)
>>> after, withdrawn = Entrance(60, 60, None), Entrance(30, 30, PartialDate(70, 70, "day 70"))
>>> items = {before: 1, across: 1, after: 1, withdrawn: 1}
>>> actual_over_time([(10, 0), (40, 5)], items)
Staircase(opening=0, days=[20, 30, 40, 60, 70], values=[1, 2, 5, 6, 5])

What is known by name follows from the same rule, without the total:

>>> actual_over_time([(10, 0)], items)
Staircase(opening=0, days=[20, 30, 50, 60, 70], values=[1, 2, 3, 4, 3])
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, Measurement, Number, Target

# What matters of an item to a target: the stages that it reached, their dates, and whether they have evidence.
Life = tuple[tuple[str, PartialDate, bool], ...]


class Staircase(NamedTuple):
    """A value over time: `opening` until the first of `days`, then from each day on the value beside it."""

    opening: Number | None
    days: list[int]
    values: list[Number | None]

    def on(self, day: int) -> Number | None:
        """Return the value that holds on a day; None where it is unknown."""
        step = bisect_right(self.days, day)
        return self.values[step - 1] if step else self.opening


class Entrance(NamedTuple):
    """When an item came into a total, as the first and last day that may mean, and when it was withdrawn."""

    lo: int
    hi: int
    withdrawal: PartialDate | None  # None: it was not


class Account(NamedTuple):
    """All that the log says of one target, on any day."""

    actual: Staircase
    named: Staircase | None  # None: a measured target counts nothing
    measurements: list[Measurement]  # those that are used, in order
    records: Mapping[tuple[PartialDate, bool], int]  # what the actual rests on, by date and whether it has evidence
    # The first day, not before the start, by which a milestone of its kind is certain: from then on the log follows
    # that kind. None where there is none, and on a measured target.
    kind_heard_of: int | None
    entrances: Mapping[Entrance, int]  # when its items came in, counted; empty on a measured target


class _Followed(NamedTuple):
    """The items that matter to a target, whatever its baseline and its measurements."""

    entrances: Mapping[Entrance, int]  # when they entered, counted
    named: Staircase  # what they change over time
    records: Counter[tuple[PartialDate, bool]]  # theirs, as in an account
    kind_heard_of: int | None  # as in an account


class _KindLog:
    """What the log says of one kind, gathered once for all targets that count it."""

    def __init__(self, kind: str, ledger: Ledger) -> None:
        self._standing = ledger.milestones.get(kind, {})
        self._lives: dict[tuple[str, ...], Mapping[Life, int]] = {}
        self._followed: dict[tuple[object, ...], _Followed] = {}
        self.dates: Set[PartialDate] = {
            milestone.date for milestones in self._standing.values() for milestone in milestones.values()
        }

    def follow(self, target: Target) -> _Followed:
        """Return the items that matter to a target of this kind."""
        # Many targets count the same items: from the same day on, and from nothing or from something.
        same = (target.ordered_stages, target.start.lo, target.baseline == 0)
        if same not in self._followed:
            heard = (date.hi for date in self.dates if date.lo >= target.start.lo)
            lives = self._gather_lives(target.ordered_stages)
            self._followed[same] = _follow_lives(target, lives, min(heard, default=None))
        return self._followed[same]

    def _gather_lives(self, stages: tuple[str, ...]) -> Mapping[Life, int]:
        """Return what matters of each item, counted: there are fewer dates than items, and the rest is done once."""
        if stages not in self._lives:
            self._lives[stages] = self._count_lives(stages)
        return self._lives[stages]

    def _count_lives(self, stages: tuple[str, ...]) -> Mapping[Life, int]:
        reached = [(stage, self._standing[stage]) for stage in stages if stage in self._standing]
        withdrawn = [(WITHDRAWN, self._standing[WITHDRAWN])] if WITHDRAWN in self._standing else []
        # One stage and no withdrawals is the common case, and half as much work.
        if len(reached) == 1 and not withdrawn:
            stage, milestones = reached[0]
            dated = Counter([(one.date, bool((given := one.evidence)[0] or given[1])) for one in milestones.values()])
            return {((stage, date, evidenced),): count for (date, evidenced), count in dated.items()}
        columns = reached + withdrawn
        keys = dict.fromkeys(key for _, milestones in reached for key in milestones)
        return Counter(
            tuple(
                [
                    (stage, one.date, bool((given := one.evidence)[0] or given[1]))
                    for stage, milestones in columns
                    if (one := milestones.get(key)) is not None
                ]
            )
            for key in keys
        )


def find_entrance(target: Target, dates: Mapping[str, PartialDate]) -> Entrance | None:
    """Return when an item with these dates of its stages came into a target, or None if it has not.

    It has come in for certain once any of its stages is certain. It may have come in as early as the first of them in
    the order of the kind: a later stage that is known only by its year must not take the item away.
    """
    reached = [dates[stage] for stage in target.ordered_stages if stage in dates]
    if not reached:
        return None
    certain = min(date.hi for date in reached)
    return Entrance(min(reached[0].lo, certain), certain, dates.get(WITHDRAWN))


def is_part(target: Target, entrance: Entrance) -> bool:
    """Tell whether an item matters to a target: where the baseline is 0, what came before the start does not."""
    return target.baseline != 0 or entrance.lo >= target.start.lo


def gather_account(target: Target, ledger: Ledger) -> Account:
    """Gather what the log says of a target."""
    return gather_accounts([target], ledger)[0]


def gather_accounts(targets: Iterable[Target], ledger: Ledger) -> list[Account]:
    """Gather what the log says of each of these targets."""
    kinds: dict[str, _KindLog] = {}
    accounts = []
    for target in targets:
        if target.kind is None:
            accounts.append(_measured_account(target, ledger))
            continue
        if target.kind not in kinds:
            kinds[target.kind] = _KindLog(target.kind, ledger)
        accounts.append(_counted_account(target, ledger, kinds[target.kind].follow(target)))
    return accounts


def _used_measurements(target: Target, ledger: Ledger) -> list[Measurement]:
    """Return the totals of a target from its start on, the latest last; of two that end on a day the narrower one."""
    totals = ledger.measurements.get(target.id, {}).values()
    used = [total for total in totals if total.date.lo >= target.start.lo]
    return sorted(used, key=lambda total: (total.date.hi, total.date.lo))


def _count_totals(measurements: Iterable[Measurement]) -> Counter[tuple[PartialDate, bool]]:
    return Counter((total.date, total.evidence.is_given) for total in measurements)


def _measured_account(target: Target, ledger: Ledger) -> Account:
    measurements = _used_measurements(target, ledger)
    totals = [(target.start.lo - 1, target.baseline), *((total.date.hi, total.value) for total in measurements)]
    return Account(
        actual=actual_over_time(totals, {}),
        named=None,
        measurements=measurements,
        records=_count_totals(measurements),
        kind_heard_of=None,
        entrances={},
    )


def _counted_account(target: Target, ledger: Ledger, followed: _Followed) -> Account:
    measurements = _used_measurements(target, ledger)
    if measurements:
        totals = [(target.start.lo - 1, target.baseline), *((total.date.hi, total.value) for total in measurements)]
        actual = actual_over_time(totals, followed.entrances)
    else:
        actual = _raise_by_baseline(followed.named, target.baseline)
    return Account(
        actual=actual,
        named=followed.named,
        measurements=measurements,
        records=_count_totals(measurements) + followed.records if measurements else followed.records,
        kind_heard_of=followed.kind_heard_of,
        entrances=followed.entrances,
    )


def _follow_lives(target: Target, lives: Mapping[Life, int], kind_heard_of: int | None) -> _Followed:
    start = target.start.lo
    entrances: Counter[Entrance] = Counter()
    records: Counter[tuple[PartialDate, bool]] = Counter()
    for life, count in lives.items():
        entrance = find_entrance(target, {stage: date for stage, date, _ in life})
        if entrance is None or not is_part(target, entrance):
            continue
        entrances[entrance] += count
        # What brought an item into the baseline is no record of this target, but its withdrawal is.
        came_after_start = entrance.lo >= start
        for stage, date, evidenced in life:
            if date.lo >= start and (came_after_start or stage == WITHDRAWN):
                records[date, evidenced] += count
    return _Followed(
        entrances=entrances,
        named=actual_over_time([(start - 1, 0)], entrances),
        records=records,
        kind_heard_of=kind_heard_of,
    )


def _raise_by_baseline(named: Staircase, baseline: Number | None) -> Staircase:
    """Return what a baseline and the change known by name since make together; unknown where the baseline is."""
    values = [None if baseline is None or value is None else baseline + value for value in named.values]
    return Staircase(baseline, named.days, values)


def actual_over_time(totals: Iterable[tuple[int, Number | None]], items: Mapping[Entrance, int]) -> Staircase:
    """Return the value over time that follows from totals and from the items that entered or were withdrawn since.

    `totals` are days, rising, with what was true on each; the last of several of a day holds, and None is unknown. The
    first is the baseline, on the eve of the start. `items` are counted by when they entered.
    """
    total_on = dict(totals)
    total_days = list(total_on)
    changes: list[dict[int, int]] = [{} for _ in total_days]

    def add(place: int, day: int, change: int) -> None:
        # What becomes certain only after the next total is in that, as it may have happened before it.
        if place + 1 == len(total_days) or day < total_days[place + 1]:
            changes[place][day] = changes[place].get(day, 0) + change

    for (lo, hi, withdrawal), count in items.items():
        # 1. An item adds to the last total that lies certainly before it, unless it is gone before it is certain.
        place = bisect_left(total_days, lo) - 1
        if place >= 0 and (withdrawal is None or withdrawal.hi > hi):
            add(place, hi, count)
            if withdrawal is not None:
                add(place, withdrawal.hi, -count)
        # 2. From a total that it is in, its withdrawal takes it off, if that lies certainly after the total.
        if withdrawal is not None:
            place = bisect_left(total_days, withdrawal.lo) - 1
            if place >= 0 and lo <= total_days[place]:
                add(place, withdrawal.hi, -count)

    # 3. Each total opens anew, and what has changed since is added up until the next.
    days: list[int] = []
    values: list[Number | None] = []
    for place, total_day in enumerate(total_days):
        value = total_on[total_day]
        if place:
            days.append(total_day)
            values.append(value)
        for day in sorted(changes[place]):
            value = None if value is None else value + changes[place][day]
            days.append(day)
            values.append(value)
    return Staircase(total_on[total_days[0]], days, values)
