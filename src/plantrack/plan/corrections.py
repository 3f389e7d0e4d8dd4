"""Corrections: each record that says otherwise than an earlier one of the same item or total, or adds to it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plantrack.plan.item import fold_value
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import AttributeValue, Evidence, Identity, Measurement, Milestone, Place, Plan

# By identity, of what was written more than once, the place of the record that gave each kind of evidence last.
Givers = Mapping[Identity, Mapping[str, Place]]


class _Fact(NamedTuple):
    """One key of a record."""

    subject: Identity
    key: str


class Correction(NamedTuple):
    """One key of a record that replaces another value."""

    record: Milestone | Measurement
    key: str
    was: AttributeValue
    now: AttributeValue
    earlier: Milestone | Measurement  # the record that said what was
    made_exact: bool  # a partial date was made exact within it: then nothing was wrong before


def find_corrections(plan: Plan) -> list[Correction]:
    """Return every correction of a plan, in the order of each table of its log."""
    last: dict[_Fact, tuple[AttributeValue, Milestone | Measurement]] = {}
    found = []
    for record in plan.records():
        for fact, value in _find_facts(record):
            was, earlier = last.get(fact, (value, record))
            if was != value and (fact.key in Evidence._fields or fold_value(was) != fold_value(value)):
                made_exact = fact.key == "date" and earlier.date.contains(record.date)
                found.append(
                    Correction(record=record, key=fact.key, was=was, now=value, earlier=earlier, made_exact=made_exact)
                )
            last[fact] = value, record
    return found


def find_replacements(plan: Plan) -> dict[Place, Milestone | Measurement]:
    """Return for the place of each record that does not stand the next one of the same identity."""
    last: dict[Identity, Milestone | Measurement] = {}
    found: dict[Place, Milestone | Measurement] = {}
    for record in plan.records():
        earlier = last.get(record.identity)
        if earlier is not None:
            found[earlier.place] = record
        last[record.identity] = record
    return found


def find_givers(plan: Plan, ledger: Ledger) -> Givers:
    """Return which records gave the evidence of those that stand and were written more than once.

    What a record that stands took over from none, it has not, whoever is named here.
    """
    found: dict[Identity, dict[str, Place]] = {identity: {} for identity in ledger.replaced}
    for record in plan.records() if found else ():
        if record.identity in found:
            found[record.identity].update(dict.fromkeys(record.evidence.given(), record.place))
    return found


def _find_facts(record: Milestone | Measurement) -> Iterator[tuple[_Fact, AttributeValue]]:
    """Give what a record says. What it says of an attribute is true from its own date: another date says another."""
    identity = record.identity
    if isinstance(record, Milestone):
        yield _Fact(identity, "date"), record.date.text
        if record.name is not None:
            yield _Fact(identity, "name"), record.name
        for attribute, value in record.attributes.items():
            yield _Fact(identity, attribute), value
    else:
        yield _Fact(identity, "value"), record.value
    for key, text in record.evidence.given().items():
        yield _Fact(identity, key), text
