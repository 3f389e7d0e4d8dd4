"""What stands above the table of a form."""

from typing import Literal

from plantrack.plan.model import Title
from plantrack.plan.sentences import Value, say
from plantrack.render.page import Line
from plantrack.render.text.wording import add_known
from plantrack.tuples import NamedTuple

FormNumber = Literal[1, 2, 3, 4, 5, 6]


class FormHeading(NamedTuple):
    """What a form is, and of which days it tells."""

    number: FormNumber
    title: Value  # in capitals
    plan: Title
    days: Value
    known: str | None = None  # an ISO date; None: all that is known now
    unit: Title | None = None  # that of all its figures; None: they have several, or none


def build_form_heading(heading: FormHeading) -> list[Line]:
    """Return the lines above a form, in the middle; the unit at the right."""
    unit = heading.unit
    return [
        Line(say("Form {number}", number=f"{heading.number:02}"), "bold", align="center"),
        Line(heading.title, heading=True, align="center"),
        Line(heading.plan, align="center"),
        Line(say("(With report no. … of … by …)"), align="center"),
        Line(add_known(heading.days, heading.known), align="center"),
        Line(say("Unit: {name}", name=unit), align="right") if unit is not None else Line(),
    ]


def word_closing_day(day: str) -> Value:
    """Return up to which day the figures of a form are true."""
    return say("Figures up to {day}", day=day)


def write_capitals(value: Value) -> Value:
    """Return what a plan calls something in capitals, for a title.

    >>> write_capitals(Title("Industrial cluster", "Cụm công nghiệp"))
    Title(en='INDUSTRIAL CLUSTER', vi='CỤM CÔNG NGHIỆP')
    """
    match value:
        case Title():
            return Title(value.en.upper(), value.vi.upper())
        case str():
            return value.upper()
        case _:
            return value


def begin_capital(value: Value) -> Value:
    """Return what a plan calls something as it stands at the head of a column; an id stays as it is.

    >>> begin_capital(Title("filled", "lấp đầy")), begin_capital("area_ha")
    (Title(en='Filled', vi='Lấp đầy'), 'area_ha')
    """
    if not isinstance(value, Title):
        return value
    return Title(value.en[:1].upper() + value.en[1:], value.vi[:1].upper() + value.vi[1:])
