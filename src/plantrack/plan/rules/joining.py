"""May a record join the plan: every rule between records."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import product
from types import MappingProxyType

from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    AttributeValue,
    Comment,
    Expectation,
    ItemRecord,
    Kind,
    Measurement,
    Milestone,
    Plan,
    Record,
)
from plantrack.plan.names import fold_name
from plantrack.plan.naming.nearness import Look, NearNames
from plantrack.plan.naming.places import Places, list_place_words, list_places, may_have_place, read_places, split_tails
from plantrack.plan.naming.prefixes import list_prefixes
from plantrack.plan.naming.readings import read_name
from plantrack.plan.naming.twins import find_possible_twins
from plantrack.plan.naming.values import is_same_value
from plantrack.plan.naming.words import Words
from plantrack.plan.problems import Problem
from plantrack.plan.rules.known import Replaced, adds_nothing, count_replacements, find_corrected, is_told
from plantrack.plan.rules.refusals import (
    refuse_attribute,
    refuse_change,
    refuse_damage,
    refuse_future,
    refuse_in_life,
    refuse_known_name,
    refuse_reached,
)
from plantrack.plan.sentences import Called, quoted, say, say_either
from plantrack.tuples import NamedTuple

MOST_NEAR = 3
_NOTHING_REPLACED: Mapping[int, Replaced] = MappingProxyType({})
_NONE: Replaced = MappingProxyType({})


class Refused(NamedTuple):
    """A record that may not join."""

    place: int  # among the records that were given, from 0
    problem: Problem


class Joined(NamedTuple):
    """What becomes of records that are to join a plan."""

    milestones: list[ItemRecord]  # that join, in order, each with its position in the log
    measurements: list[Measurement]  # likewise
    comments: list[Comment]  # likewise
    already_recorded: list[Record]  # that add nothing
    refused: list[Refused]  # in the order in which they were given; where there are any, none may be written
    ledger: Ledger  # the log of the plan with all that join

    @property
    def reached(self) -> list[Milestone]:
        """Return those of the records of items that join that are of what happened."""
        return [record for record in self.milestones if isinstance(record, Milestone)]

    @property
    def added(self) -> list[Record]:
        """Return the records that join, in the order in which they are appended."""
        return [*self.milestones, *self.measurements, *self.comments]


def join_records(
    plan: Plan,
    ledger: Ledger,
    records: Sequence[Record],
    today: int,
    *,
    correct: bool = False,
    replaced: Mapping[int, Replaced] | None = None,
    follow: Callable[[list[tuple[int, Record]]], Iterable[tuple[int, Record]]] = iter,
) -> Joined:
    """Let records join a plan in their order, all or none.

    `today` is a proleptic ordinal. What changes a known date or value is refused unless it is meant to `correct`, and
    so is what cannot be true beside the rest of the plan. What records from another log `replaced` in it, by their
    places, they correct where it stands here too; None where they are from no log. Whoever wants to `follow` gives the
    records one by one.
    """
    joined = Joined([], [], [], already_recorded=[], refused=[], ledger=ledger.copy())
    entered: list[tuple[int, Record]] = []
    # Records of a log say themselves what they correct, in the order in which it was written.
    brings_back = correct and not replaced
    is_log = replaced is not None
    replacements = count_replacements(plan, ledger) if replaced else Counter()
    # Who is who is read from the whole log: of whom a comment is, is known once all others have joined.
    for place, given in follow(sorted(enumerate(records), key=lambda one: isinstance(one[1], Comment))):
        record = find_item_of(given, joined.ledger)
        standing = joined.ledger.standing(record)
        was = (replaced or _NOTHING_REPLACED).get(place, _NONE)
        # 1. What the log says already is passed over.
        if was and is_told(record, was, (joined.ledger, ledger), replacements):
            joined.already_recorded.append(record)
            continue
        corrected = find_corrected(was, record, joined.ledger)
        # What is expected now is what was said last, also where it was said before: it may be brought forward again.
        as_it_stands = brings_back or (isinstance(record, Expectation) and not is_log)
        if not corrected and adds_nothing(record, joined.ledger, ledger, correct=as_it_stands):
            joined.already_recorded.append(record)
            continue
        # 2. What says otherwise than the log is refused.
        problem = refuse_known_name(record, joined.ledger)
        # A log is taken as it was written.
        problem = problem or (refuse_damage(record) if replaced is None else None)
        if problem is None and not correct:
            # What other rows of a log say of the same item was taken there.
            beside = joined.ledger if replaced is None else ledger
            problem = refuse_change(record, standing, corrected) or refuse_attribute(plan, record, beside, corrected)
        if problem is not None:
            joined.refused.append(Refused(place, refuse_future(record, today) or problem))
            continue
        # 3. The rest joins, so that the next records are asked beside it.
        if "date" not in corrected:
            record = _keep_narrower_date(record, standing)
        entered.append((place, _enter_record(plan, joined, record)))
    # 4. Only when all have joined the life of each item is whole: rows may build on later ones, or be corrected there.
    for place, one in entered:
        stands = joined.ledger.standing(one)
        # What is expected below the milestone of the stage stands beside that.
        is_beside = isinstance(one, Expectation) and isinstance(stands, Milestone) and stands.position < one.position
        if is_beside or (stands is not None and stands.position == one.position):
            problem = refuse_future(one, today)
            if isinstance(one, Expectation):
                problem = None if is_log else refuse_reached(plan.kinds[one.kind], joined.ledger, one)
            elif problem is None and isinstance(one, Milestone):
                # What another log has out of order was out of order there.
                arrived = None if replaced is None else len(plan.milestones)
                problem = refuse_in_life(plan.kinds[one.kind], joined.ledger, one, arrived)
            if problem is not None:
                joined.refused.append(Refused(place, problem))
    joined.refused.sort(key=lambda refused: refused.place)
    return joined


def _keep_narrower_date(record: Record, standing: Record | None) -> Record:
    """Return a record with the date that stands where its own contains that one: a wider date adds nothing."""
    if isinstance(record, Milestone) and isinstance(standing, Milestone) and record.date.contains(standing.date):
        return record._replace(date=standing.date)
    return record


def find_item_of(record: Record, ledger: Ledger) -> Record:
    """Return a record with the key of its item, which may be called by any name that it ever had."""
    if isinstance(record, Measurement) or record.kind is None or record.key is None:
        return record
    return record._replace(key=ledger.find_key(record.kind, record.key))


def are_distinct(kind: Kind, one: Mapping[str, Set[AttributeValue]], other: Mapping[str, Set[AttributeValue]]) -> bool:
    """Tell whether two items that ever had these values are known to be two: a text such as the district differs."""

    def have_none_in_common(name: str) -> bool:
        pairs = product(one.get(name, ()), other.get(name, ()))
        same = [is_same_value(str(own), str(others)) for own, others in pairs]
        return bool(same) and not any(same)

    return any(declared.type.tells_apart and have_none_in_common(name) for name, declared in kind.attributes.items())


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


def _enter_record(plan: Plan, joined: Joined, record: Record) -> Record:
    """Enter a record at the end of the log, and return it with its position there."""
    if isinstance(record, Measurement):
        record = record._replace(position=len(plan.measurements) + len(joined.measurements))
        joined.measurements.append(record)
    elif isinstance(record, Comment):
        record = record._replace(position=len(plan.comments) + len(joined.comments))
        joined.comments.append(record)
    else:
        record = record._replace(position=len(plan.milestones) + len(joined.milestones))
        joined.milestones.append(record)
    joined.ledger.enter(record)
    return record
