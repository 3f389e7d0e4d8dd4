"""The plan on disk: find it, read it whole, and put a new one in its place so that nobody ever sees half of it."""

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plantrack.plan.problems import PlanBusy, PlanError, Problem, RecordRefused, UsageError

PLAN_NAME = "plan.toml"
SECONDS_TO_WAIT = 10.0
_SECONDS_BETWEEN_TRIES = 0.02


def find_plan(given: str | None, folder: Path) -> str:
    """Return the path of the plan: the given one, or that of plan.toml in a folder or one of its parents."""
    if given:
        return given
    for place in (folder, *folder.parents):
        if (place / PLAN_NAME).exists():
            return PLAN_NAME if place == folder else os.path.relpath(place / PLAN_NAME, folder)
    hint = "`plantrack init` writes one; --plan FILE or $PLANTRACK_PLAN names one that is elsewhere"
    raise PlanError(Problem(f"no {PLAN_NAME} here or in a parent folder", hint))


def read_plan(path: str) -> bytes:
    """Return the bytes of a plan; raise PlanError where it is no regular file that can be read."""
    try:
        return _read_regular(path)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError) and not Path(path).is_symlink()
        hint = f"`plantrack init {path}` writes one" if missing else ""
        raise PlanError(Problem(_reason(error, path), hint, file=path)) from error


def read_input(path: str) -> bytes:
    """Return the bytes of a file to import, `-` being standard input; raise UsageError where it cannot be read."""
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(Problem(_reason(error, path), file=path)) from error


def read_template(name: str) -> bytes:
    """Return one of the plans that come with plantrack."""
    return (Path(__file__).parent / "templates" / name).read_bytes()


def create(path: str, content: bytes) -> None:
    """Write a new file; raise RecordRefused where one is there, PlanError where none can be written."""
    try:
        with Path(path).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        hint = "choose another name: plantrack init FILE"
        raise RecordRefused(Problem("exists already, and was not touched", hint, file=path)) from error
    except FileNotFoundError as error:
        raise PlanError(Problem("there is no such folder", file=path)) from error
    except OSError as error:
        raise PlanError(Problem(_reason(error, path), file=path)) from error


class LockedPlan:
    """A plan that this process alone may write. `content` is what was read inside the lock."""

    def __init__(self, path: str, real: Path) -> None:
        self._path = path
        self._real = real
        self.content = read_plan(path)

    def replace(self, content: bytes) -> None:
        """Put new content in place at once: a reader sees all of the old or all of the new, also after a power cut."""
        temporary = self._real.with_name(f".{self._real.name}.tmp")
        try:
            with suppress(FileNotFoundError):
                temporary.unlink()
            _write_beside(self._real, temporary, content)
            if read_plan(self._path) != self.content:
                hint = "save and close it in the editor, then repeat the command"
                raise PlanBusy(Problem("was changed by another program meanwhile", hint, file=self._path))
            temporary.replace(self._real)
        except OSError as error:
            raise PlanError(Problem(_reason(error, self._path), file=self._path)) from error
        finally:
            with suppress(OSError):
                temporary.unlink()
        _sync_folder(self._real.parent)


@contextmanager
def locked(path: str) -> Iterator[LockedPlan]:
    """Hold the lock of a plan; raise PlanBusy when it is not to be had within ten seconds."""
    read_plan(path)
    try:
        real = Path(os.path.realpath(path, strict=True))
        if not os.access(real, os.W_OK):
            raise PermissionError(13, os.strerror(13), path)
        lock = _open_lock(real)
    except OSError as error:
        raise PlanError(Problem(_reason(error, path), file=path)) from error
    try:
        if not _take(lock, time.monotonic() + SECONDS_TO_WAIT):
            hint = "another plantrack is writing it; repeat the command"
            raise PlanBusy(Problem(f"is busy: waited {SECONDS_TO_WAIT:.0f} seconds", hint, file=path))
        yield LockedPlan(path, real)
    finally:
        os.close(lock)


def _read_regular(path: str) -> bytes:
    # Not blocking, so that a pipe is refused instead of waited for.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(21, os.strerror(21), path)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "is a device or a pipe, not a file", path)
        return file.read()


def _reason(error: OSError, path: str) -> str:
    match error:
        case FileNotFoundError():
            return "is a link to a file that is not there" if Path(path).is_symlink() else "there is no such file"
        case IsADirectoryError():
            return "is a folder, not a file"
        case PermissionError():
            return "permission denied"
        case _:
            return (error.strerror or str(error)).lower()


def _write_beside(real: Path, temporary: Path, content: bytes) -> None:
    """Write the temporary file, with the mode and, where permitted, the owner and group of the real one."""
    status = real.stat()
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
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
        with suppress(PermissionError):
            os.fchown(descriptor, owner, group)
    os.fchmod(descriptor, mode)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _open_lock(real: Path) -> int:
    """Open the lock file beside a plan, making it with the plan's group and mode where it is not there yet."""
    path = real.with_name(f".{real.name}.lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, os.O_RDWR)
    status = real.stat()
    _give(descriptor, status, stat.S_IMODE(status.st_mode) & 0o666 | 0o600)
    return descriptor


def _take(lock: int, deadline: float) -> bool:
    while not _try_lock(lock):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_SECONDS_BETWEEN_TRIES)
    return True


# filelock and portalocker do this too, but importing either takes longer than all the rest of a `log`.
if sys.platform == "win32":
    import msvcrt

    def _try_lock(lock: int) -> bool:
        """Try to take the lock, which closing the file gives back."""
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(lock: int) -> bool:
        """Try to take the lock, which closing the file gives back."""
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
