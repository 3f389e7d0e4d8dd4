"""Warnings of what a hand wrote over what stands above it in the file, where a command would have refused it."""

from collections.abc import Iterator, Mapping

from plantrack.plan.corrections import fold_fact
from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    CHANGED,
    EXPECTED_KEY,
    WITHDRAWN,
    AttributeValue,
    Comment,
    Expectation,
    Identity,
    ItemKey,
    Milestone,
    Number,
    Plan,
)
from plantrack.plan.problems import Problem
from plantrack.plan.rules.refusals import call_key
from plantrack.plan.rules.warning import say_record, warn
from plantrack.plan.sentences import Sentence, say, show_known


def check_records_by_hand(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """Warn of each record without `recorded` that says otherwise than an earlier one, or expects what is over."""
    hint = say("plantrack log, or measure, with --correct records a correction with its time")
    yield from _check_reached_dates(plan, ledger, hint)
    yield from _check_expected_dates(plan)
    yield from _check_values(plan, hint)
    yield from _check_said(plan, hint)


def _check_reached_dates(plan: Plan, ledger: Ledger, hint: Sentence) -> Iterator[Problem]:
    dates: dict[Identity, PartialDate] = {}
    # The keys of the items of which something was written more than once: most are none of them.
    several = {identity[1] for identity in ledger.replaced}
    for milestone in plan.milestones:
        if milestone.key not in several or isinstance(milestone, Expectation):
            continue
        earlier = dates.get(milestone.identity)
        if earlier is not None and milestone.recorded is None and not earlier.contains(milestone.date):
            message = say(
                "{milestone}, written by hand, changes the known {earlier}",
                milestone=say_record(milestone),
                earlier=earlier,
            )
            yield warn(milestone, "date", message, hint)
        dates[milestone.identity] = milestone.date


def _check_expected_dates(plan: Plan) -> Iterator[Problem]:
    """Warn of what is expected of an item that has reached the stage or a later one above it, or is withdrawn there."""
    if not any(isinstance(record, Expectation) for record in plan.milestones):
        return
    hint = say("a record with both date and expected says when it was reached, and by when it was to be")
    reached: dict[ItemKey, dict[str, Milestone]] = {}
    expected: dict[Identity, PartialDate] = {}
    for record in plan.milestones:
        known = reached.setdefault(record.item_key, {})
        if isinstance(record, Milestone):
            known[record.stage] = record
        elif record.recorded is None and expected.get(record.identity) != record.expected:
            over = _find_over(record, plan.kinds[record.kind].stages, known)
            if over is not None:
                message = say(
                    "{expected}, written by hand, though {reached} is known",
                    expected=say_record(record),
                    reached=say_record(over),
                )
                yield warn(record, EXPECTED_KEY, message, hint if over.stage == record.stage else None)
        if record.expected is not None:
            expected[record.identity] = record.expected


def _find_over(record: Expectation, stages: tuple[str, ...], known: Mapping[str, Milestone]) -> Milestone | None:
    """Return the milestone after which nothing of the kind is expected any more; None for none."""
    later = stages[stages.index(record.stage) :]
    return next((known[stage] for stage in (*later, WITHDRAWN) if stage in known), None)


def _check_values(plan: Plan, hint: Sentence) -> Iterator[Problem]:
    values: dict[Identity, Number] = {}
    for total in plan.measurements:
        value = values.get(total.identity)
        if value is not None and total.recorded is None and value != total.value:
            message = say(
                "{total} is {value}, written by hand, which changes the known {earlier}",
                total=say_record(total),
                value=total.value,
                earlier=value,
            )
            yield warn(total, "value", message, hint)
        values[total.identity] = total.value


def _check_said(plan: Plan, hint: Sentence) -> Iterator[Problem]:
    """Warn of a change or a comment that says otherwise than an earlier one of its day: of what it says first."""
    comment_hint = say("plantrack comment with --correct records a correction with its time")
    said: dict[Identity, dict[str, AttributeValue]] = {}
    changes = (record for record in plan.milestones if isinstance(record, Milestone) and record.stage == CHANGED)
    records: list[Milestone | Comment] = [*changes, *plan.comments]
    for record in records:
        facts: Mapping[str, AttributeValue] = record.said if isinstance(record, Comment) else record.of_item
        known = said.setdefault(record.identity, {})
        others = (key for key, value in facts.items() if fold_fact(key, known.get(key, value)) != fold_fact(key, value))
        key = next(others, None)
        if key is not None and record.recorded is None:
            message = say(
                "{record}, written by hand, changes the known {key} {earlier}",
                record=say_record(record),
                key=call_key(record, key),
                earlier=show_known(known[key]),
            )
            yield warn(record, key, message, comment_hint if isinstance(record, Comment) else hint)
        known |= facts
