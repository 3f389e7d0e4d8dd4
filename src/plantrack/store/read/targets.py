"""What a plan file may say of a target: dict → Target, and every problem on the way."""

from collections.abc import Mapping

from plantrack.plan import dates
from plantrack.plan.arithmetic.revisions import revise
from plantrack.plan.model import Evidence, Kind, Pace, Revision, Target, Title
from plantrack.plan.sentences import Sentence, quoted, say, say_example, show_value
from plantrack.store.read.goals import Term, check_goal, read_interim, read_total
from plantrack.store.read.tables import Table

TARGET_KEYS = (
    *("title", "unit", "group", "owner", "kind", "stages", "sum", "baseline", "goal", "stretch", "start", "due"),
    *("interim", "pace", "revised", *Evidence._fields),
)
REVISION_KEYS = ("from", "goal", "due", "stretch", *Evidence._fields)
_UNKNOWN = dates.parse_date("0001-01-01")


def read_target(table: Table, id: str, kinds: Mapping[str, Kind], declared: set[str], plan: Term) -> Target:
    """Read one target. What is wrong in it is collected, and left out of what is returned.

    `declared` are the ids of all kinds, the unsound ones too; `plan` is when the plan starts and ends.
    """
    # 1. Each key by itself; whether a total is a count depends on the kind.
    table.check_keys(TARGET_KEYS)
    kind, stages = _read_kind_and_stages(table, kinds, declared)
    summed = _read_sum(table, kinds.get(kind or ""))
    whole = kind is not None and summed is None
    term = _read_term(table, plan)
    target = Target(
        id=id,
        title=table.title("title", id),
        unit=_read_unit(table),
        group=table.given_title("group"),
        owner=table.given_title("owner"),
        kind=kind,
        stages=stages,
        ordered_stages=tuple(stage for stage in kinds[kind].stages if stage in stages)
        if kind and kind in kinds
        else (),
        sum=summed,
        baseline=read_total(table, "baseline", whole=whole),
        goal=read_total(table, "goal", whole=whole),
        stretch=read_total(table, "stretch", whole=whole),
        start=term.start or _UNKNOWN,
        due=term.end or _UNKNOWN,
        interim=(),
        pace=_read_pace(table),
        evidence=table.evidence(),
        revised=(),
    )
    if summed is not None and target.is_percent:
        table.error("sum", say("sum cannot be in percent: shares do not add up"))
    # 2. What is nothing without a goal, and a goal that is nothing without a baseline.
    if "goal" not in table.values:
        for key in ("stretch", "interim", "pace", "revised"):
            if key in table.values:
                table.error(key, say("{key} needs a goal", key=key))
        return target
    if "baseline" not in table.values:
        hint = say("add baseline = the total on the eve of the start")
        table.error("goal", say("goal needs a baseline"), hint)
    # 3. The goal, then what lies between baseline and goal. Beside an unsound goal these are read by themselves only.
    sound = target.baseline is not None and target.goal is not None and check_goal(table, target)
    return target._replace(
        interim=read_interim(table, target, term, sound=sound),
        revised=_read_revisions(table, target, term, sound=sound),
    )


def _read_term(table: Table, plan: Term) -> Term:
    """Return the start and the due date of a target, its own or the plan's."""
    start = table.day("start") if "start" in table.values else plan.start
    due = table.day("due") if "due" in table.values else plan.end
    if start is None or due is None or due.lo > start.lo:
        return Term(start, due)
    # Where both are the plan's own, it was told there.
    if "due" in table.values or "start" in table.values:
        key = "due" if "due" in table.values else "start"
        table.error(key, say("due {due} must be after start {start}", due=due, start=start))
    return Term(None, None)


def _read_unit(table: Table) -> Title | None:
    if isinstance(table.values.get("unit"), dict):
        return table.title("unit", "")
    unit = table.text("unit")
    return None if unit is None else Title(unit, unit)


def _read_pace(table: Table) -> Pace:
    pace = table.text("pace")
    if pace is not None and pace not in ("linear", "none"):
        table.error("pace", say('pace must be "linear" or "none", not {pace}', pace=show_value(pace)))
    return "none" if pace == "none" else "linear"


