"""Why a record may not join a plan, one rule after the other."""

from collections.abc import Iterator, Set

from plantrack.plan import names
from plantrack.plan.dates import LAST_DAY, day_text
from plantrack.plan.item import MERGER_HINT, fold_value
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    CHANGED,
    NAME_KEY,
    WITHDRAWN,
    AttributeValue,
    Comment,
    Expectation,
    ItemRecord,
    Kind,
    Measurement,
    Milestone,
    Plan,
    Record,
    find_date,
)
from plantrack.plan.naming.cleaning import LOST, is_damaged, is_garbled
from plantrack.plan.naming.values import is_same_value
from plantrack.plan.problems import DAMAGED_HINT, Problem
from plantrack.plan.sentences import Called, Sentence, Value, name_key, quoted, say, say_meaning, show_known, show_value

CORRECT_NUMBER_HINT = say_meaning("a number", "if the known one is wrong, add --correct")
CORRECT_DATE_HINT = say_meaning("a date", "if the known one is wrong, add --correct")
CORRECT_TEXT_HINT = say_meaning("a text", "if the known one is wrong, add --correct")


def refuse_future(record: Record, today: int) -> Problem | None:
    """Return why a record may not stand today."""
    date = find_date(record)
    if date is None or date.lo <= today:
        return None
    return Problem(
        say(
            "{record} on {date} is in the future: today is {today}",
            record=say_subject(record),
            date=date,
            today=day_text(today),
        )
    )


def refuse_change(record: Record, standing: Record | None, corrected: Set[str] = frozenset()) -> Problem | None:
    """Return why a record may not stand in place of the one that stands; None for no such record.

    What is `corrected`, by its key, may be another.
    """
    if standing is None:
        return None
    if isinstance(record, Measurement) and isinstance(standing, Measurement):
        if record.value == standing.value or "value" in corrected:
            return None
        message = say(
            "{record} on {date} is known to be {known}, not {value}",
            record=say_subject(record),
            date=record.date,
            known=standing.value,
            value=record.value,
        )
        return Problem(message, CORRECT_NUMBER_HINT)
    if isinstance(record, Comment) and isinstance(standing, Comment):
        return _refuse_other_text(record, standing, corrected)
    if not isinstance(record, Milestone) or not isinstance(standing, Milestone):
        return None
    if record.stage == CHANGED:
        return _refuse_other_change(record, standing, corrected)
    if "date" in corrected or record.date.contains(standing.date) or standing.date.contains(record.date):
        return None
    message = say(
        "{record} is known to be on {known}, not on {date}",
        record=say_subject(record),
        known=standing.date,
        date=record.date,
    )
    hint = say(
        "to add to the known record, give the date {date}; {to_correct}",
        date=standing.date,
        to_correct=CORRECT_DATE_HINT,
    )
    return Problem(message, hint)


def _refuse_other_change(record: Milestone, standing: Milestone, corrected: Set[str]) -> Problem | None:
    """Return why a change may not say another name or value than the one of the same day that stands."""
    known = standing.of_item
    for key, value in record.of_item.items():
        if key in known and key not in corrected and fold_value(known[key]) != fold_value(value):
            message = say(
                "{record} on {date} is known to give the {key} {known}, not {value}",
                record=say_subject(record),
                date=record.date,
                key=call_key(record, key),
                known=show_known(known[key]),
                value=show_known(value),
            )
            return Problem(message, CORRECT_TEXT_HINT)
    return None


def _refuse_other_text(record: Comment, standing: Comment, corrected: Set[str]) -> Problem | None:
    """Return why a comment may not say or ask something else than the one of the same day that stands."""
    known = standing.said
    for key, text in record.said.items():
        if key in known and key not in corrected and names.fold_text(known[key]) != names.fold_text(text):
            message = say(
                "{record} on {date} is known to have the {key} {known}, not {text}",
                record=say_subject(record),
                date=record.date,
                key=call_key(record, key),
                known=show_known(known[key]),
                text=show_value(text),
            )
            return Problem(message, CORRECT_TEXT_HINT)
    return None


def refuse_attribute(plan: Plan, record: Record, ledger: Ledger, corrected: Set[str] = frozenset()) -> Problem | None:
    """Return why a milestone may not give another text than its item has: it may be another item of the name.

    What is `corrected`, by its key, may be another.
    """
    if not isinstance(record, ItemRecord) or record.stage == CHANGED or not record.attributes:
        return None
    item = ledger.item(record.kind, record.key)
    date = find_date(record)
    known = {} if item is None else ledger.values_on(item, LAST_DAY if date is None else date.hi)
    for key, value in record.attributes.items():
        tells_apart = plan.kinds[record.kind].attributes[key].tells_apart
        is_other = tells_apart and key in known and key not in corrected
        if is_other and not is_same_value(str(known[key]), str(value)):
            message = say(
                "{record}: the {key} is known to be {known}, not {value}",
                record=say_subject(record),
                key=call_key(record, key),
                known=show_known(known[key]),
                value=show_known(value),
            )
            hint = say(
                "another item needs a name of its own, such as {name}; what changed on a day is of the stage changed; "
                "{to_correct}",
                name=quoted(f"{record.item} ({value})"),
                to_correct=CORRECT_TEXT_HINT,
            )
            return Problem(message, hint)
    return None


