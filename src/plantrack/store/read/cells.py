"""Texts as they are typed or stand in a file of them: their lines, and the typed values of attributes."""

from typing import assert_never

from plantrack.plan.keys import AttributeType
from plantrack.plan.model import AttributeValue
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.sentences import Sentence, say
from plantrack.plan.typed.words import Manner

# The container of Excel before 2007, and of every workbook with a password.
OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook, of whatever age."""
    return content.startswith((_ZIP, OLE))


def decode_text(path: str, content: bytes, hint: Sentence | None = None) -> str:
    """Return the text of a file in UTF-8, with a byte order mark or without; raise UsageError for anything else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse_encoding(path, content.count(b"\n", 0, error.start) + 1, hint) from error


def refuse_encoding(path: str, line: int, hint: Sentence | None) -> UsageError:
    """Return the error of a file that is in another encoding, or no text at all."""
    return UsageError(Problem(say("is not UTF-8 text"), hint, file=path, line=line))


def filled_lines(path: str, content: bytes) -> dict[int, str]:
    """Return the lines of a text that are not empty, by their number, spaces around them cut."""
    lines = enumerate(decode_text(path, content).split("\n"), 1)
    return {number: line.strip() for number, line in lines if line.strip()}


def read_attribute(text: str, type: AttributeType, manner: Manner) -> AttributeValue:
    """Read the value of an attribute as it is typed; raise Unreadable where it is none."""
    match type:
        case "text":
            return text
        case "number":
            # Most commands take no number that is typed.
            from plantrack.plan.typed.figures import read_number

            return read_number(text, manner)
        case _:
            assert_never(type)
