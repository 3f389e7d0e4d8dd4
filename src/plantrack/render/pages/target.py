"""What is behind the number of a target, as a page."""

from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.model import Kind
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.sentences import Figure, Sentence, Value, say
from plantrack.plan.show.target import Corner, TargetReport
from plantrack.render.page import Cell, Column, Line, Page, Piece, Table
from plantrack.render.pages.due import build_due_table
from plantrack.render.pages.items import build_part_table
from plantrack.render.pages.records import (
    build_comment,
    build_corrections,
    build_entry_row,
    build_entry_table,
    name_place,
    word_given,
)
from plantrack.render.text import headings
from plantrack.render.text.numbers import (
    DASH,
    dash_unknown,
    format_figure,
    format_percent,
    format_rate,
    group_thousands,
    round_number,
    sign_number,
    word_range,
)
from plantrack.render.text.schedule import list_schedule
from plantrack.render.text.standing import list_remarks, word_aged_figure, word_revision
from plantrack.render.text.statuses import STYLES, mark_status
from plantrack.render.text.wording import list_clauses, word_as_of, word_evidence

_SUM_COLUMNS = (
    Column("", align="point"),
    Column("", overflow="wraps"),
    Column("", style="dim", overflow="cuts", leaves=1, name=headings.EVIDENCE),
    Column("", style="dim", leaves=2, name=headings.WHERE),
)


def build_target_page(report: TargetReport, kind: Kind | None) -> Page:
    """Explain the number of a target: what it is made of, what was expected, and which records say so."""
    target, path = report.target, report.plan.path
    asked = word_as_of(report.as_of, report.known)
    status = mark_status(target.status).text
    if target.revised is not None:
        status = say("{status}, revised on {day}", status=status, day=target.revised)
    told = say("{status} · {figure} · {asked}", status=status, figure=word_aged_figure(target), asked=asked)
    page: list[Line | Table] = [
        Line(say("{title} ({id})", title=target.title, id=target.id), heading=True),
        Line(told, STYLES[target.status]),
        *map(Line, list_remarks(target)),
        *build_comment(report.comment, path),
        Line(),
        Table(_SUM_COLUMNS, _list_summands(report)),
        Line(),
        Line(say("the promise"), heading=True),
        *map(Line, [*_list_expected(report), *_list_promise(report)]),
    ]
    if report.parts:
        heading = say("items by name ({number})", number=len(report.parts))
        page += [Line(), Line(heading, heading=True), build_part_table(report, kind)]
    if report.awaited and kind is not None:
        heading = say("items that are expected ({number})", number=len(report.awaited))
        page += [Line(), Line(heading, heading=True), build_due_table(report.awaited, {kind.id: kind}, {})]
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
        day = measured.date or ""
        told = say("reported on {day}", day=day)
        rows.append([dash_unknown(measured.value), told, word_given(measured), name_place(path, measured.line)])
        rows += [[None, measured.note, None, None]] if measured.note else []
    else:
        day = target.start
        told = say("at the start, the baseline of {day}", day=day)
        rows.append(
            _build_summand(target.baseline, say("the baseline is not known") if target.baseline is None else told)
        )
    # 2. What came and went since, and what that makes.
    summands = report.explained.summands
    came, went = (report.came, -report.went) if summands is None else (summands.came, summands.went)
    if report.came:
        rows.append(_build_summand(sign_number(came), say("came since {day}, each known by name", day=day)))
    if summands is not None and summands.grown:
        told = (
            say("grown since {day}, of what was in it", day=day)
            if summands.grown > 0
            else say("shrunk since {day}, of what was in it", day=day)
        )
        rows.append(_build_summand(sign_number(summands.grown), told))
    if report.went:
        rows.append(_build_summand(went, say("withdrawn since {day}", day=day)))
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


def _build_summand(number: Value | None, told: Sentence) -> list[Cell]:
    return [DASH if number is None else number, told, None, None]


def _list_expected(report: TargetReport) -> list[Value]:
    """Say what the plan expects, how far it is from that and since when, and what is needed from now on."""
    target = report.target
    if target.goal is None or target.baseline is None:
        return [say("no goal: it is followed, not judged"), *_list_coming(target, len(report.awaited))]
    values: dict[str, Value] = {
        "baseline": target.baseline,
        "actual": dash_unknown(target.actual),
        "goal": target.goal,
        "range": word_range(target.goal, target.stretch),
        "start": target.start,
        "due": target.due,
        "planned": group_thousands(round_number(target.planned, target.places or 1)),
        "progress": format_percent(target.progress),
        "ratio": Figure(round_number(target.ratio, 2)),
    }
    told: list[Value] = [
        say("from {baseline} on {start} down to {range} by {due}", **values)
        if target.goal < target.baseline
        else say("from {baseline} on {start} to {range} by {due}", **values)
    ]
    if target.next_interim is not None:
        told.append(
            say("next goal on the way: {goal} by {day}", goal=target.next_interim.goal, day=target.next_interim.by)
        )
    if target.planned is not None:
        told.append(_word_planned(report))
    elif target.status == "open":
        told.append(say("nothing is expected before {due}", **values))
    if target.progress is not None:
        told.append(say("progress: ({actual} - {baseline}) / ({goal} - {baseline}) = {progress}", **values))
    if target.ratio is not None:
        ratio = say("({actual} - {baseline}) / ({planned} - {baseline}) ≈ {ratio}", **values)
        told.append(say("ratio to what was planned: {ratio}", ratio=ratio))
    return [*told, *list_schedule(report), *_list_forecast(report), *_list_coming(target, len(report.awaited))]


