"""The totals of all reports agree, and what history says can be imported again, for any plan and day."""

import csv
import io
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import NOW, Ran, Run, view_of
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import (
    WITHDRAWN,
    Data,
    examples,
    interval,
    lived_plans,
    one_name,
    plans,
    rows,
    spelled,
    standing,
)

from plantrack.plan import dates, ledger
from plantrack.plan.dates import PartialDate
from plantrack.plan.reports.breakdown import breakdown_report
from plantrack.plan.reports.history import Selection, history_report
from plantrack.plan.reports.items import items_report
from plantrack.plan.reports.movement import movement_report
from plantrack.plan.reports.show import target_report
from plantrack.plan.reports.status import status_report
from plantrack.store import planfile
from plantrack.store.planfile import PlanFile

LATER = NOW.replace(year=2100)


def telling_days(data: Data) -> list[int]:
    """Return the days on which something may change, and their neighbours."""
    found = {data["plan"]["start"].toordinal(), data["plan"]["end"].toordinal()}
    found.update(day for row in rows(data) for day in interval(row["date"]))
    return sorted({day + step for day in found for step in (-1, 0, 1)})


def on(day: int) -> PartialDate:
    return dates.from_day(date.fromordinal(day))


def first_day(data: Data, kind: str, key: str, stages: list[str]) -> int | None:
    """Return the first day that the entrance of an item may mean, None where it has none."""
    order = [stage for stage in data["kinds"][kind]["stages"] if stage in stages]
    own = [standing(data)[kind, key, stage] for stage in order if (kind, key, stage) in standing(data)]
    dates = [interval(row["date"]) for row in own]
    return min(dates[0][0], *(hi for _, hi in dates)) if dates else None


@examples(120)
@given(lived_plans() | plans(), st.data())
def test_every_report_gives_the_same_totals(data: Data, draw: st.DataObject) -> None:
    file = planfile.parse("plan.toml", spelled(data))
    day = draw.draw(st.sampled_from(telling_days(data)))
    targets = list(file.plan.targets.values())
    report = status_report(view_of(file, on(day)), targets)
    for target, told in zip(targets, report.targets, strict=True):
        shown = target_report(view_of(file, on(day)), target, 1)
        assert shown.target == told
        opening = target.baseline if told.measured is None else told.measured.value
        if target.kind is not None:
            assert sum(part.named for part in shown.parts) == told.named
            assert opening is None or opening + sum(part.added for part in shown.parts) == told.actual
        else:
            assert (shown.parts, opening) == ([], told.actual)
        log = history_report(view_of(file, on(day)), Selection(as_of=on(day), target=target))
        assert sum(one.replaced_by is None for one in log.records) == len(log.standing) == told.records
        assert sum(bool(one.decision or one.source) for one in log.standing) == told.evidenced
        if told.named is not None and target.kind is not None:
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


@examples(80)
@given(lived_plans() | plans(), st.data())
def test_a_breakdown_adds_up_to_the_actual(data: Data, draw: st.DataObject) -> None:
    file = planfile.parse("plan.toml", spelled(data))
    day = on(draw.draw(st.sampled_from(telling_days(data))))
    for kind in file.plan.kinds.values():
        counted = [target for target in file.plan.targets.values() if target.kind == kind.id]
        told = status_report(view_of(file, day), counted)
        for attribute in kind.attributes if counted else ():
            broken = breakdown_report(view_of(file, day), counted, attribute)
            for target in told.targets:
                counts = [row.counts[target.id] for row in broken.rows]
                assert counts[-1] == target.unnamed
                # Where the baseline is unknown, so is what has no name yet.
                assert target.unnamed is None or sum(count or 0 for count in counts) == target.actual
                named = [row.counts[target.id] or 0 for row in broken.rows if row.row in ("value", "no-value")]
                assert sum(named) == target.named


@examples(60)
@given(lived_plans() | plans(), st.data())
def test_what_moved_is_the_difference_of_two_days(data: Data, draw: st.DataObject) -> None:
    file = planfile.parse("plan.toml", spelled(data))
    since, until = sorted(draw.draw(st.sampled_from(telling_days(data))) for _ in range(2))
    targets = list(file.plan.targets.values())
    moved = movement_report(view_of(file, on(until)), on(since), targets)
    then = status_report(view_of(file, on(since - 1)), targets)
    now = status_report(view_of(file, on(until)), targets)
    for one, before, after in zip(moved.targets, then.targets, now.targets, strict=True):
        assert (one.then, one.now) == (before.actual, after.actual)
        assert len(one.records) == after.records - before.records
        if one.then is not None and one.now is not None:
            assert Fraction(str(one.now)) - Fraction(str(one.then)) == Fraction(str(one.difference))


@examples(60)
@given(lived_plans() | plans(), st.data())
def test_what_was_known_is_what_a_plan_without_the_later_records_says(data: Data, draw: st.DataObject) -> None:
    moments = [row["recorded"].toordinal() for row in rows(data) if isinstance(row.get("recorded"), datetime)]
    day = draw.draw(st.sampled_from(moments or [NOW.toordinal()]))
    file = planfile.known_on(planfile.parse("plan.toml", spelled(data)), on(day))
    earlier = dict(data)
    for table in ("milestones", "measurements"):
        kept = [row for row in data.get(table, ()) if "recorded" not in row or row["recorded"].toordinal() <= day]
        earlier[table] = kept
    then, problems = planfile.examine("plan.toml", spelled(earlier))
    # What was unsound then and was set right later is no plan that says anything.
    assume(not problems)
    assert ledger.read_ledger(then.plan).names == file.ledger.names
    targets = list(file.plan.targets.values())
    told = status_report(view_of(file, on(day)), targets)
    assert told == status_report(view_of(then, on(day)), list(then.plan.targets.values()))


def can_be_recorded(data: Data) -> bool:
    """Tell whether no stage of an item is certainly before an earlier one: such records are refused."""
    stand = standing(data)
    for key, row in stand.items():
        if "stage" not in row:
            continue
        stages = [*data["kinds"][row["kind"]]["stages"], WITHDRAWN]
        for other_key, other in stand.items():
            is_later = other_key[:2] == key[:2] and stages.index(other["stage"]) > stages.index(row["stage"])
            if is_later and interval(other["date"])[1] < interval(row["date"])[0]:
                return False
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@examples(80)
@given(lived_plans() | plans(), st.booleans())
def test_history_imported_into_a_plan_without_records_is_the_same_history(
    plantrack: Run, folder: Path, data: Data, excel: bool
) -> None:
    assume(can_be_recorded(data))
    (folder / "plan.toml").write_bytes(spelled(data))
    told = plantrack("history", "--format", "csv", now=LATER)
    assert (told.stderr, told.code) == ("", 0)
    sheet = plantrack("history", "--excel", now=LATER) if excel else told
    (folder / "records.csv").write_bytes(sheet.stdout.encode())
    bare = {key: value for key, value in data.items() if key not in ("milestones", "measurements")}
    (folder / "plan.toml").write_bytes(spelled(bare))
    if told.stdout.count("\n") > 1:
        done = plantrack("import", "records.csv", "--new", now=LATER)
        assert done.code == 0, done.stderr
    assert plantrack("history", "--format", "csv", now=LATER) == Ran(told.stdout)
    header, *records = csv.reader(io.StringIO(told.stdout))
    assert header[:6] == ["date", "kind", "stage", "item", "target", "value"]
    assert len(records) == len(standing(data))
