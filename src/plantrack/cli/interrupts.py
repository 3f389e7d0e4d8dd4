"""Ctrl-C: what was said and what is on the disk agree, and an editor can be stopped by it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


def hold() -> None:
    """Pass over Ctrl-C until the program ends: from here on it writes, and then says so.

    What is left to do then takes a moment, and after the replace nothing could make it undone.
    """
    # Only the main thread is interrupted.
    with suppress(ValueError):
        signal.signal(signal.SIGINT, _passed_over)


@contextmanager
def left_to_a_child() -> Iterator[None]:
    """Pass over Ctrl-C while another program runs, which it stops as if it had been started alone."""
    # A function, and not SIG_IGN, which the other program would inherit.
    before = signal.signal(signal.SIGINT, _passed_over)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _passed_over(number: int, frame: FrameType | None) -> None:
    """Do nothing about a signal."""
