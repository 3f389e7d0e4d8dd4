"""Names, places and evidence as people type them: one item for one name, and nothing damaged in the plan."""

from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run

HEAD = "date,kind,stage,item,district\n"


def put(tmp_path: Path, *rows: str) -> None:
    (tmp_path / "rows.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8", newline="")


def last(tmp_path: Path) -> dict[str, object]:
    record: dict[str, object] = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["milestones"][-1]
    return record


def names(tmp_path: Path, last: int) -> list[str]:
    """Return the items of the last records of the plan."""
    milestones = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["milestones"]
    return [milestone["item"] for milestone in milestones[-last:]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Xuân Phú giai đoạn 2", "xuan phu gd2"),
        ("CCN Xuân Phú", "xuan phu"),
        ("Xuân Phú", "Xuan Phu (Phúc Thọ)"),
        ("Xuân Phú 2", "xuan phu so 2"),
        ("Mỹ Lý", "mi li"),
    ],
)
def test_two_rows_of_one_key_are_one_item(hanoi: Run, tmp_path: Path, first: str, second: str) -> None:
    put(tmp_path, f"2025-01,cluster,established,{first},Phúc Thọ", f"2025-06,cluster,started,{second},")
    assert hanoi("import", "rows.csv").code == 0
    assert names(tmp_path, 2) == [first, first]


def test_a_row_with_accents_is_not_taken_for_a_new_one_without(hanoi: Run, tmp_path: Path) -> None:
    put(tmp_path, "2025-01,cluster,established,Xuan Phu,Phúc Thọ", "2025-06,cluster,started,CCN Xuân Phú,")
    assert hanoi("import", "rows.csv", "--new").code == 0
    assert names(tmp_path, 2) == ["Xuan Phu", "CCN Xuân Phú"]


def test_two_rows_of_two_districts_are_two_items(hanoi: Run, tmp_path: Path) -> None:
    put(tmp_path, "2025-01,cluster,established,Xuân Phú,Phúc Thọ", "2025-06,cluster,started,xuan phu,Đông Anh")
    assert hanoi("import", "rows.csv").code == 0
    assert names(tmp_path, 2) == ["Xuân Phú", "xuan phu"]


HINT = "hint: type it anew, or save its file as UTF-8\nnothing was written\n"


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("changed", "--name", "Thiáº¿t MÃ¡y"), 'Thiết Bình: changed: the name "Thiáº¿t MÃ¡y"'),
        (("changed", "--name", "Thi\ufffdt"), 'Thiết Bình: changed: the name "Thi\ufffdt"'),
        (("established", "--set", "district=Ä\x90Ã´ng Anh"), 'Vân Hà: established: the district "Ä\\x90Ã´ng Anh"'),
        (("established", "--decision", "2797/Q\ufffd"), 'Vân Hà: established: the decision "2797/Q\ufffd"'),
        (("established", "--decision", "Quyáº¿t Ä‘á»‹nh 1"), 'Vân Hà: established: the decision "Quyáº¿t Ä‘á»‹nh 1"'),
        (("established", "--source", "b\ufffdo"), 'Vân Hà: established: the source "b\ufffdo"'),
        (("established", "--note", "b\ufffdo"), 'Vân Hà: established: the note "b\ufffdo"'),
    ],
)
def test_damaged_text_is_never_recorded(hanoi: Run, command: tuple[str, ...], told: str) -> None:
    stage, *options = command
    ran = hanoi(
        "log",
        "cluster",
        stage,
        "Thiết Bình" if stage == "changed" else "Vân Hà",
        *options,
        "--date",
        "2025-07-01",
        *["--new"] * (stage != "changed"),
    )
    assert ran == Ran("", f"error: {told} is damaged text\n{HINT}", 4)


