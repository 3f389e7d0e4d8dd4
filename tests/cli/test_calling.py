"""A kind, a stage, a target or an attribute is found by its id, its title or its label, on every command."""

from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run

PLAN = """
[plan]
start = 2021-01-01
end = 2025-12-31

[kinds.school]
title = { en = "School", vi = "Trường học" }
stages = ["planned", "opened", "reopened"]
attributes = { ward = "text", seats = "number" }

[kinds.school.labels]
opened = { en = "open to pupils", vi = "mở cửa" }
reopened = { en = "open again", vi = "Mở cửa" }
withdrawn = { en = "closed", vi = "đóng cửa" }
seats = { en = "seats, number", vi = "số chỗ" }
ward = { en = "ward", vi = "phường" }

[kinds.park]
title = "School park"
stages = ["planned"]

[targets.schools]
title = { en = "Schools open", vi = "Trường học mở cửa" }
kind = "school"
stages = ["opened"]
baseline = 0
goal = 9

[targets.parks]
title = "Parks"

[targets.park-area]
title = "PARKS"
"""


@pytest.fixture
def named(plantrack: Run, tmp_path: Path) -> Run:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    assert plantrack("log", "school", "planned", "Hill Road", "--new", "--date", "2022", "--set", "seats=3").code == 0
    return plantrack


def last(tmp_path: Path, table: str) -> dict[str, object]:
    record: dict[str, object] = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))[table][-1]
    return {key: str(value) if key == "date" else value for key, value in record.items() if key != "recorded"}


SAME = [
    (("status", "Schools open"), ("status", "schools")),
    (("status", "TRƯỜNG HỌC MỞ CỬA"), ("status", "schools")),
    (("status", "Truong hoc mo cua"), ("status", "schools")),
    (("status", "Schools"), ("status", "schools")),
    (("status", "--by", "Phường"), ("status", "--by", "ward")),
    (("chart", "schools open", "--format", "csv"), ("chart", "schools", "--format", "csv")),
    (("show", "schools open"), ("show", "schools")),
    (("show", "Hill Road", "--kind", "trường học"), ("show", "Hill Road", "--kind", "school")),
    (("history", "--kind", "Trường học"), ("history", "--kind", "school")),
    (("history", "--target", "Schools open"), ("history", "--target", "schools")),
    (("items", "Trường  học"), ("items", "school")),
    (("items", "Tru\u031bo\u031b\u0300ng ho\u0323c"), ("items", "school")),
    (
        ("items", "school", "--missing", "open to pupils", "--by", "WARD"),
        ("items", "school", "--missing", "opened", "--by", "ward"),
    ),
    (("items", "school", "--stage", "đóng cửa"), ("items", "school", "--stage", "withdrawn")),
]


@pytest.mark.parametrize(("typed", "meant"), SAME, ids=lambda arguments: " ".join(arguments))
def test_a_title_is_as_good_as_the_id(named: Run, typed: tuple[str, ...], meant: tuple[str, ...]) -> None:
    expected = named(*meant)
    assert expected.code == 0
    assert named(*typed) == expected


def test_what_is_recorded_is_the_id(named: Run, tmp_path: Path) -> None:
    arguments = ("Trường học", "open to pupils", "Hill Road", "--date", "2023-01-02", "--set", "Số chỗ=7")
    assert named("log", *arguments) == Ran(
        "Hill Road: school opened, 2023-01-02, recorded in plan.toml\n  schools 0 → 1 of 9\n"
    )
    assert last(tmp_path, "milestones") == {
        "date": "2023-01-02",
        "kind": "school",
        "stage": "opened",
        "item": "Hill Road",
        "seats": 7,
    }
    assert named("measure", "trường học mở cửa", "2", "--date", "2024-01-02").code == 0
    assert last(tmp_path, "measurements") == {"date": "2024-01-02", "target": "schools", "value": 2}
    header = "date,kind,stage,item,target,value\n"
    rows = f"{header}2024-02-03,TRƯỜNG HỌC,open again,Hill Road,,\n2024-03-03,,,,Schools open,3\n"
    assert named("import", "-", stdin=rows.encode()).code == 0
    assert (last(tmp_path, "milestones")["kind"], last(tmp_path, "milestones")["stage"]) == ("school", "reopened")
    assert last(tmp_path, "measurements")["target"] == "schools"


