"""The log read to its end: for each item and each target, the records that stand."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from plantrack.plan.dates import PartialDate
from plantrack.plan.model import AttributeValue, ItemKey, Measurement, Milestone, Plan

Record = TypeVar("Record", Milestone, Measurement)


class Item(NamedTuple):
    """One named item as it stands at the end of the log."""

    kind: str
    key: str  # its folded name
    name: str  # its first spelling
    stages: Mapping[str, Milestone]  # by the stages that it has reached, withdrawn among them

    def dates(self) -> dict[str, PartialDate]:
        """Return the date of each stage that it has reached."""
        return {stage: milestone.date for stage, milestone in self.stages.items()}


class Ledger:
    """What stands at the end of the log."""

    __slots__ = ("measurements", "milestones", "names", "replaced")

    def __init__(self) -> None:
        # By kind, stage and folded name of the item.
        self.milestones: dict[str, dict[str, dict[str, Milestone]]] = {}
        # The first spelling of each item, by kind and folded name.
        self.names: dict[str, dict[str, str]] = {}
        # By target, and date as written.
        self.measurements: dict[str, dict[str, Measurement]] = {}
        # By identity, of what was written more than once: every record but the one that stands, oldest first.
        self.replaced: dict[tuple[str, ...], list[Milestone | Measurement]] = {}

    def copy(self) -> "Ledger":
        """Return a ledger into which records can be entered without changing this one."""
        twin = Ledger()
        twin.milestones = {
            kind: {stage: dict(milestones) for stage, milestones in stages.items()}
            for kind, stages in self.milestones.items()
        }
        twin.names = {kind: dict(names) for kind, names in self.names.items()}
        twin.measurements = {target: dict(totals) for target, totals in self.measurements.items()}
        twin.replaced = {key: list(records) for key, records in self.replaced.items()}
        return twin

    def standing(self, record: Milestone | Measurement) -> Milestone | Measurement | None:
        """Return the record of the same item and stage, or target and date, that stands."""
        if isinstance(record, Measurement):
            return self.measurements.get(record.target, {}).get(record.date.text)
        return self.milestones.get(record.kind, {}).get(record.stage, {}).get(record.key)

    def earlier(self, record: Milestone | Measurement) -> list[Milestone | Measurement]:
        """Return the records of the same item and stage, or target and date, that were replaced."""
        return self.replaced.get(record.identity, [])

    def item(self, kind: str, key: str) -> Item | None:
        """Return the item of this kind and folded name, or None."""
        name = self.names.get(kind, {}).get(key)
        return None if name is None else self._item(kind, key, name)

    def items(self, kind: str) -> Iterator[Item]:
        """Give the items of a kind in the order in which they are first named."""
        for key, name in self.names.get(kind, {}).items():
            yield self._item(kind, key, name)

    def _item(self, kind: str, key: str, name: str) -> Item:
        stages = self.milestones[kind].items()
        return Item(kind, key, name, {stage: milestones[key] for stage, milestones in stages if key in milestones})

    def enter_milestone(self, milestone: Milestone) -> None:
        """Let a milestone stand: it replaces the keys that it names of an earlier one of its item and stage."""
        kind, key, stage = milestone.kind, milestone.key, milestone.stage
        try:
            standing, names = self.milestones[kind][stage], self.names[kind]
        except KeyError:
            standing = self.milestones.setdefault(kind, {}).setdefault(stage, {})
            names = self.names.setdefault(kind, {})
        if key in standing:
            earlier = standing[key]
            self.replaced.setdefault((kind, key, stage), []).append(earlier)
            milestone = _merge(earlier, milestone)
        standing[key] = milestone
        if key not in names:
            names[key] = milestone.item

    def enter_measurement(self, measurement: Measurement) -> None:
        """Let a total stand: it replaces the keys that it names of an earlier one of its target and date."""
        totals = self.measurements.setdefault(measurement.target, {})
        earlier = totals.get(measurement.date.text)
        if earlier is not None:
            self.replaced.setdefault(measurement.identity, []).append(earlier)
            measurement = _merge(earlier, measurement)
        totals[measurement.date.text] = measurement


def read_ledger(plan: Plan) -> Ledger:
    """Read the log of a plan to its end."""
    ledger = Ledger()
    for milestone in plan.milestones:
        ledger.enter_milestone(milestone)
    for measurement in plan.measurements:
        ledger.enter_measurement(measurement)
    return ledger


def forget_later(plan: Plan, day: int) -> Plan:
    """Return a plan as it was known at the end of a day: what a hand wrote without `recorded` was always known."""

    def known(record: Milestone | Measurement) -> bool:
        return record.recorded is None or record.recorded.toordinal() <= day

    milestones, measurements = filter(known, plan.milestones), filter(known, plan.measurements)
    return plan._replace(milestones=list(milestones), measurements=list(measurements))


def attributes_by_item(milestones: Iterable[Milestone]) -> dict[ItemKey, dict[str, AttributeValue]]:
    """Return the attributes of each item that has any: the last value of each holds."""
    found: dict[ItemKey, dict[str, AttributeValue]] = {}
    for milestone in milestones:
        if milestone.attributes:
            found.setdefault(milestone.item_key, {}).update(milestone.attributes)
    return found


def _merge(earlier: Record, later: Record) -> Record:
    """Return the later record with what the earlier one says beyond it."""
    merged = later
    # A new figure does not stand on the old paper.
    if not _says_otherwise(earlier, later):
        merged = later._replace(evidence=later.evidence.added_to(earlier.evidence))
    if isinstance(earlier, Milestone) and isinstance(merged, Milestone):
        return merged._replace(attributes={**earlier.attributes, **merged.attributes})
    return merged


def _says_otherwise(earlier: Record, later: Record) -> bool:
    """Tell whether a record changes a value, or a date more than to narrow it."""
    if isinstance(earlier, Measurement) and isinstance(later, Measurement):
        return later.value != earlier.value
    return not earlier.date.contains(later.date)
