"""Write the manual page from the program's own help: `python tools/manual.py`."""

import io
import os
from contextlib import redirect_stdout
from pathlib import Path
from unittest.mock import patch

from plantrack.cli.app import run
from plantrack.cli.registry import REGISTRY

PAGE = Path(__file__).parents[1] / "man" / "plantrack.1"
HEAD = """\
.TH PLANTRACK 1
.SH NAME
plantrack \\- track a multi\\-year development plan from the terminal
.SH SYNOPSIS
.B plantrack
.I COMMAND
[\\fIOPTIONS\\fR] ...
"""
FILES = """\
.SH FILES
.TP
.I plan.toml
The plan: one TOML file, edited by hand and appended to by commands.
.SH SEE ALSO
https://toml.io, https://no\\-color.org
"""


def manual() -> str:
    """Return the page: what `plantrack --help` says, then what each command does."""
    commands = "".join(f".SS plantrack {name}\n{_kept(help_of(name))}" for name in REGISTRY)
    return f"{HEAD}.SH DESCRIPTION\n{_kept(help_of())}.SH COMMANDS\n{commands}{FILES}"


def help_of(*command: str) -> str:
    """Return the help of a command, without its first line, as on a screen of 80 columns."""
    with patch.dict(os.environ, COLUMNS="80"), redirect_stdout(io.StringIO()) as text:
        assert run([*command, "--help"]) == 0
    return text.getvalue().split("\n", 2)[2]


def _kept(text: str) -> str:
    """Return lines as they are, nothing in them being a request of roff."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    lines = [rf"\&{line}" if line else "" for line in safe.splitlines()]
    return "\n".join([".nf", *lines, ".fi", ""])


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(manual(), encoding="utf-8")
