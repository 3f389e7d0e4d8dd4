"""What `status --since` answers: what moved from one day to another, and which records did it."""

from collections.abc import Sequence
from typing import NamedTuple

from plantrack.plan.arithmetic.account import accounts
from plantrack.plan.arithmetic.progress import Status, assess, difference
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Measurement, Milestone, Number, Target, Title
from plantrack.plan.reports.entries import Entry, entry
from plantrack.plan.reports.heading import PlanHeading, plan_heading
from plantrack.plan.reports.history import in_order, shown_name
from plantrack.plan.reports.parts import rests_on
from plantrack.plan.reports.status import Revised, target_revisions
from plantrack.plan.view import View


class Movement(NamedTuple):
    """What moved of one target: its actual then and now, and the records of that time.

    `written` are those that were written in that time for days before it: they are in both figures.
    """

    id: str
    title: Title
    unit: str | None
    then: Number | None
    now: Number | None
    difference: Number | None
    status_then: Status
    status_now: Status
    records: Sequence[Entry]
    written: Sequence[Entry]


class MovementReport(NamedTuple):
    """What moved from the end of `then`, the day before `since`, to the end of `as_of`."""

    plan: PlanHeading
    since: str
    then: str
    as_of: str
    known: str | None
    targets: Sequence[Movement]
    revisions: Sequence[Revised]


def movement_report(view: View, since: PartialDate, targets: Sequence[Target]) -> MovementReport:
    """Report what moved of these targets since the day before a date."""
    ledger, lines = view.ledger, view.lines
    then, now = since.lo - 1, view.day
    moved = []
    for target, what_is_known in zip(targets, accounts(targets, ledger), strict=True):
        before, after = assess(target, what_is_known, then), assess(target, what_is_known, now)
        records = standing(target, ledger)
        moved.append(
            Movement(
                target.id,
                target.title,
                target.unit,
                before.actual,
                after.actual,
                None if before.actual is None or after.actual is None else difference(after.actual, before.actual),
                before.status,
                after.status,
                [entry(one, lines, shown_name(one, ledger)) for one in records if then < one.date.hi <= now],
                [
                    entry(one, lines, shown_name(one, ledger))
                    for one in records
                    if one.date.hi <= then and one.recorded is not None and then < one.recorded.toordinal() <= now
                ],
            )
        )
    return MovementReport(
        plan_heading(view),
        day_text(since.lo),
        day_text(then),
        view.day_text,
        view.known_text,
        moved,
        [revised for target in targets for revised in target_revisions(target, now)],
    )


def standing(target: Target, ledger: Ledger) -> list[Milestone | Measurement]:
    """Return the records on which a target rests on any day, in order of date."""
    found: list[Milestone | Measurement] = list(ledger.measurements.get(target.id, {}).values())
    for milestones in ledger.milestones.get(target.kind or "", {}).values():
        found += milestones.values()
    identities = rests_on(target, ledger)
    return sorted((one for one in found if one.identity in identities), key=in_order)
