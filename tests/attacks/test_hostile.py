"""Text that would take over a screen, in every place where text can stand: it is shown, and never obeyed.

On a terminal the only control characters are the ends of lines and plantrack's own colours, no line of a table is wider
than the screen, and what a text holds is there to be seen. In JSON, in CSV and in the plan it is the very text.
"""

import csv
import io
import json
import os
import pty
import re
import sys
import tty
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random
from time import process_time
from typing import Any
from unicodedata import category, normalize
from unittest.mock import patch

import pytest
import tomli
from attack import UNSAFE, unsafe
from conftest import NOW, Ran, ran
from github import shown
from rich.cells import cell_len
from strategies import Data, spelled

from plantrack.cli.app import run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("plantrack")]

PLAN = Path("plan.toml")
HOSTILE = {
    "markup": "[red]x[/red] [/x] [link=https://example.org]y[/link] [bold",
    "a colour": "a\x1b[35mb\x1b[0m\x1b[8mhidden\x1b[28m",
    "the cursor": "a\x1b[2J\x1b[1;1H\x1b[9A\x1b[2Kb\x1bc\x1b7\x08\x08\x7f",
    "the title bar": "a\x1b]0;title\x07b\x1b]2;title\x1b\\",
    "a hyperlink": "\x1b]8;;https://example.org\x1b\\a\x1b]8;;\x1b\\",
    "a device": "\x1bP+q544e\x1b\\a\x1b[c\x1b[6n\x05\x1b]52;c;YQ==\x07",
    "C1": "a\x9b35mb\x9d0;title\x9c\x85c\x90\x84",
    "bidi": "a\u202eb\u202c\u2066c\u2069\u200f\u061cd",
    "NUL": "a\x00b",
    "nothing to see": "a\u200bb\u200d\u2060\ufeff\u00adc\u180e\U000e0041",
    "tabs and lines": "a\tb\nc\r\nd\re\x0b\x0cf",
    "a return alone": "a\rb",
    "other lines": "a\u2028b\u2029c\x1c\x1d\x1e",
    "wide": "東京 │ 한국 e\u0301\u0302 🏭",
}
FORMATS = ("table", "json", "csv", "markdown")
READING = [(command, "--format", format) for command in ("status", "check") for format in FORMATS]
NAMING = (("items", "cluster", "--by", "district"), ("show", "clusters"), ("history",))
PAGES = (
    *(("items", "cluster", "--missing", "started"), ("show", "money"), ("status", "--by", "district")),
    *(("status", "--since", "2022"), ("status", "--since", "2022", "--by", "district"), *NAMING),
)
# What plantrack itself may send to a terminal: bold, dim, and four colours.
OWN_COLOUR = re.compile(r"\x1b\[(?:0|1|2|3[1236]|[12];3[1236])m")
COLUMNS = ["date", "kind", "stage", "item", "district"]
LOG = ("log", "cluster", "started", "Khu 2", "--new")


def escaped(text: str) -> str:
    """Return a text as a screen is to show it."""
    return "".join(one.encode("unicode_escape").decode() if category(one) in UNSAFE else one for one in text)


def squeezed(text: str) -> str:
    """Return a text without white space, which lines that are broken lose."""
    return "".join(text.split())


def name_of(text: str) -> str:
    """Return what of a text may stand in the name of an item."""
    return "".join(one for one in text if category(one) not in ("Cc", "Cs", "Zl", "Zp"))


def plan(text: str) -> Data:
    """Return a sound plan in which a text stands everywhere, with a warning in every place that has one."""
    evidence = {"decision": text, "source": text, "note": text}
    kind = {"title": text, "stages": ["planned", "started"], "attributes": {"district": "text"}}
    reached = {"kind": "cluster", "stage": "started", "item": name_of(text)}
    counted = {"kind": "cluster", "stages": ["started"], "baseline": 0, "goal": 9}
    return {
        "x-own": text,
        "plan": {"title": {"en": text, "vi": text}, "start": date(2021, 1, 1), "end": date(2025, 12, 31), **evidence},
        "kinds": {"cluster": {**kind, "labels": {"started": text}}},
        "targets": {
            "clusters": {"title": text, "unit": text, "note": text, **counted},
            "money": {"title": {"en": text}, "unit": text, "baseline": 1, "goal": 9, "source": text},
        },
        "milestones": [
            {"date": date(2023, 9, 6), **reached, "district": text, **evidence},
            {"date": date(2022, 9, 6), **reached, **evidence},
            {"date": date(2024, 9, 6), **reached, "stage": "planned"},
            {"date": "2023", "kind": "cluster", "stage": "started", "item": "Thiết Bình"},
        ],
        "measurements": [
            {"date": date(2024, 7, 10), "target": "money", "value": 5, **evidence},
            {"date": date(2020, 7, 10), "target": "money", "value": 5, "note": text},
        ],
    }


