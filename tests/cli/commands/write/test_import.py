"""`import`: CSV as spreadsheets save it, all rows or none, and every bad row named."""

from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run

HEAD = "date,kind,stage,item\n"


def put(tmp_path: Path, text: str | bytes, name: str = "rows.csv") -> None:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def last(tmp_path: Path, table: str = "milestones") -> dict[str, object]:
    record: dict[str, object] = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))[table][-1]
    return {key: str(value) if key == "date" else value for key, value in record.items() if key != "recorded"}


def test_it_sums_up_and_names_what_is_new(hanoi: Run, tmp_path: Path) -> None:
    put(
        tmp_path,
        "date,kind,stage,item,district,decision,source,note,area_ha,recorded\n"
        "2023-09-06,cluster,started,Thiết Bình,,,,,,\n"
        ' 2026-01-05 ,cluster,started," Mỹ Hưng ",Thanh Oai,1/QĐ,s,"a, b","12,5",whenever\n'
        "\n"
        "2026-02-01,cluster,started,Cam Thượng,,,,,,\n",
    )
    assert hanoi("import", "rows.csv") == Ran(
        "3 rows: 2 recorded in plan.toml, 1 known\n  clusters-started 32 → 34 of 43\n", "new cluster (1): Mỹ Hưng\n"
    )
    records = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["milestones"]
    assert {key: str(value) for key, value in records[-2].items() if key != "recorded"} == {
        "date": "2026-01-05",
        "kind": "cluster",
        "stage": "started",
        "item": "Mỹ Hưng",
        "district": "Thanh Oai",
        "area_ha": "12.5",
        "decision": "1/QĐ",
        "source": "s",
        "note": "a, b",
    }


