"""One item: what stands of it, and what it ever had."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import CHANGED, AttributeValue, Measurement, Milestone, Record
from plantrack.plan.sentences import say

MERGER_HINT = say("where two become one, the one that goes on is changed, and the other one is withdrawn")


class Item(NamedTuple):
    """One named item as it stands at the end of the log."""

    kind: str
    key: str  # the name under which it was first called, folded
    name: str  # how it is called on the day that is asked about
    stages: Mapping[str, Milestone]  # by the stages that it has reached, withdrawn among them
    changes: Sequence[Milestone] = ()  # what it got of names and attributes, in the order of the dates

    def dates(self) -> dict[str, PartialDate]:
        """Return the date of each stage that it has reached."""
        return {stage: milestone.date for stage, milestone in self.stages.items()}

    def records(self) -> list[Milestone]:
        """Return all that stands of it: the stages that it has reached, then the changes."""
        return [*self.stages.values(), *self.changes]

    def values(self) -> dict[str, set[AttributeValue]]:
        """Return all values that it ever had of each attribute; texts are folded."""
        found: dict[str, set[AttributeValue]] = {}
        for record in self.records():
            for name, value in record.attributes.items():
                found.setdefault(name, set()).add(fold_value(value))
        return found

    def is_known_on(self, day: int) -> bool:
        """Tell whether anything of it is certain by a day."""
        return any(record.date.hi <= day for record in self.records())


class ItemNames(NamedTuple):
    """How one item is called."""

    days: Sequence[int]  # the last day of each change that gives a name, in their order
    names: Sequence[str]  # the name that each of them gives
    spelled: dict[str, str]  # all names that it ever had, by their folded form, each as it was first spelled


def list_item_names(first: str, changes: Sequence[Milestone], said: Sequence[Record]) -> ItemNames:
    """Return how an item is called that had a first name: `said` are its changes in the order of the file."""
    spelled = {names.fold_name(first): first}
    for record in said:
        if isinstance(record, Milestone) and record.name is not None:
            spelled.setdefault(names.fold_name(record.name), record.name)
    named = [(change.date.hi, spelled[names.fold_name(change.name)]) for change in changes if change.name is not None]
    return ItemNames([day for day, _ in named], [name for _, name in named], spelled)


def fold_value(value: AttributeValue) -> AttributeValue:
    """Return what all spellings of a value of an attribute have in common; a number has but one."""
    return names.fold_name(value) if isinstance(value, str) else value


def says_otherwise(earlier: Record, later: Record) -> bool:
    """Tell whether a record changes a value, or a date more than to narrow it; or what a change says."""
    if isinstance(earlier, Measurement) or isinstance(later, Measurement):
        return isinstance(earlier, Measurement) and isinstance(later, Measurement) and later.value != earlier.value
    if later.stage != CHANGED:
        return not earlier.date.contains(later.date)
    was, now = earlier.of_item, later.of_item
    return any(fold_value(was[key]) != fold_value(value) for key, value in now.items() if key in was)
