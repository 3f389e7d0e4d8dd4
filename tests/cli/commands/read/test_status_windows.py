"""`status --since`, `--during`, `--by` and `--known`: what moved, where, and what was known."""

from pathlib import Path

import pytest
from conftest import Ran, Run

MOVED = """\
Schools
from the end of 2025-12-31 to the end of 2026-11-24

target            then    now  difference  by name  by report  status               id
Schools open         5   4          -1          -1       0     on track → ▼ behind  schools-opened
schools-begun        2   2           0           0       0     · followed           schools-begun
Homes with water    62  63.25       +1.25               +1.25  no data → ▼ behind   water

records of this time
target          date        record                      evidence  where
schools-opened  2026-01-10  Old Mill, school withdrawn            plan.toml:74
water           2026-Q1     water 63.25, total          12/2026   plan.toml:101

written in this time for earlier days, and so in both figures
target          date        record                    evidence         where
schools-opened  2025-09-01  Hill Road, school opened  line 50: 9/2025  plan.toml:58
                2025-12-31  schools-opened 5, total                    plan.toml:95
schools-begun   2025-09-01  Hill Road, school opened  line 50: 9/2025  plan.toml:58
"""

NOTHING_MOVED = """\
Schools
from the end of 2026-04-30 to the end of 2026-11-24

target             then    now  difference  by report  status    id
Homes with water  63.25  63.25           0          0  ▼ behind  water

No records of this time.
"""

MOVED_AS_CSV = """\
id,title,unit,group,owner,then,now,difference,by_name,by_report,status_then,status_now,records,comments,written,revisions
schools-opened,Schools open,schools,,,5,4,-1,-1,0,on-track,behind,1,0,2,0
schools-begun,schools-begun,,,,2,2,0,0,0,no-goal,no-goal,0,0,1,0
water,Homes with water,percent,,,62,63.25,1.25,,1.25,no-data,behind,1,0,0,0
"""

MOVED_AS_JSON = """\
{
  "format_version": "1.0",
  "plan": {
    "title": "Schools",
    "start": "2025-01-01",
    "end": "2026-12-31",
    "path": "plan.toml"
  },
  "since": "2026-01-01",
  "then": "2025-12-31",
  "as_of": "2026-11-24",
  "known": null,
  "targets": [
    {
      "id": "water",
      "title": "Homes with water",
      "unit": "percent",
      "group": null,
      "owner": null,
      "then": 62,
      "now": 63.25,
      "difference": 1.25,
      "by_name": null,
      "by_report": 1.25,
      "status_then": "no-data",
      "status_now": "behind",
      "records": [
        {
          "date": "2026-Q1",
          "first": "2026-01-01",
          "last": "2026-03-31",
          "expected": null,
          "kind": null,
          "stage": null,
          "item": null,
          "name": null,
          "target": "water",
          "value": 63.25,
          "text": null,
          "ask": null,
          "attributes": {},
          "decision": "12/2026",
          "source": null,
          "note": null,
          "recorded": "2026-04-02T09:00:00.000+07:00",
          "line": 101,
          "decision_line": 101,
          "source_line": null
        }
      ],
      "comments": [],
      "written": [],
      "revisions": []
    }
  ],
  "uncounted": []
}
"""

BROKEN_DOWN = """\
Schools
as of 2026-11-24 · by district

district     school  schools-opened  schools-begun
baseline                          2              0
North             1               1              1
South                            -1
no district       1               0              1
no name yet                       2              0
actual            2               4              2
"""

BROKEN_DOWN_AS_CSV = """\
row,value,counts_schools-opened,counts_schools-begun,items_school
baseline,,2,0,
value,North,1,1,1
value,South,-1,0,0
no-value,,0,1,1
unnamed,,2,0,
"""

BROKEN_DOWN_AS_MARKDOWN = """\
**Schools**

as of 2026-11-24 · by district

| district | school | schools-opened | schools-begun |
| --- | ---: | ---: | ---: |
| baseline |  | 2 | 0 |
| North | 1 | 1 | 1 |
| South |  | -1 |  |
| no district | 1 | 0 | 1 |
| no name yet |  | 2 | 0 |
| **actual** | **2** | **4** | **2** |
"""

