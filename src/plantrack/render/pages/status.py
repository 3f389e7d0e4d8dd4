"""Where every promise stands, as a page."""

from collections.abc import Sequence
from itertools import groupby

from plantrack.plan.arithmetic.status import Status
from plantrack.plan.model import Plan, Title
from plantrack.plan.reports.status import ALL_TARGETS, Choice, StatusReport, TargetStatus
from plantrack.plan.sentences import Sentence, Value, list_values, say
from plantrack.render.page import Bar, Cell, Column, Line, Page, Piece, Table
from plantrack.render.text import headings
from plantrack.render.text.numbers import format_figure, format_percent, word_goal
from plantrack.render.text.schedule import word_schedule
from plantrack.render.text.standing import (
    list_remarks,
    note_revision,
    word_actual,
    word_age,
    word_aged_figure,
    word_distance,
    word_expectation,
)
from plantrack.render.text.statuses import STYLES, WORDS, count_statuses, mark_status
from plantrack.render.text.wording import count_more, name_target, note_target, word_as_of, word_evidence

MOST_BRIEF_LINES = 8
_STATUS_COLUMNS = (
    Column(headings.TARGET, overflow="wraps", is_literal=True, wish=40, least=40, narrowest=6),
    Column(headings.GROUP, style="dim", leaves=1, overflow="cuts", is_literal=True),
    Column(headings.STATUS),
    Column(headings.ACTUAL, align="right", overflow="wraps"),
    Column(headings.UNIT, style="dim", leaves=11),
    Column(headings.MEASURED, style="dim", leaves=4),
    # The bar draws what stands beside it.
    Column("", leaves=2, wish=24, least=7, narrowest=5),
    Column(headings.TO_PLAN),
    Column(headings.SCHEDULE, leaves=3),
    Column(headings.PROGRESS, align="right", leaves=5),
    Column(headings.PLANNED, align="point", leaves=7),
    Column(headings.OUTLOOK, align="point", leaves=8),
    Column(headings.NEXT_GOAL, leaves=9),
    Column(headings.DUE, style="dim", leaves=10, is_date=True),
    Column(headings.OWNER, style="dim", leaves=6, overflow="cuts", is_literal=True),
    Column(headings.UNNAMED, align="right", leaves=12),
    Column(headings.LAST_RECORD, style="dim", leaves=13, is_date=True),
    Column(headings.TARGET_ID, style="dim", leaves=14),
)


def build_status_page(report: StatusReport, next_steps: Sequence[Value], choice: Choice = ALL_TARGETS) -> Page:
    """Return a row for each target, what was revised, how many have each status, and what to do next."""
    targets = report.targets
    page: list[Line | Table] = [
        Line(report.plan.title, heading=True, cuts=True),
        Line(_tell_day(report), "dim", cuts=True),
        *_tell_chosen(choice, len(targets)),
    ]
    if targets:
        table = Table(_STATUS_COLUMNS, [_build_target_row(target, choice) for target in targets])
        standing = [(target.title, target.group, target.status) for target in targets]
        page += [Line(), table if choice.worst_first else head_groups(table, standing), Line()]
        notes = [note for target in targets for note in _note_remarks(target)]
        names = {target.id: name_target(target.id, target.title) for target in targets}
        notes += [note_revision(names[revised.target], revised) for revised in report.revisions]
        if notes:
            page += [*(Line(note, "dim") for note in notes), Line()]
        page.append(Line(count_statuses([target.status for target in targets]), cuts=True))
    elif next_steps:
        page.append(Line())
    return [*page, *map(Line, next_steps)]


def _tell_chosen(choice: Choice, shown: int) -> list[Line]:
    """Return which targets are told; nothing where all are, as most often."""
    if not choice.is_given:
        return []
    from plantrack.render.text.choice import tell_choice

    return tell_choice(choice, shown)


def build_comments(report: StatusReport) -> list[Line]:
    """Return under a heading what the latest comment on each target says, asks, and rests on."""
    page = [Line(), Line(say("comments"), heading=True)]
    for target in report.targets:
        said = target.comment
        if said is not None:
            # What words records is not imported for a table without comments.
            from plantrack.render.pages.records import tell_comment

            evidence = word_evidence(said.decision, said.source)
            page.append(Line(say("{target}, {day}", target=target.title, day=said.date), "bold"))
            told = tell_comment(said.text, said.ask, evidence, said.note)
            page += (Line(say("  {said}", said=piece.text), piece.style) for piece in told)
    return page if len(page) > 2 else [*page, Line(say("No comments on these targets."), "dim")]


