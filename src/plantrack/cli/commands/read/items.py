"""`plantrack items`: the items of a kind."""

from typing import Annotated

import typer

from plantrack.cli import asking
from plantrack.cli.answer import Answer
from plantrack.cli.options import DayOptions, OutputOptions, examples
from plantrack.plan.guesses import Guesses, find_fault
from plantrack.plan.model import Kind
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.reports.items import ItemLine, items_report
from plantrack.render.page import Rows
from plantrack.render.pages.items import build_items_page

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


def items(
    context: typer.Context,
    kind: KindArgument,
    *,
    stage: StageOption = None,
    missing: MissingOption = None,
    by: ByOption = None,
    day: DayOptions,
    output: OutputOptions,
) -> Answer:
    """List the items of a kind and the stages that they reached.

    Each with the date of each stage: which ones have started, which ones still wait, and in which district. Those that
    were withdrawn stand apart.
    """
    asked = asking.open_view(context, output, day)
    of = asking.choose_kind(asked.file, kind)
    _check_words(of, stage or [], missing, by)
    report = items_report(asked.view, of, stage or (), missing, by)
    nested = {"stages": of.stages, "attributes": of.attributes}
    rows = Rows(ItemLine, [*report.items, *report.withdrawn], nested)
    return asking.render_answer(asked.form, report, lambda: build_items_page(report, of), rows)


def _check_words(kind: Kind, stages: list[str], missing: str | None, by: str | None) -> None:
    """Raise UsageError where a stage or an attribute is not one of a kind."""
    guesses = Guesses()
    asked = [(stage, kind.known_stages()) for stage in stages]
    asked += [(missing, kind.stages)] if missing is not None else []
    problems = [
        Problem(*find_fault(guesses, "stage", stage, known, kind.id)) for stage, known in asked if stage not in known
    ]
    if by is not None and by not in kind.attributes:
        problems.append(Problem(*find_fault(guesses, "attribute", by, kind.attributes, kind.id)))
    if problems:
        raise UsageError(*problems)
