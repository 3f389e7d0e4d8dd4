"""The log read to its end: for each item and each target, the records that stand."""

from collections.abc import Iterable
from typing import TypeVar

from plantrack.plan.model import AttributeValue, Measurement, Milestone, Plan

Record = TypeVar("Record", Milestone, Measurement)


class Item:
    """One named work: its first spelling, its milestone of each stage as it stands, and its attributes."""

    __slots__ = ("attributes", "key", "kind", "name", "stages")

    def __init__(self, kind: str, key: str, name: str) -> None:
        self.kind = kind
        self.key = key
        self.name = name
        self.stages: dict[str, Milestone] = {}
        self.attributes: dict[str, AttributeValue] = {}

    def copy(self) -> "Item":
        """Return an item that can be changed without changing this one."""
        twin = Item(self.kind, self.key, self.name)
        twin.stages = dict(self.stages)
        twin.attributes = dict(self.attributes)
        return twin


class Ledger:
    """What stands at the end of the log.

    `items` are by kind and folded name, `measurements` by target and date as written. `replaced` holds, for a
    milestone or a total that was written more than once, every record of it but the one that stands, oldest first.
    """

    __slots__ = ("items", "measurements", "replaced")

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Item]] = {}
        self.measurements: dict[str, dict[str, Measurement]] = {}
        self.replaced: dict[tuple[str, ...], list[Milestone | Measurement]] = {}

    def copy(self, milestones: Iterable[Milestone]) -> "Ledger":
        """Return a ledger into which these milestones, and any measurements, can be entered without changing this."""
        twin = Ledger()
        twin.items = {kind: dict(items) for kind, items in self.items.items()}
        for kind, key in {(milestone.kind, milestone.key) for milestone in milestones}:
            known = twin.items.get(kind, {}).get(key)
            if known is not None:
                twin.items[kind][key] = known.copy()
        twin.measurements = {target: dict(totals) for target, totals in self.measurements.items()}
        twin.replaced = {key: list(records) for key, records in self.replaced.items()}
        return twin

    def enter_milestone(self, milestone: Milestone) -> None:
        """Let a milestone stand: it replaces the keys that it names of an earlier one of its item and stage."""
        items = self.items.setdefault(milestone.kind, {})
        item = items.get(milestone.key)
        if item is None:
            item = items[milestone.key] = Item(milestone.kind, milestone.key, milestone.item)
        earlier = item.stages.get(milestone.stage)
        if earlier is not None:
            self.replaced.setdefault((milestone.kind, milestone.key, milestone.stage), []).append(earlier)
            milestone = _merged(earlier, milestone)
        item.stages[milestone.stage] = milestone
        if milestone.attributes:
            item.attributes.update(milestone.attributes)

    def enter_measurement(self, measurement: Measurement) -> None:
        """Let a total stand: it replaces the keys that it names of an earlier one of its target and date."""
        totals = self.measurements.setdefault(measurement.target, {})
        earlier = totals.get(measurement.date.text)
        if earlier is not None:
            self.replaced.setdefault((measurement.target, measurement.date.text), []).append(earlier)
            measurement = _merged(earlier, measurement)
        totals[measurement.date.text] = measurement

    def item(self, kind: str, key: str) -> Item | None:
        """Return the item of this kind and folded name, or None."""
        return self.items.get(kind, {}).get(key)


def read(plan: Plan) -> Ledger:
    """Read the log of a plan to its end."""
    ledger = Ledger()
    for milestone in plan.milestones:
        ledger.enter_milestone(milestone)
    for measurement in plan.measurements:
        ledger.enter_measurement(measurement)
    return ledger


def _merged(earlier: Record, later: Record) -> Record:
    return later._replace(
        decision=earlier.decision if later.decision is None else later.decision,
        source=earlier.source if later.source is None else later.source,
        note=earlier.note if later.note is None else later.note,
    )
