"""What `items` answers: the items of a kind, and the date of each stage that they have reached."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from unicodedata import normalize

from plantrack.plan.arithmetic.exact import add_numbers
from plantrack.plan.arithmetic.expected import find_open_of_item
from plantrack.plan.dates import PartialDate
from plantrack.plan.item import Item
from plantrack.plan.model import PERCENT, WITHDRAWN, AttributeValue, Kind, Number, Title
from plantrack.plan.naming.values import unify_attribute
from plantrack.plan.naming.words import NO_NAME, order_name
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

# Numbers before texts before none at all; the number; the text.
ValueOrder = tuple[float | str, ...]
# The last and the first day that the date may mean, and the name.
ItemOrder = tuple[float | str, ...]


class ItemLine(NamedTuple):
    """One item."""

    item: str  # its name
    stages: Mapping[str, str | None]  # the date of each stage, as written; None: not reached
    withdrawn: str | None  # the date, as written; None: it was not
    expected: Mapping[str, str | None]  # by when it is, or was, to reach each stage, as written; None: nobody says
    late: Mapping[str, int | None]  # of each stage that it is still to reach the days since that; None: it is not
    attributes: Mapping[str, AttributeValue | None]  # all that its kind has; None: not known


class AttributeSum(NamedTuple):
    """What the values of a number attribute make together."""

    sum: Number | None  # exact to the last digit that is written; None: no item has a value
    without: int  # items that have none, and so are not in the sum


class ItemGroup(NamedTuple):
    """The items with one value of an attribute."""

    value: AttributeValue | None  # None: those without it
    total: int
    sums: Mapping[str, AttributeSum]  # by the number attributes of the kind that add up


class ExpectedCount(NamedTuple):
    """How many of the items have reached a stage, and of how many it is known by when they are to."""

    reached: int  # it or a later one
    expected: int  # of the others those with an expected date
    late: int  # of these those whose date is over
    without: int  # those without one


class UncertainDate(NamedTuple):
    """A date that is known in part and not over: what it says of an item counts only once it is certain."""

    item: str  # its name
    stage: str
    date: str  # as written


class ItemsReport(NamedTuple):
    """The items of a kind. Those that were withdrawn stand apart, and count nowhere."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    kind: str
    title: Title  # of the kind
    stage: Sequence[str]  # one of which each item has reached; empty: any
    missing: str | None  # the stage for which each item still waits; None: any
    by: str | None  # the attribute by which they are grouped; None: they are not
    total: int  # without those that were withdrawn
    sums: Mapping[str, AttributeSum] | None  # of all of them, by number attribute; None: they are not grouped
    groups: Sequence[ItemGroup] | None  # None: they are not grouped
    expected: Mapping[str, ExpectedCount]  # by the stages of which anything is expected; of the items alone
    items: Sequence[ItemLine]
    withdrawn: Sequence[ItemLine]
    uncertain: Sequence[UncertainDate]  # of all items of the kind; JSON leaves it out


def items_report(
    view: View,
    kind: Kind,
    stage: Sequence[str] = (),
    missing: str | None = None,
    by: str | None = None,
) -> ItemsReport:
    """Report the items of a kind that are known at the end of a date."""
    # 1. What each item that is wanted has reached by the day, in order.
    found: list[tuple[ItemOrder, ItemLine]] = []
    # Of most items nothing is expected, and one table without anything serves them all.
    is_expected = any(map(attrgetter("expected"), view.ledger.all_records_of(kind.id)))
    none = dict.fromkeys(kind.stages)
    blank = ItemLine("", none, None, none, none, dict.fromkeys(kind.attributes))
    for item in view.ledger.items(kind.id, view.day):
        reached = {name: milestone.date for name, milestone in item.stages.items() if milestone.date.hi <= view.day}
        if (reached or item.is_known_on(view.day)) and _is_wanted(kind, reached, stage, missing):
            own = view.ledger.attributes_on(item, kind, view.day)
            line = _describe_item(item, reached, own, blank)
            if is_expected and (item.expectations or any(map(attrgetter("expected"), item.stages.values()))):
                line = _add_expected(view, kind, item, line)
            found.append(((*_first_reached(reached, stage), *value_order(item.name)), line))
    lines = [line for _, line in sorted(found, key=lambda ordered: ordered[0])]
    # 2. What was withdrawn is not counted.
    shown = [line for line in lines if line.withdrawn is None]
    # 3. Groups in the order of their values, the items of each in the order above.
    groups = None
    if by is not None:
        groups, shown = _group_items(kind, shown, by, unify_attribute(view.plan, by))
    return ItemsReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        kind=kind.id,
        title=kind.title,
        stage=list(stage),
        missing=missing,
        by=by,
        total=len(shown),
        sums=None if by is None else sum_attributes(kind, shown),
        groups=groups,
        expected={stage: count for stage in kind.stages if (count := _count_expected(kind, shown, stage))},
        items=shown,
        withdrawn=[line for line in lines if line.withdrawn is not None],
        uncertain=find_uncertain_dates(view, kind),
    )


