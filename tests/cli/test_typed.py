"""Dates and numbers as they are typed: on every command, what settles them, and what is told of them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run

from plantrack.cli.app import build_program
from plantrack.cli.registry import REGISTRY

BOTH = '"5/6/2025" may be 2025-06-05 or 2025-05-06\nhint: write it in one of these ways, or add --dates dmy\n'
# Of each command the options and arguments that are dates.
DATED = {
    ("status", "--as-of"),
    ("status", "--known"),
    ("status", "--since"),
    ("status", "--during"),
    ("items", "cluster", "--as-of"),
    ("show", "vending-machines", "--known"),
    ("history", "--since"),
    ("history", "--as-of"),
    ("chart", "vending-machines", "--as-of"),
    ("measure", "vending-machines", "800", "--dry-run", "--date"),
    ("log", "cluster", "started", "Cam Thượng", "--dry-run", "--date"),
}


def last(tmp_path: Path, table: str) -> dict[str, object]:
    record: dict[str, object] = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))[table][-1]
    return {key: str(value) if key == "date" else value for key, value in record.items() if key != "recorded"}


@pytest.mark.parametrize("command", sorted(DATED), ids=lambda command: f"{command[0]} {command[-1]}")
def test_a_date_means_the_same_on_every_command(hanoi: Run, command: tuple[str, ...]) -> None:
    told = "nothing was written\n" if command[0] in ("measure", "log") else ""
    assert hanoi(*command, "5/6/2025") == Ran("", f"error: {command[-1]}: {BOTH}{told}", 2)
    for typed, settled in (("5/6/2025", ("--dates", "dmy")), ("5/6/2025", ("--lang", "vi")), ("ngày 5/6/2025", ())):
        ran = hanoi(*command, typed, *settled)
        plain = hanoi(*command, "2025-06-05", *settled)
        assert ran.code == plain.code == 0
        assert ran.stdout == plain.stdout


def test_what_settles_stands_on_every_command_that_takes_a_date_or_a_number() -> None:
    program = build_program()
    for name in REGISTRY:
        parameters = program.get_command(None, name).params
        metavars = {one.metavar for one in parameters}
        told = {option for one in parameters for option in one.opts}
        takes_dates = bool(metavars & {"DATE", "PERIOD"}) or name == "import"
        takes_numbers = bool(metavars & {"VALUE", "NAME=VALUE"}) or name == "import"
        assert ({"--dates", "--lang"} <= told, "--decimal" in told) == (takes_dates, takes_numbers), name


def test_what_is_recorded_is_iso_and_how_it_was_read_is_told(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("measure", "vending-machines", "1.234,5", "--date", "quý I/2026") == Ran(
        'vending-machines: 1,234.5 ("1.234,5"), 2026-Q1 ("quý I/2026"), recorded in plan.toml\n'
        "  vending-machines 717 → 1,234.5\n"
    )
    assert last(tmp_path, "measurements") == {"date": "2026-Q1", "target": "vending-machines", "value": 1234.5}
    log = ("log", "cluster", "started", "Cam Thượng", "--date", " 30/6/2026 ", "--set", "area_ha=12,5")
    told = 'Cam Thượng: cluster started, 2026-06-30 ("30/6/2026"), '
    assert hanoi(*log) == Ran(f'{told}area_ha 12.5 ("12,5"), recorded in plan.toml\n  clusters-started 32 → 33 of 43\n')
    assert last(tmp_path, "milestones") == {
        "date": "2026-06-30",
        "kind": "cluster",
        "stage": "started",
        "item": "Cam Thượng",
        "area_ha": 12.5,
    }
    assert hanoi(*log) == Ran(f"{told}already recorded in plan.toml\n")


def test_a_percentage_is_read_where_percent_is_measured(hanoi: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    machines = '{ en = "machines", vi = "máy" }'
    assert text.count(f"unit = {machines}\n") == 1
    for unit in ("%", "Percent", "Phần trăm", "phần trăm"):
        plan.write_text(text.replace(machines, f'"{unit}"'), encoding="utf-8")
        ran = hanoi("measure", "vending-machines", "59,1 %", "--date", "2026-01-05", "--dry-run")
        assert (ran.code, "\nvalue = 59.1\n" in ran.stdout) == (0, True)
    plan.write_text(text, encoding="utf-8")
    assert hanoi("measure", "vending-machines", "59,1%") == Ran(
        "",
        'error: value: "59,1%" is not a number such as 1234.5\nhint: this target is not measured in percent\n'
        "nothing was written\n",
        2,
    )


ENVIRONMENTS: list[tuple[dict[str, str], tuple[str, ...], bool]] = [
    ({}, (), False),
    ({"LANG": "vi_VN.UTF-8"}, (), True),
    ({"LANG": "vi"}, (), True),
    ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, (), True),
    ({"LANG": "vi_VN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, (), False),
    ({"LC_ALL": "C.UTF-8", "LC_MESSAGES": "vi_VN", "LANG": "vi_VN"}, (), False),
    ({"LC_ALL": "", "LANG": "vi_VN"}, (), True),
    ({"LANG": "vie_VN"}, (), False),
    ({"PLANTRACK_LANG": "vi"}, (), True),
    ({"PLANTRACK_LANG": "VI-vn", "LC_ALL": "en_US.UTF-8"}, (), True),
    ({"PLANTRACK_LANG": "en", "LC_ALL": "vi_VN.UTF-8"}, (), False),
    ({"PLANTRACK_LANG": "", "LC_ALL": "vi_VN.UTF-8"}, (), True),
    ({"PLANTRACK_LANG": "en"}, ("--lang", "vi"), True),
    ({"PLANTRACK_LANG": "vi"}, ("--lang", "en"), False),
    ({"PLANTRACK_LANG": "vi"}, ("--dates", "iso"), False),
    ({"PLANTRACK_LANG": "en"}, ("--dates", "dmy"), True),
]


@pytest.mark.parametrize(("environment", "arguments", "settled"), ENVIRONMENTS, ids=str)
def test_the_option_then_the_variable_then_the_locale(
    hanoi: Run,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: tuple[str, ...],
    settled: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (hanoi("status", "vending-machines", "--as-of", "5/6/2025", *arguments).code == 0) == settled


def test_an_unknown_language_is_refused_whoever_names_it(hanoi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hanoi("status", "--lang", "fr").stderr == 'error: --lang: unknown value "fr"\nhint: known are: en, vi\n'
    monkeypatch.setenv("PLANTRACK_LANG", "vn")
    assert hanoi("status") == Ran("", 'error: PLANTRACK_LANG: unknown language "vn"\nhint: known are: en, vi\n', 2)
    assert hanoi("measure", "vending-machines", "1").stderr.endswith("known are: en, vi\nnothing was written\n")
    # Whatever is asked is answered in it, and `--lang` is a way out.
    assert hanoi("check").code == hanoi("--help").code == 2
    assert hanoi("check", "--lang", "en").code == 0


def test_the_words_of_dates_are_loaded_where_one_is_typed(hanoi: Run) -> None:
    script = "import sys; from plantrack.cli.app import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    for typed, loaded in (("2025-06", False), ("tháng 6/2025", True)):
        command = [sys.executable, "-c", script, "status", "--as-of", typed]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        ran = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
        modules = re.findall(r"plantrack\.plan\.typed\.(?:days|figures)", ran.stderr)
        assert bool(modules) == loaded
