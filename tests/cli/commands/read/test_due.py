"""`due`: what is late, what is next, and where that leads."""

import json
from pathlib import Path

import pytest
from conftest import NOW, TESTS, Ran, Run, view_of
from rich.cells import cell_len

from plantrack.cli.answer import Surroundings
from plantrack.cli.asking import draw_page
from plantrack.plan.dates import parse_date
from plantrack.plan.due.report import DueRequest, due_report
from plantrack.render.pages.due import build_due_page
from plantrack.store import planfile


def planned(name: str, folder: Path) -> None:
    (folder / "plan.toml").write_bytes((TESTS / "plans" / f"{name}.toml").read_bytes())


@pytest.fixture
def clusters(plantrack: Run, tmp_path: Path) -> Run:
    """Return the function that runs a command, in a folder with Hanoi's clusters and invented expected dates."""
    planned("due", tmp_path)
    return plantrack


@pytest.fixture
def goals(plantrack: Run, tmp_path: Path) -> Run:
    """Return it in a folder with a plan of several kinds and goals on the way."""
    planned("goals", tmp_path)
    return plantrack


SPRING = ("due", "--as-of", "2025-03-31", "--until", "2025-Q2")
HEAD = """\
Hanoi industry and trade plan, 2021-2025
as of 2025-03-31 · what is late, and what is next until 2025-06-30
"""
FORECAST = """\

if every expected date holds  now  by 2025-12-31   of  still short
  clusters-total              116            121  159           38
  clusters-new                  3              8   46           38
  clusters-started             30             30   43           13
"""
IN_SPRING = f"""\
{HEAD}
item           to be reached  expected                  put off from
late (2)
  Dương Xá     established    2024-12-31  90 days late
  Tín An       established    2025-02-28  31 days late  2024-12-31 (1 ×)
next (3)
  Dương Quang  established    2025-05-31  in 61 days    2024-12-31 (1 ×)
  Nhất Hiệu    established    2025-06-30  in 91 days
  Kim Bài      completed      2025-06-30  in 91 days
put off until after 2025-06-30 (1)
  Lệ Chi       established    2025-12-31  in 275 days   2024-12-31 (2 ×)
{FORECAST}\
3 clusters have no expected date for established (--undated)
"""
WITHOUT_DATES = f"""\
{IN_SPRING.partition(FORECAST)[0]}\
no expected date (3)
  Kim Lân      established    –
  Đông Dư      established    –
  Phú Thị      established    –
{FORECAST}\
3 clusters have no expected date for established
"""
OF_THE_BUILDERS = """\
Hanoi industry and trade plan, 2021-2025
as of 2025-03-31 · what is late, and what is next until 2025-06-29
only owner Building division

nothing is late, and nothing is next until 2025-06-29
1 more is expected later: by 2025-06-30

if every expected date holds  now  by 2025-12-31  of  still short
  clusters-started             30             30  43           13
8 clusters have no expected date for started (--undated)
"""
IN_MARKDOWN = """\
**Hanoi industry and trade plan, 2021-2025**

as of 2025-03-31 · what is late, and what is next until 2025-06-30

| item | to be reached | expected |  | put off from |
| --- | --- | --- | --- | --- |
| **late (2)** |  |  |  |  |
| Dương Xá | established | 2024-12-31 | 90 days late |  |
| Tín An | established | 2025-02-28 | 31 days late | 2024-12-31 (1 ×) |
| **next (3)** |  |  |  |  |
| Dương Quang | established | 2025-05-31 | in 61 days | 2024-12-31 (1 ×) |
| Nhất Hiệu | established | 2025-06-30 | in 91 days |  |
| Kim Bài | completed | 2025-06-30 | in 91 days |  |
| **put off until after 2025-06-30 (1)** |  |  |  |  |
| Lệ Chi | established | 2025-12-31 | in 275 days | 2024-12-31 (2 ×) |

| if every expected date holds | now | by 2025-12-31 | of | still short |
| --- | ---: | ---: | ---: | ---: |
| clusters-total | 116 | 121 | 159 | 38 |
| clusters-new | 3 | 8 | 46 | 38 |
| clusters-started | 30 | 30 | 43 | 13 |

3 clusters have no expected date for established (--undated)
"""
AS_CSV = """\
state,kind,item,stage,target,of,goal,actual,by,last,days,put_off_from,put_off_times,put_off_days,decision,source,note
late,,,,schools,interim,3,1,2024-12-31,2024-12-31,-90,,0,0,,,
late,,,,water,interim,70,66.5,2025-02-28,2025-02-28,-31,,0,0,,,
next,park,Old Mill,open,,,,,2025-04-01,2025-04-01,1,,0,0,,the council,
next,school,Old Mill,open,,,,,2025-05,2025-05-31,61,,0,0,7/QĐ,the council,before the summer
next,,,,water,due,80,66.5,2025-05-31,2025-05-31,61,,0,0,,,
put-off,,,,parks,due,2,0,2027-06-30,2027-06-30,821,2025-06-30,1,730,,,
"""
OF_GOALS = """\
Goals
as of 2025-03-31 · what is late, and what is next until 2025-06-29

item        kind    to be reached              expected                  put off from
late (2)
  schools           interim goal 3, now 1      2024-12-31  90 days late
  water             interim goal 70, now 66.5  2025-02-28  31 days late
next (3)
  Old Mill  park    open                       2025-04-01  in 1 day
  Old Mill  school  open                       2025-05     in 61 days
  water             goal 80, now 66.5          2025-05-31  in 61 days
put off until after 2025-06-29 (1)
  parks             goal 2, now 0              2027-06-30  in 821 days   2025-06-30 (1 ×)
1 more is expected later: by 2026-05-01

if every expected date holds  now  by its due date  due          of  still short
  schools                       1                3  2026-12-31   10            7
  parks                         0                1  2027-06-30  2-3            1
2 items of school have no expected date for open (--undated)
"""
OVER = """\
Goals
as of 2026-11-24 · what is late, and what is next until 2027-02-22

item        kind    to be reached          expected                   put off from
late (5)
  schools           interim goal 3, now 1  2024-12-31  693 days late
  Old Mill  park    open                   2025-04-01  602 days late
  Old Mill  school  open                   2025-05     542 days late
  schools           interim goal 6, now 1  2025-06-30  512 days late
  Quán Lào  school  open                   2026-05-01  207 days late
next (1)
  schools           goal 10, now 1         2026-12-31  in 37 days
put off until after 2027-02-22 (1)
  parks             goal 2, now 0          2027-06-30  in 218 days    2025-06-30 (1 ×)

if every expected date holds  now  by its due date  due          of  still short
  schools                       1                3  2026-12-31   10            7
  parks                         0                1  2027-06-30  2-3            1
2 items of school have no expected date for open (--undated)
due before 2026-11-24, see status: water
"""
NOTHING = """\
Schools of one district
as of 2026-11-24 · what is late, and what is next until 2027-02-22

nothing is late, and nothing is next until 2027-02-22

no item has an expected date: plantrack log KIND STAGE ITEM --expected DATE
"""