# The total of 2025 came without names, Hill Road opened and Old Mill closed with theirs.
MOVED_BY_DISTRICT = """\
Schools
from the end of 2025-05-31 to the end of 2026-11-24 · by district

district     school     schools-opened  schools-begun
baseline                2               0
North        1          0 → 1  +1       1
South        1 → 0  -1  0 → -1  -1      0
no district  0 → 1  +1  0               0 → 1  +1
no name yet             0 → 2  +2       0
actual       2          2 → 4  +2       1 → 2  +1
"""

MOVED_BY_DISTRICT_AS_CSV = """\
row,value,then_schools-begun,now_schools-begun,difference_schools-begun,\
items_then_school,items_now_school,items_difference_school
baseline,,0,0,0,,,
value,North,1,1,0,1,1,0
value,South,0,0,0,1,0,-1
no-value,,0,1,1,0,1,1
unnamed,,0,0,0,,,
"""

MOVED_BY_DISTRICT_AS_MARKDOWN = """\
**Schools**

from the end of 2025-05-31 to the end of 2026-11-24 · by district

| district | school | schools-begun |
| --- | ---: | ---: |
| baseline |  | 0 |
| North | 1 | 1 |
| South | 1 → **0**  -1 | 0 |
| no district | 0 → **1**  +1 | 0 → **1**  +1 |
| no name yet |  | 0 |
| **actual** | **2** | **1** → **2**  +1 |
"""

MOVED_BY_SEATS_AS_JSON = """\
{
  "format_version": "1.0",
  "plan": {
    "title": "Schools",
    "start": "2025-01-01",
    "end": "2026-12-31",
    "path": "plan.toml"
  },
  "since": "2025-06-01",
  "then": "2025-05-31",
  "as_of": "2025-06-30",
  "known": null,
  "by": "seats",
  "targets": [
    {
      "id": "schools-begun",
      "title": "schools-begun",
      "unit": null,
      "kind": "school",
      "sum": null,
      "lacking": 0,
      "then": 1,
      "now": 2,
      "difference": 1
    }
  ],
  "kinds": [
    {
      "id": "school",
      "title": "school",
      "then": 2,
      "now": 3,
      "difference": 1
    }
  ],
  "rows": [
    {
      "row": "baseline",
      "value": null,
      "then": {
        "schools-begun": 0
      },
      "now": {
        "schools-begun": 0
      },
      "difference": {
        "schools-begun": 0
      },
      "items_then": {
        "school": null
      },
      "items_now": {
        "school": null
      },
      "items_difference": {
        "school": null
      }
    },
    {
      "row": "value",
      "value": 120,
      "then": {
        "schools-begun": 1
      },
      "now": {
        "schools-begun": 1
      },
      "difference": {
        "schools-begun": 0
      },
      "items_then": {
        "school": 1
      },
      "items_now": {
        "school": 1
      },
      "items_difference": {
        "school": 0
      }
    },
    {
      "row": "no-value",
      "value": null,
      "then": {
        "schools-begun": 0
      },
      "now": {
        "schools-begun": 1
      },
      "difference": {
        "schools-begun": 1
      },
      "items_then": {
        "school": 1
      },
      "items_now": {
        "school": 2
      },
      "items_difference": {
        "school": 1
      }
    },
    {
      "row": "unnamed",
      "value": null,
      "then": {
        "schools-begun": 0
      },
      "now": {
        "schools-begun": 0
      },
      "difference": {
        "schools-begun": 0
      },
      "items_then": {
        "school": null
      },
      "items_now": {
        "school": null
      },
      "items_difference": {
        "school": null
      }
    }
  ]
}
"""

