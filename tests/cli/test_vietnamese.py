"""The program in Vietnamese: nothing English is left, what machines read stays, and the words are those of reports."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import tomli
from catalogue import CATALOGUE, collect_messages, find_translation, update_catalogue
from conftest import TESTS, Ran, Run

from plantrack.cli.app import build_program
from plantrack.cli.registry import REGISTRY
from plantrack.plan.arithmetic.status import WORST_FIRST
from plantrack.render.text.widths import measure_text
from plantrack.store.disk import read_plan_schema

GALLERY = sorted(TESTS.joinpath("gallery").glob("*.toml"))
# Not in options, paths, addresses, ids, keys with their values, what can be chosen, tags, what is typed in an
# example, and what stands for a value.
_WORD = re.compile(r"(?<![\w./<$|`-])[A-Za-z][a-z]+(?![\w/=|>-]|\.\w)")
_CHOICES = re.compile(r"<[^<>]+>|^  [a-z]+ |^    plantrack .*", re.MULTILINE)
_UPDATED = update_catalogue(CATALOGUE.read_text(encoding="utf-8"))


def words_of(text: str) -> set[str]:
    """Return the words of a text that are words of a language."""
    return {word.casefold() for word in _WORD.findall(_CHOICES.sub(" ", text))}


def english_words() -> set[str]:
    """Return the words of the catalogue that no translation has: ids, keys and commands are in both."""
    english: set[str] = set()
    kept: set[str] = set()
    for message in collect_messages():
        forms = (message.id,) if isinstance(message.id, str) else message.id
        for form in forms:
            english |= words_of(re.sub(r"\{\w+\}", "", form))
        kept |= words_of(re.sub(r"\{[\w:]+\}", "", find_translation(_UPDATED, forms[0], message.meaning)))
    return english - kept


def choices() -> Iterator[str]:
    """Give each word that an option can have, which is the same in every language."""
    program = build_program()
    for name in REGISTRY:
        for parameter in program.get_command(None, name).params:
            yield from getattr(parameter.type, "choices", ())


ENGLISH = english_words()
SCHEMA = read_plan_schema().decode()
# What can be chosen, the keys of a plan file, and what an example of one has.
WORDS = " ".join((*choices(), *WORST_FIRST, *re.findall(r'"(\w+)": \{', SCHEMA), '"planned"'))


def texts_of(value: object) -> Iterator[str]:
    """Give each key and text of a plan as it was read, without what its comments say."""
    match value:
        case dict():
            for key, inner in value.items():
                yield str(key)
                yield from texts_of(inner)
        case list():
            for inner in value:
                yield from texts_of(inner)
        case _:
            yield str(value)


def find_english(ran: Ran, *own: str) -> set[str]:
    """Return the English words of an answer, but for those of the plan and of the command line."""
    return words_of(ran.stdout + ran.stderr) & ENGLISH - words_of(re.sub(r"[\W_]", " ", " ".join((WORDS, *own))))


def test_the_list_of_english_words_is_long_enough_to_mean_something() -> None:
    assert len(ENGLISH) > 500
    assert {"nothing", "was", "written", "unknown", "did", "you", "mean", "records", "earlier"} <= ENGLISH


COMMANDS = [
    "", "status", "status --as-of 2024-12-31", "status --as-of 2019", "status --as-of 2030",
    "status --since 2024-07-01", "status --since 2025 --by district", "status --by district --as-of 2025-06-30",
    "status --only attention --sort worst --as-of 2023", "status --known 2025-01-01", "status --group Industry",
    "status --format markdown --as-of 2024-12-31", "status --during 2024-H2", "items cluster",
    "items cluster --by district --as-of 2025", "items cluster --stage started --missing filled", "items park",
    "items cluster --missing started", "items wholesale-market --format markdown", "show clusters-started",
    "show clusters-total --as-of 2023-06", "show clusters-started --format markdown", "show vending-machines",
    "show parks-new --as-of 2024", "show wholesale-markets --as-of 2022", "show thiet-binh", "show Thiet_Binh",
    "history", "history --since 2025 --as-of 2030", "history --kind cluster", "history --target clusters-started",
    "chart clusters-started", "chart clusters-total key-products --as-of 2022",
    "chart clusters-started --format markdown", "check", "check --format github",
    "form 1", "form 2 --during 2025", "form 3 --kind cluster --by district", "form 4 --kind park --missing operating",
    "form 5 --kind cluster --by district --format csv", "form 6 --as-of 2025-06-30 --format html",
    *(f"{name} --help" for name in REGISTRY),
]  # fmt: skip
ERRORS = [
    "status --as-of 5/6/2025", "status --as-of soon", "status --as-of 2024-13", "status --as-of 30/2/2024",
    "status --as-of 2021-2025", "status --as-of 9_tháng_đầu_năm_2024", "status --as-of T6", "status --as-of 45838",
    "status --since 2030", "status --during 2024 --since 2024", "status nope", "status --by nope",
    "status vending-machines --by district", "status --group nope", "status --owner nope", "status --only nope",
    "status --excel --format json", "status --format nope", "status --nope", "status --as-of",
    "status --plan nope.toml", "status --known 2020 --plan .", "statuss", "nope", "items nope",
    "items cluster --stage strated", "items", "items cluster --by nope", "show nope", "show phu_thi", "show Lien",
    "history --item nope", "chart nope", "chart", "log cluster strated X", "log cluster started Liên_Ha",
    "log cluster started phu_thi", "log nope started X", "log cluster started Liên_Hà --date 2030-01-01",
    "log cluster planned Thiết_Bình --date 2024", "log cluster started Thiết_Bình --date 2023-10-01",
    "log cluster started Thiết Bình", "log cluster started X --new=1", "log cluster started Thiết_Bình --new",
    "log cluster started X --new --set nope=1", "log cluster started X --set nope",
    "log cluster started X --new --set area_ha=1.250", "log cluster started - - ", "log cluster started",
    "log cluster started X Y --name Z", "log cluster withdrawn Thiết_Bình --date 2020",
    "log cluster changed Thiết_Bình", "measure clusters-started 5 --date 2024-07-10",
    "measure clusters-started 1.250", "measure clusters-started nope", "measure clusters-started 59%",
    "measure clusters-started 30/43", "measure nope 1", "measure clusters-started", "measure clusters-started 2.5",
    "measure clusters-started ...", "measure clusters-started 1,2_triệu", "import nope.csv",
    "import plan.toml --kind cluster", "import .", "undo", "undo x", "init", "schema --of nope", "completion ksh",
    "completion", "check --plan nope.toml", "--nope", "--lang", "form", "form 7", "form 2", "form 3",
    "form 1 --by district", "form 5 parks-new --kind cluster --by district",
]  # fmt: skip
WRITING = [
    "log cluster started Liên_Hà --date 2026-05-04", "log cluster started CCN_Liên_Hà", "log cluster started X --new",
    "log cluster started Thiết_Bình --date 2023-09-06", "log cluster established X Y --new --date 2024-H1 --dry-run",
    "log cluster withdrawn Kim_Bài --date 2026", "log cluster changed Kim_Bài --name Kim_Bài_2 --date 2025-07-01",
    "log cluster changed Kim_Bài --set district=Đông_Anh --date 2025-07-01", "log park planned X --new --date 2019",
    "measure clusters-started 33 --date 14/6/2026", "measure clusters-started 24 --date 2024-07-10",
    "measure vending-machines 1.250,5 --date 5/6/2026", "undo --dry-run", "init other.toml",
    "init other.toml --blank",
]  # fmt: skip


# What the example plan has none of: dates by which something is expected, comments, and a sum.
EXPECTED = """
[targets.hectares]
title = { en = "Hectares established", vi = "Diện tích cụm thành lập" }
unit = "ha"
owner = "Phòng Công nghiệp"
kind = "cluster"
stages = ["established"]
sum = "area_ha"
baseline = 1300.5
goal = 3200
interim = [{ by = 2025-03-01, goal = 2800 }]

