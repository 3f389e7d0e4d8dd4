"""What a plan says stands in a Vietnamese message as it does in a table: its words, its dates, its decimal comma."""

from pathlib import Path

import pytest
from conftest import TESTS, Ran, Run

PLAN = """\
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.school]
title = { en = "School", vi = "Trường học" }
stages = ["started", "opened"]
attributes = { district = "text", pupils = "number" }
[kinds.school.labels]
started = { en = "begun", vi = "khởi công" }
district = { en = "district", vi = "quận, huyện" }
pupils = { en = "pupils", vi = "học sinh" }
[targets.water]
unit = "%"
baseline = 50.5
[[milestones]]
date = 2024-06-05
kind = "school"
stage = "started"
item = "Hòa Bình"
district = "Ba Vì"
[[milestones]]
date = 2024-07-05
kind = "school"
stage = "changed"
item = "Hòa Bình"
pupils = 15.5
[[measurements]]
date = 2024-06-30
target = "water"
value = 62.5
[[comments]]
date = 2024-06-30
target = "water"
text = "Chậm."
"""


@pytest.fixture
def plans(plantrack: Run, tmp_path: Path) -> Run:
    """Return the function that runs a command on a plan beside which another one, `other.toml`, says all otherwise."""
    other = PLAN
    for own, theirs in (
        ("2024-06-05", "2024-06-07"),
        ("Ba Vì", "Ba Đình"),
        ("15.5", "16.25"),
        ("62.5", "63.5"),
        ("Chậm", "Nhanh"),
    ):
        other = other.replace(own, theirs)
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "other.toml").write_text(other, encoding="utf-8")
    (tmp_path / "wide.csv").write_text("tên;khởi công;học sinh\nHòa Bình;05/6/2024;99,5\n", encoding="utf-8")
    return plantrack


TAKE = "--correct lấy theo other.toml; muốn giữ số liệu ở đây thì sửa ở đó\n"
CONFLICTS = f"""\
lỗi: other.toml:15: Hòa Bình: khởi công: quận, huyện là "Ba Đình", nhưng ở plan.toml:15 là "Ba Vì"
gợi ý: công trình khác cần tên riêng, ở một trong hai kế hoạch; {TAKE}\
lỗi: other.toml:15: Hòa Bình: khởi công: ngày là 07/6/2024, nhưng ở plan.toml:15 là 05/6/2024
lỗi: other.toml:21: Hòa Bình: thay đổi: học sinh là 16,25, nhưng ở plan.toml:21 là 15,5
lỗi: other.toml:27: water: tổng số: giá trị là 63,5, nhưng ở plan.toml:27 là 62,5
lỗi: other.toml:31: water: thuyết minh: nội dung là "Nhanh.", nhưng ở plan.toml:31 là "Chậm."
gợi ý: {TAKE}\
chưa ghi gì vào tệp
"""


def test_a_conflict_of_two_plans_has_the_words_of_the_plan(plans: Run) -> None:
    assert plans("import", "other.toml", "--lang", "vi") == Ran("", CONFLICTS, 4)


TOLD = [
    # A number of the plan, and not as the file has it.
    (
        'log school changed "Hòa Bình" --date 2024-07-05 --set pupils=17.5',
        "lỗi: Hòa Bình: thay đổi ngày 05/7/2024 đã ghi học sinh là 15,5, khác với 17,5\n"
        "gợi ý: nếu nội dung đã ghi là sai, thêm --correct\nchưa ghi gì vào tệp\n",
        4,
    ),
    (
        "import wide.csv --kind school",
        "lỗi: wide.csv:2: Hòa Bình: học sinh đã ghi là 15,5, ở đây là 99,5\n"
        "gợi ý: điều thay đổi từ một ngày thì cần --date, điều đã ghi sai thì cần --correct; "
        "công trình khác thì cần tên riêng\nchưa ghi gì vào tệp\n",
        4,
    ),
    # A kind, unless it is to be typed.
    (
        "import wide.csv",
        "lỗi: wide.csv:1: mỗi dòng một công trình, có cột theo bước của trường học\n"
        "gợi ý: thêm --kind school\nchưa ghi gì vào tệp\n",
        2,
    ),
    # A date that was read, and in the hint as it is typed.
    ("status --since 5/6/2027", "lỗi: --since 05/06/2027 sau ngày tính số liệu, 24/11/2026\n", 2),
    (
        "due --until 5/6/2021",
        "lỗi: --until 05/06/2021 đã qua vào ngày tính số liệu, 24/11/2026\n"
        "gợi ý: xem nội dung quá hạn đến lúc đó: --as-of 2021-06-05\n",
        2,
    ),
    (
        "status --as-of 45838",
        'lỗi: --as-of: "45838" không phải là ngày\ngợi ý: đây là số ngày của Excel, 30/6/2025: định dạng cột là ngày\n',
        2,
    ),
    # What was broken on its way.
    (
        'log school opened "Hòa Bình" --date 2025-01-01 --decision 1\ufffd',
        'lỗi: Hòa Bình: opened: văn bản "1\ufffd": chữ bị lỗi mã\n'
        "gợi ý: gõ lại, hoặc lưu tệp với mã UTF-8\nchưa ghi gì vào tệp\n",
        4,
    ),
]


