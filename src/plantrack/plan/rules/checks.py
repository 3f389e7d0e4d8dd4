"""Warnings: what a sound plan says that is probably not meant. One fact is told once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from plantrack.plan.arithmetic.account import find_entrance, gather_accounts, is_part
from plantrack.plan.item import Item, fold_value
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    EXPECTED_KEY,
    WITHDRAWN,
    Comment,
    DatedRecord,
    Expectation,
    ItemRecord,
    Kind,
    Measurement,
    Milestone,
    Plan,
    Record,
    Target,
    find_date,
)
from plantrack.plan.problems import Problem
from plantrack.plan.rules.alike import check_near_twins, check_near_values
from plantrack.plan.rules.by_hand import check_records_by_hand
from plantrack.plan.rules.sums import check_sums
from plantrack.plan.rules.totals import WithdrawnItems, check_totals
from plantrack.plan.rules.warning import say_record, warn
from plantrack.plan.sentences import Called, Sentence, say, say_counted, show_known

# The targets that count a kind, by the stages that they count, each list in the order of their starts: there are many
# targets and many more items, and only few targets start near a date.
Promised = Mapping[tuple[str, ...], list[Target]]


def find_warnings(plan: Plan, ledger: Ledger, now: datetime) -> list[Problem]:
    """Return every warning of a sound plan. `now` has its offset; its date is today.

    To add one, write a function that gives it, with a plan in tests/gallery that shows it, and ask it here; one of the
    totals of a target is asked in `check_totals`, one of what a hand wrote over a record in `check_records_by_hand`.
    """
    found: list[Problem] = []
    promised, today = _sort_targets(plan), now.date().toordinal()
    # 1. Items, kind by kind. One that is out of order is not told to lie on both sides of a start, too.
    for kind in plan.kinds.values():
        items = list(ledger.items(kind.id))
        of_kind = promised.get(kind.id, {})
        # Only an item that reached two stages of a target lies on both sides of its start.
        of_several = {stages: targets for stages, targets in of_kind.items() if len(stages) > 1}
        for item in items:
            for change in item.changes:
                found += _check_record(change, today)
            for milestone in item.stages.values():
                found += _check_record(milestone, today)
                if not milestone.date.exact:
                    found += _check_straddling(milestone, _find_straddled(item, milestone, of_kind))
            if item.expectations:
                found += _check_expected(kind, item, today)
            out_of_order = list(_check_order(kind, item)) if len(item.stages) > 1 else []
            found += out_of_order or (_check_sides_of_start(item, of_several) if of_several else [])
        found += _check_ended(kind, items, ledger)
        found += check_sums(items, (target for target in plan.targets.values() if target.kind == kind.id))
        found += check_near_twins(kind, items, ledger)
    # 2. Totals, target by target.
    withdrawn = WithdrawnItems(ledger)
    for target, account in zip(plan.targets.values(), gather_accounts(plan.targets.values(), ledger), strict=True):
        totals = ledger.measurements.get(target.id, {}).values()
        for total in totals:
            found += _check_record(total, today)
            found += _check_start(total, target)
        found += check_totals(target, account, totals, withdrawn)
    # 3. Comments, and the log as it was written.
    for comment in ledger.comments.values():
        found += _check_record(comment, today)
    found += check_near_values(plan, ledger)
    found += check_records_by_hand(plan, ledger)
    found += _check_recorded(plan, now)
    return found


def _sort_targets(plan: Plan) -> Mapping[str, Promised]:
    """Return the counted targets of a plan by their kinds."""
    found: dict[str, dict[tuple[str, ...], list[Target]]] = {}
    for target in sorted(plan.targets.values(), key=_start_of):
        if target.kind is not None:
            found.setdefault(target.kind, {}).setdefault(target.stages, []).append(target)
    return found


def _start_of(target: Target) -> int:
    return target.start.lo


def _find_starting(targets: Sequence[Target], after: int, by: int) -> Sequence[Target]:
    """Return those of targets in the order of their starts that start after a day and by another."""
    return targets[bisect_right(targets, after, key=_start_of) : bisect_right(targets, by, key=_start_of)]


def _find_straddled(item: Item, milestone: Milestone, promised: Promised) -> list[Target]:
    """Return the targets whose start a milestone may lie before or after, and for which that matters."""
    found: list[Target] = []
    for stages, targets in promised.items():
        starting = _find_starting(targets, milestone.date.lo, milestone.date.hi)
        if milestone.stage in stages:
            found += starting
        elif milestone.stage == WITHDRAWN and starting:
            # Targets of the same stages are entered on the same day.
            entered = find_entrance(starting[0], item.dates())
            found += (target for target in starting if entered is not None and is_part(target, entered))
    return found


def _check_record(record: Record, today: int) -> Sequence[Problem]:
    """Warn of a record without evidence, and of one of a day to come. A comment is no figure, and needs none."""
    date, is_backed = find_date(record), record.evidence.is_given or isinstance(record, Comment)
    is_to_come = date is not None and date.lo > today
    if is_backed and not is_to_come:
        return ()
    found = []
    if not is_backed:
        message = say("{record} has no evidence", record=say_record(record))
        found.append(warn(record, None, message, say("add a decision or a source")))
    if is_to_come:
        found.append(warn(record, "date", say("{record} is after today", record=say_record(record))))
    return found


def _check_recorded(plan: Plan, now: datetime) -> Iterator[Problem]:
    """Warn of a record that was written after the end of today, by its own offset."""
    last_moment = now.replace(hour=23, minute=59, second=59, microsecond=999999)
    for record in plan.records():
        if record.recorded is not None and record.recorded > last_moment:
            moment = str(record.recorded)
            message = say("{record} was recorded after today, on {moment}", record=say_record(record), moment=moment)
            yield warn(record, "recorded", message)


def _check_straddling(record: DatedRecord, targets: Iterable[Target]) -> Iterator[Problem]:
    """Warn of a partial date that may lie before or after a target's start."""
    names = [target.id for target in targets if record.date.lo < target.start.lo <= record.date.hi]
    if names:
        message = say(
            "{record} may be before or after the start of {targets}: it counts as before",
            record=say_record(record),
            targets=", ".join(names),
        )
        yield warn(record, "date", message)


