"""What `show` answers of an item: its life, and where it counts."""

from collections.abc import Mapping, Sequence

from plantrack.plan.arithmetic.account import find_entrance, gather_account
from plantrack.plan.arithmetic.expected import OpenExpectation, find_open_of_item
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.corrections import Givers, find_givers
from plantrack.plan.item import Item
from plantrack.plan.model import EXPECTED_KEY, WITHDRAWN, AttributeValue, Evidence, Number, Target, Title
from plantrack.plan.reports.comments import find_comments
from plantrack.plan.reports.entries import Change, Entry, describe_record
from plantrack.plan.reports.history import describe_changes
from plantrack.plan.reports.parts import find_part
from plantrack.plan.rules.reasons import ItemCode, Moment, decide_item_reason
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple


class Counting(NamedTuple):
    """What an item is to one target."""

    id: str
    title: Title
    stages: Sequence[str]  # those that the target counts
    sum: str | None  # the attribute that an item weighs; None: it weighs 1
    named: Number  # what it adds to what is known by name: 1, 0 or -1 where items are counted
    weight: Number | None  # on the day; 1 where items are counted; None: it counts not, or has not the attribute
    role: ItemCode  # no-date: it has reached none of the stages
    date: str | None  # that of which the role speaks; None: it speaks of none


class ExpectedStage(NamedTuple):
    """By when an item is to reach a stage that on the day it has not reached."""

    record: Entry  # what says so, without a date
    late: int  # days; 0: it is not
    first: str | None  # the date that was first named, as written; None: no other one was
    times: int  # how often it was put off
    days: int  # from the last day of the first one to that of the one that stands; negative: it was brought forward


class ItemReport(NamedTuple):
    """The life of one item: what was recorded of it, and where it counts."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    item: str  # its name on the day
    kind: str
    names: Sequence[str]  # all that it ever had, the first one first
    attributes: Mapping[str, AttributeValue]  # those that are known
    comment: Entry | None  # the latest by the day; None: there is none
    stages: Sequence[Entry]  # in the order of the stages, then what changed of it by date, and last its withdrawal
    expected: Sequence[ExpectedStage]  # in the order of the stages
    targets: Sequence[Counting]  # all that count its kind
    changes: Sequence[Change]


def item_report(view: View, item: Item) -> ItemReport:
    """Tell the life of an item as far as the end of a date."""
    plan, lines = view.plan, view.lines
    givers = find_givers(plan, view.ledger)
    comment = find_comments(view.ledger, view.day).get((item.kind, item.key))
    stages = plan.kinds[item.kind].known_stages()
    reached = [item.stages[stage] for stage in stages if stage in item.stages and stage != WITHDRAWN]
    withdrawal = [item.stages[WITHDRAWN]] if WITHDRAWN in item.stages else []
    of_item = describe_changes(view, {record.identity for record in item.all_records()})
    return ItemReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        item=item.name,
        kind=item.kind,
        names=list(view.ledger.list_names(item.kind, item.key).values()),
        attributes=view.ledger.attributes_on(item, plan.kinds[item.kind], view.day),
        comment=None if comment is None else describe_record(comment, lines, item.name, givers),
        stages=[
            describe_record(one, lines, item.name, givers)
            for one in (*reached, *item.changes, *withdrawal)
            if one.date.lo <= view.day
        ],
        expected=[
            _describe_open(view, one, givers)
            for one in find_open_of_item(view.ledger, plan.kinds[item.kind], item, view.day)
        ],
        targets=[_describe_counting(view, item, one) for one in plan.targets.values() if one.kind == item.kind],
        changes=[change for change in of_item if change.key != EXPECTED_KEY],
    )


def _describe_open(view: View, one: OpenExpectation, givers: Givers) -> ExpectedStage:
    """Return what is expected of an item; the date on which it was reached later, and who says that, are no part."""
    entry, shift = describe_record(one.record, view.lines, one.item.name, givers), one.shift
    if entry.date is not None:
        nobody = dict.fromkeys((*Evidence._fields, "date", "first", "last", "decision_line", "source_line"))
        entry = Entry(**{**entry._asdict(), **nobody})
    first, times, days = (None, 0, 0) if shift is None else (shift.first.text, shift.times, shift.days)
    return ExpectedStage(entry, one.late, first, times, days)


def _describe_counting(view: View, item: Item, target: Target) -> Counting:
    """Return what an item is to a target of its kind."""
    measured = assess_target(target, gather_account(target, view.ledger), view.day).measured
    part = find_part(item, target, view.ledger, Moment(measured, view.day))
    reason = decide_item_reason(target, find_entrance(target, item.dates()), measured, view.day)
    return Counting(
        id=target.id,
        title=target.title,
        stages=target.stages,
        sum=target.sum,
        named=0 if part is None else part.named,
        weight=None if part is None else part.weight,
        role=reason.code,
        date=reason.date,
    )
