"""Workbooks: .xlsx and .ods, whose cells have types.

tests/excel/lists.fods is a text. LibreOffice 7.4 in the locale vi-VN made lists.ods of it (`soffice --headless
--convert-to ods lists.fods`), and of that lists.xlsx and, of its second sheet, lists.csv. It shows all sheets in an
.xlsx: that Excel hides the first one is written into it here.
"""

import io
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import tomli
from conftest import TESTS, Ran, Run

from plantrack.plan.problems import UsageError
from plantrack.plan.sentences import Fault
from plantrack.store.csv.workbook import SheetRow, read_workbook

EXCEL = TESTS / "excel"
MAIN = "xl/worksheets/sheet{}.xml"


def rewritten(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Return a workbook in which the text of one part is another one."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return made.getvalue()


def hidden(content: bytes) -> bytes:
    return rewritten(content, "xl/workbook.xml", lambda text: text.replace('"1" state="visible"', '"1" state="hidden"'))


XLSX = hidden((EXCEL / "lists.xlsx").read_bytes())
BOOKS = {"lists.xlsx": XLSX, "lists.ods": (EXCEL / "lists.ods").read_bytes()}
FILES = [*BOOKS, "lists.csv"]


@pytest.fixture
def lists(hanoi: Run, tmp_path: Path) -> Run:
    for name, content in BOOKS.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "lists.csv").write_bytes((EXCEL / "lists.csv").read_bytes())
    with (tmp_path / "plan.toml").open("a", encoding="utf-8") as file:
        file.write('\n[targets.cashless]\nunit = "%"\n')
    return hanoi


@pytest.mark.parametrize("name", BOOKS)
def test_each_cell_has_its_type(name: str) -> None:
    assert read_workbook(name, BOOKS[name], None) == [
        SheetRow(1, ["STT", "Tên cụm", "Quận/huyện", "Thành lập", "Khởi công", "Diện tích (ha)"]),
        SheetRow(2, [1, "CCN Thiết Bình", "Đông Anh", "", date(2023, 9, 6), ""]),
        SheetRow(3, [2, "Cam Thượng", "Ba Vì", date(2017, 12, 5), date(2026, 6, 5), 15.59]),
        SheetRow(4, [3, "Đồng Tâm", "Đông Anh", "quý I/2022", "6/2026", 12.25]),
        SheetRow(5, [4, "Bắc Sơn", "Mỹ Đức", date(2026, 10, 31), "", 1.25]),
    ]


ADDED = """
[[milestones]]
date = 2026-06-05
kind = "cluster"
stage = "started"
item = "Cam Thượng"
recorded = NOW

[[milestones]]
date = "2022-Q1"
kind = "cluster"
stage = "established"
item = "Đồng Tâm"
district = "Đông Anh"
area_ha = 12.25
recorded = NOW

[[milestones]]
date = "2026-06"
kind = "cluster"
stage = "started"
item = "Đồng Tâm"
recorded = NOW

[[milestones]]
date = 2026-10-31
kind = "cluster"
stage = "established"
item = "Bắc Sơn"
district = "Mỹ Đức"
area_ha = 1.25
recorded = NOW
"""
CHANGES = """\
4 rows, 6 records: 4 recorded in plan.toml, 2 known
  clusters-total 116 → 118 of 159
  clusters-new 3 → 5 of 46
  clusters-started 32 → 34 of 43
"""
NOTES = '"CCN Thiết Bình" is Thiết Bình\nnew cluster (2):\n  Đồng Tâm\n  Bắc Sơn\n'


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("way", ["a file", "standard input"])
def test_a_list_is_recorded_once_whatever_kind_of_file_it_is(lists: Run, tmp_path: Path, name: str, way: str) -> None:
    before = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    given = {"stdin": (tmp_path / name).read_bytes()} if way == "standard input" else {}
    arguments = ["import", "-" if given else name, "--kind", "cluster"]
    # In a CSV file 05/12/2017 may be a day in May; a cell that is a day is one.
    arguments += ["--dates", "dmy"] if name == "lists.csv" else []
    assert lists(*arguments, **given) == Ran(CHANGES, NOTES)
    text = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert re.sub("recorded = 2026-11-24 1.*", "recorded = NOW", text.removeprefix(before)) == ADDED
    assert lists(*arguments, **given) == Ran(
        "4 rows, 6 records: 0 recorded in plan.toml, 6 known\n", '"CCN Thiết Bình" is Thiết Bình\n'
    )


