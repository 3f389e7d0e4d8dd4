"""Whatever fails underneath, a command says so in one line and leaves the plan as it was, or it has done its work.

At every call of `log`, `import`, `undo` and `edit` that touches a file the disk is full, broken or forbidden, or a
signal interrupts. Either the command ends with exit 3 (2 where it is the table to import that cannot be read), one line
`error: ...` that names the file and the reason, the words that nothing was written, and the old bytes; or, where the
failure does no harm, with exit 0, its usual answer and the new bytes. There is never a traceback, and the next command
works. The same holds on a disk that is really full, under a limit on the size of a file, for a person who may not
write, or not read, and for an answer that cannot be printed.
"""

import errno
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import attack
import pytest
from attack import COMMANDS, DRAFT, EXAMPLE, NOTHING_WRITTEN, PLANTRACK, TRACERS, Person, Ran, Scene, Strike
from conftest import KEPT

pytestmark = pytest.mark.slow

# With a +, all later calls fail too: the disk is gone.
ERRORS = ("ENOSPC", "EIO", "EIO+", "EACCES", "EINTR")
NOBODY = Person(65534, 65534)
LOG = ("log", "cluster", "started", "Thử Ghi", "--new", "--date", "2025-12-01")
SAID = re.compile(
    rf"error: (?P<file>plan\.toml|{re.escape(DRAFT)}|{re.escape(attack.ROWS_FILE)}): (?P<reason>[^\n]+)\n"
    rf"(?:hint: [^\n]+\n)?(?P<kept>what you typed is kept in {re.escape(DRAFT)}: [^\n]+\n)?{NOTHING_WRITTEN}"
)
# Python repeats these when a signal interrupts them.
REPEATED = ("openat", "read", "write", "fchmod", "fsync", "flock")
# Without these no new plan can safely take the place of the old one.
NEEDED = ("open", "openat", "read", "write", "fchmod", "fsync", "flock", "rename", "renameat", "replace")


class Fault(NamedTuple):
    """A call that fails, and how; whether the new plan is in place by then."""

    scene: Scene
    folder: Path
    tracer: str
    strike: Strike
    is_replaced: bool


def failed(fault: Fault) -> list[str]:
    """Let a call of a command fail, and return what is wrong with what it says and leaves."""
    plan = fault.scene.copy(fault.folder)
    command = fault.scene.command
    before = files(plan)
    ran = attack.struck(fault.tracer, plan, command, fault.strike)
    trace = (fault.folder / "trace").read_text(encoding="utf-8", errors="replace")
    where = f"{command}, {fault.strike.effect} at {fault.strike.call.name} {fault.strike.call.number}: "
    found = list(complaints(fault, plan, ran))
    if fault.tracer == "strace" and "(INJECTED)" not in trace:
        found.append("nothing failed")
    left = files(plan) - before
    if (fault.folder / "written").exists():
        left -= {DRAFT}
    cannot_be_removed = fault.strike.call.name in ("unlink", "unlinkat", "remove") or fault.strike.effect.endswith("+")
    if left and not cannot_be_removed:
        found.append(f"left behind: {left}")
    return [where + complaint for complaint in [*found, *attack.next_log(plan)]]


def complaints(fault: Fault, plan: Path, ran: Ran) -> Iterator[str]:
    content = (plan / "plan.toml").read_bytes()
    said = SAID.fullmatch(ran.err)
    if ran.code == 0:
        if not fault.scene.is_new(content):
            yield "it was acknowledged and is not there"
        if ran != fault.scene.ran:
            yield f"it answered otherwise than when nothing fails: {ran}"
        if is_grave(fault):
            yield "it passed over what it cannot do without"
    elif said is None or ran.out or ran.code != (2 if said["file"] == attack.ROWS_FILE else 3):
        yield f"it ended with {ran.code}, {ran.out!r} and {ran.err[-500:]!r}"
    elif not gives_its_reason(fault, said["reason"]):
        yield f"it does not say what failed: {ran.err!r}"
    if ran.code and content != fault.scene.old:
        yield "it failed, and the plan is not the old one"
    if ran.code and is_harmless(fault):
        yield f"it gave up without need: {ran.err!r}"
    if not attack.typed_is_kept(plan):
        yield "what was typed is lost"
    written = (fault.folder / "written").exists()
    if said is not None and bool(said["kept"]) != written:
        yield f"{'what was typed is not named' if written else 'an untouched draft is kept'}: {ran.err!r}"


def is_harmless(fault: Fault) -> bool:
    """Tell whether a command can and must do its work all the same."""
    name, effect = fault.strike.call.name, fault.strike.effect
    is_repeated = fault.tracer == "strace" and effect == "EINTR" and name in REPEATED
    return is_repeated or (name == "fchown" and not effect.endswith("+"))


