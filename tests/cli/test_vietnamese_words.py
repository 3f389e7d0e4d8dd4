"""Whoever reads Vietnamese alone types what is printed, and is told of it in the same words."""

from pathlib import Path

import pytest
from conftest import Ran, Run

from plantrack.plan.arithmetic.status import WORST_FIRST

# As the tables have them, and as they are typed without accents.
STATUSES = {
    "attention": ("cần quan tâm", "can quan tam"),
    "missed": ("không đạt", "khong dat"),
    "behind": ("chậm tiến độ", "cham tien do"),
    "at-risk": ("nguy cơ chậm", "nguy co cham"),
    "unreported": ("chưa báo cáo", "chua bao cao"),
    "no-data": ("chưa có số liệu", "chua co so lieu"),
    "met-late": ("đạt quá hạn", "dat qua han"),
    "on-track": ("đúng tiến độ", "dung tien do"),
    "open": ("chưa đến hạn", "chua den han"),
    "met": ("đạt", "dat"),
    "not-started": ("chưa bắt đầu", "chua bat dau"),
    "no-goal": ("theo dõi", "theo doi"),
}


def test_the_statuses_are_all_that_there_are() -> None:
    assert [*STATUSES] == ["attention", *WORST_FIRST]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("as_of", ["2025-06-30", "2026-01-01"])
def test_a_status_is_asked_for_by_the_word_that_is_printed(hanoi: Run, status: str, as_of: str) -> None:
    asked = ("--lang", "vi", "--as-of", as_of)
    meant = hanoi("status", "--only", status, *asked)
    printed, bare = STATUSES[status]
    assert meant.code == 0
    for word in (printed, bare, printed.upper()):
        assert hanoi("status", "--only", word, *asked) == meant


# On 1 January 2026 five targets are missed, and clusters-started is one of them.
@pytest.mark.parametrize(("status", "code"), [("nguy cơ chậm", 1), ("cham tien do", 1), ("không đạt", 1)])
def test_a_script_stops_at_the_word_that_is_printed(hanoi: Run, status: str, code: int) -> None:
    asked = ("status", "clusters-started", "--as-of", "2026-01-01", "--lang", "vi", "--fail-if")
    assert hanoi(*asked, status).code == code
    assert hanoi(*asked, "chưa báo cáo").code == 0


KNOWN = (
    "attention (cần quan tâm), missed (không đạt), behind (chậm tiến độ), at-risk (nguy cơ chậm), "
    "unreported (chưa báo cáo), no-data (chưa có số liệu), met-late (đạt quá hạn), on-track (đúng tiến độ), "
    "open (chưa đến hạn), met (đạt), not-started (chưa bắt đầu), no-goal (theo dõi)"
)
FAILING = (
    "at-risk (nguy cơ chậm), behind (chậm tiến độ), missed (không đạt), no-data (chưa có số liệu), "
    "unreported (chưa báo cáo)"
)
STAGES = (
    "planned (quy hoạch), established (thành lập), started (khởi công), completed (hoàn thành hạ tầng), "
    "filled (lấp đầy)"
)
KINDS = (
    "cluster (cụm công nghiệp), park (khu công nghiệp), wholesale-market (chợ đầu mối), "
    "rural-market (chợ nông thôn), craft-village (làng nghề), night-economy (khu vực kinh tế đêm)"
)
ATTRIBUTES = "district (quận, huyện), commune (xã, phường), area_ha (diện tích (ha))"
UNKNOWN = [
    ("due --fail-if xyz", 'lỗi: --fail-if: không có giá trị "xyz"\ngợi ý: hiện có: late (quá hạn)\n'),
    ("status --only xyz", f'lỗi: không có đánh giá "xyz"\ngợi ý: hiện có: {KNOWN}\n'),
    ("status --only chạm_tiến_độ", 'lỗi: không có đánh giá "chạm tiến độ"\ngợi ý: có phải "behind" (chậm tiến độ)?\n'),
    ("status --fail-if xyz", f'lỗi: --fail-if: không có giá trị "xyz"\ngợi ý: hiện có: {FAILING}\n'),
    ("items xyz", f'lỗi: không có loại công trình "xyz"\ngợi ý: hiện có: {KINDS}\n'),
    ("items cluster --missing xyz", f'lỗi: cụm công nghiệp không có bước "xyz"\ngợi ý: hiện có: {STAGES}\n'),
    ("items cluster --by xyz", f'lỗi: cụm công nghiệp không có thuộc tính "xyz"\ngợi ý: hiện có: {ATTRIBUTES}\n'),
    ("form 4 --kind cluster", f"lỗi: biểu 4 cần --missing\ngợi ý: hiện có: {STAGES}\n"),
    ("form 5 --kind cluster", f"lỗi: biểu 5 cần --by\ngợi ý: hiện có: {ATTRIBUTES}\n"),
    ("form 5", f"lỗi: biểu 5 cần --kind\ngợi ý: hiện có: {KINDS}\n"),
    # Without the quotes.
    (
        "status --only đúng tiến độ",
        "lỗi: --only là một đoạn chữ, nhưng đã gõ rời thành nhiều từ: đúng tiến độ\n"
        'gợi ý: nội dung có nhiều từ cần dấu ngoặc kép: --only "đúng tiến độ"\n',
    ),
    (
        "status --fail-if chậm tiến độ",
        "lỗi: --fail-if là một đoạn chữ, nhưng đã gõ rời thành nhiều từ: chậm tiến độ\n"
        'gợi ý: nội dung có nhiều từ cần dấu ngoặc kép: --fail-if "chậm tiến độ"\n',
    ),
]


