"""`plantrack log`: record that items reached a stage."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from plantrack.cli import naming, recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import CorrectOption, DecimalOption, EvidenceOptions, WritingOptions, examples, refuse_value
from plantrack.plan.guesses import find_fault
from plantrack.plan.model import Kind, Milestone
from plantrack.plan.names import find_names_in_words
from plantrack.plan.problems import AboutRecord, Problem, Problems, RecordRefused, UsageError
from plantrack.plan.rules.joining import Joined, join_records
from plantrack.plan.rules.naming import AmbiguousName, UnknownName, list_known_names, resolve_name
from plantrack.plan.sentences import quoted, say
from plantrack.render.pages.recording import build_recording_page
from plantrack.store import disk
from plantrack.store.planfile import PlanFile
from plantrack.store.read import cells
from plantrack.store.read.cells import DecimalSign
from plantrack.store.read.records import RecordReader

ItemKindArgument = Annotated[str, typer.Argument(metavar="KIND", help="What it is, as the plan calls it: cluster.")]
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
NameOption = Annotated[
    str | None, typer.Option("--name", metavar="TEXT", help="With the stage changed: what it is called from then on.")
]
NewOption = Annotated[bool, typer.Option("--new", help="The name is a new one.")]


EXAMPLES = examples(
    'plantrack log cluster started "Thiết Bình" --date 2023-09-06 --source https://example.org/news',
    'plantrack log cluster established - --new --date 2025-03 --set district="Thường Tín" < names.txt',
)

# Each unknown name is compared with all known ones, of which there may be 100,000, while others wait.
_MOST_NAMES_GUESSED = 10


class TypedNames(NamedTuple):
    """Names as they were typed."""

    names: Sequence[str]
    lines: Sequence[int] = ()  # theirs on standard input; none: they stand on the command line

    def placed(self, problem: Problem, place: int) -> Problem:
        """Return a problem of one of the names, with its line."""
        if not self.lines:
            return problem
        return problem._replace(file=disk.STANDARD_INPUT, line=self.lines[place])


def log(
    context: typer.Context,
    kind: ItemKindArgument,
    stage: StageArgument,
    items: ItemsArgument,
    *,
    evidence: EvidenceOptions,
    set: SetOption = None,  # noqa: A002 (the name of the option)
    name: NameOption = None,
    decimal: DecimalOption = None,
    new: NewOption = False,
    correct: CorrectOption = False,
    writing: WritingOptions,
) -> Answer:
    """Record that items reached a stage, or what changed of them.

    All of them or none, in the plan file, and say what that changes. A name that the plan does not know needs --new.
    Every kind also has the stages withdrawn, after which an item counts nowhere, and changed, which gives it another
    name or other attributes from its date on.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        typed = _read_names(items)
        if name is not None and len(typed.names) > 1:
            raise UsageError(
                Problem(say("--name is the name of one item, and {count} are given", count=len(typed.names)))
            )

    def propose(file: PlanFile) -> Joined:
        row = {**evidence.read_row(here), "kind": kind, "stage": stage}
        row |= {} if name is None else {"name": name.strip()}
        row |= _read_settings(file.plan.kinds.get(kind), set or [], decimal)
        milestones = _resolve_items(file, _read_milestones(file, row, typed), typed, new=new)
        joined = join_records(file.plan, file.ledger, milestones, here.today.hi, correct=correct)
        located = [refused._replace(problem=typed.placed(refused.problem, refused.place)) for refused in joined.refused]
        return joined._replace(refused=located)

    report = recording.record(writing, here, propose)
    return recording.answer_report(report, writing, build_recording_page(report))


