"""Text for a stream that cannot take every character: signs give way to plain ones, letters lose their accents."""

import codecs
from unicodedata import category, normalize

_PLAIN_SIGNS = dict(zip("✓●◐▼✗○·▃▆▁┃▂▄█◆╌│┤└─┬˙–…×đĐ", "+o~vx-.=#_|###o-|++-+.-~xdD", strict=True)) | {"→": "->"}


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
