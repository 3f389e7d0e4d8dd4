"""What the tables of all forms have in common."""

from collections.abc import Mapping, Sequence

from plantrack.plan.forms.location import Location
from plantrack.plan.model import AttributeValue, Number, Title
from plantrack.plan.reports.status import Measured, Revised
from plantrack.plan.sentences import Figure, Value, say
from plantrack.render.page import Bar, Cell, Column, Piece
from plantrack.render.text.standing import word_revision

# There is none; there is one, and it is not known.
NO_FIGURE, UNKNOWN_FIGURE = "-", "…"

ROW_NUMBER = Column(say("No"), align="center")
UNIT_OF_ROW = Column(say("Unit"), align="center", overflow="wraps", leaves=3, least=6)
FORM_NOTE = Column(say("Note"), overflow="wraps", leaves=19, least=16, is_told=True)
TARGET_OF_ROW = Column(say("Target"), overflow="wraps", least=12)
LOCATION = Column(say("Location"), overflow="wraps", leaves=17)
TOTAL_ROW = say("Total")
SHARE_PLACES = 2


def number_columns(columns: Sequence[Column], made_of: Mapping[int, str]) -> list[Column]:
    """Return the columns of a form, numbered from 1, some with what they are made of: `(7)=(6)/(5)`."""
    return [
        column._replace(number=f"({place}){made_of.get(place, '')}", heading_wraps=True)
        for place, column in enumerate(columns, 1)
    ]


def embolden_row(cells: Sequence[Cell]) -> list[Cell]:
    """Return the row of a group or of a sum."""
    return [cell if cell is None or isinstance(cell, Piece | list | Bar) else Piece(cell, "bold") for cell in cells]


def tell_known(value: AttributeValue | None) -> Value:
    """Return what was recorded, 0 too; a sign where it is not known."""
    return UNKNOWN_FIGURE if value is None else value


def tell_achieved(value: Number | None, *, is_none: bool) -> Value:
    """Return the actual of a target, 0 too where it was recorded; a sign where there is none, or it is not known."""
    return NO_FIGURE if is_none else tell_known(value)


def head_without(attribute: Value) -> Value:
    """Return the heading of what has no value of an attribute."""
    return say("Without {attribute}", attribute=attribute)


def tell_share(share: float) -> Value:
    """Return a percentage without its sign, always to two places."""
    return Figure(f"{share:,.{SHARE_PLACES}f}")


def tell_location(location: Location | None) -> Value:
    """Return where an item lies, the greater place in brackets behind the smaller one."""
    if location is None:
        return UNKNOWN_FIGURE
    if location.within is None:
        return location.place
    return say("{place} ({within})", place=location.place, within=location.within)


def list_earlier_total(reported: Measured | None, actual: Number | None) -> list[Value]:
    """Return of which day a total is that is older than what is asked about, and what it was where now is another."""
    if reported is None:
        return []
    told = say("figure of {date}", date=reported.date)
    return [told if reported.value == actual else say("{figure}: {value}", figure=told, value=reported.value)]


def tell_revision(revised: Revised) -> Value:
    """Return what a revision changed, since when, and by which decision: a link would fill the column alone."""
    return word_revision(revised._replace(source=None))


def name_target_group(title: Title | None) -> Value:
    """Return the heading of the targets of one kind; of what is measured another."""
    return say("Other targets") if title is None else title


def count_unknown(what: Value, count: int) -> Value:
    """Return how many values are not in a sum."""
    return say("{attribute}: {count} unknown", attribute=what, count=count)


def add_unit(name: Value, unit: Title | None) -> Value:
    """Return what a target is called with its unit, where that does not stand above."""
    return name if unit is None else say("{target} ({unit})", target=name, unit=unit)


def count_in_unit(count: int, unit: Title | None) -> Value:
    """Return how many items there are."""
    return count if unit is None else say("{count} {unit}", count=count, unit=unit)
