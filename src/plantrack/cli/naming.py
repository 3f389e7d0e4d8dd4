"""What a typed name means to a command, and how it is told where it means none: accents may be left out."""

from collections.abc import Iterable
from typing import Literal

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.guesses import MOST_GUESSED, ask_whether, list_known, say_unknown
from plantrack.plan.ledger import Item
from plantrack.plan.model import Target, Title
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
    # 2. It may be the title of a target.
    target = find_target_by_title(file, name) if ids else None
    if target is not None:
        return UsageError(Problem(message, hint_target_id(target)))
    # 3. It may be a slip.
    of_kinds = (called for id, called in file.ledger.names.items() if kind is None or id == kind)
    candidates = [*(file.plan.targets if ids else ()), *(shown for called in of_kinds for shown in called.values())]
    near = names.find_near_names(name, names.group_by_look(candidates))
    return UsageError(Problem(message, ask_whether(near) if near else None))


def hint_target_id(target: Target) -> Sentence:
    """Return the id of a target that was called by its title."""
    return say("the id of that target is {id}", id=quoted(target.id))


def find_titles(
    what: Literal["group", "owner"], known: Iterable[Title | None], typed: Iterable[str], problems: list[Problem]
) -> list[Title]:
    """Return the groups or the owners that are typed, in either language and in the order of the plan.

    One that is unknown, or may be two, is added to the problems.
    """
    titles = list(dict.fromkeys(title for title in known if title is not None))
    called = KnownNames({names.fold_name(text): text for title in titles for text in title})
    asked: set[str] = set()
    for name in typed:
        resolved = resolve_name(called, name, new=False, guess=len(problems) < MOST_GUESSED)
        match resolved:
            case KnownItem():
                asked.add(resolved.key)
            case AmbiguousName():
                problems.append(explain_unresolved(what, resolved))
            case UnknownName() if resolved.near:
                problems.append(Problem(say_unknown(what, name), ask_whether(resolved.near)))
            case _:
                none = say("no target has one: {key} = … below [targets.ID] gives it one", key=what)
                hint = list_known(map(str, titles)) if titles else none
                problems.append(Problem(say_unknown(what, name), hint))
    return [title for title in titles if asked & {names.fold_name(text) for text in title}]


def find_target_by_title(file: PlanFile, title: str) -> Target | None:
    """Return the target of this title in either language; None where there is none."""
    return next((target for target in file.plan.targets.values() if target.title.is_called(title)), None)
