"""`items`: which works have reached a stage, which still wait, and where."""

from pathlib import Path

import pytest
from conftest import Ran, Run

ALL_OF_A_KIND = """\
school
as of 2026-11-24 · 2 items

school     started     opened      district  seats
Hill Road  2025-03-01  2025-09-01  North       120
Quán Lào   2025-06-15

withdrawn: 1
school    withdrawn   opened      district
Old Mill  2026-01-10  2024-09-01  South
"""

BY_DISTRICT = """\
school
as of 2026-11-24 · 2 items

school           started     opened      seats
North (1)                                120
  Hill Road      2025-03-01  2025-09-01  120
no district (1)
  Quán Lào       2025-06-15
together (2)                             120  1 unknown

withdrawn: 1
school    withdrawn   opened      district
Old Mill  2026-01-10  2024-09-01  South
"""

WAITING = """\
school
as of 2025-06-30 · 2 items that have not reached opened

school     started     district  seats
Hill Road  2025-03-01  North       120
Quán Lào   2025-06-15
"""

NONE = """\
park
as of 2024-12-31 · 0 items that have reached opened

none
"""

AS_CSV = """\
item,stages_planned,stages_started,stages_opened,withdrawn,attributes_district,attributes_seats
Hill Road,,2025-03-01,2025-09-01,,North,120
Quán Lào,,2025-06-15,,,,
Old Mill,,,2024-09-01,2026-01-10,South,
"""

AS_MARKDOWN = """\
**school**

as of 2026-11-24 · 2 items

| school | started | opened | seats |
| --- | --- | --- | ---: |
| **North (1)** |  |  | **120** |
| Hill Road | 2025-03-01 | 2025-09-01 | 120 |
| **no district (1)** |  |  |  |
| Quán Lào | 2025-06-15 |  |  |
| **together (2)** |  |  | **120**  1 unknown |

withdrawn: 1

| school | withdrawn | opened | district |
| --- | --- | --- | --- |
| Old Mill | 2026-01-10 | 2024-09-01 | South |
"""

AS_JSON = """\
{
  "format_version": "1.0",
  "plan": {
    "title": "Schools",
    "start": "2025-01-01",
    "end": "2026-12-31",
    "path": "plan.toml"
  },
  "as_of": "2026-11-24",
  "known": null,
  "kind": "school",
  "title": "school",
  "stage": [
    "started"
  ],
  "missing": null,
  "by": "district",
  "total": 2,
  "sums": {
    "seats": {
      "sum": 120,
      "without": 1
    }
  },
  "groups": [
    {
      "value": "North",
      "total": 1,
      "sums": {
        "seats": {
          "sum": 120,
          "without": 0
        }
      }
    },
    {
      "value": null,
      "total": 1,
      "sums": {
        "seats": {
          "sum": null,
          "without": 1
        }
      }
    }
  ],
  "expected": {},
  "items": [
    {
      "item": "Hill Road",
      "stages": {
        "planned": null,
        "started": "2025-03-01",
        "opened": "2025-09-01"
      },
      "withdrawn": null,
      "expected": {
        "planned": null,
        "started": null,
        "opened": null
      },
      "late": {
        "planned": null,
        "started": null,
        "opened": null
      },
      "attributes": {
        "district": "North",
        "seats": 120
      }
    },
    {
      "item": "Quán Lào",
      "stages": {
        "planned": null,
        "started": "2025-06-15",
        "opened": null
      },
      "withdrawn": null,
      "expected": {
        "planned": null,
        "started": null,
        "opened": null
      },
      "late": {
        "planned": null,
        "started": null,
        "opened": null
      },
      "attributes": {
        "district": null,
        "seats": null
      }
    }
  ],
  "withdrawn": []
}
"""

