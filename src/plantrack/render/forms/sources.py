"""Form 6: who says so."""

from plantrack.plan.forms.sources import SourcesForm, SourcesFormRow, SourcesPart
from plantrack.plan.sentences import Figure, Sentence, Value, say
from plantrack.render.addresses import split_addresses
from plantrack.render.forms.cells import (
    NO_FIGURE,
    ROW_NUMBER,
    TARGET_OF_ROW,
    UNKNOWN_FIGURE,
    add_unit,
    embolden_row,
    name_target_group,
    number_columns,
    tell_achieved,
)
from plantrack.render.forms.heading import FormHeading, build_form_heading, word_closing_day
from plantrack.render.page import Cell, Column, Line, Page, Table
from plantrack.render.pages.records import Kinds
from plantrack.render.text.standing import list_reservations
from plantrack.render.text.wording import find_label, list_clauses, note_target

_PARTS_OF_FIGURE: dict[str, Sentence] = {"baseline": say("baseline of the plan"), "total": say("total reported")}


def build_sources_form(form: SourcesForm, kinds: Kinds) -> Page:
    """Return form 6: of each figure its day and who says it; of one of several parts each of them below it."""
    heading = FormHeading(
        number=6,
        title=say("SOURCES OF THE FIGURES"),
        plan=form.plan.title,
        days=word_closing_day(form.as_of),
        known=form.known,
        unit=form.unit,
    )
    columns = (
        ROW_NUMBER,
        TARGET_OF_ROW,
        Column(say("Figure"), align="point"),
        Column(say("Date"), align="center", is_date=True),
        Column(say("Document"), overflow="wraps", leaves=2),
        Column(say("Link"), overflow="cuts", leaves=1),
        Column(say("Updated on"), align="center", is_date=True, leaves=3),
    )
    rows: list[list[Cell]] = []
    for group in form.groups:
        rows.append(embolden_row([group.number, name_target_group(group.title), *[None] * 5]))
        for row in group.targets:
            rows += _build_rows(row, form, kinds)
    below = [
        Line(note_target(row.title, note))
        for group in form.groups
        for row in group.targets
        for note in list_reservations(row.kind, row.sum, row.lacking, row.uncertain)
    ]
    return [*build_form_heading(heading), Table(number_columns(columns, {}), rows), *below]


def _build_rows(row: SourcesFormRow, form: SourcesForm, kinds: Kinds) -> list[list[Cell]]:
    name = add_unit(row.title, row.unit if form.unit is None else None)
    figure = tell_achieved(row.actual, is_none=row.none_yet)
    if len(row.parts) == 1 and row.actual is not None and not row.none_yet:
        return [[Figure(row.number), name, figure, *_tell_evidence(row.parts[0])]]
    whole: list[Cell] = [
        Figure(row.number),
        name,
        figure,
        UNKNOWN_FIGURE if row.actual is None else form.as_of,
        *[NO_FIGURE] * 3,
    ]
    return [whole, *([NO_FIGURE, _name_part(part, row.sum, kinds), *_tell_part(part)] for part in row.parts)]


def _name_part(part: SourcesPart, attribute: str | None, kinds: Kinds) -> Value:
    """Return what a part is: of an item the stage that it reached, or what is summed of it."""
    if part.item is None:
        return _PARTS_OF_FIGURE[part.part]
    said = attribute if part.part == "weight" else part.stage
    return say("{item}, {stage}", item=part.item, stage=find_label(kinds.get(part.kind or ""), said or ""))


def _tell_part(part: SourcesPart) -> list[Cell]:
    adds_nothing = part.part == "weight" and not part.value
    return [NO_FIGURE if adds_nothing else part.value, *_tell_evidence(part)]


def _tell_evidence(part: SourcesPart) -> list[Cell]:
    """Return the day, the document, the link, and the day of recording: a source that is no link is a document."""
    links = [passage.text for passage in split_addresses(part.source or "") if passage.is_address]
    named = [part.decision, None if links else part.source]
    document = list_clauses([text for text in named if text])
    return [
        part.date or NO_FIGURE,
        document or NO_FIGURE,
        links[0] if links else NO_FIGURE,
        UNKNOWN_FIGURE if part.recorded is None else part.recorded,
    ]
