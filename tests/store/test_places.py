"""The line on which each key stands, in texts put together of pieces that are known to the line."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import tomli
from conftest import EXAMPLES
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import examples

from plantrack.plan.keys import LOG_TABLES
from plantrack.plan.problems import AboutKey, KeyPath, Problem
from plantrack.plan.sentences import say
from plantrack.store import places, planfile

# A statement of the key KEY, and below it each path with its line, counted from that of the statement.
STATEMENTS: list[tuple[str, dict[KeyPath, int]]] = [
    ("KEY = 1", {(): 0}),
    ("  KEY=true", {(): 0}),
    ('KEY = "a # [b] {c} \\" d"   # comment', {(): 0}),
    ("'KEY' = 2024-06-05 10:00:00+07:00", {(): 0}),
    ('"KEY" = -1e5', {(): 0}),
    ('ESCAPED = "ends in \\\\"', {(): 0}),
    ('KEY."a\\tb\\\\ \\"c\\e" = { \'d\\e\' = 1 }', {('a\tb\\ "c\x1b',): 0, ('a\tb\\ "c\x1b', "d\\e"): 0}),
    ("KEY = '' # \"", {(): 0}),
    ('KEY = ""', {(): 0}),
    ('KEY = """"quoted""""', {(): 0}),
    ('KEY = """\nother = 1\n[other]\n\\"""\n\n"""', {(): 0}),
    ("KEY = '''\n[[milestones]]\n''''", {(): 0}),
    ('KEY = """one\ntwo""" # three', {(): 0}),
    ("KEY.b = 1", {(): 0, ("b",): 0}),
    ("KEY . 'b c' . \"d\" = 1", {(): 0, ("b c",): 0, ("b c", "d"): 0}),
    ("KEY = { a = 1, b = { c = 2 }, d.e = 3 }", {("a",): 0, ("b",): 0, ("b", "c"): 0, ("d",): 0, ("d", "e"): 0}),
    ("KEY = {\n a = [1, 2], # }\n\n b = 3 }", {(): 0, ("a",): 1, ("b",): 3}),
    ("KEY = {}", {(): 0, ("a",): 0}),
    ("KEY = []", {(): 0, (0,): 0}),
    ("KEY = [\n  1, # ]\n  2,\n]", {(): 0}),
    ("KEY = [\n { a = 1 },\n { a = 2,\n b = [] },\n]", {(0,): 1, (0, "a"): 1, (1,): 2, (1, "a"): 2, (1, "b"): 3}),
    ("KEY = [[1, { a = 1 }],\n [{ b = 1 }, { c = 1 }]]", {(0, 1, "a"): 0, (1, 0, "b"): 1, (1, 1, "c"): 1}),
    ('KEY = [ \'a\',\n"""b\nc""", { d = 1 } ]', {(): 0, (2, "d"): 2}),
    ("KEY = { a = { b = [1, { c = 1 }] },\n d = 1 }", {("a", "b", 1, "c"): 0, ("d",): 1}),
]
BETWEEN = ["", "  ", "# comment", "#", '# """ it\'s', "# [a]", "\t# [[milestones]]"]
# A header, the path of what stands below it, and whether each one begins a table of its own.
HEADERS: list[tuple[str, tuple[str, ...], bool]] = [
    ("[NAME]", ("NAME",), False),
    (" [ NAME . 'b c' ] # [d]", ("NAME", "b c"), False),
    ('[NAME."b".c]', ("NAME", "b", "c"), False),
    ("[[milestones]]", ("milestones",), True),
    ("  [[ milestones ]]  # one more", ("milestones",), True),
    ("[[milestones]]# [x]", ("milestones",), True),
    ("[[measurements]]", ("measurements",), True),
    ("[[ 'measurements' ]]", ("measurements",), True),
]
statements = st.lists(st.sampled_from(STATEMENTS) | st.sampled_from(BETWEEN), max_size=4)
texts = st.tuples(statements, st.lists(st.tuples(st.sampled_from(HEADERS), statements), max_size=5))


def put_together(drawn: Any) -> tuple[str, dict[KeyPath, int]]:
    """Return the text, and each path that is asked for with its line."""
    before, tables = drawn
    lines: list[str] = []
    found: dict[KeyPath, int] = {}
    counts: dict[tuple[str, ...], int] = {}

    def add(table: KeyPath, some: list[Any]) -> None:
        for one in some:
            if isinstance(one, str):
                lines.append(one)
                continue
            text, below = one
            key = f"key{len(lines)}"
            found.update({(*table, key, *path): len(lines) + 1 + line for path, line in below.items()})
            ways = zip(key, cycle(("\\x{:02x}", "\\u{:04x}", "\\U{:08X}")), strict=False)
            escaped = "".join(way.format(ord(sign)) for sign, way in ways)
            spelled = text.replace("KEY", key).replace("ESCAPED", f'"{escaped}"')
            lines.extend(spelled.split("\n"))

    add((), before)
    for (header, words, is_array), some in tables:
        name = f"t{len(lines)}"
        path: KeyPath = tuple(word.replace("NAME", name) for word in words)
        if is_array:
            counts[words] = counts.get(words, -1) + 1
            path = (*path, counts[words])
        found[path] = len(lines) + 1
        found[*path, "not there"] = len(lines) + 1
        lines.append(header.replace("NAME", name))
        add(path, some)
    return "\n".join(lines), found


