"""One TOML table being read: gives its values with their types, and collects what is wrong with them."""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any, Literal, assert_never

from plantrack.plan import dates
from plantrack.plan.dates import PartialDate
from plantrack.plan.keys import NO_OWN_TEXTS, AttributeType, OwnTexts, is_own
from plantrack.plan.model import AttributeValue, Evidence, Number, Title
from plantrack.plan.problems import About, Problem, Problems, say_of
from plantrack.plan.sentences import Sentence, Value, name_key, say, say_example, say_how_to_write, show_value

LARGEST = 2**53
LANGUAGES = ("en", "vi")


def plain_number(value: float) -> Number:
    """Return 12 for 12.0: a whole number is one however it is written."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def ask_for_one_pair_of_brackets(key: str) -> Sentence:
    """Return the hint for a table that is written as a record is."""
    return say("write {header} in one pair of brackets", header=f"[{key}]")


class Table:
    """A TOML table with its place. `subject` is how a message names it, empty for the root and what stands nowhere.

    `about` is its place in the file, `problems` what it adds to, `meant` are the keys for which an unknown one was
    probably written.
    """

    def __init__(self, values: Mapping[str, Any], about: About, subject: str, problems: Problems) -> None:
        self.values = values
        self.about = about
        self.subject = subject
        self.problems = problems
        self.meant: set[str] = set()

    def error(self, key: str | None, message: Sentence, hint: Sentence | None = None) -> None:
        """Collect an error at a key of this table, or at the table where the key is None."""
        about = self.about if key is None else self.about.at(key)
        self.problems.append(Problem(say_of(self.subject, message) if self.subject else message, hint, about))

    def call(self, key: str) -> Value:
        """Return what a message calls a key: as it stands in the file; what stands in none as people call it."""
        return key if self.subject else name_key(key)

    def _below(self, values: Mapping[str, Any], key: str, place: int | None = None) -> "Table":
        """Return a table below this one, under a key or at a place in the array under it."""
        about, name = self.about.at(key), f"{self.subject}.{key}" if self.subject else key
        if place is None:
            return Table(values, about, name, self.problems)
        return Table(values, about.at(place), f"{name}[{place + 1}]", self.problems)

    def check_keys(self, known: Iterable[str], what: Literal["key", "table", "language", "stage"] = "key") -> None:
        """Collect an error for each key that is neither known nor the user's own."""
        known = tuple(known)
        for key in self.values:
            if key not in known and not is_own(key):
                guesses = self.problems.guesses
                # What was meant is not missing: one mistake is told once.
                meant = guesses.closest(key.lower(), known)
                self.meant.update([meant] if meant else [])
                self.error(key, *guesses.find_key_fault(what, key, known))

    def require(self, key: str, hint: Sentence | None = None) -> bool:
        """Tell whether a needed key is there, and collect an error if it is neither there nor misspelt."""
        if key in self.values:
            return True
        if key not in self.meant:
            self.error(None, say("{key} is missing", key=self.call(key)), hint)
        return False

    def text(self, key: str) -> str | None:
        """Return a text; None where it is left out or wrong."""
        value = self.values.get(key)
        if not isinstance(value, str):
            if value is not None:
                self._refuse_as_text(key)
            return None
        try:
            # The command line can give half a character.
            value.encode()
        except UnicodeEncodeError:
            self.error(
                key, say("{key} must be a text in UTF-8, not {value}", key=self.call(key), value=show_value(value))
            )
            return None
        return value

    def _refuse_as_text(self, key: str) -> None:
        value = show_value(self.values[key])
        self.error(key, say("{key} must be a text, not {value}", key=key, value=value))

    def title(self, key: str, default: str) -> Title:
        """Return a title, written once or once per language."""
        before = len(self.problems)
        value = self.values.get(key, default)
        if isinstance(value, dict):
            # Almost all are plainly sound, and need no table of their own.
            english, vietnamese = value.get("en"), value.get("vi")
            if len(value) == 2 and isinstance(english, str) and english.strip() and isinstance(vietnamese, str):
                return Title(english, vietnamese or english)
            table = self._below(value, key)
            table.check_keys(LANGUAGES, "language")
            english, vietnamese = table.text("en"), table.text("vi")
            title = english or vietnamese or ""
            if title.strip():
                return Title(title, vietnamese or title)
            if len(self.problems) == before:
                self.error(key, say("{key} has neither en nor vi", key=key))
        elif not isinstance(value, str):
            self._refuse_as_text(key)
        elif value.strip():
            return Title(value, value)
        else:
            self.error(key, say_empty(key))
        return Title(default, default)

    def given_title(self, key: str) -> Title | None:
        """Return a title that need not be there; None where it is left out."""
        return self.title(key, "") if key in self.values else None

    def number(self, key: str) -> Number | None:
        """Return a number; None where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        # true is 1 to Python.
        if isinstance(value, bool) or not isinstance(value, int | float):
            message = say("{key} must be a number, not {value}", key=key, value=show_value(value))
            self.error(key, message, _hint_number(key, value) if isinstance(value, str) else None)
            return None
        if isinstance(value, float) and not math.isfinite(value):
            self.error(key, say("{key} must be a finite number, not {value}", key=key, value=show_value(value)))
            return None
        if abs(value) > LARGEST:
            limits = {"least": -LARGEST, "largest": LARGEST}
            message = say(
                "{key} must be a number between {least} and {largest}, not {value}",
                key=self.call(key),
                value=show_value(value),
                **limits,
            )
            self.error(key, message)
            return None
        return plain_number(value)

    def date(self, key: str) -> PartialDate | None:
        """Return a date, known in full or in part; None where it is left out or wrong."""
        if not self._is_day_without_time(key):
            return None
        value = self.values[key]
        found = read_date(value)
        if found is None:
            is_year = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999
            hint = (
                say('put a year in quotes: {key} = "{year}"', key=key, year=f"{value:04}")
                if is_year
                else _doubt_date(key, value, in_full=False)
            )
            self.error(key, say("{key} must be a valid date, not {value}", key=key, value=show_value(value)), hint)
        return found

    def day(self, key: str) -> PartialDate | None:
        """Return a date that is known to the day; None where it is left out or wrong."""
        if not self._is_day_without_time(key):
            return None
        value = self.values[key]
        found = read_date(value)
        if found is None or not found.exact:
            message = say("{key} must be a full date, not {value}", key=key, value=show_value(value))
            self.error(key, message, _doubt_date(key, value, in_full=True))
            return None
        return found

    def _is_day_without_time(self, key: str) -> bool:
        """Tell whether there is a value that may be a date, and collect an error where it is a time."""
        value = self.values.get(key)
        if isinstance(value, datetime | time):
            message = say("{key} must be a date without a time of day, not {value}", key=key, value=show_value(value))
            self.error(key, message)
            return False
        return value is not None

    def moment(self, key: str) -> datetime | None:
        """Return a date and time with its offset; None where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, datetime):
            self.error(key, say("{key} must be a date and time, not {value}", key=key, value=show_value(value)))
            return None
        if value.tzinfo is None:
            message = say(
                "{key} must be a date and time with its offset, not {value}", key=key, value=show_value(value)
            )
            self.error(key, message, say_example(f"{value}+07:00"))
            return None
        return value

    def evidence(self) -> Evidence:
        """Return the evidence that this table names."""
        return Evidence(*(self.text(key) for key in Evidence._fields))

    def attribute(self, key: str, type: AttributeType) -> AttributeValue | None:
        """Return the value of an attribute; None where it is left out or wrong."""
        match type:
            case "text":
                return self.text(key)
            case "number":
                return self.number(key)
            case _:
                assert_never(type)

    def texts(self, key: str, hint: Sentence) -> tuple[str, ...] | None:
        """Return an array of texts; None where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, list):
            self.error(key, say("{key} must be an array of texts, not {value}", key=key, value=show_value(value)), hint)
            return None
        other = next((entry for entry in value if not isinstance(entry, str)), None)
        if other is not None:
            self.error(
                key, say("{key} must be an array of texts: {value} is none", key=key, value=show_value(other)), hint
            )
            return None
        return tuple(value)

    def table(self, key: str, hint: Sentence | None = None) -> "Table | None":
        """Return a table below this one; None where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.error(key, say("{key} must be a table, not {value}", key=key, value=show_value(value)), hint)
            return None
        return self._below(value, key)

    def tables(self, key: str, hint: Sentence) -> "list[Table]":
        """Return the tables of a short array below this one; none where it is left out or wrong."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.error(key, say("{key} must be an array of tables", key=key), hint)
            return []
        return [self._below(row, key, place) for place, row in enumerate(value)]


def find_own_texts(row: Mapping[str, Any]) -> OwnTexts:
    """Return what a record says under keys of the user's own, where it is a text."""
    return {key: text for key, text in row.items() if is_own(key) and isinstance(text, str)} or NO_OWN_TEXTS


def read_date(written: object) -> PartialDate | None:
    """Return what a plan file writes as a date; None where it is none."""
    try:
        return dates.from_written(written)
    except ValueError:
        return None


def _doubt_date(key: str, value: object, *, in_full: bool) -> Sentence:
    # What knows how dates are typed is imported where one is none.
    from plantrack.store.read.doubts import mend_date

    return mend_date(key, str(value), in_full=in_full)


def say_empty(key: Value) -> Sentence:
    """Say that a text has nothing in it."""
    return say("{key} must not be empty", key=key)


def _hint_number(key: str, written: str) -> Sentence | None:
    # What knows how numbers are typed is imported where one is none.
    from plantrack.plan.typed.figures import is_plain
    from plantrack.store.read.doubts import mend_number

    return say_how_to_write(f"{key} = {written}") if is_plain(written) else mend_number(written)