ANSWERS = [
    (("items", "school"), ALL_OF_A_KIND),
    (("items", "school", "--by", "district"), BY_DISTRICT),
    (("items", "school", "--missing", "opened", "--as-of", "2025-06"), WAITING),
    (("items", "park", "--stage", "opened", "--as-of", "2024"), NONE),
    (("items", "school", "--format", "csv"), AS_CSV),
    (("items", "school", "--by", "district", "--format", "markdown"), AS_MARKDOWN),
    (("items", "school", "--stage", "started", "--by", "district", "--format", "json"), AS_JSON),
]


@pytest.mark.parametrize(
    ("arguments", "told"),
    ANSWERS,
    ids=["all of a kind", "by district", "waiting", "none", "as csv", "as markdown", "as json"],
)
def test_it_answers(schools: Run, arguments: tuple[str, ...], told: str) -> None:
    assert schools(*arguments) == Ran(told)


REFUSED = [
    (("schol",), 'error: unknown kind "schol"\nhint: did you mean "school"?\n'),
    (("school", "--stage", "opend"), 'error: unknown stage "opend" of school\nhint: did you mean "opened"?\n'),
    (
        ("school", "--missing", "withdrawn"),
        'error: unknown stage "withdrawn" of school\nhint: known are: planned, started, opened\n',
    ),
    (
        ("school", "--stage", "changed"),
        'error: unknown stage "changed" of school\nhint: known are: planned, started, opened, withdrawn\n',
    ),
    # No item can be there: whoever has reached a stage waits neither for it nor for an earlier one.
    (
        ("school", "--stage", "opened", "--missing", "opened"),
        "error: what has reached opened does not miss opened\n",
    ),
    (
        ("school", "--stage", "opened", "--stage", "started", "--missing", "planned"),
        "error: what has reached opened, started does not miss planned\n",
    ),
    (
        ("school", "--stage", "opend", "--stage", "opened", "--missing", "started"),
        'error: unknown stage "opend" of school\nhint: did you mean "opened"?\n',
    ),
    (("park", "--by", "district"), 'error: unknown attribute "district" of park\n'),
]


@pytest.mark.parametrize(("arguments", "error"), REFUSED)
def test_unknown_words(schools: Run, arguments: tuple[str, ...], error: str) -> None:
    assert schools("items", *arguments) == Ran("", error, 2)


def test_whoever_is_past_a_stage_does_not_wait_for_it(schools: Run) -> None:
    assert schools("items", "school", "--missing", "planned").stdout.splitlines()[3] == "none"


def test_the_works_of_the_real_plan(hanoi: Run) -> None:
    told = hanoi("items", "cluster", "--stage", "started", "--as-of", "2026-01-01", "--format", "csv").stdout
    assert len(told.splitlines()) == 1 + 15


def test_those_that_were_withdrawn_can_be_asked_for(schools: Run) -> None:
    told = schools("items", "school", "--stage", "withdrawn", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[0] for line in told[1:]] == ["Old Mill"]
    # They stand apart, and are counted where they are asked for. One that was withdrawn may well miss a stage.
    assert schools("items", "school", "--stage", "withdrawn") == Ran(
        "school\nas of 2026-11-24 · 1 item that has reached withdrawn\n\n"
        "withdrawn: 1\nschool    withdrawn   opened      district\nOld Mill  2026-01-10  2024-09-01  South\n"
    )
    both = schools("items", "school", "--stage", "withdrawn", "--stage", "opened", "--missing", "opened").stdout
    assert both.splitlines()[1] == (
        "as of 2026-11-24 · 0 items that have reached withdrawn or opened and not reached opened"
    )
    both = schools("items", "school", "--stage", "opened", "--stage", "withdrawn").stdout
    assert both.splitlines()[1] == "as of 2026-11-24 · 2 items that have reached opened or withdrawn"


def test_what_was_known_then(schools: Run) -> None:
    told = schools("items", "school", "--known", "2025-03").stdout.splitlines()
    assert told[1] == "as of 2026-11-24, as known on 2025-03-31 · 2 items"