@pytest.mark.parametrize(("command", "told"), UNKNOWN)
def test_what_is_known_is_listed_with_its_words(hanoi: Run, command: str, told: str) -> None:
    words = [word.replace("_", " ") for word in command.split(" ")]
    assert hanoi(*words, "--lang", "vi") == Ran("", told, 2)


@pytest.mark.parametrize("stage", ["đưa ra khỏi danh mục", "dua ra khoi quy hoach", "withdrawn"])
def test_a_withdrawal_is_typed_as_it_is_printed(hanoi: Run, stage: str) -> None:
    ran = hanoi("log", "cluster", stage, "Kim Bài", "--date", "2026-10-01", "--source", "x", "--lang", "vi")
    assert ran == Ran(
        "Kim Bài: cụm công nghiệp đưa ra khỏi quy hoạch, ngày 01/10/2026, đã ghi vào plan.toml\n"
        "  Cụm công nghiệp toàn thành phố không đổi: Kim Bài chưa có ngày thành lập\n"
        "  Cụm công nghiệp thành lập mới không đổi: Kim Bài chưa có ngày thành lập\n"
        "  Cụm khởi công hoặc hoàn thành: 32 → 31/43\n"
        "  Cụm hoàn thành hạ tầng kỹ thuật không đổi: Kim Bài chưa có ngày hoàn thành hạ tầng\n"
        "  Cụm công nghiệp đã lấp đầy không đổi: Kim Bài chưa có ngày lấp đầy\n"
    )


def test_a_change_is_typed_as_it_is_printed(hanoi: Run, tmp_path: Path) -> None:
    ran = hanoi("log", "cluster", "thay đổi", "Kim Bài", "--name", "Kim Bài 2", "--date", "2026-10-01", "--lang", "vi")
    assert ran.stdout.startswith("Kim Bài: cụm công nghiệp thay đổi, ngày 01/10/2026, đã ghi vào plan.toml\n")
    assert 'stage = "changed"\nitem = "Kim Bài"\nname = "Kim Bài 2"\n' in tmp_path.joinpath("plan.toml").read_text()


