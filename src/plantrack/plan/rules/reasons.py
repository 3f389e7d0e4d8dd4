"""Why an item, a withdrawal or a total counts in a target or does not: one principle, in one order.

A total is true on a date; what may lie on or before that date is taken to be in it; any other counts from the last day
that its date may mean. The baseline is such a total, true on the eve of the start.
"""

from typing import Generic, Literal, TypeVar

from plantrack.plan.arithmetic.account import is_part
from plantrack.plan.arithmetic.staircase import Entrance
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.model import Measurement, Target
from plantrack.tuples import NamedTuple

# What an item is to a target on a day.
ItemCode = Literal["no-date", "before-start", "withdrawn", "in-baseline", "counts-from", "in-total", "counts"]
# What a record, too, may be to it: of an item that counted before, of a withdrawal, a total, or of an item of a sum
# that lacks the attribute.
ReasonCode = Literal[ItemCode, "counts-already", "did-not-count", "counts-until", "later-total", "no-weight"]
Code = TypeVar("Code", bound=str, covariant=True)


class Reason(NamedTuple, Generic[Code]):
    """Why something counts or does not."""

    code: Code
    date: str | None = None  # of which the code speaks; None: it speaks of none


class Moment(NamedTuple):
    """A day, and the total on which the actual of a target rests on it."""

    measured: Measurement | None  # None: it rests on the baseline and the items
    day: int


def decide_item_reason(
    target: Target, entrance: Entrance | None, measured: Measurement | None, day: int
) -> Reason[ItemCode]:
    """Decide what an item is to a target on a day.

    `entrance` is when it came in, None where it has reached none of the stages; `measured` is the total on which the
    actual rests, None where there is none.
    """
    # 1. An item without one of the stages is not in it.
    if entrance is None:
        return Reason("no-date")
    # 2. Where the baseline is 0, what came before the start is no part of the target.
    if not is_part(target, entrance):
        return Reason("before-start")
    # 3. What is withdrawn counts nowhere, whatever it was before.
    if entrance.withdrawal is not None and entrance.withdrawal.hi <= day:
        return Reason("withdrawn", entrance.withdrawal.text)
    # 4. to 7. The rest is a matter of when it came in.
    return _decide_event(target, entrance.lo, entrance.hi, measured, day)


def decide_withdrawal_reason(
    target: Target, entrance: Entrance | None, withdrawn: PartialDate, measured: Measurement | None, day: int
) -> Reason[ReasonCode]:
    """Decide what a withdrawal is to a target on a day: `counts` means that it takes one off."""
    # 1. and 2. Nothing is taken off by an item that is not in the target.
    if entrance is None:
        return Reason("no-date")
    if not is_part(target, entrance):
        return Reason("before-start")
    # 3. A withdrawal that is not certain yet leaves the item in.
    reason = _decide_event(target, withdrawn.lo, withdrawn.hi, measured, day)
    if reason.code == "counts-from":
        return Reason("counts-until", reason.date)
    # 4. What did not count yet cannot be taken off.
    if reason.code == "counts" and entrance.hi > day:
        return Reason("did-not-count")
    return reason


def decide_total_reason(
    target: Target, total: Measurement, measured: Measurement | None, day: int
) -> Reason[ReasonCode]:
    """Decide what a total is to its target on a day: `counts` means that the actual rests on it."""
    # 1. A total from before the start is not used.
    if total.date.lo < target.start.lo:
        return Reason("before-start")
    # 2. One that is not certain yet is not used yet.
    if total.date.hi > day:
        return Reason("counts-from", day_text(total.date.hi))
    # 3. The latest is the one that is used.
    if measured is not None and measured.date != total.date:
        return Reason("later-total", measured.date.text)
    return Reason("counts")


def _decide_event(target: Target, lo: int, hi: int, measured: Measurement | None, day: int) -> Reason[ItemCode]:
    """Decide what something that happened between two days, and may be in a total, is to a target on a day."""
    # 4. What may lie before the start is in the baseline.
    if lo < target.start.lo:
        return Reason("in-baseline")
    # 5. What may lie on or before the date of the total is in it, be it certain by now or not.
    if measured is not None and lo <= measured.date.hi:
        return Reason("in-total", measured.date.text)
    # 6. What is not certain yet does not count yet.
    if hi > day:
        return Reason("counts-from", day_text(hi))
    # 7. The rest counts.
    return Reason("counts")
