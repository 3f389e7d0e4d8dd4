"""How bash reads a line that is not yet complete, and how a word is written so that bash reads just that word."""

import re

from plantrack.tuples import NamedTuple

_SPECIAL = re.compile(r"[^\w@%+=:,./\u0080-\U0010ffff-]|\s")


class TypedLine(NamedTuple):
    """A line up to the cursor, as bash would pass its words."""

    words: list[str]  # before the one at the cursor
    current: str  # the word at the cursor
    kept: str  # the part of it that stays as it is typed: readline replaces what comes after it
    quote: str  # within which what is replaced stands; empty: within none
    is_redirection: bool  # the word is no argument, but a file to write to or to read from


def read_bash_line(line: str, breaks: str) -> TypedLine:
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
    return TypedLine(
        words=words,
        current=current,
        kept=current[: opened if quote else broken],
        quote=quote,
        is_redirection=redirected,
    )


def quote_word(word: str, quote: str = "") -> str:
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
