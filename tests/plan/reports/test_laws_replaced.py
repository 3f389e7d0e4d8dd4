"""What a receipt says that is replaced is what history calls corrected from then on."""

from assessing import parsed
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples, lived_plans, plans

from plantrack.plan import corrections as known_corrections
from plantrack.plan.corrections import (
    Correction,
    find_evidenced,
    find_replaced,
    fold_fact,
    list_facts,
    list_standing,
)
from plantrack.plan.ledger import Ledger, read_ledger
from plantrack.plan.model import (
    CHANGED,
    EXPECTED_KEY,
    AttributeValue,
    Evidence,
    Expectation,
    Identity,
    ItemRecord,
    Plan,
    Record,
)

Replaced = dict[tuple[Identity, str], tuple[AttributeValue, AttributeValue]]


def find_corrections(plan: Plan) -> list[Correction]:
    return known_corrections.find_corrections(plan, read_ledger(plan))


def is_told_apart(record: Record, key: str, before: Ledger) -> bool:
    """Tell whether a receipt says it in words of its own: what a change gives, and how an expected date moved."""
    if isinstance(record, ItemRecord) and record.stage == CHANGED and key in record.of_item:
        return True
    expecting = [isinstance(one, Expectation) for one in (record, before.standing(record))]
    return (key == EXPECTED_KEY and all(expecting)) or (key in Evidence._fields and any(expecting))


def is_gone(key: str, now: AttributeValue) -> bool:
    """Tell whether nobody says so any more: history tells that where a hand wrote it, a receipt where it follows."""
    return key in Evidence._fields and now == ""


def list_corrected(corrections: list[Correction], known: set[tuple[Identity, str]], before: Ledger) -> Replaced:
    """Return what some corrections change in all of what is known, from the first of them to the last."""
    found: Replaced = {}
    last: dict[Identity, Record] = {}
    for one in corrections:
        figure = find_evidenced(one.record)
        last[figure] = one.record
        was = found.get((figure, one.key), (one.was, one.now))[0]
        found[figure, one.key] = was, one.now
    return {
        (figure, key): (fold_fact(key, was), fold_fact(key, now))
        for (figure, key), (was, now) in found.items()
        if (last[figure].identity, key) in known and fold_fact(key, was) not in ("", fold_fact(key, now))
        if not is_told_apart(last[figure], key, before) and not is_gone(key, fold_fact(key, now))
    }


def shorten(plan: Plan, number: int) -> list[Plan]:
    """Return a plan without the last records of each table of its log in turn."""
    return [
        plan._replace(milestones=plan.milestones[:-number]),
        plan._replace(measurements=plan.measurements[:-number]),
        plan._replace(comments=plan.comments[:-number]),
    ]


@examples(150)
@given(lived_plans() | plans(), st.integers(1, 4))
def test_what_is_replaced_is_what_history_calls_corrected(data: Data, number: int) -> None:
    plan = parsed(data).plan
    for shorter in shorten(plan, number):
        places = {record.place for record in shorter.records()}
        added = [record for record in plan.records() if record.place not in places]
        before = read_ledger(shorter)
        # A paper that was dropped with its figure stands no more, though history goes on from it.
        dropped = {
            (record.identity, key) for record in added for key in {*Evidence._fields} - {*list_standing(record, before)}
        }
        known = {(record.identity, key) for record in shorter.records() for key in list_facts(record)} - dropped
        # What is expected and what is reached are of one figure; of several such records one at a time is compared.
        mixed = (
            {record.identity for record in plan.records() if isinstance(record, Expectation)} if number > 1 else set()
        )
        replaced = {
            (find_evidenced(record), fact.key): (fold_fact(fact.key, fact.was), fold_fact(fact.key, fact.now))
            for record in added
            if record.identity not in mixed
            for fact in find_replaced([one for one in added if find_evidenced(one) == find_evidenced(record)], before)
            if not is_gone(fact.key, fact.now)
        }
        corrections = [one for one in find_corrections(plan) if one.record.place not in places]
        corrections = [one for one in corrections if one.record.identity not in mixed]
        assert replaced == list_corrected(corrections, known, before)
