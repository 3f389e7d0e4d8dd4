"""Measure how fast an installed plantrack is, as ratios to bare Typer programs and to tomli.loads.

Run it from a checkout: python tools/benchmark.py. It measures and does not judge: the exit code is 0.
Its files are in a temporary folder; set TMPDIR to choose the disk that log writes to.
"""

import argparse
import datetime
import itertools
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PLANTRACK_", "PYTHON"))}

BARE = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
"""
BARE_LINE = """
def main() -> None:
    print("Nam Phúc Thọ, started, 2024-09-09: clusters-started 27 → 28 of 43")
"""
BARE_TABLE = """
def main() -> None:
    from rich.console import Console
    from rich.table import Table
    table = Table(title="Hanoi industry and trade plan, 2021-2025, as of 2025-12-31, 100 % of the time gone")
    for heading in "target status actual bar progress planned days outlook unnamed last id".split():
        table.add_column(heading, style="dim" if heading in ("bar", "id") else None)
    for row in range(14):
        table.add_row(f"Industrial clusters in the city {row}", "at risk", f"{row} of 43", "━" * 20, f"{row} %",
                      "30.3", "267 days behind", "34.1", "12", "2024-07-10", f"clusters-started-{row}")
    Console(width=200).print(table)
"""
BARE_LOADS = """
def main(plan: str) -> None:
    import tomli
    with open(plan, encoding="utf-8") as file:
        print(len(tomli.loads(file.read())))
