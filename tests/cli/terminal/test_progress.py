"""What is seen of a command that takes more than a second, by a clock of the tests; and that nothing is left of it."""

import io
import itertools
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import EXAMPLES, Run, shown_on_a_terminal

from plantrack.cli.terminal import progress
from plantrack.cli.terminal.progress import BYTES_OF_PATIENCE, NOBODY_LOOKS, Progress
from plantrack.plan.sentences import Sentence

DOING = Sentence("testing", {})
ROWS = "date,kind,stage,item\n" + "".join(f"2024-01-{day:02},park,started,Khu {day}\n" for day in range(1, 31))
# Rich hides the cursor while it draws.
HIDDEN, SHOWN = "\x1b[?25l", "\x1b[?25h"
WIPED = "\r\x1b[1A\x1b[2K"


class Clock:
    """A clock that stands still until it is moved, or goes on so much at each look."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 100.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    yield Screen()


def test_nothing_is_seen_within_a_second(screen: io.StringIO) -> None:
    clock = Clock()
    line = Progress(screen, clock=clock)
    clock.now += 0.99
    assert list(line.follow(DOING)("abc")) == ["a", "b", "c"]
    line.announce(DOING, BYTES_OF_PATIENCE - 1)
    line.clear()
    assert screen.getvalue() == ""


def test_after_a_second_it_says_how_many_are_done_and_then_goes(screen: io.StringIO) -> None:
    clock = Clock()
    line = Progress(screen, clock=clock)
    for _ in line.follow(DOING)(range(4000)):
        clock.now += 0.001
    # Nothing in the first second, and then a look in each tenth of one.
    told = re.findall(r"testing: ([\d,]+) of 4,000", screen.getvalue())
    done = [int(one.replace(",", "")) for one in dict.fromkeys(told)]
    assert done == pytest.approx(range(1000, 4000, 100), abs=30)
    assert screen.getvalue().startswith(HIDDEN)
    line.clear()
    # The line is wiped out, and the cursor is there again.
    assert screen.getvalue().endswith(WIPED)
    assert screen.getvalue().count(HIDDEN) == screen.getvalue().count(SHOWN) == 1


def test_a_plan_that_takes_a_second_to_read_is_told_before(screen: io.StringIO) -> None:
    line = Progress(screen, clock=Clock())
    line.announce(DOING, BYTES_OF_PATIENCE)
    assert "testing" in screen.getvalue()
    assert " of " not in screen.getvalue()


def test_hushed_it_says_nothing_more_and_what_is_seen_goes(screen: io.StringIO) -> None:
    clock = Clock()
    line = Progress(screen, clock=clock)
    clock.now += 5
    line.announce(DOING)
    line.hush()
    before = screen.getvalue()
    assert before.endswith(WIPED)
    clock.now += 5
    line.announce(DOING, BYTES_OF_PATIENCE)
    assert list(line.follow(DOING)([1, 2])) == [1, 2]
    assert screen.getvalue() == before


def test_where_nobody_looks_nothing_is_asked_of_a_clock() -> None:
    assert list(NOBODY_LOOKS.follow(DOING)("ab")) == ["a", "b"]
    NOBODY_LOOKS.announce(DOING, BYTES_OF_PATIENCE)


def test_no_sign_of_a_name_is_obeyed_or_is_markup(screen: io.StringIO) -> None:
    line = Progress(screen, clock=Clock())
    line.announce(Sentence("reading {file}", {"file": "[red]\x07.toml"}), BYTES_OF_PATIENCE)
    assert "reading [red]\\x07.toml" in screen.getvalue()


def slow_clock() -> None:
    """Let each look at the clock take a tenth of a second."""
    looks = itertools.count()
    time.monotonic = lambda: next(looks) / 10


IMPORTS = [
    (
        (),
        ["reading the rows: 2", "finding the items of the rows: 2", "telling what changes", "writing plan.toml"],
    ),
    (("--dry-run",), ["comparing the rows with the plan: 2"]),
    (("--lang", "vi"), ["đang đọc từng dòng: 2", "đang đối chiếu với kế hoạch: 2", "đang ghi plan.toml"]),
    (("--quiet",), []),
]


@pytest.mark.parametrize(("options", "seen"), IMPORTS)
def test_of_an_import_that_takes_long_each_step_is_seen(
    tmp_path: Path, options: tuple[str, ...], seen: list[str]
) -> None:
    (tmp_path / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    shown = shown_on_a_terminal(["import", "rows.csv", *options], tmp_path, 100, {"TERM": "xterm"}, slow_clock)
    assert [one for one in seen if one not in shown] == []
    assert (shown.count(HIDDEN), shown.count(SHOWN)) == ((1, 1) if seen else (0, 0))
    # What is said in the end stands on a line of its own, on which nothing else was left.
    rest = shown.rpartition(SHOWN)[2]
    assert rest.startswith(WIPED) if seen else rest == ""
    assert ("Khu 30" in rest) == bool(seen)


def test_where_stderr_is_no_terminal_nothing_is_seen_however_long_it_takes(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    monkeypatch.setattr("plantrack.cli.terminal.progress.BYTES_OF_PATIENCE", 0)
    monkeypatch.setattr(time, "monotonic", itertools.count().__next__)
    ran = hanoi("import", "rows.csv")
    assert ran.stdout.startswith("30 rows: 30 recorded in plan.toml, 0 known\n")
    named = "".join(f"  Khu {day}\n" for day in range(1, 31))
    assert ran.stderr == f"new park (30):\n{named}"
    assert (hanoi("status").stderr, hanoi("check").stderr) == ("", "")


def test_a_question_that_takes_long_is_answered_on_a_clean_line(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())

    def prepare() -> None:
        progress.BYTES_OF_PATIENCE = 1

    shown = shown_on_a_terminal(["check"], tmp_path, 100, {"TERM": "xterm"}, prepare)
    before, _, rest = shown.rpartition(SHOWN)
    assert before.startswith(f"{HIDDEN}reading plan.toml")
    assert rest == f"{WIPED}plan.toml: no errors, no warnings\n"
