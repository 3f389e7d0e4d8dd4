"""`chart`: burn-ups as drawings and as data, on screens of all widths, in a pipe, and in ASCII."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from assessing import parsed
from conftest import NOW, Ran, Run, answered, shown_on_a_terminal, view_of
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text
from strategies import examples, plans

from plantrack.cli.answer import Surroundings
from plantrack.cli.asking import draw_page
from plantrack.plan import dates
from plantrack.plan.reports.burnup import burnup_report
from plantrack.plan.reports.status import status_report
from plantrack.render.chart.chart import draw_burnup
from plantrack.render.chart.scales import round_dates, round_numbers
from plantrack.render.text.visible import writable
from plantrack.store import planfile
from plantrack.store.planfile import PlanFile


def drawn(file: PlanFile, as_of: str, width: int | None, *ids: str, encoding: str = "utf-8") -> str:
    targets = [target for target in file.plan.targets.values() if not ids or target.id in ids]
    view = view_of(file, dates.parse_date(as_of))
    page = draw_burnup(burnup_report(view, targets), status_report(view, targets), width, encoding)
    return draw_page(page, Surroundings(NOW, width))


SMALL = """
[plan]
title = "Small"
start = 2025-01-01
end = 2025-01-21
[kinds.school]
stages = ["opened"]
[targets.schools]
title = "Schools, open"
unit = "schools"
kind = "school"
stages = ["opened"]
baseline = 1
goal = 5
interim = [{ by = 2025-01-11, goal = 2 }]
[targets.water]
[targets.silent]
baseline = -2
goal = 0.5
due = 2025-01-11
[[milestones]]
date = 2025-01-04
kind = "school"
stage = "opened"
item = "A"
[[milestones]]
date = 2025-01-09
kind = "school"
stage = "opened"
item = "B"
[[milestones]]
date = 2025-01-19
kind = "school"
stage = "opened"
item = "C"
[[measurements]]
date = 2025-01-06
target = "schools"
value = 3
[[measurements]]
date = 2025-01-10
target = "water"
value = 65.5
[[measurements]]
date = "2025-01"
target = "water"
value = 66
"""

SMALL_ROWS = [
    ("schools", "actual", "2025-01-01", 1),
    ("schools", "actual", "2025-01-04", 2),
    ("schools", "actual", "2025-01-06", 3),
    ("schools", "actual", "2025-01-09", 4),
    ("schools", "actual", "2025-01-13", 4),
    ("schools", "planned", "2025-01-01", 1),
    ("schools", "planned", "2025-01-11", 2),
    ("schools", "planned", "2025-01-21", 5),
    ("schools", "goal", "2025-01-21", 5),
    ("schools", "measured", "2025-01-06", 3),
    ("water", "actual", "2025-01-10", 65.5),
    ("water", "actual", "2025-01-13", 65.5),
    ("water", "measured", "2025-01-10", 65.5),
    ("silent", "actual", "2025-01-01", -2),
    ("silent", "actual", "2025-01-13", -2),
    ("silent", "planned", "2025-01-01", -2),
    ("silent", "planned", "2025-01-11", 0.5),
    ("silent", "goal", "2025-01-11", 0.5),
]
ALL_SMALL = ("schools", "water", "silent", "--as-of", "2025-01-13")


@pytest.fixture
def small(plantrack: Run, tmp_path: Path) -> Run:
    (tmp_path / "plan.toml").write_text(SMALL, encoding="utf-8")
    return plantrack


def test_csv(small: Run) -> None:
    ran = small("chart", *ALL_SMALL, "--format", "csv")
    rows = "".join(f"{','.join(map(str, row))}\n" for row in SMALL_ROWS)
    assert ran == Ran(f"target,series,date,value\n{rows}")


def test_markdown(small: Run) -> None:
    ran = small("chart", *ALL_SMALL, "--format", "markdown")
    rows = "".join(f"| {' | '.join(map(str, row))} |\n" for row in SMALL_ROWS)
    assert ran == Ran(
        f"**Small**\n\nas of 2025-01-13\n\n| target | series | date | value |\n| --- | --- | --- | ---: |\n{rows}"
    )


def test_json(small: Run) -> None:
    ran = small("chart", *ALL_SMALL, "--format", "json")
    told = json.loads(ran.stdout)
    assert (ran.stderr, ran.code) == ("", 0)

    def points(target: str, series: str) -> list[dict[str, object]]:
        return [{"date": day, "value": value} for id, name, day, value in SMALL_ROWS if (id, name) == (target, series)]

    def target(id: str, title: str, unit: str | None, *promise: float | None, due: str) -> dict[str, object]:
        keys = dict(zip(("baseline", "goal", "stretch"), promise, strict=True))
        series = {"actual": "actual", "planned": "planned", "measurements": "measured", "expected": "expected"}
        return {"id": id, "title": title, "unit": unit, **keys, "start": "2025-01-01", "due": due} | {
            key: points(id, name) for key, name in series.items()
        }

    assert told == {
        "format_version": "1.0",
        "plan": {"title": "Small", "start": "2025-01-01", "end": "2025-01-21", "path": "plan.toml"},
        "as_of": "2025-01-13",
        "known": None,
        "targets": [
            target("schools", "Schools, open", "schools", 1, 5, None, due="2025-01-21"),
            target("water", "water", None, None, None, None, due="2025-01-21"),
            target("silent", "silent", None, -2, 0.5, None, due="2025-01-11"),
        ],
    }


def test_json_and_csv_say_the_same(hanoi: Run) -> None:
    arguments = ("chart", "clusters-started", "key-products", "--as-of", "2024-12-31", "--format")
    rows = list(csv.DictReader(io.StringIO(hanoi(*arguments, "csv").stdout)))
    for target in json.loads(hanoi(*arguments, "json").stdout)["targets"]:
        for key, series in (("actual", "actual"), ("planned", "planned"), ("measurements", "measured")):
            assert [(point["date"], point["value"]) for point in target[key]] == [
                (row["date"], float(row["value"]))
                for row in rows
                if (row["target"], row["series"]) == (target["id"], series)
            ]


AT_80 = """\
Small
as of 2025-01-13 · 60 % of the time is gone

