"""`plantrack history`: the log in order of date."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from plantrack.cli import asking, calling
from plantrack.cli.answer import Answer
from plantrack.cli.asking import DayOptions, KnownOption, OutputOptions
from plantrack.cli.options import DateOptions, examples, read_date_option
from plantrack.plan.keys import is_own
from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.history import Selection, history_report
from plantrack.plan.sentences import Sentence, say
from plantrack.render.page import Records
from plantrack.render.pages.history import build_history_page
from plantrack.store.planfile import PlanFile

if TYPE_CHECKING:
    from plantrack.plan.reports.transcript import LogRow

SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only records of that day or later.")]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only records that are certain by that day; left out: all."),
]
KindOption = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only items of this kind.")]
TargetOption = Annotated[
    str | None,
    typer.Option("--target", metavar="TARGET", help="Only records on which the number of this target rests."),
]
ItemOption = Annotated[
    str | None, typer.Option("--item", metavar="ITEM", help="Only the item of this name; accents may be left out.")
]

EXAMPLES = examples(
    "plantrack history --target clusters-started --since 2024", "plantrack history --excel > records.csv"
)


def history(
    context: typer.Context,
    *,
    kind: KindOption = None,
    target: TargetOption = None,
    item: ItemOption = None,
    since: SinceOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    typed: DateOptions,
    output: OutputOptions,
) -> Answer:
    """List the records in order of date, with their evidence.

    Each with its line in the file. What a later record replaced, corrected or made exact is marked, and what was
    recorded more than a quarter after its date. As CSV each row also says what it replaced, and import reads it, also
    after Excel has saved it.
    """
    asked = asking.open_view(context, output, DayOptions(as_of, known), typed, with_lines=True)
    file, kinds = asked.file, asked.file.plan.kinds
    kind = None if kind is None else calling.choose_kind(file.plan, kind).id
    found = None
    if item is not None:
        from plantrack.cli.naming import find_items

        found = find_items(file, item, kind)
    wanted = Selection(
        since=read_date_option(since, "--since", asked.manner) if since is not None else None,
        as_of=asked.view.as_of if as_of is not None else None,
        kind=kind,
        target=calling.choose_targets(file.plan, [target])[0] if target is not None else None,
        items=[(one.kind, one.key) for one in found.items] if found is not None else None,
    )
    if item is not None and not wanted.items:
        from plantrack.cli.naming import refuse_unknown_name

        raise refuse_unknown_name(file, item, kind, asked.view.known, ids=False)
    form = asked.noting([] if found is None else found.notes).form
    report = history_report(asked.view, wanted)
    attributes = dict.fromkeys(name for kind in kinds.values() for name in kind.attributes)
    rows: list[LogRow] = []
    if form.format == "csv":
        from plantrack.plan.reports.transcript import transcribe_log

        rows = transcribe_log(asked.view, wanted)
        notes = _note_what_is_left_out(file, rows)
        form = form._replace(notes=form.notes + "".join(map(form.here.writer.tell_line, notes)))
    records = Records(rows, list(attributes))
    return asking.render_answer(form, report, lambda: build_history_page(report, kinds), records)


def _name_entry(entry: Entry) -> list[str]:
    """Return the words that tell which record it is."""
    return [word for word in (entry.item, entry.stage, entry.target, entry.date if entry.target else None) if word]


def _note_what_is_left_out(file: PlanFile, rows: Sequence["LogRow"]) -> list[Sentence]:
    """Return a note for each key of the user's own that holds no text, and so is in no cell."""
    left_out: dict[str, Entry] = {}
    for place, entry, own, _ in rows:
        table, position = place
        for key in file.data[table][position]:
            if is_own(key) and key not in own:
                left_out.setdefault(key, entry)
    return [
        say("note: {key} of {record} is not carried: not a text", key=key, record=" ".join(_name_entry(entry)))
        for key, entry in left_out.items()
    ]
