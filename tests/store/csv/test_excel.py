"""`--excel`: what Excel opens in Hanoi, and what comes back from it.

LibreOffice 7.4 made tests/excel/saved.csv in the locale vi-VN from `history --excel` of tests/plans/excel.toml, as
`saved` does it: opened with all that it takes for numbers and dates, dates shown as dd/mm/yyyy, and saved as shown.
"""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import EXAMPLES, TESTS, Ran, Run
from hypothesis import example, given
from hypothesis import strategies as st

from plantrack.plan.typed.spreadsheets import (
    guard_apostrophe,
    guard_date,
    guard_number,
    guard_text,
    unguard_date,
    unguard_text,
)

HERE = TESTS
PLAN = (HERE / "plans" / "excel.toml").read_text(encoding="utf-8")
SAVED = HERE / "excel" / "saved.csv"
BACK = ("--dates", "dmy", "--decimal", "comma", "--new")

HISTORY = """\
\ufeffdate;first;last;kind;stage;item;target;value;code;area;decision;source;note
1899-03-04;1899-03-04;1899-03-04;work;planned;Cầu Long Biên;;;'007;12,5;;;
2024-06-05;2024-06-05;2024-06-05;work;started;'May 10;;;'1E5;1234,5;'7/2025;;"one; two, ""three""\"
2024-H1;2024-01-01;2024-06-30;work;opened;'2024-06;;;'5 PM;'0,00001;12/QĐ-UBND;;
2024-M06;2024-06-01;2024-06-30;work;started;'=1+1;;;'TRUE;65,1250;;"https://example.org/a;b=1";''=2+2
2024-Q3;2024-07-01;2024-09-30;work;opened;'-5 trees;;;'1/2;'0,1234567891234;;;"'@ noon
+ rain"
2024;2024-01-01;2024-12-31;work;opened;'12;;;'2024-06-05;-0,5;;;
2024-M12;2024-12-01;2024-12-31;;;;investment;123.456.789.012;;;;;
2025-12-31;2025-12-31;2025-12-31;;;;investment;'1234567890,12;;;;;rounded to 2025-12
"""


@pytest.fixture
def traps(plantrack: Run, tmp_path: Path) -> Run:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return plantrack


def without_records(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN[: PLAN.index("[[milestones]]")], encoding="utf-8")


def test_history_keeps_what_a_spreadsheet_would_change(traps: Run) -> None:
    ran = traps("history", "--excel")
    assert ran == Ran(HISTORY)
    assert ran == traps("history", "--format", "csv", "--excel")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "a byte order mark"])
def test_what_a_spreadsheet_saved_imports_as_the_same_history(traps: Run, tmp_path: Path, mark: bytes) -> None:
    before = traps("history", "--format", "csv")
    without_records(tmp_path)
    ran = traps("import", "-", *BACK, stdin=mark + SAVED.read_bytes())
    assert ran == Ran(
        "8 rows: 8 recorded in plan.toml, 0 known\n"
        "  works 0 → 3 of 10\n"
        "  investment 0 → 1,234,567,890.12 of 9,000,000,000,000\n",
        "new work (6):\n  Cầu Long Biên\n  May 10\n  2024-06\n  =1+1\n  -5 trees\n  12\n",
    )
    assert traps("history", "--format", "csv") == before


@pytest.mark.parametrize("form", [("--excel",), ("--format", "csv")], ids=["for excel", "plain"])
def test_what_no_spreadsheet_touched_needs_no_options(traps: Run, tmp_path: Path, form: tuple[str, ...]) -> None:
    before = traps("history", *form)
    without_records(tmp_path)
    assert traps("import", "-", "--new", stdin=before.stdout.encode()).code == 0
    assert traps("history", *form) == before


def test_what_is_there_already_is_known(traps: Run) -> None:
    assert traps("import", "-", *BACK, stdin=SAVED.read_bytes()) == Ran("8 rows: 0 recorded in plan.toml, 8 known\n")


PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
</oor:items>
"""  # noqa: E501
SEMICOLONS_UTF_8_VIETNAMESE = "Text - txt - csv (StarCalc):59,34,76,1,,1066,false,true"
ISO_DATE = re.compile(
    r"(<number:year\b[^>]*/>)\s*<number:text>-</number:text>\s*(<number:month\b[^>]*/>)\s*"
    r"<number:text>-</number:text>\s*(<number:day\b[^>]*/>)"
)


def saved(content: str, folder: Path) -> bytes:
    """Return what LibreOffice saves in Vietnam of a CSV file that it opens, with dates shown as Excel shows them."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    (folder / "given.csv").write_text(content, encoding="utf-8")
    office = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]

    def convert(*arguments: str) -> None:
        subprocess.run([*office, *arguments], cwd=folder, capture_output=True, check=True, timeout=120)

    convert(f"--infilter={SEMICOLONS_UTF_8_VIETNAMESE}", "--convert-to", "fods", "given.csv")
    sheet = folder / "given.fods"
    day_first = r"\3<number:text>/</number:text>\2<number:text>/</number:text>\1"
    sheet.write_text(ISO_DATE.sub(day_first, sheet.read_text(encoding="utf-8")), encoding="utf-8")
    convert("--convert-to", f"csv:{SEMICOLONS_UTF_8_VIETNAMESE}", "given.fods")
    for workbook in ("xlsx", "ods"):
        convert("--convert-to", workbook, "given.fods")
    return (folder / "given.csv").read_bytes()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    folder.mkdir()
    return folder


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")


