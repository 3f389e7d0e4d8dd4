"""A plan as it stands in the file: kinds of works, targets, and the log of milestones and measurements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from plantrack.plan.dates import PartialDate

Number = int | float
Pace = Literal["linear", "none"]
AttributeType = Literal["text", "number"]
AttributeValue = str | int | float
# A table of the log, and the number of the record in it, from 0.
Place = tuple[Literal["milestones", "measurements"], int]
Lines = Mapping[Place, int]

WITHDRAWN = "withdrawn"
PERCENT = ("%", "percent")


class Title(NamedTuple):
    """What something is called, in English and in Vietnamese; written once, it is the same in both."""

    en: str
    vi: str


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
    decision: str | None
    source: str | None
    note: str | None


class Target(NamedTuple):
    """One promise. Without a kind it is measured, not counted; without a goal it is followed, not judged.

    `ordered_stages` are its stages in the order of the kind, in which an item passes through them.
    """

    id: str
    title: Title
    unit: Title | None
    kind: str | None
    stages: tuple[str, ...]
    ordered_stages: tuple[str, ...]
    baseline: Number | None
    goal: Number | None
    stretch: Number | None
    start: PartialDate
    due: PartialDate
    interim: tuple[Interim, ...]
    pace: Pace
    decision: str | None
    source: str | None
    note: str | None
    revised: tuple[Revision, ...]

    @property
    def is_percent(self) -> bool:
        """Tell whether its unit is percent, in whatever language."""
        return any(word.strip().casefold() in PERCENT for word in self.unit or ())


class Milestone(NamedTuple):
    """An item reached a stage on a date. `key` is the item's name folded, `position` its place among the milestones."""

    position: int
    kind: str
    key: str
    stage: str
    item: str
    date: PartialDate
    attributes: Mapping[str, AttributeValue]
    decision: str | None
    source: str | None
    note: str | None
    recorded: datetime | None

    @property
    def evidenced(self) -> bool:
        """Tell whether it names a decision or a source."""
        return bool(self.decision or self.source)

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
    decision: str | None
    source: str | None
    note: str | None
    recorded: datetime | None

    @property
    def evidenced(self) -> bool:
        """Tell whether it names a decision or a source."""
        return bool(self.decision or self.source)

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
