"""Form 5: how many items of a kind reached each stage, by place, so that the parts make the sum."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plantrack.plan.forms.location import list_location_attributes
from plantrack.plan.forms.numbering import find_common
from plantrack.plan.model import AttributeValue, Kind, Number, Target, Title
from plantrack.plan.reports.breakdown import Row, RowKind, breakdown_report
from plantrack.plan.view import PlanHeading, View

# What is not yet told apart stands before the places.
_ORDER: tuple[RowKind, ...] = ("baseline", "unnamed", "no-value", "value")


class PlacesFormColumn(NamedTuple):
    """One target, and its actual, to which the rows add up."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    kind: str
    stage: str | None  # the first of those that it counts; None: it is a sum, or another column has this one
    actual: Number | None  # None: unknown


class PlacesFormRow(NamedTuple):
    """What the targets have in one place, or beyond all places."""

    row: RowKind
    number: str | None  # None: it is no place
    value: AttributeValue | None  # None: it is no place
    counts: Mapping[str, Number | None]  # by the ids of all targets; None: unknown


class PlacesForm(NamedTuple):
    """The actual of targets, by the places of their items; places where no target has anything are left out."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    kind: str
    kind_title: Title
    by: str  # the attribute
    located: bool  # it says where an item lies
    unit: Title | None  # that all targets have; None: they have several, or none
    targets: Sequence[PlacesFormColumn]
    rows: Sequence[PlacesFormRow]


def choose_columns(kind: Kind, targets: Sequence[Target]) -> list[Target]:
    """Return for each stage of a kind the first of some targets that counts its items from that stage on."""
    firsts: dict[str, Target] = {}
    for target in targets:
        if target.kind == kind.id and target.counts_whole:
            firsts.setdefault(target.ordered_stages[0], target)
    return [firsts[stage] for stage in kind.stages if stage in firsts]


def fill_places_form(view: View, kind: Kind, targets: Sequence[Target], by: str) -> PlacesForm:
    """Fill in form 5 with targets that count items of one kind, which has this attribute."""
    report = breakdown_report(view, targets, by)
    rows = [row for kind_of_row in _ORDER for row in report.rows if row.row == kind_of_row and _is_shown(row)]
    places = iter(range(1, len(rows) + 1))
    stages = [_find_stage(target) for target in targets]
    return PlacesForm(
        plan=report.plan,
        as_of=report.as_of,
        known=report.known,
        kind=kind.id,
        kind_title=kind.title,
        by=by,
        located=by in list_location_attributes(kind),
        unit=find_common(target.unit for target in targets),
        targets=[
            PlacesFormColumn(
                id=column.id,
                title=column.title,
                unit=column.unit,
                kind=kind.id,
                stage=stage if stages.count(stage) == 1 else None,
                actual=column.actual,
            )
            for column, stage in zip(report.targets, stages, strict=True)
        ],
        rows=[
            PlacesFormRow(row.row, str(next(places)) if row.row == "value" else None, row.value, row.counts)
            for row in rows
        ],
    )


def _is_shown(row: Row) -> bool:
    return row.row in ("baseline", "unnamed") or any(count != 0 for count in row.counts.values())


def _find_stage(target: Target) -> str | None:
    return target.ordered_stages[0] if target.counts_whole else None
