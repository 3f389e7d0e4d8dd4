"""What other systems lack is not missed: nothing here is Windows or macOS, and only what Python has there is tried."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES, SHELL_ENVIRONMENT, Ran, Run

from plantrack.store.lock import locked

# A process from which is taken what Python 3.12 has not on Windows. What others import there was imported before.
WINDOWS = """
import os, shlex, signal, sys, typer, typer.testing, rich.console, rich.progress, tomli, plotille, jinja2, pwd, ctypes
for name in ("fchmod fchown chown geteuid getuid getgid getxattr setxattr listxattr removexattr O_DIRECTORY O_NONBLOCK"
             " O_NOFOLLOW O_CLOEXEC fork").split():
    delattr(os, name)
for name in ("fcntl", "pwd", "grp", "termios", "pty"):
    sys.modules[name] = None
sys.platform = "win32"
from plantrack.cli.app import run
for line in sys.argv[1:]:
    print(run(shlex.split(line)), file=sys.stderr, flush=True)
"""
LOCKED = (
    "error: plan.toml: cannot be locked on Windows\n"
    "hint: record in WSL, or on Linux or macOS; what only reads works here too\nnothing was written\n"
)


def on_windows(folder: Path, *lines: str) -> Ran:
    command = [sys.executable, "-c", WINDOWS, *lines]
    environment = {**SHELL_ENVIRONMENT, "EDITOR": "true"}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return Ran(ran.stdout, ran.stderr, ran.returncode)


def test_without_what_windows_lacks_all_that_reads_works(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    reading = ("status --as-of 2025", "check", "history", "items cluster", "show clusters-started", "due", "--help")
    writing = ("init new.toml", *["chart clusters-started --output c.svg"] * 2, *["page --output p.html"] * 2)
    ran = on_windows(tmp_path, *reading, *writing, "status --plan none.toml", "-V")
    assert "Traceback" not in ran.stderr
    hint = "hint: `plantrack init none.toml` writes one\n"
    expected = "0\n" * (len(reading) + len(writing)) + f"error: none.toml: there is no such file\n{hint}3\n0\n"
    assert (ran.stderr, ran.code) == (expected, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.svg", "new.toml", "p.html", "plan.toml"]


def test_without_a_lock_nothing_is_recorded_and_no_editor_opened(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    lines = ("log park started X --new", "measure key-products 1", "undo", "edit", "comment key-products X")
    ran = on_windows(tmp_path, *lines)
    assert ran == Ran("", f"{LOCKED}3\n" * len(lines))
    assert (tmp_path / "plan.toml").read_bytes() == (EXAMPLES / "plan.toml").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


def test_on_macos_what_is_written_leaves_the_memory_of_the_drive(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []

    def control(descriptor: int, command: int) -> int:
        assert command == 51
        flushed.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        return 0

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(sys, "platform", "darwin")
    with locked("plan.toml") as plan:
        plan.replace(plan.content + b"# more\n")
    assert flushed == [f"{tmp_path}/.plan.toml.tmp", str(tmp_path)]
    # Where a file system refuses it, what every system has is done.
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)

    def refuse(descriptor: int, command: int) -> int:
        raise OSError(45, "Operation not supported")

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    with locked("plan.toml") as plan:
        plan.replace(plan.content + b"# still more\n")
    assert len(synced) == 2
    assert hanoi("check").code == 0
