"""What is late and what is next as a page, and where that leads."""

from collections.abc import Mapping, Sequence

from plantrack.plan.due.lines import DueLine, DueState
from plantrack.plan.due.report import DueReport, TargetForecast
from plantrack.plan.due.undated import UndatedCount
from plantrack.plan.model import Kind, Plan, Target, Title
from plantrack.plan.sentences import (
    Called,
    Sentence,
    Value,
    list_values,
    say,
    say_counted,
    say_either,
    say_meaning,
)
from plantrack.render.page import Cell, Column, Line, Page, Piece, Style, Table
from plantrack.render.pages.records import Kinds
from plantrack.render.text import headings
from plantrack.render.text.choice import word_owners
from plantrack.render.text.numbers import DASH, count_days, dash_unknown, word_limit, word_range
from plantrack.render.text.wording import count_more, find_label, list_clauses, name_target, word_as_of, word_awaited

_DUE_COLUMNS = (
    Column(headings.ITEM, overflow="wraps", wish=40, narrowest=8),
    Column(headings.KIND, style="dim", leaves=2),
    Column(headings.TO_REACH, overflow="wraps", narrowest=6, heading_wraps=True),
    Column(headings.EXPECTED, is_date=True),
    Column("", leaves=1, name=headings.HOW_LATE),
    Column(headings.PUT_OFF_FROM, style="dim", leaves=3),
)
# A line of a message names so many, and counts the others.
MOST_COMING = 3
_DUE_STYLES: Mapping[DueState, Style] = {"late": "red", "next": "", "put-off": "yellow", "undated": "dim"}


def build_due_page(report: DueReport, plan: Plan) -> Page:
    """Return what is late, next and put off, where each target would be by its due date, and what has no date."""
    asked = word_as_of(report.as_of, report.known)
    told = say("{asked} · what is late, and what is next until {until}", asked=asked, until=report.until)
    return [
        Line(report.plan.title, heading=True, cuts=True),
        Line(told, "dim"),
        *_tell_due_choice(report),
        Line(),
        *_list_due(report, plan),
        *_build_forecast(report.forecast),
        *_list_silent(report, plan),
    ]


def _tell_due_choice(report: DueReport) -> list[Line]:
    """Return the line that says of what alone it is told; none where of all."""
    which: list[Value] = []
    if report.kinds:
        which.append(say("kind {kinds}", kinds=say_either([Called(kind) for kind in report.kinds])))
    if report.owners:
        which.append(word_owners(report.owners))
    return [Line(say("only {which}", which=list_clauses(which)))] if which else []


def _list_due(report: DueReport, plan: Plan) -> list[Line | Table]:
    """Return what is due, each sort under its heading; in words which of them there is none of."""
    states = {line.state for line in report.due}
    page: list[Line | Table] = []
    if not states & {"late", "next"}:
        page.append(Line(say("nothing is late, and nothing is next until {until}", until=report.until)))
    elif "late" not in states:
        page.append(Line(say("nothing is late")))
    elif "next" not in states:
        page.append(Line(say("nothing is next until {until}", until=report.until)))
    if report.due:
        table = build_due_table(report.due, plan.kinds, plan.targets)
        page += [*([Line()] if page else []), _head_states(table, report)]
    if report.later_from is not None:
        later = say_counted(
            "{count} more is expected later: by {day}",
            "{count} more are expected later, the first by {day}",
            report.later,
            day=report.later_from,
        )
        page.append(Line(later, "dim"))
    return page


def build_due_table(lines: Sequence[DueLine], kinds: Kinds, targets: Mapping[str, Target]) -> Table:
    """Return a row for each thing that is due; where they are of several kinds, with these."""
    of_kinds = {line.kind for line in lines} - {None}
    columns = [column for column in _DUE_COLUMNS if column.heading is not headings.KIND or len(of_kinds) > 1]
    rows = [_build_due_row(line, kinds, with_kind=len(of_kinds) > 1) for line in lines]
    names = [
        line.item if line.target is None else name_target(line.target, targets[line.target].title) for line in lines
    ]
    return Table(columns, [[name, *row] for name, row in zip(names, rows, strict=True)])


def _head_states(table: Table, report: DueReport) -> Table:
    """Return the table with a heading above each sort of things, and the rows below them indented."""
    states = [line.state for line in report.due]
    above = {
        states.index(state): Line(_head_state(state, states.count(state), report.until))
        for state in dict.fromkeys(states)
    }
    rows = [[_indent(row[0]), *row[1:]] for row in table.rows]
    return table._replace(rows=rows, lines=above)


def _indent(cell: Cell) -> Sentence:
    assert isinstance(cell, str | Title)
    return say("  {below}", below=cell)


def _head_state(state: DueState, count: int, until: str) -> list[Piece]:
    match state:
        case "late":
            told = say("late ({number})", number=count)
        case "next":
            told = say("next ({number})", number=count)
        case "put-off":
            told = say("put off until after {until} ({number})", until=until, number=count)
        case "undated":
            told = say("no expected date ({number})", number=count)
    return [Piece(told, "bold-red" if state == "late" else "bold")]


