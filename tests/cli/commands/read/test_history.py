"""`history`: the log in order of date, and what changed hands."""

from pathlib import Path

import pytest
from conftest import Ran, Run

EVERYTHING = """\
Schools
10 records

date        record            of                other lines                      evidence                      late      note        line
2024-09-01  school opened     Old Mill                                           https://example.org/old                               33
2025-03-01  school started    Hill Road                                          7/2025                                                41
2025-05-05  park opened       Hill Road                                                                                                82
2025-06-15  school started    Quán Lào                                           https://example.org/quan-lao                          66
2025-09-01  school opened     Hill Road         made exact, was 2025 on line 50  line 50: 9/2025               5 months                58
2025        school opened     Hill Road         now 2025-09-01 on line 58        9/2025                                                50
2025-12-31  total             schools-opened 4  now 5 on line 95                 https://example.org/2025                              88
2025-12-31  total             schools-opened 5  was 4 on line 88                                                                       95
2026-01-10  school withdrawn  Old Mill                                                                         5 months  burnt down    74
2026-Q1     total             water 63.25                                        12/2026                                              101
"""

OF_A_TARGET = """\
Schools
5 records

date        record            of                other lines                      evidence                  late      note        line
2025-09-01  school opened     Hill Road         made exact, was 2025 on line 50  line 50: 9/2025           5 months                58
2025        school opened     Hill Road         now 2025-09-01 on line 58        9/2025                                            50
2025-12-31  total             schools-opened 4  now 5 on line 95                 https://example.org/2025                          88
2025-12-31  total             schools-opened 5  was 4 on line 88                                                                   95
2026-01-10  school withdrawn  Old Mill                                                                     5 months  burnt down    74
"""

OF_AN_ITEM = """\
Schools
1 record

date        record          of        evidence                      line
2025-06-15  school started  Quán Lào  https://example.org/quan-lao    66
"""

NONE = """\
Schools
0 records since 2027

No records.
"""

AS_KNOWN_THEN = """\
Schools
2 records, as known on 2026-01-31

date        record         of                evidence                  line
2025        school opened  Hill Road         9/2025                      50
2025-12-31  total          schools-opened 4  https://example.org/2025    88
"""

AS_CSV = """\
date,first,last,kind,stage,item,target,value,district,seats,decision,source,note,was date,was value
2024-09-01,2024-09-01,2024-09-01,school,opened,Old Mill,,,South,,,https://example.org/old,,,
2025-03-01,2025-03-01,2025-03-01,school,started,Hill Road,,,North,,7/2025,,,,
2025-05-05,2025-05-05,2025-05-05,park,opened,Hill Road,,,,,,,,,
2025-06-15,2025-06-15,2025-06-15,school,started,Quán Lào,,,,,,https://example.org/quan-lao,,,
2025,2025-01-01,2025-12-31,school,opened,Hill Road,,,,,9/2025,,,,
2025-09-01,2025-09-01,2025-09-01,school,opened,Hill Road,,,,120,,,,2025,
2025-12-31,2025-12-31,2025-12-31,,,,schools-opened,4,,,,https://example.org/2025,,,
2025-12-31,2025-12-31,2025-12-31,,,,schools-opened,5,,,,,,,4
2026-01-10,2026-01-10,2026-01-10,school,withdrawn,Old Mill,,,,,,,burnt down,,
2026-Q1,2026-01-01,2026-03-31,,,,water,63.25,,,12/2026,,,,
"""

AS_MARKDOWN = """\
**Schools**

5 records

| date | record | of | other lines | evidence | late | note | line |
| --- | --- | --- | --- | --- | --- | --- | ---: |
| 2025-09-01 | school opened | Hill Road | made exact, was 2025 on line 50 | line 50: 9/2025 | 5 months |  | 58 |
| 2025 | school opened | Hill Road | now 2025-09-01 on line 58 | 9/2025 |  |  | 50 |
| 2025-12-31 | total | schools-opened 4 | now 5 on line 95 | <https://example.org/2025> |  |  | 88 |
| 2025-12-31 | total | schools-opened 5 | was 4 on line 88 |  |  |  | 95 |
| 2026-01-10 | school withdrawn | Old Mill |  |  | 5 months | burnt down | 74 |
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
  "since": null,
  "as_of": "2025-11-30",
  "known": null,
  "records": [
    {
      "record": {
        "date": "2025-09-01",
        "first": "2025-09-01",
        "last": "2025-09-01",
        "expected": null,
        "kind": "school",
        "stage": "opened",
        "item": "Hill Road",
        "name": null,
        "target": null,
        "value": null,
        "text": null,
        "ask": null,
        "attributes": {
          "seats": 120
        },
        "decision": null,
        "source": null,
        "note": null,
        "recorded": "2026-02-01T09:00:00.000+07:00",
        "line": 58,
        "decision_line": null,
        "source_line": null
      },
      "late": 153,
      "replaced_by": null,
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
      ],
      "changed": []
    }
  ],
  "standing": [
    {
      "date": "2025-09-01",
      "first": "2025-09-01",
      "last": "2025-09-01",
      "expected": null,
      "kind": "school",
      "stage": "opened",
      "item": "Hill Road",
      "name": null,
      "target": null,
      "value": null,
      "text": null,
      "ask": null,
      "attributes": {
        "seats": 120
      },
      "decision": "9/2025",
      "source": null,
      "note": null,
      "recorded": "2026-02-01T09:00:00.000+07:00",
      "line": 58,
      "decision_line": 50,
      "source_line": null
    }
  ]
}
"""

