"""What the attacks share: the commands that are attacked, a scene for each, and the means to strike at one call of it.

A scene is a folder: in `plan` stands the plan, beside it what the command reads and the editor that it runs. Every
attack works on a copy of its own. A call is one of those that touch the plan's folder or what is imported, by its name
and its number: ("rename", 1). `strace` counts the calls of the system and strikes there; where it cannot trace, shim.py
counts those of Python's `os` that touch the plan's folder, and strikes.
"""

import ctypes
import io
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple, TypeVar
from unicodedata import category

import pytest
from shim import Shim

from plantrack import __path__ as package
from plantrack.__main__ import main
from plantrack.cli.app import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "plan.toml"
SHIM = Path(__file__).with_name("shim.py")
PLANTRACK = [sys.executable, "-P", "-m", "plantrack"]
TRACERS = ("strace", "shim")
SPAWN, FORK = multiprocessing.get_context("spawn"), multiprocessing.get_context("fork")
CORES = max(2, os.cpu_count() or 2)
SECONDS = 60  # no command may take longer, whatever strikes it

TEMPORARY, DRAFT = ".plan.toml.tmp", "plan.edit.toml"
ROWS_FILE = "../rows.csv"
NOTHING_WRITTEN = "nothing was written\n"
ROWS = 20
IMPORTED = "date,kind,stage,item,name,note\n" + "".join(
    f'2025-11-{number:02},cluster,started,Thử Nhập {number},,"from a table, row {number}"\n'
    if number % 5
    else f'2025-11-{number:02},cluster,changed,Thử Nhập {number},Thử Nhập {number} mới,"renamed, row {number}"\n'
    for number in range(1, ROWS + 1)
)

# What each command that writes is called with; what it reads stands beside the folder of the plan.
COMMANDS = {
    "log": ("log", "cluster", "started", "Thử Ghi", "Thử Ghi 2", "--new", "--date", "2025-12-01", "--note", "both"),
    "expected": (
        "log",
        "cluster",
        "filled",
        "Thử Ghi",
        "Thử Ghi 2",
        "--new",
        "--expected",
        "2026-12-31",
        "--note",
        "?",
    ),
    "comment": ("comment", "clusters-new", "Waits.", "--ask", "Decide.", "--date", "2025-12-01"),
    "import": ("import", ROWS_FILE),
    "undo": ("undo",),
    "edit": ("edit",),
}
EDITOR = 'cat ../typed.toml > "$1" && : > ../written\n'
_TO_UNDO = ("log", "cluster", "changed", "Thử Ghi", "--name", "Thử Ghi mới", "--new", "--date", "2025-12-01")
_RECORDED = re.compile(rb"^recorded = \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3}000)?[+-]\d\d:\d\d$", re.MULTILINE)
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
_LET_ANY_TRACE = (0x59616D61, -1)  # PR_SET_PTRACER, PR_SET_PTRACER_ANY: strace is no parent of what it attaches to


Work = TypeVar("Work")

UNSAFE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def unsafe(text: str) -> set[str]:
    """Return what in a text, its line ends apart, a screen would obey or not show."""
    return {one for one in set(text) - {"\n"} if category(one) in UNSAFE}