def test_damaged_text_of_a_list_is_never_recorded(hanoi: Run, tmp_path: Path) -> None:
    put(tmp_path, "2025-01,cluster,established,Xuân Phú,PhÃºc Thá»\x8d", "2025-06,cluster,started,Xuân Mai,Phúc Thọ")
    assert hanoi("import", "rows.csv") == Ran(
        "", 'error: rows.csv:2: Xuân Phú: established: the district "PhÃºc Thá»\\x8d" is damaged text\n' + HINT, 4
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("CCN Liên Hiệp", '"CCN Liên Hiệp" means another cluster, "Liên Hiệp"'),
        ("lien hiep gd 2", '"lien hiep gd 2" means another cluster, "Liên Hiệp giai đoạn 2"'),
    ],
)
def test_a_change_never_gives_the_name_of_another_item(hanoi: Run, tmp_path: Path, name: str, told: str) -> None:
    hint = "hint: where two become one, the one that goes on is changed, and the other one is withdrawn\n"
    error = f"Thiết Bình: changed: {told}\n{hint}nothing was written\n"
    assert hanoi("log", "cluster", "changed", "Thiết Bình", "--name", name) == Ran("", f"error: {error}", 4)
    (tmp_path / "rows.csv").write_text(f"date,kind,stage,item,name\n2026-05,cluster,changed,Thiết Bình,{name}\n")
    assert hanoi("import", "rows.csv") == Ran("", f"error: rows.csv:2: {error}", 4)


