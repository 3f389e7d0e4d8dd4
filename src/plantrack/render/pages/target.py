"""What is behind the number of a target, as a page."""

from plantrack.plan.model import Kind
from plantrack.plan.reports.show import PartLine, TargetReport
from plantrack.plan.rules.reasons import Reason
from plantrack.plan.sentences import Sentence, Value, say
from plantrack.render.page import Cell, Column, Line, Page, Piece, Table
from plantrack.render.pages.records import (
    build_corrections,
    build_entry_row,
    build_entry_table,
    name_place,
    word_evidence,
    word_given,
    word_revision,
)
from plantrack.render.text import headings
from plantrack.render.text.numbers import (
    dash_unknown,
    format_estimate,
    format_percent,
    round_number,
    word_figure,
    word_goal,
    word_schedule,
)
from plantrack.render.text.reasons import word_reason
from plantrack.render.text.statuses import STYLES, mark_status
from plantrack.render.text.wording import find_label, word_as_of

_SUM_COLUMNS = (
    Column("", align="point"),
    Column("", overflow="wraps"),
    Column("", style="dim", overflow="cuts", leaves=1, name=headings.EVIDENCE),
    Column("", style="dim", leaves=2, name=headings.WHERE),
)
_PART_COLUMNS = (
    Column(headings.NAME, overflow="wraps"),
    Column(headings.STAGE, heading_wraps=True),
    Column(headings.DATE),
    Column(headings.COUNTS_AS, style="dim", overflow="wraps", leaves=1),
    Column(headings.EVIDENCE, style="dim", overflow="cuts", leaves=2),
    Column(headings.WHERE, style="dim", leaves=3),
)


def build_target_page(report: TargetReport, kind: Kind | None) -> Page:
    """Explain the number of a target: what it is made of, what was expected, and which records say so."""
    target, path = report.target, report.plan.path
    asked = word_as_of(report.as_of, report.known)
    status = mark_status(target.status).text
    figure = word_figure(dash_unknown(target.actual), word_goal(target.goal, target.stretch), target.unit)
    told = say("{status} · {figure} · {asked}", status=status, figure=figure, asked=asked)
    page: list[Line | Table] = [
        Line(say("{title} ({id})", title=target.title, id=target.id), heading=True),
        Line(told, STYLES[target.status]),
        Line(),
        Table(_SUM_COLUMNS, _list_summands(report)),
        Line(),
        Line(say("the promise"), heading=True),
        *map(Line, [*_list_expected(report), *_list_promise(report)]),
    ]
    if report.parts:
        heading = say("items by name ({number})", number=len(report.parts))
        rows = [_build_part_row(part, path, kind) for part in report.parts]
        page += [Line(), Line(heading, heading=True), Table(_PART_COLUMNS, rows)]
    if report.earlier:
        rows = [build_entry_row(total, total.value, path) for total in reversed(report.earlier)]
        page += [Line(), Line(say("earlier totals"), heading=True), build_entry_table(headings.TOTAL, rows)]
    return [*page, *build_corrections(report.changes, path)]


def _list_summands(report: TargetReport) -> list[list[Cell]]:
    """Return the actual as a sum: what it starts from, what came and went since, and what of it has a name."""
    target, path, measured = report.target, report.plan.path, report.measured
    rows: list[list[Cell]] = []
    # 1. What it starts from: the latest total, or the baseline.
    if measured is not None:
        day = measured.date
        told = say("reported on {day}", day=day)
        rows.append([dash_unknown(measured.value), told, word_given(measured), name_place(path, measured.line)])
    else:
        day = target.start
        told = say("at the start, the baseline of {day}", day=day)
        rows.append(
            _build_summand(target.baseline, say("the baseline is not known") if target.baseline is None else told)
        )
    # 2. What came and went since, and what that makes.
    if report.came:
        rows.append(_build_summand(f"+{report.came}", say("came since {day}, each known by name", day=day)))
    if report.went:
        rows.append(_build_summand(-report.went, say("withdrawn since {day}", day=day)))
    actual = say("= {actual}", actual=dash_unknown(target.actual))
    rows.append([Piece(actual, "bold"), Piece(headings.ACTUAL, "bold"), None, None])
    # 3. What of it has a name.
    shares_are_known = measured is not None and target.unnamed is not None
    if target.kind is not None and shares_are_known:
        rows.append(_build_summand(target.baseline, say("of it in the baseline")))
    if target.kind is not None and target.named is not None:
        rows.append(_build_summand(target.named, say("of it known by name since {day}", day=target.start)))
    if shares_are_known:
        rows.append(_build_summand(target.unnamed, say("of it without a name yet")))
    return rows


