"""Form 3: which items of a kind there are, and of each stage the date and the decision."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from plantrack.plan.forms.location import Location, find_location, list_location_attributes
from plantrack.plan.forms.numbering import write_roman
from plantrack.plan.item import Item
from plantrack.plan.model import AttributeValue, Kind, Title
from plantrack.plan.reports.items import (
    AttributeSum,
    ItemLine,
    ItemsReport,
    UncertainDate,
    items_report,
    sum_attributes,
)
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple


class ItemsRequest(NamedTuple):
    """Which items of a kind are asked for."""

    kind: Kind
    stages: Sequence[str] = ()  # one of which each has reached; empty: any
    missing: str | None = None  # which each has reached neither, nor a later one; None: any
    by: str | None = None  # the attribute by which they are grouped; None: they are not


class FormStage(NamedTuple):
    """What a form says of a stage of an item."""

    date: str | None  # as written; None: not reached, or not known when
    decision: str | None  # None: none is known
    is_passed: bool  # it or a later stage was reached


class ItemsFormRow(NamedTuple):
    """One item."""

    number: str  # in its group
    item: str  # its name
    location: Location | None  # None: not known
    attributes: Mapping[str, AttributeValue | None]  # those that say no location; None: not known
    stages: Mapping[str, FormStage]
    sources: Sequence[str]  # who says so of stages without a decision: the site of a link, or what else was named
    expected: Mapping[str, str]  # by when it is to reach which stages that it has not reached, as written


class ItemsFormSum(NamedTuple):
    """What several items make together."""

    total: int
    sums: Mapping[str, AttributeSum]  # by the number attributes of the kind that add up
    reached: Mapping[str, int]  # of each stage how many have a date
    undated: Mapping[str, int]  # of each stage how many have passed it, nobody knows when


class ItemsFormGroup(NamedTuple):
    """The items with one value of an attribute; all where none is asked for."""

    number: str  # Roman
    value: AttributeValue | None  # None: those without one
    sum: ItemsFormSum
    items: Sequence[ItemsFormRow]


class ItemsForm(NamedTuple):
    """The items of a kind, without those that were withdrawn."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    kind: str
    title: Title  # of the kind
    unit: Title | None  # in which a target counts them; None: no target does, or it has none
    stage: Sequence[str]  # one of which each item has reached; empty: any
    missing: str | None  # which each has reached neither, nor a later one; None: any
    by: str | None  # None: they are one group
    located: bool  # an attribute of the kind says where an item lies
    attributes: Sequence[str]  # the others
    told: Sequence[str]  # the stages without those that all have passed, nobody knows when
    groups: Sequence[ItemsFormGroup]
    sum: ItemsFormSum
    withdrawn: int  # how many were, of those that were asked for
    uncertain: Sequence[UncertainDate]  # of all items of the kind; JSON leaves it out


def fill_items_form(view: View, request: ItemsRequest) -> ItemsForm:
    """Fill in form 3. In each group the numbers begin anew."""
    kind, report = request.kind, report_items(view, request)
    located, items = list_location_attributes(kind), {item.name: item for item in view.ledger.items(kind.id, view.day)}
    others = [attribute for attribute in kind.attributes if attribute not in located]

    def fill_row(number: int, line: ItemLine) -> ItemsFormRow:
        stages = describe_stages(kind, line, items[line.item])
        without = (items[line.item].stages[name] for name, stage in stages.items() if stage.date and not stage.decision)
        return ItemsFormRow(
            number=str(number),
            item=line.item,
            location=find_location(located, line.attributes),
            attributes={attribute: line.attributes[attribute] for attribute in others},
            stages=stages,
            sources=_name_sources(milestone.evidence.source for milestone in without),
            expected={stage: by for stage, by in line.expected.items() if by and line.late[stage] is not None},
        )

    return ItemsForm(
        plan=report.plan,
        as_of=report.as_of,
        known=report.known,
        kind=report.kind,
        title=report.title,
        unit=find_count_unit(view, kind),
        stage=report.stage,
        missing=report.missing,
        by=report.by,
        located=bool(located),
        attributes=others,
        told=[stage for stage in kind.stages if _has_to_be_told(report.items, kind, stage)],
        groups=[
            ItemsFormGroup(
                write_roman(number), value, _sum_items(kind, lines), [fill_row(*line) for line in enumerate(lines, 1)]
            )
            for number, (value, lines) in enumerate(split_items(report), 1)
        ],
        sum=_sum_items(kind, report.items),
        withdrawn=len(report.withdrawn),
        uncertain=report.uncertain,
    )


def report_items(view: View, request: ItemsRequest) -> ItemsReport:
    """Return what `items` answers of the items that are asked for."""
    return items_report(view, request.kind, request.stages, request.missing, request.by)


def split_items(report: ItemsReport) -> list[tuple[AttributeValue | None, list[ItemLine]]]:
    """Return the items of each value of the attribute by which they are grouped; all in one group where none is."""
    by = report.by
    if by is None:
        return [(None, list(report.items))] if report.items else []
    return [(value, list(lines)) for value, lines in groupby(report.items, key=lambda line: line.attributes[by])]


def describe_stages(kind: Kind, line: ItemLine, item: Item) -> dict[str, FormStage]:
    """Return what is to be said of each stage of an item: one before a later one was passed, whoever knows when."""
    found: dict[str, FormStage] = {}
    is_passed = False
    for stage in reversed(kind.stages):
        date = line.stages[stage]
        is_passed = is_passed or date is not None
        found[stage] = FormStage(date, item.stages[stage].evidence.decision if date else None, is_passed)
    return {stage: found[stage] for stage in kind.stages}


def _has_to_be_told(lines: Sequence[ItemLine], kind: Kind, stage: str) -> bool:
    """Tell whether an item has a date of a stage, or has not come so far."""
    later = kind.stages[kind.stages.index(stage) :]
    return not lines or any(line.stages[stage] or not any(line.stages[one] for one in later) for line in lines)


def find_count_unit(view: View, kind: Kind) -> Title | None:
    """Return the unit in which the first target counts whole items of a kind; None where none does, or it has none."""
    return next((one.unit for one in view.plan.targets.values() if one.kind == kind.id and one.counts_whole), None)


def _sum_items(kind: Kind, lines: Sequence[ItemLine]) -> ItemsFormSum:
    reached = {stage: sum(line.stages[stage] is not None for line in lines) for stage in kind.stages}
    undated = {}
    for place, stage in enumerate(kind.stages):
        passed = sum(any(line.stages[one] is not None for one in kind.stages[place:]) for line in lines)
        undated[stage] = passed - reached[stage]
    return ItemsFormSum(len(lines), sum_attributes(kind, lines), reached, undated)


def _name_sources(sources: Iterable[str | None]) -> list[str]:
    """Return where something stands, each once: of an address the site, since a whole one fills a column alone."""
    return list(dict.fromkeys(_find_site(source) or source for source in sources if source))


def _find_site(source: str) -> str | None:
    try:
        return (urlsplit(source).hostname or "").removeprefix("www.")
    except ValueError:
        return None
