"""One row an item, a date for each stage: what such a row says that the plan does not say of its item.

A list tells all that its writer knows of an item, and an attribute stands there once, beside all stages. So what is
known is left out, whichever record says it, and the rest goes on one record.
"""

from collections.abc import Sequence
from itertools import groupby

from plantrack.plan.dates import PartialDate
from plantrack.plan.item import Item, order_in_time
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import CHANGED, AttributeValue, Evidence, Expectation, ItemRecord, Milestone
from plantrack.plan.naming.values import is_same_value
from plantrack.plan.problems import Problem
from plantrack.plan.rules.joining import find_item_of
from plantrack.plan.rules.known import adds_nothing
from plantrack.plan.sentences import name_key, say, show_known
from plantrack.tuples import NamedTuple


class WideTerms(NamedTuple):
    """What was said about a list besides it."""

    day: PartialDate  # on which it is true
    is_given: bool  # that day was given; else it is today, and nothing changed on it
    evidence: Evidence  # of what is new in the list
    correct: bool


class Settled(NamedTuple):
    """The records of rows, with nothing in them that is known."""

    records: list[ItemRecord]
    lines: list[int]  # of each record the line of its row
    refused: list[tuple[int, Problem]]  # rows that say otherwise than the plan, by their lines
    silent: list[int]  # the lines of rows that say of an unknown item nothing that happened


def settle_rows(ledger: Ledger, records: Sequence[ItemRecord], lines: Sequence[int], terms: WideTerms) -> Settled:
    """Return what rows add, given a record for each of their stages, each with all attributes of its row.

    An attribute that an item lacks goes on the record of its earliest stage in the row, and one that differs makes a
    change, if the day is given; else it corrects the record that gave it, if that is meant. A row without stages is
    given as a change.
    """
    settled = Settled([], [], [], [])
    rows = groupby(zip(records, lines, strict=True), key=lambda pair: pair[1])
    for line, members in rows:
        own = [find_item_of(record, ledger) for record, _ in members]
        _settle_row(ledger, [record for record in own if isinstance(record, ItemRecord)], line, terms, settled)
    return settled


def _settle_row(ledger: Ledger, own: Sequence[ItemRecord], line: int, terms: WideTerms, settled: Settled) -> None:
    first = own[0]
    item = ledger.item(first.kind, first.key)
    reached = [record for record in own if record.stage != CHANGED]
    if item is None and not reached:
        settled.silent.append(line)
        return
    # 1. Of its attributes those that are news.
    known = {} if item is None else ledger.values_on(item, terms.day.hi)
    lacking = {name: value for name, value in first.attributes.items() if name not in known}
    changed = {name: value for name, value in first.attributes.items() if not _are_one(known.get(name, value), value)}
    # 2. Its stages, the first of which has what the item lacked; a row without any adds to what is known first.
    if item is not None and not reached and lacking:
        earliest = min(
            item.all_records(), key=lambda record: (isinstance(record, Expectation), order_in_time(record)[::-1])
        )
        if isinstance(earliest, Expectation):
            reached = [earliest._replace(item=first.item, evidence=first.evidence, recorded=None, own=first.own)]
        elif isinstance(first, Milestone):
            reached = [first._replace(stage=earliest.stage, date=earliest.date)]
    # What is only expected has an attribute from ever: one with a date tells more.
    giver = next((place for place, record in enumerate(reached) if isinstance(record, Milestone)), 0)
    corrected = {} if item is None or terms.is_given or not terms.correct else changed
    # What was wrong is corrected where it was said, beside what the row says of that stage.
    givers = (
        {name: _find_giving_record(ledger, item, name, terms.day.hi) for name in corrected} if item is not None else {}
    )
    stages = {record.stage for record in reached}
    wrong = {one.identity: one for one in givers.values() if one.stage not in stages}
    reached += [
        one._replace(position=first.position, item=first.item, evidence=first.evidence, recorded=None, own=first.own)
        for one in wrong.values()
    ]
    for place, record in enumerate(reached):
        right = {name: value for name, value in corrected.items() if givers[name].identity == record.identity}
        record = record._replace(attributes=(lacking if place == giver else {}) | right)
        as_it_stands = terms.correct or isinstance(record, Expectation)
        if not adds_nothing(record, ledger, ledger, correct=as_it_stands):
            record = record._replace(evidence=record.evidence.added_to(terms.evidence))
        settled.records.append(record)
        settled.lines.append(line)
    # 3. What is otherwise now is so from a day on.
    if changed and not terms.is_given and not terms.correct:
        name, value = next(iter(changed.items()))
        message = say(
            "{item}: the {key} is known to be {known}, and here it is {value}",
            item=first.item,
            key=name_key(name, first.kind),
            known=show_known(known[name]),
            value=show_known(value),
        )
        hint = say(
            "what changed on a day needs --date, and what was wrong --correct; another item needs a name of its own"
        )
        settled.refused.append((line, Problem(message, hint)))
    elif changed and terms.is_given:
        evidence = first.evidence.added_to(terms.evidence)
        of_item = first.position, first.kind, first.key, CHANGED, first.item, None, terms.day
        settled.records.append(Milestone(*of_item, changed, evidence, None, first.own))
        settled.lines.append(line)


def _find_giving_record(ledger: Ledger, item: Item, name: str, day: int) -> ItemRecord:
    """Return the record that gives the value of an attribute that an item has on a day."""
    given = [record for record in item.all_records() if name in record.attributes]
    given.sort(key=lambda record: (*order_in_time(record), ledger.find_written(record, name)))
    return next((record for record in reversed(given) if order_in_time(record)[0] <= day), given[0])


def _are_one(known: AttributeValue, given: AttributeValue) -> bool:
    if isinstance(known, str) and isinstance(given, str):
        return is_same_value(known, given)
    return known == given
