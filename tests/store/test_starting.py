"""The plans to start from: one text for the data, and what explains them in either language."""

import re
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import Ran, Run

from plantrack.store import disk, starting

TEMPLATES = {"hanoi.toml": (), "blank.toml": ("--blank",)}
# What the skeleton calls its examples, and who promised what is in Hanoi's plan.
PROMISED = "Hanoi Department of Industry and Trade, presented by its acting director on 20 April 2021"
NAMES = {
    PROMISED: "Sở Công Thương Hà Nội, Quyền Giám đốc trình bày ngày 20/4/2021",
    "Example plan, 2025-2029": "Kế hoạch mẫu 2025-2029",
    "School": "Trường học",
    "Schools open in the district": "Trường học mở trên địa bàn",
    "schools": "trường",
    "Homes with clean water": "Hộ dân được dùng nước sạch",
    "percent": "%",
}
LETTERS = re.compile(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", re.IGNORECASE)


def english(name: str) -> str:
    return disk.read_template(name).decode()


def vietnamese(run: Run, folder: Path, name: str) -> str:
    assert run("init", name, *TEMPLATES[name], "--lang", "vi").code == 0
    return (folder / name).read_bytes().decode()


def renamed(data: Any) -> Any:
    match data:
        case dict():
            return {key: renamed(value) for key, value in data.items()}
        case list():
            return [renamed(value) for value in data]
        case _:
            return NAMES.get(data, data) if isinstance(data, str) else data


def used(text: str) -> str:
    """Return a plan in which all lines that can be used are, but for those that say a thing once more."""
    once = re.sub(r"^#(?:title = \{|pace|start =|due).*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^#(?! |$)", "", once, flags=re.MULTILINE)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_translates_nothing_changes_nothing(name: str) -> None:
    assert starting.translate_plan(english(name), str) == english(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_in_vietnamese_it_is_the_same_plan_on_the_same_lines(plantrack: Run, tmp_path: Path, name: str) -> None:
    written = vietnamese(plantrack, tmp_path, name)
    assert tomli.loads(written) == renamed(tomli.loads(english(name)))
    keys = [[line.partition(" ")[0] for line in text.splitlines()] for text in (written, english(name))]
    assert keys[0] == keys[1]
    assert plantrack("check", "--strict", "--plan", name) == Ran(f"{name}: no errors, no warnings\n")


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_text_that_explains_it_is_told_in_vietnamese(plantrack: Run, tmp_path: Path, name: str) -> None:
    told = starting.collect_texts(vietnamese(plantrack, tmp_path, name))
    texts = starting.collect_texts(english(name))
    assert len(told) == len(texts) > 20
    assert [text for text in told if not LETTERS.search(text) and text not in NAMES.values()] == []
    assert [theirs for ours, theirs in zip(told, texts, strict=True) if ours == theirs] == []
    assert [line for text in told for line in text.splitlines() if len(line) > 120] == []


def test_each_line_of_the_skeleton_that_can_be_used_is_sound(plantrack: Run, tmp_path: Path) -> None:
    for text in (english("blank.toml"), vietnamese(plantrack, tmp_path, "blank.toml")):
        (tmp_path / "plan.toml").write_text(used(text), encoding="utf-8")
        assert plantrack("check", "--strict") == Ran("plan.toml: no errors, no warnings\n")
    data = tomli.loads(used(text))
    assert data["milestones"][0]["item"] == "Tiểu học Hòa Bình"
    assert data["kinds"]["school"]["labels"] == {"started": "khởi công"}


def test_what_explains_a_line_stands_where_it_stood() -> None:
    text = 'title = "School"     # of one\nunit = "s"  # of it\n#end = 1 # a\n#end = 2\n# # no\n'
    given = {"School": "Trường học", "of one": "một", "s": "trường", "of it": "nó", "a": "b", "# no": "# không"}
    assert starting.collect_texts(text) == ["# no", "School", "of one", "s", "of it", "a"]
    assert starting.translate_plan(text, given.__getitem__) == (
        'title = "Trường học" # một\nunit = "trường" # nó\n#end = 1 # b\n#end = 2\n# # không\n'
    )
