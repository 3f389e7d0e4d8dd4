"""Write many plans, each of many records, and ask all of them at once, as docs/many-plans.md does.

Run it from a checkout: python tools/many_plans.py FOLDER. It prints how long each step took on the clock of the wall,
since what counts is that they run side by side. The query needs DuckDB: pip install '.[plans]'.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmark import ENVIRONMENT, generate_plan

ROOT = Path(__file__).resolve().parents[1]
SHELL = ROOT / "examples" / "shell"
TEMPLATE = ROOT / "src" / "plantrack" / "store" / "templates" / "hanoi.toml"
DAY = "2025-06-30"


def write_plans(folder: Path, plans: int, records: int) -> None:
    """Write so many plans below a folder, each with so many records."""
    # Half of the clusters that it promises are there in the end.
    template = TEMPLATE.read_text(encoding="utf-8").replace("goal = 43", f"goal = {records}")
    (folder / "districts").mkdir(parents=True)
    for number in range(plans):
        plan = generate_plan(template, records, seed=number)
        (folder / "districts" / f"district-{number:04}.toml").write_text(plan, encoding="utf-8")


def time_steps(folder: Path, programs: Path) -> Iterator[tuple[str, float]]:
    """Collect what all plans in a folder say, and ask DuckDB; give what each step did and its seconds."""
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = {**ENVIRONMENT, "PATH": path}
    begun = time.monotonic()
    collect = [sys.executable, str(SHELL / "collect.py"), "districts", "out", DAY]
    subprocess.run(collect, cwd=folder, env=environment, check=True)
    yield "what is behind in each plan, and why, as many at once as there are cores", time.monotonic() - begun
    if find_spec("duckdb") is None:
        yield "the query was not asked: no DuckDB is installed", 0.0
        return
    begun = time.monotonic()
    ask = [sys.executable, str(SHELL / "ask.py"), str(SHELL / "behind.sql")]
    asked = subprocess.run(ask, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    behind = asked.stdout.count("\n") - 1
    yield f"the query, which finds {behind:,} targets that are behind", time.monotonic() - begun


def main() -> None:
    """Read the options, write the plans, and print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--records", type=int, default=1000, help="of each plan")
    options = parser.parse_args()
    if options.plans < 1:
        parser.error("--plans: at least one plan is asked")
    if options.folder.exists():
        parser.error(f"{options.folder} is there already")
    write_plans(options.folder, options.plans, options.records)
    for step, seconds in time_steps(options.folder, Path(sys.executable).parent):
        print(f"{seconds:8.1f} s  {step}", flush=True)


if __name__ == "__main__":
    main()
