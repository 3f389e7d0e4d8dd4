"""Dates as they are typed: the table of them, and that the language is never the reason for another day."""

import csv
from datetime import date
from pathlib import Path

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from plantrack.plan import dates
from plantrack.plan.typed.days import find_order, read_date_text
from plantrack.plan.typed.spelling import spell_word, tidy_text
from plantrack.plan.typed.words import Manner, Unreadable

TABLE = list(csv.DictReader((Path(__file__).parent / "dates.csv").read_text(encoding="utf-8").splitlines()))
PLAIN, ISO, VIETNAMESE, DAY_FIRST = Manner(), Manner(dates="iso"), Manner(language="vi"), Manner(dates="dmy")


def read(text: str, manner: Manner = PLAIN) -> str:
    """Return the date of a text, or what is said against it."""
    try:
        return read_date_text(text, manner).text
    except Unreadable as error:
        return f"{error.fault.message} / {error.fault.hint}"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['typed']} {row['with']}")
def test_table(row: dict[str, str]) -> None:
    expected = row["told"] or row["expected"]
    assert row["told"] != "" or not row["expected"].startswith("refused")
    if row["with"] == "vi":
        assert [read(row["typed"], manner) for manner in (VIETNAMESE, DAY_FIRST)] == [expected] * 2
    else:
        assert [read(row["typed"], manner) for manner in (PLAIN, ISO)] == [expected] * 2


READ = {
    "QUÝ III NĂM 2025": "2025-Q3",
    "Quí hai, 2024": "2024-Q2",
    "quý Ⅳ - 2024": "2024-Q4",
    "quý iv/2024": "2024-Q4",
    "quý tư năm 2024": "2024-Q4",
    "quý nhất/2024": "2024-Q1",
    "quý ⅰ/2024": "2024-Q1",
    "Q1 năm 2024": "2024-Q1",
    "2024 q3": "2024-Q3",
    "6T đầu 2024": "2024-H1",
    "6t cuối năm 2024": "2024-H2",
    "nửa năm đầu 2025": "2025-H1",
    "30 Tháng Sáu 2025": "2025-06-30",
    "30 thg 6, 2025": "2025-06-30",
    "tháng năm năm 2025": "2025-05",
    "tháng mười hai/2025": "2025-12",
    "5 tháng 6/2025": "2025-06-05",
    "30 / 6 - 2025": "2025-06-30",
    "ngày 30/6 năm 2025": "2025-06-30",
    "Ngày 2025-06-30": "2025-06-30",
    "30-Jun-2025": "2025-06-30",
    "June 30, 2025": "2025-06-30",
    "June 2025": "2025-06",
    "2026-09-30 00:00:00": "2026-09-30",
    "2026-09-30T00:00:00.000": "2026-09-30",
    " 2026-9-3 0:00 ": "2026-09-03",
    "\u200b30\u00a0/6/2025\ufeff": "2025-06-30",
    "nu\u031b\u0309a đầu năm 2024": "2024-H1",
    "29/2/2024": "2024-02-29",
    "12/12/2025": "2025-12-12",
    "1899-03-04": "1899-03-04",
}
REFUSED = {
    "quý V/2024": "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024",
    "quý 5/2024": "there is no such quarter",
    "H3/2024": "there is no such half",
    "2024/Q1": "write it as 2024-Q1",
    "2025.6": "write it as 2025-06",
    "tháng năm 2025": "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024",
    "nằm 2024": "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024",
    "2024-Q5": "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024",
    "2025-02-30": "there is no such day",
    "0/6/2025": "there is no such day",
    "ngày 6/30/2025": "there is no month 30",
    "30/6/1850": "a year is 1900 to 2100",
    "30/6/2101": "a year is 1900 to 2100",
    "tháng 6/1850": "a year is 1900 to 2100",
    "T6/25": "the year has four digits",
    "6/25": "the year has four digits",
    "30-Jun-25": "the year has four digits",
    "quý I": "which year?",
    "6 tháng đầu năm": "which year?",
    "5/6": "which year?",
    "T2": "which year?",
    "ba tháng đầu năm 2025": "write its last day, 2025-03-31",
    "9T/2024": "write its last day, 2024-09-30",
    "9 tháng cuối năm 2024": "write its last day, 2024-12-31",
    "13 tháng đầu năm 2024": "there is no such month",
    "từ 2021 đến 2025": "these are two years, and a date lies in one",
    "2021–2025": "these are two years, and a date lies in one",
    "cuối năm 2024": "write the shortest time that is certain: a day, a month, a quarter, a half or a year",
    "sau 30/6/2025": "write the shortest time that is certain: a day, a month, a quarter, a half or a year",
    "Thg6-25": "this is what Excel makes of 6/2025: format the column as text",
    "45838,5": "this is a day of Excel, 2025-06-30: format the column as a date",
    "2025-06-30 14:30": "a day has no time: write it as 2025-06-30",
    "2025-06-30 00:00:00+07:00": "a day has no time: write it as 2025-06-30",
    "5/6/2025 0:00": "a day has no time",
    "6/30/2025 12:00:00 AM": "a day has no time",
    "１２/６/２０２５": "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024",
    "": "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024",
    "ngày " * 10_000 + "30/6/2025": "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024",
    "30/6/2025" + " 0:00" * 10_000: "a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024",
}


