"""What a chart is drawn with, where all signs can be written and where only those of ASCII can."""

from plantrack.tuples import NamedTuple


class Signs(NamedTuple):
    """What a chart is drawn with: `actual` by its height in a cell, `planned` by twice its place there."""

    actual: str
    planned: str
    goal: str
    measured: str
    expected: str
    side: str
    side_tick: str
    corner: str
    foot: str
    foot_tick: str
    between: str  # parts of a sentence


DRAWN = Signs("▂▄▆█", "..···˙˙", "╌", "◆", "◦", "│", "┤", "└", "─", "┬", " · ")
ASCII = Signs("####", ".......", "-", "o", ":", "|", "+", "+", "-", "+", ", ")