Schools, open
4 of 5 schools · planned 2 · 1 ahead · ● on track, ahead until 2025-01
5 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌.·˙˙
  │                                                                     .·˙˙
  │                                                                 .·˙˙
4 ┤                              ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆              .·˙˙
  │                              █████████████████          .·˙˙
  │                              █████████████████      .·˙˙
3 ┤                   ◆▆▆▆▆▆▆▆▆▆▆█████████████████  .·˙˙
  │                   ██████████████████████████.·˙˙
  │                   ██████████████████████.·˙˙██
2 ┤           ▄▄▄▄▄▄▄▄███████████████...··˙˙██████
  │           ███████████...······˙˙˙█████████████
  │          ....·····˙˙˙█████████████████████████
1 ┤..·····˙˙˙˙████████████████████████████████████
  └┬──────────────────────────┬─────────────────────────┬───────────────────────
2025-01-01               2025-01-08                2025-01-15

█ actual   ◆ measured   ·· planned   ╌╌ goal
"""

IN_ASCII = """\
Small
as of 2025-01-13, 60 % of the time is gone

Schools, open
4 of 5 schools, planned 2, 1 ahead, on track, ahead until 2025-01
5 +-------------------------------------------------------------------------....
  |                                                                     ....
  |                                                                 ....
4 +                              #################              ....
  |                              #################          ....
  |                              #################      ....
3 +                   o###########################  ....
  |                   ##########################....
  |                   ######################....##
2 +           #######################.......######
  |           ###########............#############
  |          ............#########################
1 +...........####################################
  ++--------------------------+-------------------------+-----------------------
2025-01-01               2025-01-08                2025-01-15

silent
-2 of 0.5, planned 0.5, unreported
No records by 2025-01-13.
 0.5 +---------------------------------------------------------.....------------
     |                                                    .....
 0.0 +                                               ......
     |                                          ......
     |                                      .....
-0.5 +                                 .....
     |                            .....
-1.0 +                       ......
     |                   .....
     |              .....
-1.5 +         .....
     |    .....
  -2 +.....
     ++------------------------------------------+------------------------------
 2025-01-01                                 2025-01-08

