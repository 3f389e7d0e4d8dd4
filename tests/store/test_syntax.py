"""What is said of a text that is not TOML, where the gallery's line and hint are not all of it."""

import pytest

from plantrack.plan.problems import InvalidPlan
from plantrack.store import planfile

UNREADABLE = [
    ("a = 1 b", "not valid TOML: Expected newline or end of document after a statement (column 7)", "", 1),
    ("\n\n[b]\nc = @", "not valid TOML: Invalid value (column 5)", "", 4),
    ("a = tru", "not valid TOML: Invalid value (column 5)", 'a text stands in quotes: a = "tru"', 1),
    # What is to be mended stands among the first 300 letters, or is not looked for.
    (f"a ={' ' * 294}tru", "not valid TOML: Invalid value (column 298)", 'a text stands in quotes: a = "tru"', 1),
    (f"a ={' ' * 297}tru", "not valid TOML: Invalid value (column 301)", "", 1),
]


@pytest.mark.parametrize(("text", "message", "hint", "line"), UNREADABLE)
def test_a_problem_has_its_line_and_a_hint_or_none(text: str, message: str, hint: str, line: int) -> None:
    with pytest.raises(InvalidPlan) as stopped:
        planfile.parse("plan.toml", text.encode())
    (problem,) = stopped.value.problems
    assert (problem.file, problem.line, problem.about) == ("plan.toml", line, None)
    assert (str(problem.message), str(problem.hint or "")) == (message, hint)
