"""The plans to start from: each is written once, in English, and what explains it in the language that is asked for."""

import re
from collections.abc import Callable

from plantrack.store import disk

# Lines that begin with "#" and no space are parts of a plan that can be used.
_COMMENTS = re.compile(r"^# .*(?:\n# .*)*$", re.MULTILINE)
_PLAN_LINE = re.compile(r"^(?P<said>#?[^#\s].*?)(?:(?P<gap> +)# (?P<comment>.*))?$", re.MULTILINE)
# What the skeleton calls its examples, and who promised what, in words and not by a link. In Hanoi's plan all that is
# called by a name has one in each language.
_NAMED = re.compile(r'^(#?(?:title|unit|group|owner|note|item|started|source) = ")(?!https?://)([^"]+)')

Translate = Callable[[str], str]


def write_start(name: str, translate: Translate) -> bytes:
    """Return one of the plans that come with plantrack, with its comments translated."""
    return translate_plan(disk.read_template(name).decode(), translate).encode()


def collect_texts(text: str) -> list[str]:
    """Return what there is to translate in the text of a plan."""
    found: list[str] = []

    def collect(told: str) -> str:
        found.append(told)
        return told

    translate_plan(text, collect)
    return found


def translate_plan(text: str, translate: Translate) -> str:
    """Return the text of a plan with its comments and the names of its examples translated, line for line."""
    text = _COMMENTS.sub(lambda found: _translate_comments(found[0], translate), text)
    return _PLAN_LINE.sub(lambda found: _translate_line(found, translate), text)


def _translate_comments(comments: str, translate: Translate) -> str:
    told = translate("\n".join(line.removeprefix("# ") for line in comments.split("\n")))
    return "\n".join(f"# {line}" for line in told.split("\n"))


def _translate_line(found: re.Match[str], translate: Translate) -> str:
    said = _NAMED.sub(lambda named: named[1] + translate(named[2]), found["said"])
    if found["comment"] is None:
        return said
    # What explains stands where it stood, unless the line is longer.
    gap = max(1, len(found["said"]) + len(found["gap"]) - len(said))
    return f"{said}{' ' * gap}# {translate(found['comment'])}"
