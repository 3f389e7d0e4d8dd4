"""What is wrong with a text that is not TOML, in the words of someone who has to mend it."""

import re
from collections.abc import Sequence

import tomli

from plantrack.plan.keys import LOG_TABLES
from plantrack.plan.problems import Problem
from plantrack.plan.sentences import Fault, Sentence, Value, quoted, say
from plantrack.store.places import STRING
from plantrack.store.read.slips import Broken, close_text, doubt_line
from plantrack.tuples import NamedTuple

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
_TWICE = re.compile(
    r"""Cannot \s (?:declare | mutate \s immutable \s namespace) \s
    \( (?P<words> .*? ) ,? \)  # the words of the key in single quotes, as Python prints a tuple
    | Duplicate \s inline \s table \s key \s '(?P<key> .* )'
    """,
    re.VERBOSE,
)
_MOST_LOOKED_AT = 300
# What opens something: a bracket, or a quote with which no whole text begins.
_OPENING = re.compile(
    rf"""{STRING} | \#[^\n]* | (?P<sign> [\[\]{{}}] | "{{3}} | '{{3}} | ["'] )""", re.DOTALL | re.VERBOSE
)
_KNOWN_HEADER = re.compile(rf"\s*\[\[?\s*(?:plan|(?:kinds|targets)\.[\w.-]+|{'|'.join(LOG_TABLES)})\s*\]")
_CLOSED_BY = {"[": "]", "{": "}"}


class _Opened(NamedTuple):
    """What was opened and not closed, and where."""

    sign: str
    line: int
    column: int


def explain(error: ValueError | RecursionError, text: str) -> Problem:
    """Return the problem of a text that the parser refuses, with its line."""
    if isinstance(error, RecursionError):
        return Problem(say("is nested too deeply"))
    if not isinstance(error, tomli.TOMLDecodeError):
        number = next((match for match in _TOO_LONG.finditer(text) if match["digits"]), None)
        where = text.count("\n", 0, number.start()) + 1 if number else None
        return Problem(say("not valid TOML: a number has too many digits"), line=where)
    lines = text.replace("\r\n", "\n").split("\n")
    line = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
    broken = Broken(line[:_MOST_LOOKED_AT], error.colno - 1, error.msg)
    # 1. What is not closed is told where it was opened: the parser stops at the next statement, or at the end.
    opened = _find_opened([*lines[: error.lineno - 1], broken.left], broken)
    if opened is not None:
        fault = _explain_opened(opened, lines[opened.line - 1][:_MOST_LOOKED_AT])
        return _place(opened.line, opened.column, *fault)
    # 2. The rest stands on the line.
    return _place(error.lineno, error.colno, *_explain_line(broken, lines[: error.lineno - 1]))


def _place(line: int, column: int, reason: Value, hint: Sentence | None) -> Problem:
    message = say("not valid TOML: {reason} (column {column})", reason=reason, column=column)
    return Problem(message, hint, line=line)


def _find_opened(before: Sequence[str], broken: Broken) -> _Opened | None:
    """Return what has no end in the lines up to the one that is broken; None where that is not what is wrong."""
    is_text = broken.parsed == "Unterminated string" or broken.parsed.startswith("Expected \"'")
    is_header = _KNOWN_HEADER.match(broken.line) is not None
    is_begun = not broken.left.strip() and re.match(r"\s*(?:[\w.-]+\s*=|\[)", broken.right) is not None
    is_end = not broken.line.strip() and broken.parsed.startswith(("Invalid value", "Invalid initial"))
    is_next = is_end or (broken.parsed == "Invalid value" and (is_begun or is_header))
    # Where a value follows, a comma is missing.
    is_over = broken.parsed.startswith("Unclosed") and not re.match(r"\s*[\"'{\d;\]}]", broken.right)
    if not is_text and not is_over and not is_next:
        return None
    # To the parser the header behind a bracket is one more list.
    text = "\n".join(before[:-1] if is_header and is_next else before)
    opened: list[re.Match[str]] = []
    for match in _OPENING.finditer(text):
        sign = match["sign"]
        if sign in ("]", "}"):
            opened = opened[:-1]
        elif sign is not None:
            opened.append(match)
            if sign not in _CLOSED_BY:
                break
    if not opened:
        return None
    first = opened[-1].start()
    found = _Opened(opened[-1]["sign"], text.count("\n", 0, first) + 1, first - text.rfind("\n", 0, first))
    return found if is_text or found.line < len(before) or not broken.right.strip() else None


def _explain_opened(opened: _Opened, line: str) -> Fault:
    if opened.sign in _CLOSED_BY:
        message = say("{sign} has no end", sign=quoted(opened.sign))
        return Fault(message, say("close it with {sign}", sign=_CLOSED_BY[opened.sign]))
    is_long = len(opened.sign) > 1
    hint = say("such a text ends with {sign}", sign=opened.sign) if is_long else close_text(line)
    return _refuse_open_text(hint)


def _refuse_open_text(hint: Sentence) -> Fault:
    return Fault(say("the text has no end"), hint)


def _explain_line(broken: Broken, before: Sequence[str]) -> tuple[Value, Sentence | None]:
    """Return what is wrong with a line, in other words than the parser's where there are better ones."""
    twice = _TWICE.match(broken.parsed)
    if twice or broken.parsed == "Cannot overwrite a value":
        return _explain_twice(broken.line, twice, before)
    if "character '\\n'" in broken.parsed or "character '\\r'" in broken.parsed:
        return _refuse_open_text(close_text(broken.line))
    if broken.parsed.startswith(("Unescaped", "Invalid hex", "Escaped character")):
        in_quotes = say("in single quotes it stands for itself: 'D:\\plans'")
        return Fault(say("\\ in double quotes makes another sign of what follows"), in_quotes)
    is_seen = broken.column < _MOST_LOOKED_AT
    return (doubt_line(broken) if is_seen else None) or (broken.parsed, None)


def _explain_twice(line: str, twice: re.Match[str] | None, before: Sequence[str]) -> Fault:
    key = (twice and twice["key"]) or line.partition("=")[0].strip()
    if twice is None or twice["key"] or ("=" in line and not line.lstrip().startswith("[")):
        table = next((place for place in range(len(before) - 1, -1, -1) if before[place].lstrip().startswith("[")), 0)
        pattern = re.compile(rf"\s*{re.escape(key)}\s*=")
        first = next((place for place in range(table, len(before)) if pattern.match(before[place])), None)
        record = before[table].strip().strip("[]") if before else ""
        hint = say("keep one of both; another record begins with {header}", header=f"[[{record}]]")
        return Fault(_say_twice(key, first), hint if record in LOG_TABLES else say("keep one of both"))
    path = ".".join(re.findall(r"'([^']*)'", twice["words"]))
    if path in LOG_TABLES:
        hint = say("a record begins with {header}, in two pairs of brackets", header=f"[[{path}]]")
        return Fault(_say_twice(f"[{path}]", None), hint)
    first = next((place for place, one in enumerate(before) if one.partition("#")[0].strip() == f"[{path}]"), None)
    return Fault(_say_twice(f"[{path}]", first), say("keep one of both, or call one of them otherwise"))


def _say_twice(name: str, first: int | None) -> Sentence:
    """Say that a name stands twice, the first time on a line of these, from 0; None for one that nobody knows."""
    if first is None:
        return say("{key} stands twice", key=name)
    return say("{key} stands twice: on line {first} too", key=name, first=first + 1)
