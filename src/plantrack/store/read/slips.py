"""What was probably to stand on a line that the parser refuses: what is wrong with it, and what to write."""

import re
from unicodedata import category

import tomli

from plantrack.plan.keys import LOG_TABLES
from plantrack.plan.sentences import Fault, Sentence, quoted, say, say_how_to_write
from plantrack.store.places import STRING
from plantrack.store.read.doubts import DATE_KEYS, DAY_KEYS, is_partial, mend_date, mend_number
from plantrack.tuples import NamedTuple

# Of letters and of other languages: none of them is one of TOML.
_OTHER_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u00ab\u00bb`\u00b4"
_QUOTES = f"{_OTHER_QUOTES}\"'"
_WHOLE_TEXT = re.compile(STRING, re.DOTALL | re.VERBOSE)
_LIKE_A_DATE = re.compile(r"\d{1,4}(?P<sign>[-/.])\d{1,2}(?P=sign)\d{1,4}|\d{4}-(?:\d\d?|[QH]\d)|\d\d?/\d{4}", re.ASCII)
_REMARK = re.compile(r"//|--|;|/\*|\*|%|!")
_MERGED = re.compile(r"<{7}|={7}|>{7}")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(r"(?P<opened>[\[({]*)\s*(?P<name>[^\[\](){}=\"':#]+?)\s*(?P<closed>[\])}]*)\s*(?:#.*)?")
_BARE_HEADER = re.compile(r"(?:kinds|targets)\.")
_CLOSING = ("]", "}")


class Broken(NamedTuple):
    """A line that the parser refuses, the column from 0 at which it stopped, and what it says of it."""

    line: str
    column: int
    parsed: str

    @property
    def left(self) -> str:
        """Return what stands before that column."""
        return self.line[: self.column]

    @property
    def right(self) -> str:
        """Return what stands from there on."""
        return self.line[self.column :]


class _Given(NamedTuple):
    """A value on a line: as much of it as the parser took for one, and all of it."""

    key: str  # empty: there is none on the line
    read: str
    text: str
    is_inside: bool  # it stands in brackets
    is_behind_sign: bool = True  # it stands behind =

    @property
    def rest(self) -> str:
        """Return what stands behind what was taken."""
        return self.text.removeprefix(self.read).strip()

    def write(self, value: str) -> str:
        """Return how a value is written here; what is none is in quotes, or left open."""
        return _keep_value(value) if self.is_inside or not self.key else f"{self.key} = {_keep_value(value)}"


def doubt_line(broken: Broken) -> Fault | None:
    """Return what is wrong with a line; None where nothing is known beyond what the parser says."""
    sign, beside = broken.right[:1], broken.line[max(broken.column - 1, 0) : broken.column + 2 : 2]
    if sign not in ("", " ", "\t") and category(sign) in ("Cc", "Cf", "Zs") and not beside.isdigit():
        return Fault(say("a sign that nobody sees stands there"), say("delete it, or type a space there"))
    if "=" not in broken.left and broken.left.endswith(('"""', "'''")):
        return Fault(_say_behind(broken.right.strip()), _begin_remark())
    given = _find_value(broken)
    if given is None:
        is_of_key = broken.parsed.startswith(("Expected", "Invalid statement", "Invalid initial"))
        return _doubt_statement(broken) if is_of_key else None
    return _doubt_parting(broken, given) or _doubt_value(given) or _doubt_figures(given) or _doubt_text(given)


def close_text(line: str) -> Sentence:
    """Return how a text that has no end is written."""
    match = re.search(r"(?:(?P<key>[\w-]+)\s*=\s*)?(?P<opened>[\[{\s]*)[\"'](?P<text>[^\"']*)[\"']?\s*$", line)
    text = match["text"].rstrip(f"{_OTHER_QUOTES} ,;]}}") if match else ""
    if match is None or not text:
        return say('a text stands in quotes: "\u2026"')
    return _quote(_Given(match["key"] or "", "", text, bool(match["opened"].strip())), text)


def _find_value(broken: Broken) -> _Given | None:
    """Return the value in which, or behind which, the parser stopped; None where it looked for none."""
    masked = _WHOLE_TEXT.sub(lambda text: "_" * len(text[0]), broken.left)
    # The comma of a decimal in brackets parts it for the parser, which then misses a key.
    has_decimal = re.search(r"=\s*[-+]?\d+(?:,\d+)+\s*$", masked) is not None
    of_value = ("Invalid value", "Invalid date", "Expected newline", "Unclosed")
    is_header = re.match(r"\s*\[[^=]*$", masked) is not None and broken.parsed.startswith("Expected newline")
    if is_header or not (has_decimal or broken.parsed.startswith(of_value)):
        return None
    is_inside = sum(map(masked.count, "[{")) > sum(map(masked.count, "]}")) or "=" not in masked
    start = (max(map(masked.rfind, "=" if has_decimal else "=[{,")) if is_inside else masked.find("=")) + 1
    end = re.search(r"[,\]}#]" if is_inside else r"#", broken.right)
    text = broken.left[start:] + (broken.right[: end.start()] if end else broken.right)
    keys = re.findall(r"([\w.-]+)\s*=", masked)
    return _Given(
        keys[-1] if keys else "", broken.left[start:].strip(), text.strip(), is_inside, masked[:start].endswith("=")
    )


def _doubt_parting(broken: Broken, given: _Given) -> Fault | None:
    """Return what is wrong between values in brackets."""
    rest = broken.right.lstrip()
    if given.is_inside and not given.text and not given.is_behind_sign and rest:
        return Fault(say("a value is missing before {sign}", sign=rest[0]), _part_by_one_comma())
    is_apart = not given.read or broken.right != rest or broken.left[-1:].isspace() or rest[:1] in ";]}"
    if not broken.parsed.startswith("Unclosed") or not is_apart:
        return None
    hint = _part_by_commas()
    if rest.startswith(";"):
        return Fault(say("{sign} parts nothing", sign=quoted(";")), hint)
    if match := re.match(r"(?P<key>[\w-]+)\s*=|[\"'{]", rest):
        behind = match["key"] or rest.split(",")[0].rstrip("]} ")
        return Fault(say("a comma is missing before {value}", value=behind), hint)
    if rest[:1] in _CLOSING:
        return Fault(_say_unopened(rest[0]), say("what was opened last is closed first"))
    return None


def _doubt_value(given: _Given) -> Fault | None:
    """Return what is wrong with a value that is left out, with its quotes, or with what stands behind it."""
    text, read, rest = given.text, given.read, given.rest
    if not text and given.key and given.is_behind_sign:
        return Fault(say("{key} has no value", key=given.key), say("write it behind =, or delete the line"))
    if text.startswith("="):
        return Fault(say("= stands twice"), say_how_to_write(given.write(text.lstrip("= "))))
    if text.startswith("("):
        return Fault(say("( is no bracket here"), say("a list stands in square brackets"))
    is_doubled = text[:2] in ("''", '""') and bool(rest)
    if (text[:1] in _OTHER_QUOTES and text) or is_doubled:
        straight = say(
            "a text stands in straight quotes: {typed}", typed=given.write(_enclose_text(text.strip(f"{_QUOTES} ")))
        )
        return Fault(say("{sign} is no quote here", sign=text[0]), straight)
    if not read or not rest or given.is_inside:
        return None
    if re.match(r"[\w.-]+\s*=", rest):
        return Fault(_say_behind(rest), say("each key begins a line of its own"))
    if rest in (";", ",", ".", '"', "'"):
        return Fault(_say_behind(rest), say_how_to_write(given.write(read)))
    if rest[0] in _CLOSING and read[-1] in _QUOTES:
        example = given.write(f"[{read}]" if rest[0] == "]" else read)
        return Fault(_say_unopened(rest[0]), say_how_to_write(example))
    return None


def _doubt_figures(given: _Given) -> Fault | None:
    """Return what is wrong with a date or a number."""
    text, read, rest = given.text, given.read, given.rest
    if read[-1:] in _QUOTES and read:
        return None
    if text[len(read) :].startswith(" ") and _REMARK.match(rest):
        return _refuse_remark(rest)
    if given.key in DATE_KEYS or _LIKE_A_DATE.fullmatch(text):
        day = mend_date(given.key, text, in_full=given.key in DAY_KEYS)
        if not is_partial(text):
            return Fault(say("{value} is no date", value=text), day)
        needs_day = say("{key} needs the full day, not {value}", key=given.key, value=text)
        return Fault(needs_day if given.key in DAY_KEYS else _say_bare(text), day)
    hint = mend_number(text) if re.match(r"[-+.,]*\d", text) else None
    if hint is None:
        return None
    is_text = re.search(r"[^\W\d]", text) is not None
    otherwise = say("{hint}; {otherwise}", hint=hint, otherwise=_quote(given, text))
    return Fault(say("{value} is no number", value=text), otherwise if is_text else hint)


def _doubt_text(given: _Given) -> Fault | None:
    """Return what is wrong with a text."""
    text, read, rest = given.text, given.read, given.rest
    if not read and text:
        message = _say_bare(text) if text[0].isalpha() else say("{value} is no number, no date and no text", value=text)
        return Fault(message, None if text[0] in "[]{},;" else _quote(given, text.strip(_QUOTES)))
    if not rest:
        return None
    if given.is_inside:
        return Fault(_say_behind(rest), _part_by_commas())
    if read[0] == '"' and rest.endswith('"') and not rest.startswith(("'", '"', ",")):
        return Fault(say("a quote stands within the text"), say_how_to_write(given.write(f"'{text[1:-1]}'")))
    parts = [part[0] for part in _WHOLE_TEXT.finditer(text)]
    if (
        len(parts) > 1
        and len(parts[1]) > len('""')
        and text.startswith(parts[0])
        and rest.lstrip(", ").startswith(parts[1])
    ):
        return Fault(say("several texts stand behind ="), say_how_to_write(given.write(f"[{', '.join(parts)}]")))
    return Fault(_say_behind(rest), _begin_remark())


def _doubt_statement(broken: Broken) -> Fault | None:
    """Return what is wrong with a line that has no value, or none that the parser came to."""
    line = broken.line.strip()
    if _MERGED.match(line):
        hint = say("keep one of both, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>")
        return Fault(say("two versions of the file were not made one"), hint)
    if _REMARK.match(line):
        return _refuse_remark(line)
    if line.startswith("="):
        return Fault(say("no key stands before ="), None)
    if line.startswith("["):
        return _doubt_header(line, line.partition("#")[0].strip("[ ").partition("]")[0].strip())
    match = _HEADER.fullmatch(line)
    if match and "=" not in line and (match["opened"] or match["closed"] or _BARE_HEADER.match(line)):
        return _doubt_header(line, match["name"])
    if broken.right.startswith(",") and broken.parsed.startswith("Invalid initial"):
        return Fault(_say_behind(","), _part_by_one_comma())
    behind = broken.left.rstrip()
    value = _find_value_without_sign(broken.right, ",}#" if behind.count("{") > behind.count("}") else "#")
    has_value = value is not None and _keep_value(value) == value
    if "=" not in line and len(line.split()) > 2 and ":" not in line and not has_value:
        return Fault(say("{line} is neither a key with its value nor a remark", line=quoted(line)), _begin_remark())
    if behind[-1:] in _QUOTES and "{" in behind:
        return Fault(say("a text in braces has no key"), say("several texts stand in square brackets"))
    key = re.split(r"[^\w.-]", behind)[-1]
    is_ended = behind != broken.left or not re.match(r"\w", broken.right)
    if _KEY.fullmatch(key) and key[:1].isalnum() and is_ended and value is not None:
        return Fault(say("= is missing behind {key}", key=key), say_how_to_write(f"{key} = {_keep_value(value)}"))
    start = max(map(broken.left.rfind, "{,")) + 1
    name = broken.line[start:].partition("=")[0].strip()
    return Fault(say("{name} is no key", name=quoted(name)), _spell_keys())


def _find_value_without_sign(rest: str, ends: str) -> str | None:
    """Return what stands behind a key that has no sign, empty for nothing; None where that is no value.

    `ends` are the signs with which it ends, outside of texts.
    """
    match = re.match(rf"\s*(?::\s*=|:|)\s*(?P<value>(?:{STRING}|[^{ends}])*)", rest, re.DOTALL | re.VERBOSE)
    value = match["value"].strip() if match else ""
    has_sign = value[:1] not in ("[", "{") and "=" in _WHOLE_TEXT.sub("", value)
    return None if has_sign or (rest.strip() and not value.strip(_QUOTES)) else value


def _keep_value(text: str) -> str:
    """Return a value; what is none in quotes, and where it is no word either a sign that one stands there."""
    try:
        tomli.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return f'"{text}"' if re.fullmatch(r"[^\W\d_][\w ,.-]*", text) else "\u2026"
    return text


def _doubt_header(line: str, name: str) -> Fault:
    """Return what is wrong with the header of a table."""
    message = say("{line} is no header", line=quoted(line))
    if not all(_KEY.fullmatch(part.strip()) for part in name.split(".")):
        return Fault(message, _spell_keys())
    return Fault(message, say_how_to_write(f"[[{name}]]" if name in LOG_TABLES else f"[{name}]"))


def _say_behind(rest: str) -> Sentence:
    return say("{sign} stands behind the value", sign=rest)


def _part_by_one_comma() -> Sentence:
    return say("one comma stands between two values")


def _part_by_commas() -> Sentence:
    return say("what stands in brackets is parted by commas")


def _say_unopened(sign: str) -> Sentence:
    return say("{sign} closes what was not opened", sign=quoted(sign))


def _say_bare(text: str) -> Sentence:
    return say("{value} stands without quotes", value=text)


def _quote(given: _Given, text: str) -> Sentence:
    return say("a text stands in quotes: {typed}", typed=given.write(_enclose_text(text)))


def _enclose_text(text: str) -> str:
    """Return a text in quotes. In double ones \\ and another double quote mean something else."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"{}"'.format(text.replace("\\", r"\\").replace('"', r"\""))


def _spell_keys() -> Sentence:
    return say("a key is made of the letters a-z, digits, - and _")


def _begin_remark() -> Sentence:
    return say("a remark begins with #")


def _refuse_remark(rest: str) -> Fault:
    return Fault(say("{sign} begins no remark", sign=quoted(rest.split()[0])), _begin_remark())
