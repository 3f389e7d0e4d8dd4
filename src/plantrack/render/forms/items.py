"""Form 3: which items there are."""

from collections.abc import Iterable, Sequence

from plantrack.plan.forms.items import FormStage, ItemsForm, ItemsFormRow, ItemsFormSum
from plantrack.plan.model import AttributeValue, Kind
from plantrack.plan.reports.items import UncertainDate
from plantrack.plan.sentences import Called, Figure, Value, list_values, say, say_counted, say_either
from plantrack.render.forms.cells import (
    FORM_NOTE,
    LOCATION,
    NO_FIGURE,
    ROW_NUMBER,
    TOTAL_ROW,
    UNKNOWN_FIGURE,
    count_in_unit,
    count_unknown,
    embolden_row,
    head_without,
    number_columns,
    tell_known,
    tell_location,
)
from plantrack.render.forms.heading import (
    FormHeading,
    begin_capital,
    build_form_heading,
    word_closing_day,
    write_capitals,
)
from plantrack.render.page import Cell, Column, Line, Page, Table
from plantrack.render.pages.items import head_group, note_uncertain
from plantrack.render.text.wording import find_label, list_clauses


def build_items_form(form: ItemsForm, kind: Kind) -> Page:
    """Return form 3: of each item where it lies, its attributes, and each stage with its decision."""
    heading = FormHeading(
        number=3,
        title=title_items(kind, form.stage, form.missing),
        plan=form.plan.title,
        days=word_closing_day(form.as_of),
        known=form.known,
    )
    columns: list[Column] = [
        ROW_NUMBER,
        build_name_column(kind),
        *([LOCATION] if form.located else []),
        *(_build_attribute_form_column(kind, name) for name in form.attributes),
        *(_build_stage_column(form, kind, stage) for stage in form.told),
        Column(say("Sources"), overflow="wraps", leaves=20),
        FORM_NOTE,
    ]
    rows: list[list[Cell]] = []
    for group in form.groups:
        if form.by is not None:
            name = name_value(group.value, find_label(kind, form.by))
            heading_cell = head_group(name, group.sum.total)
            rows.append(embolden_row([group.number, heading_cell, *_list_sums(form, kind, group.sum, is_all=False)]))
        rows += [_build_item_form_row(form, row, kind) for row in group.items]
    rows.append(embolden_row([None, TOTAL_ROW, *_list_sums(form, kind, form.sum, is_all=True)]))
    table = Table(number_columns(columns, {}), rows, has_sum=True, naming=1)
    return [*build_form_heading(heading), table, *tell_withdrawn(form.withdrawn), *tell_uncertain(form.uncertain, kind)]


def tell_uncertain(uncertain: Sequence[UncertainDate], kind: Kind) -> list[Line]:
    """Return the line below a form that says which dates are not over yet, and so in none of its figures."""
    return [Line(note_uncertain(uncertain, kind))] if uncertain else []


def tell_withdrawn(count: int) -> list[Line]:
    """Return the line below a list of items that says how many are left out; none where none is."""
    below = say_counted(
        "{count} item that was withdrawn is not listed.",
        "{count} items that were withdrawn are not listed.",
        count,
    )
    return [Line(below)] if count else []


def title_items(kind: Kind, stages: Iterable[str], missing: str | None) -> Value:
    """Return the title of a list of items: what they are, and what they have reached or not."""
    title = write_capitals(kind.title)
    reached = [write_capitals(find_label(kind, stage)) for stage in stages]
    waits = None if missing is None else write_capitals(find_label(kind, missing))
    if reached and waits is not None:
        return say(
            "{kind}: LIST (STAGE REACHED: {stage}; NOT YET REACHED: {missing})",
            kind=title,
            stage=say_either(reached),
            missing=waits,
        )
    if reached:
        return say("{kind}: LIST (STAGE REACHED: {stage})", kind=title, stage=say_either(reached))
    if waits is not None:
        return say("{kind}: LIST (STAGE NOT YET REACHED: {missing})", kind=title, missing=waits)
    return say("{kind}: LIST", kind=title)


def build_name_column(kind: Kind) -> Column:
    """Return the column of the names of items."""
    return Column(say("Name of {kind}", kind=Called(kind.id)), overflow="wraps", least=16)


def name_value(value: AttributeValue | None, attribute: Value) -> Value:
    """Return the heading of the items with one value of an attribute."""
    return head_without(attribute) if value is None else value


def _build_attribute_form_column(kind: Kind, name: str) -> Column:
    is_number = kind.attributes[name].is_number
    heading = begin_capital(find_label(kind, name))
    return Column(heading, align="point", leaves=16) if is_number else Column(heading, overflow="wraps", leaves=18)


def _build_stage_column(form: ItemsForm, kind: Kind, stage: str) -> Column:
    """Return the column of a stage: the last ones are what one looks for, and leave last."""
    heading = begin_capital(find_label(kind, stage))
    if any(row.stages[stage].decision for group in form.groups for row in group.items):
        heading = say("{stage} (decision, date)", stage=heading)
    return Column(
        heading,
        align="center",
        is_date=True,
        overflow="wraps",
        least=10,
        leaves=len(kind.stages) - kind.stages.index(stage),
    )


def _build_item_form_row(form: ItemsForm, row: ItemsFormRow, kind: Kind) -> list[Cell]:
    expected = [
        say("{stage}: expected {date}", stage=find_label(kind, stage), date=date)
        for stage, date in row.expected.items()
    ]
    return [
        Figure(row.number),
        row.item,
        *([tell_location(row.location)] if form.located else []),
        *(tell_known(row.attributes[name]) for name in form.attributes),
        *(_tell_reached(row.stages[stage]) for stage in form.told),
        list_values(row.sources) or NO_FIGURE,
        list_clauses(expected),
    ]


def _tell_reached(stage: FormStage) -> Value:
    """Return when a stage was reached, behind the decision that says so; a sign where it was not, or nobody knows."""
    if stage.date is None:
        return UNKNOWN_FIGURE if stage.is_passed else NO_FIGURE
    if stage.decision is None:
        return stage.date
    return say("{decision}, {date}", decision=stage.decision, date=stage.date)


def _list_sums(form: ItemsForm, kind: Kind, made: ItemsFormSum, *, is_all: bool) -> list[Cell]:
    """Return what several items make together: of all of them also how many there are, and have reached what."""
    lacking = {name: made.sums[name].without for name in form.attributes if name in made.sums}
    if is_all:
        lacking |= {stage: made.undated[stage] for stage in form.told}
    unknown = [count_unknown(find_label(kind, name), count) for name, count in lacking.items() if count]
    count: list[Cell] = [count_in_unit(made.total, form.unit) if is_all else None] if form.located else []
    return [
        *count,
        *(_tell_sum(kind, made, name) for name in form.attributes),
        *(_count_reached(made, stage) if is_all else None for stage in form.told),
        None,
        list_clauses(unknown),
    ]


def _count_reached(made: ItemsFormSum, stage: str) -> Value:
    return made.reached[stage] if made.total else NO_FIGURE


def _tell_sum(kind: Kind, made: ItemsFormSum, attribute: str) -> Cell:
    """Return what an attribute makes together; nothing of a text, a sign of what does not add up."""
    if attribute in made.sums:
        return tell_known(made.sums[attribute].sum) if made.total else NO_FIGURE
    return NO_FIGURE if kind.attributes[attribute].is_number else None