def is_grave(fault: Fault) -> bool:
    """Tell whether a command must not put a new plan in place."""
    return not fault.is_replaced and fault.strike.call.name in NEEDED and fault.strike.effect != "EINTR"


def gives_its_reason(fault: Fault, reason: str) -> bool:
    """Tell whether a reason is that of the error; `access` is a question that is answered by yes or no."""
    error = os.strerror(getattr(errno, fault.strike.effect.removesuffix("+"))).lower()
    asked = fault.strike.call.name == "access"
    return reason.endswith(
        (error, "permission denied", "its folder may not be written", "its folder may not be read") if asked else error
    )


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("tracer", TRACERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_each_call_fails(tmp_path: Path, command: str, tracer: str) -> None:
    attack.skip_without(tracer)
    scene = attack.scene(command, tmp_path / "scene")
    calls = attack.calls(attack.trace_of(tracer, scene, tmp_path / "traced"))
    replaced = next(
        (number for number, call in enumerate(calls) if call.name in ("rename", "renameat", "replace")), len(calls)
    )
    faults = [
        Fault(scene, tmp_path / f"{error}-{number}", tracer, strike, number > replaced)
        for error in ERRORS
        for number, strike in enumerate(attack.strikes(calls, error))
    ]
    print(f"{command}: {len(faults)} failures at {len(calls)} calls")
    assert len(calls) > 25
    assert attack.all_at_once(failed, faults) == []


@pytest.mark.parametrize("error", ["EIO", "EACCES", "EINTR"])
@pytest.mark.parametrize("tracer", TRACERS)
def test_a_plan_that_cannot_be_looked_at_is_not_passed_over_for_one_above(
    tmp_path: Path, tracer: str, error: str
) -> None:
    attack.skip_without(tracer)
    scene = attack.scene("log", tmp_path / "scene")
    first, *_ = attack.calls(attack.trace_of(tracer, scene, tmp_path / "traced"))
    plan = scene.copy(tmp_path / "copy")
    above = tmp_path / "copy" / "plan.toml"
    above.write_bytes(scene.old)
    ran = attack.ended(attack.started(attack.traced(tracer, plan, "log", Strike(first, error)), plan))
    assert (ran.code, ran.out) == (3, "") and SAID.fullmatch(ran.err), ran
    assert above.read_bytes() == (plan / "plan.toml").read_bytes() == scene.old


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a disk of 256 KiB on a folder; skip where that is not allowed."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no small disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("kibibytes", [0, 4, 16, 32])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_disk_that_is_full(tmp_path: Path, command: str, kibibytes: int) -> None:
    scene = attack.scene(command, tmp_path / "scene")
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk):
        plan = scene.copy(disk / "copy")
        leave_free(disk / "filler", kibibytes)
        ran = attack.plantrack(plan, *COMMANDS[command])
        said = SAID.fullmatch(ran.err)
        assert (ran.code, ran.out) == (3, "") and said is not None, ran
        assert "no space left on device" in ran.err
        assert (plan / "plan.toml").read_bytes() == scene.old
        assert files(plan) == {"plan.toml"}
        (disk / "filler").unlink()
        assert list(attack.next_log(plan)) == []


def test_a_disk_that_is_full_once_the_editor_has_written(tmp_path: Path) -> None:
    scene = attack.scene("edit", tmp_path / "scene")
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk):
        plan = scene.copy(disk / "copy")
        leave_free(disk / "filler", 52)  # for the draft, but not for the new plan too
        ran = attack.plantrack(plan, "edit")
        assert ran == Ran(
            3,
            "",
            f"error: plan.toml: cannot be written: no space left on device\n{KEPT}{NOTHING_WRITTEN}",
        )
        assert (plan / "plan.toml").read_bytes() == scene.old
        assert attack.drafts(plan) == [(plan.with_name("typed.toml")).read_bytes()]
        assert files(plan) == {"plan.toml", DRAFT}
        (disk / "filler").unlink()
        assert list(attack.next_log(plan)) == []


def leave_free(filler: Path, kibibytes: int) -> None:
    """Fill a disk but for some pages."""
    with filler.open("wb", buffering=0) as file:
        written = 0
        try:
            while True:
                written += file.write(b"\0" * 4096)
        except OSError:
            file.truncate(written - kibibytes * 1024)


