"""The gallery: a small plan for each error and each warning, beside exactly what `plantrack check` says of it.

tests/gallery/NAME.toml is the plan and NAME.txt the answer. The names of plans with warnings alone begin with
`warning-`, those of plans that are near to a mistake and have none with `sound-`; all others have errors.
"""

import ast
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NamedTuple

import pytest
from conftest import NOW, TESTS, Ran, Run

from plantrack.plan.problems import InvalidPlan
from plantrack.plan.rules import alike, by_hand, checks, sums, totals
from plantrack.store import planfile
from plantrack.store.read import goals, log, records, schema, syntax, tables, targets

GALLERY = TESTS / "gallery"
NAMES = sorted(path.stem for path in GALLERY.glob("*.toml"))
WITH_WARNINGS = [name for name in NAMES if name.startswith("warning-")]
SOUND = [name for name in NAMES if name.startswith("sound-")]
WITH_ERRORS = [name for name in NAMES if name not in {*WITH_WARNINGS, *SOUND}]

MODULES = (
    *(schema, targets, goals, tables, records, log, syntax, planfile),
    *(checks, alike, totals, sums, by_hand),
)
MAKERS = {"error", "Problem", "warn", "say", "say_counted"}
_HALF_A_CHARACTER = "a file is UTF-8 or is not read; the command line can give half a character"
_OF_NEW_RECORDS = "it refuses new records; of those in a file is a warning"
# Calls that no plan file reaches, each with the reason.
WITHOUT_PICTURE = {
    "say('{key} must be a text in UTF-8, not {value}', key=self.call(key), value=show_value(value))": _HALF_A_CHARACTER,
    "self.error(key, say('{key} must be a text in UTF-8, not {value}', key=self.call(key), value=show_value(value)))": (
        _HALF_A_CHARACTER
    ),
    "say('write it {others}, or add --new if it is another one', others=others)": _OF_NEW_RECORDS,
    "say('{kind} {name} nearly equals {others}', kind=Called(kind_id), name=name, others=others)": _OF_NEW_RECORDS,
    "Problem(message, hint)": _OF_NEW_RECORDS,
}


class Call(NamedTuple):
    """A place in the program that makes a problem."""

    file: str
    line: int
    source: str

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.line}: {self.source}"


def picture(name: str, folder: Path) -> str:
    """Put one plan of the gallery into a folder, and return the name of the file."""
    (folder / f"{name}.toml").write_bytes((GALLERY / f"{name}.toml").read_bytes())
    return f"{name}.toml"


def answer(name: str) -> str:
    return (GALLERY / f"{name}.txt").read_bytes().decode()


def errors(name: str) -> str:
    """Return the errors of an answer as a command that needs a sound plan prints them: no warnings, no sum."""
    lines = []
    severity = ""
    for line in answer(name).splitlines()[:-1]:
        if not line.startswith("  hint: "):
            severity = line.partition(":")[0]
        if severity == "error":
            lines.append(line.removeprefix("  "))
    return "".join(f"{line}\n" for line in lines)


def calls(module: ModuleType) -> Iterator[Call]:
    """Give each call in a module that makes a problem."""
    assert module.__file__ is not None
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            made_by = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if made_by in MAKERS:
                yield Call(module.__file__, node.lineno, ast.unparse(node))


class Lines:
    """Which lines of some files were run while it was in force."""

    def __init__(self, files: set[str]) -> None:
        self.files = files
        self.run: set[tuple[str, int]] = set()

    def __enter__(self) -> "Lines":
        self.before = sys.gettrace()
        sys.settrace(self.trace)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self.before)

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in self.files:
            return None
        if event == "line":
            self.run.add((frame.f_code.co_filename, frame.f_lineno))
        return self.trace


def test_each_picture_has_its_answer() -> None:
    assert sorted(path.stem for path in GALLERY.glob("*.txt")) == NAMES
    for name in NAMES:
        *problems, total = answer(name).splitlines()
        severities = [line.partition(":")[0] for line in problems if not line.startswith("  hint: ")]
        assert ("error" in severities, bool(severities)) == (name in WITH_ERRORS, name not in SOUND), name
        assert total.startswith(f"{name}.toml: "), name


def test_pictures_keep_their_bytes() -> None:
    windows = (GALLERY / "bom-and-windows-lines.toml").read_bytes()
    assert windows.startswith(b"\xef\xbb\xbf")
    assert windows.count(b"\r\n") == windows.count(b"\n") > 0
    assert (GALLERY / "not-utf-8-utf-16.toml").read_bytes().startswith(b"\xff\xfe[\0p\0")


def problems_of(name: str) -> None:
    """Have the program find what is wrong with a plan of the gallery."""
    with suppress(InvalidPlan):
        file, problems = planfile.examine(name, (GALLERY / f"{name}.toml").read_bytes())
        if not problems:
            planfile.locate(name, file.text, checks.find_warnings(file.plan, file.ledger, NOW))


def test_every_error_and_every_warning_has_a_picture() -> None:
    made = [call for module in MODULES for call in calls(module)]
    with Lines({call.file for call in made}) as lines:
        for name in NAMES:
            problems_of(name)
    missing = [call for call in made if (call.file, call.line) not in lines.run]
    unexpected = [str(call) for call in missing if call.source not in WITHOUT_PICTURE]
    assert not unexpected, "no plan in tests/gallery/ shows:\n" + "\n".join(unexpected)
    assert len(missing) == len(WITHOUT_PICTURE), "WITHOUT_PICTURE names what is gone, or has a picture"


WRITING = (
    ("log", "cluster", "started", "Thiết Bình", "--new", "--date", "2024-06-05", "--source", "https://example.org"),
    ("measure", "key-products", "229", "--date", "2024-07-10", "--source", "https://example.org"),
)


@pytest.mark.parametrize("name", WITH_ERRORS)
def test_every_command_stops_at_the_errors_that_check_shows(name: str, plantrack: Run, tmp_path: Path) -> None:
    file = picture(name, tmp_path)
    assert plantrack("check", "--plan", file) == Ran(answer(name), code=1)
    assert plantrack("status", "--plan", file) == Ran(stderr=errors(name), code=3)
    for command in WRITING:
        assert plantrack(*command, "--plan", file) == Ran(stderr=errors(name) + "nothing was written\n", code=3)
    assert (tmp_path / file).read_bytes() == (GALLERY / file).read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {file}


@pytest.mark.parametrize("name", WITH_WARNINGS)
def test_warnings_count_only_when_strict(name: str, plantrack: Run, tmp_path: Path) -> None:
    file = picture(name, tmp_path)
    assert plantrack("check", "--plan", file) == Ran(answer(name))
    assert plantrack("check", "--strict", "--plan", file) == Ran(answer(name), code=1)
    status = plantrack("status", "--plan", file)
    assert (status.stderr, status.code) == ("", 0)


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_passes_when_strict(name: str, plantrack: Run, tmp_path: Path) -> None:
    file = picture(name, tmp_path)
    assert plantrack("check", "--plan", file) == plantrack("check", "--strict", "--plan", file) == Ran(answer(name))