[[milestones]]
expected = 2024-12-31
kind = "cluster"
stage = "established"
item = "Tín An"
decision = "20/KH-UBND"

[[milestones]]
expected = 2024-12-31
kind = "cluster"
stage = "established"
item = "Dương Xá"
decision = "20/KH-UBND"

[[milestones]]
expected = 2025-02-28
kind = "cluster"
stage = "established"
item = "Tín An"
decision = "7/KH-UBND"

[[milestones]]
expected = "2025-Q2"
kind = "cluster"
stage = "completed"
item = "Kim Bài"
decision = "31/KH-UBND"

[[milestones]]
expected = 2026-12-31
kind = "cluster"
stage = "established"
item = "Dương Xá"
decision = "31/KH-UBND"

[[milestones]]
date = 2022-03-01
kind = "cluster"
stage = "established"
item = "Tam Hưng"
decision = "5/QĐ-UBND"

[[comments]]
date = 2025-03-20
target = "clusters-new"
text = "Chậm giải phóng mặt bằng."
ask = "UBND Thành phố quyết định đơn giá."
decision = "12/BC-SCT"

[[comments]]
date = 2025-06-20
kind = "cluster"
item = "Tín An"
text = "Chưa chọn được chủ đầu tư."
"""
ASKING_OF_EXPECTED = [
    "due", "due --as-of 2025-03-31 --undated", "due --as-of 2025-03-31 --until 2025-Q2 --kind cluster",
    "due --as-of 2025-02-28 --owner Phòng_Công_nghiệp", "due --as-of 2024-12-01 --within 900", "due --as-of 2019",
    "due --kind park", "items cluster --as-of 2025-03-31", "items cluster --by district --as-of 2025-03-31",
    "show Tín_An --as-of 2025-03-31", "show Tín_An --as-of 2026", "show clusters-new --as-of 2025-03-31",
    "show hectares --as-of 2025-03-31", "show hectares", "status --comments --as-of 2025-06-30",
    "status parks-new --comments", "status --since 2025 --as-of 2025-06-30", "status --as-of 2025-03-31",
    "history --since 2024-12-01 --as-of 2025-12-31", "history --target clusters-new", "history --item Tín_An",
    "chart clusters-new hectares --as-of 2025-03-31", "check",
]  # fmt: skip
PRINTING_EXPECTED = [
    *ASKING_OF_EXPECTED, "status --brief", "status --brief --as-of 2025-03-31", "status --brief --group Thương_mại",
    "due --as-of 2025-03-31 --format markdown", "due --as-of 2025-03-31 --format html",
    "show clusters-new --as-of 2025-03-31 --format html", "chart clusters-new --output drawing.svg",
]  # fmt: skip
ERRORS_OF_EXPECTED = [
    "due --within 5 --until 2027", "due --within abc", "due --within -1", "due --within", "due --until 2020",
    "due --until soon", "due --kind nope", "due --owner nope", "due --fail-if nope", "comment nope Chậm",
    "comment Tín_An", "comment Tin_A Chậm", "comment clusters-new -", "comment clusters-new _",
    "comment clusters-new Khác. --date 2025-03-20", "comment clusters-new Chậm --date 2030-01-01",
    "comment Tín_An Chậm --kind nope", "log cluster started Thiết_Bình --expected 2027",
    "log cluster withdrawn Thiết_Bình --expected 2027", "log cluster changed Thiết_Bình --expected 2027 --name X",
    "log cluster started Liên_Hà --expected soon", "status --brief --format json", "status --brief --since 2024",
    "status --brief --comments", "status --comments --by district", "status --comments --since 2024",
    "chart clusters-new --output x.txt", "chart clusters-new --output nope/x.svg", "chart clusters-new --force",
    "chart clusters-new --output x.svg --format json", "import nope.csv --expected", "history --excel --format html",
]  # fmt: skip
WRITING_OF_EXPECTED = [
    "log cluster completed Liên_Hà --expected 2027-06-30", "log cluster established Tín_An --expected 2025-12-31",
    "log cluster established Tín_An --expected 2025-01 --dry-run",
    "log cluster established Tín_An Dương_Xá --expected 2027-H1", "log cluster established Tín_An --date 2025-03-01",
    "log cluster established Tín_An --expected 2025-02-28", "log cluster established X --new --date 2026-10-01",
    "log cluster established X --new --set area_ha=12.5 --date 2026-10-01",
    "log cluster completed Kim_Bài --date 2025-06-20 --expected 30/6/2025",
    "log cluster changed Tam_Hưng --set area_ha=7.5 --date 2025-01-01", "log cluster withdrawn Tam_Hưng --date 2025",
    "comment clusters-new Chậm. --ask Quyết. --date 2026-10-01", "comment Tín_An Chậm. --date 2026-10-01 --dry-run",
    "comment clusters-new Khác. --date 2025-03-20 --correct",
    "comment Tín_An Chưa_chọn_được_chủ_đầu_tư. --date 20/6/2025",
]  # fmt: skip


@pytest.fixture
def expecting(hanoi: Run, tmp_path: Path) -> Run:
    """Return the function that runs a command on the example plan in which much is expected, said and summed."""
    plan = tmp_path / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + EXPECTED, encoding="utf-8")
    return hanoi


def run_vietnamese(run: Run, command: str, plan: Path) -> tuple[Ran, str]:
    """Run a command line, in which _ stands for a space within a word, and return also the words that are its own."""
    own = " ".join(texts_of(tomli.loads(plan.read_text(encoding="utf-8"))))
    words = [word if "=" in word and "area" in word else word.replace("_", " ") for word in command.split()]
    return run("--lang", "vi", *words), f"{own} {' '.join(words)}"


@pytest.mark.parametrize("command", [*COMMANDS, *ERRORS, *WRITING])
def test_nothing_english_is_left(hanoi: Run, tmp_path: Path, command: str) -> None:
    ran, own = run_vietnamese(hanoi, command, tmp_path / "plan.toml")
    assert find_english(ran, own) == set()


@pytest.mark.parametrize("command", [*PRINTING_EXPECTED, *ERRORS_OF_EXPECTED, *WRITING_OF_EXPECTED])
def test_nothing_english_is_left_of_what_is_expected(expecting: Run, tmp_path: Path, command: str) -> None:
    ran, own = run_vietnamese(expecting, command, tmp_path / "plan.toml")
    assert find_english(ran, own) == set()
    assert (ran.code > 1) == (command in ERRORS_OF_EXPECTED)


def test_nothing_english_is_left_in_a_plan_that_was_corrected(schools: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    for command in (
        "status",
        "history",
        "check",
        *(f"show {id}" for id in tomli.loads(plan.read_text("utf-8"))["targets"]),
    ):
        ran, own = run_vietnamese(schools, command, plan)
        assert find_english(ran, own) == set(), command


def check_gallery(run: Run, folder: Path, paths: Sequence[Path]) -> None:
    left: dict[str, set[str]] = {}
    for path in paths:
        (folder / "plan.toml").write_bytes(path.read_bytes())
        ran = run("check", "--lang", "vi")
        found = find_english(ran, path.read_bytes().decode("utf-8", "replace"))
        assert ran.code == run("check").code
        assert run("check", "--format", "json", "--lang", "vi") == run("check", "--format", "json")
        # What stops a command is told in the same words, a kind as its plan calls it.
        stopped = run("status", "--lang", "vi")
        if stopped.code == 3:
            assert set(stopped.stderr.splitlines()) <= {line.strip() for line in ran.stdout.splitlines()}
        if found:
            left[path.stem] = found
    assert left == {}


def test_nothing_english_is_left_of_problems_of_the_gallery(plantrack: Run, tmp_path: Path) -> None:
    check_gallery(plantrack, tmp_path, GALLERY[::12])


@pytest.mark.slow
def test_nothing_english_is_left_of_any_problem_of_the_gallery(plantrack: Run, tmp_path: Path) -> None:
    check_gallery(plantrack, tmp_path, GALLERY)


ASKING = [command for command in COMMANDS if command and "--help" not in command and "--format" not in command]


@pytest.mark.parametrize("command", ASKING)
def test_what_a_machine_reads_is_the_same_in_every_language(hanoi: Run, command: str) -> None:
    check_machine_forms(hanoi, command)


def check_machine_forms(run: Run, command: str) -> None:
    words = [word.replace("_", " ") for word in command.split()]
    # A form for people is in their language as CSV, too.
    tables = (("--format", "csv"), ("--excel",)) if words[:1] != ["form"] else ()
    for form in (("--format", "json"), *tables):
        english, vietnamese = run(*words, *form), run(*words, *form, "--lang", "vi")
        assert (vietnamese.stdout, vietnamese.code) == (english.stdout, english.code)
    assert run(*words, "--lang", "vi").code == run(*words).code


@pytest.mark.parametrize("command", ASKING_OF_EXPECTED)
def test_what_a_machine_reads_of_what_is_expected_is_the_same_in_every_language(expecting: Run, command: str) -> None:
    check_machine_forms(expecting, command)


@pytest.mark.parametrize("command", ERRORS_OF_EXPECTED)
def test_an_error_of_what_is_expected_has_the_same_code_and_as_many_lines(expecting: Run, command: str) -> None:
    check_error(expecting, command)


@pytest.mark.parametrize("command", ERRORS)
def test_an_error_has_the_same_code_and_as_many_lines(hanoi: Run, command: str) -> None:
    check_error(hanoi, command)


def check_error(run: Run, command: str) -> None:
    words = [word.replace("_", " ") for word in command.split()]
    english, vietnamese = run(*words), run("--lang", "vi", *words)
    # What the language settles is no error in Vietnamese.
    if "5/6/2025" not in command and "1.250" not in command:
        assert (vietnamese.code, vietnamese.stdout != "") == (english.code, english.stdout != "")
        assert len(vietnamese.stderr.splitlines()) == len(english.stderr.splitlines())


def test_what_is_recorded_is_the_same_in_every_language(hanoi: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    before = plan.read_bytes()
    recorded = []
    for language in ("en", "vi"):
        plan.write_bytes(before)
        assert hanoi("log", "cluster", "started", "Liên Hà", "--date", "2026-05-04", "--lang", language).code == 0
        assert hanoi("measure", "clusters-started", "40", "--date", "2026-06", "--lang", language).code == 0
        recorded.append(plan.read_bytes())
    assert recorded[0] == recorded[1]


LANGUAGES = [
    (("--lang", "vi", "status", "nope"), {}, "vi"),
    (("status", "nope", "--lang", "vi"), {}, "vi"),
    (("status", "--lang=vi", "nope"), {}, "vi"),
    (("status", "nope"), {"PLANTRACK_LANG": "vi"}, "vi"),
    (("status", "nope"), {"LANG": "vi_VN.UTF-8"}, "vi"),
    (("status", "nope"), {"PLANTRACK_LANG": "en", "LANG": "vi_VN.UTF-8"}, "en"),
    (("status", "nope", "--lang", "en"), {"PLANTRACK_LANG": "vi"}, "en"),
    (("status", "nope", "--lang", "vi", "--lang", "en"), {}, "en"),
    (("status", "nope", "--", "--lang", "vi"), {}, "en"),
    (("status", "nope"), {"LANG": "C.UTF-8"}, "en"),
]


@pytest.mark.parametrize(("words", "environment", "language"), LANGUAGES)
def test_the_language_is_that_of_the_option_then_of_the_variable_then_of_the_locale(
    hanoi: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], environment: dict[str, str], language: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert hanoi(*words).stderr.startswith({"vi": "lỗi: ", "en": "error: "}[language])


SENTENCES = [
    ("log cluster started Liên_Ha", 'lỗi: không có cụm công nghiệp "Liên Ha"\n'),
    (
        "log cluster strated X",
        'lỗi: cụm công nghiệp không có bước "strated"\ngợi ý: có phải "started" (khởi công)?\nchưa ghi gì vào tệp\n',
    ),
    # A stage of every kind, which the plan calls something; what was typed resembles its label.
    (
        "log cluster withdrwn X",
        'lỗi: cụm công nghiệp không có bước "withdrwn"\ngợi ý: có phải "withdrawn" (đưa ra khỏi quy hoạch)?\n',
    ),
    # What is to be typed stays; what is read has the words of the plan, within a sentence in small letters.
    ("status --since", "lỗi: tùy chọn --since cần một giá trị\ngợi ý: plantrack status --help\n"),
    (
        "items",
        "lỗi: thiếu tham số LOẠI: cluster, park, wholesale-market, rural-market, craft-village, night-economy\n"
        "gợi ý: plantrack items --help\n",
    ),
    ("due --within -1", "lỗi: --within: -1 nhỏ hơn 0\ngợi ý: plantrack due --help\n"),
    (
        "status --group nope",
        'lỗi: không có nhóm "nope"\ngợi ý: hiện có: Công nghiệp, Thương mại, Kinh tế đêm và loại hình mới\n',
    ),
    (
        "status vending-machines --by district",
        "lỗi: không chia được Máy bán hàng tự động theo quận, huyện\n"
        "gợi ý: chỉ chia được chỉ tiêu mà công trình có thuộc tính đó: bỏ các chỉ tiêu khác\n",
    ),
    (
        "log cluster changed Thiết_Bình",
        "lỗi: thay đổi mà không ghi tên mới hay thuộc tính nào\n"
        "gợi ý: có thể ghi name, district, commune, area_ha\nchưa ghi gì vào tệp\n",
    ),
    (
        "log cluster withdrawn Thiết_Bình --expected 2027",
        "lỗi: expected là thời hạn dự kiến đạt một bước, đưa ra khỏi quy hoạch không phải là bước như vậy\n"
        "gợi ý: các bước là planned (quy hoạch), "
        "established (thành lập), started (khởi công), completed (hoàn thành hạ tầng), filled (lấp đầy)\n"
        "chưa ghi gì vào tệp\n",
    ),
    ("status clusters-startd", 'lỗi: không có chỉ tiêu "clusters-startd"\ngợi ý: có phải "clusters-started"?\n'),
    (
        "log cluster started Thiết_Bình --date 2030-01-01",
        "lỗi: Thiết Bình: khởi công ngày 01/01/2030 là ngày trong tương lai, hôm nay là 24/11/2026\n",
    ),
    (
        "measure clusters-started 5 --date 2024-07-10",
        "lỗi: clusters-started: tổng số ngày 10/7/2024 đã ghi là 24, khác với 5\n"
        "gợi ý: nếu số đã ghi là sai, thêm --correct\nchưa ghi gì vào tệp\n",
    ),
    (
        "log cluster planned Thiết_Bình --date 2024",
        "lỗi: Thiết Bình: quy hoạch năm 2024 lại sau khởi công ngày 06/9/2023\n",
    ),
    (
        "log cluster started Thiết_Bình --date 2023-10-01",
        "lỗi: Thiết Bình: khởi công đã ghi ngày 06/9/2023, khác với ngày 01/10/2023\n"
        "gợi ý: để bổ sung bản ghi đã có, viết ngày 2023-09-06; nếu ngày đã ghi là sai, thêm --correct\n"
        "chưa ghi gì vào tệp\n",
    ),
    # An attribute has the words of the plan, too.
    (
        "log cluster completed Thiết_Bình --date 2025-01-01 --set district=Ba_Vì",
        'lỗi: Thiết Bình: hoàn thành hạ tầng: quận, huyện đã ghi là "Đông Anh", khác với "Ba Vì"\n',
    ),
    ("page --since 2027", "lỗi: --since 2027 sau ngày tính số liệu, 24/11/2026\n"),
    ("status --as-of soon", 'lỗi: --as-of: "soon" không phải là ngày\n'),
    ("form 3 clusters-new", "lỗi: biểu 3 không dùng CHỈ-TIÊU\ngợi ý: CHỈ-TIÊU dành cho biểu 1, 2, 5, 6\n"),
    ("measure 3 clusters-new", "lỗi: các từ không đúng thứ tự\ngợi ý: có phải plantrack measure clusters-new 3?\n"),
    ("comment clusters-new", "lỗi: thiếu tham số NỘI-DUNG\ngợi ý: plantrack comment --help\nchưa ghi gì vào tệp\n"),
]


@pytest.mark.parametrize(("command", "told"), SENTENCES)
def test_errors_are_those_of_the_glossary(hanoi: Run, tmp_path: Path, command: str, told: str) -> None:
    ran, _ = run_vietnamese(hanoi, command, tmp_path / "plan.toml")
    assert ran.stderr.startswith(told)
    assert ran.stdout == ""


def test_a_plan_with_a_mistake_calls_its_kinds_as_it_does(hanoi: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(plan.read_text("utf-8").replace('stage = "started"', 'stage = "strated"', 1), encoding="utf-8")
    told = (
        'lỗi: plan.toml:460: milestones: Võng Xuyên: cụm công nghiệp không có bước "strated"\n'
        'gợi ý: có phải "started" (khởi công)?\n'
    )
    assert hanoi("status", "--lang", "vi") == Ran("", told, 3)
    assert hanoi("undo", "--lang", "vi") == Ran("", f"{told}chưa ghi gì vào tệp\n", 3)


def test_a_record_is_told_as_in_the_glossary(hanoi: Run) -> None:
    ran = hanoi("log", "cluster", "started", "Liên Hà", "--date", "2024-12-30", "--lang", "vi")
    told = "Liên Hà: cụm công nghiệp khởi công, ngày 30/12/2024, đã ghi vào plan.toml\n"
    assert ran.stdout.startswith(told)
    assert "32/43, đã tính trong số báo cáo ngày 12/11/2025; đã rõ tên" in ran.stdout
    assert hanoi("undo", "--lang", "vi").stderr == "đã rút lại 1 bản ghi khỏi plan.toml\n"


def test_the_stages_that_count_are_called_as_the_plan_does(hanoi: Run) -> None:
    ran = hanoi(
        "log", "cluster", "withdrawn", "Liên Hà", "--date", "2026", "--source", "http://x", "--dry-run", "--lang", "vi"
    )
    assert "chưa có ngày khởi công hoặc hoàn thành hạ tầng" in ran.stderr + ran.stdout


def test_another_comment_is_told_as_a_text(expecting: Run) -> None:
    ran = expecting("comment", "clusters-new", "Khác.", "--date", "2025-03-20", "--lang", "vi")
    assert "ngày 20/3/2025 đã ghi nội dung là " in ran.stderr
    assert "gợi ý: thuyết minh khác thì cần ngày khác; nếu nội dung đã ghi là sai, thêm --correct\n" in ran.stderr


def test_a_figure_stands_close_to_its_percent(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PERCENT, encoding="utf-8")
    asked = ("status", "--brief", "--as-of", "2024-12-31")
    assert (
        plantrack("--lang", "vi", *asked).stdout.splitlines()[2]
        == "chậm tiến độ: Tỷ lệ, 70/95-99,5%, phải đạt 90, thiếu 20"
    )
    assert plantrack(*asked).stdout.splitlines()[2] == "behind: Tỷ lệ, 70 of 95-99.5 %, planned 90, 20 short"


PERCENT = """
[plan]
title = "P"
start = 2021-01-01
end = 2025-12-31

