"""An editor that knows of no lock may save the plan at any moment until it is replaced: what it saved stays.

`log` is stopped at each call before the comparison with what it read, and `log`, `import`, `undo` and `edit` while they
write the new plan; meanwhile an editor saves. Then either the command has seen what was saved and appends to it, or it
ends with exit 5, names the plan, writes nothing and leaves every byte as the editor saved it. The next command works on
what the editor saved. (Between the comparison and the replace, and after it, an editor may still save over what was
recorded: that is beyond what plantrack can do.)
"""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import attack
import pytest
from attack import COMMANDS, DRAFT, NOTHING_WRITTEN, Call, Ran, Scene, Strike
from conftest import KEPT

from plantrack.plan.problems import PlanBusy, PlanError
from plantrack.store import lock

pytestmark = pytest.mark.slow

CHANGED = (
    "error: plan.toml: was changed by another program meanwhile\n"
    "hint: save and close it in the other program, then repeat the command\n"
)
OPENED = r'openat\(.*\bplan\.toml", O_RDONLY'
SAVED_LINE = b"\n# saved by an editor\n"


def truncates(path: Path) -> bytes:
    """Save as simple editors do, over the old bytes."""
    saved = path.read_bytes() + SAVED_LINE
    path.write_bytes(saved)
    return saved


def renames(path: Path) -> bytes:
    """Save as careful editors do, with a new file in the place of the old one."""
    saved = path.read_bytes() + SAVED_LINE
    new = path.with_name("plan.toml~")
    new.write_bytes(saved)
    new.replace(path)
    return saved


def keeps_size_and_time(path: Path) -> bytes:
    """Save a plan that differs neither in its length nor in its time, nor in its inode."""
    saved = path.read_bytes().replace(b"baseline = 113", b"baseline = 112")
    status = path.stat()
    path.write_bytes(saved)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return saved


Save = Callable[[Path], bytes]
EDITORS: list[Save] = [truncates, renames, keeps_size_and_time]


class Visit(NamedTuple):
    """An editor that saves while a command is stopped at a call; whether the command has read the plan by then."""

    scene: Scene
    folder: Path
    call: Call
    save: Save
    was_read: bool = True


def visited(visit: Visit) -> list[str]:
    """Stop a command, save, let it go on, and return what is wrong with what it says and leaves."""
    plan = visit.scene.copy(visit.folder)
    command = visit.scene.command
    process = attack.started(attack.traced("strace", plan, command, Strike(visit.call, "STOP")), plan)
    stopped = wait_until_stopped(visit.folder / "trace")
    saved = visit.save(plan / "plan.toml")
    os.kill(stopped, signal.SIGCONT)
    ran = attack.ended(process)
    where = f"{command}, {visit.save.__name__} at {visit.call.name} {visit.call.number}: "
    return [where + complaint for complaint in [*complaints(visit, plan, saved, ran), *attack.next_log(plan)]]


def wait_until_stopped(trace: Path) -> int:
    """Wait until a command stands still, and return the number of its process."""
    deadline = time.monotonic() + attack.SECONDS
    while time.monotonic() < deadline:
        text = trace.read_text(encoding="utf-8", errors="replace") if trace.exists() else ""
        stopped = re.search(r"^(\d+) +--- stopped by SIGSTOP", text, re.MULTILINE)
        if stopped:
            return int(stopped[1])
        time.sleep(0.002)
    raise TimeoutError(f"was never stopped: {trace}")


def complaints(visit: Visit, plan: Path, saved: bytes, ran: Ran) -> list[str]:
    found = []
    content = (plan / "plan.toml").read_bytes()
    if visit.was_read:
        kept = KEPT if visit.scene.command == "edit" else ""
        if ran != Ran(5, "", f"{CHANGED}{kept}{NOTHING_WRITTEN}"):
            found.append(f"it ended with {ran}")
        if content != saved:
            found.append("what the editor saved did not stay as it was")
    else:
        if ran != visit.scene.ran:
            found.append(f"it ended with {ran}")
        if not content.startswith(saved) or b'item = "Th\xe1\xbb\xad Ghi 2"' not in content[len(saved) :]:
            found.append("it did not append to what the editor saved")
    left = {path.name for path in plan.iterdir()} - {"plan.toml"}
    if left != ({DRAFT} if visit.scene.command == "edit" else set()):
        found.append(f"left behind: {left}")
    if not attack.typed_is_kept(plan):
        found.append("what was typed is lost")
    return found


