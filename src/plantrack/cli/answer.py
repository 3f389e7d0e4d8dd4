"""What a command is given, and what it gives back."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from plantrack.cli.terminal import NOBODY_LOOKS, Progress
from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.problems import Problem
from plantrack.plan.sentences import Sentence, Value, say
from plantrack.plan.typed.words import Language
from plantrack.render.text.writer import ENGLISH, Writer
from plantrack.store.disk import STANDARD_INPUT, measure_file
from plantrack.tuples import NamedTuple

NOTHING_WRITTEN = say("nothing was written")
_FROM_STANDARD_INPUT = say("standard input")


class Surroundings(NamedTuple):
    """Where a command runs."""

    now: datetime  # with its offset
    width: int | None  # of the terminal, or as COLUMNS says; None: in a pipe
    tell: Callable[[Value], None] | None = None  # shows a person a line at once; None: nobody looks
    ask: Callable[[str], bool] | None = None  # asks a person yes or no; None: nobody can answer
    encoding: str = "utf-8"  # what can be written in: not each takes all signs
    colour: bool = False  # colours are wanted
    is_screen: bool = False  # stdout is a terminal
    progress: Progress = NOBODY_LOOKS  # shows what is being done
    # Writes a line to stderr at once, before what it warns of is done, whoever reads it.
    warn: Callable[[Value], None] = lambda _: None
    language: Language = "en"  # in which texts with two readings are read
    writer: Writer = ENGLISH  # in which it is answered

    @property
    def today(self) -> PartialDate:
        """Return the day on which the command runs."""
        return dates.from_day(self.now.date())

    def announce_reading(self, path: str, content: bytes | None = None) -> None:
        """Show that a file is read, where that takes a while; `content` is what it holds, where that is known."""
        file = _FROM_STANDARD_INPUT if path == STANDARD_INPUT else path
        size = measure_file(path) if content is None else len(content)
        self.progress.announce(say("reading {file}", file=file), size)


class Answer(NamedTuple):
    """What a command says."""

    text: str = ""  # to stdout
    notes: str = ""  # lines about it for a person, to stderr
    exit_code: int = 0
    # Drawn holds colours, and nothing else that a screen would obey; data is UTF-8 whatever the locale.
    form: Literal["words", "drawn", "data"] = "words"
    changed: bool = False  # the plan was changed: what follows cannot make that undone

    def quieter(self, quiet: bool) -> "Answer":
        """Return the answer without what is only told; what was asked for as data stays."""
        if not quiet:
            return self
        return self._replace(text=self.text if self.form == "data" else "", notes="")


def word_error(problem: Problem) -> Sentence:
    """Return a problem with its place on one line."""
    if problem.file != STANDARD_INPUT:
        return say("error: {place}{message}", place=problem.place, message=problem.message)
    place = problem.place.removeprefix(STANDARD_INPUT)
    return say("error: {file}{place}{message}", file=_FROM_STANDARD_INPUT, place=place, message=problem.message)