WEIGHED = """\
shop
as of 2026-11-24 · 3 items

shop          built       area
High (2)                   0.3
  A           2025-01-01   0.1
  B           2025-01-02   0.2
Low (1)                   12
  C           2025-01-03  12
together (3)              12.3
"""


def test_sums_are_those_of_the_decimals_that_are_written(plantrack: Run, tmp_path: Path) -> None:
    rows = ("A", "High", "0.1"), ("B", "High", "0.2"), ("C", "Low", "12")
    (tmp_path / "plan.toml").write_text(
        "plan = { start = 2025-01-01, end = 2026-12-31 }\n"
        'kinds.shop = { stages = ["built"], attributes = { street = "text", area = "number" } }\n'
        + "".join(
            f'[[milestones]]\ndate = 2025-01-0{day}\nkind = "shop"\nstage = "built"\nitem = "{name}"\n'
            f'street = "{street}"\narea = {area}\n'
            for day, (name, street, area) in enumerate(rows, 1)
        ),
        encoding="utf-8",
    )
    assert plantrack("items", "shop", "--by", "street", "--as-of", "2026-11-24") == Ran(WEIGHED)
    # What they are grouped by is no sum.
    assert "together" not in plantrack("items", "shop", "--by", "area").stdout


def test_a_value_is_spelled_as_it_first_stands_in_the_file_also_beside_what_is_expected_later(
    plantrack: Run, tmp_path: Path
) -> None:
    records = (
        ("date = 2024-01-01", "A", ""),
        ("date = 2024-01-02", "B", "Đông Anh"),
        ("expected = 2023-12-01", "A", "ĐÔNG ANH"),
    )
    (tmp_path / "plan.toml").write_text(
        "plan = { start = 2021-01-01, end = 2025-12-31 }\n"
        'kinds.shop = { stages = ["built"], attributes = { street = "text" } }\n'
        + "".join(
            f'[[milestones]]\n{when}\nkind = "shop"\nstage = "built"\n'
            f'item = "{name}"\n' + (f'street = "{street}"\n' if street else "")
            for when, name, street in records
        ),
        encoding="utf-8",
    )
    listed = plantrack("items", "shop", "--format", "csv").stdout.splitlines()[1:]
    assert [line.rpartition(",")[2] for line in listed] == ["Đông Anh", "Đông Anh"]


# The middle of December: of the month nobody knows whether it is over.
IN_PART = """
plan = { title = "Schools", start = 2024-01-01, end = 2026-12-31 }
[kinds.school]
title = { en = "School", vi = "Trường" }
stages = ["started", "opened"]
attributes.district = "text"
labels.opened = { en = "opened", vi = "khai giảng" }
[targets.opened]
unit = "schools"
kind = "school"
stages = ["opened"]
baseline = 0
goal = 10
[[milestones]]
date = 2025-01-10
kind = "school"
stage = "started"
item = "A"
[[milestones]]
date = "2025-12"
kind = "school"
stage = "opened"
item = "A"
[[milestones]]
date = "2025"
kind = "school"
stage = "opened"
item = "B"
[[milestones]]
date = "2026-01"
kind = "school"
stage = "opened"
item = "C"
"""
NOT_OVER = "2 dates do not count yet, since they are not over: A, opened 2025-12; B, opened 2025\n"


