"""Words that a plan does not know: what is said of them, and which known one was probably meant.

They are compared so seldom that a file full of them is answered at once.
"""

from collections.abc import Iterable, Sequence, Set
from difflib import get_close_matches
from typing import Literal, assert_never

from plantrack.plan.keys import is_id
from plantrack.plan.model import Kind
from plantrack.plan.sentences import (
    Called,
    Fault,
    Sentence,
    Value,
    list_words,
    quoted,
    say,
    say_either,
    show_value,
)
from plantrack.plan.vocabulary import IdClass, Vocabulary, find_ids, label_stage

WordClass = Literal[
    "kind",
    "stage",
    "target",
    "attribute",
    "command",
    "option",
    "value",
    "column",
    "key",
    "table",
    "language",
    "sheet",
    "group",
    "owner",
    "status",
]

# Whoever mends the first twenty sees how to mend the others.
MOST_GUESSED = 20
# Of more that begin alike none is meant more than the others.
MOST_BEGUN = 6
# Two words of 12,000 letters take difflib half a minute, and nobody types such a one by a slip.
LONGEST_GUESSED = 100


def closest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, or None.

    >>> closest_word("gaol", ["baseline", "goal"])
    'goal'
    """
    matches = closest_words(word, known, most=1, cutoff=0.6)
    return matches[0] if matches else None


def closest_words(word: str, known: Iterable[str], most: int, cutoff: float) -> list[str]:
    """Return at most so many of the known words that resemble this one, the nearest first."""
    if len(word) > LONGEST_GUESSED:
        return []
    short = [candidate for candidate in known if len(candidate) <= LONGEST_GUESSED]
    return get_close_matches(word, short, n=most, cutoff=cutoff)


class Guesses:
    """The guesses of one run: the first unknown words are compared with the known ones, once each, later ones never."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def closest(self, word: str, known: Iterable[str]) -> str | None:
        """Return the known word that was probably meant, or None."""
        asked = (word, tuple(known))
        if asked not in self._made:
            if len(self._made) >= MOST_GUESSED:
                return None
            self._made[asked] = closest_word(*asked)
        return self._made[asked]

    def has_compared(self, word: str, known: Iterable[str]) -> bool:
        """Tell whether a word came early enough to be compared with the known ones."""
        return (word, tuple(known)) in self._made

    def hint(self, word: str, known: Iterable[str], otherwise: Sentence | None = None) -> Sentence | None:
        """Return the word that was meant as a hint, else what is to be said `otherwise`: None for which are known.

        Of a word that came too late to be compared nothing is said.
        """
        known = tuple(known)
        meant = self.closest(word, known)
        if meant is not None:
            return ask_whether([meant])
        if not self.has_compared(word, known):
            return None
        return list_known(known) if otherwise is None and known else otherwise

    def find_fault(self, what: WordClass, word: str, known: Iterable[str], kind: str | None = None) -> Fault:
        """Return what is wrong with a word that is none of the known ones. `kind` is as for `say_unknown`."""
        known = tuple(known)
        declaration = _say_declaration(what, word) if what in ("kind", "target") else None
        return Fault(say_unknown(what, word, kind), self.hint(word, known) if known else declaration)

    def find_key_fault(self, what: WordClass, key: str, known: Iterable[str]) -> Fault:
        """Return what is wrong with a key that is none of the known ones, all of which are written small."""
        return Fault(say_unknown(what, key), self.hint(key.lower(), known))

    def find_kind_fault(self, id: str, declared: Set[str]) -> Fault:
        """Return what is wrong with the id of a kind that is not declared."""
        declaration = _say_declaration("kind", id) if is_id(id) or not declared else None
        return Fault(say_unknown("kind", id), self.hint(id, sorted(declared), declaration))

    def find_stage_fault(self, word: str, known: Iterable[str], kind: Kind) -> Fault:
        """Return what is wrong with a word that is none of the known stages of a kind."""
        fault = self.find_fault("stage", word, known, kind.id)
        meant = self.closest(word, known)
        return fault if meant is None else Fault(fault.message, ask_about(label_stage(kind, meant)))

    def find_id_fault(self, what: IdClass, typed: str, known: Vocabulary, kind: str | None) -> Fault:
        """Return what is wrong with a word that does not mean one id. `kind` is as for `say_unknown`."""
        found = find_ids(typed, known)
        if found:
            ids = say_either([quoted(id) for id in found])
            return Fault(say("{word} may be {ids}", word=quoted(typed), ids=ids), say("write the id"))
        return Fault(say_unknown(what, typed, kind), self._hint_id(what, typed, known))

    def _hint_id(self, what: IdClass, typed: str, known: Vocabulary) -> Sentence | None:
        """Return the hint that names the nearest id, by its own name or by what it is called; else all ids."""
        if not known.called:
            return _say_declaration(what, typed) if what in ("kind", "target") else None
        begun = list(known.find_begun(typed)) if typed.strip() else []
        if 1 < len(begun) <= MOST_BEGUN:
            return ask_about(say_either(begun))
        nearest = self.find_nearest(typed, known)
        if nearest is not None and not begun[MOST_BEGUN:]:
            return ask_about(nearest)
        return list_known(known.list_ids()) if self.has_compared(typed.casefold(), known.shown()) else None

    def find_nearest(self, typed: str, known: Vocabulary) -> Value | None:
        """Return the id that was probably meant, with what it is called where that is near; None where nothing is."""
        meant = self.closest(typed.casefold(), known.shown())
        return None if meant is None else known.shown()[meant]


def ask_whether(names: Sequence[str]) -> Sentence:
    """Return the hint that asks which of these was meant."""
    return ask_about(say_either([quoted(name) for name in names]))


def ask_about(meant: Value) -> Sentence:
    """Return the hint that asks whether something was meant."""
    return say("did you mean {names}?", names=meant)


def list_known(words: Iterable[Value]) -> Sentence:
    """Return the hint that names what is known."""
    return say("known are: {words}", words=list_words(words))


def say_unknown(what: WordClass, word: str, kind: str | None = None) -> Sentence:
    """Say that a word is unknown. `kind` is the id of the kind whose stage or attribute it is to be; None for none."""
    name = show_value(word)
    match what:
        case "kind":
            return say("unknown kind {name}", name=name)
        case "stage" if kind is not None:
            return say("unknown stage {name} of {kind}", name=name, kind=Called(kind))
        case "stage":
            return say("unknown stage {name}", name=name)
        case "attribute" if kind is not None:
            return say("unknown attribute {name} of {kind}", name=name, kind=Called(kind))
        case "attribute":
            return say("unknown attribute {name}", name=name)
        case "target":
            return say("unknown target {name}", name=name)
        case "command":
            return say("unknown command {name}", name=name)
        case "option":
            return say("unknown option {name}", name=name)
        case "value":
            return say("unknown value {name}", name=name)
        case "column":
            return say("unknown column {name}", name=name)
        case "key":
            return say("unknown key {name}", name=name)
        case "table":
            return say("unknown table {name}", name=name)
        case "language":
            return say("unknown language {name}", name=name)
        case "sheet":
            return say("unknown sheet {name}", name=name)
        case "group":
            return say("unknown group {name}", name=name)
        case "owner":
            return say("unknown owner {name}", name=name)
        case "status":
            return say("unknown status {name}", name=name)
        case _:
            assert_never(what)


def _say_declaration(what: Literal["kind", "target"], id: str) -> Sentence:
    """Return the hint that shows how a kind or a target is declared."""
    return say("declare it as {header}", header=f"[{what}s.{id if is_id(id) else 'ID'}]")
