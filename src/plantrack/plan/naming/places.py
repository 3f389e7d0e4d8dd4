"""The place that may stand after a name: a value of the item's own text attributes, such as its district."""

from collections.abc import Iterable, Mapping

from plantrack.plan.model import AttributeValue, Kind
from plantrack.plan.naming.cleaning import clean_text, is_damaged
from plantrack.plan.naming.words import Phrase, Words, fits_at, list_forms, split_words
from plantrack.tuples import NamedTuple

PlaceWords = tuple[tuple[frozenset[str], ...], ...]

OF_DISTRICTS: PlaceWords = tuple(map(list_forms, ("huyện", "quận", "thị xã", "H.", "Q.", "TX.")))
OF_COMMUNES: PlaceWords = tuple(map(list_forms, ("xã", "phường", "thị trấn")))
# What an attribute for communes is called, in its id or its label.
_COMMUNES = frozenset(("commune", "communes", "ward", "wards", "xa", "phuong"))
# A place has no more words, with what may stand before it; a name may have 10,000.
LONGEST_PLACE = 12
_TAIL = frozenset("([{,，（")
_PARTING = _TAIL | frozenset(")]}）‐‑‒–—―−-")


class ItemPlace(NamedTuple):
    """Where an item lies, and the words that may stand before that."""

    words: Words
    before: PlaceWords

    def measure(self, words: Words) -> int | None:
        """Tell whether words are this place: 0, or 1 with a place word before it; None where they are another."""
        if self._equals(words):
            return 0
        starts = (forms for forms in self.before if fits_at(words, 0, forms))
        return 1 if any(self._equals(words[len(forms) :]) for forms in starts) else None

    def _equals(self, words: Words) -> bool:
        if len(words) != len(self.words):
            return False
        if all(one.full == own.full for one, own in zip(words, self.words, strict=True)):
            return True
        return all(one.full == own.bare for one, own in zip(words, self.words, strict=True))


def list_place_words(kind: Kind) -> dict[str, PlaceWords]:
    """Return for each text attribute of a kind the words that may stand before its values."""
    texts = [name for name, declared in kind.attributes.items() if declared.type.tells_apart]
    return {name: OF_COMMUNES if _is_for_communes(kind, name) else OF_DISTRICTS for name in texts}


def _is_for_communes(kind: Kind, attribute: str) -> bool:
    called = [attribute, *kind.labels.get(attribute, ())]
    return any(word.bare in _COMMUNES for text in called for word in split_words(clean_text(text)).words)


def read_place(value: str, before: PlaceWords) -> ItemPlace | None:
    """Return the place that the value of an attribute names; None where it names none."""
    words = () if is_damaged(value) else split_words(clean_text(value)).words
    for forms in before:
        if len(forms) < len(words) and fits_at(words, 0, forms):
            return ItemPlace(words[len(forms) :], before)
    return ItemPlace(words, before) if words else None


def drop_place(phrase: Phrase, places: Iterable[ItemPlace]) -> Words | None:
    """Return the name of an item without its place, where brackets, a comma or a dash part it; None without one."""
    for start in range(max(1, len(phrase.words) - LONGEST_PLACE), len(phrase.words)):
        if may_have_place(phrase.gaps[start]):
            tail = phrase.words[start:]
            if any(place.measure(tail) is not None for place in places):
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


def read_places(values: Mapping[str, Iterable[str]], place_words: Mapping[str, PlaceWords]) -> list[ItemPlace]:
    """Return the places of an item, given its values by attribute."""
    read = (read_place(value, place_words[name]) for name, own in values.items() for value in own)
    return [place for place in read if place is not None]


def list_places(
    values: Mapping[str, Iterable[AttributeValue]], place_words: Mapping[str, PlaceWords]
) -> list[ItemPlace]:
    """Return the places of an item, given all values of its attributes."""
    return read_places({name: map(str, own) for name, own in values.items() if name in place_words}, place_words)