def _check_start(total: Measurement, target: Target) -> Iterator[Problem]:
    """Warn of a total that is, or may be, of a day before the start of its target."""
    if total.date.hi < target.start.lo:
        message = say(
            "{total} is before the start {start} of its target and is not used",
            total=say_record(total),
            start=target.start,
        )
        yield warn(total, "date", message)
    else:
        yield from _check_straddling(total, [target])


def _check_order(kind: Kind, item: Item) -> Iterator[Problem]:
    """Warn of the first stage of an item that was certainly reached before an earlier stage."""
    latest: Milestone | None = None
    for stage in kind.stages:
        milestone = item.stages.get(stage)
        if milestone is None:
            continue
        if latest is not None and milestone.date.hi < latest.date.lo:
            yield warn(milestone, "date", _say_before(milestone, latest))
            return
        if latest is None or milestone.date.lo > latest.date.lo:
            latest = milestone


def _say_before(later: ItemRecord, earlier: ItemRecord) -> Sentence:
    return say("{later} is before {earlier}", later=say_record(later), earlier=say_record(earlier))


def _check_expected(kind: Kind, item: Item, today: int) -> Iterator[Problem]:
    """Warn of what is expected of an item before an earlier stage is."""
    latest: Expectation | None = None
    for stage in kind.stages:
        expectation = item.expectations.get(stage)
        if expectation is None:
            continue
        yield from _check_record(expectation, today)
        if latest is not None and expectation.expected.hi < latest.expected.lo:
            yield warn(expectation, EXPECTED_KEY, _say_before(expectation, latest))
        elif latest is None or expectation.expected.lo > latest.expected.lo:
            latest = expectation


def _check_ended(kind: Kind, items: Iterable[Item], ledger: Ledger) -> Iterator[Problem]:
    """Warn of each value that its item never has: it is of a day after the last one of the attribute."""
    ended = {name: declared.until for name, declared in kind.attributes.items() if declared.until is not None}
    for item in items if ended else ():
        for record in item.records():
            for name, last in ended.items():
                value = record.attributes.get(name)
                if value is None or record.date.lo <= last.lo:
                    continue
                had = ledger.values_on(item, last.lo).get(name) if item.is_known_on(last.lo) else None
                if had is None or fold_value(had) != fold_value(value):
                    message = say(
                        "{record} gives the {attribute} {value}, though there is none after {last}",
                        record=say_record(record),
                        attribute=Called(kind.id, name),
                        value=show_known(value),
                        last=last,
                    )
                    yield warn(record, name, message)


def _check_sides_of_start(item: Item, promised: Promised) -> Iterator[Problem]:
    """Warn of an item that reached one of a target's stages before the start, and another after it."""
    told: dict[tuple[str, str], list[str]] = {}
    for stages, targets in promised.items():
        reached = [item.stages[stage] for stage in stages if stage in item.stages]
        if len(reached) < 2:
            continue
        earliest, latest = min(one.date.hi for one in reached), max(one.date.lo for one in reached)
        for target in _find_starting(targets, earliest, latest):
            before = next(one for one in reached if one.date.hi < target.start.lo)
            after = next(one for one in reached if one.date.lo >= target.start.lo)
            told.setdefault((before.stage, after.stage), []).append(target.id)
    for (first, second), ids in told.items():
        message = say_counted(
            "{later} does not count in {targets}: {earlier} was before its start",
            "{later} does not count in {targets}: {earlier} was before their start",
            len(ids),
            later=say_record(item.stages[second]),
            earlier=say_record(item.stages[first]),
            targets=", ".join(ids),
        )
        yield warn(item.stages[second], "date", message)
