"""Names that look like another: for hints, and for what is probably a slip."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from plantrack.plan.guesses import closest_words
from plantrack.plan.names import fold_name, squeeze_name
from plantrack.plan.naming.cleaning import clean_text
from plantrack.plan.naming.phases import Look, take_phase
from plantrack.plan.naming.words import is_letter, split_words

# Below five letters another letter is another name more often than a slip.
SHORTEST_NEAR = 5
SHORTEST_PART = 4
# So many are named to choose from.
MOST_NEAR = 3
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


def find_near_names(spellings: Sequence[str], by_look: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the known names that look like one, the nearest first, then those of which it is a part.

    It is given in one or more spellings. None of one look hides another, and another number, letter or phase is no
    slip.
    """
    found: dict[str, None] = {}
    for typed in spellings:
        look = squeeze_name(fold_name(clean_text(typed)))
        near = closest_words(look, by_look, MOST_NEAR * 2, cutoff=0.75)
        if len(look) >= SHORTEST_PART:
            near += [other for other in by_look if look in other and other not in near]
        for other in near:
            if len(found) < MOST_NEAR:
                found |= dict.fromkeys(name for name in by_look[other] if not _has_other_number(typed, name))
    return list(found)


def _has_other_number(typed: str, name: str) -> bool:
    """Tell whether two names have different numbers, letters that stand for one, or different phases."""
    numbers = []
    for text in (typed, name):
        phase, rest = take_phase(split_words(clean_text(text)))
        numbers.append((phase, [word.full for word in rest.words if word.is_number or is_letter(word.bare)]))
    (phase, own), (other_phase, others) = numbers
    return bool((phase and other_phase and phase != other_phase) or (own and others and own != others))


class _Looks:
    """Looks of one phase with the same digits, by their variants: themselves, and they with one letter less."""

    def __init__(self) -> None:
        # Most variants have one look, and a list for each would take most of the time.
        self._first: dict[str, Look] = {}
        self._others: dict[str, list[Look]] = {}

    def find(self, variants: Sequence[str]) -> Iterable[Look]:
        """Return the looks that share one of some variants."""
        if self._first.keys().isdisjoint(variants):
            return ()
        shared = [variant for variant in variants if variant in self._first]
        return dict.fromkeys(
            look for variant in shared for look in (self._first[variant], *self._others.get(variant, ()))
        )

    def enter(self, look: Look, variants: Sequence[str]) -> None:
        """Add a look that is new; no more than a few stand under one variant."""
        if self._first.keys().isdisjoint(variants):
            self._first.update(dict.fromkeys(variants, look))
            return
        for variant in dict.fromkeys(variants):
            if self._first.setdefault(variant, look) is not look:
                others = self._others.setdefault(variant, [])
                others += [look] if len(others) < MOST_OF_ONE_LOOK - 1 else []


# A look, those that it may be near to, and its variants.
_Sought = tuple[Look, _Looks, Sequence[str]]


class NearNames:
    """The names entered so far, kept so that those near to a given one are found without comparing it with all."""

    def __init__(self) -> None:
        # By what no slip changes: the phase, and the digits.
        self._looks: defaultdict[tuple[int | None, str], _Looks] = defaultdict(_Looks)
        self._names: dict[Look, list[str]] = {}
        self._entered: dict[str, Collection[Look]] = {}

    def enter(self, name: str, looks: Collection[Look]) -> list[str]:
        """Add a name with its looks, and return those entered before that are so like it that one may be a slip."""
        sought = self._seek(looks)
        near = self._find(name, sought)
        self._entered[name] = looks
        for look, alike, variants in sought:
            names = self._names.get(look)
            if names is None:
                alike.enter(look, variants)
                self._names[look] = [name]
            elif len(names) < MOST_OF_ONE_LOOK:
                names.append(name)
        return near

    def find(self, name: str, looks: Collection[Look]) -> list[str]:
        """Return the names entered before that are so like one that one may be a slip. Another phase is none."""
        return self._find(name, self._seek(looks))

    def _seek(self, looks: Iterable[Look]) -> list[_Sought]:
        return [(look, self._looks[look[0], take_digits(look[1])], _list_variants(look[1].lower())) for look in looks]

    def _find(self, name: str, sought: Iterable[_Sought]) -> list[str]:
        near: dict[str, None] = {}
        for look, alike, variants in sought:
            for other_look in alike.find(variants):
                if _are_one_slip_apart(look[1], other_look[1]):
                    near |= dict.fromkeys(self._names[other_look])
        if not near:
            return []
        phases = _list_phases(look for look, _, _ in sought)
        others = {other: _list_phases(self._entered[other]) for other in near if other != name}
        return [other for other, own in others.items() if not phases or not own or phases & own]


def _list_phases(looks: Iterable[Look]) -> set[int | None]:
    return {phase for phase, _ in looks} - {None}


def take_digits(text: str) -> str:
    """Return the digits of a look, which no slip changes."""
    return "" if text.isalpha() else "".join(filter(str.isdigit, text))


def _list_variants(text: str) -> list[str]:
    """Return a look and, where its length lets a slip be seen, each look with one letter less."""
    if not text:
        return []
    if not SHORTEST_NEAR <= len(text) <= LONGEST_NEAR:
        return [text]
    return [text, *[text[:place] + text[place + 1 :] for place in range(len(text))]]


def _are_one_slip_apart(one: str, other: str) -> bool:
    """Tell whether two looks are equal, or long enough for a slip and differ by one.

    >>> _are_one_slip_apart("thietbinh", "thietbihn"), _are_one_slip_apart("thietbinh", "thietbi")
    (True, False)
    >>> [_are_one_slip_apart("truongA", other) for other in ("truongB", "trungA", "truonga", "truong")]
    [False, True, True, True]
    """
    small, other_small = one.lower(), other.lower()
    if small == other_small or min(len(one), len(other)) < SHORTEST_NEAR:
        return small == other_small
    letters, others = _take_letters(one), _take_letters(other)
    return (letters == others or not letters or not others) and differ_by_a_slip(small, other_small)


def _take_letters(look: str) -> str:
    return "" if look.islower() else "".join(filter(str.isupper, look))


def differ_by_a_slip(one: str, other: str) -> bool:
    """Tell whether two texts that are not equal differ by one letter added, dropped, changed or swapped."""
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    return one[start + 1 :] == other[start + 1 :] or (
        one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    )
