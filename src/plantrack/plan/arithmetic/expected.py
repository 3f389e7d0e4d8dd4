"""What is next: which expected dates stand open on a day, how late they are, and how they were put off."""

from collections.abc import Iterator
from itertools import pairwise

from plantrack.plan.dates import PartialDate
from plantrack.plan.item import Item, find_expectation
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, ItemRecord, Kind, Milestone
from plantrack.tuples import NamedTuple


class Shift(NamedTuple):
    """How an expected date moved since one was first named."""

    first: PartialDate  # the one that was first named
    times: int  # how often one was named with a later last day than the one before it
    days: int  # from the last day of the first one to that of the one that stands; negative: it was brought forward

    @property
    def is_put_off(self) -> bool:
        """Tell whether the one that stands is later than the first one."""
        return self.days > 0


class OpenExpectation(NamedTuple):
    """An item is to reach a stage, and on a day has not."""

    item: Item
    stage: str
    expected: PartialDate
    late: int  # days since its last day; 0: none
    shift: Shift | None  # None: no other date was ever named
    record: ItemRecord  # that says so, as it stands, with its evidence: a milestone where only that says so


def find_open_of_item(ledger: Ledger, kind: Kind, item: Item, day: int) -> Iterator[OpenExpectation]:
    """Give what is expected of one item on a day, in the order of its stages.

    What was expected is known on every day. It stands open until the item is certain to have reached the stage or a
    later one, or to be withdrawn.
    """
    for stage in kind.stages:
        record = item.find_expected(stage)
        if record is not None and record.expected is not None and is_open(kind, item, stage, day):
            shift, late = find_shift(ledger, record), count_late_days(record.expected, day)
            # Where it is reached later, who said by when is no less known.
            said = find_expectation(record, ledger.earlier(record)) if isinstance(record, Milestone) else record
            yield OpenExpectation(item, stage, record.expected, late, shift, said or record)


def is_open(kind: Kind, item: Item, stage: str, day: int) -> bool:
    """Tell whether an item is certain neither to have reached a stage or a later one by a day, nor to be withdrawn."""
    return not any(
        after in item.stages and item.stages[after].date.hi <= day
        for after in (*kind.stages[kind.stages.index(stage) :], WITHDRAWN)
    )


def count_late_days(expected: PartialDate, day: int) -> int:
    """Return how many days after an expected date a day lies; its last day is the one that counts.

    A worked example, in which days are plain numbers: what is expected on some day of 20 to 40 is late from day 41 on.

    >>> expected = PartialDate(20, 40, "days 20 to 40")
    >>> count_late_days(expected, 40), count_late_days(expected, 41), count_late_days(expected, 130)
    (0, 1, 90)
    """
    return max(0, day - expected.hi)


def find_shift(ledger: Ledger, record: ItemRecord) -> Shift | None:
    """Return how the expected date of a record that stands moved, as far as the ledger knows; None where it did not."""
    said = (*ledger.earlier(record), record)
    dates = [one.expected for one in said if isinstance(one, ItemRecord) and one.expected is not None]
    return measure_shift(dates)


def measure_shift(dates: list[PartialDate]) -> Shift | None:
    """Return how an expected date moved that was named so in turn; None where it is the same throughout.

    A worked example: from day 10 to day 40, back to day 30, and on to day 50 is two times put off, by 40 days in all.

    >>> dates = [PartialDate(day, day, f"day {day}") for day in (10, 40, 40, 30, 50)]
    >>> measure_shift(dates)
    Shift(first=PartialDate(lo=10, hi=10, text='day 10'), times=2, days=40)
    >>> measure_shift(dates[:1])
    """
    if all(date == dates[0] for date in dates):
        return None
    times = sum(later.hi > earlier.hi for earlier, later in pairwise(dates))
    return Shift(dates[0], times, dates[-1].hi - dates[0].hi)
