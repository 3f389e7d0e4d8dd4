"""What the log says of one target: its actual over time, as a staircase, and the records that it rests on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from plantrack.plan.arithmetic.exact import Exact, count_decimals, exact
from plantrack.plan.arithmetic.staircase import (
    ONE,
    Entrance,
    Staircase,
    Weighed,
    Weight,
    actual_over_time,
    sum_over_time,
)
from plantrack.plan.dates import PartialDate
from plantrack.plan.item import Item, order_in_time
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, ItemRecord, Measurement, Number, Target
from plantrack.tuples import NamedTuple

# What matters of an item to a target: the stages that it reached, their dates, and whether they have evidence.
Life = tuple[tuple[str, PartialDate, bool], ...]


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
    weighed: Sequence[Weighed]  # its items with their weights; empty where it is no sum
    decimals: int  # how many these weights have at most


class _Followed(NamedTuple):
    """The items that matter to a target, whatever its baseline and its measurements."""

    entrances: Mapping[Entrance, int]  # when they entered, counted
    named: Staircase  # what they change over time
    records: Counter[tuple[PartialDate, bool]]  # theirs, as in an account
    kind_heard_of: int | None  # as in an account
    weighed: Sequence[Weighed]  # as in an account


class _KindLog:
    """What the log says of one kind, gathered once for all targets that count it."""

    def __init__(self, kind: str, ledger: Ledger) -> None:
        self._kind, self._ledger = kind, ledger
        self._standing = ledger.milestones.get(kind, {})
        self._lives: dict[tuple[str, ...], Mapping[Life, int]] = {}
        self._followed: dict[tuple[object, ...], _Followed] = {}
        self._weights: dict[str, Mapping[str, Weight]] = {}
        # Of each stage how many items reached it on a date, and of how many of these nobody proves it.
        self._dated: dict[str, Mapping[PartialDate, int]] = {}
        self._unproven: dict[str, Mapping[PartialDate, int]] = {}
        for stage, milestones in self._standing.items():
            papers = zip(milestones.values(), map(attrgetter("evidence"), milestones.values()), strict=True)
            unproven = [one.date for one, (decision, source, _) in papers if not (decision or source)]
            self._dated[stage] = Counter(map(attrgetter("date"), milestones.values()))
            self._unproven[stage] = Counter(unproven)

    def follow(self, target: Target) -> _Followed:
        """Return the items that matter to a target of this kind."""
        # Many targets count the same items: from the same day on, and from nothing or from something.
        same = (target.ordered_stages, target.start.lo, target.baseline == 0, target.sum)
        if same not in self._followed:
            heard = (date.hi for dates in self._dated.values() for date in dates if date.lo >= target.start.lo)
            lives = self._gather_lives(target.ordered_stages)
            followed = _follow_lives(target, lives, min(heard, default=None))
            self._followed[same] = followed if target.sum is None else self._weigh(target, target.sum, followed)
        return self._followed[same]

    def _weigh(self, target: Target, attribute: str, followed: _Followed) -> _Followed:
        """Return the items that matter to a target by what each of them weighs, not how many they are."""
        start, changes = target.start.lo, self._ledger.changes.get(self._kind, {})
        if attribute not in self._weights:
            self._weights[attribute] = _weigh_items(self._ledger, self._kind, attribute)
        weighed, records = [], Counter(followed.records)
        for key, life in self._list_lives(target.ordered_stages).items():
            entrance = find_entrance(target, {stage: date for stage, date, _ in life})
            if entrance is None or not is_part(target, entrance):
                continue
            weighed.append(Weighed(entrance, self._weights[attribute].get(key)))
            for change in changes.get(key, {}).values():
                if attribute in change.attributes and change.date.lo >= start:
                    records[change.date, change.evidence.is_given] += 1
        named = sum_over_time([(start - 1, 0)], weighed)
        return followed._replace(named=named, records=records, weighed=weighed)

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
            stage, unproven = reached[0][0], self._unproven[reached[0][0]]
            proven = {date: count - unproven.get(date, 0) for date, count in self._dated[stage].items()}
            lives: dict[Life, int] = {((stage, date, True),): count for date, count in proven.items() if count}
            return lives | {((stage, date, False),): count for date, count in unproven.items()}
        return Counter(self._list_lives(stages).values())

    def _list_lives(self, stages: tuple[str, ...]) -> dict[str, Life]:
        """Return what matters of each item, by its key."""
        reached = [(stage, self._standing[stage]) for stage in stages if stage in self._standing]
        withdrawn = [(WITHDRAWN, self._standing[WITHDRAWN])] if WITHDRAWN in self._standing else []
        columns = reached + withdrawn
        keys = dict.fromkeys(key for _, milestones in reached for key in milestones)
        return {
            key: tuple(
                [
                    (stage, one.date, bool((given := one.evidence)[0] or given[1]))
                    for stage, milestones in columns
                    if (one := milestones.get(key)) is not None
                ]
            )
            for key in keys
        }


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


def _weigh_items(ledger: Ledger, kind: str, attribute: str) -> Mapping[str, Weight]:
    """Return what each item of a kind that has an attribute weighs by it, by its key."""
    told: dict[str, list[ItemRecord]] = {}
    for record in ledger.all_records_of(kind):
        if attribute in record.attributes:
            told.setdefault(record.key, []).append(record)
    return {key: weigh_records(records, attribute, ledger) for key, records in told.items()}


def weigh_records(records: Iterable[ItemRecord], attribute: str, ledger: Ledger) -> Weight:
    """Return what an item weighs by an attribute, by those of its records that give it: at least one."""
    told = sorted(
        (*order_in_time(record), ledger.find_written(record, attribute), _exact_value(record, attribute))
        for record in records
    )
    # Before the first value was written it was what it is since: nobody says otherwise.
    opening = before = told[0][3]
    steps: dict[int, Exact] = {}
    for hi, _, _, value in told:
        if value != before or hi in steps:
            steps[hi] = before = value
    return Weight(opening, list(steps), list(steps.values()))


def weigh_item(item: Item, target: Target, ledger: Ledger) -> Weight | None:
    """Return what an item weighs in a counted target; None where it has not the attribute that is summed."""
    if target.sum is None:
        return ONE
    records = [record for record in item.all_records() if target.sum in record.attributes]
    return weigh_records(records, target.sum, ledger) if records else None


def _exact_value(record: ItemRecord, attribute: str) -> Exact:
    value = record.attributes[attribute]
    assert not isinstance(value, str)
    return exact(value)


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
        weighed=(),
        decimals=0,
    )


def _counted_account(target: Target, ledger: Ledger, followed: _Followed) -> Account:
    measurements = _used_measurements(target, ledger)
    if measurements:
        totals = [(target.start.lo - 1, target.baseline), *((total.date.hi, total.value) for total in measurements)]
        actual = (
            actual_over_time(totals, followed.entrances)
            if target.sum is None
            else sum_over_time(totals, followed.weighed)
        )
    else:
        actual = _raise_by_baseline(followed.named, target.baseline)
    return Account(
        actual=actual,
        named=followed.named,
        measurements=measurements,
        records=_count_totals(measurements) + followed.records if measurements else followed.records,
        kind_heard_of=followed.kind_heard_of,
        entrances=followed.entrances,
        weighed=followed.weighed,
        decimals=count_decimals(value for _, weight in followed.weighed if weight for value in weight.all_values()),
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
        weighed=(),
    )


def _raise_by_baseline(named: Staircase, baseline: Number | None) -> Staircase:
    """Return what a baseline and the change known by name since make together; unknown where the baseline is."""
    if baseline is None:
        return Staircase(None, named.days, [None] * len(named.days))
    start = exact(baseline)
    return Staircase(start, named.days, [None if value is None else start + exact(value) for value in named.values])
