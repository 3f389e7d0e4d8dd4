"""`plantrack show`: what is behind a number, or the life of an item."""

from typing import Annotated

import typer

from plantrack.cli import asking, calling, naming
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked, DayOptions, OutputOptions
from plantrack.cli.options import DateOptions, examples
from plantrack.plan.item import Item
from plantrack.plan.model import Target
from plantrack.plan.problems import AboutKey
from plantrack.plan.reports.entries import Entry
from plantrack.plan.show.item import item_report
from plantrack.plan.show.target import PartLine, target_report
from plantrack.render.page import Rows
from plantrack.render.pages.item import build_item_page
from plantrack.render.pages.target import build_target_page
from plantrack.store import planfile

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="TARGET-or-ITEM",
        help="The id or title of a target, or the name of an item; accents may be left out.",
    ),
]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="The item of this kind, where the name is another's too.")
]

EXAMPLES = examples("plantrack show clusters-started --as-of 2024-12-31", 'plantrack show "Thiet Binh"')

PART_KEYS = ("stage", "date", "decision", "source", "line")


def show(
    context: typer.Context,
    name: NameArgument,
    *,
    kind: KindOption = None,
    day: DayOptions,
    typed: DateOptions,
    output: OutputOptions,
) -> Answer:
    """Show what is behind a number, or the life of an item.

    Of a target: the total and who reported it, what came since, which items are known by name, what has no name yet,
    and what the plan expects. Of an item: each stage with its evidence, and which targets count it.
    """
    asked = asking.open_view(context, output, day, typed, with_lines=True)
    file = asked.file
    kind = None if kind is None else calling.choose_kind(file.plan, kind).id
    found = naming.find_target_or_item(file, name, kind, asked.view)
    asked = asked.noting(found.notes)
    return _show_target(asked, found.of) if isinstance(found.of, Target) else _show_item(asked, found.of)


def _show_target(asked: Asked, target: Target) -> Answer:
    file = asked.file
    line = planfile.find_line(file, AboutKey(("targets", target.id))) or 1
    report = target_report(asked.view, target, line)
    kind = file.plan.kinds[target.kind] if target.kind is not None else None
    rows = Rows(PartLine, report.parts, dict.fromkeys(("record", "withdrawal", "weighed"), PART_KEYS))
    return asking.render_answer(asked.form, report, lambda: build_target_page(report, kind), rows)


def _show_item(asked: Asked, item: Item) -> Answer:
    report = item_report(asked.view, item)
    kind = asked.view.plan.kinds[item.kind]
    rows = Rows(Entry, [*report.stages, *(one.record for one in report.expected)], {"attributes": kind.attributes})
    return asking.render_answer(asked.form, report, lambda: build_item_page(report, kind), rows)
