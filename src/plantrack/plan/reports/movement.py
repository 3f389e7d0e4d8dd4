"""What `status --since` answers: what moved from one day to another, and which records did it."""

from collections.abc import Sequence
from typing import NamedTuple

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.status import Status
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Lines, Measurement, Milestone, Number, Plan, Target
from plantrack.plan.reports.entries import Entry, entry
from plantrack.plan.reports.history import in_order, shown_name
from plantrack.plan.reports.parts import rests_on
from plantrack.plan.reports.report import PlanHeading, Revised, heading, revised_by


class Movement(NamedTuple):
    """What moved of one target: its actual then and now, and the records of that time.

    `written` are those that were written in that time for days before it: they are in both figures.
    """

    id: str
    title: str
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


def movement(
    plan: Plan,
    ledger: Ledger,
    path: str,
    since: PartialDate,
    as_of: PartialDate,
    targets: Sequence[Target],
    lines: Lines,
    known: PartialDate | None = None,
) -> MovementReport:
    """Report what moved of these targets since the day before a date."""
    then, now = since.lo - 1, as_of.hi
    moved = []
    for target, what_is_known in zip(targets, gather_accounts(targets, ledger), strict=True):
        before, after = assess_target(target, what_is_known, then), assess_target(target, what_is_known, now)
        records = standing(target, ledger)
        moved.append(
            Movement(
                target.id,
                target.title.en,
                target.unit.en if target.unit else None,
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
        heading(plan, path),
        day_text(since.lo),
        day_text(then),
        day_text(now),
        day_text(known.hi) if known else None,
        moved,
        [revised for target in targets for revised in revised_by(target, now)],
    )


def standing(target: Target, ledger: Ledger) -> list[Milestone | Measurement]:
    """Return the records on which a target rests on any day, in order of date."""
    found: list[Milestone | Measurement] = list(ledger.measurements.get(target.id, {}).values())
    for milestones in ledger.milestones.get(target.kind or "", {}).values():
        found += milestones.values()
    identities = rests_on(target, ledger)
    return sorted((one for one in found if one.identity in identities), key=in_order)
