"""The values of an attribute that became known one after the other."""

from hypothesis import given
from hypothesis import strategies as st

from plantrack.plan.naming.places import OF_COMMUNES, OF_DISTRICTS, PlaceWords
from plantrack.plan.naming.values import KnownValues, unify_values

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
