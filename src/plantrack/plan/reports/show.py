"""What `show` answers: what is behind the number of a target, and the life of an item."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plantrack.plan.arithmetic.account import account, entrance
from plantrack.plan.arithmetic.progress import assess
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.corrections import corrections
from plantrack.plan.dates import day_text
from plantrack.plan.ledger import Item, attributes
from plantrack.plan.model import WITHDRAWN, AttributeValue, Lines, Target, Title
from plantrack.plan.reports.entries import Change, Entry, change, entry
from plantrack.plan.reports.heading import PlanHeading, plan_heading
from plantrack.plan.reports.history import in_order, subject
from plantrack.plan.reports.parts import Part, find_part, parts, rests_on
from plantrack.plan.reports.status import Revised, TargetStatus, target_revisions, target_status
from plantrack.plan.rules.reasons import ItemCode, decide_item_reason
from plantrack.plan.view import View

JUDGED = ("on-track", "at-risk", "behind")


class PartLine(NamedTuple):
    """One item behind a number: the milestone with which it came in, and what it adds.

    `named` is 1, 0 or -1 of the items known by name, `added` of what came after the latest total. `date` is that of
    which the role speaks.
    """

    item: str
    named: int
    added: int
    role: ItemCode
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
    before it. `came` and `went` are how many items did so since that total, or the start. `planned_for` is the day for
    which the plan expects as much as there is; `met_on` that since which the goal is reached.
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
    title: Title
    stages: Sequence[str]
    named: int
    role: ItemCode
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


def target_report(view: View, target: Target, line: int) -> TargetReport:
    """Explain the number of a target at the end of a date. `line` is that on which the target stands."""
    ledger, lines, day = view.ledger, view.lines, view.day
    what_is_known = account(target, ledger)
    seen, due = assess(target, what_is_known, day), in_force(target, day).due.hi
    used = [total for total in what_is_known.measurements if total.date.hi <= day]
    behind = sorted(parts(target, ledger, seen.measured, day), key=lambda part: in_order(part.milestone))
    return TargetReport(
        plan_heading(view),
        view.day_text,
        view.known_text,
        target_status(target, seen, day),
        Promise(*target.evidence, line),
        target_revisions(target, day),
        entry(used[-1], lines) if used else None,
        [entry(total, lines) for total in used[:-1]],
        [_part_line(part, lines) for part in behind],
        sum(part.added > 0 for part in behind),
        sum(part.added < 0 for part in behind),
        day_text(day + seen.days) if seen.days is not None and seen.status in JUDGED else None,
        day_text(due - seen.days) if seen.days is not None and seen.status in ("met", "met-late") else None,
        [one for one in _changes(view, rests_on(target, ledger)) if one.key in ("date", "value")],
    )


def _part_line(part: Part, lines: Lines) -> PartLine:
    withdrawal = part.item.stages.get(WITHDRAWN)
    return PartLine(
        part.item.name,
        part.named,
        part.added,
        part.reason.code,
        part.reason.date,
        entry(part.milestone, lines, part.item.name),
        entry(withdrawal, lines, part.item.name) if withdrawal and part.reason.code == "withdrawn" else None,
    )


def item_report(view: View, item: Item) -> ItemReport:
    """Tell the life of an item as far as the end of a date."""
    plan, ledger, lines, day = view.plan, view.ledger, view.lines, view.day
    stages = plan.kinds[item.kind].known_stages()
    reached = [item.stages[stage] for stage in stages if stage in item.stages and item.stages[stage].date.lo <= day]
    counting = []
    for target in plan.targets.values():
        if target.kind == item.kind:
            measured = assess(target, account(target, ledger), day).measured
            part = find_part(item, target, measured, day)
            reason = decide_item_reason(target, entrance(target, item.dates()), measured, day)
            counting.append(
                Counting(
                    id=target.id,
                    title=target.title,
                    stages=target.stages,
                    named=part.named if part is not None else 0,
                    role=reason.code,
                    date=reason.date,
                )
            )
    return ItemReport(
        plan_heading(view),
        view.day_text,
        view.known_text,
        item.name,
        item.kind,
        attributes(one for one in plan.milestones if one.key == item.key).get((item.kind, item.key), {}),
        [entry(milestone, lines, item.name) for milestone in reached],
        counting,
        _changes(view, {(item.kind, item.key, stage) for stage in stages}),
    )


def _changes(view: View, identities: set[tuple[str, ...]]) -> list[Change]:
    """Report what was corrected of these records, as far as it may have happened by the day that is asked about."""
    return [
        change(one, view.lines, subject(one.record, view.ledger))
        for one in corrections(view.plan)
        if one.record.identity in identities and min(one.record.date.lo, one.earlier.date.lo) <= view.day
    ]
