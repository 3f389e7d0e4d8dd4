"""Warnings: what a sound plan says that is probably not meant. One fact is told once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from plantrack.plan.arithmetic.account import Account, find_entrance, gather_accounts, is_part
from plantrack.plan.ledger import Item, Ledger, attributes
from plantrack.plan.model import WITHDRAWN, AttributeValue, Kind, Measurement, Milestone, Plan, Target
from plantrack.plan.names import NearNames
from plantrack.plan.problems import Problem
from plantrack.plan.rules.joining import distinct


def warnings(plan: Plan, ledger: Ledger, now: datetime) -> list[Problem]:
    """Return every warning of a sound plan. `now` has its offset; its date is today."""
    found: list[Problem] = []
    counting = _targets_by_stage(plan)
    known = attributes(plan.milestones)
    for kind in plan.kinds.values():
        items = list(ledger.items(kind.id))
        for item in items:
            for milestone in item.stages.values():
                found += _record_warnings(milestone, now)
                found += _straddling(milestone, _concerned(plan, item, milestone, counting))
            out_of_order = list(_out_of_order(kind, item))
            found += out_of_order or _both_sides_of_start(kind, item, plan)
        found += _near_twins(kind, items, known)
    for target, account in zip(plan.targets.values(), gather_accounts(plan.targets.values(), ledger), strict=True):
        for total in ledger.measurements.get(target.id, {}).values():
            found += _record_warnings(total, now)
            found += _before_start(total, target)
        found += _more_named_than_measured(target, account)
    found += _changed_by_hand(plan)
    found += _recorded_after_today(plan, now)
    return found


def _warn(record: Milestone | Measurement, key: str | None, message: str, hint: str = "") -> Problem:
    if isinstance(record, Milestone):
        table, subject = "milestones", f"milestones: {record.item}"
    else:
        table, subject = "measurements", f"measurements: {record.target}"
    path = (table, record.position) if key is None else (table, record.position, key)
    return Problem(f"{subject}: {message}", hint, path, "warning")


def _called(record: Milestone | Measurement) -> str:
    return (
        f"{record.stage} on {record.date.text}" if isinstance(record, Milestone) else f"the total of {record.date.text}"
    )


def _targets_by_stage(plan: Plan) -> dict[tuple[str, str], list[Target]]:
    found: dict[tuple[str, str], list[Target]] = {}
    for target in plan.targets.values():
        for stage in target.stages:
            found.setdefault((target.kind or "", stage), []).append(target)
    return found


def _concerned(
    plan: Plan, item: Item, milestone: Milestone, counting: Mapping[tuple[str, str], list[Target]]
) -> list[Target]:
    """Return the targets for which the date of a milestone matters."""
    if milestone.stage != WITHDRAWN:
        return counting.get((milestone.kind, milestone.stage), [])
    of_kind = [target for target in plan.targets.values() if target.kind == milestone.kind]
    entered = [(target, find_entrance(target, item.dates())) for target in of_kind]
    return [target for target, when in entered if when is not None and is_part(target, when)]


def _record_warnings(record: Milestone | Measurement, now: datetime) -> Iterator[Problem]:
    if not record.evidenced:
        yield _warn(record, None, f"{_called(record)} has no evidence", "add a decision or a source")
    if record.date.lo > now.date().toordinal():
        yield _warn(record, "date", f"{_called(record)} is after today")


def _recorded_after_today(plan: Plan, now: datetime) -> Iterator[Problem]:
    last_moment = now.replace(hour=23, minute=59, second=59, microsecond=999999)
    for records in (plan.milestones, plan.measurements):
        for record in records:
            if record.recorded is not None and record.recorded > last_moment:
                yield _warn(record, "recorded", f"{_called(record)} was recorded after today, on {record.recorded}")


def _straddling(record: Milestone | Measurement, targets: Iterable[Target]) -> Iterator[Problem]:
    """Warn of a partial date that may lie before or after a target's start."""
    names = [target.id for target in targets if record.date.lo < target.start.lo <= record.date.hi]
    if names:
        yield _warn(
            record,
            "date",
            f"{_called(record)} may be before or after the start of {', '.join(names)}: it counts as before",
        )


