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