class Ran(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


class Call(NamedTuple):
    """The nth call of a name that touches the folder of the plan."""

    name: str
    number: int


class Strike(NamedTuple):
    """What strikes at a call: `KILL`, `STOP` or the name of an error; `EIO+` breaks all the calls from there on.

    `later` is that call and the next one of every other name.
    """

    call: Call
    effect: str
    later: Sequence[Call] = ()


class Scene(NamedTuple):
    """A command that is to be attacked, what it answers when it is left alone, and the plan that it then leaves."""

    command: str
    folder: Path
    ran: Ran
    old: bytes
    new: bytes

    def copy(self, folder: Path) -> Path:
        """Set the scene in a new folder, and return that of the plan."""
        shutil.copytree(self.folder, folder)
        return folder / "plan"

    def is_new(self, content: bytes) -> bool:
        """Tell whether a plan is to the byte the one that the command leaves, but for the moment in `recorded`."""
        if not self.new.startswith(self.old):
            return content == self.new
        end = len(self.old)
        return content.startswith(self.old) and _any_moment(content[end:]) == _any_moment(self.new[end:])


def _any_moment(addition: bytes) -> bytes:
    return _RECORDED.sub(b"recorded = ?", addition)


def environment() -> dict[str, str]:
    """Return the environment of the commands: no plan named from outside, and the editor of the scene."""
    left = {name: value for name, value in os.environ.items() if not name.startswith(("PLANTRACK_", "COLUMNS"))}
    for name in ("PYTHONDONTWRITEBYTECODE", "VISUAL"):
        left.pop(name, None)
    return left | {"EDITOR": "/bin/sh ../editor.sh", "PYTHONUTF8": "1"}


def started(command: list[str], folder: Path) -> subprocess.Popen[str]:
    """Start a command in the folder of a plan."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: "subprocess.Popen[str]") -> Ran:
    """Wait until a command, and an editor that it left behind, has ended; return what it gave."""
    out, err = process.communicate(timeout=SECONDS)
    said = "".join(line for line in err.splitlines(keepends=True) if not line.startswith("strace: "))
    return Ran(process.returncode, out, said)


def plantrack(folder: Path, *arguments: str) -> Ran:
    """Run a command as a process of its own."""
    return ended(started([*PLANTRACK, *arguments], folder))


def plantrack_here(folder: Path, *arguments: str) -> Ran:
    """Run a command in this process, which is quicker."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = run(list(arguments))
    return Ran(code, out.getvalue(), err.getvalue())


def scene(command: str, folder: Path) -> Scene:
    """Return the scene of a command, having run it once to see what it does when it is left alone.

    `import` finds the leftover of a killed writer.
    """
    plan = folder / "plan"
    plan.mkdir(parents=True)
    example = EXAMPLE.read_bytes()
    typed = example.replace(b"goal = 159", b"goal = 160")
    (plan / "plan.toml").write_bytes(example)
    (folder / "rows.csv").write_text(IMPORTED, encoding="utf-8")
    (folder / "typed.toml").write_bytes(typed)
    (folder / "editor.sh").write_text(EDITOR, encoding="utf-8")
    if command == "import":
        (plan / TEMPORARY).write_bytes(example[:1000])
    if command == "undo":
        assert plantrack(plan, *_TO_UNDO).code == 0
    alone = folder.with_name(f"{folder.name}-alone")
    found = Scene(command, folder, Ran(0, "", ""), (plan / "plan.toml").read_bytes(), b"")
    ran = plantrack(found.copy(alone), *COMMANDS[command])
    new = (alone / "plan" / "plan.toml").read_bytes()
    assert ran.code == 0, ran
    assert new == {"undo": example, "edit": typed}.get(command, new) != found.old
    return found._replace(ran=ran, new=new)


@cache
def why_not(tracer: str) -> str:
    """Return why a tracer is not used; nothing where it is."""
    strace = _why_not_strace()
    if tracer == "strace":
        return strace
    return "" if strace else "strace is there, which strikes at the calls of the system themselves"


def _why_not_strace() -> str:
    if shutil.which("strace") is None:
        return "there is no strace"
    probe = [
        "strace",
        *_OPTIONS,
        "-o",
        os.devnull,
        "-P",
        "/",
        "-e",
        "trace=all",
        "-e",
        "inject=fsync:error=EIO:when=1",
    ]
    ran = subprocess.run([*probe, sys.executable, "-c", ""], capture_output=True, text=True, check=False)
    return f"strace cannot trace here: {ran.stderr.strip()}" if ran.returncode else ""


_OPTIONS = ("-y", "-e", "quiet=path-resolution")


def skip_without(tracer: str) -> None:
    """Skip a test whose tracer is not used."""
    reason = why_not(tracer)
    if reason:
        pytest.skip(reason)


def traced(tracer: str, folder: Path, command: str, strike: Strike | None = None) -> list[str]:
    """Return what runs a command, writes its calls to `trace` beside the folder of the plan, and strikes at one."""
    if tracer == "shim":
        return [sys.executable, "-P", str(SHIM), *_told_to_shim(folder, strike), *COMMANDS[command]]
    # For the number of the process before each call, by which to wake it.
    numbered = ["-f"] if strike and strike.effect == "STOP" else []
    return ["strace", *numbered, *_told_to_strace(folder, strike), *PLANTRACK, *COMMANDS[command]]


def struck(tracer: str, folder: Path, command: str, strike: Strike) -> Ran:
    """Strike at a call of a command that runs in a child of this process, which has imported what it needs before.

    So most of the time that a command takes is saved. What plain Python does on its way there touches no plan.
    """
    here, there = FORK.Pipe()
    process = FORK.Process(target=_perform, args=(tracer, folder, command, strike, there), daemon=True)
    process.start()
    there.close()
    here.recv()
    attached = None
    if tracer == "strace":
        attach = ["strace", *_told_to_strace(folder, strike), "-p", str(process.pid)]
        attached = subprocess.Popen(attach, encoding="utf-8", stderr=subprocess.PIPE)
        assert attached.stderr is not None
        assert "attached" in (said := attached.stderr.readline()), said
    here.send(None)
    process.join(SECONDS)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"{command} does not end: {strike}")
    if attached is not None:
        attached.communicate(timeout=SECONDS)
    out, err = (folder.with_name(name).read_text(encoding="utf-8") for name in ("out", "err"))
    return Ran(process.exitcode, out, err)