def _before_start(total: Measurement, target: Target) -> Iterator[Problem]:
    if total.date.hi < target.start.lo:
        yield _warn(
            total, "date", f"{_called(total)} is before the start {target.start.text} of its target and is not used"
        )
    else:
        yield from _straddling(total, [target])


def _out_of_order(kind: Kind, item: Item) -> Iterator[Problem]:
    latest: Milestone | None = None
    for stage in kind.stages:
        milestone = item.stages.get(stage)
        if milestone is None:
            continue
        if latest is not None and milestone.date.hi < latest.date.lo:
            yield _warn(milestone, "date", f"{_called(milestone)} is before {_called(latest)}")
            return
        if latest is None or milestone.date.lo > latest.date.lo:
            latest = milestone


def _both_sides_of_start(kind: Kind, item: Item, plan: Plan) -> Iterator[Problem]:
    """Warn of an item that reached one of a target's stages before the start, and another after it."""
    told: dict[tuple[str, str], list[str]] = {}
    for target in plan.targets.values():
        if target.kind != kind.id:
            continue
        reached = [item.stages[stage] for stage in target.stages if stage in item.stages]
        before = [milestone for milestone in reached if milestone.date.hi < target.start.lo]
        after = [milestone for milestone in reached if milestone.date.lo >= target.start.lo]
        if before and after:
            told.setdefault((before[0].stage, after[0].stage), []).append(target.id)
    for (first, second), targets in told.items():
        message = (
            f"{_called(item.stages[second])} does not count in {', '.join(targets)}: "
            f"{_called(item.stages[first])} was before {'its' if len(targets) == 1 else 'their'} start"
        )
        yield _warn(item.stages[second], "date", message)


def _more_named_than_measured(target: Target, known: Account) -> Iterator[Problem]:
    if known.named is None:
        return
    for total in known.measurements:
        baseline, named = target.baseline or 0, known.named.on(total.date.hi) or 0
        if baseline + named <= total.value:
            continue
        if not baseline:
            more = f"{named} are known by name"
        elif not named:
            more = f"the baseline is {baseline}"
        else:
            more = f"the baseline {baseline} and {named} known by name make {baseline + named}"
        yield _warn(total, "value", f"{_called(total)} is {total.value}, but {more}")


def _changed_by_hand(plan: Plan) -> Iterator[Problem]:
    """Warn of a record without `recorded` that changes the date or the value of an earlier one."""
    hint = "plantrack log, or measure, with --correct records a correction with its time"
    dates: dict[tuple[str, str, str], Milestone] = {}
    for milestone in plan.milestones:
        key = (milestone.kind, milestone.key, milestone.stage)
        earlier = dates.get(key)
        if earlier is not None and milestone.recorded is None and not earlier.date.contains(milestone.date):
            message = f"{_called(milestone)}, written by hand, changes the known {earlier.date.text}"
            yield _warn(milestone, "date", message, hint)
        dates[key] = milestone
    totals: dict[tuple[str, str], Measurement] = {}
    for total in plan.measurements:
        place = (total.target, total.date.text)
        known = totals.get(place)
        if known is not None and total.recorded is None and known.value != total.value:
            message = f"{_called(total)} is {total.value}, written by hand, which changes the known {known.value}"
            yield _warn(total, "value", message, hint)
        totals[place] = total


def _near_twins(
    kind: Kind, items: Iterable[Item], known: Mapping[tuple[str, str], Mapping[str, AttributeValue]]
) -> Iterator[Problem]:
    entered = NearNames()
    telling = [name for name, type in kind.attributes.items() if type == "text"]
    hint = "write one name in one way" + (f", or give two works their own {telling[0]}" if telling else "")
    names: dict[str, str] = {}
    for item in items:
        names[item.key] = item.name
        for other_key in entered.enter(item.key):
            if not distinct(kind, known.get((kind.id, item.key), {}), known.get((kind.id, other_key), {})):
                first = min(item.stages.values(), key=lambda milestone: milestone.position)
                message = f'may be a slip: another {kind.id} is called "{names[other_key]}"'
                yield _warn(first, "item", message, hint)
                break
