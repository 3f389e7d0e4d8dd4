"""Corrections: each record that says otherwise than an earlier one of the same item or total, or adds to it."""

from collections.abc import Iterable, Iterator, Mapping

from plantrack.plan.item import find_expectation, fold_value
from plantrack.plan.keys import Place, is_own
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    CHANGED,
    EXPECTED_KEY,
    AttributeValue,
    Comment,
    Evidence,
    Expectation,
    Identity,
    ItemRecord,
    Measurement,
    Milestone,
    Plan,
    Record,
    find_date,
)
from plantrack.plan.names import fold_text
from plantrack.tuples import NamedTuple

# Before a key: what a record of a spreadsheet says that it replaced. No id has a space.
WAS = "was "
# By what it is of, where that was written more than once, the place of the record that gave each kind of evidence last.
Givers = Mapping[Identity, Mapping[str, Place]]


class _Fact(NamedTuple):
    """One key of a record."""

    subject: Identity
    key: str


class Correction(NamedTuple):
    """One key of a record that replaces another value."""

    record: Record
    key: str
    was: AttributeValue
    now: AttributeValue
    earlier: Record  # the record that said what was
    made_exact: bool  # a partial date was made exact within it: then nothing was wrong before


class ReplacedFact(NamedTuple):
    """What a record says in place of what stood of the same figure: what is expected, and what changes, apart."""

    subject: str  # the id of a target, or the name of an item as it is recorded
    kind: str | None  # of the item; None: it is of a target
    stage: str | None  # that the item reached; None: it is of no milestone
    key: str  # date, expected, value, text, ask, an attribute, decision, source or note
    was: AttributeValue  # a date as written
    now: AttributeValue  # an empty text: nothing is asked, or nobody says so, any more
    made_exact: bool  # it was a partial date, and is one within it now: then nothing was wrong before


def find_corrections(plan: Plan, ledger: Ledger) -> list[Correction]:
    """Return every correction of a plan, in the order of each table of its log.

    The user's own keys are left alone. Another paper than that of an expected date is no correction: a date that is put
    off, or reached, has its own.
    """
    found = find_all_corrections(plan, ledger)
    return [one for one in found if not is_own(one.key) and not _is_of_expected(one)]


def _is_of_expected(correction: Correction) -> bool:
    return isinstance(correction.earlier, Expectation) and correction.key in Evidence._fields


def find_all_corrections(plan: Plan, ledger: Ledger) -> list[Correction]:
    """Return every correction of a plan, those of the user's own keys among them.

    What a record says of an attribute is true from its own date: another date says another.
    """
    last: dict[_Fact, tuple[AttributeValue, Record]] = {}
    found = []
    for record in list_rewritten(plan, ledger):
        identity, evidenced = record.identity, find_evidenced(record)
        for key, value in list_facts(record).items():
            fact = _Fact(evidenced if key in Evidence._fields else identity, key)
            was, earlier = last.get(fact, (value, record))
            if was != value and fold_fact(key, was) != fold_fact(key, value):
                made_exact = is_made_exact(key, earlier, record)
                found.append(
                    Correction(record=record, key=key, was=was, now=value, earlier=earlier, made_exact=made_exact)
                )
            last[fact] = value, record
    return found


def is_made_exact(key: str, earlier: Record, record: Record) -> bool:
    """Tell whether a partial date, or a partial expected one, became a date within it."""
    if not isinstance(earlier, ItemRecord) or not isinstance(record, ItemRecord):
        return False
    if key == EXPECTED_KEY:
        was, now = earlier.expected, record.expected
    else:
        was, now = (find_date(earlier), find_date(record)) if key == "date" else (None, None)
    return was is not None and now is not None and was.contains(now)


def find_replacements(plan: Plan, ledger: Ledger) -> dict[Place, Record]:
    """Return for the place of each record that does not stand the next one of the same identity.

    What is said late of a stage that is reached replaces nothing: for it that is the milestone.
    """
    last: dict[Identity, Record] = {}
    found: dict[Place, Record] = {}
    for record in list_rewritten(plan, ledger):
        earlier = last.get(record.identity)
        if isinstance(earlier, Milestone) and isinstance(record, Expectation):
            found[record.place] = earlier
            continue
        if earlier is not None:
            found[earlier.place] = record
        last[record.identity] = record
    return found


def find_givers(plan: Plan, ledger: Ledger) -> Givers:
    """Return which records gave the evidence of those that stand and were written more than once.

    What a record that stands took over from none, it has not, whoever is named here.
    """
    found: dict[Identity, dict[str, Place]] = {}
    for record in list_rewritten(plan, ledger):
        given = found.setdefault(find_evidenced(record), {})
        given.update(dict.fromkeys(record.evidence.given(), record.place))
    return found


