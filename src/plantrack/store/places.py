"""Where things stand in the text of a plan: key path → line, by a scan that knows strings."""

import re
from collections.abc import Iterable, Iterator, Set

from plantrack.plan.keys import LOG_TABLES
from plantrack.plan.problems import KeyPath

# A text of TOML, in its four forms. Of the first two as many as two quotes may stand before the end.
STRING = r"""
      "{3} (?: [^"\\] | \\. | "(?!"") )* "{3,5}
    | '{3} (?: [^'] | '(?!'') )* '{3,5}
    | " (?!"") (?: [^"\\\n] | \\. )* "
    | ' (?!'') [^'\n]* '
"""
_TOKEN = re.compile(
    rf"""
      (?P<string> {STRING} )
    | (?P<bare> [A-Za-z0-9_+:-]+ )  # a key, a number, a date
    | (?P<comment> \#[^\n]* )
    | (?P<sign> [^ \t\r] )          # a line end too
    """,
    re.DOTALL | re.VERBOSE,
)
# The statement of almost every line: one bare key and a value that ends on the line.
_PLAIN_STATEMENT = re.compile(
    r"""
    [ \t]* (?P<key> [A-Za-z0-9_-]+ ) [ \t]* = [ \t]*
    (?: " (?!"") (?: [^"\\\n] | \\. )* "
    |   ' (?!'') [^'\n]* '
    |   [^"'\[{\s\#] [^"'\[{\n\#]*  # a number, a date, true, false
    )
    [ \t]* (?: \#[^\n]* )? \n
    """,
    re.VERBOSE,
)
# To read more records one by one takes longer than to read all.
MOST_READ_ALONE = 1000
_ESCAPE = re.compile(
    r"""
    \\ (?: (?P<letter> [btnfre"\\] ) | x (?P<two> [0-9A-Fa-f]{2} )
       | u (?P<four> [0-9A-Fa-f]{4} ) | U (?P<eight> [0-9A-Fa-f]{8} ) )
    """,
    re.VERBOSE,
)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


def find_lines(text: str, paths: Iterable[KeyPath]) -> list[int | None]:
    """Return for each path the line of its key, else of the nearest table around it; None for the file as a whole.

    >>> find_lines("[plan]\\ntitle = 'One'\\n", [("plan", "title"), ("plan", "end"), ()])
    [2, 1, None]
    """
    paths = list(paths)
    found: dict[KeyPath, int] = {}
    # 1. Of a few records their own lines are read: there may be 100,000 more.
    records = {path[:2] for path in paths if path and path[0] in LOG_TABLES and len(path) > 1}
    for path, line in _scan_records(text, records) if len(records) <= MOST_READ_ALONE else ():
        found.setdefault(path, line)
    # 2. Most else that is asked for stands far above the end.
    missing = {path for path in paths if path and not (path[:2] in records and path[:2] in found)}
    wanted = {path[:length] for path in missing for length in range(1, len(path) + 1)}
    for path, line in scan_statements(text) if missing else ():
        if path in wanted and path not in found:
            found[path] = line
            missing.discard(path)
            if not missing:
                break
    nearest = ((path[:length] for length in range(len(path), 0, -1)) for path in paths)
    return [next((found[path] for path in candidates if path in found), None) for candidates in nearest]


def _scan_records(text: str, records: Set[KeyPath]) -> Iterator[tuple[KeyPath, int]]:
    """Give the key paths of some records of the log, each with its line; not of all where that takes a longer look."""
    # Where no sign is, three of it are looked for in vain.
    has_long_texts = '"""' in text or ("'" in text and "'''" in text)
    for table, headers in {} if has_long_texts else find_headers(text).items():
        ends = [*(start for start, _ in headers[1:]), len(text)]
        for place, ((start, line), end) in enumerate(zip(headers, ends, strict=False)):
            if (table, place) in records:
                # Below the last record of one table stand those of others.
                scan = _Scan(text[start:end])
                scan.line, scan.places_in_arrays[(table,)] = line, place - 1
                yield from (one for one in scan.scan() if one[0][:2] == (table, place))


