"""What cannot be true of two logs at once, beside what both say of one thing; and how a conflict is told."""

from collections.abc import Iterable, Iterator, Sequence, Set

from plantrack.plan.corrections import list_facts
from plantrack.plan.item import fold_value, order_in_time
from plantrack.plan.keys import Lines
from plantrack.plan.ledger import Ledger
from plantrack.plan.merging.logs import LogConflict, MergedLogs
from plantrack.plan.merging.matching import DoubledItem, list_values_ever
from plantrack.plan.model import (
    EXPECTED_KEY,
    AttributeValue,
    Identity,
    ItemKey,
    ItemRecord,
    Milestone,
    Plan,
    Record,
    find_date,
)
from plantrack.plan.problems import Problem
from plantrack.plan.rules.alike import are_distinct
from plantrack.plan.rules.refusals import call_key, find_out_of_order, say_out_of_order, say_subject
from plantrack.plan.sentences import Called, Value, list_words, quoted, say, show_known
from plantrack.tuples import NamedTuple


class LogSide(NamedTuple):
    """A plan of two that are merged, its items under the keys of ours."""

    path: str  # as given
    plan: Plan
    ledger: Ledger
    lines: Lines

    def say_place(self, record: Record) -> str:
        """Return where a record stands: `plan.toml:42`."""
        return f"{self.path}:{self.lines[record.place]}"


def find_attribute_conflicts(ours: LogSide, theirs: LogSide, here: MergedLogs, there: MergedLogs) -> list[LogConflict]:
    """Return where the order in which two logs are read decides what an item has on a day.

    What joined ours is `here`, what would join theirs is `there`.
    """
    touched = {record.item_key for record in here.joining.values() if isinstance(record, ItemRecord)}
    touched &= {record.item_key for record in there.joining.values() if isinstance(record, ItemRecord)}
    found = []
    givers = [_index_givers(side, touched) for side in (ours, theirs)]
    for kind, key in sorted(touched):
        items = [merged.ledger.item(kind, key) for merged in (there, here)]
        days = {order_in_time(record)[0] for item in items if item is not None for record in item.all_records()}
        differing: dict[str, tuple[AttributeValue, AttributeValue]] = {}
        for day in sorted(days):
            ours_last, theirs_last = [
                {} if item is None else merged.ledger.values_on(item, day)
                for item, merged in zip(items, (there, here), strict=True)
            ]
            for name, value in theirs_last.items():
                if name in ours_last and fold_value(value) != fold_value(ours_last[name]):
                    differing.setdefault(name, (ours_last[name], value))
        for name, said in differing.items():
            own, others = [_find_giver(of[kind, key], name, one) for of, one in zip(givers, said, strict=True)]
            # What only one of both plans ever gave is no conflict of the two.
            if own is not None and others is not None:
                found.append(LogConflict(name, own, others))
    return found


def find_distinct_items(ours: LogSide, theirs: LogSide) -> list[LogConflict]:
    """Return the items of one name that are probably two: no text such as the district that they ever had is one."""
    found = []
    here, there = list_values_ever(ours.plan), list_values_ever(theirs.plan)
    distinct = [
        (key, name)
        for key, values in there.items()
        for name in values
        if key in here and key[0] in ours.plan.kinds
        if are_distinct(ours.plan.kinds[key[0]], {name: here[key].get(name, set())}, {name: values[name]})
    ]
    givers = [_index_givers(side, {key for key, _ in distinct}) for side in (ours, theirs)]
    for key, name in distinct:
        own, others = [_find_giver(of[key], name) for of in givers]
        if own is not None and others is not None:
            found.append(LogConflict(name, own, others))
    return found


def _index_givers(side: LogSide, keys: Set[ItemKey]) -> dict[ItemKey, list[ItemRecord]]:
    """Return the records of some items, in the order in which they were written."""
    found: dict[ItemKey, list[ItemRecord]] = {}
    for record in side.plan.milestones if keys else ():
        if record.item_key in keys:
            found.setdefault(record.item_key, []).append(record)
    return found


def _find_giver(records: Sequence[ItemRecord], name: str, value: AttributeValue | None = None) -> ItemRecord | None:
    """Return the last record that gives a value of an attribute; where none gives that one, any; None for none."""
    givers = [record for record in records if name in record.attributes]
    exact = [one for one in givers if value is not None and fold_value(one.attributes[name]) == fold_value(value)]
    found = [*givers, *exact]
    return found[-1] if found else None


