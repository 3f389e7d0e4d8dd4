"""The table engine: nothing is wider than the screen, nothing is lost in silence, and a wider screen shows no less."""

from functools import cache
from pathlib import Path

import pytest
from conftest import NOW, Run
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from strategies import PROFILE, examples, kept

from plantrack.cli.answer import Surroundings
from plantrack.cli.app import answer_arguments, speak
from plantrack.plan.sentences import Called, Figure, Value, say, say_counted, say_meaning
from plantrack.plan.typed.words import Language
from plantrack.render.layout import lay_out
from plantrack.render.page import Bar, Cell, Column, Line, Piece, Table
from plantrack.render.pieces import write_plain
from plantrack.render.text import widths, writer
from plantrack.render.text.headings import COMMENT, DATE
from plantrack.render.text.widths import find_breaks, measure_text, measure_texts

# What people type and the program draws: Latin with accents, composed and combining, Chinese, Korean, its own signs.
LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x24F), *range(0x300, 0x36F), *range(0x1E00, 0x1EFF))))
WIDE = "計画工業団地の数한국어、（）"
SIGNS = "✓●◐▼✗○·▃▆▁┃▂▄█◆╌│┤└─┬˙–…→×≈"
TEXTS = st.text(st.sampled_from(LETTERS + WIDE + SIGNS), max_size=40)
WORDS = st.lists(st.text(st.sampled_from("abcđếÔ計"), min_size=1, max_size=30), min_size=1, max_size=6).map(" ".join)


@examples(300)
@given(TEXTS)
def test_a_text_is_as_wide_as_rich_says(text: str) -> None:
    assert measure_text(text) == cell_len(text)


