"""The inputs that once took minutes, at their full size: each is answered within seconds of the processor's time.

A command that takes longer is stopped by the system.
"""

import resource
import subprocess
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from attack import PLANTRACK

pytestmark = pytest.mark.slow

SECONDS = 10  # many times what each takes, and far less than each took
HEAD = '[plan]\nstart = 1901-01-01\nend = 2125-12-31\n\n[kinds.cluster]\nstages = ["planned", "started"]\n'
COUNTED = '[targets.t{}]\nkind = "cluster"\nstages = ["started"]\nbaseline = 0\ngoal = 43\n'
RECORD = '[[milestones]]\ndate = {}\nkind = "cluster"\nstage = "{}"\nitem = "{}"\nsource = "x"\n'
_ANY = Random(2)
# Of 140 letters, as of Chinese ones: of fewer, difflib takes each for a space.
LETTERS = "".join(chr(0x4E00 + _ANY.randrange(140)) for _ in range(12_000))


def answered(folder: Path, *arguments: str) -> int:
    """Run a command in a folder and return its exit code, or what stopped it as a negative number."""
    told = subprocess.run(
        [*PLANTRACK, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)),
        check=False,
    )
    return told.returncode


def write(folder: Path, *parts: str) -> None:
    (folder / "plan.toml").write_text("".join(parts), encoding="utf-8")


def test_1_200_names(tmp_path: Path) -> None:
    write(tmp_path, HEAD, RECORD.format("2024-01-01", "started", "Thiết Bình"))
    works = [f"work{place}" for place in range(1200)]
    assert answered(tmp_path, "log", "cluster", "started", *works) == 4
    assert answered(tmp_path, "log", "cluster", "started", *works, "--new") == 0


@pytest.mark.parametrize("unknown", ["targat-of-tha-divisian-{:04}-far-samething", "targat-of-tha-divisian"])
def test_5_000_unknown_targets(unknown: str, tmp_path: Path) -> None:
    promised = [f"[targets.target-of-the-division-{place:03}-for-something]\n" for place in range(300)]
    records = [
        f'[[measurements]]\ndate = 2024-01-01\ntarget = "{unknown.format(place)}"\nvalue = 1\n' for place in range(5000)
    ]
    rows = [f"2024-01-01,{unknown.format(place)},1\n" for place in range(5000)]
    (tmp_path / "rows.csv").write_text("date,target,value\n" + "".join(rows), encoding="utf-8")
    write(tmp_path, HEAD, *promised)
    assert answered(tmp_path, "import", "rows.csv") == 2
    write(tmp_path, HEAD, *promised, *records)
    assert answered(tmp_path, "check") == 1
    assert answered(tmp_path, "status") == 3


def test_500_lines_of_4_290_digits(tmp_path: Path) -> None:
    for begin in ("# ", "x{} = "):
        lines = [f"{begin.format(place)}{'1' * 4290}\n" for place in range(500)]
        write(tmp_path, *lines, f"y = {'1' * 5000}\n")
        assert answered(tmp_path, "status") == 3


def test_20_000_revisions(tmp_path: Path) -> None:
    since = [date(1901, 1, 2) + timedelta(2 * place) for place in range(20_000)]
    revised = [f"{{ from = {one}, goal = {40 + place % 5} }}" for place, one in enumerate(since)]
    promised = f"{COUNTED.format(1)}revised = [{', '.join(revised)}]\n"
    # The one is behind all the time; the other is met, as each of its goals was.
    measured = promised.replace("[targets.t1]", "[targets.t2]").replace('kind = "cluster"\nstages = ["started"]\n', "")
    total = '[[measurements]]\ndate = 1901-01-01\ntarget = "t2"\nvalue = 100\nsource = "x"\n'
    write(tmp_path, HEAD, promised, measured, RECORD.format("2010-01-01", "started", "Thiết Bình"), total)
    for command in ("status", "status --since 1950-01-01 --as-of 2100", "chart t1", "show t1", "check", "history"):
        assert answered(tmp_path, *command.split()) == 0


def test_a_name_of_12_000_letters(tmp_path: Path) -> None:
    write(tmp_path, HEAD, RECORD.format("2024-01-01", "started", LETTERS))
    other = "".join(letter if place % 7 else "x" for place, letter in enumerate(LETTERS))
    assert answered(tmp_path, "show", other) == 2
    assert answered(tmp_path, "log", "cluster", "started", other) == 4
    assert answered(tmp_path, "measure", other, "5") == 2


def test_500_targets_and_10_000_withdrawn_items(tmp_path: Path) -> None:
    promised = [COUNTED.format(place) for place in range(500)]
    lives = [(date(2010, 1, 1) + timedelta(place % 3999), f"{place * 7919:x}") for place in range(10_000)]
    log = [
        RECORD.format(day, "started", item) + RECORD.format(day + timedelta(900), "withdrawn", item)
        for day, item in lives
    ]
    write(tmp_path, HEAD, *promised, *log)
    assert answered(tmp_path, "check") == 0
    assert answered(tmp_path, "status") == 0