def test_the_first_question_of_a_superior(clusters: Run) -> None:
    assert clusters(*SPRING) == Ran(IN_SPRING)
    assert clusters(*SPRING, "--undated") == Ran(WITHOUT_DATES)
    assert clusters(*SPRING, "--format", "markdown") == Ran(IN_MARKDOWN)


def test_days_are_a_window_too(clusters: Run) -> None:
    at_the_end_of_march = ("due", "--as-of", "2025-03-31", "--within")
    assert clusters(*at_the_end_of_march, "91") == Ran(IN_SPRING)
    ran = clusters(*at_the_end_of_march, "61")
    assert "next (1)\n  Dương Quang " in ran.stdout
    assert "2 more are expected later, the first by 2025-06-30\n" in ran.stdout
    assert "\nnothing is next until 2025-03-31\n" in clusters(*at_the_end_of_march, "0").stdout
    today = clusters("due", "--as-of", "2025-05-31", "--within", "0").stdout
    assert "next (1)\n  Dương Quang  established    2025-05-31  today          2024-12-31 (1 ×)\n" in today
    assert clusters(*at_the_end_of_march, "99999999").code == 0


def test_an_owner_answers_for_what_the_targets_count(clusters: Run) -> None:
    assert clusters("due", "--as-of", "2025-03-31", "--owner", "building division") == Ran(OF_THE_BUILDERS)
    ran = clusters(*SPRING, "--owner", "Industry division", "--owner", "Building division")
    assert ran.stdout.replace("only owner Industry division or Building division\n", "") == IN_SPRING


