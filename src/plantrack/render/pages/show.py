"""What is behind a number, and the life of an item, as pages."""

from collections.abc import Sequence

from plantrack.plan.model import Number
from plantrack.plan.problems import counted
from plantrack.plan.reports.entries import Change, Entry
from plantrack.plan.reports.show import ItemReport, PartLine, TargetReport
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.rules.reasons import Reason
from plantrack.render.columns import SIGNS, STYLES, WORDS, known_line, of_goal, revision
from plantrack.render.page import Cell, Column, Grid, Line, Page, cells
from plantrack.render.pages.entry import changed, evidence, value
from plantrack.render.text.numbers import estimate, exact, figure, goal, pace, percent, plain
from plantrack.render.text.reasons import word_reason


def target_page(report: TargetReport) -> Page:
    """Explain the number of a target: what it is made of, what was expected, and which records say so."""
    target, path = report.target, report.plan.path
    status = Line(
        f"{SIGNS[target.status]} {WORDS[target.status]} · {_figure(target)} · as of {report.as_of}"
        f"{known_line(report.known)}",
        STYLES[target.status],
    )
    shown: list[Line | Grid] = [Line(f"{target.title} ({target.id})", heading=True), status, Line(), _sum(report)]
    expected = [*_expected(report), *_promise(report)]
    shown += [Line(), Line("the promise", heading=True), *map(Line, expected)]
    if report.parts:
        shown += [
            Line(),
            Line(f"works by name ({len(report.parts)})", heading=True),
            _parts(report.parts, target.stages, path),
        ]
    if report.earlier:
        rows = [_entry_row(total, exact(total.value), path) for total in reversed(report.earlier)]
        shown += [Line(), Line("earlier totals", heading=True), _entries("total", rows)]
    return [*shown, *_changes(report.changes, path)]


def _figure(target: TargetStatus) -> str:
    actual = figure(target.actual)
    return f"{of_goal(actual, goal(target.goal, target.stretch))} {target.unit or ''}".rstrip()


def _sum(report: TargetReport) -> Grid:
    """Return the actual as a sum: what it starts from, what came and went since, and what of it has a name."""
    target, path = report.target, report.plan.path
    rows: list[list[Cell]] = []
    if report.measured is not None:
        said = evidence(report.measured.decision, report.measured.source)
        rows.append(_summand(report.measured.value, f"reported on {report.measured.date}", said))
        rows[-1].append(Cell(f"{path}:{report.measured.line}", "dim"))
        since = f"since {report.measured.date}"
    else:
        start = f"at the start, the baseline of {target.start}"
        rows.append(_summand(target.baseline, start if target.baseline is not None else "the baseline is not known"))
        since = f"since {target.start}"
    rows += [_summand(f"+{report.came}", f"came {since}, each known by name")] if report.came else []
    rows += [_summand(-report.went, f"withdrawn {since}")] if report.went else []
    rows.append([Cell(f"= {figure(target.actual)}", "bold"), Cell("actual", "bold")])
    if target.kind is not None and report.measured is not None and target.unnamed is not None:
        rows.append(_summand(target.baseline, "of it in the baseline"))
    if target.kind is not None and target.named is not None:
        rows.append(_summand(target.named, f"of it known by name since {target.start}"))
    if target.unnamed is not None and report.measured is not None:
        rows.append(_summand(target.unnamed, "of it without a name yet"))
    filled = [[*row, *cells(*[""] * (4 - len(row)))] for row in rows]
    columns = [Column("", right=True), Column("", wraps=True), Column("", leaves=1, cuts=True), Column("", leaves=2)]
    return Grid(columns, filled)


def _summand(number: Number | str | None, told: str, said: str = "") -> list[Cell]:
    shown = number if isinstance(number, str) else figure(number)
    return [Cell(shown), Cell(told), Cell(said, "dim")]


