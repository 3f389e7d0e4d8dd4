"""Which item a typed name means: one that is known, a new one, several, or none. It never chooses by likeness."""

from collections.abc import Iterable, Mapping, Sequence

from plantrack.plan.names import drop_accents, fold_name, squeeze_name
from plantrack.plan.naming.cleaning import clean_text, is_damaged
from plantrack.plan.naming.phases import read_last_number
from plantrack.plan.naming.places import LONGEST_PLACE, OF_COMMUNES
from plantrack.plan.naming.readings import NameForm, Reading, find_bucket, list_readings
from plantrack.plan.naming.register import Index, Register
from plantrack.plan.naming.words import Words, fits_at, split_words
from plantrack.tuples import NamedTuple

# Of words that were typed without quotes: no name has more of them, and a line of commands may have 100,000.
MOST_WORDS = 20
MOST_WORDS_TYPED = 100

# How far a typed name is from one of the plan; the least wins. How often the words of the kind are left out, then a
# place word; then 1: all is the same, 2: nothing typed has an accent, 3: nothing in the plan's name has one.
NameDistance = tuple[int, int, int]


class KnownItem(NamedTuple):
    """The item that a typed name means: its folded name, and the one under which it is shown."""

    key: str
    name: str
    is_respelled: bool = False  # it is typed otherwise, in more than case, spaces and accents that were left out
    accented: Sequence[str] = ()  # other names that may be meant where the accents were left out


class NewItem(NamedTuple):
    """The item that a typed name makes: its folded name, and the name as typed."""

    key: str
    name: str


class AmbiguousName(NamedTuple):
    """A name that means several items."""

    typed: str
    candidates: Sequence[str]  # their names, two or more


class UnknownName(NamedTuple):
    """A name that means no item, and was not said to be new."""

    typed: str
    near: Sequence[str]  # names that look like it, the nearest first; none: none does, or none was looked for
    superfluous: str = ""  # the commune after it, without which it means those that are near; empty: it has none


class DamagedName(NamedTuple):
    """A text that was broken on its way, and so is no name."""

    typed: str


class _Match(NamedTuple):
    """A form of an item's name that a typed name fits."""

    distance: NameDistance
    form: NameForm
    has_place: bool  # a place was typed after the name


def resolve_name(
    register: Register,
    typed: str,
    *,
    new: bool = False,
    guess: bool = True,
    given: Mapping[str, object] | None = None,
) -> KnownItem | NewItem | AmbiguousName | UnknownName | DamagedName:
    """Tell whom a typed name means; a new one must be meant.

    `guess` tells whether names that look like an unknown one are looked for; `given` are attributes that were typed
    beside it: of two items of one name they tell which is meant.
    """
    key = fold_name(typed)
    # 0. The plan's own name means itself, also where unseen signs were typed in it.
    exact = register.find_exactly(key)
    if exact is None and is_damaged(typed):
        return DamagedName(typed)
    if exact is None and not typed.isascii():
        exact = register.find_exactly(fold_name(clean_text(typed)))
    if exact is not None and not _contradicts(register, exact, given or {}):
        accented = register.find_accented(key) if key == drop_accents(key) else []
        return KnownItem(exact, register.name_of(exact), accented=accented)
    # 1. Else what the rule finds; attributes choose among items of one name.
    readings = list_readings(typed, register.prefixes)
    index = register.find_forms(readings)
    matches = _find_matches(register, readings, index)
    keys = [exact] if exact is not None else _choose(register, typed, matches)
    if given and keys and (len(keys) > 1 or _contradicts(register, keys[0], given)):
        named = dict.fromkeys(match.form.key for match in matches)
        fitting = [other for other in named if _agrees(register, other, given)]
        keys = fitting if len(fitting) == 1 else keys
        if new and exact is None and len(keys) == 1 and register.is_new(keys[0]) and not fitting:
            # Of two new items with one name, one may have its place in it.
            keys = []
    if len(keys) == 1:
        return _describe_known(register, typed, keys[0], matches, index)
    if keys:
        return AmbiguousName(typed, [register.name_of(one) for one in keys])
    # 2. A new one, where that is meant; else perhaps a slip.
    if new:
        return NewItem(key, typed)
    if not guess:
        return UnknownName(typed, ())
    return find_without_commune(register, typed) or UnknownName(typed, register.find_near(typed))


def find_without_commune(register: Register, typed: str) -> UnknownName | None:
    """Return an unknown name with those that it means without the commune in it; None where it means none so."""
    parts = typed.split(",")
    for place, part in enumerate(parts[1:], 1):
        words = split_words(clean_text(part)).words
        if any(fits_at(words, 0, forms) for forms in OF_COMMUNES):
            shorter = ",".join(parts[:place] + parts[place + 1 :])
            match resolve_name(register, shorter, guess=False):
                case KnownItem(name=name):
                    return UnknownName(typed, [name], part.strip())
                case AmbiguousName(candidates=candidates):
                    return UnknownName(typed, candidates, part.strip())
    return None


