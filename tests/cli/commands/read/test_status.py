"""`status`: the table and the other formats, on screens of all widths and in a pipe."""

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from conftest import EXAMPLES, NOW, Ran, Run, view_of
from rich.cells import cell_len

from plantrack.cli.answer import Surroundings
from plantrack.cli.asking import draw_page
from plantrack.plan import dates
from plantrack.plan.reports.status import status_report
from plantrack.render.pages.status import build_status_page
from plantrack.store import planfile


def drawn(width: int | None, as_of: str = "2025-06-30", path: Path = EXAMPLES / "plan.toml") -> str:
    file = planfile.load(str(path))
    targets = list(file.plan.targets.values())
    page = build_status_page(status_report(view_of(file, dates.parse_date(as_of)), targets), [])
    return draw_page(page, Surroundings(NOW, width))


AT_80 = """\
Hanoi industry and trade plan, 2021-2025
as of 2025-06-30 · 90 % of the time is gone

target                             status      actual                   to plan
Industry   ◐ 1 at risk   ▼ 3 behind   · 4 followed
  Industrial clusters in the city  ▼ behind         116 of 159  ▃▃▃▃▆┃  38 short
  Clusters newly established       ▼ behind           3 of 46   ▆▁▁▁▁┃  38 short
  Clusters started or completed    ◐ at risk         30 of 43   ▆▆▆▆▁┃  8 short
  Cluster infrastructure complete  · followed         5
  Clusters filled with tenants     · followed  none yet
  New industrial parks             ▼ behind    none yet of 2-3  ▁▁▁▁▁┃  1 short
  Key industrial products          · followed       229
  Recognised craft villages        · followed       319
Trade   ▼ 1 behind   · 2 followed
  Rural markets built or rebuilt   · followed         4
  Wholesale markets invested in    ▼ behind           2 of 5    ▆▆▁▁▁┃  2 short
  International-standard markets   · followed  none yet
Night economy and new forms   · 3 followed
  Night economy areas operating    · followed         7
  Sharing economy services         · followed         –
  Vending machines                 · followed       717
left out: unit, measured, schedule, progress, planned, outlook, due, unnamed,
last record, id (wider, or --format json)

◐ 1 at risk   ▼ 4 behind   · 9 followed
"""


BUDGET = """\
[plan]
start = 2021-01-01
end = 2027-12-31
[targets.budget]
title = "Budget \\r"
baseline = 0
{}goal = {}
[[measurements]]
date = 2023-01-01
target = "budget"
value = 1
[[measurements]]
date = 2024-01-01
target = "budget"
value = {}
"""


IN_A_PIPE = [
    "target",
    "status",
    "actual",
    "unit",
    "measured",
    "to",
    "plan",
    "schedule",
    "progress",
    "planned",
    "outlook",
    "due",
    "unnamed",
    "last",
    "record",
    "id",
]


def without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")


def test_at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    without_colour(monkeypatch)
    assert drawn(80) == AT_80


