"""What `status --by` answers: the actual of each counted target, by the values of an attribute of its items."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger, attributes
from plantrack.plan.model import AttributeValue, Number, Plan, Target
from plantrack.plan.reports.items import in_order
from plantrack.plan.reports.parts import parts
from plantrack.plan.reports.report import PlanHeading, heading

RowKind = Literal["baseline", "value", "no-value", "unnamed"]


class Column(NamedTuple):
    """One target, and its actual, to which the rows add up; None where that is unknown."""

    id: str
    title: str
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


def breakdown(
    plan: Plan,
    ledger: Ledger,
    path: str,
    as_of: PartialDate,
    targets: Sequence[Target],
    by: str,
    known: PartialDate | None = None,
) -> BreakdownReport:
    """Break down counted targets, all of kinds with this attribute, at the end of a date."""
    day = as_of.hi
    own = attributes(plan.milestones)
    columns: list[Column] = []
    baselines: dict[str, Number | None] = {}
    unnamed: dict[str, Number | None] = {}
    counts: dict[AttributeValue | None, dict[str, Number | None]] = {}
    for target, what_is_known in zip(targets, gather_accounts(targets, ledger), strict=True):
        seen = assess_target(target, what_is_known, day)
        columns.append(Column(target.id, target.title.en, target.unit.en if target.unit else None, seen.actual))
        baselines[target.id] = target.baseline
        unnamed[target.id] = seen.unnamed
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
    return BreakdownReport(
        heading(plan, path), day_text(day), day_text(known.hi) if known else None, by, columns, filled
    )
