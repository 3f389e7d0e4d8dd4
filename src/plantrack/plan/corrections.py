"""What changed hands: each record that says otherwise than an earlier one of the same work or total."""

from collections.abc import Iterator
from typing import NamedTuple

from plantrack.plan.model import AttributeValue, Measurement, Milestone, Place, Plan


class Correction(NamedTuple):
    """One key of a record that replaces another value. `earlier` is the record that said that.

    `made_exact` tells that a partial date was made exact within it: then nothing was wrong before.
    """

    record: Milestone | Measurement
    key: str
    was: AttributeValue
    now: AttributeValue
    earlier: Milestone | Measurement
    made_exact: bool


def corrections(plan: Plan) -> list[Correction]:
    """Return every correction of a plan, in the order of each table of its log."""
    said: dict[tuple[str, ...], tuple[AttributeValue, Milestone | Measurement]] = {}
    found = []
    for record in plan.records():
        for about, value in _said(record):
            was, earlier = said.get(about, (value, record))
            if was != value:
                exact = about[-1] == "date" and earlier.date.contains(record.date)
                found.append(Correction(record, about[-1], was, value, earlier, exact))
            said[about] = value, record
    return found


def replaced_by(plan: Plan) -> dict[Place, Milestone | Measurement]:
    """Return for the place of each record that does not stand the next record of the same work and stage, or total."""
    last: dict[tuple[str, ...], Milestone | Measurement] = {}
    found: dict[Place, Milestone | Measurement] = {}
    for record in plan.records():
        earlier = last.get(record.identity)
        if earlier is not None:
            found[earlier.place] = record
        last[record.identity] = record
    return found


def _said(record: Milestone | Measurement) -> Iterator[tuple[tuple[str, ...], AttributeValue]]:
    """Give what a record says: of what it says it, the key last, and the value. An attribute is the item's."""
    identity = record.identity
    if isinstance(record, Milestone):
        yield (*identity, "date"), record.date.text
        for attribute, value in record.attributes.items():
            yield (record.kind, record.key, attribute), value
    else:
        yield (*identity, "value"), record.value
    for key, text in record.evidence.given().items():
        yield (*identity, key), text