BROKEN_DOWN_AS_JSON = """\
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
  "by": "district",
  "targets": [
    {
      "id": "schools-begun",
      "title": "schools-begun",
      "unit": null,
      "kind": "school",
      "sum": null,
      "lacking": 0,
      "actual": 2
    }
  ],
  "kinds": [
    {
      "id": "school",
      "title": "school",
      "total": 2
    }
  ],
  "rows": [
    {
      "row": "baseline",
      "value": null,
      "counts": {
        "schools-begun": 0
      },
      "items": {
        "school": null
      }
    },
    {
      "row": "value",
      "value": "North",
      "counts": {
        "schools-begun": 1
      },
      "items": {
        "school": 1
      }
    },
    {
      "row": "no-value",
      "value": null,
      "counts": {
        "schools-begun": 1
      },
      "items": {
        "school": 1
      }
    },
    {
      "row": "unnamed",
      "value": null,
      "counts": {
        "schools-begun": 0
      },
      "items": {
        "school": null
      }
    }
  ]
}
"""

AS_KNOWN_THEN = """\
Schools
as of 2025-12-31, as known on 2026-01-31 · 50 % of the time is gone

target            status      actual      unit                               to plan   schedule  progress  planned  outlook  due         unnamed  last record  id
Schools open      ● on track   4 of 8     schools  ▃▃▃▃▃▃▆▆▆▆▆▆▁▁┃▁▁▁▁▁▁▁▁▁  <1 short  on time       33 %     4           6  2026-12-31        1  2025-12-31   schools-opened
schools-begun     · followed   2                                                                                                                  2025         schools-begun
Homes with water  · no data   62 of 70.5  percent  ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▁┃▁                                  66.24           2026-12-31                        water

● 1 on track   · 1 no data   · 1 followed
"""

ANSWERS = [
    (("status", "--since", "2026", "--as-of", "2026-11-24"), MOVED),
    (("status", "water", "--since", "2026-05", "--as-of", "2026-11-24"), NOTHING_MOVED),
    (("status", "--since", "2026", "--as-of", "2026-11-24", "--format", "csv"), MOVED_AS_CSV),
    (("status", "water", "--since", "2026", "--as-of", "2026-11-24", "--format", "json"), MOVED_AS_JSON),
    (("status", "--by", "district", "--as-of", "2026-11-24"), BROKEN_DOWN),
    (("status", "--by", "district", "--as-of", "2026-11-24", "--format", "csv"), BROKEN_DOWN_AS_CSV),
    (("status", "--by", "district", "--as-of", "2026-11-24", "--format", "markdown"), BROKEN_DOWN_AS_MARKDOWN),
    (("status", "schools-begun", "--by", "district", "--as-of", "2026-11-24", "--format", "json"), BROKEN_DOWN_AS_JSON),
    (("status", "--since", "2025-06", "--by", "district", "--as-of", "2026-11-24"), MOVED_BY_DISTRICT),
    (
        ("status", "schools-begun", "--since", "2025-06", "--by", "district", "--format", "csv"),
        MOVED_BY_DISTRICT_AS_CSV,
    ),
    (
        ("status", "schools-begun", "--since", "2025-06", "--by", "district", "--format", "markdown"),
        MOVED_BY_DISTRICT_AS_MARKDOWN,
    ),
    (
        ("status", "schools-begun", "--during", "2025-06", "--by", "seats", "--format", "json"),
        MOVED_BY_SEATS_AS_JSON,
    ),
    (("status", "--known", "2026-01", "--as-of", "2025-12-31"), AS_KNOWN_THEN),
]


@pytest.mark.parametrize(
    ("arguments", "told"),
    ANSWERS,
    ids=[
        "moved",
        "nothing moved",
        "moved as csv",
        "moved as json",
        "broken down",
        "broken down as csv",
        "broken down as markdown",
        "broken down as json",
        "moved by district",
        "moved by district as csv",
        "moved by district as markdown",
        "moved by seats as json",
        "as known then",
    ],
)
def test_it_answers(schools: Run, arguments: tuple[str, ...], told: str) -> None:
    assert schools(*arguments) == Ran(told)