@examples(100)
@given(st.lists(TEXTS), st.sampled_from([1, 50_000]))
def test_many_texts_are_as_wide_as_each_by_itself(texts: list[str], long: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(widths, "_LONG", long)
        assert measure_texts(texts) == [*map(measure_text, texts)]


def test_a_pattern_knows_the_same_narrow_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [chr(number) for number in range(0x110000)]
    one_by_one = [*map(measure_text, letters)]
    monkeypatch.setattr(widths, "_LONG", 0)
    assert [*map(measure_text, letters)] == one_by_one


VALUES: st.SearchStrategy[Value] = st.one_of(
    *(st.text(max_size=3), st.integers(), st.sampled_from([Figure("1,234.5"), Called("cluster"), DATE, COMMENT])),
)
SENTENCES = st.one_of(
    VALUES,
    st.builds(lambda one, other: say("{subject}, {record}", subject=one, record=other), VALUES, VALUES),
    st.builds(lambda one, other: say("{decision} · {source}", decision=one, source=other), VALUES, VALUES),
    # How it is written is said by the translation, by the unit, by the count, and by its meaning.
    st.builds(lambda day: say("as of {day}", day=day), st.sampled_from(["2024-06-05", "2024-Q1", "{day}", "x"])),
    st.builds(lambda unit: say("in {unit}", unit=unit), st.sampled_from(["%", "ha", "{unit}"])),
    st.builds(lambda count: say_counted("{count} item", "{count} items", count), st.integers(0, 2)),
    st.just(say_meaning("the goal", "of")),
)


@examples(100)
@given(st.lists(st.none() | SENTENCES, max_size=12), st.sampled_from(["en", "vi"]), st.sampled_from([1, 3]))
def test_many_values_read_as_each_by_itself(values: list[Value | None], language: Language, many: int) -> None:
    spoken = speak(Surroundings(NOW, None), language).writer
    nested = [say("{one}; {other}", one=one, other=one) for one in values if one is not None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "_MANY", many)
        told = spoken.write_all([*values, *nested])
    assert told == ["" if one is None else spoken.write(one) for one in [*values, *nested]]


@examples(300)
@given(WORDS, st.integers(2, 40))
def test_a_text_that_wraps_is_all_there(text: str, width: int) -> None:
    lines = [text[start:end] for start, end in find_breaks(text, width)]
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    words = text.split(" ")
    if max(map(cell_len, words)) <= width:
        assert " ".join(lines).split(" ") == words


@st.composite
def fresh_tables(draw: st.DrawFn) -> Table:
    """Make tables of columns of every sort; each is called `A`, `B`, …, and its cells begin with the small letter."""
    columns = [
        Column(
            "ABCDEFG"[place],
            align=draw(st.sampled_from(["left", "right", "point"])),
            leaves=draw(st.integers(0, 7)) if place else 0,
            overflow=draw(st.sampled_from(["whole", "wraps", "cuts"])),
            heading_wraps=draw(st.booleans()),
        )
        for place in range(draw(st.integers(1, 7)))
    ]
    cell = st.one_of(
        st.none(), WORDS, WORDS.map(Piece), st.integers(), st.lists(WORDS.map(Piece), min_size=2, max_size=2)
    )
    bar = st.builds(
        Bar, st.just(0), st.integers(-5, 50), st.integers(1, 43), st.none() | st.integers(0, 43), st.just("")
    )
    of_column = [draw(st.sampled_from([cell, bar | st.none()])) for _ in columns]
    rows: list[list[Cell]] = draw(st.lists(st.tuples(*of_column).map(list), max_size=5))
    return Table(columns, rows)


@cache
def tables() -> st.SearchStrategy[Table]:
    """Draw one of the tables that both laws look at."""
    return fresh_tables() if PROFILE == "thorough" else kept(fresh_tables(), 200)


def shown(table: Table, width: int) -> tuple[set[str], str]:
    """Return the headings that are shown at a width, and the names in the note below."""
    lines = write_plain(lay_out([table], width)).splitlines()
    note = next((place for place, line in enumerate(lines) if line.startswith("left out: ")), len(lines))
    return set(lines[0].split()), " ".join(lines[note:])


@examples(200)
@given(tables())
def test_what_leaves_is_named_and_a_wider_screen_shows_no_less(table: Table) -> None:
    everything, note = shown(table, 1000)
    assert note == ""
    before: set[str] = set()
    for width in range(40, 200, 9):
        headings, note = shown(table, width)
        assert before <= headings, width
        left_out = [column.heading for column in table.columns if column.heading in everything - headings]
        told = f"left out: {', '.join(map(str, left_out))} (wider, or --format json)" if left_out else ""
        # On a screen too narrow for what never leaves, the end of the heading line is cut.
        assert note == told or "…" in headings, width
        before = headings - {"…"}


@examples(200)
@given(tables(), st.integers(1, 100))
def test_no_table_is_wider_than_the_screen(table: Table, width: int) -> None:
    for stacks in (False, True):
        text = write_plain(lay_out([table._replace(stacks=stacks)], width))
        assert all(cell_len(line) <= width for line in text.splitlines())


@examples(200)
@given(tables(), st.integers(1, 100), st.data())
def test_lines_across_a_table_stand_above_their_rows_and_make_no_column_wider(
    table: Table, width: int, draw: st.DataObject
) -> None:
    lined = draw.draw(st.sets(st.integers(0, max(len(table.rows) - 1, 0))))
    lines = {place: Line([Piece("§", "bold"), Piece(" across ")]) for place in lined if place < len(table.rows)}
    for screen in (None, width):
        across = write_plain(lay_out([table._replace(lines=lines)], screen)).splitlines()
        assert screen is None or all(cell_len(line) <= screen for line in across)
        starts = [line for line in across if line.startswith("§")]
        assert len(starts) == len(lines)
        if screen is None:
            plain = write_plain(lay_out([table], None)).splitlines()
            assert [line for line in across if line != "§ across"] == plain
            heading = len(plain) - len(table.rows)
            assert [place for place, line in enumerate(across) if line == "§ across"] == [
                heading + place + before for before, place in enumerate(sorted(lines))
            ]


SHOPS = """
plan = { start = 2025-01-01, end = 2026-12-31 }
[kinds.shop]
stages = ["drawn", "begun", "built", "open"]
attributes = { area = "number", street = "text" }
labels = { begun = "building begun", area = "area, ha" }
[targets.shops]
kind = "shop"
stages = ["begun"]
baseline = 0
"""
RECORDS = "".join(
    f'[[milestones]]\ndate = 2025-0{month}-03\nkind = "shop"\nstage = "{stage}"\nitem = "A shop at the corner"\n'
    'area = 2.5\nstreet = "Long Street"\n'
    for month, stage in enumerate(("drawn", "begun", "built", "open"), 1)
)
IN_A_PIPE = """\
shop
as of 2026-11-24 · 1 item

shop                  drawn       building begun  built       open        area, ha  street
A shop at the corner  2025-01-03  2025-02-03      2025-03-03  2025-04-03       2.5  Long Street
"""
AT_70 = """\
shop
as of 2026-11-24 · 1 item

                             building                            area,
shop             drawn       begun       built       open           ha
A shop at the    2025-01-03  2025-02-03  2025-03-03  2025-04-03    2.5
corner
left out: street (wider, or --format json)
"""
AT_40 = """\
shop
as of 2026-11-24 · 1 item

shop              built       open
A shop at the     2025-03-03  2025-04-03
corner
left out: drawn, building begun, area,
ha, street (wider, or --format json)
"""
GROUPED_AT_40 = """\
shop
as of 2026-11-24 · 1 item

shop              built       open
Long Street (1)
  A shop at the   2025-03-03  2025-04-03
  corner
together (1)
left out: drawn, building begun, area,
ha (wider, or --format json)
"""


@pytest.fixture
def shops(plantrack: Run, tmp_path: Path) -> Run:
    """Return the function that runs a command in a folder where one shop has gone through all its stages."""
    (tmp_path / "plan.toml").write_text(SHOPS + RECORDS, encoding="utf-8")
    return plantrack


@pytest.mark.parametrize(
    ("call", "width", "told"),
    [
        (("items", "shop"), None, IN_A_PIPE),
        (("items", "shop"), 70, AT_70),
        (("items", "shop"), 40, AT_40),
        (("items", "shop", "--by", "street"), 40, GROUPED_AT_40),
    ],
    ids=["labels head the columns", "what leaves is named", "the last stages stay", "an indent goes on below"],
)
def test_items(shops: Run, call: tuple[str, ...], width: int | None, told: str) -> None:
    assert answer_arguments([*call], Surroundings(NOW, width)).text == told


def test_labels_are_what_people_read_and_ids_what_programs_read(shops: Run) -> None:
    assert (
        "| A shop at the corner | building begun | 2025-02-03 |"
        in shops("show", "shops", "--format", "markdown").stdout
    )
    assert "\narea, ha 2.5, street Long Street\n" in shops("show", "A shop at the corner").stdout
    assert "  shop building begun  " in shops("history").stdout
    assert "\nas of 2026-11-24 · by area, ha\n" in shops("status", "--by", "area").stdout
    header = shops("items", "shop", "--format", "csv").stdout.splitlines()[0]
    assert (
        header == "item,stages_drawn,stages_begun,stages_built,stages_open,withdrawn,attributes_area,attributes_street"
    )


def test_a_column_in_which_nothing_is_said_is_not_left_out(schools: Run) -> None:
    told = " ".join(answer_arguments(["status", "water"], Surroundings(NOW, 80)).text.splitlines())
    assert (
        " left out: unit, measured, schedule, progress, planned, due, last record, id (wider, or --format json) "
        in told
    )


FORM = Table(
    [
        Column("Name of cluster", overflow="wraps", least=16, heading_wraps=True),
        Column("Established (decision, date)", overflow="wraps", least=10, heading_wraps=True, is_date=True),
        Column("Infrastructure completed", overflow="wraps", least=10, heading_wraps=True, is_date=True),
    ],
    [
        ["Dương Liễu giai đoạn 2", "4942/QĐ-UBND, 2017-07-26", "2024-06-05"],
        ["Thiết Bình", "2019-10-29", "-"],
    ],
)


@pytest.mark.parametrize(
    ("width", "told"),
    [
        # Neither a word of a heading nor a number of a decision is broken: the names give what they have beyond 12.
        (
            43,
            """\
              Established
Name of       (decision,     Infrastructure
cluster       date)          completed
Dương Liễu    4942/QĐ-UBND,  2024-06-05
giai đoạn 2   2017-07-26
Thiết Bình    2019-10-29     -
""",
        ),
        # There is not enough for the decision, but for the headings.
        (
            41,
            """\
              Established
Name of       (decision,   Infrastructure
cluster       date)        completed
Dương Liễu    4942/QĐ-UBN  2024-06-05
giai đoạn 2   D,
              2017-07-26
Thiết Bình    2019-10-29   -
""",
        ),
    ],
)
def test_no_word_of_a_form_is_broken_where_its_names_have_room(width: int, told: str) -> None:
    assert write_plain(lay_out([FORM], width)) == told
