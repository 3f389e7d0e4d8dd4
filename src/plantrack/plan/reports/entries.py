"""Records as data: what each says, and on which line of the file."""

from collections.abc import Mapping
from typing import NamedTuple

from plantrack.plan.corrections import Correction
from plantrack.plan.model import AttributeValue, Lines, Measurement, Milestone, Number


class Entry(NamedTuple):
    """One record: a kind, a stage and an item are those of a milestone, a target and a value those of a measurement."""

    date: str
    kind: str | None
    stage: str | None
    item: str | None
    target: str | None
    value: Number | None
    attributes: Mapping[str, AttributeValue]
    decision: str | None
    source: str | None
    note: str | None
    recorded: str | None
    line: int


class Change(NamedTuple):
    """One key that a later record changed, what it was, and on which lines both stand.

    `made_exact` tells that a partial date was made exact within it; `recorded` is None for what a hand wrote.
    """

    subject: str
    key: str
    was: AttributeValue
    now: AttributeValue
    made_exact: bool
    was_line: int
    now_line: int
    recorded: str | None


def entry(record: Milestone | Measurement, lines: Lines, name: str | None = None) -> Entry:
    """Return a record as data. `name` is the item's as it is shown."""
    recorded = record.recorded.isoformat(timespec="milliseconds") if record.recorded else None
    said = (*record.evidence, recorded, lines[record.place])
    if isinstance(record, Measurement):
        return Entry(record.date.text, None, None, None, record.target, record.value, {}, *said)
    shown = record.item if name is None else name
    return Entry(record.date.text, record.kind, record.stage, shown, None, None, record.attributes, *said)


def change(correction: Correction, lines: Lines, subject: str) -> Change:
    """Return a correction as data. `subject` is what the two records speak of."""
    record = correction.record
    return Change(
        subject,
        correction.key,
        correction.was,
        correction.now,
        correction.made_exact,
        lines[correction.earlier.place],
        lines[record.place],
        record.recorded.date().isoformat() if record.recorded else None,
    )
