"""What a log says already: which records add nothing to it, and which say of themselves what they correct in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from plantrack.plan.corrections import (
    find_all_corrections,
    find_evidenced,
    fold_fact,
    list_facts,
    list_facts_beside,
    list_standing,
)
from plantrack.plan.dates import PartialDate
from plantrack.plan.item import says_otherwise
from plantrack.plan.keys import is_own
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    AttributeValue,
    Evidence,
    Expectation,
    Identity,
    ItemRecord,
    Milestone,
    Plan,
    Record,
    find_date,
)

# What a record says that it replaced of an earlier one of the same identity, by key; a date as it is written.
Replaced = Mapping[str, AttributeValue]
# One key of what an identity stands for, what it was and what it became, folded.
Replacement = tuple[Identity, str, AttributeValue, AttributeValue]


def count_replacements(plan: Plan, ledger: Ledger) -> Counter[Replacement]:
    """Return how many times each value of a log was replaced by each other one."""
    return Counter(
        _name_replacement(found.record, found.key, found.was, found.now) for found in find_all_corrections(plan, ledger)
    )


def adds_nothing(record: Record, ledger: Ledger, before: Ledger, *, correct: bool) -> bool:
    """Tell whether all that a record says was said of one figure: of the one that stands, or one of those `before`.

    So what was written of a figure that did not stand is not known of the one that does. The ledgers are those with and
    without the other records of a command, which say themselves what they correct of each other. A date that contains
    the known one says nothing. A correction may bring back what an earlier one said: for it only what stands counts.
    """
    standing = ledger.standing(record)
    if standing is None:
        return False
    facts = _fold_facts(list_facts(record))
    figures = [_fold_facts(list_standing(record, ledger))] if correct else _list_figures(record, ledger)[-1:]
    date, known = find_date(record), find_date(standing)
    if date is not None and known is not None and date.contains(known):
        figures[-1] |= {fact for fact in facts if fact[0] == "date"}
    return any(facts <= said for said in figures) or (
        not correct and any(facts <= said for said in _list_figures(record, before))
    )


def is_told(
    record: Record,
    replaced: Replaced,
    ledgers: tuple[Ledger, Ledger],
    replacements: Counter[Replacement],
) -> bool:
    """Tell whether the log has a record and what it replaced, and take that from the replacements that it has.

    Each of them is told by one record: where a value was changed there and back, and there again, all are. The
    `ledgers` are those with and without the other records of a command.
    """
    stands, facts = list_standing(record, ledgers[0]), list_facts(record)
    if not stands:
        return False
    told = []
    for key, was in replaced.items():
        replacement = _name_replacement(record, key, was, facts[key])
        if replacements[replacement]:
            told.append(replacement)
        elif key not in stands or fold_fact(key, stands[key]) != replacement[-1]:
            return False
    if not adds_nothing(record, *ledgers, correct=False):
        return False
    replacements.subtract(told)
    return True


def find_corrected(replaced: Replaced, record: Record, ledger: Ledger) -> Set[str]:
    """Return the keys of what stands that a record corrects by its own word: none where another value stands.

    What stands otherwise of evidence, which a corrected figure does not keep, is no other value.
    """
    stands = list_standing(record, ledger) if replaced else {}
    figures = {key for key in replaced if key not in Evidence._fields and not is_own(key)}
    found = {
        key for key, was in replaced.items() if key in stands and fold_fact(key, stands[key]) == fold_fact(key, was)
    }
    return found if figures <= found else set()


def _name_replacement(record: Record, key: str, was: AttributeValue, now: AttributeValue) -> Replacement:
    return find_evidenced(record), key, fold_fact(key, was), fold_fact(key, now)


def _fold_facts(facts: Mapping[str, AttributeValue]) -> set[tuple[str, AttributeValue]]:
    return {(key, fold_fact(key, value)) for key, value in facts.items()}


def _list_figures(record: Record, ledger: Ledger) -> list[set[tuple[str, AttributeValue]]]:
    """Return what was said of each figure that ever stood for what a record speaks of; the last one stands."""
    figures: list[set[tuple[str, AttributeValue]]] = []
    standing = ledger.standing(record)
    stood = (*ledger.earlier(record), *([] if standing is None else [standing]))
    if isinstance(record, Expectation):
        return _list_expected_figures(stood)
    before: Record | None = None
    for known in stood:
        if isinstance(known, Expectation):
            continue
        if before is None or says_otherwise(before, known):
            figures.append(set())
        figures[-1] |= _fold_facts(list_facts(known))
        before = known
    return figures


def _list_expected_figures(stood: Iterable[Record]) -> list[set[tuple[str, AttributeValue]]]:
    """Return what was said of each expected date, beside the milestone too where there is one."""
    figures: list[set[tuple[str, AttributeValue]]] = [set()]
    expected: PartialDate | None = None
    for known in stood:
        if not isinstance(known, ItemRecord):
            continue
        if expected is not None and known.expected is not None and not expected.contains(known.expected):
            figures.append(set())
        figures[-1] |= _fold_facts(list_facts_beside(known) if isinstance(known, Milestone) else list_facts(known))
        expected = expected if known.expected is None else known.expected
    return figures
