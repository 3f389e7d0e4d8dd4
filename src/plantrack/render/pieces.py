"""A cell or a line as it is written: pieces of text, each with its style; and how it is wrapped or cut to a width."""

from collections.abc import Iterable, Iterator, Sequence

from plantrack.render.page import Bar, Cell, Piece, Style
from plantrack.render.text.visible import visible
from plantrack.render.text.widths import ELLIPSIS, cut_text, find_breaks, measure_text
from plantrack.render.text.writer import ENGLISH, Writer

Drawn = tuple[str, Style]
DrawnLine = Sequence[Drawn]
NOTHING: DrawnLine = (("", ""),)
WIDEST_BAR = 24


def measure_line(line: DrawnLine) -> int:
    """Return how many cells of a screen a line fills."""
    return sum(measure_text(text) for text, _ in line)


def wrap_line(line: DrawnLine, width: int) -> Iterator[DrawnLine]:
    """Give the lines into which one wraps, each as far from the left as it begins."""
    text = "".join(text for text, _ in line)
    # Most lines fit, and need no look at their words.
    if measure_text(text) <= width and text == text.strip(" "):
        yield [("", ""), *slice_line(line, 0, len(text))]
        return
    indent = min(len(text) - len(text.lstrip(" ")), width // 2)
    for start, end in find_breaks(text[indent:], width - indent):
        yield [(" " * indent, ""), *slice_line(line, indent + start, indent + end)]


def cut_line(line: DrawnLine, width: int) -> DrawnLine:
    """Return what fits of a line, with an ellipsis where that is not all."""
    # Spaces at the end are not seen.
    text = "".join(text for text, _ in line).rstrip()
    cut = cut_text(text, width)
    if cut == text:
        return line
    *kept, (last, style) = slice_line(line, 0, len(cut))
    return [*kept, (last[:-1] + ELLIPSIS, style)]


def slice_line(line: DrawnLine, start: int, end: int) -> Iterator[Drawn]:
    """Give the pieces of a line from one character to another."""
    place = 0
    for text, style in line:
        piece = text[max(start - place, 0) : max(end - place, 0)]
        if piece:
            yield piece, style
        place += len(text)


def write_plain(lines: Iterable[DrawnLine]) -> str:
    """Return lines as text without colours, for a pipe or a screen that has none: no Rich, which takes far longer."""
    return "".join(["".join([text for text, _ in line]).rstrip() + "\n" for line in lines])


def draw_cell(cell: Cell, style: Style, writer: Writer = ENGLISH) -> DrawnLine:
    """Return a cell on one line. `style` is that of its column."""
    match cell:
        case None:
            return NOTHING
        case Bar():
            return draw_bar(cell, WIDEST_BAR)
        case Piece():
            return ((visible(writer.write(cell.text)), cell.style or style),)
        case list():
            return tuple((visible(writer.write(piece.text)), piece.style or style) for piece in cell)
        case _:
            return ((visible(writer.write(cell)), style),)


def draw_bar(bar: Bar, width: int) -> DrawnLine:
    """Draw the baseline's share low and dim, what was gained high, and a tick where it should be."""
    zero = min(bar.baseline, 0) if bar.goal > bar.baseline else bar.baseline
    scale = bar.goal - zero

    def cells_up_to(value: float) -> int:
        return int(min(max((value - zero) / scale * width, 0), width))

    at_baseline, at_actual = cells_up_to(bar.baseline), cells_up_to(bar.actual)
    is_better = bar.actual > bar.baseline if scale > 0 else bar.actual < bar.baseline
    if is_better and at_actual == at_baseline:
        # Any gain is seen.
        at_actual = min(at_baseline + 1, width)
        at_baseline = at_actual - 1
    low = min(at_baseline, at_actual)
    drawn: list[Drawn] = [("▃" * low, "dim"), ("▆" * (at_actual - low), bar.style), ("▁" * (width - at_actual), "dim")]
    if bar.planned is None:
        return drawn
    tick = min(cells_up_to(bar.planned), width - 1)
    return [*slice_line(drawn, 0, tick), ("┃", "bold"), *slice_line(drawn, tick + 1, width)]
