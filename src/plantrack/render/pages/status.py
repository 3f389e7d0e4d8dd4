"""Where every promise stands, as a page."""

import shlex
from collections.abc import Sequence

from plantrack.plan.model import Plan
from plantrack.plan.reports.status import StatusReport, TargetStatus
from plantrack.plan.sentences import Sentence, Value, say
from plantrack.render.page import Bar, Cell, Column, Line, Page, Piece, Table
from plantrack.render.pages.records import note_revision
from plantrack.render.text import headings
from plantrack.render.text.numbers import format_figure, format_percent, word_goal
from plantrack.render.text.standing import list_remarks, word_actual, word_age, word_distance, word_schedule
from plantrack.render.text.statuses import STYLES, WORDS, count_status, mark_status
from plantrack.render.text.wording import word_as_of

_STATUS_COLUMNS = (
    Column(headings.TARGET, overflow="cuts", is_literal=True, wish=40, least=40, narrowest=6),
    Column(headings.STATUS),
    Column(headings.ACTUAL, align="right"),
    Column(headings.UNIT, style="dim", leaves=9),
    Column(headings.MEASURED, style="dim", leaves=3),
    # The bar draws what stands beside it.
    Column("", leaves=1, wish=24, least=7, narrowest=5),
    Column(headings.TO_PLAN),
    Column(headings.SCHEDULE, leaves=2),
    Column(headings.PROGRESS, align="right", leaves=4),
    Column(headings.PLANNED, align="point", leaves=5),
    Column(headings.OUTLOOK, align="point", leaves=6),
    Column(headings.NEXT_GOAL, leaves=7),
    Column(headings.DUE, style="dim", leaves=8),
    Column(headings.UNNAMED, align="right", leaves=10),
    Column(headings.LAST_RECORD, style="dim", leaves=11),
    Column(headings.TARGET_ID, style="dim", leaves=12),
)


def build_status_page(report: StatusReport, next_steps: Sequence[Value]) -> Page:
    """Return a row for each target, what was revised, how many have each status, and what to do next."""
    told = say("{asked} · {time}", asked=word_as_of(report.as_of, report.known), time=word_time(report))
    page: list[Line | Table] = [
        Line(report.plan.title, heading=True, cuts=True),
        Line(told, "dim", cuts=True),
        Line(),
    ]
    if report.targets:
        page += [Table(_STATUS_COLUMNS, [_build_target_row(target) for target in report.targets]), Line()]
        notes = [note for target in report.targets for note in _note_remarks(target)]
        notes += map(note_revision, report.revisions)
        if notes:
            page += [*(Line(note, "dim") for note in notes), Line()]
        page.append(_count_statuses(report))
    return [*page, *map(Line, next_steps)]


def word_time(report: StatusReport) -> Sentence:
    """Return how much of the plan's time is gone."""
    if report.as_of < report.plan.start:
        return say("the plan starts on {day}", day=report.plan.start)
    if report.as_of >= report.plan.end:
        return say("the time is over since {day}", day=report.plan.end)
    return say("{share} of the time is gone", share=format_percent(report.time))


def _note_remarks(target: TargetStatus) -> list[Sentence]:
    """Return what must be known so that the row of a target misleads nobody."""
    return [say("{target}: {remark}", target=target.id, remark=remark) for remark in list_remarks(target)]


def mark_revised(status: Piece, target: TargetStatus) -> Piece:
    """Return the status of a target, marked where its promise was revised."""
    return Piece(say("{status}*", status=status.text), status.style) if target.revised else status


def _build_target_row(target: TargetStatus) -> list[Cell]:
    goal, style = word_goal(target.goal, target.stretch), STYLES[target.status]
    judged = target.goal is not None and target.actual is not None
    coming = target.next_interim
    return [
        target.title,
        mark_revised(mark_status(target.status), target),
        [
            Piece(word_actual(target), "bold" if judged else ""),
            Piece(say(" of {goal}", goal=goal) if goal != "" else ""),
        ],
        target.unit,
        word_age(target),
        _build_bar(target),
        Piece(word_distance(target), style),
        Piece(word_schedule(target), style),
        format_percent(target.progress),
        format_figure(target.planned, target.places),
        format_figure(target.outlook, target.places),
        say("{goal} by {day}", goal=coming.goal, day=coming.by) if coming else None,
        target.due if target.goal is not None else None,
        target.unnamed if target.unnamed is not None and target.unnamed > 0 else None,
        target.last_date,
        target.id,
    ]


def _build_bar(target: TargetStatus) -> Bar | None:
    if target.goal is None or target.baseline is None or target.actual is None:
        return None
    return Bar(
        baseline=target.baseline,
        actual=target.actual,
        goal=target.goal,
        planned=None if target.status == "not-started" else target.planned,
        style=STYLES[target.status],
    )


def _count_statuses(report: StatusReport) -> Line:
    """Return how many targets have each status."""
    statuses = [target.status for target in report.targets]
    counts = [count_status(status, statuses.count(status)) for status in WORDS if status in statuses]
    apart = [piece for count in counts for piece in (Piece("   "), count)]
    return Line(apart[1:], cuts=True)


def list_next_steps(plan: Plan, path: str, named: bool) -> list[Value]:
    """Return what to do on a plan without targets or records; nothing where there are some.

    `named` tells that the plan was named on the command line, and has to be again.
    """
    if not plan.targets:
        return [say("No targets yet: write one into {path} as [targets.NAME].", path=path)]
    if plan.milestones or plan.measurements:
        return []
    counted = next((target for target in plan.targets.values() if target.kind is not None), None)
    if counted is None:
        command = say("measure {target} VALUE", target=next(iter(plan.targets)))
    else:
        command = say('log {kind} {stage} "NAME" --new', kind=counted.kind or "", stage=counted.stages[0])
    option = write_plan_option(path) if named else ""
    return [
        say("No records yet. To record the first, type:"),
        say("  plantrack {command}{option}", command=command, option=option),
    ]


def write_plan_option(path: str) -> str:
    """Return the option that names a plan, as it is typed."""
    return f" --plan {shlex.quote(path)}"
