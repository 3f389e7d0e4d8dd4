"""Run the program as a user would, with the clock of the tests, and see all that comes back."""

import gc
import io
import os
import pty
import signal
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest
from answering import run_line

from plantrack import __main__
from plantrack.cli import app
from plantrack.cli.app import run
from plantrack.cli.parsing import Commands
from plantrack.plan.dates import PartialDate
from plantrack.plan.view import View
from plantrack.store import planfile
from plantrack.store.planfile import PlanFile

NOW = datetime(2026, 11, 24, 10, 0, 0, 123000, tzinfo=timezone(timedelta(hours=7)))
TESTS = Path(__file__).parent
EXAMPLES = TESTS.parent / "examples"
# What edit says where it puts nothing in place.
KEPT = "what you typed is kept in plan.edit.toml: plantrack edit begins with the plan again, copy it from there\n"

# The processes that run the tests side by side are given the width of a screen, and what they print stands in a pipe.
os.environ.pop("COLUMNS", None)

_get_command = Commands.get_command


@cache
def _make_command(program: Commands, name: str) -> object:
    return _get_command(program, None, name)


# The program runs once and without the collector. Here it runs thousands of times in one process: what takes half of
# each run is to make the same commands of the same functions anew.
setattr(app, "build_program", cache(app.build_program))  # noqa: B010
setattr(Commands, "get_command", lambda program, _, name: _make_command(program, name))  # noqa: B010
gc.freeze()
gc.set_threshold(100_000, 20, 100)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the attacks alone where slow tests are left out: all of them are slow, and long to import."""
    return (collection_path == TESTS / "attacks" and config.getoption("markexpr") == "not slow") or None


class Ran(NamedTuple):
    """What a command gave. Both streams are empty and the code is 0 unless a test says otherwise."""

    stdout: str = ""
    stderr: str = ""
    code: int = 0


Run = Callable[..., Ran]


def ran(*arguments: str, stdin: bytes = b"", now: datetime = NOW) -> Ran:
    """Run a command in this process, in the folder where that stands."""
    stdout, stderr = io.StringIO(), io.StringIO()
    given = patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    with given, redirect_stdout(stdout), redirect_stderr(stderr):
        code = run(list(arguments), now)
    return Ran(stdout.getvalue(), stderr.getvalue(), code)


SHELL_ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def shell(command: str, folder: Path, **environment: str) -> Ran:
    """Run a line of bash in a folder, with the installed program."""
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**SHELL_ENVIRONMENT, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ran.stdout, ran.stderr, ran.returncode)


def answered(command: str, folder: Path, **environment: str) -> Ran:
    """Run a line of bash in a folder, where this process answers what the program would, but for what it reads."""
    return Ran(*run_line(command, folder, {**SHELL_ENVIRONMENT, **environment}))


def begin(
    arguments: Sequence[str],
    folder: Path,
    streams: tuple[int, int, int],
    environment: Mapping[str, str],
    prepare: Callable[[], None] = lambda: None,
) -> int:
    """Run a command in a child of this process, which has imported all; return the child.

    It is as the program is: of its own streams, folder and environment, and with its own end.
    """
    child = os.fork()
    if child:
        return child
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin = os.fdopen(0, encoding="utf-8")
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
        sys.argv[1:] = arguments
        signal.signal(signal.SIGINT, signal.default_int_handler)
        prepare()
        __main__.main()
    finally:
        os._exit(1)


def shown_on_a_terminal(
    arguments: Sequence[str],
    folder: Path,
    columns: int,
    environment: Mapping[str, str],
    prepare: Callable[[], None] = lambda: None,
) -> str:
    """Return all that a pseudo-terminal of a width gets of a command whose three streams it is."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    without = {key: value for key, value in SHELL_ENVIRONMENT.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    child = begin(arguments, folder, (theirs, theirs, theirs), {**without, **environment}, prepare)
    os.close(theirs)
    screen = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:
            more = b""
        if not more:
            break
        screen += more
    assert os.waitpid(child, 0) == (child, 0)
    os.close(ours)
    return screen.decode().replace("\r\n", "\n")


def begun(arguments: Sequence[str], folder: Path, prepare: Callable[[], None] = lambda: None) -> Ran:
    """Run a command in a child of this process, without input, to its end."""
    nowhere = Path(os.devnull)
    with nowhere.open() as nothing, tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        streams = nothing.fileno(), output.fileno(), errors.fileno()
        without = {name: value for name, value in SHELL_ENVIRONMENT.items() if name != "PLANTRACK_PLAN"}
        child = begin(arguments, folder, streams, without, prepare)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for stream in (output, errors):
            stream.seek(0)
        return Ran(output.read(), errors.read(), code)


def view_of(file: PlanFile, as_of: PartialDate, known: PartialDate | None = None) -> View:
    """Return what a report is asked of, with the lines of the records."""
    then = planfile.known_on(file, known)
    lines = planfile.record_lines(then)
    return View(plan=then.plan, ledger=then.ledger, path="plan.toml", as_of=as_of, known=known, lines=lines)


@pytest.fixture(autouse=True)
def ctrl_c_stays() -> Iterator[None]:
    """Let Ctrl-C end the tests also after a command that held it back until its own end."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def plantrack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in an empty folder: `plantrack("status", "--as-of", "2024")`."""
    monkeypatch.chdir(tmp_path)
    # What someone has set who runs the tests in Vietnamese.
    for variable in ("PLANTRACK_PLAN", "PLANTRACK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    return ran


@pytest.fixture
def hanoi(plantrack: Run, tmp_path: Path) -> Run:
    """Return the same function in a folder where plan.toml is the example plan with all its records."""
    (tmp_path / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    return plantrack


@pytest.fixture
def schools(plantrack: Run, tmp_path: Path) -> Run:
    """Return the same function in a folder where plan.toml is a small plan in which much was corrected."""
    (tmp_path / "plan.toml").write_bytes((TESTS / "plans" / "schools.toml").read_bytes())
    return plantrack


# What the plan of Hanoi calls its attributes, whatever stands there.
