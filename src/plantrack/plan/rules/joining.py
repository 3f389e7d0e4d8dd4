"""May a record join the plan: every rule between records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from plantrack.plan import names
from plantrack.plan.dates import day_text
from plantrack.plan.ledger import Ledger, attributes_by_item
from plantrack.plan.model import AttributeValue, Kind, Measurement, Milestone, Plan
from plantrack.plan.problems import Problem

MOST_NEAR = 3
TYPE_ACCENTS = "type it with its accents"
CORRECT_HINT = "if the known one is wrong, add --correct"


class Refused(NamedTuple):
    """A record that may not join, by its place among those given, and why."""

    place: int
    problem: Problem


class Joined(NamedTuple):
    """What a command records: the new records in order, those that add nothing, and the ledger with all of them."""

    milestones: list[Milestone]
    measurements: list[Measurement]
    known: list[Milestone | Measurement]
    problems: list[Refused]
    ledger: Ledger


class Named(NamedTuple):
    """Whom a typed name means: the folded and the shown name of an item, known or new, or why it means none."""

    key: str
    name: str
    problem: Problem | None = None


class KnownNames:
    """The names of a kind by their folded form, and by the folded form without accents."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        self.shown = dict(shown)
        self._bare: dict[str, list[str]] | None = None

    def enter(self, key: str, name: str) -> None:
        """Add a name, unless it is known."""
        if key in self.shown:
            return
        self.shown[key] = name
        if self._bare is not None:
            self._bare.setdefault(names.drop_accents(key), []).append(key)

    def alike(self, bare: str) -> list[tuple[str, str]]:
        """Return the names that are equal to one without accents, each with its folded form."""
        if self._bare is None:
            self._bare = {}
            for key in self.shown:
                self._bare.setdefault(names.drop_accents(key), []).append(key)
        return [(key, self.shown[key]) for key in self._bare.get(bare, [])]


def meant(kind: Kind, known: KnownNames, typed: str, *, new: bool, guess: bool = True) -> Named:
    """Tell which item a name on the command line means: accents may be left out, a new one must be meant.

    `guess` tells whether names that look like an unknown one are looked for.
    """
    key = names.fold_name(typed)
    if key in known.shown:
        return Named(key, known.shown[key])
    if key == names.drop_accents(key):
        alike = known.alike(key)
        if len(alike) == 1:
            return Named(*alike[0])
        if alike:
            both = " or ".join(f'"{name}"' for _, name in alike)
            return Named(key, typed, Problem(f'{kind.id} "{typed}" may be {both}', TYPE_ACCENTS))
    if new:
        return Named(key, typed)
    near = " or ".join(f'"{name}"' for name in names.find_near_names(typed, known.shown.values() if guess else ()))
    hint = (f"did you mean {near}? " if near else "") + f"a {kind.id} that is new is recorded with --new"
    return Named(key, typed, Problem(f'unknown {kind.id} "{typed}"', hint))


def join(
    plan: Plan, ledger: Ledger, records: Sequence[Milestone | Measurement], today: int, *, correct: bool = False
) -> Joined:
    """Let records join a plan in their order, all or none.

    What adds nothing is known and passed over. `today` is a proleptic ordinal. What changes a known date or value is
    a problem unless it is meant to `correct`, and so is what cannot be true beside the rest of the plan.
    """
    joined = Joined([], [], [], [], ledger.copy())
    holding = attributes_by_item(plan.milestones) if correct else {}
    added: list[tuple[int, Milestone | Measurement]] = []
    for place, record in enumerate(records):
        standing = joined.ledger.standing(record)
        earlier = () if correct else joined.ledger.earlier(record)
        if correct and isinstance(standing, Milestone):
            # An attribute belongs to the item: a record of another stage may have changed it since.
            standing = standing._replace(attributes=holding.get((standing.kind, standing.key), {}))
        if standing is not None and _adds_nothing(record, standing, earlier):
            joined.known.append(record)
            continue
        refused = _refused_beside(record, standing, today, correct=correct)
        if refused is not None:
            joined.problems.append(Refused(place, refused))
            continue
        if isinstance(record, Milestone):
            if standing is not None and record.date.contains(standing.date):
                record = record._replace(date=standing.date)
            record = record._replace(position=len(plan.milestones) + len(joined.milestones))
            joined.milestones.append(record)
            joined.ledger.enter_milestone(record)
            holding.setdefault((record.kind, record.key), {}).update(record.attributes)
        else:
            record = record._replace(position=len(plan.measurements) + len(joined.measurements))
            joined.measurements.append(record)
            joined.ledger.enter_measurement(record)
        added.append((place, record))
    for place, record in added:
        if isinstance(record, Milestone):
            problem = _refused_in_life(plan.kinds[record.kind], joined.ledger, record)
            if problem is not None:
                joined.problems.append(Refused(place, problem))
    joined.problems.sort(key=lambda refused: refused.place)
    return joined


