"""What is wrong with a text that is not TOML, in the words of someone who has to mend it."""

import re

import tomli

from plantrack.plan.problems import Problem
from plantrack.store.places import STRING
from plantrack.store.read.tables import DATE_HINT

# A whole number that is too long for Python. Texts and comments are passed over, and each run of digits is looked at
# from its beginning alone: from each of its digits, 500 lines of 4,290 digits took 20 seconds.
_TOO_LONG = re.compile(
    rf"""
    {STRING}
    | \#[^\n]*
    | (?<![\w.+-]) [+-]? (?P<digits> \d[\d_]{{4299,}}+ ) (?! [\w.] | [ \t]*= )
    """,
    re.DOTALL | re.VERBOSE,
)
_TWICE = re.compile(r"Cannot (?:declare|mutate immutable namespace) \((.*?),?\)")
_MOST_LOOKED_AT = 300
# The first that matches the line tells what to do.
_FULL_DAY = re.compile(r"\b(start|end|due|by)\s*=\s*\d{4}-(?:\d{2}|Q[1-4]|H[12])(?![\w-])")
_PARTIAL_DATE = re.compile(r"=\s*(\d{4}-(?:\d{2}|Q[1-4]|H[12]))(?![\w-])")
_OTHER_DATE = re.compile(r"=\s*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})(?!\w)")
_NUMBER = re.compile(r"=\s*([-+]?\d{1,3}(?:[ \u00a0,]\d+)+)(?=\s*(?:#|$|[,\]}]))")
_CURLY = re.compile("[\u201c\u201d\u201e\u201f\u2018\u2019]")
_BARE_TEXT = re.compile(r"([\w-]+)\s*=\s*([^\W\d_][^\"'#]*?)\s*(?:#.*)?$")


def problem(error: ValueError | RecursionError, text: str) -> Problem:
    """Return the problem of a text that the parser refuses, with its line."""
    if isinstance(error, RecursionError):
        return Problem("is nested too deeply")
    if not isinstance(error, tomli.TOMLDecodeError):
        number = next((match for match in _TOO_LONG.finditer(text) if match["digits"]), None)
        where = text.count("\n", 0, number.start()) + 1 if number else None
        return Problem("not valid TOML: a number has too many digits", line=where)
    lines = text.replace("\r\n", "\n").split("\n")
    line = lines[error.lineno - 1][:_MOST_LOOKED_AT] if error.lineno <= len(lines) else ""
    message, hint = _told(error.msg, line)
    return Problem(f"not valid TOML: {message} (column {error.colno})", hint, line=error.lineno)


def _told(message: str, line: str) -> tuple[str, str]:
    """Return the parser's message in other words where it has poor ones, and what to do."""
    twice = _TWICE.match(message)
    if twice or message == "Cannot overwrite a value":
        return _twice(line, twice)
    if message.startswith("Illegal character") or message == "Unterminated string":
        return "the text has no end", 'a text stands in quotes: "\u2026"'
    return message, _hint(message, line)


def _twice(line: str, twice: re.Match[str] | None) -> tuple[str, str]:
    key = line.partition("=")[0].strip()
    if twice is None or "=" in line:
        return f"{key} stands twice", ""
    path = ".".join(re.findall(r"'([^']*)'", twice[1]))
    record = path in ("milestones", "measurements")
    hint = f"a record begins with [[{path}]], in two pairs of brackets" if record else ""
    return f"[{path}] stands twice", hint


def _hint(message: str, line: str) -> str:
    full_day, partial, number, bare = (
        pattern.search(line) for pattern in (_FULL_DAY, _PARTIAL_DATE, _NUMBER, _BARE_TEXT)
    )
    if full_day:
        return f"{full_day[1]} needs the full day, such as {'2021-01-01' if full_day[1] == 'start' else '2025-12-31'}"
    if partial:
        return f'put a date that is not a full day in quotes: "{partial[1]}"'
    if _OTHER_DATE.search(line):
        return DATE_HINT
    if number:
        digits = re.sub(r"[ \u00a0]", "", number[1]).replace(",", ".")
        return f"a number is written {digits}, without commas or spaces"
    if _CURLY.search(line):
        return 'a text stands in straight quotes: "\u2026"'
    if bare and message == "Invalid value":
        return f'a text stands in quotes: {bare[1]} = "{bare[2].strip()}"'
    if message == "Invalid statement":
        return "a key is made of the letters a-z, digits, - and _"
    return ""
