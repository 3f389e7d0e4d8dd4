"""`plantrack help`: what a command does, as its --help says."""

from typing import Annotated

import typer

from plantrack.cli.answer import Answer
from plantrack.cli.explaining.usage import doubt_command, refuse_word
from plantrack.cli.options import examples

CommandArgument = Annotated[str | None, typer.Argument(metavar="COMMAND", help="Which; left out: all of them.")]

EXAMPLES = examples("plantrack help log", "plantrack help")


def help(context: typer.Context, command: CommandArgument = None) -> Answer:  # noqa: A001 (a command is called as typed)
    """Explain a command, or list them all.

    It says what plantrack COMMAND --help says, and alone what plantrack --help says.
    """
    root = context.find_root()
    if command is None:
        return Answer(f"{root.get_help()}\n")
    explained = root.command.get_command(root, command)  # type: ignore[attr-defined]
    if explained is None:
        raise refuse_word(doubt_command(command), root.command_path)
    return Answer(f"{typer.Context(explained, info_name=command, parent=root, obj=context.obj).get_help()}\n")
