"""What is seen of a command that takes more than a second, by a clock of the tests; and that nothing is left of it."""

import errno
import io
import itertools
import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import EXAMPLES, Run, shown_on_a_terminal

from plantrack.cli import app, terminal
from plantrack.cli.terminal import BYTES_OF_PATIENCE, NOBODY_LOOKS, Progress
from plantrack.plan.sentences import Sentence
from plantrack.render.text.widths import measure_text

DOING = Sentence("testing", {})
ROWS = "date,kind,stage,item\n" + "".join(f"2024-01-{day:02},park,started,Khu {day}\n" for day in range(1, 31))
WIPED = "\r\x1b[K"


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
    line.clear()
    assert screen.getvalue().endswith(WIPED)
    # Nothing but the line itself is moved, coloured or hidden.
    assert set(re.findall(r"[\r\n]|\x1b\W*\w", screen.getvalue())) == {"\r", "\x1b[K"}


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


# A count of which much is done, on a terminal of so many columns.
NARROW = [
    (80, "testing: 30,000 of 100,000 ▆▆▆▆▆▆▁▁▁▁▁▁▁▁▁▁▁▁▁▁"),
    (48, "testing: 30,000 of 100,000 ▆▆▆▆▆▆▁▁▁▁▁▁▁▁▁▁▁▁▁▁"),
    (47, "testing: 30,000 of 100,000"),
    (27, "testing: 30,000 of 100,000"),
    (26, "testi…: 30,000 of 100,000"),
    (21, "…: 30,000 of 100,000"),
    (20, "30,000 of 100,000"),
    (18, "30,000 of 100,000"),
    (17, "30,000"),
    (10, "30,000"),
    (6, "30,0…"),
    (1, "…"),
]