def mistaken(text: str) -> Data:
    """Return a plan in which a text stands wherever it is a mistake."""
    data = plan("a")
    data |= {text: 1, f"{text}2": {}}
    data["plan"] |= {text: 1, "start": text, "title": {text: "a", "en": text}}
    data["kinds"]["cluster"] |= {text: 1, "labels": {text: text}}
    data["kinds"] |= {text: {"stages": ["a"]}, "park": {"stages": [text, text, "a"], "attributes": {text: text}}}
    data["targets"] |= {text: {}, "a": {"kind": f"{text}k", "stages": [text], "pace": text, "due": text}}
    data["targets"]["a"] |= {"baseline": text, "goal": text}
    data["targets"]["b"] = {"kind": "cluster", "stages": [text], "interim": [{text: 1}], text: {}}
    data["milestones"] += [
        {"date": text, "kind": text, "stage": text, "item": text},
        {"date": text, "kind": "cluster", "stage": text, "item": text, "recorded": text, text: 1},
        {"date": date(2024, 1, 1), "kind": "cluster", "stage": "started", "item": name_of(text), text: text},
    ]
    data["measurements"] += [{"date": text, "target": text, "value": text, text: 1}]
    return data


def sheet(rows: list[list[str]]) -> bytes:
    output = io.StringIO(newline="")
    csv.writer(output, quoting=csv.QUOTE_ALL).writerows(rows)
    return output.getvalue().encode()


def rows_of(text: str) -> list[dict[str, str]]:
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def on_terminal(*arguments: str, columns: int = 80, stdin: bytes = b"") -> Ran:
    """Run a command with both streams on a pseudo-terminal, and see that nothing came that it would obey."""
    here, there = pty.openpty()
    tty.setraw(there)
    given = io.TextIOWrapper(io.BytesIO(stdin))
    around = {"COLUMNS": str(columns), "TERM": "xterm-256color", "NO_COLOR": "", "EDITOR": "true", "VISUAL": ""}
    around |= {"TTY_INTERACTIVE": "0"}  # the line that tells what is being done is wiped out by codes of its own
    with ThreadPoolExecutor() as pool:
        content = pool.submit(lambda: b"".join(_read(here)))
        screen = os.fdopen(there, "w", encoding="utf-8")
        streams = patch.multiple(sys, stdin=given, stdout=screen, stderr=screen)
        with screen, streams, patch.dict(os.environ, around):
            code = run(list(arguments), NOW)
    os.close(here)
    text = content.result().decode()
    reads = arguments[0] in ("status", "check", "items", "show", "history")
    drawn = reads and not {"json", "csv", "markdown"} & set(arguments)
    text = OWN_COLOUR.sub("", text) if drawn else text
    assert unsafe(text) == set(), arguments
    assert text.endswith("\n"), arguments
    if drawn and code in (0, 1):
        assert max(map(cell_len, text.splitlines())) <= columns, arguments
    return Ran(text, code=code)


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            yield os.read(terminal, 65536)
        except OSError:  # nobody writes to it any more
            return