@pytest.mark.slow
@needs_office
def test_a_spreadsheet_saves_now_what_it_saved_then(traps: Run, office: Path) -> None:
    told = saved(traps("history", "--excel").stdout, office)
    assert told.decode() == SAVED.read_text(encoding="utf-8")


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("asked", ["history", "items work", "items cluster"])
def test_what_a_spreadsheet_saves_says_nothing_new(traps: Run, tmp_path: Path, office: Path, asked: str) -> None:
    # What Excel calls a day begins in 1900.
    hanoi = (EXAMPLES / "plan.toml").read_text(encoding="utf-8")
    plan = hanoi if asked == "items cluster" else PLAN.replace("1899-03-04", "1999-03-04")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    kind = asked.split()[1:]
    saved(traps(*asked.split(), "--excel").stdout, office)
    of_kind = ["--kind", *kind] if kind else []
    for name in ("given.csv", "given.xlsx", "given.ods"):
        ran = traps("import", f"office/{name}", *of_kind, "--dates", "dmy", "--decimal", "comma")
        assert (ran.stderr, ran.code) == ("", 0), name
        assert ": 0 recorded in plan.toml, " in ran.stdout, name


@pytest.mark.slow
@needs_office
def test_a_spreadsheet_shows_a_status_as_it_was_written(traps: Run, office: Path) -> None:
    given = traps("status", "--as-of", "2024-12-31", "--excel").stdout.removeprefix("\ufeff")
    shown = list(csv.reader(io.StringIO(saved(given, office).decode()), delimiter=";"))
    written = list(csv.reader(io.StringIO(given), delimiter=";"))
    day_first = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
    assert shown == [[day_first.sub(r"\3/\2/\1", cell) for cell in row] for row in written]


GUARDED = [
    *("=1+1", "+84 24", "-5 trees", "@home", "\t=1", "\r=1", " =1", "＝1"),
    *("7/2025", "1-2", "1.5", "1,5", "007", "50%", "(5)", "12:30", "1/2", "1E5", "1e-5", "5 PM", "9 SA"),
    *("May 10", "Sept 2", "MARCH1", "10-Jun-2024", "Thg 6-24", "tháng 6 2024", "true", "FALSE", "'=1", "''007"),
]
LEFT = [
    *("", "Liên Hà 2", "2797/QĐ-UBND", "47/QĐ", "https://example.org/?a=1", "a@b", "2024-Q3", "2024-H1", "'Hà'"),
    *("May", "Mayor 10", "e5", "–", "Khu A1", "2A", "true story", "one\n=two"),
]


@pytest.mark.parametrize("text", GUARDED)
def test_a_text_that_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert guard_text(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT)
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert guard_text(text) == unguard_text(text) == guard_apostrophe(text) == text


TEXTS = st.text("'=+-@\t\r\n 0123456789./:eEpPmM") | st.text() | st.sampled_from(GUARDED + LEFT)


@given(TEXTS)
@example("''=")
def test_a_guard_is_taken_off_again_and_nothing_else_is(text: str) -> None:
    assert unguard_text(guard_text(text)) == unguard_text(guard_apostrophe(text)) == text


NUMBERS = [
    ("12.5", "12,5"),
    ("-0.125", "-0,125"),
    ("12345678901", "12345678901"),
    ("123456789012", "123.456.789.012"),
    ("-123456789012345", "-123.456.789.012.345"),
    ("1234567890123456", "'1234567890123456"),
    ("123456789.5", "123456789,5"),
    ("1234567890.12", "'1234567890,12"),
    ("0.00005", "'0,00005"),
]


@pytest.mark.parametrize(("number", "kept"), NUMBERS)
def test_a_number_is_written_so_that_all_of_it_is_saved(number: str, kept: str) -> None:
    assert guard_number(number) == kept


