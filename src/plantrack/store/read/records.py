"""The log of a plan: dict → records of items and measurements, whatever wrote the dict: the file, a command, or CSV."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.keys import LogTable
from plantrack.plan.model import (
    CHANGED,
    EXPECTED_KEY,
    NAME_KEY,
    WITHDRAWN,
    AttributeValue,
    Evidence,
    Expectation,
    ItemRecord,
    Kind,
    Measurement,
    Milestone,
    Target,
)
from plantrack.plan.problems import AboutRecord, Problems
from plantrack.plan.sentences import Called, Listed, Sentence, list_words, quoted, say, show_value
from plantrack.store.read.columns import ColumnReader
from plantrack.store.read.goals import check_counted
from plantrack.store.read.schema import Promises
from plantrack.store.read.tables import Table, find_own_texts, say_empty

EVIDENCE_KEYS = Evidence._fields
MILESTONE_KEYS = ("date", "kind", "stage", "item")
MEASUREMENT_KEYS = ("date", "target", "value")
COMMENT_KEYS = ("date", "target", "kind", "item", "text", "ask")

Known = TypeVar("Known")


class RecordReader(ColumnReader):
    """Reads records against the promises of a plan."""

    def __init__(self, promises: Promises, problems: Problems) -> None:
        super().__init__(promises.kinds)
        self._targets = promises.targets
        self._declared = promises.declared
        self._problems = problems

    def milestones(self, rows: Sequence[Mapping[str, Any]]) -> list[ItemRecord]:
        """Read what a file says of items; the sound records are returned, the problems of the others collected."""
        read = self.read_columns(rows)
        for position in [position for position, record in enumerate(read) if record is None]:
            read[position] = self.milestone(rows[position], position)
        return [record for record in read if record is not None]

    def measurements(self, rows: Sequence[Mapping[str, Any]]) -> list[Measurement]:
        """Read the measurements of a file; the sound ones are returned, the problems of the others collected."""
        read = (self.measurement(row, position) for position, row in enumerate(rows))
        return [measurement for measurement in read if measurement is not None]

    def milestone(self, row: Mapping[str, Any], position: int, subject: str | None = None) -> ItemRecord | None:
        """Read one milestone, reached or expected; None where it is not sound. `subject` is how messages name it."""
        before = len(self._problems)
        # 1. Which keys it may have depends on its kind.
        if subject is None:
            subject = name_subject("milestones", row.get("item"), position)
        table = Table(row, AboutRecord("milestones", position), subject, self._problems)
        kind = self._read_kind(table)
        if kind is not None:
            table.check_keys((*MILESTONE_KEYS, EXPECTED_KEY, NAME_KEY, *kind.attributes, *EVIDENCE_KEYS, "recorded"))
        # 2. Every key is looked at, whatever is wrong with the others: all mistakes are told at once.
        stage = self._read_stage(table, kind)
        key = self._read_key(table, "item") if table.require("item") else None
        name = self._read_name(table, kind, stage)
        expected = self._read_expected(table, kind, stage)
        may_be_expected = kind is not None and stage in kind.stages
        hint = say("what has not happened yet has expected in its place") if may_be_expected else None
        day = self._read_date(table, hint)
        evidence = table.evidence()
        recorded = table.moment("recorded")
        attributes: dict[str, AttributeValue] = {}
        for attribute, declared in kind.attributes.items() if kind else ():
            value = table.attribute(attribute, declared.type)
            if value is not None:
                attributes[attribute] = value
        if stage == CHANGED and kind is not None and not {NAME_KEY, *kind.attributes} & {*row, *table.meant}:
            hint = say("it may give {keys}", keys=list_words((NAME_KEY, *kind.attributes)))
            table.error(
                None, say("{stage} gives neither a name nor an attribute", stage=Called(kind.id, CHANGED)), hint
            )
        if len(self._problems) > before or kind is None or key is None:
            return None
        own, item = find_own_texts(row), row["item"]
        if day is not None:
            of_item = position, kind.id, key, stage, item, name, day
            return Milestone(*of_item, attributes, evidence, recorded, own, expected)
        if expected is not None:
            return Expectation(position, kind.id, key, stage, item, expected, attributes, evidence, recorded, own)
        return None

    def measurement(self, row: Mapping[str, Any], position: int, subject: str | None = None) -> Measurement | None:
        """Read one measurement; None where it is not sound. `subject` is how messages name it."""
        before = len(self._problems)
        if subject is None:
            subject = name_subject("measurements", row.get("target"), position)
        table = Table(row, AboutRecord("measurements", position), subject, self._problems)
        table.check_keys((*MEASUREMENT_KEYS, *EVIDENCE_KEYS, "recorded"))
        target = self._read_target(table)
        day = self._read_date(table)
        value = table.number("value") if table.require("value") else None
        if target is not None and target.counts_whole:
            check_counted(table, "value", value)
        evidence = table.evidence()
        recorded = table.moment("recorded")
        if len(self._problems) > before or target is None or day is None or value is None:
            return None
        return Measurement(
            position=position,
            target=target.id,
            date=day,
            value=value,
            evidence=evidence,
            recorded=recorded,
            own=find_own_texts(row),
        )

    def _read_kind(self, table: Table) -> Kind | None:
        id = table.text("kind") if table.require("kind") else None
        return None if id is None else self._find_known(table, "kind", id, self._kinds)

    def _read_target(self, table: Table) -> Target | None:
        id = table.text("target") if table.require("target") else None
        return None if id is None else self._find_known(table, "target", id, self._targets)

    def _find_known(
        self, table: Table, key: Literal["kind", "target"], id: str, known: Mapping[str, Known]
    ) -> Known | None:
        # What is declared and unsound was told where it is declared.
        if id not in known and id not in self._declared:
            table.error(key, *table.problems.guesses.find_fault(key, id, known))
        return known.get(id)

    def _read_stage(self, table: Table, kind: Kind | None) -> str:
        stage = table.text("stage") if table.require("stage") else None
        if stage is not None and kind is not None and stage not in kind.known_stages():
            table.error("stage", *table.problems.guesses.find_stage_fault(stage, kind.known_stages(), kind))
        return stage or ""

    def _read_key(self, table: Table, of: str) -> str | None:
        """Return the folded form of a name; None where it is left out or can be none."""
        name = table.text(of)
        if name is None:
            return None
        key = self._keys.get(name) or self._new_key(name)
        if key is None and not names.is_empty(name):
            message = say(
                "{key} must not hold line breaks or control characters: {name}",
                key=table.call(of),
                name=show_value(name),
            )
            table.error(of, message)
        elif key is None:
            table.error(of, say_empty(table.call(of)))
        return key

    def _read_name(self, table: Table, kind: Kind | None, stage: str) -> str | None:
        """Return the name that a change gives; None where there is none, or none can be."""
        # A stage that is unknown may have been meant to be it.
        if NAME_KEY in table.values and kind is not None and stage in {*kind.known_stages()} - {CHANGED}:
            message = say("name is for a change, and needs the stage {stage}", stage=quoted(CHANGED))
            table.error(NAME_KEY, message, say("the name of what reached a stage is its item"))
            return None
        return table.values[NAME_KEY] if self._read_key(table, NAME_KEY) is not None else None

    def _read_date(self, table: Table, hint: Sentence | None = None) -> PartialDate | None:
        """Return a date; None where it is wrong, or left out, as it may be where it is said by when it is to be."""
        is_expected = EXPECTED_KEY in table.values or EXPECTED_KEY in table.meant
        return table.date("date") if is_expected or table.require("date", hint) else None

    def _read_expected(self, table: Table, kind: Kind | None, stage: str) -> PartialDate | None:
        """Return by when a stage is to be reached; None where nobody says, or it is none of the kind's own."""
        if EXPECTED_KEY in table.values and kind is not None and stage in (CHANGED, WITHDRAWN):
            message = say(
                "expected is by when a stage is to be reached, and {stage} is none", stage=Called(kind.id, stage)
            )
            stages = list_words([Listed(stage, Called(kind.id, stage)) for stage in kind.stages])
            table.error(EXPECTED_KEY, message, say("its stages are {stages}", stages=stages))
            return None
        return table.date(EXPECTED_KEY)


def name_subject(table: LogTable, name: object, position: int) -> str:
    """Return how messages name a record: by the item or the target that it is of, else by its place."""
    return f"{table}: {name}" if isinstance(name, str) and not names.is_empty(name) else f"{table}[{position + 1}]"
