"""What may stand at the cursor of a line: commands, options and their values, and what the plan knows."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from plantrack.cli.registry import REGISTRY
from plantrack.plan import ledger as ledgers
from plantrack.plan.model import Kind
from plantrack.plan.problems import PlantrackError
from plantrack.plan.sentences import exact_text
from plantrack.store import disk, planfile
from plantrack.store.planfile import PlanFile


class Candidate(NamedTuple):
    """A word that may be meant, and for a person what it is; `is_part` tells that more of it has to be typed."""

    word: str
    about: str = ""
    is_item: bool = False
    is_part: bool = False


class Line(NamedTuple):
    """A command as typed up to the cursor.

    `values` are those of its parameters so far, by name; `asked` is the parameter to which the word at the cursor
    belongs, if any, `is_value` tells that this is an option, and `ended` that no option can follow.
    """

    command: str
    parameters: list[Any]
    values: dict[str, list[str]]
    asked: Any
    is_value: bool
    ended: bool

    def value(self, name: str) -> str | None:
        """Return the last value of a parameter, None where there is none."""
        return [None, *self.values.get(name, [])][-1]


HELP = Candidate("--help", "Show help")


def candidates(program: Any, before: Sequence[str], current: str) -> list[Candidate] | None:
    """Return the words that may stand after others; None for the name of any file.

    `program` knows the commands, as the one that is running does.
    Only the beginning of what is typed at the cursor is looked at, an option or the name of an attribute: which words
    begin with it is not decided here.
    """
    if not before:
        options = [HELP, Candidate("--version", "Print the version")]
        return options if current.startswith("-") else [Candidate(name) for name in REGISTRY]
    if before[0] not in REGISTRY:
        return []
    line = _read(program, before[0], before[1:])
    if line.is_value or line.ended:
        return _values(line, line.asked, current)
    name, equals, value = current.partition("=")
    if equals and name.startswith("--"):
        option = next((one for one in line.parameters if name in one.opts and not one.is_flag), None)
        found = _values(line, option, value)
        return None if found is None else [one._replace(word=f"{name}={one.word}") for one in found]
    if line.asked is None or current.startswith("-"):
        return [*_options(line), HELP]
    found = _values(line, line.asked, current)
    return None if found is None else [one for one in found if not one.word.startswith("-")]


def _read(program: Any, command: str, words: Sequence[str]) -> Line:
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
    return Line(command, parameters, values, asked, waiting is not None, ended)


def _options(line: Line) -> Iterator[Candidate]:
    """Give the options that may still be given."""
    for one in line.parameters:
        if one.param_type_name == "option" and (one.multiple or one.name not in line.values):
            yield Candidate(one.opts[0], re.split(r"[;:]|\.$", one.help)[0])


def _values(line: Line, parameter: Any, typed: str) -> list[Candidate] | None:
    """Return the values that a parameter may have; None for the name of any file."""
    if parameter is None:
        return []
    choices = getattr(parameter.type, "choices", None)
    if choices is not None:
        return [Candidate(choice) for choice in choices]
    metavar = (parameter.metavar or "").strip("[].")
    if metavar == "FILE":
        return None
    if metavar == "COMMAND":
        from plantrack.cli.commands.schema import REPORTS

        return [Candidate(name) for name in REPORTS]
    file = _plan(line)
    if file is None:
        return []
    given = line.values.get(parameter.name, []) if parameter.nargs != 1 else []
    found = {one.word: one for one in _known(metavar, file, line, typed) if one.word not in given}
    return list(found.values())


def _plan(line: Line) -> PlanFile | None:
    """Return the plan that the command would take, None where that is not sound."""
    given = line.value("plan")
    if given is not None and not os.path.lexists(given):
        given = os.path.expanduser(os.path.expandvars(given))  # noqa: PTH111 (a path of nobody's is an answer, too)
    try:
        return planfile.load(disk.find_plan(given or os.environ.get("PLANTRACK_PLAN") or None))
    except PlantrackError:
        return None


def _known(metavar: str, file: PlanFile, line: Line, typed: str) -> Iterator[Candidate]:
    """Give what a plan knows of what a metavar means."""
    kinds = _kinds(file, line)
    match metavar:
        case "KIND":
            yield from (Candidate(kind.id, kind.title.en) for kind in file.plan.kinds.values())
        case "STAGE":
            for kind in kinds:
                for stage in kind.known_stages() if line.command == "log" else kind.stages:
                    yield Candidate(stage, kind.labels[stage].en if stage in kind.labels else "")
        case "TARGET":
            yield from (Candidate(target.id, target.title.en) for target in file.plan.targets.values())
        case "ITEM":
            for kind in kinds:
                for name in file.ledger.names.get(kind.id, {}).values():
                    yield Candidate(name, "" if line.value("kind") else kind.title.en, is_item=True)
        case "TARGET-or-ITEM":
            if line.value("kind") is None:
                yield from _known("TARGET", file, line, typed)
            yield from _known("ITEM", file, line, typed)
        case "ATTRIBUTE":
            yield from (Candidate(name) for kind in kinds for name in kind.attributes)
        case "NAME=VALUE":
            yield from _settings(file, line, kinds, typed)


def _kinds(file: PlanFile, line: Line) -> list[Kind]:
    """Return the kinds that a line is about: the one that it names, or those of its targets, or all."""
    kinds = file.plan.kinds
    named = line.value("kind")
    if named is not None:
        return [kinds[named]] if named in kinds else []
    targets = (file.plan.targets.get(id) for id in line.values.get("targets", []))
    counted = [target.kind for target in targets if target is not None]
    return [kind for kind in kinds.values() if not counted or kind.id in counted]


def _settings(file: PlanFile, line: Line, kinds: Sequence[Kind], typed: str) -> Iterator[Candidate]:
    """Give `NAME=` for each attribute that is not yet set, or once it is typed `NAME=VALUE` for each known value."""
    name, equals, _ = typed.partition("=")
    if not equals:
        given = {setting.partition("=")[0] for setting in line.values.get("set", [])}
        attributes = (one for kind in kinds for one in kind.attributes if one not in given)
        yield from (Candidate(f"{one}=", is_part=True) for one in attributes)
        return
    of = {kind.id for kind in kinds}
    for (kind_id, _), known in ledgers.attributes(file.plan.milestones).items():
        if kind_id in of and name in known:
            value = known[name]
            yield Candidate(f"{name}={value if isinstance(value, str) else exact_text(value)}")
