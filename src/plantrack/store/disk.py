"""The plan on disk: find it, read it whole, and put a new one in its place so that nobody ever sees half of it."""

import errno
import os
import shlex
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from plantrack.plan.problems import PlanBusy, PlanError, Problem, RecordRefused, UsageError
from plantrack.store.beside import open_lock, sync_folder, try_lock, write_new

PLAN_NAME = "plan.toml"
STANDARD_INPUT = "standard input"
SECONDS_TO_WAIT = 10.0
_SECONDS_BETWEEN_TRIES = 0.02


def find_plan(given: str | None) -> str:
    """Return the path of the plan: the given one, or that of plan.toml here or in a parent folder."""
    if given is not None:
        return _named(given)
    try:
        folder = Path.cwd()
    except OSError as error:
        raise PlanError(Problem("this folder is not there any more", "go to another one")) from error
    for place in (folder, *folder.parents):
        found = PLAN_NAME if place == folder else os.path.relpath(place / PLAN_NAME, folder)
        try:
            os.lstat(place / PLAN_NAME)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            # A plan that cannot be looked at is not passed over for one further up.
            raise PlanError(Problem(_reason(error, found), file=found)) from error
        return found
    hint = "`plantrack init` writes one; --plan FILE or $PLANTRACK_PLAN names one that is elsewhere"
    raise PlanError(Problem(f"no {PLAN_NAME} here or in a parent folder", hint))


