"""`import --kind`: what a file does not say, and files with a row for each item and a column for each stage."""

from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import Ran, Run


def ask(run: Run, text: str, *options: str) -> Ran:
    return run("import", "-", *options, stdin=text.encode())


def added(tmp_path: Path, before: int) -> list[dict[str, Any]]:
    """Return the milestones after the first ones, without what is the same in all."""
    milestones = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["milestones"][before:]
    return [
        {key: str(value) if key == "date" else value for key, value in one.items() if key not in ("recorded", "kind")}
        for one in milestones
    ]


@pytest.fixture
def known(hanoi: Run, tmp_path: Path) -> int:
    return len(tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["milestones"])


def test_a_column_of_the_kind_may_stand_beside_stages(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = "Tên;Loại;Khởi công\nĐồng Tâm;CCN;2026-06\nTam Hưng;;2026-05\n"
    ran = ask(hanoi, text, "--kind", "cluster")
    assert ran.stdout.startswith("2 rows, 2 records: 2 recorded in plan.toml, 0 known\n")
    assert added(tmp_path, known) == [
        {"date": "2026-06", "stage": "started", "item": "Đồng Tâm"},
        {"date": "2026-05", "stage": "started", "item": "Tam Hưng"},
    ]


def test_what_a_new_item_is_stands_on_its_earliest_stage(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = (
        "STT;Tên cụm;Huyện;Ngày khởi công;THANH LAP;Diện tích (ha);withdrawn\n"
        "1;Cam Thượng;Ba Vì;2/2026;;;\n2;Đồng Tâm;Mỹ Đức;6/2026;quý I/2022;12,5;\n3;Tam Hưng;Thanh Oai;;;;5/2026\n"
    )
    assert ask(hanoi, text, "--kind", "Cụm công nghiệp", "--decision", "7/QĐ") == Ran(
        "3 rows, 4 records: 4 recorded in plan.toml, 0 known\n"
        "  clusters-total 116 → 117 of 159, no established date for Tam Hưng\n"
        "  clusters-new 3 → 4 of 46, no established date for Tam Hưng\n"
        "  clusters-started 32 → 34 of 43, no started or completed date for Tam Hưng\n"
        "  clusters-completed unchanged: no completed date for Tam Hưng\n"
        "  clusters-filled unchanged: no filled date for Tam Hưng\n",
        "new cluster (2):\n  Đồng Tâm\n  Tam Hưng\n",
    )
    assert added(tmp_path, known) == [
        {"date": "2026-02", "stage": "started", "item": "Cam Thượng", "decision": "7/QĐ"},
        {
            "date": "2022-Q1",
            "stage": "established",
            "item": "Đồng Tâm",
            "district": "Mỹ Đức",
            "area_ha": 12.5,
            "decision": "7/QĐ",
        },
        {"date": "2026-06", "stage": "started", "item": "Đồng Tâm", "decision": "7/QĐ"},
        {"date": "2026-05", "stage": "withdrawn", "item": "Tam Hưng", "district": "Thanh Oai", "decision": "7/QĐ"},
    ]
    # What is known has its evidence.
    assert ask(hanoi, text, "--kind", "cluster", "--decision", "8/QĐ").stdout == (
        "3 rows, 4 records: 0 recorded in plan.toml, 4 known\n"
    )


def test_a_cell_of_evidence_is_of_each_stage_of_its_row(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = "item,established,started,note\nĐồng Tâm,2022,2026-06,seen\n"
    assert ask(hanoi, text, "--kind", "cluster", "--source", "a letter").code == 0
    assert [(one["source"], one["note"]) for one in added(tmp_path, known)] == [("a letter", "seen")] * 2


def test_an_emptied_cell_says_nothing(hanoi: Run) -> None:
    assert ask(hanoi, "item,started,district\nThiết Bình,,\nLiên Hà,,Đông Anh\n", "--kind", "cluster") == Ran(
        "2 rows, 0 records: 0 recorded in plan.toml, 0 known\n",
        "1 row names an item and no date, and records nothing: line 2\n",
    )
    assert ask(hanoi, "item,started,district\nMới,,\nMới Hai,,Đông Anh\n", "--kind", "cluster") == Ran(
        "2 rows, 0 records: 0 recorded in plan.toml, 0 known\n",
        "2 rows name an item and no date, and record nothing: lines 2, 3\n",
    )


def test_another_date_needs_correct(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = "item,started\nThiết Bình,2023-09-16\n"
    assert ask(hanoi, text, "--kind", "cluster") == Ran(
        "",
        "error: standard input:2: Thiết Bình: started is known to be on 2023-09-06, not on 2023-09-16\n"
        "hint: to add to the known record, give the date 2023-09-06; if the known one is wrong, add --correct\n"
        "nothing was written\n",
        4,
    )
    assert ask(hanoi, text, "--kind", "cluster", "--correct").code == 0
    assert added(tmp_path, known) == [{"date": "2023-09-16", "stage": "started", "item": "Thiết Bình"}]


def test_what_is_brought_back_has_the_evidence_that_is_given(hanoi: Run, tmp_path: Path, known: int) -> None:
    for date in ("2023-09-16", "2023-09-06"):
        text = f"item,started\nThiết Bình,{date}\n"
        assert ask(hanoi, text, "--kind", "cluster", "--correct", "--decision", "9/QĐ").code == 0
    assert [(one["date"], one["decision"]) for one in added(tmp_path, known)] == [
        ("2023-09-16", "9/QĐ"),
        ("2023-09-06", "9/QĐ"),
    ]


def test_another_attribute_needs_a_day_and_is_a_change(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = "item,started,district\nThiết Bình,2023-09-06,Thư Lâm\nCam Thượng,,Quảng Oai\n"
    refused = Ran(
        "",
        'error: standard input:2: Thiết Bình: the district is known to be "Đông Anh", and here it is "Thư Lâm"\n'
        'error: standard input:3: Cam Thượng: the district is known to be "Ba Vì", and here it is "Quảng Oai"\n'
        "hint: what changed on a day needs --date, and what was wrong --correct; another item needs a name of its own\n"
        "nothing was written\n",
        4,
    )
    assert ask(hanoi, text, "--kind", "cluster") == refused
    options = ("--kind", "cluster", "--date", "1/7/2025", "--dates", "dmy", "--decision", "1656/NQ")
    assert ask(hanoi, text, *options) == Ran(
        "2 rows, 3 records: 2 recorded in plan.toml, 1 known\n"
        "  Thiết Bình: district Đông Anh → Thư Lâm, from 2025-07-01\n"
        "  Cam Thượng: district Ba Vì → Quảng Oai, from 2025-07-01\n"
        "  no target's number changes\n"
    )
    assert added(tmp_path, known) == [
        {"date": "2025-07-01", "stage": "changed", "item": name, "district": commune, "decision": "1656/NQ"}
        for name, commune in (("Thiết Bình", "Thư Lâm"), ("Cam Thượng", "Quảng Oai"))
    ]
    assert ask(hanoi, text, *options).stdout == "2 rows, 1 record: 0 recorded in plan.toml, 1 known\n"


def test_an_attribute_that_was_wrong_is_corrected_where_it_was_said(hanoi: Run, tmp_path: Path, known: int) -> None:
    hanoi("log", "cluster", "changed", "Kim Bài", "--date", "2025-07-01", "--set", "area_ha=50")
    hanoi("log", "cluster", "planned", "Mới", "--expected", "2027", "--set", "area_ha=5", "--new")
    # Of the first the stage is in the row, of the second it is not; of the third a change gave the area; of the fourth
    # nothing has happened yet; and the fifth says what is known.
    text = (
        "item,started,district,area_ha\nThiết Bình,2023-09-06,Sóc Sơn,22\nLiên Hà 2,,Đông Anh,23\n"
        "Kim Bài,2024-09-21,Thanh Oai,49\nMới,,,6\nDục Tú,2023-09-06,Đông Anh,15\n"
    )
    given = ("--kind", "cluster", "--correct", "--decision", "3/QĐ")
    assert ask(hanoi, text, *given) == Ran(
        "5 rows, 6 records: 5 recorded in plan.toml, 1 known\n"
        '  Thiết Bình, started: replaces the district "Đông Anh"\n'
        "  Thiết Bình, started: replaces the area_ha 21\n"
        "  Liên Hà 2, started: replaces the area_ha 22\n"
        "  Kim Bài, started: replaces the date 2024-09-20\n"
        '  Kim Bài, started: the source "https://nguoiquansat.vn/huyen-ven-ha-noi-mo-cua-don-cum-cong…" was of what it '
        "replaces\n"
        "  Mới, planned: replaces the area_ha 5\n"
        "  Kim Bài: area_ha 50 → 49, from 2025-07-01\n"
        "  clusters-started 32 of 43, Thiết Bình, Liên Hà 2 count already; Kim Bài already in the total of 2025-11-12\n"
    )
    assert added(tmp_path, known + 2) == [
        {
            "date": "2023-09-06",
            "stage": "started",
            "item": "Thiết Bình",
            "district": "Sóc Sơn",
            "area_ha": 22,
            "decision": "3/QĐ",
        },
        {"date": "2023-09-06", "stage": "started", "item": "Liên Hà 2", "area_ha": 23, "decision": "3/QĐ"},
        {"date": "2024-09-21", "stage": "started", "item": "Kim Bài", "decision": "3/QĐ"},
        {"date": "2025-07-01", "stage": "changed", "item": "Kim Bài", "area_ha": 49, "decision": "3/QĐ"},
        {"expected": "2027", "stage": "planned", "item": "Mới", "area_ha": 6, "decision": "3/QĐ"},
    ]
    # What was corrected is known, with --correct and without.
    for options in (given, ("--kind", "cluster")):
        assert ask(hanoi, text, *options).stdout.startswith("5 rows, 3 records: 0 recorded in plan.toml, 3 known\n")


def test_what_changed_on_a_day_is_no_correction(hanoi: Run, tmp_path: Path, known: int) -> None:
    options = ("--kind", "cluster", "--date", "2025-07-01", "--correct")
    assert ask(hanoi, "item,started,district\nThiết Bình,,Thư Lâm\n", *options).code == 0
    assert added(tmp_path, known) == [
        {"date": "2025-07-01", "stage": "changed", "item": "Thiết Bình", "district": "Thư Lâm"}
    ]


def test_an_attribute_that_a_known_item_lacks_is_added(hanoi: Run, tmp_path: Path, known: int) -> None:
    hanoi("log", "cluster", "established", "A B", "C D", "--date", "2022", "--new", "--decision", "1/QĐ")
    text = "item,started,area_ha\nA B,2024,9.5\nC D,,5\n"
    assert ask(hanoi, text, "--kind", "cluster").code == 0
    assert added(tmp_path, known + 2) == [
        {"date": "2024", "stage": "started", "item": "A B", "area_ha": 9.5},
        {"date": "2022", "stage": "established", "item": "C D", "area_ha": 5},
    ]
    assert ask(hanoi, text, "--kind", "cluster").stdout == "2 rows, 1 record: 0 recorded in plan.toml, 1 known\n"


def test_names_alone_are_a_list_of_one_stage(hanoi: Run, tmp_path: Path, known: int) -> None:
    options = ("--kind", "cluster", "--stage", "khởi công", "--date", "20/6/2026", "--decision", "3/QĐ")
    assert ask(hanoi, "Tên cụm\nCam Thượng\nMới tinh\n", *options) == Ran(
        "2 rows: 2 recorded in plan.toml, 0 known\n  clusters-started 32 → 34 of 43\n", "new cluster (1): Mới tinh\n"
    )
    assert added(tmp_path, known) == [
        {"date": "2026-06-20", "stage": "started", "item": name, "decision": "3/QĐ"}
        for name in ("Cam Thượng", "Mới tinh")
    ]


def test_options_fill_empty_cells_too(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = "item,date,note\nCam Thượng,,\nMới tinh,2026-05,seen\n"
    options = ("--kind", "cluster", "--stage", "started", "--date", "2026-06-20", "--note", "by phone")
    assert ask(hanoi, text, *options).code == 0
    assert [(one["date"], one["note"]) for one in added(tmp_path, known)] == [
        ("2026-06-20", "by phone"),
        ("2026-05", "seen"),
    ]


def test_totals_lack_a_date_and_evidence_alone(hanoi: Run, tmp_path: Path) -> None:
    options = ("--date", "2026-09", "--source", "s", "--kind", "cluster", "--stage", "started")
    assert ask(hanoi, "Chỉ tiêu,Giá trị\nvending-machines,800\n", *options).code == 0
    total = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["measurements"][-1]
    del total["recorded"]
    assert total == {"date": "2026-09", "target": "vending-machines", "value": 800, "source": "s"}


def test_columns_says_what_a_column_is(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = "Cụm = tên;Bắt đầu;Nơi\nCam Thượng;20/6/2026;Ba Vì\n"
    named = ("--columns", "Cụm = tên=item", "--columns", "BAT DAU=khởi công", "--columns", "nơi=Huyện")
    assert ask(hanoi, text, "--kind", "cluster", *named).code == 0
    assert added(tmp_path, known) == [{"date": "2026-06-20", "stage": "started", "item": "Cam Thượng"}]


@pytest.mark.parametrize(
    "heading",
    [
        *("Cluster", "Industrial cluster", "Cụm công nghiệp", "Cum cong nghiep", "CCN", "Cụm CN", "CỤM"),
        *("Tên cụm CN", "Danh mục cụm công nghiệp", "Danh sách CCN", "Dự án", "Hạng mục", "Danh mục dự án"),
        "Tên CCN (cụm công nghiệp)",
    ],
)
def test_the_kind_itself_heads_the_column_of_its_items(hanoi: Run, tmp_path: Path, known: int, heading: str) -> None:
    assert ask(hanoi, f"{heading};Khởi công\nCam Thượng;20/6/2026\n", "--kind", "cluster").code == 0
    assert added(tmp_path, known) == [{"date": "2026-06-20", "stage": "started", "item": "Cam Thượng"}]


def test_what_is_listed_has_the_columns_that_say_by_when(hanoi: Run) -> None:
    told = ask(hanoi, "Chợ dân sinh,dự kiến hoàn thành,Xy\nA,2027,x\n", "--kind", "rural-market").stderr
    assert told.splitlines()[1].partition("; known are: ")[2] == (
        "kind, item, district, area_ha, decision, source, note, recorded, planned, started, completed, withdrawn, "
        "planned expected, started expected, completed expected"
    )


def test_what_is_wrong_whichever_kind_it_is_of_is_told_with_the_kinds(hanoi: Run) -> None:
    lines = ask(hanoi, "Tên;Thành lập;Mã;Huyện\nA;2025;1;Đông Anh\n").stderr.splitlines()
    assert lines[:3] == [
        "error: standard input:1: has one row an item, with columns of the stages of cluster or park",
        "hint: add --kind cluster or --kind park",
        'error: standard input:1: unknown column "Mã"',
    ]
    assert lines[3].startswith('hint: leave it out: --ignore "Mã"; or keep it: --columns "Mã=x-ma", ')
    assert lines[4:] == ["nothing was written"]


REFUSED = {
    "a stage of one kind": (
        "Tên;Hoàn thành\nA;2025\n",
        (),
        "standard input:1: has one row an item, with columns of the stages of rural-market\n"
        "hint: add --kind rural-market",
    ),
    "stages of two kinds": (
        "Tên;Thành lập\nA;2025\n",
        (),
        "standard input:1: has one row an item, with columns of the stages of cluster or park\n"
        "hint: add --kind cluster or --kind park",
    ),
    "stages without a kind": (
        "STT;Tên cụm;Thành lập;Khởi công;Lấp đầy\n1;A;2025;2026;\n",
        (),
        "standard input:1: has one row an item, with columns of the stages of cluster\nhint: add --kind cluster",
    ),
    "totals without a date": (
        "target;value\nparks-new;1\n",
        (),
        "standard input:1: the header lacks date\nhint: add a column, or for all rows --date",
    ),
    "comments without a date and a kind": (
        "item;text\nCam Thượng;Chờ giá đất.\n",
        (),
        "standard input:1: the header lacks date, kind\nhint: add a column, or for all rows --date, --kind",
    ),
    "comments of a kind without a date": (
        "item;text\nCam Thượng;Chờ giá đất.\n",
        ("--kind", "cluster"),
        "standard input:1: the header lacks date\nhint: add a column, or for all rows --date",
    ),
    "names alone without a stage": (
        "Tên cụm;Ghi chú\nCam Thượng;x\n",
        ("--kind", "cluster"),
        "standard input:1: the header lacks date, stage\nhint: name a column for each stage, or add --stage and --date",
    ),
    "no column of names": (
        "Khởi công;Ghi chú\n2026;x\n",
        ("--kind", "cluster"),
        "standard input:1: the header lacks item\nhint: name the column of the items: --columns COLUMN=item",
    ),
    "a stage that the file has": (
        "Tên;Khởi công\nA;2026\n",
        ("--kind", "cluster", "--stage", "started"),
        "standard input:1: --stage is for a file that has no columns of stages",
    ),
    "a row of another kind": (
        "Tên;Loại;Khởi công\nA;CCN;2026\nB;KCN;2026\n",
        ("--kind", "cluster"),
        "standard input:3: is of another kind, park: the columns are stages of cluster\n"
        "hint: give each kind a file of its own",
    ),
    "a date beside stages": (
        "Tên;Khởi công;Ngày\nA;2026;2025\n",
        ("--kind", "cluster"),
        'standard input:1: column "Ngày" has no place beside columns of stages\nhint: leave it out: --ignore "Ngày"',
    ),
    "a stage misspelt": (
        "Tên;Khơi công;Thành lập\nA;2026;2025\n",
        ("--kind", "cluster"),
        'standard input:1: unknown column "Khơi công"\nhint: did you mean "started" (khởi công)?',
    ),
    "an unknown kind": ("Tên\nA\n", ("--kind", "clustr"), 'unknown kind "clustr"\nhint: did you mean "cluster"?'),
    "an unknown stage": (
        "Tên\nA\n",
        ("--kind", "cluster", "--stage", "strted"),
        'unknown stage "strted" of cluster\nhint: did you mean "started" (construction started)?',
    ),
    "no name of a column": ("Tên\nA\n", ("--columns", "=item"), '--columns: "=item" is not COLUMN=KEY'),
    "an unknown key": (
        "Tên\nA\n",
        ("--columns", "Tên=itm"),
        '--columns: unknown column "itm"\nhint: did you mean "item"?',
    ),
    "a column that is not there": (
        "item,started\nA,2026\n",
        ("--kind", "cluster", "--columns", "Tên=item"),
        'standard input:1: --columns: there is no column "Tên"\nhint: columns are: item, started',
    ),
    "no date": ("Tên\nA\n", ("--date", "soon"), '--date: "soon" is not a date\nhint: a date is 2024-06-05, '),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(hanoi: Run, tmp_path: Path, case: str) -> None:
    text, options, error = REFUSED[case]
    before = (tmp_path / "plan.toml").read_bytes()
    ran = ask(hanoi, text, *options)
    assert (ran.stdout, ran.code) == ("", 2)
    assert ran.stderr.startswith(f"error: {error}")
    assert ran.stderr.endswith("nothing was written\n")
    assert ran.stderr.count("error: ") == 1
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_what_is_wrong_in_a_row_is_told_once_however_many_stages_it_has(hanoi: Run) -> None:
    text = "item,established,started,district\nThiết\x01Bình,2022,2023,x\n,2022,2023,x\nA,31/2/2025,5/6/2025,x\n"
    assert ask(hanoi, text, "--kind", "cluster") == Ran(
        "",
        'error: standard input:2: item must not hold line breaks or control characters: "Thiết\\x01Bình"\n'
        "error: standard input:3: item is missing\n"
        'error: standard input:4: established: "31/2/2025" is not a date\nhint: there is no such day\n'
        'error: standard input:4: started: "5/6/2025" may be 2025-06-05 or 2025-05-06\n'
        "hint: write it in one of these ways, or add --dates dmy\nnothing was written\n",
        2,
    )


def test_a_column_of_dates_is_read_in_one_way(hanoi: Run) -> None:
    text = "item,established,started\nA,30/6/2025,6/30/2025\nB,6/30/2025,\n"
    assert ask(hanoi, text, "--kind", "cluster").stderr == (
        'error: standard input:2: started: "6/30/2025" is not a date\nhint: write it as 2025-06-30\n'
        'error: standard input:3: established: "6/30/2025" has the month first, and "30/6/2025" on line 2 the day\n'
        "hint: one column is read in one way: write its dates as 2025-06-30\nnothing was written\n"
    )


def test_a_given_date_is_no_month(hanoi: Run) -> None:
    options = ("--kind", "cluster", "--stage", "started", "--date", "2026-06-01")
    assert ask(hanoi, "item\nA\nB\n", *options).stderr == "new cluster (2):\n  A\n  B\n"
    wide = "item,established,started\nC,2026-06-01,2026-07-01\n"
    assert ask(hanoi, wide, "--kind", "cluster").stderr == (
        "all 2 dates are the 1st of a month: are they months?\nnew cluster (1): C\n"
    )


@pytest.mark.parametrize(
    ("header", "message", "known"),
    [
        ("Name;Started", 'column "Name" has no place beside columns of stages', ""),
        (
            "Đơn vị;Started",
            'unknown column "Đơn vị"',
            "; known are: kind, item, district, commune, area_ha, decision, source, note, recorded, planned, "
            "established, started, completed, filled, withdrawn, planned expected, established expected, "
            "started expected, completed expected, filled expected",
        ),
    ],
)
def test_a_column_that_may_hold_the_names_is_not_to_be_left_out(
    hanoi: Run, header: str, message: str, known: str
) -> None:
    heading = header.partition(";")[0]
    text = f"{header}\nThiết Bình;2023-09-06\n"
    assert ask(hanoi, text, "--kind", "cluster") == Ran(
        "",
        f"error: standard input:1: {message}\n"
        f'hint: is it the item? say so: --columns "{heading}=item"; else leave it out: --ignore "{heading}"{known}\n'
        "error: standard input:1: the header lacks item\nhint: name the column of the items: --columns COLUMN=item\n"
        "nothing was written\n",
        2,
    )
    assert ask(hanoi, text, "--kind", "cluster", "--columns", f"{heading}=item") == Ran(
        "1 row, 1 record: 0 recorded in plan.toml, 1 known\n"
    )


def test_a_list_of_one_district_is_told_its_district(hanoi: Run, tmp_path: Path, known: int) -> None:
    told = ("--kind", "cluster", "--set", "district=Đông Anh", "--set", "area_ha=7,5", "--decimal", "comma")
    text = "Tên;Thành lập;Khởi công;Quận, huyện\nĐồng Tâm;2024-05;2026-06;\nTam Hưng;;2026-05;Thanh Oai\nBắc Sơn;;;\n"
    ran = ask(hanoi, text, *told)
    assert ran.stdout.startswith("3 rows, 3 records: 3 recorded in plan.toml, 0 known\n")
    assert ran.stderr.startswith("1 row names an item and no date, and records nothing: line 4\n")
    assert added(tmp_path, known) == [
        {"date": "2024-05", "stage": "established", "item": "Đồng Tâm", "district": "Đông Anh", "area_ha": 7.5},
        {"date": "2026-06", "stage": "started", "item": "Đồng Tâm"},
        {"date": "2026-05", "stage": "started", "item": "Tam Hưng", "district": "Thanh Oai", "area_ha": 7.5},
    ]


def test_what_items_of_one_kind_have_is_told_of_no_other_and_of_no_change(
    hanoi: Run, tmp_path: Path, known: int
) -> None:
    text = (
        "kind,stage,item,date,name\n,started,Tam Hưng,2026-05-04,\n"
        "rural-market,started,Chợ Mới,2026-05-04,\n,changed,Tam Hưng,2026-06-05,Tam Hưng 1\n"
    )
    assert ask(hanoi, text, "--kind", "cluster", "--set", "district=Đông Anh").code == 0
    assert added(tmp_path, known) == [
        {"date": "2026-05-04", "stage": "started", "item": "Tam Hưng", "district": "Đông Anh"},
        {"date": "2026-05-04", "stage": "started", "item": "Chợ Mới"},
        {"date": "2026-06-05", "stage": "changed", "item": "Tam Hưng", "name": "Tam Hưng 1"},
    ]


def test_what_items_have_is_told_of_a_kind(hanoi: Run) -> None:
    text = "kind,stage,item,date\ncluster,started,Tam Hưng,2026-05-04\n"
    assert ask(hanoi, text, "--set", "district=Đông Anh") == Ran(
        stderr="error: --set says what the items of a kind have\nhint: name it by --kind KIND\nnothing was written\n",
        code=2,
    )
    assert ask(hanoi, text, "--kind", "cluster", "--set", "area_ha=x", "--set", "district") == Ran(
        stderr='error: --set: "district" is not NAME=VALUE\nhint: such as --set district="…"\n'
        'error: --set area_ha: "x" is not a number such as 1234.5\nnothing was written\n',
        code=2,
    )


def test_another_district_than_the_known_one_is_refused_of_a_list_of_one(hanoi: Run) -> None:
    ran = ask(hanoi, "Tên;Khởi công\nCam Thượng;2026-05\n", "--kind", "cluster", "--set", "district=Đông Anh")
    assert ran == Ran(
        stderr='error: standard input:2: Cam Thượng: the district is known to be "Ba Vì", and here it is "Đông Anh"\n'
        "hint: what changed on a day needs --date, and what was wrong --correct; another item needs a name of its own\n"
        "nothing was written\n",
        code=4,
    )


def test_two_rows_of_one_name_in_two_districts_are_told_as_two_items(hanoi: Run) -> None:
    text = "Tên cụm;Huyện;Thành lập;Khởi công\nPhù Lỗ;Sóc Sơn;2023-06-01;{}\nPhù Lỗ;Mê Linh;{}\n"
    for dates in (("2023-06-20", "2023-06-10;"), ("", ";2023-06-10")):
        ran = ask(hanoi, text.format(*dates), "--kind", "cluster")
        stage = "established" if dates[0] else "started"
        assert ran == Ran(
            stderr="error: standard input:2: Phù Lỗ: established: the district is Sóc Sơn here, and Mê Linh in another "
            'row\nhint: another item needs a name of its own, such as "Phù Lỗ (Sóc Sơn)"; else take out the one that '
            "is wrong\n"
            f"error: standard input:3: Phù Lỗ: {stage}: the district is Mê Linh here, and Sóc Sơn in another row\n"
            'hint: another item needs a name of its own, such as "Phù Lỗ (Mê Linh)"; else take out the one that is '
            "wrong\nnothing was written\n",
            code=4,
        )
    named = text.format("2023-06-20", "2023-06-10;").replace("Phù Lỗ;Mê Linh", "Phù Lỗ (Mê Linh);Mê Linh")
    assert ask(hanoi, named, "--kind", "cluster").code == 0


def test_two_rows_with_two_numbers_of_one_item_are_both_named(hanoi: Run) -> None:
    text = "Tên cụm;Thành lập;Khởi công;Diện tích (ha)\nMỹ Hưng;2024-05-06;;10\nMỸ HƯNG;;2024-06-06;11\n"
    assert ask(hanoi, text, "--kind", "cluster") == Ran(
        stderr="error: standard input:2: Mỹ Hưng: established: the area_ha is 10 here, and 11 in another row\n"
        "error: standard input:3: Mỹ Hưng: started: the area_ha is 11 here, and 10 in another row\n"
        "hint: take out the one that is wrong\nnothing was written\n",
        code=4,
    )
    assert ask(hanoi, text.replace(";11", ";10"), "--kind", "cluster").code == 0


def test_a_column_that_is_not_for_the_plan_is_left_out_or_kept(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = "Tên cụm;Chủ đầu tư\nĐồng Tâm;Công ty A\n"
    hint = (
        'hint: leave it out: --ignore "Chủ đầu tư"; or keep it: --columns "Chủ đầu tư=x-chu-dau-tu", '
        "or as an attribute of its kind in the plan; known are: date, kind, "
    )
    for options in ((), ("--stage", "started", "--date", "2026-06-30")):
        ran = ask(hanoi, text, "--kind", "cluster", *options)
        first, second, *_ = ran.stderr.splitlines()
        assert first == 'error: standard input:1: unknown column "Chủ đầu tư"'
        assert second.startswith(hint)
    kept = ("--columns", "Chủ đầu tư=x-chu-dau-tu")
    assert ask(hanoi, text, "--kind", "cluster", *options, *kept).code == 0
    assert added(tmp_path, known) == [
        {"date": "2026-06-30", "stage": "started", "item": "Đồng Tâm", "x-chu-dau-tu": "Công ty A"}
    ]


def test_a_number_of_items_is_no_date_that_lacks_its_year(hanoi: Run) -> None:
    text = "Tên cụm;Khởi công\nHuyện Đông Anh;2\nĐồng Tâm;5/6\nTam Hưng;2024\n"
    assert ask(hanoi, text, "--kind", "cluster") == Ran(
        "",
        'error: standard input:2: Khởi công: "2" is not a date\n'
        "hint: a number alone is no date: delete the row if it sums others up\n"
        'error: standard input:3: Khởi công: "5/6" is not a date\nhint: which year?\nnothing was written\n',
        2,
    )


def test_what_another_row_of_an_item_says_is_not_filled(hanoi: Run, tmp_path: Path, known: int) -> None:
    text = "item,stage,date,area_ha\nĐồng Tâm,established,2024-05-02,10\nĐồng Tâm,started,2024-07-02,\n"
    assert ask(hanoi, text, "--kind", "cluster", "--set", "area_ha=99").code == 0
    assert added(tmp_path, known) == [
        {"date": "2024-05-02", "stage": "established", "item": "Đồng Tâm", "area_ha": 10},
        {"date": "2024-07-02", "stage": "started", "item": "Đồng Tâm"},
    ]


def test_what_changed_of_all_items_of_a_list_may_be_told(hanoi: Run, tmp_path: Path, known: int) -> None:
    changed = ("--kind", "cluster", "--stage", "changed", "--date", "2025-07-01", "--set", "district=Hà Đông")
    assert ask(hanoi, "item\nCam Thượng\n", *changed).code == 0
    assert added(tmp_path, known) == [
        {"date": "2025-07-01", "stage": "changed", "item": "Cam Thượng", "district": "Hà Đông"}
    ]
