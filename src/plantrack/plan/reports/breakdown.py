"""What `status --by` answers: the actual of each counted target, by the values of an attribute of its items."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.account import accounts
from plantrack.plan.arithmetic.progress import assess
from plantrack.plan.ledger import attributes
from plantrack.plan.model import AttributeValue, Number, Target, Title
from plantrack.plan.reports.heading import PlanHeading, plan_heading
from plantrack.plan.reports.items import in_order
from plantrack.plan.reports.parts import parts
from plantrack.plan.view import View

RowKind = Literal["baseline", "value", "no-value", "unnamed"]


class Column(NamedTuple):
    """One target, and its actual, to which the rows add up; None where that is unknown."""

    id: str
    title: Title
    unit: str | None
    actual: Number | None


class Row(NamedTuple):
    """What the targets have with one value: `value` is None on the rows of what has none."""

    row: RowKind
    value: AttributeValue | None
    counts: Mapping[str, Number | None]


class BreakdownReport(NamedTuple):
    """The actual of each target, by the values of an attribute: the baseline, the values, and what has none."""

    plan: PlanHeading
    as_of: str
    known: str | None
    by: str
    targets: Sequence[Column]
    rows: Sequence[Row]


def breakdown_report(view: View, targets: Sequence[Target], by: str) -> BreakdownReport:
    """Break down counted targets, all of kinds with this attribute, at the end of a date."""
    ledger, day = view.ledger, view.day
    own = attributes(view.plan.milestones)
    columns: list[Column] = []
    baselines: dict[str, Number | None] = {}
    unnamed: dict[str, Number | None] = {}
    counts: dict[AttributeValue | None, dict[str, Number | None]] = {}
    for target, what_is_known in zip(targets, accounts(targets, ledger), strict=True):
        seen = assess(target, what_is_known, day)
        columns.append(Column(target.id, target.title, target.unit, seen.actual))
        baselines[target.id] = target.baseline
        named = seen.named or 0
        # Where the baseline is unknown, it is in what has no name yet.
        unnamed[target.id] = None if seen.actual is None else seen.actual - (target.baseline or 0) - named
        for part in parts(target, ledger, seen.measured, day):
            if part.named:
                value = own.get((part.item.kind, part.item.key), {}).get(by)
                of_value = counts.setdefault(value, {})
                of_value[target.id] = (of_value.get(target.id) or 0) + part.named
    rows = [
        Row("baseline", None, baselines),
        *(
            Row("no-value" if value is None else "value", value, counts[value])
            for value in sorted(counts, key=in_order)
        ),
        Row("unnamed", None, unnamed),
    ]
    filled = [row._replace(counts={column.id: row.counts.get(column.id, 0) for column in columns}) for row in rows]
    return BreakdownReport(plan_heading(view), view.day_text, view.known_text, by, columns, filled)
