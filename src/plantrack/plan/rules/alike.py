"""Names and values that are so alike that one may be a slip: warnings of known ones, refusals of new ones."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import product

from plantrack.plan.item import Item, fold_value
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import AttributeValue, ItemRecord, Kind, Plan, Record
from plantrack.plan.names import fold_name, squeeze_name
from plantrack.plan.naming.nearness import MOST_NEAR, NearNames
from plantrack.plan.naming.phases import Look
from plantrack.plan.naming.places import Places, list_place_words, list_places, may_have_place, read_places, split_tails
from plantrack.plan.naming.prefixes import list_prefixes
from plantrack.plan.naming.readings import NameKey, ReadName, read_name
from plantrack.plan.naming.twins import find_possible_twins
from plantrack.plan.naming.values import is_same_value
from plantrack.plan.naming.words import Words, squeeze_words
from plantrack.plan.problems import AboutRecord, Problem
from plantrack.plan.rules.joining import Joined, Refused, find_item_of
from plantrack.plan.rules.warning import warn
from plantrack.plan.sentences import Called, quoted, say, say_either


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
    telling = [name for name, declared in kind.attributes.items() if declared.tells_apart]
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
                called, name = Called(kind.id), quoted(other_name)
                message = say("may be a slip: another {kind} is called {name}", kind=called, name=name)
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


def are_distinct(kind: Kind, one: Mapping[str, Set[AttributeValue]], other: Mapping[str, Set[AttributeValue]]) -> bool:
    """Tell whether two items that ever had these values are known to be two: a text such as the district differs."""

    def have_none_in_common(name: str) -> bool:
        pairs = product(one.get(name, ()), other.get(name, ()))
        same = [is_same_value(str(own), str(others)) for own, others in pairs]
        return bool(same) and not any(same)

    return any(declared.tells_apart and have_none_in_common(name) for name, declared in kind.attributes.items())


def refuse_near_twins(
    plan: Plan, ledger: Ledger, records: Sequence[Record], joined: Joined, *, new: bool
) -> list[Refused]:
    """Refuse each new name in these records that nearly equals a known one or an earlier one of them.

    With `new` such names are meant.
    """
    after = joined.ledger
    found = ((place, find_item_of(record, after)) for place, record in enumerate(records))
    of_items = [(place, record) for place, record in found if isinstance(record, ItemRecord)]
    arriving = [(place, one) for place, one in of_items if one.key not in ledger.names.get(one.kind, {})]
    if new or not arriving:
        return []
    refused: list[Refused] = []
    for kind_id in dict.fromkeys(milestone.kind for _, milestone in arriving):
        of_kind: dict[str, tuple[int, ItemRecord]] = {}
        for place, milestone in arriving:
            if milestone.kind == kind_id:
                of_kind.setdefault(milestone.key, (place, milestone))
        new_names = {key: milestone.item for key, (_, milestone) in of_kind.items()}
        names = _KindNames(plan.kinds[kind_id], ledger, after, new_names)
        for key, (place, milestone) in of_kind.items():
            if key in names.called:
                continue
            slips = names.enter(key, milestone.item)
            if slips:
                others = say_either([quoted(other) for other in slips[:MOST_NEAR]])
                hint = say("write it {others}, or add --new if it is another one", others=others)
                name = quoted(milestone.item)
                message = say("{kind} {name} nearly equals {others}", kind=Called(kind_id), name=name, others=others)
                refused.append(Refused(place, Problem(message, hint)))
    return sorted(refused, key=lambda one: one.place)


class _KindNames:
    """The names of a kind, and where its items lie when all records have joined. What is `new` is yet to be entered."""

    def __init__(self, kind: Kind, ledger: Ledger, after: Ledger, new: Mapping[str, str]) -> None:
        self.called = dict(ledger.all_names(kind.id))
        self._kind = kind
        self._after = after
        self._prefixes, self._place_words = list_prefixes(kind), list_place_words(kind)
        self._near = NearNames()
        self._known_places: Places | None = None
        self._places_of: dict[str, Places] = {}
        # Most names are like none: only the others are compared with care.
        self._possible = find_possible_twins(self._list_names(new), self._prefixes, self._all_looks)
        for key, name in self.called.items():
            if key in self._possible:
                self._near.enter(key, self._looks(key, name))

    def enter(self, key: str, name: str) -> list[str]:
        """Add a new name, and return the earlier ones of which it may be a slip, with a place after it or without."""
        self.called[key] = name
        if key not in self._possible:
            return []
        near = self._near.enter(key, self._looks(key, name))
        for start, tail in split_tails(name):
            others = self._near.find(key, read_name(start, self._prefixes).list_looks())
            near += (other for other in others if other not in near and not self._lies_elsewhere(other, tail))
        # What differs in a letter may be another item where the district differs.
        own = self._values(key)
        return [self.called[other] for other in near if not are_distinct(self._kind, own, self._values(other))]

    def _list_names(self, new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """Give all names, and the beginnings of new ones that are looked for, too."""
        for key, name in self.called.items():
            yield key, fold_name(name), name
        for key, name in new.items():
            yield key, fold_name(name), name
            for start, _ in split_tails(name):
                yield key, fold_name(start), start

    def _all_looks(self, key: str, name: str) -> list[Look]:
        return [*read_name(name, self._prefixes).list_looks(), *self._looks(key, name)]

    def _lies_elsewhere(self, key: str, tail: Words) -> bool:
        """Tell whether words name a place of other items, and not that of this one, which has one."""
        if self._known_places is None:
            records = list(self._after.all_records_of(self._kind.id))
            values = {name: {str(record.attributes.get(name, "")) for record in records} for name in self._place_words}
            self._known_places = read_places(values, self._place_words)
        places = self._places(key)
        return bool(places) and self._known_places.measure(tail) is not None and places.measure(tail) is None

    def _values(self, key: str) -> Mapping[str, Set[AttributeValue]]:
        item = self._after.item(self._kind.id, self._after.find_key(self._kind.id, key))
        return {} if item is None else item.values()

    def _places(self, key: str) -> Places:
        # One item may have a thousand names, and have lain in as many places.
        item = self._after.find_key(self._kind.id, key)
        if item not in self._places_of:
            self._places_of[item] = list_places(self._values(key), self._place_words)
        return self._places_of[item]

    def _looks(self, key: str, name: str) -> list[Look]:
        return read_name(name, self._prefixes).list_looks(self._places(key) if may_have_place(name) else None)
