"""Files that stand beside a plan: the temporary file, drafts, and the lock."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path


def write_beside(real: Path, path: Path, content: bytes) -> None:
    """Write a new file to the disk, with the mode and, where permitted, the owner and group of the real one."""
    status = real.stat()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        _give(descriptor, status, stat.S_IMODE(status.st_mode))
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _give(descriptor: int, status: os.stat_result, mode: int) -> None:
    """Give a file the owner and the group of another as far as permitted, and a mode."""
    if not hasattr(os, "fchown"):
        return
    for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
        with suppress(OSError):
            os.fchown(descriptor, owner, group)
    os.fchmod(descriptor, mode)


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
    _give(descriptor, status, mode)
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
