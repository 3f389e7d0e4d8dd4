"""The example plan: what init writes, then what import appends; and every figure that it is known to give."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import EXAMPLES, Ran, Run

from plantrack.store import disk, planfile

PLAN = EXAMPLES / "plan.toml"


def test_it_begins_with_what_init_writes() -> None:
    template = disk.read_template("hanoi.toml")
    assert PLAN.read_bytes().startswith(template)
    assert PLAN.read_bytes()[len(template) :].startswith(b"\n[[milestones]]\n")


def test_the_rest_is_what_import_appends(plantrack: Run, tmp_path: Path) -> None:
    assert plantrack("init").code == 0
    for name in ("hanoi-milestones.csv", "hanoi-reported-totals.csv", "hanoi-names.csv"):
        assert plantrack("import", str(EXAMPLES / name)).code == 0
    made = (tmp_path / "plan.toml").read_text(encoding="utf-8").splitlines()
    kept = PLAN.read_text(encoding="utf-8").splitlines()
    assert [line for line in made if not line.startswith("recorded")] == [
        line for line in kept if not line.startswith("recorded")
    ]


def test_it_has_60_milestones_and_14_measurements_and_5_changes_of_a_name() -> None:
    data = tomli.loads(PLAN.read_text(encoding="utf-8"))
    changes = [record for record in data["milestones"] if record["stage"] == "changed"]
    assert (len(data["milestones"]) - len(changes), len(data["measurements"]), len(changes)) == (60, 14, 5)


def test_it_has_no_error_and_no_warning(hanoi: Run) -> None:
    assert hanoi("check", "--strict") == Ran("plan.toml: no errors, no warnings\n")


def test_no_figure_of_it_stands_on_the_paper_of_another_record(hanoi: Run) -> None:
    standing = json.loads(hanoi("history", "--format", "json").stdout)["standing"]
    assert len(standing) == 79
    for entry in standing:
        assert {entry["decision_line"], entry["source_line"]} - {None} == {entry["line"]}


FIGURES = """
2021-06-01 clusters-started   0    0   3.56   null  null  null  null   no-data
2024-07-10 clusters-started   24   12  30.30  0.558 0.792 -225  34.06  at-risk
2024-07-10 wholesale-markets  1    1   3.52   0.200 0.284 -556  null   behind
2024-07-10 craft-villages     318  0   null   null  null  null  null   no-goal
2024-12-30 clusters-started   29   15  34.38  0.674 0.844 -186  36.27  at-risk
2024-12-31 clusters-started   30   15  34.40  0.698 0.872 -144  37.50  at-risk
2025-06-30 clusters-total     116  3   154.36 0.065 0.073 -1482 116.34 behind
2026-01-01 clusters-started   32   15  43     0.744 0.744 -425  null   missed
2026-01-01 clusters-total     116  3   159    0.065 0.065 -1667 null   missed
2026-01-01 wholesale-markets  2    2   5      0.400 0.400 -731  null   missed
2026-01-01 parks-new          0    0   2      0     0     -914  null   missed
"""


def status(hanoi: Run, target: str, as_of: str) -> dict[str, Any]:
    ran = hanoi("status", target, "--as-of", as_of, "--format", "json")
    assert (ran.stderr, ran.code) == ("", 0)
    targets: list[dict[str, Any]] = json.loads(ran.stdout)["targets"]
    assert len(targets) == 1
    return targets[0]


def rounded(value: float | None, like: str) -> str:
    if value is None:
        return "null"
    return f"{value:.{len(like.partition('.')[2])}f}"


@pytest.mark.parametrize("line", FIGURES.strip().splitlines())
def test_it_gives_these_figures(hanoi: Run, line: str) -> None:
    as_of, target, *expected = line.split()
    found = status(hanoi, target, as_of)
    keys = ("actual", "named", "planned", "progress", "ratio", "days", "outlook")
    assert [rounded(found[key], like) for key, like in zip(keys, expected[:-1], strict=True)] == expected[:-1]
    assert found["status"] == expected[-1]


FOLLOWED = {
    "key-products": (229, None),
    "craft-villages": (319, 1),
    "night-economy": (7, 4),
    "rural-markets": (18, 4),
    "clusters-completed": (6, 0),
    "vending-machines": (717, None),
}


@pytest.mark.parametrize("target", FOLLOWED)
def test_what_is_followed_on_2026_01_01(hanoi: Run, target: str) -> None:
    found = status(hanoi, target, "2026-01-01")
    assert (found["actual"], found["named"], found["status"]) == (*FOLLOWED[target], "no-goal")


def test_before_its_first_measurement_night_economy_is_unknown(hanoi: Run) -> None:
    assert status(hanoi, "night-economy", "2024-10-10")["actual"] is None
    row = hanoi("status", "night-economy", "--as-of", "2024-10-10").stdout.splitlines()[5]
    assert row.startswith("  Night economy areas operating  · followed  –")


def test_the_worked_case(hanoi: Run) -> None:
    found = status(hanoi, "clusters-started", "2024-07-10")
    assert found["unnamed"] == 12
    assert found["measured"] == {"date": "2024-07-10", "value": 24}
    assert found["last_date"] == "2024-07-10"
    assert (found["records"], found["evidenced"]) == (13, 13)


def test_time(hanoi: Run) -> None:
    ran = hanoi("status", "--as-of", "2024-07-10", "--format", "json")
    assert round(json.loads(ran.stdout)["time"], 4) == 0.7047


def test_titles_are_short_enough_in_both_languages() -> None:
    data = tomli.loads(PLAN.read_text(encoding="utf-8"))
    assert [title for target in data["targets"].values() for title in target["title"].values() if len(title) > 32] == []


def test_all_that_it_calls_by_a_name_has_one_in_vietnamese() -> None:
    plan = planfile.parse("plan.toml", PLAN.read_bytes()).plan
    for kind in plan.kinds.values():
        assert list(kind.labels) == [*kind.stages, *(["withdrawn"] if kind.id == "cluster" else []), *kind.attributes]
        assert [label.vi for label in kind.labels.values() if label.vi == label.en] == []
    called = [plan.title, *(kind.title for kind in plan.kinds.values())]
    called += [text for target in plan.targets.values() for text in (target.title, target.unit, target.group) if text]
    assert [title.vi for title in called if title.vi == title.en] == []


# As published, and in Vietnamese: where only the accents were missing, and where the report was in English.
SPELLED = {"Chau Long": "Châu Long", "Dong Tam": "Đồng Tâm", "Phu Do": "Phú Đô"}
TRANSLATED = {
    "Tram Troi town central market": "Trung tâm thị trấn Trạm Trôi",
    "Ngoc Khanh Lake pedestrian zone": "Không gian đi bộ hồ Ngọc Khánh",
    "Tran Nhan Tong street / Thien Quang Lake pedestrian zone": "Không gian đi bộ phố Trần Nhân Tông - hồ Thiền Quang",
    "Hoan Kiem lake / Old Quarter extension, 8 streets": "Mở rộng không gian đi bộ hồ Hoàn Kiếm và phố cổ, 8 tuyến phố",
    "International wholesale market, Yen Thuong": "Quốc tế Yên Thường",
}


@pytest.mark.parametrize(("published", "name"), (SPELLED | TRANSLATED).items())
def test_an_item_has_its_vietnamese_name_and_is_found_by_the_published_one(
    hanoi: Run, published: str, name: str
) -> None:
    shown = json.loads(hanoi("show", published, "--format", "json").stdout)
    assert shown["item"] == name
    assert shown["names"] == ([published, name] if published in TRANSLATED else [name])


def test_an_item_has_its_vietnamese_name_from_its_first_day(hanoi: Run) -> None:
    for kind in ("wholesale-market", "night-economy", "rural-market"):
        for row in csv.DictReader(io.StringIO(hanoi("items", kind, "--format", "csv").stdout)):
            first = min(value for heading, value in row.items() if heading.startswith("stages_") and value)
            on_the_first = hanoi("items", kind, "--as-of", first, "--format", "csv").stdout
            assert row["item"] in on_the_first
            assert [published for published in TRANSLATED if published in on_the_first] == []
