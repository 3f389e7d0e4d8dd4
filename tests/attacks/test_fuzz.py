"""Ten thousand broken plans and CSV files through every command.

Each command ends in time with an exit code from 0 to 5 and whole, harmless lines, and what failed changed nothing. A
case is made from its number alone, which a failure names: `attempt([4711])` tries it again.
"""

import csv
import io
import json
import os
import re
import signal
import tempfile
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
from attack import all_at_once, unsafe
from conftest import TESTS, Ran, ran
from strategies import Spelling, spelled

from plantrack.store import planfile

pytestmark = pytest.mark.slow

CASES = 10_000
SECONDS = 10
FORMATS = ("table", "json", "csv", "markdown")
TABLES = ("milestones", "measurements", "comments")
READING = ("status", "check", "items", "show", "history")

PLAN = """\
[plan]
title = { en = "Plan", vi = "Kế hoạch" }
start = 2021-01-01
end = 2025-12-31
[kinds.cluster]
title = "Cụm"
stages = ["planned", "started"]
attributes = { district = { type = "text", until = 2025-06-30 }, area_ha = "number" }
labels = { started = "khởi công" }
[targets.clusters]
kind = "cluster"
stages = ["started"]
baseline = 0
goal = 43
[targets.money]
title = "Money [new]"
unit = "₫"
baseline = 0
goal = 300
stretch = 400.5
start = 2022-01-01
source = "https://example.org"
[targets.steps]
baseline = 0
goal = 300
interim = [{ by = 2026-12-31, goal = 250 }]
due = 2027-12-31
[targets.open]
baseline = 10
goal = 0
pace = "none"
"""
MILESTONE = (
    '\n[[milestones]]\ndate = {}\nkind = "cluster"\nstage = "{}"\nitem = "{}"\ndistrict = "Đông Anh"\narea_ha = 24.5\n'
)
TOTAL = '\n[[measurements]]\ndate = {}\ntarget = "{}"\nvalue = {}\nsource = "https://example.org"\n'
PLAN += MILESTONE.format("2022-01-31", "planned", "Cụm 1") + MILESTONE.format("2023-09-06", "started", "Thiết Bình")
PLAN += MILESTONE.format('"2024"', "started", "Cụm 1") + MILESTONE.format('"2024-Q3"', "withdrawn", "Thiet Binh")
PLAN += MILESTONE.format("2024-02-29", "changed", "Cụm 1") + 'name = "Cụm một"\n'
PLAN += MILESTONE.format('"2024"', "changed", "Cụm một") + 'name = "Cụm 1 mới"\n'
PLAN += '\n[[comments]]\ndate = 2024-06-30\ntarget = "money"\ntext = "Waits.\\nFor what?"\nask = "Decide."\n'
PLAN += '\n[[milestones]]\nexpected = "2025-Q2"\nkind = "cluster"\nstage = "started"\nitem = "Cụm hai"\nnote = "!"\n'
PLAN += '\n[[comments]]\ndate = "2024-Q2"\nkind = "cluster"\nitem = "Cụm một"\ntext = "Rock."\n'
PLAN += TOTAL.format("2022-12-31", "money", 150) + TOTAL.format("2024-07-10", "money", 240.5)
PLAN += TOTAL.format("2022-01-31", "steps", 24) + TOTAL.format('"2024"', "steps", 50)
PLAN += TOTAL.format("2024-01-31", "clusters", 24) + TOTAL.format('"2023"', "money", 200)
PLAN += "recorded = 2026-11-20 10:00:00.123000+07:00\n"
SHEETS = (
    "date,kind,stage,item,district,area_ha,decision,note\n"
    '2024-Q3,cluster,started,Cụm 1,Thạch Thất,10.7,4942/QĐ-UBND,"a, b"\n2022-01-31,cluster,planned,Thiết Bình,,,,\n',
    "date,kind,stage,item,name,district\n2024-05,cluster,changed,Cụm 1,Cụm hai,Gia Lâm\n"
    "2024-06,cluster,started,cụm hai,,\n",
    "date,target,value,source\n2024-02-03,money,150.5,https://example.org\n2024-Q2,clusters,27,\n",
)
PLANS = [path.read_bytes() for path in sorted((TESTS / "gallery").glob("*.toml"))]
DATES = ("2024-06-05", "2024-06", "2024-Q3", "2024-H1", "2024", "2027", "2024-13", "0001-01-01", "9999-12")
TEXTS = (
    *("", " ", "\u200b", "x" * 61, "x" * 5_000, "Thiết Bình", "thiet binh", "withdrawn", "started", "x-a", "en", "=1"),
    *("[red]x[/] [/x]", "\x1b[31m\x1b]0;t\x07", "a\0b", "a\rb", "a\r\nb", "\t", "\x7f\x85\x9b", "\u202ea", "\u2028"),
    *("\n[[milestones]]\nx = 1\n", '"""', "'''", "\\", "a | b", "ß", "e\u0301" * 99, "\U0010ffff", "\ufeff", *DATES),
)
NUMBERS = (0, 1, -1, 24, 0.1, 29.999999999999996, -0.0, 5e-324, 1e-305, 5e7, 1e15, 2**53, -(2**53))
DAYS = (date.min, date(2021, 1, 1), date(2022, 6, 5), date(2024, 2, 29), date(2026, 11, 25), date.max)
MOMENTS = (datetime(2026, 11, 24, 3, tzinfo=UTC), datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))
FAR = [moment.replace(tzinfo=timezone(timedelta(hours=14))) for moment in (datetime.min, datetime.max)]
UNSOUND: tuple[object, ...] = (
    *(2**53 + 1, 10**18, 10**4000, 1e308, float("nan"), float("inf"), float("-inf"), True, time(23, 59, 59, 999999)),
    *(datetime.min, datetime(2024, 1, 1), *FAR, [], {}, [[]], [{}], {"": ""}, {"x-a": 1}, {"en": "a"}, [1, "a", {}]),
)
VALUES: tuple[Sequence[Any], ...] = (TEXTS, NUMBERS, DAYS, MOMENTS, UNSOUND)
SIGNS = (*map(chr, range(256)), *"\0\r\n\"'[]{}=\\#.,;", "\xef\xbb\xbf", "\xff\xfe")
WORDS = r'''
nan -inf 1e308 5e-324 9007199254740993 0b2 1__0 .5 2_0 1,5 true 0001-01-01 9999-12-31 2024-06 2024-6-5 2024-02-30
31/12/2024 24:00:00 2024-Q3 9999-12-31T23:59:59.999999Z 0001-01-01T00:00:00+23:59 2024-06-05T10:00:00+99:00
[] {} [{}] [[ ]] [ ] { } [1,2,] {a=1,} = , . ' # “x” Thiết plan targets milestones [milestones] x-a gaol title value
"" " "\u0000" "\u001b[31m" "\r" "\u202e" "\ud800" "\x41" "\q" "2024-13" """ recorded withdrawn
'''
TOKENS = (
    *(*WORDS.split(), "\n", "\0", "'''\n[[milestones]]\n'''", '"""\n[plan]\n"""', '"""\\\n   x"""', '"\x7f"', "\u2028"),
    *("[" * 400 + "]" * 400, "[" * 200 + "nan" + "]" * 200, "{a=" * 300 + "1" + "}" * 300, f"x-a.{'a.' * 900}b"),
    *("\ufeff", f"0x{'f' * 4000}", "1" * 4400, "x" * 5_000, "1," * 5_000),
)
HEADERS = "date kind stage item name target value recorded district cluster changed"
FIGURES = "1.234 1,234 1.234,5 \u22125 1e5 nan 0x10 ٣ 31/12/2024 31.12.2024 ,,,"
CELLS = (*TEXTS, *HEADERS.split(), *FIGURES.split(), '"', "sep=;", "9" * 500)
# What a plan or a table is taken for, and what is put between its pieces.
AS_CHARACTERS = (r"(?s:.)", SIGNS)
AS_TOKENS = (r'"[^"\n]*"|[\w.+:-]+|\[\[|\]\]|(?s:.)', TOKENS)
AS_LINES = (r"[^\n]*\n|[^\n]+", tuple(f"{line}\n" for one in TOKENS for line in (f"{one} = 1", f"x-a = {one}")))
AS_TABLES = (r"(?s:.+?)(?=\n\[|\Z)", ("\n[plan]", "\n[[targets]]", "\n[[milestones]]", "\n[x-a.b]", "\n[kinds.a.b]"))
AS_CELLS = (r'[^,;\t\n"]+|(?s:.)', CELLS)


