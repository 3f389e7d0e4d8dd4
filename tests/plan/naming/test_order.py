"""Names in the order of Vietnamese dictionaries."""

import csv
import random
from pathlib import Path
from unicodedata import normalize

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from plantrack.plan.naming.words import order_name

with Path(__file__).with_name("sort.csv").open(encoding="utf-8") as file:
    NAMES = [row["name"] for row in csv.DictReader(file)]


def test_the_names_of_the_list_stand_in_its_order() -> None:
    shuffled = random.Random(1).sample(NAMES, len(NAMES))
    assert sorted(shuffled, key=order_name) == NAMES
    decomposed = [normalize("NFD", name) for name in shuffled]
    assert [normalize("NFC", name) for name in sorted(decomposed, key=order_name)] == NAMES


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ("ma mà mả mã má mạ", "the tones"),
        ("a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z", "the letters"),
        ("9 10 a9 aa", "a number goes by its value and stands before a word; a digit in a word before a letter"),
        ("hoa hòa hoan", "what ends first stands first, whatever its tone"),
    ],
)
def test_words_stand_in_order(names: str, why: str) -> None:
    listed = names.split()
    assert sorted(random.Random(1).sample(listed, len(listed)), key=order_name) == listed, why


@given(st.lists(st.text(), min_size=2))
def test_the_order_never_wavers(names: list[str]) -> None:
    assert sorted(names, key=order_name) == sorted(random.Random(1).sample(names, len(names)), key=order_name)
    assert len({order_name(name) for name in names}) == len(set(names))


def test_districts_and_items_are_listed_in_it(hanoi: Run) -> None:
    rows = hanoi("status", "clusters-total", "--by", "district", "--format", "csv").stdout.splitlines()
    districts = [row.split(",")[1] for row in rows if row.startswith("value,")]
    assert districts == sorted(districts, key=order_name)
    assert districts.index("Đông Anh") < districts.index("Hoài Đức") < districts.index("Phú Xuyên")
    items = hanoi("items", "cluster", "--format", "csv").stdout.splitlines()[1:]
    names = [row.split(",")[0] for row in items]
    assert names == sorted(names, key=order_name)
    assert (
        hanoi("show", "phu thi").stderr.startswith("error: ") and names.index("Liên Hà 2") == names.index("Liên Hà") + 1
    )
