"""A plan as it stands in the file: kinds of works, targets, and the log of milestones and measurements."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from plantrack.plan.dates import PartialDate

Number = int | float
Pace = Literal["linear", "none"]
AttributeValue = str | int | float
# A table of the log, and the number of the record in it, from 0.
LogTable = Literal["milestones", "measurements"]
LOG_TABLES: tuple[LogTable, ...] = ("milestones", "measurements")
Place = tuple[LogTable, int]
Lines = Mapping[Place, int]
# A kind and the folded name of one of its items.
ItemKey = tuple[str, str]

WITHDRAWN = "withdrawn"

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)


def is_own(key: str) -> bool:
    """Tell whether a key belongs to the user and is left alone."""
    return key.startswith("x-")


def is_id(word: str) -> bool:
    """Tell whether a word can be the id of a kind, a stage, a target or an attribute.

    >>> is_id("area_ha"), is_id("Cluster"), is_id("x-mine")
    (True, False, False)
    """
    return _ID.fullmatch(word) is not None and not is_own(word)


class AttributeType(StrEnum):
    """What the values of an attribute are, by the word of the plan file. What each can do is asked of it."""

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


class Evidence(NamedTuple):
    """Where something is written down. Its fields are the keys of the plan file, in their order."""

    decision: str | None = None  # the number of a document: 2797/QĐ-UBND
    source: str | None = None  # a link
    note: str | None = None  # says something, but proves nothing

    @property
    def is_given(self) -> bool:
        """Tell whether there is a decision or a source."""
        return bool(self.decision or self.source)

    def given(self) -> dict[str, str]:
        """Return what is there, by its key."""
        return {key: text for key, text in zip(self._fields, self, strict=True) if text is not None}

    def added_to(self, earlier: "Evidence") -> "Evidence":
        """Return this evidence, and of earlier evidence what it leaves out."""
        return Evidence(*(before if now is None else now for now, before in zip(self, earlier, strict=True)))


class Title(NamedTuple):
    """What something is called, in English and in Vietnamese; written once, it is the same in both."""

    en: str
    vi: str

    def __str__(self) -> str:
        """Return it in English: the one place that chooses a language."""
        return self.en

    def is_called(self, typed: str) -> bool:
        """Tell whether someone typed it, in either language and in any case."""
        return typed.casefold() in (self.en.casefold(), self.vi.casefold())


class Kind(NamedTuple):
    """A class of works that pass through the same stages, in order."""

    id: str
    title: Title
    stages: tuple[str, ...]
    attributes: Mapping[str, AttributeType]
    labels: Mapping[str, Title]

    def known_stages(self) -> tuple[str, ...]:
        """Return the stages that a milestone of this kind may name."""
        return (*self.stages, WITHDRAWN)


class Interim(NamedTuple):
    """A goal on the way."""

    by: PartialDate
    goal: Number


class Revision(NamedTuple):
    """A later decision on a promise, in force from a day on. What it leaves out is None, and stays as it was."""

    since: PartialDate
    goal: Number | None
    due: PartialDate | None
    stretch: Number | None
    evidence: Evidence


class Target(NamedTuple):
    """One promise. Without a kind it is measured, not counted; without a goal it is followed, not judged."""

    id: str
    title: Title
    unit: str | None
    kind: str | None
    stages: tuple[str, ...]
    baseline: Number | None
    goal: Number | None
    stretch: Number | None
    start: PartialDate
    due: PartialDate
    interim: tuple[Interim, ...]
    pace: Pace
    evidence: Evidence
    revised: tuple[Revision, ...]


class Milestone(NamedTuple):
    """An item reached a stage on a date. `key` is the item's name folded, `position` its place among the milestones."""

    position: int
    kind: str
    key: str
    stage: str
    item: str
    date: PartialDate
    attributes: Mapping[str, AttributeValue]
    evidence: Evidence
    recorded: datetime | None

    @property
    def item_key(self) -> ItemKey:
        """Return which item it is of, under whatever spelling."""
        return self.kind, self.key

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what a later record has in common with it that replaces the keys that it names."""
        return self.kind, self.key, self.stage

    @property
    def place(self) -> Place:
        """Return its place in the file."""
        return "milestones", self.position


class Measurement(NamedTuple):
    """A total of one target that was true on a date. `position` is its place among the measurements."""

    position: int
    target: str
    date: PartialDate
    value: Number
    evidence: Evidence
    recorded: datetime | None

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what a later record has in common with it that replaces the keys that it names."""
        return self.target, self.date.text

    @property
    def place(self) -> Place:
        """Return its place in the file."""
        return "measurements", self.position


class Plan(NamedTuple):
    """What the file says: the promises, and the log in the order in which it was written."""

    title: Title
    start: PartialDate
    end: PartialDate
    kinds: Mapping[str, Kind]
    targets: Mapping[str, Target]
    milestones: Sequence[Milestone]
    measurements: Sequence[Measurement]

    def records(self) -> list[Milestone | Measurement]:
        """Return the whole log: the milestones, then the measurements."""
        return [*self.milestones, *self.measurements]
