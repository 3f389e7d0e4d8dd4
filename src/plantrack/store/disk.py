"""The plan on disk: find it and read it whole, and say why that cannot be."""

import errno
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from plantrack.plan.problems import PlanError, Problem, UsageError
from plantrack.plan.sentences import Sentence, Value, say

PLAN_NAME = "plan.toml"
STANDARD_INPUT = "standard input"
_DENIED = say("permission denied")
# Why the operating system refuses something, where that is common: the rest it says in its own words.
_CAUSES: Mapping[int, Sentence] = {
    errno.EACCES: _DENIED,
    errno.EEXIST: say("file exists"),
    errno.EIO: say("input/output error"),
    errno.EISDIR: say("is a directory"),
    errno.ELOOP: say("too many levels of symbolic links"),
    errno.ENAMETOOLONG: say("file name too long"),
    errno.ENOENT: say("no such file or directory"),
    errno.ENOEXEC: say("exec format error"),
    errno.ENOSPC: say("no space left on device"),
    errno.ENOTDIR: say("not a directory"),
    errno.EPERM: say("operation not permitted"),
    errno.EROFS: say("read-only file system"),
}


class NoRegularFile(OSError):
    """What stands at a path is a device or a pipe."""


def find_plan(given: str | None) -> str:
    """Return the path of the plan: the given one, or that of plan.toml here or in a parent folder."""
    if given is not None:
        return refuse_empty_name(given)
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
    meant = _find_meant(path) if isinstance(error, FileNotFoundError | IsADirectoryError) else None
    hint = None
    if meant is not None:
        # What guesses is imported where something is not there.
        from plantrack.plan.guesses import ask_whether

        hint = ask_whether([meant])
    elif missing:
        import shlex

        hint = say("`plantrack init {plan}` writes one", plan=shlex.quote(path))
    return PlanError(Problem(say_reason(error, path), hint, file=path))


def _find_meant(path: str) -> str | None:
    """Return the plan that is probably meant by a path where there is none: in the folder, or of nearly this name."""
    from plantrack.plan.guesses import closest_word

    given = Path(path)
    try:
        if given.is_dir():
            return str(given / PLAN_NAME) if (given / PLAN_NAME).is_file() else None
        plans = {one.stem: str(one) for one in given.parent.glob("*.toml") if one.name != given.name}
    except (OSError, ValueError):
        return None
    near = closest_word(given.stem, plans)
    return None if near is None else plans[near]


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
            return _DENIED
        case _:
            return say("{reason}", reason=say_cause(error))


def say_cause(error: OSError) -> Value:
    """Return why the operating system refused something."""
    return _CAUSES.get(error.errno or 0) or (error.strerror or str(error)).lower()


def refuse_empty_name(path: str) -> str:
    """Return the path of a plan; raise UsageError where it is empty."""
    if not path:
        raise UsageError(Problem(say("the name of the plan file is empty"), say("an empty variable, perhaps?")))
    return path
