"""Names that look like another: for hints, and for what is probably a slip."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from plantrack.plan.guesses import closest_words
from plantrack.plan.names import fold_name, squeeze_name
from plantrack.plan.naming.cleaning import clean_text
from plantrack.plan.naming.phases import take_phase
from plantrack.plan.naming.words import split_words

# Below five letters another letter is another name more often than a slip.
SHORTEST_NEAR = 5
SHORTEST_PART = 4
# A name of 100,000 letters has as many looks with one letter less, each as long.
LONGEST_NEAR = 200
# A thousand names that differ in one letter, or in punctuation alone, would otherwise be compared each with each.
MOST_OF_ONE_LOOK = 20


def group_by_look(known: Iterable[str]) -> dict[str, list[str]]:
    """Return known names by how they look: squeezed, a few of each look."""
    by_look: dict[str, list[str]] = {}
    for name in known:
        alike = by_look.setdefault(squeeze_name(fold_name(name)), [])
        if len(alike) < MOST_OF_ONE_LOOK:
            alike.append(name)
    return by_look


def find_near_names(spellings: Sequence[str], by_look: Mapping[str, Sequence[str]], most: int = 3) -> list[str]:
    """Return the known names that look like one, the nearest first, then those of which it is a part.

    It is given in one or more spellings. None of one look hides another, and another number or phase is no slip.
    """
    found: dict[str, None] = {}
    for typed in spellings:
        look = squeeze_name(fold_name(clean_text(typed)))
        near = closest_words(look, by_look, most * 2, cutoff=0.75)
        if len(look) >= SHORTEST_PART:
            near += [other for other in by_look if look in other and other not in near]
        for other in near:
            if len(found) < most:
                found |= dict.fromkeys(name for name in by_look[other] if not _has_other_number(typed, name))
    return list(found)


def _has_other_number(typed: str, name: str) -> bool:
    """Tell whether two names have different numbers, or different phases."""
    numbers = []
    for text in (typed, name):
        phase, rest = take_phase(split_words(clean_text(text)))
        numbers.append((phase, [word.full for word in rest.words if word.is_number]))
    (phase, own), (other_phase, others) = numbers
    return bool((phase and other_phase and phase != other_phase) or (own and others and own != others))


# A phase, and what is left of a name, squeezed.
Look = tuple[int | None, str]


class NearNames:
    """The names entered so far, kept so that those near to a given one are found without comparing it with all."""

    def __init__(self) -> None:
        self._looks: dict[str, list[Look]] = {}
        self._names: dict[Look, list[str]] = {}
        self._phases: dict[str, set[int | None]] = {}

    def enter(self, name: str, looks: Collection[Look]) -> list[str]:
        """Add a name with its looks, and return those entered before that are so like it that one may be a slip."""
        variants = {look: _list_variants(look) for look in looks}
        near = self._find(name, variants)
        self._phases[name] = _list_phases(looks)
        for look in looks:
            if look not in self._names:
                for variant in variants[look]:
                    others = self._looks.get(variant)
                    if others is None:
                        self._looks[variant] = [look]
                    elif len(others) < MOST_OF_ONE_LOOK:
                        others.append(look)
            names = self._names.setdefault(look, [])
            names += [name] if len(names) < MOST_OF_ONE_LOOK else []
        return near

    def find(self, name: str, looks: Collection[Look]) -> list[str]:
        """Return the names entered before that are so like one that one may be a slip. Another phase is none."""
        return self._find(name, {look: _list_variants(look) for look in looks})

    def _find(self, name: str, variants: Mapping[Look, Sequence[str]]) -> list[str]:
        phases = _list_phases(variants)
        near: dict[str, None] = {}
        for look, own in variants.items():
            found = [other for variant in own if variant in self._looks for other in self._looks[variant]]
            for other_look in dict.fromkeys(found):
                if _are_one_slip_apart(look[1], other_look[1]):
                    near |= dict.fromkeys(self._names[other_look])
        return [
            other
            for other in near
            if other != name and (not phases or not self._phases[other] or phases & self._phases[other])
        ]


def _list_phases(looks: Iterable[Look]) -> set[int | None]:
    return {phase for phase, _ in looks} - {None}


def _list_variants(look: Look) -> list[str]:
    """Return the look and, where its length lets a slip be seen, each look with one letter less, with its digits."""
    phase, text = look
    if not text:
        return []
    digits = "" if text.isalpha() else "".join(character for character in text if character.isdigit())
    numbers = f"{digits} {phase}"
    variants = [f"{text} {numbers}"]
    if SHORTEST_NEAR <= len(text) <= LONGEST_NEAR:
        variants += {f"{text[:place]}{text[place + 1 :]} {numbers}" for place in range(len(text))}
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
