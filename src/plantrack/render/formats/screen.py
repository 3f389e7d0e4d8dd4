"""Lines with colours: Rich turns each piece into coloured text. Nothing else imports Rich."""

from collections.abc import Iterable

from rich.color import ColorSystem
from rich.style import Style as Colours

from plantrack.render import page
from plantrack.render.pieces import DrawnLine

_COLOURS: dict[page.Style, Colours] = {
    "": Colours.null(),
    "bold": Colours(bold=True),
    "dim": Colours(dim=True),
    "green": Colours(color="green"),
    "bold-green": Colours(color="green", bold=True),
    "yellow": Colours(color="yellow"),
    "red": Colours(color="red"),
    "bold-red": Colours(color="red", bold=True),
    "cyan": Colours(color="cyan"),
}


def write_coloured(lines: Iterable[DrawnLine]) -> str:
    """Return lines of pieces as text with the codes of the 16 colours that every terminal has."""
    return "".join(f"{_colour(line)}\n" for line in lines)


def _colour(line: DrawnLine) -> str:
    pieces = list(line)
    # What nobody sees at the end of a line is not written.
    while pieces and not pieces[-1][0].rstrip():
        pieces.pop()
    if pieces:
        text, style = pieces[-1]
        pieces[-1] = text.rstrip(), style
    return "".join(
        _COLOURS[style].render(text, color_system=ColorSystem.STANDARD) if style else text for text, style in pieces
    )
