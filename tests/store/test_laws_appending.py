"""Why of a new text the appended block alone is read back: it stands apart from any plan that the reader takes.

The texts are as odd as TOML allows, and are cut anywhere; those that a reader refuses promise nothing.
"""

from collections.abc import Callable
from typing import Any

import tomli
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples

from plantrack.plan.dates import parse_date
from plantrack.plan.model import Evidence, Measurement
from plantrack.plan.problems import InvalidPlan
from plantrack.store import planfile
from plantrack.store.appending import append_text, compose_addition
from plantrack.store.places import find_root_keys

BOM = "\ufeff"
# What may stand before the first header.
ROOT = (
    "x-a = 1",
    'x-b . "c d".e = """\n[[measurements]]\nvalue = 1 \\\n """',
    "'x-c' = '''\n[[measurements]]'''",
    "x-d = [ # ]\n  { a = [1, {}], },\n  2,\n]",
    'x-e = { measurements = [], "measurements" = {} }',
    'x-f = "\\"[[measurements]]\\n"  # "',
    "# [[measurements]]",
    "\t",
)
# The same, with which it is a log that nothing can be appended to, or no plan.
REFUSED = (
    "measurements = []",
    '"measure\\u006dents" = [\n]',
    "'measurements' = [{ date = 2024-01-01, target = 't', value = 1 }]",
    "measurements.x-a = 1",
    "\"measurements\" . 'x-b' = []",
    "plan = { start = 2021-01-01, end = 2025-12-31 }",
    "targets.t = {}",
    "[measurements.x-sub]",
    "[[measurements.x-list]]",
    "[measurements]",
)
RECORD = "date = 2024-01-01\ntarget = 't'\nvalue = 1"
# What may stand below one, in any order.
TABLES = (
    "[plan]\nstart = 2021-01-01\nend = 2025-12-31",
    "[ 'targets' . \"t\" ]\nx-own.measurements = [[]]",
    f"[[measurements]]\n{RECORD}",
    f"[[ 'measurements' ]] # a comment\n{RECORD.replace('1', '2')}\nx-own = {{ a.b = '' }}",
    f'[["measure\\u006dents"]]\n{RECORD.replace("01", "03")}\n[measurements.x-s]\n[[measurements.x-s.x-b]]\na.b = 1',
    "[x-t.measurements]\nmeasurements = 1",
    "[[x-l]]\n[[x-l.measurements]]\n[x-l.measurements.a]",
    "[x-measurements]\n[x-measurements.\"\"]\n'' = ''",
)
ENDS = ("", "\n", "\r\n", " ", "\t\n ", "#", "\n# no line end", " # \u2028", "\nx-z = '''\n'''")
BROKEN_ENDS = ("\r", '\nx-z = "', "\nx-z = '''\n", "\nx-z =", "\\", "\n[[measurements]")
LINES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r\n", 3),
)


def seldom(often: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy that draws one time in five from another."""
    return st.integers(0, 4).flatmap(lambda number: often if number else other)


roots = st.lists(st.sampled_from(ROOT), max_size=3, unique=True)
texts = st.builds(
    lambda bom, root, tables, end, lines: bom + lines("\n".join([*root, *TABLES[:2], *tables]) + end),
    st.sampled_from(("", BOM)),
    seldom(roots, st.builds(lambda one, others: [*others, one], st.sampled_from(REFUSED), roots)),
    st.lists(st.sampled_from(TABLES[2:]), max_size=4, unique=True),
    seldom(st.sampled_from(ENDS), st.sampled_from(BROKEN_ENDS)),
    st.sampled_from(LINES),
)
words = st.text(st.sampled_from("ab\"'\\\n\r\t[]#= \u2028\x1bđ"), max_size=8)


@st.composite
def measured(draw: st.DrawFn) -> tuple[list[Measurement], list[Data]]:
    """Draw records, and what a file is to say of each."""
    records, said = [], []
    for place in range(draw(st.integers(1, 3))):
        value, note, own = draw(st.integers(-9, 9)), draw(words), draw(st.dictionaries(words.map("x-{}".format), words))
        records.append(Measurement(place, "t", parse_date("2024-02"), value, Evidence(None, None, note), None, own))
        said.append({"date": "2024-02", "target": "t", "value": value, "note": note, **own})
    return records, said


def loads(text: str) -> dict[str, Any]:
    return tomli.loads(text.removeprefix(BOM))


PLAN = planfile.parse("plan.toml", "\n".join(TABLES[:2]).encode())


@examples(120)
@given(texts, measured())
def test_a_plan_and_a_block_say_what_the_one_says_and_the_other(
    text: str, new: tuple[list[Measurement], list[Data]]
) -> None:
    records, said = new
    try:
        file = planfile.parse("plan.toml", text.encode())
    except InvalidPlan:
        return
    old = loads(text)
    whole = loads(text + compose_addition(file, records))
    assert whole == {**old, "measurements": [*old.get("measurements", ()), *said]}


@examples(200)
@given(texts, st.integers(0, 400), st.sampled_from(ENDS), measured())
def test_a_text_that_ends_anywhere_and_a_block_say_what_the_one_says_and_the_other(
    text: str, length: int, end: str, new: tuple[list[Measurement], list[Data]]
) -> None:
    records, said = new
    text = text[:length] + end
    try:
        old = loads(text)
    except tomli.TOMLDecodeError:
        return
    # What a reader refuses: an inline array, and what is none.
    if "measurements" in find_root_keys(text.removeprefix(BOM)) or not isinstance(old.get("measurements", []), list):
        return
    block = compose_addition(PLAN, records).replace("\r\n", "\n")
    whole = loads(append_text(text, block))
    assert whole == {**old, "measurements": [*old.get("measurements", ()), *said]}