def _build_summand(number: float | str | None, told: Sentence) -> list[Cell]:
    return [dash_unknown(number), told, None, None]


def _list_expected(report: TargetReport) -> list[Value]:
    """Say what the plan expects, and where the days and the outlook come from."""
    target = report.target
    if target.goal is None or target.baseline is None:
        return [say("no goal: it is followed, not judged")]
    values: dict[str, Value] = {
        "baseline": target.baseline,
        "actual": dash_unknown(target.actual),
        "goal": target.goal,
        "range": word_goal(target.goal, target.stretch),
        "start": target.start,
        "due": target.due,
        "day": target.judged or report.as_of,
        "planned": format_estimate(target.planned),
        "progress": format_percent(target.progress),
        "ratio": round_number(target.ratio, 2),
        "schedule": word_schedule(target.days),
        "outlook": format_estimate(target.outlook),
        "rate": format_estimate(target.rate),
    }
    told: list[Value] = [say("from {baseline} on {start} to {range} by {due}", **values)]
    if target.planned is not None:
        told.append(say("planned for {day}: {planned}", **values))
    elif target.status == "open":
        told.append(say("nothing is expected before {due}", **values))
    if target.progress is not None:
        told.append(say("progress: ({actual} - {baseline}) / ({goal} - {baseline}) = {progress}", **values))
    if target.ratio is not None:
        ratio = say("({actual} - {baseline}) / ({planned} - {baseline}) ≈ {ratio}", **values)
        told.append(say("ratio to what was planned: {ratio}", ratio=ratio))
    if report.planned_for is not None and target.days == 0:
        told.append(say("on time: less than one is missing, or as much is there as was planned"))
    elif report.planned_for is not None:
        turned = values | {"day": report.planned_for}
        is_short = target.days is not None and target.days < 0
        told.append(
            say("short since {day}: {schedule}", **turned)
            if is_short
            else say("ahead until {day}: {schedule}", **turned)
        )
    if report.met_on is not None:
        reached = values | {"day": report.met_on}
        told.append(say("the goal is reached since {day}, due {due}: {schedule}", **reached))
    if target.outlook is not None:
        told.append(say("outlook at the average so far, {rate} a year: {outlook} by {due}", **values))
    return told


def _list_promise(report: TargetReport) -> list[Value]:
    """Say who promised it, and what was revised."""
    promise = report.promise
    place = name_place(report.plan.path, promise.line)
    evidence = word_evidence(promise.decision, promise.source) or say("no evidence of the promise")
    told: list[Value] = [say("{evidence} ({place})", evidence=evidence, place=place)]
    told += [promise.note] if promise.note else []
    for revised in report.revisions:
        told.append(say("revised: {revision}", revision=word_revision(revised)))
        told += [revised.note] if revised.note else []
    return told


def _build_part_row(part: PartLine, path: str, kind: Kind | None) -> list[Cell]:
    record = part.record
    lines = [record.line] if part.withdrawal is None else [record.line, part.withdrawal.line]
    return [
        Piece(part.item, "" if part.named > 0 else "dim"),
        find_label(kind, record.stage or ""),
        record.date,
        word_reason(Reason(part.role, part.date), ()),
        word_given(record),
        name_place(path, *lines),
    ]
