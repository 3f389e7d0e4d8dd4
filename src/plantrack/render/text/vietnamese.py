"""Vietnamese: sentences from a catalogue, numbers and dates as reports have them, and the plan's own words."""

import re
from collections.abc import Mapping
from functools import partial
from gettext import NullTranslations

from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Kind, Target, Title
from plantrack.plan.sentences import Called, CalledTarget, Figure, Guessed, Listed, Sentence, Value, exact_text
from plantrack.plan.typed.words import Language
from plantrack.render.page import Cell, Piece, Table
from plantrack.render.text.numbers import group_thousands
from plantrack.render.text.wording import find_label
from plantrack.render.text.writer import Writer
from plantrack.tuples import NamedTuple

_DATED = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d)(?: (\d\d:\d\d):\S+)?)?|Q([1-4])|H([12])))?", re.ASCII)
_SWAPPED = str.maketrans(".,", ",.")
_NUMERALS = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")


class Vietnamese(Writer):
    """Vietnamese. The catalogue says how each sentence reads, and how the dates in it are written."""

    language: Language = "vi"
    point = ","

    def __init__(self, catalogue: NullTranslations) -> None:
        self._catalogue = catalogue
        self._kinds: Mapping[str, Kind] = {}
        self._targets: Mapping[str, Target] = {}

    def write(self, value: Value) -> str:
        """Return a value as it stands on a page: thousands are grouped."""
        return self._write(value, group=True)

    def tell(self, value: Value) -> str:
        """Return a value as it stands in a message: numbers are as they were written, but for the decimal sign."""
        return self._write(value, group=False)

    def find_text(self, text: str) -> str:
        """Return the text of a sentence that counts nothing, with its places."""
        return self._catalogue.gettext(text)

    def translate(self, text: str) -> str:
        """Return a fixed text of the help."""
        return self._catalogue.gettext(text) if text else text

    def learn(self, kinds: Mapping[str, Kind], targets: Mapping[str, Target]) -> None:
        """Learn from a plan that was read what its kinds with their stages, and its targets, are called."""
        self._kinds, self._targets = kinds, targets

    def write_dates(self, table: Table) -> Table:
        """Return a table with its dates as people read them."""
        dated = [column.is_date for column in table.columns]
        if not any(dated):
            return table
        rows = [
            [self._date_cell(cell) if is_date else cell for cell, is_date in zip(row, dated, strict=True)]
            for row in table.rows
        ]
        return table._replace(rows=rows)

    def write_date(self, date: str) -> str:
        """Return a date as a plan file has it as it stands in a table."""
        return write_date(date, "short")

    def _date_cell(self, cell: Cell) -> Cell:
        match cell:
            case str():
                return write_date(cell, "short")
            case Piece(text=str() as text):
                return cell._replace(text=write_date(text, "short"))
            case _:
                return cell

    def _write(self, value: Value, *, group: bool) -> str:
        match value:
            case Figure():
                return write_figure(value)
            case str():
                return value
            case Sentence():
                return self._write_sentence(value, group=group)
            case Title():
                return value.vi
            case Called():
                return self._call(value, group=group)
            case CalledTarget():
                return self._targets[value.id].title.vi if value.id in self._targets else value.id
            case Guessed():
                return self._write(value.write(self._write(value.label, group=group)), group=group)
            case Listed():
                label = self._write(value.label, group=group)
                return value.id if label == value.id else f"{value.id} ({label})"
            case PartialDate():
                return value.text
            case _:
                text = exact_text(value)
                return write_figure(group_thousands(text) if group else Figure(text))

    def _write_sentence(self, sentence: Sentence, *, group: bool) -> str:
        if sentence.meaning is not None:
            text = self._catalogue.pgettext(sentence.meaning, sentence.text)
        elif sentence.many is None:
            text = self.find_text(sentence.text)
        else:
            count = sentence.values["count"]
            text = self._catalogue.ngettext(sentence.text, sentence.many, 1 if count == 1 else 2)
        if not sentence.values:
            return text
        write = partial(self._write, group=group)
        filled = {name: _Filled(value, write(value)) for name, value in sentence.values.items()}
        if "unit" in filled and filled["unit"].written == "%":
            text = text.replace(" {unit}", "{unit}")
        return text.format_map(filled)

    def _call(self, called: Called, *, group: bool) -> str:
        """Return what the plan calls a kind or a stage; its id where it is called nothing else."""
        kind = self._kinds.get(called.kind)
        if called.stage is not None:
            return self._write(find_label(kind, called.stage), group=group)
        return called.kind if kind is None else begin_small(kind.title.vi)


class _Filled(NamedTuple):
    """What stands in a place of a sentence. A place that says so, `{day:long}`, has a date as it is to be written."""

    value: Value
    written: str

    def __format__(self, form: str) -> str:
        if not form:
            return self.written
        match self.value:
            case PartialDate():
                return write_date(self.value.text, form)
            case str():
                return write_date(self.value, form)
            case _:
                return self.written


def write_figure(figure: str) -> str:
    """Return a number as people read it, from how they do in English.

    >>> write_figure("1,234.5"), write_figure("<1 %")
    ('1.234,5', '<1%')
    """
    return figure.translate(_SWAPPED).replace(" %", "%")


def begin_small(title: str) -> str:
    """Return a title as it stands within a sentence; an abbreviation stays as it is.

    >>> begin_small("Cụm công nghiệp"), begin_small("KCN")
    ('cụm công nghiệp', 'KCN')
    """
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def write_date(date: str, form: str) -> str:
    """Return a date: `short` for a table, `long` for a sentence, `bare` for a sentence whose own word stands before it.

    A moment keeps its hour and minute. What is no date stays as it is.

    >>> [write_date("2023-09-06", form) for form in ("short", "long", "bare")]
    ['06/09/2023', 'ngày 06/9/2023', '06/9/2023']
    >>> [write_date(date, "long") for date in ("2024-02", "2024-Q1", "2024-H1", "2024")]
    ['tháng 02/2024', 'quý I/2024', '6 tháng đầu năm 2024', 'năm 2024']
    >>> write_date("2027-01-05 08:00:00+07:00", "long")
    '08:00 ngày 05/01/2027'
    """
    match = _DATED.fullmatch(date)
    if match is None:
        return date
    year, month, day, time, quarter, half = match.groups()
    is_short = form == "short"
    if day:
        # As on the first page of a document: no month but the first two could be read as another one.
        written = month if is_short or month in ("01", "02") else str(int(month))
        return f"{f'{time} ' if time else ''}{'ngày ' if form == 'long' else ''}{day}/{written}/{year}"
    if month:
        written = month if is_short or month in ("01", "02") else str(int(month))
        return f"{month}/{year}" if is_short else f"tháng {written}/{year}"
    if quarter:
        return f"quý {_NUMERALS[int(quarter) - 1]}/{year}"
    if half:
        part = _HALVES[int(half) - 1]
        return f"6T {part} {year}" if is_short else f"6 tháng {part} năm {year}"
    return year if is_short else f"năm {year}"
