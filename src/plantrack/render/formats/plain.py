"""Lines without colours, for a pipe or a screen that has none: no Rich is imported, which takes far longer."""

from collections.abc import Iterable

from plantrack.render.pieces import DrawnLine


def write_plain(lines: Iterable[DrawnLine]) -> str:
    """Return lines of pieces as text."""
    return "".join(["".join([text for text, _ in line]).rstrip() + "\n" for line in lines])
