"""Many may record at once: nothing is lost, nothing is there twice, and a reader never sees half a plan.

Sixteen processes record 25 new items each and four record 25 totals each, all at once in one plan, while two read it
all along; in another plan eight do, while someone tidies the folder up. Every command that was acknowledged is in the
file, once, with a `recorded` of its own; every read is a whole plan that begins with all that was read before. And two
users of one group may record in turn: neither is locked out by what the other leaves.
"""

import os
import stat
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from multiprocessing import Queue
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from typing import NamedTuple

import attack
import pytest
from attack import EXAMPLE, SPAWN, Person

from plantrack.store import planfile

pytestmark = pytest.mark.slow

LOGGERS, MEASURERS, READERS, COMMANDS_EACH = 16, 4, 2, 25
TIDIED_LOGGERS = 8
ALL = (LOGGERS + MEASURERS) * COMMANDS_EACH
SECONDS = 120
BUSY = "error: plan.toml: is busy: waited 10 seconds for its lock\n"
TIDIED = "error: plan.toml: its temporary file .plan.toml.tmp was changed by another program\n"
GROUP = 23456
ONE, OTHER = Person(12345, GROUP), Person(12346, GROUP)

Key = tuple[str, str]


class Report(NamedTuple):
    """What a process did: the records acknowledged, how often the plan was busy, its reads, its complaints."""

    acknowledged: list[Key] = []  # noqa: RUF012 (never changed)
    busy: int = 0
    reads: int = 0
    complaints: list[str] = []  # noqa: RUF012


def item(worker: int, number: int) -> str:
    return f"Cụm thử {worker}.{number}"


def day(worker: int, number: int) -> str:
    return str(date(2021, 2, 1) + timedelta(days=worker * COMMANDS_EACH + number))


def commands(worker: int) -> Iterator[tuple[Key, list[str]]]:
    """Yield the records of a worker, and the commands that make them."""
    for number in range(COMMANDS_EACH):
        if worker < LOGGERS:
            # By when it is to be is recorded as what has been is.
            name, is_expected = item(worker, number), number % 5 == 0
            stage, when = ("filled", "--expected") if is_expected else ("started", "--date")
            yield (stage, name), ["log", "cluster", stage, name, "--new", when, "2025-12-01"]
        else:
            when = day(worker, number)
            said = (
                ["measure", "key-products", f"{worker}{number:02}"]
                if number % 2
                else ["comment", "key-products", "Why."]
            )
            yield ("key-products", when), [*said, "--date", when]


def record(worker: int, folder: Path, together: Barrier, reports: "Queue[Report]") -> None:
    """Record one after the other; repeat what was refused because the plan was busy, and only that."""
    acknowledged, busy, complaints = [], 0, []
    together.wait(SECONDS)
    for key, arguments in commands(worker):
        ran = attack.plantrack_here(folder, *arguments)
        while ran.code == 5 and ran.err.startswith((BUSY, TIDIED)):
            busy += 1
            ran = attack.plantrack_here(folder, *arguments)
        if ran.code == 0 and not ran.err:
            acknowledged.append(key)
        else:
            complaints.append(f"{arguments}: {ran}")
    reports.put(Report(acknowledged, busy, complaints=complaints))


def read(folder: Path, together: Barrier, done: Event, reports: "Queue[Report]") -> None:
    """Read the plan again and again; every time it is whole and begins with what it was before."""
    reads, before = 0, b""
    complaints: list[str] = []
    together.wait(SECONDS)
    while not done.is_set() and not complaints:
        content = (folder / "plan.toml").read_bytes()
        if not content.startswith(before):
            complaints.append(f"read {reads}: {len(before)} bytes, and then {len(content)} that do not begin with them")
        try:
            planfile.parse("plan.toml", content)
        except Exception as error:
            complaints.append(f"read {reads}: {error}")
        reads, before = reads + 1, content
    reports.put(Report(reads=reads, complaints=complaints))


