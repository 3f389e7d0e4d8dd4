"""What is said of a command line: its help, and what Typer has against it, in our words."""

import inspect
import re
from collections.abc import Iterable
from typing import Any

from typer.core import TyperGroup
from typer.exceptions import TyperException

from plantrack.cli.answer import Surroundings
from plantrack.cli.options import TEXT_OPTIONS, find_typed_values, refuse_separate_values
from plantrack.cli.registry import COMMANDS, GROUPS, REGISTRY
from plantrack.plan.guesses import Guesses, WordClass, ask_whether, closest_word, say_unknown
from plantrack.plan.problems import Problem, UsageError, say_of
from plantrack.plan.sentences import Fault, Sentence, Value, list_words, say, show_value
from plantrack.render.text.writer import ENGLISH, Writer

# What is left of an argument that is for no person.
_HIDDEN = "[]"
# What keeps the lines of a block as they are.
_KEPT = "\b\n"
# What stands for a value in the help, and is not typed itself: KIND, TARGET-or-ITEM.
PLACEHOLDER = r"(?<!-)\b[A-Z]+(?:-or-[A-Z]+)*"


def write_help(command: Any, context: Any, formatter: Any) -> None:
    """Write the help of the program or of a command, in the language of whoever reads it."""
    writer = _find_writer(context)
    _write_usage(command, context, formatter, writer)
    # Python leaves the texts of functions out where it is asked to: PYTHONOPTIMIZE=2.
    if command.help:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(writer.translate(inspect.cleandoc(command.help)))
    _write_options(command, context, formatter, writer)
    if isinstance(command, TyperGroup):
        _write_commands(formatter, writer)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text("\n".join(_translate_block(block, writer) for block in split_blocks(command.epilog)))


def _write_usage(command: Any, context: Any, formatter: Any, writer: Writer) -> None:
    """Write the line that tells what may be typed, as people write it: `log KIND STAGE ITEM...`."""
    # Typer puts braces around what is needed.
    pieces = (piece.strip("{}") for piece in command.collect_usage_pieces(context))
    typed = " ".join(_translate_placeholders(piece, writer) for piece in pieces if piece != _HIDDEN)
    formatter.write_usage(context.command_path, typed, writer.tell(say("Usage: ")))


def _write_options(command: Any, context: Any, formatter: Any, writer: Writer) -> None:
    """Write the arguments and the options."""
    headings = {"argument": say("Arguments"), "option": say("Options")}
    for type, heading in headings.items():
        of_type = [one for one in command.get_params(context) if one.param_type_name == type and not one.hidden]
        if of_type:
            with formatter.section(writer.tell(heading)):
                formatter.write_dl([_explain_parameter(one, context, writer) for one in of_type])


def _write_commands(formatter: Any, writer: Writer) -> None:
    """Write each group of commands below its heading."""
    widest = max(map(len, REGISTRY))
    for heading in GROUPS:
        with formatter.section(writer.translate(heading)):
            of_group = [command for command in COMMANDS if command.group == heading]
            told = [(one.name.ljust(widest), writer.translate(one.summary).rstrip(".")) for one in of_group]
            formatter.write_dl(told)


def _find_writer(context: Any) -> Writer:
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
    return _translate_placeholders(typed, writer), f"{writer.translate(about)}{rest}"


def _translate_placeholders(typed: str, writer: Writer) -> str:
    """Return what is typed with what stands for values in a language."""
    return re.sub(PLACEHOLDER, lambda found: writer.translate(found[0]), typed)


def _word_parameter(typed: str) -> Value:
    """Return what a parameter is called in an error: an option as it is typed."""
    found = re.match(PLACEHOLDER, typed)
    return say("{name}{more}", name=Sentence(found[0], {}), more=typed[found.end() :]) if found else typed


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
        # The dashes that all begin with would make any two alike.
        known = {option.lstrip("-"): option for option in error.possibilities or ()}
        meant = closest_word(error.option_name.lstrip("-").casefold(), known)
        hint = None if meant is None else ask_whether([known[meant]])
        return Fault(say_unknown("option", error.option_name), hint)
    if hasattr(error, "option_name"):
        option = error.option_name
        if re.fullmatch(r"(?s)Option .* does not take a value\.", error.message):
            return Fault(say("option {option} does not take a value", option=option))
        return Fault(say("option {option} requires an argument", option=option))
    # 2. An argument that is missing, or none of those that there are.
    if parameter is not None:
        name = _word_parameter(parameter.get_error_hint(context).strip("'"))
        choices = list(getattr(parameter.type, "choices", ()))
        if hasattr(error, "param_type"):
            # What looks into the plan is imported where something is missing.
            from plantrack.cli.explaining.lacking import hint_lister, list_choices

            choices = choices or [*list_choices(parameter.metavar, context)]
            if not choices:
                return Fault(say("missing argument {name}", name=name), hint_lister(parameter.metavar, context))
            return Fault(say("missing argument {name}: {choices}", name=name, choices=list_words(choices)))
        if unknown := re.fullmatch(r"(?s)['\"](.*)['\"] is not one of .*", error.message):
            fault = Guesses().find_fault("value", unknown[1], choices)
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
    return _doubt_word("command", typed, REGISTRY)


def _doubt_word(what: WordClass, typed: str, known: Iterable[str]) -> Fault:
    """Return what is wrong with a word of which there are too many to name those that are known: the help does."""
    meant = closest_word(typed.casefold(), known)
    return Fault(say_unknown(what, typed), None if meant is None else ask_whether([meant]))