def distinct(kind: Kind, one: Mapping[str, AttributeValue], other: Mapping[str, AttributeValue]) -> bool:
    """Tell whether two items with these attributes are known to be two: a text such as the district differs."""
    return any(
        type.tells_apart and name in one and name in other and one[name] != other[name]
        for name, type in kind.attributes.items()
    )


def near_twins(plan: Plan, ledger: Ledger, milestones: Sequence[Milestone], *, new: bool) -> list[Refused]:
    """Return a problem for each new name in these milestones that nearly equals a known one or an earlier one of them.

    With `new` such names are meant. But one typed without accents never stands beside a known one that it then equals.
    """
    arriving = [place for place, one in enumerate(milestones) if one.key not in ledger.names.get(one.kind, {})]
    if not arriving:
        return []
    problems: list[Refused] = []
    known = attributes_by_item([*plan.milestones, *milestones])
    for kind_id in dict.fromkeys(milestones[place].kind for place in arriving):
        called = dict(ledger.names.get(kind_id, {}))
        old = set(called)
        entered = names.NearNames()
        for key in called:
            entered.enter(key)
        for place in arriving:
            milestone = milestones[place]
            if milestone.kind != kind_id or milestone.key in called:
                continue
            called[milestone.key] = milestone.item
            near = entered.enter(milestone.key)
            bare = [other for other in near if other in old and names.drop_accents(other) == milestone.key]
            if not bare and not new:
                own = known.get((kind_id, milestone.key), {})
                near = [one for one in near if not distinct(plan.kinds[kind_id], own, known.get((kind_id, one), {}))]
            if bare or (near and not new):
                others = " or ".join(f'"{called[other]}"' for other in (bare or near)[:MOST_NEAR])
                hint = f"write it {others}" + ("" if bare else ", or add --new if it is another one")
                problem = Problem(f'{kind_id} "{milestone.item}" nearly equals {others}', hint)
                problems.append(Refused(place, problem))
    return sorted(problems, key=lambda refused: refused.place)


def _facts(record: Milestone | Measurement) -> set[tuple[str, object]]:
    """Return the keys that a record gives, each with its value, but for those that say which record it is."""
    facts: set[tuple[str, object]] = set(record.evidence.given().items())
    if isinstance(record, Measurement):
        return facts | {("value", record.value)}
    return facts | {("date", record.date), *record.attributes.items()}


def _adds_nothing(
    record: Milestone | Measurement,
    standing: Milestone | Measurement,
    earlier: Iterable[Milestone | Measurement],
) -> bool:
    known = _facts(standing).union(*(_facts(one) for one in earlier))
    wider = record.date.contains(standing.date)
    return all(fact in known or (fact[0] == "date" and wider) for fact in _facts(record))


def _refused_beside(
    record: Milestone | Measurement, standing: Milestone | Measurement | None, today: int, *, correct: bool
) -> Problem | None:
    """Return why a record may not stand today, or in place of the known one."""
    if record.date.lo > today:
        return Problem(f"{_called(record)} on {record.date.text} is in the future: today is {day_text(today)}")
    if standing is None or correct:
        return None
    if isinstance(record, Measurement) and isinstance(standing, Measurement):
        if record.value != standing.value:
            message = f"{_called(record)} on {record.date.text} is known to be {standing.value}, not {record.value}"
            return Problem(message, CORRECT_HINT)
    elif not (record.date.contains(standing.date) or standing.date.contains(record.date)):
        return Problem(
            f"{_called(record)} is known to be on {standing.date.text}, not on {record.date.text}",
            f"to add to the known record, give the date {standing.date.text}; {CORRECT_HINT}",
        )
    return None


def _refused_in_life(kind: Kind, ledger: Ledger, record: Milestone) -> Problem | None:
    """Return why a milestone cannot be true beside the others of its item."""
    stages = kind.known_stages()
    own = stages.index(record.stage)
    for place, stage in enumerate(stages):
        other = ledger.milestones[kind.id].get(stage, {}).get(record.key)
        if other is None or place == own:
            continue
        beside = f"{stage} on {other.date.text}"
        if place < own and record.date.hi < other.date.lo:
            return Problem(f"{_called(record)} on {record.date.text} is before {beside}")
        if place > own and record.date.lo > other.date.hi:
            return Problem(f"{_called(record)} on {record.date.text} is after {beside}")
    return None


def _called(record: Milestone | Measurement) -> str:
    return f"{record.item}: {record.stage}" if isinstance(record, Milestone) else f"{record.target}: the total"