@examples(80)
@given(texts, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n"]))
def test_each_key_is_found_on_its_line(drawn: Any, newline: str, ending: str) -> None:
    plain, expected = put_together(drawn)
    text = plain.replace("\n", newline) + ending
    tomli.loads(text)
    assert dict(zip(expected, places.find_lines(text, expected), strict=True)) == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "MOST_READ_ALONE", 0)
        assert dict(zip(expected, places.find_lines(text, expected), strict=True)) == expected
    assert places.find_root_keys(text) == {str(path[0]) for path in expected if str(path[0]).startswith("k")}


@examples(40)
@given(texts, st.sampled_from(["\n", "\r\n"]))
def test_a_look_at_single_lines_finds_the_same_headers(drawn: Any, newline: str) -> None:
    plain, expected = put_together(drawn)
    text = plain.replace("\n", newline)
    lines = {
        table: [line for path, line in expected.items() if path[0] == table and len(path) == 2] for table in LOG_TABLES
    }
    found = places.find_headers(text)
    assert all(line == text.count("\n", 0, start) + 1 for headers in found.values() for start, line in headers)
    seen = {table: [line for _, line in headers] for table, headers in found.items()}
    if "[[ '" in text:
        assert seen == {table: [] for table in LOG_TABLES}
    elif '"""' in text or "'''" in text:
        assert all({*lines[table]} <= {*seen[table]} for table in LOG_TABLES)
    else:
        assert seen == lines


@examples(80)
@example([[("KEY = '''\n[[milestones]]\n''''", {})], [(("[['milestones']]", ("milestones",), True), [])]], "\n")
@given(texts, st.sampled_from(["\n", "\r\n"]))
def test_each_record_is_on_the_line_of_its_header_whatever_looks_like_one(drawn: Any, newline: str) -> None:
    plain, expected = put_together(drawn)
    text = plain.replace("\n", newline)
    file = planfile.parse("plan.toml", (EXAMPLES / "plan.toml").read_bytes())
    lines = planfile.record_lines(file._replace(text=text, data=tomli.loads(text)))
    assert lines == {path: line for path, line in expected.items() if path[0] in LOG_TABLES and len(path) == 2}


def test_headers_of_other_tables_are_none_of_it() -> None:
    text = (
        "[[milestones]]\n[milestones.x-a]\n[[milestones.x-b]]\n[[x-milestones]]\nx-c = '[[milestones]]'\n[[milestones]]"
    )
    assert list_lines(text) == [1, 6]
    assert list_lines("\n\n[[milestones]]") == [3]
    assert list_lines("") == []
    assert list_lines("a = '[[milestones]]'\n \t[[ milestones\t]]\n#[[milestones]]") == [2]


def list_lines(text: str) -> list[int]:
    return [line for _, line in places.find_headers(text)["milestones"]]


@pytest.mark.parametrize("text", ["", "\n", "# a", "[plan]\na = 1"])
def test_what_is_not_there_has_no_line(text: str) -> None:
    assert places.find_lines(text, [(), ("kinds",), ("kinds", "a")]) == [None, None, None]


def test_what_is_missing_is_told_at_the_table_around_it() -> None:
    text = "[kinds.a]\nstages = []\n[targets.b.c]\n[[milestones]]\n[milestones.x-y]\n[[milestones]]\ndate = 1"
    paths = [("kinds",), ("kinds", "a", "title"), ("targets", "b", "goal"), ("milestones", 0, "date")]
    assert places.find_lines(text, [*paths, ("milestones", 0, "x-y"), ("milestones", 1, "item")]) == [1, 1, 3, 4, 5, 6]


def test_problems_stand_in_the_order_of_their_lines_and_those_without_one_first() -> None:
    problems = [Problem(say("b"), about=AboutKey(("b",))), Problem(say("a"), about=AboutKey(("a",))), Problem(say("c"))]
    located = planfile.locate("plan.toml", "a = 1\nb = 1\n", problems)
    assert [(str(one.message), one.file, one.line) for one in located] == [
        ("c", "plan.toml", None),
        ("a", "plan.toml", 1),
        ("b", "plan.toml", 2),
    ]


def test_a_scan_ends_where_all_that_is_asked_for_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    text, scan, read = "[a]\nb = 1\nc = 2\n[d]\n", places.scan_statements, []

    def scan_statements(text: str) -> Iterator[tuple[KeyPath, int]]:
        for path, line in scan(text):
            read.append(line)
            yield path, line

    monkeypatch.setattr(places, "scan_statements", scan_statements)
    assert (places.find_lines(text, []), places.find_lines(text, [()]), read) == ([], [None], [])
    assert (places.find_lines(text, [("a", "b"), ("a",)]), read) == ([2, 1], [1, 2])
    # What is nowhere may stand anywhere.
    assert (places.find_lines(text, [("a", "x")]), read[2:]) == ([1], [1, 2, 3, 4])


def test_of_a_few_records_their_own_lines_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "[plan]\n" + "[[milestones]]\nitem = 'a'\n[[measurements]]\nvalue = 1\n" * 3
    monkeypatch.setattr(places, "scan_statements", None)
    asked: list[KeyPath] = [("milestones", 1, "item"), ("measurements", 2, "value"), ("milestones", 2, "date"), ()]
    assert places.find_lines(text, asked) == [7, 13, 10, None]
