"""What may stand at the cursor of a line: commands, options and their values, and what the plan knows."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from plantrack.cli.registry import REGISTRY
from plantrack.plan.arithmetic.status import WORST_FIRST
from plantrack.plan.model import Kind, Plan
from plantrack.plan.problems import PlantrackError
from plantrack.plan.sentences import say
from plantrack.plan.typed.words import Language
from plantrack.plan.vocabulary import call_targets, find_ids
from plantrack.render.text.numbers import type_number
from plantrack.render.text.visible import visible
from plantrack.render.text.writer import Writer
from plantrack.store import disk, planfile
from plantrack.store.planfile import PlanFile
from plantrack.tuples import NamedTuple


class Candidate(NamedTuple):
    """A word that may be meant."""

    word: str
    about: str = ""  # for a person, what it is; empty: the word says it
    is_name: bool = False  # it may be typed without its accents
    is_part: bool = False  # more of it has to be typed
    is_meant: bool = False  # what is typed is the beginning of it in another spelling


class CommandLine(NamedTuple):
    """A command as typed up to the cursor."""

    command: str
    parameters: list[Any]  # as Typer has them
    values: dict[str, list[str]]  # those of its parameters so far, by name
    asked: Any  # the parameter to which the word at the cursor belongs; None: it belongs to none
    is_value: bool  # the word at the cursor is the value of an option
    is_ended: bool  # no option can follow
    writer: Writer  # tells a person what a word is

    def last_value(self, name: str) -> str | None:
        """Return the last value of a parameter, None where there is none."""
        return [None, *self.values.get(name, [])][-1]


class AnyFile(Exception):
    """At the cursor the name of any file may stand."""


def find_candidates(program: Any, before: Sequence[str], current: str, writer: Writer) -> list[Candidate]:
    """Return the words that may stand after others; raise AnyFile where the name of any file may.

    `program` knows the commands, as the one that is running does; `writer` tells what each word is.
    Only the beginning of what is typed at the cursor is looked at, an option or the name of an attribute: which words
    begin with it is not decided here. What could do something to a screen is not offered.
    """
    return [one for one in _find_all(program, before, current, writer) if visible(one.word) == one.word]


def _find_all(program: Any, before: Sequence[str], current: str, writer: Writer) -> Iterable[Candidate]:
    help_option = Candidate("--help", writer.tell(say("Show help")))
    # 1. The first word is a command; before it may stand the language.
    if before and before[0] == "--lang":
        if len(before) == 1:
            return [Candidate(language) for language in get_args(Language)]
        before = before[2:]
    if not before and current.startswith("-"):
        language = Candidate("--lang", writer.tell(say("What is said")))
        return [help_option, language, Candidate("--version", writer.tell(say("Print the version")))]
    if not before:
        return [Candidate(name) for name in REGISTRY]
    if before[0] not in REGISTRY:
        return []
    line = _read_line(program, before[0], before[1:], writer)
    # 2. After an option stands its value; after `--` stands nothing but arguments.
    if line.is_value or line.is_ended:
        return _find_values(line, line.asked, current)
    # 3. An option and its value may be one word.
    name, equals, value = current.partition("=")
    if equals and name.startswith("--"):
        options = (option for option in line.parameters if name in option.opts and not option.is_flag)
        return [one._replace(word=f"{name}={one.word}") for one in _find_values(line, next(options, None), value)]
    # 4. An option, or an argument, which does not look like one.
    if line.asked is None or current.startswith("-"):
        return [*_find_options(line), help_option]
    return [one for one in _find_values(line, line.asked, current) if not one.word.startswith("-")]


def _read_line(program: Any, command: str, words: Sequence[str], writer: Writer) -> CommandLine:
    """Read the words after a command."""
    parameters = program.get_command(None, command).params
    options = {name: one for one in parameters if one.param_type_name == "option" for name in one.opts}
    arguments = [one for one in parameters if one.param_type_name == "argument" and not one.hidden]
    values: dict[str, list[str]] = {}
    waiting = None
    ended = False
    for word in words:
        name, equals, value = word.partition("=")
        if waiting is not None:
            values[waiting.name].append(word)
            waiting = None
        elif word == "--" and not ended:
            ended = True
        elif name in options and not ended:
            option = options[name]
            values.setdefault(option.name, []).extend([value] if equals else [])
            waiting = None if equals or option.is_flag else option
        elif arguments:
            values.setdefault(arguments[0].name, []).append(word)
            if arguments[0].nargs == 1:
                del arguments[0]
    asked = waiting or next(iter(arguments), None)
    return CommandLine(
        command=command,
        parameters=parameters,
        values=values,
        asked=asked,
        is_value=waiting is not None,
        is_ended=ended,
        writer=writer,
    )


def _find_options(line: CommandLine) -> Iterator[Candidate]:
    """Give the options that may still be given."""
    for one in line.parameters:
        if one.param_type_name == "option" and (one.multiple or one.name not in line.values):
            yield Candidate(one.opts[0], re.split(r"[;:]|\.$", line.writer.translate(one.help))[0])


def _find_values(line: CommandLine, parameter: Any, typed: str) -> list[Candidate]:
    """Return the values that a parameter may have; raise AnyFile where it is the name of any file."""
    if parameter is None:
        return []
    choices = getattr(parameter.type, "choices", None)
    if choices is not None:
        return [Candidate(choice) for choice in choices]
    metavar = (parameter.metavar or "").strip("[].")
    if metavar == "FILE":
        raise AnyFile
    if metavar == "COMMAND" and line.command == "help":
        return [Candidate(name) for name in REGISTRY]
    if metavar == "COMMAND":
        from plantrack.cli.commands.schema import REPORTS

        return [Candidate(name) for name in REPORTS]
    if metavar == "STATUS":
        return [Candidate(status) for status in (*WORST_FIRST, "attention")]
    file = _load_plan(line)
    if file is None:
        return []
    given = line.values.get(parameter.name, []) if parameter.nargs != 1 else []
    known = {candidate.word: candidate for candidate in _find_known(metavar, file, line, typed)}
    return [candidate for word, candidate in known.items() if word not in given]


def _load_plan(line: CommandLine) -> PlanFile | None:
    """Return the plan that the command would take, None where that is not sound."""
    given = line.last_value("plan")
    if given is not None and not os.path.lexists(given):
        given = os.path.expanduser(os.path.expandvars(given))  # noqa: PTH111 (a path of nobody's is an answer, too)
    try:
        return planfile.load(disk.find_plan(given or os.environ.get("PLANTRACK_PLAN") or None))
    except PlantrackError:
        return None


def _find_known(metavar: str, file: PlanFile, line: CommandLine, typed: str) -> Iterator[Candidate]:
    """Give what a plan knows of what a metavar means."""
    kinds, tell = _find_kinds(file, line), line.writer.tell
    match metavar:
        case "KIND":
            yield from (Candidate(kind.id, tell(kind.title)) for kind in file.plan.kinds.values())
        case "STAGE":
            for kind in kinds:
                for stage in kind.known_stages() if line.command in ("log", "import") else kind.stages:
                    yield Candidate(stage, tell(kind.labels[stage]) if stage in kind.labels else "")
        case "TARGET":
            yield from (Candidate(target.id, tell(target.title)) for target in file.plan.targets.values())
        case "ITEM":
            for kind in kinds:
                about = "" if line.last_value("kind") else tell(kind.title)
                yield from _complete_items(kind, file.ledger.all_names(kind.id).values(), about, typed)
        case "TARGET-or-ITEM":
            if line.last_value("kind") is None:
                yield from _find_known("TARGET", file, line, typed)
            yield from _find_known("ITEM", file, line, typed)
        case "GROUP":
            titles = (target.group for target in file.plan.targets.values())
            yield from (Candidate(tell(title), is_name=True) for title in titles if title is not None)
        case "OWNER":
            titles = (target.owner for target in file.plan.targets.values())
            yield from (Candidate(tell(title), is_name=True) for title in titles if title is not None)
        case "ATTRIBUTE":
            yield from (Candidate(name) for kind in kinds for name in kind.attributes)
        case "PERIOD":
            yield from _list_periods(file.plan, typed)
        case "NAME=VALUE":
            yield from _find_settings(file, line, kinds, typed)


def _complete_items(kind: Kind, names: Iterable[str], about: str, typed: str) -> Iterator[Candidate]:
    """Give the items of a kind, and tell of each whether it is meant by what is typed."""
    from plantrack.plan.naming.beginnings import may_become, read_beginnings
    from plantrack.plan.naming.prefixes import list_prefixes

    prefixes = list_prefixes(kind)
    beginnings = read_beginnings(typed, prefixes)
    for name in names:
        yield Candidate(name, about, is_name=True, is_meant=may_become(beginnings, name, prefixes))


def _list_periods(plan: Plan, typed: str) -> Iterator[Candidate]:
    """Give the years of a plan, and of one that is typed its halves and quarters."""
    first, last = (int(date.text[:4]) for date in (plan.start, plan.end))
    for year in range(first, last + 1):
        yield Candidate(f"{year:04}")
        if typed.startswith(f"{year:04}"):
            yield from (Candidate(f"{year:04}-{part}") for part in ("H1", "H2", "Q1", "Q2", "Q3", "Q4"))


def _find_kinds(file: PlanFile, line: CommandLine) -> list[Kind]:
    """Return the kinds that a line is about: the one that it names, or those of its targets, or all."""
    kinds = file.plan.kinds
    named = line.last_value("kind")
    if named is not None:
        from plantrack.plan.naming.prefixes import call_kinds

        return [kinds[id] for id in find_ids(named, call_kinds(kinds))]
    called = call_targets(file.plan.targets)
    chosen = (id for typed in line.values.get("targets", []) for id in find_ids(typed, called))
    counted = [file.plan.targets[id].kind for id in chosen]
    return [kind for kind in kinds.values() if not counted or kind.id in counted]


def _find_settings(file: PlanFile, line: CommandLine, kinds: Sequence[Kind], typed: str) -> Iterator[Candidate]:
    """Give `NAME=` for each attribute that is not yet set, or once it is typed `NAME=VALUE` for each known value."""
    name, equals, _ = typed.partition("=")
    if not equals:
        given = {setting.partition("=")[0] for setting in line.values.get("set", [])}
        attributes = (one for kind in kinds for one in kind.attributes if one not in given)
        yield from (Candidate(f"{one}=", is_part=True) for one in attributes)
        return
    of = {kind.id for kind in kinds}
    for milestone in file.plan.milestones:
        if milestone.kind in of and name in milestone.attributes:
            value = milestone.attributes[name]
            yield Candidate(f"{name}={value if isinstance(value, str) else type_number(value)}")
