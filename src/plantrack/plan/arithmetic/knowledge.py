"""What the log says of a target by the end of a day: its total, and the records behind it."""

from plantrack.plan.arithmetic.account import Account
from plantrack.plan.arithmetic.exact import Amount
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Measurement
from plantrack.tuples import NamedTuple

RATE_NEEDS_RECORDS = 2


class Knowledge(NamedTuple):
    """What the log says of a target by the end of a day."""

    actual: Amount | None  # None: nothing is measured, and the baseline is unknown
    named: Amount | None  # None: a measured target
    measurements: list[Measurement]  # those that are used, the latest last
    records: int
    evidenced: int
    last_date: PartialDate | None  # None: no records
    followed: bool  # something of the kind that it counts is known; False: not, or it is measured
    silent: bool  # no records; and on a counted target nothing of its kind either, which is none yet

    @property
    def measured(self) -> Measurement | None:
        """Return the total that the actual rests on; None where there is none."""
        return self.measurements[-1] if self.measurements else None

    @property
    def enough_for_a_rate(self) -> bool:
        """Tell whether there is more than one point; several measurements of a day are one."""
        points = {total.date.hi for total in self.measurements} if self.named is None else range(self.records)
        return len(points) >= RATE_NEEDS_RECORDS


def gather_knowledge(account: Account, day: int) -> Knowledge:
    """Return what the log says of a target by the end of a day."""
    records = [(date, evidenced, count) for (date, evidenced), count in account.records.items() if date.hi <= day]
    # Whoever records the kind would have recorded this: where the log follows that, silence says that there is none.
    kind_is_followed = account.kind_heard_of is not None and account.kind_heard_of <= day
    return Knowledge(
        actual=account.actual.on(day),
        named=None if account.named is None else account.named.on(day) or 0,
        measurements=[total for total in account.measurements if total.date.hi <= day],
        records=sum(count for _, _, count in records),
        evidenced=sum(count for _, evidenced, count in records if evidenced),
        last_date=max((date for date, _, _ in records), key=lambda date: (date.hi, date.lo), default=None),
        followed=kind_is_followed,
        silent=not records and not kind_is_followed,
    )
