"""Many plans are asked one question: the recipe of docs/many-plans.md, run on a few, where DuckDB is installed."""

import shutil
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES, TESTS, Ran, answered
from outputs import DOCS, with_outputs

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not there: pip install '.[plans]'")
SHELL = EXAMPLES / "shell"
QUERY = (SHELL / "behind.sql").read_text(encoding="utf-8")
PLANS = (EXAMPLES / "plan.toml", *sorted((TESTS / "plans").glob("*.toml")))
# What the example says of a target on the day on which most of these tests ask, and of the total on which that rests.
DAY = "2026-01-15"
REPORTED = "https://vietnamnews.vn/economy/1730598/ha-noi-accelerates-development-of-industrial-clusters.html"
AS_REPORTED = ("11 short", "2025-11-12", REPORTED)

SMALL = """
[plan]
title = "{title}"
start = 2021-01-01
end = 2025-12-31

[kinds.school]
stages = ["planned", "opened"]
attributes = {{ {attribute} = "number", district = "text" }}

[targets.schools]
title = "Schools"
kind = "school"
stages = ["opened"]
{sum}
baseline = 0
goal = {goal}
"""
SMALL_MEASURED = """
[targets.water]
title = "Water"
baseline = 0
goal = 50

"""
# Three clusters are established and 100 ha are reported: the example of docs/arithmetic.md, each record on its paper.
SUM = """
[[milestones]]
date = 2021-03-01
kind = "school"
stage = "opened"
item = "A"
area_ha = 40
decision = "A/1"

[[measurements]]
date = 2021-12-31
target = "schools"
value = 100
decision = "100/BC"

[[milestones]]
date = 2022-03-01
kind = "school"
stage = "changed"
item = "A"
area_ha = 45
decision = "A/45"

[[milestones]]
date = 2022-06-01
kind = "school"
stage = "opened"
item = "C"
decision = "C/1"

[[milestones]]
date = 2022-09-01
kind = "school"
stage = "changed"
item = "C"
area_ha = 10.2
decision = "C/10"

[[milestones]]
date = 2022-12-01
kind = "school"
stage = "withdrawn"
item = "A"
decision = "A/0"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in which the plans of the offices are to stand."""
    (tmp_path / "districts").mkdir()
    return tmp_path


def write_small(path: Path, log: str = "", goal: int = 10, attribute: str = "area_ha", weighs: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"title": path.stem, "goal": goal, "attribute": attribute}
    text = SMALL.format(**told, sum=f'sum = "{attribute}"' if weighs else "")
    path.write_text(text + log, encoding="utf-8")


def open_schools(names: str, number: str = "1", attribute: str = "area_ha") -> str:
    """Return records of schools of these letters, each with a number and on its own paper."""
    opened = '[[milestones]]\ndate = 2022-01-01\nkind = "school"\nstage = "opened"\n'
    return "".join(f'{opened}item = "{name}"\n{attribute} = {number}\ndecision = "1/{name}"\n' for name in names)


def collect(folder: Path, day: str = DAY) -> Ran:
    return answered(f"'{sys.executable}' {SHELL}/collect.py districts out {day}", folder)


def ask(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | int | None, ...]]:
    monkeypatch.chdir(folder)
    return list(duckdb.sql(QUERY).fetchall())


def ask_of_started(folder: Path, lines: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str | int | None, ...]:
    """Return how far behind a target of the example is after some lines of a shell, and on whose evidence."""
    shutil.copy(EXAMPLES / "plan.toml", folder / "districts" / "ha-noi.toml")
    typed = answered(f"set -e\n{lines}", folder, PLANTRACK_PLAN="districts/ha-noi.toml")
    assert typed.code == 0, typed.stderr
    assert collect(folder) == Ran()
    (found,) = [row for row in ask(folder, monkeypatch) if row[1] == "clusters-started"]
    plan, _, status, to_plan, unit, _, *evidence = found
    assert (plan, status, unit) == ("districts/ha-noi.toml", "missed", "clusters")
    return to_plan, *evidence


