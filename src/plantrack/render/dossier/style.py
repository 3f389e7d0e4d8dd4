"""What of the style sheet is made: the colours of the palette, and the texts at the foot of each sheet."""

from plantrack.render.palette import FONTS, PALETTE
from plantrack.render.text.visible import visible


def write_colours(ground: str) -> str:
    """Return the colours as properties of a style sheet, for a `light` or a `dark` ground.

    >>> write_colours("dark").startswith("--paper:#15171a;--ink:")
    True
    """
    return ";".join(f"--{use}:{colour.dark if ground == 'dark' else colour.light}" for use, colour in PALETTE.items())


def write_fonts() -> str:
    """Return the fonts, all of which have every letter of Vietnamese."""
    return ",".join((*FONTS, "sans-serif"))


def quote_text(text: str) -> str:
    r"""Return a text as a style sheet has it, in which nothing of it is anything but text.

    >>> print(quote_text('a "plan"</style>'))
    "a \22 plan\22 \3c \2f style\3e "
    """
    shown = (one if one.isalnum() or one == " " else f"\\{ord(one):x} " for one in visible(text))
    return f'"{"".join(shown)}"'