def test_what_is_left_out_since_its_date_is_not_over_is_told_below(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(IN_PART, encoding="utf-8")
    on = ("--as-of", "2025-12-10")
    assert plantrack("items", "school", *on) == Ran(
        f"School\nas of 2025-12-10 · 1 item\n\nschool  started\nA       2025-01-10\n\n{NOT_OVER}"
    )
    assert plantrack("items", "school", "--stage", "opened", *on) == Ran(
        f"School\nas of 2025-12-10 · 0 items that have reached opened\n\nnone\n\n{NOT_OVER}"
    )
    assert plantrack("items", "school", *on, "--lang", "vi").stdout.endswith(
        "\n2 thời điểm chưa được tính, vì chưa qua hết: A, khai giảng tháng 12/2025; B, khai giảng năm 2025\n"
    )
    # In every form of it, and in the three forms that tell of items; on the page with how many there are.
    assert plantrack("items", "school", *on, "--format", "markdown").stdout.endswith(f"\n{NOT_OVER}")
    for form in (("3",), ("4", "--missing", "opened"), ("5", "--by", "district")):
        assert plantrack("form", *form, *on).stdout.endswith(f"\n{NOT_OVER}")
    # What a target lacks by it stands beside it, in forms as in status.
    for targets in (("1",), ("2", "--since", "2025"), ("6",)):
        assert "2 more are not certain before 2025-12-31" in plantrack("form", *targets, *on).stdout
    on_paper = NOT_OVER.strip().replace("2025-12", "December 2025")
    assert f"1 item; {on_paper}" in plantrack("page", *on).stdout.replace("\u00a0", " ")
    # What JSON and CSV say they say of the day.
    assert "not" not in plantrack("items", "school", *on, "--format", "json").stdout
    # Other tables say how many there are.
    more = "\n\n2 dates do not count yet, since they are not over\n"
    for asked in (("history",), ("status", "--since", "2025-12"), ("status", "--by", "district")):
        assert plantrack(*asked, *on).stdout.endswith(more)
    assert plantrack("status", "--by", "district", "--since", "2025-12", *on).stdout.endswith(more)
    assert plantrack("history", "--item", "B", *on).stdout.endswith(
        "\n\n1 date does not count yet, since it is not over\n"
    )


def test_what_is_over_or_to_come_is_not_told_below(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(IN_PART, encoding="utf-8")
    asked = (("items", "school"), ("history",), ("status", "--since", "2025"), ("status", "--by", "district"))
    for day in ("2024-12-31", "2025-12-31"):
        assert ["not in it" in plantrack(*one, "--as-of", day).stdout for one in asked] == [False] * 4
    assert "not in it" not in plantrack("history").stdout


def test_of_very_many_dates_that_are_not_over_the_first_are_named(plantrack: Run, tmp_path: Path) -> None:
    record = '[[milestones]]\ndate = "2025"\nkind = "school"\nstage = "opened"\n'
    many = "".join(f'{record}item = "D{number}"\n' for number in range(5))
    (tmp_path / "plan.toml").write_text(IN_PART + many, encoding="utf-8")
    told = plantrack("items", "school", "--as-of", "2025-12-10").stdout.splitlines()[-1]
    assert told == (
        "7 dates do not count yet, since they are not over: A, opened 2025-12; B, opened 2025; D0, opened 2025; "
        "D1, opened 2025; D2, opened 2025; and 2 more"
    )


def test_all_tables_leave_out_the_same_dates_that_are_not_over(plantrack: Run, tmp_path: Path) -> None:
    changed = (
        '[[milestones]]\ndate = "2025-12"\nkind = "school"\nstage = "changed"\nitem = "A"\nname = "A on the hill"\n'
    )
    reported = '[[measurements]]\ndate = "2025-Q4"\ntarget = "opened"\nvalue = 3\n'
    said = '[[comments]]\ndate = "2025-12"\ntarget = "opened"\ntext = "Two wait for their teachers."\n'
    (tmp_path / "plan.toml").write_text(IN_PART + changed + reported + said, encoding="utf-8")
    on = ("--as-of", "2025-12-10")
    # A change is of an item, a total of a column, and a comment stands below a table of the time alone.
    assert plantrack("items", "school", *on).stdout.splitlines()[-1] == (
        "3 dates do not count yet, since they are not over: A, opened 2025-12; A, changed 2025-12; B, opened 2025"
    )
    assert [
        plantrack(*asked, *on).stdout.splitlines()[-1]
        for asked in (
            ("status", "--by", "district"),
            ("status", "--by", "district", "--since", "2025-12"),
            ("status", "--since", "2025-12"),
            ("history",),
        )
    ] == [f"{number} dates do not count yet, since they are not over" for number in (4, 4, 5, 5)]
