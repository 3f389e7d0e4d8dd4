"""What two logs said of one thing in turn: its figure, of which evidence is, and each key beside it."""

from collections.abc import Sequence

from plantrack.plan.corrections import fold_fact, list_facts
from plantrack.plan.dates import PartialDate
from plantrack.plan.item import says_otherwise
from plantrack.plan.merging.sequences import Verdict, compare_sequences
from plantrack.plan.model import (
    EXPECTED_KEY,
    AttributeValue,
    Comment,
    Evidence,
    Expectation,
    ItemRecord,
    Measurement,
    Milestone,
    Number,
    Record,
    find_date,
)
from plantrack.tuples import NamedTuple

# What evidence is of: a date, an expected date or a value.
EvidencedValue = PartialDate | Number
# The records of one thing, and the places of those of one figure of it.
Run = tuple[Sequence[Record], Sequence[int]]


class ValueInTurn(NamedTuple):
    """A value of a key that is another one than before, folded."""

    value: AttributeValue
    place: int


def list_said(key: str, records: Sequence[Record], places: Sequence[int] | None = None) -> list[ValueInTurn]:
    """Return the values of a key in turn, and which record gave each first; of those at `places`, None for all."""
    found: list[ValueInTurn] = []
    for place in range(len(records)) if places is None else places:
        facts = list_facts(records[place])
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


def find_runs(records: Sequence[Record], of: str) -> list[list[int]]:
    """Return the places of the records of each figure that stood in turn.

    What says by when a stage is to be reached is none of its date, and the other way round.
    """
    runs: list[list[int]] = []
    standing: Record | None = None
    for place, record in enumerate(records):
        if isinstance(record, ItemRecord) and isinstance(record, Expectation) != (of == EXPECTED_KEY):
            continue
        if standing is None or says_otherwise(standing, record):
            runs.append([])
        runs[-1].append(place)
        if isinstance(record, Milestone) and isinstance(standing, Milestone):
            name = standing.name if record.name is None else record.name
            record = record._replace(attributes={**standing.attributes, **record.attributes}, name=name)
        elif isinstance(record, Comment) and isinstance(standing, Comment):
            record = record._replace(ask=standing.ask if record.ask is None else record.ask)
        standing = record
    return runs


def list_last_words(of: str, records: Sequence[Record], runs: Sequence[Sequence[int]]) -> list[EvidencedValue]:
    """Return the last word of each figure in turn."""
    found: list[EvidencedValue] = []
    for run in runs:
        said = [_find_figure(of, records[place]) for place in run]
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


def compare_evidence(ours: Run, theirs: Run, since: dict[str, int]) -> None:
    """Note from which record on evidence of theirs is new for a figure of both: other evidence is no conflict."""
    for key in Evidence._fields:
        own, others = list_said(key, *ours), list_said(key, *theirs)
        if not others:
            continue
        known = [one.value for one in own]
        verdict = compare_sequences(known, [one.value for one in others]) if own else Verdict("theirs")
        # An empty text takes away what it follows, and nothing else.
        is_unknown = not own or not known[-1] or others[-1].value not in known
        if verdict.whose == "theirs" or (verdict.whose == "conflict" and others[-1].value and is_unknown):
            since[key] = others[verdict.since].place
