"""The values of an attribute that became known one after the other, and the places that they name."""

from hypothesis import given
from hypothesis import strategies as st

from plantrack.plan.naming.cleaning import clean_text
from plantrack.plan.naming.places import OF_COMMUNES, OF_DISTRICTS, Places, PlaceWords
from plantrack.plan.naming.values import KnownValues, SameValues, is_same_value, unify_values
from plantrack.plan.naming.words import split_words

WORDS = ("xã", "xa", "xá", "Thị", "thi", "trấn", "huyện", "H.", "Đông", "dong", "Anh", "ánh", "�", "")
VALUES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(st.lists(VALUES, max_size=8), st.lists(VALUES, max_size=8), st.sampled_from((OF_DISTRICTS, OF_COMMUNES, ())))
def test_a_value_is_spelled_as_if_it_were_unified_with_all_that_are_known(
    known: list[str], typed: list[str], before: PlaceWords
) -> None:
    values = KnownValues(known)
    all_known = list(dict.fromkeys(known))
    for value in typed:
        expected = value if value in all_known else unify_values([*all_known, value], before)[value]
        assert values.spell(value, before) == expected
        all_known += [] if expected in all_known else [expected]


# Few words, so that many values are one.
ALIKE = st.lists(st.sampled_from(("huyện", "xã", "Thị", "thi", "thí", "�")), min_size=1, max_size=2).map(" ".join)


@given(st.lists(st.tuples(ALIKE, ALIKE), max_size=8))
def test_a_text_is_among_values_where_it_is_one_value_with_any_of_them(pairs: list[tuple[str, str]]) -> None:
    values, known = SameValues(), list[str]()
    for typed, value in pairs:
        assert (typed in values) == any(is_same_value(typed, one) for one in known)
        assert values.add(value) == (value not in known)
        known += [] if value in known else [value]
        assert [*values] == known


@given(st.lists(ALIKE, max_size=4), ALIKE, st.sampled_from((OF_DISTRICTS, OF_COMMUNES)))
def test_words_are_a_place_where_they_are_one_of_the_places(known: list[str], typed: str, before: PlaceWords) -> None:
    together, words = Places(), split_words(clean_text(typed)).words
    alone = [Places() for _ in known]
    for value, places in zip(known, alone, strict=True):
        together.add(value, before)
        places.add(value, before)
    measured = [measure for places in alone if (measure := places.measure(words)) is not None]
    assert together.measure(words) == min(measured, default=None)