@pytest.mark.parametrize("name", BOOKS)
def test_another_sheet(lists: Run, tmp_path: Path, name: str) -> None:
    def ask(sheet: str) -> Ran:
        return lists("import", name, "--kind", "cluster", "--sheet", sheet)

    assert ask("Báo cáo") == Ran(
        "",
        f'error: {name}:1: "DANH SÁCH CỤM CÔNG NGHIỆP ĐẾN 30/6/2026" is a title above the header, which is on line 3\n'
        "hint: delete the lines above the header\nnothing was written\n",
        2,
    )
    assert ask("bao cao") == Ran(
        "",
        f'error: {name}: unknown sheet "bao cao"\n'
        "hint: known are: Bìa, Cụm công nghiệp, Báo cáo, Sai sót, Số liệu\nnothing was written\n",
        2,
    )
    # Whoever names a hidden sheet means it.
    assert ask("Bìa") == Ran(
        "",
        f'error: {name}:1: unknown column "Sở Công Thương Hà Nội"\n'
        'hint: is it the date or stage or item? say so: --columns "Sở Công Thương Hà Nội=item"; else leave it out: '
        '--ignore "Sở Công Thương Hà Nội"; known are: date, kind, stage, item, expected, name, '
        "district, commune, area_ha, decision, source, note, recorded, planned, established, started, completed, "
        "filled, withdrawn, planned expected and 4 others\n"
        f"error: {name}:1: the header lacks date, stage, item\n"
        "hint: name a column for each stage, or add --stage and --date\nnothing was written\n",
        2,
    )


@pytest.mark.parametrize("name", BOOKS)
def test_all_that_is_wrong_is_told_at_once_by_row_and_heading(lists: Run, tmp_path: Path, name: str) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    assert lists("import", name, "--kind", "cluster", "--sheet", "Sai sót") == Ran(
        "",
        f'error: {name}:2: Thành lập: "44640" is not a date\n'
        "hint: this is a day of Excel, 2022-03-20: format the column as a date\n"
        f'error: {name}:2: Khởi công: "5/6/2026" may be 2026-06-05 or 2026-05-06\n'
        "hint: write it in one of these ways, or add --dates dmy\n"
        f'error: {name}:3: Khởi công: "tháng 6" is not a date\n'
        "hint: which year?\n"
        f'error: {name}:3: Diện tích (ha): "2026-10-31" is not a number such as 1234.5\n'
        f'error: {name}:4: Diện tích (ha): "1,5 ha" is not a number such as 1234.5\n'
        "hint: write the number alone, 1.5\n"
        f'error: {name}:5: "Tổng cộng" is a sum of other rows\n'
        "hint: delete such rows; an item that is called so is recorded first, with log --new\nnothing was written\n",
        2,
    )
    assert (tmp_path / "plan.toml").read_bytes() == before


@pytest.mark.parametrize("name", BOOKS)
def test_a_share_of_one_has_two_readings_where_percents_are_measured(lists: Run, tmp_path: Path, name: str) -> None:
    assert lists("import", name, "--sheet", "Số liệu") == Ran(
        "",
        f"error: {name}:3: Giá trị: 0.591 may be 59.1% or 0.591%\n"
        "hint: write it with its sign in a cell that is formatted as a text\nnothing was written\n",
        2,
    )


def with_numbers(*numbers: object) -> bytes:
    """Return a workbook with totals of percent and of machines that stand in number cells."""
    head = "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in ("date", "target", "value"))
    rows = "".join(
        f'<row><c t="inlineStr"><is><t>2026-0{place}</t></is></c><c t="inlineStr"><is><t>{target}</t></is></c>'
        f"<c><v>{number}</v></c></row>"
        for place, (target, number) in enumerate(zip(numbers[::2], numbers[1::2], strict=True), 1)
    )
    start, end = "<sheetData>", "</sheetData>"
    return rewritten(
        XLSX,
        MAIN.format(2),
        lambda text: f"{text[: text.index(start)]}{start}<row>{head}</row>{rows}{text[text.index(end) :]}",
    )


