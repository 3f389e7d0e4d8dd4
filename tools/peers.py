"""Programs that others keep records in, asked the same work as `plantrack status --by`: read all, and sum them up.

Of each cluster a record says that it was started, in which district and when. `ledger bal`, `hledger bal` and
bean-query give the total of each district, `task` of each project. What is compared is how long it takes to read as
many records and to answer; `plantrack status`, which judges every target instead, stands beside it.
"""

import datetime
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmark import DISTRICTS, ENVIRONMENT, Program, Use, generate_plan, measure_in_turn

SIZES = (1_000, 10_000, 100_000)
# What of plantrack is compared with the others.
OURS = "plantrack status --by"
DAY = datetime.date(2021, 1, 1)


class Peer(NamedTuple):
    """A program to compare with."""

    name: str  # what is asked of it
    command: str  # by which it is started
    package: str  # and installed
    version: str  # the option that tells it
    write: Callable[[Path, int], Sequence[str]]  # writes so many records to a folder, and returns the arguments


def list_events(records: int) -> list[tuple[datetime.date, str, str]]:
    """Return so many events in order of time: the day, the district and the name."""
    chance = random.Random(2021)
    districts = DISTRICTS.split(", ")
    days = sorted(chance.randrange(1826) for _ in range(records))
    return [
        (DAY + datetime.timedelta(days=day), chance.choice(districts), f"Cluster {number}")
        for number, day in enumerate(days)
    ]


def _write_ledger(folder: Path, records: int) -> Sequence[str]:
    journal = folder / "journal.ledger"
    lines = (
        f"{day:%Y/%m/%d} {name}\n    Started:{district}  1 clusters\n    Promised\n\n"
        for day, district, name in list_events(records)
    )
    journal.write_text("".join(lines), encoding="utf-8")
    return ["-f", str(journal), "bal"]


def _write_beancount(folder: Path, records: int) -> Sequence[str]:
    journal = folder / "journal.beancount"
    accounts = {district: f"Assets:Started:D{number}" for number, district in enumerate(DISTRICTS.split(", "))}
    opened = (f"2020-01-01 open {account}\n" for account in ("Equity:Promised", *accounts.values()))
    lines = (
        f'{day} * "{name}"\n  {accounts[district]}  1 CLUSTER\n  Equity:Promised  -1 CLUSTER\n\n'
        for day, district, name in list_events(records)
    )
    journal.write_text("".join((*opened, "\n", *lines)), encoding="utf-8")
    return [str(journal), "SELECT account, sum(position) GROUP BY account"]


def _write_tasks(folder: Path, records: int) -> Sequence[str]:
    data = folder / "tasks"
    data.mkdir()
    lines = (
        f'[description:"{name}" entry:"{int(datetime.datetime(day.year, day.month, day.day).timestamp())}" '
        f'project:"{district}" status:"pending" uuid:"{number:08x}-0000-4000-8000-000000000000"]\n'
        for number, (day, district, name) in enumerate(list_events(records))
    )
    (data / "pending.data").write_text("".join(lines), encoding="utf-8")
    (folder / "taskrc").write_text(f"data.location={data}\ngc=off\nhooks=off\n", encoding="utf-8")
    return [f"rc:{folder / 'taskrc'}", "projects"]


PEERS = (
    Peer("ledger bal", "ledger", "ledger (Debian)", "--version", _write_ledger),
    Peer("hledger bal", "hledger", "hledger (Debian)", "--version", _write_ledger),
    Peer("bean-query", "bean-query", "beanquery (PyPI)", "--version", _write_beancount),
    Peer("task projects", "task", "taskwarrior (Debian)", "--version", _write_tasks),
)


def find_peers() -> dict[str, str]:
    """Return where each peer is that is installed, by its command: on the path, or beside this Python."""
    path = f"{Path(sys.executable).parent}:{ENVIRONMENT.get('PATH', '')}"
    found = {peer.command: shutil.which(peer.command, path=path) for peer in PEERS}
    return {command: place for command, place in found.items() if place is not None}


