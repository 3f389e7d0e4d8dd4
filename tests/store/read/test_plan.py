"""Dates, names, numbers and places: the small pure pieces."""

import sys
from datetime import date

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from plantrack.plan import dates, names
from plantrack.plan.keys import Attribute
from plantrack.plan.naming import nearness
from plantrack.plan.naming.readings import read_name
from plantrack.render.text.numbers import format_percent, round_number, word_span
from plantrack.render.text.visible import visible
from plantrack.store import places, planfile

INTERVALS = [
    ("2024-06-05", "2024-06-05", "2024-06-05"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2024-Q1", "2024-01-01", "2024-03-31"),
    ("2024-Q3", "2024-07-01", "2024-09-30"),
    ("2024-Q4", "2024-10-01", "2024-12-31"),
    ("2024-H1", "2024-01-01", "2024-06-30"),
    ("2024-H2", "2024-07-01", "2024-12-31"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
    ("9999-12-31", "9999-12-31", "9999-12-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), INTERVALS)
def test_a_date_is_the_interval_of_the_days_that_it_may_mean(text: str, first: str, last: str) -> None:
    read = dates.parse_date(text)
    assert (dates.day_text(read.lo), dates.day_text(read.hi), read.text) == (first, last, text)


NO_DATES = [
    "",
    "24",
    "2024-",
    "2024-00",
    "2024-13",
    "2024-02-30",
    "2024-00-01",
    "2024-01-00",
    "2024-6-5",
    "2024-Q0",
    "2024-Q5",
]
NO_DATES += [
    "2024-H0",
    "2024-H3",
    "2024-q1",
    "0000",
    "0000-01-01",
    "20240605",
    "2024-W01-1",
    "2024-06-05T00:00",
    "２０２４",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_anything_else_is_no_date(text: str) -> None:
    try:
        read = dates.parse_date(text)
    except ValueError:
        return
    pytest.fail(f"read as {read}")


@given(st.dates())
def test_a_day_is_written_as_toml_reads_it(day: date) -> None:
    written = dates.from_day(day)
    assert written == dates.parse_date(day.isoformat())
    assert written.toml() == day == tomli.loads(f"d = {written.text}")["d"]


ONE_NAME = [
    ("Hòa Bình", "Hoà Bình"),
    ("Khỏe", "KHOẺ"),
    ("Thủy", "Thuỷ"),
    ("Liên  Hà ", " liên hà"),
    ("Liên Hà", "Lie\u0302n Ha\u0300"),
    ("Đông\u00a0Anh", "đông anh"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert names.fold_name(one) == names.fold_name(other)


def test_all_letters_are_folded_together_as_each_by_itself() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    spelled = [f"a{letter}e{letter}" for letter in letters if letter != " " and letter.isprintable()]
    assert names.fold_names(spelled) == [*map(names.fold_name, spelled)]


@given(st.lists(st.sampled_from([one for pair in ONE_NAME[:5] for one in pair]) | st.text().filter(str.isprintable)))
def test_names_are_folded_together_as_each_by_itself(spelled: list[str]) -> None:
    assert names.fold_names(spelled) == [*map(names.fold_name, spelled)]


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert names.fold_name(names.fold_name(name)) == names.fold_name(name)


@pytest.mark.parametrize(("one", "other"), [("Tam Hiệp", "Tam Hiep"), ("Liên Hà", "Liên Hà 2"), ("của", "cùa")])
def test_names_of_two_items(one: str, other: str) -> None:
    assert names.fold_name(one) != names.fold_name(other)


def test_without_accents() -> None:
    assert names.drop_accents(names.fold_name("Đường Thuỷ Ứng Hoà")) == "duong thuy ung hoa"


NEAR = [
    ("Thiết Bình", "thiet binh", True),
    ("Thiết Bình", "Thiết-Bình.", True),
    ("Thiết Bình", "Thiế Bình", True),
    ("Thiết Bình", "Thiếtt Bình", True),
    ("Thiết Bình", "Thiết Bính", True),
    ("Thiết Bình", "Thiết Cình", True),
    ("Thiết Bình", "Tihết Bình", True),
    ("Thiết Bình", "Tihết Bnìh", False),
    ("Thiết Bình", "Thiết Bì", False),
    ("Cao", "Cap", False),
    ("Cáo", "Cao", True),
    ("abcd", "abcde", False),
    ("abcde", "abcdef", True),
    ("Liên Hà 1", "Liên Hà 2", False),
    ("Liên Hà", "Liên Hà 2", False),
    ("Liên Hà 2", "Lien Ha2", True),
    ("Số 12 A", "Số 21 A", False),
    ("Quang Minh I", "Quang Minh II", False),
    ("Quang Minh GĐ II mở rộng", "Quang Minh GĐ I mở rộng", False),
    ("Quang Minh GĐ II", "Quang Mimh giai đoạn 2", True),
    ("Quang Minh giai đoạn 2", "Quang Minh giai đoan 2", True),
    ("!!", "??", False),
    # A letter that stands alone, or before a number, is one of a row; and it may be what is left of a word.
    ("Trường A", "Trường B", False),
    ("Trường A", "Trường", True),
    ("Liên a", "Liên Hà", True),
    ("Trường A mở rộng", "Trường B mở rộng", False),
    ("Khu tái định cư A1", "Khu tái định cư B1", False),
    ("Khu X1", "Khu X2", False),
    ("Trường A", "Trượng A", True),
    ("Trường A", "Trưởnh A", True),
    ("Thiết Bình", "Thiết Bìn h", True),
    ("Thiết Bính", "Thiết Bình", True),
    ("Ô Môn Bình", "Ồ Môn Bình", True),
]


@pytest.mark.parametrize(("one", "other", "near"), NEAR)
def test_names_so_near_that_one_may_be_a_slip(one: str, other: str, near: bool) -> None:
    for first, second in ((one, other), (other, one)):
        entered = nearness.NearNames()
        assert entered.enter(first, read_name(first, []).list_looks()) == []
        assert entered.enter(second, read_name(second, []).list_looks()) == ([first] if near else [])


def one_slip_apart(one: str, other: str) -> bool:
    """Say what the index of near names should find, by trying every slip."""
    letters = set(one + other)
    slips = {one}
    for place in range(len(one) + 1):
        slips |= {one[:place] + letter + one[place:] for letter in letters}
        slips |= {one[:place] + letter + one[place + 1 :] for letter in letters}
        slips.add(one[:place] + one[place + 1 :])
        slips.add(one[:place] + one[place : place + 2][::-1] + one[place + 2 :])
    return other in slips


@given(st.lists(st.text("abc", min_size=5, max_size=8), unique=True, max_size=8))
def test_no_near_name_is_missed_and_none_is_made_up(looks: list[str]) -> None:
    entered = nearness.NearNames()
    for place, look in enumerate(looks):
        assert sorted(entered.enter(look, [(None, look)])) == sorted(
            one for one in looks[:place] if one_slip_apart(one, look)
        )


PERCENTS = [
    (0, "0 %"),
    (0.004, "<1 %"),
    (0.558, "56 %"),
    (0.996, "99 %"),
    (1, "100 %"),
    (1.12, "112 %"),
    (-0.04, "-4 %"),
    (1e307, ""),
]


@pytest.mark.parametrize(("share", "text"), PERCENTS)
def test_percent(share: float, text: str) -> None:
    assert format_percent(share) == text


SPANS = [(0, "0 days"), (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (45, "6 weeks")]
SPANS += [(46, "2 months"), (267, "9 months"), (1522, "4.2 years"), (730, "2 years")]


@pytest.mark.parametrize(("days", "text"), SPANS)
def test_span(days: int, text: str) -> None:
    assert str(word_span(days)) == text


PLAIN = [
    (12, 2, "12"),
    (12.0, 2, "12"),
    (12.5, 2, "12.5"),
    (1 / 3, 4, "0.3333"),
    (-0.001, 2, "0"),
    (2**53, 0, str(2**53)),
]


@pytest.mark.parametrize(("value", "places_", "text"), PLAIN)
def test_plain_numbers(value: float, places_: int, text: str) -> None:
    assert round_number(value, places_) == text


@given(st.text())
def test_visible_text_can_do_nothing_to_a_screen(text: str) -> None:
    shown = visible(text)
    assert not any(character < " " or "\x7f" <= character < "\xa0" for character in shown)
    assert not set("\u200b\u200d\u202e\u2066\u2028\u2029\ufeff") & set(shown)
    assert visible(shown) == shown


DOCUMENT = '''\
# comment with [brackets] and "quotes"
x-top = 1
[plan]
title = { en = "a # b", vi = 'c [d] {e}' }
note = """
[[milestones]]
date = 2020
"""
literal = \'\'\'
[[milestones]] \'\'\'
a.b."c d" = 1
[targets."odd\\u0041 name"]
interim = [
  { by = 2022-12-31, goal = 130 },   # one
  { by = 2023-12-31,
    goal = 140 },
]
[[milestones]]
date = 2023-09-06
item = "x"
[[milestones]]

item = """a
b"""
stage = 'late'
[[milestones.x-more]]
y = [[1, 2], [{ z = 1 }]]
'''

PLACES = [
    (("x-top",), 2),
    (("plan",), 3),
    (("plan", "title"), 4),
    (("plan", "title", "vi"), 4),
    (("plan", "note"), 5),
    (("plan", "literal"), 9),
    (("plan", "a", "b", "c d"), 11),
    (("plan", "missing"), 3),
    (("targets", "oddA name"), 12),
    (("targets", "oddA name", "interim", 0, "goal"), 14),
    (("targets", "oddA name", "interim", 1, "by"), 15),
    (("targets", "oddA name", "interim", 1, "goal"), 16),
    (("milestones", 0), 18),
    (("milestones", 0, "date"), 19),
    (("milestones", 1, "item"), 23),
    (("milestones", 1, "stage"), 25),
    (("milestones", 1, "kind"), 21),
    (("milestones", 1, "x-more", 0, "y", 1, 0, "z"), 27),
    (("nothing",), None),
    ((), None),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_line_of_every_key(newline: str) -> None:
    tomli.loads(DOCUMENT)
    paths = [path for path, _ in PLACES]
    assert places.find_lines(DOCUMENT.replace("\n", newline), paths) == [line for _, line in PLACES]
    assert places.find_root_keys(DOCUMENT) == {"x-top"}


def test_a_key_of_ones_own_among_the_attributes_ends_nothing() -> None:
    text = """
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.shop]
stages = ["open"]
attributes = { x-asked = "who", street = "text", x-more = 1, area = "number" }
"""
    kind = planfile.parse("plan.toml", text.encode()).plan.kinds["shop"]
    assert dict(kind.attributes) == {"street": Attribute("text"), "area": Attribute("number")}


def test_attributes_below_one_that_has_no_id_are_looked_at_too() -> None:
    text = '[kinds.shop]\nattributes = { "no id" = "text", area = "digits" }\n'
    told = [str(problem.message) for problem in planfile.examine("plan.toml", text.encode())[1]]
    assert [message for message in told if message.startswith("kinds.shop.attributes: ")] == [
        'kinds.shop.attributes: "no id" cannot be an id',
        'kinds.shop.attributes: area must be "text" or "number", not "digits"',
    ]