def _read_names(items: list[str]) -> TypedNames:
    """Return the names of a command line; `-` stands for those on standard input, one a line."""
    if "-" not in items:
        return TypedNames([item.strip() for item in items])
    if len(items) > 1:
        raise UsageError(Problem(say("- reads the names from standard input: no other name may stand beside it")))
    lines = cells.filled_lines(disk.STANDARD_INPUT, disk.read_input("-"))
    if not lines:
        message, hint = say("there is no name in it"), say("give one name a line")
        raise UsageError(Problem(message, hint, file=disk.STANDARD_INPUT))
    return TypedNames(list(lines.values()), list(lines))


def _read_settings(kind: Kind | None, settings: list[str], sign: DecimalSign | None) -> dict[str, Any]:
    """Return the attributes that `--set` gives, with their types; none where the kind is unknown, which is told."""
    if kind is None:
        return {}
    attributes: dict[str, Any] = {}
    problems = Problems()
    for setting in settings:
        name, _, value = setting.partition("=")
        if not name or not value.strip():
            problems.append(Problem(say("--set: {setting} is not NAME=VALUE", setting=quoted(setting))))
        elif name not in kind.attributes:
            fault = find_fault(problems.guesses, "attribute", name, kind.attributes, kind.id)
            problems.append(Problem(*fault))
        elif name in attributes:
            problems.append(Problem(say("--set names {name} twice", name=name)))
        else:
            try:
                attributes[name] = cells.read_attribute(value, kind.attributes[name].type, sign)
            except cells.CellError as error:
                problems += refuse_value(f"--set {name}", error).problems
    if problems:
        raise UsageError(*problems)
    return attributes


def _read_milestones(file: PlanFile, row: dict[str, Any], typed: TypedNames) -> list[Milestone]:
    problems = Problems()
    reader = RecordReader(file.promises, problems)
    read = [reader.milestone({**row, "item": name}, place, "") for place, name in enumerate(typed.names)]
    if problems:
        # What is wrong with all of them is told once.
        told = (
            typed.placed(problem._replace(about=None), problem.about.position)
            if isinstance(problem.about, AboutRecord) and problem.about.key == "item"
            else problem._replace(about=None)
            for problem in problems
        )
        raise UsageError(*dict.fromkeys(told))
    return [milestone for milestone in read if milestone is not None]


def _resolve_items(file: PlanFile, milestones: list[Milestone], typed: TypedNames, *, new: bool) -> list[Milestone]:
    """Return the milestones with the items that their names mean; raise RecordRefused where one means none."""
    resolved = []
    problems: list[Problem] = []
    kind = milestones[0].kind
    old = file.ledger.names.get(kind, {})
    known = list_known_names(file.ledger, kind)
    for place, milestone in enumerate(milestones):
        item = resolve_name(known, milestone.item, new=new, guess=len(problems) < _MOST_NAMES_GUESSED)
        if isinstance(item, AmbiguousName | UnknownName):
            problems.append(typed.placed(naming.explain_unresolved(milestone.kind, item), place))
            resolved.append(milestone)
            continue
        # A new name is known to those that come after it.
        known.enter(item.key, item.name)
        # What it is called on that day is what is written.
        called = file.ledger.name_on(kind, item.key, milestone.date.hi) if item.key in old else item.name
        resolved.append(milestone._replace(key=item.key, item=called))
    if any(milestone.key not in old for milestone in resolved):
        _refuse_words(typed, file.ledger.all_names(kind), problems)
    if problems:
        raise RecordRefused(*problems)
    return resolved


def _refuse_words(typed: TypedNames, known: Mapping[str, str], problems: list[Problem]) -> None:
    """Refuse words of a known name that were typed without quotes: no new items, whatever `--new` says."""
    typed_words = typed.names if not typed.lines else ()
    together = find_names_in_words(typed_words, known) if len(typed_words) > 1 else []
    if not together:
        return
    names = " ".join(str(quoted(name)) for name in together)
    if not problems:
        problems.append(Problem(say("{names} is known, and was typed as several names", names=names)))
    problems[-1] = problems[-1]._replace(hint=say("a name of several words needs quotes: {names}", names=names))
