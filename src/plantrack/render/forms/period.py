"""Form 2: what moved in a period."""

from plantrack.plan.forms.period import PeriodForm, PeriodFormRow, PeriodPart
from plantrack.plan.sentences import Figure, Sentence, Value, say
from plantrack.render.forms.cells import (
    FORM_NOTE,
    NO_FIGURE,
    ROW_NUMBER,
    TARGET_OF_ROW,
    UNIT_OF_ROW,
    UNKNOWN_FIGURE,
    embolden_row,
    list_earlier_total,
    name_target_group,
    number_columns,
    tell_achieved,
    tell_known,
    tell_revision,
    tell_share,
)
from plantrack.render.forms.heading import FormHeading, build_form_heading
from plantrack.render.page import Cell, Column, Page, Table
from plantrack.render.text import headings
from plantrack.render.text.standing import list_reservations
from plantrack.render.text.wording import list_clauses

_PARTS_OF_TOTAL: dict[str, Sentence] = {
    "baseline": headings.BASELINE,
    "named": say("known by name"),
    "unnamed": say("without a name yet"),
}


def build_period_form(form: PeriodForm) -> Page:
    """Return form 2: of each target what it was, what came, what it is; below that what makes it, where it moved."""
    heading = FormHeading(
        number=2,
        title=say("WHAT WAS ACHIEVED IN THE PERIOD"),
        plan=form.plan.title,
        days=say("From {since} to {day}", since=form.since, day=form.as_of),
        known=form.known,
        unit=form.unit,
    )
    year = str(form.year) if form.first_year == form.year else f"{form.first_year}-{form.year}"
    columns = (
        ROW_NUMBER,
        TARGET_OF_ROW,
        UNIT_OF_ROW,
        Column(say("Plan of {year}", year=year), align="point", leaves=5),
        Column(say("Total of the period before ({day})", day=form.then), align="point", leaves=1),
        Column(say("Achieved in the period"), align="point"),
        Column(say("Total at the end of the period ({day})", day=form.as_of), align="point"),
        Column(say("Share of the plan (%)"), align="point", leaves=4),
        FORM_NOTE,
    )
    rows: list[list[Cell]] = []
    for group in form.groups:
        rows.append(embolden_row([group.number, name_target_group(group.title), *[None] * 7]))
        for row in group.targets:
            rows.append(_build_period_form_row(row))
            rows += [_build_part(part, is_first=place == 0) for place, part in enumerate(row.parts)]
    made_of = {7: "=(5)+(6)", 8: "=(6)/(4)"}
    return [*build_form_heading(heading), Table(number_columns(columns, made_of), rows, naming=1)]


def _build_period_form_row(row: PeriodFormRow) -> list[Cell]:
    notes = list_reservations(row.kind, row.sum, row.lacking, row.uncertain)
    return [
        Figure(row.number),
        row.title,
        row.unit or NO_FIGURE,
        NO_FIGURE if row.goal is None else tell_known(row.year_plan),
        tell_achieved(row.then, is_none=row.none_then),
        tell_achieved(row.difference, is_none=row.none_now),
        tell_achieved(row.now, is_none=row.none_now),
        _tell_share_of_plan(row),
        list_clauses([*list_earlier_total(row.reported, row.now), *map(tell_revision, row.revisions), *notes]),
    ]


def _tell_share_of_plan(row: PeriodFormRow) -> Value:
    if row.goal is None or row.none_now:
        return NO_FIGURE
    if row.share is not None:
        return tell_share(row.share)
    return UNKNOWN_FIGURE if row.year_plan is None or row.difference is None else NO_FIGURE


def _build_part(part: PeriodPart, *, is_first: bool) -> list[Cell]:
    name = say("Of it: {part}", part=_PARTS_OF_TOTAL[part.part]) if is_first else _PARTS_OF_TOTAL[part.part]
    return [NO_FIGURE, name, NO_FIGURE, NO_FIGURE, part.then, part.difference, part.now, NO_FIGURE, None]
