"""What an item is called and what it has on a day, beside a second reading of the log, and what changes nothing."""

from datetime import date

from conftest import view_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    CHANGED,
    Data,
    attributes_in,
    days_in,
    examples,
    identity,
    item_of,
    lived_plans,
    name_on,
    names_in,
    one_name,
    order_in_time,
    plans,
    rows,
    same,
    spelled,
    standing,
    values_on,
)

from plantrack.plan import dates
from plantrack.plan.ledger import Ledger
from plantrack.plan.reports.items import items_report
from plantrack.plan.reports.status import status_report
from plantrack.store import planfile
from plantrack.store.planfile import PlanFile

any_plans = lived_plans() | plans()


def telling_days(data: Data) -> list[int]:
    """Return the days on which something may change, and their neighbours."""
    found = {data["plan"]["start"].toordinal(), data["plan"]["end"].toordinal()}
    found.update(day for row in rows(data) for day in days_in(row))
    return sorted({day + step for day in found for step in (-1, 0, 1)})


def items_in(data: Data) -> list[tuple[str, str]]:
    called = names_in(data)
    return list(dict.fromkeys(item_of(row, called) for row in data.get("milestones", ())))


def items_on(file: PlanFile, day: int) -> dict[tuple[str, str], dict[str, object]]:
    """Return what the program says of each item on a day: its name, and its attributes."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for kind in file.plan.kinds.values():
        for item in file.ledger.items(kind.id, day):
            found[kind.id, one_name(item.key)] = {
                "item": item.name,
                **file.ledger.attributes_on(item, kind, day),
            }
    return found


@examples(120)
@given(any_plans, st.data())
def test_on_a_day_an_item_is_called_and_has_what_the_definition_says(data: Data, draw: st.DataObject) -> None:
    file = planfile.parse("plan.toml", spelled(data))
    day = draw.draw(st.sampled_from(telling_days(data)))
    found = items_on(file, day)
    assert found.keys() == set(items_in(data))
    for item, told in found.items():
        assert told.pop("item") == name_on(data, item, day)
        held = values_on(data, item, day)
        expected = {}
        for name, what in attributes_in(data, item[0]).items():
            starts, ends = (what[key].toordinal() if key in what else day for key in ("from", "until"))
            if name in held and starts <= day <= ends:
                expected[name] = held[name]
        assert told.keys() == expected.keys()
        for name, value in expected.items():
            assert same(told[name], value)
            # A text is shown as it was first spelled, whoever it was said of.
            said = [row[name] for row in data["milestones"] if name in row and same(row[name], value)]
            assert told[name] == said[0]


@examples(120)
@given(any_plans)
def test_what_is_entered_as_a_whole_stands_as_if_it_was_entered_one_by_one(data: Data) -> None:
    plan = planfile.parse("plan.toml", spelled(data)).plan
    whole, one_by_one = Ledger(plan.renamed), Ledger(plan.renamed)
    whole.enter_log(plan.milestones)
    for record in plan.milestones:
        one_by_one.enter_item_record(record)
    # In the same order, too.
    for name in ("names", "milestones", "expectations", "changes", "renamed", "replaced"):
        assert repr(getattr(whole, name)) == repr(getattr(one_by_one, name))
    texts = {pair for one in plan.milestones for pair in one.attributes.items()}
    assert all(whole.spell(*pair) == one_by_one.spell(*pair) for pair in texts)


@examples(60)
@given(any_plans, st.data())
def test_the_order_of_rows_of_different_days_changes_no_attribute(data: Data, draw: st.DataObject) -> None:
    """Rows of one identity stand in their order, and those of an item that was renamed below its new names."""
    called = names_in(data)
    log: dict[object, list[Data]] = {}
    for row in data.get("milestones", ()):
        key = identity(row, called)
        log.setdefault(key[:2] if key[1] in called.values() else key, []).append(row)
    slots = draw.draw(st.permutations([key for key, records in log.items() for _ in records]))
    reordered = data | {"milestones": [log[key].pop(0) for key in slots]}
    before, after = (planfile.parse("plan.toml", spelled(one)) for one in (data, reordered))
    # Of two values of one day the one that was written last holds.
    days_of = {
        item: [order_in_time(row) for key, row in standing(data).items() if key[:2] == item] for item in items_in(data)
    }
    for day in telling_days(data):
        was, now = items_on(before, day), items_on(after, day)
        for item, days in days_of.items():
            if len(days) == len(set(days)):
                assert all(same(now[item][name], value) for name, value in was[item].items())
                assert now[item].keys() == was[item].keys()


@examples(80)
@given(any_plans)
def test_what_changed_of_items_changes_no_number(data: Data) -> None:
    """A plan without its changes, in which each item has one name, gives the same figures on every day.

    But for what items weigh, which changes.
    """
    called = names_in(data)
    plain = [row | {"item": item_of(row, called)[1]} for row in data.get("milestones", ()) if row["stage"] != CHANGED]
    # A comment on an item may call it by a name that a change gave.
    silent = data | {"comments": []}
    both = (silent, silent | {"milestones": plain})
    with_changes, without = (planfile.parse("plan.toml", spelled(one)) for one in both)
    targets = [target for target in with_changes.plan.targets.values() if target.sum is None]
    for day in telling_days(data):
        as_of = dates.from_day(date.fromordinal(day))
        assert status_report(view_of(with_changes, as_of), targets) == status_report(view_of(without, as_of), targets)


@examples(40)
@given(any_plans, st.data())
def test_a_table_has_each_item_once_under_the_name_of_its_day(data: Data, draw: st.DataObject) -> None:
    file = planfile.parse("plan.toml", spelled(data))
    day = draw.draw(st.sampled_from(telling_days(data)))
    view = view_of(file, dates.from_day(date.fromordinal(day)))
    stand = standing(data)
    for kind in file.plan.kinds.values():
        report = items_report(view, kind)
        # What is expected of an item is known on every day.
        of_kind = [(key[:2], row) for key, row in stand.items() if key[0] == kind.id]
        known = {item for item, row in of_kind if "expected" in row or order_in_time(row)[0] <= day}
        listed = sorted(line.item for line in (*report.items, *report.withdrawn))
        assert listed == sorted(name_on(data, item, day) for item in known)  # type: ignore[arg-type]
