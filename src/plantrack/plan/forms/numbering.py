"""What the rows of a form are numbered with, the groups in which they stand, and the figures that only forms have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from plantrack.plan.arithmetic.exact import divide_to_whole, exact
from plantrack.plan.model import Kind, Number, Title
from plantrack.plan.reports.status import TargetStatus
from plantrack.tuples import NamedTuple

Common = TypeVar("Common")

_NUMERALS_OF_GROUPS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
# Of a percent: two places.
_HUNDREDTHS = 100


class FormGroup(NamedTuple):
    """The targets that count items of one kind, or those that are measured."""

    number: str  # Roman
    kind: str | None  # None: they are measured
    title: Title | None  # of the kind
    targets: Sequence[TargetStatus]


def write_roman(number: int) -> str:
    """Return a number from 1 as groups are numbered.

    >>> [write_roman(number) for number in (1, 4, 9, 14, 48)]
    ['I', 'IV', 'IX', 'XIV', 'XLVIII']
    """
    written = ""
    for value, sign in _NUMERALS_OF_GROUPS:
        times, number = divmod(number, value)
        written += sign * times
    return written


def group_targets(targets: Sequence[TargetStatus], kinds: Mapping[str, Kind]) -> Iterator[FormGroup]:
    """Give targets under the kinds that they count, in the order of the plan; what is measured stands last."""
    number = 0
    for kind in (*kinds.values(), None):
        of_kind = [target for target in targets if target.kind == (None if kind is None else kind.id)]
        if of_kind:
            number += 1
            numeral = write_roman(number)
            yield FormGroup(numeral, kind.id if kind else None, kind.title if kind else None, of_kind)


def find_share(part: Number | None, whole: Number | None) -> float | None:
    """Return a part of a whole in percent to two places, a half away from zero; None where it has no meaning.

    >>> find_share(116, 159), find_share(30, 43), find_share(5, 0)
    (72.96, 69.77, None)
    """
    if part is None or whole is None or whole <= 0:
        return None
    return divide_to_whole(exact(part) * 100 * _HUNDREDTHS, exact(whole)) / _HUNDREDTHS


def find_common(values: Iterable[Common | None]) -> Common | None:
    """Return the one value that all have; None where one has none, or they have several.

    >>> find_common(["ha", "ha"]), find_common(["ha", "km"]), find_common([])
    ('ha', None, None)
    """
    first, *others = dict.fromkeys(values) or (None,)
    return None if others else first