def broken(random: Random, text: str, taken_for: tuple[str, Sequence[str]]) -> str:
    pattern, odd = taken_for
    pieces = re.findall(pattern, text)
    for _ in range(random.choice((1, 1, 2, 4))):
        place, other = random.randrange(len(pieces) + 1), random.randrange(len(pieces) + 1)
        length = random.choice((1, 1, 1, 2, 10))
        part, moved, one = pieces[place : place + length], pieces[other : other + length], random.choice(odd)
        pieces[place : place + length] = random.choice(([], part * 2, part[::-1], moved, [one], [*part, one]))
    return "".join(pieces)


def broken_plan(random: Random) -> bytes:
    """Break a plan: its bytes, its tokens, lines and tables, or the types and values of what stays TOML."""
    content = random.choice((PLAN.encode(), PLAN.encode(), random.choice(PLANS)))
    way = random.choice((AS_CHARACTERS, AS_TOKENS, AS_LINES, AS_TABLES, None, None, None))
    if way is AS_CHARACTERS:
        return broken(random, content.decode("latin-1"), way).encode("latin-1")
    if way is not None:
        return broken(random, content.decode(errors="replace"), way).encode()
    data = tomli.loads(PLAN)
    sound = random.random() < 0.7
    for _ in range(random.choice((1, 1, 2, 4))):
        tree, key = random.choice([one for one in leaves(data) if not sound or may_be_odd(*one)])
        alike = next(values for values in VALUES if type(tree[key]) in map(type, values))
        tree[key] = deepcopy(random.choice(alike if sound else random.choice(VALUES)))
    return spelled(data, Spelling(random.choice((0, random.randrange(2**32)))))