def list_rewritten(plan: Plan, ledger: Ledger) -> list[Record]:
    """Return the records of a plan, of whose log this is the end, that are not the only ones of their identity."""
    # Most plans say nothing twice.
    return [one for one in plan.records() if one.identity in ledger.replaced] if ledger.replaced else []


def find_evidenced(record: Record) -> Identity:
    """Return what the evidence of a record is of: what is expected has its own, apart from that of what happens."""
    return (*record.identity, EXPECTED_KEY) if isinstance(record, Expectation) else record.identity


def list_facts(record: Record) -> dict[str, AttributeValue]:
    """Return what a record says, by the keys of the plan file, but for those that say what it speaks of."""
    if isinstance(record, Measurement):
        return {"value": record.value, **record.evidence.given(), **record.own}
    if isinstance(record, Comment):
        return {**record.said, **record.evidence.given(), **record.own}
    days = {"date": find_date(record), EXPECTED_KEY: record.expected}
    facts = {key: day.text for key, day in days.items() if day is not None}
    return {**facts, **record.of_item, **record.evidence.given(), **record.own}


def list_standing(record: Record, ledger: Ledger) -> dict[str, AttributeValue]:
    """Return what stands of all that a record speaks of, by key; nothing where that is unknown."""
    standing = ledger.standing(record)
    if standing is None:
        return {}
    if not isinstance(record, Expectation) or not isinstance(standing, Milestone):
        return list_facts(standing)
    expected = find_expectation(standing, ledger.earlier(record))
    return list_facts_beside(standing) | ({} if expected is None else list_facts(expected))


def list_facts_beside(milestone: Milestone) -> dict[str, AttributeValue]:
    """Return what a milestone says that what is expected may say too: the evidence of both is not the same."""
    return {key: value for key, value in list_facts(milestone).items() if key not in ("date", *Evidence._fields)}


def fold_fact(key: str, value: AttributeValue) -> AttributeValue:
    """Return what all spellings have in common of what a record says: spaces around evidence say nothing."""
    if isinstance(value, str) and key in ("text", "ask"):
        return fold_text(value)
    if isinstance(value, str) and (key in Evidence._fields or is_own(key)):
        return value.strip()
    return fold_value(value)


def find_replaced(records: Iterable[Record], before: Ledger) -> Iterator[ReplacedFact]:
    """Give what new records, taken together, say otherwise than what stood before them."""
    said: dict[Identity, dict[str, AttributeValue]] = {}
    last: dict[Identity, Record] = {}
    for record in records:
        figure = find_evidenced(record)
        said.setdefault(figure, {}).update(list_facts(record))
        last[figure] = record
    for figure, record in last.items():
        standing = before.standing(record)
        if standing is not None:
            yield from _compare_with_standing(record, said[figure], standing, list_standing(record, before))


def _compare_with_standing(
    record: Record, said: Mapping[str, AttributeValue], standing: Record, had: Mapping[str, AttributeValue]
) -> Iterator[ReplacedFact]:
    # 1. What is told as a move of what is expected, or of what an item has from a day on, is not told again.
    told_apart = {*record.of_item} if isinstance(record, Milestone) and record.stage == CHANGED else set()
    if isinstance(record, Expectation) and isinstance(standing, Expectation):
        told_apart = {EXPECTED_KEY}
    # 2. A date that is put off, or reached, has a paper of its own, which contradicts no other.
    if isinstance(record, Expectation) or isinstance(standing, Expectation):
        told_apart |= {*Evidence._fields}
    subject, kind, stage = _find_subject(record)
    replaced = [
        ReplacedFact(subject, kind, stage, key, was, said[key], is_made_exact(key, standing, record))
        for key, was in had.items()
        if key in said and key not in told_apart and not is_own(key)
        if fold_fact(key, was) not in ("", fold_fact(key, said[key]))
    ]
    yield from replaced
    # 3. Another figure does not stand on the paper of the one before it.
    if any(fact.key in ("date", "value") and not fact.made_exact for fact in replaced):
        for key in ("decision", "source"):
            if key in had and key not in said and key not in told_apart:
                yield ReplacedFact(subject, kind, stage, key, had[key], "", made_exact=False)


def _find_subject(record: Record) -> tuple[str, str | None, str | None]:
    """Return of what a record is as a receipt names it, and of an item its kind and its stage."""
    match record:
        case Measurement():
            return record.target, None, None
        case Comment():
            return record.target or record.item or "", record.kind, None
        case _:
            return record.item, record.kind, record.stage
