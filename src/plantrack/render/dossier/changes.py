"""What moved since another day: each target then and now, and the records and decisions of the time between."""

from plantrack.plan.dossier.report import Dossier
from plantrack.plan.model import Evidence
from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.movement import Movement, MovementReport
from plantrack.plan.sentences import Value, say, say_counted
from plantrack.render.dossier.parts import Citations, GridCell, Heading, PaperTable, RowGroup, sign_status
from plantrack.render.pages.records import Kinds, word_record, word_stage
from plantrack.render.text import headings
from plantrack.render.text.numbers import dash_unknown, sign_number
from plantrack.render.text.standing import word_terms
from plantrack.render.text.statuses import WORDS
from plantrack.render.text.wording import list_clauses

_MOST_RECORDS = 40


def build_changes(dossier: Dossier, kinds: Kinds, citations: Citations) -> list[PaperTable]:
    """Return what moved, and what was revised and recorded; nothing where nothing is compared."""
    report = dossier.movement
    if report is None:
        return []
    return [_build_moved(report), *_build_revised(report, citations), *_build_records(report, kinds, citations)]


def _build_moved(report: MovementReport) -> PaperTable:
    heads = [
        Heading(headings.TARGET, 30),
        Heading(headings.THEN, 10, is_number=True),
        Heading(headings.NOW, 10, is_number=True),
        Heading(headings.DIFFERENCE, 12, is_number=True),
        Heading(headings.BY_NAME, 10, is_number=True),
        Heading(headings.BY_REPORT, 10, is_number=True),
        Heading(headings.STATUS, 18),
    ]
    moved = [one for one in report.targets if one.difference or one.status_then != one.status_now]
    still = len(report.targets) - len(moved)
    caption: Value = say(
        "Since {since}. Then: at the end of {then}; now: at the end of {now}.",
        since=report.since,
        then=report.then,
        now=report.as_of,
    )
    if still:
        others = say_counted("{count} target did not move.", "{count} targets did not move.", still)
        caption = say("{days} {others}", days=caption, others=others)
    return PaperTable("moved", "", caption, heads, [RowGroup([_build_moved_row(one) for one in moved])])


def _build_moved_row(target: Movement) -> list[GridCell]:
    changes = (target.difference, target.by_name, target.by_report)
    before = target.status_then
    told = "" if before == target.status_now else say("before: {status}", status=WORDS[before])
    return [
        GridCell(target.title),
        GridCell(dash_unknown(target.then)),
        GridCell(dash_unknown(target.now), is_strong=True),
        *(GridCell("" if change is None else sign_number(change)) for change in changes),
        GridCell(sign=sign_status(target.status_now), below=told),
    ]


def _build_revised(report: MovementReport, citations: Citations) -> list[PaperTable]:
    rows = [
        [
            GridCell(target.title),
            GridCell(revised.since, is_date=True),
            GridCell(
                word_terms(revised), cites=citations.cite(Evidence(revised.decision, revised.source, revised.note))
            ),
        ]
        for target in report.targets
        for revised in target.revisions
    ]
    if not rows:
        return []
    heads = [Heading(headings.TARGET, 35), Heading(headings.DATE, 15), Heading(headings.REVISED, 50)]
    return [PaperTable("revised", say("Revised in this time"), "", heads, [RowGroup(rows)])]


def _build_records(report: MovementReport, kinds: Kinds, citations: Citations) -> list[PaperTable]:
    """Return the records of the time, the latest first, each once."""
    # 1. Each record with the targets in which it counts.
    entries = {entry.line: entry for target in report.targets for entry in target.records}
    counted: dict[int, list[Value]] = {}
    for target in report.targets:
        for entry in target.records:
            counted.setdefault(entry.line, []).append(target.title)
    entries |= {entry.line: entry for entry in report.uncounted}
    if not entries:
        return []
    # 2. The latest of them: the log has all.
    latest = sorted(entries.values(), key=lambda entry: (entry.last, entry.line), reverse=True)
    titles: dict[str, Value] = {target.id: target.title for target in report.targets}
    rows = []
    for entry in latest[:_MOST_RECORDS]:
        cites = citations.cite(Evidence(entry.decision, entry.source, entry.note))
        of_targets = counted.get(entry.line, ())
        rows.append(
            [
                GridCell(_name_record_subject(entry, titles), cites=cites),
                GridCell(entry.date or "", is_date=True),
                GridCell(_tell_what(entry, kinds)),
                GridCell(list_clauses(of_targets) if of_targets else say("no target")),
            ]
        )
    heads = [
        Heading(headings.SUBJECT, 32),
        Heading(headings.DATE, 14),
        Heading(headings.RECORD, 24),
        Heading(say("counts in"), 30),
    ]
    caption: Value = say_counted("{count} record.", "{count} records.", len(latest))
    if len(latest) > _MOST_RECORDS:
        caption = say("{records} The latest {number} are shown.", records=caption, number=_MOST_RECORDS)
    return [PaperTable("records", say("Recorded in this time"), caption, heads, [RowGroup(rows)])]


def _name_record_subject(entry: Entry, titles: dict[str, Value]) -> Value:
    """Return of what a record is: an item, or a target and its value."""
    if entry.target is None:
        return entry.item or ""
    return say("{target}: {value}", target=titles.get(entry.target, entry.target), value=dash_unknown(entry.value))


def _tell_what(entry: Entry, kinds: Kinds) -> Value:
    if entry.kind is None or entry.stage is None:
        return word_record(entry, kinds)
    kind = kinds[entry.kind]
    return say("{kind}: {stage}", kind=kind.title, stage=word_stage(entry, kind))
