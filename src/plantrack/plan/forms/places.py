"""Form 5: how many items of a kind reached each stage, by place, so that the parts make the sum."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from plantrack.plan.arithmetic.exact import add_numbers, difference
from plantrack.plan.forms.figures import find_actual, is_none
from plantrack.plan.forms.location import list_location_attributes
from plantrack.plan.forms.numbering import find_common
from plantrack.plan.model import AttributeValue, Kind, Number, Target, Title
from plantrack.plan.reports.breakdown import Row, RowKey, RowKind, breakdown_report, find_touched
from plantrack.plan.reports.items import UncertainDate, find_uncertain_dates
from plantrack.plan.reports.status import TargetStatus, status_report
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

PlacesRow = RowKind | Literal["rest"]


class PlacesFormColumn(NamedTuple):
    """One target, and its actual, to which the rows add up."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    kind: str
    stage: str | None  # the first of those that it counts; None: it is a sum, or another column has this one
    lacking: int  # how many items that count have not what is summed
    actual: Number | None  # None: unknown
    none_yet: bool  # its 0 stands for none


class PlacesFormRow(NamedTuple):
    """What the targets have in one place, or beyond all places."""

    row: PlacesRow  # rest: what the baseline and the unnamed have together, where the baseline is unknown
    number: str | None  # None: it is no place
    value: AttributeValue | None  # None: it is no place
    counts: Mapping[str, Number | None]  # by the ids of all targets; None: unknown
    none: Sequence[str]  # the targets whose 0 stands for none
    lacking: Mapping[str, int]  # by target, how many items that count have not what is summed; one left out: none


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
    uncertain: Sequence[UncertainDate]  # of all items of the kind; JSON leaves it out


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
    standing = {target.id: target for target in status_report(view, targets).targets}
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
                lacking=column.lacking,
                actual=find_actual(standing[column.id]),
                none_yet=is_none(standing[column.id]),
            )
            for column, stage in zip(report.targets, stages, strict=True)
        ],
        rows=_fill_rows(report.rows, standing, *find_touched(view, targets, by)),
        uncertain=find_uncertain_dates(view, kind),
    )


def _fill_rows(
    rows: Sequence[Row],
    standing: Mapping[str, TargetStatus],
    touched: Mapping[RowKey, Collection[str]],
    lacking: Mapping[RowKey, Mapping[str, int]],
) -> list[PlacesFormRow]:
    """Return the rows as a form has them: what is not told apart stands before the places."""
    actual = {id: find_actual(target) for id, target in standing.items()}
    nothing = [id for id, target in standing.items() if is_none(target)]
    (baseline,) = (row for row in rows if row.row == "baseline")
    (unnamed,) = (row for row in rows if row.row == "unnamed")
    # A place from which as much went as came is one all the same, and so is one of which nobody knows how much.
    told = touched.keys() | lacking.keys()
    placed = [row for row in rows if row.row in ("no-value", "value") and (row.row, row.value) in told]
    # 1. What was there at the start, what has no name, and both together where nobody knows how much is which.
    known = {id: None if actual[id] is None else count for id, count in unnamed.counts.items()}
    filled = [
        PlacesFormRow("baseline", None, None, baseline.counts, [], {}),
        PlacesFormRow("unnamed", None, None, known, nothing, {}),
    ]
    rest = {
        id: difference(value, add_numbers([row.counts[id] or 0 for row in placed]))
        for id, value in actual.items()
        if value is not None and baseline.counts[id] is None
    }
    if any(rest.values()):
        others = [id for id in standing if id not in rest]
        filled.append(PlacesFormRow("rest", None, None, {**dict.fromkeys(standing, 0), **rest}, others, {}))
    # 2. What has no place, and each place.
    number = 0
    for row in sorted(placed, key=lambda row: row.row == "value"):
        number += row.row == "value"
        adding, without = touched.get((row.row, row.value), ()), lacking.get((row.row, row.value), {})
        filled.append(
            PlacesFormRow(
                row=row.row,
                number=str(number) if row.row == "value" else None,
                value=row.value,
                counts={id: None if id in without and id not in adding else count for id, count in row.counts.items()},
                none=[id for id in standing if id not in adding and id not in without],
                lacking=without,
            )
        )
    return filled


def _find_stage(target: Target) -> str | None:
    return target.ordered_stages[0] if target.counts_whole else None
