"""Warnings of names, and of values, that are so alike that one may be a slip."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache

from plantrack.plan.item import Item, fold_value
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import AttributeValue, ItemRecord, Kind, Plan
from plantrack.plan.names import fold_name, squeeze_name
from plantrack.plan.naming.nearness import Look, NearNames, squeeze_words
from plantrack.plan.naming.places import list_place_words, list_places, may_have_place
from plantrack.plan.naming.prefixes import list_prefixes
from plantrack.plan.naming.readings import NameKey, ReadName, read_name
from plantrack.plan.naming.twins import find_possible_twins
from plantrack.plan.problems import AboutRecord, Problem
from plantrack.plan.rules.joining import are_distinct
from plantrack.plan.rules.warning import warn
from plantrack.plan.sentences import Called, quoted, say


def check_near_twins(kind: Kind, items: Iterable[Item], ledger: Ledger) -> Iterator[Problem]:
    """Warn of each item with a name that is like one of an earlier item, where no attribute tells the two apart."""
    by_key = {item.key: item for item in items}
    prefixes, place_words = list_prefixes(kind), list_place_words(kind)

    @cache
    def read(name: str) -> ReadName:
        return read_name(name, prefixes)

    def list_looks(key: str, name: str) -> list[Look]:
        places = list_places(by_key[key].values(), place_words) if may_have_place(name) else None
        return [*read(name).list_looks(), *(read(name).list_looks(places) if places else ())]

    names = ((key, *named) for key in by_key for named in ledger.list_names(kind.id, key).items())
    possible = find_possible_twins(names, prefixes, list_looks)
    yield from compare_items(kind, [item for key, item in by_key.items() if key in possible], ledger, read)


def compare_items(
    kind: Kind, items: Iterable[Item], ledger: Ledger, read: Callable[[str], ReadName]
) -> Iterator[Problem]:
    """Warn of each of some items that has a near twin among the earlier ones of them."""
    entered = NearNames()
    telling = [name for name, declared in kind.attributes.items() if declared.type.tells_apart]
    hint = say("write one name in one way")
    if telling:
        hint = say(
            "write one name in one way, or give two items their own {attribute}", attribute=Called(kind.id, telling[0])
        )
    known: dict[str, tuple[Item, str]] = {}
    place_words = list_place_words(kind)
    meant: dict[NameKey, tuple[Item, str]] = {}
    for item in items:
        names = ledger.list_names(kind.id, item.key)
        places = list_places(item.values(), place_words) if any(map(may_have_place, names.values())) else None
        readings = {folded: read(name) for folded, name in names.items()}
        looks = {folded: one.list_looks(places) for folded, one in readings.items()}
        near = [other for folded, own in looks.items() for other in entered.enter(folded, own)]
        known |= {folded: (item, name) for folded, name in names.items()}
        # 1. What every look-up takes for one name is told as such, wherever the two items lie.
        claims = [(key, one.name) for one in readings.values() for key in one.list_keys()]
        earlier = [meant.setdefault(key, (item, name)) for key, name in claims]
        taken = next((one for one in earlier if one[0].key != item.key and fold_name(one[1]) not in names), None)
        if taken is not None:
            other_item, other_name = taken
            other = _find_first(other_item)
            message = say("means what {name} means, when it is typed", name=quoted(other_name))
            one_name = say("write one name in one way, or give each item a name of its own")
            yield warn(_find_first(item), "item", message, one_name)._replace(beside=AboutRecord(*other.place, "item"))
            continue
        # 2. The rest may be slips.
        for other_item, other_name in (known[folded] for folded in near):
            if other_item.key != item.key and not are_distinct(kind, item.values(), other_item.values()):
                message = say("may be a slip: another {kind} is called {name}", kind=kind.id, name=quoted(other_name))
                yield warn(_find_first(item), "item", message, hint)
                break


def _find_first(item: Item) -> ItemRecord:
    """Return the record of an item that stands first in the file."""
    return min(item.all_records(), key=lambda record: record.position)


def check_near_values(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """Warn of each text of an attribute that is like an earlier one, where both stand."""
    first: dict[tuple[str, AttributeValue], ItemRecord] = {}
    for record in plan.milestones:
        for given in record.attributes.items():
            first.setdefault(given, record)
    stand: Container[tuple[str, AttributeValue]] = first
    # Where nothing was written twice, all that was written stands.
    if ledger.replaced:
        standing = (record for kind in plan.kinds for record in ledger.all_records_of(kind))
        stand = {given for record in standing for given in record.attributes.items()}
    entered: dict[str, NearNames] = {}
    spelled: dict[tuple[str, AttributeValue], AttributeValue] = {}
    for (name, value), record in first.items():
        told = name, fold_value(value)
        if not isinstance(value, str) or (name, value) not in stand or told in spelled:
            continue
        spelled[told] = value
        look = squeeze_words(map(squeeze_name, str(told[1]).split(" ")))
        near = entered.setdefault(name, NearNames()).enter(str(told[1]), [(None, look)])
        if near:
            called = Called(record.kind, name)
            other = quoted(str(spelled[name, near[0]]))
            message = say(
                "{value} may be a slip: another {attribute} is {other}",
                value=quoted(value),
                attribute=called,
                other=other,
            )
            yield warn(record, name, message, say("write one {attribute} in one way", attribute=called))
