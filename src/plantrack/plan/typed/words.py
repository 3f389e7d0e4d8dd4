"""Words that people type: what settles a text with two readings, and how one is refused that has none."""

from typing import Literal

from plantrack.plan.sentences import Fault, Sentence
from plantrack.tuples import NamedTuple

Language = Literal["en", "vi"]
DateOrder = Literal["iso", "dmy"]
DecimalSign = Literal["comma", "point"]


class Manner(NamedTuple):
    """What settles a text that has two readings. It is never the reason for another reading of a text that has one."""

    dates: DateOrder | None = None  # None: the language does
    decimal: DecimalSign | None = None  # None: the number itself does, and then the language
    language: Language = "en"

    @property
    def is_day_first(self) -> bool:
        """Tell whether 5/6/2025 is a day in June."""
        return self.dates == "dmy" or (self.dates is None and self.language == "vi")


class Unreadable(ValueError):
    """A text is none of what it should be, or may be two."""

    def __init__(self, message: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(str(message))
        self.fault = Fault(message, hint)
