"""What an unknown word was probably meant for, asked so seldom that a file full of them is answered at once."""

from collections.abc import Iterable
from difflib import get_close_matches

# Whoever mends the first twenty sees how to mend the others.
MOST_GUESSED = 20
MOST_LISTED = 20
# Two words of 12,000 letters take difflib half a minute, and nobody types such a one by a slip.
LONGEST_GUESSED = 100


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that was probably meant, or None."""
    matches = closest_ones(word, known, most=1, cutoff=cutoff)
    return matches[0] if matches else None


def closest_ones(word: str, known: Iterable[str], most: int, cutoff: float) -> list[str]:
    """Return at most so many of the known words that resemble this one, the nearest first."""
    if len(word) > LONGEST_GUESSED:
        return []
    short = [one for one in known if len(one) <= LONGEST_GUESSED]
    return get_close_matches(word, short, n=most, cutoff=cutoff)


class Guesses:
    """The guesses of one run: the first unknown words are compared with the known ones, once each, later ones never."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def closest(self, word: str, known: Iterable[str]) -> str | None:
        """Return the known word that was probably meant, or None."""
        asked = (word, tuple(known))
        if asked not in self._made:
            if len(self._made) >= MOST_GUESSED:
                return None
            self._made[asked] = closest(*asked)
        return self._made[asked]

    def hint(self, word: str, known: Iterable[str], otherwise: str = "") -> str:
        """Return the word that was meant as a hint, else which are known, or what is to be said `otherwise`.

        Of a word that came too late to be compared nothing is said.
        """
        known = tuple(known)
        meant = self.closest(word, known)
        if meant is not None:
            return f'did you mean "{meant}"?'
        if (word, known) not in self._made:
            return ""
        return otherwise or f"known are: {listed(known)}" if known else otherwise


def listed(words: Iterable[str]) -> str:
    """Return words in a row; of very many the first, and how many more there are.

    >>> listed(["date", "kind"])
    'date, kind'
    >>> listed(map(str, range(23)))[-15:]
    '19 and 3 others'
    """
    words = list(words)
    more = len(words) - MOST_LISTED
    row = ", ".join(words[:MOST_LISTED])
    return f"{row} and {more} others" if more > 1 else ", ".join(words)
