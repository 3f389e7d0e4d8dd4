"""What `check` answers: every problem of a plan file."""

from collections.abc import Sequence

from plantrack.plan.problems import Problem, Severity
from plantrack.plan.sentences import Sentence
from plantrack.tuples import NamedTuple


class Finding(NamedTuple):
    """One problem of a plan file."""

    severity: Severity
    file: str  # as given
    line: int | None  # None: the file as a whole
    message: Sentence
    hint: Sentence | None  # what to do; None: the message says it


class CheckReport(NamedTuple):
    """Every problem of a plan file."""

    problems: Sequence[Finding]


def check_report(problems: Sequence[Problem]) -> CheckReport:
    """Report the problems of a plan file, in the order of its lines."""
    return CheckReport(
        [Finding(problem.severity, problem.file, problem.line, problem.message, problem.hint) for problem in problems]
    )