"""
DESCRIBE = """
import importlib.metadata as metadata, json, platform, sys, sysconfig
versions = [f"{name} {metadata.version(name)}" for name in ("plantrack", "typer", "rich", "tomli")]
print(json.dumps([sys.executable, sysconfig.get_path("scripts"), platform.python_version(), *versions]))
"""
# In a small process of its own, because the peak of a child begins with the size of its parent.
PEAK_MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""
# Without their accents no two of these are within one letter of each other: no two names look like a slip.
SYLLABLES = (
    "Thiết Bình Chàng Sơn Ngọc Liệp Đắc Quang Trung Phượng Cách Thanh Thùy Hoàng Đông Nguyên Khê Xuân Quế Tam Hưng Kim "
    "Bài Nghĩa Trạch Quỳnh Xuyên Phúc Thọ Tiến Văn Việt Yên Lương Nhuế Hữu Bằng Nậu Túc Điểm Thái Kiêu Giang Nhân Tích"
)
DISTRICTS = "Ba Vì, Chương Mỹ, Đan Phượng, Đông Anh, Gia Lâm, Hoài Đức, Phú Xuyên, Sóc Sơn, Thanh Oai, Ứng Hòa"


def write_date(day: datetime.date, chance: random.Random) -> str:
    """Write a day as TOML, one in eight as no more than the month, quarter, half or year that it is in."""
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    partial = [f'"{day:%Y-%m}"', f'"{day.year}-Q{quarter}"', f'"{day.year}-H{half}"', f'"{day.year}"']
    return chance.choices([day.isoformat(), *partial], [88, 7, 3, 1, 1])[0]


def generate_plan(template: str, milestones: int) -> str:
    """Return the template followed by this many milestones of clusters, in order of time, and ten measurements."""
    chance = random.Random(2021)
    pairs = [" ".join(pair) for pair in itertools.permutations(SYLLABLES.split(), 2)]
    history, start, end = datetime.date(2018, 1, 1), datetime.date(2021, 1, 1), datetime.date(2025, 12, 31)
    one_day = datetime.timedelta(days=1)
    events = []
    for number in range(milestones // 2):
        phase, pair = divmod(number, len(pairs))
        name = f"{pairs[pair]} giai đoạn {phase + 1}" if phase else pairs[pair]
        district = f'district = "{chance.choice(DISTRICTS.split(", "))}"\n'
        decision = f'area_ha = {chance.uniform(3, 75):.2f}\ndecision = "{number % 9000 + 100}/QĐ-UBND"\n'
        established = history + one_day * chance.randrange((end - history).days - 90)
        earliest = max(established + one_day * 60, start)
        started = earliest + one_day * chance.randrange((end - earliest).days)
        events += [(established, name, "established", district + decision), (started, name, "started", district)]
    blocks = [template]
    for order, (day, name, stage, details) in enumerate(sorted(events)):
        blocks.append(
            f'\n[[milestones]]\ndate = {write_date(day, chance)}\nkind = "cluster"\nstage = "{stage}"\n'
            f'item = "{name}"\n{details}source = "https://hanoi.example/van-ban/{order}"\n'
            f"recorded = {day + one_day} 08:00:00.{order:06}+07:00\n"
        )
    for year in range(2021, 2026):
        total = sum(stage == "started" and day.year <= year for day, _, stage, _ in events)
        for target, value in (("clusters-started", total), ("key-products", 117 + 25 * (year - 2020))):
            blocks.append(
                f'\n[[measurements]]\ndate = {year}-12-31\ntarget = "{target}"\nvalue = {value}\n'
                f'source = "https://hanoi.example/bao-cao/{year}"\nrecorded = 2026-01-05 09:00:00+07:00\n'
            )
    return "".join(blocks)


@dataclass(frozen=True)
class Program:
    """Hold a command to time and, if it writes, the file that it writes and the bytes to begin with."""

    command: list[str]
    written: Path | None = None
    original: bytes = b""

    def run(self, number: int) -> float:
        """Run once as a whole process and return the milliseconds that it took, nan where it fails."""
        command = [part.replace("RUN_NUMBER", str(number)) for part in self.command]
        if self.written is not None:
            with self.written.open("wb", buffering=0) as file:
                file.write(self.original)
                os.fsync(file.fileno())  # else the timed write would wait for this one
        before = time.perf_counter()
        code = subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        elapsed = (time.perf_counter() - before) * 1000
        if code == 0 and (self.written is None or self.written.stat().st_size > len(self.original)):
            return elapsed
        print(f"exit code {code}, or nothing written: {' '.join(command)}", file=sys.stderr)
        return math.nan


def time_in_turn(programs: dict[str, Program], runs: int) -> dict[str, float]:
    """Return the median milliseconds of each program, nan where one fails, after one run each that is not counted."""
    working = {name: program for name, program in programs.items() if not math.isnan(program.run(0))}
    turns = [{name: program.run(number) for name, program in working.items()} for number in range(1, runs + 1)]
    times = {name: [turn.get(name, math.nan) for turn in turns] for name in programs}
    return {name: statistics.median(row) if not any(map(math.isnan, row)) else math.nan for name, row in times.items()}


def measure_memory(program: Program, python: str) -> float:
    """Return the peak memory of a program in MiB, nan where it fails."""
    command = [python, "-c", PEAK_MEMORY, *program.command]
    result = subprocess.run(command, check=False, capture_output=True, env=ENVIRONMENT)
    return math.nan if result.returncode else int(result.stdout) / 2**20


def print_line(name: str, *cells: float | str) -> None:
    """Print one line of a table."""
    shown = (f"{cell:.2f}" if isinstance(cell, float) else cell for cell in cells)
    print(f"{name:<38}" + "".join(f"{cell:>12}" for cell in shown), flush=True)


def print_ratio(name: str, plantrack: float, reference: float, allowed: float | None, start: float = 0) -> None:
    """Print how two times compare, once the start is taken off both."""
    ratio = (plantrack - start) / (reference - start)
    verdict = "failed" if math.isnan(ratio) else "-" if allowed is None else "ok" if ratio <= allowed else "over"
    print_line(name, plantrack, reference, ratio, "-" if allowed is None else allowed, verdict)


def install_checkout(folder: Path) -> Path:
    """Install the wheel of this checkout into a new virtual environment and return its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin/python", "-m", "pip", "install", "--quiet", "--compile", CHECKOUT], check=True)
    return folder / "bin/python"


def write_references(python: str, folder: Path) -> dict[str, list[str]]:
    """Write and compile the programs to compare with and return the command of each."""
    commands: dict[str, list[str]] = {}
    for name, source in {"line": BARE_LINE, "table": BARE_TABLE, "loads": BARE_LOADS}.items():
        start = folder / f"start_{name}.py"  # such as pip writes for plantrack: all programs start in the same way
        start.write_text(f"import sys\nfrom bare_{name} import app\nsys.exit(app())\n", encoding="utf-8")
        (folder / f"bare_{name}.py").write_text(BARE + source, encoding="utf-8")
        commands[name] = [python, str(start)]
    subprocess.run([python, "-m", "compileall", "-q", folder], check=True)
    return commands