def _build_due_row(line: DueLine, kinds: Kinds, *, with_kind: bool) -> list[Cell]:
    kind = None if line.kind is None else kinds[line.kind]
    return [
        *([None if kind is None else kind.title] if with_kind else []),
        word_due(line, kind),
        DASH if line.by is None else line.by,
        Piece(word_days_until(line.days), _DUE_STYLES[line.state]),
        word_put_off(line),
    ]


def word_due(line: DueLine, kind: Kind | None) -> Value:
    """Return what is to be reached: the stage of an item, or the goal of a target and where it is now."""
    goal = word_limit(dash_unknown(line.goal), falls=line.falls)
    values: dict[str, Value] = {"goal": goal, "actual": dash_unknown(line.actual)}
    match line.of:
        case "interim":
            return say("interim goal {goal}, now {actual}", **values)
        case "due":
            return say("goal {goal}, now {actual}", **values)
        case None:
            return find_label(kind, line.stage or "")


def word_days_until(days: int | None) -> Value:
    """Return how late something is, or in how many days it is due; empty where nobody said."""
    if days is None:
        return ""
    if days < 0:
        return say_counted("{count} day late", "{count} days late", -days)
    return say_counted("in {count} day", "in {count} days", days) if days else say("today")


def word_put_off(line: DueLine) -> Value | None:
    """Return from which date something was put off, and how often; None where it was not."""
    if line.put_off_from is None:
        return None
    return say("{day} ({times} ×)", day=line.put_off_from, times=line.put_off_times)


def tell_late_and_next(lines: Sequence[DueLine], plan: Plan) -> list[Value]:
    """Return a line of what is late and one of what is next, the first few of each; none where there is nothing."""
    late = [_tell_briefly(line, plan) for line in lines if line.state == "late"]
    coming = [_tell_briefly(line, plan) for line in lines if line.state == "next"]
    told: list[Value] = [say("late: {lines}", lines=_list_first(late))] if late else []
    return [*told, say("next: {lines}", lines=_list_first(coming))] if coming else told


def _list_first(told: Sequence[Value]) -> Value:
    more = len(told) - MOST_COMING
    return list_clauses([*told[:MOST_COMING], *([count_more(more)] if more > 0 else [])])


def _tell_briefly(line: DueLine, plan: Plan) -> Value:
    """Return what is due, by when, and by how many days it is late."""
    by = line.by or ""
    if line.target is not None:
        goal = word_limit(dash_unknown(line.goal), falls=line.falls)
        told: Value = say("{target}: goal {goal} by {day}", target=plan.targets[line.target].title, goal=goal, day=by)
    else:
        awaited = word_awaited(find_label(plan.kinds.get(line.kind or ""), line.stage or ""))
        told = say("{item} {awaited} by {day}", item=line.item or "", awaited=awaited, day=by)
    return list_values([told, count_days(-(line.days or 0))]) if line.state == "late" else told


def _build_forecast(forecast: Sequence[TargetForecast]) -> list[Line | Table]:
    """Return where each target would be on its due date if every expected date holds; nothing for none."""
    if not forecast:
        return []
    dues = {one.due for one in forecast}
    by: Value = say("by {due}", due=forecast[0].due) if len(dues) == 1 else say("by its due date")
    columns = [
        Column(say("if every expected date holds"), overflow="wraps"),
        Column(say_meaning("the actual", "now"), align="right", leaves=1),
        Column(by, align="right", heading_wraps=True),
        *([Column(headings.DUE, style="dim", leaves=3, is_date=True)] if len(dues) > 1 else []),
        Column(say_meaning("the goal", "of"), align="right", leaves=2),
        Column(say("still short"), align="right", heading_wraps=True),
    ]
    rows: list[list[Cell]] = [
        [
            say("  {target} ", target=name_target(one.target, one.title)),
            one.actual,
            one.actual if one.expected is None else one.expected,
            *([one.due] if len(dues) > 1 else []),
            word_range(one.goal, one.stretch),
            one.short,
        ]
        for one in forecast
    ]
    return [Line(), Table(columns, rows)]


def _list_silent(report: DueReport, plan: Plan) -> list[Line]:
    """Say of what the dates tell nothing: so that few of them are not taken for all that there is."""
    told: list[Value] = []
    if not any(line.item is not None and line.by is not None for line in report.due) and not report.later:
        told.append(say("no item has an expected date: plantrack log KIND STAGE ITEM --expected DATE"))
    told += [_word_undated(one, plan.kinds[one.kind]) for one in report.undated]
    if told and not any(line.state == "undated" for line in report.due):
        told[-1] = say("{told} (--undated)", told=told[-1]) if report.undated else told[-1]
    if report.over:
        over = list_values([name_target(id, plan.targets[id].title) for id in report.over])
        told.append(say("due before {day}, see status: {targets}", day=report.as_of, targets=over))
    return [*([Line()] if not report.forecast and told else []), *map(Line, told)]


def _word_undated(one: UndatedCount, kind: Kind) -> Sentence:
    """Return how many items have no date for a stage: `3 clusters have no expected date for established`."""
    stage, called = find_label(kind, one.stage), Called(kind.id)
    if one.items == 1:
        return say("1 {kind} has no expected date for {stage}", kind=called, stage=stage)
    if one.unit is None:
        return say(
            "{number} items of {kind} have no expected date for {stage}", number=one.items, kind=called, stage=stage
        )
    return say("{number} {unit} have no expected date for {stage}", number=one.items, unit=one.unit, stage=stage)
