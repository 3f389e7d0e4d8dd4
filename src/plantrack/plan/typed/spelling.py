"""Words as people type them: what is cleaned away, and which are the same."""

from plantrack.plan.naming.cleaning import clean_text
from plantrack.plan.naming.words import read_word, split_words


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
