"""Which of two sequences is further: the same from either side, and what anyone would say of plain ones."""

from itertools import pairwise, product

import pytest

from plantrack.plan.merging.sequences import compare_sequences

# All words of up to four letters of which no two neighbours are equal, as a thing that changes each time.
WORDS = [
    "".join(letters)
    for length in range(1, 5)
    for letters in product("abc", repeat=length)
    if all(one != other for one, other in pairwise(letters))
]
MIRRORED = {"same": "same", "conflict": "conflict", "ours": "theirs", "theirs": "ours"}


def test_both_sides_say_the_same() -> None:
    for ours, theirs in product(WORDS, repeat=2):
        assert compare_sequences(theirs, ours).whose == MIRRORED[compare_sequences(ours, theirs).whose]


def test_who_takes_over_what_is_new_says_the_same() -> None:
    for ours, theirs in product(WORDS, repeat=2):
        verdict = compare_sequences(ours, theirs)
        if verdict.whose == "theirs":
            after = ours + theirs[verdict.since :]
            assert after[-1] == theirs[-1]
            assert compare_sequences(after, theirs).whose in ("same", "ours")
        elif verdict.whose == "same":
            assert ours[-1] == theirs[-1]


@pytest.mark.parametrize(
    ("ours", "theirs", "whose", "since"),
    [
        ("a", "a", "same", 0),
        ("ab", "a", "ours", 0),
        ("a", "ab", "theirs", 1),
        ("b", "abc", "theirs", 2),
        ("ab", "b", "same", 0),
        ("ab", "ac", "conflict", 1),
        ("a", "b", "conflict", 0),
        ("ab", "ba", "conflict", 1),
        ("aba", "a", "ours", 0),
        ("a", "aba", "theirs", 1),
        ("abc", "aba", "conflict", 2),
        ("ab", "ca", "ours", 0),
        ("abc", "bac", "same", 0),
    ],
)
def test_plain_ones(ours: str, theirs: str, whose: str, since: int) -> None:
    assert compare_sequences(ours, theirs) == (whose, since)