[targets.share]
title = "Tỷ lệ"
unit = "%"
baseline = 60
goal = 95
stretch = 99.5
interim = [{ by = 2024-12-31, goal = 90 }]

[[measurements]]
target = "share"
value = 70
date = 2024-12-31
"""


def test_what_is_put_off_is_told_as_in_the_glossary(expecting: Run) -> None:
    ran = expecting("log", "cluster", "established", "Tín An", "--expected", "30/6/2025", "--lang", "vi")
    assert ran.stdout.splitlines()[1:] == ["  lùi 181 ngày, từ 31/12/2024 (2 lần); số liệu không đổi"]
    told = expecting("show", "Tín An", "--as-of", "2025-07-01", "--lang", "vi").stdout
    assert "→ 30/06/2025  dự kiến thành lập, quá hạn 1 ngày, lùi 2 lần từ 31/12/2024" in told
    assert "thuyết minh ngày 20/6/2025 (plan.toml:" in told


def test_what_is_due_has_its_dates_and_numbers_as_in_reports(expecting: Run) -> None:
    lines = expecting(
        "due", "--as-of", "2025-03-31", "--owner", "Phòng Công nghiệp", "--lang", "vi"
    ).stdout.splitlines()
    assert lines[1:3] == [
        "tính đến 31/3/2025 · quá hạn và sắp đến hạn, đến hết 29/6/2025",
        "chỉ đơn vị chủ trì Phòng Công nghiệp",
    ]
    assert any(
        re.fullmatch(
            r"  Diện tích cụm thành lập +mục tiêu trung gian 2\.800, thực hiện 1\.3\d+,\d+ +01/03/2025 .*", one
        )
        for one in lines
    )
    # A target is named by its title in the forecast, too; in English by its id.
    assert any(re.match(r"  Diện tích cụm thành lập +1\.3\d+,\d+ ", one) for one in lines)
    assert any(
        re.fullmatch(r"  Tín An +thành lập +28/02/2025 +quá hạn 31 ngày +31/12/2024 \(1 lần\)", one) for one in lines
    )


def test_a_kind_and_an_attribute_within_a_sentence_are_called_as_in_the_plan(hanoi: Run) -> None:
    assert hanoi("due", "--kind", "cluster", "--lang", "vi").stdout.splitlines()[2] == "chỉ loại cụm công nghiệp"
    ran = hanoi("log", "cluster", "started", "X", "--new", "--set", "area_ha=12,5", "--lang", "vi")
    assert ran.stdout.startswith(
        'X: cụm công nghiệp khởi công, ngày 24/11/2026, diện tích (ha) 12,5 ("12,5"), đã ghi vào plan.toml\n'
    )


def test_the_status_of_the_end_of_2024(hanoi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plantrack.cli.app.is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "100")
    ran = hanoi("status", "clusters-started", "parks-new", "--as-of", "2024-12-31", "--color", "never", "--lang", "vi")
    assert ran == Ran(STATUS)


STATUS = """\
Kế hoạch ngành Công Thương Hà Nội 2021-2025
tính đến 31/12/2024 · đã qua 80% thời gian

