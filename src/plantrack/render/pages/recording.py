"""What was recorded, what it changed, and what was taken back, as pages."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.corrections import ReplacedFact
from plantrack.plan.model import CHANGED, EXPECTED_KEY, NAME_KEY, Evidence, Number
from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.recording import (
    AlreadyRecorded,
    ChangedTarget,
    ExpectedChange,
    RecordingReport,
    UndoReport,
)
from plantrack.plan.rules.changes import ItemChange
from plantrack.plan.rules.reasons import Reason
from plantrack.plan.sentences import (
    MOST_LISTED,
    Called,
    CalledTarget,
    Figure,
    Sentence,
    Value,
    exact_text,
    name_key,
    quoted,
    say,
    say_counted,
    show_known,
    show_value,
)
from plantrack.render.text.numbers import dash_unknown, word_figure
from plantrack.render.text.wording import count_more, count_records, list_clauses, word_move

_Moved = TypeVar("_Moved")


def build_recording_page(report: RecordingReport, typed: Mapping[str, str]) -> list[Sentence]:
    """Tell each record, new or known, and what the new ones changed.

    `typed` has the dates and numbers that were typed otherwise than they are recorded, by their keys.
    """
    path, told = report.plan.path, []
    for entry in report.recorded:
        record = _word_recorded(entry, typed)
        if report.dry_run:
            told.append(say("{record}, to be recorded in {path}", record=record, path=path))
        else:
            told.append(say("{record}, recorded in {path}", record=record, path=path))
    told += [_word_already_recorded(record, path, typed) for record in report.already_recorded]
    return [*told, *_tell_changes(report, alone=len(report.recorded) == 1)]


def build_import_page(report: RecordingReport, rows: int | None = None) -> list[Sentence]:
    """Sum up the rows of a file, and tell what the new records changed.

    `rows` is how many there are; None where each is one record.
    """
    records = _count_told(report)
    told: Sentence = say_counted("{count} row", "{count} rows", records if rows is None else rows)
    if rows is not None:
        told = say("{rows}, {records}", rows=told, records=count_records(records))
    return _build_sum(report, told)


def build_merge_page(report: RecordingReport) -> list[Sentence]:
    """Sum up the records of another plan, and tell what the new ones changed."""
    return _build_sum(report, count_records(_count_told(report)))


def _count_told(report: RecordingReport) -> int:
    return len(report.recorded) + len(report.already_recorded)


def _build_sum(report: RecordingReport, rows: Sentence) -> list[Sentence]:
    added, known = len(report.recorded), len(report.already_recorded)
    values: dict[str, Value] = {"rows": rows, "added": added, "path": report.plan.path, "known": known}
    if report.dry_run:
        told = say("{rows}: {added} to be recorded in {path}, {known} known", **values)
    else:
        told = say("{rows}: {added} recorded in {path}, {known} known", **values)
    return [told, *_tell_changes(report, alone=False)]


def build_new_names_page(report: RecordingReport) -> list[Sentence]:
    """List for each kind the names that were not known: one on its line, several each on a line of its own."""
    told: list[Sentence] = []
    for kind, names in report.new_names.items():
        if len(names) == 1:
            told.append(say("new {kind} (1): {name}", kind=Called(kind), name=names[0]))
        else:
            told.append(say("new {kind} ({count}):", kind=Called(kind), count=len(names)))
            told += [say("  {name}", name=name) for name in names]
    return told


def note_put_off(report: RecordingReport) -> list[Sentence]:
    """Return what becomes of an expected date that is to be a correction, where one moved: the file cannot say so."""
    if not any(change.moved and not change.made_exact for change in report.expected_changes):
        return []
    told = say(
        "a plan file does not tell an expected date that was wrong from one that was moved: it counts as moved; "
        "plantrack edit takes out one that nobody named"
    )
    return [told]


def build_undo_page(report: UndoReport) -> list[Sentence]:
    """Tell how many records were taken back."""
    records = count_records(len(report.taken_back))
    if report.dry_run:
        return [say("{records} to be taken back from {path}", records=records, path=report.plan.path)]
    return [say("{records} taken back from {path}", records=records, path=report.plan.path)]


def _word_recorded(record: Entry | AlreadyRecorded, typed: Mapping[str, str]) -> Sentence:
    date = _word_reading(record.date or "", typed.get("date"))
    if record.text is not None:
        subject = record.item or "" if record.target is None else CalledTarget(record.target)
        return say("{subject}: comment, {date}", subject=subject, date=date)
    expected = _word_reading(record.expected or "", typed.get("expected"))
    if record.target is not None:
        value = _word_number(dash_unknown(record.value), typed.get("value"))
        return say("{target}: {value}, {date}", target=CalledTarget(record.target), value=value, date=date)
    kind = Called(record.kind or "")
    told = say("{item}: {kind} {stage}", item=record.item or "", kind=kind, stage=kind._replace(stage=record.stage))
    told = told if record.date is None else say("{record}, {date}", record=told, date=date)
    if record.expected is not None and record.date is None:
        told = say("{record}, expected by {date}", record=told, date=expected)
    elif record.expected is not None:
        told = say("{record}, was expected by {date}", record=told, date=expected)
    for name, value in record.attributes.items() if isinstance(record, Entry) else ():
        if name in typed:
            told = say(
                "{record}, {name} {value}",
                record=told,
                name=kind._replace(stage=name),
                value=_word_number(value, typed[name]),
            )
    return told


def _word_reading(value: Value, typed: str | None) -> Value:
    """Return a value, and where it was typed otherwise how."""
    return value if typed is None else say("{value} ({typed})", value=value, typed=quoted(typed))


def _word_number(value: Value, typed: str | None) -> Value:
    """Return a number, and where it was typed otherwise how; where that might be another number, which it is not."""
    if typed is None or not isinstance(value, int | float):
        return _word_reading(value, typed)
    # Most numbers are typed as they are recorded.
    from plantrack.plan.typed.figures import find_other_reading

    other = find_other_reading(typed, value)
    if other is None:
        return _word_reading(value, typed)
    # Thousands in groups would look like decimals to who reads points and commas the other way.
    number, not_meant = Figure(exact_text(value)), Figure(exact_text(other))
    return say("{value} ({typed}, not {other})", value=number, typed=quoted(typed), other=not_meant)


def _word_already_recorded(record: AlreadyRecorded, path: str, typed: Mapping[str, str]) -> Sentence:
    told = say("{record}, already recorded in {path}", record=_word_recorded(record, typed), path=path)
    now: Value | None = record.corrected_date if record.corrected_value is None else record.corrected_value
    now = now if record.corrected_text is None else show_value(record.corrected_text)
    return told if now is None else say("{told}; corrected since to {now}", told=told, now=now)


def _tell_changes(report: RecordingReport, *, alone: bool) -> list[Sentence]:
    """Tell what changed of each target that the new records concern, or that none does.

    `alone` says that the line above tells the one record that there is.
    """
    if not report.recorded:
        return []
    told = _tell_first(report.replaced, partial(_word_replaced, alone=alone))
    told += _tell_first(report.item_changes, partial(_word_item_change, alone=alone))
    told += [_word_change(change, alone=alone) for change in report.changes]
    moved = [change for change in report.expected_changes if change.moved or change.made_exact]
    shifts = _tell_first(moved, partial(_word_shift, alone=alone))
    happened = [entry for entry in report.recorded if entry.date is not None and entry.text is None]
    if not happened and not report.changes:
        last = say("no number changes")
        told += [say("{shift}; {last}", shift=shifts[0], last=last)] if alone and shifts else [*shifts, last]
    else:
        told += shifts
    if not report.changes and happened:
        only_changes = all(entry.stage == CHANGED for entry in happened)
        told.append(say("no target's number changes") if only_changes else say("no target counts this"))
    return [say("  {change}", change=sentence) for sentence in told]


def _tell_first(changes: Sequence[_Moved], word: Callable[[_Moved], Value]) -> list[Value]:
    """Return the first changes in words, and of very many how many more there are."""
    told = [word(change) for change in changes[:MOST_LISTED]]
    more = len(changes) - MOST_LISTED
    return told if more <= 0 else [*told, count_more(more)]


def _word_item_change(change: ItemChange, *, alone: bool) -> Sentence:
    """Say what an item got; where there are several records, of which."""
    told = {"key": name_key(change.key, change.kind), "was": dash_unknown(change.was), "now": change.now}
    if change.key == NAME_KEY:
        said = say("{key} {was} → {now} (both find it)", **told)
    else:
        said = say("{key} {was} → {now}, from {date}", date=change.since, **told)
    if change.until is not None:
        said = say("{change}, until {date}", change=said, date=change.until)
    return said if alone else _begin_with_subject(change.item, said)


def _word_replaced(fact: ReplacedFact, *, alone: bool) -> Sentence:
    """Say what a record says in place of what; where there are several records, of which."""
    was = fact.was if fact.was is None else show_known(fact.was)
    key = name_key(fact.key, fact.kind)
    if fact.made_exact:
        told = _word_made_exact(str(fact.was))
    elif fact.key == "date":
        told = say("replaces the date {date}", date=str(fact.was))
    elif fact.key == EXPECTED_KEY:
        told = say("replaces the expected date {date}", date=str(fact.was))
    elif fact.now == "" and fact.key in Evidence._fields:
        told = say("the {key} {was} was of what it replaces", key=key, was=was)
    else:
        told = say("replaces the {key} {was}", key=key, was=was)
    if alone:
        return told
    if fact.kind is None or fact.stage is None:
        return _begin_with_subject(CalledTarget(fact.subject) if fact.kind is None else fact.subject, told)
    stage = Called(fact.kind, fact.stage)
    return say("{item}, {stage}: {change}", item=fact.subject, stage=stage, change=told)


def _word_made_exact(was: Value) -> Sentence:
    return say("made exact, from {date}", date=was)


def _begin_with_subject(item: Value, told: Value) -> Sentence:
    return say("{item}: {change}", item=item, change=told)


def _word_shift(change: ExpectedChange, *, alone: bool) -> Sentence:
    """Say how an expected date moved; where there are several records, of which item."""
    moved, days, was = change.moved or 0, change.days, change.was or ""
    if change.made_exact:
        told = _word_made_exact(was)
    elif moved < 0:
        told = say_counted(
            "brought forward {count} day, from {date}", "brought forward {count} days, from {date}", -moved, date=was
        )
    else:
        # Beyond the date that was first named it is told from there, as often as it was put off.
        count, date = (days, change.first) if days > 0 else (moved, was)
        put_off = say_counted("put off {count} day, from {date}", "put off {count} days, from {date}", count, date=date)
        told = say("{put_off} ({times} ×)", put_off=put_off, times=change.times)
    return told if alone else _begin_with_subject(change.item, told)


def _word_reasons(change: ChangedTarget, *, alone: bool) -> list[Sentence]:
    """Say why records do not change the figure of a target; most do, and need no words for it."""
    from plantrack.render.text.reasons import word_effect

    return [word_effect(Reason(why.code, why.date), why.names, change, alone=alone) for why in change.reasons]


def _word_change(change: ChangedTarget, *, alone: bool) -> Sentence:
    """Say what changed of one target: its figure, and why records do not change it."""
    before, after = change.before, change.after
    told = _word_reasons(change, alone=alone) if change.reasons else []
    moved = before.actual != after.actual
    # 1. What a withdrawal leaves as it is needs no figure.
    if not moved and change.only_withdrawn and told:
        return say("{target} unchanged: {reasons}", target=CalledTarget(change.id), reasons=list_clauses(told))
    # 2. Where the figure is the same, that is said, unless a reason says it.
    if not moved and after.actual is None:
        told.append(say("no total is known yet"))
    elif not moved and not told:
        told.append(say("unchanged"))
    # 3. What has a name now is told where the figure does not show it.
    if before.named != after.named and _gain(before.named, after.named) != _gain(before.actual, after.actual):
        told.append(say("named {before} → {after}", before=dash_unknown(before.named), after=dash_unknown(after.named)))
    figures = _word_figures(change)
    return say("{figures}, {reasons}", figures=figures, reasons=list_clauses(told)) if told else figures


def _word_figures(change: ChangedTarget) -> Sentence:
    before, after = dash_unknown(change.before.actual), dash_unknown(change.after.actual)
    moved: Value = after if before == after else word_move(before, after)
    return say("{target} {figure}", target=CalledTarget(change.id), figure=word_figure(moved, change, None))


def _gain(before: Number | None, after: Number | None) -> Number | None:
    return None if before is None or after is None else difference(after, before)
