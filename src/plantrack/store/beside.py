"""Files that are written anew: a plan to start from, and beside a plan the temporary file and drafts."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from plantrack.plan.problems import PlanError, Problem, RecordRefused
from plantrack.plan.sentences import Value, say
from plantrack.store.access import explain_unwritable, find_writable, keep_access
from plantrack.store.disk import NoRegularFile, kept_open, read_regular, refuse_empty_name, say_reason

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


def create(path: str, content: bytes) -> None:
    """Write a new file, all of it or none; raise RecordRefused where one is there, PlanError where it cannot be."""
    try:
        write_new(Path(refuse_empty_name(path)), content)
    except FileExistsError as error:
        hint = say("choose another name: plantrack init FILE")
        raise RecordRefused(Problem(say("exists already, and was not touched"), hint, file=path)) from error
    except FileNotFoundError as error:
        raise PlanError(Problem(say("there is no such folder"), file=path)) from error
    except OSError as error:
        raise PlanError(Problem(say_reason(error, path), file=path)) from error


def create_draft(path: str, content: bytes) -> Path:
    """Write a copy of a plan beside it, to be edited, under a name that is not taken; raise PlanError if impossible."""
    real = find_writable(path)
    beside = real if os.path.islink(path) else Path(path)
    try:
        with kept_open(str(real)) as plan:
            for number in count(1):
                draft = beside.with_name(f"{beside.stem}.edit{'' if number == 1 else f'-{number}'}{beside.suffix}")
                with suppress(FileExistsError):
                    write_new(draft, content, plan)
                    return draft
    except OSError as error:
        raise explain_unwritable(path, error) from error
    raise AssertionError("there is always a name that is not taken")


def read_draft(draft: Path) -> bytes:
    """Return the bytes of a draft; raise PlanError where it is not there any more, or is no file to be read."""
    try:
        return read_regular(str(draft), follow=False)
    except OSError as error:
        why = say("is a link, not a file") if error.errno == errno.ELOOP else say_reason(error, str(draft))
        if isinstance(error, FileNotFoundError):
            message = say("the copy is lost: {reason}", reason=why)
        else:
            message = say("the copy cannot be read: {reason}", reason=why)
        raise PlanError(Problem(message, file=str(draft))) from error


def drop_draft(draft: Path, content: bytes) -> bool:
    """Remove a draft that holds nothing but this content; tell whether it stays because something else was typed."""
    try:
        typed = read_regular(str(draft), follow=False) != content
    except (FileNotFoundError, IsADirectoryError, NoRegularFile):
        # What stands there holds nothing that was typed.
        return False
    except OSError:
        return True
    if not typed:
        with suppress(OSError):
            draft.unlink()
    return typed