def test_goals_stand_among_the_items(goals: Run) -> None:
    assert goals("due", "--as-of", "2025-03-31") == Ran(OF_GOALS)
    assert goals("due", "--as-of", "2025-03-31", "--format", "csv") == Ran(AS_CSV)


def test_a_goal_on_the_way_is_late_from_the_day_after_until_it_is_reached(goals: Run) -> None:
    def told(day: str) -> list[str]:
        rows = goals("due", "--as-of", day, "--within", "0", "--format", "csv").stdout.splitlines()[1:]
        return [row.partition(",2024")[0] for row in rows if ",interim,3," in row]

    assert told("2024-12-30") == []
    assert told("2024-12-31") == ["next,,,,schools,interim,3,1"]
    assert told("2025-01-01") == ["late,,,,schools,interim,3,1"]
    goals("log", "school", "open", "Lakeside", "Riverside", "--date", "2025-03-15", "--quiet")
    assert told("2025-03-14") == ["late,,,,schools,interim,3,1"]
    assert told("2025-03-15") == []


def test_what_was_reached_on_its_day_and_lost_later_is_not_late(goals: Run) -> None:
    assert "interim,70,66.5" in goals("due", "--as-of", "2025-03-31", "--format", "csv").stdout
    goals("measure", "water", "71", "--date", "2025-02-15", "--quiet")
    goals("measure", "water", "69", "--date", "2025-03-15", "--quiet")
    told = goals("due", "--as-of", "2025-03-31", "--format", "csv").stdout
    assert "interim,70" not in told
    assert "next,,,,water,due,80,69,2025-05-31" in told


def test_the_evidence_of_what_happened_is_none_of_what_was_expected(goals: Run) -> None:
    goals("log", "park", "open", "Old Mill", "--date", "2025-05-05", "--decision", "9/QĐ", "--quiet")
    asked = ("due", "--as-of", "2025-05-04", "--kind", "park", "--format", "csv")
    assert "late,park,Old Mill,open,,,,,2025-04-01,2025-04-01,-33,,0,0,,the council,\n" in goals(*asked).stdout
    assert "Old Mill" not in goals("due", "--as-of", "2025-05-05", "--kind", "park", "--format", "csv").stdout


def test_what_is_known_on_a_day_is_what_was_expected_then(clusters: Run) -> None:
    clusters("log", "cluster", "established", "Nhất Hiệu", "--expected", "2025-12-31", "--quiet")
    asked = ("due", "--as-of", "2025-03-31", "--until", "2025-Q2", "--format", "csv")
    assert (
        "put-off,cluster,Nhất Hiệu,established,,,,,2025-12-31,2025-12-31,275,2025-06-30,1,184"
        in clusters(*asked).stdout
    )
    assert "next,cluster,Nhất Hiệu" in clusters(*asked, "--known", "2026-11-23").stdout


def test_of_what_is_over_the_status_tells(goals: Run) -> None:
    assert goals("due") == Ran(OVER)


def test_a_kind_alone(goals: Run) -> None:
    ran = goals("due", "--kind", "park", "--as-of", "2025-03-31")
    assert ran.stdout.splitlines()[2:6] == ["only kind park", "", "nothing is late", ""]
    assert "schools" not in ran.stdout
    assert "water" not in ran.stdout
    both = goals("due", "--kind", "park", "--kind", "school", "--as-of", "2025-03-31").stdout
    assert "only kind school or park\n" in both
    assert "interim goal 3" in both


