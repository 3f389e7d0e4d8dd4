"""Files that people ask for, a drawing for one: written whole or not at all, and never over what is not ours."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from plantrack.plan.problems import PlanError, Problem, RecordRefused, UsageError
from plantrack.plan.sentences import say
from plantrack.store.access import explain_unwritable
from plantrack.store.beside import write_new
from plantrack.store.disk import kept_open, open_regular

# In the head of a file stands the mark of its writer.
_HEAD = 1000


def refuse_output_name(path: str, ending: str, plan: str) -> None:
    """Raise UsageError where the name of a file does not say what it is to hold, or leads to the plan."""
    if Path(path).suffix.lower() != ending:
        message = say('--output "{file}" does not end in {ending}', file=path, ending=ending)
        raise UsageError(Problem(message, say("write --output NAME{ending}", ending=ending)))
    with suppress(OSError):
        if Path(path).samefile(plan):
            raise UsageError(Problem(say("--output {file} is the plan itself", file=path)))


def write_output(path: str, content: bytes, mark: str, *, force: bool) -> None:
    """Write a file, all of it or none; links are followed.

    Raise RecordRefused where one is there without the mark of what is written here, unless it is forced; PlanError
    where it cannot be written.
    """
    real = Path(os.path.realpath(path))
    if not real.parent.is_dir():
        raise PlanError(Problem(say("its folder is not there"), file=path))
    try:
        if _find_own(path, mark, force=force):
            with kept_open(str(real)) as old:
                temporary = _write_beside(real, content, old)
        else:
            temporary = _write_beside(real, content)
        # On Windows nothing takes the place of a file that is open.
        _replace_output(temporary, real)
    except OSError as error:
        # Without the name of what stood beside it for a moment.
        raise explain_unwritable(path, type(error)(error.errno, error.strerror)) from error


def _find_own(path: str, mark: str, *, force: bool) -> bool:
    """Tell whether a file is there already; raise RecordRefused where it may not be written over."""
    try:
        with open_regular(path) as file:
            is_ours = mark.encode() in file.read(_HEAD)
    except FileNotFoundError:
        return False
    if not is_ours and not force:
        hint = say("choose another name, or add --force to write over it")
        raise RecordRefused(Problem(say("is there already, and plantrack did not write it"), hint, file=path))
    return True


def _write_beside(real: Path, content: bytes, old: int | None = None) -> Path:
    """Write a temporary file beside another, with the access of the old one, and return its path."""
    for number in count():
        # Two that write at the same time have each their own.
        temporary = real.with_name(f".plantrack-{os.getpid()}-{number}.tmp")
        with suppress(FileExistsError):
            write_new(temporary, content, old)
            return temporary
    raise AssertionError("there is always a name that is not taken")


def _replace_output(temporary: Path, real: Path) -> None:
    """Put a file in its place at once: whoever reads it sees all of the old one or all of the new."""
    try:
        temporary.replace(real)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
