"""A target that sums what its items weigh, as the commands tell it."""

import json
from pathlib import Path

import pytest
from conftest import NOW, Ran, Run, view_of

from plantrack.cli.answer import Surroundings
from plantrack.cli.asking import draw_page
from plantrack.plan.dates import parse_date
from plantrack.plan.show.target import target_report
from plantrack.render.pages.target import build_target_page
from plantrack.store import planfile

PLAN = """\
[plan]
title = "Hectares"
start = 2021-01-01
end = 2026-12-31

[kinds.cluster]
stages = ["planned", "established", "started"]
attributes = { district = "text", area_ha = "number" }

[targets.hectares]
title = "Hectares established"
unit = "ha"
kind = "cluster"
stages = ["established"]
sum = "area_ha"
baseline = 10
goal = 900

[[milestones]]
date = 2021-06-01
kind = "cluster"
stage = "established"
item = "A"
district = "X"
area_ha = 80
decision = "1"

[[milestones]]
date = 2022-06-01
kind = "cluster"
stage = "established"
item = "B"
area_ha = 20.5
decision = "2"

[[measurements]]
date = 2022-12-31
target = "hectares"
value = 115.5
decision = "3"

[[milestones]]
date = 2023-06-01
kind = "cluster"
stage = "established"
item = "C"
decision = "4"

[[milestones]]
date = 2024-03-01
kind = "cluster"
stage = "changed"
item = "A"
area_ha = 84.5
decision = "5"
"""


@pytest.fixture
def hectares(plantrack: Run, tmp_path: Path) -> Run:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return plantrack


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        # The total took it in with 80 ha: the 4.5 ha that it had grown by are 10 now.
        (
            ("changed", "A", "--set", "area_ha=90"),
            "area_ha 84.5 → 90, from 2026-11-24\n  hectares 120 → 125.5 of 900",
        ),
        # From a day on which the total was not yet true: it was in that.
        (
            ("changed", "B", "--date", "2022-09-01", "--set", "area_ha=25"),
            "area_ha 20.5 → 25, from 2022-09-01\n"
            "  hectares 120 of 900, already in the total of 2022-12-31; named 105 → 109.5",
        ),
        (
            ("changed", "C", "--set", "area_ha=6.5"),
            "area_ha – → 6.5, from 2026-11-24\n  hectares 120 → 126.5 of 900",
        ),
        (("started", "C", "--set", "area_ha=6.5"), "hectares 120 → 126.5 of 900"),
        (
            ("changed", "D", "--set", "area_ha=6.5", "--new"),
            "area_ha – → 6.5, from 2026-11-24\n  hectares 120 of 900, no established date for D",
        ),
        (("changed", "A", "--set", "district=Y"), "district X → Y, from 2026-11-24\n  no target's number changes"),
        (("established", "D", "--new"), "hectares 120 of 900, no area_ha for D"),
        (("established", "D", "--new", "--set", "area_ha=0.5"), "hectares 120 → 120.5 of 900"),
        (("withdrawn", "A"), "hectares 120 → 35.5 of 900"),
        (("withdrawn", "C"), "hectares unchanged: no area_ha for C"),
    ],
)
def test_a_receipt(hectares: Run, arguments: tuple[str, ...], told: str) -> None:
    ran = hectares("log", "cluster", *arguments)
    assert (ran.stderr, ran.code) == ("", 0)
    assert ran.stdout.partition("recorded in plan.toml\n  ")[2] == f"{told}\n"


def test_status_says_how_many_items_say_not_what_they_weigh(hectares: Run) -> None:
    assert "\nhectares: 1 item that counts has no area_ha\n" in hectares("status").stdout
    for asked in (("--by", "district"), ("--by", "district", "--since", "2023")):
        assert hectares("status", *asked).stdout.endswith("\n\nhectares: 1 item that counts has no area_ha\n")