def find_uncertain_dates(view: View, kind: Kind) -> list[UncertainDate]:
    """Return the dates of items of a kind that may mean a day that has passed and may mean one that has not."""
    # Most dates are known to the day.
    keys = {record.key for record in view.ledger.records_of(kind.id) if record.date.straddles(view.day)}
    called = {key: name for key, name in view.ledger.names_on(kind.id, view.day).items() if key in keys}
    return [
        UncertainDate(item.name, record.stage, record.date.text)
        for item in view.ledger.named_items(kind.id, called)
        for record in item.records()
        if record.date.straddles(view.day)
    ]


def _group_items(
    kind: Kind, lines: Sequence[ItemLine], by: str, spelled: Mapping[AttributeValue, str]
) -> tuple[list[ItemGroup], list[ItemLine]]:
    """Return groups of one value each, however it is `spelled`, and the items in their order."""

    ordered = []
    for line in lines:
        value = line.attributes[by]
        if value is not None and value in spelled:
            line = line._replace(attributes={**line.attributes, by: spelled[value]})
        ordered.append(line)
    ordered.sort(key=lambda line: value_order(line.attributes[by]))
    members = groupby(ordered, key=lambda line: line.attributes[by])
    return [_describe_group(kind, value, list(own)) for value, own in members], ordered


def _is_wanted(kind: Kind, reached: Mapping[str, PartialDate], stage: Sequence[str], missing: str | None) -> bool:
    if stage and not any(name in reached for name in stage):
        return False
    # Whoever is past a stage does not wait for it, though nobody recorded when it was reached.
    return missing is None or not any(name in reached for name in kind.stages[kind.stages.index(missing) :])


def _first_reached(reached: Mapping[str, PartialDate], stages: Sequence[str]) -> tuple[int, int]:
    """Return when the first of these stages was reached; without stages all are alike."""
    return min(((reached[stage].hi, reached[stage].lo) for stage in stages if stage in reached), default=(0, 0))


def _describe_item(
    item: Item, reached: Mapping[str, PartialDate], own: Mapping[str, AttributeValue], blank: ItemLine
) -> ItemLine:
    """Return the line of an item, given the one of an item of its kind of which nothing is known."""
    dates = {stage: date.text for stage, date in reached.items()}
    withdrawn = dates.pop(WITHDRAWN, None)
    return ItemLine(
        item=item.name,
        stages={**blank.stages, **dates},
        expected=blank.expected,
        late=blank.late,
        withdrawn=withdrawn,
        attributes={**blank.attributes, **own},
    )


def _add_expected(view: View, kind: Kind, item: Item, line: ItemLine) -> ItemLine:
    """Return the line of an item with by when it is to reach each stage, or was to where it has, and how late it is."""
    open_ones = {one.stage: one for one in find_open_of_item(view.ledger, kind, item, view.day)}
    expected = dict(line.expected)
    for stage in kind.stages:
        reached = item.stages.get(stage)
        if stage in open_ones:
            expected[stage] = open_ones[stage].expected.text
        elif line.stages[stage] is not None and reached is not None and reached.expected is not None:
            expected[stage] = reached.expected.text
    return line._replace(expected=expected, late={**line.late, **{stage: one.late for stage, one in open_ones.items()}})


def _count_expected(kind: Kind, items: Sequence[ItemLine], stage: str) -> ExpectedCount | None:
    """Return how many items have reached a stage, and how many are to; None where nothing is expected of any."""
    days = [late for line in items if (late := line.late[stage]) is not None]
    if not days:
        return None
    later = kind.stages[kind.stages.index(stage) :]
    reached = sum(any(line.stages[one] is not None for one in later) for line in items)
    return ExpectedCount(reached, len(days), sum(late > 0 for late in days), len(items) - reached - len(days))


def _describe_group(kind: Kind, value: AttributeValue | None, members: Sequence[ItemLine]) -> ItemGroup:
    return ItemGroup(value, len(members), sum_attributes(kind, members))


def sum_attributes(kind: Kind, items: Sequence[ItemLine]) -> dict[str, AttributeSum]:
    """Return what the values of each number attribute of a kind make together; percentages make nothing."""
    sums = {}
    for attribute, declared in kind.attributes.items():
        if declared.is_number and not _is_percent(kind, attribute):
            values = [line.attributes[attribute] for line in items]
            known = [value for value in values if isinstance(value, int | float)]
            sums[attribute] = AttributeSum(add_numbers(known) if known else None, len(values) - len(known))
    return sums


def _is_percent(kind: Kind, attribute: str) -> bool:
    """Tell whether an attribute is called a percentage, in its id or in a label, in whatever language."""
    texts = [normalize("NFC", text).casefold() for text in (attribute, *kind.labels.get(attribute, ()))]
    return any(word in text for word in PERCENT for text in texts)


def value_order(value: AttributeValue | None) -> ValueOrder:
    """Return what values of an attribute are sorted by: numbers, then texts as names are, then none at all."""
    if value is None:
        return 2, 0, *NO_NAME
    if isinstance(value, str):
        return 1, 0, *order_name(value)
    return 0, value, *NO_NAME
