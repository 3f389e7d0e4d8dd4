"""Rows that would become items and are none: sums, headings, what stands for a name, notes and signatures."""

from pathlib import Path

import pytest
from conftest import EXAMPLES, Ran, Run

from plantrack.store import planfile
from plantrack.store.csv.header import Columns
from plantrack.store.csv.no_items import NoItems
from plantrack.store.csv.workbook import Spread

ONE_STAGE = ("--kind", "cluster", "--stage", "started", "--date", "2026-06-30", "--dry-run")
NAMED = "delete such rows; an item that is called so is recorded first, with log --new"
NUMBERED = "delete such rows, or give what is an item a number as the others have"


def ask(run: Run, text: str, *options: str) -> Ran:
    return run("import", "-", *(options or ONE_STAGE), stdin=text.encode())


def test_a_list_as_offices_have_them_names_each_row_that_is_no_item(hanoi: Run) -> None:
    text = (
        "TT;Tên cụm công nghiệp;Quận/huyện\n"
        "A;Khu vực phía Bắc;\nI;Huyện Sóc Sơn;\n1;Xuân Thu;\n2;Phù Lỗ;Sóc Sơn\n;Cộng huyện Sóc Sơn;\n"
        ";Toàn thành phố;\nII.;Thị xã Sơn Tây;\n;Σ;\n;nt;\n;...;\n;Ghi chú: tạm tính;\n;Người lập biểu;\n"
        ";Nguyễn Văn A;\n"
    )
    told = (
        '2: "Khu vực phía Bắc" is a heading: its number is "A"',
        '3: "Huyện Sóc Sơn" is a heading: its number is "I"',
        '6: "Cộng huyện Sóc Sơn" is a sum of other rows',
        '7: "Toàn thành phố" is a sum of other rows',
        '8: "Thị xã Sơn Tây" is a heading: its number is "II."',
        '9: "Σ" is a sum of other rows',
        '10: "nt" stands for what is above it\nhint: write the name itself',
        '11: "..." is no name',
        '12: "Ghi chú: tạm tính" is a note or a signature',
        f'13: "Người lập biểu" is a note or a signature\nhint: {NAMED}',
        f'14: "Nguyễn Văn A" has no number, and nothing beside it\nhint: {NUMBERED}',
    )
    errors = "".join(f"error: standard input:{one}\n" for one in told)
    assert ask(hanoi, text) == Ran("", f"{errors}nothing was written\n", 2)


SUMS = [
    *("Cộng huyện Sóc Sơn", "CỘNG I", "Cong I + II", "Cộng H. Sóc Sơn", "Tổng 3 cụm", "Tổng các dự án"),
    *("Toàn huyện", "Toàn TP Hà Nội", "Subtotal Sóc Sơn", "Sub-total", "Total of A", "∑ (1+2)"),
]
NOTES = [
    *("Thủ trưởng đơn vị", "NƠI NHẬN:", "- Ghi chú", "Nguồn: Sở Công Thương", "Note: estimated", "Giám đốc"),
    *("Hà Nội, ngày 30 tháng 6 năm 2026", "ngày    tháng    năm 2026", "Trong đó:"),
]
NO_NAMES = ["...", "-", "…", '"', "*"]
AS_ABOVE = ["nt", "-nt-", "N.T.", "Như trên", "nhu tren"]


@pytest.mark.parametrize("name", [*SUMS, *NOTES, *NO_NAMES, *AS_ABOVE])
def test_words_tell_where_no_column_numbers_the_rows(hanoi: Run, name: str) -> None:
    kinds = {"is a sum of other rows": SUMS, "is a note or a signature": NOTES, "is no name": NO_NAMES}
    told = next((told for told, names in kinds.items() if name in names), "stands for what is above it")
    quoted = '"' + name.replace('"', '""') + '"'
    first, *_ = ask(hanoi, f"Tên cụm\n{quoted}\nXuân Thu\n").stderr.splitlines()
    assert first.startswith("error: standard input:2: ")
    assert first.endswith(told)


REAL = [
    *("Tổng Duy Tân", "Cộng Hòa", "Toàn Thắng", "Sơn Tây", "Ba Vì", "Huyện Quang", "Cổng 1", "NT Việt Mông"),
    *("Tổng kho Yên Viên", "Tổng công ty Sông Đà", "Nguồn Sáng", "Note Dame", "Phù Lỗ (1)", "365"),
]


@pytest.mark.parametrize("head", ["Tên cụm\n", "TT;Tên cụm\n", "TT;Tên cụm;Huyện\n"])
def test_real_names_pass(hanoi: Run, head: str) -> None:
    numbered = head.startswith("TT")
    rows = "".join(f"{f'{number};' if numbered else ''}{name}\n" for number, name in enumerate(REAL, 1))
    ran = ask(hanoi, head + rows)
    assert (ran.code, ran.stderr.count("\n  ")) == (0, len(REAL) + 1)


