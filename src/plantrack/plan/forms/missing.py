"""Form 4: which items wait for a stage: how far each came, until when it may take, and how late it is."""

from collections.abc import Sequence

from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.dates import PartialDate
from plantrack.plan.forms.items import (
    FormStage,
    ItemsRequest,
    describe_stages,
    find_count_unit,
    report_items,
    split_items,
)
from plantrack.plan.forms.location import Location, find_location, list_location_attributes
from plantrack.plan.forms.numbering import write_roman
from plantrack.plan.model import AttributeValue, Target, Title
from plantrack.plan.reports.items import ItemLine, UncertainDate
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple


class MissingFormRow(NamedTuple):
    """One item that waits."""

    number: str  # in its group
    item: str  # its name
    location: Location | None  # None: not known
    reached: str | None  # the last stage that it has reached; None: none
    since: FormStage | None  # when, and by which decision; None: it has reached none
    due: str | None  # by when it is to have reached the missing one, as written; None: nobody said
    late: int | None  # days since then; None: it is not over, or there is none


class MissingFormGroup(NamedTuple):
    """The items with one value of an attribute; all where none is asked for."""

    number: str  # Roman
    value: AttributeValue | None  # None: those without one
    items: Sequence[MissingFormRow]


class MissingForm(NamedTuple):
    """The items of a kind that wait for a stage, without those that were withdrawn."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    kind: str
    title: Title  # of the kind
    unit: Title | None  # in which a target counts them; None: no target does, or it has none
    stage: Sequence[str]  # one of which each item has reached; empty: any
    missing: str  # the stage for which they wait
    by: str | None  # None: they are one group
    located: bool  # an attribute of the kind says where an item lies
    groups: Sequence[MissingFormGroup]
    total: int
    withdrawn: int  # how many were, of those that were asked for
    uncertain: Sequence[UncertainDate]  # of all items of the kind; JSON leaves it out


def fill_missing_form(view: View, request: ItemsRequest, missing: str) -> MissingForm:
    """Fill in form 4. In each group the numbers begin anew."""
    kind, report = request.kind, report_items(view, request._replace(missing=missing))
    located, items = list_location_attributes(kind), {item.name: item for item in view.ledger.items(kind.id, view.day)}
    promised = _list_promised(view, request, missing)

    def fill_row(number: int, line: ItemLine) -> MissingFormRow:
        item = items[line.item]
        stages = describe_stages(kind, line, item)
        reached = next((stage for stage in reversed(kind.stages) if stages[stage].date is not None), None)
        expected = item.find_expected(missing)
        due = _find_promised_due(promised, line) if expected is None else expected.expected
        return MissingFormRow(
            number=str(number),
            item=line.item,
            location=find_location(located, line.attributes),
            reached=reached,
            since=None if reached is None else stages[reached],
            due=None if due is None else due.text,
            late=view.day - due.hi if due is not None and view.day > due.hi else None,
        )

    return MissingForm(
        plan=report.plan,
        as_of=report.as_of,
        known=report.known,
        kind=report.kind,
        title=report.title,
        unit=find_count_unit(view, kind),
        stage=report.stage,
        missing=missing,
        by=report.by,
        located=bool(located),
        groups=[
            MissingFormGroup(write_roman(number), value, [fill_row(*line) for line in enumerate(lines, 1)])
            for number, (value, lines) in enumerate(split_items(report), 1)
        ],
        total=report.total,
        withdrawn=len(report.withdrawn),
        uncertain=report.uncertain,
    )


def _list_promised(view: View, request: ItemsRequest, missing: str) -> list[Target]:
    """Return the targets that have a goal and wait for a stage, as they are in force."""
    waiting = (
        in_force(target, view.day)
        for target in view.plan.targets.values()
        if target.kind == request.kind.id and missing in target.stages
    )
    return [target for target in waiting if target.goal is not None]


def _find_promised_due(promised: Sequence[Target], line: ItemLine) -> PartialDate | None:
    """Return by when the first target is due in which an item does not count yet; None where there is none.

    It may count already by another stage, and then nobody promised this one of it.
    """
    waiting = (one.due for one in promised if not any(line.stages[stage] is not None for stage in one.stages))
    return min(waiting, default=None)
