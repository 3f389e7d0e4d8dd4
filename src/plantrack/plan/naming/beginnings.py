"""Names that a typed beginning may become, however it is spelled: what the Tab key offers."""

from collections.abc import Sequence

from plantrack.plan.naming.cleaning import TONES, clean_text, is_damaged
from plantrack.plan.naming.phases import read_last_number, take_open_phase
from plantrack.plan.naming.prefixes import Prefix, drop_prefix
from plantrack.plan.naming.readings import list_readings
from plantrack.plan.naming.words import Word, Words, split_words
from plantrack.tuples import NamedTuple


class Beginning(NamedTuple):
    """The beginning of a name: its last word may lack its end."""

    words: Words
    phases: Sequence[int | None]  # one of which the name says; empty: any


def read_beginnings(typed: str, prefixes: Sequence[Prefix]) -> list[Beginning]:
    """Return the ways to read the beginning of a name."""
    if is_damaged(typed):
        return []
    phrase = split_words(clean_text(typed))
    found = []
    for variant in (phrase, drop_prefix(phrase, prefixes)):
        if variant is not None and variant.words:
            found.append(Beginning(variant.words, ()))
            phases, rest = take_open_phase(variant)
            found += [Beginning(rest.words, phases)] if phases else []
    return found


def may_become(beginnings: Sequence[Beginning], name: str, prefixes: Sequence[Prefix]) -> bool:
    """Tell whether one of these beginnings may become a name, of which it then is a spelling.

    >>> [may_become(read_beginnings("lien hiep gd", []), name, []) for name in ("Liên Hiệp GĐ2", "Liên Hà GĐ2")]
    [True, False]
    """
    if not beginnings or is_damaged(name):
        return False
    readings = [(one.phase, read_last_number(one.rest.words)) for one in list_readings(name, prefixes)]
    return any(
        (not beginning.phases or phase in beginning.phases) and _begin(beginning.words, words)
        for beginning in beginnings
        for phase, words in readings
    )


def _begin(typed: Words, words: Words) -> bool:
    """Tell whether words begin with typed ones, of which the last may be a part of one."""
    if len(typed) > len(words):
        return False
    bare = not any(word.has_accent for word in typed)
    whole = zip(typed[:-1], words, strict=False)
    if not all(one.full == (own.bare if bare else own.full) for one, own in whole):
        return False
    return not typed or _begins_word(typed[-1], words[len(typed) - 1], bare=bare)


def _begins_word(typed: Word, word: Word, *, bare: bool) -> bool:
    if bare:
        return word.bare.startswith(typed.bare)
    letters, tones = typed.full.rstrip(TONES), typed.full[len(typed.full.rstrip(TONES)) :]
    return word.full.startswith(letters) and (not tones or word.full.endswith(tones))