def head_groups(table: Table, standing: Sequence[tuple[Title, Title | None, Status]]) -> Table:
    """Return a table of targets with a heading above each group; as it is where there is none.

    `standing` are the title, the group and the status of each row. A heading says how many targets have each status:
    numbers of unlike units have no sum.
    """
    if not any(group for _, group, _ in standing):
        return table
    lines: dict[int, Line] = {}
    row = 0
    for group, members in groupby(standing, key=lambda stands: stands[1]):
        statuses = [status for _, _, status in members]
        name = headings.NO_GROUP if group is None else group
        lines[row] = Line([Piece(name, "bold"), Piece("   "), *count_statuses(statuses)])
        row += len(statuses)
    below = [say("  {target}", target=title) for title, _, _ in standing]
    rows = [[name, *row[1:]] for name, row in zip(below, table.rows, strict=True)]
    return table._replace(rows=rows, lines=lines)


def build_brief_page(report: StatusReport, choice: Choice = ALL_TARGETS, coming: Sequence[Value] = ()) -> Page:
    """Return at most eight lines: the time, how many have each status, what is missed or behind, and what is coming."""
    page = [
        Line(say("{plan} · {day}", plan=report.plan.title, day=_tell_day(report))),
        *_tell_chosen(choice, len(report.targets)),
        Line(_count_targets(report.targets)),
    ]
    bad = [_tell_bad(target) for target in report.targets if target.status in ("missed", "behind")]
    room = MOST_BRIEF_LINES - len(page) - len(coming)
    if len(bad) > room:
        more = len(bad) - room + 1
        bad[room - 1 :] = [count_more(more)]
    return [*page, *map(Line, bad), *map(Line, coming)]


def _count_targets(targets: Sequence[TargetStatus]) -> Value:
    statuses = [target.status for target in targets]
    counts = [
        say("{number} {status}", number=statuses.count(status), status=word)
        for status, word in WORDS.items()
        if status in statuses
    ]
    return list_values(counts) if counts else say("no targets")


def _tell_bad(target: TargetStatus) -> Value:
    """Return what is missed or behind, by how much, and who answers for it."""
    told: Value = say(
        "{status}: {target}, {figure}",
        status=WORDS[target.status],
        target=target.title,
        figure=word_aged_figure(target),
    )
    distance = word_distance(target)
    if distance != "":
        # How far it is from what was planned could be taken for how far it is from the goal.
        is_between = target.planned is not None and target.planned != target.goal
        told = list_values([told, *([word_expectation(target)] if is_between else []), distance])
    return say("{told} ({owner})", told=told, owner=target.owner) if target.owner is not None else told


def _tell_day(report: StatusReport) -> Value:
    return say("{asked} · {time}", asked=word_as_of(report.as_of, report.known), time=word_time(report))


def word_time(report: StatusReport) -> Sentence:
    """Return how much of the plan's time is gone."""
    if report.as_of < report.plan.start:
        return say("the plan starts on {day}", day=report.plan.start)
    if report.as_of > report.plan.end:
        return say("the time is over since {day}", day=report.plan.end)
    return say("{share} of the time is gone", share=format_percent(report.time))


def _note_remarks(target: TargetStatus) -> list[Sentence]:
    """Return what must be known so that the row of a target misleads nobody."""
    name = name_target(target.id, target.title)
    return [note_target(name, remark) for remark in list_remarks(target)]


def mark_revised(status: Piece, target: TargetStatus) -> Piece:
    """Return the status of a target, marked where its promise was revised."""
    return Piece(say("{status}*", status=status.text), status.style) if target.revised else status


def _build_target_row(target: TargetStatus, choice: Choice) -> list[Cell]:
    style = STYLES[target.status]
    judged = target.goal is not None and target.actual is not None
    coming = target.next_interim
    return [
        target.title,
        target.group if choice.worst_first else None,
        mark_revised(mark_status(target.status), target),
        [
            Piece(word_actual(target), "bold" if judged else ""),
            Piece(_word_beside(target)),
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
        target.owner,
        target.unnamed if target.unnamed is not None and target.unnamed > 0 else None,
        target.last_date,
        target.id,
    ]


def _word_beside(target: TargetStatus) -> Value:
    """Return the goal, behind the actual; empty where there is none."""
    if target.goal is None:
        return ""
    goal = word_goal(target)
    return say(", goal {goal}", goal=goal) if target.falls else say(" of {goal}", goal=goal)


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


def list_next_steps(plan: Plan, path: str, named: bool) -> list[Value]:
    """Return what to do on a plan without targets or records; nothing where there are some.

    `named` tells that the plan was named on the command line, and has to be again.
    """
    if not plan.targets:
        return [say("No targets yet: write one into {path} as [targets.NAME].", path=path)]
    if plan.records():
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
    # Needed only to tell how the first record is made.
    import shlex

    return f" --plan {shlex.quote(path)}"
