"""One TOML table being read: gives its values with their types, and collects what is wrong with them."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, assert_never

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import AttributeType, AttributeValue, Evidence, Number, Title
from plantrack.plan.problems import KeyPath, Problem, Problems

LARGEST = 2**53
LANGUAGES = ("en", "vi")
ID_HINT = "lower-case ASCII letters and digits, joined by - or _, and not beginning with x-"
DATE_HINT = 'a date is 2024-06-05, "2024-06", "2024-Q3", "2024-H1" or "2024"'
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_MOST_SHOWN = 60


def shown(value: object) -> str:
    """Return a value as an error names it: as TOML would write it, cut where it is long."""
    match value:
        case str():
            return f'"{value}"' if len(value) <= _MOST_SHOWN else f'"{value[:_MOST_SHOWN]}…"'
        case bool():
            return str(value).lower()
        case int() if abs(value) > 10**_MOST_SHOWN:
            return "a number of more than 60 digits"
        case int() | float() | date() | time():
            return str(value)
        case list():
            return "an array"
        case _:
            return "a table"


def is_own(key: str) -> bool:
    """Tell whether a key belongs to the user and is left alone."""
    return key.startswith("x-")


def is_id(word: str) -> bool:
    """Tell whether a word can be the id of a kind, a stage, a target or an attribute."""
    return _ID.fullmatch(word) is not None and not is_own(word)


def plain_number(value: float) -> Number:
    """Return 12 for 12.0: a whole number is one however it is written."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Table:
    """A TOML table with its place: `subject` is how a message names it, `problems` is what it adds to.

    `meant` are the keys for which an unknown one was probably written.
    """

    def __init__(self, values: Mapping[str, Any], path: KeyPath, subject: str, problems: Problems) -> None:
        self.values = values
        self.path = path
        self.subject = subject
        self.problems = problems
        self.meant: set[str] = set()

    def error(self, key: str | None, message: str, hint: str = "") -> None:
        """Collect an error at a key of this table, or at the table where the key is None."""
        path = self.path if key is None else (*self.path, key)
        self.problems.append(Problem(f"{self.subject}: {message}" if self.subject else message, hint, path))

    def check_keys(self, known: Iterable[str], what: str = "key") -> None:
        """Collect an error for each key that is neither known nor the user's own."""
        known = tuple(known)
        for key in self.values:
            if key not in known and not is_own(key):
                word, guesses = key.lower(), self.problems.guesses
                meant = guesses.closest(word, known)
                self.meant.update([meant] if meant else [])
                self.error(key, f"unknown {what} {shown(key)}", guesses.hint(word, known))

    def _wrong(self, key: str, expected: str, hint: str = "") -> None:
        self.error(key, f"{key} must be {expected}, not {shown(self.values[key])}", hint)

    def require(self, key: str, hint: str = "") -> bool:
        """Tell whether a needed key is there, and collect an error if it is neither there nor misspelt."""
        if key in self.values:
            return True
        if key not in self.meant:
            self.error(None, f"{key} is missing", hint)
        return False

    def text(self, key: str) -> str | None:
        """Return a text; None where it is left out or wrong."""
        value = self.values.get(key)
        if not isinstance(value, str):
            if value is not None:
                self._wrong(key, "a text")
            return None
        try:
            value.encode()
        except UnicodeEncodeError:
            self._wrong(key, "a text in UTF-8")
            return None
        return value

    def title(self, key: str, default: str) -> Title:
        """Return a title, written once or once per language."""
        before = len(self.problems)
        value = self.values.get(key, default)
        if isinstance(value, dict):
            table = Table(value, (*self.path, key), f"{self.subject}.{key}", self.problems)
            table.check_keys(LANGUAGES, "language")
            english, vietnamese = table.text("en"), table.text("vi")
            title = english or vietnamese or ""
            if title.strip():
                return Title(title, vietnamese or title)
            if len(self.problems) == before:
                self.error(key, f"{key} has neither en nor vi")
        elif not isinstance(value, str):
            self._wrong(key, "a text")
        elif value.strip():
            return Title(value, value)
        else:
            self.error(key, f"{key} must not be empty")
        return Title(default, default)

    def number(self, key: str) -> Number | None:
        """Return a number; None where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong(key, "a number")
            return None
        if not math.isfinite(value) if isinstance(value, float) else False:
            self._wrong(key, "a finite number")
            return None
        if abs(value) > LARGEST:
            self._wrong(key, f"a number between -{LARGEST} and {LARGEST}")
            return None
        return plain_number(value)

    def date(self, key: str) -> PartialDate | None:
        """Return a date, known in full or in part; None where it is left out or wrong."""
        value = self.values.get(key)
        year = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999
        hint = f'put a year in quotes: {key} = "{value:04}"' if year else DATE_HINT
        return self._date(key, "a valid date", hint, partial=True)

    def day(self, key: str) -> PartialDate | None:
        """Return a date that is known to the day; None where it is left out or wrong."""
        hint = f"such as {'2021-01-01' if key == 'start' else '2025-12-31'}"
        return self._date(key, "a full date", hint, partial=False)

    def _date(self, key: str, expected: str, hint: str, *, partial: bool) -> PartialDate | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, datetime | time):
            self._wrong(key, "a date without a time of day")
            return None
        try:
            found = dates.from_written(value)
        except ValueError:
            found = None
        if found is None or not (partial or found.exact):
            self._wrong(key, expected, hint)
            return None
        return found

    def moment(self, key: str) -> datetime | None:
        """Return a date and time with its offset; None where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, datetime):
            self._wrong(key, "a date and time")
            return None
        if value.tzinfo is None:
            self._wrong(key, "a date and time with its offset", f"such as {value}+07:00")
            return None
        return value

    def evidence(self) -> Evidence:
        """Return the evidence that this table names."""
        return Evidence(*(self.text(key) for key in Evidence._fields))

    def attribute(self, key: str, type: AttributeType) -> AttributeValue | None:
        """Return the value of an attribute; None where it is left out or wrong."""
        match type:
            case AttributeType.TEXT:
                return self.text(key)
            case AttributeType.NUMBER:
                return self.number(key)
            case _:
                assert_never(type)

    def texts(self, key: str, hint: str = 'such as ["planned", "started"]') -> tuple[str, ...] | None:
        """Return an array of texts; None where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, list):
            self._wrong(key, "an array of texts", hint)
            return None
        other = next((one for one in value if not isinstance(one, str)), None)
        if other is not None:
            self.error(key, f"{key} must be an array of texts: {shown(other)} is none", hint)
            return None
        return tuple(value)

    def table(self, key: str, hint: str = "") -> "Table | None":
        """Return a table below this one; None where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(key, "a table", hint)
            return None
        return Table(value, (*self.path, key), f"{self.subject}.{key}" if self.subject else key, self.problems)

    def tables(self, key: str, hint: str) -> "list[Table]":
        """Return the tables of a short array below this one; none where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.error(key, f"{key} must be an array of tables", hint)
            return []
        return [
            Table(row, (*self.path, key, place), f"{self.subject}.{key}[{place + 1}]", self.problems)
            for place, row in enumerate(value)
        ]