@pytest.fixture(params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


def pages(text: str) -> list[tuple[str, ...]]:
    """Return what else can be asked of the sound plan in which a text stands."""
    # Two targets have it for their title, too.
    return [*PAGES, ("show", name_of(text), "--kind", "cluster")]


def texts(tree: Any) -> Iterator[str]:
    """Give each text in a tree."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for one in tree.values() if isinstance(tree, dict) else tree:
            yield from texts(one)


def test_json_and_csv_hold_the_very_text(text: str) -> None:
    PLAN.write_bytes(spelled(plan(text)))
    for call in pages(text):
        assert text in texts(json.loads(ran(*call, "--format", "json").stdout))
        cells = {cell for row in rows_of(ran(*call, "--format", "csv").stdout) for cell in row.values()}
        # What `import` reads is cut there.
        is_imported = call[0] in ("history", "items")
        assert call not in NAMING or cells >= {name_of(text), text.strip() if is_imported else text}
    status = json.loads(ran("status", "--format", "json").stdout)
    assert status["plan"]["title"] == text
    for found in (status["targets"], rows_of(ran("status", "--format", "csv").stdout)):
        assert [(target["title"], target["unit"]) for target in found] == [(text, text)] * 2
    PLAN.write_bytes(spelled(mistaken(text)))
    problems = json.loads(ran("check", "--format", "json").stdout)["problems"]
    assert sum(text in one["message"] for one in problems) > 20
    found = rows_of(ran("check", "--format", "csv").stdout)
    assert [(one["message"], one["hint"]) for one in found] == [(one["message"], one["hint"] or "") for one in problems]


def test_a_pipe_gets_it_whole(text: str) -> None:
    PLAN.write_bytes(spelled(plan(text)))
    heading, *lines = ran("status").stdout.splitlines()
    assert heading == escaped(text)
    assert [line.startswith(f"{escaped(text)}  ") for line in lines].count(True) == 2
    marked = [one.text for one in shown(ran("status", "--format", "markdown").stdout)]
    heading, when, *cells = marked
    assert heading == escaped(text)
    assert when == "as of 2026-11-24 · the time is over since 2025-12-31"
    # The title and the unit of two targets.
    assert cells.count(escaped(text)) == 4
    for call in pages(text):
        page = ran(*call).stdout
        assert escaped(text) in page
        assert call not in NAMING or escaped(name_of(text)) in page
        assert any(escaped(text) in one.text for one in shown(ran(*call, "--format", "markdown").stdout))
    PLAN.write_bytes(spelled(mistaken(text)))
    problems = json.loads(ran("check", "--format", "json").stdout)["problems"]
    told = [f"{one['severity']}: plan.toml:{one['line']}: {escaped(one['message'])}" for one in problems]
    lines = ran("check").stdout.splitlines()[:-1]
    assert [line for line in lines if not line.startswith("  hint: ")] == told
    lines = ran("undo").stderr.splitlines()[:-1]
    assert [line for line in lines if not line.startswith("hint: ")] == [one for one in told if one[:5] == "error"]


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_a_terminal_shows_it_and_obeys_nothing(text: str, columns: int) -> None:
    random = Random(text)
    for data in (plan(text), mistaken(text)):
        PLAN.write_bytes(spelled(data))
        seen = {calls[::2]: on_terminal(*calls, columns=columns).stdout for calls in READING}
        problems = json.loads(seen["check", "json"])["problems"]
        told = squeezed(seen["check", "table"])
        assert all(squeezed(escaped(one[key] or "")) in told for one in problems for key in ("message", "hint"))
        if data["plan"]["start"] != text:
            assert json.loads(seen["status", "json"])["plan"]["title"] == text
            heading, *lines = seen["status", "table"].splitlines()
            titles = [re.split("  |…", line)[0] for line in lines if re.search(r" of 9\b", line)]
            assert len(titles) == 2
            assert all(one and escaped(text).startswith(one) for one in (*titles, heading.removesuffix("…")))
            for call in pages(text):
                assert on_terminal(*call, "--format", random.choice(FORMATS), columns=columns).code == 0
            named = on_terminal("show", name_of(text), "--kind", "cluster", columns=columns).stdout
            assert squeezed(named).startswith(squeezed(escaped(name_of(text))))


def test_what_is_typed_and_imported_comes_back_as_it_was(text: str) -> None:
    PLAN.write_bytes(spelled(plan("a")))
    before, given = PLAN.read_bytes(), ("--decision", text, "--source", text, "--note", text)
    log = ("log", "cluster", "started", f"Khu {name_of(text)}", "--new", "--set", f"district={text}", *given)
    imported = sheet([COLUMNS, ["2024-01-02", "cluster", "started", "Khu 3", text]])
    for arguments in (log, ("measure", "money", "7", *given), ("import", "-", "--new")):
        assert [on_terminal(*arguments, *dry, stdin=imported).code for dry in (["--dry-run"], [])] == [0, 0]
    data = tomli.loads(PLAN.read_text(encoding="utf-8"))
    for row in (data["milestones"][-2], data["measurements"][-1]):
        # Of a decision number each letter is one, however it was typed.
        assert (row["decision"], row["source"], row["note"]) == (normalize("NFC", text), text, text)
    assert [row["district"] for row in data["milestones"][-2:]] == [text, text.strip()]
    assert [on_terminal("undo", *dry).code for dry in (["--dry-run"], [], [], [], [])] == [0, 0, 0, 0, 4]
    assert PLAN.read_bytes() == before


def test_arguments_are_shown_and_not_obeyed(text: str) -> None:
    PLAN.write_bytes(spelled(plan("a")))
    text = text.replace("\0", "")
    before, shown = PLAN.read_bytes(), escaped(text)
    calls = {
        (text,): "unknown command",
        ("status", text): f'unknown target "{shown}"',
        ("status", "--as-of", text): f'--as-of: "{shown}" is not a date',
        ("status", "--format", text): "--format: unknown value",
        ("status", f"--{text}"): "unknown option",
        ("check", text): "there are more words than arguments",
        ("status", "--since", text): f'--since: "{shown}" is not a date',
        ("status", "--during", text): f'--during: "{shown}" is not a date',
        ("status", "--by", text): f'unknown attribute "{shown}"',
        ("items", text): f'unknown kind "{shown}"',
        ("items", "cluster", "--missing", text): f'unknown stage "{shown}" of cluster',
        ("items", "cluster", "--by", text): f'unknown attribute "{shown}" of cluster',
        ("show", text): f'unknown target or item "{shown}"',
        ("show", "money", "--kind", text): f'unknown kind "{shown}"',
        ("history", "--known", text): f'--known: "{shown}" is not a date',
        ("history", "--target", text): f'unknown target "{shown}"',
        ("history", "--item", text): f'unknown item "{shown}"',
        ("log", text, "started", "Khu 2"): f'unknown kind "{shown}"',
        ("log", "cluster", text, "Khu 2"): f'unknown stage "{shown}" of cluster',
        # Tabs and line breaks in a name that is typed are spaces.
        ("log", "cluster", "started", f"Khu {text}"): escaped(re.sub(r"[\t\r\n]+", " ", f"Khu {text}".strip())),
        (*LOG, "--date", text): f'--date: "{shown}" is not a date',
        (*LOG, "--set", text.replace("=", "")): f'--set: "{shown.replace("=", "")}" is not NAME=VALUE',
        (*LOG, "--set", f"{text}=1"): f'unknown attribute "{shown.partition("=")[0]}" of cluster',
        ("measure", text, "5"): f'unknown target "{shown}"',
        ("measure", "money", text): f'value: "{shown}" is not a number',
        ("import", text): f"{shown}: ",
        ("edit", text): f'unknown target or item "{shown}"',
    }
    for arguments, said in calls.items():
        screen = on_terminal(*arguments)
        assert screen.code in (2, 4), arguments
        assert screen.stdout.startswith("error: ")
        assert said in screen.stdout.splitlines()[0], arguments
    assert PLAN.read_bytes() == before


def test_paths_are_shown_and_not_obeyed(text: str) -> None:
    name = f"{text.replace('/', '').replace(chr(0), '')}.toml"
    assert escaped(name) in on_terminal("init", name).stdout
    Path(f"{name}.csv").write_bytes(sheet([COLUMNS, ["", "", "", "", ""], ["2024-01-02", "cluster", text, "", ""]]))
    calls = [*READING, (*LOG, "--dry-run"), LOG, ("measure", "money", "7"), ("undo", "--dry-run"), ("undo",), ("edit",)]
    calls += [("import", f"{name}.csv"), ("import", f"{name}-none.csv")]
    for data in (plan("a"), mistaken("a")):
        Path(name).write_bytes(spelled(data))
        for arguments in calls:
            on_terminal(*arguments, "--plan", name)
    for arguments in calls:
        said = on_terminal(*arguments, "--plan", f"{name}-none").stdout
        assert re.match(rf"error: {re.escape(escaped(name))}-none(\.csv)?: there is no such file\n", said)


LENGTH = 50_000
SECONDS = 10
LONG = {
    "one letter": "x" * LENGTH,
    "many letters": "".join(map(chr, Random(1).choices(range(0x4E00, 0x9FFF), k=LENGTH))),
    "escapes": "\x1b[2J\u202e" * (LENGTH // 5),
    "marks": "e" + "\u0301" * LENGTH,
    "brackets": "[" * LENGTH,
    "digits": "1," * (LENGTH // 2),
    "spaces": f"x{' ' * LENGTH}'",
    "quotes": "'" * LENGTH,
}


@pytest.mark.parametrize("sort", LONG)
def test_what_is_very_long_is_read_in_time(sort: str) -> None:
    text = LONG[sort]
    contents = [spelled(plan(text)), spelled(mistaken(text[: LENGTH // 5]))]
    text = text.replace("\x1b", "")
    for line in (text, f"a = {text}", f'a = "{text}', f"{text} = 1", f"a = {text} # '", f"start = {text} b"):
        contents += [spelled(plan("a")).replace(b"[plan]\n", f"[plan]\n{line}\n".encode())]
    for content in contents:
        PLAN.write_bytes(content)
        begun = process_time()
        calls = (("check",), ("status",), Random(sort).choice(PAGES), LOG, ("undo",))
        codes = [on_terminal(*arguments).code for arguments in calls]
        assert codes == ([0] * 5 if content is contents[0] else [1, 3, 3, 3, 3])
        assert process_time() - begun < SECONDS
