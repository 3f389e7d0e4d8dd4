"""`status` of a group, of an owner, of what stands badly, the worst first: the same targets in every form."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, TESTS, Ran, Run
from rich.cells import cell_len

from plantrack.cli.answer import Surroundings
from plantrack.cli.app import answer_arguments

DAY = ("--as-of", "2023-07-01")
HEADING = "District plan, 2021-2025\nas of 2023-07-01 · 50 % of the time is gone\n"
Ask = Callable[..., Ran]


@pytest.fixture
def district(plantrack: Run, tmp_path: Path) -> Ask:
    """Return what `status` answers of a plan with groups and owners."""
    (tmp_path / "plan.toml").write_bytes((TESTS / "plans" / "groups.toml").read_bytes())
    return lambda *arguments: plantrack("status", *DAY, *arguments)


def at(width: int, *arguments: str) -> str:
    return answer_arguments(["status", *DAY, *arguments], Surroundings(NOW, width)).text


AT_80 = """\
District plan, 2021-2025
as of 2023-07-01 · 50 % of the time is gone

target              status      actual                                to plan
Education   ◐ 1 at risk   ▼ 1 behind   · 1 followed
  Schools opened    ▼ behind        2 of 10   ▆▆▆▆▁▁▁▁▁▁┃▁▁▁▁▁▁▁▁▁▁▁  2 short
  Teachers trained  ◐ at risk      90 of 200  ▆▆▆▆▆▆▆▆▆▁┃▁▁▁▁▁▁▁▁▁▁▁  9.8 short
  Pupils            · followed  4,000
Water   ● 1 on track   ▼ 1 behind
  Wells             ● on track     60 of 100  ▆▆▆▆▆▆▆▆▆▆┃▆▆▁▁▁▁▁▁▁▁▁  10.1 ahead
  Pipes             ▼ behind*      12 of 120  ▆▆▁▁▁▁▁▁▁▁┃▁▁▁▁▁▁▁▁▁▁▁  45.4 short
no group   · 1 no data
  Roads             · no data       0 of 50   ▁▁▁▁▁▁▁▁▁▁┃▁▁▁▁▁▁▁▁▁▁▁
left out: unit, schedule, progress, planned, outlook, due, owner, last record,
id (wider, or --format json)

* pipes: goal 100 → 120 since 2022-01-01, 7/2022

