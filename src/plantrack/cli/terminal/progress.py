"""What a person at a terminal sees of a command that takes more than a second: what it does, until it has done it."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO, TypeVar

from plantrack.cli.terminal.streams import find_encoding, measure_screen
from plantrack.plan.sentences import Sentence, say
from plantrack.render.text.encoding import writable
from plantrack.render.text.visible import visible
from plantrack.render.text.writer import ENGLISH, Writer

T = TypeVar("T")

SECONDS_OF_PATIENCE = 1.0
_SECONDS_BETWEEN_LOOKS = 0.1
# A parser tells nothing while it reads. So many bytes keep it, and what follows from them, for about a second.
BYTES_OF_PATIENCE = 6_000_000
_WIPE = "\r\x1b[K"
_WIDTH_OF_BAR = 20


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