def leaves(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Give each value in a tree: the table or array that holds it, and the key or position in it."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from leaves(value) if isinstance(value, dict | list) and value else [(tree, key)]


def may_be_odd(tree: Any, key: Any) -> bool:
    """Tell whether a value may be as odd as its type allows, in a plan that stays sound if its figures allow it."""
    return not isinstance(tree[key], str) or key in ("vi", "title", "unit", "district", "item", "source", "decision")


def broken_sheet(random: Random) -> bytes:
    text = random.choice(SHEETS).replace(",", random.choice(",,,;\t|"))
    text = broken(random, text, random.choice((AS_CELLS, AS_CELLS, AS_LINES, AS_CHARACTERS)))
    text = random.choice(("", "", "", "sep=;\n", "sep=\n", "\n\n")) + text.replace("\n", random.choice("\n\n\r"))
    return text.encode(random.choice((*["utf-8"] * 8, "utf-16", "cp1258", "utf-8-sig")), "replace")


def commands(random: Random) -> list[list[str]]:
    """Return three of the commands, in any order."""
    day, text = random.choice(DATES), random.choice((*TEXTS, "\udcff", "-5")).replace("\0", "")
    item, stage = random.choice(("Mỹ Hưng", "thiet binh", text)), random.choice(("started", "withdrawn"))
    writing = ["--date", day, *random.choice(([], ["--note", text])), *random.choice(([], ["--correct"]))]
    name = random.choice(("Cụm ba", "thiet binh", "CỤM MỘT", text))
    number = random.choice(("24", "24", "0", "-3", "1234.5", "1e5", "nan", "", "9" * 500, f"0.{'0' * 380}1"))
    every = [
        *random.sample(questions(random, day, text), 3),
        ["log", "cluster", stage, item, "--new", *writing],
        ["log", "cluster", "changed", random.choice(("Cụm 1", "cum mot", text)), "--name", name, *writing],
        ["log", "cluster", stage, item, "--new", "--expected", random.choice(DATES), *random.choice(([], writing))],
        ["measure", random.choice(("clusters", "money", "steps", "open")), number, *writing],
        ["comment", random.choice(("money", "cum mot", text)), text, *random.choice(([], ["--ask", text])), *writing],
        ["import", random.choice(("rows.csv", "-")), *random.choice(([], ["--new"], ["--new", "--dates", "dmy"]))],
        *(["undo"], ["edit"]),
    ]
    return random.sample(every, 3)


def questions(random: Random, day: str, text: str) -> list[list[str]]:
    """Return all that can be asked of a plan, each in one way."""
    target, item = random.choice(("clusters", "money", text)), random.choice(("Cụm 1", "thiet binh", text))
    by, stage = random.choice(("district", "area_ha", text)), random.choice(("planned", "started", text))

    def asked(command: str, *options: list[str]) -> list[str]:
        chosen = random.sample(options, random.randint(0, len(options)))
        return [command, "--format", random.choice(FORMATS), *(word for option in chosen for word in option)]

    since, until, known = ["--since", random.choice(DATES)], ["--as-of", day], ["--known", random.choice(DATES)]
    by_kind, by_attribute = ["--kind", random.choice(("cluster", "cluster", text))], ["--by", by]
    return [
        [*asked("status", until, known, [target], ["--comments"]), *random.choice(([], ["--fail-if", "behind"]))],
        [*asked("status", until, known), *random.choice((since, by_attribute, since + by_attribute))],
        [*asked("status", known, by_attribute), "--during", random.choice(DATES)],
        asked("check"),
        [*asked("items", ["--stage", stage], ["--missing", stage], by_attribute, until), by_kind[1]],
        [*asked("show", by_kind, until, known), random.choice((target, item))],
        asked("history", since, until, known, by_kind, ["--target", target], ["--item", item]),
        asked("history", since, until),
    ]


def faults(arguments: list[str], before: bytes, after: bytes, gave: Ran) -> Iterator[str]:
    """Give each promise that a command broke."""
    command, *options = arguments
    format = options[1] if command in READING else ""
    if gave.code not in range(6):
        yield f"exit code {gave.code}"
    if unsafe(gave.stderr) or (format in ("table", "json", "markdown") and unsafe(gave.stdout)):
        yield "a screen would obey it"
    if any(text and not text.endswith("\n") for text in (gave.stdout, gave.stderr)):
        yield "it ends within a line"
    if gave.code >= 2 and (gave.stdout or not gave.stderr.startswith("error: ")):
        yield "it failed and does not say why, or more"
    if gave.code >= 2 and not format and not gave.stderr.endswith("nothing was written\n"):
        yield "it does not say that nothing was written"
    if gave.code < 2 and format and command != "check" and re.search(r"(?i)\b(inf|infinity|nan)\b", gave.stdout):
        yield "a figure is no number"
    if gave.code < 2 and format == "json":
        json.loads(gave.stdout)
    if gave.code < 2 and format == "csv":
        header, *rows = csv.reader(io.StringIO(gave.stdout, newline=""), strict=True)
        if any(len(row) != len(header) for row in rows):
            yield "a row of the CSV has more or fewer cells than the header"
    if command == "undo" and gave.code == 0:
        if before != after + gave.stdout.encode() or before == after:
            yield "the plan is not the old one without its end"
    elif after != before and (
        gave.code or command not in ("log", "measure", "comment", "import") or not after.startswith(before)
    ):
        yield "the plan is not as it was"
    elif after != before:
        planfile.parse("plan.toml", after)


def list_rows(history: str, is_whole: bool) -> list[tuple[str | None, ...]]:
    """Return the rows of a history; of a part without what items are called, which the rest of the log may say."""
    rows = csv.DictReader(io.StringIO(history, newline=""))
    return [tuple(cell for column, cell in row.items() if is_whole or column != "item") for row in rows]


def faults_of_import(plan: bytes, history: str, is_whole: bool) -> Iterator[str]:
    """Give what is wrong when what history said is imported into the plan without its records."""
    promises = {key: value for key, value in tomli.loads(plan.decode("utf-8-sig")).items() if key not in TABLES}
    Path("plan.toml").write_bytes(spelled(promises))
    before = Path("plan.toml").read_bytes()
    arguments = ["import", "-", "--new"]
    gave = ran(*arguments, stdin=history.encode())
    yield from faults(arguments, before, Path("plan.toml").read_bytes(), gave)
    again = ran("history", "--format", "csv")
    # What a hand wrote twice in the same words is recorded once, and then other rows may have another name above them.
    rows = list_rows(history, is_whole)
    if gave.code == 0 and len(set(rows)) == len(rows) and set(list_rows(again.stdout, is_whole)) != set(rows):
        yield f"history says something else when it was imported: {again!r:.1000}"
    Path("plan.toml").write_bytes(plan)


def tried(number: int) -> Iterator[str]:
    """Make a case in this folder, and give everything that is wrong."""
    random = Random(number)
    plan, sheet = PLAN.encode(), random.choice(SHEETS).encode()
    if random.random() < 0.3:
        sheet = broken_sheet(random)
        calls = [["import", "rows.csv", *random.choice(([], ["--new"], ["--correct", "--new"]))], ["undo"]]
    else:
        plan = broken_plan(random)
        calls = commands(random)
    Path("plan.toml").write_bytes(plan)
    Path("rows.csv").write_bytes(sheet)
    for arguments in calls:
        before = Path("plan.toml").read_bytes()
        signal.alarm(SECONDS)
        try:
            gave = ran(*arguments, stdin=sheet)
            after = Path("plan.toml").read_bytes()
            found = [f"{fault}\n{gave!r:.1000}" for fault in faults(arguments, before, after, gave)]
            # Of a part of the log a row may correct what is not in it.
            is_whole = arguments == ["history", "--format", "csv"]
            stands_alone = is_whole or ",was " not in gave.stdout.partition("\n")[0]
            if arguments[:3] == ["history", "--format", "csv"] and gave.code == 0 and stands_alone:
                found += faults_of_import(after, gave.stdout, is_whole)
        except (Exception, KeyboardInterrupt):
            found = [traceback.format_exc()[-1000:]]
        signal.alarm(0)
        yield from (f"case {number}: {arguments!r:.200}: {fault}" for fault in found)
    left = {path.name for path in Path().iterdir()} - {"plan.toml", "rows.csv"}
    if left:
        yield f"case {number}: left behind: {', '.join(left)}"


def attempt(numbers: Iterable[int]) -> list[str]:
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    os.environ |= {"EDITOR": "true", "VISUAL": ""}
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        return [complaint for number in numbers for complaint in tried(number)]


def test_broken_plans_and_tables_end_in_time_in_words_and_change_nothing() -> None:
    found = all_at_once(attempt, [range(first, first + 50) for first in range(0, CASES, 50)])
    assert not found, "\n".join([f"{len(found)} complaints", *found[:5]])
