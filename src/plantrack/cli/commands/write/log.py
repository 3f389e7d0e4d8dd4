"""`plantrack log`: record that works reached a stage."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import (
    CorrectOption,
    DateOption,
    DecimalOption,
    DecisionOption,
    DryRunOption,
    NoteOption,
    PlanOption,
    QuietOption,
    SourceOption,
    day,
    examples,
)
from plantrack.plan.guesses import MOST_GUESSED, find_fault
from plantrack.plan.model import Kind, Milestone
from plantrack.plan.names import find_names_in_words
from plantrack.plan.problems import AboutRecord, Problem, Problems, RecordRefused, UsageError, say_of
from plantrack.plan.rules.joining import Joined, KnownNames, join, meant
from plantrack.store import disk
from plantrack.store.planfile import PlanFile
from plantrack.store.read import cells
from plantrack.store.read.cells import DecimalSign
from plantrack.store.read.records import RecordReader

KindArgument = Annotated[str, typer.Argument(metavar="KIND", help="What it is, as the plan calls it: cluster.")]
StageArgument = Annotated[str, typer.Argument(metavar="STAGE", help="The stage that it reached: started.")]
ItemsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="ITEM...",
        help="Its name, in quotes where it has spaces; accents may be left out. - reads names, one a line.",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help='An attribute: district="Đông Anh"; may be repeated.'),
]
NewOption = Annotated[bool, typer.Option("--new", help="The name is a new one.")]


EXAMPLES = examples(
    'plantrack log cluster started "Thiết Bình" --date 2023-09-06 --source https://example.org/news',
    'plantrack log cluster established - --new --date 2025-03 --set district="Thường Tín" < names.txt',
)


class Typed(NamedTuple):
    """Names as they were typed. `lines` are theirs on standard input, none where they stand on the command line."""

    names: Sequence[str]
    lines: Sequence[int] = ()

    def placed(self, problem: Problem, place: int) -> Problem:
        """Return a problem of one of the names, with its line."""
        if not self.lines:
            return problem._replace(about=None)
        return problem._replace(about=None, file=disk.STANDARD_INPUT, line=self.lines[place])


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
    decimal: DecimalOption = None,
    new: NewOption = False,
    correct: CorrectOption = False,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
    plan: PlanOption = None,
) -> Answer:
    """Record that items reached a stage.

    All of them or none, in the plan file, and say what that changes. A name that the plan does not know needs --new.
    """
    here: Surroundings = context.obj
    evidence = {"decision": decision, "source": source, "note": note}
    with recording.nothing_written():
        typed = _typed(items)

    def propose(file: PlanFile) -> Joined:
        when = here.now.date() if date is None else day(date, "--date")
        row = {"date": when, "kind": kind, "stage": stage}
        row |= _attributes(file.plan.kinds.get(kind), set or [], decimal)
        row |= {key: text for key, text in evidence.items() if text and text.strip()}
        milestones = _named(file, _read(file, row, typed), typed, new=new)
        joined = join(file.plan, file.ledger, milestones, here.today.hi, correct=correct)
        located = [one._replace(problem=typed.placed(one.problem, one.place)) for one in joined.problems]
        return recording.accepted(joined._replace(problems=located))

    recorded = recording.record(plan, here, propose, dry_run=dry_run)
    return recording.answer(recorded, recording.told_of_each(recorded, dry_run=dry_run), dry_run=dry_run).quieter(quiet)


def _typed(items: list[str]) -> Typed:
    """Return the names of a command line; `-` stands for those on standard input, one a line."""
    if "-" not in items:
        return Typed([item.strip() for item in items])
    if len(items) > 1:
        raise UsageError(Problem("- reads the names from standard input: no other name may stand beside it"))
    found = cells.filled_lines(disk.STANDARD_INPUT, disk.read_input("-"))
    if not found:
        raise UsageError(Problem("there is no name in it", "give one name a line", file=disk.STANDARD_INPUT))
    return Typed(list(found.values()), list(found))


def _attributes(kind: Kind | None, settings: list[str], sign: DecimalSign | None) -> dict[str, Any]:
    """Return the attributes that `--set` gives, with their types."""
    found: dict[str, Any] = {}
    problems = Problems()
    for setting in settings:
        name, _, value = setting.partition("=")
        try:
            if not name or not value.strip():
                problems.append(Problem(f'--set: "{setting}" is not NAME=VALUE'))
            elif kind is None or name not in kind.attributes:
                known, of = (kind.attributes, kind.id) if kind else ({}, None)
                problems.append(Problem(*find_fault(problems.guesses, "attribute", name, known, of)))
            elif name in found:
                problems.append(Problem(f"--set names {name} twice"))
            else:
                found[name] = cells.read_attribute(value, kind.attributes[name], sign)
        except cells.CellError as error:
            problems.append(Problem(say_of(f"--set {name}", error.fault.message), error.fault.hint))
    if kind is not None and problems:
        raise UsageError(*problems)
    return found


def _read(file: PlanFile, row: dict[str, Any], typed: Typed) -> list[Milestone]:
    problems = Problems()
    reader = RecordReader(file.promises, problems)
    read = [reader.milestone({**row, "item": name}, place, "") for place, name in enumerate(typed.names)]
    if problems:
        # What is wrong with all of them is told once.
        told = (
            typed.placed(problem, problem.about.position)
            if isinstance(problem.about, AboutRecord) and problem.about.key == "item"
            else problem._replace(about=None)
            for problem in problems
        )
        raise UsageError(*dict.fromkeys(told))
    return [milestone for milestone in read if milestone is not None]


def _named(file: PlanFile, milestones: list[Milestone], typed: Typed, *, new: bool) -> list[Milestone]:
    """Return the milestones with the items that their names mean."""
    found = []
    problems: list[Problem] = []
    known = KnownNames(file.ledger.names.get(milestones[0].kind, {}))
    for place, milestone in enumerate(milestones):
        named = meant(
            file.plan.kinds[milestone.kind], known, milestone.item, new=new, guess=len(problems) < MOST_GUESSED
        )
        if named.problem is None:
            known.enter(named.key, named.name)
        else:
            problems.append(typed.placed(named.problem, place))
        found.append(milestone._replace(key=named.key, item=named.name))
    old = file.ledger.names.get(milestones[0].kind, {})
    several_words = len(typed.names) > 1 and not typed.lines
    has_new = any(milestone.key not in old for milestone in found)
    together = find_names_in_words(typed.names, old) if several_words and has_new else []
    if together:
        # Words of a known name are no new works, whatever --new says.
        quoted = " ".join(f'"{name}"' for name in together)
        hint = f"a name of several words needs quotes: {quoted}"
        problems = problems or [Problem(f"{quoted} is known, and was typed as several names")]
        problems[-1] = problems[-1]._replace(hint=hint)
    if problems:
        raise RecordRefused(*problems)
    return found