LOG_LATER = 'plantrack log cluster started "Rút Lui" --new --date 2025-12-01 --decision 99/RL'


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The actual rests on a report of 12 November 2025: 32 of 43.
        ("", AS_REPORTED),
        # A figure that is corrected leaves the paper on which it stood.
        (
            "plantrack measure clusters-started 31 --date 2025-11-12 --decision 410/BC-SCT --correct",
            ("12 short", "2025-11-12", "410/BC-SCT"),
        ),
        # A date that is corrected, too: to one after the report, and to one that the report takes in.
        (
            """plantrack log cluster started "Sai Ngày" --new --date 2025-12-30 --decision OLD/WRONG
            plantrack log cluster started "Sai Ngày" --date 2025-12-02 --decision NEW/RIGHT --correct""",
            ("10 short", "2025-12-02", "NEW/RIGHT"),
        ),
        (
            """plantrack log cluster started "Sai Ngày" --new --date 2025-12-30 --decision OLD/WRONG
            plantrack log cluster started "Sai Ngày" --date 2025-10-02 --decision NEW/RIGHT --correct""",
            AS_REPORTED,
        ),
        # What may have happened before the report is in it, however late its date may be.
        ('plantrack log cluster started "Cả Năm" --new --date 2025 --decision 7/CN', AS_REPORTED),
        # A comment counts nothing.
        (
            'plantrack comment clusters-started "Nghe nói" --date 2025-12-20 --source https://facebook.com/rumour',
            AS_REPORTED,
        ),
        # What came and went counts nowhere; what the report took in is taken off it.
        (LOG_LATER, ("10 short", "2025-12-01", "99/RL")),
        (
            f"""{LOG_LATER}
            plantrack log cluster withdrawn "Rút Lui" --date 2025-12-20 --decision 100/RL""",
            AS_REPORTED,
        ),
        (
            'plantrack log cluster withdrawn "Thiết Bình" --date 2025-12-20 --decision 100/RL',
            ("12 short", "2025-12-20", "100/RL"),
        ),
        # What is only expected, what is not certain yet, and what comes after the day that is asked about.
        (
            """plantrack log cluster started "Sẽ Có" --new --expected 2025-12-01 --decision 1/DK
            plantrack log cluster started "Chưa Chắc" --new --date 2026 --decision 2/CC
            plantrack log cluster started "Sau Này" --new --date 2026-01-16 --decision 3/SN""",
            AS_REPORTED,
        ),
        # An item that was called otherwise, which counts from the last day that its date may mean.
        (
            """plantrack log cluster started "Tên Cũ" --new --date 2025-12 --decision 5/QĐ
            plantrack log cluster changed "Tên Cũ" --name "Tên Mới" --date 2026-01-10 --decision 6/QĐ""",
            ("10 short", "2025-12-31", "5/QĐ"),
        ),
        # What rests on no evidence names none, whatever there is of an older figure.
        ("plantrack measure clusters-started 33 --date 2025-12-15", ("10 short", None, None)),
        # Of one day the record that stands last in the file.
        (
            """plantrack log cluster started "Một" --new --date 2025-12-01 --decision 1/Z
            plantrack log cluster started "Hai" --new --date 2025-12-01 --decision 2/A""",
            ("9 short", "2025-12-01", "2/A"),
        ),
    ],
)
def test_the_evidence_is_that_of_the_latest_record_on_which_the_number_rests(
    folder: Path, lines: str, expected: tuple[str | None, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask_of_started(folder, lines, monkeypatch) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # Planned is 1000 from 1 January 2021 to 31 December 2025, in 1825 days. 364 days: 199.452 - 100.
        ("2021-12-31", ("99.5 short", "2021-12-31", "100/BC")),
        # 454 days: 248.767 - 105. A has grown by 5.
        ("2022-03-31", ("143.8 short", "2022-03-01", "A/45")),
        # 545 days: 298.630 - 115.2. C counts with what it has since, as is said on a later day.
        ("2022-06-30", ("183.43 short", "2022-06-01", "C/1")),
        # 637 days: 349.041 - 115.2.
        ("2022-09-30", ("233.84 short", "2022-09-01", "C/10")),
        # 729 days: 399.452 - 70.2. A is withdrawn, with all that it has.
        ("2022-12-31", ("329.25 short", "2022-12-01", "A/0")),
    ],
)
def test_a_sum_rests_on_what_says_how_much_it_grew(
    folder: Path, day: str, expected: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small(folder / "districts" / "sum.toml", SUM, goal=1000, weighs=True)
    assert collect(folder, day) == Ran()
    ((_, _, status, to_plan, _, _, *evidence),) = ask(folder, monkeypatch)
    assert (status, (to_plan, *evidence)) == ("behind", expected)


@pytest.mark.parametrize("day", ["2022-06-30", "2024-02-29", "2025-06-30", "2025-11-30", "2026-01-15"])
def test_what_is_behind_of_all_plans_is_what_each_says(folder: Path, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = []
    for plan in PLANS:
        shutil.copy(plan, folder / "districts")
        expected += [(f"districts/{plan.name}", *row) for row in list_shown(folder, f"districts/{plan.name}", day)]
    assert collect(folder, day) == Ran()
    rows = ask(folder, monkeypatch)
    assert sorted(row[:4] for row in rows) == sorted(expected)
    assert len(expected) > 5
    # The longest first, and last of all those of whom nobody knows.
    days = [row[5] for row in rows]
    known = [number for number in days if isinstance(number, int)]
    assert days == sorted(known) + [None] * (len(days) - len(known))


def list_shown(folder: Path, plan: str, day: str) -> list[tuple[str, str, str | None]]:
    """Return of what is not well in a plan its id, its status, and how far from the plan it is, in the words shown."""
    chosen = " ".join(f"--only {status}" for status in ("missed", "behind", "unreported", "no-data"))
    told = answered(f"plantrack status {chosen} --plan {plan} --as-of {day} --format markdown", folder).stdout
    table = [line.replace("*", "").replace("\\", "") for line in told.splitlines() if line.startswith("|")]
    headings, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table] or [[], []]
    shown = [dict(zip(headings, row, strict=True)) for row in rows]
    return [
        (one["id"], one["status"].strip("✗▼?· ").replace(" ", "-"), one["to plan"] or None)
        for one in shown
        if one["id"]
    ]


def test_the_figure_is_that_of_status(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for plan in (EXAMPLES / "plan.toml", TESTS / "plans" / "falls.toml"):
        shutil.copy(plan, folder / "districts")
    # 49.96 of 50 are there, measured, and as a sum, of which no more is told than its decimals allow.
    write_small(folder / "districts" / "near.toml", open_schools("A", "49.96"), 50, weighs=True)
    near = f'{SMALL_MEASURED}[[measurements]]\ndate = 2025-12-31\ntarget = "water"\nvalue = 49.96\n'
    write_small(folder / "districts" / "nearer.toml", near)
    assert collect(folder, "2025-06-30") == Ran()
    found = {(Path(str(row[0])).name, row[1]): row[3] for row in ask(folder, monkeypatch)}
    # 1641 of 1825 days are gone: 154.4 - 116, 41.4 - 3, 1.8 - 0 and 4.5 - 2; and of what falls 13,000 - 3,640, since it
    # is judged on the day of its total, 80 % on the way from 15,000 to 800.
    assert found == {
        ("plan.toml", "clusters-total"): "38 short",
        ("plan.toml", "clusters-new"): "38 short",
        ("plan.toml", "parks-new"): "1 short",
        ("plan.toml", "wholesale-markets"): "2 short",
        ("falls.toml", "poor"): "9,360 above",
        ("nearer.toml", "schools"): None,
        ("nearer.toml", "water"): None,
    }
    shutil.rmtree(folder / "out")
    assert collect(folder, "2026-01-15") == Ran()
    found = {(Path(str(row[0])).name, row[1]): row[3] for row in ask(folder, monkeypatch)}
    assert (found["near.toml", "schools"], found["nearer.toml", "water"]) == ("0.04 short", "<0.1 short")


def test_whoever_reported_nothing_is_in_the_answer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_small(folder / "districts" / "silent.toml")
    assert collect(folder, "2025-06-30") == Ran()
    silent = ("districts/silent.toml", "schools", "no-data", None, None, None, None, None)
    assert ask(folder, monkeypatch) == [silent]
    shutil.rmtree(folder / "out")
    assert collect(folder, "2026-01-15") == Ran()
    over = ("districts/silent.toml", "schools", "unreported", None, None, None, None, None)
    assert ask(folder, monkeypatch) == [over]


def test_whoever_is_well_is_not_in_the_answer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_small(folder / "districts" / "well.toml", open_schools("ABCDEFGHIJ"))
    assert collect(folder) == Ran()
    assert ask(folder, monkeypatch) == []


def test_plans_of_one_name_are_told_apart_by_their_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, goal in (("a/plan.toml", 10), ("b/plan.toml", 20), ("b/plan.toml.d/plan.toml", 30), ("b.toml", 40)):
        record = f'[[measurements]]\ndate = 2025-12-31\ntarget = "schools"\nvalue = 1\ndecision = "{name}"\n'
        write_small(folder / "districts" / name, record, goal)
    assert collect(folder) == Ran()
    assert {row[0]: (row[3], row[7]) for row in ask(folder, monkeypatch)} == {
        "districts/a/plan.toml": ("9 short", "a/plan.toml"),
        "districts/b/plan.toml": ("19 short", "b/plan.toml"),
        "districts/b/plan.toml.d/plan.toml": ("29 short", "b/plan.toml.d/plan.toml"),
        "districts/b.toml": ("39 short", "b.toml"),
    }


def test_what_stood_there_before_is_not_asked_too(folder: Path) -> None:
    write_small(folder / "districts" / "one.toml")
    assert collect(folder) == Ran()
    before = sorted(folder.rglob("*"))
    refused = "error: out: is there already, and what stands in it would be asked too: remove it first\n"
    assert collect(folder) == Ran(stderr=refused, code=1)
    assert sorted(folder.rglob("*")) == before


def test_a_draft_is_no_plan_and_one_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.toml", "one.edit.toml", "one.edit-2.toml"):
        write_small(folder / "districts" / name)
    (folder / "districts" / "broken.toml").write_text("[plan\n", encoding="utf-8")
    (folder / "districts" / "lost.toml").symlink_to("nowhere.toml")
    (folder / "districts" / "folder.toml").mkdir()
    told = collect(folder)
    assert (told.stdout, told.code) == ("", 1)
    first, second, *broken, last = told.stderr.splitlines()
    assert [first, second] == [
        "districts/one.edit-2.toml: left out, a draft of plantrack edit",
        "districts/one.edit.toml: left out, a draft of plantrack edit",
    ]
    # They are asked at once, and answer in any order.
    assert [
        any(line.startswith(f"error: districts/{name}") for line in broken)
        for name in ("broken.toml:1: ", "lost.toml: ")
    ]
    assert last == "error: 2 of 3 plans cannot be read, and are left out"
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["one.toml"]
    assert [row[0] for row in ask(folder, monkeypatch)] == ["districts/one.toml"]


def test_where_there_is_no_plan_it_is_said_in_words(folder: Path) -> None:
    assert collect(folder) == Ran(stderr="error: districts: there is no plan below it\n", code=1)
    away = answered(f"'{sys.executable}' {SHELL}/collect.py away out {DAY}", folder)
    assert away == Ran(stderr="error: away: No such file or directory\n", code=1)
    asked = answered(f"'{sys.executable}' {SHELL}/ask.py {SHELL}/behind.sql", folder)
    assert (asked.stdout, asked.code) == ("", 1)
    assert asked.stderr.startswith("error: ")
    assert "No files found" in asked.stderr
    assert "Traceback" not in asked.stderr


@pytest.mark.parametrize("attribute", ["filename", "plan", "parts"])
def test_an_attribute_may_be_called_as_anything(folder: Path, attribute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_small(folder / "districts" / "one.toml", open_schools("A", "5", attribute), attribute=attribute)
    assert answered("plantrack check --plan districts/one.toml", folder).code == 0
    assert collect(folder) == Ran()
    assert [(row[3], row[6:]) for row in ask(folder, monkeypatch)] == [("9 short", ("2022-01-01", "1/A"))]


def test_the_page_shows_the_query_and_what_it_answers() -> None:
    page = (DOCS / "many-plans.md").read_text(encoding="utf-8")
    assert f"```sql\n{QUERY}```\n" in page
    assert with_outputs(page) == page