def test_a_change_may_spell_the_name_of_its_own_item_otherwise(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("log", "cluster", "changed", "Thiết Bình", "--name", "CCN Thiết\u00a0Bình\u200b").code == 0
    assert last(tmp_path)["name"] == "CCN Thiết Bình"


def test_a_line_break_in_a_name_is_a_space(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("log", "cluster", "started", "Cam\nThượng", "--date", "2026-01-05").code == 0
    assert last(tmp_path)["item"] == "Cam Thượng"
    put(tmp_path, '2026-02,cluster,completed,"CCN\r\n Cam\tThượng",', '2025-06,cluster,started,"Xuân \nPhú",')
    assert hanoi("import", "rows.csv").code == 0
    assert names(tmp_path, 2) == ["Cam Thượng", "Xuân Phú"]


def test_a_new_name_and_a_decision_are_recorded_clean(hanoi: Run, tmp_path: Path) -> None:
    name, decision = "\u200bÐông\u00a0 Qua\u0301ng\u00ad", "2797/QÐ-UBND"
    options = ("--new", "--date", "2025-01", "--decision", decision)
    assert hanoi("log", "cluster", "established", name, *options).code == 0
    assert (last(tmp_path)["item"], last(tmp_path)["decision"]) == ("Đông Quáng", "2797/QĐ-UBND")
    text = f"date,kind,stage,item,decision\n2025-06,cluster,started,{name},{decision}\n"
    (tmp_path / "rows.csv").write_text(text.replace("Qua", "Mai"), encoding="utf-8")
    assert hanoi("import", "rows.csv").code == 0
    assert (last(tmp_path)["item"], last(tmp_path)["decision"]) == ("Đông Maíng", "2797/QĐ-UBND")


NEAR = [
    *(("CCN Thiêt Bình", "Thiết Bình"), ("CCN Thiết Bìn", "Thiết Bình"), ("Thiêt Bình (Đông Anh)", "Thiết Bình")),
    *(("Thiết Bình, Hà Nội", "Thiết Bình"), ("Liên Hiêp GĐ2", "Liên Hiệp giai đoạn 2")),
    *(("CCN Thiêt Bình, huyện Đông Anh", "Thiết Bình"), ("Thiêt Bình, xã Vân Hà", "Thiết Bình")),
]


@pytest.mark.parametrize(("typed", "near"), NEAR)
def test_what_is_near_but_for_prefix_phase_and_place_needs_new(
    hanoi: Run, tmp_path: Path, typed: str, near: str
) -> None:
    put(tmp_path, f'2026-05,cluster,completed,"{typed}",')
    error = f'error: rows.csv:2: cluster "{typed}" nearly equals "{near}"\n'
    hint = f'hint: write it "{near}", or add --new if it is another one\nnothing was written\n'
    assert hanoi("import", "rows.csv") == Ran("", error + hint, 4)
    assert hanoi("import", "rows.csv", "--new").code == 0
    assert names(tmp_path, 1) == [typed]


def test_a_commune_after_a_name_is_left_out_in_a_list_too(hanoi: Run, tmp_path: Path) -> None:
    put(tmp_path, '2026-05,cluster,completed,"CCN Thiết Bình, xã Vân Hà, huyện Đông Anh",')
    assert hanoi("import", "rows.csv") == Ran(
        "",
        'error: rows.csv:2: unknown cluster "CCN Thiết Bình, xã Vân Hà, huyện Đông Anh"\n'
        'hint: leave out "xã Vân Hà": did you mean "Thiết Bình"? a cluster that is new is recorded with --new\n'
        "nothing was written\n",
        4,
    )


def test_a_commune_of_another_item_is_another_place_too(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("log", "cluster", "changed", "Dục Tú", "--date", "2025-07-01", "--set", "commune=Thư Lâm").code == 0
    put(tmp_path, '2025-08,cluster,established,"Thiết Bìn (Thư Lâm)",')
    assert hanoi("import", "rows.csv").code == 0
    put(tmp_path, '2025-08,cluster,established,"Thiết Bìn (Thư Lôm)",')
    assert hanoi("import", "rows.csv").code == 4


def test_other_numbers_phases_and_places_are_not_near(hanoi: Run, tmp_path: Path) -> None:
    put(
        tmp_path,
        "2025-05,cluster,established,Quang Tân I,",
        "2025-05,cluster,established,Quang Tân II,Đông Anh",
        "2025-05,cluster,established,Quang Tân II (Mê Linh),Mê Linh",
        "2025-05,cluster,established,Quang Tân giai đoạn 2,",
        "2025-05,cluster,established,Quang Tân giai đoạn 3,",
        "2025-05,cluster,established,Thiết Bình (Mê Linh),",
    )
    assert hanoi("import", "rows.csv") == Ran(
        "6 rows: 6 recorded in plan.toml, 0 known\n  clusters-total 116 → 122 of 159\n  clusters-new 3 → 9 of 46\n",
        "new cluster (6):\n  Quang Tân I\n  Quang Tân II\n  Quang Tân II (Mê Linh)\n  Quang Tân giai đoạn 2\n"
        "  Quang Tân giai đoạn 3\n  Thiết Bình (Mê Linh)\n",
    )


def test_a_place_word_before_a_district_makes_no_other_one(hanoi: Run, tmp_path: Path) -> None:
    options = ("--date", "2026-05", "--set", "district=huyện Đông Anh")
    assert hanoi("log", "cluster", "completed", "Thiết Bình", *options).code == 0
    assert last(tmp_path)["district"] == "Đông Anh"
    put(tmp_path, "2026-06,cluster,filled,Thiết Bình,H. dong anh", "2025-06,cluster,established,Xuân Mai,xã Đông Anh")
    assert hanoi("import", "rows.csv").code == 0
    assert names(tmp_path, 2) == ["Thiết Bình", "Xuân Mai"]
    assert last(tmp_path)["district"] == "xã Đông Anh"
    before = hanoi("items", "cluster", "--by", "district", "--format", "csv").stdout
    text = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    head, tail = text.rsplit('district = "Đông Anh"', 1)
    (tmp_path / "plan.toml").write_text(f'{head}district = "Huyện Đông Anh"{tail}', encoding="utf-8")
    after = hanoi("items", "cluster", "--by", "district", "--format", "csv").stdout
    assert after == before


WORDS = [
    (("Liên", "Hiệp", "GĐ2"), '"Liên Hiệp giai đoạn 2"'),
    (("phu", "thi"), '"Phú Thị" or "Phù Thị"'),
    (("ccn", "phu", "thi", "thiet", "binh"), '"Phú Thị" or "Phù Thị" "Thiết Bình"'),
    (("Liên Hiệp", "GĐ2", "thiet", "binh"), '"Thiết Bình"'),
]


@pytest.mark.parametrize(("words", "meant"), WORDS)
def test_words_without_quotes_are_looked_up_as_one_name(hanoi: Run, words: tuple[str, ...], meant: str) -> None:
    for item in ("Phú Thị", "Phù Thị"):
        assert hanoi("log", "cluster", "planned", item, "--new", "--date", "2022").code == 0
    ran = hanoi("log", "cluster", "planned", *words, "--date", "2022")
    assert ran.stderr.splitlines()[-2:] == [
        f"hint: a name of several words needs quotes: {meant}",
        "nothing was written",
    ]


def test_a_place_tells_two_items_of_one_name_apart(hanoi: Run) -> None:
    for district in ("Ba Vì", "Mê Linh"):
        options = ("--new", "--date", "2022", "--set", f"district={district}")
        assert hanoi("log", "cluster", "planned", f"Kỳ Hà ({district})", *options).code == 0
    assert hanoi("log", "cluster", "established", "ky ha") == Ran(
        "",
        'error: cluster "ky ha" may be "Kỳ Hà (Ba Vì)" or "Kỳ Hà (Mê Linh)"\n'
        "hint: type the whole name, or its place after it\nnothing was written\n",
        4,
    )
