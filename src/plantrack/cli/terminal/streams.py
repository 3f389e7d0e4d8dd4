"""What a stream can show: the one place that decides on its width, its colours and its encoding."""

import os
import shutil
import sys
from typing import TextIO

# COLUMNS may claim a hundred million, and a chart is drawn dot by dot.
WIDEST_SCREEN = 1000
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
    return is_terminal(stream) and os.environ.get("TERM") not in ("dumb", "unknown") and _obeys_codes()


def find_encoding(stream: TextIO | None) -> str:
    """Return the encoding in which a stream is read."""
    # Python writes UTF-8 in the C locale too, where nobody promises to read it.
    if os.environ.get("LC_ALL") in ("C", "POSIX") and not os.environ.get("PYTHONIOENCODING"):
        return "ascii"
    return getattr(stream, "encoding", None) or "utf-8"


def _obeys_codes() -> bool:
    """Tell whether the terminal obeys the codes of colours: all do but the console of Windows before 10 (1511)."""
    if sys.platform != "win32":
        return True
    import ctypes

    console, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    output = console.GetStdHandle(-11)
    # Of a terminal that is no console, as that of MSYS, there is no mode to ask for.
    if not console.GetConsoleMode(output, ctypes.byref(mode)):
        return "TERM" in os.environ
    return bool(console.SetConsoleMode(output, mode.value | _ENABLE_CODES))
