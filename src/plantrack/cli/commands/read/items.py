"""`plantrack items`: the items of a kind."""

from collections.abc import Sequence
from typing import Annotated

import typer

from plantrack.cli import asking, calling
from plantrack.cli.answer import Answer
from plantrack.cli.asking import DayOptions, OutputOptions
from plantrack.cli.options import DateOptions, examples
from plantrack.plan.model import Kind, Plan
from plantrack.plan.reports.items import ItemLine, items_report
from plantrack.render.page import Rows
from plantrack.render.pages.items import build_items_page
from plantrack.tuples import NamedTuple

KindArgument = Annotated[str, typer.Argument(metavar="KIND", help="Whose items, as the plan calls it: cluster.")]
StageOption = Annotated[
    list[str] | None,
    typer.Option("--stage", metavar="STAGE", help="Only those that have reached it; repeated: one of them."),
]
MissingOption = Annotated[
    str | None,
    typer.Option("--missing", metavar="STAGE", help="Only those that have reached neither it nor a later stage."),
]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="ATTRIBUTE", help="Group them by an attribute, with subtotals.")
]

EXAMPLES = examples(
    "plantrack items cluster --stage started --by district",
    "plantrack items cluster --missing started --as-of 2024-12-31",
)


class _Wanted(NamedTuple):
    """Which items are asked for, and how they are to be grouped."""

    stages: Sequence[str]  # that have reached one of them; none: whatever they reached
    missing: str | None  # that have reached neither it nor a later one; None: whatever they reached
    by: str | None  # the attribute; None: they are not grouped


def items(
    context: typer.Context,
    kind: KindArgument,
    *,
    stage: StageOption = None,
    missing: MissingOption = None,
    by: ByOption = None,
    day: DayOptions,
    typed: DateOptions,
    output: OutputOptions,
) -> Answer:
    """List the items of a kind and the stages that they reached.

    Each with the date of each stage: which ones have started, which ones still wait, and in which district. Behind an
    arrow stands by when an item is to reach a stage. Those that were withdrawn stand apart.
    """
    asked = asking.open_view(context, output, day, typed)
    of, wanted = _read_words(asked.view.plan, kind, _Wanted(stage or [], missing, by))
    report = items_report(asked.view, of, wanted.stages, wanted.missing, wanted.by)
    lines = [*report.items, *report.withdrawn]
    # What nobody says needs no columns, and how late something is no file that is read again.
    expected = [stage for stage in of.stages if any(line.expected[stage] is not None for line in lines)]
    nested = {"stages": of.stages, "expected": expected, "late": (), "attributes": of.attributes}
    rows = Rows(ItemLine, lines, nested, is_importable=True)
    return asking.render_answer(asked.form, report, lambda: build_items_page(report, of), rows)


def _read_words(plan: Plan, kind: str, typed: _Wanted) -> tuple[Kind, _Wanted]:
    """Return the kind that is meant, and which of its items, by ids; raise UsageError where a word means nothing."""
    of = calling.choose_kind(plan, kind)
    words = calling.TypedWords(plan)
    stages, missing = words.stages(of, typed.stages, typed.missing)
    by = None if typed.by is None else words.attribute([of], typed.by, of.id)
    words.check()
    return of, _Wanted(stages, missing, by)