def test_show_adds_up_what_the_items_weigh(hectares: Run) -> None:
    told = hectares("show", "hectares", "--as-of", "2024-06-30").stdout
    assert told.partition("\n\n")[2].partition("\n\nthe promise")[0] == (
        "  115.5  reported on 2022-12-31                     3  plan.toml:36\n"
        "    0    came since 2022-12-31, each known by name\n"
        "   +4.5  grown since 2022-12-31, of what was in it\n"
        "= 120    actual\n"
        "   10    of it in the baseline\n"
        "  105    of it known by name since 2021-01-01\n"
        "    5    of it without a name yet"
    )
    assert told.partition("items by name")[2] == (
        " (3)\n"
        "name  stage        date        area_ha  by name  counts as                   evidence  where\n"
        "A     established  2021-06-01     84.5     84.5  in the total of 2022-12-31  1         plan.toml:19\n"
        "      area_ha      2024-03-01                                                5         plan.toml:49\n"
        "B     established  2022-06-01     20.5     20.5  in the total of 2022-12-31  2         plan.toml:28\n"
        "C     established  2023-06-01      –        0    counts                      4         plan.toml:42\n"
    )


def test_each_weight_has_its_own_paper(hectares: Run, tmp_path: Path) -> None:
    for day, weighed in (("2024-02-29", None), ("2024-03-01", ("changed", "2024-03-01", "5", 49))):
        parts = json.loads(hectares("show", "hectares", "--as-of", day, "--format", "json").stdout)["parts"]
        found = parts[0]["weighed"]
        keys = ("stage", "date", "decision", "line")
        assert (None if found is None else tuple(found[key] for key in keys)) == weighed
        assert [part["weighed"] for part in parts[1:]] == [None, None]
    row = hectares("show", "hectares", "--format", "csv").stdout.splitlines()[1]
    assert row == "A,84.5,4.5,84.5,in-total,2022-12-31,established,2021-06-01,1,,19,,,,,,changed,2024-03-01,5,,49"
    # What is only expected gives a weight from ever.
    expected = '\n[[milestones]]\nexpected = 2025-12-31\nkind = "cluster"\nstage = "started"\nitem = "C"\narea_ha = 7\n'
    (tmp_path / "plan.toml").write_text(f'{PLAN}{expected}decision = "6"\n', encoding="utf-8")
    parts = json.loads(hectares("show", "hectares", "--as-of", "2023-06-30", "--format", "json").stdout)["parts"]
    told = [(part["item"], part["weight"], part["weighed"] and part["weighed"]["decision"]) for part in parts]
    assert told == [("A", 80, None), ("B", 20.5, None), ("C", 7, "6")]


def test_form_6_has_for_each_weight_its_own_paper(hectares: Run, tmp_path: Path) -> None:
    def ask(day: str) -> list[str]:
        rows = hectares("form", "6", "--as-of", day, "--format", "csv").stdout.splitlines()[3:]
        return [",".join(row.split(",")[1:5]) for row in rows]

    # Before there is a total A is in it with all that it weighs, and from 2024-03-01 on that is what 5 says.
    plan = PLAN.replace("date = 2022-12-31\n", "date = 2025-12-31\n")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    assert ask("2024-02-29") == [
        "baseline of the plan,10,2020-12-31,-",
        '"A, established",80,2021-06-01',
        '"B, established",20.5,2022-06-01',
    ]
    assert ask("2024-03-01")[1:3] == ['"A, established",84.5,2021-06-01', '"A, area_ha",-,2024-03-01']
    # Its growth since the total stands on that alone, and not on the paper with which it came.
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    told = hectares("form", "6", "--as-of", "2024-03-01", "--format", "csv").stdout.splitlines()[2:]
    assert told == [
        "1,Hectares established,120,2024-03-01,-,-,-",
        "-,total reported,115.5,2022-12-31,3,-,…",
        '-,"A, area_ha",4.5,2024-03-01,5,-,…',
    ]
    # What is only expected gives a weight without a day.
    expected = '\n[[milestones]]\nexpected = 2025-12-31\nkind = "cluster"\nstage = "started"\nitem = "C"\narea_ha = 7\n'
    (tmp_path / "plan.toml").write_text(f'{PLAN}{expected}decision = "6"\n', encoding="utf-8")
    told = hectares("form", "6", "--as-of", "2023-06-30", "--format", "csv").stdout.splitlines()[4:]
    assert told == ['-,"C, established",7,2023-06-01,4,-,…', '-,"C, area_ha",-,-,6,-,…']


