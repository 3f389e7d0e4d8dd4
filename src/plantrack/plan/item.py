"""One item: what stands of it, and what it ever had."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import AttributeValue, Milestone
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


def fold_value(value: AttributeValue) -> AttributeValue:
    """Return what all spellings of a value of an attribute have in common; a number has but one."""
    return names.fold_name(value) if isinstance(value, str) else value
