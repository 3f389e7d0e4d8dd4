"""What is wrong with a text that is not TOML, in the words of someone who has to mend it."""

import re

import tomli

from plantrack.plan.keys import LOG_TABLES
from plantrack.plan.problems import Problem
from plantrack.plan.sentences import Fault, Sentence, Value, say
from plantrack.store.places import STRING
from plantrack.store.read.reasons import say_reason_of_parser
from plantrack.store.read.tables import example_of_day, say_dates

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
    """,
    re.VERBOSE,
)
_MOST_LOOKED_AT = 300

# What may stand on the line that the parser refused.
_NOT_A_FULL_DAY = r"(?P<date> \d{4} - (?: \d{2} | Q[1-4] | H[12] ) ) (?! [\w-] )"
_DAY_KEY = re.compile(rf"\b (?P<key> start | end | due | by ) \s* = \s* {_NOT_A_FULL_DAY}", re.VERBOSE)
_PARTIAL_DATE = re.compile(rf"= \s* {_NOT_A_FULL_DAY}", re.VERBOSE)
_OTHER_DATE = re.compile(
    r"""= \s* (?:
      \d{1,2} [/.-] \d{1,2} [/.-] \d{2,4}  # 31/12/2024
    | \d{4} [/.-] \d{1,2} [/.-] \d{1,2}    # 2024/12/31, 2024-6-5
    ) (?! \w )
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"""= \s*
    (?P<number> [-+]? \d{1,3} (?: [ \u00a0,] \d+ )+ )  # 1,234 or 1 234
    (?= \s* (?: \# | $ | [,\]}] ) )                     # the value ends here
    """,
    re.VERBOSE,
)
_CURLY_QUOTE = re.compile("[\u201c\u201d\u201e\u201f\u2018\u2019]")
_BARE_TEXT = re.compile(
    r"""(?P<key> [\w-]+ ) \s* = \s*
    (?P<text> [^\W\d_] [^"'#]*? )  # begins with a letter
    \s* (?: \# .* )? $
    """,
    re.VERBOSE,
)


def explain(error: ValueError | RecursionError, text: str) -> Problem:
    """Return the problem of a text that the parser refuses, with its line."""
    if isinstance(error, RecursionError):
        return Problem(say("is nested too deeply"))
    if not isinstance(error, tomli.TOMLDecodeError):
        number = next((match for match in _TOO_LONG.finditer(text) if match["digits"]), None)
        where = text.count("\n", 0, number.start()) + 1 if number else None
        return Problem(say("not valid TOML: a number has too many digits"), line=where)
    lines = text.replace("\r\n", "\n").split("\n")
    line = lines[error.lineno - 1][:_MOST_LOOKED_AT] if error.lineno <= len(lines) else ""
    reason, hint = _reword(error.msg, line)
    message = say("not valid TOML: {reason} (column {column})", reason=reason, column=error.colno)
    return Problem(message, hint, line=error.lineno)


def _reword(parsed: str, line: str) -> tuple[Value, Sentence | None]:
    """Return the parser's message, in other words where it has poor ones, and what to do."""
    twice = _TWICE.match(parsed)
    if twice or parsed == "Cannot overwrite a value":
        return _explain_twice(line, twice)
    if parsed.startswith("Illegal character") or parsed == "Unterminated string":
        return Fault(say("the text has no end"), say('a text stands in quotes: "\u2026"'))
    return say_reason_of_parser(parsed), _suggest(parsed, line)


def _explain_twice(line: str, twice: re.Match[str] | None) -> Fault:
    key = line.partition("=")[0].strip()
    if twice is None or "=" in line:
        return Fault(say("{key} stands twice", key=key))
    path = ".".join(re.findall(r"'([^']*)'", twice["words"]))
    message = say("[{path}] stands twice", path=path)
    if path not in LOG_TABLES:
        return Fault(message)
    return Fault(message, say("a record begins with {header}, in two pairs of brackets", header=f"[[{path}]]"))


def _suggest(parsed: str, line: str) -> Sentence | None:
    """Return the hint for what a line holds. The first that fits tells most."""
    # 1. Dates: a day that is needed in full, one that is known in part, one that is written in another way.
    if match := _DAY_KEY.search(line):
        return say(
            "{key} needs the full day, such as {example}", key=match["key"], example=example_of_day(match["key"])
        )
    if match := _PARTIAL_DATE.search(line):
        return say('put a date that is not a full day in quotes: "{date}"', date=match["date"])
    if _OTHER_DATE.search(line):
        return say_dates()
    # 2. Numbers with what stands between thousands.
    if match := _NUMBER.search(line):
        digits = re.sub(r"[ \u00a0]", "", match["number"]).replace(",", ".")
        return say("a number is written {digits}, without commas or spaces", digits=digits)
    # 3. Texts without quotes, or with those of a letter.
    if _CURLY_QUOTE.search(line):
        return say('a text stands in straight quotes: "\u2026"')
    if (match := _BARE_TEXT.search(line)) and parsed == "Invalid value":
        return say('a text stands in quotes: {key} = "{text}"', key=match["key"], text=match["text"].strip())
    # 4. A key.
    if parsed == "Invalid statement":
        return say("a key is made of the letters a-z, digits, - and _")
    return None
