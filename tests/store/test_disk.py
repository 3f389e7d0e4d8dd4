"""What recording does to the file on disk: one append, in one replace, in turn, and nothing else."""

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import KEPT, NOW, Ran, Run, shell

from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.app import answer_arguments
from plantrack.plan.problems import PlanBusy, PlanError
from plantrack.plan.sentences import Sentence, Value
from plantrack.store import access, lock

LOG = ("log", "cluster", "started", "Cam Thượng", "--date", "2026-01-02")
BLOCK = (
    '\n[[milestones]]\ndate = 2026-01-02\nkind = "cluster"\nstage = "started"\nitem = "Cam Thượng"\n'
    "recorded = 2026-11-24 15:14:10.619000+07:00\n"
)

SPELLINGS = {
    "as it is": lambda text: text.encode(),
    "without a final line end": lambda text: text.rstrip("\n").encode(),
    "with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "with a mark and the line ends of Windows": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "ending in a comment": lambda text: (text + "# the end").encode(),
    "with nan in a key of its own": lambda text: (text + "x-own = nan\n").encode(),
    "with mixed line ends, the first of Unix": lambda text: (text + "# \r\n").encode(),
}


@contextmanager
def locked_folder(folder: Path) -> Iterator[int]:
    """Hold the lock of the plans in a folder, as another plantrack would."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_old_bytes_are_a_prefix_and_the_block_has_the_line_ends_of_the_first_line(
    hanoi: Run, tmp_path: Path, spelling: str
) -> None:
    path = tmp_path / "plan.toml"
    before = SPELLINGS[spelling](path.read_text(encoding="utf-8"))
    path.write_bytes(before)
    assert hanoi(*LOG).code == 0
    newline = "\r\n" if "Windows" in spelling else "\n"
    assert path.read_bytes() == before + BLOCK.replace("\n", newline).encode()
    assert hanoi("check").code == 0


def test_beside_the_plan_nothing_stays(hanoi: Run, tmp_path: Path) -> None:
    hanoi(*LOG)
    assert files(tmp_path) == ["plan.toml"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o604])
def test_the_mode_stays(hanoi: Run, tmp_path: Path, mode: int) -> None:
    (tmp_path / "plan.toml").chmod(mode)
    hanoi(*LOG)
    assert stat.S_IMODE((tmp_path / "plan.toml").stat().st_mode) == mode


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a file away")
def test_owner_and_group_stay(hanoi: Run, tmp_path: Path) -> None:
    os.chown(tmp_path / "plan.toml", 1234, 2345)
    hanoi(*LOG)
    status = (tmp_path / "plan.toml").stat()
    assert (status.st_uid, status.st_gid) == (1234, 2345)


def test_a_link_stays_a_link_and_nothing_is_left_beside_what_it_points_to(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "plan.toml").rename(tmp_path / "real" / "hanoi.toml")
    (tmp_path / "plan.toml").symlink_to("real/hanoi.toml")
    assert hanoi(*LOG).stdout.startswith("Cam Thượng: cluster started, 2026-01-02, recorded in plan.toml\n")
    assert (tmp_path / "plan.toml").is_symlink()
    assert files(tmp_path) == ["plan.toml", "real"]
    assert files(tmp_path / "real") == ["hanoi.toml"]
    assert (tmp_path / "real" / "hanoi.toml").read_bytes().endswith(BLOCK.encode())


def test_a_leftover_of_a_killed_writer_is_removed(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / ".plan.toml.tmp").write_bytes(b"half")
    assert hanoi(*LOG).code == 0
    assert files(tmp_path) == ["plan.toml"]


def test_a_rename_that_is_refused_is_told_of_the_plan(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(old: str, new: str, **folders: int) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), old, None, new)

    monkeypatch.setattr(os, "replace", refuse)
    refused = "error: plan.toml: cannot be written: permission denied\nnothing was written\n"
    assert hanoi(*LOG) == Ran("", refused, 3)
    assert files(tmp_path) == ["plan.toml"]


def test_a_busy_plan_is_waited_for_and_then_named(hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SECONDS_TO_WAIT", 0.2)
    before = (tmp_path / "plan.toml").read_bytes()
    with locked_folder(tmp_path):
        assert hanoi(*LOG) == Ran(
            "",
            "error: plan.toml: is busy: waited 0.2 seconds for its lock\n"
            "hint: another plantrack is writing it, or a program holds its folder: "
            "wait until it is done, and repeat the command\n"
            "nothing was written\n",
            5,
        )
        assert hanoi("status").code == 0
        assert hanoi(*LOG, "--dry-run").code == 0
    assert (tmp_path / "plan.toml").read_bytes() == before
    assert hanoi(*LOG).code == 0


def test_what_an_editor_saved_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(b"read")
    with lock.locked(str(path)) as locked:
        path.write_bytes(b"edited")
        with pytest.raises(PlanBusy) as busy:
            locked.replace(b"written")
    assert path.read_bytes() == b"edited"
    assert files(tmp_path) == ["plan.toml"]
    assert str(busy.value.problems[0].message) == "was changed by another program meanwhile"


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_plan_that_may_not_be_written(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").chmod(0o444)
    assert hanoi(*LOG) == Ran("", "error: plan.toml: permission denied\nnothing was written\n", 3)
    assert files(tmp_path) == ["plan.toml"]


def test_a_plan_that_is_not_sound_is_not_written(hanoi: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(path.read_text(encoding="utf-8") + "gaol = 5\n", encoding="utf-8")
    before = path.read_bytes()
    ran = hanoi(*LOG)
    assert (ran.stdout, ran.code) == ("", 3)
    assert ran.stderr.startswith("error: plan.toml:1020: milestones: Tram Troi town central market: unknown key")
    assert ran.stderr.endswith("nothing was written\n")
    assert path.read_bytes() == before


def test_what_is_known_already_touches_nothing(hanoi: Run, tmp_path: Path) -> None:
    hanoi(*LOG)
    before = (tmp_path / "plan.toml").stat()
    hanoi(*LOG)
    after = (tmp_path / "plan.toml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_who_waits_is_told(hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SECONDS_TO_WAIT", 0.1)
    told: list[Sentence] = []
    with lock.locked("plan.toml", told.append):
        assert told == []
        with pytest.raises(PlanBusy), lock.locked("plan.toml", told.append):
            pass
    assert list(map(str, told)) == ["plan.toml is busy: waiting for another plantrack to write it"]


def test_init_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    ran = shell("trap '' XFSZ; ulimit -f 4; plantrack init", tmp_path)
    assert ran == Ran("", "error: plan.toml: file too large\n", 3)
    assert files(tmp_path) == []


MOVED = (
    "error: plan.toml: does not lead to the same file any more\n"
    "hint: see where it leads now, and repeat the command\nnothing was written\n"
)


def after_a_wait(folder: Path, arguments: tuple[str, ...], meanwhile: Callable[[], None]) -> Answer:
    """Run a command that finds its plan locked: once it says that it waits, do something, and give the lock back."""
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    waited: list[str] = []

    def tell(line: Value) -> None:
        waited.append(str(line))
        meanwhile()
        os.close(descriptor)

    answer = answer_arguments(list(arguments), Surroundings(NOW, None, tell=tell))
    assert waited == ["plan.toml is busy: waiting for another plantrack to write it"]
    return answer


def two_versions(folder: Path) -> tuple[bytes, bytes]:
    """Make plan.toml a link to v1.toml, beside a v2.toml that says something else."""
    first = (folder / "plan.toml").read_bytes()
    second = first.replace(b"\ngoal = 159\n", b"\ngoal = 160\n")
    (folder / "plan.toml").rename(folder / "v1.toml")
    (folder / "v2.toml").write_bytes(second)
    (folder / "plan.toml").symlink_to("v1.toml")
    return first, second


def point_to(folder: Path, name: str) -> None:
    (folder / "plan.toml").unlink()
    (folder / "plan.toml").symlink_to(name)


@pytest.mark.parametrize("arguments", [LOG, ("undo",), ("edit",)], ids=["log", "undo", "edit"])
def test_a_link_that_is_pointed_elsewhere_while_a_command_waits(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i 's/^goal = 46/goal = 47/'")
    hanoi(*LOG)
    first, second = two_versions(tmp_path)
    answer = after_a_wait(tmp_path, arguments, lambda: point_to(tmp_path, "v2.toml"))
    draft = ["v1.edit.toml"] if arguments == ("edit",) else []
    kept = KEPT.replace("plan.edit.toml", str(tmp_path / "v1.edit.toml")) if draft else ""
    assert answer == Answer("", MOVED.replace("nothing", kept + "nothing"), exit_code=5)
    assert ((tmp_path / "v1.toml").read_bytes(), (tmp_path / "v2.toml").read_bytes()) == (first, second)
    assert files(tmp_path) == ["plan.toml", *draft, "v1.toml", "v2.toml"]


def test_a_link_that_is_pointed_elsewhere_and_back_leads_to_the_same_file(hanoi: Run, tmp_path: Path) -> None:
    first, second = two_versions(tmp_path)

    def there_and_back() -> None:
        point_to(tmp_path, "v2.toml")
        point_to(tmp_path, "v1.toml")

    assert after_a_wait(tmp_path, LOG, there_and_back).exit_code == 0
    assert (tmp_path / "v1.toml").read_bytes() == first + BLOCK.encode()
    assert (tmp_path / "v2.toml").read_bytes() == second


def swap_folders(folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    folder.mkdir()
    (folder / "plan.toml").write_bytes(b"another")


def test_a_folder_that_is_swapped_while_a_command_waits(
    plantrack: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    plantrack("init", "plans/plan.toml")
    before = (folder / "plan.toml").read_bytes()
    monkeypatch.chdir(tmp_path)
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)

    def tell(_: Value) -> None:
        swap_folders(folder)
        os.close(descriptor)

    answer = answer_arguments([*LOG, "--plan", "plans/plan.toml"], Surroundings(NOW, None, tell=tell))
    assert (answer.exit_code, answer.notes) == (5, MOVED.replace("plan.toml", "plans/plan.toml", 1))
    assert (folder / "plan.toml").read_bytes() == b"another"
    assert (tmp_path / "away" / "plan.toml").read_bytes() == before
    assert files(folder) == files(tmp_path / "away") == ["plan.toml"]


def test_a_link_that_is_pointed_elsewhere_before_the_replace(hanoi: Run, tmp_path: Path) -> None:
    first, second = two_versions(tmp_path)
    with lock.locked("plan.toml") as locked:
        point_to(tmp_path, "v2.toml")
        with pytest.raises(PlanBusy) as busy:
            locked.replace(b"written")
    assert str(busy.value.problems[0].message) == "does not lead to the same file any more"
    assert ((tmp_path / "v1.toml").read_bytes(), (tmp_path / "v2.toml").read_bytes()) == (first, second)
    assert files(tmp_path) == ["plan.toml", "v1.toml", "v2.toml"]


def test_a_folder_that_is_swapped_before_the_replace(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "plan.toml").write_bytes(b"read")
    with lock.locked(str(folder / "plan.toml")) as locked:
        swap_folders(folder)
        with pytest.raises(PlanBusy):
            locked.replace(b"written")
    assert (folder / "plan.toml").read_bytes() == b"another"
    assert (tmp_path / "away" / "plan.toml").read_bytes() == b"read"
    assert files(folder) == files(tmp_path / "away") == ["plan.toml"]


def test_a_link_put_in_the_place_of_the_plan_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(b"read")
    (tmp_path / "other.toml").write_bytes(b"read")
    with lock.locked(str(tmp_path / "plan.toml")) as locked:
        (tmp_path / "plan.toml").unlink()
        (tmp_path / "plan.toml").symlink_to("other.toml")
        with pytest.raises(PlanBusy):
            locked.replace(b"written")
    assert (tmp_path / "other.toml").read_bytes() == b"read"
    assert (tmp_path / "plan.toml").is_symlink()


@pytest.mark.parametrize("is_replaced", [True, False], ids=["replaced", "removed"])
def test_only_what_was_written_takes_the_place_of_the_plan(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_replaced: bool
) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    temporary = tmp_path / ".plan.toml.tmp"
    fsync = os.fsync

    def tidied(descriptor: int) -> None:
        # As `git clean` and another program would, in the moment after it was written.
        fsync(descriptor)
        temporary.unlink()
        if is_replaced:
            temporary.write_bytes(b"")

    monkeypatch.setattr(os, "fsync", tidied)
    assert hanoi(*LOG) == Ran(
        "",
        "error: plan.toml: its temporary file .plan.toml.tmp was changed by another program\n"
        "hint: repeat the command\nnothing was written\n",
        5,
    )
    assert (tmp_path / "plan.toml").read_bytes() == before
    assert files(tmp_path) == ["plan.toml"]


def test_two_plans_in_one_folder_wait_for_each_other(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "SECONDS_TO_WAIT", 0.1)
    hanoi("init", "other.toml")
    with lock.locked("other.toml"):
        assert hanoi(*LOG).code == 5
    assert hanoi(*LOG).code == 0


def test_a_leftover_that_is_a_link_or_a_pipe_is_removed_and_not_followed(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / ".plan.toml.tmp").symlink_to("precious")
    assert hanoi(*LOG).code == 0
    os.mkfifo(tmp_path / ".plan.toml.tmp")
    assert hanoi("undo").code == 0
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert files(tmp_path) == ["plan.toml", "precious"]


@pytest.mark.parametrize("arguments", [LOG, ("undo",), ("edit",)], ids=["log", "undo", "edit"])
def test_a_plan_with_a_second_name_is_not_split(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("VISUAL", "touch started; true")
    hanoi(*LOG)
    os.link(tmp_path / "plan.toml", tmp_path / "second.toml")
    before = (tmp_path / "plan.toml").read_bytes()
    assert hanoi(*arguments) == Ran(
        "",
        "error: plan.toml: has a second name (a hard link), which would keep the old text\n"
        "hint: make it a file of its own: cp -p plan.toml plan.toml.copy && mv plan.toml.copy plan.toml\n"
        "nothing was written\n",
        3,
    )
    assert (tmp_path / "plan.toml").read_bytes() == before
    assert files(tmp_path) == ["plan.toml", "second.toml"]
    assert hanoi("status").code == 0
    assert hanoi(*LOG, "--dry-run").code == 0
    assert shell("cp -p plan.toml plan.toml.copy && mv plan.toml.copy plan.toml", tmp_path) == Ran()
    assert hanoi("undo").code == 0
    assert (tmp_path / "second.toml").read_bytes() == before


def test_a_second_name_that_is_given_while_a_command_waits(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    answer = after_a_wait(tmp_path, LOG, lambda: os.link(tmp_path / "plan.toml", tmp_path / "second.toml"))
    assert answer.exit_code == 3
    assert answer.notes.startswith("error: plan.toml: has a second name (a hard link)")
    assert (tmp_path / "plan.toml").read_bytes() == (tmp_path / "second.toml").read_bytes() == before


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a file away")
@pytest.mark.parametrize("theirs", ["plan.toml", "link", "what it points to"])
def test_a_plan_of_a_stranger_in_a_parent_folder_is_named_before_it_is_written(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theirs: str
) -> None:
    if theirs != "plan.toml":
        two_versions(tmp_path)
    os.chown(tmp_path / "plan.toml", 12345, 0, follow_symlinks=theirs != "link")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    monkeypatch.setenv("VISUAL", "true")
    note = "note: ../plan.toml was found in a parent folder and belongs to 12345\n"
    assert hanoi(*LOG).stderr == note
    assert hanoi("undo").stderr == f"{note}1 record taken back from ../plan.toml\n"
    assert hanoi("edit").stderr == note
    assert hanoi("log", "cluster", "opened", "Cam Thượng").stderr.startswith(note)
    # Nobody is warned of what only reads, or of a plan that was named or stands here, or belongs to oneself.
    assert hanoi("status").stderr == ""
    assert note not in hanoi(*LOG, "--dry-run").stderr
    assert hanoi(*LOG, "--plan", "../plan.toml").stderr == ""
    monkeypatch.chdir(tmp_path)
    assert hanoi("undo").stderr == "1 record taken back from plan.toml\n"
    os.chown(tmp_path / "plan.toml", 0, 0, follow_symlinks=theirs != "link")
    monkeypatch.chdir(tmp_path / "below")
    assert hanoi(*LOG).stderr == ""


def test_the_hint_for_a_second_name_can_be_typed_where_a_name_begins_like_an_option(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").rename(tmp_path / "-x.toml")
    (tmp_path / "second.toml").hardlink_to(tmp_path / "-x.toml")
    assert hanoi("undo", "--plan", "-x.toml").stderr.splitlines()[1] == (
        "hint: make it a file of its own: cp -p ./-x.toml ./-x.toml.copy && mv ./-x.toml.copy ./-x.toml"
    )


def locked_where_it_was(folder: Path) -> str:
    """Return what is told of a plan of which something else was made before it was read inside the lock."""
    descriptor = os.open(folder, os.O_RDONLY)
    path = folder / "plan.toml"
    try:
        with pytest.raises(PlanError) as told:
            lock.LockedPlan(str(path), path, descriptor)
    finally:
        os.close(descriptor)
    (problem,) = told.value.problems
    return str(problem.message)


def test_a_plan_that_became_a_folder_or_a_circle_of_links_while_a_command_waited(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").mkdir()
    assert locked_where_it_was(tmp_path) == "cannot be written: is a folder, not a file"
    (tmp_path / "plan.toml").rmdir()
    (tmp_path / "plan.toml").symlink_to("plan.toml")
    assert locked_where_it_was(tmp_path) == "cannot be written: too many levels of symbolic links"


def test_the_file_beside_the_plan_is_named_where_it_is_the_cause() -> None:
    reason = (errno.ENOSPC, "No space left on device")
    told = {
        OSError(*reason, ".plan.toml.tmp"): "cannot be written: .plan.toml.tmp: no space left on device",
        OSError(*reason, "/plans/plan.toml"): "cannot be written: no space left on device",
        OSError(*reason): "cannot be written: no space left on device",
    }
    for error, message in told.items():
        assert str(access.explain_unwritable("plan.toml", error).problems[0].message) == message


@pytest.mark.skipif(os.getuid() != 0, reason="only root may replace a file of another")
def test_root_replaces_a_plan_in_a_sticky_folder_and_what_is_roots_is_no_strangers(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert access.stranger("plan.toml") is None
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert access.stranger("plan.toml") is None
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    os.chown(tmp_path, 12346, 0)
    os.chown(tmp_path / "plan.toml", 12345, 0)
    tmp_path.chmod(0o1777)
    assert hanoi(*LOG) == Ran(
        "Cam Thượng: cluster started, 2026-01-02, recorded in plan.toml\n  clusters-started 32 → 33 of 43\n"
    )
