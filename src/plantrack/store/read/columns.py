"""Milestones as they stand in a file: those in which nothing can be wrong are read column by column."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from itertools import filterfalse, repeat
from typing import Any

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.keys import NO_OWN_TEXTS, is_own
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
    Milestone,
)
from plantrack.store.read.tables import LARGEST, find_own_texts, plain_number, read_date
from plantrack.tuples import NamedTuple

# What the values of a key are. A datetime is a date to Python, and true is a number.
_KEY_TYPES: dict[str, frozenset[type]] = {
    **dict.fromkeys(("kind", "stage", "item", NAME_KEY, *Evidence._fields), frozenset({str})),
    **dict.fromkeys(("date", EXPECTED_KEY), frozenset({date, str})),
    "recorded": frozenset({datetime}),
}
_TEXT, _NUMBER = frozenset({str}), frozenset({int, float})
# Among the columns, that of the folded names. No key that is known has a space.
_FOLDED = "item "
# So many rows stay in the cache of a processor while their columns are read: all at once take twice the time.
_TOGETHER = 1000


class _Shape(NamedTuple):
    """What rows have in common that have the same kind and the same keys."""

    kind: Kind
    keys: Sequence[str]
    types: Mapping[str, frozenset[type]]  # by key, of which a value has to be; the user's own keys are left out
    stages: Mapping[str, str]  # that they may name, by themselves
    attributes: Sequence[str]


class ColumnReader:
    """Reads the milestones of a file that are plainly sound, and remembers the dates and names it has seen."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds
        self._dates: dict[object, PartialDate] = {}
        self._keys: dict[str, str] = {}

    def read_columns(self, rows: Sequence[Mapping[str, Any]]) -> list[ItemRecord | None]:
        """Return the record of each row that is plainly sound; None for any other, which is to be read key by key.

        Almost all rows of a file are alike: of few kinds, with the same keys. What can be asked of a whole column is
        asked once, and what is asked of a value once for all rows that have it.
        """
        found: list[ItemRecord | None] = [None] * len(rows)
        shapes: dict[tuple[str, ...], _Shape | None] = {}
        for start in range(0, len(rows), _TOGETHER):
            alike: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
            for position, row in enumerate(rows[start : start + _TOGETHER], start):
                try:
                    alike[row["kind"], *row].append(position)
                except (KeyError, TypeError):  # there is none, or a list
                    continue
            for (id, *keys), positions in alike.items():
                if (id, *keys) not in shapes:
                    shapes[id, *keys] = _find_shape(self._kinds.get(id), keys)
                shape = shapes[id, *keys]
                table = {position: rows[position] for position in positions}
                for position, record in () if shape is None else self._read_alike(shape, table):
                    found[position] = record
        return found

    def _read_alike(self, shape: _Shape, rows: Mapping[int, Mapping[str, Any]]) -> Iterable[tuple[int, ItemRecord]]:
        """Return the records of rows of a shape by their positions, but for what is not plainly sound."""
        # 1. All values of a column have one of its types: only then can they be looked up.
        values = zip(*[row.values() for row in rows.values()], strict=True)
        columns: dict[str, Sequence[Any]] = dict(zip(shape.keys, values, strict=True))
        wrong = {
            place
            for key, types in shape.types.items()
            if not types.issuperset(map(type, columns[key]))
            for place, value in enumerate(columns[key])
            if type(value) not in types
        }
        # 2. Each is one that there can be, and becomes what a record has of it.
        if not wrong:
            converted = dict(self._convert(shape, columns))
            columns |= converted
            wrong = {
                place
                for column in converted.values()
                if None in column
                for place, value in enumerate(column)
                if value is None
            }
        # 3. Without those in which something is wrong the others are alike.
        if wrong:
            left = {position: row for place, (position, row) in enumerate(rows.items()) if place not in wrong}
            return self._read_alike(shape, left) if left else ()
        return zip(rows, _make_records(shape, columns, rows), strict=True)

    def _convert(self, shape: _Shape, columns: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Sequence[Any]]]:
        """Give the columns of which a record has something else; in them is None what can be none."""
        yield "stage", [*map(shape.stages.get, columns["stage"])]
        for key in {"date", EXPECTED_KEY} & columns.keys():
            self._learn_dates(columns[key])
            yield key, [*map(self._dates.get, columns[key])]
        yield _FOLDED, self._fold_column(columns["item"])
        if NAME_KEY in columns:
            folded = self._fold_column(columns[NAME_KEY])
            yield NAME_KEY, [key and name for name, key in zip(columns[NAME_KEY], folded, strict=True)]
        for name in shape.attributes:
            if shape.kind.attributes[name].is_number:
                column = columns[name]
                yield name, [plain_number(value) if -LARGEST <= value <= LARGEST else None for value in column]
        if "recorded" in columns:
            yield "recorded", [None if moment.tzinfo is None else moment for moment in columns["recorded"]]

    def _fold_column(self, column: Sequence[str]) -> list[str | None]:
        """Return the folded forms of names; None for what can be none."""
        folded = [*map(self._keys.get, column)]
        if None not in folded:
            return folded
        new = [name for name, key in zip(column, folded, strict=True) if key is None]
        printable = [name for name in new if name.isprintable() and name.strip()]
        self._keys.update(zip(printable, names.fold_names(printable), strict=True))
        if len(printable) < len(new):
            for name in new:
                self._new_key(name)
        return [*map(self._keys.get, column)]

    def _learn_dates(self, column: Sequence[object]) -> None:
        """Remember what those of these values mean that can be a date."""
        for written in filterfalse(self._dates.__contains__, column):
            found = read_date(written)
            if found is not None:
                self._dates[written] = found

    def _new_key(self, name: str) -> str | None:
        """Return the folded form of a name that is met for the first time, or None where it can be no name."""
        if names.is_empty(name) or names.has_control_characters(name):
            return None
        key = self._keys[name] = names.fold_name(name)
        return key


