"""`form`: the six forms on the plan of Hanoi in both languages, what is refused, and what each format makes of them."""

import csv
import json
import shlex
from pathlib import Path

import pytest
from conftest import NOW, TESTS, Ran, Run
from handed_in import FORMS, each_form

from plantrack.cli import app
from plantrack.cli.answer import Surroundings
from plantrack.render.text.widths import measure_text

NAMES = {"1": "targets", "2": "period", "3": "items", "4": "missing", "5": "places", "6": "sources"}


def rows_of(markdown: str) -> list[list[str]]:
    """Return the cells of the rows of a table, without its headings."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return [[cell.strip(" *") for cell in line.strip("|").split(" | ")] for line in lines[2:]]


@pytest.mark.parametrize("language", ["en", "vi"])
@each_form
def test_a_form_of_the_plan_of_hanoi(hanoi: Run, number: str, language: str) -> None:
    """What each form says in each language, whole; the figures that are worked out by hand are below."""
    ran = hanoi(*shlex.split(FORMS[number]), "--lang", language, "--format", "markdown")
    expected = (TESTS / "forms" / f"{number}-{language}.md").read_text(encoding="utf-8")
    assert ran == Ran(expected)


@each_form
def test_a_form_is_asked_for_by_its_name_too(hanoi: Run, number: str) -> None:
    by_number = shlex.split(FORMS[number])
    assert hanoi(*by_number) == hanoi("form", NAMES[number], *by_number[2:])


def test_the_actual_in_percent_of_the_goal_is_no_progress(hanoi: Run) -> None:
    groups = json.loads(hanoi("form", "1", "--as-of", "2025-06-30", "--format", "json").stdout)["groups"]
    shares = {row["target"]["id"]: row["share"] for group in groups for row in group["targets"]}
    # 116 / 159 = 0,729559…; 30 / 43 = 0,697674…; 3 / 46 = 0,065217…; 2 / 5.
    assert (shares["clusters-total"], shares["clusters-started"]) == (72.96, 69.77)
    assert (shares["clusters-new"], shares["wholesale-markets"]) == (6.52, 40)
    # There is no goal; nothing is recorded.
    assert (shares["key-products"], shares["parks-new"]) == (None, None)


def test_what_is_measured_stands_last(hanoi: Run) -> None:
    groups = json.loads(hanoi("form", "1", "--format", "json").stdout)["groups"]
    assert [(group["number"], group["kind"]) for group in groups] == [
        *(("I", "cluster"), ("II", "park"), ("III", "wholesale-market"), ("IV", "rural-market")),
        *(("V", "craft-village"), ("VI", "night-economy"), ("VII", None)),
    ]


PROMISES = """
[plan]
start = 2021-07-01
end = 2025-12-31
[kinds.road]
stages = ["built"]
attributes.length_km = "number"
[targets.share]
unit = "%"
baseline = 10
goal = 4
[targets.range]
unit = "%"
baseline = 0
goal = 50
stretch = 70
due = 2024-06-30
[targets.steps]
unit = "%"
baseline = 20
goal = 60
interim = [{ by = 2023-12-31, goal = 30 }, { by = 2024-12-31, goal = 45 }]
[targets.unknown]
unit = "%"
baseline = 5
goal = 10
[targets.roads]
unit = "km"
kind = "road"
stages = ["built"]
sum = "length_km"
baseline = 1.5
goal = 1234.5
[[measurements]]
date = 2024-11-30
target = "share"
value = 6
[[measurements]]
date = 2024
target = "range"
value = 25
[[measurements]]
date = 2023-12-31
target = "steps"
value = 30
[[measurements]]
date = 2024-12-31
target = "steps"
value = 36
[[milestones]]
date = 2024-03-01
kind = "road"
stage = "built"
item = "A"
length_km = 1100
"""


DATED = 'date = "2024"\n'
RANGE = "goal = 50\nstretch = 70\n"


@pytest.fixture
def promises(plantrack: Run, tmp_path: Path) -> Run:
    (tmp_path / "plan.toml").write_text(PROMISES.replace("date = 2024\n", DATED), encoding="utf-8")
    return plantrack


def test_what_falls_has_no_share_and_a_range_has_that_of_its_lower_end(promises: Run) -> None:
    written = promises("form", "1", "--as-of", "2024-12-31", "--lang", "vi", "--format", "markdown").stdout
    assert rows_of(written)[1:] == [
        ["I", "road", *[""] * 6, ""],
        # 1101,5 / 1234,5 = 0,892264…
        ["1", "roads", "km", "1,5", "1.234,5", "1.101,5", "89,23", "đúng tiến độ", "thời hạn 31/12/2025"],
        ["II", "Chỉ tiêu khác", *[""] * 6, ""],
        [
            "1",
            "share",
            "%",
            "10",
            "không quá 4",
            "6",
            "-",
            "nguy cơ chậm",
            "số báo cáo ngày 30/11/2024; thời hạn 31/12/2025",
        ],
        ["2", "range", "%", "0", "50-70", "25", "50,00", "không đạt", "thời hạn 30/6/2024"],
        ["3", "steps", "%", "20", "60", "36", "60,00", "nguy cơ chậm", "thời hạn 31/12/2025"],
        ["4", "unknown", "%", "5", "10", "…", "…", "chưa có số liệu", "thời hạn 31/12/2025"],
    ]


def test_the_plan_of_a_year_is_what_lies_between_two_interim_goals(promises: Run) -> None:
    written = promises("form", "2", "steps", "share", "range", "--during", "2024", "--format", "markdown").stdout
    # 45 - 30 are planned, 36 - 30 came: 6 / 15. For the ends of other years nothing is planned.
    assert rows_of(written)[2:] == [
        ["1", "share", "%", "…", "…", "…", "6", "…", ""],
        ["2", "range", "%", "…", "…", "…", "25", "…", ""],
        ["3", "steps", "%", "15", "30", "6", "36", "40.00", ""],
    ]


@pytest.mark.parametrize(
    ("period", "heading", "told"),
    [
        # 60 - 30 are planned for both years, 36 - 30 came.
        ("--since 2024 --as-of 2025", "2024-2025", ("30", "20.00")),
        # The first year begins at the baseline: 45 - 20; 36 - 20 came.
        ("--since 2021 --as-of 2024", "2021-2024", ("25", "64.00")),
        ("--during 2024-Q4", "2024", ("15", "40.00")),
        ("--since 2023-07-01 --as-of 2024-12-31", "2023-2024", ("…", "…")),
        # The figures of a year are closed on 14 December: 60 - 45 are planned, 36 - 30 came.
        ("--since 2024-12-15 --as-of 2025-12-14", "2025", ("15", "40.00")),
        # What it was on 2023-12-14 nobody recorded.
        ("--since 2023-12-15 --as-of 2025-12-14", "2024-2025", ("30", "…")),
        # Nobody measured in these days.
        ("--since 2024-12-16 --as-of 2024-12-20", "2024", ("15", "…")),
        ("--since 2023 --as-of 2024", "2023-2024", ("…", "…")),
    ],
)
def test_several_years_are_beside_the_plan_of_several_years(
    promises: Run, period: str, heading: str, told: tuple[str, str]
) -> None:
    written = promises("form", "2", "steps", *period.split(), "--format", "markdown").stdout
    assert f"| Plan of {heading} |" in written
    assert (rows_of(written)[2][3], rows_of(written)[2][7]) == told


def test_the_parts_stand_below_what_moved(promises: Run) -> None:
    # On the eve of the start the baseline is true.
    period = ("--since", "2021-07-01", "--as-of", "2024")
    written = promises("form", "2", "roads", *period, "--lang", "vi", "--format", "markdown").stdout
    assert "Đơn vị tính: km\n" in written
    assert rows_of(written)[2:] == [
        ["1", "roads", "km", "…", "1,5", "1.100", "1.101,5", "…", ""],
        ["-", "Trong đó: hiện trạng đầu kỳ", "-", "-", "1,5", "0", "1,5", "-", ""],
        ["-", "đã rõ tên", "-", "-", "0", "1.100", "1.100", "-", ""],
    ]


SILENT = """
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.road]
stages = ["planned", "built"]
attributes.ward = "text"
[targets.roads]
kind = "road"
stages = ["built"]
baseline = 113
goal = 159
[targets.new]
kind = "road"
stages = ["built"]
baseline = 0
goal = 10
[targets.water]
unit = "%"
baseline = 62
goal = 90
[targets.balance]
baseline = -5
goal = 5
"""
PLANNED = """
[[milestones]]
date = 2024-03-01
kind = "road"
stage = "planned"
item = "A"
ward = "X"
[[measurements]]
date = 2024-03-01
target = "water"
value = 0
[[measurements]]
date = 2024-03-01
target = "balance"
value = 1
"""


def test_nothing_recorded_is_unknown_and_nothing_achieved_is_none(plantrack: Run, tmp_path: Path) -> None:
    def ask(line: str, first: int, after: int) -> list[list[str]]:
        ran = plantrack("form", *line.split(), "--format", "markdown")
        return [row[first:after] for row in rows_of(ran.stdout) if row[0].isdigit() or row[1].startswith("Total of")]

    # 1. The log says nothing: the baseline is no achievement.
    (tmp_path / "plan.toml").write_text(SILENT, encoding="utf-8")
    assert ask("1 --as-of 2024-12-31", 5, 7) == [["…", "…"], ["…", "…"], ["…", "…"], ["…", "-"]]
    assert ask("2 --during 2024", 4, 8) == [["…"] * 4] * 4
    assert ask("5 --by ward --as-of 2024-12-31", 2, 3) == [["…"]]
    assert ask("6 --as-of 2024-12-31", 2, 4) == [["…", "…"]] * 4
    # 2. Of another stage of the kind it does: then all is there that is said. 0 was measured.
    (tmp_path / "plan.toml").write_text(SILENT + PLANNED, encoding="utf-8")
    # 113 / 159 = 0,710691…
    assert ask("1 --as-of 2024-12-31", 5, 7) == [["113", "71.07"], ["-", "-"], ["0", "0.00"], ["1", "-"]]
    assert ask("2 --during 2025", 4, 7) == [["113", "0", "113"], ["-", "-", "-"], ["0", "…", "0"], ["1", "…", "1"]]
    assert ask("5 roads new --by ward --as-of 2024-12-31", 2, 4) == [["113", "-"]]
    assert ask("6 --as-of 2024-12-31", 2, 4) == [
        *(["113", "2020-12-31"], ["-", "2024-12-31"], ["0", "2024-03-01"], ["1", "2024-03-01"])
    ]
    # Since there are records of the kind, there were none before; what was not measured before is not known.
    assert ask("2 --during 2024", 4, 7) == [["113", "0", "113"], ["-", "-", "-"], ["…", "…", "0"], ["…", "…", "1"]]
    built = PLANNED.replace('stage = "planned"', 'stage = "built"')
    (tmp_path / "plan.toml").write_text(SILENT + built, encoding="utf-8")
    assert ask("2 roads new --during 2024-Q1", 4, 7) == [["113", "1", "114"], ["-", "1", "1"]]
    # Of a kind of which only a total is told nobody knows how it was.
    total = '[[measurements]]\ndate = 2024-03-01\ntarget = "roads"\nvalue = 114\n'
    (tmp_path / "plan.toml").write_text(SILENT + total, encoding="utf-8")
    assert ask("2 roads --during 2024-Q1", 4, 7) == [["…", "…", "114"]]
    (tmp_path / "plan.toml").write_text(SILENT + PLANNED, encoding="utf-8")
    # 3. On the eve of the start the baseline is true.
    assert ask("2 --since 2021 --as-of 2024", 4, 7)[:3] == [["113", "0", "113"], ["0", "-", "-"], ["62", "-62", "0"]]


WITHDRAWN = """
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.c]
stages = ["planned", "established"]
attributes.district = "text"
[targets.all]
kind = "c"
stages = ["established"]
baseline = 5
[targets.unknown]
kind = "c"
stages = ["established"]
[[milestones]]
date = 2024-02-01
kind = "c"
stage = "established"
item = "B"
district = "Y"
[[milestones]]
date = 2024-02-01
kind = "c"
stage = "established"
item = "C"
[[milestones]]
date = 2024-02-01
kind = "c"
stage = "planned"
item = "D"
district = "Z"
[[milestones]]
date = 2019-02-01
kind = "c"
stage = "established"
item = "Old"
district = "Y"
[[milestones]]
date = 2024-05-01
kind = "c"
stage = "withdrawn"
item = "Old"
[[milestones]]
date = 2019-02-01
kind = "c"
stage = "established"
item = "Older"
district = "X"
[[milestones]]
date = 2024-05-01
kind = "c"
stage = "withdrawn"
item = "Older"
[[measurements]]
date = 2024-12-14
target = "all"
value = 4
[[measurements]]
date = 2024-12-14
target = "unknown"
value = 7
"""


def test_the_parts_make_the_sum_whatever_is_unknown_or_withdrawn(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(WITHDRAWN, encoding="utf-8")
    asked = ("form", "5", "all", "unknown", "--by", "district", "--as-of", "2024-12-31", "--lang", "vi")
    # B and C came, of the baseline one went in X and one in Y: 4 = 5 - 1 + 1 - 1 + 0, 7 = 7 + 1 - 1 + 0.
    assert rows_of(plantrack(*asked, "--format", "markdown").stdout)[1:] == [
        ["", "Tổng số", "4", "7", ""],
        ["", "Hiện trạng đầu kỳ", "5", "…", "chưa phân theo địa bàn"],
        ["", "Chưa rõ tên", "-1", "…", "số đã rõ tên nhiều hơn số báo cáo"],
        ["", "Hiện trạng đầu kỳ hoặc chưa rõ tên", "-", "7", ""],
        ["", "Chưa rõ địa bàn", "1", "1", ""],
        ["1", "X", "-1", "-1", "có công trình thuộc hiện trạng đầu kỳ đã đưa ra khỏi danh mục"],
        ["2", "Y", "0", "0", ""],
    ]


LIST = """
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.school]
title = { en = "School", vi = "Trường học" }
stages = ["approved", "started", "opened"]
attributes = { commune = "text", district = "text", investor = "text", cost = "number", seats = "number" }
[kinds.school.labels]
approved = { en = "approved", vi = "phê duyệt" }
investor = { en = "investor", vi = "chủ đầu tư" }
[targets.schools]
title = { en = "Schools opened", vi = "Trường đưa vào sử dụng" }
unit = { en = "schools", vi = "trường" }
kind = "school"
stages = ["opened"]
baseline = 0
goal = 5
due = 2024-06-30
[[milestones]]
date = 2022-02-03
kind = "school"
stage = "approved"
item = "A"
commune = "Vân Hà"
district = "Đông Anh"
cost = 2.5
decision = "12/QĐ-UBND"
[[milestones]]
expected = "2024-Q1"
kind = "school"
stage = "opened"
item = "A"
[[milestones]]
date = "2023-05"
kind = "school"
stage = "started"
item = "B"
district = "Ba Vì"
investor = "Công ty X"
source = "https://www.example.org/b"
[[milestones]]
date = 2023-06-07
kind = "school"
stage = "opened"
item = "C"
source = "a letter"
[[milestones]]
date = 2023-06-07
kind = "school"
stage = "approved"
item = "D"
[[milestones]]
date = 2023-07-07
kind = "school"
stage = "withdrawn"
item = "D"
"""


@pytest.fixture
def listed(plantrack: Run, tmp_path: Path) -> Run:
    (tmp_path / "plan.toml").write_text(LIST, encoding="utf-8")
    return plantrack


def test_what_was_passed_unknown_when_is_no_stage_that_is_missing(listed: Run) -> None:
    # The only kind need not be named. No school has seats.
    ran = listed("form", "3", "--as-of", "2024-06-30", "--lang", "vi", "--format", "markdown")
    assert "| TT | Tên trường học | Địa điểm | Chủ đầu tư | cost | seats |" in ran.stdout
    assert rows_of(ran.stdout)[1:] == [
        [
            *("1", "A", "Vân Hà (Đông Anh)", "…", "2,5", "…", "12/QĐ-UBND, 03/02/2022", "-", "-", "-"),
            "opened: dự kiến quý I/2024",
        ],
        ["2", "B", "Ba Vì", "Công ty X", "…", "…", "…", "05/2023", "-", "example.org", ""],
        ["3", "C", "…", "…", "…", "…", "…", "…", "07/06/2023", "a letter", ""],
        [
            *("", "Tổng cộng", "3 trường", "", "2,5", "…", "1", "1", "1", ""),
            "cost: 2 chưa rõ; seats: 3 chưa rõ; phê duyệt: 2 chưa rõ; started: 1 chưa rõ",
        ],
    ]
    assert ran.stdout.endswith("\nKhông kể 1 công trình đã đưa ra khỏi danh mục.\n")


def test_an_item_is_late_by_its_own_date_or_else_by_that_of_the_target(listed: Run) -> None:
    ran = listed("form", "4", "--missing", "opened", "--as-of", "2024-07-10", "--lang", "vi", "--format", "markdown")
    # From 31 March to 10 July are 101 days, from 30 June 10.
    assert rows_of(ran.stdout)[1:] == [
        [
            *("1", "A", "Vân Hà (Đông Anh)", "Phê duyệt (12/QĐ-UBND, 03/02/2022)", "opened", "quý I/2024", "101"),
            *("", ""),
        ],
        ["2", "B", "Ba Vì", "started (05/2023)", "opened", "30/06/2024", "10", "", ""],
        ["", "Tổng cộng", "2 trường", *[""] * 5, ""],
    ]


def test_a_target_that_is_only_followed_waits_for_nothing(listed: Run, tmp_path: Path) -> None:
    followed = LIST.replace("goal = 5\ndue = 2024-06-30\n", "")
    (tmp_path / "plan.toml").write_text(followed, encoding="utf-8")
    ran = listed("form", "4", "--missing", "opened", "--as-of", "2026-07-10", "--format", "markdown")
    assert [row[5:7] for row in rows_of(ran.stdout)[1:]] == [["2024-Q1", "831"], ["-", "-"], ["", ""]]


def test_nothing_is_promised_of_an_item_that_counts_already_by_another_stage(listed: Run, tmp_path: Path) -> None:
    # B has started, and counts; A has not, but for it a date of its own is expected; C is past it; E waits.
    waits = '[[milestones]]\ndate = 2022-02-03\nkind = "school"\nstage = "approved"\nitem = "E"\n'
    either = LIST.replace('stages = ["opened"]\nbaseline', 'stages = ["started", "opened"]\nbaseline') + waits
    (tmp_path / "plan.toml").write_text(either, encoding="utf-8")
    ran = listed("form", "4", "--missing", "opened", "--as-of", "2024-07-10", "--format", "markdown")
    told = [[row[1], *row[5:7]] for row in rows_of(ran.stdout)[1:-1]]
    assert told == [["A", "2024-Q1", "101"], ["B", "-", "-"], ["E", "2024-06-30", "10"]]


def test_percentages_are_not_summed(plantrack: Run, tmp_path: Path) -> None:
    kind = (
        '[kinds.cluster]\nstages = ["built"]\n'
        'attributes = { district = "text", area = "number", let = "number", sold_percent = "number" }\n'
        '[kinds.cluster.labels]\nlet = { en = "let", vi = "tỷ lệ lấp đầy (%)" }\n'
    )
    built = '[[milestones]]\ndate = "2024"\nkind = "cluster"\nstage = "built"\ndistrict = "X"\n'
    items = (
        f'{built}item = "A"\narea = 20\nlet = 80\nsold_percent = 1\n',
        f'{built}item = "B"\narea = 30\nlet = 95\nsold_percent = 2\n',
    )
    plan = f"[plan]\nstart = 2021-01-01\nend = 2025-12-31\n{kind}{''.join(items)}"
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    asked = ("--by", "district", "--as-of", "2025-01-01")
    rows = rows_of(plantrack("form", "3", *asked, "--lang", "vi", "--format", "markdown").stdout)
    assert [row[3:6] for row in rows[1:]] == [["50", "-", "-"], ["20", "80", "1"], ["30", "95", "2"], ["50", "-", "-"]]
    report = json.loads(plantrack("items", "cluster", *asked, "--format", "json").stdout)
    assert (list(report["sums"]), list(report["groups"][0]["sums"])) == (["area"], ["area"])


def test_for_excel_a_percentage_beyond_a_thousand_is_a_number(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        PROMISES.replace("date = 2024\n", DATED).replace(RANGE, "goal = 2\n"), encoding="utf-8"
    )
    lines = plantrack("form", "1", "range", "--as-of", "2024-12-31", "--excel").stdout.splitlines()
    # 25 / 2, and 1.250,00 is how it reads on a screen.
    assert lines[-1].split(";")[6] == "1250,00"


def test_for_excel_large_numbers_are_numbers_too(plantrack: Run, tmp_path: Path) -> None:
    told = {"a": "9876543210.25", "b": "123456789012", "c": "1234567890.125", "d": "1234567890123456", "e": "0.00001"}
    targets = "".join(f"[targets.{id}]\nbaseline = 0\n" for id in told)
    totals = "".join(f'[[measurements]]\ndate = 2024-01-01\ntarget = "{id}"\nvalue = {told[id]}\n' for id in told)
    (tmp_path / "plan.toml").write_text(
        f"[plan]\nstart = 2021-01-01\nend = 2025-12-31\n{targets}{totals}", encoding="utf-8"
    )
    lines = plantrack("form", "1", "--as-of", "2025-01-01", "--excel").stdout.splitlines()
    # Of sixteen digits a spreadsheet keeps fifteen: that is a text.
    assert [line.split(";")[5] for line in lines[2:]] == [
        *("9876543210,25", "123456789012", "1234567890,125", "'1234567890123456", "0,00001")
    ]
    ran = plantrack("status", "--as-of", "2025-01-01", "--excel")
    header, *rows = csv.reader(ran.stdout.removeprefix("\ufeff").splitlines(), delimiter=";")
    assert [row[header.index("actual")] for row in rows] == [
        *("9876543210,25", "123456789012", "1234567890,125", "'1234567890123456", "0")
    ]


def test_for_excel_numbers_are_numbers_and_no_cell_is_a_formula(hanoi: Run) -> None:
    ran = hanoi(*shlex.split(FORMS["1"]), "--lang", "vi", "--excel")
    header, *rows = csv.reader(ran.stdout.removeprefix("\ufeff").splitlines(), delimiter=";")
    assert header[0] == "TT"
    assert rows[1] == ["1", "Cụm công nghiệp toàn thành phố", "cụm", "113", "159", "116", "72,96", "chậm tiến độ", ""]
    # A range would become a day; a dash alone nothing.
    assert rows[7] == ["1", "Khu công nghiệp mới", "khu", "0", "'2-3", "-", "-", "chậm tiến độ", ""]
    dated = hanoi(*shlex.split(FORMS["3"]), "--lang", "vi", "--excel").stdout
    assert "\n2;Liên Hiệp giai đoạn 2;Phúc Thọ;12,2;2801/QĐ-UBND, 26/06/2020;19/01/2024;-;-;iipvietnam.com;\n" in dated


def test_as_csv_it_is_the_form_in_the_language_that_is_spoken(hanoi: Run) -> None:
    ran = hanoi(*shlex.split(FORMS["5"]), "--format", "csv")
    assert ran.stdout.splitlines()[:3] == [
        "No,Place,Reached: established,Reached: construction started,Reached: infrastructure completed,Note",
        ",Total of all,116,32,6,",
        ",Baseline of the plan,113,0,0,not told apart by place",
    ]


@each_form
def test_no_line_is_wider_than_the_screen(hanoi: Run, number: str) -> None:
    for width in (40, 80, 140):
        here = app.speak(Surroundings(NOW, width), "vi")
        answer = app.answer_arguments(shlex.split(FORMS[number]), here)
        assert (answer.notes, answer.exit_code) == ("", 0)
        assert max(map(measure_text, answer.text.splitlines())) <= width


SUMMED = """
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.road]
title = "Đường"
stages = ["approved", "built"]
attributes = { commune = "text", area = "number" }
labels.commune = { en = "commune", vi = "xã, phường" }
[targets.land]
title = "Land"
unit = "ha"
kind = "road"
stages = ["built"]
sum = "area"
baseline = 0
goal = 10
revised = [{ from = 2024-06-01, goal = 8, decision = "12/NQ-HĐND" }]
[targets.poverty]
unit = "%"
baseline = 10
goal = 4
stretch = 2
[[milestones]]
date = 2024-01-01
kind = "road"
stage = "built"
item = "a\\u202eb"
area = 3
[[milestones]]
date = 2024-01-01
kind = "road"
stage = "built"
item = "C"
[[milestones]]
date = 2024-01-01
kind = "road"
stage = "approved"
item = "D"
[[milestones]]
date = 2024-02-01
kind = "road"
stage = "withdrawn"
item = "D"
[[measurements]]
date = 2024-06-14
target = "poverty"
value = 5
"""


@pytest.fixture
def summed(plantrack: Run, tmp_path: Path) -> Run:
    (tmp_path / "plan.toml").write_text(SUMMED, encoding="utf-8")
    return plantrack


def test_what_a_sum_lacks_is_noted_in_each_form_of_targets(summed: Run) -> None:
    asked = ("--as-of", "2024-12-31", "--lang", "vi", "--format", "markdown")
    lacking = "1 công trình được tính chưa có area"
    first = rows_of(summed("form", "1", *asked).stdout)
    revised = "mục tiêu 10 → 8 từ 01/6/2024, theo văn bản 12/NQ-HĐND"
    assert first[2][-1] == f"{revised}; {lacking}"
    second = rows_of(summed("form", "2", "--since", "2021", *asked).stdout)
    assert (second[2][0], second[2][-1]) == ("1", f"{revised}; {lacking}")
    assert summed("form", "6", *asked).stdout.endswith(f"\nLand: {lacking}\n")


def test_what_a_sum_lacks_is_noted_beside_each_place(summed: Run, tmp_path: Path) -> None:
    asked = ("5", "land", "--by", "commune", "--as-of", "2024-12-31", "--lang", "vi", "--format", "markdown")
    # a has 3 ha, of C nobody knows how many it has; D was withdrawn.
    lacking = "Land: 1 chưa rõ"
    assert rows_of(summed("form", *asked).stdout)[1:] == [
        ["", "Tổng số", "3", lacking],
        ["", "Hiện trạng đầu kỳ", "0", "chưa phân theo địa bàn"],
        ["", "Chưa rõ tên", "0", ""],
        ["", "Chưa rõ địa bàn", "3", lacking],
    ]
    placed = SUMMED.replace('item = "C"\n', 'item = "C"\ncommune = "X"\n')
    (tmp_path / "plan.toml").write_text(placed, encoding="utf-8")
    assert rows_of(summed("form", *asked).stdout)[4:] == [
        ["", "Chưa rõ địa bàn", "3", ""],
        ["1", "X", "…", lacking],
    ]
    told = json.loads(summed("form", *asked[:-1], "json").stdout)
    assert [(row["counts"], row["none"], row["lacking"]) for row in told["rows"][2:]] == [
        ({"land": 3}, [], {}),
        ({"land": None}, [], {"land": 1}),
    ]
    below = summed("status", "land", "--by", "commune", "--as-of", "2024-12-31", "--lang", "vi").stdout
    assert below.endswith("\n\nLand: 1 công trình được tính chưa có area\n")


def test_where_units_differ_each_heading_has_its_own(summed: Run, tmp_path: Path) -> None:
    roads = '[targets.roads]\nunit = "roads"\nkind = "road"\nstages = ["built"]\nbaseline = 0\n'
    (tmp_path / "plan.toml").write_text(f"{SUMMED}{roads}", encoding="utf-8")
    told = summed("form", "5", "land", "roads", "--by", "commune", "--as-of", "2024-12-31", "--format", "csv").stdout
    assert told.splitlines()[0] == "No,Place,Land (ha),Reached: built (roads),Note"
    told = summed("form", "5", "land", "--by", "commune", "--as-of", "2024-12-31", "--format", "csv").stdout
    assert told.splitlines()[0] == "No,Place,Land,Note"


def test_a_revision_of_the_due_date_alone_is_no_revision_of_the_goal(summed: Run, tmp_path: Path) -> None:
    later = SUMMED.replace("goal = 8, decision", "due = 2027-06-30, decision")
    (tmp_path / "plan.toml").write_text(later, encoding="utf-8")
    told = rows_of(summed("form", "1", "land", "--as-of", "2024-12-31", "--format", "markdown").stdout)[2][-1]
    assert told == "due 2025-12-31 → 2027-06-30 since 2024-06-01, 12/NQ-HĐND; 1 item that counts has no area"


def test_a_range_that_falls_reads_in_both_languages(summed: Run) -> None:
    asked = ("form", "1", "poverty", "--as-of", "2024-12-31", "--format", "markdown")
    read = {"vi": ("không quá 4, phấn đấu 2", "Đơn vị tính: %"), "en": ("4 or less, at best 2", "Unit: %")}
    for language, (goal, unit) in read.items():
        written = summed(*asked, "--lang", language).stdout
        assert (rows_of(written)[2][4], f"\n{unit}\n" in written) == (goal, True)


def test_what_is_left_out_and_what_lacks_a_value_is_said(summed: Run) -> None:
    asked = ("--by", "commune", "--as-of", "2024-12-31", "--lang", "vi", "--format", "markdown")
    third = summed("form", "3", *asked).stdout
    assert "| Tên đường |" in third
    assert rows_of(third)[1][:2] == ["I", "Chưa rõ xã, phường (2)"]
    assert rows_of(third)[-1][-1] == "area: 1 chưa rõ"
    fourth = summed("form", "4", "--missing", "built", *asked).stdout
    assert fourth.endswith("\nKhông kể 1 công trình đã đưa ra khỏi danh mục.\n")


def test_a_hint_lists_groups_in_the_language_that_is_spoken(hanoi: Run) -> None:
    ran = hanoi("form", "1", "--group", "Khác", "--lang", "vi")
    assert ran.stderr == (
        'lỗi: không có nhóm "Khác"\ngợi ý: hiện có: Công nghiệp, Thương mại, Kinh tế đêm và loại hình mới\n'
    )


def test_in_csv_a_character_that_turns_a_text_is_shown(summed: Run) -> None:
    written = summed("form", "3", "--as-of", "2024-12-31", "--format", "csv").stdout
    assert ("\u202e" in written, "\n1,a\\u202eb,…,3," in written) == (False, True)


KINDS = "cluster, park, wholesale-market, rural-market, craft-village, night-economy"
REFUSED = {
    "form 7": (
        'FORM: unknown value "7"\nhint: known are: 1, 2, 3, 4, 5, 6, targets, period, items, missing, places, sources'
    ),
    "form 2": "form 2 needs --during\nhint: or --since, with --as-of",
    "form 2 --since 2025": ("form 2 needs --as-of\nhint: --during 2025 is short for --since 2025 --as-of 2025"),
    "form 3": f"form 3 needs --kind\nhint: known are: {KINDS}",
    "form 4 --kind cluster": (
        "form 4 needs --missing\nhint: known are: planned, established, started, completed, filled"
    ),
    "form 5 --kind cluster": "form 5 needs --by\nhint: known are: district, commune, area_ha",
    "form 1 --by district --stage started": (
        "form 1 takes no --stage\nhint: --stage is for forms 3, 4\n"
        "error: form 1 takes no --by\nhint: --by is for forms 3, 4, 5"
    ),
    "form 3 clusters-total": "form 3 takes no TARGET\nhint: TARGET is for forms 1, 2, 5, 6",
    "form 3 --kind clusters": 'unknown kind "clusters"\nhint: did you mean "cluster"?',
    "form 3 --kind cluster --stage strated": (
        'unknown stage "strated" of cluster\nhint: did you mean "started" (construction started)?'
    ),
    "form 5 --kind cluster --by colour": (
        'unknown attribute "colour" of cluster\nhint: known are: district, commune, area_ha'
    ),
    "form 5 clusters-new parks-new --by district": "form 5 needs --kind\nhint: known are: cluster, park",
    "form 5 clusters-new parks-new key-products --by district --kind cluster": (
        "form 5 counts items; measured are: key-products"
    ),
    "form 5 --by district key-products": "form 5 counts items; measured are: key-products",
    "form 5 clusters-new parks-new --by district --kind cluster": "parks-new count no cluster",
    "form 4 --kind cluster --missing filled --stage filled": "what has reached filled does not miss filled",
    "form 3 --kind cluster --missing started --stage completed --stage filled": (
        "what has reached completed, filled does not miss started"
    ),
    "form 1 nothing": 'unknown target "nothing"',
    "form 2 --during soon": '--during: "soon" is not a date',
    "form 2 --during 2025 --since 2025": "--during and --since cannot be given together",
    "form 2 --since 2030 --as-of 2025": "--since 2030 is after the day as of which it is asked, 2025",
    "form 1 --group Nothing": ('unknown group "Nothing"\nhint: known are: Industry, Trade, Night economy and new'),
}


def test_a_summary_by_what_there_is_not_on_a_day_says_so(hanoi: Run) -> None:
    ask = ("form", "5", "--kind", "cluster", "--by", "commune", "--format", "markdown", "--as-of")
    told = rows_of(hanoi(*ask, "2025-06-30").stdout)[-1]
    assert told == ["", "Without place", "3", "15", "-", "-", "there was no commune before 2025-07-01"]
    assert rows_of(hanoi(*ask, "2025-07-01").stdout)[-1] == ["", "Without place", "3", "15", "-", "-", ""]


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_refused(hanoi: Run, line: str) -> None:
    ran = hanoi(*shlex.split(line))
    assert (ran.stdout, ran.code) == ("", 2)
    assert ran.stderr.startswith(f"error: {REFUSED[line]}")


def test_a_plan_without_targets_or_records_has_empty_forms(plantrack: Run, tmp_path: Path) -> None:
    plan = '[plan]\nstart = 2021-01-01\nend = 2025-12-31\n[kinds.a]\nstages = ["s"]\nattributes.ward = "text"\n'
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    for line, last in {
        "form 1": ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(6)/(5)", "(8)", "(9)"],
        "form 2 --during 2024": ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(5)+(6)", "(8)=(6)/(4)", "(9)"],
        "form 3 --by ward": ["", "Total", "0", "-", "", ""],
        "form 4 --missing s": ["", "Total", "0", *[""] * 6],
        "form 5 --by ward": ["", "Without a name yet", ""],
        "form 6": ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    }.items():
        ran = plantrack(*line.split(), "--format", "markdown")
        assert (ran.stderr, ran.code) == ("", 0)
        assert rows_of(ran.stdout)[-1] == last
