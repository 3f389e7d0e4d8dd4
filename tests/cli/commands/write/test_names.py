"""Names, places and evidence as people type them: one item for one name, and nothing damaged in the plan."""

from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run

HEAD = "date,kind,stage,item,district\n"


def put(tmp_path: Path, *rows: str) -> None:
    (tmp_path / "rows.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8", newline="")


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
