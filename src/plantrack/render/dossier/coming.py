"""What is late and what is next: stages that items are to reach, and goals of targets."""

from collections.abc import Mapping

from plantrack.plan.dossier.report import Dossier
from plantrack.plan.due.lines import DueLine
from plantrack.plan.model import Evidence, Kind
from plantrack.plan.sentences import Value, say, say_counted
from plantrack.render.dossier.parts import Citations, GridCell, Heading, PaperTable, RowGroup
from plantrack.render.pages.due import word_days_until, word_due, word_put_off
from plantrack.render.pages.records import Kinds
from plantrack.render.text import headings

_MOST_LINES = 40


def build_coming(dossier: Dossier, kinds: Kinds, citations: Citations) -> PaperTable | None:
    """Return what is late, then what is next; None where nothing is either."""
    report = dossier.due
    if not report.due:
        return None
    titles: Mapping[str, Value] = {target.id: target.title for target in dossier.standing.targets}
    groups = []
    for state in ("late", "next"):
        lines = [line for line in report.due if line.state == state]
        rows = [_build_coming(line, titles, kinds, citations) for line in lines[:_MOST_LINES]]
        name = (
            say("Late ({number})", number=len(lines))
            if state == "late"
            else say("Next, until {day} ({number})", day=report.until, number=len(lines))
        )
        groups += [RowGroup(rows, name)] if rows else []
    caption: Value = say("By the dates that were named for items, and the goals of targets.")
    if report.later:
        more = say_counted("{count} item is expected later.", "{count} items are expected later.", report.later)
        caption = say("{sentence} {more}", sentence=caption, more=more)
    heads = [
        Heading(headings.SUBJECT, 34),
        Heading(say("to be reached"), 26),
        Heading(headings.EXPECTED, 14),
        Heading(headings.HOW_LATE, 13),
        Heading(headings.PUT_OFF_FROM, 13),
    ]
    return PaperTable("coming", "", caption, heads, groups)


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