def test_a_number_is_a_number(lists: Run, tmp_path: Path) -> None:
    many = with_numbers("cashless", 1.25, "cashless", 0, "cashless", -12, "vending-machines", 1.25e3)
    (tmp_path / "numbers.xlsx").write_bytes(many)
    assert lists("import", "numbers.xlsx").code == 0
    plan = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))
    assert [total["value"] for total in plan["measurements"][-4:]] == [1.25, 0, -12, 1250]
    (tmp_path / "numbers.xlsx").write_bytes(with_numbers("key-products", "0.30000000000000004", "cashless", 1))
    assert lists("import", "numbers.xlsx") == Ran(
        "",
        "error: numbers.xlsx:3: value: 1 may be 100% or 1%\n"
        "hint: write it with its sign in a cell that is formatted as a text\nnothing was written\n",
        2,
    )
    (tmp_path / "numbers.xlsx").write_bytes(with_numbers("key-products", "0.30000000000000004"))
    assert lists("import", "numbers.xlsx").code == 0
    plan = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))
    assert plan["measurements"][-1]["value"] == 0.3


def uncomputed(text: str) -> str:
    """Return a sheet as a program writes it that computes nothing: formulas without values."""
    return re.sub(r"(<f[^>]*>[^<]*</f>)<v>[^<]*</v>", r"\1", text)


def test_a_formula_without_a_value_is_refused_where_it_is_needed(lists: Run, tmp_path: Path) -> None:
    # The numbers of the rows are formulas too.
    content = rewritten(XLSX, MAIN.format(2), uncomputed)
    assert [type(row.cells[0]) for row in read_workbook("", content, None)] == [str, int, Fault, Fault, Fault]
    (tmp_path / "lists.xlsx").write_bytes(content)
    assert lists("import", "lists.xlsx", "--kind", "cluster") == Ran(
        "",
        "error: lists.xlsx:4: Diện tích (ha): a formula that no program has computed yet\n"
        "hint: open it in Excel or LibreOffice, and save it\nnothing was written\n",
        2,
    )
    assert lists("import", "lists.xlsx", "--kind", "cluster", "--ignore", "Diện tích (ha)").code == 0


def test_a_sum_without_a_value_is_a_sum(lists: Run, tmp_path: Path) -> None:
    (tmp_path / "lists.xlsx").write_bytes(rewritten(XLSX, MAIN.format(4), uncomputed))
    ran = lists("import", "lists.xlsx", "--kind", "cluster", "--sheet", "Sai sót")
    assert 'lists.xlsx:5: "Tổng cộng" is a sum of other rows\n' in ran.stderr
    assert "formula" not in ran.stderr


def test_an_error_of_a_formula(lists: Run, tmp_path: Path) -> None:
    content = rewritten(XLSX, MAIN.format(2), lambda text: text.replace('t="n"><v>1.25</v>', 't="e"><v>#N/A</v>'))
    assert content != XLSX
    (tmp_path / "lists.xlsx").write_bytes(content)
    ran = lists("import", "lists.xlsx", "--kind", "cluster")
    assert ran.code == 2
    assert "Diện tích (ha): " in ran.stderr


def with_merged_cells(name: str) -> bytes:
    """Return a workbook in which A1, a heading, is merged with A2, and C3, Ba Vì, down to C6, below the last row."""
    if name == "lists.xlsx":
        merged = '<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="C3:C6"/></mergeCells>'
        content = rewritten(XLSX, MAIN.format(2), lambda text: text.replace("</sheetData>", f"</sheetData>{merged}"))
        return rewritten(content, MAIN.format(2), lambda text: re.sub(r'<c r="(A2|C4|C5)" .*?</c>', "", text))

    def merge(text: str) -> str:
        before, sheet = text.split('<table:table table:name="Cụm công nghiệp"')
        for shown, rows in (("STT", 2), ("Ba Vì", 4)):
            place = sheet.rindex("<table:table-cell", 0, sheet.index(f">{shown}<"))
            merged = sheet[place:].replace(" ", f' table:number-rows-spanned="{rows}" ', 1)
            sheet = sheet[:place] + merged
        for shown in (">1<", ">Đông Anh<", ">Mỹ Đức<"):
            place = sheet.index(shown, sheet.index(">Ba Vì<") if shown != ">1<" else 0)
            start, end = sheet.rindex("<table:table-cell", 0, place), sheet.index("</table:table-cell>", place)
            sheet = f"{sheet[:start]}<table:covered-table-cell/>{sheet[end + len('</table:table-cell>') :]}"
        return f'{before}<table:table table:name="Cụm công nghiệp"{sheet}'

    return rewritten(BOOKS[name], "content.xml", merge)