def read_plan(path: str) -> bytes:
    """Return the bytes of a plan; raise PlanError where it is no regular file that can be read."""
    try:
        return _read_regular(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def read_input(path: str) -> bytes:
    """Return the bytes of a file to import, `-` being standard input; raise UsageError where it cannot be read."""
    try:
        return _read_standard_input() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(Problem(_reason(error, path), file="standard input" if path == "-" else path)) from error


def read_template(name: str) -> bytes:
    """Return one of the plans and scripts that come with plantrack."""
    return (Path(__file__).parent / "templates" / name).read_bytes()


def read_plan_schema() -> bytes:
    """Return the JSON Schema of a plan file."""
    return (Path(__file__).parent / "schemas" / "plan.json").read_bytes()


def create(path: str, content: bytes) -> None:
    """Write a new file, all of it or none; raise RecordRefused where one is there, PlanError where it cannot be."""
    try:
        write_new(Path(_named(path)), content)
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
            write_new(temporary, content, self._real.stat())
            if self._changed():
                raise changed_meanwhile(self._path)
            temporary.replace(self._real)
        except OSError as error:
            # Whoever removed the plan changed it, too.
            missing = isinstance(error, FileNotFoundError) and not os.path.lexists(self._real)
            raise changed_meanwhile(self._path) if missing else _unwritable(self._path, error) from error
        finally:
            with suppress(OSError):
                temporary.unlink()
        sync_folder(self._real.parent)

    def _changed(self) -> bool:
        try:
            return _read_regular(self._path) != self.content
        except FileNotFoundError:
            return True


def changed_meanwhile(path: str) -> PlanBusy:
    """Return the error of a plan that is not as it was read."""
    hint = "save and close it in the other program, then repeat the command"
    return PlanBusy(Problem("was changed by another program meanwhile", hint, file=path))


@contextmanager
def locked(path: str, tell: Callable[[str], None] | None = None) -> Iterator[LockedPlan]:
    """Hold the lock of a plan; raise PlanBusy when it is not to be had within ten seconds.

    Where it has to be waited for, `tell` is told so.
    """
    real = writable(path)
    try:
        lock = open_lock(real)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        _take(lock, path, tell)
        yield LockedPlan(path, real)
    finally:
        # The plan is written, or it is not: a lock that could not be closed changes neither.
        with suppress(OSError):
            os.close(lock)


def writable(path: str) -> Path:
    """Return the file that a path leads to, links followed; raise PlanError where it may not be written."""
    try:
        _open_regular(path).close()
        real = Path(os.path.realpath(path, strict=True))
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        if not os.access(real.parent, os.W_OK | os.X_OK):
            hint = f"plantrack writes the new plan beside the old one: ask for the right to write in {real.parent}"
            raise PlanError(Problem("its folder may not be written", hint, file=path))
    except OSError as error:
        raise _unreadable(path, error) from error
    return real


def create_draft(path: str, content: bytes) -> Path:
    """Write a copy of a plan beside it, to be edited, under a name that is not taken; raise PlanError if impossible."""
    real = writable(path)
    beside = real if os.path.islink(path) else Path(path)
    try:
        for number in count(1):
            draft = beside.with_name(f"{beside.stem}.edit{'' if number == 1 else f'-{number}'}{beside.suffix}")
            with suppress(FileExistsError):
                write_new(draft, content, real.stat())
                return draft
    except OSError as error:
        raise _unwritable(path, error) from error
    raise AssertionError("there is always a name that is not taken")


def read_draft(draft: Path) -> bytes:
    """Return the bytes of a draft; raise PlanError where it is not there any more."""
    try:
        return draft.read_bytes()
    except OSError as error:
        lost = "the copy is lost" if isinstance(error, FileNotFoundError) else "the copy cannot be read"
        raise PlanError(Problem(f"{lost}: {_reason(error, str(draft))}", file=str(draft))) from error


def drop_draft(draft: Path, content: bytes) -> bool:
    """Remove a draft that holds nothing but this content; tell whether it stays because something else was typed."""
    try:
        typed = draft.read_bytes() != content
    except FileNotFoundError:
        return False
    except OSError:
        return True
    if not typed:
        with suppress(OSError):
            draft.unlink()
    return typed


def _named(path: str) -> str:
    if not path:
        raise UsageError(Problem("the name of the plan file is empty", "an empty variable, perhaps?"))
    return path


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise OSError(errno.EBADF, "is closed", "-")
    return sys.stdin.buffer.read()


def _open_regular(path: str) -> BinaryIO:
    # Not blocking, so that a pipe is refused instead of waited for.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    raise OSError(0, "is a device or a pipe, not a file", path)


def _read_regular(path: str) -> bytes:
    with _open_regular(path) as file:
        return file.read()


def _unreadable(path: str, error: OSError) -> PlanError:
    missing = isinstance(error, FileNotFoundError) and not os.path.islink(path) and os.path.isdir(Path(path).parent)
    hint = f"`plantrack init {shlex.quote(path)}` writes one" if missing else ""
    return PlanError(Problem(_reason(error, path), hint, file=path))


def _unwritable(path: str, error: OSError) -> PlanError:
    """Return the error of a plan that could not be written, naming the file beside it where that is the cause."""
    cause = Path(error.filename).name if isinstance(error.filename, str | os.PathLike) else ""
    beside = "" if cause in ("", Path(path).name) else f"{cause}: "
    return PlanError(Problem(f"cannot be written: {beside}{_reason(error, path)}", file=path))


def _reason(error: OSError, path: str) -> str:
    match error:
        case FileNotFoundError():
            return "is a link to a file that is not there" if os.path.islink(path) else "there is no such file"
        case IsADirectoryError():
            return "is a folder, not a file"
        case PermissionError():
            return "permission denied"
        case _:
            return (error.strerror or str(error)).lower()


def _take(lock: int, path: str, tell: Callable[[str], None] | None) -> None:
    """Take a lock, after waiting for it if need be."""
    try:
        if try_lock(lock):
            return
        if tell is not None:
            tell(f"{path} is busy: waiting for another plantrack to write it")
        deadline = time.monotonic() + SECONDS_TO_WAIT
        while time.monotonic() < deadline:
            time.sleep(_SECONDS_BETWEEN_TRIES)
            if try_lock(lock):
                return
    except OSError as error:
        raise _unwritable(path, error) from error
    hint = "another plantrack is writing it; wait until it is done, and repeat the command"
    raise PlanBusy(Problem(f"is busy: waited {SECONDS_TO_WAIT:g} seconds for its lock", hint, file=path))