@pytest.mark.parametrize("width", [30, 46, 60, 79, 80, 100, 118, 140, 166, 200, 260])
def test_titles_alone_wrap_and_the_four_columns_stay(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    without_colour(monkeypatch)
    lines = drawn(width).splitlines()
    assert max(map(cell_len, lines)) <= width
    table, _, note = "\n".join(lines[:-2]).partition("\nleft out: ")
    assert bool(note) == (width < 260)
    # Three lines and the heading of the table, three groups, fourteen targets; a narrow screen has some titles on several.
    if width >= 79:
        assert table.count("\n") == 20
    elif width == 60:
        assert "\n  Clusters newly       ▼ behind           3 of 46   38 short\n  established\n" in table
    if width >= 46:
        row = next(line for line in lines if "◐ at risk" in line)
        assert "30 of 43" in row
        assert "8 short" in row
    if width >= 80:
        assert "…" not in "".join(lines)


def test_wider_screens_never_show_less(monkeypatch: pytest.MonkeyPatch) -> None:
    without_colour(monkeypatch)
    headings = [drawn(width).splitlines()[3] for width in range(46, 260)]
    words = [set(heading.split()) for heading in headings]
    assert all(narrow <= wide for narrow, wide in pairwise(words))
    assert words[-1] == set(IN_A_PIPE)


def test_a_row_never_loses_its_name(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(BUDGET.format("", 2 * 10**12, 10**12))
    for width in range(30, 80):
        assert drawn(width, path=tmp_path / "plan.toml").splitlines()[4].startswith("Budg"), width


@pytest.mark.parametrize(
    ("interim", "goal", "value"),
    [
        ("", 5e-324, 24),
        ("", 1e-305, 240),
        ("interim = [{ by = 2026-12-31, goal = 1e-292 }]\n", 9e15, 1e15),
    ],
    ids=["share", "percent", "outlook"],
)
def test_a_figure_beyond_all_numbers_is_left_out(
    plantrack: Run, tmp_path: Path, interim: str, goal: float, value: float
) -> None:
    (tmp_path / "plan.toml").write_text(BUDGET.format(interim, goal, value))
    for format in ("table", "json", "csv", "markdown"):
        ran = plantrack("status", "--format", format)
        assert (ran.stderr, ran.code) == ("", 0)
        assert not re.search(r"(?i)\b(inf|infinity|nan)\b", ran.stdout)


COLOURED = [
    ((), {}, False),
    (("--color", "always"), {}, True),
    (("--color", "always"), {"NO_COLOR": "1"}, True),
    (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ((), {"FORCE_COLOR": "1"}, True),
    ((), {"CLICOLOR_FORCE": "1", "TERM": "dumb"}, True),
    ((), {"FORCE_COLOR": "0"}, False),
    ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
]


@pytest.mark.parametrize(("arguments", "environment", "coloured"), COLOURED)
def test_when_there_are_colours(
    hanoi: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], environment: dict[str, str], coloured: bool
) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    told = hanoi("status", "--as-of", "2025-06-30", *arguments).stdout
    assert ("\x1b[31m▼ behind" in told) == coloured
    assert re.sub(r"\x1b\[[\d;]*m| *(?=(?:\x1b\[[\d;]*m)*$)", "", told, flags=re.MULTILINE) == drawn(None)
    assert "\x1b" not in hanoi("status", "--format", "json", *arguments).stdout


def test_in_a_pipe_it_is_whole_and_plain(hanoi: Run) -> None:
    ran = hanoi("status", "--as-of", "2025-06-30")
    assert ran == Ran(drawn(None))
    lines = ran.stdout.splitlines()
    assert lines[3].split() == IN_A_PIPE
    assert "\x1b" not in ran.stdout
    assert "…" not in ran.stdout
    assert lines[7].split() == [
        *("Clusters", "started", "or", "completed", "◐", "at", "risk", "30", "of", "43", "clusters"),
        *(
            "▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▁▁▁▁▁┃▁▁",
            "8",
            "short",
            "short",
            "since",
            "2024-08",
            "70",
            "%",
            "38",
            "33",
            "2025-12-31",
            "15",
            "2024",
            "clusters-started",
        ),
    ]


ODD = """
[plan]
title = "Wide 計画 [red]x[/y] \\u001b[31m\\u202e"
start = 2021-01-01
end = 2025-12-31
[targets.wide]
title = "工業団地の数"
baseline = 0
goal = 10
[targets.combining]
title = "COMBINING"
baseline = 50
goal = 40
[targets.over]
title = "Over"
baseline = 0
goal = 25
[targets.negative]
title = "Negative"
baseline = 0
goal = 100
pace = "none"
[[measurements]]
date = 2023-01-01
target = "wide"
value = 2.5
[[measurements]]
date = 2023-01-01
target = "combining"
value = 45
[[measurements]]
date = 2023-01-01
target = "over"
value = 28
[[measurements]]
date = 2023-01-01
target = "negative"
value = -4
"""


def test_wide_and_combining_characters_align_and_nothing_in_a_name_is_obeyed(plantrack: Run, tmp_path: Path) -> None:
    combining = normalize("NFD", "Chợ đầu mối")
    (tmp_path / "plan.toml").write_text(ODD.replace("COMBINING", combining), encoding="utf-8")
    ran = plantrack("status", "--as-of", "2023-07-01")
    assert ran.stdout == (
        "Wide 計画 [red]x[/y] \\x1b[31m\\u202e\n"
        "as of 2023-07-01 · 50 % of the time is gone\n"
        "\n"
        "target        status      actual                measured                                            to "
        "plan    schedule                       progress  planned  due         last record  id\n"
        "工業団地の数  ◐ at risk   2.5 of 10             2023-01-01, 6 months ago  ▆▆▆▆▆▆▁▁▁┃▁▁▁▁▁▁▁▁▁▁▁▁▁▁  1.5 short  "
        "short since 2022-04                25 %        4  2025-12-31  2023-01-01   wide\n"
        f"{combining}   ● on track   45, goal 40 or less  2023-01-01, 6 months ago  ▆▆▆▆▆▆▆▆▆┃▆▆▁▁▁▁▁▁▁▁▁▁▁▁  1 "
        "below    below until 2023-07                50 %       46  2025-12-31  2023-01-01   combining\n"
        "Over          ✓ met        28 of 25             2023-01-01, 6 months ago  ▆▆▆▆▆▆▆▆▆┃▆▆▆▆▆▆▆▆▆▆▆▆▆▆  18 "
        "ahead   met in 2023-01, 3 years early     112 %       10  2025-12-31  2023-01-01   over\n"
        "Negative      ○ open       -4 of 100            2023-01-01, 6 months ago  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁        "
        "                                        -4 %           2025-12-31  2023-01-01   negative\n"
        "\n"
        "negative: below the baseline of 0\n"
        "\n"
        "✓ 1 met   ● 1 on track   ◐ 1 at risk   ○ 1 open\n"
    )


def test_a_plan_without_records_says_what_to_type_next(plantrack: Run) -> None:
    plantrack("init")
    lines = plantrack("status").stdout.splitlines()
    assert lines[-2:] == [
        "No records yet. To record the first, type:",
        '  plantrack log cluster established "NAME" --new',
    ]
    assert plantrack("status", "--plan", "plan.toml").stdout.splitlines()[-1].endswith(" --new --plan plan.toml")
    assert lines[5].startswith("  Industrial clusters in the city  ? unreported  113 of 159  ")
    assert lines[6].startswith("  Clusters newly established       ? unreported    0 of 46   ")


def test_a_plan_without_targets_says_what_to_write(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("[plan]\nstart = 2021-01-01\nend = 2021-12-31\n", encoding="utf-8")
    assert plantrack("status") == Ran(
        "plan\nas of 2026-11-24 · the time is over since 2021-12-31\n\n"
        "No targets yet: write one into plan.toml as [targets.NAME].\n"
    )
    assert json.loads(plantrack("status", "--format", "json").stdout)["targets"] == []


def test_targets_are_chosen_by_id_and_shown_in_the_order_of_the_file(hanoi: Run) -> None:
    ran = hanoi("status", "parks-new", "clusters-new", "parks-new", "--format", "csv")
    assert [line.split(",")[0] for line in ran.stdout.splitlines()] == ["id", "clusters-new", "parks-new"]
    assert hanoi("status", "park-new", "x") == Ran(
        "",
        'error: unknown target "park-new"\nhint: did you mean "parks-new"?\n'
        'error: unknown target "x"\nhint: known are: clusters-total, clusters-new, clusters-started, '
        "clusters-completed, clusters-filled, parks-new, key-products, craft-villages, rural-markets, "
        "wholesale-markets, wholesale-international, night-economy, sharing-economy, vending-machines\n",
        2,
    )


def test_csv(hanoi: Run) -> None:
    ran = hanoi("status", "clusters-started", "night-economy", "--as-of", "2024-07-10", "--format", "csv")
    assert ran == Ran(
        "id,title,unit,group,owner,kind,stages,sum,baseline,goal,stretch,start,due,interim,actual,judged,named,unnamed,planned,progress,"
        "ratio,days,status,outlook,rate,needed,measured_date,measured_value,records,evidenced,last_date,revised,expected,"
        "comment_date,comment_text,comment_ask,comment_decision,comment_source,comment_note\n"
        "clusters-started,Clusters started or completed,clusters,Industry,,cluster,started completed,,0,43,,2021-01-01,2025-12-31,"
        ",24,2024-07-10,12,12,30.3003,0.5581,0.7921,-225,at-risk,34.0591,6.8165,12.8752,2024-07-10,24,13,13,2024-07-10,,,,,,,,\n"
        "night-economy,Night economy areas operating,areas,Night economy and new forms,,night-economy,operating,,,,,2021-01-01,2025-12-31,"
        ",,2024-07-10,3,,,,,,no-goal,,,,,,3,3,2022-12-23,,,,,,,,\n"
    )


def test_csv_quotes_a_return_alone(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(BUDGET.format("", 9, 1))
    header, row = csv.reader(io.StringIO(plantrack("status", "--format", "csv").stdout, newline=""), strict=True)
    assert dict(zip(header, row, strict=True))["title"] == "Budget \r"


def test_markdown(hanoi: Run) -> None:
    assert hanoi("status", "clusters-started", "parks-new", "--as-of", "2024-07-10", "--format", "markdown") == Ran(
        "**Hanoi industry and trade plan, 2021-2025**\n"
        "\n"
        "as of 2024-07-10 · 70 % of the time is gone\n"
        "\n"
        "| target | status | actual | unit | to plan | schedule | progress | planned | outlook | due | "
        "unnamed | last record | id |\n"
        "| --- | --- | ---: | --- | --- | --- | ---: | ---: | ---: | --- | ---: | --- | --- |\n"
        "| **Industry**   ◐ 1 at risk   ▼ 1 behind |  |  |  |  |  |  |  |  |  |  |  |  |\n"
        "| Clusters started or completed | ◐ at risk | **24** of 43 | clusters | 6 short | short since "
        "2023-11 | 56 % | 30 | 34 | 2025-12-31 | 12 | 2024-07-10 | clusters-started |\n"
        "| New industrial parks | ▼ behind | **none yet** of 2-3 | parks | 1 short | short since 2023-07 "
        "| 0 % | 1 |  | 2025-12-31 |  |  | parks-new |\n"
        "\n"
        "◐ 1 at risk   ▼ 1 behind\n"
    )


def test_json_and_csv_say_the_same(hanoi: Run) -> None:
    as_json = json.loads(hanoi("status", "--as-of", "2025-06-30", "--format", "json").stdout)
    assert list(as_json) == ["format_version", "plan", "as_of", "known", "time", "targets", "revisions"]
    assert as_json["format_version"] == "1.0"
    rows = list(csv.DictReader(io.StringIO(hanoi("status", "--as-of", "2025-06-30", "--format", "csv").stdout)))
    for target, row in zip(as_json["targets"], rows, strict=True):
        for key, value in target.items():
            if key == "measured":
                assert (row["measured_date"] or None) == (value and value["date"])
            elif key == "comment":
                assert (row["comment_date"], value) == ("", None)
            elif key == "stages":
                assert row[key] == " ".join(value)
            elif key == "interim":
                assert (row[key], value) == ("", [])
            elif isinstance(value, int | float):
                assert float(row[key]) == round(value, 4)
            else:
                assert (row[key] or None) == value


FAILING = [
    (("missed",), 0),
    (("behind",), 1),
    (("at-risk",), 1),
    (("no-data",), 0),
    (("unreported",), 0),
    (("missed", "at-risk"), 1),
]


@pytest.mark.parametrize(("conditions", "code"), FAILING)
def test_fail_if(hanoi: Run, conditions: tuple[str, ...], code: int) -> None:
    options = [word for condition in conditions for word in ("--fail-if", condition)]
    ran = hanoi("status", "--as-of", "2025-06-30", *options)
    assert ran == Ran(drawn(None), "", code)


def test_fail_if_means_there_or_worse_among_the_shown(hanoi: Run) -> None:
    assert hanoi("status", "clusters-started", "--as-of", "2025-06-30", "--fail-if", "behind").code == 0
    assert hanoi("status", "clusters-total", "--as-of", "2025-06-30", "--fail-if", "at-risk").code == 1
    assert hanoi("status", "clusters-total", "--as-of", "2026-01-01", "--fail-if", "at-risk").code == 1
    assert hanoi("status", "key-products", "--fail-if", "no-data").code == 0


def test_fail_if_asks_for_what_nobody_said_by_name(plantrack: Run) -> None:
    plantrack("init")
    for as_of, failing, others in (
        ("2025-12-31", "no-data", ("unreported", "at-risk")),
        ("2026-01-01", "unreported", ("no-data", "at-risk", "missed")),
    ):
        asked = ("status", "parks-new", "--as-of", as_of, "--fail-if")
        assert plantrack(*asked, failing).code == 1
        assert [plantrack(*asked, other).code for other in others] == [0] * len(others)


def test_interim_goals_stand_in_a_cell_each_by_its_date(plantrack: Run, tmp_path: Path) -> None:
    interim = "interim = [{ by = 2023-01-01, goal = 2.5 }, { by = 2024-01-01, goal = 4 }]\n"
    (tmp_path / "plan.toml").write_text(BUDGET.format(interim, 9, 1))
    (row,) = csv.DictReader(io.StringIO(plantrack("status", "--format", "csv").stdout))
    assert row["interim"] == "2023-01-01 2.5 2024-01-01 4"
    target = json.loads(plantrack("status", "--format", "json").stdout)["targets"][0]
    assert target["interim"] == [{"by": "2023-01-01", "goal": 2.5}, {"by": "2024-01-01", "goal": 4}]


def test_as_of_a_partial_date_is_its_last_day(hanoi: Run) -> None:
    whole = hanoi("status", "--as-of", "2024-12-31", "--format", "json")
    assert hanoi("status", "--as-of", "2024", "--format", "json") == whole
    assert hanoi("status", "--as-of", "2024-H2", "--format", "json") == whole


def test_as_of_a_day_after_today_is_noted(hanoi: Run) -> None:
    ran = hanoi("status", "--as-of", "2026")
    assert ran.stderr == "note: 2026-12-31 is after today: what is known now about that day\n"
    assert ran.code == 0


def test_left_out_as_of_is_today(hanoi: Run) -> None:
    assert hanoi("status").stdout.splitlines()[1] == "as of 2026-11-24 · the time is over since 2025-12-31"


def test_before_the_start(hanoi: Run) -> None:
    ran = hanoi("status", "clusters-total", "--as-of", "2020-12-31")
    assert ran.stdout.splitlines()[1] == "as of 2020-12-31 · the plan starts on 2021-01-01"
    assert "· not started  113 of 159" in ran.stdout


@pytest.mark.parametrize(
    ("goal", "stretch", "told"),
    [("2", "3", "of 2-3"), ("-1", "-2", ", goal -1 or less, at best -2"), ("0.00001", "0.00002", "of 0.00001-0.00002")],
)
def test_a_goal_is_shown_so_that_it_can_be_read(
    plantrack: Run, tmp_path: Path, goal: str, stretch: str, told: str
) -> None:
    (tmp_path / "plan.toml").write_text(
        f"plan = {{ start = 2021-01-01, end = 2025-12-31 }}\n"
        f"[targets.share]\nbaseline = 0\ngoal = {goal}\nstretch = {stretch}\n",
        encoding="utf-8",
    )
    assert f"{told} " in plantrack("status").stdout


REVISED = """
plan = { title = "Schools and water", start = 2021-01-01, end = 2025-12-31 }
[targets.schools-opened]
title = "Schools open in the district"
baseline = 12
goal = 43
revised = [
  { from = 2023-07-01, goal = 40, due = 2026-06-30, stretch = 45, decision = "123/QĐ-UBND", source = "https://a.vn" },
  { from = 2024-01-01, goal = 38.5, source = "https://example.org/decisions/2024/the-council-of-the-district" },
  { from = 2025-01-01, goal = 30 },
]
[targets.clean-water]
title = "Homes with clean water"
baseline = 62
goal = 90
[[measurements]]
date = 2023-06-30
target = "schools-opened"
value = 32
[[measurements]]
date = 2023-06-30
target = "clean-water"
value = 66.5
"""
REVISED_AT_80 = """\
Schools and water
as of 2024-06-30 · 70 % of the time is gone

target                        status       actual                     to plan
Schools open in the district  ● on track*    32 of 38.5  ▃▃▃▆▆▆┃▆▆▁▁  7.98 ahead
Homes with clean water        ▼ behind     66.5 of 90    ▃▃▃▃▃▃▃▆▁┃▁  9.5 short
left out: measured, schedule, progress, planned, due, last record, id (wider, or
--format json)

* schools-opened: goal 43 → 40, due 2025-12-31 → 2026-06-30, stretch – → 45
since 2023-07-01, 123/QĐ-UBND
* schools-opened: goal 40 → 38.5, stretch 45 → – since 2024-01-01,
https://example.org/decisions/2024/the-council-of-the-district

● 1 on track   ▼ 1 behind
"""
REVISED_IN_A_PIPE = (
    "Schools and water\n"
    "as of 2024-06-30 · 70 % of the time is gone\n"
    "\n"
    "target                        status       actual        measured                               "
    "              to plan     schedule             progress  planned  due         last record  id\n"
    "Schools open in the district  ● on track*    32 of 38.5  2023-06-30, 12 months ago  "
    "▃▃▃▃▃▃▃▆▆▆▆▆▆▆┃▆▆▆▆▁▁▁▁▁  7.98 ahead  ahead until 2025-02      75 %    24.02  2026-06-30  "
    "2023-06-30   schools-opened\n"
    "Homes with clean water        ▼ behind     66.5 of 90    2023-06-30, 12 months ago  "
    "▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▆▁▁▁┃▁▁▁  9.5 short   short since 2021-10      16 %    76     2025-12-31  "
    "2023-06-30   clean-water\n"
    "\n"
    "* schools-opened: goal 43 → 40, due 2025-12-31 → 2026-06-30, stretch – → 45 since 2023-07-01, "
    "123/QĐ-UBND\n"
    "* schools-opened: goal 40 → 38.5, stretch 45 → – since 2024-01-01, "
    "https://example.org/decisions/2024/the-council-of-the-district\n"
    "\n"
    "● 1 on track   ▼ 1 behind\n"
)


@pytest.fixture
def revised(plantrack: Run, tmp_path: Path) -> Run:
    """Return the function that runs a command in a folder where plan.toml has revisions."""
    (tmp_path / "plan.toml").write_text(REVISED, encoding="utf-8")
    return plantrack


def test_what_was_revised_is_marked_and_told(revised: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_colour(monkeypatch)
    assert drawn(80, "2024-06-30", tmp_path / "plan.toml") == REVISED_AT_80
    assert revised("status", "--as-of", "2024-06-30") == Ran(REVISED_IN_A_PIPE)
    lines = revised("status", "schools-opened", "--as-of", "2023-06-30").stdout.splitlines()
    assert "*" not in "".join(lines)
    assert " 32 of 43 " in lines[4]
    lines = revised("status", "clean-water", "--as-of", "2024-06-30").stdout.splitlines()
    assert lines[4:] == [lines[4], "", "▼ 1 behind"]


@pytest.mark.parametrize("width", [*range(36, 60), 79, 100, 118, 140, 166, 200])
def test_the_mark_and_the_revision_are_whole_on_any_screen(
    width: int, revised: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_colour(monkeypatch)
    lines = drawn(width, "2024-06-30", tmp_path / "plan.toml").splitlines()
    assert max(map(cell_len, lines)) <= width
    assert "● on track*    32 of 38.5  " in f"{lines[4]}  "
    assert "▼ behind     66.5 of 90  " in next(f"{line}  " for line in lines if "▼ behind" in line)
    first = next(place for place, line in enumerate(lines) if line.startswith("* "))
    told = "".join(lines[first:-2]).replace(" ", "")
    assert told == "".join(REVISED_IN_A_PIPE.splitlines()[7:9]).replace(" ", "")


def test_revised_in_markdown(revised: Run) -> None:
    assert revised("status", "schools-opened", "--as-of", "2024-06-30", "--format", "markdown") == Ran(
        "**Schools and water**\n"
        "\n"
        "as of 2024-06-30 · 70 % of the time is gone\n"
        "\n"
        "| target | status | actual | measured | to plan | schedule | progress | planned | due | last "
        "record | id |\n"
        "| --- | --- | ---: | --- | --- | --- | ---: | ---: | --- | --- | --- |\n"
        "| Schools open in the district | ● on track\\* | **32** of 38.5 | 2023-06-30, 12 months ago | "
        "7.98 ahead | ahead until 2025-02 | 75 % | 24.02 | 2026-06-30 | 2023-06-30 | schools-opened |\n"
        "\n"
        "\\* schools-opened: goal 43 → 40, due 2025-12-31 → 2026-06-30, stretch – → 45 since 2023-07-01, "
        "123/QĐ-UBND\n"
        "\n"
        "\\* schools-opened: goal 40 → 38.5, stretch 45 → – since 2024-01-01, "
        "<https://example.org/decisions/2024/the-council-of-the-district>\n"
        "\n"
        "● 1 on track\n"
    )


def test_revised_as_data(revised: Run) -> None:
    as_json = json.loads(revised("status", "--as-of", "2023-07-01", "--format", "json").stdout)
    opened, water = as_json["targets"]
    assert [opened[key] for key in ("goal", "due", "stretch", "revised")] == [40, "2026-06-30", 45, "2023-07-01"]
    assert (list(opened)[-3:], water["revised"]) == (["revised", "expected", "comment"], None)
    assert as_json["revisions"] == [
        {
            "target": "schools-opened",
            "since": "2023-07-01",
            "changes": [
                {"term": "goal", "before": 43, "after": 40},
                {"term": "due", "before": "2025-12-31", "after": "2026-06-30"},
                {"term": "stretch", "before": None, "after": 45},
            ],
            "decision": "123/QĐ-UBND",
            "source": "https://a.vn",
            "note": None,
        }
    ]
    lines = revised("status", "--as-of", "2023-07-01", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[-8] for line in lines] == ["revised", "2023-07-01", ""]


def test_a_revision_that_changes_nothing_confirms(revised: Run, tmp_path: Path) -> None:
    plan = REVISED.replace("{ from = 2025-01-01, goal = 30 }", "{ from = 2025-01-01, goal = 38.5 }")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    lines = revised("status", "--as-of", "2025-06-30").stdout.splitlines()
    assert lines[-3] == "* schools-opened: confirmed since 2025-01-01"


def test_what_is_recorded_is_told_beside_the_goal_in_force(revised: Run) -> None:
    ran = revised("measure", "schools-opened", "29", "--date", "2026-01-01", "--source", "https://example.org")
    assert ran.stdout.splitlines()[1] == "  schools-opened 32 → 29 of 30"


def test_show_tells_what_was_revised(revised: Run) -> None:
    ran = revised("show", "schools-opened", "--as-of", "2025-01-01")
    told = ran.stdout[ran.stdout.index("the promise\n") :].splitlines()
    assert told[1] == "from 12 on 2021-01-01 to 30 by 2026-06-30"
    assert told[3:] == [
        "progress: (32 - 12) / (30 - 12) = 111 %",
        "ratio to what was planned: (32 - 12) / (20.2 - 12) ≈ 2.45",
        "the goal is reached since 2025-01-01, 18 months before it is due on 2026-06-30",
        "no evidence of the promise (plan.toml:3)",
        "revised: goal 43 → 40, due 2025-12-31 → 2026-06-30, stretch – → 45 since 2023-07-01, 123/QĐ-UBND",
        "revised: goal 40 → 38.5, stretch 45 → – since 2024-01-01, "
        "https://example.org/decisions/2024/the-council-of-the-district",
        "revised: goal 38.5 → 30 since 2025-01-01",
    ]
