"""What the parser of TOML says, as sentences: it has words for it in English alone."""

import re

from plantrack.plan.sentences import Sentence, Value, say

_SAID = {
    str(reason): reason
    for reason in (
        say("Invalid statement"),
        say("Expected newline or end of document after a statement"),
        say("Expected ']' at the end of a table declaration"),
        say("Expected ']]' at the end of an array declaration"),
        say("Expected '=' after a key in a key/value pair"),
        say("Invalid initial character for a key part"),
        say("Unclosed array"),
        say("Unclosed inline table"),
        say("Unescaped '\\' in a string"),
        say("Invalid hex value"),
        say("Escaped character is not a Unicode scalar value"),
        say("Invalid date or datetime"),
        say("Invalid value"),
    )
}
_EXPECTS = re.compile(r"Expected (.+)", re.DOTALL)
_CHARACTER = re.compile(r"Found invalid character (.+)", re.DOTALL)
_MUTATED = re.compile(r"Cannot mutate immutable namespace (.+)", re.DOTALL)
_REDEFINED = re.compile(r"Cannot redefine namespace (.+)", re.DOTALL)
_KEY = re.compile(r"Duplicate inline table key (.+)", re.DOTALL)


def say_reason_of_parser(parsed: str) -> Value:
    """Return what the parser says as a sentence; as it is, where it is none that is known."""
    known: Sentence | None = _SAID.get(parsed)
    if known is not None:
        return known
    if match := _EXPECTS.fullmatch(parsed):
        return say("Expected {sign}", sign=match[1])
    if match := _CHARACTER.fullmatch(parsed):
        return say("Found invalid character {sign}", sign=match[1])
    if match := _MUTATED.fullmatch(parsed):
        return say("Cannot mutate immutable namespace {key}", key=match[1])
    if match := _REDEFINED.fullmatch(parsed):
        return say("Cannot redefine namespace {key}", key=match[1])
    if match := _KEY.fullmatch(parsed):
        return say("Duplicate inline table key {key}", key=match[1])
    return parsed
