"""A plan as it stands in the file: kinds of items, targets, and the log of milestones, measurements and comments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from unicodedata import normalize

from plantrack.plan.dates import PartialDate
from plantrack.plan.keys import NO_OWN_TEXTS, Attribute, OwnTexts, Place
from plantrack.tuples import NamedTuple

Number = int | float
Pace = Literal["linear", "none"]
AttributeValue = str | int | float
# A kind and the folded name under which one of its items was first called.
ItemKey = tuple[str, str]
# What two records have in common of which the later one replaces the keys that it names.
Identity = tuple[str | int, ...]

# The stages that every kind has besides its own.
WITHDRAWN = "withdrawn"
CHANGED = "changed"
# What a change may say besides, as it may say each attribute.
NAME_KEY = "name"
# By when a stage is to be reached.
EXPECTED_KEY = "expected"
PERCENT = ("%", "percent", "phần trăm")


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
        """Return this evidence, and of earlier evidence what it leaves out.

        >>> Evidence(source="https://example.org").added_to(Evidence(decision="1/QĐ", source="a letter"))
        Evidence(decision='1/QĐ', source='https://example.org', note=None)
        """
        return Evidence(*(before if now is None else now for now, before in zip(self, earlier, strict=True)))


class Title(NamedTuple):
    """What something is called, in English and in Vietnamese; written once, it is the same in both."""

    en: str
    vi: str

    def __str__(self) -> str:
        """Return it in English: the one place that chooses a language."""
        return self.en


class Kind(NamedTuple):
    """A class of items that pass through the same stages, in order."""

    id: str
    title: Title
    stages: tuple[str, ...]  # without those that every kind has
    attributes: Mapping[str, Attribute]  # the extra keys that milestones of its items may have
    labels: Mapping[str, Title]  # of stages and attributes, where they are called otherwise than their ids
    prefixes: tuple[str, ...] = ()  # words that may stand before the name of an item, and mean nothing

    def known_stages(self) -> tuple[str, ...]:
        """Return the stages that a milestone of this kind may name."""
        return (*self.stages, WITHDRAWN, CHANGED)


class Interim(NamedTuple):
    """A goal on the way."""

    by: PartialDate  # an exact day
    goal: Number


class Revision(NamedTuple):
    """A later decision on a promise, in force from a day on."""

    since: PartialDate  # an exact day
    goal: Number | None  # None: it stays as it was
    due: PartialDate | None  # None: it stays as it was
    stretch: Number | None  # None: it stays as it was, or is gone where there is a new goal
    evidence: Evidence


class Target(NamedTuple):
    """One promise, as it was before any revision."""

    id: str
    title: Title
    unit: Title | None  # None: it has none
    group: Title | None  # the heading under which it stands; None: none, as is the next
    owner: Title | None  # who answers for it
    kind: str | None  # of the items that it counts; None: it is measured, not counted
    stages: tuple[str, ...]  # it counts what has reached one of them; empty: it is measured
    ordered_stages: tuple[str, ...]  # the same in the order of the kind, in which an item passes through them
    sum: str | None  # the attribute that an item weighs; None: it weighs 1, or the target is measured
    baseline: Number | None  # the total on the eve of the start; None: unknown, and there is no goal
    goal: Number | None  # None: it is followed, not judged
    stretch: Number | None  # the upper end of a goal that is a range; None: it is none
    start: PartialDate  # an exact day, as is the next: its own, or the plan's
    due: PartialDate
    interim: tuple[Interim, ...]  # in the order of their days
    pace: Pace  # none: nothing is expected before the due date
    evidence: Evidence  # of the promise itself
    revised: tuple[Revision, ...]  # in the order of their days

    @property
    def counts_whole(self) -> bool:
        """Tell whether it counts whole items: it is neither measured nor a sum."""
        return self.kind is not None and self.sum is None

    @property
    def is_percent(self) -> bool:
        """Tell whether its unit is percent, in whatever language."""
        return any(normalize("NFC", word).strip().casefold() in PERCENT for word in self.unit or ())


class Milestone(NamedTuple):
    """An item reached a stage on a date; or, where the stage is `changed`, got another name or other attributes."""

    position: int  # among the milestones of the file, from 0
    kind: str
    key: str  # the name under which the item was first called, folded: whatever this record calls it
    stage: str
    item: str  # its name, as this record spells it
    name: str | None  # that a change gives it from its date on; None: it keeps the one that it has
    date: PartialDate
    attributes: Mapping[str, AttributeValue]  # those that this record gives
    evidence: Evidence
    recorded: datetime | None  # with its offset; None: a hand wrote it
    own: OwnTexts = NO_OWN_TEXTS  # of keys that begin with x-
    expected: PartialDate | None = None  # by when it was to reach it; None: nobody said

    @property
    def of_item(self) -> dict[str, AttributeValue]:
        """Return what it says of its item: the name that it gives, and attributes, by their keys."""
        return {**({} if self.name is None else {NAME_KEY: self.name}), **self.attributes}

    @property
    def item_key(self) -> ItemKey:
        """Return which item it is of, under whatever spelling."""
        return self.kind, self.key

    @property
    def identity(self) -> Identity:
        """Return what a later record has in common with it that replaces the keys that it names."""
        if self.stage == CHANGED:
            return self.kind, self.key, self.stage, self.date.lo, self.date.hi
        return self.kind, self.key, self.stage

    @property
    def place(self) -> Place:
        """Return its place in the file."""
        return "milestones", self.position


class Expectation(NamedTuple):
    """By when an item is to reach a stage that it has not reached: it counts nowhere, and is no milestone."""

    position: int  # among the milestones of the file, from 0, between which it stands
    kind: str
    key: str  # as that of a milestone
    stage: str  # one of its kind's own
    item: str  # its name, as this record spells it
    expected: PartialDate
    attributes: Mapping[str, AttributeValue]  # those that this record gives: they hold from ever
    evidence: Evidence  # of what is expected, never of what happens then
    recorded: datetime | None  # with its offset; None: a hand wrote it
    own: OwnTexts = NO_OWN_TEXTS  # of keys that begin with x-

    @property
    def name(self) -> None:
        """Return that it gives its item no name."""

    @property
    def of_item(self) -> dict[str, AttributeValue]:
        """Return what it says of its item, by its keys."""
        return {**self.attributes}

    @property
    def item_key(self) -> ItemKey:
        """Return which item it is of, under whatever spelling."""
        return self.kind, self.key

    @property
    def identity(self) -> Identity:
        """Return what a later record has in common with it that replaces the keys that it names."""
        return self.kind, self.key, self.stage

    @property
    def place(self) -> Place:
        """Return its place in the file."""
        return "milestones", self.position


class Measurement(NamedTuple):
    """A total of one target that was true on a date."""

    position: int  # among the measurements of the file, from 0
    target: str
    date: PartialDate
    value: Number
    evidence: Evidence
    recorded: datetime | None  # with its offset; None: a hand wrote it
    own: OwnTexts = NO_OWN_TEXTS  # of keys that begin with x-

    @property
    def identity(self) -> Identity:
        """Return what a later record has in common with it that replaces the keys that it names."""
        return self.target, self.date.lo, self.date.hi

    @property
    def place(self) -> Place:
        """Return its place in the file."""
        return "measurements", self.position


class Comment(NamedTuple):
    """Why a target or an item stands as it does on a date, and what is asked of whom. It counts nothing."""

    position: int  # among the comments of the file, from 0
    target: str | None  # None: it is of an item, of which the next three are; else they are None
    kind: str | None
    key: str | None  # as that of a milestone
    item: str | None  # its name, as this record spells it
    date: PartialDate
    text: str
    ask: str | None  # None: nothing is said of it; empty: nothing is asked any more
    evidence: Evidence
    recorded: datetime | None  # with its offset; None: a hand wrote it
    own: OwnTexts = NO_OWN_TEXTS  # of keys that begin with x-

    @property
    def said(self) -> dict[str, str]:
        """Return what it says, by the keys of the plan file."""
        return {"text": self.text} | ({} if self.ask is None else {"ask": self.ask})

    @property
    def subject(self) -> tuple[str, ...]:
        """Return of what it is: the id of a target, or the kind and the key of an item."""
        return (self.target or "",) if self.kind is None or self.key is None else (self.kind, self.key)

    @property
    def identity(self) -> Identity:
        """Return what a later record has in common with it that replaces the keys that it names."""
        return "", *self.subject, self.date.lo, self.date.hi

    @property
    def place(self) -> Place:
        """Return its place in the file."""
        return "comments", self.position


# A record of an item: of what it has reached, or what changed of it, or of what it is to reach.
ItemRecord = Milestone | Expectation
# A record of what happened, was counted or was said on a date.
DatedRecord = Milestone | Measurement | Comment
# What the log consists of.
Record = ItemRecord | Measurement | Comment


class Plan(NamedTuple):
    """What the file says: the promises, and the log in the order in which it was written."""

    title: Title
    start: PartialDate  # an exact day, as is the next
    end: PartialDate
    kinds: Mapping[str, Kind]  # by their ids, in the order of the file, as are the targets
    targets: Mapping[str, Target]
    milestones: Sequence[ItemRecord]  # as they stand in their table of the file
    measurements: Sequence[Measurement]
    comments: Sequence[Comment]
    # Of each item that got another name, under which names it is found: the folded name, and the key of the item. Who
    # is who is told by the whole file, also where only what was known on a day is looked at.
    renamed: Mapping[ItemKey, str]

    def records(self) -> list[Record]:
        """Return the whole log, table by table."""
        return [*self.milestones, *self.measurements, *self.comments]


def find_date(record: Record) -> PartialDate | None:
    """Return when what a record says happened; None where it is only expected."""
    return None if isinstance(record, Expectation) else record.date
