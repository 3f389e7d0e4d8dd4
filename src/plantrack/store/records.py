"""The log of a plan: dict → milestones and measurements, whatever wrote the dict: the file, a command, or CSV."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, AttributeValue, Kind, Measurement, Milestone, Target
from plantrack.plan.names import closest
from plantrack.plan.problems import Problem
from plantrack.store.schema import Promises, check_counted
from plantrack.store.tables import Table, is_own, shown

EVIDENCE_KEYS = ("decision", "source", "note")
MILESTONE_KEYS = ("date", "kind", "stage", "item")
MEASUREMENT_KEYS = ("date", "target", "value")

Known = TypeVar("Known")


class _Shape(NamedTuple):
    """What a set of keys means in a milestone of one kind, where all of them are known."""

    stages: frozenset[str]
    attributes: tuple[str, ...]


class RecordReader:
    """Reads records one by one against the promises of a plan, and remembers the dates and names it has seen."""

    def __init__(self, promises: Promises, problems: list[Problem]) -> None:
        self._kinds = promises.kinds
        self._targets = promises.targets
        self._problems = problems
        self._dates: dict[date | str, PartialDate] = {}
        self._keys: dict[str, str] = {}
        self._shapes: dict[tuple[str, ...], _Shape | None] = {}

    def milestones(self, rows: Sequence[Mapping[str, Any]]) -> list[Milestone]:
        """Read the milestones of a file; the sound ones are returned, the problems of the others collected."""
        found = []
        for position, row in enumerate(rows):
            milestone = self._quick(row, position) or self.milestone(row, position)
            if milestone is not None:
                found.append(milestone)
        return found

    def measurements(self, rows: Sequence[Mapping[str, Any]]) -> list[Measurement]:
        """Read the measurements of a file; the sound ones are returned, the problems of the others collected."""
        read = (self.measurement(row, position) for position, row in enumerate(rows))
        return [measurement for measurement in read if measurement is not None]

    def _quick(self, row: Mapping[str, Any], position: int) -> Milestone | None:
        """Return a milestone in which everything is as it should be at first look, else None."""
        try:
            kind, stage, name, written = row["kind"], row["stage"], row["item"], row["date"]
            shape_key = (kind, *row)
            if shape_key not in self._shapes:
                self._shapes[shape_key] = self._shape(kind, row)
            shape = self._shapes[shape_key]
            if shape is None or stage not in shape.stages:
                return None
            key = self._keys[name]
            day = self._dates[written]
        except (KeyError, TypeError):
            return None
        get = row.get
        decision, source, note, recorded = get("decision"), get("source"), get("note"), get("recorded")
        for evidence in (decision, source, note):
            if evidence is not None and type(evidence) is not str:
                return None
        if recorded is not None and (type(recorded) is not datetime or recorded.tzinfo is None):
            return None
        attributes = {}
        for attribute in shape.attributes:
            value = row[attribute]
            if type(value) is not str:
                return None
            attributes[attribute] = value
        return Milestone(position, kind, key, stage, name, day, attributes, decision, source, note, recorded)

    def _shape(self, kind_id: str, row: Mapping[str, Any]) -> _Shape | None:
        kind = self._kinds.get(kind_id)
        if kind is None:
            return None
        known = {*MILESTONE_KEYS, *EVIDENCE_KEYS, "recorded", *kind.attributes}
        if any(key not in known and not is_own(key) for key in row):
            return None
        attributes = [key for key in row if key in kind.attributes]
        # A number has more to it than its type: only the slow way reads one.
        if any(kind.attributes[key] != "text" for key in attributes):
            return None
        return _Shape(frozenset(kind.known_stages()), tuple(attributes))

    def milestone(self, row: Mapping[str, Any], position: int, subject: str | None = None) -> Milestone | None:
        """Read one milestone; None where it is not sound. `subject` is how messages name it."""
        before = len(self._problems)
        if subject is None:
            subject = _subject("milestones", row.get("item"), position)
        table = Table(row, ("milestones", position), subject, self._problems)
        kind = self._kind(table)
        if kind is not None:
            table.check_keys((*MILESTONE_KEYS, *kind.attributes, *EVIDENCE_KEYS, "recorded"))
        stage = self._stage(table, kind)
        key = self._key(table)
        day = self._date(table)
        decision, source, note = (table.text(evidence) for evidence in EVIDENCE_KEYS)
        recorded = table.moment("recorded")
        attributes: dict[str, AttributeValue] = {}
        for attribute, type_ in kind.attributes.items() if kind else ():
            value = table.text(attribute) if type_ == "text" else table.number(attribute)
            if value is not None:
                attributes[attribute] = value
        if len(self._problems) > before or kind is None or day is None or key is None:
            return None
        return Milestone(position, kind.id, key, stage, row["item"], day, attributes, decision, source, note, recorded)

    def measurement(self, row: Mapping[str, Any], position: int, subject: str | None = None) -> Measurement | None:
        """Read one measurement; None where it is not sound. `subject` is how messages name it."""
        before = len(self._problems)
        if subject is None:
            subject = _subject("measurements", row.get("target"), position)
        table = Table(row, ("measurements", position), subject, self._problems)
        table.check_keys((*MEASUREMENT_KEYS, *EVIDENCE_KEYS, "recorded"))
        target = self._target(table)
        day = self._date(table)
        value = table.number("value") if table.require("value") else None
        if target is not None and target.kind is not None:
            check_counted(table, "value", value)
        decision, source, note = (table.text(evidence) for evidence in EVIDENCE_KEYS)
        recorded = table.moment("recorded")
        if len(self._problems) > before or target is None or day is None or value is None:
            return None
        return Measurement(position, target.id, day, value, decision, source, note, recorded)

    def _kind(self, table: Table) -> Kind | None:
        id = table.text("kind") if table.require("kind") else None
        return None if id is None else self._known(table, "kind", id, self._kinds)

    def _target(self, table: Table) -> Target | None:
        id = table.text("target") if table.require("target") else None
        return None if id is None else self._known(table, "target", id, self._targets)

    def _known(self, table: Table, key: str, id: str, known: Mapping[str, Known]) -> Known | None:
        if id not in known:
            table.error(key, *unknown(key, id, known))
        return known.get(id)

    def _stage(self, table: Table, kind: Kind | None) -> str:
        stage = table.text("stage") if table.require("stage") else None
        if stage is not None and kind is not None and stage not in kind.known_stages():
            table.error("stage", *unknown("stage", stage, kind.known_stages(), f" of {kind.id}"))
        return stage or ""

    def _key(self, table: Table) -> str | None:
        name = table.text("item") if table.require("item") else None
        if name is None:
            return None
        if not name.strip():
            table.error("item", "item must not be empty")
            return None
        if names.has_control_characters(name):
            table.error("item", f"item must not hold line breaks or control characters: {shown(name)}")
            return None
        return self._keys.setdefault(name, names.fold(name))

    def _date(self, table: Table) -> PartialDate | None:
        day = table.date("date") if table.require("date") else None
        if day is not None:
            self._dates[table.values["date"]] = day
        return day


def _subject(table: str, name: object, position: int) -> str:
    return f"{table}: {name}" if isinstance(name, str) and name.strip() else f"{table}[{position + 1}]"


def unknown(what: str, word: str, known: Mapping[str, object] | Sequence[str], of: str = "") -> tuple[str, str]:
    """Return the message and the hint for a word that the plan does not know."""
    meant = closest(word, known)
    if meant is not None:
        hint = f'did you mean "{meant}"?'
    elif known:
        hint = f"known are: {', '.join(known)}"
    else:
        hint = f"the plan has no {what}"
    return f"unknown {what} {shown(word)}{of}", hint


def check_withdrawals(ledger: Ledger, problems: list[Problem]) -> None:
    """Collect an error for each milestone that lies certainly after the withdrawal of its item."""
    for items in ledger.items.values():
        for item in items.values():
            withdrawal = item.stages.get(WITHDRAWN)
            if withdrawal is None:
                continue
            for stage, milestone in item.stages.items():
                if milestone.date.lo > withdrawal.date.hi:
                    message = f"{stage} on {milestone.date.text} is after its withdrawal on {withdrawal.date.text}"
                    path = ("milestones", milestone.position, "date")
                    problems.append(Problem(f"milestones: {item.name}: {message}", "", path))
