"""The command line as Typer reads it, in our words: the commands, their help, and what is wrong with what was typed."""

import inspect
import re
from collections import deque
from collections.abc import Iterable, Sequence, Set
from importlib import import_module
from itertools import takewhile
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from plantrack.cli.answer import Surroundings
from plantrack.cli.options import spread_groups
from plantrack.cli.registry import COMMANDS, GROUPS, REGISTRY
from plantrack.plan.guesses import Fault, Guesses, WordClass, ask_whether, closest_word, find_fault, say_unknown
from plantrack.plan.problems import Problem, UsageError, say_of
from plantrack.plan.sentences import Sentence, Value, quoted, say, show_value
from plantrack.render.text.writer import ENGLISH, Writer
from plantrack.tuples import NamedTuple

# What is left of an argument that is for no person.
_HIDDEN = "[]"
# What keeps the lines of a block as they are.
_KEPT = "\b\n"
# What editors make of two hyphens.
LONG_DASHES = "\u2013\u2014\u2212"
# The options whose values are texts.
TEXT_OPTIONS = ("--ask", "--decision", "--name", "--note", "--set", "--source")


# Where a context of Typer keeps what was typed.
_TYPED = "plantrack.typed_values"


class TypedValue(NamedTuple):
    """The value of an option as it was typed, with the words around it that are of no option."""

    option: str
    value: str
    before: int  # how many stand before it
    following: Sequence[str]  # those that follow it, which may belong to it


class _Worded:
    """What the program and its commands have in common: their help, in the language of whoever reads it."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the line that tells what may be typed."""
        tell = find_writer(ctx).tell
        words = {str(word): tell(word) for word in (say("[OPTIONS]"), say("COMMAND ..."))}
        pieces = " ".join(words.get(piece, piece) for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, tell(say("Usage: ")))

    def format_help_text(self: Any, ctx: Any, formatter: Any) -> None:
        """Write what it is for."""
        # Python leaves the texts of functions out where it is asked to: PYTHONOPTIMIZE=2.
        if not self.help:
            return
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(find_writer(ctx).translate(inspect.cleandoc(self.help)))

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """Write its arguments and its options."""
        writer = find_writer(ctx)
        headings = {"argument": say("Arguments"), "option": say("Options")}
        for type, heading in headings.items():
            of_type = [one for one in self.get_params(ctx) if one.param_type_name == type and not one.hidden]
            if of_type:
                with formatter.section(writer.tell(heading)):
                    formatter.write_dl([_explain_parameter(one, ctx, writer) for one in of_type])

    def format_epilog(self: Any, ctx: Any, formatter: Any) -> None:
        """Write what stands below."""
        writer = find_writer(ctx)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n".join(_translate_block(block, writer) for block in split_blocks(self.epilog)))


class Command(_Worded, TyperCommand):
    """A command whose usage line reads as people write it: `log KIND STAGE ITEM...`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; what is wrong with them is said of this command."""
        ctx.meta[_TYPED] = part_arguments(args, self.list_valued())[1]
        try:
            return super().parse_args(ctx, args)
        except TyperException as error:
            # Typer leaves it out where an option lacks its value, or has one too many.
            error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def list_valued(self) -> set[str]:
        """Return the options that take a value."""
        options = (one for one in self.params if one.param_type_name == "option")
        return {spelling for option in options if not getattr(option, "is_flag", False) for spelling in option.opts}

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the parts of the usage line, without Typer's braces around what is needed."""
        pieces = (piece.strip("{}") for piece in super().collect_usage_pieces(ctx))
        return [piece for piece in pieces if piece != _HIDDEN]


