"""Near twins: what is left out of the comparison would not have been told, and hides nothing."""

from collections.abc import Sequence

import pytest
from assessing import parsed
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples

from plantrack.plan.dates import parse_date
from plantrack.plan.ledger import Ledger, read_ledger
from plantrack.plan.model import CHANGED, Evidence, ItemKey, Milestone
from plantrack.plan.names import fold_name, is_empty
from plantrack.plan.naming import nearness, twins
from plantrack.plan.naming.nearness import MOST_OF_ONE_LOOK
from plantrack.plan.naming.prefixes import list_prefixes
from plantrack.plan.naming.readings import read_name
from plantrack.plan.naming.twins import MOST_SHARING
from plantrack.plan.rules.alike import check_near_twins, compare_items

DAY = parse_date("2024")
_SHORT = st.text("ab", min_size=1, max_size=7)
_SYLLABLES = st.lists(st.text("abiy", min_size=1, max_size=4), min_size=1, max_size=3).map(" ".join)
# As long as a name may be that is compared letter by letter, and a little longer.
_LONG = st.tuples(st.integers(196, 201), _SHORT).map(lambda one: "q" * one[0] + one[1])
_SIGNS = (
    "giai đoạn,giai doan,giai,đoạn,GĐ,gd,phase,gđ2,gdii,phaseiv,gđmột,số,so,số2,thứ,thu,và,i,ii,vi,x,1,2,02,20,21,hai,"
    "ba,một,g. đ.,cụm,cụm công nghiệp,CCN,chợ,ky,kỳ,quy,quý,hoà,hòa,đông anh,Ðông,ω,²,Ⅱ,(Đông Anh),- Thanh Oai,-,/,ab,"
    "aba,binh,bình,\x1c,\u200b,\u00a0,\u0301,ÃŠ"
)
_WORDS = st.sampled_from(_SIGNS.split(","))
_ENDS = st.sampled_from(
    ["", " giai đoạn 1", " giai đoạn 2", " GĐ2", " gđ ii", " so 2", " số 2", " 2", " ii", " vi", " (Đông Anh)"]
)
_STARTS = st.sampled_from(["", "", "", "cụm ", "Cụm công nghiệp "])
_NAMES = (
    _SHORT
    | _SYLLABLES
    | _LONG
    | st.tuples(_STARTS, _SHORT | _SYLLABLES | _LONG, _ENDS).map("".join)
    | st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)
)
_PLACES = st.sampled_from([None, None, "Đông Anh", "Thanh Oai"])
# A name, where the item lies, and the item, by its place among the earlier ones, that the name is given later.
_ROWS = st.lists(st.tuples(_NAMES, _PLACES, st.none() | st.none() | st.integers(0, 9)), min_size=2, max_size=25)
_PLAN: Data = {
    "plan": {"title": "Clusters", "start": "2021-01-01", "end": "2025-12-31"},
    "kinds": {"cluster": {"stages": ["started"], "attributes": {"district": "text"}}},
}
PLAN = parsed(_PLAN).plan
CLUSTER = PLAN.kinds["cluster"]
Row = tuple[str, str | None, int | None]


def write_log(rows: Sequence[Row]) -> Ledger:
    """Return a log that nobody refused, whatever is in its names."""
    records: list[Milestone] = []
    renamed: dict[ItemKey, str] = {}
    for name, place, later in rows:
        keys = list(dict.fromkeys(record.key for record in records))
        key, first, stage, renames = fold_name(name), name, "started", None
        if later is not None and later < len(keys):
            renamed["cluster", key] = keys[later]
            key, first, stage, renames = keys[later], keys[later], CHANGED, name
        attributes = {} if place is None else {"district": place}
        position = len(records)
        records.append(Milestone(position, "cluster", key, stage, first, renames, DAY, attributes, Evidence(), None))
    return read_ledger(PLAN._replace(milestones=records, renamed=renamed))


def tell(ledger: Ledger) -> list[str]:
    """Return what is told of near twins, which is what is told where every item is compared with all others."""
    items = list(ledger.items("cluster"))
    told = list(check_near_twins(CLUSTER, items, ledger))
    prefixes = list_prefixes(CLUSTER)
    assert told == list(compare_items(CLUSTER, items, ledger, lambda name: read_name(name, prefixes)))
    return [str(problem.message) for problem in told]


@pytest.mark.parametrize(("most", "sharing"), [(2, MOST_SHARING), (20, MOST_SHARING), (20, 2)])
@examples(300)
@given(rows=_ROWS)
def test_what_is_left_out_would_not_be_told(
    most: int, sharing: int, rows: Sequence[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins, "MOST_SHARING", sharing)
    for module in (nearness, twins):
        monkeypatch.setattr(module, "MOST_OF_ONE_LOOK", most)
    tell(write_log([row for row in rows if not is_empty(row[0])]))


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Kim so 2", "Kim 2", "means what"),
        ("Kim số II", "Kim 2", "means what"),
        ("Kim Bài giai đoạn 2", "Kim Bài GĐ hai", "means what"),
        ("Kim Bài giai đoạn 2", "Kim Bai giai đoạn 2", "may be a slip: another cluster is called"),
        ("Kim Bài giai đoạn 2", "Kim Bài giai đoạn 3", None),
        ("Kim Ký", "Kim Kí", "means what"),
        ("Bài giai đoạn 2", "Bàn giai đoạn 2", "may be a slip: another cluster is called"),
        ("Bài", "Bàn", None),
        ("Cụm Kim Bài", "kim bài", "means what"),
        ("Ky\x1cAnh", "Kya Nhx", "may be a slip: another cluster is called"),
        ("Kim Bài, xã Vân Hà", "Kim Bài xã Vân Hà", "means what"),
    ],
)
def test_names_that_are_read_with_care_are_found_beside_those_that_are_not(
    one: str, other: str, told: str | None
) -> None:
    found = tell(write_log([(one, None, None), (other, None, None)]))
    assert found == ([] if told is None else [message for message in found if told in message])
    assert len(found) == (told is not None)


def test_names_that_are_not_near_hide_those_that_are_where_they_are_too_many() -> None:
    word = "thietbinhdonganhphuxuyensocsonthanhoaiunghoabavichuongmydanphuong"
    # A letter more at another place each: they share the word, and no two of them are a slip apart.
    crowd = [word[: place * 3] + "q" + word[place * 3 :] for place in range(MOST_OF_ONE_LOOK)]
    near = [f"{word}r", f"{word}s"]
    assert tell(write_log([(name, None, None) for name in (*crowd, *near)])) == []
    assert len(tell(write_log([(name, None, None) for name in (*crowd[1:-1], *near)]))) == 1
