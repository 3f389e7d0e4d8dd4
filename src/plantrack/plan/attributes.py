"""Attributes: the extra keys that a kind declares for its records, and what their values can do."""

from enum import StrEnum
from typing import NamedTuple

from plantrack.plan.dates import PartialDate


class AttributeType(StrEnum):
    """What the values of an attribute are, by the word of the plan file. What each can do is asked of it.

    To add one, name it here, read it in store/read/tables (TOML; the quick way of store/read/records knows these two
    alone) and store/read/cells (typed, and CSV), and let store/schemas/plan.json allow it.
    """

    TEXT = "text"
    NUMBER = "number"

    @property
    def is_number(self) -> bool:
        """Tell whether its values add up, and stand below each other by their digits."""
        return self is AttributeType.NUMBER

    @property
    def tells_apart(self) -> bool:
        """Tell whether two items with other values are known to be two: they are in two districts."""
        return self is AttributeType.TEXT


class Attribute(NamedTuple):
    """What a kind declares of an extra key of its records."""

    type: AttributeType
    since: PartialDate | None = None  # an exact day, as is the next: the first on which there is any; None: from ever
    until: PartialDate | None = None  # the last; None: for ever

    def exists_on(self, day: int) -> bool:
        """Tell whether there are values of it on a day: there are no districts after they were dissolved."""
        return (self.since is None or self.since.lo <= day) and (self.until is None or day <= self.until.lo)