def find_names_in_words(register: Register, words: Sequence[str]) -> list[list[str]]:
    """Return the names that words mean when some that follow each other are taken as one, each with its candidates.

    The longest that means something wins. A word that has spaces was typed in quotes.
    """
    found: list[list[str]] = []
    start = 0
    words = words[:MOST_WORDS_TYPED]
    while start < len(words):
        end = next((place for place, word in enumerate(words[start:], start) if " " in word), len(words))
        for stop in range(min(start + MOST_WORDS, end), start + 1, -1):
            match resolve_name(register, " ".join(words[start:stop]), guess=False):
                case KnownItem(name=name):
                    found.append([name])
                case AmbiguousName(candidates=candidates):
                    found.append([*candidates])
                case _:
                    continue
            start = stop - 1
            break
        start += 1
    return found


def _find_matches(register: Register, readings: Iterable[Reading], index: Index) -> list[_Match]:
    """Return every form of an item's name that a typed name fits, with its place after it or without."""
    matches = []
    for reading in readings:
        words = reading.rest.words
        for length in range(len(words), max(0, len(words) - LONGEST_PLACE), -1):
            start, tail = read_last_number(words[:length]), words[length:]
            for form in register.find_lying(index, find_bucket(reading.phase, start), tail):
                level = _measure_accents(register, start, form, index)
                if level and level > register.farthest_new and register.is_new(form.key):
                    continue
                place_words = register.places_of(form.key).measure(tail) if level and tail else 0
                if level and place_words is not None:
                    distance = (reading.dropped + form.dropped, place_words, level)
                    matches.append(_Match(distance, form, bool(tail)))
    return matches


def _measure_accents(register: Register, typed: Words, form: NameForm, index: Index) -> int | None:
    """Tell how the accents of a typed name are those of a form that equals it without them; None where they are not."""
    if tuple(word.full for word in typed) == form.full:
        return 1
    if not any(word.has_accent for word in typed):
        return 2
    return None if form.has_accent or register.has_accented_twin(index, form) else 3


def _choose(register: Register, typed: str, matches: Sequence[_Match]) -> list[str]:
    """Return the keys of the items that a typed name means: one, several, or none."""
    best = min((match.distance for match in matches), default=None)
    forms = [match.form for match in matches if match.distance == best]
    keys = list(dict.fromkeys(form.key for form in forms))
    if len(keys) < 2:
        return keys
    # 1. The one that is spelled so, but for signs that nobody sees.
    same = [key for key in keys if _unify_spaces(register.name_of(key)) == _unify_spaces(typed)]
    if len(same) == 1:
        return same
    # 2. Of those that differ in their places alone, the one that has none in its name.
    shared = set.intersection(*({form.full for form in forms if form.key == key} for key in keys))
    unplaced = dict.fromkeys(form.key for form in forms if form.full in shared and not form.is_placed)
    return list(unplaced) if len(unplaced) == 1 else keys


def _unify_spaces(name: str) -> str:
    return " ".join(clean_text(name).split())


def _contradicts(register: Register, key: str, given: Mapping[str, object]) -> bool:
    """Tell whether another value than this of a text attribute is known of an item."""
    known = register.values_of(key) if given else {}
    return any(values and name in given and str(given[name]) not in values for name, values in known.items())


def _agrees(register: Register, key: str, given: Mapping[str, object]) -> bool:
    """Tell whether an item is known to have the values of text attributes that are given."""
    known = register.values_of(key)
    has_one = any(name in given and str(given[name]) in values for name, values in known.items())
    return has_one and not _contradicts(register, key, given)


def _describe_known(register: Register, typed: str, key: str, matches: Sequence[_Match], index: Index) -> KnownItem:
    """Return the item that was found, with what is to be told of how it was typed."""
    name = register.name_of(key)
    match = min((match for match in matches if match.form.key == key), key=lambda match: match.distance, default=None)
    if match is None:
        return KnownItem(key, name)
    level = match.distance[-1]
    is_respelled = level == 3 or _squeeze(typed) not in map(_squeeze, register.names_of(key))
    accented: dict[str, None] = {}
    if level == 1 and not match.form.has_accent and not match.has_place:
        others = index.get(match.form.bucket, ())
        accented = dict.fromkeys(other.name for other in others if other.has_accent and other.key != key)
    return KnownItem(key, name, is_respelled, list(accented))


def _squeeze(name: str) -> str:
    return squeeze_name(fold_name(clean_text(name)))
