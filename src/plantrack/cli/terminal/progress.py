"""What a person at a terminal sees of a command that takes more than a second: what it does, until it has done it."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TextIO, TypeVar

from plantrack.plan.sentences import Sentence, say
from plantrack.render.text.visible import visible
from plantrack.render.text.writer import ENGLISH, Writer

T = TypeVar("T")

SECONDS_OF_PATIENCE = 1.0
_SECONDS_BETWEEN_LOOKS = 0.1
# A parser tells nothing while it reads. So many bytes keep it, and what follows from them, for about a second.
BYTES_OF_PATIENCE = 6_000_000


class Progress:
    """One line on stderr that comes after a second, says what is being done, and is gone when it is done."""

    def __init__(
        self,
        stream: TextIO | None = None,  # a terminal; None: nobody looks
        writer: Writer = ENGLISH,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._writer = writer
        self._clock = clock
        self._next_look = math.inf if stream is None else clock() + SECONDS_OF_PATIENCE
        self._line: Any = None  # of Rich; None: nothing is seen
        self._columns: Any = ()

    def hush(self) -> None:
        """Show nothing from now on."""
        self._next_look = math.inf
        self.clear()

    def announce(self, doing: Sentence, size: int = 0) -> None:
        """Show what comes next where a second has passed, or where so many bytes are sure to take one."""
        is_long = self._line is not None or size >= BYTES_OF_PATIENCE or self._clock() >= self._next_look
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
        """Take away what is shown."""
        if self._line is not None:
            self._line.stop()
            self._line = None

    def _show(self, doing: Sentence, done: int = 0, total: int | None = None) -> None:
        if total is not None:
            doing = say("{doing}: {done} of {total}", doing=doing, done=done, total=total)
        text = visible(self._writer.write(doing))
        self._line = self._line or self._begin_line(text)
        self._line.columns = self._columns[: 1 if total is None else 2]
        self._line.update(self._line.task_ids[0], description=text, completed=done, total=total, refresh=True)
        self._next_look = self._clock() + _SECONDS_BETWEEN_LOOKS

    def _begin_line(self, text: str) -> Any:
        # Who waits for more than a second does not wait for Rich.
        from rich import progress
        from rich.console import Console

        self._columns = progress.TextColumn("{task.description}", markup=False), progress.BarColumn()
        line = progress.Progress(
            self._columns[0],
            console=Console(file=self._stream),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            get_time=self._clock,
        )
        line.add_task(text, total=None)
        line.start()
        return line


NOBODY_LOOKS = Progress()
