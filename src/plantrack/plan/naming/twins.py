"""Items that may have a twin, found among all names of a kind at once, so that these alone are compared with care.

Most names are words that mean nothing but themselves and, after them, a tail that may say a phase or a number. Many
names have the same tail, and each is read once.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from string import ascii_lowercase, digits
from unicodedata import normalize

from plantrack.plan.naming.cleaning import TONES, VOWELS
from plantrack.plan.naming.nearness import LONGEST_NEAR, MOST_OF_ONE_LOOK, differ_by_a_slip, take_digits
from plantrack.plan.naming.phases import Look
from plantrack.plan.naming.prefixes import Prefix
from plantrack.plan.naming.readings import read_name
from plantrack.plan.naming.words import read_word

# The key of an item, and one of its names: folded, and as it was first spelled.
ItemName = tuple[str, str, str]
# A text that is compared with others, and the key of the item that has it.
_Text = tuple[str, str]
# What no slip changes: the phase, and the digits.
_Kept = tuple[int | None, str]

_LETTERS = {*ascii_lowercase, "đ", *(normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES))}
_IN_TAILS = {*_LETTERS, *digits, " "}
# What a phase, a number in letters, or the word before one may begin with.
_TAIL_WORD = re.compile(r"số|so|giai|[ivx]+|(?:gđ|gd|phase).*")
# Where there are more, and they are half of all, to choose among them takes longer than to compare all with care.
MOST_SHARING = 1000
# It stands for the words before a tail, and is none of them.
_STAND_IN = "ω"


def find_possible_twins(
    names: Iterable[ItemName], prefixes: Iterable[Prefix], list_looks: Callable[[str, str], Iterable[Look]]
) -> set[str]:
    """Return the keys of the items that have a name which may be like one of another item.

    `list_looks` gives the looks of an item by a name, and those of its keys. Whoever compares the items that are
    found finds of them what there is to find beside all others, by their keys and with NearNames.
    """
    starts = frozenset(form for forms in prefixes for form in forms[0])
    # 1. What is to be compared: heads, by their tails, and the looks of all other names, by their groups.
    ends: dict[str, list[tuple[_Kept, str]]] = {}
    by_tail: dict[str, list[_Text]] = {}
    by_group: dict[_Kept, list[_Text]] = {}
    for key, folded, name in names:
        head, tail = _part_name(folded, starts)
        if head and tail not in ends:
            ends[tail] = _read_tail(tail)
        if head and ends[tail] and name.isprintable():
            by_tail.setdefault(tail, []).append((head, key))
        else:
            for phase, look in list_looks(key, name):
                by_group.setdefault((phase, take_digits(look)), []).append((look.lower(), key))
    # 2. Where no other tail reaches the groups of a tail, its names are as near as their heads are.
    reached = Counter([*by_group, *(group for tail in by_tail for group, _ in ends[tail])])
    alone = []
    for tail, texts in by_tail.items():
        if all(reached[group] == 1 for group, _ in ends[tail]):
            alone.append(texts)
        else:
            for group, end in ends[tail]:
                by_group.setdefault(group, []).extend([(head + end, key) for head, key in texts])
    # 3. Heads stand before many tails, and are compared once.
    near = _find_near(head for texts in alone for head, _ in texts)
    found = {key for texts in alone for key in _list_owners(texts, near)}
    for texts in by_group.values():
        found.update(_list_owners(texts, _find_near(look for look, _ in texts)))
    return found


def _part_name(folded: str, starts: frozenset[str]) -> tuple[str, str]:
    """Return the head of a name as it looks, and its tail as it is; no head where none of it can be taken so."""
    words = folded.split(" ")
    if read_word(words[0]).full in starts:
        return "", folded
    bares = [*map(_read_plain_word, words)]
    if "" not in bares:
        return "".join(bares), ""
    count = bares.index("")
    return "".join(bares[:count]), " ".join(words[count:])


@lru_cache(maxsize=20_000)
def _read_plain_word(word: str) -> str:
    """Return how a word looks that means nothing but itself, whatever stands beside it; empty for any other."""
    return read_word(word).bare if _LETTERS.issuperset(word) and not _TAIL_WORD.fullmatch(word) else ""


def _read_tail(tail: str) -> list[tuple[_Kept, str]]:
    """Return how the looks of a name with this tail end, each with its group; none for a tail with other signs."""
    if not _IN_TAILS.issuperset(tail):
        return []
    looks = read_name(f"{_STAND_IN} {tail}", ()).list_looks()
    return [((phase, take_digits(look)), look.removeprefix(_STAND_IN).lower()) for phase, look in looks]


def _list_owners(texts: Iterable[_Text], near: set[str]) -> Iterator[str]:
    """Give the items that have a text which is near to another, or which another item has."""
    first: dict[str, str] = {}
    for text, key in texts:
        other = first.setdefault(text, key)
        if other != key or text in near:
            yield from (other, key)


def _find_near(texts: Iterable[str]) -> set[str]:
    """Return those of some texts that differ by a slip, or that NearNames may leave out as there are too many."""
    distinct = dict.fromkeys(texts)
    first: dict[str, str] = {}
    shared: dict[str, list[str]] = {}
    sharing = 0
    for number, text in enumerate(distinct):
        # As in NearNames, but what is too short by itself may have an end.
        places = range(len(text)) if len(text) <= LONGEST_NEAR else ()
        variants = [text, *[text[:place] + text[place + 1 :] for place in places]]
        if not first.keys().isdisjoint(variants):
            sharing += 1
            if sharing > MOST_SHARING and sharing * 2 > number:
                return set(distinct)
            for variant in first.keys() & variants:
                shared.setdefault(variant, [first[variant]]).append(text)
        first.update(dict.fromkeys(variants, text))
    near: set[str] = set()
    for alike in shared.values():
        if len(alike) > MOST_OF_ONE_LOOK:
            near.update(alike)
        elif not near.issuperset(alike):
            near.update(one for pair in combinations(alike, 2) if differ_by_a_slip(*pair) for one in pair)
    return near
