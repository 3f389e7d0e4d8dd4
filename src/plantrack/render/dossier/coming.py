"""What is late, what is next, and what was put off beyond that: stages of items, and goals of targets."""

from collections.abc import Mapping

from plantrack.plan.dossier.report import Dossier
from plantrack.plan.due.lines import DueLine, DueState
from plantrack.plan.model import Evidence, Kind
from plantrack.plan.sentences import Sentence, Value, say, say_counted
from plantrack.render.dossier.parts import Citations, GridCell, Heading, PaperTable, RowGroup
from plantrack.render.pages.due import word_days_until, word_due, word_put_off
from plantrack.render.pages.records import Kinds
from plantrack.render.text import headings

_MOST_LINES = 40


def build_coming(dossier: Dossier, kinds: Kinds, citations: Citations) -> PaperTable | None:
    """Return what is late, what is next, and what was put off beyond that; None where nothing is."""
    report = dossier.due
    if not report.due:
        return None
    titles: Mapping[str, Value] = {target.id: target.title for target in dossier.standing.targets}
    groups = []
    for state in ("late", "next", "put-off"):
        lines = [line for line in report.due if line.state == state]
        rows = [_build_coming(line, titles, kinds, citations) for line in lines[:_MOST_LINES]]
        groups += [RowGroup(rows, _name_state(state, report.until, len(lines)))] if rows else []
    caption: Value = say("By the dates that were named for items, and the goals of targets.")
    if report.later:
        more = say_counted("{count} item is expected later.", "{count} items are expected later.", report.later)
        caption = say("{sentence} {more}", sentence=caption, more=more)
    heads = [
        Heading(headings.SUBJECT, 34),
        Heading(headings.TO_REACH, 26),
        Heading(headings.EXPECTED, 14),
        Heading(headings.HOW_LATE, 13),
        Heading(headings.PUT_OFF_FROM, 13),
    ]
    return PaperTable("coming", "", caption, heads, groups)


def _name_state(state: DueState, until: str, number: int) -> Sentence:
    if state == "late":
        return say("Late ({number})", number=number)
    if state == "next":
        return say("Next, until {day} ({number})", day=until, number=number)
    # What was put off does not disappear by that.
    return say("Put off until after {day} ({number})", day=until, number=number)


def _build_coming(line: DueLine, titles: Mapping[str, Value], kinds: Kinds, citations: Citations) -> list[GridCell]:
    kind: Kind | None = None if line.kind is None else kinds[line.kind]
    name: Value = titles.get(line.target or "", line.target or "") if line.item is None else line.item
    cites = citations.cite(Evidence(line.decision, line.source, line.note))
    return [
        GridCell(name, below="" if kind is None else kind.title),
        GridCell(word_due(line, kind)),
        GridCell(line.by or "", is_date=True, cites=cites),
        GridCell(word_days_until(line.days)),
        GridCell(word_put_off(line) or ""),
    ]