def test_an_editor_that_saves_at_any_call_of_log_until_the_comparison(tmp_path: Path) -> None:
    attack.skip_without("strace")
    scene = attack.scene("log", tmp_path / "scene")
    lines = [line for line in attack.trace_of("strace", scene, tmp_path / "traced") if attack.calls([line])]
    calls = attack.calls(lines)
    created = place_of(r'openat\(.*\.plan\.toml\.tmp", O_WRONLY', lines)
    # Opened last before is the old plan, whose access the new one is given.
    *_, read, _ = (place for place, line in enumerate(lines[:created]) if re.match(OPENED, line))
    compared = created + place_of(rf"{OPENED}|renameat\(", lines[created:])
    # A call is over when the command stops: it has opened what it reads, and goes on to read it.
    visits = [
        Visit(scene, tmp_path / f"{place}", call, renames, was_read=place >= read)
        for place, call in enumerate(calls[:compared])
    ]
    print(f"log: an editor saves at {len(visits)} calls")
    assert attack.all_at_once(visited, visits) == []


def place_of(pattern: str, lines: list[str]) -> int:
    return next(place for place, line in enumerate(lines) if re.match(pattern, line))


@pytest.mark.parametrize("command", COMMANDS)
def test_an_editor_that_saves_while_the_new_plan_is_written(tmp_path: Path, command: str) -> None:
    attack.skip_without("strace")
    scene = attack.scene(command, tmp_path / "scene")
    # `edit` writes its draft first.
    writings = [Call(name, 2 if command == "edit" else 1) for name in ("write", "fsync")]
    visits = [
        Visit(scene, tmp_path / f"{call.name}-{save.__name__}", call, save)
        for call in [Call("unlinkat", 1), *writings]
        for save in EDITORS
    ]
    assert attack.all_at_once(visited, visits) == []


@pytest.mark.parametrize("save", EDITORS)
def test_an_editor_that_saves_while_the_lock_is_held(tmp_path: Path, save: Save) -> None:
    scene = attack.scene("log", tmp_path / "scene")
    plan = scene.copy(tmp_path / "copy")
    with lock.locked(str(plan / "plan.toml")) as locked:
        saved = save(plan / "plan.toml")
        with pytest.raises(PlanBusy):
            locked.replace(scene.new)
    assert (plan / "plan.toml").read_bytes() == saved
    assert {path.name for path in plan.iterdir()} == {"plan.toml"}
    assert list(attack.next_log(plan)) == []


def test_an_editor_that_removes_the_plan(tmp_path: Path) -> None:
    scene = attack.scene("log", tmp_path / "scene")
    plan = scene.copy(tmp_path / "copy")
    with lock.locked(str(plan / "plan.toml")) as locked:
        (plan / "plan.toml").unlink()
        with pytest.raises((PlanBusy, PlanError)):
            locked.replace(scene.new)
    assert {path.name for path in plan.iterdir()} == set()


BY_HAND = "echo '# saved by an editor' >> plan.toml"
BY_COMMAND = f"'{sys.executable}' -P -m plantrack log cluster started 'Thử Xen' --new --date 2025-12-01"


def changed_while_edited(folder: Path, change: str) -> tuple[Scene, Path, Ran]:
    """Run `edit` with an editor during which the plan changes; return the scene, the plan's folder and the answer."""
    scene = attack.scene("edit", folder / "scene")
    plan = scene.copy(folder / "copy")
    plan.with_name("editor.sh").write_text(f"{change} && {attack.EDITOR}", encoding="utf-8")
    return scene, plan, attack.plantrack(plan, "edit")


def test_a_plan_that_changes_by_hand_while_it_is_edited(tmp_path: Path) -> None:
    scene, plan, ran = changed_while_edited(tmp_path, BY_HAND)
    assert (ran.code, ran.err) == (5, f"{CHANGED}{KEPT}{NOTHING_WRITTEN}")
    content = (plan / "plan.toml").read_bytes()
    assert content.startswith(scene.old)
    assert len(content) > len(scene.old)
    assert attack.drafts(plan) == [plan.with_name("typed.toml").read_bytes()]
    assert list(attack.next_log(plan)) == []


def test_a_record_that_is_made_while_a_plan_is_edited(tmp_path: Path) -> None:
    scene, plan, ran = changed_while_edited(tmp_path, f"{BY_COMMAND} > ../said")
    assert ran == Ran(0, "plan.toml: changed; kept 1 record written meanwhile\n", "")
    content = (plan / "plan.toml").read_bytes()
    assert content.startswith(scene.new)
    assert content[len(scene.new) :].count(b"[[milestones]]") == content.count("Thử Xen".encode()) == 1
    assert attack.drafts(plan) == []
    assert list(attack.next_log(plan)) == []
