"""`plantrack page`: the plan for those who decide, in one file."""

from pathlib import Path
from typing import Annotated

import typer

from plantrack import __version__
from plantrack.cli import asking, calling, naming
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked, DayOptions, ForceOption, GroupOption, OutputOptions, OwnerOption
from plantrack.cli.options import DateOptions, PlanOption, examples
from plantrack.plan.dossier.report import DossierRequest, dossier_report
from plantrack.plan.model import Evidence
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.reports.status import Choice, arrange_by_group
from plantrack.plan.sentences import say
from plantrack.render.dossier.draw import PAGE_MARK, Origin, draw_dossier
from plantrack.store.output import refuse_output_name

TargetsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[TARGET]...", help="Only these targets, by id or title.")
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Compared with the end of the day before; left out: not compared."),
]
PageFileOption = Annotated[
    str | None,
    typer.Option("--output", metavar="FILE", help="Write it to this file: its name ends in .html; else to a pipe."),
]

EXAMPLES = examples(
    "plantrack page --output report.html",
    "plantrack page --group Industry --since 2025-Q2 --output industry.html",
)


def page(
    context: typer.Context,
    *,
    targets: TargetsArgument = None,
    since: SinceOption = None,
    group: GroupOption = None,
    owner: OwnerOption = None,
    day: DayOptions,
    typed: DateOptions,
    output: PageFileOption = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> Answer:
    """Write the page for those who decide.

    One file for a screen, for paper and for Word: how many targets stand badly, which, since when, and who answers for
    them; all targets by group, a drawing of each that has a goal, what moved since another day, where the items are,
    and the evidence of all that. It fetches nothing and needs no script; printed on A4, its first sheet is whole. It
    needs what plantrack[page] brings.
    """
    asking.refuse_force_alone(output, force)
    if output is None:
        _check_pipe(context)
    asked = asking.open_view(context, OutputOptions(plan=plan), day, typed)
    view = asked.view
    if output is not None:
        refuse_output_name(output, ".html", view.path)
    moment = None if since is None else asking.read_since(since, asked, "--since")
    if moment is not None:
        from plantrack.store import planfile

        view = view._replace(lines=planfile.record_lines(asked.file))
    among = calling.choose_targets(view.plan, targets) if targets else list(view.plan.targets.values())
    choice = naming.read_choice(view.plan, group, owner)._replace(
        targets=[target.id for target in among] if targets else (), among=len(view.plan.targets)
    )
    dossier = dossier_report(view, DossierRequest(arrange_by_group(among), choice, moment))
    drawn = draw_dossier(dossier, view.plan.kinds, _tell_origin(asked, choice), asked.form.here.writer)
    if output is None:
        return Answer(drawn, asked.form.notes, form="data")
    return asking.answer_file(asked.form, output, drawn, PAGE_MARK, force=force)


def _check_pipe(context: typer.Context) -> None:
    """Raise UsageError where the page would be poured over a screen."""
    if context.obj.is_screen:
        raise UsageError(Problem(say("a page is not for a screen"), say("write --output report.html, or into a pipe")))


def _tell_origin(asked: Asked, choice: Choice) -> Origin:
    from hashlib import sha256

    said = asked.file.data["plan"]
    return Origin(
        name=Path(asked.file.path).name,
        digest=sha256(asked.file.text.encode()).hexdigest(),
        version=__version__,
        decided=Evidence(said.get("decision"), said.get("source"), said.get("note")),
        choice=choice,
    )
