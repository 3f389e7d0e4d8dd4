"""What a command is given, and what it gives back."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, NamedTuple

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate


def _warn_nobody(line: str) -> None:
    """Pass over a line that nobody would see."""


class Surroundings(NamedTuple):
    """Where a command runs. `now` has its offset; `width` is that of the terminal, None in a pipe.

    `warn` writes a line to stderr at once, before what it warns of is done, whoever reads it.
    `encoding` is what can be written in: not each takes all signs. `colour` tells whether colours are wanted.
    `tell` shows a person a line at once, and `ask` a question with yes for an answer; each is None where there is no
    terminal to do so.
    """

    now: datetime
    width: int | None
    tell: Callable[[str], None] | None = None
    ask: Callable[[str], bool] | None = None
    encoding: str = "utf-8"
    colour: bool = False
    warn: Callable[[str], None] = _warn_nobody

    @property
    def today(self) -> PartialDate:
        """Return the day on which the command runs."""
        return dates.from_day(self.now.date())


class Answer(NamedTuple):
    """What a command says: `text` is data, `notes` are lines about it for a person.

    A text that is `drawn` holds colours for a screen, and nothing else that a screen would obey. Data is written in
    UTF-8 whatever the locale. `changed` tells that the plan was changed: what follows cannot make that undone.
    """

    text: str = ""
    notes: str = ""
    exit_code: int = 0
    form: Literal["words", "drawn", "data"] = "words"
    changed: bool = False

    def quieter(self, quiet: bool) -> "Answer":
        """Return the answer without what is only told; what was asked for as data stays."""
        if not quiet:
            return self
        return self._replace(text=self.text if self.form == "data" else "", notes="")
