"""Values as the people of one language read them: the one place where a value becomes text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from plantrack.plan.model import Kind, Target
from plantrack.plan.sentences import Sentence, Value
from plantrack.plan.typed.words import Language
from plantrack.render.text.visible import visible
from plantrack.render.text.wording import worded

if TYPE_CHECKING:
    from plantrack.render.page import Table

# From so many on sentences of one text are written all at once.
_MANY = 100


class Writer:
    """English, in which all texts of the program are written. Another language is a class beside it."""

    language: Language = "en"
    point = "."  # of decimals

    def write(self, value: Value) -> str:
        """Return a value as it stands on a page: thousands are grouped."""
        return worded(value)

    def write_all(self, values: Sequence[Value | None]) -> list[str]:
        """Return many values as they stand on a page, an empty text for None; what many have in common is written once.

        >>> ENGLISH.write_all(["Thiết Bình", None, 1250])
        ['Thiết Bình', '', '1,250']
        """
        if {*map(type, values)} <= {str}:
            return [value for value in values if isinstance(value, str)]
        others = {id(value): value for value in values if value is not None and type(value) is not str}
        written = {id(None): ""}
        alike: defaultdict[tuple[str, ...], list[Sentence]] = defaultdict(list)
        for key, value in others.items():
            if isinstance(value, Sentence) and value.values and value.many is None:
                alike[value.text, *value.values].append(value)
            else:
                written[key] = self.write(value)
        for (text, *names), sentences in alike.items():
            written.update(zip(map(id, sentences), self._write_alike(text, names, sentences), strict=True))
        return [value if type(value) is str else written[id(value)] for value in values]

    def _write_alike(self, text: str, names: Sequence[str], sentences: Sequence[Sentence]) -> Iterable[str]:
        """Give sentences of one text, each of whose values have these names."""
        # Few are written one by one. A place may say how its value is to be written, and a unit is none like others.
        if len(sentences) < _MANY or "unit" in names:
            return map(self.write, sentences)
        parts = re.split(r"\{(\w+)\}", self.find_text(text))
        if any("{" in part for part in parts):
            return map(self.write, sentences)
        columns = [
            self.write_all([sentence.values[part] for sentence in sentences]) if place % 2 else repeat(part)
            for place, part in enumerate(parts)
        ]
        return map("".join, zip(*columns, strict=False))

    def find_text(self, text: str) -> str:
        """Return the text of a sentence that counts nothing, with its places."""
        return text

    def tell(self, value: Value) -> str:
        """Return a value as it stands in a message: numbers are as they were written."""
        return str(value)

    def tell_line(self, value: Value) -> str:
        """Return a message on a line of its own, as a screen may show it."""
        return f"{visible(self.tell(value))}\n"

    def translate(self, text: str) -> str:
        """Return a fixed text of the help."""
        return text

    def learn(self, kinds: Mapping[str, Kind], targets: Mapping[str, Target]) -> None:
        """Learn from a plan that was read what its kinds with their stages, and its targets, are called."""

    def write_dates(self, table: "Table") -> "Table":
        """Return a table with its dates as people read them."""
        return table

    def write_date(self, date: str) -> str:
        """Return a date as a plan file has it as it stands in a table."""
        return date


ENGLISH = Writer()
