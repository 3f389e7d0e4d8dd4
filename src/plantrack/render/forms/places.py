"""Form 5: how many where."""

from collections.abc import Mapping

from plantrack.plan.forms.places import PlacesForm, PlacesFormColumn, PlacesFormRow
from plantrack.plan.model import Kind
from plantrack.plan.sentences import Figure, Value, say
from plantrack.render.forms.cells import (
    FORM_NOTE,
    ROW_NUMBER,
    add_unit,
    count_unknown,
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
        *(_build_column(form, column, kind, place) for place, column in enumerate(form.targets)),
        FORM_NOTE,
    ]
    sums = embolden_row(
        [
            None,
            say("Total of all"),
            *(tell_achieved(column.actual, is_none=column.none_yet) for column in form.targets),
            list_clauses(_tell_lacking(form, kind, {column.id: column.lacking for column in form.targets})),
        ]
    )
    rows = [sums, *(_build_place_form_row(form, row, by, kind) for row in form.rows)]
    table = Table(number_columns(columns, {}), rows, naming=1)
    return [*build_form_heading(heading), table, *tell_uncertain(form.uncertain, kind)]


def _build_column(form: PlacesForm, column: PlacesFormColumn, kind: Kind, place: int) -> Column:
    heading = add_unit(_name_column(column, kind), column.unit if form.unit is None else None)
    return Column(heading, align="point", leaves=place)


def _name_column(column: PlacesFormColumn, kind: Kind) -> Value:
    if column.stage is None:
        return column.title
    return say("Reached: {stage}", stage=find_label(kind, column.stage))


def _tell_lacking(form: PlacesForm, kind: Kind, lacking: Mapping[str, int]) -> list[Value]:
    """Return of each sum how many values are not in it."""
    return [
        count_unknown(_name_column(column, kind), lacking[column.id])
        for column in form.targets
        if lacking.get(column.id)
    ]


def _build_place_form_row(form: PlacesForm, row: PlacesFormRow, by: Value, kind: Kind) -> list[Cell]:
    counts = [tell_achieved(row.counts[one.id], is_none=one.id in row.none) for one in form.targets]
    falls = any(count is not None and count < 0 for count in row.counts.values())
    notes = [*([say("some of the baseline withdrawn")] if falls else []), *_tell_lacking(form, kind, row.lacking)]
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
            no_such = word_no_such(kind, form.by, form.as_of)
            return [None, head_without(by), *counts, list_clauses([*([no_such] if no_such else []), *notes])]
        case "value":
            return [Figure(row.number or ""), row.value, *counts, list_clauses(notes)]
