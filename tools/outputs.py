"""Run the commands on all pages and put in what they print: `python tools/outputs.py` writes the pages anew."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

from answering import run_line

from plantrack.cli.app import run

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
# Pages that are written in Vietnamese too, each beside its twin; what they type is answered in Vietnamese.
IN_VIETNAMESE = {
    README: ROOT / "README.vi.md",
    DOCS / "plan-file.md": DOCS / "vi" / "plan-file.md",
    DOCS / "commands.md": DOCS / "vi" / "commands.md",
}
PAGES = (
    *(README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))),
    *IN_VIETNAMESE.values(),
)
RECORDED = "recorded = 2026-11-24 10:00:00.123000+07:00"

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_RECORDED = re.compile(r"^([ +]?)recorded = .*$", re.MULTILINE)
_FOR_A_SHELL = re.compile(r"[|&;<>$\\*]|^(?!plantrack )")
_OTHER_TOOLS = re.compile(r"\b(?:git|jq|make)\b")


def read_with_outputs(path: Path) -> str:
    """Return a page, read from its file, with what its commands print now in its language."""
    return with_outputs(path.read_text(encoding="utf-8"), "vi" if path in IN_VIETNAMESE.values() else "en")


def with_outputs(page: str, language: str = "en") -> str:
    """Return a page with what its commands print now, run one after the other in one folder of its own.

    In the folder stand the files of examples that the pages speak of. The moment of recording is the only thing that
    differs from run to run; it is always the same here. A block that needs a tool which is not there stays as it is.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("hanoi-milestones.csv", "hanoi-reported-totals.csv", "hanoi-names.csv"):
            shutil.copy(ROOT / "examples" / file, folder)
        shutil.copytree(ROOT / "examples" / "shell", folder / "examples" / "shell")
        for file in ("plan.toml", "clusters.xlsx"):
            shutil.copy(ROOT / "examples" / file, folder / "examples")
        return _BLOCK.sub(lambda block: _run_block(block[0], folder, language), page)


def _run_block(block: str, folder: Path, language: str) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    if not all(map(shutil.which, _OTHER_TOOLS.findall(" ".join(commands)))) or _lacks_database(commands):
        return block
    return "".join(f"$ {command}\n{_run(command, folder, language)}" for command in commands)


def _lacks_database(commands: list[str]) -> bool:
    return any("ask.py" in command for command in commands) and find_spec("duckdb") is None


def _run(command: str, folder: Path, language: str) -> str:
    beside = str(Path(sys.executable).parent)
    environment = {
        "PATH": os.pathsep.join([beside, os.environ["PATH"]]),
        "LC_ALL": "C.UTF-8",
        "PLANTRACK_LANG": language,
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "reader@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    print_it = _by_a_shell if _FOR_A_SHELL.search(command) else _in_this_process
    output = _RECORDED.sub(rf"\1{RECORDED}", print_it(command, folder, environment))
    return output if not output or output.endswith("\n") else f"{output}\n"


def _by_a_shell(command: str, folder: Path, environment: dict[str, str]) -> str:
    return run_line(command, folder, environment, errors=subprocess.STDOUT)[0]


def _in_this_process(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run the program where a shell would only start it, which takes far longer than most of what it does."""
    output = io.StringIO()
    surroundings = patch.dict(os.environ, environment, clear=True)
    with chdir(folder), surroundings, redirect_stdout(output), redirect_stderr(output):
        run(shlex.split(command)[1:])
    return output.getvalue()


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(read_with_outputs(path), encoding="utf-8")
