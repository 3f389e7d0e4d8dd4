"""Break the code instead of its inputs: change one thing in a room of src/plantrack, and see whether a test notices.

`python tools/mutants.py --of store --sample 300 --seed 1` takes a sample of all changes that `changes.OPERATORS` names,
and runs the quick tests against each, those first that execute the changed line. It prints the test that failed first,
or that the change survived. Annotations, docstrings, assertions and `__slots__` are left alone, and texts too, all of
which are compared somewhere. The code on disk is never touched: each worker has a copy of the package.
"""

import argparse
import ast
import builtins
import gc
import importlib.util
import json
import marshal
import os
import random
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from changes import OPERATORS, PACKAGE, Mutant, changes, compiled, marked, read

ROOT = Path(__file__).parents[1]
QUICK = ["-q", "-m", "not slow", "-p", "no:cacheprovider", "--deselect", "tests/test_house.py", "tests"]
# A test that takes longer has gone round in a circle, whatever else the machine does.
MOST_CPU_SECONDS = 30
MOST_SECONDS = 240
MOST_BYTES = 4 * 2**30


def put_code(source: Path, code: CodeType) -> None:
    """Have Python import other code than the source says, in any process that imports from the same folder."""
    cached = Path(importlib.util.cache_from_source(str(source)))
    cached.parent.mkdir(exist_ok=True)
    # The flag says that the code is not compared with its source.
    cached.write_bytes(importlib.util.MAGIC_NUMBER + struct.pack("<I", 1) + bytes(8) + marshal.dumps(code))


