"""Measure plantrack in whole processes: processor time and peak memory, beside bare programs, tomli.loads and peers.

Run it from a checkout: python tools/benchmark.py. It measures and does not judge: the exit code is 0. All programs of a
size run in turn, so that a machine whose speed drifts is the same for all; what is printed are medians. Its files are
in a temporary folder; set TMPDIR to choose the disk that log writes to.

With --page it writes docs/speed.md, in about ten minutes on two cores that have nothing else to do. The peers are asked
that are installed: apt-get install ledger hledger taskwarrior; pip install beancount beanquery duckdb.
"""

import argparse
import datetime
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parents[1]
SAID = ("PLANTRACK_", "PYTHON", "COLUMNS")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(SAID)}

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
ACCOUNT = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""
SIZES = (100, 1_000, 10_000, 100_000)
# A small plan is read so soon that the noise of a few runs would hide what is told: it is read so many times as often.
SMALL = 1_000_000
TIMES_AS_OFTEN = 5
PAGE_SIZES = (1_000, 10_000, 100_000)
# What is asked of each plan; PLAN stands for its path. `log` writes to a copy, and really writes.
COMMANDS = {
    "status": "status --plan PLAN",
    "status --color always": "status --color always --plan PLAN",
    "status --format json": "status --format json --plan PLAN",
    "status --since": "status --since 2025 --as-of 2025-12-31 --plan PLAN",
    "status --by": "status --by district --plan PLAN",
    "items": "items cluster --plan PLAN",
    "show": "show clusters-started --plan PLAN",
    "history": "history --plan PLAN",
    "chart": "chart clusters-started --plan PLAN",
    "check": "check --plan PLAN",
    "completion": "completion zsh -- show --plan PLAN thi",
    "log": "log cluster started Mới --new --date 2025-12-31 --plan COPY",
    "undo": "undo --plan UNDONE",
}
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


def generate_plan(template: str, milestones: int, seed: int = 2021) -> str:
    """Return the template followed by this many milestones of clusters, in order of time, and ten measurements."""
    chance = random.Random(seed)
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


class Use(NamedTuple):
    """What a process used."""

    seconds: float  # of the processor, in the program and in the system
    memory: int  # at its peak, in bytes


class Program(NamedTuple):
    """A command to run and, where it writes, the file that it writes and what is in it before each run."""

    command: list[str]
    written: Path | None = None
    before: bytes = b""

    def use(self, python: str) -> Use:
        """Run once as a whole process; raise SystemExit where it fails."""
        if self.written is not None:
            with self.written.open("wb") as file:
                file.write(self.before)
                file.flush()
                os.fsync(file.fileno())  # else the write that is measured would wait for this one
        ran = subprocess.run([python, "-c", ACCOUNT, *self.command], check=True, capture_output=True, env=ENVIRONMENT)
        code, seconds, memory = ran.stdout.split()
        if int(code):
            raise SystemExit(f"exit code {int(code)}: {' '.join(self.command)}")
        return Use(float(seconds), int(memory))


def measure_in_turn(programs: Mapping[str, Program], python: str, runs: int) -> dict[str, Use]:
    """Return what each program uses, the medians of so many runs in turn, after one that is not counted."""
    turns = [{name: program.use(python) for name, program in programs.items()} for _ in range(runs + 1)][1:]
    return {
        name: Use(
            seconds=statistics.median(turn[name].seconds for turn in turns),
            memory=int(statistics.median(turn[name].memory for turn in turns)),
        )
        for name in programs
    }


def install_checkout(folder: Path) -> Path:
    """Install the wheel of this checkout into a new virtual environment and return its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin/python", "-m", "pip", "install", "--quiet", "--compile", CHECKOUT], check=True)
    return folder / "bin/python"


def write_references(python: str, folder: Path) -> dict[str, list[str]]:
    """Write and compile the programs to compare with, and return the command of each."""
    commands: dict[str, list[str]] = {}
    for name, source in {"line": BARE_LINE, "table": BARE_TABLE, "loads": BARE_LOADS}.items():
        start = folder / f"start_{name}.py"  # such as pip writes for plantrack: all programs start in the same way
        start.write_text(f"import sys\nfrom bare_{name} import app\nsys.exit(app())\n", encoding="utf-8")
        (folder / f"bare_{name}.py").write_text(BARE + source, encoding="utf-8")
        commands[name] = [python, str(start)]
    subprocess.run([python, "-m", "compileall", "-q", folder], check=True)
    return commands


def write_plans(plantrack: Sequence[str], folder: Path, sizes: Sequence[int]) -> Iterator[tuple[str, Path]]:
    """Write the plans to measure with, the example and what init writes with so many records; give name and path."""
    example = folder / "example.toml"
    example.write_bytes((CHECKOUT / "examples" / "plan.toml").read_bytes())
    yield "the example", example
    subprocess.run([*plantrack, "init", folder / "init.toml"], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    for size in sizes:
        plan = folder / f"{size}.toml"
        plan.write_text(generate_plan((folder / "init.toml").read_text(encoding="utf-8"), size), encoding="utf-8")
        yield f"{size:,} milestones", plan


def list_programs(plantrack: list[str], bare: Mapping[str, list[str]], plan: Path) -> dict[str, Program]:
    """Return the programs to run on a plan, the bare ones first."""
    copy, undone = plan.with_suffix(".copy.toml"), plan.with_suffix(".undone.toml")
    content = plan.read_bytes()
    undone.write_bytes(content)
    record = COMMANDS["log"].replace("COPY", str(undone)).split()
    subprocess.run([*plantrack, *record], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    writing = {"log": (copy, content), "undo": (undone, undone.read_bytes())}
    programs = {"a bare line": Program(bare["line"]), "a bare table": Program(bare["table"])}
    programs["tomli.loads"] = Program([*bare["loads"], str(plan)])
    paths = {"PLAN": str(plan), "COPY": str(copy), "UNDONE": str(undone)}
    for name, line in COMMANDS.items():
        words = [paths.get(word, word) for word in line.split()]
        programs[name] = Program([*plantrack, *words], *writing.get(name, ()))
    return programs


def print_table(uses: Mapping[str, Use]) -> None:
    """Print what each program used, and how that compares with what it can be compared with.

    Against tomli.loads the start, which is what a bare line takes, is taken off both.
    """
    line, table, loads = (uses[name].seconds for name in ("a bare line", "a bare table", "tomli.loads"))
    print("| program | ms | MiB | / bare line | / bare table | / tomli.loads, without the start |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (seconds, memory) in uses.items():
        ratios = [seconds / line, seconds / table]
        beyond = f"{(seconds - line) / (loads - line):.2f}" if loads - line > line / 2 else ""
        cells = [f"{seconds * 1000:.0f}", f"{memory / 2**20:.0f}", *(f"{ratio:.2f}" for ratio in ratios), beyond]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def measure(python: Path, folder: Path, sizes: Sequence[int], runs: int) -> None:
    """Measure the plantrack of an interpreter, with files in a folder, and print a table for each plan."""
    described = subprocess.run([python, "-c", DESCRIBE], check=True, stdout=subprocess.PIPE, env=ENVIRONMENT)
    executable, scripts, *versions = json.loads(described.stdout)
    plantrack = [executable, str(Path(scripts) / "plantrack")]
    bare = write_references(executable, folder)
    print(f"Python {', '.join(versions)}; user and system time of whole processes in turn")
    for name, plan in write_plans(plantrack, folder, sizes):
        of_plan = runs * TIMES_AS_OFTEN if plan.stat().st_size < SMALL else runs
        print(f"\n### {name[0].upper()}{name[1:]}: the median of {of_plan} runs each\n")
        print_table(measure_in_turn(list_programs(plantrack, bare, plan), executable, of_plan))


PAGE = CHECKOUT / "docs" / "speed.md"
HEAD = """\
# Speed

