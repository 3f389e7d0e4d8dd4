"""Pages as HTML that pastes well into a document or a mail: real tables, with all that they look like on them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plantrack.plan.sentences import Value
from plantrack.render.addresses import split_addresses
from plantrack.render.formats.columns import UNBROKEN, find_long_words, find_type, find_widths, has_numbers, list_pieces
from plantrack.render.markup import NOTHING_MARKED, Markup, element, encode_address, escape_markup, join_markup
from plantrack.render.page import Bar, Cell, Column, Line, Page, Piece, Style, Table
from plantrack.render.palette import FONTS, FORM_FONTS, PALETTE, USES
from plantrack.render.text.widths import measure_text
from plantrack.render.text.writer import ENGLISH, Writer

_DOCTYPE = "<!DOCTYPE html>"
_DOCUMENT = f"font-family:{','.join(FONTS)};font-size:10pt;line-height:1.42;color:{PALETTE['ink'].light}"
# A report form is handed in with others, which are all set in this.
_FORM_DOCUMENT = f"font-family:{','.join(FORM_FONTS)};font-size:13pt;line-height:1.3;color:#000000"
_TABLE = "border-collapse:collapse;width:100%;margin:8pt 0 12pt"
_CAPTION = "text-align:left;padding:0 0 6pt"
_CELL = f"vertical-align:top;padding:2pt 8pt 2pt 0;border-bottom:solid 1px {PALETTE['hair'].light}"
_HEAD_LOOK = f"vertical-align:bottom;padding:2pt 8pt 2pt 0;border-bottom:solid 1px {PALETTE['ink'].light}"
_FORM_CELL = "vertical-align:top;padding:2pt 4pt;border:solid 1px #000000"
_FORM_HEAD = "vertical-align:middle;padding:2pt 4pt;border:solid 1px #000000;text-align:center"
_LEFT, _RIGHT, _CENTER, _WHOLE = ";text-align:left", ";text-align:right", ";text-align:center", ";white-space:nowrap"
_BREAKS, _UNSPLIT = ";overflow-wrap:anywhere", "page-break-inside:avoid"
_SIDES = {"left": _LEFT, "center": _CENTER, "right": _RIGHT, "point": _RIGHT}
_HEADING_LOOK = "font-size:11pt;font-weight:bold"
_PLAIN = ";font-weight:normal"


def write_html(page: Page, writer: Writer = ENGLISH) -> str:
    """Return a page as a document: headings, sentences and tables, all of them whole.

    What stands above a table, from its heading on, is its caption; that of one without is the heading before it.
    """
    written = [_word_part(part, writer) for part in page]
    title = next((_read_text(part) for part in written if isinstance(part, Line)), "")
    head = element("head", element("meta", charset="utf-8"), element("title", escape_markup(title)))
    is_form = any(isinstance(part, Table) and has_numbers(part.columns) for part in page)
    body = (
        element("body", *map(_mark_form_part, written), style=_FORM_DOCUMENT)
        if is_form
        else element("body", *_mark_parts(written), style=_DOCUMENT)
    )
    return f"{_DOCTYPE}\n{element('html', head, body, lang=writer.language)}\n"


def _word_part(part: Line | Table, writer: Writer) -> Line | Table:
    """Return a part of a page with all values as texts in the language of its reader."""
    if isinstance(part, Line):
        return _word_line(part, writer)
    table = writer.write_dates(part)
    return table._replace(
        columns=[column._replace(heading=writer.write(column.heading)) for column in table.columns],
        rows=[[_word_cell(cell, writer) for cell in row] for row in table.rows],
        lines={place: _word_line(line, writer) for place, line in table.lines.items()},
    )


def _word_line(line: Line, writer: Writer) -> Line:
    return line._replace(text=_word_text(line.text, writer))


def _word_text(text: Value | list[Piece], writer: Writer) -> str | list[Piece]:
    if isinstance(text, list):
        return [piece._replace(text=writer.write(piece.text)) for piece in text]
    return writer.write(text)


def _word_cell(cell: Cell, writer: Writer) -> Cell:
    match cell:
        case None | Bar():
            return cell
        case Piece():
            return cell._replace(text=writer.write(cell.text))
        case _:
            return _word_text(cell, writer)


def _mark_parts(page: Page) -> Iterator[Markup]:
    """Give the parts of a page; `above` is what may be the caption of a table that follows."""
    above: list[Line] = []
    heading: list[Line] = []
    for part in page:
        if isinstance(part, Table):
            yield _mark_table(part, above or heading)
            above = []
            continue
        if part.heading:
            yield from map(_mark_line, above)
            above, heading = [], [part]
        if _read_text(part):
            above.append(part)
    yield from map(_mark_line, above)


def _mark_form_part(part: Line | Table) -> Markup:
    """Return a part of a form, whose lines stand in the middle or at the right, each on its own.

    pandoc reads no side of a line, but the name of a style, for which a document of reference may have one.
    """
    if isinstance(part, Table):
        return _mark_table(part, ())
    side, text = part.align, _mark_pieces(part.text, part.style)
    if not text:
        return NOTHING_MARKED
    if part.heading:
        return element("h2", text, style=f"font-size:14pt;font-weight:bold;margin:4pt 0;text-align:{side}")
    return element("div", text, style=f"text-align:{side}", data_custom_style=f"Form {side}")


def _read_text(line: Line) -> str:
    return "".join(str(piece.text) for piece in list_pieces(line.text)).strip(" ")


def _mark_line(line: Line) -> Markup:
    if line.heading:
        return element("h2", _mark_pieces(line.text), style=f"{_HEADING_LOOK};margin:12pt 0 4pt")
    return element("p", _mark_pieces(line.text, line.style), style="margin:0 0 4pt")


def _mark_pieces(cell: Cell, style: Style = "") -> Markup:
    """Return a text, each piece in its style, or else in that of its column or line."""
    pieces = list_pieces(cell)
    texts = [str(piece.text) for piece in pieces]
    if texts:
        texts[0], texts[-1] = texts[0].lstrip(" "), texts[-1].rstrip(" ") if len(texts) > 1 else texts[0].strip(" ")
    return join_markup(*(_mark_text(text, piece.style or style) for text, piece in zip(texts, pieces, strict=True)))


def _mark_text(text: str, style: Style) -> Markup:
    linked = join_markup(
        *(
            _mark_link(passage.text) if passage.is_address else _keep_spaces(passage.text)
            for passage in split_addresses(text)
        )
    )
    if not style or not text:
        return linked
    # What makes a document of it reads an element, and no style, as bold.
    look = f"color:{PALETTE[USES[style]].light}" if style != "bold" else None
    return element("b" if "bold" in style else "span", linked, style=look)


def _keep_spaces(text: str) -> Markup:
    # Of several spaces a browser shows one.
    return escape_markup(text.replace("  ", "\u00a0 "))


def _mark_link(address: str) -> Markup:
    colour = f"color:{PALETTE['link'].light}"
    return element("a", escape_markup(address), href=encode_address(address), style=colour)


def _mark_table(table: Table, above: Sequence[Line]) -> Markup:
    shown = [
        place
        for place, column in enumerate(table.columns)
        # A column in which nothing is said is not shown.
        if not column.may_be_silent or any(_mark_pieces(row[place]) for row in table.rows)
    ]
    columns = [table.columns[place] for place in shown]
    rows = [[row[place] for place in shown] for row in table.rows]
    has_heads = any(str(column.heading) for column in columns)
    is_form = has_numbers(columns)
    letters = _count_letters(columns, rows)
    cell = _FORM_CELL if is_form else _CELL
    looks = [
        cell + _SIDES[column.align] + (_WHOLE if count <= UNBROKEN else _BREAKS if is_form and is_long else "")
        for column, count, is_long in zip(columns, letters, find_long_words(rows, len(columns)), strict=True)
    ]
    head_looks = [_FORM_HEAD if is_form else look.replace(_CELL, _HEAD_LOOK) for look in looks]
    # What a row is of stands in its first cell, in a form behind its number.
    head = (1 if is_form else 0) if has_heads else None
    widths = find_widths(letters, is_form=is_form)
    edges = sorted({0, *table.lines, len(rows)})
    bodies = [
        element(
            "tbody",
            *([_mark_group(table.lines[first], len(columns))] if first in table.lines else []),
            *(
                _mark_row(row, columns, looks, head=head, style=_UNSPLIT if is_form else None)
                for row in rows[first:after]
            ),
        )
        for first, after in pairwise(edges)
    ]
    return element(
        "table",
        _mark_caption(above),
        element("colgroup", *_mark_widths(widths)),
        _mark_heads(columns, head_looks) if has_heads else NOTHING_MARKED,
        *bodies,
        style=_TABLE + (f";font-size:{find_type(widths)}pt" if is_form else ""),
    )


def _mark_caption(above: Sequence[Line]) -> Markup:
    if not above:
        return NOTHING_MARKED
    lines = [
        element("span", _mark_pieces(line.text), style=_HEADING_LOOK)
        if line.heading
        else _mark_pieces(line.text, line.style)
        for line in above
    ]
    parted = [part for line in lines for part in (element("br"), line)]
    return element("caption", *parted[1:], style=_CAPTION)


def _count_letters(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return how many letters the longest text of each column has, its heading included."""
    headings = [str(column.heading) for column in columns]
    if has_numbers(columns):
        # The headings wrap: of a long one about a third stands on a line.
        texts = [[max([*heading.split(), heading[: len(heading) // 3]], key=len, default="") for heading in headings]]
        texts.append([column.number for column in columns])
        # Where nothing is said someone is to write, and needs room.
        is_left_open = [not any(_mark_pieces(row[place]) for row in rows) for place in range(len(columns))]
        room = ((column.least or 0) if is_open else 0 for column, is_open in zip(columns, is_left_open, strict=True))
        texts.append(["·" * least for least in room])
    else:
        texts = [headings]
    texts += [["".join(str(piece.text) for piece in list_pieces(cell)).strip(" ") for cell in row] for row in rows]
    return [max(map(measure_text, column)) for column in zip(*texts, strict=True)]


def _mark_widths(counted: Sequence[int]) -> Iterator[Markup]:
    """Give how wide each column is, in percent of the table."""
    for count in counted:
        yield element("col", style=f"width:{round(100 * count / sum(counted))}%")


def _mark_heads(columns: Sequence[Column], looks: Sequence[str]) -> Markup:
    heads, numbers = [], []
    for column, look in zip(columns, looks, strict=True):
        text = escape_markup(str(column.heading))
        tag, scope = ("th", "col") if text else ("td", None)
        heads.append(element(tag, text, scope=scope, style=look))
        numbers.append(element("td", escape_markup(column.number), style=_FORM_HEAD))
    return element("thead", element("tr", *heads), *([element("tr", *numbers)] if has_numbers(columns) else []))


def _mark_group(line: Line, columns: int) -> Markup:
    text = _mark_pieces(line.text, line.style)
    head = element("th", text, scope="rowgroup", colspan=columns, style=_CELL + _LEFT + _PLAIN + ";padding-top:8pt")
    return element("tr", head)


def _mark_row(
    row: Sequence[Cell], columns: Sequence[Column], looks: Sequence[str], *, head: int | None, style: str | None
) -> Markup:
    """Return a row. `head` is the place of the cell that says what it is of; None: of a table without headings."""
    cells = []
    for place, (cell, column, look) in enumerate(zip(row, columns, looks, strict=True)):
        text = _mark_pieces(cell, column.style)
        if place == head and text:
            cells.append(element("th", text, scope="row", style=look + _PLAIN))
        else:
            cells.append(element("td", text, style=look))
    return element("tr", *cells, style=style)
