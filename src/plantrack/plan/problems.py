"""What can be wrong: problems as values with a place, and the errors that stop a command, each with its exit code."""

from typing import ClassVar, Literal, NamedTuple

from plantrack.plan.guesses import Guesses
from plantrack.plan.sentences import Sentence

Severity = Literal["error", "warning"]
KeyPath = tuple[str | int, ...]


class Problem(NamedTuple):
    """One thing that is wrong. `path` says where in the data; `file` and `line` where a person finds it."""

    message: str | Sentence
    hint: str | Sentence = ""
    path: KeyPath = ()
    severity: Severity = "error"
    file: str = ""
    line: int | None = None

    @property
    def place(self) -> str:
        """Return `plan.toml:42: `, or as much of it as is known."""
        if not self.file:
            return ""
        return f"{self.file}: " if self.line is None else f"{self.file}:{self.line}: "


class Problems(list[Problem]):
    """The problems of one run, as they are collected, and the guesses made for the words in them."""

    def __init__(self) -> None:
        super().__init__()
        self.guesses = Guesses()


class PlantrackError(Exception):
    """Stop a command and say why: every problem at once."""

    exit_code: ClassVar[int]

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(f"{problem.place}{problem.message}" for problem in problems))
        self.problems = problems


class UsageError(PlantrackError):
    """The command cannot mean anything: unknown words, unreadable input."""

    exit_code = 2


class PlanError(PlantrackError):
    """The plan is missing, unreadable, unwritable or invalid."""

    exit_code = 3


class InvalidPlan(PlanError):
    """The plan was read, and there is something wrong in it."""


class RecordRefused(PlantrackError):
    """The record may not join the plan, or the file to create exists."""

    exit_code = 4


class PlanBusy(PlantrackError):
    """Someone else is writing the plan, or changed it underneath."""

    exit_code = 5


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 row` or `3 rows`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
