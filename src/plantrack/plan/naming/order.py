"""The order of names in Vietnamese dictionaries: word by word, of each word the letters first, then its tone."""

import re
from functools import lru_cache
from itertools import chain
from unicodedata import normalize

from plantrack.plan.naming.cleaning import TONES, clean_text
from plantrack.plan.naming.words import part_words

# Of two names what ends first stands first, and a number before a word: the orders of the words one after the other, an
# end before all of them, and the name. What is nested is compared twice at each level.
NameOrder = tuple[int | str, ...]
WordOrder = tuple[int | str, ...]

_END = -1
NO_NAME: NameOrder = (_END, "")

_NUMERAL = re.compile(r"[0-9]{1,18}")
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# What comes first is the first sign of all; what no Vietnamese word has comes last, as Unicode has it.
_LETTER_ORDER = str.maketrans({letter: chr(place) for place, letter in enumerate(_ALPHABET)})
# None, huyền, hỏi, ngã, sắc, nặng.
_TONE_ORDER = str.maketrans({tone: str(place) for place, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)})


def order_name(name: str) -> NameOrder:
    """Return what names are sorted by.

    >>> sorted(["Phú Minh", "Đông Anh", "Phù Xá", "Dương Liễu", "Liên Hà 10", "Liên Hà 2"], key=order_name)
    ['Dương Liễu', 'Đông Anh', 'Liên Hà 2', 'Liên Hà 10', 'Phù Xá', 'Phú Minh']
    """
    return (*chain.from_iterable(map(_order_word, part_words(clean_text(name))[1::2])), _END, name)


@lru_cache(maxsize=20_000)
def _order_word(word: str) -> WordOrder:
    if _NUMERAL.fullmatch(word):
        return 0, int(word), "", ""
    parted = normalize("NFD", word)
    letters = normalize("NFC", "".join(sign for sign in parted if sign not in TONES))
    tones = "".join(sign for sign in parted if sign in TONES)
    return 1, 0, letters.translate(_LETTER_ORDER), tones.translate(_TONE_ORDER)