ANSWERS = [
    (("history",), EVERYTHING),
    (("history", "--target", "schools-opened"), OF_A_TARGET),
    (("history", "--item", "quan lao"), OF_AN_ITEM),
    (("history", "--since", "2027"), NONE),
    (("history", "--known", "2026-01", "--target", "schools-opened"), AS_KNOWN_THEN),
    (("history", "--format", "csv"), AS_CSV),
    (("history", "--target", "schools-opened", "--format", "markdown"), AS_MARKDOWN),
    (("history", "--target", "schools-opened", "--as-of", "2025-11", "--format", "json"), AS_JSON),
]


@pytest.mark.parametrize(
    ("arguments", "told"),
    ANSWERS,
    ids=["everything", "of a target", "of an item", "none", "as known then", "as csv", "as markdown", "as json"],
)
def test_it_answers(schools: Run, arguments: tuple[str, ...], told: str) -> None:
    assert schools(*arguments) == Ran(told)


REFUSED = [
    (("--item", "Quan Xao"), 'error: unknown item "Quan Xao"\nhint: did you mean "Quán Lào"?\n'),
    (("--target", "watr"), 'error: unknown target "watr"\nhint: did you mean "water"?\n'),
    (("--kind", "nothing"), 'error: unknown kind "nothing"\nhint: known are: school, park\n'),
    (
        ("--since", "never"),
        'error: --since: "never" is not a date\nhint: a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024\n',
    ),
]


@pytest.mark.parametrize(("arguments", "error"), REFUSED)
def test_unknown_words(schools: Run, arguments: tuple[str, ...], error: str) -> None:
    assert schools("history", *arguments) == Ran("", error, 2)


def test_an_item_of_each_kind_that_has_one(schools: Run) -> None:
    told = schools("history", "--item", "hill road", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[2:6] for line in told[1:]] == [
        ["2025-03-01", "school", "started", "Hill Road"],
        ["2025-05-05", "park", "opened", "Hill Road"],
        ["2025-12-31", "school", "opened", "Hill Road"],
        ["2025-09-01", "school", "opened", "Hill Road"],
    ]


def test_an_added_source_replaces_nothing(schools: Run) -> None:
    arguments = ("log", "school", "started", "Quán Lào", "--date", "2025-06-15", "--decision", "8/2025")
    assert schools(*arguments).code == 0
    told = schools("history", "--item", "Quán Lào").stdout.splitlines()
    assert "  Quán Lào  added to on line 108  " in told[4]
    assert "  line 108: 8/2025 · line 66: https://example.org/quan-lao  " in told[5]


def test_a_number_that_might_be_thousands_is_written_so_that_it_is_read_back(schools: Run) -> None:
    assert schools("measure", "water", "65.1250", "--date", "2026-06-30").code == 0
    assert schools("history", "--since", "2026-06-30", "--format", "csv").stdout.splitlines()[1] == (
        "2026-06-30,2026-06-30,2026-06-30,,,,water,65.1250,,,,,"
    )


def test_an_attribute_may_be_called_as_anything_that_is_no_key(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        "plan = { start = 2025-01-01, end = 2026-12-31 }\n"
        'kinds.school = { stages = ["opened"], attributes = { attributes = "text", row = "number", position = "text" } }\n'
        '[[milestones]]\ndate = 2025-02-03\nkind = "school"\nstage = "opened"\nitem = "A"\n',
        encoding="utf-8",
    )
    assert plantrack("history", "--format", "csv") == Ran(
        "date,first,last,kind,stage,item,target,value,attributes,row,position,decision,source,note\n"
        "2025-02-03,2025-02-03,2025-02-03,school,opened,A,,,,,,,,\n"
    )


def test_lines_and_attributes_are_told_as_people_name_them(hanoi: Run, tmp_path: Path) -> None:
    for area in ("12", "13"):
        words = ("log", "cluster", "changed", "Tam Hiệp", "--date", "2026-04-01", "--set", f"area_ha={area}")
        ran = hanoi(*words, "--name", "Tam Hiệp 1", "--decision", "101/QĐ-UBND", "--correct", "--lang", "vi")
        assert f"  diện tích (ha) {'20' if area == '12' else '12'} → {area}, từ 01/4/2026\n" in ran.stdout
    first, second = (len((tmp_path / "plan.toml").read_text(encoding="utf-8").splitlines()) - n for n in (18, 8))
    assert (first > 1_000, second - first) == (True, 10)
    shown = hanoi("show", "Tam Hiệp", "--lang", "vi").stdout
    assert "\n01/04/2026  thay đổi: tên Tam Hiệp 1, diện tích (ha) 13 " in shown
    told = f"Tam Hiệp 1 thay đổi: diện tích (ha) 12 → 13, sửa ngày 24/11/2026 (plan.toml:{first} → {second})\n"
    assert shown.endswith(told)
    rows = hanoi("history", "--item", "Tam Hiệp", "--lang", "vi").stdout.splitlines()[-2:]
    assert [row.rstrip().rpartition(" ")[2] for row in rows] == [str(first), str(second)]
    assert f"diện tích (ha) nay là 13, dòng {second}" in rows[0]