REFUSED = [
    (
        ("--during", "2025-Q3", "--since", "2025"),
        "error: --during and --since cannot be given together\n"
        "hint: --during 2025-Q3 is short for --since 2025-Q3 --as-of 2025-Q3\n",
    ),
    (
        ("--as-of", "2025", "--during", "2025-Q3"),
        "error: --during and --as-of cannot be given together\n"
        "hint: --during 2025-Q3 is short for --since 2025-Q3 --as-of 2025-Q3\n",
    ),
    (
        ("--during", "autumn"),
        'error: --during: "autumn" is not a date\nhint: a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024\n',
    ),
    (("--during", "0001"), "error: --during 0001 has no day before it\n"),
    (("--since", "2027"), "error: --since 2027 is after the day as of which it is asked, 2026-11-24\n"),
    (("--since", "0001"), "error: --since 0001 has no day before it\n"),
    (("--by", "colour"), 'error: unknown attribute "colour"\nhint: known are: district, seats\n'),
    (
        ("water", "--by", "seats"),
        "error: water cannot be broken down by seats\nhint: only targets whose items have it can: leave the others out\n",
    ),
]


@pytest.mark.parametrize(("arguments", "error"), REFUSED)
def test_what_cannot_be_asked(schools: Run, arguments: tuple[str, ...], error: str) -> None:
    assert schools("status", *arguments) == Ran("", error, 2)


@pytest.mark.parametrize(
    "arguments", [("--since", "2026"), ("--by", "district"), ("--since", "2026", "--by", "district")]
)
def test_fail_if_holds_for_every_way_to_ask(schools: Run, arguments: tuple[str, ...]) -> None:
    assert schools("status", *arguments, "--fail-if", "behind").code == 1
    assert schools("status", *arguments, "--fail-if", "missed").code == 0


def test_by_district_of_the_real_plan(hanoi: Run) -> None:
    told = hanoi("status", "clusters-started", "--by", "district", "--as-of", "2026-01-01", "--format", "csv").stdout
    assert told.splitlines()[1:] == [
        "baseline,,0,",
        "value,Ba Vì,0,1",
        "value,Chương Mỹ,1,1",
        "value,Đông Anh,4,5",
        "value,Gia Lâm,0,3",
        "value,Hoài Đức,0,3",
        "value,Phú Xuyên,0,2",
        "value,Phúc Thọ,4,5",
        "value,Quốc Oai,0,1",
        "value,Thạch Thất,0,3",
        "value,Thanh Oai,5,5",
        "value,Thường Tín,0,5",
        "value,Ứng Hòa,1,2",
        "unnamed,,17,",
    ]


def test_fail_if_looks_at_the_targets_that_are_shown(schools: Run) -> None:
    assert schools("status", "--since", "2026", "--fail-if", "no-data", "--as-of", "2026-01").code == 1
    assert schools("status", "--by", "district", "--fail-if", "no-data", "--as-of", "2026-01").code == 0


def test_what_was_not_known_then_is_no_missing_record(schools: Run) -> None:
    told = schools("status", "water", "--known", "2020").stdout
    assert told.endswith("\n· 1 no data\n")


def test_an_attribute_that_no_target_counts(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        "plan = { start = 2025-01-01, end = 2026-12-31 }\n"
        'kinds.school = { stages = ["opened"], attributes = { district = "text" } }\n',
        encoding="utf-8",
    )
    assert plantrack("status", "--by", "district") == Ran("", "error: no target counts items that have a district\n", 2)


REVISED = """\
Schools
from the end of 2025-12-31 to the end of 2026-11-24

target            then    now  difference  by report  status                         id
Homes with water    62  63.25       +1.25      +1.25  no data → ● on track, revised  water

revised in this time
target  date        revised         evidence
water   2026-07-01  goal 70.5 → 64  5/2026

records of this time
target  date     record              evidence  where
water   2026-Q1  water 63.25, total  12/2026   plan.toml:102
"""


