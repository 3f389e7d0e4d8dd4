"""`check --format github`: a line for each problem, as GitHub Actions reads them."""

from pathlib import Path

import pytest
from conftest import Ran, Run

from plantrack.plan.reports.check import CheckReport, Finding
from plantrack.plan.sentences import say
from plantrack.render.formats.github import write_annotations

PLAN = """\
[plan]
start = 2021-01-01
end = 2025-12-31

[kinds.park]
stages = ["started"]

[[milestones]]
date = 2024-06-05
kind = "park"
stage = "started"
item = "50 %, or: new"
"""
WARNING = (
    "::warning file=plan.toml,line=8::milestones: 50 %25, or: new: started on 2024-06-05 has no evidence"
    "%0Aadd a decision or a source\n"
)
ERROR = '::error file=plan.toml,line=6::kinds.park: unknown key "stags"%0Adid you mean "stages"?\n'


def test_nothing_is_said_of_a_sound_plan(hanoi: Run) -> None:
    assert hanoi("check", "--format", "github") == hanoi("check", "--format", "github", "--strict") == Ran()


def test_each_problem_is_a_line(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    assert plantrack("check", "--format", "github") == Ran(WARNING)
    assert plantrack("check", "--format", "github", "--strict") == Ran(WARNING, code=1)
    (tmp_path / "plan.toml").write_text(PLAN.replace("stages", "stags"), encoding="utf-8")
    ran = plantrack("check", "--format", "github")
    assert ERROR in ran.stdout
    assert (ran.stderr, ran.code) == ("", 1)


def test_a_syntax_error_is_a_line_too(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "a,b:c%.toml").write_text("[plan\n", encoding="utf-8")
    ran = plantrack("check", "--format", "github", "--plan", "a,b:c%.toml")
    message = 'not valid TOML: "[plan" is no header (column 6)%0Awrite it as [plan]'
    assert ran == Ran(f"::error file=a%2Cb%3Ac%25.toml,line=1::{message}\n", code=1)


def test_a_plan_that_is_not_there_is_no_annotation(plantrack: Run) -> None:
    ran = plantrack("check", "--format", "github", "--plan", "none.toml")
    hint = "hint: `plantrack init none.toml` writes one\n"
    assert ran == Ran("", f"error: none.toml: there is no such file\n{hint}", 3)


def test_nothing_in_a_problem_begins_another_line() -> None:
    problem = Finding("error", "a\r\nb", None, say("{text}", text="100 %\r\n::error::x, y\u2028z"), None)
    told = "::error file=a%0D%0Ab::100 %25%0D%0A::error::x, y\\u2028z\n"
    assert write_annotations(CheckReport([problem])) == told


@pytest.mark.parametrize("command", ["status", "items cluster", "show parks-new", "history", "chart parks-new"])
def test_no_other_command_has_this_format(hanoi: Run, command: str) -> None:
    ran = hanoi(*command.split(), "--format", "github")
    known = "hint: known are: table, json, csv, markdown, html\n"
    assert ran == Ran("", f'error: --format: unknown value "github"\n{known}', 2)
