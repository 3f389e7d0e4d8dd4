"""Which id a typed word means: the id itself, or what the plan calls it, in either language."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from plantrack.plan.model import CHANGED, WITHDRAWN, Kind, Target
from plantrack.plan.names import drop_accents, fold_name
from plantrack.plan.sentences import Called, Guessed, Listed, Sentence, Value, beside_title, quoted, typed_words

IdClass = Literal["kind", "stage", "target", "attribute", "column", "status", "value"]
# What the stages that every kind has are called in Vietnamese, where a kind calls them nothing else.
_OF_EVERY_KIND = {WITHDRAWN: typed_words("đưa ra khỏi danh mục"), CHANGED: typed_words("thay đổi")}


class Vocabulary:
    """Ids, and of each what else it is called: its title or its label, in each language. Its indexes are made once."""

    def __init__(
        self,
        called: Mapping[str, Sequence[str]],
        named: Mapping[str, Guessed] | None = None,
        short: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.called = called
        self._named = named or {}  # how an id is named in a hint; where it is not in here in quotes alone
        self._short = Vocabulary(short) if short else None  # what ids are called in short, where nothing is called so
        self._folded: dict[str, list[str]] | None = None
        self._bare: dict[str, list[str]] = {}
        self._shown: dict[str, Value] | None = None

    def find_folded(self, folded: str) -> list[str]:
        """Return the ids that a folded word means, by their own names first; accents only where some are typed."""
        if self._folded is None:
            self._folded = {}
            for id, others in self.called.items():
                names = {fold_name(name) for name in (id, *others)}
                for name in names:
                    self._folded.setdefault(name, []).append(id)
                for name in {drop_accents(name) for name in names}:
                    self._bare.setdefault(name, []).append(id)
        found = self._folded.get(folded) or (self._bare.get(folded, []) if folded == drop_accents(folded) else [])
        return found if found or self._short is None else self._short.find_folded(folded)

    def shown(self) -> Mapping[str, Value]:
        """Return by all names in small letters how each id is named: ids first, since they are shorter to type."""
        if self._shown is None:
            self._shown = {id.casefold(): self._named.get(id) or quoted(id) for id in self.called}
            for id, others in self.called.items():
                for other in others:
                    self._shown.setdefault(other.casefold(), beside_title(id, other))
        return self._shown

    def list_ids(self) -> Iterator[Value]:
        """Give the ids, each with what it is called where that is known."""
        for id in self.called:
            named = self._named.get(id)
            yield id if named is None else Listed(id, named.label)

    def find_begun(self, typed: str) -> Iterator[Value]:
        """Give how each id is named that begins with a word, or is called something that does."""
        for id, others in self.called.items():
            begun = [name for name in (id, *others) if name.casefold().startswith(typed.casefold())]
            if begun:
                yield self._named.get(id) or (quoted(id) if begun[0] == id else beside_title(id, begun[0]))


def call_targets(targets: Mapping[str, Target]) -> Vocabulary:
    """Return the ids of targets with their titles."""
    return Vocabulary({id: target.title for id, target in targets.items()})


def call_stages(kind: Kind, stages: Iterable[str]) -> Vocabulary:
    """Return some stages of a kind with their labels."""
    called = {stage: (*kind.labels.get(stage, ()), *_OF_EVERY_KIND.get(stage, ())) for stage in stages}
    return Vocabulary(called, {stage: label_stage(kind, stage) for stage in called})


def label_stage(kind: Kind, stage: str) -> Guessed:
    """Return a stage of a kind as a hint names it: the id, which is typed, and the label, which is read."""
    return Guessed(stage, kind.labels.get(stage) or Called(kind.id, stage))


def call_attributes(kinds: Iterable[Kind]) -> Vocabulary:
    """Return the attributes of kinds with the labels that they have in any of them."""
    called: dict[str, list[str]] = {}
    named: dict[str, Guessed] = {}
    for kind in kinds:
        for attribute in kind.attributes:
            called.setdefault(attribute, []).extend(kind.labels.get(attribute, ()))
            named.setdefault(attribute, Guessed(attribute, Called(kind.id, attribute)))
    return Vocabulary(called, named)


def call_statuses(words: Mapping[str, Sentence], write: Callable[[Value], str]) -> Vocabulary:
    """Return statuses with their words, in English and as they are written in another language."""
    called = {status: (str(word), write(word)) for status, word in words.items()}
    return Vocabulary(called, {status: Guessed(status, word) for status, word in words.items()})


def find_ids(typed: str, known: Vocabulary) -> list[str]:
    """Return the ids that a word means: none, one, or several that are called alike.

    An id as it is means itself. Else case does not matter, and accents only where some are typed.

    >>> find_ids("KHOI CONG", Vocabulary({"started": ("construction started", "khởi công"), "completed": ()}))
    ['started']
    """
    return [typed] if typed in known.called else known.find_folded(fold_name(typed))
