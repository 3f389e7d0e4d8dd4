"""Addresses of the web in a text: where a link begins, and where the sentence around it goes on."""

import re
from collections.abc import Iterator

from plantrack.tuples import NamedTuple

_ADDRESS = re.compile(r"(?<![^\W_])https?://\S+", re.IGNORECASE)
# Word and phones make the quotes round.
_ENDS = ".,:;!?'\"\u201c\u201d\u2018\u2019\u00bb\u2026"
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}


class Passage(NamedTuple):
    """A part of a text."""

    text: str
    is_address: bool


def split_addresses(text: str) -> Iterator[Passage]:
    """Give a text in parts: what begins with http:// or https:// is an address, and all else is none.

    >>> [passage.text for passage in split_addresses("see https://example.org/a.")]
    ['see ', 'https://example.org/a', '.']
    """
    position = 0
    for match in _ADDRESS.finditer(text):
        address = strip_end_of_sentence(match[0])
        if len(address) > address.find("://") + len("://") > len("://"):
            if position < match.start():
                yield Passage(text[position : match.start()], is_address=False)
            yield Passage(address, is_address=True)
            position = match.start() + len(address)
    if position < len(text):
        yield Passage(text[position:], is_address=False)


def strip_end_of_sentence(address: str) -> str:
    """Return an address without the signs after it that belong to the sentence around it.

    >>> strip_end_of_sentence("https://example.org/Hà_Nội_(tỉnh)).")
    'https://example.org/Hà_Nội_(tỉnh)'
    """
    unopened = {closing: address.count(closing) - address.count(opening) for closing, opening in _BRACKETS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _ENDS:
            break
        end -= 1
    return address[:end]
