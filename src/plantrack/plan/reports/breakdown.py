"""What `status --by` answers: the actual of each counted target, by the values of an attribute of its items.

With `--since` too: what each of these figures was, what it is, and by how much it has changed.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Literal

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.exact import Exact, make_number
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.item import Item
from plantrack.plan.model import WITHDRAWN, AttributeValue, Kind, Number, Target, Title
from plantrack.plan.naming.values import unify_attribute
from plantrack.plan.reports.items import value_order
from plantrack.plan.reports.movement import subtract_known
from plantrack.plan.reports.parts import count_named, list_lacking
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

RowKind = Literal["baseline", "value", "no-value", "unnamed"]
# Which row it is, and of which value; None: it is no row of a value.
RowKey = tuple[RowKind, AttributeValue | None]
# Of each row to which targets its items add something, and how many that count in which have not what is summed.
Touched = tuple[Mapping[RowKey, Collection[str]], Mapping[RowKey, Mapping[str, int]]]


class Column(NamedTuple):
    """One target, and its actual, to which the rows add up."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    kind: str  # of the items that it counts
    sum: str | None  # the attribute that is summed; None: items are counted
    lacking: int  # how many items that count have not that attribute
    actual: Number | None  # None: unknown


class KindColumn(NamedTuple):
    """The items of one kind, counted by the targets or not, and how many the rows add up to."""

    id: str
    title: Title
    total: int  # without those that were withdrawn


class Row(NamedTuple):
    """What the targets have with one value of the attribute, or of what has none."""

    row: RowKind
    value: AttributeValue | None  # None: it is no row of a value
    counts: Mapping[str, Number | None]  # by the ids of all targets; None: unknown
    items: Mapping[str, int | None]  # by the ids of all kinds; None: it is no row of items


