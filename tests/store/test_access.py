"""Who may read a plan: nobody, after a command wrote it, who might not before; and what could not be kept is told."""

import os
import pickle
import random
import shutil
import stat
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, Ran, Run, ran

from plantrack.store import access

LOG = ("log", "cluster", "started", "Cam Thượng", "--date", "2026-01-02")
MORE = ("log", "cluster", "completed", "Kim Bài", "--date", "2026-05-04")
# Nobody on this machine is called so; the person is in the group of the plans, or not.
PERSON, COLLEAGUE, AUDITORS, PLANNERS = 12345, 12346, 23456, 23457
ACCESS_LIST = "system.posix_acl_access"

needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can be another user")
needs_lists = pytest.mark.skipif(shutil.which("setfacl") is None, reason="there is no setfacl")


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture
def plan(plantrack: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a plan in a folder that everyone can reach and write: pytest's own are for one user alone."""
    with tempfile.TemporaryDirectory() as place:
        # What the commands import, another user may not be able to read.
        (Path(place) / "first").mkdir()
        monkeypatch.chdir(Path(place) / "first")
        assert plantrack("init").code == plantrack(*LOG[:-1], "2025-01-02", "--new").code == plantrack("undo").code == 0
        Path(place).chmod(0o755)
        folder = Path(place) / "plans"
        folder.mkdir()
        folder.chmod(0o777)
        shutil.copy(EXAMPLES / "plan.toml", folder / "plan.toml")
        monkeypatch.chdir(folder)
        yield folder / "plan.toml"
        monkeypatch.chdir("/")


def as_person(group: int, action: Callable[..., Any], *arguments: str) -> Any:
    """Do something in a child process, as a person who is in one more group; return what it returns."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([group])
            os.setgid(PERSON)
            os.setuid(PERSON)
            os.umask(0o022)
            os.write(writing, pickle.dumps(action(*arguments)))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as result:
        returned = result.read()
    os.waitpid(child, 0)
    return pickle.loads(returned)


def access_list(path: Path) -> str:
    listed = subprocess.run(["getfacl", "-cnp", str(path)], capture_output=True, text=True, check=True)
    return listed.stdout.strip().replace("\n", " ")


def access_of(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)


@needs_lists
@pytest.mark.parametrize("arguments", [MORE, ("undo",), ("edit",)], ids=["log", "undo", "edit"])
def test_an_access_list_stays_and_so_do_attributes(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i 's/^goal = 46/goal = 47/'")
    path = tmp_path / "plan.toml"
    hanoi(*LOG)
    path.chmod(0o600)
    subprocess.run(["setfacl", "-m", "u:2002:rw,g:2003:r", str(path)], check=True)
    os.setxattr(path, "user.origin", b"the ministry")
    before = access_list(path)
    assert before == "user::rw- user:2002:rw- group::--- group:2003:r-- mask::rw- other::---"
    assert (hanoi(*arguments).code, access_list(path)) == (0, before)
    assert os.getxattr(path, "user.origin") == b"the ministry"


@needs_lists
def test_a_list_that_the_folder_gives_to_new_files_opens_no_plan(hanoi: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.chmod(0o640)
    subprocess.run(["setfacl", "-d", "-m", "u:2002:rw", str(tmp_path)], check=True)
    assert (hanoi(*LOG).code, access_list(path)) == (0, "user::rw- group::r-- other::---")


@needs_lists
@pytest.mark.parametrize("entries", ["o::rx", "u:2002:rx,o::rx"], ids=["mode", "list"])
def test_a_plan_that_ran_as_its_owner_does_so_no_more(hanoi: Run, tmp_path: Path, entries: str) -> None:
    path = tmp_path / "plan.toml"
    subprocess.run(["setfacl", "-m", entries, str(path)], check=True)
    path.chmod(0o7755)
    hanoi(*LOG)
    assert stat.S_IMODE(path.stat().st_mode) == 0o755


@needs_root
@pytest.mark.parametrize(
    ("mode", "now"), [(0o640, 0o600), (0o660, 0o600), (0o644, 0o644), (0o664, 0o644), (0o604, 0o600)]
)
def test_the_owner_is_not_in_the_group_of_the_plan(plan: Path, mode: int, now: int) -> None:
    os.chown(plan, PERSON, AUDITORS)
    plan.chmod(mode)
    note = f"note: plan.toml could not keep group 23456: it has owner 12345, group 12345, mode {now:o} now\n"
    recorded: Ran = as_person(PLANNERS, ran, *LOG)
    assert (recorded.stderr, recorded.code) == (note, 0)
    assert recorded.stdout.startswith("Cam Thượng: cluster started, 2026-01-02, recorded in plan.toml\n")
    assert access_of(plan) == (PERSON, PERSON, now)
    # Now that it is so, nothing is lost any more; and quiet is for what goes well.
    assert as_person(PLANNERS, ran, "undo", "--quiet").stderr == ""
    os.chown(plan, PERSON, AUDITORS)
    plan.chmod(mode)
    assert as_person(PLANNERS, ran, *LOG, "--quiet") == Ran("", note)


@needs_root
def test_the_plan_of_a_colleague_becomes_that_of_who_records(plan: Path) -> None:
    os.chown(plan, COLLEAGUE, AUDITORS)
    plan.chmod(0o660)
    note = "note: plan.toml could not keep owner 12346: it has owner 12345, group 23456, mode 660 now\n"
    assert as_person(AUDITORS, ran, *LOG).stderr == note
    assert access_of(plan) == (PERSON, AUDITORS, 0o660)
    assert as_person(AUDITORS, ran, "undo", "--quiet").stderr == ""


@needs_root
def test_neither_the_owner_nor_the_group_is_kept(plan: Path) -> None:
    os.chown(plan, 0, AUDITORS)
    plan.chmod(0o666)
    assert as_person(PLANNERS, ran, *LOG).stderr == (
        "note: plan.toml could not keep owner root, group 23456: it has owner 12345, group 12345, mode 666 now\n"
    )
    assert access_of(plan) == (PERSON, PERSON, 0o666)


@needs_root
def test_a_plan_that_is_opened_to_a_group_after_its_first_record_is_open_to_it(plan: Path) -> None:
    plan.chmod(0o644)
    assert ran(*LOG).code == 0
    os.chown(plan, 0, AUDITORS)
    plan.chmod(0o664)
    assert as_person(AUDITORS, ran, "undo").code == 0


@needs_root
@needs_lists
def test_a_list_stays_where_the_group_does_not_and_nobody_else_may_do_more(plan: Path) -> None:
    os.chown(plan, PERSON, AUDITORS)
    plan.chmod(0o640)
    subprocess.run(["setfacl", "-m", "u:2002:rw", str(plan)], check=True)
    assert access_list(plan) == "user::rw- user:2002:rw- group::r-- mask::rw- other::---"
    assert as_person(PLANNERS, ran, *LOG).stderr == (
        "note: plan.toml could not keep group 23456: it has owner 12345, group 12345, mode 660 now\n"
    )
    assert access_list(plan) == "user::rw- user:2002:rw- group::--- mask::rw- other::---"


@needs_lists
@pytest.mark.parametrize(
    ("entries", "mode"),
    [
        ("u::rw,g::r,u:2002:rw,o::-", 0o640),
        ("u::rw,g::-,u:2002:rw,o::-", 0o600),
        ("u::rw,g::rw,m::r,o::r", 0o644),
        ("u::rw,g::r,u:2002:-,o::r", 0o600),
        ("u::rw,g::r,g:2002:-,o::r", 0o600),
    ],
)
def test_a_list_that_cannot_be_kept_is_told_and_nobody_may_do_more(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entries: str, mode: int
) -> None:
    path = tmp_path / "plan.toml"
    subprocess.run(["setfacl", "--set", entries, str(path)], check=True)
    os.setxattr(path, "user.origin", b"the ministry")

    monkeypatch.setattr(os, "setxattr", full)
    recorded = hanoi(*LOG)
    names = access.name_user(os.getuid()), access.name_group(path.stat().st_gid)
    assert recorded.stderr == (
        "note: plan.toml could not keep its access list, attribute user.origin: "
        f"it has owner {names[0]}, group {names[1]}, mode {mode:o} now\n"
    )
    assert (stat.S_IMODE(path.stat().st_mode), os.listxattr(path)) == (mode, [])


def test_where_there_are_no_attributes_the_mode_stays(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.toml"
    path.chmod(0o640)

    def unsupported(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "listxattr", unsupported)
    assert (hanoi(*LOG).stderr, stat.S_IMODE(path.stat().st_mode)) == ("", 0o640)
    monkeypatch.delattr(os, "listxattr")
    assert (hanoi("undo").code, stat.S_IMODE(path.stat().st_mode)) == (0, 0o640)


# A law: whoever is asked, of whatever groups, may do no more with the new file than with the old one.

NAMED_USERS, NAMED_GROUPS = (2002, 2003), (3002, PLANNERS)
PEOPLE = [
    (user, {first, second})
    for user in (*NAMED_USERS, COLLEAGUE)
    for first in (AUDITORS, PLANNERS, PERSON, 3002, 5000)
    for second in (AUDITORS, PLANNERS, PERSON, 3002, 5000)
]
FILES = 200
USER, NAMED_USER, GROUP, NAMED_GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20


def rights(descriptor: int, user: int, groups: set[int]) -> int:
    """Return what a user of some groups may do with a file, as acl(5) tells it: 4 to read, 2 to write."""
    status = os.fstat(descriptor)
    user_bits, group_bits, other_bits = status.st_mode >> 6 & 7, status.st_mode >> 3 & 7, status.st_mode & 7
    if user == status.st_uid:
        return user_bits & 6
    entries: list[tuple[int, int, int]] = []
    if ACCESS_LIST in os.listxattr(descriptor):
        entries = list(struct.iter_unpack("<HHI", os.getxattr(descriptor, ACCESS_LIST)[4:]))
    mask = group_bits if entries else 7
    for tag, bits, number in entries:
        if (tag, number) == (NAMED_USER, user):
            return bits & mask & 6
    owning = next((bits for tag, bits, _ in entries if tag == GROUP), group_bits)
    matching = [owning] if status.st_gid in groups else []
    matching += [bits for tag, bits, number in entries if tag == NAMED_GROUP and number in groups]
    if not matching:
        return other_bits & 6
    allowed = 0
    for bits in matching:
        allowed |= bits
    return allowed & mask & 6


def random_list(choices: random.Random) -> bytes:
    """Return an access list with some users and groups."""
    nobody = 0xFFFFFFFF
    entries = [(USER, 6, nobody), (GROUP, choices.randrange(8), nobody)]
    entries += [(NAMED_USER, choices.randrange(8), user) for user in NAMED_USERS if choices.random() < 0.5]
    entries += [(NAMED_GROUP, choices.randrange(8), group) for group in NAMED_GROUPS if choices.random() < 0.5]
    entries += [(MASK, choices.randrange(8), nobody), (OTHER, choices.randrange(8), nobody)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in sorted(entries))


def write_old_files(folder: Path) -> None:
    """Write files of many modes and lists, of a group that the person is in, or not."""
    choices = random.Random(2021)
    for number in range(FILES):
        path = folder / f"old-{number}"
        path.touch()
        os.chown(path, PERSON, choices.choice((PLANNERS, AUDITORS)))
        path.chmod(0o600 | choices.randrange(64))
        if choices.random() < 0.7:
            os.setxattr(path, ACCESS_LIST, random_list(choices))


def widened(is_full: str) -> list[str]:
    """Give new files the access of the old ones, and return who may do more with one."""
    if is_full:
        os.setxattr = full
    found = []
    for number in range(FILES):
        old = os.open(f"old-{number}", os.O_RDONLY)
        new = os.open(f"new-{number}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        access.keep_access(new, old)
        for user, groups in PEOPLE:
            was, now = rights(old, user, groups), rights(new, user, groups)
            if now & ~was:
                found.append(f"{number}: {user} of {groups} from {was} to {now}")
        os.close(old)
        os.close(new)
    return found


@needs_root
@pytest.mark.parametrize("is_full", ["", "full"], ids=["lists can be set", "lists cannot be set"])
def test_nobody_may_do_more_than_before(plan: Path, is_full: str) -> None:
    write_old_files(plan.parent)
    assert as_person(PLANNERS, widened, is_full) == []
