"""One table of a plan: what each value is read as, and what is said of one that is wrong."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from plantrack.plan import dates
from plantrack.plan.keys import is_id
from plantrack.plan.model import Title
from plantrack.plan.problems import AboutKey, KeyPath, Problems
from plantrack.plan.sentences import say, say_example, show_value
from plantrack.store.read.tables import Table, plain_number

PATH = ("targets", "a")
MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)
YEAR = 'put a year in quotes: x = "{}"'
DATE = 'a date is 2024-06-05, "2024-06", "2024-Q3", "2024-H1" or "2024"'
IN_FULL = "such as 2025-12-31"
TEXTS = 'such as ["planned", "started"]'


def table(values: dict[str, Any]) -> Table:
    return Table(values, AboutKey(PATH), "targets.a", Problems())


def read_x(read: Table, method: str) -> Any:
    """Return what is read under x; of the ways to read it one is given its hint."""
    return read.texts("x", say_example('["planned", "started"]')) if method == "texts" else getattr(read, method)("x")


def told(read: Table) -> list[tuple[str, str, KeyPath]]:
    """Return what is wrong as people read it, with its hint or nothing, and the path that it is about."""
    found = []
    for problem in read.problems:
        assert isinstance(problem.about, AboutKey)
        assert (problem.severity, problem.file, problem.line) == ("error", "", None)
        found.append((str(problem.message), str(problem.hint or ""), problem.about.path))
    return found


# How a key is read, what it holds, what that is read as.
SOUND: list[tuple[str, Any, Any]] = [
    ("text", "a", "a"),
    ("text", "", ""),
    ("number", 0, 0),
    ("number", -1.5, -1.5),
    ("number", 2**53, 2**53),
    ("number", -(2**53), -(2**53)),
    ("number", float(2**53), 2**53),
    ("date", date(2024, 6, 5), dates.parse_date("2024-06-05")),
    ("date", "2024-06-05", dates.parse_date("2024-06-05")),
    ("date", "2024-Q3", dates.parse_date("2024-Q3")),
    ("day", date(2024, 6, 5), dates.parse_date("2024-06-05")),
    ("day", "2024-06-05", dates.parse_date("2024-06-05")),
    ("moment", MOMENT, MOMENT),
    ("texts", [], ()),
    ("texts", ["a", "a"], ("a", "a")),
]


@pytest.mark.parametrize(("method", "value", "expected"), SOUND)
def test_what_is_sound_is_read(method: str, value: Any, expected: Any) -> None:
    read = table({"x": value})
    assert read_x(read, method) == expected
    assert read.problems == []


@pytest.mark.parametrize("method", ["text", "number", "date", "day", "moment", "texts", "table"])
def test_what_is_left_out_is_none(method: str) -> None:
    read = table({})
    assert read_x(read, method) is None
    assert read.problems == []


# How a key is read, what it holds, what is said of that, with which hint.
WRONG: list[tuple[str, Any, str, str]] = [
    ("text", 0, "a text, not 0", ""),
    ("text", False, "a text, not false", ""),
    ("text", "\udcff", 'a text in UTF-8, not "\udcff"', ""),
    ("number", True, "a number, not true", ""),
    ("number", "1", 'a number, not "1"', "write it as x = 1"),
    ("number", "1,5", 'a number, not "1,5"', "a number is written 1.5, without commas or spaces"),
    ("number", "many", 'a number, not "many"', ""),
    ("number", float("inf"), "a finite number, not inf", ""),
    ("number", float("nan"), "a finite number, not nan", ""),
    ("number", 2**53 + 1, f"a number between -{2**53} and {2**53}, not {2**53 + 1}", ""),
    ("number", -(2**53) - 1, f"a number between -{2**53} and {2**53}, not -{2**53 + 1}", ""),
    ("date", 2024, "a valid date, not 2024", YEAR.format(2024)),
    ("date", 1, "a valid date, not 1", YEAR.format("0001")),
    ("date", 9999, "a valid date, not 9999", YEAR.format(9999)),
    ("date", 0, "a valid date, not 0", DATE),
    ("date", 10000, "a valid date, not 10000", DATE),
    ("date", True, "a valid date, not true", DATE),
    ("date", 2024.0, "a valid date, not 2024.0", "there is no month 0"),
    ("date", 6.2024, "a valid date, not 6.2024", 'put a date that is not a full day in quotes: "2024-06"'),
    ("date", 20240605, "a valid date, not 20240605", "write it as 2024-06-05"),
    ("date", "2024-13", 'a valid date, not "2024-13"', "there is no month 13"),
    ("date", "2023-02-29", 'a valid date, not "2023-02-29"', "2023-02 has no day 29"),
    ("date", "5/6/2024", 'a valid date, not "5/6/2024"', "write it as 2024-06-05 or 2024-05-06"),
    ("date", "quý I/2024", 'a valid date, not "quý I/2024"', 'put a date that is not a full day in quotes: "2024-Q1"'),
    ("date", "soon", 'a valid date, not "soon"', DATE),
    ("day", "2024-13-01", 'a full date, not "2024-13-01"', "there is no month 13"),
    ("day", "30/6/2024", 'a full date, not "30/6/2024"', "write it as 2024-06-30"),
    ("day", "6/2024", 'a full date, not "6/2024"', IN_FULL),
    ("date", MOMENT, f"a date without a time of day, not {MOMENT}", ""),
    ("date", time(10), "a date without a time of day, not 10:00:00", ""),
    ("day", "2024-06", 'a full date, not "2024-06"', IN_FULL),
    ("day", 2024, "a full date, not 2024", IN_FULL),
    ("day", MOMENT, f"a date without a time of day, not {MOMENT}", ""),
    ("moment", date(2024, 6, 5), "a date and time, not 2024-06-05", ""),
    (
        *("moment", datetime(2024, 6, 5, 10), "a date and time with its offset, not 2024-06-05 10:00:00"),
        "such as 2024-06-05 10:00:00+07:00",
    ),
    ("texts", "planned", 'an array of texts, not "planned"', TEXTS),
    ("texts", ["a", 1, {}], "an array of texts: 1 is none", TEXTS),
    ("table", [], "a table, not an array", ""),
]


@pytest.mark.parametrize(("method", "value", "said", "hint"), WRONG)
def test_what_is_wrong_is_none_and_named(method: str, value: Any, said: str, hint: str) -> None:
    read = table({"x": value})
    assert read_x(read, method) is None
    assert told(read) == [(f"targets.a: x must be {said}", hint, (*PATH, "x"))]


def test_the_hint_for_a_day_fits_its_key() -> None:
    read = table({"start": 1, "end": 1})
    assert read.day("start") is read.day("end") is None
    assert [hint for _, hint, _ in told(read)] == ["such as 2021-01-01", "such as 2025-12-31"]


TITLES: list[tuple[Any, Title, str]] = [
    ("Clusters", Title("Clusters", "Clusters"), ""),
    ({"en": "Clusters", "vi": "Cụm"}, Title("Clusters", "Cụm"), ""),
    ({"vi": "Cụm"}, Title("Cụm", "Cụm"), ""),
    ({"en": "Clusters", "vi": ""}, Title("Clusters", "Clusters"), ""),
    ("", Title("id", "id"), "targets.a: x must not be empty"),
    (" ", Title("id", "id"), "targets.a: x must not be empty"),
    (5, Title("id", "id"), "targets.a: x must be a text, not 5"),
    ({}, Title("id", "id"), "targets.a: x has neither en nor vi"),
    ({"en": " "}, Title("id", "id"), "targets.a: x has neither en nor vi"),
    ({"en": 5}, Title("id", "id"), "targets.a.x: en must be a text, not 5"),
    ({"fr": "Grappes"}, Title("id", "id"), 'targets.a.x: unknown language "fr"'),
]


@pytest.mark.parametrize(("value", "title", "said"), TITLES)
def test_a_title_is_written_once_or_once_per_language(value: Any, title: Title, said: str) -> None:
    read = table({"x": value})
    assert read.title("x", "id") == title
    assert [message for message, _, _ in told(read)] == ([said] if said else [])


def test_a_title_left_out_is_the_id() -> None:
    read = table({})
    assert read.title("x", "id") == Title("id", "id")
    assert read.problems == []


def test_tables_below_say_where_they_are() -> None:
    read = table({"x": {"y": 1}, "z": [{"y": 2}, {"y": 3}]})
    below, first, second = read.table("x"), *read.tables("z", say("hint"))
    assert below is not None
    assert (below.about, below.subject, below.values) == (AboutKey((*PATH, "x")), "targets.a.x", {"y": 1})
    assert (first.about, first.subject, first.values) == (AboutKey((*PATH, "z", 0)), "targets.a.z[1]", {"y": 2})
    assert (second.about, second.subject, second.values) == (AboutKey((*PATH, "z", 1)), "targets.a.z[2]", {"y": 3})
    second.error(None, say("is wrong"))
    below.error("y", say("is wrong"), say("mend it"))
    assert told(read) == [
        ("targets.a.z[2]: is wrong", "", (*PATH, "z", 1)),
        ("targets.a.x: is wrong", "mend it", (*PATH, "x", "y")),
    ]


def test_the_plan_itself_has_no_name() -> None:
    root = Table({"x": {}}, AboutKey(()), "", Problems())
    below = root.table("x")
    assert below is not None
    assert (below.about, below.subject) == (AboutKey(("x",)), "x")
    root.error("x", say("x is wrong"))
    assert told(root) == [("x is wrong", "", ("x",))]


@pytest.mark.parametrize("value", [5, [{}, 5], [5]])
def test_what_is_no_array_of_tables_is_none(value: Any) -> None:
    read = table({"x": value})
    assert read.tables("x", say("hint")) == []
    assert told(read) == [("targets.a: x must be an array of tables", "hint", (*PATH, "x"))]


def test_no_tables_are_nothing_wrong() -> None:
    read = table({"x": []})
    assert read.tables("x", say("hint")) == read.tables("y", say("hint")) == []
    assert read.problems == []


def test_an_unknown_key_is_told_with_the_nearest_known_one() -> None:
    read = table({"goal": 1, "x-gaol": 2, "strecth": 3, "UNIT": 4, "nonsense": 5})
    read.check_keys(("goal", "stretch", "unit"))
    assert told(read) == [
        ('targets.a: unknown key "strecth"', 'did you mean "stretch"?', (*PATH, "strecth")),
        ('targets.a: unknown key "UNIT"', 'did you mean "unit"?', (*PATH, "UNIT")),
        ('targets.a: unknown key "nonsense"', "known are: goal, stretch, unit", (*PATH, "nonsense")),
    ]
    # What was probably meant is not told again as missing.
    assert [read.require(key) for key in ("goal", "stretch", "unit")] == [True, False, False]
    assert len(read.problems) == 3


def test_what_is_needed_is_there_or_named() -> None:
    read = table({"goal": None})
    assert read.require("goal")
    assert not read.require("due", say("add it"))
    assert told(read) == [("targets.a: due is missing", "add it", PATH)]


SHOWN: list[tuple[Any, str]] = [
    ("x" * 60, f'"{"x" * 60}"'),
    ("x" * 61, f'"{"x" * 60}…"'),
    (True, "true"),
    (10**60, f"1{'0' * 60}"),
    (10**60 + 1, "a number of more than 60 digits"),
    (-(10**60), f"-1{'0' * 60}"),
    (-(10**60) - 1, "a number of more than 60 digits"),
    (1.5, "1.5"),
    (date(2024, 6, 5), "2024-06-05"),
    (time(10), "10:00:00"),
    ([], "an array"),
    ({}, "a table"),
]


@pytest.mark.parametrize(("value", "text"), SHOWN)
def test_a_value_is_shown_as_toml_writes_it(value: Any, text: str) -> None:
    assert str(show_value(value)) == text


def test_ids() -> None:
    assert [word for word in ("a", "a-1", "a_b-c", "0", "x", "xy-z") if not is_id(word)] == []
    assert [word for word in ("", "A", "a--b", "-a", "a-", "a b", "x-a", "á", "a\n", "а") if is_id(word)] == []


def test_a_whole_number_is_one_however_it_is_written() -> None:
    assert [type(plain_number(value)) for value in (12, 12.0, 12.5)] == [int, int, float]
