"""What recording does to the file on disk: one append, in one replace, in turn, and nothing else."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Ran, Run
from test_program import shell

from plantrack.plan.problems import PlanBusy
from plantrack.store import lock

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


def test_a_busy_plan_is_waited_for_and_then_named(hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SECONDS_TO_WAIT", 0.2)
    before = (tmp_path / "plan.toml").read_bytes()
    with locked_folder(tmp_path):
        assert hanoi(*LOG) == Ran(
            "",
            "error: plan.toml: is busy: waited 0.2 seconds for its lock\n"
            "hint: another plantrack is writing it; wait until it is done, and repeat the command\n"
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
    assert busy.value.problems[0].message == "was changed by another program meanwhile"


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
    assert ran.stderr.startswith("error: plan.toml:942: measurements: rural-markets: unknown key")
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
    told: list[str] = []
    with lock.locked("plan.toml", told.append):
        assert told == []
        with pytest.raises(PlanBusy), lock.locked("plan.toml", told.append):
            pass
    assert told == ["plan.toml is busy: waiting for another plantrack to write it"]


def test_init_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    ran = shell("trap '' XFSZ; ulimit -f 4; plantrack init", tmp_path)
    assert ran == Ran("", "error: plan.toml: file too large\n", 3)
    assert files(tmp_path) == []
