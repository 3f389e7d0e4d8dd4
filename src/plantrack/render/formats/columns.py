"""How wide the columns of a table are as HTML, and how large its type is, so that it fits on a sheet."""

from collections.abc import Sequence

from plantrack.render.page import Bar, Cell, Column, Piece

# A column is as wide as its longest text would be, but within these.
_FEWEST_LETTERS, _MOST_LETTERS = 5, 36
# In a form, whose sheet is full, long texts wrap, so that dates need not; beside each text is room for as many. With
# many columns they wrap sooner, down to the length of a date, so that all of them have room for that many letters.
_MOST_IN_A_FORM, _BESIDE_IN_A_FORM, _LETTERS_OF_SHEET = 20, 3, 140
# Points: on A4 across a line of 728 has so many letters of half their size; type is made smaller down to the least.
_TWICE_THE_SHEET, _FORM_TYPE, _LEAST_FORM_TYPE = 1456, 13, 8
# One in which nothing is longer, a date for one, is not wrapped.
UNBROKEN = 12


def has_numbers(columns: Sequence[Column]) -> bool:
    """Tell whether columns are those of a form, which are numbered."""
    return any(column.number for column in columns)


def list_pieces(cell: Cell) -> list[Piece]:
    """Return what a cell says; a bar says what stands beside it."""
    match cell:
        case None | Bar():
            return []
        case Piece():
            return [cell]
        case list():
            return cell
        case _:
            return [Piece(cell)]


def find_widths(letters: Sequence[int], *, is_form: bool) -> list[int]:
    """Return for how many letters each column is to have room."""
    if not is_form:
        return [min(max(count, _FEWEST_LETTERS), _MOST_LETTERS) for count in letters]
    for most in range(_MOST_IN_A_FORM, UNBROKEN - 1, -1):
        widths = [min(max(count, _FEWEST_LETTERS), most) + _BESIDE_IN_A_FORM for count in letters]
        if sum(widths) <= _LETTERS_OF_SHEET:
            break
    return widths


def find_type(widths: Sequence[int]) -> int:
    """Return the size in points of the type of a form whose columns have room for so many letters."""
    return max(_LEAST_FORM_TYPE, min(_FORM_TYPE, _TWICE_THE_SHEET // sum(widths)))


def find_long_words(rows: Sequence[Sequence[Cell]], columns: int) -> list[bool]:
    """Tell of each column whether a word in it is longer than a line; in others none is to be broken, a date least."""
    texts = [
        ["".join(str(piece.text) for piece in list_pieces(row[place])) for row in rows] for place in range(columns)
    ]
    return [any(len(word) > _MOST_IN_A_FORM for text in column for word in text.split()) for column in texts]