def refuse_out_of_order(
    sides: tuple[LogSide, LogSide], merged: MergedLogs, in_conflict: Set[Identity]
) -> Iterator[Problem]:
    """Give the problem of each record of theirs that cannot be true beside one of ours.

    What stands so in one of both plans is for `check` to tell, and what is `in_conflict`, by its item, is told already.
    """
    ours, theirs = sides

    def stand_in(ledger: Ledger, *records: Milestone) -> bool:
        standing = [ledger.standing(record) for record in records]
        return all(one is not None and find_date(one) == own.date for one, own in zip(standing, records, strict=True))

    for joining in merged.joining.values():
        standing = merged.ledger.standing(joining)
        if not isinstance(joining, Milestone) or joining.item_key in in_conflict or standing is None:
            continue
        if standing.position != joining.position:
            continue
        for other in find_out_of_order(ours.plan.kinds[joining.kind], merged.ledger, joining):
            if stand_in(ours.ledger, joining, other) or stand_in(theirs.ledger, joining, other):
                continue
            known, own = ours.ledger.standing(other), theirs.ledger.standing(joining)
            if known is not None and own is not None:
                place = ours.say_place(known)
                message = say("{message}, on {place}", message=say_out_of_order(joining, other), place=place)
                hint = say("correct the one that is wrong, in the plan in which it stands")
                yield Problem(message, hint, file=theirs.path, line=theirs.lines[own.place])


def explain_conflicts(ours: LogSide, theirs: LogSide, conflicts: Iterable[LogConflict]) -> Iterator[Problem]:
    """Give the problem of each conflict, with the lines of both records."""
    correct = say("--correct takes what {path} says; to keep what is said here, correct it there", path=theirs.path)
    apart = say("another item needs a name of its own, in one of both plans; {hint}", hint=correct)
    told = {(conflict.key, conflict.ours.place, conflict.theirs.place): conflict for conflict in conflicts}
    for key, own, other in told.values():
        message = say(
            "{record}: the {key} is {theirs}, but {ours} on {place}",
            record=say_subject(other),
            key=call_key(other, key),
            theirs=_show_fact(other, key),
            ours=_show_fact(own, key),
            place=ours.say_place(own),
        )
        may_be_another = isinstance(other, ItemRecord) and _tells_apart(ours, other, key)
        hint = apart if may_be_another else correct
        yield Problem(message, hint, file=theirs.path, line=theirs.lines[other.place])


def _tells_apart(side: LogSide, record: ItemRecord, key: str) -> bool:
    """Tell whether two items with other values of a key are known to be two: they are in two districts."""
    declared = side.plan.kinds[record.kind].attributes.get(key)
    return declared is not None and declared.tells_apart


def explain_doubled(ours: LogSide, theirs: LogSide, doubled: Sequence[DoubledItem]) -> Iterator[Problem]:
    """Give the problem of each item that is several in the other plan."""
    here, there = [
        {record.item_key: record for record in reversed(side.plan.milestones)} if doubled else {}
        for side in (ours, theirs)
    ]
    for kind, own, others in doubled:
        firsts = [there[kind, key] for key in others]
        names = list_words(_name_first(theirs, record) for record in firsts)
        known = list_words(_name_first(ours, here[kind, key]) for key in own if (kind, key) in here)
        hint = say("write them under one name, or under two, in one of both plans: plantrack edit --plan FILE")
        if len(own) > 1:
            name = quoted(firsts[0].item)
            message = say("{kind} {name} is several items here: {ours}", kind=Called(kind), name=name, ours=known)
        elif known:
            message = say("{kind} {names} are one item here: {ours}", kind=Called(kind), names=names, ours=known)
        else:
            # It is new here, and one by its place: "Thủy" in Ba Vì, and "Thủy (Ba Vì)".
            message = say("{kind} {names} are read as one item", kind=Called(kind), names=names)
            hint = say("write them under one name, or add --new if they are two")
        line = min(theirs.lines[record.place] for record in firsts)
        yield Problem(message, hint, file=theirs.path, line=line)


def _name_first(side: LogSide, record: ItemRecord) -> str:
    return str(say("{name} ({place})", name=quoted(record.item), place=side.say_place(record)))


def _show_fact(record: Record, key: str) -> Value:
    value = list_facts(record)[key]
    return str(value) if key in ("date", EXPECTED_KEY) else show_known(value)
