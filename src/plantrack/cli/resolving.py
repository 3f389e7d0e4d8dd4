"""Whom the records of a command are of: the item that each typed name means, a new one, or why neither."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, assert_never

from plantrack.plan.dates import LAST_DAY
from plantrack.plan.model import AttributeValue, Comment, ItemRecord, Measurement, Milestone, Record, find_date
from plantrack.plan.names import fold_name
from plantrack.plan.naming.cleaning import is_damaged, tidy_name
from plantrack.plan.naming.lookup import (
    AmbiguousName,
    DamagedName,
    KnownItem,
    NewItem,
    UnknownName,
    find_without_commune,
    resolve_name,
)
from plantrack.plan.naming.register import Register
from plantrack.plan.naming.values import KnownValues
from plantrack.plan.problems import Problem
from plantrack.plan.rules.joining import Refused
from plantrack.plan.rules.refusals import refuse_name_of_other
from plantrack.plan.sentences import Called, Sentence, Value, quoted, say
from plantrack.store.planfile import PlanFile
from plantrack.tuples import NamedTuple

# Which names a command takes: those of known items; of new ones; of any, in a list that people made, where new ones
# are meant or at least likely; or those of a log.
Accepted = Literal["known", "new", "any", "likely", "logged"]
# How far the accents of a name may be from those of a new item before it. The rows of a log are each of the item that
# they name; of a list none says that a later row has accents which the first one lacks.
_FARTHEST_FROM_NEW: dict[Accepted, int] = {"known": 3, "new": 3, "any": 2, "likely": 2, "logged": 1}
# Each unknown name is compared with all known ones, of which there may be 100,000, while others wait.
_MOST_NAMES_GUESSED = 10


class Resolved(NamedTuple):
    """Records, each of the item that its typed name means."""

    records: list[Record]  # all that were given, in order
    refused: list[Refused]  # those whose names mean none
    notes: list[Sentence]  # names that were typed otherwise than the plan shows them


def resolve_items(
    file: PlanFile,
    records: Sequence[Record],
    accepted: Accepted,
    follow: Callable[[list[tuple[int, Record]]], Iterable[tuple[int, Record]]] = iter,
) -> Resolved:
    """Tell of each record whose it is. A new name is known to those that come after it.

    Whoever wants to `follow` gives the records one by one.
    """
    resolver = _Resolver(file, accepted)
    resolved = Resolved(records=[*records], refused=[], notes=[])
    told: dict[Sentence, None] = {}
    # Of whom a comment is, is known once all others are: none of them makes an item known.
    for place, record in follow(sorted(enumerate(records), key=lambda one: isinstance(one[1], Comment))):
        if isinstance(record, Measurement):
            continue
        guess = len(resolved.refused) < _MOST_NAMES_GUESSED
        found: Record | Problem
        if isinstance(record, Comment):
            found = resolver.resolve_comment(record, guess=guess)
        else:
            found = resolver.resolve(record, guess=guess)
        if isinstance(found, Problem):
            resolved.refused.append(Refused(place, found))
            continue
        resolved.records[place] = found
        told |= dict.fromkeys(resolver.notes)
        resolver.notes.clear()
    resolved.notes.extend(told)
    return resolved


def tell_respelled(typed: str, name: str) -> Sentence:
    """Tell which item a name means that the plan spells otherwise."""
    return say("{typed} is {name}", typed=quoted(typed), name=name)


class _Resolver:
    """What the names and the attributes of records mean in a plan, and in the records before them."""

    def __init__(self, file: PlanFile, accepted: Accepted) -> None:
        self._file = file
        self._accepted = accepted
        self._registers: dict[str, Register] = {}
        self._values: dict[str, KnownValues] = {}
        self._spelled: dict[tuple[str, str], str] = {}
        self._given: set[tuple[str, str]] = set()  # the names that changes among the records give, folded, by kind
        self.notes: list[Sentence] = []

    def resolve(self, record: ItemRecord, *, guess: bool) -> ItemRecord | Problem:
        """Return a record of the item that its name means, or the problem of the name."""
        register = self._open_register(record.kind)
        attributes = {name: self._spell(register, name, value) for name, value in record.attributes.items()}
        may_be_new = self._accepted != "known"
        found = resolve_name(register, record.item, new=may_be_new, guess=guess, given=attributes)
        match found:
            case AmbiguousName() | UnknownName() | DamagedName():
                return _explain_name(Called(record.kind), found)
            case KnownItem():
                if self._accepted == "new" and not register.is_new(found.key):
                    return _refuse_known(record, found, attributes.values())
                self._note(record.item, found)
            case NewItem():
                without = find_without_commune(register, record.item) if self._accepted == "likely" else None
                if without is not None:
                    return _explain_name(Called(record.kind), without)
                found = found if self._accepted == "logged" else _tidy_item(found)
            case _:
                assert_never(found)
        register.enter(found.key, found.name, attributes)
        if isinstance(record, Milestone) and record.name is not None:
            self._given.add((record.kind, fold_name(record.name)))
        if isinstance(record, Milestone) and record.name is not None and self._accepted != "logged":
            named = _name_anew(register, record, found.key)
            if isinstance(named, Problem):
                return named
            record = named
        date = find_date(record)
        name = self._call_item(record.kind, found, LAST_DAY if date is None else date.hi)
        return record._replace(key=found.key, item=name, attributes=attributes)

    def resolve_comment(self, record: Comment, *, guess: bool) -> Comment | Problem:
        """Return a comment of the item that its name means, or the problem of the name; of a target it is as it is."""
        if record.kind is None or record.item is None:
            return record
        found = resolve_name(self._open_register(record.kind), record.item, new=False, guess=guess)
        if isinstance(found, KnownItem):
            self._note(record.item, found)
            return record._replace(key=found.key, item=self._call_item(record.kind, found, record.date.hi))
        if (record.kind, fold_name(record.item)) in self._given:
            return record
        assert not isinstance(found, NewItem)
        return _explain_name(record.kind, found, new=False)

    def _open_register(self, kind: str) -> Register:
        if kind not in self._registers:
            known, farthest = self._file.plan.kinds[kind], _FARTHEST_FROM_NEW[self._accepted]
            self._registers[kind] = Register(known, self._file.ledger, farthest_new=farthest)
        return self._registers[kind]

    def _call_item(self, kind: str, found: KnownItem | NewItem, day: int) -> str:
        """Return what an item is called on a day: that is what is written."""
        is_known = found.key in self._file.ledger.names.get(kind, {})
        return self._file.ledger.name_on(kind, found.key, day) if is_known else found.name

    def _note(self, typed: str, found: KnownItem) -> None:
        """Tell where a name was typed otherwise than the plan shows it, or may be meant for another one."""
        if found.is_respelled:
            self.notes.append(tell_respelled(typed, found.name))
        if found.accented:
            from plantrack.cli.naming import tell_accented

            self.notes.append(tell_accented(found))

    def _spell(self, register: Register, name: str, value: AttributeValue) -> AttributeValue:
        """Return the value of an attribute as the plan first spelled it."""
        if not isinstance(value, str):
            return value
        before = () if self._accepted == "logged" else register.place_words.get(name, ())
        if (name, value) not in self._spelled:
            if name not in self._values:
                milestones = self._file.plan.milestones
                found = (one.attributes[name] for one in milestones if name in one.attributes)
                self._values[name] = KnownValues(value for value in found if isinstance(value, str))
            # What the first record spells is spelled so in those that follow.
            self._spelled[name, value] = self._values[name].spell(value, before)
        return self._spelled[name, value]


def _explain_name(kind: Value, name: AmbiguousName | UnknownName | DamagedName, *, new: bool = True) -> Problem:
    # What tells how names are mistyped is imported where one is.
    from plantrack.cli.naming import explain_unresolved

    return explain_unresolved(kind, name, new=new)


def _tidy_item(found: NewItem) -> NewItem:
    """Return a new item with its name as it is recorded; what is nothing then stays for the rules to refuse."""
    name = tidy_name(found.name)
    return found if name in ("", found.name) else NewItem(fold_name(name), name)


def _name_anew(register: Register, record: Milestone, key: str) -> Milestone | Problem:
    """Return a change with the name that it gives as it is recorded, or why it may not: it means another item."""
    assert record.name is not None
    if register.find_exactly(fold_name(record.name)) is not None:
        # The rules of recording tell whether that is another one.
        return record
    match resolve_name(register, record.name, guess=False):
        case KnownItem(key=other, name=name) if other != key:
            return refuse_name_of_other(record, name)
        case AmbiguousName() as found:
            return _explain_name(Called(record.kind), found)
        case _:
            # What is damaged is refused by the rules of recording.
            return record if is_damaged(record.name) else record._replace(name=tidy_name(record.name))


def _refuse_known(record: ItemRecord, known: KnownItem, given: Iterable[AttributeValue]) -> Problem:
    """Return the problem of a name that was said to be new, and means a known item."""
    name = quoted(record.item)
    message = say("{kind} {name} is known", kind=Called(record.kind), name=name)
    if record.item != known.name:
        message = say("{known}: it is {name}", known=message, name=quoted(known.name))
    places = [value for value in given if isinstance(value, str)]
    if not places:
        return Problem(message, say("leave out --new"))
    example = quoted(f"{known.name} ({places[0]})")
    return Problem(message, say("leave out --new; another one needs a name of its own, such as {name}", name=example))
