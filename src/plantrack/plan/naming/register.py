"""The items of a kind by what they may be called, so that those that a typed name may mean are found quickly."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from unicodedata import normalize

from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Kind
from plantrack.plan.names import drop_accents, fold_name
from plantrack.plan.naming.cleaning import clean_text, is_damaged
from plantrack.plan.naming.phases import NUMBER_SIGN, is_short_number
from plantrack.plan.naming.places import Places, list_place_words, may_have_place, read_place, read_places, split_tails
from plantrack.plan.naming.prefixes import drop_prefix, list_prefixes
from plantrack.plan.naming.readings import Bucket, NameForm, Reading, list_forms_of_item
from plantrack.plan.naming.values import SameValues
from plantrack.plan.naming.words import Word, Words, split_words

Index = dict[Bucket, list[NameForm]]
# Where more items have one name but for their places, those that lie in one place are found by it.
MOST_LOOKED_THROUGH = 20


class _Crowd:
    """The many forms of one bucket, by the places of their items, without which each would be compared with each."""

    def __init__(self) -> None:
        self.places: dict[str, list[int]] = {}  # of each item the places of its forms in the bucket
        self.lying: dict[tuple[str, ...], dict[str, None]] = {}  # by the words of a place the items that lie there
        self.accented: dict[str, None] = {}  # items with a form that has accents: two of them tell as much as all

    def enter(self, form: NameForm, place: int, where: Places) -> None:
        """Add a form with its place in the bucket, and where its item lies."""
        self.places.setdefault(form.key, []).append(place)
        self.learn(form.key, where.list_words())
        if form.has_accent and len(self.accented) < 2:
            self.accented[form.key] = None

    def learn(self, key: str, places: Iterable[tuple[str, ...]]) -> None:
        """Note where an item lies, too."""
        for words in places:
            self.lying.setdefault(words, {})[key] = None


class Register:
    """The items of one kind, and the names under which each is found: all that it ever had or was given.

    `farthest_new` is the greatest level of accents, 1 to 3, by which items are found that were entered after it was
    made.
    """

    def __init__(self, kind: Kind, ledger: Ledger, *, farthest_new: int = 3) -> None:
        self.kind = kind
        self.farthest_new = farthest_new
        self.shown = ledger.names.get(kind.id, {})
        self.prefixes = list_prefixes(kind)
        self.place_words = list_place_words(kind)
        self._ledger = ledger
        # Further names by their folded forms, each with the key of its item and as it is spelled; of one that is not
        # known yet on the day of what is known nobody says how.
        self._aliases = {
            folded: (ledger.find_key(kind.id, folded), name if fold_name(name) == folded else folded)
            for folded, name in (ledger.all_names(kind.id).items() if ledger.renamed else ())
            if folded not in self.shown
        }
        self._aliases_of: dict[str, list[str]] = {}
        for key, name in self._aliases.values():
            self._aliases_of.setdefault(key, []).append(name)
        self._new: dict[str, str] = {}
        # What was asked of items, or entered: of one item there may be thousands of records.
        self._values: dict[str, dict[str, SameValues]] = {}
        self._places: dict[str, Places] = {}
        self._index: Index | None = None
        self._crowds: dict[Bucket, _Crowd] = {}  # of the index of all names
        self._crowds_of: dict[str, dict[Bucket, _Crowd]] = {}  # those in which each item is
        self._by_look: dict[str, list[str]] | None = None
        self._looked_up = 0
        self._words_of_places: set[str] | None = None
        self._with_accents: dict[str, list[str]] | None = None
        self._asked_for_accents = 0

    def find_exactly(self, folded: str) -> str | None:
        """Return the key of the item that has this name, given folded; None where none has."""
        if folded in self.shown or folded in self._new:
            return folded
        return self._aliases[folded][0] if folded in self._aliases else None

    def is_new(self, key: str) -> bool:
        """Tell whether an item was entered after the register was made."""
        return key in self._new

    def name_of(self, key: str) -> str:
        """Return the name under which an item is shown."""
        return self.shown[key] if key in self.shown else self._new[key]

    def names_of(self, key: str) -> list[str]:
        """Return every name of an item, the one under which it is shown first."""
        return [self.name_of(key), *self._aliases_of.get(key, ())]

    def names(self) -> Iterable[str]:
        """Give every name of every item."""
        return chain(self.shown.values(), (name for _, name in self._aliases.values()), self._new.values())

    def values_of(self, key: str) -> Mapping[str, SameValues]:
        """Return the values of an item's text attributes, by attribute: several where they changed."""
        if key not in self._values:
            self._values[key] = self._read_values(key)
        return self._values[key]

    def places_of(self, key: str) -> Places:
        """Return where an item lies."""
        if key not in self._places:
            self._places[key] = read_places(self.values_of(key), self.place_words)
        return self._places[key]

    def _read_values(self, key: str) -> dict[str, SameValues]:
        found: dict[str, list[str]] = {name: [] for name in self.place_words}
        item = self._ledger.item(self.kind.id, key)
        for record in item.all_records() if item is not None else ():
            for name, value in record.attributes.items():
                if name in found and isinstance(value, str):
                    found[name].append(value)
        return {name: SameValues(values) for name, values in found.items()}

    def enter(self, key: str, name: str, values: Mapping[str, object]) -> None:
        """Add what a record says: a new item, or where it lies."""
        is_known = key in self.shown or key in self._new
        given = {name: value for name, value in values.items() if name in self.place_words and isinstance(value, str)}
        if is_known and not given:
            return
        for attribute, value in given.items():
            if self.values_of(key)[attribute].add(value) and key in self._places:
                added = self._places[key].add(value, self.place_words[attribute])
                for crowd in self._crowds_of.get(key, {}).values():
                    crowd.learn(key, added)
        if not is_known:
            self._new[key] = name
            self._by_look = None
            self._add_accented([key])
        if self._index is not None:
            self._add_to(self._index, key, self.name_of(key))

    def find_forms(self, readings: Sequence[Reading]) -> Index:
        """Return an index that has all that these readings may mean; of all names from the second time on.

        To make that takes long where there are 100,000 names, and who types one name types no second.
        """
        self._looked_up += 1
        if self._index is None and self._looked_up == 1 and not self._new:
            some: Index = {}
            for folded in self._choose_names(readings):
                self._add_to(some, *self._entry(folded))
            return some
        if self._index is None:
            self._index = {}
            for folded in self._folded():
                self._add_to(self._index, *self._entry(folded))
        return self._index

    def _folded(self) -> list[str]:
        """Return the folded form of every name."""
        return [*self.shown, *self._aliases, *self._new]

    def _entry(self, folded: str) -> tuple[str, str]:
        """Return the key of the item that has a name, given folded, and the name."""
        return self._aliases[folded] if folded in self._aliases else (folded, self.name_of(folded))

    def _add_to(self, index: Index, key: str, name: str) -> None:
        if is_damaged(name):
            return
        places = self.places_of(key) if may_have_place(name) else Places()
        for form in list_forms_of_item((key, self.name_of(key)), name, self.prefixes, places):
            forms = index.setdefault(form.bucket, [])
            crowd = self._crowds.get(form.bucket) if index is self._index else None
            known = forms if crowd is None else [forms[place] for place in crowd.places.get(key, ())]
            if form in known:
                continue
            forms.append(form)
            if crowd is not None:
                self._enter_crowd(crowd, form, len(forms) - 1)
            elif index is self._index and len(forms) > MOST_LOOKED_THROUGH:
                crowd = self._crowds[form.bucket] = _Crowd()
                for place, one in enumerate(forms):
                    self._enter_crowd(crowd, one, place)

    def _enter_crowd(self, crowd: _Crowd, form: NameForm, place: int) -> None:
        crowd.enter(form, place, self.places_of(form.key))
        self._crowds_of.setdefault(form.key, {})[form.bucket] = crowd

    def find_lying(self, index: Index, bucket: Bucket, tail: Words) -> Sequence[NameForm]:
        """Return the forms of a bucket, of very many only those of items whose place words after the name may be."""
        forms = index.get(bucket, ())
        crowd = self._crowds.get(bucket) if tail and index is self._index else None
        if crowd is None:
            return forms
        typed = tuple(word.full for word in tail)
        # There may be a word or two before the place itself.
        keys = {key for start in range(3) for key in crowd.lying.get(typed[start:], ())}
        return [forms[place] for place in sorted(place for key in keys for place in crowd.places[key])]

    def has_accented_twin(self, index: Index, form: NameForm) -> bool:
        """Tell whether another item has a form of the same words that has accents."""
        crowd = self._crowds.get(form.bucket) if index is self._index else None
        others = index.get(form.bucket, ()) if crowd is None else ()
        keys = crowd.accented if crowd is not None else (other.key for other in others if other.has_accent)
        return any(key != form.key for key in keys)

    def _choose_names(self, readings: Sequence[Reading]) -> list[str]:
        """Return the names, folded, that hold each word of a typed one but those that may be missing in them."""
        names = self._folded()
        words = {word for reading in readings for word in reading.rest.words}
        wanted = {_make_searchable(word.bare) for word in words if not self._may_be_missing(word)}
        if not wanted:
            # What is left of a name, whatever is taken off its end, begins with its first word.
            firsts = [reading.rest.words[0] for reading in readings]
            wanted = {_make_searchable(word.full) for word in firsts[-1:] if not is_short_number(word)}
        lines = _make_searchable("\n".join(names)).split("\n")
        if not any(wanted) or len(lines) != len(names):
            return names
        first, *others = sorted(wanted, key=len, reverse=True)
        return [
            name
            for name, line in zip(names, lines, strict=True)
            if first in line and all(text in line for text in others)
        ]

    def _may_be_missing(self, word: Word) -> bool:
        """Tell whether a typed word may be missing in the name that it means: a prefix, a number, a place."""
        if word.is_number or is_short_number(word) or word.fits(NUMBER_SIGN):
            return True
        return any(word.fits(forms) for prefix in self.prefixes for forms in prefix) or self._is_of_place(word)

    def _is_of_place(self, word: Word) -> bool:
        """Tell whether a word is one of the places of any item, or may stand before one."""
        if self._words_of_places is None:
            values = {
                value
                for record in (self._ledger.all_records_of(self.kind.id) if self.place_words else ())
                for name, value in record.attributes.items()
                if name in self.place_words and isinstance(value, str)
            }
            places = (read_place(value, ()) for value in values)
            before = [form for words in self.place_words.values() for one in words for forms in one for form in forms]
            self._words_of_places = {*(word.bare for words in places for word in words), *before}
        return word.bare in self._words_of_places

    def find_accented(self, bare: str) -> list[str]:
        """Return the names that are spelled with accents, and equal this one, given folded, without them."""
        self._asked_for_accents += 1
        if self._with_accents is not None:
            return self._with_accents.get(bare, [])
        if self._asked_for_accents == 1:
            # Each letter with its accents is one, as it is without.
            others = (name for name in self._folded() if not name.isascii() and name != bare)
            alike = (name for name in others if len(name) == len(bare))
            return [self._entry(name)[1] for name in alike if drop_accents(name) == bare]
        self._with_accents = {}
        self._add_accented(self._folded())
        return self._with_accents.get(bare, [])

    def find_near(self, typed: str) -> list[str]:
        """Return the names that look like one."""
        # Most names are known.
        from plantrack.plan.naming.nearness import find_near_names, group_by_look

        if self._by_look is None:
            # Made once for all unknown names of a command: there may be 100,000 known ones.
            self._by_look = group_by_look(self.names())
        short = drop_prefix(split_words(clean_text(typed)), self.prefixes)
        spellings = [typed] if short is None else [" ".join(word.raw for word in short.words), typed]
        # The place that may stand after a name must not outweigh it.
        spellings[:0] = [start for start, _ in split_tails(typed)]
        return find_near_names(spellings, self._by_look)

    def _add_accented(self, folded: Iterable[str]) -> None:
        """Enter names into the index of those that have accents, where there is one."""
        for name in folded:
            bare = drop_accents(name)
            if self._with_accents is not None and bare != name:
                self._with_accents.setdefault(bare, []).append(self._entry(name)[1])


def _make_searchable(text: str) -> str:
    """Return a text of many names as it is searched: no accents, no signs that nobody sees, i for y."""
    if not text.isascii():
        text = normalize("NFKD", text).replace("đ", "d").replace("ð", "d").replace("ɖ", "d")
        text = text.encode("ascii", "ignore").decode()
    return text.replace("y", "i")