● 1 on track   ◐ 1 at risk   ▼ 2 behind   · 1 no data   · 1 followed
"""


def test_targets_stand_below_the_heading_of_their_group(district: Ask) -> None:
    # What is spelled `education` is the same group, and stands with it.
    assert district().code == 0
    assert at(80) == AT_80


@pytest.mark.parametrize("width", [30, 46, 60, 80, 100, 132, 200])
def test_on_a_screen_of_any_width(district: Ask, width: int) -> None:
    assert district().code == 0
    for arguments in ([], ["--sort", "worst"], ["--owner", "ms lan"], ["--since", "2022"], ["--only", "attention"]):
        lines = at(width, *arguments).splitlines()
        assert max(map(cell_len, lines)) <= width
        if not arguments and width >= 60:
            assert [line for line in lines if not line.startswith(" ")][4:7] == [
                "Education   ◐ 1 at risk   ▼ 1 behind   · 1 followed",
                "Water   ● 1 on track   ▼ 1 behind",
                "no group   · 1 no data",
            ]


def test_a_plan_without_groups_has_no_headings(district: Ask, tmp_path: Path) -> None:
    plan = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(re.sub("(?m)^group = .*\n", "", plan), encoding="utf-8")
    lines = district().stdout.splitlines()
    assert [line.split()[0] for line in lines[4:10]] == ["Schools", "Wells", "Teachers", "Roads", "Pipes", "Pupils"]


IDS = ("schools", "wells", "teachers", "roads", "pipes", "pupils")
# What is asked, which targets are told, and the line that says so.
CHOICES = [
    (("--group", "education"), "schools teachers pupils", "3 of 6 targets: group Education"),
    (("--group", "giao duc"), "schools teachers pupils", "3 of 6 targets: group Education"),
    (("--group", "Nước sạch"), "wells pipes", "2 of 6 targets: group Water"),
    (("--group", "water", "--group", "GIÁO DỤC", "--only", "behind"), "schools pipes",
     "2 of 6 targets: group Education or Water; behind"),
    (("--owner", "ms lan"), "schools teachers", "2 of 6 targets: owner Ms Lan"),
    (("--owner", "Mr Duc"), "wells", "1 of 6 targets: owner Mr Duc"),
    (("--owner", "ong duc"), "wells pipes", "2 of 6 targets: owner Mr Duc or Ông Đức"),
    (("--owner", "ms lan", "--group", "water"), "", "0 of 6 targets: group Water; owner Ms Lan"),
    (("--only", "on-track"), "wells", "1 of 6 targets: on track"),
    (("--only", "At risk", "--only", "FOLLOWED"), "teachers pupils", "2 of 6 targets: at risk, followed"),
    (("--only", "attention"), "schools teachers pipes roads",
     "4 of 6 targets: missed, behind, at risk, unreported, no data"),
    (("--only", "attention", "--only", "on-track"), "schools teachers wells pipes roads",
     "5 of 6 targets: missed, behind, at risk, unreported, no data, on track"),
    (("--only", "missed"), "", "0 of 6 targets: missed"),
    (("pipes", "roads", "--only", "behind"), "pipes", "1 of 2 targets: behind"),
    (("roads", "--only", "behind"), "", "0 of 1 target: behind"),
    (("--sort", "worst"), "pipes schools teachers roads wells pupils", ""),
    (("--sort", "worst", "--group", "education"), "schools teachers pupils", "3 of 6 targets: group Education"),
    (("--sort", "file"), "schools teachers pupils wells pipes roads", ""),
    ((), "schools teachers pupils wells pipes roads", ""),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "ids", "told"), CHOICES, ids=[" ".join(asked) for asked, _, _ in CHOICES])
def test_each_form_has_the_same_targets_in_the_same_order(
    district: Ask, asked: tuple[str, ...], ids: str, told: str
) -> None:
    for since in ((), ("--since", "2022")):
        data = json.loads(district(*asked, *since, "--format", "json").stdout)
        assert [target["id"] for target in data["targets"]] == ids.split()
        sheet = csv.DictReader(io.StringIO(district(*asked, *since, "--format", "csv").stdout))
        assert [row["id"] for row in sheet] == ids.split()
        assert {revised["target"] for revised in data.get("revisions", [])} <= set(ids.split())
        for form in ("table", "markdown"):
            lines = [line for line in district(*asked, *since, "--format", form).stdout.splitlines() if line]
            assert lines[2] == told or not told
            rows = [line.strip(" |").split(" ")[-1] for line in lines if re.search("[●◐▼·] ", line)]
            assert [id for id in rows if id in IDS] == ids.split()


def test_of_what_is_left_out_nothing_is_told(district: Ask) -> None:
    assert district("--only", "missed") == Ran(f"{HEADING}0 of 6 targets: missed\n")
    assert district("--only", "missed", "--format", "csv").stdout.count("\n") == 1
    heading = "District plan, 2021-2025\nfrom the end of 2021-12-31 to the end of 2023-07-01"
    assert district("--only", "missed", "--since", "2022") == Ran(f"{heading}\n0 of 6 targets: missed\n")
    assert "pipes" not in district("--group", "education").stdout
    # The records of its own kinds and totals, and no others.
    told = district("--group", "water", "--since", "2022").stdout
    assert ("Hill Road" in told, "wells 60, total" in told, "goal 100 → 120" in told) == (False, True, True)


def test_the_worst_first_has_the_group_as_a_column(district: Ask) -> None:
    lines = district("--sort", "worst").stdout.splitlines()
    assert [" ".join(line.split()[:4]) for line in lines[3:10]] == [
        "target group status actual",
        "Pipes Water ▼ behind*",
        "Schools opened Education ▼",
        "Teachers trained Education ◐",
        "Roads · no data",
        "Wells Water ● on",
        "Pupils Education · followed",
    ]
    lines = district("--sort", "worst", "--since", "2022").stdout.splitlines()
    assert [line.split()[:2] for line in lines[3:5]] == [["target", "group"], ["Pipes", "Water"]]


def test_of_one_status_what_has_no_ratio_comes_last(plantrack: Run, district: Ask) -> None:
    assert district().code == 0
    told = plantrack("status", "--as-of", "2026-01-01", "--sort", "worst", "--format", "json").stdout
    order = [(target["id"], target["status"], target["ratio"]) for target in json.loads(told)["targets"]]
    # 12 of 57.4, 90 of 99.8 and 60 of 49.9 on the day of their totals; of the roads nobody has said anything.
    assert [(id, status) for id, status, _ in order] == [
        ("schools", "missed"),
        ("pipes", "unreported"),
        ("teachers", "unreported"),
        ("wells", "unreported"),
        ("roads", "unreported"),
        ("pupils", "no-goal"),
    ]
    assert [ratio is None for _, _, ratio in order] == [False, False, False, False, True, True]


def test_a_group_is_called_in_vietnamese_as_it_is_first(district: Ask, tmp_path: Path) -> None:
    with (tmp_path / "plan.toml").open("a", encoding="utf-8") as file:
        file.write('[targets.a]\ngroup = { en = "water", vi = "Thủy lợi" }\n')
    assert "3 of 7 targets: group Water\n" in district("--group", "nuoc sach").stdout
    assert district("--group", "thuy loi").code == 2


def test_broken_down_it_is_of_those_that_are_chosen(district: Ask) -> None:
    asked = "District plan, 2021-2025\nas of 2023-07-01 · by commune\n"
    rows = "commune      school  schools\nbaseline                   0\nNorth             1        1\n"
    sums = "South             1        1\nno name yet                0\nactual            2        2\n"
    # One of the targets counts items that have a commune.
    told = f"{asked}1 of 1 target: group Education\n\n{rows}{sums}"
    assert district("--by", "commune", "--group", "education") == Ran(told)
    assert district("--by", "commune", "--group", "water") == Ran(f"{asked}0 of 1 target: group Water\n")
    moved = "District plan, 2021-2025\nfrom the end of 2021-12-31 to the end of 2023-07-01 · by commune\n"
    nothing = Ran(f"{moved}0 of 1 target: missed\n")
    assert district("--by", "commune", "--since", "2022", "--only", "missed") == nothing
    data = json.loads(district("--by", "commune", "--only", "missed", "--format", "json").stdout)
    assert (data["targets"], data["kinds"]) == ([], [])


def test_what_is_shown_can_fail(district: Ask) -> None:
    assert district("--fail-if", "behind").code == 1
    assert district("--fail-if", "behind", "--owner", "mr duc").code == 0
    assert district("--fail-if", "behind", "--owner", "mr duc", "--since", "2022").code == 0
    assert district("--fail-if", "behind", "--owner", "ms lan", "--by", "commune").code == 1
    assert district("--fail-if", "missed", "--only", "attention").code == 0
    assert district("--fail-if", "at-risk", "--only", "no-data").code == 0


def test_what_is_unknown_is_refused_with_the_nearest_and_all_at_once(district: Ask) -> None:
    asked = ("--group", "Educaton", "--group", "Roads", "--owner", "Lan", "--only", "behnd", "--only", "x")
    assert district(*asked) == Ran(
        "",
        'error: unknown group "Educaton"\nhint: did you mean "Education"?\n'
        'error: unknown group "Roads"\nhint: known are: Education, Water\n'
        'error: unknown owner "Lan"\nhint: did you mean "Ms Lan"?\n'
        'error: unknown status "behnd"\nhint: did you mean "behind"?\n'
        'error: unknown status "x"\nhint: known are: attention, missed, behind, at-risk, unreported, no-data, '
        "met-late, on-track, open, met, not-started, no-goal\n",
        2,
    )
    assert district("--group", "") == Ran("", 'error: unknown group ""\nhint: known are: Education, Water\n', 2)


def test_without_accents_it_may_be_two(district: Ask, tmp_path: Path) -> None:
    with (tmp_path / "plan.toml").open("a", encoding="utf-8") as file:
        file.write('[targets.a]\ngroup = "Chợ"\nowner = "Chính"\n[targets.b]\ngroup = "Chó"\nowner = "Chinh"\n')
    refused = 'error: group "cho" may be "Chó" or "Chợ"\nhint: type it with its accents\n'
    assert district("--group", "cho") == Ran("", refused, 2)
    # As it is known comes first.
    assert "1 of 8 targets: owner Chinh\n" in district("--owner", "chinh").stdout
    assert "1 of 8 targets: group Chó\n" in district("--group", "CHÓ").stdout


def test_of_very_many_groups_the_first_are_named(plantrack: Run, tmp_path: Path) -> None:
    targets = "".join(f'[targets.t{number}]\ngroup = "G{number}"\n' for number in range(1200))
    (tmp_path / "plan.toml").write_text(f"plan = {{ start = 2021-01-01, end = 2025-12-31 }}\n{targets}")
    asked = [word for number in range(1199) for word in ("--group", f"g{number}")]
    told = plantrack("status", *asked)
    assert (told.stderr, told.code) == ("", 0)
    first = ", ".join(f"G{number}" for number in range(20))
    assert told.stdout.splitlines()[2] == f"1,199 of 1,200 targets: group {first} and 1,179 others"
    unknown = plantrack("status", *(word for number in range(1199) for word in ("--group", f"h{number}")))
    assert (unknown.stderr.count("error: unknown group"), unknown.code) == (1199, 2)


def test_a_plan_that_names_no_owner_says_how(schools: Run) -> None:
    hint = "hint: no target has one: owner = … below [targets.ID] gives it one\n"
    assert schools("status", "--owner", "Ms Lan") == Ran("", f'error: unknown owner "Ms Lan"\n{hint}', 2)


def test_nothing_in_a_group_is_obeyed(district: Ask, tmp_path: Path) -> None:
    with (tmp_path / "plan.toml").open("a", encoding="utf-8") as file:
        file.write('[targets.a]\ngroup = "[red]x[/y] \\u001b[31m{a} | *b*"\nowner = "计画\\n"\n')
    told = district("--only", "followed").stdout
    assert "\n[red]x[/y] \\x1b[31m{a} | *b*   · 1 followed\n" in told
    assert "  计画\\n" in told
    heading = "| **\\[red\\]x\\[/y\\] \\\\x1b\\[31m{a} \\| \\*b\\***   · 1 followed |"
    assert heading in district("--format", "markdown").stdout


def test_show_names_both(district: Ask, plantrack: Run) -> None:
    assert district().code == 0
    assert (
        "\ngroup: Water; owner: Ông Đức\nno evidence of the promise (plan.toml:43)\n"
        in plantrack("show", "pipes").stdout
    )
    assert "\ngroup: Education\nno evidence" in plantrack("show", "pupils").stdout
    assert "group" not in plantrack("show", "roads").stdout