def test_the_editor_opens_at_what_a_title_means(named: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "vi"
    editor.write_text('#!/bin/sh\necho "$1" > line\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    assert named("edit", "Schools open").code == 0
    assert (tmp_path / "line").read_text(encoding="utf-8") == "+22\n"


REFUSED = [
    (("status", "parks "), '"parks " may be "parks" or "park-area"\nhint: write the id\n'),
    (("show", "Parks"), '"Parks" may be "parks" or "park-area"\nhint: write the id\n'),
    (("items", "school", "--stage", "MỞ CỬA"), '"MỞ CỬA" may be "opened" or "reopened"\nhint: write the id\n'),
    (("items", "school", "--stage", "mo cua"), '"mo cua" may be "opened" or "reopened"\nhint: write the id\n'),
    (("items", "trường hoc"), 'unknown kind "trường hoc"\nhint: did you mean "school" (Trường học)?\n'),
    (("items", "schol"), 'unknown kind "schol"\nhint: did you mean "school"?\n'),
    (("status", "Schools opn"), 'unknown target "Schools opn"\nhint: did you mean "schools" (Schools open)?\n'),
    (
        ("items", "school", "--missing", "closed", "--by", "chỗ"),
        'unknown stage "closed" of school\nhint: known are: planned, opened, reopened\n'
        'error: unknown attribute "chỗ" of school\nhint: did you mean "seats" (số chỗ)?\n',
    ),
]


@pytest.mark.parametrize(("arguments", "error"), REFUSED, ids=lambda arguments: " ".join(arguments))
def test_what_means_two_or_none_is_refused(named: Run, arguments: tuple[str, ...], error: str) -> None:
    assert named(*arguments) == Ran("", f"error: {error}", 2)


def test_an_id_means_itself_before_any_title(named: Run) -> None:
    assert named("status", "parks").code == 0
    assert named("show", "parks").code == 0
    # `park` is part of the title of another kind, and is a kind itself.
    assert named("items", "park").code == 0


def test_all_that_is_wrong_is_told_at_once(named: Run) -> None:
    assert named("log", "Trường học", "mở", " ", "--set", "chỗ=3", "--set", "seats=x", "--new") == Ran(
        "",
        'error: unknown stage "mở" of school\n'
        'hint: did you mean "opened" (open to pupils) or "reopened" (open again)?\n'
        'error: unknown attribute "chỗ" of school\nhint: did you mean "seats" (số chỗ)?\n'
        'error: --set seats: "x" is not a number such as 1234.5\n'
        "error: item must not be empty\n"
        "nothing was written\n",
        2,
    )
    assert named("measure", "park", "x") == Ran(
        "",
        'error: unknown target "park"\nhint: did you mean "parks" or "park-area"?\n'
        'error: value: "x" is not a number such as 1234.5\nnothing was written\n',
        2,
    )
    rows = "date,kind,stage,item,target,value\n2024-02-03,school,mở cửa,Hill Road,,\n2024-02-03,,,,Parks,3\n"
    assert named("import", "-", stdin=rows.encode()) == Ran(
        "",
        'error: standard input:2: "mở cửa" may be "opened" or "reopened"\n'
        'error: standard input:3: "Parks" may be "parks" or "park-area"\nhint: write the id\nnothing was written\n',
        2,
    )


def test_in_a_plan_file_ids_stay_ids(named: Run, tmp_path: Path) -> None:
    record = '\n[[milestones]]\ndate = 2023-01-01\nkind = "School"\nstage = "opened"\nitem = "Hill Road"\n'
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN + record, encoding="utf-8")
    assert named("check").code == 1


SHORT = [
    (("items", "ccn"), ("items", "cluster")),
    (("items", "Cụm"), ("items", "cluster")),
    (("items", "CDM"), ("items", "wholesale-market")),
    (("items", "cụm CN", "--stage", "khởi công"), ("items", "cluster", "--stage", "started")),
    (("history", "--kind", "KCN"), ("history", "--kind", "park")),
    (("show", "Thiết Bình", "--kind", "CCN"), ("show", "Thiết Bình", "--kind", "cluster")),
]


@pytest.mark.parametrize(("typed", "meant"), SHORT, ids=lambda arguments: " ".join(arguments))
def test_a_kind_is_called_as_before_its_names(hanoi: Run, typed: tuple[str, ...], meant: tuple[str, ...]) -> None:
    expected = hanoi(*meant)
    assert expected.code == 0
    assert hanoi(*typed) == expected


def test_what_a_command_takes_for_a_kind_a_cell_takes_too(hanoi: Run) -> None:
    for kind in ("CCN", "cụm", "cum cn", "Cụm công nghiệp", "Industrial cluster", "cluster"):
        assert hanoi("log", kind, "khởi công", "Thiết Bình", "--date", "2023-09-06", "--dry-run").code == 0
        rows = f"Ngày;Loại;Bước;Tên\n2023-09-06;{kind};khởi công;CCN Thiết Bình\n"
        assert hanoi("import", "-", stdin=rows.encode()).stdout == "1 row: 0 recorded in plan.toml, 1 known\n"
    # Two kinds have such names.
    assert hanoi("items", "chợ") == Ran(
        "", 'error: "chợ" may be "wholesale-market" or "rural-market"\nhint: write the id\n', 2
    )
    assert hanoi("import", "-", stdin="Ngày;Loại;Bước;Tên\n2026-01-05;Chợ;khởi công;A\n".encode()) == Ran(
        "",
        'error: standard input:2: "Chợ" may be "wholesale-market" or "rural-market"\nhint: write the id\n'
        "nothing was written\n",
        2,
    )
    assert hanoi("items", "CNN").stderr.startswith('error: unknown kind "CNN"\nhint: known are: cluster, ')


def test_a_title_goes_before_what_another_kind_is_called_in_short(plantrack: Run, tmp_path: Path) -> None:
    plan = (
        '[plan]\nstart = 2021-01-01\nend = 2025-12-31\n[kinds.cluster]\nstages = ["planned"]\n'
        '[kinds.group]\ntitle = "Cụm"\nstages = ["formed"]\n'
    )
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    assert plantrack("log", "cụm", "formed", "A", "--new", "--date", "2022").stdout.startswith("A: group formed, 2022")
    assert plantrack("log", "CCN", "planned", "B", "--new", "--date", "2022").stdout.startswith("B: cluster planned")