def _read_kind_and_stages(
    table: Table, kinds: Mapping[str, Kind], declared: set[str]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the kind and stages that a target counts, as far as they are sound."""
    # 1. A target has both or neither.
    if "kind" in table.values and "stages" not in table.values:
        table.error("kind", say("kind needs stages: a counted target has both, a measured one neither"))
    if "stages" in table.values and "kind" not in table.values:
        table.error("stages", say("stages needs kind: a counted target has both, a measured one neither"))
    # 2. Each has the right type.
    id = table.text("kind")
    stages = table.texts("stages", say_example('["planned", "started"]')) or ()
    if table.values.get("stages") == []:
        table.error("stages", say_no_stages())
    if id is None:
        return None, ()
    # 3. The kind is known, and each of the stages is one of its own. Of an unsound kind nothing is known.
    kind = kinds.get(id)
    if kind is None:
        if id not in declared:
            table.error("kind", *table.problems.guesses.find_kind_fault(id, declared))
        return id, ()
    for stage in dict.fromkeys(stages):
        if stage not in kind.stages and stage in kind.known_stages():
            table.error("stages", say("stages must not name {stage}: it counts nothing", stage=quoted(stage)))
        elif stage not in kind.stages:
            table.error("stages", *table.problems.guesses.find_stage_fault(stage, kind.stages, kind))
    return id, tuple(stage for stage in dict.fromkeys(stages) if stage in kind.stages)


def _read_sum(table: Table, kind: Kind | None) -> str | None:
    """Return the attribute that is summed, empty where that is no number of the kind; None where none is meant.

    A fraction beside an unsound one is no second mistake.
    """
    if "sum" not in table.values:
        return "" if "sum" in table.meant else None
    attribute = table.text("sum")
    if attribute is None:
        return ""
    # 1. It is one of a kind. One that lacks beside stages was told there; of an unsound kind nothing is known.
    if not {"kind", "stages"} & {*table.values, *table.meant}:
        table.error("sum", say("sum needs kind and stages: it adds up an attribute of the items that are counted"))
    if kind is None:
        return attribute
    # 2. It is a number, and there is one on any day.
    declared = kind.attributes.get(attribute)
    if declared is None:
        numbers = [name for name, what in kind.attributes.items() if what.is_number]
        table.error("sum", *table.problems.guesses.find_fault("attribute", attribute, numbers, kind.id))
        return ""
    if not declared.is_number:
        table.error("sum", say("sum must name an attribute that is a number, and {name} is a text", name=attribute))
        return ""
    if declared.since is not None or declared.until is not None:
        message = say(
            "sum must name an attribute that there is on any day, and {name} has from or until", name=attribute
        )
        table.error("sum", message)
    return attribute


def say_no_stages() -> Sentence:
    """Say that a kind or a target has no stages."""
    return say("stages must name at least one stage")


def _read_revisions(table: Table, target: Target, term: Term, *, sound: bool) -> tuple[Revision, ...]:
    """Return the revisions where all of them are sound, else none. `sound` are the baseline and the goal."""
    entries = table.tables("revised", say_example("revised = [{ from = 2023-07-01, goal = 40 }]"))
    before = len(table.problems)
    found = [_read_revision(entry, whole=target.counts_whole) for entry in entries]
    if not sound or None in term:
        return ()
    # Each is looked at beside what stands after those above it: behind an unsound one that is unknown.
    above: Revision | None = None
    for entry, revision in zip(entries, found, strict=True):
        if len(table.problems) > before:
            return ()
        after = revise(target, revision)
        _check_dates(entry, revision, after, above)
        check_goal(entry, after, target.goal)
        target, above = after, revision
    return tuple(found) if len(table.problems) == before else ()


def _read_revision(entry: Table, *, whole: bool) -> Revision:
    """Read one revision by itself. What is wrong in it is collected, and left out of what is returned."""
    entry.check_keys(REVISION_KEYS)
    terms = {"goal", "due", "stretch"}
    # A misspelt one is told as that.
    if not terms & {*entry.values, *entry.meant}:
        entry.error(None, say("nothing is revised: name a goal, a due or a stretch"))
    return Revision(
        since=(entry.day("from") if entry.require("from") else None) or _UNKNOWN,
        goal=read_total(entry, "goal", whole=whole),
        due=entry.day("due"),
        stretch=read_total(entry, "stretch", whole=whole),
        evidence=entry.evidence(),
    )


def _check_dates(entry: Table, revision: Revision, after: Target, above: Revision | None) -> None:
    """Collect an error where a revision does not lie after the start and the one above it, and before its due date."""
    since, due = revision.since, after.due
    if above is not None and since.lo <= above.since.lo:
        message = say("from {since} must be after {above} above it", since=since, above=above.since)
        entry.error("from", message)
    elif since.lo <= after.start.lo:
        entry.error("from", say("from {since} must be after start {start}", since=since, start=after.start))
    # Its own due date is at fault, or it came after the one that was in force.
    elif revision.due is not None and due.lo <= since.lo:
        entry.error("due", say("due {due} must be after from {since}", due=due, since=since))
    elif due.lo <= since.lo:
        hint = say("to extend the target, name a later due here")
        entry.error("from", say("from {since} must be before due {due}", since=since, due=due), hint)
