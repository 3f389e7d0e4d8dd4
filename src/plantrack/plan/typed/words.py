"""Words as people type them: what is cleaned away, which are the same, and what settles a text with two readings."""

from typing import Literal, NamedTuple
from unicodedata import category, normalize

from plantrack.plan.guesses import Fault
from plantrack.plan.names import drop_accents
from plantrack.plan.sentences import Sentence

Language = Literal["en", "vi"]
DateOrder = Literal["iso", "dmy"]
DecimalSign = Literal["comma", "point"]

# The five tones move about in a word; all other marks make another letter.
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
# Other letters that look like đ.
_STROKES = str.maketrans("\u00d0\u00f0\u0189\u0256", "ĐđĐđ")
_ONE_VOWEL = ("hy", "ky", "ly", "my", "sy", "ty", "quy")


class Manner(NamedTuple):
    """What settles a text that has two readings. It is never the reason for another reading of a text that has one."""

    dates: DateOrder | None = None  # None: the language does
    decimal: DecimalSign | None = None  # None: the number itself does, and then the language
    language: Language = "en"

    @property
    def is_day_first(self) -> bool:
        """Tell whether 5/6/2025 is a day in June."""
        return self.dates == "dmy" or (self.dates is None and self.language == "vi")


class Unreadable(ValueError):
    """A text is none of what it should be, or may be two."""

    def __init__(self, message: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(str(message))
        self.fault = Fault(message, hint)


def typed_words(*words: str) -> tuple[str, ...]:
    """Return words that people type, as data: nobody is shown them."""
    return words


def clean_text(text: str) -> str:
    """Return a text without what nobody sees, in small letters, with single spaces and none around it.

    >>> clean_text(" \\ufeffQuý\\u00a0I/2024 ")
    'quý i/2024'
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    seen = normalize("NFC", drop_unseen(text)).translate(_STROKES)
    return " ".join(normalize("NFC", seen.casefold()).split())


def drop_unseen(text: str) -> str:
    """Return a text without what nobody sees: marks of direction, of byte order, and spaces of no width."""
    return text if text.isascii() else "".join(sign for sign in text if category(sign) != "Cf")


def spell_word(word: str) -> str:
    """Return what all spellings of one cleaned word have in common: its letters, then its tone, wherever that stood.

    >>> spell_word("qúy") == spell_word("quý") == spell_word("quí"), spell_word("quy") == spell_word("quý")
    (True, False)
    """
    if word.isascii():
        return f"{word[:-1]}i" if word in _ONE_VOWEL else word
    parts = normalize("NFD", word)
    letters = normalize("NFC", "".join(part for part in parts if part not in _TONES))
    tones = "".join(part for part in parts if part in _TONES)
    return (f"{letters[:-1]}i" if letters in _ONE_VOWEL else letters) + tones


def spell_words(text: str) -> str:
    """Return the words of a cleaned text, each as `spell_word` has it, without what stands between them."""
    return " ".join(spell_word(word) for word in _part_words(text))


def spell_bare(text: str) -> str:
    """Return the same of a text as someone types it who types no accents."""
    return " ".join(spell_word(drop_accents(word)) for word in _part_words(text))


def _part_words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() or category(sign) == "Mn" else " " for sign in text).split()
