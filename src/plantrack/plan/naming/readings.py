"""All that a name may say: with the words of its kind and without, its phase by itself, its numbers as numbers."""

from collections.abc import Sequence

from plantrack.plan.names import fold_name, squeeze_name
from plantrack.plan.naming.cleaning import clean_text, is_damaged
from plantrack.plan.naming.phases import Look, drop_number_signs, read_last_number, read_numbers, take_phase
from plantrack.plan.naming.places import Places, drop_place
from plantrack.plan.naming.prefixes import Prefix, drop_prefix
from plantrack.plan.naming.words import Phrase, Words, split_words, squeeze_words
from plantrack.tuples import NamedTuple

# A phase, and words without their accents: names that are one have this in common.
Bucket = tuple[int | None, tuple[str, ...]]


# The same with their accents: names that have it are one, wherever their items lie.
NameKey = tuple[int | None, tuple[str, ...]]


class Reading(NamedTuple):
    """One way to read a name."""

    dropped: int  # 1 where the words of the kind were left out
    phase: int | None  # None: it says none
    rest: Phrase  # what is left of it


class ReadName(NamedTuple):
    """A name and, without the words of its kind where it has them, the ways to read it."""

    name: str
    words: Words | None  # all of them; None: it is damaged
    readings: Sequence[Reading]  # none for no words, or for damage

    def list_keys(self) -> list[NameKey]:
        """Return what it has in common with the names that are one with it."""
        words = [(one.phase, read_last_number(one.rest.words)) for one in self.readings]
        return [(phase, tuple([word.full for word in own])) for phase, own in words]

    def list_looks(self, places: Places | None = None) -> list[Look]:
        """Return how it looks, as it is and without the words of its kind, its phase and the place of its item."""
        if self.words is None:
            return [(None, squeeze_name(fold_name(self.name)))]
        found: list[tuple[int | None, Words]] = [(None, self.words)]
        for reading in self.readings:
            short = drop_place(reading.rest, places) if places else None
            found.append((reading.phase, reading.rest.words if short is None else short))
        looks = ((phase, squeeze_words(word.bare for word in read_numbers(own))) for phase, own in found)
        return list(dict.fromkeys(looks))


class NameForm(NamedTuple):
    """One way in which the name of an item may be typed."""

    key: str  # of the item
    name: str  # under which it is shown
    dropped: int  # 1 where the words of the kind were left out
    words: Words
    is_placed: bool  # it has a place in its name, which is not among the words
    phase: int | None  # None: it says none

    @property
    def bucket(self) -> Bucket:
        """Return where it is looked for."""
        return find_bucket(self.phase, self.words)

    @property
    def full(self) -> tuple[str, ...]:
        """Return its words with their accents."""
        return tuple(word.full for word in self.words)

    @property
    def has_accent(self) -> bool:
        """Tell whether any of its words has an accent."""
        return any(word.has_accent for word in self.words)


def find_bucket(phase: int | None, words: Words) -> Bucket:
    """Return where names of this phase and these words are looked for."""
    return phase, tuple(word.bare for word in words)


def list_readings(text: str, prefixes: Sequence[Prefix]) -> list[Reading]:
    """Return the readings of a name that is not damaged."""
    return _read_phrase(split_words(clean_text(text)), prefixes)


def _read_phrase(phrase: Phrase, prefixes: Sequence[Prefix]) -> list[Reading]:
    short = drop_prefix(phrase, prefixes)
    readings = []
    for dropped, variant in enumerate([phrase] if short is None else [phrase, short]):
        phase, rest = take_phase(variant)
        readings += [Reading(dropped, phase, plain) for plain in drop_number_signs(rest) if plain.words]
    return readings


def list_forms_of_item(item: tuple[str, str], name: str, prefixes: Sequence[Prefix], places: Places) -> list[NameForm]:
    """Return the ways to type an item, given by its key and the name that is shown, by one of its names."""
    forms = []
    for reading in list_readings(name, prefixes):
        variants = [(reading.rest.words, False)]
        short = drop_place(reading.rest, places) if places else None
        variants += [(short, True)] if short is not None else []
        forms += [
            NameForm(*item, reading.dropped, read_last_number(words), is_placed, reading.phase)
            for words, is_placed in variants
        ]
    return forms


def read_name(name: str, prefixes: Sequence[Prefix]) -> ReadName:
    """Return what tells a name from others."""
    if is_damaged(name):
        return ReadName(name, None, ())
    phrase = split_words(clean_text(name))
    readings = _read_phrase(phrase, prefixes)
    most = max((reading.dropped for reading in readings), default=0)
    return ReadName(name, phrase.words, [reading for reading in readings if reading.dropped == most])