@pytest.mark.parametrize("name", BOOKS)
def test_what_stands_in_cells_merged_over_rows_is_said_of_each(name: str) -> None:
    rows = read_workbook(name, with_merged_cells(name), None)
    assert [row.cells[2] for row in rows] == ["Quận/huyện", "Đông Anh", "Ba Vì", "Ba Vì", "Ba Vì"]
    # A heading is none of a row below it.
    assert [row.cells[0] for row in rows] == ["STT", "", 2, 3, 4]


def test_a_number_in_merged_cells_is_of_the_first_row_alone() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A3:A5"/></mergeCells>'
    content = rewritten(XLSX, MAIN.format(2), lambda text: text.replace("</sheetData>", f"</sheetData>{merged}"))
    content = rewritten(content, MAIN.format(2), lambda text: re.sub(r'<c r="(A4|A5)" .*?</c>', "", text))
    assert [row.cells[0] for row in read_workbook("lists.xlsx", content, None)] == ["STT", 1, 2, "", ""]


def test_a_row_in_which_nothing_else_stands_stays_empty() -> None:
    content = rewritten(
        with_merged_cells("lists.xlsx"), MAIN.format(2), lambda text: re.sub(r'<c r="[A-F]4" .*?</c>', "", text)
    )
    rows = read_workbook("lists.xlsx", content, None)
    assert [row.cells[2] for row in rows] == ["Quận/huyện", "Đông Anh", "Ba Vì", "", "Ba Vì"]


NO_WORKBOOKS = {
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old workbook, or one with a password"),
    "cut": (XLSX[: len(XLSX) // 2], "is no workbook that can be read: "),
    "a document": (b"PK\x03\x04", "is no workbook that can be read: "),
}


@pytest.mark.parametrize("case", NO_WORKBOOKS)
def test_what_is_no_workbook(lists: Run, tmp_path: Path, case: str) -> None:
    content, message = NO_WORKBOOKS[case]
    (tmp_path / "lists.xlsx").write_bytes(content)
    ran = lists("import", "lists.xlsx")
    assert (ran.stdout, ran.code) == ("", 2)
    assert ran.stderr.startswith(f"error: lists.xlsx: {message}")
    assert ran.stderr.endswith("nothing was written\n")


def test_without_the_package_one_line_says_what_to_install(lists: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert lists("import", "lists.xlsx") == Ran(
        "",
        "error: lists.xlsx: is a workbook, which needs python-calamine\n"
        'hint: pip install "plantrack[excel]", or save it as "CSV UTF-8 (Comma delimited)"\nnothing was written\n',
        2,
    )


def test_a_sheet_is_of_a_workbook(lists: Run) -> None:
    assert lists("import", "lists.csv", "--sheet", "Báo cáo") == Ran(
        "", "error: lists.csv: has no sheets: --sheet is for a workbook\nnothing was written\n", 2
    )


@pytest.mark.parametrize("name", BOOKS)
def test_damage_is_told_and_crashes_nothing(name: str) -> None:
    random, told = Random(3), set()
    for _ in range(200):
        content = bytearray(BOOKS[name])
        for _ in range(4):
            content[random.randrange(4, len(content))] = random.randrange(256)
        try:
            read_workbook(name, bytes(content), None)
        except UsageError as error:
            told.add(str(error.problems[0].message).partition(":")[0])
    assert "is no workbook that can be read" in told


def test_what_unpacks_to_no_end_is_not_unpacked(lists: Run, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "list.xlsx", "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(2**28 + 1))
    assert lists("import", "list.xlsx") == Ran(
        "",
        "error: list.xlsx: unpacks to 268 million bytes: that is no list\n"
        'hint: save the sheet as "CSV UTF-8"\nnothing was written\n',
        2,
    )


def test_a_cell_far_away_fills_no_memory(lists: Run, tmp_path: Path) -> None:
    def with_cell(row: int, cell: str) -> bytes:
        far = f'<row r="{row}"><c r="{cell}{row}"><v>1</v></c><c r="XFC{row}" s="1"/></row></sheetData>'
        return rewritten(XLSX, MAIN.format(2), lambda text: text.replace("</sheetData>", far))

    (tmp_path / "lists.xlsx").write_bytes(with_cell(1048576, "XFD"))
    assert lists("import", "lists.xlsx", "--kind", "cluster") == Ran(
        "",
        "error: lists.xlsx: has 1048576 rows and 16384 columns, and most of them are empty\n"
        "hint: delete what stands far below or far to the right\nnothing was written\n",
        2,
    )
    # What is only formatted there holds nothing.
    assert read_workbook("", with_cell(2000, "A"), None)[-1] == SheetRow(2000, [1, "", "", "", "", ""])
