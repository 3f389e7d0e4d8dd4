"""Ctrl-C: what a command said and what it did agree, at whatever moment it is pressed; and it stops an editor."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from conftest import EXAMPLES, KEPT, Ran, begun

from plantrack import __main__
from plantrack.cli import app, recording
from plantrack.store import lock

SECONDS = 30
LOG = ("log", "cluster", "started", "Cam Thượng", "--date", "2026-01-02")
RECORDED = "Cam Thượng: cluster started, 2026-01-02, recorded in plan.toml\n  clusters-started 32 → 33 of 43\n"


def pressing(name: str, number: int) -> Callable[[], None]:
    """Return what has Ctrl-C pressed when a call of `os` begins, and once more when it is done."""

    def prepare() -> None:
        real, calls = getattr(os, name), 0

        def pressed(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            is_meant = calls == number
            if is_meant:
                os.kill(os.getpid(), signal.SIGINT)
            result = real(*arguments, **options)
            if is_meant:
                os.kill(os.getpid(), signal.SIGINT)
            return result

        setattr(os, name, pressed)

    return prepare


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(EXAMPLES / "plan.toml", tmp_path / "plan.toml")
    return tmp_path


def environment(**more: str) -> dict[str, str]:
    left = {name: value for name, value in os.environ.items() if name not in ("PLANTRACK_PLAN", "VISUAL")}
    return left | {"PYTHONUTF8": "1", **more}


def started(folder: Path, *arguments: str, **more: str) -> "subprocess.Popen[str]":
    """Start a command in a group of processes of its own, as a terminal does, which tells all of it of Ctrl-C."""
    return subprocess.Popen(
        [sys.executable, "-P", *arguments],
        cwd=folder,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[str]") -> Ran:
    try:
        stdout, stderr = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return Ran(stdout, stderr, process.returncode)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never was so"
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("call", "number"), [("replace", 1), ("fsync", 2), ("fsync", 1)], ids=["replace", "sync of the folder", "sync"]
)
def test_while_it_is_put_in_place_the_command_ends_as_if_it_were_not_pressed(
    folder: Path, call: str, number: int
) -> None:
    before = (folder / "plan.toml").read_bytes()
    assert begun(LOG, folder, pressing(call, number)) == Ran(RECORDED)
    after = (folder / "plan.toml").read_bytes()
    assert after.startswith(before) and 'item = "Cam Thượng"'.encode() in after[len(before) :]
    undone = begun(["undo"], folder, pressing(call, number))
    assert undone == Ran(after[len(before) :].decode(), "1 record taken back from plan.toml\n")
    assert (folder / "plan.toml").read_bytes() == before


def test_while_the_new_plan_of_init_is_written_too(tmp_path: Path) -> None:
    said = "wrote plan.toml; to see it, type: plantrack status\n"
    assert begun(["init"], tmp_path, pressing("fsync", 1)) == Ran(said)
    assert (tmp_path / "plan.toml").read_bytes().endswith(b"\n")


def test_before_the_plan_is_put_in_place_nothing_is_written_and_nothing_is_said(folder: Path) -> None:
    before = (folder / "plan.toml").read_bytes()
    assert begun(LOG, folder, pressing("access", 1)) == Ran(code=130)
    assert (folder / "plan.toml").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["plan.toml"]


def has_opened(process: "subprocess.Popen[str]", folder: Path) -> bool:
    """Tell whether a process has a folder open, as it has while it waits for its lock."""
    opened = Path(f"/proc/{process.pid}/fd")
    return any(os.path.realpath(descriptor) == str(folder) for descriptor in list(opened.iterdir()))


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="what a process has opened cannot be seen here")
def test_while_edit_waits_for_the_lock_the_draft_is_named(folder: Path) -> None:
    before = (folder / "plan.toml").read_bytes()
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    edit = started(folder, "-m", "plantrack", "edit", EDITOR="sed -i 's/^goal = 159/goal = 160/'")
    wait_until(lambda: has_opened(edit, folder))
    os.killpg(edit.pid, signal.SIGINT)
    assert ended(edit) == Ran("", f"{KEPT}nothing was written\n", 130)
    os.close(descriptor)
    assert (folder / "plan.toml").read_bytes() == before
    assert (folder / "plan.edit.toml").read_bytes() == before.replace(b"\ngoal = 159\n", b"\ngoal = 160\n")


@pytest.mark.parametrize("typed", ["", "echo '# typed' >> \"$1\"; "], ids=["nothing typed", "typed"])
def test_an_editor_that_hangs_is_stopped(folder: Path, typed: str) -> None:
    before = (folder / "plan.toml").read_bytes()
    editor = folder / "editor"
    editor.write_text(f"#!/bin/sh\n{typed}: > started\nexec sleep 60\n", encoding="utf-8")
    editor.chmod(0o755)
    edit = started(folder, "-m", "plantrack", "edit", EDITOR=str(editor))
    wait_until((folder / "started").exists)
    os.killpg(edit.pid, signal.SIGINT)
    said = f"{KEPT}nothing was written\n" if typed else ""
    assert ended(edit) == Ran("", said, 130)
    assert (folder / "plan.toml").read_bytes() == before
    assert (folder / "plan.edit.toml").exists() == bool(typed)


def test_an_editor_that_takes_no_notice_goes_on(folder: Path) -> None:
    editor = folder / "editor"
    editor.write_text("#!/bin/sh\ntrap '' INT\n: > started\nsleep 0.5\necho '# typed' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    edit = started(folder, "-m", "plantrack", "edit", EDITOR=str(editor))
    wait_until((folder / "started").exists)
    os.killpg(edit.pid, signal.SIGINT)
    assert ended(edit) == Ran("plan.toml: changed\n")
    assert (folder / "plan.toml").read_bytes().endswith(b"# typed\n")


# At every line that a command runs through on its way to the disk and to the screen.

WATCHED = {str(Path(str(module.__file__)).resolve()) for module in (__main__, app, recording, lock)}
WATCHED |= {str(Path(str(lock.__file__)).with_name(name)) for name in ("beside.py", "access.py", "disk.py")}
WATCHED |= {str(Path(str(app.__file__)).with_name("terminal.py"))}
WATCHED |= {str(Path(str(app.__file__)).parent / "commands/write" / name) for name in ("edit.py", "undo.py", "init.py")}


def pressed_at(line: int, folder: Path, arguments: tuple[str, ...]) -> Ran:
    """Run a command in a child of this process, which has imported all, and press Ctrl-C at the nth line."""
    child = os.fork()
    if child == 0:
        be_command(line, folder, arguments)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    stdout, stderr = (folder.with_name(name).read_text(encoding="utf-8") for name in ("out", "err"))
    return Ran(stdout, stderr, code)


def be_command(line: int, folder: Path, arguments: tuple[str, ...]) -> None:
    left = line

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal left
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                folder.with_name("pressed").touch()
                os.kill(os.getpid(), signal.SIGINT)
        return trace

    os.chdir(folder)
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder.with_name(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8") for stream in (1, 2))
    sys.argv[1:] = arguments
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        __main__.main()
    finally:
        # At its first line it is still Python itself that is interrupted.
        os._exit(130 if line == 1 else 1)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["log", "undo", "edit", "init"])
def test_at_every_line_what_is_said_and_what_is_there_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i 's/^goal = 159/goal = 160/'")
    monkeypatch.delenv("PLANTRACK_PLAN", raising=False)
    arguments = LOG if command == "log" else (command,)
    start = tmp_path / "start"
    start.mkdir()
    if command != "init":
        shutil.copy(EXAMPLES / "plan.toml", start / "plan.toml")
    if command == "undo":
        assert ended(started(start, "-m", "plantrack", *LOG)).code == 0
    old = contents(start)
    line, done, complaints = 0, None, []
    while True:
        line += 1
        folder = tmp_path / f"{line}" / "plans"
        shutil.copytree(start, folder)
        ran = pressed_at(line, folder, arguments)
        left = contents(folder)
        draft = left.pop("plan.edit.toml", None)
        if draft is not None and draft == old.get("plan.toml"):
            draft = None  # nothing was typed
        if not folder.with_name("pressed").exists():
            break
        if ran.code == 0:
            done = done or ran
            is_right = ran == done and left != old and list(left) == ["plan.toml"] and draft is None
        else:
            said = f"{KEPT}nothing was written\n" if draft else ""
            is_right = ran == Ran("", said, 130) and left == old
        if not is_right:
            complaints.append(f"line {line}: {ran}, {list(left)}, {'changed' if left != old else 'as it was'}")
    assert complaints == []
    print(f"{command}: Ctrl-C at {line - 1} lines")
    assert done is not None and line > 40


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