def test_five_hundred_records_of_twenty_processes_at_once(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(EXAMPLE.read_bytes())
    together, done = SPAWN.Barrier(LOGGERS + MEASURERS + READERS), SPAWN.Event()
    written, seen = SPAWN.Queue(), SPAWN.Queue()
    workers = [
        SPAWN.Process(target=record, args=(worker, tmp_path, together, written))
        for worker in range(LOGGERS + MEASURERS)
    ]
    readers = [SPAWN.Process(target=read, args=(tmp_path, together, done, seen)) for _ in range(READERS)]
    for process in (*workers, *readers):
        process.start()
    try:
        recorded: list[Report] = [written.get(timeout=SECONDS) for _ in workers]
    finally:
        done.set()
    watched: list[Report] = [seen.get(timeout=SECONDS) for _ in readers]
    for process in (*workers, *readers):
        process.join(SECONDS)
        assert process.exitcode == 0

    print(f"busy {sum(report.busy for report in recorded)} times, read {[report.reads for report in watched]} times")
    assert [complaint for report in (*recorded, *watched) for complaint in report.complaints] == []
    acknowledged = [key for report in recorded for key in report.acknowledged]
    assert len(acknowledged) == len(set(acknowledged)) == ALL
    assert all(report.reads > 10 for report in watched)

    old, content = EXAMPLE.read_bytes(), (tmp_path / "plan.toml").read_bytes()
    assert content.startswith(old)
    before, after = records(old), records(content)
    assert sorted(key for key, _ in after) == sorted([*(key for key, _ in before), *acknowledged])
    moments = [moment for key, moment in after if key in set(acknowledged)]
    assert len(set(moments)) == ALL
    assert min(moments) > max(moment for _, moment in before)
    checked = attack.plantrack(tmp_path, "check")
    assert (checked.code, checked.err) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.toml"]


def tidy(folder: Path, together: Barrier, done: Event) -> None:
    """Remove all that stands beside the plan, as `git clean` does, again and again."""
    together.wait(SECONDS)
    while not done.wait(0.005):
        for path in folder.glob(".*"):
            path.unlink(missing_ok=True)


def test_a_folder_that_is_tidied_while_eight_processes_record(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(EXAMPLE.read_bytes())
    together, done, written = SPAWN.Barrier(TIDIED_LOGGERS + 1), SPAWN.Event(), SPAWN.Queue()
    workers = [
        SPAWN.Process(target=record, args=(worker, tmp_path, together, written)) for worker in range(TIDIED_LOGGERS)
    ]
    tidier = SPAWN.Process(target=tidy, args=(tmp_path, together, done))
    for process in (*workers, tidier):
        process.start()
    try:
        recorded: list[Report] = [written.get(timeout=SECONDS) for _ in workers]
    finally:
        done.set()
    for process in (*workers, tidier):
        process.join(SECONDS)
    print(f"busy or tidied {sum(report.busy for report in recorded)} times")
    assert [complaint for report in recorded for complaint in report.complaints] == []
    acknowledged = [key for report in recorded for key in report.acknowledged]
    assert len(acknowledged) == TIDIED_LOGGERS * COMMANDS_EACH
    content = (tmp_path / "plan.toml").read_bytes()
    assert content.startswith(EXAMPLE.read_bytes())
    assert set(acknowledged) <= {key for key, _ in records(content)}


EDITORS = 71
TYPED = r"""printf '\n[[milestones]]\ndate = 2025-12-01\nkind = "cluster"\nstage = "started"\nitem = "%s"\n' """


def test_seventy_one_people_edit_at_once(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "plan.toml").write_bytes(EXAMPLE.read_bytes())
    # Each writes a record of their own, named after the copy that they were given.
    (tmp_path / "editor.sh").write_text(f'{TYPED} "$(basename "$1")" >> "$1"; sleep 1\n', encoding="utf-8")
    edits = [attack.started([*attack.PLANTRACK, "edit"], plan) for _ in range(EDITORS)]
    ran = [attack.ended(edit) for edit in edits]
    changed = [edit for edit in ran if edit.code == 0]
    written = (plan / "plan.toml").read_bytes()
    kept = [path for path in plan.iterdir() if path.name != "plan.toml"]
    print(f"{len(changed)} of {EDITORS} edits were put in place, {len(kept)} drafts were kept")
    assert all(edit.out.startswith("plan.toml: changed") for edit in changed)
    assert written.startswith(EXAMPLE.read_bytes())
    assert written.count(b'item = "plan.edit') == len(changed) >= 0.9 * EDITORS
    assert len(kept) == EDITORS - len(changed)


def records(content: bytes) -> list[tuple[Key, datetime]]:
    """Return what each record of a plan is about, and when it was recorded."""
    data = tomllib.loads(content.decode())
    rows = [((row["stage"], row["item"]), row["recorded"]) for row in data["milestones"]]
    of_targets = [*data["measurements"], *data.get("comments", ())]
    return rows + [((row["target"], str(row["date"])), row["recorded"]) for row in of_targets]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be two other users")
@pytest.mark.parametrize("mode", [0o2770, 0o770])
def test_two_users_of_one_group_record_in_turn(mode: int) -> None:
    with attack.folder_for_all() as folder, attack.person(ONE) as one, attack.person(OTHER) as other:
        plan = folder / "plan.toml"
        os.chown(folder, ONE.number, GROUP)
        folder.chmod(mode)
        os.chown(plan, ONE.number, GROUP)
        plan.chmod(0o660)
        for turn in range(6):
            ran = (one, other)[turn % 2](
                folder, "log", "cluster", "started", f"Thử {turn}", "--new", "--date", "2025-12-01"
            )
            taken_over = turn > 0
            assert (ran.code, bool(ran.err)) == (0, taken_over), ran
            status = plan.stat()
            assert (status.st_gid, stat.S_IMODE(status.st_mode)) == (GROUP, 0o660)
        for turn in range(5, -1, -1):
            ran = (one, other)[turn % 2](folder, "undo")
            assert ran.code == 0 and ran.err.endswith("1 record taken back from plan.toml\n"), ran
        assert plan.read_bytes() == EXAMPLE.read_bytes()
        assert sorted(path.name for path in folder.iterdir()) == ["plan.toml"]
        assert (folder.stat().st_gid, stat.S_IMODE(folder.stat().st_mode)) == (GROUP, mode)
