"""The place that may stand after a name: a value of the item's own text attributes, such as its district."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plantrack.plan.model import AttributeValue, Kind
from plantrack.plan.naming.cleaning import clean_text, is_damaged
from plantrack.plan.naming.words import Phrase, Words, fits_at, list_forms, split_words

PlaceWords = tuple[tuple[frozenset[str], ...], ...]

OF_DISTRICTS: PlaceWords = tuple(map(list_forms, ("huyện", "quận", "thị xã", "H.", "Q.", "TX.")))
OF_COMMUNES: PlaceWords = tuple(map(list_forms, ("xã", "phường", "thị trấn")))
# What an attribute for communes is called, in its id or its label.
_COMMUNES = frozenset(("commune", "communes", "ward", "wards", "xa", "phuong"))
# A place has no more words, with what may stand before it; a name may have 10,000.
LONGEST_PLACE = 12
_TAIL = frozenset("([{,，（")
_PARTING = _TAIL | frozenset(")]}）‐‑‒–—―−-")


def list_place_words(kind: Kind) -> dict[str, PlaceWords]:
    """Return for each text attribute of a kind the words that may stand before its values."""
    texts = [name for name, declared in kind.attributes.items() if declared.tells_apart]
    return {name: OF_COMMUNES if _is_for_communes(kind, name) else OF_DISTRICTS for name in texts}


def _is_for_communes(kind: Kind, attribute: str) -> bool:
    called = [attribute, *kind.labels.get(attribute, ())]
    return any(word.bare in _COMMUNES for text in called for word in split_words(clean_text(text)).words)


def read_place(value: str, before: PlaceWords) -> Words:
    """Return the words of the place that the value of an attribute names, without one before it; none for none."""
    words = () if is_damaged(value) else split_words(clean_text(value)).words
    for forms in before:
        if len(forms) < len(words) and fits_at(words, 0, forms):
            return words[len(forms) :]
    return words


class Places:
    """Places of items, kept so that words which name one of them are found at once: of one item there may be thousands.

    >>> places = Places()
    >>> places.add("Đông Anh", OF_DISTRICTS)
    (('đông', 'anh'), ('dong', 'anh'))
    >>> [places.measure(split_words(text).words) for text in ("dong anh", "huyện đông anh", "xã đông anh")]
    [0, 1, None]
    """

    def __init__(self) -> None:
        # By what may stand before them the words of each, with their accents and without.
        self._names: dict[PlaceWords, set[tuple[str, ...]]] = {}

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._names)

    def add(self, value: str, before: PlaceWords) -> Sequence[tuple[str, ...]]:
        """Add the place that the value of an attribute names, if it names one; return its words, in both spellings."""
        words = read_place(value, before)
        if not words:
            return ()
        added = (tuple([word.full for word in words]), tuple([word.bare for word in words]))
        self._names.setdefault(before, set()).update(added)
        return added

    def list_words(self) -> Iterator[tuple[str, ...]]:
        """Give the words of each, with their accents and without."""
        for names in self._names.values():
            yield from names

    def measure(self, words: Words) -> int | None:
        """Tell whether words are one of them: 0, or 1 with a place word before it; None where they are none."""
        typed = tuple([word.full for word in words])
        if any(typed in names for names in self._names.values()):
            return 0
        starts = ((forms, names) for before, names in self._names.items() for forms in before)
        return 1 if any(typed[len(forms) :] in names and fits_at(words, 0, forms) for forms, names in starts) else None


def drop_place(phrase: Phrase, places: Places) -> Words | None:
    """Return the name of an item without its place, where brackets, a comma or a dash part it; None without one."""
    for start in range(max(1, len(phrase.words) - LONGEST_PLACE), len(phrase.words)):
        if may_have_place(phrase.gaps[start]):
            tail = phrase.words[start:]
            if places.measure(tail) is not None:
                return phrase.words[:start]
    return None


def may_have_place(name: str) -> bool:
    """Tell whether anything parts a name from a place that may stand after it."""
    return not _PARTING.isdisjoint(name)


def split_tails(name: str) -> list[tuple[str, Words]]:
    """Return the parts of a name before each comma or bracket, and the words after: maybe a place.

    >>> [start for start, _ in split_tails("Thiết Bình, xã Vân Hà (Đông Anh)")]
    ['Thiết Bình', 'Thiết Bình, xã Vân Hà ']
    """
    tails = [place for place, sign in enumerate(name) if sign in _TAIL]
    found = [(name[:place], split_words(clean_text(name[place + 1 :])).words) for place in tails]
    return [(start, words) for start, words in found if start.strip() and words]


def read_places(values: Mapping[str, Iterable[str]], place_words: Mapping[str, PlaceWords]) -> Places:
    """Return the places of an item, given its values by attribute."""
    places = Places()
    for name, own in values.items():
        for value in own:
            places.add(value, place_words[name])
    return places


def list_places(values: Mapping[str, Iterable[AttributeValue]], place_words: Mapping[str, PlaceWords]) -> Places:
    """Return the places of an item, given all values of its attributes."""
    return read_places({name: map(str, own) for name, own in values.items() if name in place_words}, place_words)
