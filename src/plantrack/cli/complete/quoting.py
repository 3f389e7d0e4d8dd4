"""How bash reads a line that is not yet complete, and how a word is written so that bash reads just that word."""

import re
from typing import NamedTuple

_SPECIAL = re.compile(r"[^\w@%+=:,./\u0080-\U0010ffff-]|\s")


class Typed(NamedTuple):
    """A line up to the cursor: the words before, and the word at the cursor, as bash would pass them.

    `kept` is the part of that word that stays as it is typed: readline replaces what comes after it, which stands
    within `quote` where that is not empty. `is_redirection` tells that the word is no argument, but a file to write to
    or to read from.
    """

    words: list[str]
    current: str
    kept: str
    quote: str
    is_redirection: bool


def read(line: str, breaks: str) -> Typed:
    """Read a line up to the cursor; `breaks` are the characters after which readline begins to replace."""
    words: list[str] = []
    current = quote = ""
    begun = escaped = redirected = False
    broken = opened = 0
    for character in line:
        if escaped:
            current += character if quote == "" or character in '"\\$`' else f"\\{character}"
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = begun = True
        elif quote and character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote, opened, begun = character, len(current), True
        elif not quote and (character.isspace() or character in "<>"):
            arrow = not character.isspace()
            # The number in 2> is no word.
            words += [current] if begun and not redirected and not (arrow and current.isdigit()) else []
            redirected = arrow or (redirected and not begun)
            current, begun, broken = "", False, 0
        else:
            current += character
            begun = True
            if not quote and character in breaks:
                broken = len(current)
    return Typed(words, current, current[: opened if quote else broken], quote, redirected)


def write(word: str, quote: str = "") -> str:
    """Write a word for bash, in these quotes or in none; whatever it holds, nothing is obeyed.

    Both quotes belong to it: readline doubles neither, and without them takes one that the word begins or ends with
    for its own.
    """
    match quote:
        case "'":
            return "'" + word.replace("'", "'\\''") + "'"
        case '"':
            # A mark of exclamation recalls an earlier line, unless it stands outside of the quotes.
            return '"' + re.sub(r'[\\"$`]', r"\\\g<0>", word).replace("!", '"\\!"') + '"'
        case _:
            return _SPECIAL.sub(r"\\\g<0>", word)
