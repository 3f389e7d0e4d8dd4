"""What two logs said of one thing in turn: its figure, of which evidence is, and each key beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from plantrack.plan.corrections import fold_fact, list_facts
from plantrack.plan.dates import PartialDate
from plantrack.plan.item import says_otherwise
from plantrack.plan.merging.sequences import Verdict, compare_sequences
from plantrack.plan.model import (
    EXPECTED_KEY,
    AttributeValue,
    Comment,
    Expectation,
    Measurement,
    Milestone,
    Number,
    Record,
    find_date,
)

# What evidence is of: a date, an expected date or a value.
EvidencedValue = PartialDate | Number


class ValueInTurn(NamedTuple):
    """A value of a key that is another one than before, folded."""

    value: AttributeValue
    place: int


def list_said(key: str, records: Sequence[Record], since: int = 0) -> list[ValueInTurn]:
    """Return the values of a key in turn, and which record gave each first."""
    found: list[ValueInTurn] = []
    for place, record in enumerate(records[since:], since):
        facts = list_facts(record)
        if key in facts:
            value = fold_fact(key, facts[key])
            if not found or found[-1].value != value:
                found.append(ValueInTurn(value, place))
    return found


def last_with(key: str, records: Sequence[Record]) -> Record:
    """Return the last record that says something under a key."""
    return next(record for record in reversed(records) if key in list_facts(record))


def find_figure_key(ours: Sequence[Record], theirs: Sequence[Record]) -> str:
    """Return the key that evidence is of: where nobody says when it was, by when it is expected.

    It is empty for comments, which have none: all that one says is its figure.
    """
    if isinstance(ours[0], Measurement):
        return "value"
    if isinstance(ours[0], Comment):
        return ""
    is_dated = any(isinstance(record, Milestone) for record in (*ours, *theirs))
    return "date" if is_dated else EXPECTED_KEY


def find_runs(records: Sequence[Record], of: str) -> list[range]:
    """Return the places of the records of each figure that stood in turn; of dates those from the first one on."""
    starts = [0]
    standing = records[0]
    for place, record in enumerate(records[1:], 1):
        if says_otherwise(standing, record):
            starts.append(place)
        if isinstance(standing, Milestone) and isinstance(record, Expectation):
            # The date stays as it was.
            continue
        if isinstance(record, Milestone) and isinstance(standing, Milestone):
            name = standing.name if record.name is None else record.name
            record = record._replace(attributes={**standing.attributes, **record.attributes}, name=name)
        elif isinstance(record, Comment) and isinstance(standing, Comment):
            record = record._replace(ask=standing.ask if record.ask is None else record.ask)
        standing = record
    runs = [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(records)], strict=True)]
    return [run for run in runs if of != "date" or isinstance(records[run.start], Milestone)]


def list_last_words(of: str, records: Sequence[Record], runs: Sequence[range]) -> list[EvidencedValue]:
    """Return the last word of each figure in turn."""
    found: list[EvidencedValue] = []
    for run in runs:
        said = [_find_figure(of, record) for record in records[run.start : run.stop]]
        found.append([figure for figure in said if figure is not None][-1])
    return found


def _find_figure(of: str, record: Record) -> EvidencedValue | None:
    if isinstance(record, Measurement):
        return record.value
    if isinstance(record, Comment):
        return None
    return find_date(record) if of == "date" else record.expected


def compare_figures(ours: Sequence[EvidencedValue], theirs: Sequence[EvidencedValue]) -> Verdict:
    """Tell whose last figure holds; a wider date adds nothing to one within it."""
    return compare_sequences(ours, theirs, _says_no_more if isinstance(ours[0], PartialDate) else None)


def _says_no_more(one: EvidencedValue, other: EvidencedValue) -> bool:
    return isinstance(one, PartialDate) and isinstance(other, PartialDate) and one.contains(other)
