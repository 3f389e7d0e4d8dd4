"""The program and its commands, as Typer reads them."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer._types import TyperChoice
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from plantrack.cli.options import TYPED_VALUES, part_arguments, spread_groups
from plantrack.cli.registry import REGISTRY
from plantrack.plan.problems import Problems, UsageError
from plantrack.plan.sentences import Sentence


class _WithHelp:
    """What the program and its commands have in common: their help is in our words."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        # Most command lines need no explanation, and to read it takes a while.
        from plantrack.cli.explaining.usage import write_help

        write_help(self, ctx, formatter)


class Command(_WithHelp, TyperCommand):
    """A command that remembers what was typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; what is wrong with them is said of this command."""
        ctx.meta[TYPED_VALUES] = part_arguments(args, self.list_valued())[1]
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


class WordChoice(TyperChoice[str]):
    """One of some ids, by itself or by the word that people read."""

    def __init__(self, words: Mapping[str, Sentence]) -> None:
        super().__init__(words)
        self._words = words

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the id that is meant; raise UsageError where none is."""
        if value in self._words:
            return str(value)
        # What knows words is not imported where an id is typed.
        from plantrack.cli.calling import find_status

        problems = Problems()
        found = find_status(value, self._words, ctx.obj.writer, problems, option=param.opts[0])
        if found is None:
            raise UsageError(*problems)
        return found


class Commands(_WithHelp, TyperGroup):
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
