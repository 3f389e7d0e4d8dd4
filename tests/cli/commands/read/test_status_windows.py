"""`status --since`, `--by` and `--known`: what moved, where, and what was known."""

from pathlib import Path

import pytest
from conftest import Ran, Run

MOVED = """\
Schools
from the end of 2025-12-31 to the end of 2026-11-24

target            then    now  difference  status               id
Schools open         5   4          -1     on track → ▼ behind  schools-opened
schools-begun        2   2           0     · followed           schools-begun
Homes with water    62  63.25       +1.25  no data → ▼ behind   water

records of this time
target          date        record                      evidence  where
schools-opened  2026-01-10  Old Mill, school withdrawn            plan.toml:74
water           2026-Q1     water 63.25, total          12/2026   plan.toml:101

written in this time for earlier days, and so in both figures
target          date        record                    evidence  where
schools-opened  2025-09-01  Hill Road, school opened  9/2025    plan.toml:58
                2025-12-31  schools-opened 5, total             plan.toml:95
schools-begun   2025-09-01  Hill Road, school opened  9/2025    plan.toml:58
"""

NOTHING_MOVED = """\
Schools
from the end of 2026-04-30 to the end of 2026-11-24

target             then    now  difference  status    id
Homes with water  63.25  63.25           0  ▼ behind  water

No records of this time.
"""

MOVED_AS_CSV = """\
id,title,unit,then,now,difference,status_then,status_now,records,written
schools-opened,Schools open,schools,5,4,-1,on-track,behind,1,2
schools-begun,schools-begun,,2,2,0,no-goal,no-goal,0,1
water,Homes with water,percent,62,63.25,1.25,no-data,behind,1,0
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
      "then": 62,
      "now": 63.25,
      "difference": 1.25,
      "status_then": "no-data",
      "status_now": "behind",
      "records": [
        {
          "date": "2026-Q1",
          "kind": null,
          "stage": null,
          "item": null,
          "target": "water",
          "value": 63.25,
          "attributes": {},
          "decision": "12/2026",
          "source": null,
          "note": null,
          "recorded": "2026-04-02T09:00:00.000+07:00",
          "line": 101
        }
      ],
      "written": []
    }
  ],
  "revisions": []
}
"""

BROKEN_DOWN = """\
Schools
as of 2026-11-24 · by district

district     schools-opened  schools-begun
baseline                  2              0
North                     1              1
South                    -1
no district               0              1
no name yet               2              0
actual                    4              2
"""

BROKEN_DOWN_AS_CSV = """\
row,value,counts_schools-opened,counts_schools-begun
baseline,,2,0
value,North,1,1
value,South,-1,0
no-value,,0,1
unnamed,,2,0
"""

BROKEN_DOWN_AS_MARKDOWN = """\
**Schools**

as of 2026-11-24 · by district

| district | schools-opened | schools-begun |
| --- | ---: | ---: |
| baseline | 2 | 0 |
| North | 1 | 1 |
| South | -1 |  |
| no district | 0 | 1 |
| no name yet | 2 | 0 |
| **actual** | **4** | **2** |
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
      "actual": 2
    }
  ],
  "rows": [
    {
      "row": "baseline",
      "value": null,
      "counts": {
        "schools-begun": 0
      }
    },
    {
      "row": "value",
      "value": "North",
      "counts": {
        "schools-begun": 1
      }
    },
    {
      "row": "no-value",
      "value": null,
      "counts": {
        "schools-begun": 1
      }
    },
    {
      "row": "unnamed",
      "value": null,
      "counts": {
        "schools-begun": 0
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
        "as known then",
    ],
)
def test_it_answers(schools: Run, arguments: tuple[str, ...], told: str) -> None:
    assert schools(*arguments) == Ran(told)


REFUSED = [
    (
        ("--since", "2026", "--by", "district"),
        "error: --since and --by cannot be given together\nhint: ask for one, then for the other\n",
    ),
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


@pytest.mark.parametrize("arguments", [("--since", "2026"), ("--by", "district")])
def test_fail_if_holds_for_every_way_to_ask(schools: Run, arguments: tuple[str, ...]) -> None:
    assert schools("status", *arguments, "--fail-if", "behind").code == 1
    assert schools("status", *arguments, "--fail-if", "missed").code == 0


def test_by_district_of_the_real_plan(hanoi: Run) -> None:
    told = hanoi("status", "clusters-started", "--by", "district", "--as-of", "2026-01-01", "--format", "csv").stdout
    assert told.splitlines()[1:] == [
        "baseline,,0",
        "value,Chương Mỹ,1",
        "value,Đông Anh,4",
        "value,Phúc Thọ,4",
        "value,Thanh Oai,5",
        "value,Ứng Hòa,1",
        "unnamed,,17",
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


def test_a_revision_within_the_time_is_told(schools: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    text = path.read_text(encoding="utf-8")
    revised = 'goal = 70.5\nrevised = [{ from = 2026-07-01, goal = 64, decision = "5/2026" }]'
    path.write_text(text.replace("goal = 70.5", revised), encoding="utf-8")
    told = schools("status", "water", "--since", "2026").stdout.splitlines()
    assert told[5] == "* water: goal 70.5 → 64 since 2026-07-01, 5/2026"