class Commands(_Worded, TyperGroup):
    """The commands of the program: each is imported when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # Only the names: among them Typer looks for the one that a mistyped command means.
        self.commands = dict.fromkeys(REGISTRY, None)  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return list(REGISTRY)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name; None where there is none of that name."""
        registered = REGISTRY.get(cmd_name)
        if registered is None:
            return None
        module = import_module(registered.module)
        alone = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        cls, settings = getattr(module, "COMMAND", Command), {"help_option_names": ["-h", "--help"]}
        register = alone.command(registered.name, cls=cls, epilog=module.EXAMPLES, context_settings=settings)
        register(spread_groups(getattr(module, registered.function)))
        return typer.main.get_command(alone)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options of the program, and each group of commands below its heading."""
        super().format_options(ctx, formatter)
        writer = find_writer(ctx)
        widest = max(map(len, REGISTRY))
        for heading in GROUPS:
            with formatter.section(writer.translate(heading)):
                of_group = [command for command in COMMANDS if command.group == heading]
                told = [(one.name.ljust(widest), writer.translate(one.summary).rstrip(".")) for one in of_group]
                formatter.write_dl(told)


def part_arguments(args: Sequence[str], valued: Set[str]) -> tuple[list[str], list[TypedValue]]:
    """Return the words that are of no option, and the values of the options that take one."""
    words: list[str] = []
    values: list[TypedValue] = []
    left = deque(takewhile(lambda word: word != "--", args))
    while left:
        word = left.popleft()
        option, sign, value = word.partition("=")
        if option not in valued:
            words += [word] if _is_word(word) else []
            continue
        if not sign and left:
            value = left.popleft()
        following = [*takewhile(_is_word, left)]
        values.append(TypedValue(option, value, len(words), following))
        words += following
        for _ in following:
            left.popleft()
    return words, values


def find_typed_values(context: Any) -> Sequence[TypedValue]:
    """Return the values that were typed."""
    values: Sequence[TypedValue] = context.meta.get(_TYPED, ())
    return values


def _is_word(typed: str) -> bool:
    return typed == "-" or not typed.startswith("-")


def refuse_separate_values(option: str, values: Sequence[str]) -> Problem:
    """Return the problem of a value that was typed as several words."""
    text = " ".join(values)
    message = say("{option} is one text, and was typed as several words: {text}", option=option, text=text)
    return Problem(message, say_quoted(say("{option} {text}", option=option, text=quoted(text))))


def say_quoted(typed: Value) -> Sentence:
    """Say how a text of several words is typed."""
    return say("a text of several words needs quotes: {typed}", typed=typed)


def find_writer(context: Any) -> Writer:
    """Return the writer of the language in which a context is to be explained."""
    return context.obj.writer if isinstance(context.obj, Surroundings) else ENGLISH


def split_blocks(epilog: str) -> list[str]:
    """Return the blocks of what stands below the help of a command, each of which keeps its lines."""
    return inspect.cleandoc(epilog).split(_KEPT)[1:]


def _translate_block(block: str, writer: Writer) -> str:
    """Return a block in a language. One of examples has a heading, and below it what is typed."""
    heading, _, examples = block.partition("\n")
    translated = writer.translate(block.rstrip("\n"))
    told = translated if translated != block.rstrip("\n") else f"{writer.translate(heading)}\n{examples}"
    return f"{_KEPT}{told.rstrip()}\n"


def _explain_parameter(parameter: Any, context: Any, writer: Writer) -> tuple[str, str]:
    """Return an option or an argument as it is typed, and what it is for."""
    typed, told = parameter.get_help_record(context)
    about = parameter.help or ""
    # What Typer adds stands behind: [default: table], [required].
    words = {str(word): writer.tell(word) for word in (say("required"), say("default"), say("env var"))}
    added = re.compile(r"\b(?:required|default|env var)(?=[\]:])")
    rest = added.sub(lambda word: words[word[0]], told.removeprefix(about))
    return typed, f"{writer.translate(about)}{rest}"


def explain_usage(error: TyperException) -> UsageError:
    """Return what Typer has against a command line as an error of ours."""
    context = getattr(error, "ctx", None)
    return refuse_word(_find_usage_fault(error, context), context.command_path if context else "plantrack")


def refuse_word(fault: Fault, command: str) -> UsageError:
    """Return what is wrong with a word that was typed as an error; where nothing is guessed the help is the hint."""
    return UsageError(Problem(fault.message, fault.hint or say("{command} --help", command=command)))


def _find_usage_fault(error: Any, context: Any) -> Fault:
    """Say it in a sentence of ours: Typer has words for it in English alone.

    Where it has nothing but a text to tell it by, that is taken apart, by patterns that are compiled here alone.
    """
    parameter = getattr(error, "param", None)
    # 1. An option that is none, or that has a value, or none, where it is the other way round.
    if hasattr(error, "possibilities"):
        return doubt_word("option", error.option_name, error.possibilities or ())
    if hasattr(error, "option_name"):
        option = error.option_name
        if re.fullmatch(r"(?s)Option .* does not take a value\.", error.message):
            return Fault(say("option {option} does not take a value", option=option))
        return Fault(say("option {option} requires an argument", option=option))
    # 2. An argument that is missing, or none of those that there are.
    if parameter is not None:
        name, choices = parameter.get_error_hint(context).strip("'"), list(getattr(parameter.type, "choices", ()))
        if hasattr(error, "param_type"):
            if not choices:
                return Fault(say("missing argument {name}", name=name))
            return Fault(say("missing argument {name}: {choices}", name=name, choices=", ".join(choices)))
        if unknown := re.fullmatch(r"(?s)['\"](.*)['\"] is not one of .*", error.message):
            fault = find_fault(Guesses(), "value", unknown[1], choices)
            return fault._replace(message=say_of(name, fault.message))
        if unknown := re.fullmatch(r"(?s)['\"](.*)['\"] is not a valid int.*", error.message):
            return Fault(say_of(name, say("{value} is not a whole number", value=show_value(unknown[1]))))
        if unknown := re.fullmatch(r"(?s)(.*) is not in the range (.*)\.", error.message):
            least = unknown[2].removeprefix("x>=")
            return Fault(say_of(name, say("{value} is less than {least}", value=unknown[1], least=least)))
    # 3. What is no command, and more words than there are arguments.
    if command := re.fullmatch(r"(?s)No such command '(.*?)'\.(?: Did you mean .*\?)?", error.message):
        return doubt_command(command[1])
    if unexpected := re.fullmatch(r"(?s)Got unexpected extra argument\(s\) \((.*)\)", error.message):
        arguments = [one for one in context.command.params if one.param_type_name == "argument"] if context else []
        for typed in find_typed_values(context) if context else ():
            if typed.option in TEXT_OPTIONS and typed.following and typed.before >= len(arguments):
                problem = refuse_separate_values(typed.option, [typed.value, *typed.following])
                return Fault(problem.message, problem.hint)
        return Fault(say("there are more words than arguments: {words}", words=unexpected[1]))
    return Fault(say("{message}", message=error.format_message()))


def doubt_command(typed: str) -> Fault:
    """Return what is wrong with a word that is no command."""
    return doubt_word("command", typed, REGISTRY)


def doubt_word(what: WordClass, typed: str, known: Iterable[str]) -> Fault:
    """Return what is wrong with a word of which there are too many to name those that are known: the help does."""
    meant = closest_word(typed.casefold(), known)
    return Fault(say_unknown(what, typed), None if meant is None else ask_whether([meant]))