def test_where_nothing_is_expected_it_does_not_read_as_if_all_were_well(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        '[plan]\ntitle = "Schools of one district"\nstart = 2021-01-01\nend = 2029-12-31\n', encoding="utf-8"
    )
    assert plantrack("due") == Ran(NOTHING)


def test_late_makes_a_script_stop(clusters: Run) -> None:
    assert clusters(*SPRING, "--fail-if", "late") == Ran(IN_SPRING, code=1)
    assert clusters("due", "--as-of", "2024-12-31", "--fail-if", "late").code == 0
    assert clusters("due", "--as-of", "2025-01-01", "--fail-if", "late", "--format", "json").code == 1


def test_json_has_what_the_table_has(clusters: Run) -> None:
    told = json.loads(clusters(*SPRING, "--format", "json").stdout)
    assert [told[key] for key in ("as_of", "known", "until", "kinds", "owners", "later", "later_from", "over")] == [
        *("2025-03-31", None, "2025-06-30", [], [], 0, None, [])
    ]
    assert told["due"][1] == {
        "state": "late",
        "kind": "cluster",
        "item": "Tín An",
        "stage": "established",
        "target": None,
        "of": None,
        "goal": None,
        "actual": None,
        "by": "2025-02-28",
        "last": "2025-02-28",
        "days": -31,
        "put_off_from": "2024-12-31",
        "put_off_times": 1,
        "put_off_days": 59,
        "decision": "7/KH-UBND",
        "source": None,
        "note": None,
    }
    assert told["forecast"][1] == {
        "target": "clusters-new",
        "title": "Clusters newly established",
        "unit": "clusters",
        "due": "2025-12-31",
        "actual": 3,
        "expected": 8,
        "goal": 46,
        "stretch": None,
        "short": 38,
    }
    assert told["undated"] == [{"kind": "cluster", "stage": "established", "items": 3, "unit": "clusters"}]
    # What status says of each target is what due says, also where no item has a date.
    status = json.loads(clusters("status", "--as-of", "2025-03-31", "--format", "json").stdout)
    assert [one["expected"] for one in status["targets"]] == [one["expected"] for one in told["forecast"]]
    assert [one["expected"] for one in told["forecast"]] == [121, 8, None]


def test_excel_gets_dates_as_they_are(goals: Run) -> None:
    ran = goals("due", "--as-of", "2025-03-31", "--excel")
    # A month would become a day.
    assert (
        "next;school;Old Mill;open;;;;;2025-M05;2025-05-31;61;;0;0;7/QĐ;the council;before the summer\n" in ran.stdout
    )


ERRORS = [
    (("--kind", "prk", "--owner", "x"), 'unknown kind "prk"\nhint: did you mean "park"?\nerror: unknown owner "x"\n'),
    (
        ("--within", "5", "--until", "2027"),
        "--within and --until cannot be given together\nhint: leave one of them out\n",
    ),
    (
        ("--as-of", "2025-06-01", "--until", "2025-Q1"),
        "--until 2025-Q1 is over on the day as of which it is asked, 2025-06-01\n"
        "hint: what is late by then is told by --as-of 2025-Q1\n",
    ),
    (("--until", "soon"), '--until: "soon" is not a date\n'),
    (("--within", "-1"), "--within: -1 is less than 0\n"),
]


@pytest.mark.parametrize(("options", "error"), ERRORS, ids=lambda given: given[0])
def test_what_means_nothing_is_refused(goals: Run, options: tuple[str, ...], error: str) -> None:
    ran = goals("due", *options)
    assert (ran.stdout, ran.code) == ("", 2)
    assert ran.stderr.startswith(f"error: {error}")


