"""Why an item counts: what is said of it, and what the arithmetic does with it, agree."""

from datetime import date

from assessing import parsed
from conftest import view_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples, lived_plans, plans
from test_laws_reports import on, telling_days

from plantrack.plan.dates import parse_date
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
            # A total has what may lie before it; by name that is known once its last day is over.
            is_over = part.record.date is not None and parse_date(part.record.date).hi <= view.day
            is_named = part.role == "counts" or (part.role == "in-total" and is_over)
            assert part.named == weight if is_named else target.sum or part.named < 1
        for item in file.ledger.items(target.kind) if target.kind else ():
            counting = next(one for one in item_report(view, item).targets if one.id == target.id)
            assert counting.role not in NO_PART or item.name not in parts
            assert counting.role == (parts[item.name].role if item.name in parts else counting.role)


def test_what_may_lie_before_a_total_is_in_it_before_it_is_certain_too() -> None:
    plan = {"title": "A", "start": date(2021, 1, 1), "end": date(2021, 12, 31)}
    target = {"kind": "a", "stages": ["s1"], "baseline": 1, "goal": 9}
    total = {"date": date(2021, 1, 7), "target": "t", "value": 5}
    begun = [{"date": text, "kind": "a", "stage": "s1", "item": text} for text in ("2021-Q1", "2021-H1")]
    gone = [{"date": "2021-H1", "kind": "a", "stage": "withdrawn", "item": "2021-Q1"}]
    data: Data = {"plan": plan, "kinds": {"a": {"stages": ["s1"]}}, "targets": {"t": target}, "measurements": [total]}
    file = parsed({**data, "milestones": [*begun, *gone]})
    target_of = file.plan.targets["t"]
    told = target_report(view_of(file, parse_date("2021-05-31")), target_of, 1).parts
    assert [(part.item, part.role, part.date, part.named) for part in told] == [
        ("2021-Q1", "in-total", "2021-01-07", 1),
        ("2021-H1", "in-total", "2021-01-07", 0),
    ]
    assert target_report(view_of(file, parse_date("2021-06-30")), target_of, 1).target.actual == 5
