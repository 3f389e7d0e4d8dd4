"""The totals of all reports agree, and what history says can be imported again, for any plan and day."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from assessing import parsed
from conftest import NOW, Run, view_of
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import (
    CHANGED,
    TABLES,
    WITHDRAWN,
    Data,
    days_in,
    examples,
    interval,
    lived_plans,
    names_in,
    once,
    one_name,
    plans,
    rows,
    spelled,
    standing,
)

from plantrack.plan import dates, ledger
from plantrack.plan.arithmetic.status import WORST_FIRST
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Kind, Number, Target
from plantrack.plan.reports.breakdown import breakdown_movement_report, breakdown_report
from plantrack.plan.reports.history import Selection, history_report
from plantrack.plan.reports.items import items_report
from plantrack.plan.reports.movement import movement_report
from plantrack.plan.reports.status import Choice, arrange_by_group, status_report
from plantrack.plan.show.target import target_report
from plantrack.store import planfile
from plantrack.store.planfile import PlanFile

LATER = NOW.replace(year=2100)


@once
def telling_days(data: Data) -> list[int]:
    """Return the days on which something may change, and their neighbours."""
    found = {data["plan"]["start"].toordinal(), data["plan"]["end"].toordinal()}
    found.update(day for row in rows(data) for day in days_in(row))
    return sorted({day + step for day in found for step in (-1, 0, 1)})


def on(day: int) -> PartialDate:
    return dates.from_day(date.fromordinal(day))


def first_day(data: Data, kind: str, key: str, stages: list[str]) -> int | None:
    """Return the first day that the entrance of an item may mean, None where it has none."""
    order = [stage for stage in data["kinds"][kind]["stages"] if stage in stages]
    key = names_in(data).get((kind, key), key)
    own = [standing(data)[kind, key, stage] for stage in order if (kind, key, stage) in standing(data)]
    dates = [interval(row["date"]) for row in own if "date" in row]
    return min(dates[0][0], *(hi for _, hi in dates)) if dates else None


@examples(120)
@given(lived_plans() | plans(), st.data())
def test_every_report_gives_the_same_totals(data: Data, draw: st.DataObject) -> None:
    file = parsed(data)
    day = draw.draw(st.sampled_from(telling_days(data)))
    targets = list(file.plan.targets.values())
    report = status_report(view_of(file, on(day)), targets)
    for target, told in zip(targets, report.targets, strict=True):
        shown = target_report(view_of(file, on(day)), target, 1)
        assert shown.target == told
        opening = target.baseline if told.measured is None else told.measured.value
        if target.kind is not None:
            assert exact_sum(part.named for part in shown.parts) == exactly(told.named)
            assert opening is None or exact_sum([opening, *(part.added for part in shown.parts)]) == exactly(
                told.actual
            )
        else:
            assert (shown.parts, opening) == ([], told.actual)
        log = history_report(view_of(file, on(day)), Selection(as_of=on(day), target=target))
        # A comment is no part of any number.
        figures = [one for one in log.standing if one.text is None]
        assert sum(one.replaced_by is None for one in log.records) == len(log.standing)
        assert len(figures) == told.records
        assert sum(bool(one.decision or one.source) for one in figures) == told.evidenced
        if told.named is not None and target.counts_whole:
            assert named_by_items(data, file, target.id, day) == told.named


def named_by_items(data: Data, file: PlanFile, id: str, day: int) -> int:
    """Count what `items --stage` lists: what came in since the start, less what left the baseline."""
    target = file.plan.targets[id]
    assert target.kind is not None
    kind = file.plan.kinds[target.kind]
    stages, start = list(target.stages), target.start.lo

    def entry(name: str) -> int | None:
        return first_day(data, kind.id, one_name(name), stages)

    reached = items_report(view_of(file, on(day)), kind, stages)
    everything = items_report(view_of(file, on(day)), kind)
    came = [line for line in reached.items if (entry(line.item) or 0) >= start]
    left = [
        line
        for line in everything.withdrawn
        if target.baseline != 0 and (entry(line.item) or start) < start <= dates.parse_date(line.withdrawn or "").lo
    ]
    return len(came) - len(left)


def placed(data: Data) -> Data:
    """Return a plan in which items live, with the district and the area of most of them."""
    kinds = {id: kind | {"attributes": {"district": "text", "area_ha": "number"}} for id, kind in data["kinds"].items()}
    found = []
    for place, row in enumerate(data["milestones"]):
        district = {"district": f"{len(one_name(row['item']))}"} if place % 3 else {}
        area = {"area_ha": place / 10} if place % 4 else {}
        found.append(row | district | area)
    return data | {"kinds": kinds, "milestones": found}


def placed_plans() -> st.SearchStrategy[Data]:
    return lived_plans().map(placed) | plans()


def counted_by(file: PlanFile) -> list[tuple[Kind, list[Target], str]]:
    """Return each kind that targets count with these targets and each of its attributes."""
    found = []
    for kind in file.plan.kinds.values():
        counted = [target for target in file.plan.targets.values() if target.kind == kind.id]
        found += [(kind, counted, attribute) for attribute in kind.attributes if counted]
    return found


def exact_sum(values: Iterable[Number | None]) -> Fraction | None:
    """Return the sum of numbers as they are written; None where one is unknown."""
    known = list(values)
    return None if None in known else sum((Fraction(str(value)) for value in known), Fraction(0))


def exactly(value: Number | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


@examples(80)
@given(placed_plans(), st.data())
def test_a_breakdown_adds_up_to_the_actual(data: Data, draw: st.DataObject) -> None:
    file = parsed(data)
    day = on(draw.draw(st.sampled_from(telling_days(data))))
    for _, counted, attribute in counted_by(file):
        told = status_report(view_of(file, day), counted)
        broken = breakdown_report(view_of(file, day), counted, attribute)
        for target in told.targets:
            by_row = {(row.row, row.value): row.counts[target.id] for row in broken.rows}
            baseline, unnamed = by_row["baseline", None], by_row["unnamed", None]
            # The column is the actual, or it says that what had no name at the start is unknown.
            assert (baseline, unnamed) == (target.baseline, target.unnamed)
            assert (unnamed is None) == (target.baseline is None)
            if baseline is not None:
                assert exact_sum(by_row.values()) == exactly(target.actual)
            named = [count for (row, _), count in by_row.items() if row in ("value", "no-value")]
            assert exact_sum(named) == exactly(target.named)


@examples(80)
@given(placed_plans(), st.data())
def test_every_item_of_a_kind_is_in_one_row_of_its_column(data: Data, draw: st.DataObject) -> None:
    file = parsed(data)
    view = view_of(file, on(draw.draw(st.sampled_from(telling_days(data)))))
    for kind, counted, attribute in counted_by(file):
        broken, listed = breakdown_report(view, counted, attribute), items_report(view, kind, by=attribute)
        rows = {row.value: row.items[kind.id] for row in broken.rows if row.row in ("value", "no-value")}
        assert len(rows) == len(broken.rows) - 2
        # The values of what was withdrawn have a row only where it leaves a baseline: such items are no more.
        changed = {row.value for row in broken.rows if row.row in ("value", "no-value") and any(row.counts.values())}
        gone = {line.attributes[attribute] for line in listed.withdrawn}
        assert {value for value, total in rows.items() if not total} <= changed & gone
        assert changed <= rows.keys()
        assert {value: total for value, total in rows.items() if total} == {
            group.value: group.total for group in listed.groups or ()
        }
        assert sum(rows.values()) == listed.total == broken.kinds[0].total  # type: ignore[arg-type]
        for name, made in (listed.sums or {}).items():
            of_groups = [group.sums[name] for group in listed.groups or ()]
            assert sum(group.without for group in of_groups) == made.without
            assert exact_sum(group.sum for group in of_groups if group.sum is not None) == exactly(made.sum or 0)


@examples(60)
@given(placed_plans(), st.data())
def test_what_moved_by_an_attribute_adds_up_to_what_moved(data: Data, draw: st.DataObject) -> None:
    file = parsed(data)
    since, until = sorted(draw.draw(st.sampled_from(telling_days(data))) for _ in range(2))
    view = view_of(file, on(until))
    for kind, counted, attribute in counted_by(file):
        moved = movement_report(view, on(since), counted)
        broken = breakdown_movement_report(view, on(since), counted, attribute)
        then = breakdown_report(view_of(file, on(since - 1)), counted, attribute)
        now = breakdown_report(view, counted, attribute)
        before, after = ({(row.row, row.value): row for row in report.rows} for report in (then, now))
        assert {(row.row, row.value) for row in broken.rows} == before.keys() | after.keys()
        for row in broken.rows:
            was, known = (rows.get((row.row, row.value)) for rows in (before, after))
            nothing = dict.fromkeys(row.then, 0)
            assert row.then == (was.counts if was else nothing)
            assert row.items_then == (was.items if was else {kind.id: 0})
            assert row.now == (known.counts if known else nothing)
            assert row.items_now == (known.items if known else {kind.id: 0})
        for target, column in zip(moved.targets, broken.targets, strict=True):
            assert (column.then, column.now, column.difference) == (target.then, target.now, target.difference)
            if None not in (row.difference[target.id] for row in broken.rows):
                assert exact_sum(row.difference[target.id] for row in broken.rows) == exactly(target.difference)
            named = [row.difference[target.id] for row in broken.rows if row.row in ("value", "no-value")]
            assert exact_sum(named) == exactly(target.by_name)
        by_row = [row.items_difference[kind.id] for row in broken.rows if row.row in ("value", "no-value")]
        assert exact_sum(by_row) == broken.kinds[0].difference


@examples(60)
@given(placed_plans(), st.data())
def test_what_moved_is_the_difference_of_two_days(data: Data, draw: st.DataObject) -> None:
    file = parsed(data)
    since, until = sorted(draw.draw(st.sampled_from(telling_days(data))) for _ in range(2))
    targets = list(file.plan.targets.values())
    moved = movement_report(view_of(file, on(until)), on(since), targets)
    then = status_report(view_of(file, on(since - 1)), targets)
    now = status_report(view_of(file, on(until)), targets)
    for one, before, after in zip(moved.targets, then.targets, now.targets, strict=True):
        assert (one.then, one.now) == (before.actual, after.actual)
        # What gives an item its weight on its way to another stage is told, but nothing that the actual counts.
        weighing = [entry for entry in one.records if before.sum in entry.attributes]
        told = after.records - before.records
        assert len(one.records) - len(weighing) <= told <= len(one.records)
        assert before.sum is not None or told == len(one.records)
        named = after.named is not None and before.named is not None
        assert exactly(one.by_name) == (exact_sum((after.named, -(before.named or 0))) if named else None)
        if one.then is not None and one.now is not None:
            assert Fraction(str(one.now)) - Fraction(str(one.then)) == Fraction(str(one.difference))
            assert exact_sum((one.by_name or 0, one.by_report)) == exactly(one.difference)
        else:
            assert (one.difference, one.by_report) == (None, None)
    revised = [revision for target in moved.targets for revision in target.revisions]
    assert sorted((*then.revisions, *revised)) == sorted(now.revisions)


@examples(60)
@given(lived_plans() | plans(), st.data())
def test_every_record_of_a_time_is_told(data: Data, draw: st.DataObject) -> None:
    file = parsed(data)
    since, until = sorted(draw.draw(st.sampled_from(telling_days(data))) for _ in range(2))
    targets = list(file.plan.targets.values())
    moved = movement_report(view_of(file, on(until)), on(since), targets)
    log = history_report(view_of(file, on(until)), Selection(since=on(since), as_of=on(until)))
    counted = {entry.line for target in moved.targets for entry in (*target.records, *target.comments)}
    uncounted = {entry.line for entry in moved.uncounted}
    assert not counted & uncounted
    # What is only expected did not happen in that time.
    assert counted | uncounted == {entry.line for entry in log.standing if entry.date is not None}
    # Of some targets: the records of their kinds, and their totals.
    for target in targets if len(targets) > 1 else ():
        own = movement_report(view_of(file, on(until)), on(since), [target])
        related = [
            entry
            for entry in moved.uncounted
            if entry.target == target.id or (entry.kind and entry.kind == target.kind)
        ]
        assert list(own.uncounted) == related


@examples(60)
@given(lived_plans() | plans(), st.data())
def test_what_was_known_is_what_a_plan_without_the_later_records_says(data: Data, draw: st.DataObject) -> None:
    moments = [row["recorded"].toordinal() for row in rows(data) if isinstance(row.get("recorded"), datetime)]
    day = draw.draw(st.sampled_from(moments or [NOW.toordinal()]))
    file = planfile.known_on(parsed(data), on(day))
    earlier = dict(data)
    for table in TABLES:
        kept = [row for row in data.get(table, ()) if "recorded" not in row or row["recorded"].toordinal() <= day]
        earlier[table] = kept
    # Who is who is told by the whole log.
    assume(all("name" not in row or row in earlier["milestones"] for row in data.get("milestones", ())))
    then, problems = planfile.examine("plan.toml", spelled(earlier))
    # What was unsound then and was set right later is no plan that says anything.
    assume(not problems)
    assert ledger.read_ledger(then.plan).names == file.ledger.names
    targets = list(file.plan.targets.values())
    told = status_report(view_of(file, on(day)), targets)
    assert told == status_report(view_of(then, on(day)), list(then.plan.targets.values()))


@examples(80)
@given(lived_plans() | plans(), st.data())
def test_what_is_chosen_is_told_as_it_is_among_all(data: Data, draw: st.DataObject) -> None:
    file = planfile.parse("plan.toml", spelled(data))
    view = view_of(file, on(draw.draw(st.sampled_from(telling_days(data)))))
    targets = arrange_by_group(file.plan.targets.values())
    # 1. Targets of one group stand together, in the order of the file; the groups too.
    groups = [group for group, _ in groupby(targets, key=lambda target: target.group)]
    assert groups == list(dict.fromkeys(target.group for target in file.plan.targets.values()))
    for group in groups:
        members = [target for target in file.plan.targets.values() if target.group == group]
        assert [target for target in targets if target.group == group] == members
    # 2. What is chosen is told in the same words.
    everything = status_report(view, targets)
    statuses = draw.draw(st.sets(st.sampled_from(WORST_FIRST)))
    chosen = status_report(view, targets, Choice(groups[:1] if groups[:1] != [None] else (), (), tuple(statuses)))
    told = [target for target in everything.targets if not statuses or target.status in statuses]
    told = [target for target in told if groups[:1] in ([None], []) or target.group == groups[0]]
    assert chosen.targets == told
    ids = {target.id for target in told}
    assert chosen.revisions == [revised for revised in everything.revisions if revised.target in ids]
    # 3. The worst first: no target stands above a worse one, nor above one of the same status with less of the way.
    worst = status_report(view, targets, Choice(worst_first=True)).targets
    assert sorted(worst, key=lambda target: target.id) == sorted(everything.targets, key=lambda target: target.id)
    for above, below in pairwise(worst):
        places = WORST_FIRST.index(above.status), WORST_FIRST.index(below.status)
        assert places[0] <= places[1]
        if places[0] == places[1] and below.ratio is not None:
            assert above.ratio is not None
            assert above.ratio <= below.ratio


def can_be_recorded(data: Data) -> bool:
    """Tell whether no stage of an item is certainly before an earlier one: such records are refused."""
    stand = {key: row for key, row in standing(data).items() if row.get("stage", CHANGED) != CHANGED and "date" in row}
    for key, row in stand.items():
        stages = [*data["kinds"][row["kind"]]["stages"], WITHDRAWN]
        for other_key, other in stand.items():
            is_later = other_key[:2] == key[:2] and stages.index(other["stage"]) > stages.index(row["stage"])
            if is_later and interval(other["date"])[1] < interval(row["date"])[0]:
                return False
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def cut(value: Any) -> Any:
    """Return what cells can say: spaces around one say nothing, nor does an empty one."""
    if isinstance(value, dict):
        return {key: cut(inner) for key, inner in value.items()}
    return value.strip() or None if isinstance(value, str) else value


@examples(80)
@given(lived_plans() | plans(), st.booleans())
def test_history_imported_into_a_plan_without_records_is_the_same_history(
    plantrack: Run, folder: Path, data: Data, excel: bool
) -> None:
    assume(can_be_recorded(data))
    form = "--excel" if excel else "--format=csv"

    def stands() -> list[Data]:
        report = json.loads(plantrack("history", "--format", "json", now=LATER).stdout)["standing"]
        kept = [{key: one for key, one in row.items() if key != "recorded" and "line" not in key} for row in report]
        return sorted((cut(row) for row in kept), key=repr)

    (folder / "plan.toml").write_bytes(spelled(data))
    told, before = plantrack("history", form, now=LATER), stands()
    assert told.code == 0
    (folder / "records.csv").write_bytes(told.stdout.encode())
    bare = {key: value for key, value in data.items() if key not in TABLES}
    (folder / "plan.toml").write_bytes(spelled(bare))
    if before:
        done = plantrack("import", "records.csv", "--new", now=LATER)
        assert done.code == 0, done.stderr
        assert " 0 recorded in plan.toml, " in plantrack("import", "records.csv", now=LATER).stdout
    assert stands() == before
