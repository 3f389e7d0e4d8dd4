"""One item: what stands of it, what it ever had, and what a record of it takes over from an earlier one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import (
    CHANGED,
    AttributeValue,
    Comment,
    Expectation,
    Identity,
    ItemRecord,
    Measurement,
    Milestone,
    Record,
    find_date,
)
from plantrack.plan.sentences import say
from plantrack.tuples import NamedTuple

Replacing = TypeVar("Replacing", Milestone, Expectation, Measurement, Comment)
MERGER_HINT = say("where two become one, the one that goes on is changed, and the other one is withdrawn")

# The first and the last day of a date: what tells changes of one item apart, and totals of one target.
Span = tuple[int, int]
# By kind, stage and key of the item.
Stages = dict[str, dict[str, dict[str, Replacing]]]
# Of records that were written more than once, where in the file each attribute was written last.
Written = Mapping[Identity, Mapping[str, int]]
NOTHING_EXPECTED: Mapping[str, Expectation] = MappingProxyType({})


class Item(NamedTuple):
    """One named item as it stands at the end of the log."""

    kind: str
    key: str  # the name under which it was first called, folded
    name: str  # how it is called on the day that is asked about
    stages: Mapping[str, Milestone]  # by the stages that it has reached, withdrawn among them
    changes: Sequence[Milestone] = ()  # what it got of names and attributes, in the order of the dates
    expectations: Mapping[str, Expectation] = NOTHING_EXPECTED  # by the stages of which it is only known by when

    def dates(self) -> dict[str, PartialDate]:
        """Return the date of each stage that it has reached."""
        return {stage: milestone.date for stage, milestone in self.stages.items()}

    def records(self) -> list[Milestone]:
        """Return what happened to it: the stages that it has reached, then the changes."""
        return [*self.stages.values(), *self.changes]

    def all_records(self) -> list[ItemRecord]:
        """Return all that stands of it: what happened to it, then what is expected of it."""
        return [*self.records(), *self.expectations.values()]

    def find_expected(self, stage: str) -> ItemRecord | None:
        """Return the record that says by when it is or was to reach a stage; None where nobody said."""
        reached = self.stages.get(stage)
        return reached if reached is not None and reached.expected is not None else self.expectations.get(stage)

    def values(self) -> dict[str, set[AttributeValue]]:
        """Return all values that it ever had of each attribute; texts are folded."""
        found: dict[str, set[AttributeValue]] = {}
        for record in self.all_records():
            for name, value in record.attributes.items():
                found.setdefault(name, set()).add(fold_value(value))
        return found

    def values_on(self, day: int, written: Written) -> dict[str, AttributeValue]:
        """Return the value of each attribute on a day. `written` tells where it was written that a record gives.

        Each is that of the latest record by the day, of ever where it has no date; else of the first one after the day.
        """
        records = [record for record in self.all_records() if record.attributes]
        found: dict[str, AttributeValue] = {}
        for record in records:
            found |= record.attributes
        # Of most items nobody ever said otherwise.
        if all(record.attributes.items() <= found.items() for record in records):
            return found
        told = []
        for record in records:
            hi, lo = order_in_time(record)
            # Most plans say nothing twice.
            places = written.get(record.identity, {}) if written else {}
            for name, value in record.attributes.items():
                told.append((hi, lo, places.get(name, record.position), name, value))
        found = {}
        for hi, _, _, name, value in sorted(told):
            if hi <= day or name not in found:
                found[name] = value
        return found

    def value_on(self, name: str, day: int, written: Written) -> AttributeValue | None:
        """Return the value of one attribute on a day; None where it has none."""
        given = [record.attributes[name] for record in self.all_records() if name in record.attributes]
        # Of most items nobody ever said otherwise.
        if given and given.count(given[0]) == len(given):
            return given[0]
        return self.values_on(day, written).get(name) if given else None

    def is_known_on(self, day: int) -> bool:
        """Tell whether anything of it is certain by a day; what is expected of it is known on every day."""
        if self.expectations:
            return True
        for milestone in self.stages.values():
            if milestone.expected is not None or milestone.date.hi <= day:
                return True
        return any(change.date.hi <= day for change in self.changes)


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


def list_first_names(records: Iterable[ItemRecord]) -> dict[str, dict[str, str]]:
    """Return the first spelling of the first name of each item of a log, by kind and key."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for record in records:
        called = found[record.kind]
        if record.key not in called:
            called[record.key] = record.item
    return dict(found)


