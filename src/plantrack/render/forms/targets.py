"""Form 1: where every promise stands."""

from plantrack.plan.forms.figures import has_share
from plantrack.plan.forms.targets import TargetsForm, TargetsFormRow
from plantrack.plan.sentences import Figure, Value, say
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
from plantrack.render.forms.heading import FormHeading, build_form_heading, word_closing_day
from plantrack.render.page import Cell, Column, Page, Table
from plantrack.render.text.numbers import word_goal
from plantrack.render.text.standing import list_remarks
from plantrack.render.text.statuses import WORDS
from plantrack.render.text.wording import list_clauses


def build_targets_form(form: TargetsForm) -> Page:
    """Return form 1: of each target the baseline, the goal, the actual, and that in percent of the goal."""
    heading = FormHeading(
        number=1,
        title=say("PROGRESS ON THE TARGETS OF THE PLAN"),
        plan=form.plan.title,
        days=word_closing_day(form.as_of),
        known=form.known,
        unit=form.unit,
    )
    year, due = form.baseline_year, form.due_year
    columns = (
        ROW_NUMBER,
        TARGET_OF_ROW,
        UNIT_OF_ROW,
        Column(say("Baseline") if year is None else say("Baseline of {year}", year=str(year)), align="point", leaves=6),
        Column(say("Goal") if due is None else say("Goal of {year}", year=str(due)), align="right", leaves=1),
        Column(say("Actual up to {day}", day=form.as_of), align="point"),
        Column(say("Share of the goal (%)"), align="point", leaves=2),
        Column(say("Status"), overflow="wraps", leaves=5),
        FORM_NOTE,
    )
    rows: list[list[Cell]] = []
    for group in form.groups:
        rows.append(embolden_row([group.number, name_target_group(group.title), *[None] * 7]))
        rows += [_build_target_form_row(row, due) for row in group.targets]
    return [*build_form_heading(heading), Table(number_columns(columns, {7: "=(6)/(5)"}), rows, naming=1)]


def _build_target_form_row(row: TargetsFormRow, due_year: int | None) -> list[Cell]:
    target = row.target
    return [
        Figure(row.number),
        target.title,
        target.unit or NO_FIGURE,
        tell_known(target.baseline),
        word_goal(target) if target.goal is not None else NO_FIGURE,
        tell_achieved(row.actual, is_none=row.none_yet),
        _tell_share_of_goal(row),
        WORDS[target.status],
        _word_notes(row, due_year),
    ]


def _tell_share_of_goal(row: TargetsFormRow) -> Value:
    if row.share is not None:
        return tell_share(row.share)
    is_unknown = row.actual is None and has_share(row.target)
    return UNKNOWN_FIGURE if is_unknown else NO_FIGURE


def _word_notes(row: TargetsFormRow, due_year: int | None) -> Value:
    """Return what must be known of a target, so that its row misleads nobody."""
    target, told = row.target, list_earlier_total(row.reported, row.actual)
    tells_due = any(change.term == "due" for revised in row.revisions for change in revised.changes)
    if target.goal is not None and due_year is None and not tells_due:
        told.append(say("due {date}", date=target.due))
    return list_clauses([*told, *map(tell_revision, row.revisions), *list_remarks(target)])
