"""What `items` answers: the works of a kind, and the date of each stage that they have reached."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Item, attributes
from plantrack.plan.model import WITHDRAWN, AttributeValue, Kind, Title
from plantrack.plan.reports.heading import PlanHeading, plan_heading
from plantrack.plan.view import View


class ItemLine(NamedTuple):
    """One work: the date, as written, of each stage that it has reached."""

    item: str
    stages: Mapping[str, str | None]
    withdrawn: str | None
    attributes: Mapping[str, AttributeValue | None]


class ItemGroup(NamedTuple):
    """The works with one value of an attribute; None for those without it."""

    value: AttributeValue | None
    total: int


class ItemsReport(NamedTuple):
    """The works of a kind that have reached one of `stage`, or still wait for `missing`.

    `groups` is None where they are not grouped. Those that were withdrawn stand apart, and count nowhere.
    """

    plan: PlanHeading
    as_of: str
    known: str | None
    kind: str
    title: Title
    stage: Sequence[str]
    missing: str | None
    by: str | None
    total: int
    groups: Sequence[ItemGroup] | None
    items: Sequence[ItemLine]
    withdrawn: Sequence[ItemLine]


def items_report(
    view: View,
    kind: Kind,
    stage: Sequence[str] = (),
    missing: str | None = None,
    by: str | None = None,
) -> ItemsReport:
    """Report the works of a kind that are known at the end of a date."""
    day = view.day
    own = attributes(view.plan.milestones)
    found: list[tuple[tuple[tuple[int, int], tuple[int, float, str]], ItemLine]] = []
    for item in view.ledger.items(kind.id):
        reached = {name: one.date for name, one in item.stages.items() if one.date.hi <= day}
        if reached and _is_wanted(kind, reached, stage, missing):
            line = _line(kind, item, reached, own.get((kind.id, item.key), {}))
            found.append(((_first(reached, stage), in_order(item.name)), line))
    found.sort(key=lambda one: one[0])
    shown = [line for _, line in found if line.withdrawn is None]
    withdrawn = [line for _, line in found if line.withdrawn is not None]
    groups = None
    if by is not None:
        shown.sort(key=lambda line: in_order(line.attributes[by]))
        counts: dict[AttributeValue | None, int] = {}
        for line in shown:
            counts[line.attributes[by]] = counts.get(line.attributes[by], 0) + 1
        groups = [ItemGroup(value, count) for value, count in counts.items()]
    return ItemsReport(
        plan_heading(view),
        view.day_text,
        view.known_text,
        kind.id,
        kind.title,
        list(stage),
        missing,
        by,
        len(shown),
        groups,
        shown,
        withdrawn,
    )


def _is_wanted(kind: Kind, reached: Mapping[str, PartialDate], stage: Sequence[str], missing: str | None) -> bool:
    if stage and not any(one in reached for one in stage):
        return False
    # Whoever is past a stage does not wait for it, though nobody recorded when it was reached.
    return missing is None or not any(one in reached for one in kind.stages[kind.stages.index(missing) :])


def _first(reached: Mapping[str, PartialDate], stages: Sequence[str]) -> tuple[int, int]:
    """Return when the first of these stages was reached; without stages all are alike."""
    return min(((reached[stage].hi, reached[stage].lo) for stage in stages if stage in reached), default=(0, 0))


def _line(kind: Kind, item: Item, reached: Mapping[str, PartialDate], own: Mapping[str, AttributeValue]) -> ItemLine:
    dates = {stage: reached[stage].text if stage in reached else None for stage in kind.stages}
    withdrawal = reached.get(WITHDRAWN)
    return ItemLine(
        item.name,
        dates,
        withdrawal.text if withdrawal else None,
        {attribute: own.get(attribute) for attribute in kind.attributes},
    )


def in_order(value: AttributeValue | None) -> tuple[int, float, str]:
    """Return what values of an attribute are sorted by: numbers, then texts by their letters, then none at all."""
    if value is None:
        return 2, 0, ""
    if isinstance(value, str):
        return 1, 0, names.without_accents(names.fold(value)) + " " + value
    return 0, value, ""