@pytest.mark.parametrize(("columns", "seen"), NARROW)
def test_on_a_narrow_terminal_the_count_stays_and_the_words_are_cut(
    columns: int, seen: str, screen: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What COLUMNS says is for tables: a line that is wider than the terminal itself would not go.
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    monkeypatch.setattr(screen, "fileno", lambda: 2)
    clock = Clock()
    line = Progress(screen, clock=clock)
    rows = line.follow(DOING)(range(100_000))
    list(itertools.islice(rows, 30_000))
    clock.now += 1
    next(rows)
    assert screen.getvalue() == f"{WIPED}{seen}"


def test_what_follows_on_what_was_cleared_has_a_second_again(screen: io.StringIO) -> None:
    clock = Clock()
    line = Progress(screen, clock=clock)
    clock.now += 600
    line.clear()
    line.announce(DOING)
    assert screen.getvalue() == ""
    clock.now += 1
    line.announce(DOING)
    assert screen.getvalue() == f"{WIPED}testing"


def test_what_is_done_goes_on_where_the_terminal_is_gone(screen: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(screen, "write", fail)
    line = Progress(screen, clock=Clock(step=1))
    assert list(line.follow(DOING)(range(30))) == [*range(30)]
    line.announce(DOING, BYTES_OF_PATIENCE)
    line.clear()


def show_all() -> None:
    """Let each step be long, and each look at the clock take a tenth of a second."""
    terminal.BYTES_OF_PATIENCE = 0
    slow_clock()


def slow_clock() -> None:
    """Let each look at the clock take a tenth of a second."""
    looks = itertools.count()
    time.monotonic = lambda: next(looks) / 10


IMPORTS = [
    (
        (),
        ["reading the rows: 2", "checking the rows: 2", "finding the items of the rows: 2", "writing plan.toml"],
    ),
    (("--dry-run",), ["comparing the rows with the plan: 2", "telling what changes"]),
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
    # What is said in the end stands on a line of its own, on which nothing else was left.
    rest = shown.rpartition(WIPED)[2]
    assert ("Khu 30" in rest) == bool(seen)
    assert set(re.findall(r"\r|\x1b\W*\w", shown)) == ({"\r", "\x1b[K"} if seen else set())


STEPS = [
    (
        "undo",
        ["reading plan.toml", "finding what was recorded last", "telling what changes", "writing plan.toml"],
    ),
    ("undo --dry-run", ["reading plan.toml", "finding what was recorded last", "telling what changes"]),
    ("undo --quiet", []),
    ("check", ["reading plan.toml", "looking for mistakes"]),
    ("check --lang vi", ["đang đọc plan.toml", "đang tìm lỗi"]),
    ("edit", ["reading plan.toml", "", "reading plan.edit.toml", "reading plan.toml", "writing plan.toml"]),
    ("edit --quiet", []),
    (
        "import office.toml --new",
        [
            "reading office.toml",
            "reading plan.toml",
            "finding the items of the records",
            "finding the items of the records: N of 20",
            "comparing the records with the plan",
            "comparing the records with the plan: N of 20",
            "looking for what does not fit",
            "comparing the new names with the known ones",
            "composing the text of the records",
            "telling what changes",
            "writing plan.toml",
        ],
    ),
    ("import office.toml --new --quiet", []),
    ("status", ["reading plan.toml", "working out the answer"]),
]


@pytest.mark.parametrize(("line", "steps"), STEPS)
def test_of_a_command_that_takes_long_each_step_is_seen(line: str, steps: list[str], tmp_path: Path) -> None:
    plan = (EXAMPLES / "plan.toml").read_text(encoding="utf-8")
    recorded = "recorded = 2030-01-05 09:00:00+07:00\n"
    last = f'\n[[measurements]]\ndate = 2026-01-05\ntarget = "key-products"\nvalue = 300\n{recorded}'
    (tmp_path / "plan.toml").write_text(plan + last, encoding="utf-8")
    rows = "".join(
        f'\n[[milestones]]\ndate = 2024-01-{day:02}\nkind = "park"\nstage = "started"\nitem = "Khu {day}"\n'
        for day in range(1, 21)
    )
    (tmp_path / "office.toml").write_text(plan.partition("[[m")[0] + rows, encoding="utf-8")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "# typed" >> "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    environment = {"TERM": "xterm", "EDITOR": str(editor), "NO_COLOR": "1"}
    shown = shown_on_a_terminal(line.split(), tmp_path, 100, environment, show_all)
    *frames, rest = shown.removeprefix(WIPED).split(WIPED)
    told = [re.sub(r": \d+ of (\d+) .*", r": N of \1", frame) for frame in frames]
    assert list(dict.fromkeys(told)) == list(dict.fromkeys(steps))
    assert (rest == "") == ("--quiet" in line)


LONG = "kế-hoạch-計画-" * 9 + ".toml"
SCREENS = [
    (80, {}),
    (20, {}),
    (10, {}),
    (80, {"COLUMNS": "300"}),
    (80, {"COLUMNS": "20"}),
    (80, {"NO_COLOR": "1"}),
    (80, {"CLICOLOR": "0"}),
    (80, {"FORCE_COLOR": "0"}),
    (80, {"FORCE_COLOR": "1"}),
    (80, {"LC_ALL": "C"}),
    (20, {"LC_ALL": "C", "PLANTRACK_LANG": "vi"}),
    (80, {"PLANTRACK_LANG": "vi"}),
]


def read_screen(shown: str, columns: int) -> list[str]:
    """Return the lines of a terminal that got a text: it knows the start of a line, its end, and how to wipe it."""
    lines, place = [[" "] * columns], 0
    for sign in re.findall(r"\x1b\[K|[^\x1b]", shown):
        if sign == "\r":
            place = 0
        elif sign == "\x1b[K":
            lines[-1][place:] = [" "] * (columns - place)
        elif sign == "\n" or place + measure_text(sign) > columns:
            lines.append([" "] * columns)
            place = 0
        if sign.isprintable():
            cells = [sign, *[""] * (measure_text(sign) - 1)]
            lines[-1][place : place + len(cells)] = cells
            place += len(cells)
    return ["".join(line).rstrip() for line in lines]


@pytest.mark.parametrize(("columns", "environment"), SCREENS)
@pytest.mark.parametrize("line", ["check", "import rows.csv --dry-run"])
def test_nothing_is_left_on_any_screen(line: str, columns: int, environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / LONG).write_bytes((EXAMPLES / "plan.toml").read_bytes())
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    said = {"PLANTRACK_PLAN": LONG, **environment}
    dumb, shown = (
        shown_on_a_terminal(line.split(), tmp_path, columns, {**said, "TERM": term}, show_all)
        for term in ("dumb", "xterm")
    )
    assert WIPED in shown
    assert WIPED not in dumb
    # When it would be recorded differs.
    left, said_alone = (read_screen(re.sub(r"(?m)^recorded = .*", "", text), columns) for text in (shown, dumb))
    assert left == said_alone
    assert set(re.findall(r"\x1b\W*\w", shown)) == {"\x1b[K"}
    assert shown.isascii() or environment.get("LC_ALL") != "C"


MUTE = [{"TERM": "dumb"}, {"TERM": "unknown"}, {"TTY_COMPATIBLE": "0"}, {"TTY_INTERACTIVE": "0"}]


@pytest.mark.parametrize("environment", MUTE)
def test_where_no_line_can_be_written_over_none_is_begun(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    shown = shown_on_a_terminal(["check"], tmp_path, 80, {"TERM": "xterm", **environment}, show_all)
    assert shown == "plan.toml: no errors, no warnings\n"


def test_a_line_is_written_plainly_where_the_locale_cannot_write_its_signs(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    environment = {"TERM": "xterm", "LC_ALL": "C"}
    shown = shown_on_a_terminal(["check", "--lang", "vi"], tmp_path, 15, environment, show_all)
    assert shown.split(WIPED)[1:3] == ["dang doc plan~", "dang tim loi"]


def test_a_question_is_asked_on_a_clean_line(screen: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = type(screen)("n\n")
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdin", answers)
    here = app.speak(app._look_around(datetime(2026, 1, 5, tzinfo=UTC)), "en")
    here.progress.announce(DOING, BYTES_OF_PATIENCE)
    assert here.ask is not None
    assert not here.ask("edit again?")
    assert screen.getvalue() == f"{WIPED}testing{WIPED}edit again? [Y/n] "


def test_where_stderr_is_no_terminal_nothing_is_seen_however_long_it_takes(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    monkeypatch.setattr("plantrack.cli.terminal.BYTES_OF_PATIENCE", 0)
    monkeypatch.setattr(time, "monotonic", itertools.count().__next__)
    ran = hanoi("import", "rows.csv")
    assert ran.stdout.startswith("30 rows: 30 recorded in plan.toml, 0 known\n")
    named = "".join(f"  Khu {day}\n" for day in range(1, 31))
    assert ran.stderr == f"new park (30):\n{named}"
    assert (hanoi("status").stderr, hanoi("check").stderr) == ("", "")


def test_a_question_that_takes_long_is_answered_on_a_clean_line(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())

    def prepare() -> None:
        terminal.BYTES_OF_PATIENCE = 1

    shown = shown_on_a_terminal(["check"], tmp_path, 100, {"TERM": "xterm"}, prepare)
    answer = "plan.toml: no errors, no warnings\n"
    assert shown == f"{WIPED}reading plan.toml{WIPED}looking for mistakes{WIPED}{answer}"
