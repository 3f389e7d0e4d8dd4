"""`plantrack log`: record that works reached a stage."""

from typing import Annotated, Any

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import (
    CorrectOption,
    DateOption,
    DecisionOption,
    DryRunOption,
    NoteOption,
    PlanOption,
    QuietOption,
    SourceOption,
    day,
    examples,
)
from plantrack.plan.joining import Joined, join, meant
from plantrack.plan.model import Kind, Milestone
from plantrack.plan.names import quoted_together
from plantrack.plan.problems import Problem, RecordRefused, UsageError
from plantrack.store import cells
from plantrack.store.planfile import PlanFile
from plantrack.store.records import RecordReader, unknown

KindArgument = Annotated[str, typer.Argument(metavar="KIND", help="What it is, as the plan calls it: cluster.")]
StageArgument = Annotated[str, typer.Argument(metavar="STAGE", help="The stage that it reached: started.")]
ItemsArgument = Annotated[
    list[str],
    typer.Argument(metavar="ITEM...", help="Its name, in quotes where it has spaces; accents may be left out."),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help='An attribute: district="Đông Anh"; may be repeated.'),
]
NewOption = Annotated[bool, typer.Option("--new", help="The name is a new one.")]


EXAMPLES = examples(
    'plantrack log cluster started "Thiết Bình" --date 2023-09-06 --source https://example.org/news',
    'plantrack log cluster established "Hòa Bình" --new --date 2025-03 --set district="Thường Tín"',
)


def log(
    context: typer.Context,
    kind: KindArgument,
    stage: StageArgument,
    items: ItemsArgument,
    date: DateOption = None,
    decision: DecisionOption = None,
    source: SourceOption = None,
    note: NoteOption = None,
    set: SetOption = None,  # noqa: A002 (the name of the option)
    new: NewOption = False,
    correct: CorrectOption = False,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
    plan: PlanOption = None,
) -> Answer:
    """Record that works reached a stage.

    All of them or none, in the plan file, and say what that changes. A name that the plan does not know needs --new.
    """
    here: Surroundings = context.obj
    evidence = {"decision": decision, "source": source, "note": note}

    def propose(file: PlanFile) -> Joined:
        when = here.now.date() if date is None else day(date, "--date")
        row = {"date": when, "kind": kind, "stage": stage}
        row |= _attributes(file.plan.kinds.get(kind), set or [])
        row |= {key: text for key, text in evidence.items() if text and text.strip()}
        milestones = _named(file, _read(file, row, items), items, new=new)
        return recording.accepted(join(file.plan, file.ledger, milestones, here.today.hi, correct=correct))

    recorded = recording.record(plan, here, propose, dry_run=dry_run)
    return recording.answer(recorded, recording.told_of_each(recorded, dry_run=dry_run), dry_run=dry_run).quieter(quiet)


def _attributes(kind: Kind | None, settings: list[str]) -> dict[str, Any]:
    """Return the attributes that `--set` gives, with their types."""
    found: dict[str, Any] = {}
    problems = []
    for setting in settings:
        name, _, value = setting.partition("=")
        try:
            if not name or not value.strip():
                problems.append(Problem(f'--set: "{setting}" is not NAME=VALUE'))
            elif kind is None or name not in kind.attributes:
                problems.append(
                    Problem(
                        *unknown("attribute", name, kind.attributes if kind else (), f" of {kind.id}" if kind else "")
                    )
                )
            elif name in found:
                problems.append(Problem(f"--set names {name} twice"))
            else:
                found[name] = cells.number(value) if kind.attributes[name] == "number" else value
        except cells.CellError as error:
            problems.append(Problem(f"--set {name}: {error.message}", error.hint))
    if kind is not None and problems:
        raise UsageError(*problems)
    return found


def _read(file: PlanFile, row: dict[str, Any], items: list[str]) -> list[Milestone]:
    problems: list[Problem] = []
    reader = RecordReader(file.promises, problems)
    read = [reader.milestone({**row, "item": item.strip()}, 0, "") for item in items]
    if problems:
        raise UsageError(*dict.fromkeys(problem._replace(path=()) for problem in problems))
    return [milestone for milestone in read if milestone is not None]


def _named(file: PlanFile, milestones: list[Milestone], typed: list[str], *, new: bool) -> list[Milestone]:
    """Return the milestones with the items that their names mean."""
    found = []
    problems = []
    known = dict(file.ledger.names.get(milestones[0].kind, {}))
    for milestone in milestones:
        named = meant(file.plan.kinds[milestone.kind], known, milestone.item, new=new)
        if named.problem is None:
            known[named.key] = named.name
        if named.problem is not None:
            problems.append(named.problem)
        found.append(milestone._replace(key=named.key, item=named.name))
    if problems:
        together = quoted_together(typed, file.ledger.names.get(milestones[0].kind, {}).values())
        if together:
            quoted = " ".join(f'"{name}"' for name in together)
            problems[-1] = problems[-1]._replace(hint=f"a name of several words needs quotes: {quoted}")
        raise RecordRefused(*problems)
    return found
