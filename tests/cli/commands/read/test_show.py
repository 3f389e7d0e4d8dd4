"""`show`: what is behind a number, and the life of a work."""

import pytest
from conftest import Ran, Run

COUNTED = """\
Schools open (schools-opened)
▼ behind · 4 of 8 schools · as of 2026-11-24

  5  reported on 2025-12-31                plan.toml:95
 -1  withdrawn since 2025-12-31
= 4  actual
  2  of it in the baseline
  0  of it known by name since 2025-01-01
  2  of it without a name yet

the promise
from 2 on 2025-01-01 to 8 by 2026-12-31
planned for 2026-11-24: 7 (7.7 on the line)
progress: (4 - 2) / (8 - 2) = 33 %
ratio to what was planned: (4 - 2) / (7.7 - 2) ≈ 0.35
3 short: the 5th was due on 2025-12-31; short only since 2026-01-10, as more was there before
outlook at the average so far, 1.1 a year: 4 by 2026-12-31
needed from now on: one every 9 days; so far one every 346
1/2025 (plan.toml:13)

items by name (2)
name       stage   date        counts as                   evidence                 note        where
Old Mill   opened  2024-09-01  withdrawn 2026-01-10        https://example.org/old  burnt down  plan.toml:33, 74
Hill Road  opened  2025-09-01  in the total of 2025-12-31  line 50: 9/2025                      plan.toml:58

corrected: 2 times
Hill Road opened: date 2025 → 2025-09-01, made exact on 2026-02-01 (plan.toml:50 → 58)
schools-opened 2025-12-31: value 4 → 5, corrected on 2026-03-01 (plan.toml:88 → 95)
"""

MEASURED = """\
Homes with water (water)
▼ behind · 63.25 of 70.5 percent (2026-Q1, 8 months ago) · as of 2026-11-24

  63.25  reported on 2026-Q1  12/2026  plan.toml:101
= 63.25  actual

the promise
from 62 on 2025-01-01 to 70.5 by 2026-12-31
planned for 2026-03-31: 67.29
progress: (63.25 - 62) / (70.5 - 62) = 15 %
ratio to what was planned: (63.25 - 62) / (67.29 - 62) ≈ 0.24
4.04 short: the plan is beyond 63.25 since 2025-04-18
no evidence of the promise (plan.toml:27)
"""

BEFORE_A_TOTAL = """\
schools-begun (schools-begun)
· followed · 2 · as of 2025-07-01

  0  at the start, the baseline of 2025-01-01
 +2  came since 2025-01-01, each known by name
= 2  actual
  2  of it known by name since 2025-01-01

the promise
no goal: it is followed, not judged
no evidence of the promise (plan.toml:22)

items by name (2)
name       stage    date        counts as  evidence                      where
Hill Road  started  2025-03-01  counts     7/2025                        plan.toml:41
Quán Lào   started  2025-06-15  counts     https://example.org/quan-lao  plan.toml:66

corrected: 1 time
Hill Road opened: date 2025 → 2025-09-01, made exact on 2026-02-01 (plan.toml:50 → 58)
"""

AS_KNOWN_THEN = """\
Schools open (schools-opened)
▼ behind · 4 of 8 schools · as of 2026-11-24, as known on 2026-01-31

  4  reported on 2025-12-31                https://example.org/2025  plan.toml:88
= 4  actual
  2  of it in the baseline
  1  of it known by name since 2025-01-01
  1  of it without a name yet

the promise
from 2 on 2025-01-01 to 8 by 2026-12-31
planned for 2026-11-24: 7 (7.7 on the line)
progress: (4 - 2) / (8 - 2) = 33 %
ratio to what was planned: (4 - 2) / (7.7 - 2) ≈ 0.35
3 short: the 5th was due on 2025-12-31
outlook at the average so far, 1.1 a year: 4 by 2026-12-31
needed from now on: one every 9 days; so far one every 346
1/2025 (plan.toml:13)

items by name (2)
name       stage   date        counts as                   evidence                 where
Old Mill   opened  2024-09-01  in the baseline             https://example.org/old  plan.toml:33
Hill Road  opened  2025        in the total of 2025-12-31  9/2025                   plan.toml:50
"""

ITEM = """\
Old Mill
school · as of 2026-11-24
district South

date        stage      evidence                 note        where
2024-09-01  opened     https://example.org/old              plan.toml:33
2026-01-10  withdrawn  no evidence              burnt down  plan.toml:74

target         counts as                             id
Schools open   withdrawn 2026-01-10                  schools-opened
schools-begun  from before its start, no part of it  schools-begun
"""