SPELLINGS = {
    "semicolons": "date;kind;stage;item\n2026-01-05;cluster;started;Cam Thượng\n".encode(),
    "tabs": "date\tkind\tstage\titem\n2026-01-05\tcluster\tstarted\tCam Thượng\n".encode(),
    "a byte order mark": "\ufeffdate,kind,stage,item\n2026-01-05,cluster,started,Cam Thượng\n".encode(),
    "windows line ends": "date,kind,stage,item\r\n2026-01-05,cluster,started,Cam Thượng\r\n".encode(),
    "no final line end": "date,kind,stage,item\n2026-01-05,cluster,started,Cam Thượng".encode(),
    "excel's first line": "sep=;\r\ndate;kind;stage;item\r\n2026-01-05;cluster;started;Cam Thượng\r\n".encode(),
    "a mark and excel's": "\ufeffsep=,\ndate,kind,stage,item\n2026-01-05,cluster,started,Cam Thượng\n".encode(),
    "quotes": '"date","kind","stage","item"\n"2026-01-05","cluster","started","Cam Thượng"\n'.encode(),
    "other columns first": "item,stage,kind,date\nCam Thượng,started,cluster,2026-01-05\n".encode(),
    "cells too many, all empty": "date,kind,stage,item\n2026-01-05,cluster,started,Cam Thượng,,\n".encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_csv_is_read(hanoi: Run, tmp_path: Path, spelling: str) -> None:
    assert hanoi("import", "-", stdin=SPELLINGS[spelling]) == Ran(
        "1 row: 1 recorded in plan.toml, 0 known\n  clusters-started 32 → 33 of 43\n"
    )
    assert last(tmp_path) == {"date": "2026-01-05", "kind": "cluster", "stage": "started", "item": "Cam Thượng"}


NUMBERS = [
    ("1234.5", (), 1234.5),
    ("1234,5", (), 1234.5),
    ("1.234,5", (), 1234.5),
    ("1,234.5", (), 1234.5),
    ("1.234.567", (), 1234567),
    ("1,234,567", (), 1234567),
    ("0,125", (), 0.125),
    ("0.125", (), 0.125),
    ("1 234", (), 1234),
    ("1\u00a0234,5", (), 1234.5),
    ("-5", (), -5),
    ("\u22125", (), -5),
    ("1.234", ("--decimal", "comma"), 1234),
    ("1.234", ("--decimal", "point"), 1.234),
    ("1,234", ("--decimal", "comma"), 1.234),
    ("1,234", ("--decimal", "point"), 1234),
    ("12,5", ("--decimal", "comma"), 12.5),
    ("0.125", ("--decimal", "comma"), 0.125),
    ("-0,125", ("--decimal", "point"), -0.125),
    ("012.125", (), 12.125),
    ("012.125", ("--decimal", "comma"), 12.125),
    ("0,5", ("--decimal", "point"), 0.5),
    ("1.250.000,5", ("--decimal", "comma"), 1250000.5),
    ("+1.250", ("--decimal", "comma"), 1250),
    ("1250.125", (), 1250.125),
    ("1.25", (), 1.25),
    ("1.2500", (), 1.25),
]


@pytest.mark.parametrize(("cell", "options", "value"), NUMBERS)
def test_numbers_are_read_as_spreadsheets_write_them(
    hanoi: Run, tmp_path: Path, cell: str, options: tuple[str, ...], value: float
) -> None:
    put(tmp_path, f'date,target,value\n2026-01-05,vending-machines,"{cell}"\n')
    assert hanoi("import", "rows.csv", *options).code == 0
    assert last(tmp_path, "measurements")["value"] == value


WRONG_NUMBERS = [
    ("1.234", (), '"1.234" may be 1234 or 1.234\nhint: choose with --decimal comma or --decimal point'),
    ("-12,345", (), '"-12,345" may be -12345 or -12.345\nhint: choose with --decimal comma or --decimal point'),
    ("1,250", (), '"1,250" may be 1250 or 1.25\nhint: choose with --decimal comma or --decimal point'),
    ("100.000", (), '"100.000" may be 100000 or 100\nhint: choose with --decimal comma or --decimal point'),
    ("12.5", ("--decimal", "comma"), '"12.5" is not a number with a decimal comma'),
    ("0.125.500", (), '"0.125.500" is not a number such as 1234.5'),
    ("0.125,5", ("--decimal", "comma"), '"0.125,5" is not a number with a decimal comma'),
    ("0 125", (), '"0 125" is not a number such as 1234.5'),
    ("12.34.5", (), '"12.34.5" is not a number such as 1234.5'),
    ("5 %", (), '"5 %" is not a number such as 1234.5\nhint: this target is not measured in percent'),
    ("+-5", (), '"+-5" is not a number such as 1234.5'),
]


@pytest.mark.parametrize(("cell", "options", "error"), WRONG_NUMBERS)
def test_a_number_that_may_be_two_is_refused(
    hanoi: Run, tmp_path: Path, cell: str, options: tuple[str, ...], error: str
) -> None:
    put(tmp_path, f'date,target,value\n2026-01-05,vending-machines,"{cell}"\n')
    assert hanoi("import", "rows.csv", *options) == Ran(
        "", f"error: rows.csv:2: value: {error}\nnothing was written\n", 2
    )


def test_dates_with_the_day_first(hanoi: Run, tmp_path: Path) -> None:
    rows = "05/01/2026,vending-machines,1\n6.1.2026,vending-machines,2\n2026-01,vending-machines,3\n"
    put(tmp_path, "date,target,value\n" + rows)
    assert hanoi("import", "rows.csv") == Ran(
        "",
        'error: rows.csv:2: date: "05/01/2026" may be 2026-01-05 or 2026-05-01\n'
        'error: rows.csv:3: date: "6.1.2026" may be 2026-01-06 or 2026-06-01\n'
        "hint: write it in one of these ways, or add --dates dmy\n"
        "nothing was written\n",
        2,
    )
    assert hanoi("import", "rows.csv", "--dates", "dmy").stdout.startswith("3 rows: 3 recorded")
    dates = [
        str(one["date"])
        for one in tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["measurements"][-3:]
    ]
    assert dates == ["2026-01-05", "2026-01-06", "2026-01"]


def test_every_bad_row_is_named_and_nothing_is_written(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    put(
        tmp_path,
        HEAD
        + "2026-01-05,cluster,started,Cam Thượng\n"
        + "2026-01-05,clster,started,A\n"
        + "2026-01-05,cluster,strted,B\n"
        + "2026-13-05,cluster,started,C\n"
        + ",cluster,started,D\n"
        + "2023-09-07,cluster,started,Thiết Bình\n"
        + "2027-01-01,cluster,started,Dương Xá\n"
        + '2026-01-05,cluster,started,"a\nb\x1b"\n'
        + "2026-01-05,cluster,started,E,F\n",
    )
    assert hanoi("import", "rows.csv") == Ran(
        "",
        'error: rows.csv:3: unknown kind "clster"\nhint: did you mean "cluster"?\n'
        'error: rows.csv:4: unknown stage "strted" of cluster\nhint: did you mean "started" (construction started)?\n'
        'error: rows.csv:5: date: "2026-13-05" is not a date\nhint: there is no month 13\n'
        "error: rows.csv:6: date is missing\n"
        "hint: what has not happened yet has expected in its place\n"
        "error: rows.csv:7: Thiết Bình: started is known to be on 2023-09-06, not on 2023-09-07\n"
        "hint: to add to the known record, give the date 2023-09-06; if the known one is wrong, add --correct\n"
        "error: rows.csv:8: Dương Xá: started on 2027-01-01 is in the future: today is 2026-11-24\n"
        'hint: what is to come is expected: --expected instead of --date; in a file the column expected, or "started '
        'expected" where stages are columns\n'
        'error: rows.csv:9: item must not hold line breaks or control characters: "a b\\x1b"\n'
        "error: rows.csv:11: has 5 cells, but the header names 4 columns\n"
        "hint: put a text that holds the separator in quotes\n"
        "nothing was written\n",
        2,
    )
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_the_seventh_row_alone_stops_all(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    rows = [f"2026-01-0{day},vending-machines,{700 + day}\n" for day in range(1, 7)]
    put(tmp_path, "date,target,value\n" + "".join(rows) + "2024-07-10,clusters-started,25\n")
    assert hanoi("import", "rows.csv") == Ran(
        "",
        "error: rows.csv:8: clusters-started: the total on 2024-07-10 is known to be 24, not 25\n"
        "hint: if the known one is wrong, add --correct\n"
        "nothing was written\n",
        4,
    )
    assert (tmp_path / "plan.toml").read_bytes() == before
    assert hanoi("import", "rows.csv", "--correct").code == 0


NEAR = [
    ("Thiêt Binh,Đông Anh", 'cluster "Thiêt Binh" nearly equals "Thiết Bình"', "Thiết Bình"),
    ("Thiet Bin,", 'cluster "Thiet Bin" nearly equals "Thiết Bình"', "Thiết Bình"),
]


@pytest.mark.parametrize(("cells", "error", "known"), NEAR)
def test_a_name_that_nearly_equals_a_known_one(hanoi: Run, tmp_path: Path, cells: str, error: str, known: str) -> None:
    put(tmp_path, f"date,kind,stage,item,district\n2026-01-05,cluster,completed,{cells}\n")
    hint = f'hint: write it "{known}", or add --new if it is another one'
    refused = Ran("", f"error: rows.csv:2: {error}\n{hint}\nnothing was written\n", 4)
    assert hanoi("import", "rows.csv") == refused
    assert hanoi("import", "rows.csv", "--new").code == 0


def test_names_in_one_file_that_nearly_equal_each_other(hanoi: Run, tmp_path: Path) -> None:
    put(tmp_path, HEAD + "2026-01-05,park,started,Quang Minh\n2026-01-05,park,started,Quang Mình\n")
    assert hanoi("import", "rows.csv") == Ran(
        "",
        'error: rows.csv:3: park "Quang Mình" nearly equals "Quang Minh"\n'
        'hint: write it "Quang Minh", or add --new if it is another one\nnothing was written\n',
        4,
    )


def test_the_line_of_a_near_name_is_its_own_where_totals_stand_above_it(hanoi: Run, tmp_path: Path) -> None:
    put(
        tmp_path,
        "date,kind,stage,item,target,value\n"
        "2026-01-05,,,,vending-machines,720\n"
        "2026-01-05,cluster,completed,Thiet Bin,,\n",
    )
    assert hanoi("import", "rows.csv") == Ran(
        "",
        'error: rows.csv:3: cluster "Thiet Bin" nearly equals "Thiết Bình"\n'
        'hint: write it "Thiết Bình", or add --new if it is another one\nnothing was written\n',
        4,
    )


@pytest.mark.parametrize(
    "item", ["Liên Hà 3,Đông Anh", "Liên Hà,Đan Phượng", "Liên Hà (Đan Phượng),Đan Phượng", "Dương Xá 2,Gia Lâm"]
)
def test_another_number_or_another_district_is_another_item(hanoi: Run, tmp_path: Path, item: str) -> None:
    put(tmp_path, f"date,kind,stage,item,district\n2026-01-05,cluster,planned,{item}\n")
    ran = hanoi("import", "rows.csv")
    assert ran.code == (4 if item == "Liên Hà,Đan Phượng" else 0), ran.stderr


SAVE_AS = 'hint: in Excel choose "Save As" and the type "CSV UTF-8 (Comma delimited)"'
UNREADABLE = [
    (b"", "error: rows.csv: is empty\nhint: the first line names the columns: date,kind,stage,item"),
    (
        "date,kind,stage,item\n2026-01-05,cluster,started,Cam Thượng".encode("utf-16"),
        f"error: rows.csv:1: is not UTF-8 text\n{SAVE_AS}",
    ),
    (
        "date,kind,stage,item\n2026-01-05,cluster,started,Hà\n".encode("latin-1"),
        f"error: rows.csv:2: is not UTF-8 text\n{SAVE_AS}",
    ),
    (
        b"date,kind,stage,itm\n",
        'error: rows.csv:1: unknown column "itm"\nhint: did you mean "item"?\n'
        "error: rows.csv:1: the header lacks item\n"
        "hint: milestones have date,kind,stage,item; measurements date,target,value; comments date,target,text",
    ),
    (b"date,target,value,date\n", "error: rows.csv:1: the header names date twice"),
    (
        b'date,target,value\n2026-01-05,"vending,1\n',
        "error: rows.csv:2: is not sound CSV: unexpected end of data",
    ),
    ("date,kind,stage,item\n".encode("utf-16-le"), f"error: rows.csv:1: is not UTF-8 text\n{SAVE_AS}"),
    (
        b"date,target,value,kind\n",
        "error: rows.csv:1: the header lacks stage, item\n"
        "hint: milestones have date,kind,stage,item; measurements date,target,value; comments date,target,text",
    ),
    (
        b"date,kind,stage,item,target,value\n2026-01-05,cluster,started,Mai,vending-machines,1\n",
        "error: rows.csv:2: names a total and an item: each row is one of them\n"
        "hint: leave the cells of the other one empty",
    ),
    (b"sep=;;\n", 'error: rows.csv:1: sep= must name one character, not ";;"'),
]


@pytest.mark.parametrize(("content", "error"), UNREADABLE)
def test_what_is_no_csv_of_records(hanoi: Run, tmp_path: Path, content: bytes, error: str) -> None:
    put(tmp_path, content)
    assert hanoi("import", "rows.csv") == Ran("", f"{error}\nnothing was written\n", 2)


def test_a_cell_may_be_longer_than_csv_itself_allows(hanoi: Run, tmp_path: Path) -> None:
    note = "a" * 140_000
    put(tmp_path, f"date,target,value,note\n2026-01-05,vending-machines,701,{note}\n")
    assert hanoi("import", "rows.csv").code == 0
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8").count(note) == 1


def test_a_file_that_is_not_there(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("import", "none.csv") == Ran("", "error: none.csv: there is no such file\nnothing was written\n", 2)
    assert hanoi("import", ".") == Ran("", "error: .: is a folder, not a file\nnothing was written\n", 2)


def test_a_header_alone_is_an_empty_import(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    put(tmp_path, HEAD)
    assert hanoi("import", "rows.csv") == Ran("0 rows: 0 recorded in plan.toml, 0 known\n")
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_a_dry_run_prints_the_blocks_and_only_them_on_stdout(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    put(tmp_path, "date,target,value\n2026-01-05,vending-machines,720\n2026-02-05,vending-machines,730\n")
    ran = hanoi("import", "rows.csv", "--dry-run")
    assert ran.stdout.count("\n[[measurements]]\n") == 2
    assert ran.stderr == (
        "2 rows: 2 to be recorded in plan.toml, 0 known\n  vending-machines 717 → 730\ndry run: nothing was written\n"
    )
    assert (tmp_path / "plan.toml").read_bytes() == before
    hanoi("import", "rows.csv")
    assert (tmp_path / "plan.toml").read_bytes() == before + ran.stdout.encode()


def test_rows_may_build_on_each_other_in_any_order(hanoi: Run, tmp_path: Path) -> None:
    established = "2026-01-01,park,established,Đông Anh\n"
    put(tmp_path, f"{HEAD}2026-02-01,park,started,Đông Anh\n{established}{established}")
    assert hanoi("import", "rows.csv") == Ran(
        "3 rows: 2 recorded in plan.toml, 1 known\n  parks-new 0 → 1 of 2-3\n",
        "all 3 dates are the 1st of a month: are they months?\n",
    )


@pytest.mark.parametrize("new", [(), ("--new",)])
def test_a_name_means_what_it_means_to_log(hanoi: Run, tmp_path: Path, new: tuple[str, ...]) -> None:
    rows = ("thiet binh", "CCN Thiết Bình", '"Thiết Bình, huyện Đông Anh"', "Thi\u200bết\u00a0Bình")
    put(tmp_path, HEAD + "".join(f"2026-01-05,cluster,completed,{name}\n" for name in rows))
    assert hanoi("import", "rows.csv", *new) == Ran(
        "4 rows: 1 recorded in plan.toml, 3 known\n"
        "  clusters-started 32 of 43, Thiết Bình counts already\n"
        "  clusters-completed 6 → 7\n",
        '"CCN Thiết Bình" is Thiết Bình\n"Thiết Bình, huyện Đông Anh" is Thiết Bình\n',
    )
    assert last(tmp_path)["item"] == "Thiết Bình"


def test_what_may_be_two_items_is_refused(hanoi: Run, tmp_path: Path) -> None:
    put(tmp_path, HEAD + "2026-01-05,cluster,planned,Phú Thị\n2026-01-05,cluster,planned,Phù Thị\n")
    assert hanoi("import", "rows.csv", "--new").code == 0
    put(tmp_path, HEAD + "2026-01-05,cluster,established,phu thi\n")
    refused = Ran(
        "",
        'error: rows.csv:2: cluster "phu thi" may be "Phù Thị" or "Phú Thị"\nhint: type it with its accents\n'
        "nothing was written\n",
        4,
    )
    assert hanoi("import", "rows.csv") == hanoi("import", "rows.csv", "--new") == refused


def test_rows_of_one_key_are_one_new_item(hanoi: Run, tmp_path: Path) -> None:
    put(
        tmp_path,
        HEAD + "2020,cluster,planned,Mỹ Hưng giai đoạn 2\n2020,cluster,planned,CCN Mĩ Hưng GĐII\n"
        "2020,cluster,planned,Kim Lan\n2020,cluster,planned,Kim Lân\n",
    )
    ran = hanoi("import", "rows.csv")
    assert (ran.code, ran.stderr) == (
        4,
        'error: rows.csv:5: cluster "Kim Lân" nearly equals "Kim Lan"\n'
        'hint: write it "Kim Lan", or add --new if it is another one\nnothing was written\n',
    )
    ran = hanoi("import", "rows.csv", "--new")
    assert ran.stdout.startswith("4 rows: 3 recorded in plan.toml, 1 known\n")
    assert ran.stderr == (
        '"CCN Mĩ Hưng GĐII" is Mỹ Hưng giai đoạn 2\nnew cluster (3):\n  Mỹ Hưng giai đoạn 2\n  Kim Lan\n  Kim Lân\n'
    )


DAMAGED = ["Thiáº¿t BÃ¬nh", "Thi\ufffdt Bình", "Thiết\x07Bình", "Thiết \ue000Bình", "Thiết \u0378Bình"]


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_text_never_becomes_an_item(hanoi: Run, tmp_path: Path, name: str) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    put(tmp_path, f"{HEAD}2026-01-05,cluster,planned,{name}\n")
    for arguments in (("import", "rows.csv", "--new"), ("log", "cluster", "planned", name, "--new")):
        ran = hanoi(*arguments)
        assert ran.code in (2, 4)
        assert ran.stderr.endswith("nothing was written\n")
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_columns_in_which_there_is_nothing_are_passed_over(hanoi: Run, tmp_path: Path) -> None:
    put(tmp_path, "date,target,value,,\n2026-01-05,vending-machines,720,,\n")
    assert hanoi("import", "rows.csv").code == 0
    put(tmp_path, "date,,target,value\n2026-01-06,x,vending-machines,720\n")
    assert hanoi("import", "rows.csv").code == 0


def test_rows_that_say_otherwise_of_each_other_are_both_named(hanoi: Run, tmp_path: Path) -> None:
    put(tmp_path, "kind,stage,item,date\ncluster,started,Mới Một,2025-03-01\ncluster,started,Moi Mot,2025-04-01\n")
    assert hanoi("import", "rows.csv", "--new") == Ran(
        stderr="error: rows.csv:2: Mới Một: started: the date is 2025-03-01 here, and 2025-04-01 in another row\n"
        "error: rows.csv:3: Mới Một: started: the date is 2025-04-01 here, and 2025-03-01 in another row\n"
        "hint: take out the one that is wrong; with --correct the last row holds\n"
        "nothing was written\n",
        code=4,
    )
    put(
        tmp_path,
        "kind,stage,item,date,district\n"
        "cluster,established,Mới Một,2024-03-01,Mê Linh\n"
        "cluster,started,Mới Một,2025-04-01,Đông Anh\n",
    )
    assert hanoi("import", "rows.csv", "--new") == Ran(
        stderr="error: rows.csv:2: Mới Một: established: the district is Mê Linh here, and Đông Anh in another row\n"
        'hint: another item needs a name of its own, such as "Mới Một (Mê Linh)"; else take out the one that is wrong\n'
        "error: rows.csv:3: Mới Một: started: the district is Đông Anh here, and Mê Linh in another row\n"
        'hint: another item needs a name of its own, such as "Mới Một (Đông Anh)"; '
        "else take out the one that is wrong\n"
        "nothing was written\n",
        code=4,
    )


def test_rows_of_one_stage_with_two_numbers_are_both_named(hanoi: Run, tmp_path: Path) -> None:
    row = "cluster,established,{},2024-03-01,{}\n"
    rows = row.format("Mới Một", 10) + row.format("MOI MOT", 11)
    put(tmp_path, f"kind,stage,item,date,area_ha\n{rows}")
    assert hanoi("import", "rows.csv", "--new") == Ran(
        stderr="error: rows.csv:2: Mới Một: established: the area_ha is 10 here, and 11 in another row\n"
        "error: rows.csv:3: Mới Một: established: the area_ha is 11 here, and 10 in another row\n"
        "hint: take out the one that is wrong\n"
        "nothing was written\n",
        code=4,
    )
    assert hanoi("import", "rows.csv", "--new", "--correct").code == 0
    assert last(tmp_path)["area_ha"] == 11
    # On another stage, and where it is the same, a number may stand again.
    rows = row.format("Mới Hai", 10) * 2 + row.format("Mới Hai", 12).replace("established", "started")
    put(tmp_path, f"kind,stage,item,date,area_ha\n{rows}")
    assert hanoi("import", "rows.csv", "--new").code == 0


def test_a_row_that_says_otherwise_after_a_change_contradicts_none(hanoi: Run, tmp_path: Path) -> None:
    put(
        tmp_path,
        "kind,stage,item,date,district\n"
        "cluster,established,Mới Một,2024-03-01,Mê Linh\n"
        "cluster,changed,Mới Một,2025-01-01,Đông Anh\n"
        "cluster,started,Mới Một,2025-04-01,Đông Anh\n",
    )
    assert hanoi("import", "rows.csv", "--new").code == 0


def test_the_last_of_rows_that_correct_each_other_holds(hanoi: Run, tmp_path: Path) -> None:
    rows = "".join(f"2026-01-05,vending-machines,{value}\n" for value in (15, 16, 15))
    put(tmp_path, f"date,target,value\n{rows}")
    assert hanoi("import", "rows.csv").code == 4
    assert hanoi("import", "rows.csv", "--correct") == Ran(
        "3 rows: 3 recorded in plan.toml, 0 known\n  vending-machines 717 → 15\n"
    )