class Session:
    """A session of pytest that has collected the quick tests, and then does something else than to run them once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failed = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember the first module that cannot be imported."""
        self._remember(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the first test that fails."""
        self._remember(report)

    def _remember(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do the work, and tell pytest that nothing is left to run."""
        self.items = {item.nodeid: item for item in session.items}
        self.work()
        return True

    def work(self) -> None:
        """Do with the collected tests what this session is for."""
        raise NotImplementedError

    def run_until_one_fails(self, ids: list[str]) -> None:
        """Run tests in this order; a signal ends the process where one of them does not end."""
        items = [self.items[id] for id in ids]
        for item, following in zip(items, [*items[1:], None], strict=True):
            signal.setitimer(signal.ITIMER_PROF, MOST_CPU_SECONDS)
            signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return


class Recording(Session):
    """Runs each test once, and takes down how long it takes and which lines of the room it executes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        # Modules of tests execute lines while they are imported.
        self.executed: set[tuple[str, int]] = set()
        vars(builtins)["_executed"] = self.executed.add

    def work(self) -> None:
        """Run all tests and write down what they execute."""
        found = {}
        for id, item in self.items.items():
            self.executed.clear()
            began = time.perf_counter()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            found[id] = (time.perf_counter() - began, sorted(self.executed))
        (self.folder / "executed.json").write_text(json.dumps([self.failed, found]), encoding="utf-8")


class Trial(Session):
    """Runs the tests against each of some mutants until one fails, in a child that has imported everything."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.mutants = [read(row) for row in json.loads((folder / "mutants.json").read_text(encoding="utf-8"))]
        self.executed = json.loads((folder.parent / "executed.json").read_text(encoding="utf-8"))[1]

    def work(self) -> None:
        """Try each mutant and write down what became of it."""
        # What is frozen is not among the objects of the collector.
        gc.unfreeze()
        for mutant in self.mutants:
            source = self.folder / "plantrack" / mutant.file
            code = compiled(mutant, source)
            put_code(source, code)
            killer = _killer_alone(self.folder, mutant) if mutant.function is None else self._killer(mutant, code)
            put_code(source, compile(source.read_bytes(), str(source), "exec"))
            with (self.folder / "results").open("a", encoding="utf-8") as file:
                file.write(json.dumps([mutant, killer]) + "\n")

    def _killer(self, mutant: Mutant, code: CodeType) -> str:
        """Return the first test that fails, in a child in which the function that is changed has the other code."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            replace_code(mutant, code)
            self.run_until_one_fails(self.ids_for(mutant))
            os.write(writing, self.failed.encode())
            os._exit(0)
        os.close(writing)
        _, status = os.waitpid(child, 0)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with os.fdopen(reading) as file:
            return file.read() or ("" if status == 0 else f"ended by {status}")

    def ids_for(self, mutant: Mutant) -> list[str]:
        """Return all tests, first those that execute the changed line, or any line of the file, the shortest first."""

        def order(id: str) -> tuple[bool, float]:
            seconds, lines = self.executed.get(id, (0.0, ()))
            is_near = any(file == mutant.file and (not mutant.function or line == mutant.line) for file, line in lines)
            return not is_near, seconds

        return sorted(self.items, key=order)


class Alone(Trial):
    """Runs the tests against the one mutant that is there already: what is executed on import is changed in it."""

    def work(self) -> None:
        """Run the tests here, in the order for the first of the mutants."""
        self.run_until_one_fails(self.ids_for(self.mutants[0]))
        (self.folder / "alone").write_text(self.failed, encoding="utf-8")


def _killer_alone(folder: Path, mutant: Mutant) -> str:
    every = (folder / "mutants.json").read_text(encoding="utf-8")
    (folder / "mutants.json").write_text(json.dumps([mutant]), encoding="utf-8")
    (folder / "alone").write_text("does not start", encoding="utf-8")
    status = start("alone", folder).wait()
    (folder / "mutants.json").write_text(every, encoding="utf-8")
    return (folder / "alone").read_text(encoding="utf-8") if status >= 0 else f"ended by {status}"


def replace_code(mutant: Mutant, code: CodeType) -> None:
    """Give the function that is changed its other code, wherever it was imported to."""
    changed = {(one.co_qualname, one.co_firstlineno): one for one in _codes(code)}
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == code.co_filename:
            there = function.__code__.co_qualname, function.__code__.co_firstlineno
            if there == mutant.function:
                function.__code__ = changed[there]


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


# The program

ROLES = {"record": Recording, "try": Trial, "alone": Alone}


def start(role: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that does its part in a folder, which begins with a copy of the package."""
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "unshrunk"}
    if role != "record":
        # What the tests start is the changed program too.
        environment["PYTHONPATH"] = str(folder)
    command = [sys.executable, __file__, "--role", role, "--folder", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def record(room: Path, folder: Path) -> None:
    """Run all tests once on code that takes down what is executed of a room."""
    shutil.copytree(PACKAGE, folder / "plantrack")
    for file in sorted(room.rglob("*.py")):
        put_code(folder / "plantrack" / file.relative_to(PACKAGE), marked(file))
    start("record", folder).wait()
    shutil.rmtree(folder / "plantrack")
    failed, _ = json.loads((folder / "executed.json").read_text(encoding="utf-8"))
    if failed:
        sys.exit(f"the tests fail before anything is changed: {failed}")


def try_all(mutants: list[Mutant], folder: Path, workers: int) -> Iterator[tuple[Mutant, str]]:
    """Try mutants in some processes; give each with the test that killed it, or nothing where it survived."""
    parts = [folder / str(worker) for worker in range(workers)]
    for worker, part in enumerate(parts):
        shutil.copytree(PACKAGE, part / "plantrack")
        (part / "mutants.json").write_text(json.dumps(mutants[worker::workers]), encoding="utf-8")
        (part / "results").touch()
    running = [start("try", part) for part in parts]
    told = [0] * workers
    while True:
        running = [one for one in running if one.poll() is None]
        time.sleep(1)
        for worker, part in enumerate(parts):
            lines = (part / "results").read_text(encoding="utf-8").splitlines()
            for line in lines[told[worker] :]:
                row, killer = json.loads(line)
                yield read(row), killer
            told[worker] = len(lines)
        if not running:
            return


def main() -> None:
    """Read the options; print the sample, what became of each mutant as it is known, and the score of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--of", default="store", help="a folder or a file of src/plantrack (store)")
    parser.add_argument("--without", nargs="*", default=[], help="files of it that are left out")
    parser.add_argument("--sample", type=int, default=300, help="how many mutants (300)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    parser.add_argument("--only", nargs="*", type=int, default=[], help="only these of the list, by their numbers")
    parser.add_argument("--workers", type=int, default=2, help="how many at a time (2)")
    parser.add_argument("--list", action="store_true", help="print the sample and try nothing")
    parser.add_argument("--role", choices=ROLES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        sys.path.insert(0, str(options.folder))
        pytest.main(QUICK, plugins=[ROLES[options.role](options.folder)])
        return
    room = PACKAGE / options.of
    files = sorted(room.rglob("*.py")) if room.is_dir() else [room]
    files = [file for file in files if str(file.relative_to(PACKAGE)) not in options.without]
    every = [mutant for file in files for mutant in changes(file, ast.parse(file.read_bytes()))]
    sample = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    numbers = {mutant: number for number, mutant in enumerate(sorted(sample), 1)}
    print(f"{len(sample)} of {len(every)} changes of {options.of}, seed {options.seed}")
    print("".join(f"{name:<12}{what}\n" for name, what in OPERATORS.items()))
    chosen = [mutant for mutant, number in numbers.items() if not options.only or number in options.only]
    if options.list:
        print("".join(f"{numbers[mutant]:>4} {mutant}\n" for mutant in chosen))
        return
    random.Random(options.seed).shuffle(chosen)
    survived: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="plantrack-mutants-") as name:
        record(room, Path(name))
        for mutant, killer in try_all(chosen, Path(name), options.workers):
            told = killer.replace("\n", " ")[:160] or "SURVIVED"
            print(f"{numbers[mutant]:>4} {mutant}: {told}", flush=True)
            survived[mutant.file] += not killer
    for file, number in Counter(mutant.file for mutant in chosen).items():
        print(f"{file:<40}{number - survived[file]:>5} of {number:>4} killed")
    killed = len(chosen) - survived.total()
    print(f"{'all':<40}{killed:>5} of {len(chosen):>4} killed, {killed / len(chosen):.1%}")


if __name__ == "__main__":
    main()