def _find_shape(kind: Kind | None, keys: Sequence[str]) -> _Shape | None:
    """Return what rows of a kind with these keys have in common; None where one is unknown, or one is missing."""
    needed = [key for key in keys if not is_own(key)]
    if kind is None or not {"stage", "item"}.issubset(needed) or {"date", EXPECTED_KEY}.isdisjoint(needed):
        return None
    known = _KEY_TYPES | {name: _NUMBER if what.is_number else _TEXT for name, what in kind.attributes.items()}
    if not known.keys() >= {*needed}:
        return None
    attributes = [name for name in kind.attributes if name in needed]
    stages = (*kind.stages, *([] if EXPECTED_KEY in needed else [WITHDRAWN, *([CHANGED] if attributes else [])]))
    # Only a change has a name, and nobody expects one.
    if NAME_KEY in needed:
        stages = () if EXPECTED_KEY in needed else (CHANGED,)
    return _Shape(kind, keys, {key: known[key] for key in needed}, {stage: stage for stage in stages}, attributes)


def _make_records(
    shape: _Shape, columns: Mapping[str, Sequence[Any]], rows: Mapping[int, Mapping[str, Any]]
) -> Iterable[ItemRecord]:
    """Return the records of rows of a shape by their positions, given what they have of each column."""
    nothing = repeat(None)
    of_item = (rows, repeat(shape.kind.id), columns[_FOLDED], columns["stage"], columns["item"])
    # Each is made as the tuple that it is, which takes a fraction of the time.
    papers = zip(*(columns.get(key, nothing) for key in Evidence._fields), strict=False)
    evidence = map(partial(tuple.__new__, Evidence), papers)
    attributes = _name_values(shape, [columns[name] for name in shape.attributes])
    own = map(find_own_texts, rows.values()) if any(map(is_own, shape.keys)) else repeat(NO_OWN_TEXTS)
    of_record = (attributes, evidence, columns.get("recorded", nothing), own)
    expected = columns.get(EXPECTED_KEY, nothing)
    if "date" not in columns:
        return map(partial(tuple.__new__, Expectation), zip(*of_item, expected, *of_record, strict=False))
    of_day = (columns.get(NAME_KEY, nothing), columns["date"])
    return map(partial(tuple.__new__, Milestone), zip(*of_item, *of_day, *of_record, expected, strict=False))


def _name_values(shape: _Shape, columns: Sequence[Sequence[AttributeValue]]) -> Iterable[Mapping[str, AttributeValue]]:
    """Return the attributes of each row; rows of the same texts share them."""
    if not columns:
        return repeat({})
    named = zip(*map(zip, map(repeat, shape.attributes), columns), strict=True)
    # Of numbers few are the same.
    has_number = any(shape.kind.attributes[name].is_number for name in shape.attributes)
    return map(dict if has_number else cache(dict), named)
