"""What `due` answers: what is late, next and put off, and where each target would be if every expected date holds."""

from collections.abc import Iterable, Sequence
from itertools import chain

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.coming import find_coming, gather_open
from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.arithmetic.expected import OpenExpectation
from plantrack.plan.arithmetic.progress import Assessment, assess_target
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.due.goals import find_due_goals
from plantrack.plan.due.lines import DueLine, Horizon, describe_awaited, describe_due
from plantrack.plan.due.undated import UndatedCount, UndatedItem, count_undated, find_undated
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Number, Plan, Target, Title
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

# What is due in so many days is next, where nobody says how many.
DAYS_WITHIN = 90


class DueRequest(NamedTuple):
    """Which things are asked for."""

    until: int  # the last day of what is next
    kinds: Sequence[str] = ()  # of these alone; none: whatever it is
    owners: Sequence[Title] = ()  # of what these answer for alone; none: whoever does
    undated: bool = False  # the items without a date, too


class TargetForecast(NamedTuple):
    """Where a counted target would be on its due date if every expected date holds."""

    target: str  # its id
    title: Title
    unit: Title | None  # None: not given
    due: str
    actual: Number
    expected: Number | None  # None: no item that is not in the actual has a date
    goal: Number
    stretch: Number | None  # None: the goal is no range
    short: Number  # what would be missing of the goal by then, or now where no item has a date; 0: nothing


class DueReport(NamedTuple):
    """What is late and what is next of a plan on a day."""

    plan: PlanHeading
    as_of: str  # an ISO date, as are the next two
    known: str | None  # None: all that is known now
    until: str
    kinds: Sequence[str]  # of which alone it tells; empty: of all
    owners: Sequence[Title]  # for what these answer for alone; empty: for all
    due: Sequence[DueLine]  # what is late, next and put off, each by its last day; then what has no date, if asked for
    later: int  # how many items have a date beyond what is asked for, and always had one
    later_from: str | None  # the first of these dates, as written; None: there is none
    forecast: Sequence[TargetForecast]
    over: Sequence[str]  # the targets with a goal that were due before the day, by their ids: their status says all
    undated: Sequence[UndatedCount]


def due_report(view: View, request: DueRequest) -> DueReport:
    """Report what is late and what is next at the end of a date."""
    plan, day, horizon = view.plan, view.day, Horizon(view.day, request.until)
    # 1. What is asked about: of an owner's targets the items that they count.
    kinds = [kind for kind in plan.kinds.values() if not request.kinds or kind.id in request.kinds]
    targets = _choose_due_targets(plan, request)
    accounts = gather_accounts(targets, view.ledger)
    seen = [assess_target(target, account, day) for target, account in zip(targets, accounts, strict=True)]
    opened = gather_open(plan, view.ledger, day)
    asked = [one for kind in kinds for one in opened[kind.id] if not request.owners or _is_counted_by(one, targets)]
    # 2. What is due, by its last day, then in the order of the file.
    lines = [
        describe_awaited(one, state, day)
        for one in asked
        if (state := horizon.place(one.expected.hi, one.shift)) is not None
    ]
    of_targets = zip(targets, accounts, seen, strict=True)
    lines += chain.from_iterable(find_due_goals(target, account, its, horizon) for target, account, its in of_targets)
    undated = find_undated(view, kinds, targets)
    later = [one.expected for one in asked if horizon.place(one.expected.hi, one.shift) is None]
    return DueReport(
        plan=view.heading(),
        as_of=view.day_text,
        known=view.known_text,
        until=day_text(request.until),
        kinds=list(request.kinds),
        owners=list(request.owners),
        due=_order_lines(lines) + (_describe_undated(undated, day) if request.undated else []),
        later=len(later),
        later_from=_find_first_text(later),
        forecast=[
            _forecast_target(target, its, opened[target.kind], view.ledger, day)
            for target, its in zip(targets, seen, strict=True)
            if target.kind is not None and not _is_over(target, day) and in_force(target, day).goal is not None
        ],
        over=[target.id for target in targets if target.goal is not None and _is_over(target, day)],
        undated=count_undated(undated, kinds, targets),
    )


def _choose_due_targets(plan: Plan, request: DueRequest) -> list[Target]:
    """Return the targets that are asked about: of kinds those alone that count items of them."""
    return [
        target
        for target in plan.targets.values()
        if (not request.owners or target.owner in request.owners)
        and (not request.kinds or target.kind in request.kinds)
    ]


def _is_counted_by(one: OpenExpectation, targets: Iterable[Target]) -> bool:
    return any(target.kind == one.item.kind and one.stage in target.stages for target in targets)


def _is_over(target: Target, day: int) -> bool:
    return day > in_force(target, day).due.lo


def _order_lines(lines: Sequence[DueLine]) -> list[DueLine]:
    """Return what is late, next and put off, in this order, each by its last day."""
    return [
        line for state in ("late", "next", "put-off") for line in sorted(lines, key=_tell_last) if line.state == state
    ]


def _tell_last(line: DueLine) -> str:
    return line.last or ""


def _find_first_text(dates: Sequence[PartialDate]) -> str | None:
    return min(dates, key=lambda date: (date.hi, date.lo)).text if dates else None


def _describe_undated(items: Iterable[UndatedItem], day: int) -> list[DueLine]:
    return [
        describe_due("undated", None, None, day)._replace(kind=one.kind, item=one.item, stage=one.stage)
        for one in items
    ]


def _forecast_target(
    target: Target, seen: Assessment, opened: Iterable[OpenExpectation], ledger: Ledger, day: int
) -> TargetForecast:
    promised, coming = in_force(target, day), find_coming(target, seen, opened, ledger, day)
    assert promised.goal is not None
    assert seen.actual is not None
    then = seen.actual if coming.expected is None else coming.expected
    return TargetForecast(
        target=target.id,
        title=target.title,
        unit=target.unit,
        due=promised.due.text,
        actual=seen.actual,
        expected=coming.expected,
        goal=promised.goal,
        stretch=promised.stretch,
        short=max(difference(promised.goal, then), 0),
    )