def find_headers(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return for each table of the log where what looks like a header of it begins, and on which line.

    None is left out, but where one is in quotes: then there are none at all. What stands in a text over several lines
    may look like one.
    """
    found: dict[str, list[tuple[int, int]]] = {table: [] for table in LOG_TABLES}
    line, position = 1, 0
    # What begins with what it looks for is found far faster than what may stand at the start of each line.
    for match in re.finditer(rf"\[\[[ \t]*(?:({'|'.join(LOG_TABLES)})[ \t]*\]\]|[\"'])", text):
        start = match.start()
        if match[1] is None:
            return {table: [] for table in LOG_TABLES}
        line += text.count("\n", position, start)
        position = start
        while text[start - 1 : start] in (" ", "\t"):
            start -= 1
        if text[start - 1 : start] in ("", "\n"):
            found[match[1]].append((position, line))
    return found


def find_root_keys(text: str) -> set[str]:
    """Return the first words of the keys that stand before any table header."""
    found: set[str] = set()
    for path, _ in scan_statements(text, root_only=True):
        found.add(str(path[0]))
    return found


def scan_statements(text: str, *, root_only: bool = False) -> Iterator[tuple[KeyPath, int]]:
    """Give each key path with its line: of headers, of keys, and of the keys in inline tables and arrays of them."""
    return _Scan(text, root_only).scan()


class _Scan:
    """One pass over the text. Positions in arrays are counted; nesting is kept on a list, not on Python's stack."""

    def __init__(self, text: str, root_only: bool = False) -> None:
        self.text = text.replace("\r\n", "\n") + "\n"
        self.root_only = root_only
        self.position = 0
        self.line = 1
        self.table: KeyPath = ()
        # How many tables of each array were met, less one.
        self.places_in_arrays: dict[KeyPath, int] = {}

    def scan(self) -> Iterator[tuple[KeyPath, int]]:
        while self.position < len(self.text):
            plain = _PLAIN_STATEMENT.match(self.text, self.position)
            if plain is not None:
                yield (*self.table, plain["key"]), self.line
                self.position = plain.end()
                self.line += 1
                continue
            kind, token = self._next_token()
            if kind == "comment" or token in ("\n", ""):
                continue
            if token == "[":
                if self.root_only:
                    return
                yield from self._read_header()
            else:
                yield from self._read_key_and_value(kind, token)

    def _next_token(self) -> tuple[str, str]:
        """Return the kind and the text of the next token; both empty at the end."""
        match = _TOKEN.search(self.text, self.position)
        if match is None:
            self.position = len(self.text)
            return "", ""
        self.position = match.end()
        self.line += match[0].count("\n")
        return match.lastgroup or "", match[0]

    def _read_header(self) -> Iterator[tuple[KeyPath, int]]:
        kind, token = self._next_token()
        is_array = token == "["
        if is_array:
            kind, token = self._next_token()
        words, line = self._read_key(kind, token, "]")
        path = self._resolve(words)
        for length in range(1, len(path) + 1):
            yield path[:length], line
        if is_array:
            place = self.places_in_arrays.get(path, -1) + 1
            self.places_in_arrays[path] = place
            path = (*path, place)
            self._next_token()
            yield path, line
        self.table = path

    def _resolve(self, words: list[str]) -> KeyPath:
        """Return the path of a header: below an array of tables it means the last of them."""
        path: KeyPath = ()
        for count, word in enumerate(words, 1):
            path = (*path, word)
            if count < len(words) and path in self.places_in_arrays:
                path = (*path, self.places_in_arrays[path])
        return path

    def _read_key(self, kind: str, token: str, end: str) -> tuple[list[str], int]:
        """Return the words of a dotted key whose first token is given, and its line; read on past its end sign."""
        line = self.line
        words = []
        while token and token != end:
            if kind == "string":
                words.append(_unquote(token))
            elif kind == "bare":
                words.append(token)
            kind, token = self._next_token()
        return words, line

    def _read_key_and_value(self, kind: str, token: str) -> Iterator[tuple[KeyPath, int]]:
        words, line = self._read_key(kind, token, "=")
        path = (*self.table, *words)
        for length in range(len(self.table) + 1, len(path) + 1):
            yield path[:length], line
        # What is open around the reading position: of an array its path and the place in it, of an inline table
        # its path and None.
        around: list[tuple[KeyPath, int | None]] = []
        expects_key = False
        while True:
            kind, token = self._next_token()
            if not token or (token == "\n" and not around):
                return
            if kind in ("string", "bare"):
                if expects_key:
                    words, line = self._read_key(kind, token, "=")
                    path = (*around[-1][0], *words)
                    for length in range(len(path) - len(words) + 1, len(path) + 1):
                        yield path[:length], line
                    expects_key = False
            elif token == "[":
                around.append((path, 0))
                path = (*path, 0)
            elif token == "{":
                around.append((path, None))
                yield path, self.line
                expects_key = True
            elif token in "]}":
                path = around.pop()[0]
                expects_key = False
            elif token == "," and around:
                outer, place = around[-1]
                expects_key = place is None
                if place is not None:
                    around[-1] = (outer, place + 1)
                    path = (*outer, place + 1)


def _unquote(token: str) -> str:
    if token.startswith("'"):
        return token[1:-1]
    return _ESCAPE.sub(_unescape, token[1:-1])


def _unescape(escape: re.Match[str]) -> str:
    if escape["letter"]:
        return _ESCAPED[escape["letter"]]
    return chr(int(escape["two"] or escape["four"] or escape["eight"], 16))
