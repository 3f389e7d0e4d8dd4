"""Files that stand beside a plan: the temporary file, drafts, and the lock."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path


def write_new(path: Path, content: bytes, like: os.stat_result | None = None) -> None:
    """Write a file that is not there yet to the disk, all of it or none, with the mode and the owner of another."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666 if like is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if like is not None:
                _give(descriptor, like)
                os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _give(descriptor: int, like: os.stat_result) -> None:
    """Give a file the group and the owner of another, as far as permitted."""
    if hasattr(os, "fchown"):
        for owner, group in ((-1, like.st_gid), (like.st_uid, -1)):
            with suppress(OSError):
                os.fchown(descriptor, owner, group)


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def open_lock(real: Path) -> int:
    """Open the lock file beside a plan, making it with the plan's group and mode where it is not there yet."""
    path = real.with_name(f".{real.name}.lock")
    status = real.stat()
    mode = stat.S_IMODE(status.st_mode) & 0o666 | 0o600
    # From its first moment a colleague can open it: not even for an instant may the mode be narrower.
    mask = os.umask(0)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return os.open(path, os.O_RDWR)
    finally:
        os.umask(mask)
    _give(descriptor, status)
    return descriptor


# filelock and portalocker do this too, but importing either takes longer than all the rest of a `log`.
if sys.platform == "win32":
    import msvcrt

    def try_lock(lock: int) -> bool:
        """Try to take the lock, which closing the file gives back."""
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(lock: int) -> bool:
        """Try to take the lock, which closing the file gives back."""
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