# actual   o measured   .. planned   -- goal
"""


def test_in_a_pipe_it_is_plain_and_80_columns_wide(small: Run) -> None:
    assert small("chart", "schools", "--as-of", "2025-01-13") == Ran(AT_80)


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}])
def test_ascii_where_the_output_cannot_take_the_signs(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "plan.toml").write_text(SMALL.replace("Small", "Nhỏ"), encoding="utf-8")
    command = "env -u PYTHONIOENCODING plantrack" if "LC_ALL" in environment else "plantrack"
    ran = answered(f"{command} chart schools silent --as-of 2025-01-13", tmp_path, **environment)
    assert ran == Ran(IN_ASCII.replace("Small", "Nho"))


def test_an_encoding_that_is_named_outright_is_taken(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(SMALL, encoding="utf-8")
    ran = answered("plantrack chart schools --as-of 2025-01-13", tmp_path, LC_ALL="C", PYTHONIOENCODING="utf-8")
    assert ran == Ran(AT_80)
    latin = answered("plantrack chart schools --as-of 2025-01-13", tmp_path, PYTHONIOENCODING="latin-1")
    assert latin.stdout.splitlines()[:6] == IN_ASCII.splitlines()[:6]


def on_a_terminal(folder: Path, columns: int, **environment: str) -> str:
    """Run `plantrack chart schools` on a pseudo-terminal of this width and return what it shows."""
    return shown_on_a_terminal(["chart", "schools", "--as-of", "2025-01-13"], folder, columns, environment)


def test_on_a_terminal_it_has_its_width_and_the_colours_of_status(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(SMALL, encoding="utf-8")
    assert on_a_terminal(tmp_path, 80, TERM="dumb") == AT_80
    for columns in (40, 140):
        lines = on_a_terminal(tmp_path, columns, TERM="dumb").splitlines()
        assert max(map(cell_len, lines)) == columns
    coloured = on_a_terminal(tmp_path, 80, TERM="xterm-256color")
    assert "\x1b[32m● on track, ahead until 2025-01\x1b[0m" in coloured
    assert "\x1b[32m▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆\x1b[0m" in coloured
    bare = on_a_terminal(tmp_path, 80, TERM="xterm-256color", NO_COLOR="1")
    assert "\x1b[3" not in bare
    assert "● on track" in bare


def test_a_screen_is_at_most_a_thousand_columns_wide(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(SMALL, encoding="utf-8")
    lines = on_a_terminal(tmp_path, 80, TERM="dumb", COLUMNS="100000000").splitlines()
    assert max(map(cell_len, lines)) == 1000


@pytest.mark.parametrize("width", range(1, 60))
def test_on_a_narrow_screen_the_numbers_leave_first_and_the_drawing_last(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    file = planfile.parse("plan.toml", SMALL.encode())
    lines = drawn(file, "2025-01-13", width, "schools").splitlines()
    assert max(map(cell_len, lines)) <= width
    text = "".join(lines).replace(" ", "")
    assert ("┤" in text) == (width >= 27)
    assert ("│" in text) == (width >= 20)
    assert ("Adrawingneeds20columns." in text) == (width < 20)
    if width >= 2:
        assert "4of5schools" in text


def test_unknown_targets_are_refused_as_in_status(hanoi: Run) -> None:
    assert hanoi("chart", "park-new", "clusters-new") == hanoi("status", "park-new", "clusters-new")
    assert hanoi("chart", "park-new").code == 2
    ran = hanoi("chart")
    assert (ran.stdout, ran.code) == ("", 2)
    assert ran.stderr.startswith("error: missing argument TARGET...")


def test_targets_are_stacked_in_the_order_of_the_file(hanoi: Run) -> None:
    lines = hanoi("chart", "vending-machines", "clusters-total", "--as-of", "2025-06-30").stdout.splitlines()
    titles = [line for line in lines if line in ("Vending machines", "Industrial clusters in the city")]
    assert titles == ["Industrial clusters in the city", "Vending machines"]
    assert lines[-1] == "█ actual   ◆ measured   ·· planned   ╌╌ goal"


EMPTY = [
    ("parks-new", "2022-06-30", "No records by 2022-06-30.", "·· planned   ╌╌ goal"),
    ("clusters-total", "2020-12-31", "It starts on 2021-01-01.", "·· planned   ╌╌ goal"),
    ("clusters-filled", "2025-06-30", "No records by 2025-06-30, and no goal: nothing to draw.", None),
    ("craft-villages", "2020-06-30", "It starts on 2021-01-01.", None),
    ("night-economy", "2022-12-31", "No total is known by 2022-12-31: no baseline, and nothing measured.", None),
]


def test_that_there_is_none_yet_is_drawn_where_the_log_would_say_so(hanoi: Run) -> None:
    lines = hanoi("chart", "parks-new", "--as-of", "2025-06-30").stdout.splitlines()
    assert lines[4].startswith("none yet of 2-3 parks · planned 1 · 1 short")
    assert lines[5] == "No records by 2025-06-30."
    assert "▂▂▂" in lines[-5]
    assert lines[-1] == "█ actual   ·· planned   ╌╌ goal"


@pytest.mark.parametrize(("id", "day", "sentence", "legend"), EMPTY)
def test_what_cannot_be_drawn_is_said(hanoi: Run, id: str, day: str, sentence: str, legend: str | None) -> None:
    ran = hanoi("chart", id, "--as-of", day)
    lines = ran.stdout.splitlines()
    assert (ran.stderr, ran.code) == ("", 0)
    assert lines[5] == sentence
    assert len(lines) == (6 if legend is None else 23)
    assert lines[-1] == (legend or sentence)
    assert not set("▂▄▆█◆").intersection(ran.stdout)


def test_where_nothing_is_expected_before_the_due_date_no_line_is_drawn(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        "[plan]\nstart = 2025-01-01\nend = 2025-12-31\n"
        '[targets.x]\nbaseline = 1000\ngoal = 5\nstretch = 1\npace = "none"\n',
        encoding="utf-8",
    )
    ran = plantrack("chart", "x", "--as-of", "2025-06-30")
    assert "".join(line[0] for line in ran.stdout.splitlines()[6:19]) == "5  4  3  2  1"
    assert ran.stdout.splitlines()[-1] == "╌╌ goal"
    assert ",planned," not in plantrack("chart", "x", "--as-of", "2025-06-30", "--format", "csv").stdout


REVISED = """
[plan]
start = 2021-01-01
end = 2025-12-31
[targets.roads]
baseline = 0
goal = 100
revised = [{ from = 2023-06-01, goal = 60, due = 2026-12-31, decision = "12/QĐ" }]
"""


def test_a_revised_goal_is_that_of_the_day_and_marked(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(REVISED, encoding="utf-8")
    assert plantrack("chart", "roads", "--as-of", "2023-05-31", "--format", "csv").stdout.splitlines()[3:] == [
        "roads,planned,2021-01-01,0",
        "roads,planned,2025-12-31,100",
        "roads,goal,2025-12-31,100",
    ]
    assert plantrack("chart", "roads", "--as-of", "2023-06-01", "--format", "csv").stdout.splitlines()[3:] == [
        "roads,planned,2021-01-01,0",
        "roads,planned,2026-12-31,60",
        "roads,goal,2026-12-31,60",
    ]
    lines = plantrack("chart", "roads", "--as-of", "2023-06-01").stdout.splitlines()
    assert lines[4].startswith("0 of 60 · planned 24.1 · no data*")
    assert lines[5] == "* goal 100 → 60, due 2025-12-31 → 2026-12-31 since 2023-06-01, 12/QĐ"
    assert [line.split()[0] for line in lines if "┤" in line] == ["60", "50", "40", "30", "20", "10", "0"]


def test_a_line_that_bends_between_two_days_is_told_by_both(plantrack: Run, tmp_path: Path) -> None:
    """From 25 on day 365 to 180 by day 2190: the straight line to that asks for less from day 456.25 on."""
    revisions = "{ from = 2022-01-01, goal = 175 }, { from = 2023-01-01, goal = 180, due = 2026-12-31 }"
    (tmp_path / "plan.toml").write_text(
        "[plan]\nstart = 2021-01-01\nend = 2024-12-31\n"
        f"[targets.roads]\nbaseline = 0\ngoal = 100\nrevised = [{revisions}]\n",
        encoding="utf-8",
    )
    assert plantrack("chart", "roads", "--as-of", "2023-01-01", "--format", "csv").stdout.splitlines()[3:-1] == [
        "roads,planned,2021-01-01,0",
        "roads,planned,2022-01-01,25",
        "roads,planned,2022-04-02,37.4658",
        "roads,planned,2022-04-03,37.5616",
        "roads,planned,2026-12-31,180",
    ]


def test_a_revision_is_told_in_ascii_too(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(REVISED, encoding="utf-8")
    ran = answered("plantrack chart roads --as-of 2023-06-01", tmp_path, PYTHONIOENCODING="ascii")
    told = "* goal 100 -> 60, due 2025-12-31 -> 2026-12-31 since 2023-06-01, 12/QD"
    assert ran.stdout.splitlines()[5] == told


def test_what_was_known_then_is_drawn(small: Run) -> None:
    small("measure", "water", "70", "--date", "2025-01-12", "--source", "x")
    arguments = ("chart", "water", "--as-of", "2025-01-13")
    told = json.loads(small(*arguments, "--known", "2026-11-23", "--format", "json").stdout)
    assert told["known"] == "2026-11-23"
    assert told["targets"][0]["actual"][-1] == {"date": "2025-01-13", "value": 65.5}
    told = json.loads(small(*arguments, "--format", "json").stdout)
    assert told["targets"][0]["actual"][-1] == {"date": "2025-01-13", "value": 70}
    lines = small(*arguments, "--known", "2026-11-23").stdout.splitlines()
    assert lines[1].startswith("as of 2025-01-13, as known on 2026-11-23 · ")
    lines = small(*arguments, "--known", "2026-11-23", "--format", "markdown").stdout.splitlines()
    assert lines[2] == "as of 2025-01-13, as known on 2026-11-23"


def test_what_is_unknown_is_never_drawn_as_nothing(hanoi: Run) -> None:
    rows = hanoi("chart", "vending-machines", "--as-of", "2022-08-15", "--format", "csv").stdout.splitlines()
    assert rows[1:] == [
        "vending-machines,actual,2022-07-31,717",
        "vending-machines,actual,2022-08-15,717",
        "vending-machines,measured,2022-07-31,717",
    ]


def test_as_of_a_day_after_today_is_noted(hanoi: Run) -> None:
    ran = hanoi("chart", "clusters-total", "--as-of", "2027")
    assert ran.stderr == "note: 2027-12-31 is after today: what is known now about that day\n"
    assert "2027" in ran.stdout.splitlines()[-3].split()


def test_nothing_in_a_title_is_obeyed(plantrack: Run, tmp_path: Path) -> None:
    plan = SMALL.replace('"Schools, open"', '"[red]x[/y] 計画 \\u001b[31m\\u202e"')
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    assert plantrack("chart", "schools").stdout.splitlines()[3] == "[red]x[/y] 計画 \\x1b[31m\\u202e"


EXTREME = [
    (0, 1, [1, 1]),
    (0, -1, [0, 0]),
    (5, 4, [5, 5]),
    (-3.5, 2.25, [-9, 11.125]),
    (0, 5e-324, [5e-324, 0]),
    (0, 2**53, [2**53, -(2**53)]),
    (2**53 - 2, 2**53, [2**53 - 1, 2**53]),
    (1e-300, 1.0, [1e-320, 2.5e15]),
    (None, None, [0, 0]),
    (None, None, [-4, -4]),
    (None, None, [0.1 + 0.2, 0.3]),
]


@pytest.mark.parametrize(("baseline", "goal", "values"), EXTREME)
@pytest.mark.parametrize("width", [20, 33, 90])
def test_any_numbers_can_be_drawn(
    baseline: float | None, goal: float | None, values: list[float], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    promise = "" if baseline is None else f"baseline = {baseline}\ngoal = {goal}\n"
    totals = "".join(
        f'[[measurements]]\ndate = 2025-01-0{day}\ntarget = "x"\nvalue = {value}\n'
        for day, value in enumerate(values, 2)
    )
    plan = f"[plan]\nstart = 2025-01-01\nend = 2025-01-21\n[targets.x]\n{promise}{totals}"
    text = drawn(planfile.parse("plan.toml", plan.encode()), "2025-01-13", width)
    assert "◆" in text
    assert max(map(cell_len, text.splitlines())) <= width


def test_a_flat_line_stands_on_zero(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(SMALL, encoding="utf-8")
    lines = plantrack("chart", "water", "--as-of", "2025-01-13").stdout.splitlines()
    assert [line.split()[0] for line in lines if "┤" in line] == ["65.5", "40", "20", "0"]


SPANS = [
    ("2021-01-01", "2025-12-31", 70, ["2021", "2022", "2023", "2024", "2025"]),
    ("2021-01-01", "2025-12-31", 20, ["2022", "2024"]),
    ("2021-01-01", "2028-12-31", 40, ["2022", "2024", "2026", "2028"]),
    ("2021-06-01", "2022-12-31", 40, ["2021-07", "2022-01", "2022-07"]),
    ("2024-01-01", "2024-12-31", 70, ["2024-01", "2024-04", "2024-07", "2024-10"]),
    ("2024-03-05", "2024-03-06", 70, ["2024-03-05", "2024-03-06"]),
    ("0001-01-01", "9999-12-31", 24, []),
    ("0001-01-01", "9999-12-31", 40, ["2000", "4000", "6000", "8000"]),
]


@pytest.mark.parametrize(("start", "end", "columns", "labels"), SPANS)
def test_dates_at_the_foot_are_round(start: str, end: str, columns: int, labels: list[str]) -> None:
    first, last = (date.fromisoformat(day).toordinal() for day in (start, end))
    assert [tick.label for tick in round_dates(first, last, columns)] == labels


@pytest.mark.parametrize("width", range(20, 60))
def test_dates_at_the_foot_never_run_into_each_other(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    plan = "[plan]\nstart = 2025-01-30\nend = 2025-01-31\n[targets.x]\nbaseline = 0\ngoal = 1\n"
    labels = drawn(planfile.parse("plan.toml", plan.encode()), "2025-01-01", width).splitlines()[-3].split()
    assert labels in (["2025-01-30"], ["2025-01-30", "2025-01-31"])
    assert len(labels) == 2 or width < 24


NUMBERS = [
    (0, 43, ["0", "10", "20", "30", "40"]),
    (113, 159, ["120", "130", "140", "150"]),
    (0, 1, ["0", "1"]),
    (0.0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (-3.5, 2.25, ["-3", "-2", "-1", "0", "1", "2"]),
]


@pytest.mark.parametrize(("low", "high", "numbers"), NUMBERS)
def test_numbers_at_the_side_are_round(low: float, high: float, numbers: list[str]) -> None:
    whole = isinstance(low, int) and isinstance(high, int)
    assert [f"{number:f}" for number in round_numbers(low, high, 6, whole=whole)] == numbers


@examples(60)
@given(plans(), st.integers(-30, 1600))
def test_the_staircase_is_what_status_says_of_each_day(data: dict[str, object], offset: int) -> None:
    file = parsed(data)
    day = file.plan.start.lo + offset
    targets = list(file.plan.targets.values())
    told = burnup_report(view_of(file, dates.from_day(date.fromordinal(day))), targets)
    for target, one in zip(targets, told.targets, strict=True):
        steps = {date.fromisoformat(point.date).toordinal(): point.value for point in one.actual}
        assert list(steps) == sorted(steps)
        if day < target.start.lo:
            assert not one.actual
            continue
        near = {step + move for step in steps for move in (-1, 0, 1)} | {target.start.lo, day}
        for on in sorted(near & set(range(target.start.lo, day + 1))):
            standing = status_report(view_of(file, dates.from_day(date.fromordinal(on))), [target])
            before = [step for step in steps if step <= on]
            assert (steps[before[-1]] if before else None) == standing.targets[0].actual
        if one.planned:
            assert (one.planned[0].value, one.planned[-1].value) == (one.baseline, one.goal)
            assert one.planned[-1].date == one.due


@examples(20)
@given(plans(), st.integers(-30, 1600), st.integers(20, 200), st.sampled_from(["utf-8", "ascii", "cp1258"]))
def test_any_plan_can_be_drawn_on_any_screen(data: dict[str, object], offset: int, width: int, encoding: str) -> None:
    file = parsed(data)
    as_of = (date.fromordinal(file.plan.start.lo) + timedelta(offset)).isoformat()
    text = drawn(file, as_of, width, encoding=encoding)
    assert writable(text, encoding).encode(encoding)
    for line in text.splitlines():
        assert Text.from_ansi(line).cell_len <= width
    assert len(drawn(file, as_of, None).splitlines()) >= 2
