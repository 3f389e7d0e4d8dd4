"""Texts that people see, as data: a whole sentence with named places, and what stands in them.

What says something makes a sentence; what draws it turns it into text. So a second language is a catalogue of
sentences, and nothing in the program is told apart by how it is worded.

>>> str(say("{item} is new", item="Thiết Bình"))
'Thiết Bình is new'
>>> str(say_counted("{count} row", "{count} rows", 2))
'2 rows'
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Union

from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Number, Title

Value = Union[str, Number, PartialDate, Title, "Sentence"]


class Sentence(NamedTuple):
    """A whole sentence. `str` gives it in English."""

    text: str  # in English, with {named} places: how a catalogue finds it
    values: Mapping[str, Value]
    many: str | None = None  # how it reads where its {count} is not 1; None: it counts nothing

    def __str__(self) -> str:
        text = self.text if self.many is None or self.values["count"] == 1 else self.many
        return text.format_map({name: value_text(value) for name, value in self.values.items()})


def say(text: str, /, **values: Value) -> Sentence:
    """Return a sentence; each place that it names is given."""
    return Sentence(text, values)


def say_counted(one: str, many: str, count: int, /, **values: Value) -> Sentence:
    """Return a sentence that reads in one way for a count of 1 and in another for all else."""
    return Sentence(one, {"count": count, **values}, many)


def say_either(choices: Sequence[Value]) -> Value:
    """Return `A`, `A or B`, `A or B or C` for what one may choose from."""
    said = choices[0]
    for choice in choices[1:]:
        said = say("{one} or {other}", one=said, other=choice)
    return said


def quoted(name: str) -> Sentence:
    """Return a name or a word as someone typed it, in quotes."""
    return say('"{name}"', name=name)


def value_text(value: Value) -> str:
    """Return what stands in a place of a sentence, in English."""
    match value:
        case PartialDate():
            return value.text
        case int() | float():
            return exact_text(value)
        case _:
            return str(value)


def exact_text(number: Number) -> str:
    """Return a number as it was written: no digit is lost, and none is added.

    >>> exact_text(1e-05)
    '0.00001'
    """
    text = str(number)
    return f"{Decimal(text):f}" if "e" in text else text