class BreakdownReport(NamedTuple):
    """The actual of each target, by the values of an attribute: the baseline, the values, and what has none."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    by: str  # the attribute
    targets: Sequence[Column]
    kinds: Sequence[KindColumn]
    rows: Sequence[Row]
    uncertain: int  # how many dates of items and totals are not over, and may mean a day before; JSON leaves it out


class MovedColumn(NamedTuple):
    """One target, and how its actual has moved, to which the rows add up."""

    id: str
    title: Title
    unit: Title | None  # None: not given
    kind: str  # of the items that it counts
    sum: str | None  # the attribute that is summed; None: items are counted
    lacking: int  # how many items that count now have not that attribute
    then: Number | None  # None: unknown, as is the next
    now: Number | None
    difference: Number | None  # None: one of them is unknown


class MovedKind(NamedTuple):
    """The items of one kind, without those that were withdrawn, and how many there were and are."""

    id: str
    title: Title
    then: int
    now: int
    difference: int


class MovedRow(NamedTuple):
    """What the targets had and have with one value of the attribute, or of what has none."""

    row: RowKind
    value: AttributeValue | None  # None: it is no row of a value
    then: Mapping[str, Number | None]  # by the ids of all targets, as are the next two; None: unknown
    now: Mapping[str, Number | None]
    difference: Mapping[str, Number | None]  # None: one of them is unknown
    items_then: Mapping[str, int | None]  # by the ids of all kinds, as are the next two; None: it is no row of items
    items_now: Mapping[str, int | None]
    items_difference: Mapping[str, int | None]


class BreakdownMovementReport(NamedTuple):
    """What moved of each target, by the values of an attribute, from the end of `then` to the end of `as_of`."""

    plan: PlanHeading
    since: str  # an ISO date, as are the next three
    then: str
    as_of: str
    known: str | None  # None: all that is known now
    by: str  # the attribute
    targets: Sequence[MovedColumn]
    kinds: Sequence[MovedKind]
    rows: Sequence[MovedRow]
    uncertain: int  # how many dates of items and totals are not over, and may mean a day before; JSON leaves it out


class _Grid(NamedTuple):
    """The figures of one day, by row."""

    actual: Mapping[str, Number | None]  # by target
    counts: Mapping[RowKey, Mapping[str, Number | None]]  # by target; one that is missing is 0
    items: Mapping[RowKey, Mapping[str, int]]  # by kind; one that is missing is 0
    lacking: Mapping[RowKey, Counter[str]]  # by target, how many items that count have not what is summed


_BASELINE_ROW: RowKey = ("baseline", None)
_UNNAMED_ROW: RowKey = ("unnamed", None)


def breakdown_report(view: View, targets: Sequence[Target], by: str) -> BreakdownReport:
    """Break down counted targets, all of kinds with this attribute, at the end of a date."""
    grid, kinds = _fill_grid(view, targets, by, view.day), _list_kinds(view, targets)
    return BreakdownReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        by=by,
        targets=[Column(*_describe_target(target, grid), actual=grid.actual[target.id]) for target in targets],
        kinds=[KindColumn(kind.id, kind.title, _count_items(grid, kind.id)) for kind in kinds],
        rows=[
            Row(*key, counts=_list_counts(grid, key, targets), items=_list_items(grid, key, kinds))
            for key in _order_rows(grid)
        ],
        uncertain=_count_uncertain_dates(view, targets, kinds),
    )


def find_touched(view: View, targets: Sequence[Target], by: str) -> Touched:
    """Return of each row the targets to which any of its items adds something by the day, be it 0 in all."""
    grid = _fill_grid(view, targets, by, view.day)
    return grid.counts, grid.lacking


def breakdown_movement_report(
    view: View, since: PartialDate, targets: Sequence[Target], by: str
) -> BreakdownMovementReport:
    """Break down what moved of counted targets, all of kinds with this attribute, since the day before a date."""
    then = since.lo - 1
    before, after = _fill_grid(view, targets, by, then), _fill_grid(view, targets, by, view.day)
    kinds = _list_kinds(view, targets)

    def move_row(key: RowKey) -> MovedRow:
        counts_then, counts_now = _list_counts(before, key, targets), _list_counts(after, key, targets)
        items_then, items_now = _list_items(before, key, kinds), _list_items(after, key, kinds)
        return MovedRow(
            *key,
            then=counts_then,
            now=counts_now,
            difference={id: subtract_known(now, counts_then[id]) for id, now in counts_now.items()},
            items_then=items_then,
            items_now=items_now,
            items_difference={id: _subtract_items(now, items_then[id]) for id, now in items_now.items()},
        )

    def move_target(target: Target) -> MovedColumn:
        was, now = before.actual[target.id], after.actual[target.id]
        return MovedColumn(*_describe_target(target, after), then=was, now=now, difference=subtract_known(now, was))

    def move_kind(kind: Kind) -> MovedKind:
        was, now = _count_items(before, kind.id), _count_items(after, kind.id)
        return MovedKind(kind.id, kind.title, was, now, now - was)

    return BreakdownMovementReport(
        plan=view.heading(),
        since=day_text(since.lo),
        then=day_text(then),
        as_of=view.day_text,
        known=view.known_text,
        by=by,
        targets=[move_target(target) for target in targets],
        kinds=[move_kind(kind) for kind in kinds],
        rows=[move_row(key) for key in _order_rows(before, after)],
        uncertain=_count_uncertain_dates(view, targets, kinds),
    )


def _describe_target(target: Target, grid: _Grid) -> tuple[str, Title, Title | None, str, str | None, int]:
    lacking = sum(of_row[target.id] for of_row in grid.lacking.values())
    return target.id, target.title, target.unit, target.kind or "", target.sum, lacking


def _count_uncertain_dates(view: View, targets: Sequence[Target], kinds: Sequence[Kind]) -> int:
    of_items = (one.date for kind in kinds for one in view.ledger.records_of(kind.id))
    of_totals = (total.date for one in targets for total in view.ledger.measurements.get(one.id, {}).values())
    return sum(date.straddles(view.day) for date in chain(of_items, of_totals))


def _fill_grid(view: View, targets: Sequence[Target], by: str, day: int) -> _Grid:
    spelled = unify_attribute(view.plan, by)
    kinds = _list_kinds(view, targets)
    of_kinds = {kind.id: list(view.ledger.items(kind.id)) for kind in kinds}

    def find_row(item: Item) -> RowKey:
        value = view.ledger.attribute_on(item, view.plan.kinds[item.kind], by, day)
        return ("no-value", None) if value is None else ("value", spelled.get(value, value))

    # Each target that counts an item asks for its row.
    row_of = {kind: {item.key: find_row(item) for item in of_kind} for kind, of_kind in of_kinds.items()}
    # 1. Each item that is there has its row, whether a target counts it or not.
    items: dict[RowKey, Counter[str]] = {}
    for kind, of_kind in of_kinds.items():
        there = [
            row_of[kind][item.key]
            for item in of_kind
            if item.is_known_on(day)
            and ((withdrawal := item.stages.get(WITHDRAWN)) is None or withdrawal.date.hi > day)
        ]
        for row, count in Counter(there).items():
            items.setdefault(row, Counter())[kind] = count
    # 2. What a target had at its start, what has a name, by the value of its item, and the rest.
    actual: dict[str, Number | None] = {}
    baselines: dict[str, Number | None] = {}
    unnamed: dict[str, Number | None] = {}
    named: dict[RowKey, dict[str, Exact]] = {}
    shared: dict[tuple[object, ...], dict[RowKey, Exact]] = {}
    lacking: dict[RowKey, Counter[str]] = {}
    for target, account in zip(targets, gather_accounts(targets, view.ledger), strict=True):
        seen = assess_target(target, account, day)
        actual[target.id], baselines[target.id], unnamed[target.id] = seen.actual, target.baseline, seen.unnamed
        # Many targets count the same items.
        same = target.kind, target.ordered_stages, target.start.lo, target.baseline == 0, target.sum
        if same not in shared:
            sums = shared[same] = dict[RowKey, Exact]()
            row_of_item = row_of[target.kind or ""]
            for item, amount in count_named(target, of_kinds[target.kind or ""], view.ledger, day):
                row = row_of_item[item.key]
                sums[row] = sums.get(row, 0) + amount
        for key, amount in shared[same].items():
            named.setdefault(key, {})[target.id] = amount
        for item in list_lacking(target, of_kinds[target.kind or ""], view.ledger, day):
            lacking.setdefault(row_of[item.kind][item.key], Counter())[target.id] += 1
    # What was withdrawn from a baseline is told where it was.
    items |= {key: Counter() for key in named if key not in items}
    counts = {key: {id: make_number(amount) for id, amount in row_named.items()} for key, row_named in named.items()}
    return _Grid(actual, {_BASELINE_ROW: baselines, **counts, _UNNAMED_ROW: unnamed}, items, lacking)


def _order_rows(*grids: _Grid) -> list[RowKey]:
    """Return the rows as they are shown: the baseline, the values, what has none, and what has no name yet."""
    rows = dict.fromkeys(key for grid in grids for key in grid.items)
    return [_BASELINE_ROW, *sorted(rows, key=lambda key: value_order(key[1])), _UNNAMED_ROW]


def _list_counts(grid: _Grid, key: RowKey, targets: Sequence[Target]) -> dict[str, Number | None]:
    row = grid.counts.get(key, {})
    return {target.id: row.get(target.id, 0) for target in targets}


def _list_items(grid: _Grid, key: RowKey, kinds: Sequence[Kind]) -> dict[str, int | None]:
    if key in (_BASELINE_ROW, _UNNAMED_ROW):
        return dict.fromkeys(kind.id for kind in kinds)
    row = grid.items.get(key, {})
    return {kind.id: row.get(kind.id, 0) for kind in kinds}


def _count_items(grid: _Grid, kind: str) -> int:
    return sum(row.get(kind, 0) for row in grid.items.values())


def _list_kinds(view: View, targets: Sequence[Target]) -> list[Kind]:
    """Return the kinds that targets count, each where the first of its targets stands."""
    return [view.plan.kinds[id] for id in dict.fromkeys(target.kind for target in targets) if id is not None]


def _subtract_items(now: int | None, then: int | None) -> int | None:
    return None if now is None or then is None else now - then
