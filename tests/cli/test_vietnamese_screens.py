"""Vietnamese tables on a screen of 80 columns: titles can be read, figures are whole, targets go by their titles."""

from pathlib import Path

import pytest
from conftest import TESTS, Run


@pytest.fixture
def at_80(hanoi: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the function that runs a command on the example plan on a screen of 80 columns."""
    monkeypatch.setattr("plantrack.cli.app.is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "80")
    return hanoi


FALLS = """\
Hộ gia đình
tính đến 30/6/2025 · đã qua 90% thời gian

chỉ tiêu         đánh giá        thực hiện                       so với phải đạt
Số hộ nghèo      ▼ chậm tiến độ  13.000, mục tiêu không quá 800  cao hơn 9.360
Tỷ lệ thất       ● đúng tiến độ    19,2, mục tiêu không quá 18,  cao hơn 0,32
thoát nước                         phấn đấu 15
waste            ✓ đạt               48, mục tiêu không quá 50   thấp hơn 7,9
lược cột: đơn vị tính, số báo cáo, sớm/chậm, tiến độ, phải đạt, dự báo, thời
"""


def test_a_title_is_whole_before_a_bar_is_and_before_what_is_said_behind_a_figure(at_80: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes((TESTS / "plans" / "falls.toml").read_bytes())
    ran = at_80("status", "--as-of", "2025-06-30", "--color", "never", "--lang", "vi")
    assert "".join(ran.stdout.splitlines(keepends=True)[:9]) == FALLS


LARGE = """
[targets.output]
title = { en = "Industrial output of the city", vi = "Giá trị sản xuất công nghiệp toàn thành phố" }
baseline = 1_000_000
goal = 1_850_000.5
revised = [{ from = 2023-07-01, goal = 1_900_000.5 }]

[[measurements]]
target = "output"
date = 2024-12-31
value = 1_250_000.5
"""
AMONG_LARGE = """\
chỉ tiêu              đánh giá         thực hiện                so với phải đạt
Công nghiệp   ▼ 1 chậm tiến độ
  Cụm công nghiệp     ▼ chậm tiến độ           113/159          thiếu 36
  toàn thành phố
không thuộc nhóm nào   ▼ 1 chậm tiến độ
  Giá trị sản xuất    ▼ chậm tiến độ*  1.250.000,5/1.900.000,5  thiếu 460.032,72
  công nghiệp toàn
  thành phố
lược cột: đơn vị tính, sớm/chậm, tiến độ, phải đạt, thời hạn, số liệu mới nhất,
mã (màn hình rộng hơn, hoặc --format json)

* Giá trị sản xuất công nghiệp toàn thành phố: mục tiêu 1.850.000,5 →
1.900.000,5 từ 01/7/2023
"""


def test_a_figure_is_never_broken_and_its_title_wraps(at_80: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + LARGE, encoding="utf-8")
    asked = ("status", "clusters-total", "output", "--as-of", "2024-12-31", "--color", "never", "--lang", "vi")
    assert "".join(at_80(*asked).stdout.splitlines(keepends=True)[3:16]) == AMONG_LARGE


def test_what_is_broken_down_is_headed_by_titles(at_80: Run) -> None:
    words = ("status", "clusters-total", "clusters-new", "clusters-started", "--by", "district", "--as-of", "2025")
    lines = at_80(*words, "--color", "never", "--lang", "vi").stdout.splitlines()
    assert lines[3:7] == [
        "                                        Cụm công      Cụm công      Cụm khởi",
        "                                     nghiệp toàn  nghiệp thành     công hoặc",
        "quận, huyện        Cụm công nghiệp     thành phố       lập mới    hoàn thành",
        "hiện trạng đầu kỳ                            113             0             0",
    ]
    english = at_80(*words, "--color", "never").stdout.splitlines()
    assert english[3] == "district     Industrial cluster  clusters-total  clusters-new  clusters-started"


def test_the_records_of_a_time_stand_under_the_title_of_their_target(at_80: Run) -> None:
    words = ("status", "clusters-started", "--since", "2025-10", "--as-of", "2025-12-31", "--color", "never")
    lines = at_80(*words, "--lang", "vi").stdout.splitlines()
    assert [" ".join(line.split()) for line in lines[-4:-1]] == [
        "chỉ tiêu ngày nội dung căn cứ",
        "Cụm khởi công hoặc 12/11/2025 Cụm khởi công hoặc hoàn thành vietnamnews…",
        "hoàn thành 32, tổng số",
    ]


EXPECTED = """
[[milestones]]
expected = "2027-Q2"
kind = "cluster"
stage = "completed"
item = "Kim Bài"
decision = "31/KH-UBND"
"""
END_OF_FORM_3 = """\
     Tổng cộng        8           18             15          0           0
Kim Bài: hoàn thành hạ tầng: dự kiến quý II/2027
Tổng cộng: 36 cụm; Diện tích (ha) 379,47; diện tích (ha): 13 chưa rõ; quy hoạch:
28 chưa rõ; thành lập: 10 chưa rõ
lược cột: Địa điểm, Diện tích (ha), Căn cứ (màn hình rộng hơn, hoặc --format
json)
"""


def test_a_form_tells_below_what_its_sum_and_its_notes_say_in_columns_that_leave(at_80: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + EXPECTED, encoding="utf-8")
    ran = at_80("form", "3", "--kind", "cluster", "--color", "never", "--lang", "vi")
    assert ran.stdout.endswith(f"\n{END_OF_FORM_3}")


END_OF_FORM_4 = """\
21   Tín An              Thường Tín  Quy hoạch (6T đầu 2024)  31/12/2025     328
     Tổng cộng           21 cụm
lược cột: Bước còn thiếu, Lý do, Đề xuất (màn hình rộng hơn, hoặc --format json)
"""


def test_what_is_to_be_written_by_hand_leaves_before_where_an_item_lies(at_80: Run) -> None:
    ran = at_80("form", "4", "--kind", "cluster", "--missing", "started", "--color", "never", "--lang", "vi")
    assert ran.stdout.endswith(f"\n{END_OF_FORM_4}")


def test_how_an_item_counts_is_told_in_few_lines(at_80: Run) -> None:
    lines = at_80("show", "clusters-started", "--color", "never", "--lang", "vi").stdout.splitlines()
    first = lines.index("công trình đã rõ tên (15)") + 1
    assert lines[first : first + 4] == [
        "tên                       bước       ngày         cách tính         căn cứ",
        "Võng Xuyên                khởi công  21/07/2022   đã tính trong số  hanoitimes.…",
        "                                                  báo cáo ngày",
        "                                                  12/11/2025",
    ]


END_AT_60 = """\
     Tổng cộng            0          0          0
Tổng cộng: 2 khu; Diện tích (ha) 300; Quy hoạch (quyết định,
ngày) 2; diện tích (ha): 1 chưa rõ
lược cột: Địa điểm, Diện tích (ha), Quy hoạch (quyết định,
ngày), Căn cứ (màn hình rộng hơn, hoặc --format json)
"""


def test_a_figure_of_the_sum_is_told_with_the_heading_of_its_column(
    at_80: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    ran = at_80("form", "3", "--kind", "park", "--color", "never", "--lang", "vi")
    assert ran.stdout.endswith(f"\n{END_AT_60}")


def test_no_line_of_the_help_is_wider_than_the_screen(at_80: Run) -> None:
    told = at_80("help", "--lang", "vi").stdout.splitlines()
    assert [line for line in told if len(line) > 80] == []
