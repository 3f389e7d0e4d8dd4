"""What is said of a text that is not TOML, where the gallery's line and hint are not all of it."""

import pytest

from plantrack.plan.problems import InvalidPlan
from plantrack.store import planfile

UNREADABLE = [
    ('a = "x" _', "not valid TOML: _ stands behind the value (column 9)", "a remark begins with #", 1),
    ("a = 1.", "not valid TOML: . stands behind the value (column 6)", "write it as a = 1", 1),
    (
        "\n\n[b]\nc = @",
        "not valid TOML: @ is no number, no date and no text (column 5)",
        'a text stands in quotes: c = "@"',
        4,
    ),
    ("a = tru", "not valid TOML: tru stands without quotes (column 5)", 'a text stands in quotes: a = "tru"', 1),
    ("a = [tru", "not valid TOML: tru stands without quotes (column 6)", 'a text stands in quotes: "tru"', 1),
    ("a = { b = tru }", "not valid TOML: tru stands without quotes (column 11)", 'a text stands in quotes: "tru"', 1),
    ("a 5", "not valid TOML: = is missing behind a (column 3)", "write it as a = 5", 1),
    ("a", "not valid TOML: = is missing behind a (column 2)", "write it as a = \u2026", 1),
    # What is hinted at can be read: of a list, a table or a text all, and of what is no value none.
    ('a ["b", "c"]', "not valid TOML: = is missing behind a (column 3)", 'write it as a = ["b", "c"]', 1),
    ("a { b = 1, c = 2 }", "not valid TOML: = is missing behind a (column 3)", "write it as a = { b = 1, c = 2 }", 1),
    ('a "b, c" # d', "not valid TOML: = is missing behind a (column 3)", 'write it as a = "b, c"', 1),
    ('a = { b "c, d", e = 1 }', "not valid TOML: = is missing behind b (column 9)", 'write it as b = "c, d"', 1),
    ("a: Thiết Bình", "not valid TOML: = is missing behind a (column 2)", 'write it as a = "Thiết Bình"', 1),
    ("a: = 5", "not valid TOML: = is missing behind a (column 2)", "write it as a = 5", 1),
    ('a "b', "not valid TOML: = is missing behind a (column 3)", "write it as a = \u2026", 1),
    ("a == 5ha", "not valid TOML: = stands twice (column 4)", "write it as a = \u2026", 1),
    ('a = "b"}', 'not valid TOML: "}" closes what was not opened (column 8)', 'write it as a = "b"', 1),
    ("a:b = 5", 'not valid TOML: "a:b" is no key (column 2)', "a key is made of the letters a-z, digits, - and _", 1),
    ("a b = 5", 'not valid TOML: "a b" is no key (column 3)', "a key is made of the letters a-z, digits, - and _", 1),
    # What has no end is told where it begins.
    ('a = """\nb = 1\n', "not valid TOML: the text has no end (column 5)", 'such a text ends with """', 1),
    ("a = 'x\nb = 1\n", "not valid TOML: the text has no end (column 5)", 'a text stands in quotes: a = "x"', 1),
    ("a = [\n  1,\nb = 1\n", 'not valid TOML: "[" has no end (column 5)', "close it with ]", 1),
    ("\na = { b = 1\nc = 2\n", 'not valid TOML: "{" has no end (column 5)', "close it with }", 2),
    ("a = [\n  1,\n", 'not valid TOML: "[" has no end (column 5)', "close it with ]", 1),
    ("a = [\n", 'not valid TOML: "[" has no end (column 5)', "close it with ]", 1),
    ("a = { b = 1,\n", 'not valid TOML: "{" has no end (column 5)', "close it with }", 1),
    (
        "[targets.a]\ninterim = [\n  1,\n\n[targets.b]\n",
        'not valid TOML: "[" has no end (column 11)',
        "close it with ]",
        2,
    ),
    ("a = [\n  1,\n[[milestones]] # x\n", 'not valid TOML: "[" has no end (column 5)', "close it with ]", 1),
    ("a = [\n  [b],\n]", "not valid TOML: b stands without quotes (column 4)", 'a text stands in quotes: "b"', 2),
    # Before a quote \ takes its meaning.
    (
        'a = "D:\\"\nb = 1\n',
        "not valid TOML: the text has no end (column 10)",
        "a text stands in quotes: a = 'D:\\'",
        1,
    ),
    (
        'a = “x "y" z”',
        "not valid TOML: “ is no quote here (column 5)",
        "a text stands in straight quotes: a = 'x \"y\" z'",
        1,
    ),
    (
        "a = “it's \\ x”",
        "not valid TOML: “ is no quote here (column 5)",
        'a text stands in straight quotes: a = "it\'s \\\\ x"',
        1,
    ),
    # But where a value follows, it is a comma that is missing.
    (
        'a = [\n  "x"\n  "y"\n]',
        'not valid TOML: a comma is missing before "y" (column 3)',
        "what stands in brackets is parted by commas",
        3,
    ),
    ("a = 1\na = 2", "not valid TOML: a stands twice: on line 1 too (column 6)", "keep one of both", 2),
    # What is to be mended stands among the first 300 letters, or is not looked for.
    (
        f"a ={' ' * 294}tru",
        "not valid TOML: tru stands without quotes (column 298)",
        'a text stands in quotes: a = "tru"',
        1,
    ),
    (f"a ={' ' * 297}tru", "not valid TOML: Invalid value (column 301)", "", 1),
]


@pytest.mark.parametrize(("text", "message", "hint", "line"), UNREADABLE)
def test_a_problem_has_its_line_and_a_hint_or_none(text: str, message: str, hint: str, line: int) -> None:
    with pytest.raises(InvalidPlan) as stopped:
        planfile.parse("plan.toml", text.encode())
    (problem,) = stopped.value.problems
    assert (problem.file, problem.line, problem.about) == ("plan.toml", line, None)
    assert (str(problem.message), str(problem.hint or "")) == (message, hint)