def _expected(report: TargetReport) -> list[str]:
    """Say what the plan expects, and where the days and the outlook come from."""
    target = report.target
    if target.goal is None:
        return ["no goal: it is followed, not judged"]
    aim = goal(target.goal, target.stretch)
    told = [f"from {exact(target.baseline)} on {target.start} to {aim} by {target.due}"]
    if target.planned is not None:
        told.append(f"planned for {target.judged or report.as_of}: {estimate(target.planned)}")
    elif target.status == "open":
        told.append(f"nothing is expected before {target.due}")
    if target.progress is not None:
        gained = (
            f"({exact(target.actual)} - {exact(target.baseline)}) / ({exact(target.goal)} - {exact(target.baseline)})"
        )
        told.append(f"progress: {gained} = {percent(target.progress)}")
    if target.ratio is not None:
        planned = f"({estimate(target.planned)} - {exact(target.baseline)})"
        gained = f"({exact(target.actual)} - {exact(target.baseline)})"
        told.append(f"ratio to what was planned: {gained} / {planned} ≈ {plain(target.ratio, 2)}")
    if report.planned_for is not None and target.days == 0:
        told.append("on time: less than one is missing, or as much is there as was planned")
    elif report.planned_for is not None:
        schedule = "short since" if target.days and target.days < 0 else "ahead until"
        told.append(f"{schedule} {report.planned_for}: {pace(target.days)}")
    if report.met_on is not None:
        told.append(f"the goal is reached since {report.met_on}, due {target.due}: {pace(target.days)}")
    if target.outlook is not None:
        average = f"at the average so far, {estimate(target.rate)} a year"
        told.append(f"outlook {average}: {estimate(target.outlook)} by {target.due}")
    return told


def _promise(report: TargetReport) -> list[str]:
    promise = report.promise
    said = evidence(promise.decision, promise.source)
    told = [f"{said or 'no evidence of the promise'} ({report.plan.path}:{promise.line})"]
    told += [promise.note] if promise.note else []
    for revised in report.revisions:
        told += [f"revised: {revision(revised)}", *([revised.note] if revised.note else [])]
    return told


def _parts(parts: Sequence[PartLine], stages: Sequence[str], path: str) -> Grid:
    columns = [
        Column("name", wraps=True),
        Column("stage"),
        Column("date"),
        Column("counts as", wraps=True, leaves=1),
        Column("evidence", cuts=True, leaves=2),
        Column("where", leaves=3),
    ]
    rows = []
    for part in parts:
        record = part.record
        lines = [record.line] if part.withdrawal is None else [record.line, part.withdrawal.line]
        rows.append(
            [
                Cell(part.item, "" if part.named > 0 else "dim"),
                Cell(record.stage or ""),
                Cell(record.date),
                Cell(str(word_reason(Reason(part.role, part.date), stages)), "dim"),
                Cell(evidence(record.decision, record.source), "dim"),
                Cell(f"{path}:{', '.join(map(str, lines))}", "dim"),
            ]
        )
    return Grid(columns, rows)


def item_page(report: ItemReport, kind_title: str) -> Page:
    """Tell the life of an item: each stage with its evidence, its attributes, and which targets count it."""
    path = report.plan.path
    shown: list[Line | Grid] = [
        Line(report.item, heading=True),
        Line(f"{kind_title} · as of {report.as_of}{known_line(report.known)}", "dim"),
    ]
    if report.attributes:
        shown.append(Line(", ".join(f"{name} {value(of)}" for name, of in report.attributes.items())))
    rows = [_entry_row(entry, entry.stage or "", path) for entry in report.stages]
    shown += [Line(), _entries("stage", rows) if rows else Line("Nothing is recorded of it by then.")]
    if report.targets:
        columns = [Column("target", wraps=True), Column("counts as"), Column("id", leaves=1)]
        counting = [
            [
                Cell(str(one.title), "" if one.named > 0 else "dim"),
                Cell(str(word_reason(Reason(one.role, one.date), one.stages)), "" if one.named > 0 else "dim"),
                Cell(one.id, "dim"),
            ]
            for one in report.targets
        ]
        shown += [Line(), Grid(columns, counting)]
    return [*shown, *_changes(report.changes, path)]


def _entries(what: str, rows: Sequence[Sequence[Cell]]) -> Grid:
    columns = [
        Column("date"),
        Column(what, right=what == "total"),
        Column("evidence", cuts=True),
        Column("note", wraps=True, leaves=2),
        Column("where", leaves=1),
    ]
    return Grid(columns, rows)


def _entry_row(entry: Entry, what: str, path: str) -> list[Cell]:
    said = evidence(entry.decision, entry.source)
    return [
        Cell(entry.date),
        Cell(what),
        Cell(said or "no evidence", "dim"),
        Cell(entry.note or "", "dim"),
        Cell(f"{path}:{entry.line}", "dim"),
    ]


def _changes(changes: Sequence[Change], path: str) -> list[Line | Grid]:
    if not changes:
        return []
    heading = Line(f"changed hands: {counted(len(changes), 'time')}", heading=True)
    return [Line(), heading, *(Line(changed(one, path)) for one in changes)]
