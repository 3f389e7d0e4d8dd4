"""The commands of the program: their names, where each is written, and what each is for."""

from importlib import import_module
from keyword import iskeyword
from types import ModuleType
from typing import NamedTuple


class Registered(NamedTuple):
    """A command: its name, its room below `cli.commands` or none, and the heading under which the help lists it."""

    name: str
    room: str
    group: str

    @property
    def function(self) -> str:
        """Return the name of its module and of the function in it: `import` is no name that Python lets them have."""
        return f"{self.name}_" if iskeyword(self.name) else self.name


REGISTRY = {
    command.name: command
    for command in (
        Registered("status", "read", "Ask"),
        Registered("items", "read", "Ask"),
        Registered("show", "read", "Ask"),
        Registered("history", "read", "Ask"),
        Registered("chart", "read", "Ask"),
        Registered("log", "write", "Record"),
        Registered("measure", "write", "Record"),
        Registered("import", "write", "Record"),
        Registered("undo", "write", "Record"),
        Registered("init", "write", "The plan file"),
        Registered("edit", "write", "The plan file"),
        Registered("check", "read", "The plan file"),
        Registered("schema", "", "The plan file"),
        Registered("completion", "", "The shell"),
    )
}


def load(command: Registered) -> ModuleType:
    """Import the module of a command: that takes longer than running another one."""
    room = f"plantrack.cli.commands.{command.room}" if command.room else "plantrack.cli.commands"
    return import_module(f"{room}.{command.function}")
