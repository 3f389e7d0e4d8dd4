"""Texts that people see, as data: a whole sentence with named places, and what stands in them.

What says something makes a sentence; what draws it turns it into text. So a second language is a catalogue of
sentences, and nothing in the program is told apart by how it is worded.

>>> str(say("{item} is new", item="Thiết Bình"))
'Thiết Bình is new'
>>> str(say_counted("{count} row", "{count} rows", 2))
'2 rows'
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time

from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Number, Title
from plantrack.tuples import NamedTuple

MOST_LISTED = 20
_LONGEST_SHOWN = 60


class Figure(str):
    """A number as people read it in English: `1,234.5`, `80 %`, `<0.1`, `+12`. Another language has other signs."""

    __slots__ = ()


class Called(NamedTuple):
    """A kind, one of its stages or its attributes, by their ids. Another language calls it as the plan does."""

    kind: str
    stage: str | None = None  # or an attribute; None: the kind itself

    def __str__(self) -> str:
        return self.kind if self.stage is None else self.stage


class CalledTarget(NamedTuple):
    """A target, by its id. Another language calls it as the plan does: by its title."""

    id: str

    def __str__(self) -> str:
        return self.id


class Guessed(NamedTuple):
    """An id that was probably meant: it is what is to be typed. With it stands what its readers call it."""

    id: str
    label: "Title | Called | Sentence"

    def __str__(self) -> str:
        return str(self.write(str(self.label)))

    def write(self, label: str) -> "Sentence":
        """Return the id in quotes, with its label in the language of the reader."""
        return beside_title(self.id, label)


class Listed(NamedTuple):
    """An id among those that are known. Another language says beside it what it calls it."""

    id: str
    label: "Title | Called | Sentence"

    def __str__(self) -> str:
        return self.id


class Sentence(NamedTuple):
    """A whole sentence. `str` gives it in English."""

    text: str  # in English, with {named} places: how a catalogue finds it
    values: Mapping[str, "Value"]
    many: str | None = None  # how it reads where its {count} is not 1; None: it counts nothing
    meaning: str | None = None  # tells apart what English says in one word; None: it means one thing

    def __hash__(self) -> int:
        return hash((self.text, *self.values.values()))

    def __str__(self) -> str:
        return self.write(value_text)

    def write(self, text_of: Callable[["Value"], str]) -> str:
        """Return the sentence in English; `text_of` gives the text of each value in it."""
        text = self.text if self.many is None or self.values["count"] == 1 else self.many
        return text.format_map({name: text_of(value) for name, value in self.values.items()})


Value = str | Number | PartialDate | Title | Called | CalledTarget | Guessed | Listed | Sentence


class Fault(NamedTuple):
    """What is wrong and what to do, before anyone knows where."""

    message: Sentence
    hint: Sentence | None = None  # None: there is nothing to do, or whoever reads the message knows it


def say(text: str, /, **values: Value) -> Sentence:
    """Return a sentence; each place that it names is given."""
    return Sentence(text, values)


def say_counted(one: str, many: str, count: int, /, **values: Value) -> Sentence:
    """Return a sentence that reads in one way for a count of 1 and in another for all else."""
    return Sentence(one, {"count": count, **values}, many)


def say_meaning(meaning: str, text: str, /) -> Sentence:
    """Return a word that English has for several things, of which another language tells this one apart.

    >>> str(say_meaning("the goal", "of"))
    'of'
    """
    return Sentence(text, {}, meaning=meaning)


def say_either(choices: Sequence[Value]) -> Value:
    """Return `A`, `A or B`, `A or B or C` for what one may choose from."""
    said = choices[0]
    for choice in choices[1:]:
        said = say("{one} or {other}", one=said, other=choice)
    return said


KEYS_OF_RECORDS = {
    "date": say("date"),
    "expected": say("expected"),
    "value": say("value"),
    "name": say("name"),
    "target": say("target"),
    "kind": say("kind"),
    "item": say("item"),
    "stage": say("stage"),
    "text": say("text"),
    "ask": say("ask"),
    "decision": say("decision"),
    "source": say("source"),
    "note": say("note"),
}


def name_key(key: str, kind: str | None = None) -> Value:
    """Return what a key of a record is called; an attribute is called as its kind calls it, where one is given."""
    return KEYS_OF_RECORDS.get(key) or (key if kind is None else Called(kind, key))


def quoted(name: str) -> Sentence:
    """Return a name or a word as someone typed it, in quotes."""
    return say('"{name}"', name=name)


def beside_title(id: str, title: str) -> Sentence:
    """Return an id, which is to be typed, and beside it what it is called, where that says it in other words."""
    if title in (id, id.replace("-", " ")):
        return quoted(id)
    return say("{id} ({title})", id=quoted(id), title=title)


def list_values(values: Sequence[Value]) -> Value:
    """Return values one after the other: `A, B, C`; empty for none."""
    told = values[0] if values else ""
    for value in values[1:]:
        told = say("{first}, {other}", first=told, other=value)
    return told


def list_words(words: Iterable[Value]) -> Value:
    """Return words in a row; of very many the first, and how many more there are.

    >>> str(list_words(["date", "kind"]))
    'date, kind'
    >>> str(list_words(map(str, range(23))))[-15:]
    '19 and 3 others'
    """
    words = list(words)
    more = len(words) - MOST_LISTED
    if more <= 1:
        return list_values(words)
    return say("{words} and {count} others", words=list_values(words[:MOST_LISTED]), count=more)


def show_value(value: object) -> Value:
    """Return what someone wrote as an error names it: as TOML would write it, cut where it is long.

    >>> str(show_value("Thiết Bình")), str(show_value(True)), str(show_value([1, 2]))
    ('"Thiết Bình"', 'true', 'an array')
    """
    match value:
        case str():
            return quoted(value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…")
        case bool():
            return str(value).lower()
        case int() if abs(value) > 10**_LONGEST_SHOWN:
            return say("a number of more than 60 digits")
        case int() | float() | date() | time():
            return str(value)
        case list():
            return say("an array")
        case _:
            return say("a table")


def show_known(value: str | Number) -> Value:
    """Return what a plan says as an error names it: a text as someone wrote it, a number as its readers write theirs.

    >>> str(show_known("Thiết Bình")), show_known(12.5)
    ('"Thiết Bình"', 12.5)
    """
    return show_value(value) if isinstance(value, str) else value


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
    if "e" not in text:
        return text
    # Such numbers are rare, and decimal takes longer to import than most commands take to answer.
    from decimal import Decimal

    return f"{Decimal(text):f}"


def say_example(example: str) -> Sentence:
    """Return the hint that shows how something is written."""
    return say("such as {example}", example=example)


def say_how_to_write(typed: Value) -> Sentence:
    """Return the hint that shows what was typed as it is written."""
    return say("write it as {typed}", typed=typed)


def typed_words(*words: str) -> tuple[str, ...]:
    """Return words that people type, as data: no text of the program is made of them."""
    return words
