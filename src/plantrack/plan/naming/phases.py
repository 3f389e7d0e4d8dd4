"""The phase of a name, which is compared by itself, and numbers as they are written."""

import re
from collections.abc import Sequence
from functools import lru_cache

from plantrack.plan.naming.words import Phrase, Word, Words, fits_at, list_forms, read_word
from plantrack.tuples import NamedTuple

# A phase, and what is left of a name, squeezed: its letters are small, but for those that stand for a number.
Look = tuple[int | None, str]

LAST_PHASE = 20
_ROMAN = dict(zip(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), range(1, 11), strict=True))
_SPELLED = {"một": 1, "nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5}
# By the full form, with accents and without.
_IN_LETTERS = _ROMAN | {form: number for text, number in _SPELLED.items() for form in list_forms(text)[0]}
# A syllable more often than a six.
_SYLLABLE = "vi"
_STAGE_OF_WORK = list_forms("giai đoạn")
_SHORT = tuple(list_forms(text)[0] for text in ("GĐ", "GD", "phase"))
_INITIALS = (frozenset("g"), frozenset("đd"))
_ORDINAL = tuple(list_forms(text)[0] for text in ("số", "thứ"))
NUMBER_SIGN = _ORDINAL[0]
_AND = list_forms("và")[0]
_JOINS = frozenset("-‐‑‒–—―−/,+&")


class _Found(NamedTuple):
    """A phase, and the range of words that say it."""

    number: int
    start: int
    end: int


def take_phase(phrase: Phrase) -> tuple[int | None, Phrase]:
    """Return the phase that a name says, and the name without it; None where it says none, or more than one."""
    found: list[_Found] = []
    place = 0
    while place < len(phrase.words):
        phase = _find_phase(phrase, place)
        found += [phase] if phase else []
        place = phase.end if phase else place + 1
    if len(found) != 1 or found[0].end - found[0].start == len(phrase.words):
        return None, phrase
    return found[0].number, phrase.without(found[0].start, found[0].end)


def take_open_phase(phrase: Phrase) -> tuple[Sequence[int], Phrase]:
    """Return the phases that the beginning of a name may say, and what is left of it; none where it says none."""
    phase, rest = take_phase(phrase)
    if phase is not None:
        # More digits may follow.
        return [one for one in range(1, LAST_PHASE + 1) if str(one).startswith(str(phase))], rest
    words = phrase.words
    for length in (2, 1):
        start = len(words) - length
        is_whole = length == 2 and fits_at(words, start, _STAGE_OF_WORK)
        is_short = length == 1 and (words[-1].fits(_STAGE_OF_WORK[0]) or any(map(words[-1].fits, _SHORT)))
        if start > 0 and (is_whole or is_short):
            return range(1, LAST_PHASE + 1), phrase.without(start, len(words))
    return (), phrase


def _find_phase(phrase: Phrase, place: int) -> _Found | None:
    """Return the phase that begins at a word."""
    words = phrase.words
    # 1. Its word, which the number may touch: giai đoạn, g. đ., GĐ or phase.
    touching = None
    last: tuple[frozenset[str], ...]
    word = words[place]
    if word.raw[0] not in "gp":
        return None
    if word.fits(_STAGE_OF_WORK[0]) and place + 1 < len(words):
        end, last = place + 2, (_STAGE_OF_WORK[1],)
    elif word.fits(_INITIALS[0]) and place + 1 < len(words) and "." in phrase.gaps[place + 1]:
        end, last = place + 2, (_INITIALS[1],)
    else:
        end, last = place + 1, _SHORT
    if not any(map(words[end - 1].fits, last)):
        touching = _read_touching(words[end - 1], last)
        if touching is None:
            return None
    # 2. Perhaps `số` or `thứ`.
    if touching is None and end < len(words):
        if any(map(words[end].fits, _ORDINAL)):
            end += 1
        else:
            touching = _read_touching(words[end], _ORDINAL)
            end += touching is not None
    # 3. The number.
    number = touching
    if touching is None:
        number = _read_phase_number(words[end]) if end < len(words) else None
        end += 1
    if number is None or not 1 <= number <= LAST_PHASE or _is_joined(phrase, end):
        return None
    return _Found(number, place, end)


def _read_phase_number(word: Word) -> int | None:
    """Return the number that a word is, in digits, Roman or spelled."""
    if word.is_number:
        # No phase has more digits, and Python reads no number of 5,000.
        return int(word.full) if len(word.full) <= len(str(LAST_PHASE)) else LAST_PHASE + 1
    return _IN_LETTERS.get(word.full)


@lru_cache(maxsize=20_000)
def _read_touching(word: Word, before: tuple[frozenset[str], ...]) -> int | None:
    """Return the number at the end of a word that otherwise is one of some words."""
    match = re.fullmatch(r"(\D+)(\d+)", word.raw, re.ASCII)
    ends = [match[2]] if match else [text for text in (*_ROMAN, *_SPELLED) if word.raw.endswith(text)]
    for end in sorted(ends, key=len, reverse=True):
        start = word.raw[: -len(end)]
        if start and any(map(read_word(start).fits, before)):
            return _read_phase_number(read_word(end))
    return None


def _is_joined(phrase: Phrase, place: int) -> bool:
    """Tell whether a second number follows: `1-2`, `1 và 2`, `I, II`."""
    if place >= len(phrase.words):
        return False
    if phrase.words[place].fits(_AND):
        return place + 1 < len(phrase.words) and _stands_alone(phrase, place + 1)
    return not _JOINS.isdisjoint(phrase.gaps[place]) and _stands_alone(phrase, place)


def _stands_alone(phrase: Phrase, place: int) -> bool:
    """Tell whether a word is a number, and if it is one in letters, not the first syllable of a name such as Ba Vì."""
    word = phrase.words[place]
    if word.is_number:
        return True
    is_last = place + 1 == len(phrase.words) or not phrase.gaps[place + 1].isspace()
    return is_last and _read_phase_number(word) is not None


def drop_number_signs(phrase: Phrase) -> list[Phrase]:
    """Return a name without `số` before its numbers; where that may be a syllable, also as it is."""
    certain, unclear = phrase, phrase
    for place in range(len(phrase.words) - 2, -1, -1):
        word, following = phrase.words[place], phrase.words[place + 1]
        if word.fits(NUMBER_SIGN) and (following.is_number or _is_roman(following)):
            unclear = unclear.without(place, place + 1)
            if word.has_accent and following.is_number:
                certain = certain.without(place, place + 1)
    return [certain] if certain == unclear else [certain, unclear]


def is_short_number(word: Word) -> bool:
    """Tell whether a word may be a number that is written in Roman letters, too."""
    return word.raw in _ROMAN or (word.is_number and len(word.full) <= len(str(len(_ROMAN))))


def _is_roman(word: Word) -> bool:
    return word.raw in _ROMAN and word.raw != _SYLLABLE


def read_last_number(words: Words) -> Words:
    """Return words with a Roman number at their end in digits."""
    if words and _is_roman(words[-1]):
        return (*words[:-1], read_word(str(_ROMAN[words[-1].raw])))
    return words


def read_numbers(words: Words) -> Words:
    """Return words with what may be a Roman number in digits, wherever it stands: to tell slips, not names."""
    if not any(word.raw in _ROMAN for word in words):
        return words
    return tuple(read_word(str(_ROMAN[word.raw])) if _is_roman(word) else word for word in words)
