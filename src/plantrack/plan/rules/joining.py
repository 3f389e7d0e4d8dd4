"""May a record join the plan: every rule between records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from plantrack.plan.dates import day_text
from plantrack.plan.ledger import Ledger, attributes_by_item
from plantrack.plan.model import AttributeValue, Kind, Measurement, Milestone, Plan
from plantrack.plan.naming.nearness import NearNames
from plantrack.plan.naming.values import is_same_value
from plantrack.plan.problems import Problem
from plantrack.plan.sentences import Sentence, Value, quoted, say, say_either

AnyRecord = Milestone | Measurement

MOST_NEAR = 3
CORRECT_HINT = say("if the known one is wrong, add --correct")


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
    plan: Plan, ledger: Ledger, records: Sequence[AnyRecord], today: int, *, correct: bool = False
) -> Joined:
    """Let records join a plan in their order, all or none.

    `today` is a proleptic ordinal. What changes a known date or value is refused unless it is meant to `correct`, and
    so is what cannot be true beside the rest of the plan.
    """
    joined = Joined(milestones=[], measurements=[], already_recorded=[], refused=[], ledger=ledger.copy())
    held = attributes_by_item(plan.milestones) if correct else {}
    entered: list[tuple[int, Milestone]] = []
    for place, record in enumerate(records):
        standing = joined.ledger.standing(record)
        # 1. What the log says already is passed over.
        if standing is not None and _adds_nothing(record, standing, joined.ledger, held, correct=correct):
            joined.already_recorded.append(record)
            continue
        # 2. What is not yet, or says otherwise than the log, is refused.
        problem = _refuse_future(record, today)
        if problem is None and not correct:
            problem = _refuse_change(record, standing) or _refuse_other_value(record, joined.ledger)
        if problem is not None:
            joined.refused.append(Refused(place, problem))
            continue
        # 3. The rest joins, so that the next records are asked beside it.
        if isinstance(record, Measurement):
            _enter_measurement(plan, joined, record)
            continue
        milestone = _enter_milestone(plan, joined, record, standing)
        held.setdefault((milestone.kind, milestone.key), {}).update(milestone.attributes)
        entered.append((place, milestone))
    # 4. Only when all have joined the life of each item is whole: rows may build on later ones.
    for place, milestone in entered:
        problem = _refuse_in_life(plan.kinds[milestone.kind], joined.ledger, milestone)
        if problem is not None:
            joined.refused.append(Refused(place, problem))
    joined.refused.sort(key=lambda refused: refused.place)
    return joined


def are_distinct(kind: Kind, one: Mapping[str, AttributeValue], other: Mapping[str, AttributeValue]) -> bool:
    """Tell whether two items with these attributes are known to be two: a text such as the district differs."""
    return any(
        type.tells_apart and name in one and name in other and not is_same_value(str(one[name]), str(other[name]))
        for name, type in kind.attributes.items()
    )


def refuse_near_twins(plan: Plan, ledger: Ledger, records: Sequence[AnyRecord], *, new: bool) -> list[Refused]:
    """Refuse each new name in these records that nearly equals a known one or an earlier one of them.

    With `new` such names are meant.
    """
    milestones = [(place, record) for place, record in enumerate(records) if isinstance(record, Milestone)]
    arriving = [(place, one) for place, one in milestones if one.key not in ledger.names.get(one.kind, {})]
    if new or not arriving:
        return []
    refused: list[Refused] = []
    own = attributes_by_item([*plan.milestones, *(milestone for _, milestone in milestones)])
    for kind_id in dict.fromkeys(milestone.kind for _, milestone in arriving):
        kind, called = plan.kinds[kind_id], dict(ledger.names.get(kind_id, {}))
        looks = NearNames()
        for key in called:
            looks.enter(key)
        for place, milestone in arriving:
            if milestone.kind != kind_id or milestone.key in called:
                continue
            called[milestone.key] = milestone.item
            # What differs in a letter may be another item where the district differs.
            slips = [
                other
                for other in looks.enter(milestone.key)
                if not are_distinct(kind, own.get((kind_id, milestone.key), {}), own.get((kind_id, other), {}))
            ]
            if slips:
                others = say_either([quoted(called[other]) for other in slips[:MOST_NEAR]])
                hint = say("write it {others}, or add --new if it is another one", others=others)
                name = quoted(milestone.item)
                message = say("{kind} {name} nearly equals {others}", kind=kind_id, name=name, others=others)
                refused.append(Refused(place, Problem(message, hint)))
    return sorted(refused, key=lambda one: one.place)


def _facts(record: AnyRecord) -> set[tuple[str, object]]:
    """Return the keys that a record gives, each with its value, but for those that say which record it is."""
    facts: set[tuple[str, object]] = set(record.evidence.given().items())
    if isinstance(record, Measurement):
        return facts | {("value", record.value)}
    return facts | {("date", record.date), *record.attributes.items()}


def _adds_nothing(
    record: AnyRecord,
    standing: AnyRecord,
    ledger: Ledger,
    held: Mapping[tuple[str, str], Mapping[str, AttributeValue]],
    *,
    correct: bool,
) -> bool:
    """Tell whether each key of a record has its value in some record of the same item and stage, or target and date.

    A correction may bring back what an earlier one said: for it only what stands counts. `held` are then the
    attributes of each item: they belong to it, and a record of another stage may have changed them since.
    """
    if correct and isinstance(standing, Milestone):
        standing = standing._replace(attributes=held.get((standing.kind, standing.key), {}))
    earlier: Iterable[AnyRecord] = () if correct else ledger.earlier(record)
    said = _facts(standing).union(*(_facts(other) for other in earlier))
    is_wider = record.date.contains(standing.date)
    return all(fact in said or (fact[0] == "date" and is_wider) for fact in _facts(record))


def _refuse_future(record: AnyRecord, today: int) -> Problem | None:
    """Return why a record may not stand today."""
    if record.date.lo <= today:
        return None
    return Problem(
        say(
            "{record} on {date} is in the future: today is {today}",
            record=_say_subject(record),
            date=record.date,
            today=day_text(today),
        )
    )


def _refuse_change(record: AnyRecord, standing: AnyRecord | None) -> Problem | None:
    """Return why a record may not stand in place of the one that stands; None for no such record."""
    if standing is None:
        return None
    if isinstance(record, Measurement) and isinstance(standing, Measurement):
        if record.value == standing.value:
            return None
        message = say(
            "{record} on {date} is known to be {known}, not {value}",
            record=_say_subject(record),
            date=record.date,
            known=standing.value,
            value=record.value,
        )
        return Problem(message, CORRECT_HINT)
    if record.date.contains(standing.date) or standing.date.contains(record.date):
        return None
    message = say(
        "{record} is known to be on {known}, not on {date}",
        record=_say_subject(record),
        known=standing.date,
        date=record.date,
    )
    hint = say(
        "to add to the known record, give the date {date}; {to_correct}",
        date=standing.date,
        to_correct=CORRECT_HINT,
    )
    return Problem(message, hint)


def _refuse_other_value(record: AnyRecord, ledger: Ledger) -> Problem | None:
    """Return why a milestone may not say otherwise of its item than where it is known to lie."""
    if isinstance(record, Measurement):
        return None
    standing = [milestones.get(record.key) for milestones in ledger.milestones.get(record.kind, {}).values()]
    for name, value in record.attributes.items():
        known = [one.attributes[name] for one in standing if one is not None and name in one.attributes]
        if isinstance(value, str) and known and not any(is_same_value(value, str(other)) for other in known):
            message = say(
                "{item}: {attribute} is known to be {known}, not {value}",
                item=record.item,
                attribute=name,
                known=known[-1],
                value=value,
            )
            hint = say(
                "another item needs a name of its own, such as {name}; {to_correct}",
                name=quoted(f"{record.item} ({value})"),
                to_correct=CORRECT_HINT,
            )
            return Problem(message, hint)
    return None


def _enter_milestone(plan: Plan, joined: Joined, record: Milestone, standing: AnyRecord | None) -> Milestone:
    """Enter a milestone at the end of the log, and return it as it stands there: a wider date adds nothing."""
    date = standing.date if standing is not None and record.date.contains(standing.date) else record.date
    milestone = record._replace(date=date, position=len(plan.milestones) + len(joined.milestones))
    joined.milestones.append(milestone)
    joined.ledger.enter_milestone(milestone)
    return milestone


def _enter_measurement(plan: Plan, joined: Joined, record: Measurement) -> None:
    """Enter a measurement at the end of the log."""
    measurement = record._replace(position=len(plan.measurements) + len(joined.measurements))
    joined.measurements.append(measurement)
    joined.ledger.enter_measurement(measurement)


def _refuse_in_life(kind: Kind, ledger: Ledger, milestone: Milestone) -> Problem | None:
    """Return why a milestone cannot be true beside the others of its item."""
    stages = kind.known_stages()
    own = stages.index(milestone.stage)
    for place, stage in enumerate(stages):
        other = ledger.milestones[kind.id].get(stage, {}).get(milestone.key)
        if other is None or place == own:
            continue
        values: dict[str, Value] = {
            "record": _say_subject(milestone),
            "date": milestone.date,
            "other_stage": stage,
            "other_date": other.date,
        }
        if place < own and milestone.date.hi < other.date.lo:
            return Problem(say("{record} on {date} is before {other_stage} on {other_date}", **values))
        if place > own and milestone.date.lo > other.date.hi:
            return Problem(say("{record} on {date} is after {other_stage} on {other_date}", **values))
    return None


def _say_subject(record: AnyRecord) -> Sentence:
    """Return what a record speaks of, as a problem of it begins."""
    if isinstance(record, Measurement):
        return say("{target}: the total", target=record.target)
    return say("{item}: {stage}", item=record.item, stage=record.stage)