chỉ tiêu                         đánh giá        thực hiện                           so với phải đạt
Công nghiệp   ◐ 1 nguy cơ chậm   ▼ 1 chậm tiến độ
  Cụm khởi công hoặc hoàn thành  ◐ nguy cơ chậm       30/43   ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▁▁┃▁▁▁▁  thiếu 4
  Khu công nghiệp mới            ▼ chậm tiến độ  chưa có/2-3  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁┃▁▁▁▁  thiếu 1
lược cột: đơn vị tính, sớm/chậm, tiến độ, phải đạt, dự báo, thời hạn, chưa rõ tên, số liệu mới nhất,
mã (màn hình rộng hơn, hoặc --format json)

◐ 1 nguy cơ chậm   ▼ 1 chậm tiến độ
"""


def test_all_lines_of_a_screen_fit_in_both_languages(hanoi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    check_widths(hanoi, ASKING[::3], monkeypatch)


def check_widths(run: Run, commands: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plantrack.cli.app.is_terminal", lambda stream: True)
    for columns in ("80", "140"):
        monkeypatch.setenv("COLUMNS", columns)
        for command in commands:
            words = [word.replace("_", " ") for word in command.split()]
            for language in ("en", "vi"):
                ran = run(*words, "--color", "never", "--lang", language)
                assert max(map(measure_text, ran.stdout.splitlines()), default=0) <= int(columns)


def test_all_lines_of_what_is_expected_fit_in_both_languages(expecting: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    check_widths(expecting, ASKING_OF_EXPECTED, monkeypatch)


def test_what_moved_has_its_targets_on_one_line_each_at_80_columns(hanoi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plantrack.cli.app.is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "80")
    ran = hanoi(
        "status",
        "--since",
        "2024-07-01",
        "--as-of",
        "2025-06-30",
        "--group",
        "Thương mại",
        "--color",
        "never",
        "--lang",
        "vi",
    )
    assert [line.rstrip() for line in ran.stdout.splitlines()[3:15]] == MOVED.splitlines()


MOVED = """\

                                                           theo
                                     kỳ   kỳ  tăng,  theo   báo
chỉ tiêu                          trước  này   giảm   tên   cáo  đánh giá
Thương mại   ▼ 1 chậm tiến độ   · 2 theo dõi
  Chợ nông thôn xây mới, cải tạo      0    4     +4    +4     0  · theo dõi
  Chợ đầu mối được đầu tư             1    2     +1    +1     0  ▼ chậm tiến độ
  Chợ đầu mối đạt chuẩn quốc tế       0    0      0     0     0  · theo dõi
lược cột: mã (màn hình rộng hơn, hoặc --format json)

ghi nhận trong kỳ
chỉ tiêu              ngày        nội dung                          căn cứ
"""