@pytest.mark.parametrize("text", READ, ids=repr)
def test_what_has_one_reading_is_read(text: str) -> None:
    assert [read(text, manner) for manner in (PLAIN, ISO, VIETNAMESE, DAY_FIRST)] == [READ[text]] * 4


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:30]))
def test_what_has_none_is_refused_with_what_to_do(text: str) -> None:
    assert read(text).endswith(f" is not a date / {REFUSED[text]}")


def test_a_spreadsheet_may_save_the_years_of_an_old_plan() -> None:
    assert (read("04/03/1899", DAY_FIRST), read("04/03/1899", VIETNAMESE)[-22:]) == (
        "1899-03-04",
        "a year is 1900 to 2100",
    )


def test_iso_lets_no_language_settle() -> None:
    both = '"5/6/2025" may be 2025-06-05 or 2025-05-06 / write it in one of these ways, or add --dates dmy'
    assert read("5/6/2025", Manner(dates="iso", language="vi")) == both
    assert read("5/6/2025", Manner(dates="dmy", language="en")) == "2025-06-05"


def test_what_is_shown_in_vietnamese_can_be_typed_again() -> None:
    shown = {
        "2024-07-10": ("10/07/2024", "ngày 10/7/2024"),
        "2024-06": ("06/2024", "tháng 6/2024"),
        "2024-Q1": ("quý I/2024", "quý I/2024"),
        "2024-H1": ("6T đầu 2024", "6 tháng đầu năm 2024"),
        "2024-H2": ("6T cuối 2024", "6 tháng cuối năm 2024"),
        "2024": ("2024", "năm 2024"),
    }
    for stored, texts in shown.items():
        assert [read(text, VIETNAMESE) for text in texts] == [stored] * 2


def test_what_can_only_stand_first() -> None:
    texts = ("30/6/2025", "6/30/2025", "5/6/2025", "6/6/2025", "29/2/2023", "2025-06-30", "T6/2025", "30.06.2025")
    assert [find_order(text) for text in texts] == ["day", "month", None, None, None, None, None, "day"]


def test_a_tone_may_stand_on_either_letter_and_y_is_i_alone() -> None:
    assert spell_word("qúy") == spell_word("quý") == spell_word("quí")
    assert spell_word("hòan") == spell_word("hoàn")
    assert spell_word("thúy") != spell_word("thúi")
    assert tidy_text("\u00d0\u00f4ng") == tidy_text("Đông")


PIECES = (
    *("ngày", "tháng", "năm", "quý", "đầu", "cuối", "nửa", "giai đoạn", "khoảng", "sáu", "T", "Q", "H", "I", "IV"),
    *(
        "1",
        "2",
        "5",
        "6",
        "06",
        "9",
        "12",
        "13",
        "30",
        "31",
        "2024",
        "2025",
        "25",
        "/",
        "-",
        ".",
        " ",
        ",",
        "0:00",
        "Jun",
    ),
)
TYPED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join) | st.text(max_size=12)


@strategies.examples(400)
@given(TYPED)
def test_the_language_is_never_the_reason_for_another_day(text: str) -> None:
    without, vietnamese, day_first = (read(text, manner) for manner in (PLAIN, VIETNAMESE, DAY_FIRST))
    if " / " not in without:
        assert vietnamese == day_first == without
    # Whatever is read is what a plan file may have.
    for found in (without, vietnamese):
        assert " / " in found or dates.parse_date(found).text == found


@strategies.examples(100)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from("/-."), st.booleans())
def test_a_day_in_figures_is_read_or_refused_with_both_readings(day: date, sign: str, has_zeros: bool) -> None:
    text = f"{day:%d{sign}%m{sign}%Y}" if has_zeros else f"{day.day}{sign}{day.month}{sign}{day.year}"
    assert read(text, VIETNAMESE) == read(f"ngày {text}") == day.isoformat()
    if day.day > 12 or day.day == day.month:
        assert read(text) == day.isoformat()
    else:
        other = date(day.year, day.day, day.month)
        assert read(text).startswith(f'"{text}" may be {day} or {other} / ')


@pytest.mark.parametrize("manner", [VIETNAMESE, DAY_FIRST])
def test_there_are_twelve_months(manner: Manner) -> None:
    assert read("5/12/2024", manner) == "2024-12-05"
    assert read("5/13/2024", manner) == '"5/13/2024" is not a date / there is no month 13'
