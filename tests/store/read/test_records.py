"""The log of a plan: rows that are alike are read column by column, and each is read as if it stood alone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from plantrack.plan.model import ItemRecord
from plantrack.plan.problems import AboutRecord, Problems
from plantrack.store import planfile
from plantrack.store.read.records import RecordReader

PROMISES = planfile.parse(
    "plan.toml",
    b"""
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.school]
stages = ["planned", "opened"]
attributes = { district = "text", seats = "number" }
[kinds.park]
stages = ["opened"]
""",
).promises
MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)
ROW: dict[str, Any] = {"date": date(2024, 1, 1), "kind": "school", "stage": "opened", "item": "A"}

AWAITED: dict[str, Any] = {"expected": "2024-Q4", "kind": "school", "stage": "opened", "item": "A"}


class Counting(RecordReader):
    """Counts the rows that are examined key by key."""

    examined = 0

    def milestone(self, row: Mapping[str, Any], position: int, subject: str | None = None) -> ItemRecord | None:
        self.examined += 1
        return super().milestone(row, position, subject)


# What may stand in a row without its having other keys, or values of other types, than ROW.
LIKE_IT: list[dict[str, Any]] = [
    {},
    {"date": date(2025, 2, 28)},
    {"stage": "planned"},
    {"stage": "withdrawn"},
    {"item": "another"},
]
EVIDENCE = {"decision": "1/2024", "source": "https://example.org", "note": "", "recorded": MOMENT}
ROWS_OF_ONE_KIND = [
    [ROW | one for one in LIKE_IT],
    [{**ROW, **EVIDENCE, "district": "North", "seats": 5, **one} for one in LIKE_IT],
    [{**ROW, "date": text} for text in ("2024", "2024-Q1", "2024-02-29", "2024")],
    [{**ROW, "expected": text} for text in ("2024", "2024-Q1", "2024-02-29")],
    [{**AWAITED, "seats": 5, **one} for one in ({}, {"expected": "2025"}, {"stage": "planned"}, {"item": "another"})],
    [{**ROW, "seats": seats} for seats in (0, -1, 2**53, -(2**53))],
    [{**ROW, "seats": seats} for seats in (0.0, 1.5, float(2**53), -float(2**53))],
    [ROW | {"kind": "park", "x-own": number} for number in (1, 2, 3)],
]


@pytest.mark.parametrize("rows", ROWS_OF_ONE_KIND)
def test_of_rows_in_which_nothing_is_wrong_none_is_examined_key_by_key(rows: list[dict[str, Any]]) -> None:
    reader = Counting(PROMISES, Problems())
    assert len(reader.milestones(rows)) == len(rows)
    assert (reader.examined, reader._problems) == (0, [])


VALUES: dict[str, list[Any]] = {
    "date": [date(2024, 1, 1), "2024", "2024-13", MOMENT, 2024, None, None],
    "expected": ["2024", date(2024, 1, 1), "2024-13", MOMENT, 2024, None, None, None],
    "kind": ["school", "park", "road", 5, None],
    "stage": ["opened", "planned", "withdrawn", "closed", 5, None],
    "item": ["A", "a", " ", "A\n", 5, None],
    "district": ["North", "", 5, None, None],
    "seats": [5, 5.0, 2**53, 2**53 + 1, -(2**53) - 1, float("nan"), float("inf"), True, "5", None, None],
    "decision": ["1/2024", 5, None, None],
    "recorded": [MOMENT, MOMENT.replace(tzinfo=None), "2024", None, None],
    "x-own": [5, None, None],
    "sorce": ["x", None, None, None],
}
drawn_rows = st.lists(
    st.fixed_dictionaries({key: st.sampled_from(values) for key, values in VALUES.items()}).map(
        lambda row: {key: value for key, value in row.items() if value is not None}
    ),
    max_size=4,
)
sound_rows = st.fixed_dictionaries(
    {key: st.sampled_from(values[:1]) for key, values in VALUES.items() if key != "sorce"}
)


@examples(70)
@given(drawn_rows, sound_rows, st.sampled_from(sorted(VALUES)), st.data())
def test_each_row_is_read_as_if_it_stood_alone(
    rows: list[dict[str, Any]], sound: dict[str, Any], key: str, draw: st.DataObject
) -> None:
    # A sound one and one that differs from it in one key, among any others.
    other = sound | {key: draw.draw(st.sampled_from(VALUES[key]))}
    rows = [*rows, sound, {name: value for name, value in other.items() if value is not None}]
    problems = Problems()
    together = RecordReader(PROMISES, problems).milestones(rows)
    alone: list[ItemRecord] = []
    expected = Problems()
    for position, row in enumerate(rows):
        one = RecordReader(PROMISES, expected).milestone(row, position)
        alone += [] if one is None else [one]
    assert repr(together) == repr(alone)
    assert problems == expected


def test_of_many_rows_each_stands_at_its_place() -> None:
    rows = [ROW | {"item": str(number)} | ({"district": "North"} if number % 3 else {}) for number in range(2500)]
    rows[1200] = ROW | {"stage": "closed"}
    rows[2400] = ROW | {"kind": ["school"]}
    problems = Problems()
    found = RecordReader(PROMISES, problems).milestones(rows)
    places = [*range(1200), *range(1201, 2400), *range(2401, 2500)]
    assert [(record.position, record.item) for record in found] == [(place, str(place)) for place in places]
    assert [problem.about for problem in problems] == [
        AboutRecord("milestones", 1200, "stage"),
        AboutRecord("milestones", 2400, "kind"),
    ]


def test_attributes_stand_in_the_order_of_their_kind() -> None:
    promises = planfile.parse(
        "plan.toml",
        b"""
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.school]
stages = ["opened"]
attributes = { seats = "number", district = "text" }
""",
    ).promises
    rows = [ROW | {"district": "North", "seats": 5, "item": name} for name in ("A", "B")]
    for record in RecordReader(promises, Problems()).milestones(rows):
        assert list(record.attributes) == ["seats", "district"]


def test_two_spellings_have_one_key() -> None:
    first, second = RecordReader(PROMISES, Problems()).milestones(
        [ROW | {"item": "Hòa  Bình"}, ROW | {"item": "HOÀ BÌNH"}]
    )
    assert first.key == second.key
    assert (first.item, second.item) == ("Hòa  Bình", "HOÀ BÌNH")
