"""What a stream can show: the one place that decides on its width, its colours and its encoding."""

import os
import shutil
import sys
from typing import TextIO

# COLUMNS may claim a hundred million, and a chart is drawn dot by dot.
WIDEST_SCREEN = 1000
_USUAL_WIDTH = 80
_ENABLE_CODES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING of a Windows console


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person looks at a stream."""
    # A stream that was closed when the program began is None.
    return stream is not None and stream.isatty()


def find_width(stream: TextIO | None) -> int | None:
    """Return how many columns a stream has: what COLUMNS says, else those of its terminal; None in a pipe."""
    said = os.environ.get("COLUMNS", "")
    # In a pipe too: a shell hands it on only where somebody exported it.
    columns = int(said[:9]) if said.isascii() and said.isdecimal() else 0
    if not columns and is_terminal(stream):
        columns = shutil.get_terminal_size().columns
    return min(columns, WIDEST_SCREEN) or None


def measure_screen(stream: TextIO | None) -> int:
    """Return how many columns the terminal of a stream has, whatever COLUMNS says: after so many it begins a line."""
    try:
        return os.get_terminal_size(stream.fileno() if stream else -1).columns or _USUAL_WIDTH
    except OSError:
        return _USUAL_WIDTH


def wants_colour(stream: TextIO | None) -> bool:
    """Tell whether a stream is for colours, by the variables that programs agree on.

    https://no-color.org comes first, then what forces colours, https://force-color.org and https://bixense.com/clicolors,
    or with 0 takes them away; else a terminal has them, unless its name or its console cannot.
    """
    variables = {name: os.environ.get(name, "") for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR")}
    if variables["NO_COLOR"]:
        return False
    if any(variables[name] not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if "0" in (variables["FORCE_COLOR"], variables["CLICOLOR"]):
        return False
    return _obeys_codes(stream)


def can_write_over(stream: TextIO | None) -> bool:
    """Tell whether a line of a stream can be written over: on a terminal, unless the variables of Rich deny it."""
    return _obeys_codes(stream) and "0" not in map(os.environ.get, ("TTY_COMPATIBLE", "TTY_INTERACTIVE"))


def find_encoding(stream: TextIO | None) -> str:
    """Return the encoding in which a stream is read."""
    # Python writes UTF-8 in the C locale too, where nobody promises to read it.
    if os.environ.get("LC_ALL") in ("C", "POSIX") and not os.environ.get("PYTHONIOENCODING"):
        return "ascii"
    return getattr(stream, "encoding", None) or "utf-8"


def _obeys_codes(stream: TextIO | None) -> bool:
    """Tell whether a stream is a terminal that obeys codes: all do but the console of Windows before 10 (1511)."""
    if not is_terminal(stream) or os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    if sys.platform != "win32":
        return True
    import ctypes

    console, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    output = console.GetStdHandle(-12 if stream is sys.stderr else -11)
    # Of a terminal that is no console, as that of MSYS, there is no mode to ask for.
    if not console.GetConsoleMode(output, ctypes.byref(mode)):
        return "TERM" in os.environ
    return bool(console.SetConsoleMode(output, mode.value | _ENABLE_CODES))
