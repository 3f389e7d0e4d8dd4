"""Which spellings of a text attribute, such as a district, are one value."""

from collections.abc import Iterable, Iterator

from plantrack.plan.model import AttributeValue, Plan
from plantrack.plan.naming.cleaning import clean_text, is_damaged
from plantrack.plan.naming.places import OF_COMMUNES, OF_DISTRICTS, PlaceWords, list_place_words, read_place
from plantrack.plan.naming.words import split_words

# Each word of what may stand before a place, of whatever attribute.
_ALL_PLACE_WORDS = frozenset(form for words in (*OF_DISTRICTS, *OF_COMMUNES) for forms in words for form in forms)
# The words of a value with their accents, and without.
ValueKey = tuple[tuple[str, ...], tuple[str, ...]]


def split_value(value: str) -> ValueKey | None:
    """Return what the spellings of a value have in common; None where it has no words, or is damaged.

    >>> split_value("ÐÔNG ANH") == split_value("Đông  Anh")
    True
    """
    words = () if is_damaged(value) else split_words(clean_text(value)).words
    return (tuple(word.full for word in words), tuple(word.bare for word in words)) if words else None


def list_bare_words(value: str) -> tuple[str, ...]:
    """Return the words of a value without accents, which all its spellings share; none where it is damaged.

    >>> list_bare_words("Đông  Anh")
    ('dong', 'anh')
    """
    key = split_value(value)
    return () if key is None else key[1]


def is_same_value(one: str, other: str) -> bool:
    """Tell whether two texts are one value: the same words, or one of them typed without accents.

    >>> is_same_value("dong anh", "Đông Anh"), is_same_value("Đông Ánh", "Đông Anh")
    (True, False)
    """
    if one == other:
        return True
    own, others = split_value(one), split_value(other)
    if own is None or others is None or own[1] != others[1]:
        return False
    return own[0] == others[0] or own[0] == own[1] or others[0] == others[1]


def unify_values(values: Iterable[str], before: PlaceWords = ()) -> dict[str, str]:
    """Return for each of several texts the first spelling of the value that it is.

    One without accents is the one with accents that it equals so, if there is only one. One with a word `before` it is
    the one that lacks it, or the other way round, if there is only one.

    >>> unify_values(["Dong Anh", "Đông Anh", "ĐÔNG ANH"])
    {'Dong Anh': 'Dong Anh', 'Đông Anh': 'Dong Anh', 'ĐÔNG ANH': 'Dong Anh'}
    """
    keys = {value: split_value(value) for value in dict.fromkeys(values)}
    accented: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for key in keys.values():
        if key is not None and key[0] != key[1]:
            accented.setdefault(key[1], set()).add(key[0])
    first: dict[object, str] = {}
    unified = {}
    for value, key in keys.items():
        meant: object = value if key is None else key[0]
        if key is not None and key[0] == key[1]:
            with_accents = accented.get(key[1], set())
            meant = next(iter(with_accents)) if len(with_accents) == 1 else key[0]
        unified[value] = first.setdefault(meant, value)
    called = _unify_places(first.values(), before) if before else {}
    return {value: called.get(one, one) for value, one in unified.items()}


def _unify_places(values: Iterable[str], before: PlaceWords) -> dict[str, str]:
    """Return for each of two distinct values that are one, but for a place word before one of them, the first one."""
    alike: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for value in values:
        words = read_place(value, before)
        if words:
            name = " ".join(word.raw for word in words)
            alike.setdefault(tuple(word.bare for word in words), []).append((value, name))
    found = {}
    for group in alike.values():
        if len(group) == 2 and is_same_value(group[0][1], group[1][1]):
            with_word = [value for value, name in group if not is_same_value(value, name)]
            found.update({value: group[0][0] for value, _ in group} if len(with_word) == 1 else {})
    return found


class SameValues:
    """The texts that an item has of an attribute, kept so that another spelling of one is found at once.

    >>> "dong anh" in SameValues(["Ba Vì", "Đông Anh"]), "Đông Ánh" in SameValues(["Ba Vì", "Đông Anh"])
    (True, False)
    """

    # There is one for each attribute of each item that is imported.
    __slots__ = ("_accented", "_texts")

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = dict.fromkeys(texts)
        # By the words of a value without accents, those with them; None until they are asked for.
        self._accented: dict[tuple[str, ...], set[tuple[str, ...]]] | None = None

    def __iter__(self) -> Iterator[str]:
        """Give the texts, each once."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._texts)

    def __contains__(self, text: str) -> bool:
        """Tell whether a text is one value with any of them."""
        if text in self._texts:
            return True
        if self._accented is None:
            self._accented = {}
            for known in self._texts:
                self._read(known)
        key = split_value(text)
        alike = None if key is None else self._accented.get(key[1])
        return alike is not None and key is not None and (key[0] == key[1] or not alike.isdisjoint(key))

    def add(self, text: str) -> bool:
        """Add a text, and tell whether it is another one."""
        if text in self._texts:
            return False
        self._texts[text] = None
        self._read(text)
        return True

    def _read(self, text: str) -> None:
        key = None if self._accented is None else split_value(text)
        if self._accented is not None and key is not None:
            self._accented.setdefault(key[1], set()).add(key[0])


class KnownValues:
    """The values of an attribute in the order in which they became known, each in its first spelling.

    >>> KnownValues(["Đông Anh"]).spell("huyện dong anh", OF_DISTRICTS)
    'Đông Anh'
    """

    def __init__(self, values: Iterable[str]) -> None:
        self._known: set[str] = set()
        # A value can be one with those alone that have its words, but for place words before them.
        self._alike: dict[tuple[str, ...], list[str]] = {}
        for value in values:
            self._enter(value)

    def spell(self, typed: str, before: PlaceWords = ()) -> str:
        """Return a value as it was first spelled where it is a known one, else as it is typed: then it is known, too.

        It may have a place word `before` it that the known one lacks, or the other way round.
        """
        if typed in self._known:
            return typed
        known = self._alike.get(_drop_place_words(typed), ())
        spelled = unify_values([*known, typed], before)[typed]
        self._enter(spelled)
        return spelled

    def _enter(self, value: str) -> None:
        if value not in self._known:
            self._known.add(value)
            self._alike.setdefault(_drop_place_words(value), []).append(value)


def _drop_place_words(value: str) -> tuple[str, ...]:
    """Return the words of a value without accents, and without all that may be place words before the last one."""
    words = list_bare_words(value)
    start = 0
    while start < len(words) - 1 and words[start] in _ALL_PLACE_WORDS:
        start += 1
    return words[start:]


def find_place_words(plan: Plan, name: str) -> PlaceWords:
    """Return the words that may stand before a value of an attribute of any kind; none where it is no place."""
    words = (list_place_words(kind).get(name, ()) for kind in plan.kinds.values())
    return next(filter(None, words), ())


def unify_attribute(plan: Plan, name: str) -> dict[AttributeValue, str]:
    """Return for each text that a log gives for an attribute the first spelling of the value that it is."""
    given = (milestone.attributes.get(name) for milestone in plan.milestones)
    texts = (value for value in given if isinstance(value, str))
    found: dict[AttributeValue, str] = {}
    found.update(unify_values(texts, find_place_words(plan, name)))
    return found
