"""Text made fit for where it is shown.

Of users it is made harmless for a screen: nothing in it can move the cursor, colour, hide or reorder anything. For a
stream that cannot take every character signs give way to plain ones, and letters lose their accents.
"""

import codecs
from unicodedata import category, normalize

_PLAIN_SIGNS = dict(zip("✓●◐▼✗○·▃▆▁┃▂▄█◆╌│┤└─┬˙–…×đĐ", "+o~vx-.=#_|###o-|++-+.-~xdD", strict=True)) | {"→": "->"}
_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def visible(text: str) -> str:
    """Return a text on one line in which control, format and broken characters are shown as escapes."""
    if text.isprintable():
        return text
    return "".join(_escape_character(character) if category(character) in _UNSAFE else character for character in text)


def visible_lines(text: str) -> str:
    """Return a text of several lines, each made visible."""
    return "\n".join(map(visible, text.split("\n")))


def _escape_character(character: str) -> str:
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character) or character.encode("unicode_escape").decode()


def writable(text: str, encoding: str) -> str:
    """Return a text in which what an encoding lacks is replaced by what looks like it, or else escaped."""
    return text.encode(encoding, _LOOKS_ALIKE).decode(encoding)


def _look_alike(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    written = ""
    for character in error.object[error.start : error.end]:
        parts = normalize("NFD", character) if character.isalpha() or category(character) == "Mn" else character
        alike = _PLAIN_SIGNS.get(character) or "".join(part for part in parts if category(part) != "Mn")
        written += alike if alike.isascii() else character.encode("ascii", "backslashreplace").decode()
    return written, error.end


_LOOKS_ALIKE = "plantrack.alike"
codecs.register_error(_LOOKS_ALIKE, _look_alike)
