"""Files as people have them: their headings, titles above, numbers below, sums at the end."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
from conftest import EXAMPLES, Ran, Run

from plantrack.store import planfile
from plantrack.store.csv.headings import HeadingReader, SheetFormat
from plantrack.store.csv.rows import only_numbers
from plantrack.store.csv.shared_headings import PASSED_OVER

PLAN = planfile.load(str(EXAMPLES / "plan.toml")).plan

# The table of headings, each with what it is.
HEADINGS = {
    "date": ("ngày", "ngày tháng", "thời gian", "thời điểm"),
    "kind": ("loại", "loại hình", "loại công trình"),
    "stage": ("bước", "bước thực hiện"),
    "expected": ("dự kiến", "ngày dự kiến", "Thời gian dự kiến", "Du kien"),
    "item": (
        *("tên", "tên công trình", "công trình", "tên cụm công nghiệp", "tên CCN", "tên khu công nghiệp", "tên chợ"),
        *("tên làng nghề", "tên chợ đầu mối", "tên khu vực kinh tế đêm"),
    ),
    "target": ("chỉ tiêu", "mã chỉ tiêu"),
    "value": ("giá trị", "số liệu", "kết quả", "kết quả thực hiện", "thực hiện", "lũy kế", "luỹ kế"),
    "decision": ("quyết định", "số quyết định", "số QĐ", "văn bản"),
    "source": ("nguồn", "nguồn số liệu", "liên kết"),
    "note": ("ghi chú",),
    "district": ("quận/huyện", "huyện", "địa bàn"),
    "area_ha": ("diện tích (ha)", "diện tích", "Area ha"),
    PASSED_OVER: ("ngày ghi", "thời điểm ghi", "recorded", "TT", "STT", "số TT", "no", "No.", "", "  ", "(1)"),
}
SPELLED = [(key, heading) for key, headings in HEADINGS.items() for heading in headings]


@pytest.mark.parametrize(("key", "heading"), SPELLED)
def test_a_heading_means_its_key_however_it_is_spelled(key: str, heading: str) -> None:
    reader = HeadingReader(PLAN, SheetFormat())
    spellings = {heading, heading.upper(), heading.title(), f" {heading} ", f"{heading} (ghi rõ)", heading + "\n(1)"}
    assert [reader.find_keys(one) for one in spellings] == [[key]] * len(spellings)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("NGAY", "date"),
        ("Ten cum cong nghiep", "item"),
        ("so qd", "decision"),
        ("dien tich", "area_ha"),
        ("Quan / Huyen", "district"),
        ("Buoc thuc hien", "stage"),
        ("luy ke", "value"),
    ],
)
def test_all_accents_may_be_left_out(heading: str, key: str) -> None:
    assert HeadingReader(PLAN, SheetFormat()).find_keys(heading) == [key]


@pytest.mark.parametrize("heading", ["ngáy", "ngay tháng", "Tên cum công nghiệp", "Ngày sinh", "nợ", "value2"])
def test_some_accents_or_other_words_are_another_heading(heading: str) -> None:
    assert HeadingReader(PLAN, SheetFormat()).find_keys(heading) == []


LABELLED = """
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.school]
title = "School"
stages = ["opened"]
attributes = { ward = "text", seats = "number", memo = "text", tt = "text" }
labels = { ward = { en = "ward", vi = "Địa bàn" }, seats = "số chỗ (chỗ)", memo = "Ghi chú" }
[targets.pupils]
title = "Pupils"
"""


def test_the_words_of_a_plan_go_before(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(LABELLED, encoding="utf-8")
    rows = "TT;Ngày;Loại;Bước;Tên;Địa bàn;Số chỗ\n4;2024-01-05;School;opened;Hill Road;Nam;1 200\n"
    assert plantrack("import", "-", stdin=rows.encode()).code == 0
    record = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["milestones"][0]
    assert {key: record[key] for key in ("ward", "seats", "tt")} == {"ward": "Nam", "seats": 1200, "tt": "4"}
    header = "date,kind,stage,item,Ghi chú\n"
    assert plantrack("import", "-", stdin=header.encode()) == Ran(
        "",
        'error: standard input:1: column "Ghi chú" may be "memo" or "note"\nhint: write the one that is meant\n'
        "nothing was written\n",
        2,
    )


def test_a_sheet_as_a_department_keeps_it(hanoi: Run, tmp_path: Path) -> None:
    rows = (
        "STT;NGÀY THÁNG;Loại hình;Bước;Tên cụm công nghiệp;Quận / Huyện;Diện tích (ha);Số QĐ;;Kế hoạch\n"
        "1;30/6/2026;Cụm công nghiệp;khởi công;Cam Thượng;;12,5;4942/QĐ-UBND;x;5\n"
        "2;quý I/2026;CỤM CÔNG NGHIỆP;Khoi cong;Mới A;;;;;\n"
        "3;T2/2026;cluster;started;Mới B;;;;;\n"
    )
    assert hanoi("import", "-", "--ignore", "ke hoach", stdin=rows.encode()) == Ran(
        "3 rows: 3 recorded in plan.toml, 0 known\n  clusters-started 32 → 35 of 43\n",
        "new cluster (2):\n  Mới A\n  Mới B\n",
    )
    first, second, third = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["milestones"][-3:]
    assert (str(first["date"]), first["area_ha"], first["decision"]) == ("2026-06-30", 12.5, "4942/QĐ-UBND")
    assert (second["date"], second["kind"], second["stage"]) == ("2026-Q1", "cluster", "started")
    assert third["date"] == "2026-02"


ROW = "2026-01-05,cluster,started,Cam Thượng"
REFUSED = [
    (
        f"Ngày,Loại,Bước,Tên,Giai đoạn\n{ROW},1\n",
        'rows.csv:1: column "Giai đoạn" may mean a stage, a phase or a time\n'
        'hint: write bước over stages, or leave the column out: --ignore "Giai đoạn"\n',
    ),
    (
        f"Ngày,Loại,Bước,Tên,Tinh hinh\n{ROW},1\n",
        'rows.csv:1: column "Tinh hinh" may mean a stage, a phase or a time\n'
        'hint: write bước over stages, or leave the column out: --ignore "Tinh hinh"\n',
    ),
    (
        f"Ngày,Loại,Bước,Tên,Tỉ lệ (%)\n{ROW},1\n",
        'rows.csv:1: column "Tỉ lệ (%)": the goal and the unit stand in the plan\n'
        'hint: delete the column, or leave it out: --ignore "Tỉ lệ (%)"\n',
    ),
    (
        f"Ngày,Loại,Bước,Tên,Thời gian,Công trình\n{ROW},,\n",
        'rows.csv:1: columns "Ngày", "Thời gian" mean one key: date\n'
        'error: rows.csv:1: columns "Tên", "Công trình" mean one key: item\n',
    ),
    (
        f"Ngày,Loại,Bước,Tên,Chủ đầu tư\n{ROW},A\n",
        'rows.csv:1: unknown column "Chủ đầu tư"\nhint: leave it out: --ignore "Chủ đầu tư"; '
        'or keep it: --columns "Chủ đầu tư=x-chu-dau-tu", or as an attribute of its kind in the plan; '
        "known are: date, kind, stage, item, expected, name, district, commune, area_ha, decision, source, note, "
        "recorded\n",
    ),
    (
        f"Ngày,Loại,Bước,Tên công trinh\n{ROW}\n",
        'rows.csv:1: unknown column "Tên công trinh"\nhint: did you mean "item" (tên công trình)?\n'
        "error: rows.csv:1: the header lacks item\n"
        "hint: milestones have date,kind,stage,item; measurements date,target,value; comments date,target,text\n",
    ),
    (
        f"DANH MỤC CỤM CÔNG NGHIỆP,,,\nđến 30/6/2026,,,\n\nNgày,Loại,Bước,Tên\n{ROW}\n",
        'rows.csv:1: "DANH MỤC CỤM CÔNG NGHIỆP" is a title above the header, which is on line 4\n'
        "hint: delete the lines above the header\n",
    ),
    (
        "DANH MỤC\nNgày;Loại;Bước;Tên\n2026-01-05;cluster;started;Cam Thượng\n",
        'rows.csv:1: "DANH MỤC" is a title above the header, which is on line 2\n'
        "hint: delete the lines above the header\n",
    ),
    (
        f"Ngày,Loại,Bước,Tên,TT\n(1),(2),(3),(4),(5) = (1)\n{ROW},\n,,,Tổng cộng,\n,,,,TỔNG SỐ\n,,,Cong,\n",
        "rows.csv:2: only numbers the columns\nhint: delete the row\n"
        'error: rows.csv:4: "Tổng cộng" is a sum of other rows\n'
        'error: rows.csv:5: "TỔNG SỐ" is a sum of other rows\n'
        "hint: delete the rows of sums\n"
        'error: rows.csv:6: "Cong" is a sum of other rows\n'
        "hint: delete such rows; an item that is called so is recorded first, with log --new\n",
    ),
    (
        "Ngày,Chỉ tiêu,Giá trị\n2026-01-05,Tổng số cụm,5\n",
        'rows.csv:2: "Tổng số cụm" is a sum of other rows\nhint: delete the rows of sums\n',
    ),
    (
        "Ngày,Loại,Bước,Tên\n30/6/2026,cluster,started,A B C\n6/30/2026,cluster,started,A B D\n"
        "5/6/2026,cluster,started,Q F\n",
        'rows.csv:3: Ngày: "6/30/2026" has the month first, and "30/6/2026" on line 2 the day\n'
        "hint: one column is read in one way: write its dates as 2025-06-30\n"
        'error: rows.csv:4: Ngày: "5/6/2026" may be 2026-06-05 or 2026-05-06\n'
        "hint: write it in one of these ways, or add --dates dmy\n",
    ),
    (
        "date,target,value\n2026-01-05,vending-machines,1.250\n2026-01-06,Vending machines,1.350\n",
        'rows.csv:2: value: "1.250" may be 1250 or 1.25\nerror: rows.csv:3: value: "1.350" may be 1350 or 1.35\n'
        "hint: choose with --decimal comma or --decimal point\n",
    ),
    (
        "date,kind,stage,item\n2026-01-05,Khu cong nghip,strted,A\n2026-01-05,cluster,khoi cog,B\n",
        'rows.csv:2: unknown kind "Khu cong nghip"\nhint: did you mean "park" (Khu công nghiệp)?\n'
        'error: rows.csv:3: unknown stage "khoi cog" of cluster\nhint: did you mean "started" (khởi công)?\n',
    ),
]


@pytest.mark.parametrize(("text", "error"), REFUSED, ids=lambda text: repr(text[:50]))
def test_what_cannot_be_read_is_told_as_what_it_is(hanoi: Run, tmp_path: Path, text: str, error: str) -> None:
    (tmp_path / "rows.csv").write_text(text, encoding="utf-8")
    before = (tmp_path / "plan.toml").read_bytes()
    assert hanoi("import", "rows.csv") == Ran("", f"error: {error}nothing was written\n", 2)
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_columns_are_left_out_on_demand(hanoi: Run) -> None:
    rows = f"Ngày,Loại,Bước,Tên,Giai đoạn,Area (ha),Area (m2)\n{ROW},1,12.5,x\n".encode()
    options = ("--dry-run", "--ignore", "giai doan", "--ignore", "AREA (M2)")
    assert hanoi("import", "-", *options, stdin=rows).code == 0
    ran = hanoi("import", "-", *options[:3], stdin=rows)
    assert 'unknown column "Area (m2)"\nhint: leave it out: --ignore "Area (m2)"; or keep it: ' in ran.stderr
    assert hanoi("import", "-", *options, "--ignore", "Quận", stdin=rows) == Ran(
        "",
        'error: standard input:1: --ignore: there is no column "Quận"\n'
        "hint: columns are: Ngày, Loại, Bước, Tên, Giai đoạn, Area (ha), Area (m2)\nnothing was written\n",
        2,
    )


def test_months_that_excel_made_days_are_asked_about(hanoi: Run) -> None:
    rows = "date,target,value\n1/1/2026,vending-machines,800\n01/02/2026,vending-machines,810\n"
    asked = "all 2 dates are the 1st of a month: are they months?\n"
    told = (
        "2 rows: 2 to be recorded in plan.toml, 0 known\n  vending-machines 717 → 810\ndry run: nothing was written\n"
    )
    importing = ("import", "-", "--dates", "dmy", "--dry-run")
    assert hanoi(*importing, stdin=rows.encode()).stderr == asked + told
    assert hanoi(*importing, "--quiet", stdin=rows.encode()).stderr == ""
    for other in ("02/03/2026", "2026-03", "2026"):
        more = f"{rows}{other},vending-machines,820\n"
        assert not hanoi(*importing, stdin=more.encode()).stderr.startswith("all")
    alone = "date,target,value\n1/1/2026,vending-machines,800\n"
    assert not hanoi(*importing, stdin=alone.encode()).stderr.startswith("all")


def test_a_plans_own_name_is_no_sum(hanoi: Run) -> None:
    assert hanoi("log", "cluster", "planned", "Tổng cộng", "--new", "--date", "2025").code == 0
    rows = "date,kind,stage,item\n2026-01-05,cluster,established,Tổng cộng\n"
    assert hanoi("import", "-", stdin=rows.encode()).code == 0


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["(1)", "(2)", "(3)"], True),
        (["A", "B", "1", "2"], True),
        (["1", "", "2", "3"], True),
        (["(1)", "(2)", "(3)=(2)/(1)"], True),
        (["1"], False),
        (["A", "B"], False),
        (["1", "3"], False),
        (["2", "3"], False),
        (["2026-01-05", "1", "2"], False),
        (["1", "30/6/2026"], False),
    ],
)
def test_a_row_that_numbers_the_columns(row: list[str], told: bool) -> None:
    assert only_numbers(row) == told


@pytest.mark.usefixtures("hanoi")
def test_who_would_have_to_type_is_told_that_it_waits(tmp_path: Path) -> None:
    above, below = pty.openpty()
    command = [sys.executable, "-m", "plantrack", "import", "-"]
    process = subprocess.Popen(command, stdin=below, stdout=below, stderr=below, cwd=tmp_path)
    os.close(below)
    told = b""
    while b"\n" not in told:
        told += os.read(above, 1000)
    os.write(above, b"\x04")
    assert told == b"waiting for text on standard input; Ctrl-D ends it\r\n"
    assert process.wait(60) == 2
    os.close(above)
