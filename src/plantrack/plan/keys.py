"""The keys of a plan file: tables of records, ids, keys that are the user's own, and attributes of a kind."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from plantrack.plan.dates import PartialDate
from plantrack.tuples import NamedTuple

LogTable = Literal["milestones", "measurements", "comments"]
LOG_TABLES: tuple[LogTable, ...] = ("milestones", "measurements", "comments")
# What the values of an attribute are, by the word of the plan file. To add one, name it here, say below what it can do,
# read it in store/read/tables (TOML; the quick way of store/read/columns knows these two alone) and store/read/cells
# (typed, and CSV), and let store/schemas/plan.json allow it.
AttributeType = Literal["text", "number"]
ATTRIBUTE_TYPES: tuple[AttributeType, ...] = get_args(AttributeType)
# A table of the log, and the number of the record in it, from 0.
Place = tuple[LogTable, int]
# Of each record the line of its header.
Lines = Mapping[Place, int]
# Of a record the texts of the user's own keys, by key.
OwnTexts = Mapping[str, str]
NO_OWN_TEXTS: OwnTexts = MappingProxyType({})


def is_own(key: str) -> bool:
    """Tell whether a key belongs to the user and is left alone."""
    return key.startswith("x-")


def is_id(word: str) -> bool:
    """Tell whether a word can be the id of a kind, a stage, a target or an attribute.

    >>> is_id("area_ha"), is_id("Cluster"), is_id("x-mine")
    (True, False, False)
    """
    parts = word.replace("_", "-").split("-")
    return word.isascii() and word == word.lower() and all(map(str.isalnum, parts)) and not is_own(word)


class Attribute(NamedTuple):
    """What a kind declares of an extra key of its records."""

    type: AttributeType
    since: PartialDate | None = None  # an exact day, as is the next: the first on which there is any; None: from ever
    until: PartialDate | None = None  # the last; None: for ever

    @property
    def is_number(self) -> bool:
        """Tell whether its values add up, and stand below each other by their digits."""
        return self.type == "number"

    @property
    def tells_apart(self) -> bool:
        """Tell whether two items with other values are known to be two: they are in two districts."""
        return self.type == "text"

    def exists_on(self, day: int) -> bool:
        """Tell whether there are values of it on a day: there are no districts after they were dissolved."""
        return (self.since is None or self.since.lo <= day) and (self.until is None or day <= self.until.lo)
