"""Records as data: what each says, and on which line of the file."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from plantrack.plan.corrections import Correction, Givers, find_evidenced
from plantrack.plan.dates import day_text
from plantrack.plan.keys import Lines
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    AttributeValue,
    Comment,
    ItemRecord,
    Measurement,
    Milestone,
    Number,
    Record,
    find_date,
)
from plantrack.plan.sentences import Called, Sentence
from plantrack.tuples import NamedTuple

_NOTHING_TAKEN_OVER: Givers = MappingProxyType({})


class Entry(NamedTuple):
    """One record, of an item, of a total, or a comment."""

    date: str | None  # as written; None: it is only expected
    first: str | None  # the first day that it may mean, as an ISO date, as is the next; None: there is no date
    last: str | None  # the last day
    expected: str | None  # by when the item is or was to reach the stage, as written; None: nobody said
    kind: str | None  # of the item; None: it is of a target
    stage: str | None  # that the item reached; None: no milestone
    item: str | None  # its name, as it is shown; None: it is of a target
    name: str | None  # that a change gives it from its date on; None: none
    target: str | None  # that was measured or commented on; None: it is of an item
    value: Number | None  # the total; None: no measurement
    text: str | None  # of a comment; None: no comment
    ask: str | None  # what it asks of whom; None: no comment, or it asks nothing
    attributes: Mapping[str, AttributeValue]  # those that a milestone names
    decision: str | None  # evidence, as are the next two; None: not given
    source: str | None
    note: str | None
    recorded: datetime | None  # when a command wrote it; None: a hand wrote it
    line: int  # of its header in the file
    decision_line: int | None  # that of the record that gave the decision, itself or an earlier one; None: not given
    source_line: int | None  # the same of the source


class Change(NamedTuple):
    """One key that a later record corrected, what it was, and on which lines both stand."""

    subject: Sentence  # what the two records speak of
    key: str
    was: AttributeValue
    now: AttributeValue
    made_exact: bool  # a partial date was made exact within it: then nothing was wrong before
    was_line: int
    now_line: int
    recorded: str | None  # the day on which the later one was recorded; None: a hand wrote it
    in_words: Called | None  # the key where it is an attribute; None: any other


def describe_record(
    record: Record, lines: Lines, name: str | None = None, givers: Givers = _NOTHING_TAKEN_OVER
) -> Entry:
    """Return a record as data. `name` is the item's as it is shown; None: as the record has it.

    A record that stands may have evidence of earlier ones, which `givers` tells; one as it was written has its own.
    """
    given_by = givers.get(find_evidenced(record), {}) if givers else {}
    decision, source, note = record.evidence
    line = lines[record.place]
    date, of_item = find_date(record), record if isinstance(record, ItemRecord) else None
    comment = record if isinstance(record, Comment) else None
    first = None if date is None else day_text(date.lo)
    # By their places, in their order: to find twenty by their names takes longer than all else.
    return Entry(
        None if date is None else date.text,
        first,
        first if date is None or date.exact else day_text(date.hi),
        None if of_item is None or of_item.expected is None else of_item.expected.text,
        None if isinstance(record, Measurement) else record.kind,
        None if of_item is None else of_item.stage,
        None if isinstance(record, Measurement) else record.item if name is None else name,
        None if of_item is None else of_item.name,
        None if isinstance(record, ItemRecord) else record.target,
        record.value if isinstance(record, Measurement) else None,
        None if comment is None else comment.text,
        None if comment is None else comment.ask or None,
        {} if of_item is None else of_item.attributes,
        decision,
        source,
        note,
        record.recorded,
        line,
        None if decision is None else lines[given_by["decision"]] if "decision" in given_by else line,
        None if source is None else lines[given_by["source"]] if "source" in given_by else line,
    )


def spell_record(record: Record, ledger: Ledger) -> Record:
    """Return a record with its texts as they were first spelled in the file."""
    if not isinstance(record, ItemRecord) or not (record.attributes or record.name):
        return record
    attributes = ledger.spellings.spell_all(record.attributes)
    if isinstance(record, Milestone) and record.name is not None:
        record = record._replace(name=ledger.spell_name(record.kind, record.key, record.name))
    # Most texts stand as they were first spelled.
    return record if attributes is record.attributes else record._replace(attributes=attributes)


def spell_correction(correction: Correction, ledger: Ledger) -> Correction:
    """Return a correction with what was and what is now as they were first spelled in the file."""
    record, key = correction.record, correction.key

    def spell(value: AttributeValue) -> AttributeValue:
        if not isinstance(record, ItemRecord):
            return value
        if key in record.attributes:
            return ledger.spell(key, value)
        return ledger.spell_name(record.kind, record.key, str(value)) if key == "name" else value

    return correction._replace(was=spell(correction.was), now=spell(correction.now))


def describe_correction(correction: Correction, lines: Lines, subject: Sentence) -> Change:
    """Return a correction as data. `subject` is what the two records speak of."""
    record, key = correction.record, correction.key
    return Change(
        subject=subject,
        key=key,
        was=correction.was,
        now=correction.now,
        made_exact=correction.made_exact,
        was_line=lines[correction.earlier.place],
        now_line=lines[record.place],
        recorded=record.recorded.date().isoformat() if record.recorded else None,
        in_words=Called(record.kind, key) if isinstance(record, ItemRecord) and key in record.attributes else None,
    )
