"""What `status --by` answers: the actual of each counted target, by the values of an attribute of its items."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.ledger import attributes_by_item
from plantrack.plan.model import AttributeValue, Number, Target, Title
from plantrack.plan.reports.items import value_order
from plantrack.plan.reports.parts import parts
from plantrack.plan.view import PlanHeading, View

RowKind = Literal["baseline", "value", "no-value", "unnamed"]


class Column(NamedTuple):
    """One target, and its actual, to which the rows add up."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    actual: Number | None  # None: unknown


class Row(NamedTuple):
    """What the targets have with one value of the attribute, or of what has none."""

    row: RowKind
    value: AttributeValue | None  # None: it is no row of a value
    counts: Mapping[str, Number | None]  # by the ids of all targets; None: unknown


class BreakdownReport(NamedTuple):
    """The actual of each target, by the values of an attribute: the baseline, the values, and what has none."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    by: str  # the attribute
    targets: Sequence[Column]
    rows: Sequence[Row]


def breakdown_report(view: View, targets: Sequence[Target], by: str) -> BreakdownReport:
    """Break down counted targets, all of kinds with this attribute, at the end of a date."""
    own = attributes_by_item(view.plan.milestones)
    columns: list[Column] = []
    baselines: dict[str, Number | None] = {}
    unnamed: dict[str, Number | None] = {}
    counts: dict[AttributeValue | None, Counter[str]] = {}
    for target, account in zip(targets, gather_accounts(targets, view.ledger), strict=True):
        seen = assess_target(target, account, view.day)
        columns.append(Column(target.id, target.title, target.unit, seen.actual))
        # 1. What stood at the start.
        baselines[target.id] = target.baseline
        # 2. What has a name, by the value of its item.
        for part in parts(target, view.ledger, seen.measured, view.day):
            if part.named:
                value = own.get((part.item.kind, part.item.key), {}).get(by)
                counts.setdefault(value, Counter())[target.id] += part.named
        # 3. The rest. Where the baseline is unknown, so is that.
        unnamed[target.id] = seen.unnamed
    values = sorted(counts, key=value_order)
    filled = {value: {column.id: counts[value][column.id] for column in columns} for value in values}
    rows = [Row("no-value" if value is None else "value", value, filled[value]) for value in values]
    return BreakdownReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        by=by,
        targets=columns,
        rows=[Row("baseline", None, baselines), *rows, Row("unnamed", None, unnamed)],
    )
