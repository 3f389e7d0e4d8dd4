"""Whom a typed name means: an item that is known, a new one, several, or none."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from plantrack.plan import names
from plantrack.plan.ledger import Ledger


class KnownItem(NamedTuple):
    """The item that a typed name means: its key, and the name that was meant."""

    key: str
    name: str


class NewItem(NamedTuple):
    """The item that a typed name makes: its folded name, and the name as typed."""

    key: str
    name: str


class AmbiguousName(NamedTuple):
    """A name typed without accents that means several items."""

    typed: str
    candidates: Sequence[str]  # their names, two or more


class UnknownName(NamedTuple):
    """A name that means no item, and was not said to be new."""

    typed: str
    near: Sequence[str]  # names that look like it, the nearest first; none: none does, or none was looked for


class KnownNames:
    """The names of the items of a kind by their folded form, and by the folded form without accents.

    `find_key` gives the key of the item that has a name: an item may have had several.
    """

    def __init__(self, shown: Mapping[str, str], find_key: Callable[[str], str]) -> None:
        self.shown = dict(shown)
        self.find_key = find_key
        self._bare: dict[str, list[str]] | None = None
        self._by_look: dict[str, str] | None = None

    def enter(self, key: str, name: str) -> None:
        """Add a name, unless it is known."""
        if key in self.shown:
            return
        self.shown[key] = name
        self._by_look = None
        if self._bare is not None:
            self._bare.setdefault(names.drop_accents(key), []).append(key)

    def alike(self, bare: str) -> list[KnownItem]:
        """Return the items whose names are equal to one without accents."""
        if self._bare is None:
            # Made when it is first asked for: most names are typed as they are known.
            self._bare = {}
            for key in self.shown:
                self._bare.setdefault(names.drop_accents(key), []).append(key)
        found = {self.find_key(name): self.shown[name] for name in self._bare.get(bare, [])}
        return [KnownItem(*item) for item in found.items()]

    def near(self, typed: str) -> list[str]:
        """Return the names that look like one."""
        if self._by_look is None:
            # Made once for all unknown names of a command: there may be 100,000 known ones.
            self._by_look = names.group_by_look(self.shown.values())
        return names.find_near_names(typed, self._by_look)


def list_known_names(ledger: Ledger, kind: str) -> KnownNames:
    """Return the names of the items of a kind, the former and the later ones too."""
    return KnownNames(ledger.all_names(kind), partial(ledger.find_key, kind))


def resolve_name(
    known: KnownNames, typed: str, *, new: bool, guess: bool = True
) -> KnownItem | NewItem | AmbiguousName | UnknownName:
    """Tell whom a typed name means: accents may be left out, and a new one must be meant.

    `guess` tells whether names that look like an unknown one are looked for.
    """
    key = names.fold_name(typed)
    # 1. A name as it is known, in any spelling.
    if key in known.shown:
        return KnownItem(known.find_key(key), known.shown[key])
    # 2. One typed without accents: whether it is new or not, it means those that it equals so.
    alike = known.alike(key) if key == names.drop_accents(key) else []
    if len(alike) == 1:
        return alike[0]
    if alike:
        return AmbiguousName(typed, [item.name for item in alike])
    # 3. A new one, where that is meant.
    if new:
        return NewItem(key, typed)
    # 4. Else perhaps a slip.
    return UnknownName(typed, known.near(typed) if guess else ())
