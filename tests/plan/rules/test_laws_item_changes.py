"""What a receipt says that items had before, and until when they have what a change gives, is what the log says."""

from datetime import date
from typing import Any

from assessing import parsed
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples

from plantrack.plan.item import Item, fold_value, order_in_time
from plantrack.plan.ledger import Ledger, read_ledger
from plantrack.plan.model import CHANGED, NAME_KEY, AttributeValue, ItemRecord, Milestone, Plan
from plantrack.plan.rules.changes import ItemChange, find_item_changes


def ask_ledger(plan: Plan, record: ItemRecord, ledger: Ledger) -> list[ItemChange]:
    """Return what a change gives its item, by what a ledger without it says of that item on that day."""
    if not isinstance(record, Milestone) or record.stage != CHANGED:
        return []
    date = record.date
    item, kind = ledger.item(*record.item_key, date.hi), plan.kinds[record.kind]
    had: dict[str, AttributeValue] = {}
    if item is not None:
        had = {NAME_KEY: item.name, **ledger.attributes_on(item, kind, date.hi)}
    there_is = {NAME_KEY, *(name for name, what in kind.attributes.items() if what.exists_on(date.hi))}
    return [
        ItemChange(record.item, record.kind, key, had.get(key), now, date.text, find_end(item, key, date.hi))
        for key, now in record.of_item.items()
        if key in there_is and (key not in had or fold_value(had[key]) != fold_value(now))
    ]


def find_end(item: Item | None, key: str, day: int) -> str | None:
    """Return the first date after a day of which something says what a key of an item is."""
    later = [one.date for one in (item.records() if item else ()) if key in one.of_item and one.date.hi > day]
    return min(later, key=lambda date: date.hi).text if later else None


DAYS = (date(2022, 1, 1), date(2022, 6, 30), date(2023, 12, 31), "2022-H1", "2023")
GIVEN: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(("Vân Hà", "VÂN HÀ", "Thiết Bình", "THIẾT BÌNH")),
    "district": st.sampled_from(("Đông Anh", "ĐÔNG ANH", "Ba Vì")),
    "area_ha": st.sampled_from((12, 30.5)),
}
ATTRIBUTES = {key: values for key, values in GIVEN.items() if key != "name"}
OF_ITEM = {"kind": st.just("cluster"), "item": st.just("Thiết Bình")}


def draw_changes(key: str) -> st.SearchStrategy[Data]:
    """Draw a change that gives this key, and perhaps others."""
    always = {"date": st.sampled_from(DAYS), "stage": st.just(CHANGED), key: GIVEN[key]}
    return st.fixed_dictionaries(OF_ITEM | always, optional={other: GIVEN[other] for other in GIVEN if other != key})


def draw_stages(key: str) -> st.SearchStrategy[Data]:
    """Draw a record that says when a stage was or is to be reached."""
    always = {key: st.sampled_from(DAYS), "stage": st.sampled_from(("started", "done"))}
    return st.fixed_dictionaries(OF_ITEM | always, optional=ATTRIBUTES)


ROWS = st.one_of([*map(draw_changes, GIVEN), *map(draw_stages, ("date", "expected"))])
PLAN: Data = {
    "plan": {"title": "A", "start": date(2021, 1, 1), "end": date(2025, 12, 31)},
    "kinds": {
        "cluster": {
            "stages": ["started", "done"],
            "attributes": {"district": {"type": "text", "until": date(2023, 1, 1)}, "area_ha": "number"},
        }
    },
    "targets": {},
}


@examples(300)
@given(st.lists(ROWS, max_size=12), st.lists(ROWS, min_size=1, max_size=8))
def test_what_changes_give_is_asked_of_the_log_before_each_of_them(known: list[Data], new: list[Data]) -> None:
    plan = parsed(PLAN | {"milestones": known + new}).plan
    before = plan._replace(milestones=plan.milestones[: len(known)])
    added, ledger = plan.milestones[len(known) :], read_ledger(before)
    told = find_item_changes(plan, read_ledger(before), added)
    expected = []
    for record in sorted(added, key=lambda one: (*order_in_time(one), one.stage == CHANGED)):
        expected += ask_ledger(plan, record, ledger)
        ledger.enter_item_record(record)
    assert told == expected