def part_said_once(records: Sequence[ItemRecord]) -> tuple[Stages[Milestone], list[ItemRecord]]:
    """Return the milestones of a log that stand as they are, and the other records, both in the order of the log.

    These are all of a stage of which nothing is only expected, and nothing said of any item more than once. Of another
    stage that is reached there are none yet.
    """
    reached: defaultdict[tuple[str, str], list[Milestone]] = defaultdict(list)
    expected = set()
    for record in records:
        if isinstance(record, Expectation):
            expected.add((record.kind, record.stage))
        elif record.stage != CHANGED:
            reached[record.kind, record.stage].append(record)
    stages: Stages[Milestone] = {}
    parted: dict[tuple[str, str], int] = {}
    for (kind, stage), milestones in reached.items():
        by_item = dict(zip(map(attrgetter("key"), milestones), milestones, strict=True))
        is_said_once = len(by_item) == len(milestones) and (kind, stage) not in expected
        stages.setdefault(kind, {})[stage] = by_item if is_said_once else {}
        parted |= {(kind, stage): len(milestones)} if is_said_once else {}
    # Most often there are no others.
    if sum(parted.values()) == len(records):
        return stages, []
    return stages, [record for record in records if (record.kind, record.stage) not in parted]


def fold_value(value: AttributeValue) -> AttributeValue:
    """Return what all spellings of a value of an attribute have in common; a number has but one."""
    return names.fold_name(value) if isinstance(value, str) else value


def copy_stages(stages: Stages[Replacing]) -> Stages[Replacing]:
    """Return records by kind, stage and key, to which others can be added without changing these."""
    return {kind: {stage: dict(found) for stage, found in of.items()} for kind, of in stages.items()}


def find_span(record: Milestone | Measurement) -> Span:
    """Return the first and the last day that the date of a record may mean."""
    return record.date.lo, record.date.hi


def order_in_time(record: Record) -> tuple[int, int]:
    """Return what records are sorted by: the last and the first day of their date; none is before all others."""
    date = find_date(record)
    return (0, 0) if date is None else (date.hi, date.lo)


def says_otherwise(earlier: Record, later: Record) -> bool:
    """Tell whether a record changes a value, or a date more than to narrow it; or what a change or a comment says.

    A date where there was none but an expected one is another figure. An expected date beside a date is none.
    """
    if isinstance(earlier, Comment) and isinstance(later, Comment):
        told = earlier.said
        return any(names.fold_text(told.get(key, now)) != names.fold_text(now) for key, now in later.said.items())
    if not isinstance(earlier, ItemRecord) or not isinstance(later, ItemRecord):
        return isinstance(earlier, Measurement) and isinstance(later, Measurement) and later.value != earlier.value
    if later.stage != CHANGED:
        if isinstance(earlier, Expectation):
            return not isinstance(later, Expectation) or not earlier.expected.contains(later.expected)
        return isinstance(later, Milestone) and not earlier.date.contains(later.date)
    had, gives = earlier.of_item, later.of_item
    return any(fold_value(had[key]) != fold_value(value) for key, value in gives.items() if key in had)