ITEM_OF_A_KIND = """\
Hill Road
school · as of 2026-11-24
district North, seats 120

date        stage    evidence         where
2025-03-01  started  7/2025           plan.toml:41
2025-09-01  opened   line 50: 9/2025  plan.toml:58

target         counts as                   id
Schools open   in the total of 2025-12-31  schools-opened
schools-begun  counts                      schools-begun

corrected: 1 time
Hill Road opened: date 2025 → 2025-09-01, made exact on 2026-02-01 (plan.toml:50 → 58)
"""

ITEM_AS_CSV = """\
date,first,last,expected,kind,stage,item,name,target,value,text,ask,attributes_district,attributes_seats,decision,source,note,recorded,line,decision_line,source_line
2024-09-01,2024-09-01,2024-09-01,,school,opened,Old Mill,,,,,,South,,,https://example.org/old,,,33,,33
2026-01-10,2026-01-10,2026-01-10,,school,withdrawn,Old Mill,,,,,,,,,,burnt down,2026-06-01T09:00:00.000+07:00,74,,
"""

TARGET_AS_CSV = """\
item,named,added,weight,role,date,record_stage,record_date,record_decision,record_source,record_line,withdrawal_stage,withdrawal_date,withdrawal_decision,withdrawal_source,withdrawal_line,weighed_stage,weighed_date,weighed_decision,weighed_source,weighed_line
Old Mill,-1,-1,1,withdrawn,2026-01-10,opened,2024-09-01,,https://example.org/old,33,withdrawn,2026-01-10,,,74,,,,,
Hill Road,1,0,1,in-total,2025-12-31,opened,2025-09-01,9/2025,,58,,,,,,,,,,
"""

TARGET_AS_MARKDOWN = """\
**Schools open (schools-opened)**

▼ behind · 4 of 8 schools · as of 2026-11-24

|  |  |  |
| ---: | --- | --- |
| 5 | reported on 2025-12-31 | plan.toml:95 |
| -1 | withdrawn since 2025-12-31 |  |
| **= 4** | **actual** |  |
| 2 | of it in the baseline |  |
| 0 | of it known by name since 2025-01-01 |  |
| 2 | of it without a name yet |  |

**the promise**

from 2 on 2025-01-01 to 8 by 2026-12-31

planned for 2026-11-24: 7 (7.7 on the line)

progress: (4 - 2) / (8 - 2) = 33 %

ratio to what was planned: (4 - 2) / (7.7 - 2) ≈ 0.35

3 short: the 5th was due on 2025-12-31; short only since 2026-01-10, as more was there before

outlook at the average so far, 1.1 a year: 4 by 2026-12-31

needed from now on: one every 9 days; so far one every 346

1/2025 (plan.toml:13)

**items by name (2)**

| name | stage | date | counts as | evidence | note | where |
| --- | --- | --- | --- | --- | --- | --- |
| Old Mill | opened | 2024-09-01 | withdrawn 2026-01-10 | <https://example.org/old> | burnt down | plan.toml:33, 74 |
| Hill Road | opened | 2025-09-01 | in the total of 2025-12-31 | line 50: 9/2025 |  | plan.toml:58 |

**corrected: 2 times**

Hill Road opened: date 2025 → 2025-09-01, made exact on 2026-02-01 (plan.toml:50 → 58)

schools-opened 2025-12-31: value 4 → 5, corrected on 2026-03-01 (plan.toml:88 → 95)
"""

TARGET_AS_JSON = """\
{
  "format_version": "1.0",
  "plan": {
    "title": "Schools",
    "start": "2025-01-01",
    "end": "2026-12-31",
    "path": "plan.toml"
  },
  "as_of": "2025-06-14",
  "known": null,
  "target": {
    "id": "schools-begun",
    "title": "schools-begun",
    "unit": null,
    "group": null,
    "owner": null,
    "kind": "school",
    "stages": [
      "started",
      "opened"
    ],
    "sum": null,
    "baseline": 0,
    "goal": null,
    "stretch": null,
    "start": "2025-01-01",
    "due": "2026-12-31",
    "interim": [],
    "actual": 1,
    "judged": "2025-06-14",
    "named": 1,
    "unnamed": 0,
    "planned": null,
    "progress": null,
    "ratio": null,
    "days": null,
    "status": "no-goal",
    "outlook": null,
    "rate": null,
    "needed": null,
    "measured": null,
    "records": 1,
    "evidenced": 1,
    "last_date": "2025-03-01",
    "revised": null,
    "expected": null,
    "comment": null
  },
  "comment": null,
  "promise": {
    "decision": null,
    "source": null,
    "note": null,
    "line": 22
  },
  "revisions": [],
  "measured": null,
  "earlier": [],
  "parts": [
    {
      "item": "Hill Road",
      "named": 1,
      "added": 1,
      "weight": 1,
      "role": "counts",
      "date": null,
      "record": {
        "date": "2025-03-01",
        "first": "2025-03-01",
        "last": "2025-03-01",
        "expected": null,
        "kind": "school",
        "stage": "started",
        "item": "Hill Road",
        "name": null,
        "target": null,
        "value": null,
        "text": null,
        "ask": null,
        "attributes": {
          "district": "North"
        },
        "decision": "7/2025",
        "source": null,
        "note": null,
        "recorded": "2025-03-02T09:00:00.000+07:00",
        "line": 41,
        "decision_line": 41,
        "source_line": null
      },
      "withdrawal": null,
      "weighed": null
    }
  ],
  "came": 1,
  "went": 0,
  "planned_for": null,
  "met_on": null,
  "awaited": [],
  "changes": [
    {
      "subject": "Hill Road opened",
      "key": "date",
      "was": "2025",
      "now": "2025-09-01",
      "made_exact": true,
      "was_line": 50,
      "now_line": 58,
      "recorded": "2026-02-01"
    }
  ]
}
"""