def _word_planned(report: TargetReport) -> Sentence:
    """Say what is planned for the judged day, and between which points of the plan that lies."""
    target, leg = report.target, report.explained.leg
    planned: Value = format_figure(target.planned, target.places)
    on_the_line = round_number(target.planned, target.places or 1)
    if target.kind is not None and target.sum is None and on_the_line != planned:
        planned = say("{whole} ({exact} on the line)", whole=planned, exact=group_thousands(on_the_line))
    day = target.due if target.in_words.at_once else target.judged or report.as_of
    told = say("planned for {day}: {planned}", day=day, planned=planned)
    if leg is None or (leg[0].origin, leg[1].origin) == ("start", "due"):
        return told
    begins, ends = (_word_corner(corner, target.places) for corner in leg)
    return say("{told}, on the way from {begins} to {ends}", told=told, begins=begins, ends=ends)


def _word_corner(corner: Corner, places: int) -> Sentence:
    values: dict[str, Value] = {"value": format_figure(corner.value, places), "day": corner.day}
    match corner.origin:
        case "start" | "due":
            return say("{value} on {day}", **values)
        case "interim":
            return say("the interim goal of {value} on {day}", **values)
        case "revision":
            return say("{value} on {day}, when it was revised", **values)
        case "bend":
            return say("{value} on {day}, from where a later revision asks for less", **values)


def _list_forecast(report: TargetReport) -> list[Value]:
    """Say what the average so far gives, and what is needed from now on."""
    target, explained = report.target, report.explained
    if target.outlook is None or target.rate is None or target.needed is None:
        return []
    values: dict[str, Value] = {
        "outlook": format_figure(target.outlook, target.places),
        "due": target.due,
        "rate": format_rate(target.rate),
        "needed": format_rate(target.needed),
        # A total of last year says what is needed since then.
        "day": target.judged or report.as_of,
    }
    told: list[Value] = [say("outlook at the average so far, {rate} a year: {outlook} by {due}", **values)]
    # Of what comes every few days one would count how many it is.
    if explained.needed_every is not None and explained.needed_every > 1:
        every = explained.needed_every
        if explained.every is None:
            told.append(say("needed from now on: one every {every} days; so far none", every=every))
        else:
            told.append(
                say(
                    "needed from now on: one every {every} days; so far one every {before}",
                    every=every,
                    before=explained.every,
                )
            )
    else:
        told.append(say("needed from {day} on: {needed} a year; so far {rate}", **values))
    return told


def _list_coming(target: TargetStatus, awaited: int) -> list[Value]:
    """Say where it would be on its due date if every expected date holds; nothing where nobody said one."""
    if target.expected is None:
        return []
    # Of a sum how much more it is, of what counts how many.
    more = awaited if target.sum is None else difference(target.expected, target.actual or 0)
    values: dict[str, Value] = {"number": more, "due": target.due, "expected": target.expected}
    if target.goal is None:
        return [say("if every expected date holds: {number} more by {due}: {expected}", **values)]
    values |= {
        "goal": word_range(target.goal, target.stretch),
        "short": max(difference(target.goal, target.expected), 0),
    }
    return [say("if every expected date holds: {number} more by {due}: {expected} of {goal}, {short} short", **values)]


def _list_promise(report: TargetReport) -> list[Value]:
    """Say where it belongs, who promised it, and what was revised."""
    promise = report.promise
    place = name_place(report.plan.path, promise.line)
    evidence = word_evidence(promise.decision, promise.source) or say("no evidence of the promise")
    target = report.target
    labelled = [(headings.GROUP, target.group), (headings.OWNER, target.owner)]
    belongs = [say("{label}: {text}", label=label, text=text) for label, text in labelled if text is not None]
    told: list[Value] = [list_clauses(belongs)] if belongs else []
    told.append(say("{evidence} ({place})", evidence=evidence, place=place))
    told += [promise.note] if promise.note else []
    for revised in report.revisions:
        told.append(say("revised: {revision}", revision=word_revision(revised)))
        told += [revised.note] if revised.note else []
    return told
