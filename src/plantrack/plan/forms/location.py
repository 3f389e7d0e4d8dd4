"""Where an item lies: which attributes of its kind say so, told by what they are called, and what they say of it."""

from collections.abc import Mapping, Sequence

from plantrack.plan.model import AttributeValue, Kind
from plantrack.plan.naming.cleaning import clean_text
from plantrack.plan.naming.words import split_words
from plantrack.plan.sentences import typed_words
from plantrack.tuples import NamedTuple

# What such an attribute begins with, in its id or in a label: a cooperative (hợp tác xã) is no place.
_SMALL_PLACES = typed_words("commune", "ward", "xã", "phường")
_GREAT_PLACES = typed_words("district", "quận", "huyện")


class Location(NamedTuple):
    """Where an item lies: `Thiết Bình (Đông Anh)`."""

    place: str  # the smallest place that is known
    within: str | None  # the greater one in which it lies; None: not known


def list_location_attributes(kind: Kind) -> list[str]:
    """Return the attributes that say where an item of a kind lies, the smaller places first."""
    return [*_list_called(kind, _SMALL_PLACES), *_list_called(kind, _GREAT_PLACES)]


def _list_called(kind: Kind, begins: Sequence[str]) -> list[str]:
    firsts = {word.full for text in begins for word in split_words(clean_text(text)).words}
    return [
        attribute
        for attribute, declared in kind.attributes.items()
        if not declared.is_number
        and any(
            word.full in firsts
            for text in (attribute, *kind.labels.get(attribute, ()))
            for word in split_words(clean_text(text)).words[:1]
        )
    ]


def find_location(attributes: Sequence[str], values: Mapping[str, AttributeValue | None]) -> Location | None:
    """Return where an item lies, given the attributes that say so; None where it is not known."""
    known = list(dict.fromkeys(str(value) for name in attributes if (value := values.get(name)) is not None))
    return Location(known[0], known[1] if len(known) > 1 else None) if known else None
