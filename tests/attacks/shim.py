"""Run plantrack with the calls of Python's `os` that touch a folder counted and written down, and strike at one.

    python shim.py FOLDER TRACE NAME NUMBER EFFECT ARGUMENT...

The effect on the call of that name and number is KILL or the name of an error, with a `+` on all calls from there on;
no name strikes nowhere. It is for where strace cannot trace.
"""

import errno
import fcntl
import io
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from plantrack.__main__ import main

# Those that are given a path (or two), and those that are given what `open` returned.
ON_PATHS = ("open", "stat", "lstat", "access", "unlink", "remove", "rename", "replace", "chmod", "chown", "listdir")
ON_DESCRIPTORS = ("read", "write", "fstat", "fchown", "fchmod", "fsync", "lseek", "close")


class Shim:
    """The calls on a folder: their numbers, and the descriptors that they opened."""

    def __init__(self, folder: str, trace: str, name: str, number: str, effect: str) -> None:
        self._folder = folder
        self._trace = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self._name, self._number = name, int(number)
        self._effect, self._lasting, _ = effect.partition("+")
        self._numbers: Counter[str] = Counter()
        self._opened: dict[int, str] = {}
        self._broken = False
        self._write = os.write

    def install(self) -> None:
        """Put the counting calls in the place of the real ones."""
        for name in ON_PATHS:
            setattr(os, name, self._on_path(name, getattr(os, name)))
        for name in ON_DESCRIPTORS:
            setattr(os, name, self._on_descriptor(name, getattr(os, name)))
        fcntl.flock = self._on_descriptor("flock", fcntl.flock)
        os.fdopen = self._fdopen  # type: ignore[assignment]

    def _on_path(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counting(path: Any, *arguments: Any, **options: Any) -> Any:
            place = "" if isinstance(path, int) else os.path.join(os.getcwd(), os.fsdecode(path))  # noqa: PTH118, PTH109
            if place != self._folder and not place.startswith(f"{self._folder}/"):
                return real(path, *arguments, **options)
            self._strike(name, place)
            result = real(path, *arguments, **options)
            if name == "open":
                self._opened[result] = place
            return result

        return counting

    def _on_descriptor(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counting(descriptor: int, *arguments: Any) -> Any:
            if descriptor in self._opened:
                place = self._opened[descriptor]
                if name == "close":
                    del self._opened[descriptor]
                try:
                    self._strike(name, place)
                except OSError:
                    if name == "close":
                        real(descriptor)
                    raise
            return real(descriptor, *arguments)

        return counting

    def _strike(self, name: str, place: str) -> None:
        self._numbers[name] += 1
        self._write(self._trace, f"{name}({place})\n".encode())
        struck = (name, self._numbers[name]) == (self._name, self._number)
        if not struck and not self._broken:
            return
        self._broken = bool(self._lasting)
        if self._effect == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        code = getattr(errno, self._effect)
        raise OSError(code, os.strerror(code), place)

    def _fdopen(self, descriptor: int, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if descriptor not in self._opened:
            return open(descriptor, mode, *arguments, **options)
        return io.BufferedReader(_Raw(descriptor)) if mode == "rb" else io.BufferedWriter(_Raw(descriptor))


class _Raw(io.RawIOBase):
    """A file whose reads and writes go through `os`, where they are counted."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = os.read(self._descriptor, len(buffer))
        buffer[: len(read)] = read
        return len(read)

    def write(self, content: Any) -> int:
        return os.write(self._descriptor, content)

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._descriptor)


if __name__ == "__main__":
    Shim(*sys.argv[1:6]).install()
    sys.argv[1:] = sys.argv[6:]
    main()
