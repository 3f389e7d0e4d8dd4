"""What the log says of one target: its actual over time, as a staircase, and the records that it rests on."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
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
    withdrawal: PartialDate | None


class Account(NamedTuple):
    """All that the log says of one target.

    `measurements` are those that are used, in order; `records` are counted by date and by whether they have evidence.
    """

    actual: Staircase
    named: Staircase | None
    measurements: list[Measurement]
    records: Mapping[tuple[PartialDate, bool], int]


class Followed(NamedTuple):
    """The items that matter to a target: when they entered, what they change over time, and their records, counted."""

    entrances: Mapping[Entrance, int]
    named: Staircase
    records: Mapping[tuple[PartialDate, bool], int]


def entrance(target: Target, dates: Mapping[str, PartialDate]) -> Entrance | None:
    """Return when an item with these dates of its stages came into a target, or None if it has not."""
    reached = [dates[stage] for stage in target.stages if stage in dates]
    if not reached:
        return None
    return Entrance(min(date.lo for date in reached), min(date.hi for date in reached), dates.get(WITHDRAWN))


def is_part(target: Target, entered: Entrance) -> bool:
    """Tell whether an item matters to a target: where the baseline is 0, what came before the start does not."""
    return target.baseline != 0 or entered.lo >= target.start.lo


def account(target: Target, ledger: Ledger) -> Account:
    """Gather what the log says of a target."""
    return accounts([target], ledger)[0]


def accounts(targets: Iterable[Target], ledger: Ledger) -> list[Account]:
    """Gather what the log says of each of these targets."""
    lives: dict[tuple[str, tuple[str, ...]], Counter[Life]] = {}
    followed: dict[tuple[object, ...], Followed] = {}
    found = []
    for target in targets:
        if target.kind is None:
            found.append(_account(target, ledger, None))
            continue
        key = (target.kind, target.stages)
        if key not in lives:
            lives[key] = _lives(*key, ledger)
        # Many targets count the same items: from the same day on, and from nothing or from something.
        same = (*key, target.start.lo, target.baseline == 0)
        if same not in followed:
            followed[same] = _follow(target, lives[key])
        found.append(_account(target, ledger, followed[same]))
    return found


def _account(target: Target, ledger: Ledger, followed: Followed | None) -> Account:
    start = target.start.lo
    totals = ledger.measurements.get(target.id, {}).values()
    measurements = sorted(
        (total for total in totals if total.date.lo >= start), key=lambda total: (total.date.hi, total.date.lo)
    )
    records = Counter((total.date, total.evidence.is_given) for total in measurements)
    openings = [(start - 1, target.baseline), *((total.date.hi, total.value) for total in measurements)]
    if followed is None:
        return Account(_staircase(openings, {}), None, measurements, records)
    if not measurements:
        return Account(_raised(followed.named, target.baseline), followed.named, measurements, followed.records)
    records.update(followed.records)
    return Account(_staircase(openings, followed.entrances), followed.named, measurements, records)


def _follow(target: Target, lives: Mapping[Life, int]) -> Followed:
    """Gather what these lives are to a target, whatever its baseline and its measurements."""
    start = target.start.lo
    entrances: Counter[Entrance] = Counter()
    records: Counter[tuple[PartialDate, bool]] = Counter()
    for life, count in lives.items():
        entered = entrance(target, {stage: date for stage, date, _ in life})
        if entered is None or not is_part(target, entered):
            continue
        entrances[entered] += count
        for stage, date, evidenced in life:
            if date.lo >= start and (entered.lo >= start or stage == WITHDRAWN):
                records[date, evidenced] += count
    return Followed(entrances, _staircase([(start - 1, 0)], entrances), records)


def _raised(named: Staircase, baseline: Number | None) -> Staircase:
    """Return what a baseline and the change known by name since make together; unknown where the baseline is."""
    values = [None if baseline is None or value is None else baseline + value for value in named.values]
    return Staircase(baseline, named.days, values)


def _lives(kind: str, stages: tuple[str, ...], ledger: Ledger) -> Counter[Life]:
    """Return what matters of each item, counted: there are far fewer dates than items, and the rest is done once."""
    standing = ledger.milestones.get(kind, {})
    reached = [(stage, standing[stage]) for stage in stages if stage in standing]
    withdrawn = [(WITHDRAWN, standing[WITHDRAWN])] if WITHDRAWN in standing else []
    if len(reached) == 1 and not withdrawn:
        stage, milestones = reached[0]
        return Counter(
            [((stage, one.date, bool((given := one.evidence)[0] or given[1])),) for one in milestones.values()]
        )
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


def _staircase(openings: Iterable[tuple[int, Number | None]], entrances: Mapping[Entrance, int]) -> Staircase:
    """Return the value over time that follows from totals and the items that entered or were withdrawn since.

    From the day of a total on, and until that of the next, an item adds 1 from its entrance's last day when the
    entrance lies certainly after the total, and takes off 1 when only its withdrawal does.
    """
    value_on = dict(openings)
    eves = list(value_on)
    changes: list[dict[int, int]] = [{} for _ in eves]

    def change(segment: int, day: int, delta: int) -> None:
        if segment + 1 == len(eves) or day < eves[segment + 1]:
            changes[segment][day] = changes[segment].get(day, 0) + delta

    for (lo, hi, withdrawal), count in entrances.items():
        segment = bisect_left(eves, lo) - 1
        if segment >= 0 and (withdrawal is None or withdrawal.hi > hi):
            change(segment, hi, count)
            if withdrawal is not None:
                change(segment, withdrawal.hi, -count)
        if withdrawal is not None:
            after = bisect_left(eves, withdrawal.lo) - 1
            if after >= 0 and lo <= eves[after]:
                change(after, withdrawal.hi, -count)

    opening = value_on[eves[0]]
    days: list[int] = []
    values: list[Number | None] = []
    for segment, eve in enumerate(eves):
        value = value_on[eve]
        if segment:
            days.append(eve)
            values.append(value)
        for day in sorted(changes[segment]):
            value = None if value is None else value + changes[segment][day]
            days.append(day)
            values.append(value)
    return Staircase(opening, days, values)
