"""The plan on disk: find it, read it whole, ask whether it may be written, and keep what is typed beside it."""

import errno
import os
import shlex
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from plantrack.plan.problems import PlanError, Problem, RecordRefused, UsageError, say_of
from plantrack.plan.sentences import Sentence, say
from plantrack.store import access
from plantrack.store.beside import write_new
from plantrack.store.causes import DENIED, say_cause

PLAN_NAME = "plan.toml"
STANDARD_INPUT = "standard input"


class NoRegularFile(OSError):
    """What stands at a path is a device or a pipe."""


def find_plan(given: str | None) -> str:
    """Return the path of the plan: the given one, or that of plan.toml here or in a parent folder."""
    if given is not None:
        return _refuse_empty_name(given)
    try:
        folder = Path.cwd()
    except OSError as error:
        raise PlanError(Problem(say("this folder is not there any more"), say("go to another one"))) from error
    for place in (folder, *folder.parents):
        found = PLAN_NAME if place == folder else os.path.relpath(place / PLAN_NAME, folder)
        try:
            os.lstat(place / PLAN_NAME)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            # A plan that cannot be looked at is not passed over for one further up.
            raise PlanError(Problem(say_reason(error, found), file=found)) from error
        return found
    hint = say("`plantrack init` writes one; --plan FILE or $PLANTRACK_PLAN names one that is elsewhere")
    raise PlanError(Problem(say("no {name} here or in a parent folder", name=PLAN_NAME), hint))


def read_plan(path: str) -> bytes:
    """Return the bytes of a plan; raise PlanError where it is no regular file that can be read."""
    try:
        return read_regular(path)
    except OSError as error:
        raise explain_unreadable(path, error) from error


def measure_file(path: str) -> int:
    """Return how many bytes a file has; 0 where it cannot be asked: what is wrong with it is told when it is read."""
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0


def read_input(path: str) -> bytes:
    """Return the bytes of a file to import, `-` being standard input; raise UsageError where it cannot be read."""
    file = STANDARD_INPUT if path == "-" else path
    if path == "-" and sys.stdin is None:
        raise UsageError(Problem(say("is closed"), file=file))
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(Problem(say_reason(error, path), file=file)) from error


def read_template(name: str) -> bytes:
    """Return one of the plans and scripts that come with plantrack."""
    return (Path(__file__).parent / "templates" / name).read_bytes()


def read_catalogue(language: str) -> bytes:
    """Return the texts of the program in another language, compiled."""
    return (Path(__file__).parent / "languages" / f"{language}.mo").read_bytes()


def read_plan_schema() -> bytes:
    """Return the JSON Schema of a plan file."""
    return (Path(__file__).parent / "schemas" / "plan.json").read_bytes()


def create(path: str, content: bytes) -> None:
    """Write a new file, all of it or none; raise RecordRefused where one is there, PlanError where it cannot be."""
    try:
        write_new(Path(_refuse_empty_name(path)), content)
    except FileExistsError as error:
        hint = say("choose another name: plantrack init FILE")
        raise RecordRefused(Problem(say("exists already, and was not touched"), hint, file=path)) from error
    except FileNotFoundError as error:
        raise PlanError(Problem(say("there is no such folder"), file=path)) from error
    except OSError as error:
        raise PlanError(Problem(say_reason(error, path), file=path)) from error


def stranger(path: str) -> str | None:
    """Return who owns a plan, or the link to it, where that is neither the person nor root; None where it is."""
    if not hasattr(os, "geteuid"):
        return None
    try:
        owners = (os.lstat(path).st_uid, Path(path).stat().st_uid)
    except OSError:
        # What is wrong with it is told when it is opened.
        return None
    strangers = [owner for owner in owners if owner not in (0, os.geteuid())]
    return access.name_user(strangers[0]) if strangers else None


def find_writable(path: str) -> Path:
    """Return the file that a path leads to, links followed; raise PlanError where it may not be written."""
    try:
        with open_regular(path) as file:
            refuse_second_name(path, os.fstat(file.fileno()))
        real = Path(os.path.realpath(path, strict=True))
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        if not os.access(real.parent, os.W_OK | os.X_OK):
            hint = say(
                "plantrack writes the new plan beside the old one: ask for the right to write in {folder}",
                folder=str(real.parent),
            )
            raise PlanError(Problem(say("its folder may not be written"), hint, file=path))
        if not os.access(real.parent, os.R_OK):
            hint = say(
                "plantrack locks the folder of the plan: ask for the right to read {folder}", folder=str(real.parent)
            )
            raise PlanError(Problem(say("its folder may not be read"), hint, file=path))
        _refuse_sticky_folder(path, real)
    except OSError as error:
        raise explain_unreadable(path, error) from error
    return real


