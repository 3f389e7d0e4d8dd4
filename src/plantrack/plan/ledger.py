"""The log read to its end: for each item and each target, the records that stand."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from plantrack.plan import names
from plantrack.plan.item import (
    NOTHING_EXPECTED,
    Item,
    ItemNames,
    Replacing,
    Span,
    Spellings,
    add_to_record,
    copy_stages,
    expect_beside,
    find_expectation,
    find_span,
    list_first_names,
    list_item_names,
    note_written,
    order_in_time,
    part_said_once,
)
from plantrack.plan.model import (
    CHANGED,
    AttributeValue,
    Comment,
    Expectation,
    Identity,
    ItemKey,
    ItemRecord,
    Kind,
    Measurement,
    Milestone,
    Plan,
    Record,
)


class Ledger:
    """What stands at the end of the log."""

    def __init__(self, renamed: Mapping[ItemKey, str] | None = None) -> None:
        # By kind, stage and key of the item; changes stand apart, as there may be many of one item.
        self.milestones: dict[str, dict[str, dict[str, Milestone]]] = {}
        # In the same way those that no date stands beside: they count nowhere.
        self.expectations: dict[str, dict[str, dict[str, Expectation]]] = {}
        # By kind, key of the item, and the days that the date may mean.
        self.changes: dict[str, dict[str, dict[Span, Milestone]]] = {}
        self._log: Sequence[ItemRecord] = ()  # what was entered as a whole
        # By kind and folded name the keys of the items that got this name later.
        self.renamed: dict[ItemKey, str] = dict(renamed or {})
        # By target, and the days that the date may mean.
        self.measurements: dict[str, dict[Span, Measurement]] = {}
        self.comments: dict[Identity, Comment] = {}
        # By identity, of what was written more than once: every record but the one that stands, oldest first.
        self.replaced: dict[Identity, list[Record]] = {}
        # By identity, of what was written more than once, where in the file each attribute was written last.
        self._written: dict[Identity, dict[str, int]] = {}
        self.spellings = Spellings()
        # Of the items that were asked for since their last change, how they are called.
        self._called: dict[ItemKey, ItemNames] = {}

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Return the first spelling of the first name of each item, by kind and key: what counts asks for none."""
        return list_first_names(self._log)

    def copy(self) -> "Ledger":
        """Return a ledger into which records can be entered without changing this one."""
        twin = Ledger(self.renamed)
        twin.milestones, twin.expectations = copy_stages(self.milestones), copy_stages(self.expectations)
        twin.changes = {
            kind: {key: dict(changes) for key, changes in items.items()} for kind, items in self.changes.items()
        }
        twin.names = {kind: dict(names) for kind, names in self.names.items()}
        twin.measurements = {target: dict(totals) for target, totals in self.measurements.items()}
        twin.replaced = {key: list(records) for key, records in self.replaced.items()}
        twin._written = {key: dict(places) for key, places in self._written.items()}
        twin.comments, twin.spellings = dict(self.comments), Spellings(self.spellings)
        return twin

    # Records

    def standing(self, record: Record) -> Record | None:
        """Return the record of the same item and stage, or day of change, or target and date, that stands."""
        if isinstance(record, Measurement):
            return self.measurements.get(record.target, {}).get(find_span(record))
        if isinstance(record, Comment):
            return self.comments.get(record.identity)
        if isinstance(record, Milestone) and record.stage == CHANGED:
            return self.changes.get(record.kind, {}).get(record.key, {}).get(find_span(record))
        reached = self.milestones.get(record.kind, {}).get(record.stage, {}).get(record.key)
        return reached or self.expectations.get(record.kind, {}).get(record.stage, {}).get(record.key)

    def earlier(self, record: Record) -> list[Record]:
        """Return the records with the identity of this one that were replaced."""
        # Most plans say nothing twice.
        return self.replaced.get(record.identity, []) if self.replaced else []

    def records_of(self, kind: str) -> Iterator[Milestone]:
        """Give what happened to the items of a kind, as it stands: the milestones of each stage, then the changes."""
        for milestones in self.milestones.get(kind, {}).values():
            yield from milestones.values()
        for changes in self.changes.get(kind, {}).values():
            yield from changes.values()

    def all_records_of(self, kind: str) -> Iterator[ItemRecord]:
        """Give the records of a kind that stand: what happened to its items, then what is expected of them."""
        yield from self.records_of(kind)
        for expectations in self.expectations.get(kind, {}).values():
            yield from expectations.values()

    # Items and their names

    def item(self, kind: str, key: str, day: int | None = None) -> Item | None:
        """Return the item of this kind and key, under the name that it has on a day, or the first one; or None."""
        if key not in self.names.get(kind, {}):
            return None
        return next(self.named_items(kind, {key: self.name_on(kind, key, day)}))

    def items(self, kind: str, day: int | None = None) -> Iterator[Item]:
        """Give the items of a kind in the order of their first records, named as on a day, or as they were first."""
        return self.named_items(kind, self.names_on(kind, day))

    def named_items(self, kind: str, called: Mapping[str, str]) -> Iterator[Item]:
        """Give the items of a kind with these keys, under these names."""
        stages, awaited = self.milestones.get(kind, {}).items(), self.expectations.get(kind, {}).items()
        for key, name in called.items():
            reached = {stage: milestones[key] for stage, milestones in stages if key in milestones}
            expected = {stage: found[key] for stage, found in awaited if key in found} if awaited else NOTHING_EXPECTED
            yield Item(kind, key, name, reached, self._changes_of(kind, key), expected)

    def _changes_of(self, kind: str, key: str) -> Sequence[Milestone]:
        """Return the changes of an item that stand, in the order of their dates."""
        if kind not in self.changes or key not in self.changes[kind]:
            return ()
        return sorted(self.changes[kind][key].values(), key=order_in_time)

    def names_on(self, kind: str, day: int | None) -> Mapping[str, str]:
        """Return how the items of a kind are called on a day, by their keys; None for the first name of each."""
        first = self.names.get(kind, {})
        if day is None or kind not in self.changes:
            return first
        return first | {key: self.name_on(kind, key, day) for key in self.changes[kind]}

    def name_on(self, kind: str, key: str, day: int | None) -> str:
        """Return how an item is called on a day, as that name was first spelled; None for its first name."""
        called = self._call_item(kind, key)
        given = 0 if day is None else bisect_right(called.days, day)
        return called.names[given - 1] if given else self.names[kind][key]

    def spell_name(self, kind: str, key: str, name: str) -> str:
        """Return a name that an item ever had as it was first spelled in the file."""
        return self.list_names(kind, key)[names.fold_name(name)]

    def list_names(self, kind: str, key: str) -> dict[str, str]:
        """Return all names that an item ever had or was given, by their folded form, each as it was first spelled."""
        return self._call_item(kind, key).spelled

    def _call_item(self, kind: str, key: str) -> ItemNames:
        """Return how an item is called: read once, since one item may have been renamed a thousand times."""
        if (kind, key) not in self._called:
            changes = self._changes_of(kind, key)
            if not changes and not self.renamed:  # its key is its one name, folded
                return ItemNames((), (), {key: self.names[kind][key]})
            said = [record for change in changes for record in (*self.earlier(change), change)]
            self._called[kind, key] = list_item_names(
                self.names[kind][key], changes, sorted(said, key=attrgetter("position"))
            )
        return self._called[kind, key]

    def all_names(self, kind: str) -> Mapping[str, str]:
        """Return all names that items of a kind ever had or were given, by their folded form; `find_key` tells whose.

        Each is as it was first spelled; one that is not known yet on the day of what is known has the item's name.
        """
        first = self.names.get(kind, {})
        if not self.renamed:
            return first
        found = dict(first)
        for key in self.changes.get(kind, ()):
            found |= self.list_names(kind, key)
        for (of_kind, folded), key in self.renamed.items():
            if of_kind == kind and key in first:
                found.setdefault(folded, first[key])
        return found

    def find_key(self, kind: str, folded: str) -> str:
        """Return the key of the item that ever had this name, given folded: the name itself where none had."""
        return self.renamed.get((kind, folded), folded)

    # Attributes

    def attributes_on(self, item: Item, kind: Kind, day: int) -> dict[str, AttributeValue]:
        """Return the attributes that an item has on a day, those that there are then."""
        values, declared = self.values_on(item, day), kind.attributes.items()
        return {name: values[name] for name, what in declared if name in values and what.exists_on(day)}

    def attribute_on(self, item: Item, kind: Kind, name: str, day: int) -> AttributeValue | None:
        """Return one of these attributes; None where the item has it not, or there is none then."""
        value = item.value_on(name, day, self._written) if kind.attributes[name].exists_on(day) else None
        return None if value is None else self.spell(name, value)

    def values_on(self, item: Item, day: int) -> Mapping[str, AttributeValue]:
        """Return the values of an item on a day, be there such attributes then or not."""
        return self.spellings.spell_all(item.values_on(day, self._written))

    def find_written(self, record: ItemRecord, attribute: str) -> int:
        """Return the place in the file where the value of an attribute was written that a record gives."""
        return self._written.get(record.identity, {}).get(attribute, record.position)

    def spell(self, attribute: str, value: AttributeValue) -> AttributeValue:
        """Return a value of an attribute as it was first spelled in the file: all spellings of a text are one value."""
        return self.spellings.spell(attribute, value) if isinstance(value, str) else value

    # Growing

    def enter_item_record(self, record: ItemRecord) -> None:
        """Let a record of an item stand: it replaces the keys that it names of an earlier one of its identity."""
        self.names.setdefault(record.kind, {}).setdefault(record.key, record.item)
        self.spellings.enter([record])
        if isinstance(record, Expectation):
            self._enter_expectation(record)
        elif record.stage == CHANGED:
            self._enter_change(record)
        else:
            self._enter_milestone(record)

    def enter_log(self, records: Sequence[ItemRecord]) -> None:
        """Let all records of items of a log stand, one after the other: none was entered before."""
        self._log = records
        self.milestones, others = part_said_once(records)
        self.spellings.enter(records)
        for record in others:
            self.enter_item_record(record)

    def _enter_milestone(self, milestone: Milestone) -> None:
        kind, key, stage = milestone.kind, milestone.key, milestone.stage
        standing = self.milestones.setdefault(kind, {}).setdefault(stage, {})
        earlier = standing.get(key) or self.expectations.get(kind, {}).get(stage, {}).pop(key, None)
        standing[key] = milestone if earlier is None else self._replace(earlier, milestone)

    def _enter_expectation(self, record: Expectation) -> None:
        reached = self.milestones.get(record.kind, {}).get(record.stage, {})
        if record.key in reached:
            self._expect_reached(reached, record)
            return
        awaited = self.expectations.setdefault(record.kind, {}).setdefault(record.stage, {})
        known = awaited.get(record.key)
        awaited[record.key] = record if known is None else self._replace(known, record)

    def _expect_reached(self, reached: dict[str, Milestone], record: Expectation) -> None:
        """Let what is said late of a stage that is reached stand beside its milestone, each on its own evidence."""
        milestone, said = reached[record.key], self.replaced.setdefault(record.identity, [])
        known = find_expectation(milestone, said)
        said += [milestone, record if known is None else add_to_record(known, record)]
        note_written(self._written, milestone, record)
        reached[record.key] = expect_beside(milestone, record)

    def _enter_change(self, change: Milestone) -> None:
        changes = self.changes.setdefault(change.kind, {}).setdefault(change.key, {})
        self._called.pop(change.item_key, None)
        folded = change.key if change.name is None else names.fold_name(change.name)
        if folded != change.key:
            self.renamed[change.kind, folded] = change.key
        earlier = changes.get(find_span(change))
        changes[find_span(change)] = change if earlier is None else self._replace(earlier, change)

    def enter(self, record: Record) -> None:
        """Let a record stand: it replaces the keys that it names of an earlier one of its identity."""
        if isinstance(record, ItemRecord):
            self.enter_item_record(record)
        elif isinstance(record, Measurement):
            totals = self.measurements.setdefault(record.target, {})
            total = totals.get(find_span(record))
            totals[find_span(record)] = record if total is None else self._replace(total, record)
        else:
            comment = self.comments.get(record.identity)
            self.comments[record.identity] = record if comment is None else self._replace(comment, record)

    def _replace(self, earlier: Record, later: Replacing) -> Replacing:
        """Return the later record with what the earlier one says beyond it, and remember the earlier one."""
        self.replaced.setdefault(later.identity, []).append(earlier)
        if isinstance(earlier, ItemRecord) and isinstance(later, ItemRecord) and earlier.attributes:
            note_written(self._written, earlier, later)
        return add_to_record(earlier, later)


def read_ledger(plan: Plan) -> Ledger:
    """Read the log of a plan to its end."""
    ledger = Ledger(plan.renamed)
    ledger.enter_log(plan.milestones)
    others: list[Record] = [*plan.measurements, *plan.comments]
    for other in others:
        ledger.enter(other)
    return ledger
