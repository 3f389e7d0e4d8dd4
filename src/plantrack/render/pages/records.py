"""Records and corrections in words: what each says, who says it, and where it stands."""

from collections.abc import Mapping, Sequence

from plantrack.plan.model import CHANGED, Kind
from plantrack.plan.names import fold_text
from plantrack.plan.reports.entries import Change, Entry
from plantrack.plan.sentences import Called, Sentence, Value, name_key, say, say_counted
from plantrack.render.page import Cell, Column, Line, Piece, Table
from plantrack.render.text import headings
from plantrack.render.text.numbers import dash_unknown
from plantrack.render.text.wording import find_label, list_given, note_not_over, word_awaited, word_evidence

Kinds = Mapping[str, Kind]

_WIDEST_NOTHING = 15  # as wide as that there is none, in the longer of the languages: "không có căn cứ"


def word_given(entry: Entry) -> Value:
    """Return who says what a record says; where it took over any of that from earlier records, with their lines."""
    own = (None, entry.line)
    if entry.decision_line in own and entry.source_line in own:
        return word_evidence(entry.decision, entry.source)
    # The line stands first: of a long address a narrow screen shows the beginning.
    return word_evidence(
        _word_on_line(entry.decision, entry.decision_line), _word_on_line(entry.source, entry.source_line)
    )


def _word_on_line(evidence: str | None, line: int | None) -> Value | None:
    return say("line {line}: {evidence}", line=str(line), evidence=evidence) if evidence and line is not None else None


class RecordWords:
    """What records say. Most have nothing of their own to say: then it is told, and drawn, once for all of a stage."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._known: dict[tuple[str | None, str | None], Value] = {}

    def word(self, entry: Entry) -> Value:
        """Return what a record says of its item or target."""
        if entry.text is not None or entry.expected is not None or entry.stage == CHANGED:
            return word_record(entry, self._kinds)
        of_stage = entry.kind, entry.stage
        if of_stage not in self._known:
            self._known[of_stage] = word_record(entry, self._kinds)
        return self._known[of_stage]


def word_date(entry: Entry) -> Value:
    """Return when it was, or with an arrow by when it is to be."""
    return entry.date or say("→ {expected}", expected=entry.expected or "")


def word_record(entry: Entry, kinds: Kinds) -> Value:
    """Return what a record says of its item or target."""
    if entry.text is not None:
        return say("{comment}: {said}", comment=headings.COMMENT, said=word_said(entry.text, entry.ask))
    if entry.kind is None or entry.stage is None:
        return headings.TOTAL
    kind = kinds.get(entry.kind)
    return say("{kind} {stage}", kind=Called(entry.kind), stage=word_stage(entry, kind))


def word_stage(entry: Entry, kind: Kind | None) -> Value:
    """Return the stage that a record is of, with what it gives its item where it is a change."""
    stage = find_label(kind, entry.stage or "")
    if entry.date is not None and entry.expected is not None:
        return say("{stage}, was expected by {date}", stage=stage, date=entry.expected)
    if entry.date is None:
        return word_awaited(stage)
    if entry.stage != CHANGED:
        return stage
    given = {**({} if entry.name is None else {"name": entry.name}), **entry.attributes}
    return say("{stage}: {given}", stage=stage, given=list_given(kind, given))


def word_subject(entry: Entry, target: Value | None = None) -> Value:
    """Return of whom a record says it, a total of the target that is called so; None: as it stands in the record."""
    if entry.item is not None:
        return entry.item
    if entry.text is not None:
        return entry.target or ""
    return say("{target} {value}", target=target or entry.target or "", value=dash_unknown(entry.value))


def word_said(text: str, ask: str | None) -> Value:
    """Return what a comment says, and what it asks."""
    return say("{text} – asked: {ask}", text=fold_text(text), ask=fold_text(ask)) if ask else fold_text(text)


def build_comment(entry: Entry | None, path: str) -> list[Line | Table]:
    """Return the latest comment under a heading, what it asks, who says so, and where; nothing where there is none."""
    if entry is None or entry.text is None or entry.date is None:
        return []
    place = name_place(path, entry.line)
    told = tell_comment(entry.text, entry.ask, word_given(entry), entry.note)
    heading = Line(say("comment of {day} ({place})", day=entry.date, place=place), heading=True)
    return [Line(), heading, *(Line(*piece) for piece in told)]


def tell_comment(text: str, ask: str | None, evidence: Value, note: str | None) -> list[Piece]:
    """Return what a comment says, asks, and rests on, each for a line of its own."""
    told = [Piece(fold_text(text))]
    told += [Piece(say("asked: {ask}", ask=fold_text(ask)), "bold")] if ask else []
    return [*told, *(Piece(said, "dim") for said in (evidence, note) if said)]


def name_place(path: str, *lines: int) -> str:
    """Return the lines of a file as an editor takes them: `plan.toml:42`."""
    return f"{path}:{', '.join(map(str, lines))}"


def word_correction(change: Change, path: str) -> Sentence:
    """Return what a later record changed of an earlier one, when, and where both stand."""
    values: dict[str, Value] = {
        "recorded": change.recorded or "",
        "key": change.in_words or name_key(change.key),
        "was": change.was,
        "now": change.now,
    }
    if change.made_exact:
        how = say("made exact on {recorded}", **values) if change.recorded else say("made exact by hand")
    else:
        how = say("corrected on {recorded}", **values) if change.recorded else say("corrected by hand")
    changed = say("{key} {was} → {now}, {how}", how=how, **values)
    place = say("{place} → {line}", place=name_place(path, change.was_line), line=str(change.now_line))
    return say("{subject}: {changed} ({place})", subject=change.subject, changed=changed, place=place)


def build_entry_row(entry: Entry, told: Value | None, path: str) -> list[Cell]:
    """Return a record as a row: its date, what it tells, who says it, and where."""
    evidence = word_given(entry) or say("no evidence")
    return [word_date(entry), told, evidence, entry.note, name_place(path, entry.line)]


def build_entry_table(heading: Value, rows: Sequence[Sequence[Cell]]) -> Table:
    """Return a table of records. `heading` is that of what they tell."""
    told = Column(heading, align="point") if heading is headings.TOTAL else Column(heading, overflow="wraps")
    columns = [
        Column(headings.DATE, is_date=True),
        told,
        Column(headings.EVIDENCE, style="dim", overflow="cuts", least=_WIDEST_NOTHING, narrowest=_WIDEST_NOTHING),
        Column(headings.NOTE, style="dim", overflow="wraps", leaves=2),
        Column(headings.WHERE, style="dim", leaves=1),
    ]
    return Table(columns, rows)


def tell_not_over(count: int) -> list[Line]:
    """Return the line below a table that says of how many dates nothing stands in it yet; none where of none."""
    return [Line(), Line(note_not_over(count), "dim")] if count else []


def build_corrections(changes: Sequence[Change], path: str) -> list[Line | Table]:
    """Return what later records changed, under a heading; nothing where there is none."""
    if not changes:
        return []
    heading = say_counted("corrected: {count} time", "corrected: {count} times", len(changes))
    return [Line(), Line(heading, heading=True), *(Line(word_correction(change, path)) for change in changes)]