For whoever wonders how long plantrack takes, what of that is its own, and how it stands beside other programs. This
page is what `python tools/benchmark.py --page --runs {runs}` wrote on {date}, on this machine: {machine}.

Times are those of the processor, user and system together, of whole processes from an installed wheel. Each is the
median of as many runs as that says, small plans five times as many, in turn with the others of its table; from table to
table they drift. Wins and losses stand side by side.

## Beside peers

Each has as many records, and is asked for the total of each district, or of each project. `plantrack status` asks
instead where every promise stands. plantrack's file holds evidence with each record, and is larger. The start and what
a record takes are those of the straight line that is nearest to what it takes for each size.
"""
MANY = """
## Many plans

A thousand plans of a thousand records each, [asked at once](many-plans.md) on all cores, by the clock of the wall:
"""
OWN = """
## Beside bare programs

A bare line is a Typer program that prints one line, a bare table one that prints a table with Rich, and `tomli.loads`
one that reads the plan and does nothing with it. Against that last one the start is taken off both; where a plan is
too small for that to mean anything nothing stands.
"""


def write_page(python: Path, folder: Path, options: argparse.Namespace) -> None:
    """Measure all that the page on speed tells, and print it."""
    from many_plans import time_steps
    from many_plans import write_plans as write_many
    from peers import describe_machine, measure_peers, print_peers

    described = subprocess.run([python, "-c", DESCRIBE], check=True, stdout=subprocess.PIPE, env=ENVIRONMENT)
    executable, scripts, *_ = json.loads(described.stdout)
    print(HEAD.format(date=datetime.date.today(), machine=describe_machine(), runs=options.runs))
    plantrack = [executable, str(Path(scripts) / "plantrack")]
    print_peers(measure_peers(plantrack, executable, folder, options.sizes, options.runs))
    print(MANY.replace("A thousand plans", f"{options.plans:,} plans"))
    write_many(folder / "many", options.plans, 1_000)
    for step, seconds in time_steps(folder / "many", Path(scripts)):
        print(f"- {step}: {seconds:.1f} s" if seconds else f"- {step}")
    print(OWN)
    measure(python, folder, (options.sizes[0], options.sizes[-1]), options.runs)


def _read_count(typed: str) -> int:
    count = int(typed)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{typed} is less than 1")
    return count


def _read_file(typed: str) -> Path:
    if not Path(typed).is_file():
        raise argparse.ArgumentTypeError(f"{typed} is no file")
    return Path(typed)


def main() -> None:
    """Read the options, then prepare and measure in a temporary folder that is removed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=_read_file, help="an interpreter that has plantrack, not a new environment")
    parser.add_argument(
        "--runs", type=_read_count, default=3, help="how often each program is run (3); small plans: 5 x"
    )
    parser.add_argument("--sizes", type=_read_count, nargs="*", help="how many milestones the plans have")
    parser.add_argument("--page", action="store_true", help="write docs/speed.md: with peers, and with many plans")
    parser.add_argument("--plans", type=_read_count, default=1_000, help="how many plans the many are (1,000)")
    options = parser.parse_args()
    options.sizes = sorted({*(options.sizes or (PAGE_SIZES if options.page else SIZES))})
    with tempfile.TemporaryDirectory(prefix="plantrack-speed-") as name:
        python = options.python or install_checkout(Path(name, "environment"))
        if options.page:
            with redirect_stdout(StringIO()) as page:
                write_page(python, Path(name), options)
            PAGE.write_text(page.getvalue(), encoding="utf-8")
        else:
            measure(python, Path(name), options.sizes, options.runs)


if __name__ == "__main__":
    main()
