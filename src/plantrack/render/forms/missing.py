"""Form 4: which items wait for a stage."""

from plantrack.plan.forms.missing import MissingForm, MissingFormRow
from plantrack.plan.model import Kind
from plantrack.plan.sentences import Figure, Value, say
from plantrack.render.forms.cells import (
    LOCATION,
    NO_FIGURE,
    ROW_NUMBER,
    TOTAL_ROW,
    count_in_unit,
    embolden_row,
    number_columns,
    tell_location,
)
from plantrack.render.forms.heading import FormHeading, begin_capital, build_form_heading, word_closing_day
from plantrack.render.forms.items import build_name_column, name_value, tell_uncertain, tell_withdrawn, title_items
from plantrack.render.page import Cell, Column, Page, Table
from plantrack.render.pages.items import head_group
from plantrack.render.text.wording import find_label


def build_missing_form(form: MissingForm, kind: Kind) -> Page:
    """Return form 4. Why an item is late, and what is proposed, is written by hand, and never a record."""
    heading = FormHeading(
        number=4,
        title=title_items(kind, form.stage, form.missing),
        plan=form.plan.title,
        days=word_closing_day(form.as_of),
        known=form.known,
    )
    columns: list[Column] = [
        ROW_NUMBER,
        build_name_column(kind),
        *([LOCATION._replace(leaves=1)] if form.located else []),
        Column(say("Stage reached (date)"), overflow="wraps", leaves=2),
        Column(say("Stage missing"), overflow="wraps", leaves=5),
        Column(say("Due"), align="center", is_date=True),
        Column(say("Late (days)"), align="right"),
        Column(say("Reason"), overflow="wraps", leaves=6, least=16),
        Column(say("Proposal"), overflow="wraps", leaves=6, least=16),
    ]
    rows: list[list[Cell]] = []
    empty: list[Cell] = [None] * (len(columns) - 2)
    for group in form.groups:
        if form.by is not None:
            name = name_value(group.value, find_label(kind, form.by))
            told = head_group(name, len(group.items))
            rows.append(embolden_row([group.number, told, *empty]))
        rows += [_build_missing_form_row(form, row, kind) for row in group.items]
    count = count_in_unit(form.total, form.unit)
    rows.append(embolden_row([None, TOTAL_ROW, count, *empty[1:]]))
    table = Table(number_columns(columns, {}), rows, has_sum=True, naming=1)
    return [*build_form_heading(heading), table, *tell_withdrawn(form.withdrawn), *tell_uncertain(form.uncertain, kind)]


def _build_missing_form_row(form: MissingForm, row: MissingFormRow, kind: Kind) -> list[Cell]:
    return [
        Figure(row.number),
        row.item,
        *([tell_location(row.location)] if form.located else []),
        _word_reached(row, kind),
        begin_capital(find_label(kind, form.missing)),
        row.due or NO_FIGURE,
        NO_FIGURE if row.late is None else row.late,
        None,
        None,
    ]


def _word_reached(row: MissingFormRow, kind: Kind) -> Value:
    if row.reached is None or row.since is None:
        return NO_FIGURE
    stage = begin_capital(find_label(kind, row.reached))
    if row.since.decision is None:
        return say("{stage} ({date})", stage=stage, date=row.since.date or "")
    return say("{stage} ({decision}, {date})", stage=stage, decision=row.since.decision, date=row.since.date or "")