def refuse_contradiction(record: Record, key: str, said: Value, other: Value) -> Problem:
    """Return why a row of a list may not say what another one says otherwise."""
    message = say(
        "{record}: the {key} is {said} here, and {other} in another row",
        record=say_subject(record),
        key=call_key(record, key),
        said=said,
        other=other,
    )
    hint = say("take out the one that is wrong; with --correct the last row holds")
    if isinstance(record, ItemRecord) and isinstance(said, str) and key != NAME_KEY:
        hint = say(
            "another item needs a name of its own, such as {name}; else take out the row that is wrong: with --correct "
            "the last one holds",
            name=quoted(f"{record.item} ({said})"),
        )
    return Problem(message, hint)


def refuse_known_name(record: Record, ledger: Ledger) -> Problem | None:
    """Return why a change may not give a name: another item has it, or had it."""
    if not isinstance(record, Milestone) or record.name is None:
        return None
    owner = ledger.find_key(record.kind, names.fold_name(record.name))
    if owner == record.key or owner not in ledger.names.get(record.kind, {}):
        return None
    message = say(
        "{record}: {name} is the name of another {kind}",
        record=say_subject(record),
        name=quoted(record.name),
        kind=Called(record.kind),
    )
    return Problem(message, MERGER_HINT)


def refuse_name_of_other(record: ItemRecord, other: str) -> Problem:
    """Return the problem of a change with a name that is typed otherwise, and means another item."""
    message = say(
        "{record}: {name} means another {kind}, {other}",
        record=say_subject(record),
        name=quoted(record.name or ""),
        kind=Called(record.kind),
        other=quoted(other),
    )
    return Problem(message, MERGER_HINT)


def refuse_damage(record: Record) -> Problem | None:
    """Return why a record may not say what it says: a text of it was broken on its way.

    A note may quote what is broken, and a link may look so.
    """
    evidence = record.evidence
    broken: dict[str, AttributeValue | None] = {}
    if isinstance(record, ItemRecord):
        broken |= {key: value for key, value in record.attributes.items() if is_garbled(str(value))}
        broken |= {"name": record.name} if record.name is not None and is_damaged(record.name) else {}
    broken |= {"decision": evidence.decision} if evidence.decision and is_garbled(evidence.decision) else {}
    others = {"source": evidence.source, "note": evidence.note}
    others |= record.said if isinstance(record, Comment) else {}
    broken |= {key: text for key, text in others.items() if text and LOST in text}
    for key, text in broken.items():
        message = say(
            "{record}: the {key} {text} is damaged text",
            record=say_subject(record),
            key=call_key(record, key),
            text=show_value(text),
        )
        return Problem(message, DAMAGED_HINT)
    return None


def refuse_in_life(kind: Kind, ledger: Ledger, milestone: Milestone, arrived: int | None = None) -> Problem | None:
    """Return why a milestone cannot be true beside the others of its item.

    Of those from the position `arrived` on only a withdrawal is asked; None for all stages of all of them.
    """
    for other in find_out_of_order(kind, ledger, milestone):
        if arrived is None or other.position < arrived or WITHDRAWN in (other.stage, milestone.stage):
            return Problem(say_out_of_order(milestone, other))
    return None


def refuse_reached(kind: Kind, ledger: Ledger, record: Expectation) -> Problem | None:
    """Return why nothing can be expected of an item: it has reached the stage or a later one, or is withdrawn."""
    later = kind.stages[kind.stages.index(record.stage) :]
    for stage in (*later, WITHDRAWN):
        reached = ledger.milestones.get(kind.id, {}).get(stage, {}).get(record.key)
        if reached is not None:
            message = say(
                "{record} cannot be expected by {expected}: {other_stage} on {date} is known",
                record=say_subject(record),
                expected=record.expected,
                other_stage=Called(kind.id, stage),
                date=reached.date,
            )
            hint = say("--date and --expected together say when it was reached, and by when it was to be")
            return Problem(message, hint if stage == record.stage else None)
    return None


def find_out_of_order(kind: Kind, ledger: Ledger, milestone: Milestone) -> Iterator[Milestone]:
    """Give the milestones of the same item beside which one cannot be true: it comes before or after its time."""
    stages = (*kind.stages, CHANGED, WITHDRAWN)
    own = stages.index(milestone.stage)
    reached = ledger.milestones.get(kind.id, {})
    others = [reached[stage][milestone.key] for stage in stages if milestone.key in reached.get(stage, {})]
    # A change may be of any time before the withdrawal.
    if milestone.stage == CHANGED:
        others = [other for other in others if other.stage == WITHDRAWN]
    elif milestone.stage == WITHDRAWN:
        others += ledger.changes.get(kind.id, {}).get(milestone.key, {}).values()
    for other in others:
        place = stages.index(other.stage)
        is_before = place < own and milestone.date.hi < other.date.lo
        if is_before or (place > own and milestone.date.lo > other.date.hi):
            yield other


def say_out_of_order(milestone: Milestone, other: Milestone) -> Sentence:
    """Say that a milestone cannot be true beside another one."""
    values: dict[str, Value] = {
        "record": say_subject(milestone),
        "date": milestone.date,
        "other_stage": Called(other.kind, other.stage),
        "other_date": other.date,
    }
    if milestone.date.hi < other.date.lo:
        return say("{record} on {date} is before {other_stage} on {other_date}", **values)
    return say("{record} on {date} is after {other_stage} on {other_date}", **values)


def say_subject(record: Record) -> Sentence:
    """Return what a record speaks of, as a problem of it begins."""
    if isinstance(record, Measurement):
        return say("{target}: the total", target=record.target)
    if isinstance(record, Comment):
        return say("{subject}: the comment", subject=record.target or record.item or "")
    return say("{item}: {stage}", item=record.item, stage=Called(record.kind, record.stage))


def call_key(record: Record, key: str) -> Value:
    """Return what one thing is called that a record says."""
    return name_key(key, record.kind if isinstance(record, ItemRecord) else None)
