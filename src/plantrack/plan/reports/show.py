"""What `show` answers: what is behind the number of a target, and the life of an item."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.account import find_entrance, gather_account
from plantrack.plan.arithmetic.progress import Assessment, assess_target
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.corrections import corrections
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Item, Ledger, attributes
from plantrack.plan.model import WITHDRAWN, AttributeValue, Lines, Plan, Target
from plantrack.plan.reports.entries import Change, Entry, change, entry
from plantrack.plan.reports.history import in_order, subject
from plantrack.plan.reports.parts import Part, Role, part_of, parts, rests_on
from plantrack.plan.reports.report import PlanHeading, Revised, TargetStatus, heading, revised_by, target_status

JUDGED = ("on-track", "at-risk", "behind")


class PartLine(NamedTuple):
    """One item behind a number: the milestone with which it came in, and what it adds.

    `named` is 1, 0 or -1 of the items known by name, `added` of what came after the latest total. `date` is that of
    which the role speaks.
    """

    item: str
    named: int
    added: int
    role: Role
    date: str | None
    record: Entry
    withdrawal: Entry | None


class Promise(NamedTuple):
    """The evidence of a promise, and the line on which it stands."""

    decision: str | None
    source: str | None
    note: str | None
    line: int


class TargetReport(NamedTuple):
    """All that is behind the number of one target.

    `measured` is the total on which it rests, None where the baseline and the items make it; `earlier` are those
    before it. `came` and `went` are how many items did so since that total, or the start. `planned_for` is the day
    since which it is short of the plan, or until which it is ahead; `met_on` that since which the goal is reached.
    """

    plan: PlanHeading
    as_of: str
    known: str | None
    target: TargetStatus
    promise: Promise
    revisions: Sequence[Revised]
    measured: Entry | None
    earlier: Sequence[Entry]
    parts: Sequence[PartLine]
    came: int
    went: int
    planned_for: str | None
    met_on: str | None
    changes: Sequence[Change]


class Counting(NamedTuple):
    """What an item is to one target: one that has reached none of its `stages` has no date."""

    id: str
    title: str
    stages: Sequence[str]
    named: int
    role: Role | Literal["no-date", "before-start"]
    date: str | None


class ItemReport(NamedTuple):
    """The life of one item: what was recorded of it, in the order of its stages, and where it counts."""

    plan: PlanHeading
    as_of: str
    known: str | None
    item: str
    kind: str
    attributes: Mapping[str, AttributeValue]
    stages: Sequence[Entry]
    targets: Sequence[Counting]
    changes: Sequence[Change]


def show_target(
    plan: Plan,
    ledger: Ledger,
    path: str,
    as_of: PartialDate,
    target: Target,
    lines: Lines,
    line: int,
    known: PartialDate | None = None,
) -> TargetReport:
    """Explain the number of a target at the end of a date. `line` is that on which the target stands."""
    day = as_of.hi
    what_is_known = gather_account(target, ledger)
    seen, due = assess_target(target, what_is_known, day), in_force(target, day).due.hi
    used = [total for total in what_is_known.measurements if total.date.hi <= day]
    behind = sorted(parts(target, ledger, seen.measured, day), key=lambda part: in_order(part.milestone))
    return TargetReport(
        heading(plan, path),
        day_text(day),
        day_text(known.hi) if known else None,
        target_status(target, seen, day),
        Promise(target.decision, target.source, target.note, line),
        revised_by(target, day),
        entry(used[-1], lines) if used else None,
        [entry(total, lines) for total in used[:-1]],
        [_part_line(part, lines) for part in behind],
        sum(part.added > 0 for part in behind),
        sum(part.added < 0 for part in behind),
        _planned_for(seen),
        day_text(due - seen.days) if seen.days is not None and seen.status in ("met", "met-late") else None,
        [one for one in _changes(plan, ledger, lines, rests_on(target, ledger), day) if one.key in ("date", "value")],
    )


def _planned_for(seen: Assessment) -> str | None:
    if seen.days is None or seen.judged is None or seen.status not in JUDGED:
        return None
    return day_text(seen.judged + seen.days)


def _part_line(part: Part, lines: Lines) -> PartLine:
    withdrawal = part.item.stages.get(WITHDRAWN)
    return PartLine(
        part.item.name,
        part.named,
        part.added,
        part.role,
        part.date or None,
        entry(part.milestone, lines, part.item.name),
        entry(withdrawal, lines, part.item.name) if withdrawal and part.role == "withdrawn" else None,
    )


def show_item(
    plan: Plan,
    ledger: Ledger,
    path: str,
    as_of: PartialDate,
    item: Item,
    lines: Lines,
    known: PartialDate | None = None,
) -> ItemReport:
    """Tell the life of an item as far as the end of a date."""
    day = as_of.hi
    stages = plan.kinds[item.kind].known_stages()
    reached = [item.stages[stage] for stage in stages if stage in item.stages and item.stages[stage].date.lo <= day]
    counting = []
    for target in plan.targets.values():
        if target.kind == item.kind:
            part = part_of(item, target, assess_target(target, gather_account(target, ledger), day).measured, day)
            if part is not None:
                counting.append(
                    Counting(target.id, target.title.en, target.stages, part.named, part.role, part.date or None)
                )
            else:
                entered = find_entrance(target, item.dates())
                counting.append(
                    Counting(
                        target.id, target.title.en, target.stages, 0, "before-start" if entered else "no-date", None
                    )
                )
    return ItemReport(
        heading(plan, path),
        day_text(day),
        day_text(known.hi) if known else None,
        item.name,
        item.kind,
        attributes(one for one in plan.milestones if one.key == item.key).get((item.kind, item.key), {}),
        [entry(milestone, lines, item.name) for milestone in reached],
        counting,
        _changes(plan, ledger, lines, {(item.kind, item.key, stage) for stage in stages}, day),
    )


def _changes(plan: Plan, ledger: Ledger, lines: Lines, identities: set[tuple[str, ...]], day: int) -> list[Change]:
    """Report what changed hands of these records, as far as it may have happened by a day."""
    return [
        change(one, lines, subject(one.record, ledger))
        for one in corrections(plan)
        if one.record.identity in identities and min(one.record.date.lo, one.earlier.date.lo) <= day
    ]
