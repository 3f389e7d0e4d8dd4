"""One thing that is due, as data: a stage that an item is to reach, or a goal of a target."""

from typing import Literal

from plantrack.plan.arithmetic.expected import OpenExpectation, Shift
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.model import Evidence, Expectation, Number
from plantrack.tuples import NamedTuple

DueState = Literal["late", "next", "put-off", "undated"]
NO_EVIDENCE = Evidence()


class DueLine(NamedTuple):
    """One thing that is to be reached, by an item or by a target."""

    state: DueState  # put-off: it was, and lies beyond what is asked for
    kind: str | None  # of an item, as are the next two; None: it is a goal of a target
    item: str | None
    stage: str | None
    target: str | None  # its id; None: it is a stage of an item, as are the next three
    of: Literal["interim", "due"] | None  # a goal on the way, or that of the due date
    goal: Number | None
    actual: Number | None  # on the day that is asked about
    by: str | None  # as written; None: nobody said, as are the next two
    last: str | None  # the last day of that, an ISO date: the one that counts
    days: int | None  # until then; negative: it is late by so many
    put_off_from: str | None  # the date that was first named; None: it was not put off
    put_off_times: int
    put_off_days: int  # from the last day of the first one
    decision: str | None  # evidence of what is expected, as are the next two; None: not given
    source: str | None
    note: str | None
    falls: bool = False  # of the goal less is better


class Horizon(NamedTuple):
    """From which day to which something is next."""

    day: int  # that is asked about
    until: int

    def place(self, last: int, shift: Shift | None) -> DueState | None:
        """Return what is to be said of something with this last day; None where it lies beyond, and ever did."""
        if last < self.day:
            return "late"
        if last <= self.until:
            return "next"
        return "put-off" if shift is not None and shift.is_put_off else None


def describe_awaited(one: OpenExpectation, state: DueState, day: int) -> DueLine:
    """Return what is expected of an item."""
    # What stands beside the date on which it was reached is the evidence of that.
    evidence = one.record.evidence if isinstance(one.record, Expectation) else NO_EVIDENCE
    line = describe_due(state, one.expected, one.shift, day)
    return line._replace(kind=one.item.kind, item=one.item.name, stage=one.stage, **evidence._asdict())


def describe_due(state: DueState, by: PartialDate | None, shift: Shift | None, day: int) -> DueLine:
    """Return by when something is due, and how it was put off; of what is not said yet."""
    put_off = shift if shift is not None and shift.is_put_off else None
    return DueLine(
        state=state,
        kind=None,
        item=None,
        stage=None,
        target=None,
        of=None,
        goal=None,
        actual=None,
        by=None if by is None else by.text,
        last=None if by is None else day_text(by.hi),
        days=None if by is None else by.hi - day,
        put_off_from=None if put_off is None else put_off.first.text,
        put_off_times=0 if put_off is None else put_off.times,
        put_off_days=0 if put_off is None else put_off.days,
        **NO_EVIDENCE._asdict(),
    )
