"""The commands of the program: their names, where each is written, and what each is for.

To add a command, write its module in `commands/read` or `commands/write`, with a function of its name and EXAMPLES,
and add its line here and to the card of the room: the help, the completion and the manual read this table. Options that
travel together are one parameter, a NamedTuple: see `options`. Nothing is imported here: `app` loads
the module of the command that is asked for, since that takes longer than running another one.
"""

from keyword import iskeyword
from typing import Literal

from plantrack.tuples import NamedTuple

Group = Literal["Ask", "Record", "The plan file", "The shell"]


class Registered(NamedTuple):
    """A command, as the help of the program lists it."""

    name: str
    room: Literal["commands", "commands.read", "commands.write"]  # below `cli`
    group: Group  # the heading under which it is listed
    summary: str  # the first sentence of its help

    @property
    def function(self) -> str:
        """Return the name of its module and of the function in it: `import` is no name that Python lets them have."""
        return f"{self.name}_" if iskeyword(self.name) else self.name

    @property
    def module(self) -> str:
        """Return the full name of its module."""
        return f"plantrack.cli.{self.room}.{self.function}"


COMMANDS = (
    Registered("status", "commands.read", "Ask", "Show where every target stands."),
    Registered("due", "commands.read", "Ask", "Tell what is late, what is next, and where that leads."),
    Registered("items", "commands.read", "Ask", "List the items of a kind and the stages that they reached."),
    Registered("show", "commands.read", "Ask", "Show what is behind a number, or the life of an item."),
    Registered("history", "commands.read", "Ask", "List the records in order of date, with their evidence."),
    Registered("chart", "commands.read", "Ask", "Draw targets over time: actual, planned and goal."),
    Registered("page", "commands.read", "Ask", "Write the page for those who decide."),
    Registered("form", "commands.read", "Ask", "Fill in one of the six forms that a department hands in."),
    Registered("log", "commands.write", "Record", "Record that items reached a stage, or what changed of them."),
    Registered("measure", "commands.write", "Record", "Record a total that was measured or reported."),
    Registered("comment", "commands.write", "Record", "Record why it stands as it does, and what is asked of whom."),
    Registered(
        "import", "commands.write", "Record", "Record what a list, a workbook or another plan says, all or none."
    ),
    Registered("undo", "commands.write", "Record", "Take back what the last command recorded."),
    Registered("init", "commands.write", "The plan file", "Write a plan to start from: Hanoi's, 2021-2025."),
    Registered("edit", "commands.write", "The plan file", "Change the plan in your editor."),
    Registered("check", "commands.read", "The plan file", "Name every mistake in the plan file."),
    Registered("schema", "commands", "The plan file", "Print the JSON Schema of a plan file, for editors."),
    Registered("help", "commands", "The shell", "Explain a command, or list them all."),
    Registered("completion", "commands", "The shell", "Print the script that lets a shell complete what you type."),
)
REGISTRY = {command.name: command for command in COMMANDS}
GROUPS = tuple(dict.fromkeys(command.group for command in COMMANDS))
