"""English as it stands on paper: 30 June 2025, where a screen shows 2025-06-30."""

import re

from plantrack.plan.dates import PartialDate
from plantrack.plan.sentences import Sentence, Value
from plantrack.render.text.wording import worded
from plantrack.render.text.writer import Writer

# In these places of a sentence stands a date, and never what somebody wrote.
_DATED_PLACES = {"as_of", "date", "day", "due", "end", "first", "last", "month", "now", "since", "start", "then"}
_PARTS_OF_DATE = re.compile(r"(\d{4})-(?:(\d\d)(?:-(\d\d))?|Q([1-4])|H([12]))", re.ASCII)
_NAMES_OF_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NO_BREAK = "\u00a0"


class EnglishOnPaper(Writer):
    """English with its dates as people write them."""

    def write(self, value: Value) -> str:
        """Return a value as it stands on a page."""
        return self._write(value, short=False)

    def write_small(self, value: Value) -> str:
        """Return a value as it stands below another one, with its dates as in a table."""
        return self._write(value, short=True)

    def _write(self, value: Value, *, short: bool) -> str:
        if not isinstance(value, Sentence):
            return worded(value)
        values = {name: self._fill_place(name, inside, short=short) for name, inside in value.values.items()}
        return worded(value._replace(values=values)).replace(" %", f"{_NO_BREAK}%")

    def _fill_place(self, name: str, value: Value, *, short: bool) -> Value:
        if name == "count":
            return value
        if isinstance(value, PartialDate):
            return spell_date(value.text, short=short)
        if isinstance(value, str) and name in _DATED_PLACES:
            return spell_date(value, short=short)
        return self._write(value, short=short)

    def write_date(self, date: str) -> str:
        """Return a date as a plan file has it as it stands in a table."""
        return spell_date(date, short=True)


def spell_date(date: str, *, short: bool) -> str:
    """Return a date as people write it; what is none stays as it is. No line ends within it.

    >>> [spell_date(date, short=False).replace("\u00a0", " ") for date in ("2025-06-30", "2024-H1", "2024-Q3", "2024")]
    ['30 June 2025', 'H1 2024', 'Q3 2024', '2024']
    >>> [spell_date(date, short=True).replace("\u00a0", " ") for date in ("2025-06-30", "2024-09", "2024-H1")]
    ['30 Jun 2025', 'Sep 2024', 'H1 2024']
    """
    match = _PARTS_OF_DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day, quarter, half = match.groups()
    if quarter:
        written = f"Q{quarter} {year}"
    elif half:
        written = f"H{half} {year}"
    else:
        name = _NAMES_OF_MONTHS[int(month) - 1]
        written = f"{int(day)} " if day else ""
        written += f"{name[:3] if short else name} {year}"
    return written.replace(" ", _NO_BREAK)
