"""What a typed name means to a command, and how it is told where it means none: accents may be left out."""

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.guesses import ask_whether
from plantrack.plan.ledger import Item
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.rules.naming import AmbiguousName, KnownItem, KnownNames, UnknownName, resolve_name
from plantrack.plan.sentences import Sentence, quoted, say, say_either
from plantrack.store.planfile import PlanFile


def find_items(file: PlanFile, name: str, kind_id: str | None = None) -> list[Item]:
    """Return the item of each kind, or of one, that a name means; raise UsageError where it may be two of one kind."""
    items: list[Item] = []
    ambiguous: list[Problem] = []
    kinds = [kind for kind in file.plan.kinds if kind_id in (None, kind)]
    for kind in kinds:
        resolved = resolve_name(KnownNames(file.ledger.names.get(kind, {})), name, new=False, guess=False)
        if isinstance(resolved, KnownItem):
            items += (item for item in [file.ledger.item(kind, resolved.key)] if item is not None)
        elif isinstance(resolved, AmbiguousName):
            ambiguous.append(explain_unresolved(kind, resolved))
    if ambiguous and not items:
        raise UsageError(*ambiguous)
    return items


def explain_unresolved(kind_id: str, name: AmbiguousName | UnknownName) -> Problem:
    """Return the problem of a name that means no one item of a kind, to a command that could record a new one."""
    typed = quoted(name.typed)
    if isinstance(name, AmbiguousName):
        candidates = say_either([quoted(candidate) for candidate in name.candidates])
        message = say("{kind} {name} may be {candidates}", kind=kind_id, name=typed, candidates=candidates)
        return Problem(message, say("type it with its accents"))
    hint = say("a {kind} that is new is recorded with --new", kind=kind_id)
    if name.near:
        hint = say("{question} {hint}", question=ask_whether(name.near), hint=hint)
    return Problem(_say_unknown_item(kind_id, name.typed), hint)


def _say_unknown_item(kind_id: str, name: str) -> Sentence:
    return say("unknown {kind} {name}", kind=kind_id, name=quoted(name))


def refuse_unknown_name(
    file: PlanFile, name: str, kind: str | None = None, known_on: PartialDate | None = None, *, ids: bool
) -> UsageError:
    """Return the error of a name that means nothing in the plan as it was known, with those that look like it.

    It should be an item, of a kind where one is given; with `ids` it may be the id of a target too.
    """
    if kind is not None:
        message = _say_unknown_item(kind, name)
    elif ids:
        message = say("unknown target or item {name}", name=quoted(name))
    else:
        message = say("unknown item {name}", name=quoted(name))
    # 1. What it means may have been recorded later.
    if known_on is not None:
        return UsageError(Problem(message, say("--known leaves out what was recorded after {date}", date=known_on)))
    # 2. It may be a slip.
    of_kinds = (called for id, called in file.ledger.names.items() if kind is None or id == kind)
    targets = file.plan.targets if ids else {}
    titles = (title for target in targets.values() for title in target.title)
    candidates = [*targets, *titles, *(shown for called in of_kinds for shown in called.values())]
    near = names.find_near_names(name, names.group_by_look(candidates))
    return UsageError(Problem(message, ask_whether(near) if near else None))
