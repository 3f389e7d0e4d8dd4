"""`plantrack log`: record that items reached a stage."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Annotated, Any

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.calling import TypedWords
from plantrack.cli.options import (
    LONG_DASHES,
    TEXT_OPTIONS,
    TypedOptions,
    TypedValue,
    examples,
    find_option_of,
    find_typed_values,
    is_iso,
    read_date_option,
    refuse_separate_values,
    refuse_stray,
)
from plantrack.cli.recording import (
    CorrectOption,
    EvidenceOptions,
    SetOption,
    WritingOptions,
    read_set_attributes,
    read_settings,
)
from plantrack.cli.resolving import Resolved, resolve_items
from plantrack.plan.model import ItemRecord
from plantrack.plan.naming.cleaning import join_lines
from plantrack.plan.naming.lookup import find_names_in_words
from plantrack.plan.naming.register import Register
from plantrack.plan.problems import AboutRecord, Problem, Problems, RecordRefused, UsageError
from plantrack.plan.rules.joining import Joined, join_records
from plantrack.plan.sentences import Sentence, quoted, say, say_either
from plantrack.render.pages.recording import build_recording_page, note_put_off
from plantrack.store import disk
from plantrack.store.planfile import PlanFile
from plantrack.store.read.records import RecordReader
from plantrack.tuples import NamedTuple

ItemKindArgument = Annotated[str, typer.Argument(metavar="KIND", help="What it is, as the plan calls it: cluster.")]
StageArgument = Annotated[str, typer.Argument(metavar="STAGE", help="The stage that it reached: started.")]
ItemsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="ITEM...",
        help="Its name, in quotes where it has spaces; accents may be left out. - reads names, one a line.",
    ),
]
NameOption = Annotated[
    str | None, typer.Option("--name", metavar="TEXT", help="With the stage changed: what it is called from then on.")
]
ExpectedOption = Annotated[
    str | None,
    typer.Option("--expected", metavar="DATE", help="By when it is to reach it; without --date it has not yet."),
]
NewOption = Annotated[bool, typer.Option("--new", help="The name is a new one.")]


EXAMPLES = examples(
    'plantrack log cluster started "Thiết Bình" --date 2023-09-06 \\',
    "  --source https://example.org/news",
    "plantrack log cluster established - --new --date 2025-03 < names.txt",
)


class TypedNames(NamedTuple):
    """Names as they were typed."""

    names: Sequence[str]
    lines: Sequence[int] = ()  # theirs on standard input; none: they stand on the command line
    values: Sequence[TypedValue] = ()  # of the options beside them on the command line

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
    expected: ExpectedOption = None,
    typed: TypedOptions,
    new: NewOption = False,
    correct: CorrectOption = False,
    writing: WritingOptions,
) -> Answer:
    """Record that items reached a stage, or what changed of them.

    All of them or none, in the plan file, and say what that changes. A name that the plan does not know needs --new.
    Every kind also has the stages withdrawn, after which an item counts nowhere, and changed, which gives it another
    name or other attributes from its date on.

    With --expected and no --date it says by when an item is to reach a stage: that counts nowhere, and a later one
    puts it off.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        manner = typed.choose_manner(here.language)
        names = _read_names(items, find_typed_values(context), here)
        if name is not None and len(names.names) > 1:
            raise UsageError(_refuse_names_of_one(names))
        due = None if expected is None else read_date_option(expected, "--expected", manner)
    as_typed = evidence.find_typed()
    if expected is not None and not is_iso(expected):
        as_typed["expected"] = expected.strip()
    notes: list[Sentence] = []

    def propose(file: PlanFile) -> Joined:
        row = evidence.read_row(here, manner)
        if due is not None:
            row = {key: value for key, value in row.items() if key != "date" or evidence.date is not None}
            row["expected"] = due.toml()
        words = TypedWords(file.plan)
        of = words.kind(kind)
        reached = None if of is None else words.stage(of, stage, of.known_stages())
        if of is not None:
            settings = read_settings(words, of, set or [])
            row |= read_set_attributes(words, of, settings, manner)
            as_typed.update(_find_typed_numbers(row, settings))
        row |= {"kind": kind if of is None else of.id, "stage": reached or stage}
        row |= {} if name is None else {"name": join_lines(name.strip())}
        resolved = _resolve_names(file, _read_milestones(file, row, names, words), names, new=new)
        notes.extend(resolved.notes)
        joined = join_records(file.plan, file.ledger, resolved.records, here.today.hi, correct=correct)
        located = [refused._replace(problem=names.placed(refused.problem, refused.place)) for refused in joined.refused]
        return joined._replace(refused=located)

    report = recording.record(writing, here, propose)
    notes += note_put_off(report) if correct else []
    return recording.answer_report(report, writing, here.writer, build_recording_page(report, as_typed), notes)


def _refuse_names_of_one(names: TypedNames) -> Problem:
    for typed in names.values:
        if typed.option == "--name" and typed.before > 2 and typed.following:
            return refuse_separate_values(typed.option, [typed.value, *typed.following])
    return Problem(say("--name is the name of one item, and {count} are given", count=len(names.names)))


