"""Warnings of totals: what is reported of a target that is probably not meant."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from plantrack.plan.arithmetic.account import Account, find_entrance, is_part
from plantrack.plan.arithmetic.exact import add_numbers, exact, make_number
from plantrack.plan.arithmetic.staircase import Entrance
from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, Measurement, Target
from plantrack.plan.problems import Problem, say_of
from plantrack.plan.rules.warning import say_record, warn
from plantrack.plan.sentences import Sentence, say


class WithdrawnItems:
    """The items that are withdrawn, by when they came in and went: many are of the same days."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._by_stages: dict[tuple[str, tuple[str, ...]], set[Entrance]] = {}

    def of(self, target: Target) -> Iterator[Entrance]:
        """Give those that were part of a counted target."""
        if target.kind is None:
            return
        same = (target.kind, target.stages)
        if same not in self._by_stages:
            withdrawn = self._ledger.milestones.get(target.kind, {}).get(WITHDRAWN, {})
            items = (self._ledger.item(target.kind, key) for key in withdrawn)
            entered = (find_entrance(target, item.dates()) for item in items if item is not None)
            self._by_stages[same] = {one for one in entered if one is not None}
        yield from (one for one in self._by_stages[same] if is_part(target, one))


def check_totals(
    target: Target, account: Account, totals: Iterable[Measurement], withdrawn: WithdrawnItems
) -> Iterator[Problem]:
    """Warn of the totals of a target that are out of all bounds, too low for what has a name, or below earlier ones."""
    if target.is_percent:
        for total in totals:
            yield from _check_percent(total)
    earlier: Measurement | None = None
    weights = [weight for _, weight in account.weighed if weight is not None]
    shrunk = sorted({day for weight in weights for day, growth in weight.growths() if growth < 0})
    # In the order of their days, in which the actual rests on them, and not in that of the file. Each is compared
    # with the one before it alone: after 10 and 5, a 7 falls no more. And what is too low for what has a name is too
    # low, whatever was reported before.
    for total in account.measurements:
        too_low = list(_check_named(total, target, account))
        if earlier is not None and not too_low:
            too_low += _check_fall(earlier, total, target, withdrawn, shrunk)
        yield from too_low
        earlier = total


def find_impossible_percentages(totals: Iterable[Measurement], targets: Mapping[str, Target]) -> Iterator[Sentence]:
    """Say which totals of targets that are measured in percent none can be: less than nothing, or more than all."""
    for total in totals:
        message = _say_impossible_percentage(total) if targets[total.target].is_percent else None
        if message is not None:
            yield say_of(total.target, message)


def _check_percent(total: Measurement) -> Iterator[Problem]:
    """Warn of a share of less than nothing or of more than all."""
    message = _say_impossible_percentage(total)
    if message is not None:
        hint = say('what can be less or more needs another unit, such as "% of 2020"')
        yield warn(total, "value", message, hint)


def _say_impossible_percentage(total: Measurement) -> Sentence | None:
    if 0 <= total.value <= 100:
        return None
    return say("{total} is {value}, outside 0 to 100 percent", total=say_record(total), value=total.value)


def _check_named(total: Measurement, target: Target, account: Account) -> Iterator[Problem]:
    """Warn of a total below the items that are known by name on its date, those of the baseline included."""
    if account.named is None:
        return
    baseline, named = target.baseline or 0, make_number(account.named.on(total.date.hi) or 0)
    called, value, by_name = say_record(total), total.value, add_numbers([baseline, named])
    if exact(by_name) <= exact(value):
        return
    if not baseline:
        message = say("{total} is {value}, but {named} are known by name", total=called, value=value, named=named)
    elif not named:
        message = say(
            "{total} is {value}, but the baseline is {baseline}", total=called, value=value, baseline=baseline
        )
    else:
        message = say(
            "{total} is {value}, but the baseline {baseline} and {named} known by name make {sum}",
            total=called,
            value=value,
            baseline=baseline,
            named=named,
            sum=by_name,
        )
    yield warn(total, "value", message)


def _check_fall(
    earlier: Measurement, total: Measurement, target: Target, withdrawn: WithdrawnItems, shrunk: Sequence[int]
) -> Iterator[Problem]:
    """Warn of a total of a counted target below the one before it, where no withdrawal can be why.

    `shrunk` are the days, in order, on which an item of a sum has come to weigh less.
    """
    if target.kind is None or total.value >= earlier.value:
        return
    if any(_may_have_gone(item, earlier.date, total.date) for item in withdrawn.of(target)):
        return
    if bisect_right(shrunk, earlier.date.lo) < bisect_right(shrunk, total.date.hi):
        return
    message = say(
        "{total} is {value}, but {earlier} is {before}, and no item that was in it was withdrawn between",
        total=say_record(total),
        value=total.value,
        earlier=say_record(earlier),
        before=earlier.value,
    )
    hint = say(
        "plantrack log {kind} withdrawn records what is gone, plantrack measure --correct what was meant",
        kind=target.kind,
    )
    yield warn(total, "value", message, hint)


def _may_have_gone(item: Entrance, earlier: PartialDate, later: PartialDate) -> bool:
    """Tell whether an item may have been in a total and may have been withdrawn after it, by the later one.

    A worked example, in which days are plain numbers: an item of day 5, withdrawn on some day of 20 to 40, may be why
    there is less on day 30 than on day 10, and on day 45 than on day 25; but not why there is less than on day 40.

    >>> item = Entrance(5, 5, PartialDate(20, 40, "days 20 to 40"))
    >>> days = [PartialDate(day, day, f"day {day}") for day in (10, 30, 25, 45, 40, 60)]
    >>> [_may_have_gone(item, *pair) for pair in zip(days[::2], days[1::2], strict=True)]
    [True, True, False]
    """
    if item.withdrawal is None:
        return False
    # 1. The first day on which the earlier total may have been true, with the item in it.
    counted = max(earlier.lo, item.lo)
    # 2. The first day after that on which the item may have gone: what is of the day of a total is in the total.
    gone = max(item.withdrawal.lo, counted + 1)
    return counted <= earlier.hi and gone <= min(item.withdrawal.hi, later.hi)