@pytest.mark.parametrize("limit", [0, 1, 4096, 30000])
@pytest.mark.parametrize("command", ["log", "import", "undo"])
def test_a_limit_on_the_size_of_a_file(tmp_path: Path, command: str, limit: int) -> None:
    scene = attack.scene(command, tmp_path / "scene")
    plan = scene.copy(tmp_path / "copy")
    limited = subprocess.run(
        [*PLANTRACK, *COMMANDS[command]],
        cwd=plan,
        env=attack.environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (limited.returncode, limited.stdout) == (3, "")
    assert limited.stderr == f"error: plan.toml: cannot be written: file too large\n{NOTHING_WRITTEN}"
    assert (plan / "plan.toml").read_bytes() == scene.old
    assert files(plan) == {"plan.toml"}
    assert list(attack.next_log(plan)) == []


def not_root() -> Person | None:
    """Return nobody where this is run by root, who may write anywhere."""
    return NOBODY if os.getuid() == 0 else None


def test_a_folder_in_which_nobody_may_write() -> None:
    with attack.folder_for_all() as folder, attack.person(not_root()) as ran:
        (folder / "plan.toml").chmod(0o666)
        folder.chmod(0o555)
        for arguments in (LOG, ("undo",), ("edit",)):
            said = ran(folder, *arguments)
            assert (said.code, said.out) == (3, "")
            assert said.err == (
                "error: plan.toml: its folder may not be written\n"
                f"hint: plantrack writes the new plan beside the old one: ask for the right to write in {folder}\n"
                f"{NOTHING_WRITTEN}"
            )
        assert (folder / "plan.toml").read_bytes() == EXAMPLE.read_bytes()
        assert files(folder) == {"plan.toml"}
        folder.chmod(0o777)
        assert ran(folder, *LOG).code == 0


def test_a_folder_in_which_only_owners_may_replace_their_files() -> None:
    with attack.folder_for_all() as folder, attack.person(not_root()) as ran:
        if os.getuid() != 0:
            pytest.skip("only root can give a folder to another user")
        (folder / "plan.toml").chmod(0o666)
        folder.chmod(0o1777)
        for arguments in (LOG, ("undo",), ("edit",)):
            assert ran(folder, *arguments) == Ran(
                3,
                "",
                "error: plan.toml: belongs to root, and its folder lets nobody else replace it (sticky bit)\n"
                f"hint: plantrack puts a new plan in the place of the old one: ask for `chmod -t {folder}`, or keep "
                "the plan in another folder\n"
                f"{NOTHING_WRITTEN}",
            )
        assert (folder / "plan.toml").read_bytes() == EXAMPLE.read_bytes()
        assert files(folder) == {"plan.toml"}
        os.chown(folder / "plan.toml", NOBODY.number, -1)
        assert ran(folder, *LOG).code == 0


@pytest.mark.parametrize("mode", [0o444, 0o222, 0o000])
def test_a_plan_that_may_not_be_written_or_read(mode: int) -> None:
    with attack.folder_for_all() as folder, attack.person(not_root()) as ran:
        folder.chmod(0o777)
        (folder / "plan.toml").chmod(mode)
        for arguments in (LOG, ("undo",), ("edit",)):
            assert ran(folder, *arguments) == Ran(3, "", f"error: plan.toml: permission denied\n{NOTHING_WRITTEN}")
        assert files(folder) == {"plan.toml"}
        (folder / "plan.toml").chmod(0o666)
        assert (folder / "plan.toml").read_bytes() == EXAMPLE.read_bytes()
        assert ran(folder, *LOG).code == 0


def test_a_folder_that_may_not_be_read_cannot_be_locked() -> None:
    with attack.folder_for_all() as folder, attack.person(not_root()) as ran:
        (folder / "plan.toml").chmod(0o666)
        folder.chmod(0o333)
        for arguments in (LOG, ("undo",), ("edit",)):
            assert ran(folder, *arguments, "--plan", "plan.toml") == Ran(
                3,
                "",
                "error: plan.toml: its folder may not be read\n"
                f"hint: plantrack locks the folder of the plan: ask for the right to read {folder}\n{NOTHING_WRITTEN}",
            )
        folder.chmod(0o777)
        assert files(folder) == {"plan.toml"}
        assert (folder / "plan.toml").read_bytes() == EXAMPLE.read_bytes()


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    script = f"rmdir ../gone && exec '{sys.executable}' -P -m plantrack undo"
    ran = attack.ended(attack.started(["/bin/sh", "-c", script], tmp_path / "gone"))
    assert ran == Ran(3, "", f"error: this folder is not there any more\nhint: go to another one\n{NOTHING_WRITTEN}")


@pytest.mark.parametrize(
    ("output", "reason"), [("> /dev/full", "no space left on device"), (">&-", "it is closed")], ids=["full", "closed"]
)
@pytest.mark.parametrize("command", COMMANDS)
def test_an_answer_that_cannot_be_printed(tmp_path: Path, command: str, output: str, reason: str) -> None:
    scene = attack.scene(command, tmp_path / "scene")
    plan = scene.copy(tmp_path / "copy")
    script = ["/bin/sh", "-c", f'exec "$@" {output}', "", *PLANTRACK, *COMMANDS[command]]
    said = f"error: cannot write the output: {reason}; the file was written all the same\n"
    assert attack.ended(attack.started(script, plan)) == Ran(0, "", scene.ran.err + said)
    assert scene.is_new((plan / "plan.toml").read_bytes())
    assert list(attack.next_log(plan)) == []
