"""Text of users made harmless for a screen: nothing in it can move the cursor, colour, hide or reorder anything."""

from unicodedata import category

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