def test_a_revision_within_the_time_is_a_movement(schools: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    text = path.read_text(encoding="utf-8")
    revised = 'goal = 70.5\nrevised = [{ from = 2026-07-01, goal = 64, decision = "5/2026" }]'
    path.write_text(text.replace("goal = 70.5", revised), encoding="utf-8")
    assert schools("status", "water", "--since", "2026", "--as-of", "2026-11-24") == Ran(REVISED)
    assert schools("status", "water", "--since", "2026-07-01", "--format", "csv").stdout.endswith(",0,0,1\n")
    assert schools("status", "water", "--since", "2026-07-02", "--format", "csv").stdout.endswith(",0,0,0\n")
    assert schools("status", "water", "--during", "2026-H1", "--format", "csv").stdout.endswith(",1,0,0,0\n")


UNCOUNTED = """\

records of this time
target         date        record                     evidence  where
schools-begun  2025-03-01  Hill Road, school started  7/2025    plan.toml:41

records of this time that no target counts
date        record                  where
2025-05-05  Hill Road, park opened  plan.toml:82
"""


def test_a_record_that_no_target_counts_is_told_apart(schools: Run) -> None:
    told = schools("status", "--since", "2025", "--as-of", "2025-05").stdout
    assert told.partition("\nrecords")[2] == UNCOUNTED.partition("\nrecords")[2]
    # Who asks for some targets is told of the records of their kinds.
    assert "park" not in schools("status", "schools-begun", "--since", "2025", "--as-of", "2025-05").stdout
    assert "park" not in schools("status", "--since", "2025-05-06", "--as-of", "2025-05").stdout


def test_a_plan_without_targets_tells_what_happened(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        'plan = { title = "Schools", start = 2025-01-01, end = 2026-12-31 }\n'
        'kinds.school = { stages = ["opened"] }\n'
        '[[milestones]]\ndate = 2025-05-05\nkind = "school"\nstage = "opened"\nitem = "Hill Road"\n',
        encoding="utf-8",
    )
    assert plantrack("status", "--during", "2025") == Ran(
        "Schools\nfrom the end of 2024-12-31 to the end of 2025-12-31\n\n"
        "records of this time that no target counts\n"
        "date        record                    where\n"
        "2025-05-05  Hill Road, school opened  plan.toml:3\n"
    )


@pytest.mark.parametrize("more", [(), ("--by", "district"), ("--format", "json"), ("--known", "2026-01")])
def test_during_is_short_for_since_and_as_of(schools: Run, more: tuple[str, ...]) -> None:
    told = schools("status", "--since", "2025-Q3", "--as-of", "2025-Q3", *more)
    assert told.code == 0
    assert schools("status", "--during", "2025-Q3", *more) == told


def test_a_time_that_is_not_over_is_noted(schools: Run) -> None:
    told = schools("status", "water", "--during", "2026-Q4")
    assert told.stderr == "note: 2026-12-31 is after today: what is known now about that day\n"


def test_what_is_known_by_name_since_and_what_a_total_had_before(schools: Run, tmp_path: Path) -> None:
    # Three more stand in a new total, and one of those that it had gets a name: four by name, one less by report.
    with (tmp_path / "plan.toml").open("a", encoding="utf-8") as file:
        for number in range(4):
            file.write(
                f'[[milestones]]\ndate = 2026-02-0{number + 1}\nkind = "school"\nstage = "opened"\n'
                f'item = "New {number}"\ndistrict = "North"\n'
            )
        file.write('[[measurements]]\ndate = 2026-02-28\ntarget = "schools-opened"\nvalue = 7\n')
    told = schools("status", "schools-opened", "--during", "2026-02", "--format", "csv").stdout
    assert told.splitlines()[1].startswith("schools-opened,Schools open,schools,,,4,7,3,4,-1,")
    told = schools("status", "schools-opened", "--during", "2026-02", "--by", "district", "--format", "csv").stdout
    assert "\nvalue,North,1,5,4,1,5,4\n" in told
    assert "\nunnamed,,2,1,-1,,,\n" in told
