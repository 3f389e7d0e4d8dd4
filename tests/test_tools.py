"""The programs in tools that no page shows the output of: what they measure and what they list is what they say."""

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import benchmark
import lowest
import many_plans
import peers
import pytest
import tomli
from benchmark import ENVIRONMENT
from conftest import TESTS


@pytest.mark.parametrize("peer", peers.PEERS, ids=lambda peer: peer.command)
def test_each_peer_reads_all_records_and_sums_them_up(peer: peers.Peer, tmp_path: Path) -> None:
    place = peers.find_peers().get(peer.command)
    if place is None:
        pytest.skip(f"{peer.command} is not there: {peer.package}")
    ran = subprocess.run(
        [place, *peer.write(tmp_path, 120)],
        capture_output=True,
        encoding="utf-8",
        env={**ENVIRONMENT, "BEANCOUNT_DISABLE_LOAD_CACHE": "1", "LC_ALL": "C.UTF-8"},
        check=True,
    )
    # Of each district its number; a total of all is none of them.
    districts = {district for _, district, _ in peers.list_events(120)}
    lines = [line for line in ran.stdout.splitlines() if any(word in line for word in (*districts, "Started:D"))]
    counts = [int(match[0]) for line in lines if (match := re.search(r"(?<![\w:-])\d+\b", line))]
    assert sum(counts) == 120, ran.stdout


def test_the_examples_of_the_tools_are_true() -> None:
    result = doctest.testmod(peers)
    assert (result.failed, result.attempted > 0) == (0, True)


def test_the_lowest_versions_are_those_that_the_project_allows() -> None:
    project = tomli.loads((TESTS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = list(lowest.list_lowest(project["dependencies"]))
    assert told[:2] == ["typer==0.28", "rich==13.9"]
    assert len(told) == len(project["dependencies"])
    with pytest.raises(ValueError, match="rich<2 has no lowest version"):
        list(lowest.list_lowest(["rich<2"]))


def test_a_generated_plan_has_as_many_records_as_asked_and_another_seed_makes_another() -> None:
    made = [benchmark.generate_plan("", 40, seed) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]
    assert made[0].count("[[milestones]]") == 40


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["old"], "old is there already"),
        (["new", "--plans", "0"], "--plans: at least one plan is asked"),
    ],
)
def test_many_plans_are_at_least_one_and_in_a_new_folder(
    given: list[str],
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old").mkdir()
    monkeypatch.setattr(sys, "argv", ["many_plans.py", *given])
    with pytest.raises(SystemExit) as ended:
        many_plans.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith(f"many_plans.py: error: {expected}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_a_query_that_fails_is_told_and_not_taken_for_one_that_nobody_can_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not there: pip install '.[plans]'")
    many_plans.write_plans(tmp_path / "many", plans=2, records=4)
    programs = Path(sys.executable).parent
    steps = [step for step, _ in many_plans.time_steps(tmp_path / "many", programs)]
    assert steps[1].startswith("the query, which finds ")
    shutil.copytree(many_plans.SHELL, tmp_path / "shell")
    (tmp_path / "shell" / "behind.sql").write_text("SELECT nothing", encoding="utf-8")
    monkeypatch.setattr(many_plans, "SHELL", tmp_path / "shell")
    shutil.rmtree(tmp_path / "many" / "out")
    with pytest.raises(subprocess.CalledProcessError):
        list(many_plans.time_steps(tmp_path / "many", programs))
    monkeypatch.setattr(many_plans, "find_spec", lambda _: None)
    shutil.rmtree(tmp_path / "many" / "out")
    told = list(many_plans.time_steps(tmp_path / "many", programs))
    assert told[1:] == [("the query was not asked: no DuckDB is installed", 0.0)]
