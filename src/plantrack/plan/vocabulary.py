"""Which id a typed word means: the id itself, or what the plan calls it, in either language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from plantrack.plan.guesses import Fault, Guesses, ask_about, list_known, say_declaration, say_unknown
from plantrack.plan.model import Kind, Target
from plantrack.plan.names import drop_accents, fold_name
from plantrack.plan.sentences import Sentence, quoted, say, say_either

# Of each id what else it is called: its title or its label, in each language.
Called = Mapping[str, Sequence[str]]
Word = Literal["kind", "stage", "target", "attribute", "column"]


def call_kinds(kinds: Mapping[str, Kind]) -> Called:
    """Return the ids of kinds with their titles."""
    return {id: kind.title for id, kind in kinds.items()}


def call_targets(targets: Mapping[str, Target]) -> Called:
    """Return the ids of targets with their titles."""
    return {id: target.title for id, target in targets.items()}


def call_stages(kind: Kind, stages: Iterable[str]) -> Called:
    """Return some stages of a kind with their labels."""
    return {stage: kind.labels.get(stage, ()) for stage in stages}


def call_attributes(kinds: Iterable[Kind]) -> Called:
    """Return the attributes of kinds with the labels that they have in any of them."""
    called: dict[str, list[str]] = {}
    for kind in kinds:
        for attribute in kind.attributes:
            called.setdefault(attribute, []).extend(kind.labels.get(attribute, ()))
    return called


def find_ids(typed: str, called: Called) -> list[str]:
    """Return the ids that a word means: none, one, or several that are called alike.

    An id as it is means itself. Else case does not matter, and accents only where some are typed.

    >>> find_ids("KHOI CONG", {"started": ("construction started", "khởi công"), "completed": ()})
    ['started']
    """
    if typed in called:
        return [typed]
    folded = fold_name(typed)
    names = {id: {fold_name(name) for name in (id, *others)} for id, others in called.items()}
    found = [id for id, own in names.items() if folded in own]
    if not found and folded == drop_accents(folded):
        found = [id for id, own in names.items() if folded in map(drop_accents, own)]
    return found


def find_id(guesses: Guesses, what: Word, typed: str, called: Called, kind: str | None = None) -> str | Fault:
    """Return the one id that a word means, or what is wrong with it.

    `kind` is the id of the kind whose stage or attribute it is to be; None for none.
    """
    found = find_ids(typed, called)
    if len(found) == 1:
        return found[0]
    if found:
        ids = say_either([quoted(id) for id in found])
        return Fault(say("{word} may be {ids}", word=quoted(typed), ids=ids), say("write the id"))
    return Fault(say_unknown(what, typed, kind), _hint(guesses, what, typed, called))


def _hint(guesses: Guesses, what: Word, typed: str, called: Called) -> Sentence | None:
    """Return the hint that names the nearest id, by its own name or by what it is called; else all ids."""
    if not called:
        return say_declaration(what, typed) if what in ("kind", "target") else None
    nearest = find_nearest(guesses, typed, called)
    if nearest is not None:
        return ask_about(nearest)
    return list_known(called) if guesses.has_compared(typed.casefold(), _list_names(called)) else None


def find_nearest(guesses: Guesses, typed: str, called: Called) -> Sentence | None:
    """Return the id that was probably meant, with what it is called where that is near; None where nothing is."""
    near = _list_names(called)
    meant = guesses.closest(typed.casefold(), near)
    return None if meant is None else near[meant]


def _list_names(called: Called) -> dict[str, Sentence]:
    """Return by all names in small letters how each id is named: ids first, since they are shorter to type."""
    names: dict[str, Sentence] = {id.casefold(): quoted(id) for id in called}
    for id, others in called.items():
        for other in others:
            names.setdefault(other.casefold(), say("{id} ({title})", id=quoted(id), title=other))
    return names