@pytest.mark.parametrize(("command", "told", "code"), TOLD)
def test_what_a_plan_says_is_told_as_people_read_it(plans: Run, command: str, told: str, code: int) -> None:
    words = [word.replace("_", " ") for word in command.replace('"Hòa Bình"', "Hòa_Bình").split()]
    assert plans(*words, "--lang", "vi") == Ran("", told, code)


CHECKED = [
    (
        "warning-milestone-recorded-after-today",
        "cảnh báo: plan.toml:15: milestones: Thiết Bình: started ngày 06/9/2023 được ghi sau hôm nay, lúc 08:00 ngày "
        "05/01/2027\n",
    ),
    # What stands in the file stands so in the message: it is looked for there.
    (
        "interim-before-start",
        "lỗi: plan.toml:15: targets.clusters-total.interim[1]: by 2020-12-31 phải nằm giữa start 2021-01-01 và due "
        "2025-12-31\n",
    ),
]


@pytest.mark.parametrize(("plan", "told"), CHECKED)
def test_what_is_wrong_in_a_file_is_told_by_its_keys(plantrack: Run, tmp_path: Path, plan: str, told: str) -> None:
    (tmp_path / "plan.toml").write_bytes((TESTS / "gallery" / f"{plan}.toml").read_bytes())
    assert plantrack("check", "--lang", "vi").stdout.startswith(told)


def test_a_name_that_may_be_a_slip_is_told_with_its_kind(plans: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    other = '[[milestones]]\ndate = 2024\nkind = "school"\nstage = "started"\nitem = "Hòa Bìn"\ndecision = "1"\n'
    plan.write_text(PLAN + other.replace("2024", '"2024"'), encoding="utf-8")
    told = 'cảnh báo: plan.toml:39: milestones: Hòa Bìn: có thể gõ nhầm: có trường học khác tên là "Hòa Bình"\n'
    assert told in plans("check", "--lang", "vi").stdout


USAGE = [
    ("log", "Cách dùng: plantrack log [TÙY CHỌN] LOẠI BƯỚC CÔNG-TRÌNH...\n"),
    ("show", "Cách dùng: plantrack show [TÙY CHỌN] CHỈ-TIÊU-hoặc-CÔNG-TRÌNH\n"),
    ("status", "Cách dùng: plantrack status [TÙY CHỌN] [CHỈ-TIÊU]...\n"),
]


@pytest.mark.parametrize(("command", "told"), USAGE)
def test_what_stands_for_a_value_is_called_as_on_the_pages(plantrack: Run, command: str, told: str) -> None:
    assert plantrack(command, "--help", "--lang", "vi").stdout.startswith(told)


MISSING = [
    (
        "log school",
        "lỗi: thiếu tham số BƯỚC: started, opened, withdrawn, changed\n"
        "gợi ý: plantrack log --help\n"
        "chưa ghi gì vào tệp\n",
    ),
    (
        "log school started",
        "lỗi: thiếu tham số CÔNG-TRÌNH...\n"
        "gợi ý: `plantrack items school` liệt kê những công trình đã có\n"
        "chưa ghi gì vào tệp\n",
    ),
    (
        "show",
        "lỗi: thiếu tham số CHỈ-TIÊU-hoặc-CÔNG-TRÌNH\n"
        "gợi ý: `plantrack status` liệt kê các chỉ tiêu, `plantrack items LOẠI` liệt kê công trình\n",
    ),
    (
        "form 9",
        'lỗi: BIỂU: không có giá trị "9"\n'
        "gợi ý: hiện có: 1, 2, 3, 4, 5, 6, targets, period, items, missing, places, sources\n",
    ),
    (
        "log school started X --set pupils",
        'lỗi: --set: "pupils" không có dạng TÊN=GIÁ-TRỊ\ngợi ý: như --set pupils="…"\nchưa ghi gì vào tệp\n',
    ),
]


@pytest.mark.parametrize(("command", "told"), MISSING)
def test_a_missing_word_is_called_as_in_the_help(plans: Run, command: str, told: str) -> None:
    assert plans(*command.split(), "--lang", "vi") == Ran("", told, 2)
