"""What a command is given, and what it gives back."""

from datetime import datetime
from typing import NamedTuple

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate


class Surroundings(NamedTuple):
    """Where a command runs. `now` has its offset; `width` is that of the terminal, None in a pipe."""

    now: datetime
    width: int | None

    @property
    def today(self) -> PartialDate:
        """Return the day on which the command runs."""
        return dates.from_day(self.now.date())


class Answer(NamedTuple):
    """What a command says: `text` is data, `notes` are lines about it for a person."""

    text: str = ""
    notes: str = ""
    exit_code: int = 0
