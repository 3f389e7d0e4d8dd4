"""Warnings of what a hand wrote over what stands above it in the file, where a command would have refused it."""

from collections.abc import Iterator, Mapping

from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    EXPECTED_KEY,
    WITHDRAWN,
    Comment,
    Expectation,
    Identity,
    ItemKey,
    Milestone,
    Number,
    Plan,
)
from plantrack.plan.names import fold_text
from plantrack.plan.problems import Problem
from plantrack.plan.rules.refusals import SAID_KEYS
from plantrack.plan.rules.warning import say_record, warn
from plantrack.plan.sentences import Sentence, say, show_value


def check_records_by_hand(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """Warn of each record without `recorded` that says otherwise than an earlier one, or expects what is over."""
    hint = say("plantrack log, or measure, with --correct records a correction with its time")
    yield from _check_reached_dates(plan, ledger, hint)
    yield from _check_expected_dates(plan)
    yield from _check_values(plan, hint)
    yield from _check_texts(plan)


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


def _check_texts(plan: Plan) -> Iterator[Problem]:
    """Warn of a comment that says or asks something else than an earlier one of its day: of what it says first."""
    hint = say("plantrack comment with --correct records a correction with its time")
    said: dict[Identity, dict[str, str]] = {}
    for comment in plan.comments:
        known = said.setdefault(comment.identity, {})
        key = _find_other_text(comment, known) if comment.recorded is None else None
        if key is not None:
            message = say(
                "{comment}, written by hand, changes the known {key} {earlier}",
                comment=say_record(comment),
                key=SAID_KEYS[key],
                earlier=show_value(known[key]),
            )
            yield warn(comment, key, message, hint)
        known |= comment.said


def _find_other_text(comment: Comment, known: Mapping[str, str]) -> str | None:
    """Return the first key under which a comment says something else than is known; None for none."""
    told = comment.said.items()
    return next((key for key, text in told if key in known and fold_text(known[key]) != fold_text(text)), None)