ITEM_AS_JSON = """\
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
  "item": "Old Mill",
  "kind": "school",
  "names": [
    "Old Mill"
  ],
  "attributes": {
    "district": "South"
  },
  "comment": null,
  "stages": [
    {
      "date": "2024-09-01",
      "first": "2024-09-01",
      "last": "2024-09-01",
      "expected": null,
      "kind": "school",
      "stage": "opened",
      "item": "Old Mill",
      "name": null,
      "target": null,
      "value": null,
      "text": null,
      "ask": null,
      "attributes": {
        "district": "South"
      },
      "decision": null,
      "source": "https://example.org/old",
      "note": null,
      "recorded": null,
      "line": 33,
      "decision_line": null,
      "source_line": 33
    },
    {
      "date": "2026-01-10",
      "first": "2026-01-10",
      "last": "2026-01-10",
      "expected": null,
      "kind": "school",
      "stage": "withdrawn",
      "item": "Old Mill",
      "name": null,
      "target": null,
      "value": null,
      "text": null,
      "ask": null,
      "attributes": {},
      "decision": null,
      "source": null,
      "note": "burnt down",
      "recorded": "2026-06-01T09:00:00.000+07:00",
      "line": 74,
      "decision_line": null,
      "source_line": null
    }
  ],
  "expected": [],
  "targets": [
    {
      "id": "schools-opened",
      "title": "Schools open",
      "stages": [
        "opened"
      ],
      "sum": null,
      "named": -1,
      "weight": 1,
      "role": "withdrawn",
      "date": "2026-01-10"
    },
    {
      "id": "schools-begun",
      "title": "schools-begun",
      "stages": [
        "started",
        "opened"
      ],
      "sum": null,
      "named": 0,
      "weight": null,
      "role": "before-start",
      "date": null
    }
  ],
  "changes": []
}
"""

ANSWERS = [
    (("show", "schools-opened"), COUNTED),
    (("show", "water"), MEASURED),
    (("show", "schools-begun", "--as-of", "2025-07-01"), BEFORE_A_TOTAL),
    (("show", "schools-opened", "--known", "2026-01", "--as-of", "2026-11-24"), AS_KNOWN_THEN),
    (("show", "old mill"), ITEM),
    (("show", "hill road", "--kind", "school"), ITEM_OF_A_KIND),
    (("show", "old mill", "--format", "csv"), ITEM_AS_CSV),
    (("show", "schools-opened", "--format", "csv"), TARGET_AS_CSV),
    (("show", "schools-opened", "--format", "markdown"), TARGET_AS_MARKDOWN),
    (("show", "schools-begun", "--as-of", "2025-06-14", "--format", "json"), TARGET_AS_JSON),
    (("show", "old mill", "--format", "json"), ITEM_AS_JSON),
]


@pytest.mark.parametrize(
    ("arguments", "told"),
    ANSWERS,
    ids=[
        "counted",
        "measured",
        "before a total",
        "as known then",
        "item",
        "item of a kind",
        "item as csv",
        "target as csv",
        "target as markdown",
        "target as json",
        "item as json",
    ],
)
def test_it_answers(schools: Run, arguments: tuple[str, ...], told: str) -> None:
    assert schools(*arguments) == Ran(told)


