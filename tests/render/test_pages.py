"""The pages on screens of all widths and in a pipe: nothing is wider than the screen, and a pipe gets all of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import EXAMPLES, NOW, TESTS, Run
from rich.cells import cell_len

from plantrack.cli.answer import Surroundings
from plantrack.cli.app import answer_arguments

PLANS = {"hanoi": EXAMPLES / "plan.toml", "schools": TESTS / "plans" / "schools.toml"}
ASKED = {
    "hanoi": (
        *(("items", "cluster"), ("items", "cluster", "--by", "district"), ("items", "night-economy")),
        *(("show", "clusters-started"), ("show", "key-products"), ("show", "Lien Ha 2"), ("history",)),
        *(
            ("status", "--since", "2025"),
            ("status", "--by", "district"),
            ("status", "--since", "2025", "--by", "district"),
        ),
    ),
    "schools": (
        *(("items", "school"), ("items", "school", "--by", "district"), ("show", "schools-opened"), ("show", "water")),
        *(("show", "Old Mill"), ("history",), ("status", "--since", "2026"), ("status", "--by", "seats")),
    ),
}
CALLS = [(plan, call) for plan, calls in ASKED.items() for call in calls]
WIDTHS = (20, 27, 34, 41, 55, 79, 80, 100, 132, 200)
COLOUR = re.compile(r"\x1b\[[^m]*m")
OWN_COLOURS = {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[1;31m", "\x1b[1;32m", "\x1b[32m"}


def drawn(plan: str, call: tuple[str, ...], width: int | None) -> str:
    answer = answer_arguments([*call, "--plan", str(PLANS[plan])], Surroundings(NOW, width, colour=width is not None))
    assert (answer.exit_code, answer.notes) == (0, "")
    return answer.text


def seen(text: str) -> list[str]:
    return [COLOUR.sub("", line).rstrip() for line in text.splitlines()]


@pytest.mark.parametrize(("plan", "call"), CALLS)
def test_no_line_is_wider_than_the_screen(plan: str, call: tuple[str, ...]) -> None:
    colours: set[str] = set()
    for width in WIDTHS:
        text = drawn(plan, call, width)
        assert max(map(cell_len, seen(text))) <= width, width
        colours.update(COLOUR.findall(text))
    assert "\x1b[1m" in colours
    assert colours <= OWN_COLOURS


def said(tree: Any, keys: set[str]) -> Iterator[str]:
    """Give the texts that stand in a report under these keys."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if isinstance(value, dict | list):
            yield from said(value, keys)
        elif key in keys and value is not None:
            yield value


@pytest.mark.parametrize(("plan", "call"), CALLS)
def test_a_pipe_gets_all_of_it(plan: str, call: tuple[str, ...]) -> None:
    text = drawn(plan, call, None)
    report = json.loads(drawn(plan, (*call, "--format", "json"), None))
    tells_notes = call == ("history",) or "stages" in report
    keys = {"item", "decision", "source", *(["note"] if tells_notes else [])}
    assert "…" not in text
    assert "\x1b" not in text
    coloured = answer_arguments([*call, "--plan", str(PLANS[plan])], Surroundings(NOW, None, colour=True)).text
    assert seen(coloured) == text.splitlines()
    assert [one for one in said(report, keys) if one not in text] == []


@pytest.mark.parametrize("width", [20, 30, 40])
def test_columns_stay_apart_where_they_do_not_fit(width: int) -> None:
    text = drawn("schools", ("history",), width)
    dates = [
        one["record"]["date"] for one in json.loads(drawn("schools", ("history", "--format", "json"), None))["records"]
    ]
    rows = [line for line in seen(text) if line.startswith("202")]
    assert all(row.startswith(f"{date}  ") for row, date in zip(rows, dates, strict=True))


SHOW = """\
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
3 short: the 5th was due on 2025-12-31; short only since 2026-01-10, as more was
there before
outlook at the average so far, 1.1 a year: 4 by 2026-12-31
needed from now on: one every 9 days; so far one every 346
1/2025 (plan.toml:13)

items by name (2)
name       stage   date        counts as          evidence      where
Old Mill   opened  2024-09-01  withdrawn          example.org…  plan.toml:33, 74
                               2026-01-10
Hill Road  opened  2025-09-01  in the total of    line 50: 9/…  plan.toml:58
                               2025-12-31
left out: note (wider, or --format json)

corrected: 2 times
Hill Road opened: date 2025 → 2025-09-01, made exact on 2026-02-01 (plan.toml:50
→ 58)
schools-opened 2025-12-31: value 4 → 5, corrected on 2026-03-01 (plan.toml:88 →
95)
"""

HISTORY = """\
Schools
10 records

date        record            of                other lines   evidence      line
2024-09-01  school opened     Old Mill                        example.org…    33
2025-03-01  school started    Hill Road                       7/2025          41
2025-05-05  park opened       Hill Road                                       82
2025-06-15  school started    Quán Lào                        example.org…    66
2025-09-01  school opened     Hill Road         made exact,   line 50: 9/…    58
                                                was 2025 on
                                                line 50
2025        school opened     Hill Road         now           9/2025          50
                                                2025-09-01
                                                on line 58
2025-12-31  total             schools-opened 4  now 5 on      example.org…    88
                                                line 95
2025-12-31  total             schools-opened 5  was 4 on                      95
                                                line 88
2026-01-10  school withdrawn  Old Mill                                        74
2026-Q1     total             water 63.25                     12/2026        101
left out: late, note (wider, or --format json)
"""

BY_DISTRICT = """\
Schools
as of 2026-11-24 · by district

district     school  schools-opened
baseline                          2
North             1               1
South                            -1
no district       1               0
no name yet                       2
actual            2               4

district     schools-begun
baseline                 0
North                    1
no district              1
no name yet              0
actual                   2
"""


@pytest.mark.parametrize(
    ("call", "width", "told"),
    [
        (("show", "schools-opened"), 80, SHOW),
        (("history",), 80, HISTORY),
        (("status", "--by", "district"), 40, BY_DISTRICT),
    ],
    ids=["show", "history", "stacked grids"],
)
def test_a_screen_shows(schools: Run, call: tuple[str, ...], width: int, told: str) -> None:
    screen = answer_arguments([*call], Surroundings(NOW, width))
    assert "\n".join(seen(screen.text)) + "\n" == told
