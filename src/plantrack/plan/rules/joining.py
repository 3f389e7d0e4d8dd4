"""May a record join the plan: every rule between records."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from plantrack.plan.ledger import Ledger
from plantrack.plan.model import AttributeValue, Kind, Measurement, Milestone, Plan
from plantrack.plan.naming.nearness import NearNames
from plantrack.plan.naming.values import is_same_value
from plantrack.plan.problems import Problem
from plantrack.plan.rules.known import Replaced, adds_nothing, count_replacements, find_corrected, is_told
from plantrack.plan.rules.refusals import (
    AnyRecord,
    refuse_attribute,
    refuse_change,
    refuse_damage,
    refuse_future,
    refuse_in_life,
    refuse_known_name,
)
from plantrack.plan.sentences import quoted, say, say_either

MOST_NEAR = 3
_NOTHING_REPLACED: Mapping[int, Replaced] = MappingProxyType({})
_NONE: Replaced = MappingProxyType({})


class Refused(NamedTuple):
    """A record that may not join."""

    place: int  # among the records that were given, from 0
    problem: Problem


class Joined(NamedTuple):
    """What becomes of records that are to join a plan."""

    milestones: list[Milestone]  # that join, in order, each with its position in the log
    measurements: list[Measurement]  # likewise
    already_recorded: list[AnyRecord]  # that add nothing
    refused: list[Refused]  # in the order in which they were given; where there are any, none may be written
    ledger: Ledger  # the log of the plan with all that join

    @property
    def added(self) -> list[AnyRecord]:
        """Return the records that join, in the order in which they are appended."""
        return [*self.milestones, *self.measurements]


def join_records(
    plan: Plan,
    ledger: Ledger,
    records: Sequence[AnyRecord],
    today: int,
    *,
    correct: bool = False,
    replaced: Mapping[int, Replaced] | None = None,
) -> Joined:
    """Let records join a plan in their order, all or none.

    `today` is a proleptic ordinal. What changes a known date or value is refused unless it is meant to `correct`, and
    so is what cannot be true beside the rest of the plan. What records from another log `replaced` in it, by their
    places, they correct where it stands here too; None where they are from no log.
    """
    joined = Joined(milestones=[], measurements=[], already_recorded=[], refused=[], ledger=ledger.copy())
    entered: list[tuple[int, AnyRecord]] = []
    # Records of a log say themselves what they correct, in the order in which it was written.
    brings_back = correct and not replaced
    replacements = count_replacements(plan) if replaced else Counter()
    for place, given in enumerate(records):
        record = find_item_of(given, joined.ledger)
        standing = joined.ledger.standing(record)
        was = (replaced or _NOTHING_REPLACED).get(place, _NONE)
        # 1. What the log says already is passed over.
        if was and is_told(record, was, (joined.ledger, ledger), replacements):
            joined.already_recorded.append(record)
            continue
        corrected = find_corrected(was, standing)
        if not corrected and adds_nothing(record, joined.ledger, ledger, correct=brings_back):
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
        if "date" not in corrected and standing is not None and record.date.contains(standing.date):
            # A wider date adds nothing.
            record = record._replace(date=standing.date)
        entered.append((place, _enter_record(plan, joined, record)))
    # 4. Only when all have joined the life of each item is whole: rows may build on later ones, or be corrected there.
    for place, one in entered:
        stands = joined.ledger.standing(one)
        if stands is not None and stands.position == one.position:
            problem = refuse_future(one, today)
            if problem is None and isinstance(one, Milestone):
                problem = refuse_in_life(plan.kinds[one.kind], joined.ledger, one)
            if problem is not None:
                joined.refused.append(Refused(place, problem))
    joined.refused.sort(key=lambda refused: refused.place)
    return joined


def find_item_of(record: AnyRecord, ledger: Ledger) -> AnyRecord:
    """Return a record with the key of its item, which may be called by any name that it ever had."""
    if isinstance(record, Measurement):
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
    plan: Plan, ledger: Ledger, records: Sequence[AnyRecord], joined: Joined, *, new: bool
) -> list[Refused]:
    """Refuse each new name in these records that nearly equals a known one or an earlier one of them.

    With `new` such names are meant.
    """
    after = joined.ledger
    found = ((place, find_item_of(record, after)) for place, record in enumerate(records))
    milestones = [(place, record) for place, record in found if isinstance(record, Milestone)]
    arriving = [(place, one) for place, one in milestones if one.key not in ledger.names.get(one.kind, {})]
    if new or not arriving:
        return []
    refused: list[Refused] = []

    def values_of(kind: str, key: str) -> Mapping[str, Set[AttributeValue]]:
        item = after.item(kind, after.find_key(kind, key))
        return {} if item is None else item.values()

    for kind_id in dict.fromkeys(milestone.kind for _, milestone in arriving):
        kind, called = plan.kinds[kind_id], dict(ledger.all_names(kind_id))
        looks = NearNames()
        for key in called:
            looks.enter(key)
        for place, milestone in arriving:
            if milestone.kind != kind_id or milestone.key in called:
                continue
            called[milestone.key] = milestone.item
            # What differs in a letter may be another item where the district differs.
            own = values_of(kind_id, milestone.key)
            near = looks.enter(milestone.key)
            slips = [other for other in near if not are_distinct(kind, own, values_of(kind_id, other))]
            if slips:
                others = say_either([quoted(called[other]) for other in slips[:MOST_NEAR]])
                hint = say("write it {others}, or add --new if it is another one", others=others)
                name = quoted(milestone.item)
                message = say("{kind} {name} nearly equals {others}", kind=kind_id, name=name, others=others)
                refused.append(Refused(place, Problem(message, hint)))
    return sorted(refused, key=lambda one: one.place)


def _enter_record(plan: Plan, joined: Joined, record: AnyRecord) -> AnyRecord:
    """Enter a record at the end of the log, and return it with its position there."""
    if isinstance(record, Measurement):
        record = record._replace(position=len(plan.measurements) + len(joined.measurements))
        joined.measurements.append(record)
        joined.ledger.enter_measurement(record)
    else:
        record = record._replace(position=len(plan.milestones) + len(joined.milestones))
        joined.milestones.append(record)
        joined.ledger.enter_milestone(record)
    return record
