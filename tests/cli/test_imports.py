"""What each command imports, in a fresh process: what one needs alone is no cost to another."""

import json
import subprocess
import sys

import pytest
from conftest import EXAMPLES, SHELL_ENVIRONMENT, TESTS

from plantrack.cli.registry import COMMANDS

# What takes so long to import that it is felt, or is for one thing alone.
WATCHED = (
    *("rich", "plotille", "python_calamine", "zipfile", "tomli", "tomli_w", "jinja2"),
    *("fractions", "decimal", "csv", "dataclasses"),
)
# A process that has imported no more than the program itself becomes one process for each line.
RUN = """
import json, os, shlex, sys
from plantrack.cli.app import run
for line in sys.argv[1:]:
    if os.fork() == 0:
        code = run(shlex.split(line))
        print(json.dumps([line, code, list(sys.modules)]), file=sys.stderr, flush=True)
        os._exit(0)
    os.wait()
"""
# Of each command line what it imports of that.
IMPORTED = {
    "--version": (),
    "--help": (),
    "status --help": (),
    "status": ("tomli",),
    "status --color always": ("tomli", "rich"),
    "status --format json": ("tomli",),
    "status --format csv": ("tomli", "csv"),
    "status --format markdown": ("tomli",),
    "status --format html": ("tomli",),
    "status --brief": ("tomli",),
    "status --by district": ("tomli",),
    "status --since 2025": ("tomli",),
    "due": ("tomli",),
    "items cluster": ("tomli",),
    "show clusters-started": ("tomli",),
    "show 'Kim Bai'": ("tomli",),
    "history": ("tomli",),
    "form 1": ("tomli",),
    "form 3 --kind cluster --by district": ("tomli", "fractions", "decimal"),
    "form 5 --kind cluster --by district --format csv": ("tomli", "csv"),
    "form 6 --format html": ("tomli",),
    "check": ("tomli",),
    "chart clusters-started": ("tomli", "plotille", "decimal"),
    "chart clusters-started --output chart.svg": ("tomli", "decimal"),
    "chart clusters-started --format json": ("tomli",),
    "page --output page.html": ("tomli", "decimal", "jinja2"),
    "log cluster started Mới --new": ("tomli", "tomli_w"),
    "measure key-products 300": ("tomli", "tomli_w"),
    "import rows.csv": ("tomli", "tomli_w", "csv"),
    "import rows.xlsx --kind cluster --sheet 'Cụm công nghiệp'": (
        "tomli",
        "tomli_w",
        "csv",
        "python_calamine",
        "zipfile",
    ),
    "undo": ("tomli", "tomli_w"),
    "init other.toml": (),
    "schema": (),
    "completion bash": (),
    "completion zsh -- --vers": (),
    "completion zsh -- status --fo": (),
    "completion zsh -- show thi": ("tomli",),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return what each line imports, run one after the other in one folder."""
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    (folder / "rows.csv").write_text("date,target,value\n2026-01-05,key-products,300\n", encoding="utf-8")
    (folder / "rows.xlsx").write_bytes((TESTS / "excel" / "lists.xlsx").read_bytes())
    command = [sys.executable, "-c", RUN, *IMPORTED]
    ran = subprocess.run(command, cwd=folder, env=SHELL_ENVIRONMENT, capture_output=True, encoding="utf-8", check=True)
    told = [json.loads(line) for line in ran.stderr.splitlines() if line.startswith("[")]
    assert {line: code for line, code, _ in told} == dict.fromkeys(IMPORTED, 0)
    return {line: set(modules) for line, _, modules in told}


@pytest.mark.parametrize("line", IMPORTED)
def test_a_command_imports_what_it_needs_and_no_more(line: str, imported: dict[str, set[str]]) -> None:
    assert imported[line] & set(WATCHED) == set(IMPORTED[line])
    named = line.split()
    others = {command.module for command in COMMANDS if command.name not in named}
    assert not imported[line] & others


def test_what_is_due_is_imported_by_the_brief_status_alone(imported: dict[str, set[str]]) -> None:
    assert "plantrack.plan.due.report" in imported["status --brief"]
    assert "plantrack.plan.due.report" not in imported["status"]


def test_what_knows_names_is_imported_where_one_is_given(imported: dict[str, set[str]]) -> None:
    assert "plantrack.cli.naming" in imported["show 'Kim Bai'"]
    assert "plantrack.cli.naming" not in imported["status"] | imported["check"] | imported["chart clusters-started"]
    assert not any(module.startswith("plantrack.plan.naming") for module in imported["status"] | imported["history"])