def test_show_names_the_items_that_are_expected(clusters: Run) -> None:
    told = clusters("show", "clusters-new", "--as-of", "2025-03-31").stdout
    assert "if every expected date holds: 5 more by 2025-12-31: 8 of 46, 38 short\n" in told
    assert told.endswith("""
items that are expected (5)
item         to be reached  expected                  put off from
Dương Xá     established    2024-12-31  90 days late
Tín An       established    2025-02-28  31 days late  2024-12-31 (1 ×)
Dương Quang  established    2025-05-31  in 61 days    2024-12-31 (1 ×)
Nhất Hiệu    established    2025-06-30  in 91 days
Lệ Chi       established    2025-12-31  in 275 days   2024-12-31 (2 ×)
""")
    # Where no item has a date it says nothing of them.
    assert "expected" not in clusters("show", "clusters-started", "--as-of", "2025-03-31").stdout


def test_chart_goes_on_from_the_actual(clusters: Run) -> None:
    asked = ("chart", "clusters-new", "--as-of", "2025-03-31")
    rows = [line for line in clusters(*asked, "--format", "csv").stdout.splitlines() if ",expected," in line]
    assert rows == [
        "clusters-new,expected,2025-03-31,3",
        "clusters-new,expected,2025-05-31,4",
        "clusters-new,expected,2025-06-30,5",
        "clusters-new,expected,2025-12-31,8",
    ]
    drawn = clusters(*asked).stdout
    assert "10 ┤           ..··˙˙                                                          ◦\n" in drawn
    assert drawn.endswith("█ actual   ◆ measured   ·· planned   ╌╌ goal   ◦◦ expected\n")
    # Of what has no date there is no line.
    assert "expected" not in clusters("chart", "clusters-started", "--as-of", "2025-03-31").stdout


@pytest.mark.parametrize("width", [20, 30, 40, 50, 60, 80, 100, 140])
@pytest.mark.parametrize("name", ["due", "goals"])
def test_it_fits_every_screen(name: str, width: int) -> None:
    path = TESTS / "plans" / f"{name}.toml"
    view = view_of(planfile.parse("plan.toml", path.read_bytes()), parse_date("2025-03-31"))
    page = build_due_page(due_report(view, DueRequest(view.day + 90, undated=True)), view.plan)
    lines = draw_page(page, Surroundings(NOW, width)).splitlines()
    assert max(map(cell_len, lines)) <= width
    if width >= 80:
        assert not any(line.startswith("left out") for line in lines)


LOST = """
plan = { title = "Lost", start = 2024-01-01, end = 2026-12-31 }
[targets.water]
unit = "%"
baseline = 50
goal = 90
interim = [{ by = 2024-12-31, goal = 70 }]
"""


@pytest.mark.parametrize(
    ("totals", "late"),
    [
        ({"2024-12-31": 70, "2025-06-30": 65}, None),
        ({"2024-12-30": 70, "2024-12-31": 65}, "interim goal 70, now 65  2024-12-31  273 days late"),
        ({"2024-12-31": 65, "2025-03-31": 71, "2025-06-30": 65}, None),
        ({"2024-12-31": 65, "2025-06-30": 69}, "interim goal 70, now 69  2024-12-31  273 days late"),
        ({"2024-12-31": 65, "2025-09-30": 70}, None),
        ({"2024-12-31": 65, "2025-10-01": 70}, "interim goal 70, now 65  2024-12-31  273 days late"),
    ],
)
def test_a_goal_on_the_way_that_was_reached_since_and_is_lost_is_not_late(
    plantrack: Run, tmp_path: Path, totals: dict[str, int], late: str | None
) -> None:
    records = (f'[[measurements]]\ndate = {day}\ntarget = "water"\nvalue = {value}\n' for day, value in totals.items())
    (tmp_path / "plan.toml").write_text(LOST + "".join(records), encoding="utf-8")
    told = plantrack("due", "--as-of", "2025-09-30").stdout
    assert ("late (1)" in told) == (late is not None)
    assert late is None or late in told
    assert plantrack("due", "--as-of", "2025-09-30", "--fail-if", "late").code == (0 if late is None else 1)
