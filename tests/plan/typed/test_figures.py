"""Numbers as they are typed: the table of them, and that the language is never the reason for another number."""

import csv
from pathlib import Path

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from plantrack.plan.sentences import exact_text
from plantrack.plan.typed.figures import read_number
from plantrack.plan.typed.words import Manner, Unreadable

TABLE = list(csv.DictReader((Path(__file__).parent / "numbers.csv").read_text(encoding="utf-8").splitlines()))
PLAIN, VIETNAMESE, COMMA, POINT = Manner(), Manner(language="vi"), Manner(decimal="comma"), Manner(decimal="point")


def read(text: str, manner: Manner = PLAIN, *, percent: bool | None = False) -> str:
    """Return the number of a text, or what is said against it."""
    try:
        return exact_text(read_number(text, manner, percent=percent))
    except Unreadable as error:
        return f"{error.fault.message}" + (f" / {error.fault.hint}" if error.fault.hint else "")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['typed']} {row['with']}")
def test_table(row: dict[str, str]) -> None:
    manner = VIETNAMESE if row["with"] == "vi" else PLAIN
    assert row["told"] != "" or not row["expected"].startswith("refused")
    assert read(row["typed"], manner, percent=row["with"] == "unit %") == (row["told"] or row["expected"])


READ = {
    "1\u202f234,5": "1234.5",
    "1 234.5": "1234.5",
    "1,234.567": "1234.567",
    "1.234,567": "1234.567",
    "12.345.678": "12345678",
    "00.125": "0.125",
    "1.2500": "1.25",
    "\u200b24\ufeff": "24",
    "-0,0": "0",
    "1234.567": "1234.567",
}
REFUSED = {
    "1.234 567": "",
    "1  234": "",
    "1 234 56": "",
    ".5": "",
    "5.": "",
    "- 5": "",
    "½": "",
    "1_000": "",
    "nan": "",
    "": "",
    "9" * 401: "",
    "5 tỷ đồng": " / write the number alone",
    "2 nghìn tỷ": " / write 2000000000000",
    "1,2345678 triệu": " / write 1234567.8",
    "1.234 triệu": " / write the number alone",
    "9 trăm": " / write 900",
    "9 trạm": " / write the number alone, 9",
    "9 tram": " / write the number with all its digits",
    "9 nghìn trạm": " / write the number alone",
    "30 trên 43": " / write the actual alone, 30",
    "30 of 43": " / write the actual alone, 30",
    "≥ 30": " / write the number alone",
    "5ha": " / write the number alone, 5",
    "59,1 phần trăm": " / write the number alone, 59.1",
    "—": " / leave it empty if nothing is known, write 0 if it is none",
    "…": " / leave it empty if nothing is known",
    "100%": " / this target is not measured in percent",
    "x%": "",
}


@pytest.mark.parametrize("text", READ, ids=repr)
def test_what_has_one_reading_is_read(text: str) -> None:
    assert [read(text, manner) for manner in (PLAIN, VIETNAMESE)] == [READ[text]] * 2


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:30]))
def test_what_has_none_is_refused_with_what_to_do(text: str) -> None:
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    assert read(text) == f'"{shown}" is not a number such as 1234.5{REFUSED[text]}'


def test_a_sign_for_decimals_that_is_given_is_strict_and_the_language_is_not() -> None:
    assert [read("12.50", manner) for manner in (PLAIN, VIETNAMESE, POINT)] == ["12.5"] * 3
    assert read("12.50", COMMA) == '"12.50" is not a number with a decimal comma'
    assert [read("0.125", manner) for manner in (PLAIN, VIETNAMESE, COMMA, POINT)] == ["0.125"] * 4
    assert [read("1.250", manner) for manner in (VIETNAMESE, COMMA, POINT)] == ["1250", "1250", "1.25"]
    assert read("1.250", Manner(decimal="point", language="vi")) == "1.25"
    # It settles numbers and no dates, and the order of dates no numbers.
    assert read("1.250", Manner(dates="dmy")).startswith('"1.250" may be 1250 or 1.25 / ')


def test_a_percentage_is_one_of_a_target_alone() -> None:
    assert read("12,5 %", percent=True) == "12.5"
    assert read("12,5%", percent=None) == '"12,5%" is not a number such as 1234.5 / write the number alone, 12.5'
    assert read("1.234%", percent=True).startswith('"1.234%" may be 1234 or 1.234 / ')


PIECES = ("1", "12", "250", "000", "0", "5", ".", ",", " ", "-", "+", "%", "−", "triệu", "/", "cụm")
TYPED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join) | st.text(max_size=10)


@strategies.examples(400)
@given(TYPED, st.sampled_from([True, False, None]))
def test_the_language_is_never_the_reason_for_another_number(text: str, percent: bool | None) -> None:
    without, vietnamese = (read(text, manner, percent=percent) for manner in (PLAIN, VIETNAMESE))
    if not without.startswith('"'):
        assert vietnamese == without


@strategies.examples(200)
@given(st.integers(-(10**12), 10**12), st.integers(0, 999), st.sampled_from([".", ",", " "]))
def test_a_number_in_groups_is_read_as_it_was_written(whole: int, part: int, gap: str) -> None:
    decimal = "," if gap == "." else "."
    written = f"{whole:,}".replace(",", gap)
    manner = COMMA if decimal == "," else POINT
    assert read(written, manner) == str(whole)
    if whole:
        assert read(f"{written}{decimal}{part:03}5", manner) == exact_text(float(f"{whole}.{part:03}5"))
