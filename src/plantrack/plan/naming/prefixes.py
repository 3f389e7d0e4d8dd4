"""The words of a kind that may stand before the name of an item, and mean nothing."""

from collections.abc import Iterable, Mapping

from plantrack.plan.model import Kind
from plantrack.plan.naming.words import Phrase, Words, fits_at, list_forms, split_words
from plantrack.plan.sentences import Called, Guessed
from plantrack.plan.vocabulary import Vocabulary

Prefix = tuple[frozenset[str], ...]

# What the kinds of Hanoi's plan are called before names, by their ids.
_USUAL = {
    "cluster": ("cụm công nghiệp", "cụm CN", "CCN", "cụm"),
    "park": ("khu công nghiệp", "khu CN", "KCN"),
    "wholesale-market": ("chợ đầu mối", "chợ ĐM", "CĐM", "chợ"),
    "rural-market": ("chợ nông thôn", "chợ dân sinh", "chợ"),
    "craft-village": ("làng nghề truyền thống", "làng nghề", "LN"),
}
# Two initials are a word more often than a title.
_FEWEST_INITIALS = 3


def list_prefixes(kind: Kind) -> list[Prefix]:
    """Return what may stand before the names of a kind, the longest first."""
    prefixes = dict.fromkeys(forms for forms in map(list_forms, list_prefix_texts(kind)) if forms)
    return sorted(prefixes, key=len, reverse=True)


def list_prefix_texts(kind: Kind) -> list[str]:
    """Return how the words are written that may stand before the names of a kind."""
    texts = [*_USUAL.get(kind.id, ()), *kind.prefixes]
    if kind.id not in _USUAL:
        texts += [kind.title.en, kind.title.vi, kind.id, *_initials(kind.title.vi)]
    return texts


def call_kinds(kinds: Mapping[str, Kind]) -> Vocabulary:
    """Return the ids of kinds with their titles, and with the words before their names: CCN is a cluster by itself.

    >>> from plantrack.plan.model import Title
    >>> from plantrack.plan.vocabulary import find_ids
    >>> find_ids("ccn", call_kinds({"cluster": Kind("cluster", Title("Cluster", "Cụm"), (), {}, {})}))
    ['cluster']
    """
    titles = {id: kind.title for id, kind in kinds.items()}
    named = {id: Guessed(id, Called(id)) for id in kinds}
    return Vocabulary(titles, named, short={id: list_prefix_texts(kind) for id, kind in kinds.items()})


def _initials(title: str) -> list[str]:
    words = split_words(title).words
    return ["".join(word.raw[0] for word in words)] if len(words) >= _FEWEST_INITIALS else []


def count_prefix(words: Words, prefixes: Iterable[Prefix]) -> int:
    """Return how many words at the start are those of the kind, of prefixes that begin with the longest.

    Something has to be left.
    """
    for forms in prefixes:
        if len(forms) < len(words) and words[0].full in forms[0] and fits_at(words, 0, forms):
            return len(forms)
    return 0


def drop_prefix(phrase: Phrase, prefixes: Iterable[Prefix]) -> Phrase | None:
    """Return a name without the words of its kind; None where it has none."""
    count = count_prefix(phrase.words, prefixes)
    return phrase.without(0, count) if count else None