def test_a_receipt_names_targets_by_their_titles(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("measure", "clusters-started", "33", "--date", "2026-10-01", "--lang", "vi") == Ran(
        "Cụm khởi công hoặc hoàn thành: 33, ngày 01/10/2026, đã ghi vào plan.toml\n"
        "  Cụm khởi công hoặc hoàn thành: 32 → 33/43\n"
    )
    assert hanoi("measure", "clusters-started", "34", "--date", "2026-10-01", "--correct", "--lang", "vi") == Ran(
        "Cụm khởi công hoặc hoàn thành: 34, ngày 01/10/2026, đã ghi vào plan.toml\n"
        "  thay giá trị cũ 33\n"
        "  Cụm khởi công hoặc hoàn thành: 33 → 34/43\n"
    )
    assert hanoi("comment", "clusters-started", "Chờ mặt bằng.", "--date", "2026-10-01", "--lang", "vi") == Ran(
        "Cụm khởi công hoặc hoàn thành: thuyết minh, ngày 01/10/2026, đã ghi vào plan.toml\n  số liệu không đổi\n"
    )
    rows = "date,target,value\n2026-10-01,clusters-started,35\n2026-10-01,parks-new,1\n"
    tmp_path.joinpath("totals.csv").write_text(rows)
    assert hanoi("import", "totals.csv", "--correct", "--lang", "vi").stdout == (
        "2 dòng: đã ghi 2 vào plan.toml, 0 đã có\n"
        "  Cụm khởi công hoặc hoàn thành: thay giá trị cũ 34\n"
        "  Cụm khởi công hoặc hoàn thành: 34 → 35/43\n"
        "  Khu công nghiệp mới: 0 → 1/2-3\n"
    )


# What stands in no file is called as people call it, and not by the key that it would have there.
MISSING = [
    ("measure clusters-started -3", "giá trị của chỉ tiêu đếm công trình phải là số nguyên từ 0, không phải -3"),
    ("log cluster started _", "công trình không được để trống"),
    ("log cluster changed Kim_Bài --name _", "tên không được để trống"),
    ("comment clusters-new _", "nội dung không được để trống"),
    ("comment clusters-new a\x07", 'nội dung không được có ký tự điều khiển: "a\\x07"'),
]


@pytest.mark.parametrize(("command", "told"), MISSING)
def test_a_key_that_nobody_typed_is_called_by_its_word(hanoi: Run, command: str, told: str) -> None:
    words = [word.replace("_", " ") for word in command.split(" ")]
    ran = hanoi(*words, "--lang", "vi")
    assert ran.stderr == f"lỗi: {told}\nchưa ghi gì vào tệp\n"
    assert ran.code in (2, 3, 4)


def test_a_cell_that_is_missing_is_called_by_its_word(hanoi: Run, tmp_path: Path) -> None:
    rows = "date,target,value\n2026-05-01,parks-new,\n,parks-new,1\n2026-05-01,,1\n"
    tmp_path.joinpath("totals.csv").write_text(rows)
    assert hanoi("import", "totals.csv", "--lang", "vi").stderr == (
        "lỗi: totals.csv:2: thiếu giá trị\nlỗi: totals.csv:3: thiếu ngày\nlỗi: totals.csv:4: thiếu chỉ tiêu\n"
        "chưa ghi gì vào tệp\n"
    )


def test_a_target_without_a_group_is_in_none(plantrack: Run, tmp_path: Path) -> None:
    plan = """\
[plan]
title = "Nước"
start = 2025-01-01
end = 2029-12-31
[targets.water]
title = "Nước sạch"
group = "Hạ tầng"
[targets.schools]
title = "Trường học"
"""
    tmp_path.joinpath("plan.toml").write_text(plan, encoding="utf-8")
    assert "\nkhông thuộc nhóm nào   · 1 theo dõi\n  Trường học" in plantrack("status", "--lang", "vi").stdout
    assert "\nno group   · 1 followed\n  Trường học" in plantrack("status").stdout


@pytest.mark.parametrize(("period", "typed"), [("quý I/2024", '"quý I/2024"'), ("2024-Q1", "2024-Q1")])
def test_what_a_hint_tells_to_type_is_accepted_as_it_stands(hanoi: Run, period: str, typed: str) -> None:
    ran = hanoi("status", "--during", period, "--since", "2024", "--lang", "vi")
    hint = f"gợi ý: --during {typed} là cách viết ngắn của --since {typed} --as-of {typed}\n"
    assert ran == Ran("", f"lỗi: --during và --since không dùng cùng nhau\n{hint}", 2)
    since = hanoi("status", "--since", period, "--as-of", period, "--lang", "vi")
    assert hanoi("status", "--during", period, "--lang", "vi") == since
    assert since.code == 0


def test_what_is_late_stops_a_script_by_the_word_that_is_printed(hanoi: Run) -> None:
    assert hanoi("log", "cluster", "completed", "Kim Bài", "--expected", "2025-12-31").code == 0
    for word in ("late", "quá hạn", "qua han"):
        assert hanoi("due", "--fail-if", word, "--as-of", "2026-01-31", "--lang", "vi").code == 1
        assert hanoi("due", "--fail-if", word, "--as-of", "2025-01-31", "--lang", "vi").code == 0