def _perform(tracer: str, folder: Path, command: str, strike: Strike, parent: Connection) -> None:
    """Be a command from here on, once the tracer is there."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment())
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder.with_name(name), os.O_WRONLY | os.O_CREAT), stream)
    sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8") for stream in (1, 2))
    sys.argv[1:] = COMMANDS[command]
    if tracer == "shim":
        Shim(*_told_to_shim(folder, strike)).install()
    else:
        ctypes.CDLL(None).prctl(*_LET_ANY_TRACE)
    parent.send(None)
    parent.recv()
    main()


def _told_to_shim(folder: Path, strike: Strike | None) -> list[str]:
    what = [strike.call.name, str(strike.call.number), strike.effect] if strike else ["", "0", ""]
    return [str(folder), str(folder.with_name("trace")), *what]


def _told_to_strace(folder: Path, strike: Strike | None) -> list[str]:
    names = ("plan.toml", TEMPORARY, DRAFT, ROWS_FILE)
    paths = [folder, folder.with_name("rows.csv"), *(place / name for place in (Path(), folder) for name in names)]
    watched = [word for path in paths for word in ("-P", str(path))]
    injected = _injected(strike) if strike else ["-e", "trace=all"]
    return [*_OPTIONS, "-o", str(folder.with_name("trace")), *watched, *injected]


def _injected(strike: Strike) -> list[str]:
    """Return what makes strace strike; what fails from a call on, it is told of each name of a call."""
    effect, lasting, _ = strike.effect.partition("+")
    what = f"signal=SIG{effect}" if effect in ("KILL", "STOP") else f"error={effect}"
    struck = strike.later if lasting else [strike.call]
    options = [f"inject={call.name}:{what}:when={call.number}{lasting}" for call in struck]
    return [
        "-e",
        f"trace={','.join(call.name for call in struck)}",
        *(word for option in options for word in ("-e", option)),
    ]


def trace_of(tracer: str, found: Scene, folder: Path) -> list[str]:
    """Return the lines of the calls of a command that touch the folder of the plan, in order."""
    plan = found.copy(folder)
    ran = ended(started(traced(tracer, plan, found.command), plan))
    assert ran == found.ran, ran
    return (folder / "trace").read_text(encoding="utf-8", errors="replace").splitlines()


def calls(trace: Iterable[str]) -> list[Call]:
    """Return the calls of a trace, each name counted."""
    numbers: Counter[str] = Counter()
    found = []
    for line in trace:
        match = _CALL.match(line)
        if match:
            numbers[match[1]] += 1
            found.append(Call(match[1], numbers[match[1]]))
    return found


def strikes(found: Sequence[Call], effect: str) -> list[Strike]:
    """Return the strikes with an effect at each of the calls of a trace."""
    numbers: Counter[str] = Counter()
    names = {call.name for call in found}
    struck = []
    for call in found:
        struck.append(Strike(call, effect, [Call(name, numbers[name] + 1) for name in sorted(names)]))
        numbers[call.name] += 1
    return struck


def next_log(folder: Path) -> Iterator[str]:
    """Record another item as the next command would, and yield what hinders it or is left lying about."""
    before = (folder / "plan.toml").read_bytes()
    ran = plantrack_here(folder, "log", "cluster", "started", "Sau Đó", "--new", "--date", "2025-12-02")
    after = (folder / "plan.toml").read_bytes()
    if ran.code or ran.err:
        yield f"the next command: {ran}"
    elif not after.startswith(before) or b'\nitem = "Sau \xc4\x90\xc3\xb3"\n' not in after[len(before) :]:
        yield "the next command did not append its record"
    if (folder / TEMPORARY).exists():
        yield "a temporary file is left after the next command"


def drafts(folder: Path) -> list[bytes]:
    """Return what drafts of an edit hold."""
    return [path.read_bytes() for path in sorted(folder.glob("plan.edit*.toml"))]


def typed_is_kept(folder: Path) -> bool:
    """Tell whether what the editor wrote, if it has, is in the plan or in a draft beside it."""
    if not folder.with_name("written").exists():
        return True
    typed = folder.with_name("typed.toml").read_bytes()
    return typed in ((folder / "plan.toml").read_bytes(), *drafts(folder))


class Person(NamedTuple):
    """Who runs a command; the group is one more that the person is in. Only root can be another."""

    number: int
    group: int


@contextmanager
def person(who: Person | None = None) -> Iterator[Callable[..., Ran]]:
    """Give a function that runs commands in a folder as a person who lets nobody see what they write: umask 077."""
    with ProcessPoolExecutor(1, SPAWN, become, (who,)) as pool:
        yield lambda folder, *arguments: pool.submit(plantrack_here, folder, *arguments).result(SECONDS)


def become(who: Person | None) -> None:
    """Become a person for good, after some commands as oneself: what is imported the person may not be able to read."""
    os.environ["EDITOR"] = "true"
    os.environ.pop("VISUAL", None)
    os.chdir("/")
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(EXAMPLE, Path(place) / "plan.toml")
        for arguments in (_TO_UNDO, ("undo",), ("edit",)):
            assert plantrack_here(Path(place), *arguments).code == 0
    for module in walk_packages(package, "plantrack."):
        with suppress(ImportError):
            import_module(module.name)
    os.umask(0o077)
    if who is not None:
        os.setgroups([who.group])
        os.setgid(who.number)
        os.setuid(who.number)


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """Give a folder that every user can reach, with the example plan in it; pytest's own are for one user alone."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place).resolve() / "plan"
        folder.mkdir()
        shutil.copy(EXAMPLE, folder / "plan.toml")
        yield folder


def all_at_once(attempt: Callable[[Work], list[str]], work: list[Work]) -> list[str]:
    """Make attempts in as many processes as there are cores, and return what they complain of."""
    with ProcessPoolExecutor(CORES, SPAWN) as pool:
        return [complaint for complaints in pool.map(attempt, work) for complaint in complaints]
