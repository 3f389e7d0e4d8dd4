"""Where the items are, and the items of each kind: all of them, or how many there are of each value."""

from collections.abc import Sequence

from plantrack.plan.dossier.report import Dossier, ListedKind
from plantrack.plan.item import Item
from plantrack.plan.model import AttributeValue, Kind
from plantrack.plan.reports.breakdown import BreakdownReport, Row
from plantrack.plan.reports.items import ItemLine
from plantrack.plan.sentences import Value, say
from plantrack.render.dossier.parts import Citations, GridCell, Heading, PaperTable, RowGroup, name_titles
from plantrack.render.page import Piece
from plantrack.render.pages.breakdown import find_attribute, name_row
from plantrack.render.pages.items import note_uncertain, word_item_count
from plantrack.render.pages.records import Kinds
from plantrack.render.text import headings
from plantrack.render.text.numbers import dash_unknown
from plantrack.render.text.wording import find_label, word_without

# Of the targets without a column so many are named.
_MOST_LEFT_OUT = 12


def build_breakdown(dossier: Dossier, kinds: Kinds) -> PaperTable | None:
    """Return a row for each value of the attribute that most kinds have; None where there is none."""
    report = dossier.breakdown
    if report is None:
        return None
    by = find_attribute(report, kinds)
    heads, columns = [Heading(by, 24)], []
    share = 76 // (len(report.kinds) + len(report.targets))
    for kind in report.kinds:
        heads.append(Heading(say("{kind}: all", kind=kind.title), share, is_number=True))
        columns.append(kind.id)
        heads += [Heading(target.title, share, is_number=True) for target in report.targets if target.kind == kind.id]
    caption = say(
        "By {attribute} on {day}: all items of a kind, and those that each target counts. Empty: none.",
        attribute=by,
        day=report.as_of,
    )
    shown = {target.id for target in report.targets}
    others = [target for target in dossier.standing.targets if target.kind is not None and target.id not in shown]
    # What is followed, and what of very many has no room, has no column.
    if others:
        caption = say("{caption} Left out: {targets}.", caption=caption, targets=name_titles(others, _MOST_LEFT_OUT))
    rows = [_build_value(row, by, report) for row in report.rows if _says_something(row)]
    return PaperTable("by-attribute", "", caption, heads, [RowGroup([*rows, _build_sums(report)])])


def _says_something(row: Row) -> bool:
    return any(row.items.values()) or any(count != 0 for count in row.counts.values())


def _build_value(row: Row, by: Value, report: BreakdownReport) -> list[GridCell]:
    name = name_row(row, by)
    cells = [GridCell(name.text, begins=True) if isinstance(name, Piece) else GridCell(row.value or "")]
    for kind in report.kinds:
        items = row.items[kind.id]
        cells.append(GridCell(items or ""))
        counts = (row.counts[target.id] for target in report.targets if target.kind == kind.id)
        cells += [GridCell("" if count == 0 else dash_unknown(count)) for count in counts]
    return cells


def _build_sums(report: BreakdownReport) -> list[GridCell]:
    cells = [GridCell(headings.ACTUAL, is_strong=True, begins=True)]
    for kind in report.kinds:
        cells.append(GridCell(kind.total, is_strong=True))
        actual = (target.actual for target in report.targets if target.kind == kind.id)
        cells += [GridCell(dash_unknown(one), is_strong=True) for one in actual]
    return cells


def build_items(dossier: Dossier, kinds: Kinds, citations: Citations) -> list[PaperTable]:
    """Return a table for each kind of which there are items."""
    return [_build_kind(listed, kinds[listed.kind], dossier.by, citations) for listed in dossier.kinds]


def _build_kind(listed: ListedKind, kind: Kind, attribute: str | None, citations: Citations) -> PaperTable:
    report, id, count = listed.report, f"items-{kind.id}", word_item_count(listed.total)
    if report is None:
        by = find_label(kind, attribute or "")
        caption = say("{items}, by {attribute}.", items=count, attribute=by)
        heads = [Heading(by, 60), Heading(say("items"), 40, is_number=True)]
        rows = [_build_group(value, number, by) for value, number in listed.groups.items()]
        return PaperTable(id, kind.title, caption, heads, [RowGroup(rows)], least=24)
    stages = [stage for stage in kind.stages if any(item.stages[stage] for item in report.items)]
    attributes = [name for name in kind.attributes if any(item.attributes[name] is not None for item in report.items)]
    numbers = {name for name in attributes if kind.attributes[name].is_number}
    # A date and who says so have room on one line; a number needs the least.
    parts = {name: 2 if name in numbers else 3 for name in attributes} | dict.fromkeys(stages, 4)
    heads = [Heading(kind.title, 30)]
    heads += [
        Heading(find_label(kind, name), 70 * part // sum(parts.values()), name in numbers)
        for name, part in parts.items()
    ]
    rows = [_build_item(item, listed.items.get(item.item), [*attributes, *stages], citations) for item in report.items]
    caption = count
    if report.uncertain:
        caption = say("{items}; {note}", items=count, note=note_uncertain(report.uncertain, kind))
    return PaperTable(id, kind.title, caption, heads, [RowGroup(rows)])


def _build_group(value: AttributeValue | None, number: int, by: Value) -> list[GridCell]:
    name = GridCell(word_without(by), begins=True) if value is None else GridCell(value)
    return [name, GridCell(number)]


def _build_item(line: ItemLine, item: Item | None, columns: Sequence[str], citations: Citations) -> list[GridCell]:
    told = [GridCell(line.item)]
    for name in columns:
        if name in line.stages:
            record = None if item is None else item.stages.get(name)
            cites = citations.cite(record.evidence) if record is not None and line.stages[name] else []
            told.append(GridCell(line.stages[name] or "", is_date=True, cites=cites))
        else:
            value = line.attributes[name]
            told.append(GridCell("" if value is None else value))
    return told
