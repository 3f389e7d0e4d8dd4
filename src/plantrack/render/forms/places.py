"""Form 5: how many where."""

from plantrack.plan.forms.places import PlacesForm, PlacesFormColumn, PlacesFormRow
from plantrack.plan.model import Kind
from plantrack.plan.sentences import Figure, Value, say
from plantrack.render.forms.cells import (
    FORM_NOTE,
    ROW_NUMBER,
    embolden_row,
    head_without,
    number_columns,
    tell_achieved,
)
from plantrack.render.forms.heading import (
    FormHeading,
    begin_capital,
    build_form_heading,
    word_closing_day,
    write_capitals,
)
from plantrack.render.forms.items import tell_uncertain
from plantrack.render.page import Cell, Column, Page, Table
from plantrack.render.text.wording import find_label, list_clauses, word_no_such


def build_places_form(form: PlacesForm, kind: Kind) -> Page:
    """Return form 5: the sum first, then what has no place, then each place."""
    by = say("place") if form.located else find_label(kind, form.by)
    title = write_capitals(kind.title)
    heading = FormHeading(
        number=5,
        title=(
            say("{kind}: SUMMARY BY PLACE", kind=title)
            if form.located
            else say("{kind}: SUMMARY BY {attribute}", kind=title, attribute=write_capitals(by))
        ),
        plan=form.plan.title,
        days=word_closing_day(form.as_of),
        known=form.known,
        unit=form.unit,
    )
    columns: list[Column] = [
        ROW_NUMBER,
        Column(say("Place") if form.located else begin_capital(by), overflow="wraps"),
        *(_build_column(column, kind, place) for place, column in enumerate(form.targets)),
        FORM_NOTE,
    ]
    sums = embolden_row(
        [
            None,
            say("Total of all"),
            *(tell_achieved(column.actual, is_none=column.none_yet) for column in form.targets),
            None,
        ]
    )
    no_such = word_no_such(kind, form.by, form.as_of)
    rows = [sums, *(_build_place_form_row(form, row, by, no_such) for row in form.rows)]
    table = Table(number_columns(columns, {}), rows, naming=1)
    return [*build_form_heading(heading), table, *tell_uncertain(form.uncertain, kind)]


def _build_column(column: PlacesFormColumn, kind: Kind, place: int) -> Column:
    if column.stage is None:
        return Column(column.title, align="point", leaves=place)
    return Column(say("Reached: {stage}", stage=find_label(kind, column.stage)), align="point", leaves=place)


def _build_place_form_row(form: PlacesForm, row: PlacesFormRow, by: Value, no_such: Value | None) -> list[Cell]:
    counts = [tell_achieved(row.counts[one.id], is_none=one.id in row.none) for one in form.targets]
    falls = any(count is not None and count < 0 for count in row.counts.values())
    withdrawn = say("some of the baseline withdrawn") if falls else None
    match row.row:
        case "baseline":
            note = say("not told apart by {attribute}", attribute=by)
            return [None, say("Baseline of the plan"), *counts, note]
        case "unnamed":
            more = say("more by name than reported") if falls else None
            return [None, say("Without a name yet"), *counts, more]
        case "rest":
            return [None, say("Baseline of the plan or without a name yet"), *counts, None]
        case "no-value":
            return [None, head_without(by), *counts, list_clauses([one for one in (no_such, withdrawn) if one])]
        case "value":
            return [Figure(row.number or ""), row.value, *counts, withdrawn]
