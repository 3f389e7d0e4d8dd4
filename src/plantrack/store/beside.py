"""Files that are written anew: a plan to start from, and beside a plan the temporary file and drafts."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plantrack.plan.sentences import Value
from plantrack.store.access import keep_access

_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class NewFile:
    """A file that was written to the disk and is still open. `lost` is what it could not keep of the one it is like."""

    def __init__(self, descriptor: int, lost: list[Value]) -> None:
        self.descriptor = descriptor
        self.lost = lost

    def stands_at(self, path: str, folder: int) -> bool:
        """Tell whether what stands at a path, from a folder, is this file and no other."""
        try:
            found = os.stat(path, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return os.path.samestat(found, os.fstat(self.descriptor))


@contextmanager
def new_file(path: str | Path, content: bytes, like: int | None = None, folder: int | None = None) -> Iterator[NewFile]:
    """Write a file that is not there yet to the disk, all of it or none, with the access of another one.

    The path is from a folder, where one is given.
    """
    descriptor = os.open(path, _ANEW, 0o666 if like is None else 0o600, dir_fd=folder)
    try:
        lost: list[Value] = [] if like is None else keep_access(descriptor, like)
        _write_all(descriptor, content)
        keep_through_power_cut(descriptor)
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            os.unlink(path, dir_fd=folder)
        raise
    try:
        yield NewFile(descriptor, lost)
    finally:
        # It is on the disk: closing it changes nothing.
        with suppress(OSError):
            os.close(descriptor)


def write_new(path: Path, content: bytes, like: int | None = None) -> None:
    """Write a file that is not there yet to the disk, all of it or none, with the access of another one."""
    with new_file(path, content, like):
        pass


def keep_through_power_cut(descriptor: int) -> None:
    """Wait until what was written to a file or a folder is on the disk; raise OSError where it cannot be."""
    if sys.platform == "darwin":
        import fcntl

        # There fsync leaves it in the memory of the drive. Not each file system can do more.
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
