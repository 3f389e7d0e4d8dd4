"""The rows of a file below its headings: cells → values as a plan file would hold them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from plantrack.plan import dates
from plantrack.plan.corrections import WAS
from plantrack.plan.dates import PartialDate
from plantrack.plan.guesses import Guesses
from plantrack.plan.keys import LogTable, is_own
from plantrack.plan.model import CHANGED, EXPECTED_KEY, NAME_KEY, AttributeValue, Kind, Number, Plan, Target
from plantrack.plan.naming.cleaning import join_lines, mend_letters
from plantrack.plan.naming.prefixes import call_kinds
from plantrack.plan.problems import Problem, say_of
from plantrack.plan.rules.known import Replaced
from plantrack.plan.sentences import Called, Fault, Value, exact_text, say, show_value
from plantrack.plan.typed.days import find_order, read_date_text
from plantrack.plan.typed.figures import read_number
from plantrack.plan.typed.spreadsheets import unguard_date
from plantrack.plan.typed.words import Manner, Unreadable
from plantrack.plan.vocabulary import IdClass, Vocabulary, call_stages, call_targets, find_ids
from plantrack.store.csv.header import Columns
from plantrack.store.csv.no_items import CsvRow, NoItems
from plantrack.store.csv.workbook import SheetCell, Spread, spell_cell
from plantrack.store.read import cells
from plantrack.store.read.records import EVIDENCE_KEYS, MEASUREMENT_KEYS, MILESTONE_KEYS

# `(6)=(5)/(4)` numbers a column too.
_NUMBER_OF_COLUMN = re.compile(r"\((?P<number>\d{1,2})\)(?:\s*=.*)?|(?P<bare>\d{1,2})|[A-Z]", re.ASCII)
# No year, and no day of Excel.
_COUNT = re.compile(r"\d{1,3}", re.ASCII)


def choose_table(row: Mapping[str, Any]) -> LogTable:
    """Return of which table of the log a row is, by the keys that it names."""
    if "text" in row or "ask" in row:
        return "comments"
    return "measurements" if "target" in row or "value" in row else "milestones"


def has_cells(row: Sequence[SheetCell]) -> bool:
    """Tell whether anything stands in a row."""
    return any(cell != "" for cell in row)


def only_numbers(row: Sequence[SheetCell]) -> bool:
    """Tell whether a row does nothing but number the headings above it: `(1) (2) (3)`, or `A B 1 2`."""
    matches = [_NUMBER_OF_COLUMN.fullmatch(spell_cell(cell)) for cell in row if cell != ""]
    numbers = [int(match["number"] or match["bare"]) for match in matches if match and not match[0].isalpha()]
    return all(matches) and len(matches) > 1 and bool(numbers) and numbers == list(range(1, len(numbers) + 1))


def spread_stages(typed: Mapping[str, Any], columns: Columns, day: SheetCell) -> list[dict[str, Any]]:
    """Return the records of a row that has a date, or an expected one, for each stage, in the order of the stages.

    What it says beside them stands on each: which record keeps it is for the plan to tell. A row without a stage makes
    a change of that day, and one that says nothing else no record.
    """
    when: dict[str, dict[str, Any]] = {}
    for key, known in (("date", columns.stages), (EXPECTED_KEY, columns.expected)):
        for column, stage in known.items():
            if column in typed:
                when.setdefault(stage, {})[key] = typed[column]
    shared = {key: value for key, value in typed.items() if key not in {*columns.stages, *columns.expected}}
    dated = [{**shared, "stage": stage, **dates} for stage, dates in when.items()]
    if dated or shared.keys() <= {"kind", "item", *EVIDENCE_KEYS}:
        return dated
    return [{**shared, "stage": CHANGED, "date": day}]


class RowReader:
    """Reads the rows of one file, and remembers what it has read: most cells of a column are alike."""

    def __init__(self, plan: Plan, columns: Columns, manner: Manner, rows: Sequence[CsvRow]) -> None:
        self._plan = plan
        self._columns = columns
        self._manner = manner
        self._rows = rows
        self._guesses = Guesses()
        self._kinds, self._targets = call_kinds(plan.kinds), call_targets(plan.targets)
        self._stages = {id: call_stages(kind, kind.known_stages()) for id, kind in plan.kinds.items()}
        numbers = (name for kind in plan.kinds.values() for name, one in kind.attributes.items() if one.is_number)
        # What stands in merged cells of these is of no other row than the first.
        self._of_one_row = {*columns.stages, *columns.expected, "value", *numbers}
        self._found: dict[tuple[IdClass, str, str | None], str | Fault] = {}
        self._dates: dict[SheetCell, PartialDate] = {}
        self._day_first: dict[str, tuple[int, str] | None] = {}  # by the column
        self._no_items = NoItems(plan, columns, rows)

    def read(self, row: Sequence[SheetCell]) -> tuple[dict[str, Any], Replaced, list[Problem]]:
        """Return a row with the types of a plan file, what it says that it replaced, and what is wrong in it."""
        keys = self._columns.keys
        if has_cells(row[len(keys) :]):
            many, columns = len(row), len(keys)
            message = say("has {cells} cells, but the header names {columns} columns", cells=many, columns=columns)
            return {}, {}, [Problem(message, say("put a text that holds the separator in quotes"))]
        given = {
            key: cell
            for key, cell in zip(keys, row, strict=False)
            if cell != "" and key and not (isinstance(cell, Spread) and key in self._of_one_row)
        }
        problem = self._no_items.refuse(given, row)
        if problem is not None:
            return {}, {}, [problem]
        table = choose_table(given)
        others = {"milestones": (), "measurements": MILESTONE_KEYS[1:], "comments": ("stage", "value")}
        if not given.keys().isdisjoint(others[table]):
            message = (
                say("names a total and an item: each row is one of them")
                if table == "measurements"
                else say("names a comment and a stage or a total: each row is one of them")
            )
            return {}, {}, [Problem(message, say("leave the cells of the other one empty"))]
        is_filled = {
            "milestones": self._columns.filled.keys(),
            "measurements": {*MEASUREMENT_KEYS, *EVIDENCE_KEYS},
            "comments": {"date", *(("kind",) if "item" in given else ()), *EVIDENCE_KEYS},
        }[table]
        # What is only expected has no date, whatever those have that have none.
        is_filled = is_filled - {"date"} if EXPECTED_KEY in given else is_filled
        given = {**{key: cell for key, cell in self._columns.filled.items() if key in is_filled}, **given}
        wrong: list[Problem] = []
        words = self._read_words(given, wrong)
        wrong += self._refuse_other_kind(words)
        kind, target = self._plan.kinds.get(words.get("kind", "")), self._plan.targets.get(words.get("target", ""))
        typed: dict[str, Any] = {}
        was: dict[str, Any] = {}
        for column, cell in given.items():
            key = column.removeprefix(WAS)
            try:
                value = self._read_cell(column, words.get(column, cell), kind, target)
            except Unreadable as error:
                heading = self._columns.headings.get(column, column)
                wrong.append(Problem(say_of(heading, error.fault.message), error.fault.hint))
                continue
            if key == column:
                typed[key] = value.toml() if isinstance(value, PartialDate) else value
            else:
                was[key] = value.text if isinstance(value, PartialDate) else value
        # Evidence may have been replaced by none; what a figure was says nothing where no figure stands.
        typed |= {key: "" for key in was if key not in typed and (key in ("ask", *EVIDENCE_KEYS) or is_own(key))}
        return typed, {key: value for key, value in was.items() if key in typed}, wrong

    def _refuse_other_kind(self, words: Mapping[str, str]) -> list[Problem]:
        """Return the problem of a row whose kind is not that of the columns of stages; none where it is."""
        kind, of_columns = words.get("kind"), str(self._columns.filled.get("kind"))
        if kind in (None, of_columns) or not (self._columns.stages or self._columns.expected):
            return []
        message = say(
            "is of another kind, {kind}: the columns are stages of {other}", kind=Called(kind), other=Called(of_columns)
        )
        return [Problem(message, say("give each kind a file of its own"))]

    def _read_words(self, given: Mapping[str, SheetCell], wrong: list[Problem]) -> dict[str, str]:
        """Return the ids that the words of a row mean; what means none is collected."""
        meant: dict[str, str] = {}
        if "kind" in given:
            self._look_up("kind", given, self._kinds, meant, wrong)
        if "stage" in given and "kind" in meant:
            self._look_up("stage", given, self._stages[meant["kind"]], meant, wrong)
        if "target" in given:
            self._look_up("target", given, self._targets, meant, wrong)
        return meant

    def _look_up(
        self,
        what: IdClass,
        given: Mapping[str, SheetCell],
        known: Vocabulary,
        meant: dict[str, str],
        wrong: list[Problem],
    ) -> None:
        asked = (what, spell_cell(given[what]), meant.get("kind"))
        if asked not in self._found:
            ids = find_ids(asked[1], known)
            fault = None if len(ids) == 1 else self._guesses.find_id_fault(what, asked[1], known, asked[2])
            self._found[asked] = fault or ids[0]
        found = self._found[asked]
        if isinstance(found, Fault):
            wrong.append(Problem(*found))
        else:
            meant[what] = found

    def _read_cell(
        self, column: str, cell: SheetCell, kind: Kind | None, target: Target | None
    ) -> AttributeValue | PartialDate:
        """Return the value of a cell; of a word its id is given."""
        key = column.removeprefix(WAS)
        if isinstance(cell, Fault):
            raise Unreadable(*cell)
        if key in ("date", EXPECTED_KEY) or key in self._columns.stages or key in self._columns.expected:
            return self._read_date(column, cell)
        if key in ("item", NAME_KEY):
            return join_lines(spell_cell(cell))
        if key == "decision" and not self._columns.is_log:
            return mend_letters(spell_cell(cell))
        if key == "value" and kind is None:
            return self._read_total(cell, percent=None if target is None else target.is_percent)
        declared = None if kind is None else kind.attributes.get(key)
        type = "text" if declared is None else declared.type
        if type == "number" and isinstance(cell, int | float):
            return cell
        return cells.read_attribute(spell_cell(cell), type, self._manner)

    def _read_total(self, cell: SheetCell, *, percent: bool | None) -> Number:
        """Read a number, which has one reading where it is none of a text; but 59.1 % is 0.591 to a workbook."""
        if not isinstance(cell, int | float):
            return read_number(spell_cell(cell), self._manner, percent=percent)
        if not percent or not 0 < abs(cell) <= 1:
            return cell
        percents = exact_text(float(f"{cell * 100:.15g}")).removesuffix(".0")
        message = say("{number} may be {percents}% or {number}%", number=cell, percents=percents)
        raise Unreadable(message, say("write it with its sign in a cell that is formatted as a text"))

    def _read_date(self, key: str, cell: SheetCell) -> PartialDate:
        """Read a date, also as `--excel` writes a month. In a workbook a day is a day."""
        found = self._dates.get(cell)
        if found is None and type(cell) is date:
            found = self._dates[cell] = dates.from_day(cell)
        if found is None:
            text = spell_cell(cell)
            try:
                found = self._dates[cell] = read_date_text(unguard_date(text), self._manner)
            except Unreadable as error:
                if _COUNT.fullmatch(text):
                    hint = say("a number alone is no date: delete the row if it sums others up")
                    raise Unreadable(error.fault.message, hint) from error
                other = None if self._manner.is_day_first or find_order(text) != "month" else self._find_day_first(key)
                if other is None:
                    raise
                raise self._refuse_two_orders(text, other) from error
        return found

    def _find_day_first(self, key: str) -> tuple[int, str] | None:
        """Return the first row where the date in a column can only have the day first, with it; None for none."""
        if key not in self._day_first:
            place = self._columns.keys.index(key)
            texts = ((line, spell_cell(row[place])) for line, row in self._rows if place < len(row))
            self._day_first[key] = next((one for one in texts if find_order(one[1]) == "day"), None)
        return self._day_first[key]

    @staticmethod
    def _refuse_two_orders(cell: str, other: tuple[int, str]) -> Unreadable:
        line, day_first = other
        values: dict[str, Value] = {"text": show_value(cell), "line": line, "other": show_value(day_first)}
        message = say("{text} has the month first, and {other} on line {line} the day", **values)
        return Unreadable(message, say("one column is read in one way: write its dates as 2025-06-30"))


def count_month_starts(rows: Sequence[Mapping[str, Any]]) -> int:
    """Return the number of rows where the date of each is the first of a month, which may stand for a month; else 0.

    One alone tells nothing; nor does what changes, which begins with a month more often than not.
    """
    told = (row["date"] for row in rows if "date" in row and row.get("stage") != CHANGED)
    found = [dates.from_written(date) for date in told]
    firsts = [one for one in found if one.exact and one.text.endswith("-01")]
    return len(found) if len(found) > 1 and len(firsts) == len(found) else 0
