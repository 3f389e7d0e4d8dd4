"""Pages as Markdown that pastes well into a text."""

import re
from collections.abc import Iterable

from plantrack.render.addresses import split_addresses
from plantrack.render.page import Bar, Cell, Line, Page, Piece, Style, Table
from plantrack.render.text.visible import visible
from plantrack.render.text.writer import ENGLISH, Writer

# What ends the brackets <> around an address, parts the cells of a table, or is read as another sign within them.
_UNLIKE_ITSELF = re.compile(r"[<>|\\]|&#?\w+;")
# GitHub reads some signs in the finished page, where nothing is left of a backslash: before a person, the number of an
# issue, a small picture, and around a formula. In an element of its own none of them means anything.
_MARKUP = re.compile(
    r"""
    (?P<read_late> @ | [#](?=\d) | (?<=\bGH)-(?=\d) | :(?=[\w+-]+:) | [$] )
    | [\\`*_\[\]<|~&] | :(?=//) | (?<=www)[.]
    """,
    re.IGNORECASE | re.VERBOSE,
)
# All but the control characters that Python takes for spaces too, and that are shown.
_SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_MARKS = {"left": "---", "center": ":---:", "right": "---:", "point": "---:"}
_BLOCK = re.compile(r"^(?:\d{1,9}(?=[.)])|(?=[#+>-]))")


def write_markdown(page: Page, writer: Writer = ENGLISH) -> str:
    """Return a page: headings, sentences and tables, all of them whole."""
    parts = [
        _write_table(writer.write_dates(part), writer) if isinstance(part, Table) else _write_line(part, writer)
        for part in page
    ]
    return "\n".join(part for part in parts if part)


def _write_line(line: Line, writer: Writer) -> str:
    pieces = line.text if isinstance(line.text, list) else [Piece(line.text)]
    text = "".join(writer.write(piece.text) for piece in pieces)
    written = _write_bold(text) if line.heading else _write_own_line(text)
    return f"{written}\n" if written else ""


def _write_table(table: Table, writer: Writer) -> str:
    rows = [
        [_write_cell(cell, column.style, writer) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    # A column in which nothing is said is not shown.
    shown = [
        place
        for place, column in enumerate(table.columns)
        if not column.may_be_silent or any(row[place] for row in rows)
    ]
    columns = [table.columns[place] for place in shown]
    headings = [_escape(writer.write(column.heading)) for column in columns]
    marks = [_MARKS[column.align] for column in columns]
    numbers = [column.number for column in columns]
    written = [headings, marks, *([numbers] if any(numbers) else [])]
    for number, row in enumerate(rows):
        if number in table.lines:
            text = table.lines[number].text
            written.append([_write_cell(text, "", writer), *[""] * (len(shown) - 1)])
        written.append([row[place] for place in shown])
    return "".join(map(_write_row, written))


def _write_row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |\n"


def _write_cell(cell: Cell, style: Style, writer: Writer) -> str:
    match cell:
        case None | Bar():
            return ""
        case Piece():
            text, style = writer.write(cell.text), cell.style or style
            return _write_bold(text) if "bold" in style else _escape(text.strip(_SPACES))
        case list():
            return "".join(_write_piece(piece, writer) for piece in cell)
        case _:
            return _write_cell(Piece(cell), style, writer)


def _write_piece(piece: Piece, writer: Writer) -> str:
    """Return one of several pieces, with the spaces between them."""
    text = writer.write(piece.text)
    return _write_bold(text) if "bold" in piece.style else _escape(text)


def _write_bold(text: str) -> str:
    # A space beside the asterisks would make them asterisks.
    escaped = _escape(text.strip(_SPACES))
    return f"**{escaped}**" if escaped else ""


def _write_own_line(text: str) -> str:
    """Return a text as a line of its own, which is no heading, list, quotation or rule."""
    return _BLOCK.sub(r"\g<0>\\", _escape(text.strip(_SPACES)))


def _escape(text: str) -> str:
    """Return Markdown that shows just this text; what begins with http:// or https:// is a link to just that address.

    >>> print(_escape("2797/QĐ_UBND, https://example.org/a_b~c."))
    2797/QĐ\\_UBND, <https://example.org/a_b~c>.
    """
    return "".join(
        _write_link(passage.text) if passage.is_address else _escape_signs(passage.text)
        for passage in split_addresses(text)
    )


def _escape_signs(text: str) -> str:
    return _MARKUP.sub(lambda sign: f"<span>{sign[0]}</span>" if sign["read_late"] else f"\\{sign[0]}", visible(text))


def _write_link(address: str) -> str:
    """Return a link, as `<address>`; where that cannot hold it, as a text and what stands for it in an address."""
    if address.isprintable() and not _UNLIKE_ITSELF.search(address):
        return f"<{address}>"
    held = "".join(_encode_percent(one) if visible(one) != one or one in "<>|\\" else one for one in address)
    held = held.replace("&", "&amp;")
    return f"[{_escape_signs(address)}](<{held}>)"


def _encode_percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