def write_plans(plantrack: list[str], folder: Path) -> dict[str, Path]:
    """Write the three plans to measure with, the larger two upon what init writes, and return the path of each."""
    plans = {size: folder / f"{size}.toml" for size in ("example", "10000", "100000")}
    plans["example"].write_bytes((CHECKOUT / "examples" / "plan.toml").read_bytes())
    subprocess.run([*plantrack, "init", folder / "init.toml"], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    for size in ("10000", "100000"):
        plan = generate_plan((folder / "init.toml").read_text(encoding="utf-8"), int(size))
        plans[size].write_text(plan, encoding="utf-8")
    return plans


def measure(python: Path, folder: Path, runs: int) -> None:
    """Measure the plantrack of an interpreter, with files in a folder, and print two tables."""
    described = subprocess.run([python, "-c", DESCRIBE], check=True, stdout=subprocess.PIPE, env=ENVIRONMENT)
    executable, scripts, *versions = json.loads(described.stdout)
    plantrack = [executable, str(Path(scripts) / "plantrack")]
    bare = write_references(executable, folder)
    plans = write_plans(plantrack, folder)
    programs: dict[str, dict[str, Program]] = {}
    for size, plan in plans.items():
        words = ["log", "cluster", "started", "Mới-RUN_NUMBER", "--new", "--date", "2025-12-31", "--plan"]
        programs[size] = {
            "line": Program(bare["line"]),
            "table": Program(bare["table"]),
            "loads": Program([*bare["loads"], str(plan)]),
            "status": Program([*plantrack, "status", "--plan", str(plan)]),
            "status as JSON": Program([*plantrack, "status", "--format", "json", "--plan", str(plan)]),
            "log": Program([*plantrack, *words, f"{plan}-copy"], Path(f"{plan}-copy"), plan.read_bytes()),
            "check": Program([*plantrack, "check", "--plan", str(plan)]),
            "completion": Program([*plantrack, "completion", "zsh", "--", "show", "--plan", str(plan), "thi"]),
        }
    medians: dict[str, dict[str, float]] = {size: {} for size in plans}

    def time_some(size: str, *names: str) -> dict[str, float]:
        medians[size] |= time_in_turn({name: programs[size][name] for name in names}, runs)
        return medians[size]

    print(f"Python {', '.join(versions)}; whole processes in turn, medians of {runs}\n")
    print_line("milliseconds", "plantrack", "reference", "ratio", "allowed")
    for name, reference, allowed in (
        *(("status", "table", 1.15), ("log", "line", 1.5), ("completion", "line", 1.5)),
        ("status as JSON", "line", None),
    ):
        times = time_some("example", name, reference)
        print_ratio(f"{name}, example / one {reference}", times[name], times[reference], allowed)
    for name, allowed in (("status", 1.4), ("log", 2.5), ("check", None), ("completion", None)):
        times = time_some("100000", name, "loads", "line")
        print_ratio(f"{name}, 100,000 / tomli.loads *", times[name], times["loads"], allowed, times["line"])
    print("* compared without the start, which is what the program that prints one line takes\n")

    print_line("growth (linear: near that of loads)", "example", "10,000", "100,000", "growth")
    time_some("example", "loads", "check")
    time_some("10000", "loads", "status", "check")
    rows = {f"{name}, milliseconds": [times[name] for times in medians.values()] for name in medians["10000"]}
    for name in ("loads", "status"):
        rows[f"{name}, peak memory in MiB"] = [measure_memory(some[name], executable) for some in programs.values()]
    for name, (lowest, middle, highest) in rows.items():
        print_line(name, lowest, middle, highest, (highest - lowest) / (middle - lowest))


def main() -> None:
    """Read the options, then prepare and measure in a temporary folder that is removed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=Path, help="an interpreter that has plantrack, instead of a new environment")
    parser.add_argument("--runs", type=int, default=15, help="how often each program is timed (15)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plantrack-speed-") as name:
        measure(options.python or install_checkout(Path(name, "environment")), Path(name), max(options.runs, 1))


if __name__ == "__main__":
    main()
