"""Values as the people of one language read them: the one place where a value becomes text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plantrack.plan.model import Kind
from plantrack.plan.sentences import Value
from plantrack.plan.typed.words import Language
from plantrack.render.text.visible import visible
from plantrack.render.text.wording import worded

if TYPE_CHECKING:
    from plantrack.render.page import Table


class Writer:
    """English, in which all texts of the program are written. Another language is a class beside it."""

    language: Language = "en"
    point = "."  # of decimals

    def write(self, value: Value) -> str:
        """Return a value as it stands on a page: thousands are grouped."""
        return worded(value)

    def tell(self, value: Value) -> str:
        """Return a value as it stands in a message: numbers are as they were written."""
        return str(value)

    def tell_line(self, value: Value) -> str:
        """Return a message on a line of its own, as a screen may show it."""
        return f"{visible(self.tell(value))}\n"

    def translate(self, text: str) -> str:
        """Return a fixed text of the help."""
        return text

    def learn(self, kinds: Mapping[str, Kind]) -> None:
        """Learn from a plan that was read what its kinds and their stages are called."""

    def write_dates(self, table: "Table") -> "Table":
        """Return a table with its dates as people read them."""
        return table

    def write_date(self, date: str) -> str:
        """Return a date as a plan file has it as it stands in a table."""
        return date


ENGLISH = Writer()