def test_a_month_is_written_as_no_spreadsheet_reads_it() -> None:
    dates = ["2024-06-05", "2024-06", "2024-Q3", "2024-H1", "2024"]
    assert [guard_date(date) for date in dates] == ["2024-06-05", "2024-M06", "2024-Q3", "2024-H1", "2024"]
    assert [unguard_date(guard_date(date)) for date in dates] == dates


def test_a_month_that_is_none(traps: Run) -> None:
    assert traps("import", "-", stdin=b"date;target;value\n2024-M13;investment;1\n") == Ran(
        "",
        'error: standard input:2: date: "2024-13" is not a date\nhint: there is no month 13\nnothing was written\n',
        2,
    )


READING = [
    (
        ("status", "--as-of", "2024-12-31"),
        "id;title;unit;group;owner;kind;stages;sum;baseline;goal;stretch;start;due;interim;actual;judged;named;unnamed;"
        "planned;progress;ratio;days;status;outlook;rate;needed;measured_date;measured_value;records;evidenced;last_date;revised;"
        "expected;comment_date;comment_text;comment_ask;comment_decision;comment_source;comment_note\n"
        "works;works;;;;work;opened;;0;10;;2021-01-01;2026-12-31;;3;2024-12-31;3;0;6,6667;0,3;0,45;-584;behind;4,5;0,7505;3,5024;;;3;1;"
        "2024;;;;;;;;\n"
        "investment;investment;đồng;;;;;;0;9000000000000;;2021-01-01;2026-12-31;;123456789012;2024-12-31;;;"
        "6000000000000;0,0137;0,0206;-1430;behind;;;;2024-M12;123456789012;1;0;2024-M12;;;;;;;;\n",
    ),
    (
        ("items", "work", "--stage", "started"),
        "item;stages_planned;stages_started;stages_opened;withdrawn;attributes_code;attributes_area\n"
        "'May 10;;2024-06-05;;;'1E5;1234,5\n'=1+1;;2024-M06;;;'TRUE;65,1250\n",
    ),
    (
        ("show", "=1+1"),
        "date;first;last;expected;kind;stage;item;name;target;value;text;ask;attributes_code;attributes_area;decision;source;note;recorded;line;"
        "decision_line;source_line\n"
        "2024-M06;2024-06-01;2024-06-30;;work;started;'=1+1;;;;;;'TRUE;65,125;;\"https://example.org/a;b=1\";''=2+2;;41;;41\n",
    ),
    (
        ("show", "works"),
        "item;named;added;weight;role;date;record_stage;record_date;record_decision;record_source;record_line;"
        "withdrawal_stage;withdrawal_date;withdrawal_decision;withdrawal_source;withdrawal_line;"
        "weighed_stage;weighed_date;weighed_decision;weighed_source;weighed_line\n",
    ),
    (("status", "--by", "code"), "row;value;counts_works;items_work\n"),
    (
        ("status", "--since", "2024"),
        "id;title;unit;group;owner;then;now;difference;by_name;by_report;status_then;status_now;records;comments;written;revisions\n",
    ),
    (
        ("status", "--since", "2024", "--by", "code"),
        "row;value;then_works;now_works;difference_works;items_then_work;items_now_work;items_difference_work\n",
    ),
    (("chart", "works", "--as-of", "2024-12-31"), "target;series;date;value\nworks;actual;2021-01-01;0\n"),
    (("history", "--since", "2025"), HISTORY[1:].splitlines(keepends=True)[0]),
]


@pytest.mark.parametrize(("arguments", "told"), READING, ids=[" ".join(arguments) for arguments, _ in READING])
def test_every_command_that_reads_has_it(traps: Run, arguments: tuple[str, ...], told: str) -> None:
    ran = traps(*arguments, "--excel")
    assert (ran.stderr, ran.code) == ("", 0)
    assert ran.stdout.startswith(f"\ufeff{told}")
    rows = list(csv.reader(io.StringIO(ran.stdout, newline=""), delimiter=";", strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}


def test_check_has_it_too(traps: Run, tmp_path: Path) -> None:
    without_records(tmp_path)
    plan = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(plan.replace("goal = 10", "gaol = 10"), encoding="utf-8")
    told = 'error;plan.toml;16;"targets.works: unknown key ""gaol""";"did you mean ""goal""?"\n'
    assert traps("check", "--excel") == Ran(f"\ufeffseverity;file;line;message;hint\n{told}", code=1)


@pytest.mark.parametrize("command", ["status", "items work", "show works", "history", "check", "chart works"])
@pytest.mark.parametrize("format", ["table", "json", "markdown"])
def test_another_format_is_a_usage_error(traps: Run, command: str, format: str) -> None:
    assert traps(*command.split(), "--excel", "--format", format) == Ran(
        "", f"error: --excel is for CSV, not for {format}\nhint: leave --format out, or write --format csv\n", 2
    )