def _read_names(items: list[str], values: Sequence[TypedValue], here: Surroundings) -> TypedNames:
    """Return the names of a command line; `-` stands for those on standard input, one a line."""
    if "-" not in items:
        option = next((item for item in items if item and item[0] in LONG_DASHES), None)
        if option is not None:
            # What tells what was meant is imported where something is unknown.
            from plantrack.plan.guesses import say_unknown

            raise UsageError(Problem(say_unknown("option", option)))
        return TypedNames([join_lines(item.strip()) for item in items], values=values)
    if len(items) > 1:
        raise UsageError(Problem(say("- reads the names from standard input: no other name may stand beside it")))
    from plantrack.store.read import cells

    lines = cells.filled_lines(disk.STANDARD_INPUT, recording.read_or_wait("-", here))
    if not lines:
        message, hint = say("there is no name in it"), say("give one name a line")
        raise UsageError(Problem(message, hint, file=disk.STANDARD_INPUT))
    return TypedNames(list(map(join_lines, lines.values())), list(lines))


def _find_typed_numbers(row: Mapping[str, Any], settings: Mapping[str, str]) -> dict[str, str]:
    """Return the numbers as they were typed, where a plan file would have them otherwise."""
    numbers = [name for name in settings if not isinstance(row.get(name, ""), str)]
    if not numbers:
        return {}
    from plantrack.plan.typed import figures

    return {name: settings[name].strip() for name in numbers if not figures.is_plain(settings[name])}


def _read_milestones(file: PlanFile, row: dict[str, Any], typed: TypedNames, words: TypedWords) -> list[ItemRecord]:
    """Return a milestone for each name; raise UsageError with all that is wrong in them and in the other words."""
    problems = Problems()
    reader = RecordReader(file.promises, problems)
    read = [reader.milestone({**row, "item": name}, place, "") for place, name in enumerate(typed.names)]
    # What is wrong with all of them is told once, and what is wrong with a word was found when it was looked up.
    told = [*words.problems]
    for problem in problems:
        about = problem.about if isinstance(problem.about, AboutRecord) else None
        here = problem._replace(about=None)
        if about is not None and about.key == "item":
            told.append(typed.placed(here, about.position))
        elif about is None or about.key not in ("kind", "stage"):
            told.append(here)
    if told:
        raise UsageError(*dict.fromkeys(told))
    return [milestone for milestone in read if milestone is not None]


def _resolve_names(file: PlanFile, milestones: list[ItemRecord], typed: TypedNames, *, new: bool) -> Resolved:
    """Return the milestones with the items that their names mean; raise RecordRefused where one means none."""
    resolved = resolve_items(file, milestones, "new" if new else "known")
    found = {refused.place: typed.placed(refused.problem, refused.place) for refused in resolved.refused}
    problems = [*found.values()]
    kind = milestones[0].kind
    old = file.ledger.names.get(kind, {})
    named = zip(typed.names, resolved.records, strict=True)
    unknown = [name for name, one in named if isinstance(one, ItemRecord) and one.key not in old]
    stray = [refuse_stray(name, option) for name in unknown if not typed.lines and (option := find_option_of(name))]
    if stray:
        raise RecordRefused(*stray)
    # What is new may be called as any word.
    if unknown and not _refuse_words(typed, Register(file.plan.kinds[kind], file.ledger), problems) and not new:
        problems = _hint_one_name(typed, _refuse_values(typed, found))
    if problems:
        raise RecordRefused(*problems)
    return resolved


def _refuse_values(typed: TypedNames, found: dict[int, Problem]) -> list[Problem]:
    """Return what was found to be wrong with names, with unknown words behind an option told as its value.

    Who types one text in quotes types all so; and what may be a slip of a known name is a name.
    """
    strange = {place for place, problem in found.items() if not (problem.hint and "question" in problem.hint.values)}
    separate: dict[int, Problem] = {}
    for option, value, count, following in typed.values:
        # A kind and a stage stand before all names.
        start = count - 2
        words = [*takewhile(lambda word: " " not in word, (value, *following))]
        places = [*takewhile(strange.__contains__, range(start, start + len(words) - 1))]
        if option in TEXT_OPTIONS and start >= 0 and 0 < len(places) < len(typed.names):
            separate |= dict.fromkeys(places, refuse_separate_values(option, words[: len(places) + 1]))
    return [*dict.fromkeys((found | separate).values())]


def _hint_one_name(typed: TypedNames, problems: list[Problem]) -> list[Problem]:
    """Return the problems of names, of which several words that are all unknown may be one."""
    if len(problems) < max(2, len(typed.names)) or typed.lines or any(" " in name for name in typed.names):
        return problems
    name = quoted(" ".join(typed.names))
    hint = say("{hint}; one name of several words needs quotes: {name}", hint=problems[-1].hint or "", name=name)
    return [*problems[:-1], problems[-1]._replace(hint=hint)]


def _refuse_words(typed: TypedNames, register: Register, problems: list[Problem]) -> bool:
    """Refuse words of a known name that were typed without quotes: no new items, whatever `--new` says."""
    typed_words = typed.names if not typed.lines else ()
    together = find_names_in_words(register, typed_words) if len(typed_words) > 1 else []
    if not together:
        return False
    names = " ".join(str(say_either([quoted(name) for name in meant])) for meant in together)
    if not problems:
        problems.append(Problem(say("{names} is known, and was typed as several names", names=names)))
    problems[-1] = problems[-1]._replace(hint=say("a name of several words needs quotes: {names}", names=names))
    return True