def measure_peers(
    plantrack: Sequence[str], python: str, folder: Path, sizes: Sequence[int], runs: int
) -> dict[int, dict[str, Use]]:
    """Return what plantrack and each peer uses for so many records, in turn, by the number of records."""
    places = find_peers()
    template = folder / "peers.toml"
    subprocess.run([*plantrack, "init", template], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    used = {}
    for size in sizes:
        below = folder / f"peers-{size}"
        below.mkdir()
        plan = below / "plan.toml"
        plan.write_text(generate_plan(template.read_text(encoding="utf-8"), size), encoding="utf-8")
        asked = [*plantrack, "status", "--plan", str(plan)]
        programs = {OURS: Program([*asked, "--by", "district"]), "plantrack status": Program(asked)}
        for peer in PEERS:
            if peer.command in places:
                own = below / peer.command
                own.mkdir()
                # What beancount has read it keeps beside the file, and does not read again.
                fresh = ["env", "BEANCOUNT_DISABLE_LOAD_CACHE=1", places[peer.command]]
                programs[peer.name] = Program([*fresh, *peer.write(own, size)])
        used[size] = measure_in_turn(programs, python, runs)
    return used


def fit_line(points: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """Return the start and the slope of the straight line nearest to some points, by least squares of what each is off.

    >>> fit_line([(0, 1.0), (10, 3.0), (20, 5.0)])
    (1.0, 0.2)
    """
    mean_x, mean_y = (sum(column) / len(points) for column in zip(*points, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
    return mean_y - slope * mean_x, slope


def print_peers(used: Mapping[int, Mapping[str, Use]]) -> None:
    """Print what each uses at each size, its fit, and its ratio to plantrack; then who is ahead, and who is missing."""
    sizes = list(used)
    largest = sizes[-1]
    heads = [*(f"{size:,}: ms" for size in sizes), "start, ms", "a record, µs", f"{largest:,}: MiB"]
    heads.append(f"{OURS} / it, at {largest:,}")
    print(f"| program | {' | '.join(heads)} |\n|---|{'---:|' * len(heads)}")
    ratios = {}
    for name in used[largest]:
        start, slope = fit_line([(size, used[size][name].seconds) for size in sizes])
        ratios[name] = used[largest][OURS].seconds / used[largest][name].seconds
        cells = [f"{used[size][name].seconds * 1000:,.0f}" for size in sizes]
        cells += [f"{max(start, 0) * 1000:,.0f}", f"{slope * 1e6:,.1f}", f"{used[largest][name].memory / 2**20:,.0f}"]
        print(f"| {name} | {' | '.join(cells)} | {ratios[name]:.2f} |")
    others = {peer.name: ratios[peer.name] for peer in PEERS if peer.name in ratios}
    ahead = [f"{name} by {ratio:.1f} ×" for name, ratio in others.items() if ratio > 1]
    behind = [f"{name} by {1 / ratio:.1f} ×" for name, ratio in others.items() if ratio < 1]
    print(f"\nAt {largest:,} records ahead of plantrack: {', '.join(ahead) or 'none'}.")
    print(f"Behind it: {', '.join(behind) or 'none'}.")
    places = find_peers()
    missing = [peer.package for peer in PEERS if peer.command not in places]
    told = [tell_version(peer, places[peer.command]) for peer in PEERS if peer.command in places]
    print(f"\nAsked: {'; '.join(told) or 'none'}. Not installed, and so not asked: {', '.join(missing) or 'none'}.")


def tell_version(peer: Peer, place: str) -> str:
    """Return what a peer says that it is, in a few words."""
    asked = subprocess.run([place, peer.version], capture_output=True, encoding="utf-8", check=False, env=ENVIRONMENT)
    first = (asked.stdout.strip() or asked.stderr.strip()).partition("\n")[0].partition(",")[0]
    return first if peer.command in first.lower() else f"{peer.command} {first}"


def describe_machine() -> str:
    """Return what this machine is, in one line."""
    import os
    import platform

    cpu = next((line for line in _read_lines("/proc/cpuinfo") if line.startswith("model name")), ": unknown processor")
    memory = next((line for line in _read_lines("/proc/meminfo") if line.startswith("MemTotal")), ": 0 kB").split()[1]
    system = json.dumps(platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()))[1:-1]
    model, cores = cpu.partition(": ")[2].strip(), os.cpu_count()
    return f"{model}, {cores} cores, {int(memory) / 2**20:.0f} GiB, {system}"


def _read_lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
