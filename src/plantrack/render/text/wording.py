"""Texts that several pages have in common, and how a value reads on a page in English."""

from collections.abc import Mapping, Sequence

from plantrack.plan.model import CHANGED, NAME_KEY, WITHDRAWN, AttributeValue, Kind, Title
from plantrack.plan.sentences import Sentence, Value, exact_text, list_values, name_key, say, say_counted, value_text
from plantrack.render.text.numbers import group_thousands

# The stages that every kind has, where it calls them nothing else.
_STAGES = {WITHDRAWN: say("withdrawn"), CHANGED: say("changed")}


def worded(text: Value) -> str:
    """Return what a person reads of a value of a page, in English.

    >>> worded(say("{actual} of {goal}", actual=1234.5, goal=20000))
    '1,234.5 of 20,000'
    """
    match text:
        case str():
            return text
        case int() | float():
            return group_thousands(exact_text(text))
        case Sentence():
            return text.write(worded)
        case _:
            return value_text(text)


def list_clauses(clauses: Sequence[Value]) -> Value:
    """Return what is told one after the other: `A; B; C`; empty for nothing."""
    told = clauses[0] if clauses else ""
    for clause in clauses[1:]:
        told = say("{before}; {next}", before=told, next=clause)
    return told


def count_more(count: int) -> Sentence:
    """Return how many more there are than were told."""
    return say("and {count} more", count=count)


def word_move(before: Value, after: Value) -> Sentence:
    """Return what something was and what it is now."""
    return say("{before} → {after}", before=before, after=after)


def find_label(kind: Kind | None, id: str) -> Value:
    """Return what a kind calls a stage or an attribute; its id where it calls it nothing else."""
    label = None if kind is None else kind.labels.get(id)
    return label or _STAGES.get(id) or id


def word_awaited(stage: Value) -> Sentence:
    """Return a stage that is to be reached: what it is called may read as if it had been, `construction started`."""
    return say("to reach {stage}", stage=stage)


def note_not_over(count: int) -> Sentence:
    """Return how many dates count for nothing yet, since they may mean a day to come."""
    return say_counted(
        "{count} date does not count yet, since it is not over",
        "{count} dates do not count yet, since they are not over",
        count,
    )


def name_target(id: str, title: Title) -> Title:
    """Return how a target is named where there is little room: by its id, but in Vietnamese by its title."""
    return Title(id, title.vi)


def note_target(target: Title, note: Value) -> Sentence:
    """Return what must be known of a target where it does not stand beside it."""
    return say("{target}: {note}", target=target, note=note)


def list_given(kind: Kind | None, given: Mapping[str, AttributeValue]) -> Value:
    """Return values after what the kind calls them: `district Đông Anh, area 21`."""
    return list_values([put_after(_name_given(kind, name), given[name]) for name in given])


def put_after(name: Value, value: Value) -> Sentence:
    """Return a value after what it is called."""
    return say("{name} {value}", name=name, value=value)


def _name_given(kind: Kind | None, key: str) -> Value:
    return name_key(key) if key == NAME_KEY else find_label(kind, key)


def word_without(attribute: Value) -> Sentence:
    """Return what an item lacks that has no value of an attribute."""
    return say("no {attribute}", attribute=attribute)


def word_no_such(kind: Kind, attribute: str, day: str) -> Value | None:
    """Return that there is no such attribute on a day, an ISO date; None where there is."""
    declared, name = kind.attributes[attribute], find_label(kind, attribute)
    if declared.since is not None and day < declared.since.text:
        return say("there was no {attribute} before {first}", attribute=name, first=declared.since)
    if declared.until is not None and day > declared.until.text:
        return say("there is no {attribute} after {last}", attribute=name, last=declared.until)
    return None


def word_as_of(day: str, known: str | None) -> Value:
    """Return the day that is asked about, and the one of what is known where that is asked for."""
    return add_known(say("as of {day}", day=day), known)


def add_known(told: Value, known: str | None) -> Value:
    """Return what is told with the day of what is known; alone where all that is known now is told."""
    return told if known is None else say("{told}, as known on {day}", told=told, day=known)


def word_days(then: str, now: str, known: str | None) -> Value:
    """Return from when to when something moved, and the day of what is known where that is asked for."""
    return add_known(say("from the end of {then} to the end of {now}", then=then, now=now), known)


def word_evidence(decision: Value | None, source: Value | None) -> Value:
    """Return who says it; empty where nobody is named."""
    if decision and source:
        return say("{decision} · {source}", decision=decision, source=source)
    return decision or source or ""


def count_records(count: int) -> Sentence:
    """Return how many records there are."""
    return say_counted("{count} record", "{count} records", count)
