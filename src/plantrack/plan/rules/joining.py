"""May a record join the plan: every rule between records."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    CHANGED,
    NAME_KEY,
    AttributeValue,
    Comment,
    Expectation,
    Identity,
    ItemRecord,
    Measurement,
    Milestone,
    Plan,
    Record,
)
from plantrack.plan.naming.values import is_same_value
from plantrack.plan.problems import Problem
from plantrack.plan.rules.known import Replaced, adds_nothing, count_replacements, find_corrected, is_told
from plantrack.plan.rules.refusals import (
    call_key,
    refuse_attribute,
    refuse_change,
    refuse_damage,
    refuse_future,
    refuse_in_life,
    refuse_known_name,
    refuse_reached,
    say_subject,
)
from plantrack.plan.sentences import Value, quoted, say
from plantrack.tuples import NamedTuple

_NOTHING_REPLACED: Mapping[int, Replaced] = MappingProxyType({})
_NONE: Replaced = MappingProxyType({})
_Said = AttributeValue | PartialDate


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
            # Who lies in another district is another item: that its date is another one, too, is no news.
            problem = refuse_attribute(plan, record, beside, corrected) or refuse_change(record, standing, corrected)
        if problem is not None:
            joined.refused.append(Refused(place, refuse_future(record, today, plan, joined.ledger) or problem))
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
            problem = refuse_future(one, today, plan, ledger)
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


def explain_contradictions(
    plan: Plan, joined: Joined, records: Sequence[Record], *, is_wide: bool = False
) -> list[Refused]:
    """Tell which records of a list may not join because another one says otherwise, and of both what they say.

    A row of a list that `is_wide` says what it says of its item, whatever the stage.
    """
    may_not_join = {one.place for one in joined.refused}
    refused: dict[int, Refused] = {}
    first: dict[tuple[str | int, ...], tuple[int, Record, _Said]] = {}
    for place, given in enumerate(records):
        may_join = place not in may_not_join
        # Another number replaces the known one, but of two in one list none is known.
        if may_join and not may_not_join and not (isinstance(given, ItemRecord) and given.attributes):
            continue
        record = find_item_of(given, joined.ledger)
        for subject, key, said in _list_certain(plan, record, is_wide=is_wide):
            other_place, other, other_said = first.setdefault((*subject, key), (place, record, said))
            if (may_join and isinstance(said, str | PartialDate)) or not _differs_from(said, other_said):
                continue
            told = _refuse_contradiction(other, key, other_said, said)
            refused.setdefault(other_place, Refused(other_place, told))
            refused.setdefault(place, Refused(place, _refuse_contradiction(record, key, said, other_said)))
    return [*refused.values()]


def _refuse_contradiction(record: Record, key: str, said: Value, other: Value) -> Problem:
    """Return why a row of a list may not say what another one says otherwise."""
    message = say(
        "{record}: the {key} is {said} here, and {other} in another row",
        record=say_subject(record),
        key=call_key(record, key),
        said=said,
        other=other,
    )
    hint = say("take out the one that is wrong; with --correct the last row holds")
    # What an item has is that of its latest stage, whichever row is the last one.
    if isinstance(record, ItemRecord) and key not in ("date", NAME_KEY):
        hint = say("take out the one that is wrong")
        if isinstance(said, str):
            name = quoted(f"{record.item} ({said})")
            hint = say("another item needs a name of its own, such as {name}; else {hint}", name=name, hint=hint)
    return Problem(message, hint)


def _list_certain(plan: Plan, record: Record, *, is_wide: bool) -> Iterator[tuple[Identity, str, _Said]]:
    """Give what a record says that is so in one way only: of what, its key, and how it is; what tells apart first."""
    match record:
        case Measurement():
            yield record.identity, "value", record.value
        case Comment():
            yield from ((record.identity, key, text) for key, text in record.said.items())
        case Milestone() if record.stage == CHANGED:
            yield from ((record.identity, key, value) for key, value in record.of_item.items())
        case _:
            item, declared = (record.kind, record.key), plan.kinds[record.kind].attributes
            texts = (key for key in record.attributes if declared[key].tells_apart)
            yield from ((item, key, record.attributes[key]) for key in texts)
            if isinstance(record, Milestone):
                yield record.identity, "date", record.date
            numbers = (key for key in record.attributes if not declared[key].tells_apart)
            yield from ((item if is_wide else record.identity, key, record.attributes[key]) for key in numbers)


def _differs_from(said: _Said, other: _Said) -> bool:
    if isinstance(said, PartialDate) and isinstance(other, PartialDate):
        return not said.contains(other) and not other.contains(said)
    if isinstance(said, str) and isinstance(other, str):
        return not is_same_value(said, other)
    return said != other


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