REFUSED = [
    (("Hill Road",), 'error: "Hill Road" is the name of 2 items\nhint: choose with --kind school or --kind park\n'),
    (("Hil Road",), 'error: unknown target or item "Hil Road"\nhint: did you mean "Hill Road"?\n'),
    (
        ("nothing",),
        'error: unknown target or item "nothing"\n'
        "hint: `plantrack status` lists the targets, `plantrack items KIND` the items\n",
    ),
    (
        ("Quan Lao", "--kind", "park"),
        'error: unknown park "Quan Lao"\nhint: `plantrack items park` lists those that are known\n',
    ),
    (("Quan Lao", "--kind", "parc"), 'error: unknown kind "parc"\nhint: did you mean "park"?\n'),
    (
        ("water", "--known", "soon"),
        'error: --known: "soon" is not a date\nhint: a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024\n',
    ),
]


@pytest.mark.parametrize(("arguments", "error"), REFUSED)
def test_a_name_that_means_nothing_or_two_things(schools: Run, arguments: tuple[str, ...], error: str) -> None:
    assert schools("show", *arguments) == Ran("", error, 2)


def test_a_target_and_a_work_of_one_name(schools: Run) -> None:
    assert schools("log", "park", "opened", "water", "--new", "--date", "2025-06").code == 0
    ran = schools("show", "water")
    assert ran.stdout.startswith("Homes with water (water)\n")
    assert ran.stderr == "note: a park is called so too: --kind park means it\n"
    assert schools("show", "water", "--kind", "park").stdout.startswith("water\npark · as of 2026-11-24\n")


def test_what_is_not_certain_yet_counts_from_its_last_day(schools: Run) -> None:
    told = schools("show", "schools-opened", "--known", "2026-01", "--as-of", "2025-07-01").stdout
    assert "\nHill Road  opened  2025        counts from 2025-12-31" in told
    assert "\n= 2  actual\n" in told


def test_evidence_of_several_records_is_told_with_the_line_of_each(schools: Run) -> None:
    arguments = ("log", "school", "started", "Quán Lào", "--date", "2025-06-15", "--decision", "8/2025")
    assert schools(*arguments).code == 0
    told = schools("show", "Quán Lào").stdout
    assert "\n2025-06-15  started  line 108: 8/2025 · line 66: https://example.org/quan-lao  plan.toml:108\n" in told


def test_a_corrected_date_stands_on_no_old_paper(schools: Run) -> None:
    arguments = ("log", "school", "started", "Hill Road", "--date", "2025-03-02", "--correct")
    assert schools(*arguments).code == 0
    assert (
        "\n2025-03-02  started  no evidence      plan.toml:108\n"
        in schools("show", "Hill Road", "--kind", "school").stdout
    )


def test_the_days_of_a_goal_that_is_reached(schools: Run) -> None:
    assert schools("measure", "water", "71", "--date", "2026-06-30").code == 0
    told = schools("show", "water").stdout
    assert "\nthe goal is reached since 2026-06-30, 6 months before it is due on 2026-12-31\n" in told


def test_two_names_without_accents_hide_nothing_else(schools: Run) -> None:
    for kind, name in (("school", "Hóa"), ("school", "Hỏa"), ("park", "Hoa")):
        assert schools("log", kind, "opened", name, "--new", "--date", "2025-06").code == 0
    assert schools("show", "hoa").stdout.startswith("Hoa\npark · ")
    assert schools("show", "hoa", "--kind", "school") == Ran(
        "", 'error: school "hoa" may be "Hỏa" or "Hóa"\nhint: type it with its accents\n', 2
    )
    for name in ("Wátẻr", "Wàter"):
        assert schools("log", "school", "opened", name, "--new", "--date", "2025-06").code == 0
    assert schools("show", "water").stdout.startswith("Homes with water (water)\n")


def test_what_known_hides_is_said(schools: Run) -> None:
    assert schools("show", "Quán Lào", "--known", "2025-01") == Ran(
        "",
        'error: unknown target or item "Quán Lào"\nhint: --known leaves out what was recorded after 2025-01\n',
        2,
    )


def test_a_title_is_as_good_as_the_id(schools: Run) -> None:
    assert schools("show", "schools open") == schools("show", "schools-opened")
    assert schools("show", "schols open") == Ran(
        "", 'error: unknown target or item "schols open"\nhint: did you mean "Schools open" or "schools-opened"?\n', 2
    )


def test_a_part_of_a_name_leads_to_the_name(schools: Run) -> None:
    assert schools("show", "road").stderr.splitlines()[1] == 'hint: did you mean "Hill Road"?'


@pytest.mark.parametrize(
    ("day", "counts_as"), [("2026-01-09", "in the baseline"), ("2026-01-10", "withdrawn 2026-01-10")]
)
def test_what_is_withdrawn_counts_no_more_from_that_day_on(schools: Run, day: str, counts_as: str) -> None:
    ran = schools("show", "Old Mill", "--as-of", day)
    assert f"Schools open   {counts_as} " in ran.stdout
