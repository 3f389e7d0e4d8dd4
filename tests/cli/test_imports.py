"""What each command imports, in a fresh process: what one needs alone is no cost to another."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES, SHELL_ENVIRONMENT

from plantrack.cli.registry import COMMANDS

# What takes so long to import that it is felt, or is for one thing alone.
WATCHED = ("rich", "plotille", "tomli", "tomli_w", "fractions", "decimal", "csv", "dataclasses")
RUN = """
import json, sys
from plantrack.cli.app import run
code = run(sys.argv[1:])
print(json.dumps([code, list(sys.modules)]), file=sys.stderr)
"""
# Of each command line what it imports of that.
IMPORTED = {
    "--version": ("csv",),
    "--help": (),
    "status --help": (),
    "status": ("tomli",),
    "status --color always": ("tomli", "rich"),
    "status --format json": ("tomli",),
    "status --format csv": ("tomli", "csv"),
    "status --format markdown": ("tomli",),
    "status --by district": ("tomli",),
    "status --since 2025": ("tomli",),
    "items cluster": ("tomli",),
    "show clusters-started": ("tomli",),
    "history": ("tomli",),
    "check": ("tomli",),
    "chart clusters-started": ("tomli", "plotille", "decimal"),
    "chart clusters-started --format json": ("tomli",),
    "log cluster started Mới --new": ("tomli", "tomli_w"),
    "measure key-products 300": ("tomli", "tomli_w"),
    "undo": ("tomli", "tomli_w"),
    "init other.toml": (),
    "schema": (),
    "completion bash": (),
    "completion zsh -- --vers": (),
    "completion zsh -- status --fo": (),
    "completion zsh -- show thi": ("tomli",),
}


def imported_by(line: str, folder: Path) -> set[str]:
    command = [sys.executable, "-c", RUN, *line.split()]
    ran = subprocess.run(command, cwd=folder, env=SHELL_ENVIRONMENT, capture_output=True, encoding="utf-8", check=True)
    code, modules = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0
    return set(modules)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("plan")
    (made / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    return made


@pytest.mark.parametrize("line", IMPORTED)
def test_a_command_imports_what_it_needs_and_no_more(line: str, folder: Path) -> None:
    modules = imported_by(line, folder)
    assert modules & set(WATCHED) == set(IMPORTED[line])
    named = line.split()
    others = {command.module for command in COMMANDS if command.name not in named}
    assert not modules & others
