"""Bring the catalogue of another language up to date, and compile it: `python tools/catalogue.py`.

Every text of the program is taken from where it stands: sentences from the code, where `say` makes them, the help from
the commands themselves, and what explains the plans to start from. What is new stands in the catalogue without a
translation, and is named; what is said no more is dropped. Then the compiled catalogue is written beside it: that is
the one which the program reads.
"""

import inspect
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as CatalogueMessage
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from plantrack.cli.app import build_program
from plantrack.cli.explaining.usage import PLACEHOLDER, split_blocks
from plantrack.cli.registry import COMMANDS, GROUPS, REGISTRY
from plantrack.store.starting import collect_texts

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "plantrack"
LANGUAGE = "vi"
CATALOGUE = SOURCE / "store" / "languages" / f"{LANGUAGE}.po"
COMPILED = CATALOGUE.with_suffix(".mo")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "say": None,
    "say_counted": (1, 2),
    "say_meaning": ((1, "c"), 2),
}
HEAD = "Texts of plantrack in Vietnamese. {day:long}, {day:bare} and {day:short} say how a date is written."


WHEN = datetime(2026, 1, 1, tzinfo=UTC)


class Message(NamedTuple):
    """A text to translate, and where it stands."""

    id: str | tuple[str, ...]  # two: for a count of 1, and for all else
    place: str
    meaning: str | None = None  # which one, of a text that means several things


class TextCatalogue(Catalog):
    """A catalogue that does not say which version of Babel made it: its bytes are those of its texts."""

    def __iter__(self) -> Iterator[CatalogueMessage]:
        """Give what stands before all texts, without the version, and the texts."""
        for message in super().__iter__():
            if not message.id:
                message.string = re.sub(r"(?m)^Generated-By: .*\n", "", str(message.string))
            yield message


@cache
def collect_messages() -> list[Message]:
    """Return each text of the program that people see: they are the same as long as this program runs."""
    return [*_collect_sentences(), *_collect_help()]


def _collect_sentences() -> Iterator[Message]:
    """Give each text that the code makes a sentence of."""
    for path in sorted(SOURCE.rglob("*.py")):
        with path.open("rb") as file:
            for _, message, _, meaning in extract("python", file, KEYWORDS, options={"encoding": "utf-8"}):
                yield Message(message, str(path.relative_to(SOURCE)), meaning)
    for path in sorted((SOURCE / "store" / "templates").glob("*.toml")):
        for text in collect_texts(path.read_text(encoding="utf-8")):
            yield Message(text, str(path.relative_to(SOURCE)))


def _collect_help() -> Iterator[Message]:
    """Give each text of the help: what a command is for, its options, and what stands below."""
    program = build_program()
    yield from (Message(group, "help") for group in GROUPS)
    yield from (Message(command.summary, "help") for command in COMMANDS)
    for name in (None, *REGISTRY):
        command = program if name is None else program.get_command(None, name)
        place = f"help of {name or 'the program'}"
        yield Message(inspect.cleandoc(command.help), place)
        context = command.context_class(command, **command.context_settings)
        typed = [*command.collect_usage_pieces(context)]
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            typed += [record[0]] if record else []
            if parameter.help:
                yield Message(parameter.help, place)
        yield from (Message(word, place) for word in re.findall(PLACEHOLDER, " ".join(typed)))
        for block in split_blocks(command.epilog):
            is_examples = name is not None
            yield Message(block.partition("\n")[0] if is_examples else block.rstrip("\n"), place)


def update_catalogue(written: str) -> Catalog:
    """Return a catalogue, given as it is written, with all texts of the program and no others."""
    known = read_po(io.StringIO(written), locale=LANGUAGE)
    # Without a clock: what is compiled changes where a text does.
    catalogue = TextCatalogue(locale=LANGUAGE, creation_date=WHEN, revision_date=WHEN, fuzzy=False)
    for id, place, meaning in collect_messages():
        one = id if isinstance(id, str) else id[0]
        text = find_translation(known, one, meaning)
        # A line would change with every change of the code.
        catalogue.add(id, text if isinstance(id, str) else (text,), locations=[(place, 0)], context=meaning)
    return catalogue


def write_catalogue(catalogue: Catalog) -> str:
    """Return a catalogue as it is written."""
    file = io.BytesIO()
    write_po(file, catalogue, width=120, omit_header=True, include_lineno=False, sort_by_file=False)
    header = f'# {HEAD}\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    plural = '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return header + plural + file.getvalue().decode()


def compile_catalogue(catalogue: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def find_translation(catalogue: Catalog, text: str, meaning: str | None = None) -> str:
    """Return how a text reads in the other language; empty where nobody has translated it."""
    found = catalogue.get(text, meaning)
    return "" if found is None or not found.string else "".join(found.string)


def find_lacking(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation."""
    ids = ((message.id if isinstance(message.id, str) else message.id[0], message.context) for message in catalogue)
    return [id for id, meaning in ids if id and not find_translation(catalogue, id, meaning)]


if __name__ == "__main__":
    brought = update_catalogue(CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else "")
    CATALOGUE.write_text(write_catalogue(brought), encoding="utf-8")
    COMPILED.write_bytes(compile_catalogue(brought))
    for lacking in find_lacking(brought):
        print(f"no translation: {lacking}")
