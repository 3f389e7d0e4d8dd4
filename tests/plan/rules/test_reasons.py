"""Why an item counts: what is said of it, and what the arithmetic does with it, agree."""

from assessing import parsed
from conftest import view_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples, lived_plans, plans
from test_laws_reports import on, telling_days

from plantrack.plan.show.item import item_report
from plantrack.plan.show.target import target_report

NO_PART = ("no-date", "before-start")


@examples(100)
@given(lived_plans() | plans(), st.data())
def test_what_is_said_to_count_is_what_is_added(data: Data, draw: st.DataObject) -> None:
    file = parsed(data)
    view = view_of(file, on(draw.draw(st.sampled_from(telling_days(data)))))
    for target in file.plan.targets.values():
        parts = {part.item: part for part in target_report(view, target, 1).parts}
        for part in parts.values():
            # A sum adds what an item weighs, and to a total that it is in what it has come to weigh since.
            weight = part.weight or 0
            assert part.added == weight if part.role == "counts" else target.sum or part.added < 1
            assert part.named == weight if part.role in ("counts", "in-total") else target.sum or part.named < 1
        for item in file.ledger.items(target.kind) if target.kind else ():
            counting = next(one for one in item_report(view, item).targets if one.id == target.id)
            assert counting.role not in NO_PART or item.name not in parts
            assert counting.role == (parts[item.name].role if item.name in parts else counting.role)
