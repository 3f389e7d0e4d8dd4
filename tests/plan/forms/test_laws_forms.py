"""What holds of the forms of any plan: parts make the sum, numbers leave nothing out, and no cell is empty."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from assessing import parsed
from conftest import view_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples, lived_plans, plans
from test_laws_reports import on, telling_days

from plantrack.plan.forms.items import ItemsRequest, fill_items_form
from plantrack.plan.forms.missing import fill_missing_form
from plantrack.plan.forms.numbering import find_share, write_roman
from plantrack.plan.forms.period import fill_period_form
from plantrack.plan.forms.places import choose_columns, fill_places_form
from plantrack.plan.forms.sources import fill_sources_form
from plantrack.plan.forms.targets import fill_targets_form
from plantrack.plan.model import Number
from plantrack.plan.reports.items import items_report
from plantrack.plan.reports.status import ALL_TARGETS, status_report
from plantrack.plan.view import View
from plantrack.render.forms.items import build_items_form
from plantrack.render.forms.missing import build_missing_form
from plantrack.render.forms.period import build_period_form
from plantrack.render.forms.places import build_places_form
from plantrack.render.forms.sources import build_sources_form
from plantrack.render.forms.targets import build_targets_form
from plantrack.render.page import Cell, Page, Piece, Table


def exactly(number: Number | None) -> Fraction:
    assert number is not None
    return Fraction(str(number))


def exact_sum(numbers: Iterable[Number | None]) -> Fraction:
    return sum(map(exactly, numbers), Fraction())


def check_numbers(groups: Sequence[Any], rows: str) -> None:
    """Tell that groups are numbered I, II, III, and the rows of each 1, 2, 3."""
    assert [group.number for group in groups] == [write_roman(place) for place in range(1, len(groups) + 1)]
    for group in groups:
        numbers = [row.number for row in getattr(group, rows)]
        assert numbers == [str(place) for place in range(1, len(numbers) + 1)] != []


def says(cell: Cell) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, Piece) and cell.text == "")


def check_cells(page: Page, may_be_empty: Sequence[int]) -> None:
    """Tell that in each row with a number, but for these columns, something stands in each cell."""
    (table,) = (part for part in page if isinstance(part, Table))
    places = [f"({place})" for place in range(1, len(table.columns) + 1)]
    assert [column.number.partition("=")[0] for column in table.columns] == places
    empty = {place % len(table.columns) for place in may_be_empty}
    for row in table.rows:
        is_group = isinstance(row[0], Piece)
        if says(row[0]) and not is_group:
            assert [place for place, cell in enumerate(row) if not says(cell) and place not in empty] == []


def view_on_some_day(data: Data, draw: st.DataObject) -> View:
    return view_of(parsed(data), on(draw.draw(st.sampled_from(telling_days(data)))))


@examples(60)
@given(lived_plans() | plans(), st.data())
def test_forms_of_targets(data: Data, draw: st.DataObject) -> None:
    view = view_on_some_day(data, draw)
    targets = list(view.plan.targets.values())
    since = on(draw.draw(st.sampled_from([day for day in telling_days(data) if day <= view.day])))
    # 1. Each target stands once, where status has it.
    first = fill_targets_form(view, targets, ALL_TARGETS)
    check_numbers(first.groups, "targets")
    check_cells(build_targets_form(first), [-1])
    assert sorted(row.target.id for group in first.groups for row in group.targets) == sorted(view.plan.targets)
    for group in first.groups:
        assert {row.target.kind for row in group.targets} == {group.kind}
        for row in group.targets:
            if row.share is not None:
                assert row.target.actual is not None
                assert row.target.goal is not None
                share = exactly(row.target.actual) / exactly(row.target.goal) * 100
                assert abs(exactly(row.share) - share) <= Fraction(1, 200) + abs(share) / 10**12
    # 2. What was and what came make what is; the parts make each of these.
    second = fill_period_form(view, since, targets, ALL_TARGETS)
    check_numbers(second.groups, "targets")
    check_cells(build_period_form(second), [-1])
    for moved in (row for group in second.groups for row in group.targets):
        if moved.difference is not None:
            assert exact_sum([moved.then, moved.difference]) == exactly(moved.now)
        for field in ("then", "difference", "now") if moved.parts else ():
            assert exact_sum(getattr(part, field) for part in moved.parts) == exactly(getattr(moved, field))
    # 3. What says so adds up to what is said.
    sixth = fill_sources_form(view, targets, ALL_TARGETS)
    check_numbers(sixth.groups, "targets")
    check_cells(build_sources_form(sixth, view.plan.kinds), [])
    for said in (row for group in sixth.groups for row in group.targets):
        if said.actual is not None:
            assert exact_sum(part.value for part in said.parts) == exactly(said.actual)
        # What is in a total already, or has not come, is no part of it.
        assert all(part.value for part in said.parts if part.part == "item")


@examples(60)
@given(lived_plans() | plans(), st.data())
def test_forms_of_items(data: Data, draw: st.DataObject) -> None:
    view = view_on_some_day(data, draw)
    for kind in view.plan.kinds.values():
        by = draw.draw(st.sampled_from([None, *kind.attributes]))
        request = ItemsRequest(kind, by=by)
        known = items_report(view, kind)
        # 1. Each item that is not withdrawn stands once, and the sums of the groups make the sum of all.
        third = fill_items_form(view, request)
        check_numbers(third.groups, "items")
        check_cells(build_items_form(third, kind), [-1])
        names = [row.item for group in third.groups for row in group.items]
        assert sorted(names) == sorted(line.item for line in known.items)
        assert sum(group.sum.total for group in third.groups) == third.sum.total == len(names)
        for stage in kind.stages:
            dates = [row.stages[stage].date for group in third.groups for row in group.items]
            assert sum(group.sum.reached[stage] for group in third.groups) == third.sum.reached[stage]
            assert third.sum.reached[stage] == len(dates) - dates.count(None)
        for name, made in third.sum.sums.items():
            values = [group.sum.sums[name].sum for group in third.groups]
            of_groups = [value for value in values if value is not None]
            assert exact_sum(of_groups) == (0 if made.sum is None else exactly(made.sum))
        # 2. Who waits has reached nothing from that stage on.
        stage = draw.draw(st.sampled_from(kind.stages))
        fourth = fill_missing_form(view, request, stage)
        check_numbers(fourth.groups, "items")
        check_cells(build_missing_form(fourth, kind), [-1, -2])
        waiting = [row for group in fourth.groups for row in group.items]
        assert len(waiting) == fourth.total
        for row in waiting:
            assert row.reached is None or kind.stages.index(row.reached) < kind.stages.index(stage)
            assert row.late is None or row.late > 0


@examples(60)
@given(lived_plans() | plans(), st.data())
def test_the_parts_of_a_summary_make_the_sum(data: Data, draw: st.DataObject) -> None:
    view = view_on_some_day(data, draw)
    targets = list(view.plan.targets.values())
    standing = {target.id: target for target in status_report(view, targets).targets}
    for kind in view.plan.kinds.values():
        counted = [target for target in targets if target.kind == kind.id]
        for columns in ([*counted], choose_columns(kind, targets)):
            for by in kind.attributes:
                form = fill_places_form(view, kind, columns, by)
                check_cells(build_places_form(form, kind), [-1])
                for column in form.targets:
                    parts = [row.counts[column.id] for row in form.rows]
                    if column.actual is not None:
                        assert exact_sum(part for part in parts if part is not None) == exactly(column.actual)
                    # What is in no sum is somewhere, and a place where nothing else is is not told to have none.
                    assert sum(row.lacking.get(column.id, 0) for row in form.rows) == column.lacking
                    assert column.lacking == standing[column.id].in_words.lacking
                    assert all(column.id not in row.none for row in form.rows if column.id in row.lacking)
                numbers = [row.number for row in form.rows if row.number is not None]
                assert numbers == [str(place) for place in range(1, len(numbers) + 1)]
                # What is not told apart stands before the places.
                assert [row.row for row in form.rows[:2]] == ["baseline", "unnamed"]
                assert all(row.row == "value" for row in form.rows[4:])


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_rounded_to_two_places(part: int, whole: int) -> None:
    share = find_share(part, whole)
    assert share is not None
    assert round(share * 100) == int(Fraction(part * 10_000, whole) + Fraction(1, 2))
