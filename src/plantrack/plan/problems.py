"""What can be wrong: problems as values with a place, and the errors that stop a command, each with its exit code."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from plantrack.plan.keys import LogTable
from plantrack.plan.model import Kind
from plantrack.plan.sentences import Sentence, Value, say
from plantrack.tuples import NamedTuple

if TYPE_CHECKING:
    from plantrack.plan.guesses import Guesses

Severity = Literal["error", "warning"]
KeyPath = tuple[str | int, ...]  # keys, and places in arrays from 0

DAMAGED_HINT = say("type it anew, or save its file as UTF-8")


class AboutRecord(NamedTuple):
    """A record of the log, or one of its keys.

    >>> AboutRecord("milestones", 2).at("date").path
    ('milestones', 2, 'date')
    """

    table: LogTable
    position: int  # in its table, from 0
    key: str | None = None  # None: the record as a whole

    @property
    def path(self) -> KeyPath:
        """Return the keys and places that lead to it from the root of the file."""
        return (self.table, self.position) if self.key is None else (self.table, self.position, self.key)

    def at(self, key: str | int) -> "AboutRecord":
        """Return one of its keys: a record has no tables in it."""
        return self._replace(key=str(key))


class AboutKey(NamedTuple):
    """A key or a table of the file; the root where the path is empty."""

    path: KeyPath

    def at(self, key: str | int) -> "AboutKey":
        """Return what stands in it under a key or at a place."""
        return AboutKey((*self.path, key))


About = AboutRecord | AboutKey


class Problem(NamedTuple):
    """One thing that is wrong, and where a person finds it."""

    message: Sentence
    hint: Sentence | None = None  # what to do; None: there is nothing to do, or the message says it
    about: About | None = None  # what it is about in the plan file; None: something else, or the file as a whole
    severity: Severity = "error"
    file: str = ""  # as it was given; empty: it is in no file
    line: int | None = None  # None: it is in no file, or the file as a whole
    beside: About | None = None  # what else it is about in the plan file; None: nothing

    @property
    def place(self) -> str:
        """Return `plan.toml:42: `, or as much of it as is known."""
        if not self.file:
            return ""
        return f"{self.file}: " if self.line is None else f"{self.file}:{self.line}: "


class Problems(list[Problem]):
    """The problems of one run, as they are collected, and the guesses made for the words in them."""

    @cached_property
    def guesses(self) -> "Guesses":
        """Return the guesses: where nothing is mistyped there are none."""
        from plantrack.plan.guesses import Guesses

        return Guesses()


def say_of(subject: Value, message: Value) -> Sentence:
    """Return a message that begins with what it speaks of."""
    return say("{subject}: {message}", subject=subject, message=message)


class PlantrackError(Exception):
    """Stop a command and say why: every problem at once."""

    exit_code: ClassVar[int]

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(f"{problem.place}{problem.message}" for problem in problems))
        self.problems = problems
        self.told: list[Sentence] = []  # what else is to be said of it


class UsageError(PlantrackError):
    """The command cannot mean anything: unknown words, unreadable input."""

    exit_code = 2


class PlanError(PlantrackError):
    """The plan is missing, unreadable, unwritable or invalid."""

    exit_code = 3


class InvalidPlan(PlanError):
    """The plan was read, and there is something wrong in it.

    Its kinds are those that could be read: what is said of it calls them as it does.
    """

    def __init__(self, *problems: Problem, kinds: Mapping[str, Kind] | None = None) -> None:
        super().__init__(*problems)
        self.kinds = kinds or {}


class RecordRefused(PlantrackError):
    """The record may not join the plan, or the file to create exists."""

    exit_code = 4


class PlanBusy(PlantrackError):
    """Someone else is writing the plan, or changed it underneath."""

    exit_code = 5
