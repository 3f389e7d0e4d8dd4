"""Names of items as people write them: which spellings are one name, and which are so near that one may be a slip."""

import re
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import category, normalize

from plantrack.plan.guesses import closest_words

# The tone of oa, oe and uy as it was written on the first letter, and as it is now written on the second.
_NEW_TONES = {
    old + second: first + new
    for first, second, olds, news in (
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for old, new in zip(olds, news, strict=True)
}
_OLD_TONE = re.compile("|".join(_NEW_TONES))
_WITHOUT_ACCENTS = dict.fromkeys(range(0x0300, 0x0370)) | {ord("đ"): "d"}
# Below five letters another letter is another name more often than a slip.
SHORTEST_NEAR = 5
SHORTEST_PART = 4
# A name of 100,000 letters has as many looks with one letter less, each as long.
LONGEST_NEAR = 200
# A thousand names that differ in one letter, or in punctuation alone, would otherwise be compared each with each.
MOST_OF_ONE_LOOK = 20
# No name has more words; a line of commands may have 100,000.
MOST_WORDS = 30


def fold_name(name: str) -> str:
    """Return what all spellings of one name have in common: NFC, case, white space and tone placement folded.

    >>> fold_name("  Hòa  BÌNH ") == fold_name("Hoà Bình")
    True
    """
    if name.isascii():
        return " ".join(name.casefold().split())
    folded = " ".join(normalize("NFC", normalize("NFC", name).casefold()).split())
    return _OLD_TONE.sub(lambda match: _NEW_TONES[match[0]], folded)


def drop_accents(folded: str) -> str:
    """Return a folded name as someone types it who types no accents: đ is d.

    >>> drop_accents("đông anh")
    'dong anh'
    """
    return folded if folded.isascii() else normalize("NFD", folded).translate(_WITHOUT_ACCENTS)


def squeeze_name(folded: str) -> str:
    """Return a folded name without accents, spaces and punctuation.

    >>> squeeze_name("liên hà (đan phượng)")
    'lienhadanphuong'
    """
    look = drop_accents(folded).replace(" ", "")
    return look if look.isalnum() else "".join(character for character in look if character.isalnum())


def is_empty(name: str) -> bool:
    """Tell whether nothing of a name can be seen."""
    if not name.strip():
        return True
    return not name.isprintable() and all(sign.isspace() or category(sign) == "Cf" for sign in name)


def has_control_characters(name: str) -> bool:
    """Tell whether a name holds line breaks, escape codes, or halves of broken characters."""
    return not name.isprintable() and any(category(character) in ("Cc", "Cs", "Zl", "Zp") for character in name)


def group_by_look(known: Iterable[str]) -> dict[str, str]:
    """Return known names by how they look: squeezed, the first one of each look."""
    by_look: dict[str, str] = {}
    for name in known:
        by_look.setdefault(squeeze_name(fold_name(name)), name)
    return by_look


def find_near_names(name: str, by_look: Mapping[str, str], most: int = 3) -> list[str]:
    """Return the known names that look like this one, the nearest first, then those of which it is a part."""
    typed = squeeze_name(fold_name(name))
    near = closest_words(typed, by_look, most, cutoff=0.75)
    if len(typed) >= SHORTEST_PART:
        near += [look for look in by_look if typed in look and look not in near]
    return [by_look[look] for look in near[:most]]


class NearNames:
    """The names entered so far, kept so that those near to a given one are found without comparing it with all."""

    def __init__(self) -> None:
        self._looks: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}

    def enter(self, folded: str) -> list[str]:
        """Add a name, given folded, and return those entered before that are so like it that one may be a slip."""
        look = squeeze_name(folded)
        near: list[str] = []
        for other_look in self._find_near_looks(look):
            near += (other for other in self._names[other_look] if other != folded)
        names = self._names.setdefault(look, [])
        if len(names) < MOST_OF_ONE_LOOK:
            names.append(folded)
        return near

    def _find_near_looks(self, look: str) -> list[str]:
        """Return the looks near to this one, which is among them from then on."""
        is_new = look not in self._names
        near: dict[str, None] = {}
        for variant in _list_variants(look):
            others = self._looks.setdefault(variant, [])
            for other in others:
                if _are_one_slip_apart(look, other):
                    near[other] = None
            if is_new and len(others) < MOST_OF_ONE_LOOK:
                others.append(look)
        return list(near)


def _list_variants(look: str) -> list[str]:
    """Return the look and, where its length lets a slip be seen, each look with one letter less, with its digits."""
    if not look:
        return []
    digits = "" if look.isalpha() else "".join(character for character in look if character.isdigit())
    variants = [f"{look} {digits}"]
    if SHORTEST_NEAR <= len(look) <= LONGEST_NEAR:
        variants += {f"{look[:place]}{look[place + 1 :]} {digits}" for place in range(len(look))}
    return variants


def _are_one_slip_apart(one: str, other: str) -> bool:
    """Tell whether two looks are equal or differ by one letter added, dropped, changed or swapped.

    >>> _are_one_slip_apart("thietbinh", "thietbihn"), _are_one_slip_apart("thietbinh", "thietbi")
    (True, False)
    """
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(one) < SHORTEST_NEAR:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    return one[start + 1 :] == other[start + 1 :] or (
        one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    )


def find_names_in_words(words: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Return the known names that these words spell when some that follow each other are taken as one name.

    The known names are given by their folded form.

    >>> find_names_in_words(["Thiet", "Binh", "Ba"], {"thiết bình": "Thiết Bình"})
    ['Thiết Bình']
    """
    by_bare = {drop_accents(folded): name for folded, name in known.items()}
    # Folding joined words is joining folded ones, so each is folded once.
    folded = [fold_name(word) for word in words]
    most_words = min(max((key.count(" ") + 1 for key in known), default=0), MOST_WORDS)
    found: dict[str, None] = {}
    for start in range(len(words)):
        for end in range(start + 2, min(start + most_words, len(words)) + 1):
            phrase = " ".join(folded[start:end])
            name = known.get(phrase) or (by_bare.get(phrase) if phrase == drop_accents(phrase) else None)
            if name is not None:
                found[name] = None
    return list(found)