def add_to_record(earlier: Record, later: Replacing) -> Replacing:
    """Return a later record with what an earlier one of its identity says beyond it."""
    merged = later if not earlier.own else later._replace(own={**earlier.own, **later.own})
    # A new figure does not stand on the old paper.
    if not says_otherwise(earlier, later):
        merged = merged._replace(evidence=later.evidence.added_to(earlier.evidence))
    if isinstance(earlier, Comment) and isinstance(merged, Comment):
        return merged if merged.ask is not None else merged._replace(ask=earlier.ask)
    if not isinstance(earlier, ItemRecord) or not isinstance(merged, ItemRecord):
        return merged
    if earlier.attributes:
        merged = merged._replace(attributes={**earlier.attributes, **merged.attributes})
    if isinstance(merged, Expectation):
        return merged
    if earlier.expected is not None and merged.expected is None:
        merged = merged._replace(expected=earlier.expected)
    return merged if merged.name is not None else merged._replace(name=earlier.name)


def expect_beside(milestone: Milestone, expectation: Expectation) -> Milestone:
    """Return a milestone with what is said of it by when it was to be: who says that, says nothing of the milestone."""
    return milestone._replace(
        expected=expectation.expected,
        attributes={**milestone.attributes, **expectation.attributes},
        own={**milestone.own, **expectation.own} if expectation.own else milestone.own,
    )


def find_expectation(milestone: Milestone, earlier: Iterable[Record]) -> Expectation | None:
    """Return what stands of by when a stage was to be reached, on its own evidence, given what was said of the stage.

    None where nobody said, or the milestone itself says it otherwise.
    """
    last = None
    for record in earlier:
        last = record if isinstance(record, Expectation) else last
    return last if last is not None and last.expected == milestone.expected else None


def note_written(written: dict[Identity, dict[str, int]], earlier: ItemRecord, later: ItemRecord) -> None:
    """Note where in the file each attribute was written last that one of two records of an identity gives."""
    places = written.setdefault(later.identity, dict.fromkeys(earlier.attributes, earlier.position))
    places |= dict.fromkeys(later.attributes, later.position)


class Spellings:
    """How each text of an attribute was first spelled in the file: all spellings of a text are one value.

    Records are read when somebody asks, each once, however many join between two questions.
    """

    def __init__(self, copied: "Spellings | None" = None) -> None:
        self._unread: list[ItemRecord] = [] if copied is None else [*copied._unread]
        # By attribute and text what all its spellings have in common; by that its first one, and where that stands.
        self._folded: dict[tuple[str, str], tuple[str, str]] = {} if copied is None else {**copied._folded}
        self._first: dict[tuple[str, str], tuple[int, str]] = {} if copied is None else {**copied._first}
        # The first spelling of each text that was spelled otherwise.
        self._respelled: dict[tuple[str, AttributeValue], str] = {} if copied is None else {**copied._respelled}

    def enter(self, records: Iterable[ItemRecord]) -> None:
        """Let records count, in any order: where each stands in the file decides which text was first."""
        self._unread += records

    def spell(self, attribute: str, text: str) -> str:
        """Return a text of an attribute as it was first spelled."""
        if self._unread:
            self._read()
        folded = self._folded.get((attribute, text)) or (attribute, names.fold_name(text))
        return self._first[folded][1] if folded in self._first else text

    def spell_all(self, values: Mapping[str, AttributeValue]) -> Mapping[str, AttributeValue]:
        """Return values that a record gives, each text as it was first spelled."""
        if self._unread:
            self._read()
        other = self._respelled  # in most plans there are none
        return {name: other.get((name, value), value) for name, value in values.items()} if other else values

    def _read(self) -> None:
        # Most texts are given again and again.
        told: dict[tuple[str, str], int] = {}
        for record in sorted(self._unread, key=attrgetter("position")):
            for attribute, value in record.attributes.items():
                if isinstance(value, str) and (attribute, value) not in told:
                    told[attribute, value] = record.position
        self._unread.clear()
        for (attribute, text), position in told.items():
            folded = self._folded[attribute, text] = (attribute, names.fold_name(text))
            if folded not in self._first or position < self._first[folded][0]:
                self._first[folded] = (position, text)
        self._respelled = {
            pair: first for pair, folded in self._folded.items() if (first := self._first[folded][1]) != pair[1]
        }