@pytest.mark.parametrize("width", [38, 40, 60])
def test_on_a_narrow_screen_what_is_left_out_is_named(width: int) -> None:
    view = view_of(planfile.parse("plan.toml", PLAN.encode()), parse_date("2024-06-30"))
    page = build_target_page(target_report(view, view.plan.targets["hectares"], 10), view.plan.kinds["cluster"])
    told = draw_page(page, Surroundings(NOW, width))
    table = told[told.index("items by name") :].splitlines()
    assert max(map(len, table)) <= width
    heading, left_out = table[1], " ".join(table[table.index(next(one for one in table if "left out" in one)) :])
    for column in ("area_ha", "by name", "counts as", "evidence", "where"):
        assert (column in heading) != (column in left_out), column


def test_a_value_that_only_a_withdrawn_item_has_is_no_row(hectares: Run) -> None:
    rows = [
        line.split(",")[1] for line in hectares("status", "--by", "district", "--format", "csv").stdout.splitlines()
    ]
    assert rows == ["value", "", "X", "", ""]
    assert hectares("log", "cluster", "withdrawn", "A").code == 0
    told = hectares("status", "--by", "district", "--format", "csv").stdout
    # What it takes off the total has a name no more: it came in after the start.
    assert told == "row,value,counts_hectares,items_cluster\nbaseline,,10,\nno-value,,20.5,2\nunnamed,,5,\n"
    moved = hectares("status", "--since", "2026-11-24", "--by", "district", "--format", "csv").stdout
    assert "value,X,84.5,0,-84.5,1,0,-1\n" in moved


def test_a_life_ends_with_the_withdrawal(hectares: Run) -> None:
    assert hectares("log", "cluster", "withdrawn", "A").code == 0
    stages = json.loads(hectares("show", "A", "--format", "json").stdout)["stages"]
    assert [one["stage"] for one in stages] == ["established", "changed", "withdrawn"]


def test_what_others_of_a_command_give_before_is_what_was(hectares: Run, tmp_path: Path) -> None:
    """Whatever the order in which they stand in the file that is imported."""
    (tmp_path / "rows.csv").write_text(
        "date,kind,stage,item,area_ha\n"
        "2025-06-30,cluster,changed,D,20\n2025-01-31,cluster,established,D,12.5\n2025-12-31,cluster,changed,D,21\n",
        encoding="utf-8",
    )
    assert hectares("import", "rows.csv").stdout == (
        "3 rows: 3 recorded in plan.toml, 0 known\n"
        "  D: area_ha 12.5 → 20, from 2025-06-30\n"
        "  D: area_ha 20 → 21, from 2025-12-31\n"
        "  hectares 120 → 141 of 900\n"
    )


def test_show_tells_what_an_item_weighs(hectares: Run) -> None:
    rows = [hectares("show", item).stdout.splitlines()[-1] for item in "AC"]
    assert rows == [
        "Hectares established  in the total of 2022-12-31, area_ha 84.5  hectares",
        "Hectares established  counts, without area_ha  hectares",
    ]


def test_what_moved_by_name_is_what_came_and_what_has_grown(hectares: Run) -> None:
    told = hectares("status", "--since", "2024", "--format", "csv")
    row = dict(zip(*(line.split(",") for line in told.stdout.splitlines()), strict=True))
    assert (row["then"], row["now"], row["difference"], row["by_name"], row["by_report"]) == (
        *("115.5", "120", "4.5"),
        *("4.5", "0"),
    )


def test_a_growth_that_was_not_known_then_is_hidden(hectares: Run) -> None:
    assert hectares("log", "cluster", "changed", "A", "--date", "2025-01-01", "--set", "area_ha=90").code == 0
    known = hectares("status", "--known", "2026-11-23", "--format", "csv").stdout
    now = hectares("status", "--format", "csv").stdout
    assert (",120,2026-11-24," in known, ",125.5,2026-11-24," in now) == (True, True)


def test_a_total_may_be_a_fraction(hectares: Run) -> None:
    ran = hectares("measure", "hectares", "130.25", "--decision", "9")
    assert ran == Ran("hectares: 130.25, 2026-11-24, recorded in plan.toml\n  hectares 120 → 130.25 of 900\n")
