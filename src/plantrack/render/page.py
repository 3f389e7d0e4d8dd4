"""What a report is to whoever gets it: a page for people, rows for a spreadsheet. Both are data, drawn elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Union

from plantrack.plan.model import Number
from plantrack.plan.sentences import Value
from plantrack.tuples import NamedTuple

Style = Literal["", "bold", "dim", "green", "bold-green", "yellow", "red", "bold-red", "cyan"]


class Piece(NamedTuple):
    """A text of one style."""

    text: Value
    style: Style = ""


class Bar(NamedTuple):
    """How far a value has come on the way from a baseline to a goal."""

    baseline: Number
    actual: Number
    goal: Number
    planned: Number | None  # where a tick stands; None: there is none
    style: Style  # of what was gained


# Where nothing is said a cell is None or empty. What stands first of several pieces is aligned, the others follow it.
Cell = Union[Value, Piece, list[Piece], Bar, None]  # noqa: UP007 (made at once: with each | it is made anew)


class Column(NamedTuple):
    """One column of a table.

    Where a table is wider than the screen, columns become as narrow as their `least`, then they leave one after the
    other, the greatest `leaves` first, each having been made as narrow as it may be; then the others become so.
    """

    heading: Value
    # point: decimal points stand below each other; center: on paper, and on a screen at the left
    align: Literal["left", "center", "right", "point"] = "left"
    style: Style = ""  # of the cells that have none of their own
    leaves: int = 0  # 0: never
    overflow: Literal["whole", "wraps", "cuts"] = "whole"  # of cells in a column narrower than they are
    is_date: bool = False  # of its cells each that is a text is a date as a plan file has it
    # What is cut is its very beginning, also of what wraps and has no 12; otherwise a link loses its https:// first.
    is_literal: bool = False
    heading_wraps: bool = False
    heading_least: int = 0  # so wide is one that wraps, if it is so long: it does not wrap after each word
    wish: int | None = None  # its width on a screen that is too narrow for all; None: that of its cells
    least: int | None = None  # its width before any column leaves; None: what its overflow allows
    narrowest: int | None = None  # None: 12, where it may be narrower than its cells
    name: Value | None = None  # what it is called where it was left out; None: as it is headed
    is_told: bool = False  # where it leaves, what each row says in it is told below the table
    number: str = ""  # below its heading, in a report form: its place, and of what it is made; empty: in no form

    @property
    def may_be_silent(self) -> bool:
        """Tell whether it is left out where nothing is said in it: a form has all its columns."""
        return bool(self.leaves) and not self.number


class Line(NamedTuple):
    """One line of text. A `heading` is the title of what follows; what is too long wraps, or is cut.

    Where it stands across a page matters on paper alone.
    """

    text: Value | list[Piece] = ""
    style: Style = ""
    heading: bool = False
    cuts: bool = False
    align: Literal["left", "center", "right"] = "left"


class Table(NamedTuple):
    """Rows of cells below the headings of their columns.

    One that `stacks` loses no column: where not all fit it becomes several below each other, each with the first one;
    it has no lines.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    stacks: bool = False
    lines: Mapping[int, Line] = {}  # across all columns, each by the number of the row above which it stands
    has_sum: bool = False  # the last row sums up the others: what it says is told below where a column leaves
    naming: int = 0  # the place of the column that names a row where it is told below


Page = Sequence[Line | Table]


class Rows(NamedTuple):
    """A report for a spreadsheet: NamedTuples of one type.

    `nested` names the fields that hold NamedTuples or None, with their type, and those that hold mappings, with their
    keys: each key is a column. What `import` reads again is written so that nothing of it is lost.
    """

    row_type: type[Any]
    rows: Sequence[Any]
    nested: Mapping[str, type[Any] | Iterable[str]] = {}
    is_importable: bool = False


class Records(NamedTuple):
    """The rows of a log, for a spreadsheet that `import` reads."""

    rows: Sequence[Any]
    attributes: Sequence[str]  # of all kinds
