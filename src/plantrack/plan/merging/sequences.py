"""Which of two logs is further: what each said of one thing in turn, and where the last word of one stands there."""

from collections.abc import Callable, Hashable, Sequence
from typing import Literal, TypeVar

from plantrack.tuples import NamedTuple

Told = TypeVar("Told", bound=Hashable)


class Verdict(NamedTuple):
    """Whose last word holds."""

    whose: Literal["same", "ours", "theirs", "conflict"]
    since: int = 0  # the place among theirs of the first that we do not know, where theirs holds or none does


def compare_sequences(
    ours: Sequence[Told], theirs: Sequence[Told], says_no_more: Callable[[Told, Told], bool] | None = None
) -> Verdict:
    """Tell which of two sequences goes on where the other one ends; both say something.

    `says_no_more` tells whether one word adds nothing to another; None: where they are equal.

    >>> compare_sequences("ab", "a").whose, compare_sequences("a", "ab").whose, compare_sequences("ab", "ac").whose
    ('ours', 'theirs', 'conflict')
    """
    here, there = _locate_last(theirs, ours, says_no_more), _locate_last(ours, theirs, says_no_more)
    if here == len(ours) - 1 or there == len(theirs) - 1:
        return Verdict("same")
    if here is not None and there is None:
        return Verdict("ours")
    if there is not None and here is None:
        return Verdict("theirs", there + 1)
    if ours[-1] == theirs[-1]:
        return Verdict("same")
    every = set(ours)
    known = [place for place, said in enumerate(theirs[:-1], 1) if said in every]
    return Verdict("conflict", max(known, default=0))


def _locate_last(
    of: Sequence[Told], among: Sequence[Told], says_no_more: Callable[[Told, Told], bool] | None
) -> int | None:
    """Return where the last word of a sequence stands in another one; None where it does not, or not in that order.

    What the other one never said says nothing about the order.
    """
    every = dict.fromkeys(among)
    if says_no_more is None:
        known = [said for said in of if said in every]
        knows_last = of[-1] in every
    else:
        known = [said for said in of if any(says_no_more(said, other) for other in every)]
        knows_last = any(says_no_more(of[-1], other) for other in every)
    if not knows_last:
        return None
    place = -1
    for said in known:
        for later in range(place + 1, len(among)):
            if said == among[later] or (says_no_more is not None and says_no_more(said, among[later])):
                place = later
                break
        else:
            return None
    return place
