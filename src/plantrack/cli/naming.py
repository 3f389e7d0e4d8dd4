"""What a typed name means to a command, and how it is told where it means no item."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from plantrack.cli.calling import find_target
from plantrack.plan.dates import PartialDate
from plantrack.plan.guesses import MOST_GUESSED, ask_whether, list_known, say_unknown
from plantrack.plan.item import Item
from plantrack.plan.model import Plan, Target, Title
from plantrack.plan.names import drop_accents, fold_name
from plantrack.plan.naming.lookup import AmbiguousName, DamagedName, KnownItem, UnknownName, resolve_name
from plantrack.plan.naming.nearness import find_near_names, group_by_look
from plantrack.plan.naming.register import Register
from plantrack.plan.naming.values import is_same_value, list_bare_words
from plantrack.plan.naming.words import order_name
from plantrack.plan.problems import DAMAGED_HINT, Problem, UsageError
from plantrack.plan.sentences import Called, Sentence, Value, list_words, quoted, say, say_either, show_value
from plantrack.plan.view import View
from plantrack.render.text import headings
from plantrack.store.planfile import PlanFile
from plantrack.tuples import NamedTuple

if TYPE_CHECKING:
    from plantrack.plan.reports.status import Choice


class FoundItems(NamedTuple):
    """The items that a name means."""

    items: list[Item]  # of each kind that has it
    notes: list[Sentence]  # about other names that may be meant


def find_items(file: PlanFile, name: str, kind_id: str | None = None, day: int | None = None) -> FoundItems:
    """Return the item of each kind, or of one, that a name means; raise UsageError where it may be two of one kind.

    Each is called as on a day; None for its first name.
    """
    items: list[Item] = []
    notes: list[Sentence] = []
    ambiguous: list[Problem] = []
    for kind in file.plan.kinds.values():
        if kind_id not in (None, kind.id) or kind.id not in file.ledger.names:
            continue
        resolved = resolve_name(Register(kind, file.ledger), name, guess=False)
        if isinstance(resolved, KnownItem):
            notes += [tell_accented(resolved)] if resolved.accented else []
            items += (item for item in [file.ledger.item(kind.id, resolved.key, day)] if item is not None)
        elif isinstance(resolved, AmbiguousName):
            ambiguous.append(explain_unresolved(Called(kind.id), resolved))
    if ambiguous and not items:
        raise UsageError(*ambiguous)
    return FoundItems(items, notes)


class FoundSubject(NamedTuple):
    """What a name means that may be a target's or an item's."""

    of: Target | Item
    notes: Sequence[Sentence]  # what else may be meant


def find_target_or_item(file: PlanFile, name: str, kind: str | None, view: View) -> FoundSubject:
    """Return the target or the item that a name means, called as on the day of a view; of a kind where one is given.

    Raise UsageError where it means none, or two.
    """
    target = find_target(file.plan, name) if kind is None else None
    if target is not None:
        kinds = [id for id in file.ledger.names if fold_name(name) in file.ledger.all_names(id)]
        notes = [say("note: a {kind} is called so too: --kind {id} means it", kind=Called(id), id=id) for id in kinds]
        return FoundSubject(target, notes)
    found = find_items(file, name, kind, view.day)
    if not found.items:
        raise refuse_unknown_name(file, name, kind, view.known, ids=kind is None)
    if len(found.items) > 1:
        message = say("{name} is the name of {count} items", name=quoted(name), count=len(found.items))
        options = say_either([say("--kind {kind}", kind=item.kind) for item in found.items])
        raise UsageError(Problem(message, say("choose with {options}", options=options)))
    return FoundSubject(found.items[0], found.notes)


def tell_accented(found: KnownItem) -> Sentence:
    """Tell of an item which others may be meant, had the accents been typed."""
    return say("{name}; there is also {others}", name=found.name, others=list_words(found.accented))


def explain_unresolved(kind: Value, name: AmbiguousName | UnknownName | DamagedName, *, new: bool = True) -> Problem:
    """Return the problem of a name that means no one item of a kind. `new`: it could be recorded as a new one.

    `kind` is how the kind is called.
    """
    if isinstance(name, DamagedName):
        message = say("{kind} {name} is damaged text", kind=kind, name=show_value(name.typed))
        return Problem(message, DAMAGED_HINT)
    typed = quoted(name.typed)
    if isinstance(name, AmbiguousName):
        candidates = say_either([quoted(candidate) for candidate in sorted(name.candidates, key=order_name)])
        message = say("{kind} {name} may be {candidates}", kind=kind, name=typed, candidates=candidates)
        return Problem(message, _hint_what_differs(name))
    if not new:
        hint = ask_whether(name.near) if name.near else say("a comment is of an item that is known")
        return Problem(_say_unknown_item(kind, name.typed), hint)
    hint = say("a {kind} that is new is recorded with --new", kind=kind)
    if name.superfluous:
        left_out = quoted(name.superfluous)
        hint = say(
            "leave out {commune}: {question} {hint}", commune=left_out, question=ask_whether(name.near), hint=hint
        )
    elif name.near:
        hint = say("{question} {hint}", question=ask_whether(name.near), hint=hint)
    return Problem(_say_unknown_item(kind, name.typed), hint)


def _hint_what_differs(name: AmbiguousName) -> Sentence:
    """Return what would tell several items of one name apart: their accents, or their places."""
    typed, candidates = fold_name(name.typed), set(map(fold_name, name.candidates))
    differ_in_accents = len(candidates) == len(name.candidates) and len(set(map(drop_accents, candidates))) == 1
    if typed == drop_accents(typed) and differ_in_accents:
        return say("type it with its accents")
    return say("type the whole name, or its place after it")


def _say_unknown_item(kind: Value, name: str) -> Sentence:
    return say("unknown {kind} {name}", kind=kind, name=quoted(name))


def refuse_unknown_name(
    file: PlanFile, name: str, kind: str | None = None, known_on: PartialDate | None = None, *, ids: bool
) -> UsageError:
    """Return the error of a name that means nothing in the plan as it was known, with those that look like it.

    It should be an item, of a kind where one is given; with `ids` it may be the id of a target too.
    """
    if kind is not None:
        message = _say_unknown_item(Called(kind), name)
    elif ids:
        message = say("unknown target or item {name}", name=quoted(name))
    else:
        message = say("unknown item {name}", name=quoted(name))
    # 1. What it means may have been recorded later.
    if known_on is not None:
        return UsageError(Problem(message, say("--known leaves out what was recorded after {date}", date=known_on)))
    # 2. It may be a slip.
    of_kinds = (file.ledger.all_names(id) for id in file.ledger.names if kind is None or id == kind)
    targets = file.plan.targets if ids else {}
    titles = (title for target in targets.values() for title in target.title)
    candidates = [*targets, *titles, *(shown for called in of_kinds for shown in called.values())]
    near = find_near_names([name], group_by_look(candidates))
    return UsageError(Problem(message, ask_whether(near) if near else hint_list(kind, ids=ids)))


def hint_list(kind: str | None, *, ids: bool) -> Sentence:
    """Return the hint that tells what lists the items, of a kind where one is given; with `ids` the targets too."""
    if kind is not None:
        return say("`plantrack items {kind}` lists those that are known", kind=kind)
    if ids:
        return say("`plantrack status` lists the targets, `plantrack items KIND` the items")
    return say("`plantrack items KIND` lists those that are known")


def find_titles(
    what: Literal["group", "owner"], known: Iterable[Title | None], typed: Iterable[str], problems: list[Problem]
) -> list[Title]:
    """Return the groups or the owners that are typed, in either language and in the order of the plan.

    One that is unknown, or may be two, is added to the problems.
    """
    titles = list(dict.fromkeys(title for title in known if title is not None))
    called = {fold_name(text): text for title in titles for text in title}
    by_look = group_by_look(called.values())
    by_words: dict[tuple[str, ...], list[str]] = {}
    for folded, text in called.items():
        by_words.setdefault(list_bare_words(text), []).append(folded)
    none = say("no target has one: {key} = … below [targets.ID] gives it one", key=what)
    all_known = list_known(titles) if titles else none
    asked: set[str] = set()
    for name in typed:
        folded = fold_name(name)
        alike = by_words.get(list_bare_words(name), [])
        meant = [folded] if folded in called else [other for other in alike if is_same_value(name, called[other])]
        near = find_near_names([name], by_look) if not meant and len(problems) < MOST_GUESSED else []
        if len(meant) == 1:
            asked.update(meant)
        elif meant:
            problems.append(
                explain_unresolved(
                    headings.GROUP if what == "group" else headings.OWNER,
                    AmbiguousName(name, [called[other] for other in meant]),
                )
            )
        elif near:
            problems.append(Problem(say_unknown(what, name), ask_whether(near)))
        else:
            problems.append(Problem(say_unknown(what, name), all_known))
    return [title for title in titles if asked & {fold_name(text) for text in title}]


def read_choice(plan: Plan, groups: list[str] | None, owners: list[str] | None) -> "Choice":
    """Return which targets are meant; raise UsageError where a name is unknown."""
    from plantrack.plan.reports.status import Choice

    known = plan.targets.values()
    problems: list[Problem] = []
    choice = Choice(
        groups=find_titles("group", (target.group for target in known), groups or (), problems),
        owners=find_titles("owner", (target.owner for target in known), owners or (), problems),
    )
    if problems:
        raise UsageError(*problems)
    return choice
