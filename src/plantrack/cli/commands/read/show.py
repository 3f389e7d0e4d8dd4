"""`plantrack show`: what is behind a number, or the life of an item."""

from typing import Annotated

import typer

from plantrack.cli import asking, naming
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked
from plantrack.cli.options import AsOfOption, ColourOption, ExcelOption, FormatOption, KnownOption, PlanOption, examples
from plantrack.plan import names
from plantrack.plan.ledger import Item
from plantrack.plan.model import Target
from plantrack.plan.problems import AboutKey, Problem, UsageError, counted
from plantrack.plan.reports.entries import Entry
from plantrack.plan.reports.show import PartLine, item_report, target_report
from plantrack.store import planfile

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="TARGET-or-ITEM", help="The id of a target, or the name of a work; accents may be left out."
    ),
]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="The work of this kind, where the name is another's too.")
]

EXAMPLES = examples("plantrack show clusters-started --as-of 2024-12-31", 'plantrack show "Thiet Binh"')

PART_KEYS = ("stage", "date", "decision", "source", "line")


def show(
    context: typer.Context,
    name: NameArgument,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: FormatOption = "table",
    excel: ExcelOption = False,
    color: ColourOption = "auto",
    plan: PlanOption = None,
) -> Answer:
    """Show what is behind a number, or the life of an item.

    Of a target: the total and who reported it, what came since, which works are known by name, what has no name yet,
    and what the plan expects. Of a work: each stage with its evidence, and which targets count it.
    """
    asked = asking.open_view(context, plan, format, excel, color, as_of, known, with_lines=True)
    file = asked.file
    if kind is not None:
        asking.kind(file, kind)
    if kind is None and name in file.plan.targets:
        kinds = [id for id, called in file.ledger.names.items() if names.fold_name(name) in called]
        also = "".join(f"note: a {id} is called so too: --kind {id} shows it\n" for id in kinds)
        return _target(asked._replace(notes=asked.notes + also), file.plan.targets[name])
    found = naming.find_items(file, name, kind)
    if not found:
        raise naming.refuse_unknown_name(file, name, kind, asked.view.known, ids=kind is None)
    if len(found) > 1:
        choices = " or ".join(f"--kind {item.kind}" for item in found)
        raise UsageError(Problem(f'"{name}" is the name of {counted(len(found), "work")}', f"choose with {choices}"))
    return _item(asked, found[0])


def _target(asked: Asked, target: Target) -> Answer:
    file = asked.file
    line = planfile.find_line(file, AboutKey(("targets", target.id))) or 1
    report = target_report(asked.view, target, line)
    from plantrack.render.pages import show as pages

    def as_csv() -> str:
        from plantrack.render.formats import csv

        nested = {"record": PART_KEYS, "withdrawal": PART_KEYS}
        return csv.render(PartLine, report.parts, nested, excel=asked.excel)

    return asking.answer(asked, report, lambda _: pages.target_page(report), as_csv)


def _item(asked: Asked, item: Item) -> Answer:
    report = item_report(asked.view, item)
    kind = asked.view.plan.kinds[item.kind]
    from plantrack.render.pages import show as pages

    def as_csv() -> str:
        from plantrack.render.formats import csv

        return csv.render(Entry, report.stages, {"attributes": kind.attributes}, excel=asked.excel)

    return asking.answer(asked, report, lambda _: pages.item_page(report, str(kind.title)), as_csv)
