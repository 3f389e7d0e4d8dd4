"""Elements of HTML and SVG as text, in which nothing that somebody wrote into a plan is markup."""

from typing import NewType
from urllib.parse import quote

from plantrack.render.text.visible import visible

Markup = NewType("Markup", str)

NOTHING_MARKED = Markup("")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# What never has anything in it; all others are closed by a tag of their own, as HTML wants it.
_ALONE = {"br", "circle", "col", "line", "meta", "path", "rect"}


def escape_markup(text: str) -> Markup:
    """Return markup that shows just this text, on one line; what neither XML nor HTML may hold is shown as an escape.

    >>> print(escape_markup('<b> & "\\uffff'))
    &lt;b&gt; &amp; &quot;\\uffff
    """
    shown = visible(text)
    if not shown.isprintable():
        shown = "".join(map(_show_noncharacter, shown))
    return Markup(shown.translate(_ESCAPES))


def _show_noncharacter(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF else character


def encode_address(address: str) -> str:
    """Return an address in which what cannot be shown stands for itself, as %0A for the end of a line.

    >>> encode_address("https://example.org/Hà\u202eNội")
    'https://example.org/Hà%E2%80%AENội'
    """
    return "".join(one if escape_markup(one) in (one, _ESCAPES.get(ord(one))) else quote(one) for one in address)


def element(tag: str, *content: Markup, **attributes: str | float | None) -> Markup:
    """Return an element. An underscore in the name of an attribute is a hyphen; one that is None is left out.

    >>> print(element("text", escape_markup("a < b"), x=1.25, text_anchor="end", class_=None))
    <text x="1.2" text-anchor="end">a &lt; b</text>
    """
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_write_attribute(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{tag}{given}/>" if tag in _ALONE else f"<{tag}{given}>{''.join(content)}</{tag}>")


def join_markup(*parts: Markup) -> Markup:
    """Return elements one after the other."""
    return Markup("".join(parts))


def _write_attribute(value: str | float) -> str:
    return escape_markup(value) if isinstance(value, str) else write_coordinate(value)


def write_coordinate(value: float) -> str:
    """Return a number of a drawing, to a tenth.

    >>> write_coordinate(12.0), write_coordinate(12.34)
    ('12', '12.3')
    """
    return f"{value:.1f}".removesuffix(".0")
