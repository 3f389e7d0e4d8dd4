"""What a receipt says that is replaced is what history calls corrected from then on."""

from assessing import parsed
from hypothesis import given
from strategies import Data, examples, lived_plans, plans

from plantrack.plan.corrections import find_corrections, find_replaced, fold_fact
from plantrack.plan.ledger import read_ledger
from plantrack.plan.model import CHANGED, EXPECTED_KEY, Evidence, Expectation, ItemRecord, Record

# Told by the receipt in words of its own: how an expected date moved, and what a change gives an item.
APART = {EXPECTED_KEY, *Evidence._fields}


def is_told_apart(record: Record, key: str, earlier: Record) -> bool:
    if isinstance(record, ItemRecord) and record.stage == CHANGED and key in record.of_item:
        return True
    return key in APART and (key == EXPECTED_KEY or isinstance(record, Expectation) or isinstance(earlier, Expectation))


@examples(150)
@given(lived_plans() | plans())
def test_what_is_replaced_is_what_history_calls_corrected(data: Data) -> None:
    plan = parsed(data).plan
    shorter = [plan._replace(milestones=plan.milestones[:-1])] if plan.milestones else []
    shorter += [plan._replace(measurements=plan.measurements[:-1])] if plan.measurements else []
    shorter += [plan._replace(comments=plan.comments[:-1])] if plan.comments else []
    for before in shorter:
        (record,) = (one for one in plan.records() if one not in before.records())
        replaced = {
            (fact.key, fold_fact(fact.key, fact.was), fact.now, fact.made_exact)
            for fact in find_replaced(record, read_ledger(before))
        }
        assert replaced == {
            (found.key, fold_fact(found.key, found.was), found.now, found.made_exact)
            for found in find_corrections(plan)
            if found.record is record and not is_told_apart(record, found.key, found.earlier)
        }
