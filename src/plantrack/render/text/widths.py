"""How wide a text is on a screen, and how it is wrapped or cut to a width."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import category, east_asian_width

# Latin letters with the accents of Vietnamese, and signs: most texts have nothing else, and need no look at each.
_NARROW = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xAE, 0x1B1), *range(0x1EA0, 0x1EFA))))
_WITHOUT_WIDTH = ("Mn", "Mc", "Me", "Cc", "Cf")
_LONG = 50_000
ELLIPSIS = "…"


def measure_text(text: str) -> int:
    """Return how many cells of a screen a text fills.

    >>> measure_text("Chợ đầu mối"), measure_text("計画")
    (11, 4)
    """
    return len(text) if _are_narrow(text) else sum(map(_character_width, text))


def measure_texts(texts: Sequence[str]) -> list[int]:
    """Return the same of each of many texts: most have no wide letters.

    >>> measure_texts(["Chợ đầu mối", ""]), measure_texts(["Chợ", "計画"])
    ([11, 0], [3, 4])
    """
    return [*map(len if _are_narrow("".join(texts)) else measure_text, texts)]


def _are_narrow(text: str) -> bool:
    """Tell whether each character of a text fills one cell, and can be printed."""
    if text.isascii():
        return text.isprintable()
    # A pattern is faster, but for the time that it takes to make one.
    return _NARROW.issuperset(text) if len(text) < _LONG else re.fullmatch("[ -~®-ưẠ-ỹ]*", text) is not None


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    # The vowels and ends of Korean syllables stand in the cells of what they follow, as combining characters do.
    if category(character) in _WITHOUT_WIDTH or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cut_text(text: str, width: int) -> str:
    """Return as much of a text as fits, with an ellipsis where that is not all.

    >>> cut_text("Thiết Bình", 6)
    'Thiết…'
    """
    return text if measure_text(text) <= width else text[: _find_end(text, 0, len(text), width - 1)] + ELLIPSIS


def _find_end(text: str, start: int, end: int, width: int) -> int:
    """Return the place up to which a text, from a start to an end, fits into a width."""
    room = width
    for place in range(start, end):
        room -= _character_width(text[place])
        if room < 0:
            return place
    return end


def find_breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Give where each line of a text begins and ends that is wrapped: a word too long for a line goes on below.

    >>> [text[start:end] for text in ["how it wraps"] for start, end in find_breaks(text, 7)]
    ['how it', 'wraps']
    """
    start = end = 0
    room = width
    for word in re.finditer(r"[^ ]+ *", text):
        wide = measure_text(word[0].rstrip(" "))
        if wide > room and end > start:
            yield start, end
            start, room = word.start(), width
        # 1. A word that is longer than a whole line is broken, wherever that is.
        spaces = word.start() - start
        while wide > room:
            # A character may be wider than the line: it stands there all the same.
            broken = max(_find_end(text, start, word.end(), width), start + 1)
            if broken >= word.end():
                break
            yield start, broken
            # What is left is not measured anew: of a word of 50,000 letters that took minutes.
            # Spaces at its end fill nothing.
            wide = max(wide + spaces - measure_text(text[start:broken]), 0)
            start, spaces = broken, 0
        # 2. Spaces at the end of a line are not seen.
        end = word.start() + len(word[0].rstrip(" "))
        room = width - measure_text(text[start : word.end()])
    yield start, end
