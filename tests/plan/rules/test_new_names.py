"""New names that nearly equal known ones: what is left out of the comparison would not have been refused."""

from collections.abc import Iterable, Sequence
from unittest.mock import patch

from assessing import parsed
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples

from plantrack.plan.dates import parse_date
from plantrack.plan.ledger import read_ledger
from plantrack.plan.model import Evidence, Milestone
from plantrack.plan.names import fold_name
from plantrack.plan.naming import register
from plantrack.plan.naming.lookup import KnownItem, NewItem, resolve_name
from plantrack.plan.naming.register import Register
from plantrack.plan.naming.twins import ItemName
from plantrack.plan.rules import alike
from plantrack.plan.rules.alike import refuse_near_twins
from plantrack.plan.rules.joining import join_records

DAY = parse_date("2024")
PLAN_DATA: Data = {
    "plan": {"title": "Clusters", "start": "2021-01-01", "end": "2025-12-31"},
    "kinds": {"cluster": {"stages": ["started"], "attributes": {"district": "text", "commune": "text"}}},
}
PLAN = parsed(PLAN_DATA).plan
_STARTS = st.sampled_from(["", "", "", "CCN ", "cụm công nghiệp "])
_NAMES = st.sampled_from(
    ["Chợ chính", "Cho chinh", "Chợ chình", "Chợ chín", "Chợ chính A", "Chợ chính B", "Liên Hà", "Lien Ha", "Liên Hạ"]
)
_PHASES = st.sampled_from(["", "", "", " 2", " II", " GĐ2", " giai đoạn 1"])
_PLACES = st.sampled_from(["", "Vân Hà", "Vân Hạ", "Van Ha", "Đông Anh", "Ba Vì"])
_AFTER = st.sampled_from(["{} ({})", "{}, {}", "{} - {}", "{}, xã {}", "{} (huyện {})"])
# A name, what stands after it, and where the item lies: its district and its commune.
_ROWS = st.tuples(_STARTS, _NAMES, _PHASES, _AFTER, _PLACES, _PLACES, _PLACES)
Row = tuple[str, dict[str, str]]


def write_row(drawn: tuple[str, str, str, str, str, str, str]) -> Row:
    start, name, phase, after, place, district, commune = drawn
    called = f"{start}{name}{phase}"
    values = {"district": district, "commune": commune}
    return after.format(called, place) if place else called, {key: value for key, value in values.items() if value}


def write_log(rows: Iterable[Row]) -> list[Milestone]:
    return [
        Milestone(place, "cluster", fold_name(name), "started", name, None, DAY, values, Evidence(), None)
        for place, (name, values) in enumerate(rows)
    ]


def find_all(names: Iterable[ItemName], *_: object) -> set[str]:
    return {key for key, _, _ in names}


@given(st.lists(_ROWS.map(write_row), max_size=30), st.lists(_ROWS.map(write_row), min_size=1, max_size=30))
@examples(150)
def test_what_is_refused_is_refused_where_all_names_are_compared(known: Sequence[Row], given: Sequence[Row]) -> None:
    plan = PLAN._replace(milestones=write_log(known))
    ledger, records = read_ledger(plan), write_log(given)
    joined = join_records(plan, ledger, records, DAY.hi + 1, correct=True)
    refused = refuse_near_twins(plan, ledger, records, joined, new=False)
    with patch.object(alike, "find_possible_twins", find_all):
        assert refuse_near_twins(plan, ledger, records, joined, new=False) == refused


@given(st.lists(_ROWS.map(write_row), max_size=20), st.lists(_ROWS.map(write_row), min_size=1, max_size=40))
@examples(150)
def test_a_name_means_the_same_where_few_share_it_and_where_many_do(known: Sequence[Row], typed: Sequence[Row]) -> None:
    ledger = read_ledger(PLAN._replace(milestones=write_log(known)))

    def resolve(looked_through: int, farthest: int) -> list[object]:
        names = Register(PLAN.kinds["cluster"], ledger, farthest_new=farthest)
        found: list[object] = []
        with patch.object(register, "MOST_LOOKED_THROUGH", looked_through):
            for name, values in typed:
                meant = resolve_name(names, name, new=True, given=values)
                found.append(meant)
                if isinstance(meant, KnownItem | NewItem):
                    names.enter(meant.key, meant.name, values)
        return found

    for farthest in (1, 2, 3):
        assert resolve(1, farthest) == resolve(1_000, farthest)
