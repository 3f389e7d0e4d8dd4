"""The terminal: what its streams can show, what a person sees of a command that takes a while, and Ctrl-C."""

import math
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO, TypeVar

from plantrack.plan.sentences import Sentence, say
from plantrack.render.text.visible import visible, writable
from plantrack.render.text.writer import ENGLISH, Writer

T = TypeVar("T")

# COLUMNS may claim a hundred million, and a chart is drawn dot by dot.
WIDEST_SCREEN = 1000
_USUAL_WIDTH = 80
_ENABLE_CODES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING of a Windows console
SECONDS_OF_PATIENCE = 1.0
_SECONDS_BETWEEN_LOOKS = 0.1
# A parser tells nothing while it reads. So many bytes keep it, and what follows from them, for about a second.
BYTES_OF_PATIENCE = 6_000_000
_WIPE = "\r\x1b[K"
_WIDTH_OF_BAR = 20


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


class Progress:
    """One line on stderr that comes after a second, says what is being done, and is gone when it is done."""

    def __init__(
        self,
        stream: TextIO | None = None,  # a terminal whose lines can be written over; None: nobody looks
        writer: Writer = ENGLISH,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._writer = writer
        self._clock = clock
        self._next_look = math.inf if stream is None else clock() + SECONDS_OF_PATIENCE
        self._is_shown = False

    def hush(self) -> None:
        """Show nothing from now on."""
        self.clear()
        self._next_look = math.inf

    def announce(self, doing: Sentence, size: int = 0) -> None:
        """Show what comes next where a second has passed, or where so many bytes are sure to take one."""
        is_long = self._is_shown or size >= BYTES_OF_PATIENCE or self._clock() >= self._next_look
        if is_long and self._next_look != math.inf:
            self._show(doing)

    def follow(self, doing: Sentence) -> Callable[[Sequence[T]], Iterator[T]]:
        """Return what gives each of several things, and meanwhile shows how many there are and have been."""

        def give(things: Sequence[T]) -> Iterator[T]:
            for done, thing in enumerate(things):
                if self._clock() >= self._next_look:
                    self._show(doing, done, len(things))
                yield thing

        return give if self._next_look != math.inf else iter

    def clear(self) -> None:
        """Take away what is shown. Nothing of what comes next is, until it takes a second itself."""
        if self._is_shown:
            self._is_shown = False
            self._write(_WIPE)
        if self._next_look != math.inf:
            self._next_look = self._clock() + SECONDS_OF_PATIENCE

    def _show(self, doing: Sentence, done: int = 0, total: int = 0) -> None:
        # In its last column a terminal may begin a new line, which nothing would take away.
        room = max(measure_screen(self._stream) - 1, 1)
        self._is_shown = True
        self._next_look = self._clock() + _SECONDS_BETWEEN_LOOKS
        self._write(_WIPE + self._draw(doing, done, total, room))

    def _draw(self, doing: Sentence, done: int, total: int, room: int) -> str:
        """Return what fits: of a count its words are cut, before it goes itself."""
        # Who is shown nothing does not wait for it.
        from plantrack.render.text.widths import cut_text, measure_text

        words = writable(visible(self._writer.write(doing)), find_encoding(self._stream))
        if not total:
            return cut_text(words, room)
        count = self._writer.write(say("{done} of {total}", done=done, total=total))
        if len(count) > room:
            return cut_text(self._writer.write(done), room)
        room_of_words = room - len(count) - 2
        told = f"{cut_text(words, room_of_words)}: {count}" if room_of_words > 0 else count
        filled = _WIDTH_OF_BAR * done // total
        bar = "▆" * filled + "▁" * (_WIDTH_OF_BAR - filled)
        return f"{told} {bar}" if measure_text(told) + 1 + _WIDTH_OF_BAR <= room else told

    def _write(self, text: str) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(writable(text, find_encoding(self._stream)))
            self._stream.flush()
        except OSError:
            # The terminal is gone: what is being done goes on.
            self._next_look = math.inf


NOBODY_LOOKS = Progress()


def hold_interrupts() -> None:
    """Pass over Ctrl-C until the program ends: from here on it writes, and then says so.

    What is left to do then takes a moment, and after the replace nothing could make it undone.
    """
    # Only the main thread is interrupted.
    with suppress(ValueError):
        signal.signal(signal.SIGINT, _passed_over)


@contextmanager
def leave_interrupts_to_child() -> Iterator[None]:
    """Pass over Ctrl-C while another program runs, which it stops as if it had been started alone."""
    # A function, and not SIG_IGN, which the other program would inherit.
    before = signal.signal(signal.SIGINT, _passed_over)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _passed_over(number: int, frame: FrameType | None) -> None:
    """Do nothing about a signal."""
