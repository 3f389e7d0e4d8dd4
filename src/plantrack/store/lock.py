"""The lock of a plan, and the one way to put new content in its place.

What is locked is the folder: nothing has to be made for it, and nobody can take it away, or have it lead elsewhere.
Two plans in one folder wait for each other.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plantrack.plan.problems import PlanBusy, PlanError, Problem
from plantrack.plan.sentences import Sentence, say
from plantrack.store import access
from plantrack.store.access import explain_unwritable, find_writable, refuse_second_name
from plantrack.store.beside import keep_through_power_cut, new_file
from plantrack.store.disk import kept_open, read_regular, say_reason

# filelock and portalocker lock files only, and importing either takes longer than all the rest of a `log`.
if sys.platform != "win32":
    import fcntl

SECONDS_TO_WAIT = 10.0
_SECONDS_BETWEEN_TRIES = 0.02


class LockedPlan:
    """A plan that this process alone may write. `path` is as given, `content` as read inside the lock."""

    def __init__(self, path: str, real: Path, folder: int) -> None:
        self.path = path
        self._real = real
        self._temporary = f".{real.name}.tmp"
        self._folder = folder
        self._ask_whether_it_is_the_same()
        try:
            self.content = self._read()
        except OSError as error:
            raise self._error(error) from error

    def replace(self, content: bytes) -> Sentence | None:
        """Put new content in place at once: a reader sees all of the old or all of the new, also after a power cut.

        Return the line that tells what the file could not keep, its group for one; None where it kept all.
        """
        name, temporary, folder = self._real.name, self._temporary, self._folder
        try:
            with suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=folder)
            with (
                kept_open(name, folder) as old,
                new_file(temporary, content, old, folder) as new,
            ):
                told = access.describe_losses(self.path, new.descriptor, new.lost)
                # 1. What was read is still there, 2. at the same place, and 3. what was written is what takes it.
                refuse_second_name(self.path, os.fstat(old))
                if self._read() != self.content:
                    raise changed_meanwhile(self.path)
                self._ask_whether_it_is_the_same()
                if not new.stands_at(temporary, folder):
                    raise self._tampered()
                os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError as error:
            raise self._error(error) from error
        finally:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=folder)
        # A rename lasts through a power cut once its folder is on the disk, where that is to be had.
        with suppress(OSError):
            keep_through_power_cut(folder)
        return told

    def _read(self) -> bytes:
        return read_regular(self._real.name, self._folder, follow=False)

    def _ask_whether_it_is_the_same(self) -> None:
        """Raise PlanBusy where the path, its links and folders followed, leads elsewhere than to what was locked."""
        try:
            real = Path(os.path.realpath(self.path, strict=True))
            is_same = real == self._real and os.path.samestat(real.parent.stat(), os.fstat(self._folder))
        except FileNotFoundError:
            is_same = False
        except OSError as error:
            raise explain_unwritable(self.path, error) from error
        if not is_same:
            hint = say("see where it leads now, and repeat the command")
            raise PlanBusy(Problem(say("does not lead to the same file any more"), hint, file=self.path))

    def _error(self, error: OSError) -> PlanBusy | PlanError:
        """Return what an error of the disk means: whoever removed a file, or put a link in its place, changed it."""
        gone = error.filename if isinstance(error, FileNotFoundError) else None
        if gone == self._temporary:
            return self._tampered()
        if gone == self._real.name or error.errno == errno.ELOOP:
            return changed_meanwhile(self.path)
        return explain_unwritable(self.path, error)

    def _tampered(self) -> PlanBusy:
        message = say("its temporary file {name} was changed by another program", name=self._temporary)
        return PlanBusy(Problem(message, say("repeat the command"), file=self.path))


def changed_meanwhile(path: str) -> PlanBusy:
    """Return the error of a plan that is not as it was read."""
    hint = say("save and close it in the other program, then repeat the command")
    return PlanBusy(Problem(say("was changed by another program meanwhile"), hint, file=path))


def refuse_windows(path: str) -> None:
    """Raise PlanError where no folder can be locked: what an editor was opened for could not be put in place."""
    if sys.platform == "win32":
        hint = say("record in WSL, or on Linux or macOS; what only reads works here too")
        raise PlanError(Problem(say("cannot be locked on Windows"), hint, file=path))


@contextmanager
def locked(path: str, tell: Callable[[Sentence], None] | None = None) -> Iterator[LockedPlan]:
    """Hold the lock of a plan; raise PlanBusy when it is not to be had within ten seconds.

    Where it has to be waited for, `tell` is told so.
    """
    refuse_windows(path)
    real = find_writable(path)
    try:
        folder = os.open(real.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise explain_unwritable(path, error) from error
    try:
        _take(folder, path, tell)
        yield LockedPlan(path, real, folder)
    finally:
        # The plan is written, or it is not: a lock that could not be closed changes neither.
        with suppress(OSError):
            os.close(folder)


def _take(folder: int, path: str, tell: Callable[[Sentence], None] | None) -> None:
    """Take a lock, after waiting for it if need be."""
    try:
        if _try_lock(folder):
            return
        if tell is not None:
            tell(say("{plan} is busy: waiting for another plantrack to write it", plan=path))
        deadline = time.monotonic() + SECONDS_TO_WAIT
        while time.monotonic() < deadline:
            time.sleep(_SECONDS_BETWEEN_TRIES)
            if _try_lock(folder):
                return
    except OSError as error:
        message = say("its folder cannot be locked: {reason}", reason=say_reason(error, path))
        raise PlanError(Problem(message, say("keep it on a disk of this machine"), file=path)) from error
    message = say("is busy: waited {seconds} seconds for its lock", seconds=f"{SECONDS_TO_WAIT:g}")
    hint = say(
        "another plantrack is writing it, or a program holds its folder: wait until it is done, and repeat the command"
    )
    raise PlanBusy(Problem(message, hint, file=path))


def _try_lock(folder: int) -> bool:
    """Try to take the lock, which closing the folder gives back."""
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
