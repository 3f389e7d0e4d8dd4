"""Pages as Markdown that pastes well into a text."""

from collections.abc import Iterable

from plantrack.plan.sentences import Value
from plantrack.render.page import Bar, Cell, Line, Page, Piece, Style, Table
from plantrack.render.text.visible import visible
from plantrack.render.text.wording import worded


def write_markdown(page: Page) -> str:
    """Return a page: headings, sentences and tables, all of them whole."""
    parts = [_write_table(part) if isinstance(part, Table) else _write_line(part) for part in page]
    return "\n".join(part for part in parts if part)


def _write_line(line: Line) -> str:
    text = _write_cell(line.text, "bold" if line.heading else "")
    return f"{text}\n" if text else ""


def _write_table(table: Table) -> str:
    rows = [
        [_write_cell(cell, column.style) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows
    ]
    # A column in which nothing is said is not shown.
    shown = [
        place for place, column in enumerate(table.columns) if not column.leaves or any(row[place] for row in rows)
    ]
    columns = [table.columns[place] for place in shown]
    headings = [_escape(column.heading) for column in columns]
    marks = ["---" if column.align == "left" else "---:" for column in columns]
    return "".join(map(_write_row, [headings, marks, *([row[place] for place in shown] for row in rows)]))


def _write_row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |\n"


def _write_cell(cell: Cell, style: Style) -> str:
    match cell:
        case None | Bar():
            return ""
        case Piece():
            return _mark(_escape(cell.text).strip(), cell.style or style)
        case list():
            return "".join(_mark(_escape(piece.text), piece.style or style) for piece in cell).strip()
        case _:
            return _mark(_escape(cell).strip(), style)


def _mark(text: str, style: Style) -> str:
    return f"**{text}**" if text and "bold" in style else text


def _escape(text: Value) -> str:
    escaped = worded(text)
    for sign in "\\`*_[]<|~":
        escaped = escaped.replace(sign, f"\\{sign}")
    return visible(escaped)
