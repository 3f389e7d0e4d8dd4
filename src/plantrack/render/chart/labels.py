"""Where the labels of a drawing have room: how wide a text is at most, and what would lie below it."""

from collections.abc import Iterable, Sequence

from plantrack.render.text.widths import measure_text
from plantrack.tuples import NamedTuple

TEXT = 13.0
ROW_HEIGHT = 18.0
# How far letters reach above and below the line on which they stand, and how wide one is in the widest common font, in
# its size; in a running text, which has more narrow ones, less.
_ASCENT, _DESCENT = 0.85, 0.3
PROSE_LETTER = 0.585
_LETTER, _CAPITAL, _WIDEST = 0.65, 0.8, 1.05
_WIDE_LETTERS = frozenset("WMmw@%…—–ƯưƠơ½⁄")


class Spot(NamedTuple):
    """A point of a drawing."""

    x: float
    y: float


Stroke = tuple[Spot, Spot]


class Box(NamedTuple):
    """What a text covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes have more than an edge in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def lies_in(self, other: "Box") -> bool:
        """Tell whether nothing of it is outside of another box."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def is_crossed(self, stroke: Stroke) -> bool:
        """Tell whether a straight line goes through it."""
        (x, y), (to_x, to_y) = stroke
        enters, leaves = 0.0, 1.0
        for start, length, low, high in ((x, to_x - x, self.left, self.right), (y, to_y - y, self.top, self.bottom)):
            if length == 0:
                if not low < start < high:
                    return False
                continue
            first, last = sorted(((low - start) / length, (high - start) / length))
            enters, leaves = max(enters, first), min(leaves, last)
        return enters < leaves


def measure_label(text: str, size: float = TEXT, letter: float = _LETTER) -> float:
    """Return how wide a text is, at most, in units of the drawing. `letter` is the width of most, in the size."""
    return size * sum(_measure_letter(one, letter) for one in text)


def _measure_letter(letter: str, usual: float) -> float:
    if letter in _WIDE_LETTERS:
        return _WIDEST
    return _CAPITAL if letter.isupper() else usual * measure_text(letter)


def box_around(spot: Spot, width: float, anchor: str) -> Box:
    """Return what a text covers that stands on a spot: it starts there, has its middle there, or ends there."""
    left = spot.x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(left, spot.y - _ASCENT * TEXT, left + width, spot.y + _DESCENT * TEXT)


def push_apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places between low and high, as near to what rising ones are wanted as it goes, with a gap between each.

    >>> push_apart([10, 12, 50], 18, 0, 100)
    [2.0, 20.0, 50.0]
    """
    # Those that would be too close stand around the middle of what they want, as one block.
    blocks: list[list[float]] = []
    for place, want in enumerate(wanted):
        blocks.append([want - place * gap])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    most = max(high - (len(wanted) - 1) * gap, low)
    starts = [min(max(_mean(block), low), most) for block in blocks for _ in block]
    return [start + place * gap for place, start in enumerate(starts)]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