def _refuse_sticky_folder(path: str, real: Path) -> None:
    """Raise PlanError where a folder like /tmp lets only the owner of a file put another in its place."""
    folder, owner = real.parent.stat(), real.stat().st_uid
    if folder.st_mode & stat.S_ISVTX and os.geteuid() not in (0, owner, folder.st_uid):
        hint = say(
            "plantrack puts a new plan in the place of the old one: ask for `chmod -t {folder}`, "
            "or keep the plan in another folder",
            folder=shlex.quote(str(real.parent)),
        )
        message = say(
            "belongs to {owner}, and its folder lets nobody else replace it (sticky bit)",
            owner=access.name_user(owner),
        )
        raise PlanError(Problem(message, hint, file=path))


def refuse_second_name(path: str, status: os.stat_result) -> None:
    """Raise PlanError where a plan stands under another name too, which would keep the old text."""
    if status.st_nlink > 1:
        # What begins with a hyphen would be an option of `cp`.
        typed = f"./{path}" if path.startswith("-") else path
        names = {"plan": shlex.quote(typed), "copy": shlex.quote(f"{typed}.copy")}
        hint = say("make it a file of its own: cp -p {plan} {copy} && mv {copy} {plan}", **names)
        message = say("has a second name (a hard link), which would keep the old text")
        raise PlanError(Problem(message, hint, file=path))


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


def open_regular(path: str, folder: int | None = None, *, follow: bool = True) -> BinaryIO:
    """Open a file to read, from a folder where one is given; raise OSError where it is none, or no link may be."""
    # Not blocking, so that a pipe is refused instead of waited for.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    no_follow = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags | no_follow, dir_fd=folder)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    raise NoRegularFile(0, "", path)


@contextmanager
def kept_open(path: str, folder: int | None = None) -> Iterator[int]:
    """Give the descriptor of a file, which is no link; raise OSError as `open_regular` does."""
    file = open_regular(path, folder, follow=False)
    try:
        yield file.fileno()
    finally:
        # It was only looked at: that it cannot be closed changes nothing of what was done meanwhile.
        with suppress(OSError):
            file.close()


def read_regular(path: str, folder: int | None = None, *, follow: bool = True) -> bytes:
    """Return the bytes of a file, from a folder where one is given; raise OSError as `open_regular` does."""
    with open_regular(path, folder, follow=follow) as file:
        return file.read()


def explain_unreadable(path: str, error: OSError) -> PlanError:
    """Return the error of a plan that could not be read, with the way to one where there is none."""
    missing = isinstance(error, FileNotFoundError) and not os.path.islink(path) and os.path.isdir(Path(path).parent)
    hint = say("`plantrack init {plan}` writes one", plan=shlex.quote(path)) if missing else None
    return PlanError(Problem(say_reason(error, path), hint, file=path))


def explain_unwritable(path: str, error: OSError) -> PlanError:
    """Return the error of a plan that could not be written, naming the file beside it where that is the cause."""
    # Of a rename the second name is that of the plan.
    named = error.filename2 or error.filename
    cause = Path(named).name if isinstance(named, str | os.PathLike) else ""
    why = say_reason(error, path)
    if cause not in ("", Path(path).name):
        why = say_of(cause, why)
    return PlanError(Problem(say("cannot be written: {reason}", reason=why), file=path))


def say_reason(error: OSError, path: str) -> Sentence:
    """Say why a file could not be opened."""
    match error:
        case NoRegularFile():
            return say("is a device or a pipe, not a file")
        case FileNotFoundError() if os.path.islink(path):
            return say("is a link to a file that is not there")
        case FileNotFoundError():
            return say("there is no such file")
        case IsADirectoryError():
            return say("is a folder, not a file")
        case PermissionError():
            return DENIED
        case _:
            return say("{reason}", reason=say_cause(error))


def _refuse_empty_name(path: str) -> str:
    if not path:
        raise UsageError(Problem(say("the name of the plan file is empty"), say("an empty variable, perhaps?")))
    return path
