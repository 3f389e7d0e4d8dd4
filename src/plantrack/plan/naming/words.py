"""A cleaned name as words: letters, tones wherever they stand, and what parts one word from the next.

And by words, of each the letters first, then its tone, names are sorted as in Vietnamese dictionaries.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from unicodedata import category, normalize

from plantrack.plan.naming.cleaning import TONES, clean_text
from plantrack.tuples import NamedTuple

# Digits that are not 0-9 belong to their word: they are no numbers here, and to part words by them would let a name
# lose its number.
_WORD = re.compile(r"([^\W_]+)")
# Where y is the only vowel it is written as i, too.
_SPELLED_WITH_Y = frozenset(("hy", "ky", "ly", "my", "sy", "ty", "quy"))
# Of two names what ends first stands first, and a number before a word: the orders of the words one after the other, an
# end before all of them, and the name. What is nested is compared twice at each level.
NameOrder = tuple[int | str, ...]
WordOrder = tuple[int | str, ...]

_END = -1
NO_NAME: NameOrder = (_END, "")

_LONGEST_NUMERAL = 18
# Written out: the module of the standard library that has them takes longer to import than a name to read.
_ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# What comes first is the first sign of all; what no Vietnamese word has comes last, as Unicode has it.
_LETTER_ORDER = str.maketrans({letter: chr(place) for place, letter in enumerate(_ALPHABET)})
# None, huyền, hỏi, ngã, sắc, nặng.
_TONE_ORDER = str.maketrans({tone: str(place) for place, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)})


def is_numeral(word: str) -> bool:
    """Tell whether a word is a number in digits, 0-9."""
    return word.isascii() and word.isdigit()


class Word(NamedTuple):
    """One word of a name. Two are the same when they are equal in `full`."""

    raw: str  # as it was cleaned
    full: str  # its letters, i for y, then its tones
    bare: str  # the same without accents: đ is d

    @property
    def has_accent(self) -> bool:
        """Tell whether it has an accent, or is spelled with đ."""
        return self.full != self.bare

    @property
    def is_number(self) -> bool:
        """Tell whether it is a number in digits."""
        return is_numeral(self.raw)

    def fits(self, forms: frozenset[str]) -> bool:
        """Tell whether it is a word of which these are the spellings, with its accents or with none."""
        return self.full in forms


Words = tuple[Word, ...]


class Phrase(NamedTuple):
    """Words, and before each of them what parts it from the one before."""

    words: Words
    gaps: tuple[str, ...]

    def without(self, start: int, end: int) -> "Phrase":
        """Return it without the words of a range; what parted them parts the others."""
        words = self.words[:start] + self.words[end:]
        gaps = self.gaps[:start] + self.gaps[end:]
        if start < len(gaps):
            gaps = (*gaps[:start], "".join(self.gaps[start : end + 1]), *gaps[start + 1 :])
        return Phrase(words, gaps)


@lru_cache(maxsize=20_000)
def read_word(raw: str) -> Word:
    """Return a word that was cleaned.

    >>> read_word("hoà").full == read_word("hòa").full, read_word("mỹ").bare, read_word("02").full
    (True, 'mi', '2')
    """
    if raw.isascii():
        full = raw.lstrip("0") or "0" if is_numeral(raw) else raw
        return Word(raw, *[f"{full[:-1]}i" if full in _SPELLED_WITH_Y else full] * 2)
    parted = normalize("NFD", raw)
    letters = normalize("NFC", "".join(sign for sign in parted if sign not in TONES))
    if letters in _SPELLED_WITH_Y:
        letters = f"{letters[:-1]}i"
    bare = "".join(sign for sign in normalize("NFD", letters) if not category(sign).startswith("M")).replace("đ", "d")
    return Word(raw, letters + "".join(sign for sign in parted if sign in TONES), bare)


def part_words(cleaned: str) -> list[str]:
    """Return the parts of a cleaned name: a gap, a word, a gap, ..., and what stands after the last word."""
    parts = _WORD.split(cleaned)
    # Marks that are left after NFC belong to their word, too. Few names have any, and to find them takes longer.
    return parts if "".join(parts[::2]).isascii() else _find_marked_words().split(cleaned)


@cache
def _find_marked_words() -> re.Pattern[str]:
    return re.compile(r"((?:[^\W_]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f])+)")


def squeeze_words(words: Iterable[str]) -> str:
    """Return bare words as they look: a letter alone, or before digits, is large, since another one is no slip.

    >>> squeeze_words(["truong", "b"]), squeeze_words(["khu", "x1"]), squeeze_words(["o", "mon"])
    ('truongB', 'khuX1', 'Omon')
    """
    return "".join([word.upper() if is_letter(word) else word for word in words])


def is_letter(word: str) -> bool:
    """Tell whether a bare word is a letter alone, or one before digits."""
    return word[:1] in _ASCII_LETTERS and (len(word) == 1 or word[1:].isdigit())


def split_words(cleaned: str) -> Phrase:
    """Return the words of a cleaned name: whatever is neither letter nor digit parts them.

    >>> split_words("bình minh-cao viên").gaps
    ('', ' ', '-', ' ')
    """
    parts = part_words(cleaned)
    return Phrase(tuple(map(read_word, parts[1::2])), tuple(parts[:-1:2]))


def list_forms(text: str) -> tuple[frozenset[str], ...]:
    """Return of each word of a fixed text the spellings that fit it: with its accents, and with none.

    >>> list_forms("khu CN")
    (frozenset({'khu'}), frozenset({'cn'}))
    """
    words = split_words(normalize("NFC", text).casefold()).words
    return tuple(frozenset((word.full, word.bare)) for word in words)


def fits_at(words: Words, place: int, forms: tuple[frozenset[str], ...]) -> bool:
    """Tell whether a fixed text stands at a place among words."""
    own = words[place : place + len(forms)]
    return len(own) == len(forms) and all(map(Word.fits, own, forms))


def order_name(name: str) -> NameOrder:
    """Return what names are sorted by.

    >>> sorted(["Phú Minh", "Đông Anh", "Phù Xá", "Dương Liễu", "Liên Hà 10", "Liên Hà 2"], key=order_name)
    ['Dương Liễu', 'Đông Anh', 'Liên Hà 2', 'Liên Hà 10', 'Phù Xá', 'Phú Minh']
    """
    return (*chain.from_iterable(map(_order_word, part_words(clean_text(name))[1::2])), _END, name)


@lru_cache(maxsize=20_000)
def _order_word(word: str) -> WordOrder:
    if is_numeral(word) and len(word) <= _LONGEST_NUMERAL:
        return 0, int(word), "", ""
    parted = normalize("NFD", word)
    letters = normalize("NFC", "".join(sign for sign in parted if sign not in TONES))
    tones = "".join(sign for sign in parted if sign in TONES)
    return 1, 0, letters.translate(_LETTER_ORDER), tones.translate(_TONE_ORDER)
