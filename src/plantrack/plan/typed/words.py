"""Words as people type them: what is cleaned away, which are the same, and what settles a text with two readings."""

from typing import Literal, NamedTuple

from plantrack.plan.guesses import Fault
from plantrack.plan.naming.cleaning import clean_text
from plantrack.plan.naming.words import read_word, split_words
from plantrack.plan.sentences import Sentence

Language = Literal["en", "vi"]
DateOrder = Literal["iso", "dmy"]
DecimalSign = Literal["comma", "point"]


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


def tidy_text(text: str) -> str:
    """Return a cleaned text with single spaces and none around it.

    >>> tidy_text(" \\ufeffQuý\\u00a0I/2024 ")
    'quý i/2024'
    """
    return " ".join(clean_text(text).split())


def spell_word(word: str) -> str:
    """Return what all spellings of one cleaned word have in common, a number as it is written.

    >>> spell_word("qúy") == spell_word("quý") == spell_word("quí"), spell_word("quy") == spell_word("quý")
    (True, False)
    """
    return word if word.isascii() and word.isdigit() else read_word(word).full


def spell_words(text: str) -> str:
    """Return the words of a cleaned text, each as `spell_word` has it, without what stands between them."""
    return " ".join(spell_word(word.raw) for word in split_words(text).words)


def spell_bare(text: str) -> str:
    """Return the same of a text as someone types it who types no accents."""
    return " ".join(word.raw if word.is_number else word.bare for word in split_words(text).words)
