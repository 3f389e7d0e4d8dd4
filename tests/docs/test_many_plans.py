"""Many plans are asked one question: the recipe of docs/many-plans.md, run on a few, where DuckDB is installed."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, TESTS, Ran, answered
from outputs import DOCS, with_outputs

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not there: pip install '.[plans]'")
QUERY = (EXAMPLES / "shell" / "behind.sql").read_text(encoding="utf-8")
PLANS = (EXAMPLES / "plan.toml", *sorted((TESTS / "plans").glob("*.toml")))
DAY = "2025-06-30"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the recipe has collected what some plans say."""
    folder = tmp_path_factory.mktemp("offices")
    for name in ("districts", "out"):
        (folder / name).mkdir()
    for plan in PLANS:
        shutil.copy(plan, folder / "districts")
    line = f"find districts -name '*.toml' -print0 | xargs -0 -P 2 -I{{}} sh {EXAMPLES}/shell/collect {{}} out {DAY}"
    assert answered(line, folder) == Ran()
    return folder


def ask(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    monkeypatch.chdir(folder)
    return list(duckdb.sql(QUERY).fetchall())


def test_what_is_behind_of_all_plans_is_what_each_says(collected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = []
    for plan in PLANS:
        told = json.loads((collected / "out" / f"{plan.stem}.json").read_text(encoding="utf-8"))
        text = (collected / "out" / f"{plan.stem}.csv").read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        for target in told["targets"]:
            if target["status"] not in ("behind", "missed"):
                continue
            of = [row for row in rows if is_about(row, target) and (row["decision"] or row["source"])]
            last = max((row["last"] for row in of), default=None)
            proofs = {row["decision"] or row["source"] for row in of if row["last"] == last} or {None}
            away = target["actual"] - target["planned"]
            expected.append((plan.stem, target["id"], away, target["unit"], target["days"], last, proofs))
    found = {(plan, id): rest for plan, id, *rest in ask(collected, monkeypatch)}
    assert len(found) == len(expected) > 5
    for plan_name, id, away, unit, days, last, proofs in expected:
        to_plan, *said, proof = found[plan_name, id]
        assert said == [unit, days, last]
        assert to_plan == pytest.approx(away, abs=0.06)
        assert proof in proofs


def is_about(row: dict[str, str], target: dict[str, Any]) -> bool:
    counts = row["kind"] == target["kind"] and row["stage"] in target["stages"]
    return row["target"] == target["id"] or counts


def test_each_target_of_each_plan_has_one_row_in_one_order(collected: Path) -> None:
    keys = set()
    for plan in PLANS:
        told = json.loads((collected / "out" / f"{plan.stem}.json").read_text(encoding="utf-8"))
        ids = [target["id"] for target in told["targets"]]
        assert len(set(ids)) == len(ids)
        assert told["plan"]["path"] == f"districts/{plan.name}"
        keys |= {tuple(target) for target in told["targets"]}
    assert len(keys) == 1


def test_the_page_shows_the_query_and_what_it_answers() -> None:
    page = (DOCS / "many-plans.md").read_text(encoding="utf-8")
    assert f"```sql\n{QUERY}```\n" in page
    assert with_outputs(page) == page