def test_what_is_numbered_as_an_item_may_begin_as_a_sum(hanoi: Run) -> None:
    assert ask(hanoi, "STT;Tên cụm\n1;Tổng các Vua\n2.;Trong Đó\n").code == 0
    assert ask(hanoi, "STT;Tên cụm\n1;Tổng cộng\n").code == 2
    # Where all are numbered so, letters are the numbers of items.
    assert ask(hanoi, "STT;Tên cụm\nI;Xuân Thu\nII;Phù Lỗ\n;Thanh Văn\n").code == 0
    # A number may be forgotten where more than a name stands in the row.
    assert ask(hanoi, "STT;Tên cụm;Huyện\n1;Xuân Thu;Sóc Sơn\n;Thanh Văn;Thanh Oai\n").code == 0


def test_a_known_name_passes_whatever_it_looks_like(hanoi: Run, tmp_path: Path) -> None:
    for name in ("Trong Đó", "Như trên", "..."):
        assert hanoi("log", "cluster", "planned", name, "--new", "--date", "2025").code == 0
    text = "TT;Tên cụm\n1;Xuân Thu\nI;CCN Cầu Bầu\n;Cam Thượng\n;CCN Trong Đó\n;như trên\n;...\n"
    ran = ask(hanoi, text)
    assert (ran.code, "6 to be recorded" in ran.stderr) == (0, True)


def test_a_row_that_records_nothing_is_told_so(hanoi: Run) -> None:
    text = (
        "TT;Tên cụm;Diện tích;Khởi công\nI;Huyện Sóc Sơn;30;{}\n1;Xuân Thu;30;2026-06-30\n;Cộng huyện Sóc Sơn;30;{}\n"
    )
    wide = ("--kind", "cluster", "--dry-run")
    ran = ask(hanoi, text.format("", ""), *wide)
    assert ran.code == 0
    assert ran.stderr.startswith("2 rows name an item and no date, and record nothing: lines 2, 4\n")
    # With a number of items where their dates stand it is a heading, and no date that lacks its year.
    assert ask(hanoi, text.format(1, 1), *wide) == Ran(
        "",
        'error: standard input:2: "Huyện Sóc Sơn" is a heading: its number is "I"\n'
        f"hint: {NUMBERED}\n"
        'error: standard input:4: "Cộng huyện Sóc Sơn" is a sum of other rows\n'
        f"hint: {NAMED}\nnothing was written\n",
        2,
    )


def test_what_a_log_has_was_recorded_once(hanoi: Run, tmp_path: Path) -> None:
    told = "date,first,last,kind,stage,item\n2026-01-05,2026-01-05,2026-01-05,cluster,started,{}\n"
    for name in ("Tổng cộng", "Cộng huyện Sóc Sơn", "..."):
        assert ask(hanoi, told.format(name), "--dry-run").code == 0


def test_a_known_item_passes_without_its_accents_and_without_a_number(hanoi: Run) -> None:
    options = ("--kind", "cluster", "--stage", "completed", "--date", "2025-11-20", "--dry-run")
    ran = ask(hanoi, "TT,Tên cụm\n1,Dục Tú\n,thiet binh\na,CCN cam thuong\n", *options)
    assert (ran.code, ran.stdout.count("[[milestones]]")) == (0, 3)


def test_a_small_letter_with_something_beside_it_numbers_an_item(hanoi: Run) -> None:
    text = "TT,Tên cụm,Huyện\n1,Xuân Thu,Sóc Sơn\na),Phù Lỗ,Sóc Sơn\nb),Khu vực Bắc,\nA,Khu vực Nam,Sóc Sơn\n"
    assert ask(hanoi, text) == Ran(
        "",
        'error: standard input:4: "Khu vực Bắc" is a heading: its number is "b)"\n'
        'error: standard input:5: "Khu vực Nam" is a heading: its number is "A"\n'
        f"hint: {NUMBERED}\nnothing was written\n",
        2,
    )


def test_cells_that_are_merged_over_a_row_tell_nothing_of_it() -> None:
    plan = planfile.parse("plan.toml", (EXAMPLES / "plan.toml").read_bytes()).plan
    columns = Columns(("", "item", "district"), {}, {}, {}, {}, is_log=False, numbers=0)
    rows = [(2, ("1", "Xuân Thu", "Sóc Sơn")), (3, (Spread("1"), "Nhóm hai", Spread("Sóc Sơn")))]
    given = {"item": "Nhóm hai", "district": rows[1][1][2]}
    problem = NoItems(plan, columns, rows).refuse(given, rows[1][1])
    assert problem is not None
    assert str(problem.message) == '"Nhóm hai" has no number, and nothing beside it'
