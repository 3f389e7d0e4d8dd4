"""What `history` answers: the log in order of date, with what changed hands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plantrack.plan.corrections import corrections, replaced_by
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.ledger import Ledger, attributes
from plantrack.plan.model import Measurement, Milestone, Place, Plan, Target
from plantrack.plan.reports.entries import Change, Entry, change, entry
from plantrack.plan.reports.heading import PlanHeading, plan_heading
from plantrack.plan.reports.parts import rests_on
from plantrack.plan.view import View

# A quarter: what is recorded later than that comes after the report in which it was missed.
LATE_DAYS = 92


class HistoryRecord(NamedTuple):
    """One record of the log.

    `late` are the days from its date to its recording, where that is more than a quarter. `replaced_by` is the line of
    the next record of the same work and stage, or total, None where it stands. `changes` are what it changed of earlier
    records, `changed` what later ones changed of it.
    """

    record: Entry
    late: int | None
    replaced_by: int | None
    changes: Sequence[Change]
    changed: Sequence[Change]


class HistoryReport(NamedTuple):
    """The log from one day to another, as known on a third; None where that is not limited.

    `standing` are the records at the end of the log, with all that was ever said of each.
    """

    plan: PlanHeading
    since: str | None
    as_of: str | None
    known: str | None
    records: Sequence[HistoryRecord]
    standing: Sequence[Entry]


class Selection(NamedTuple):
    """Which records are asked for; None where all are. `items` are kinds and folded names."""

    since: PartialDate | None = None
    as_of: PartialDate | None = None
    kind: str | None = None
    target: Target | None = None
    items: Sequence[tuple[str, str]] | None = None


def history_report(view: View, wanted: Selection) -> HistoryReport:
    """Report the records of a log that are asked for, in order of date."""
    plan, ledger, lines = view.plan, view.ledger, view.lines
    identities = rests_on(wanted.target, ledger) if wanted.target is not None else None

    def is_wanted(record: Milestone | Measurement) -> bool:
        return (
            (wanted.since is None or record.date.hi >= wanted.since.lo)
            and (wanted.as_of is None or record.date.hi <= wanted.as_of.hi)
            and (wanted.kind is None or (isinstance(record, Milestone) and record.kind == wanted.kind))
            and (identities is None or record.identity in identities)
            and (wanted.items is None or (isinstance(record, Milestone) and record.identity[:2] in wanted.items))
        )

    changes: dict[Place, list[Change]] = {}
    changed: dict[Place, list[Change]] = {}
    for correction in corrections(plan):
        told = change(correction, lines, subject(correction.record, ledger))
        changes.setdefault(correction.record.place, []).append(told)
        changed.setdefault(correction.earlier.place, []).append(told)
    later = replaced_by(plan)
    records = [
        HistoryRecord(
            entry(record, lines, shown_name(record, ledger)),
            late(record),
            lines[later[record.place].place] if record.place in later else None,
            changes.get(record.place, []),
            changed.get(record.place, []),
        )
        for record in sorted(filter(is_wanted, plan.records()), key=in_order)
    ]
    return HistoryReport(
        plan_heading(view),
        wanted.since.text if wanted.since else None,
        day_text(wanted.as_of.hi) if wanted.as_of else None,
        view.known_text,
        records,
        [
            entry(record, lines, shown_name(record, ledger))
            for record in sorted(filter(is_wanted, _standing(plan, ledger)), key=in_order)
        ],
    )


def late(record: Milestone | Measurement) -> int | None:
    """Return after how many days a record was recorded, where that is more than a quarter."""
    if record.recorded is None:
        return None
    days = record.recorded.toordinal() - record.date.hi
    return days if days > LATE_DAYS else None


def in_order(record: Milestone | Measurement) -> tuple[int, int, str, int]:
    """Return what records are sorted by: their date, then their place in the file."""
    return record.date.hi, record.date.lo, *record.place


def shown_name(record: Milestone | Measurement, ledger: Ledger) -> str | None:
    """Return the name under which the item of a milestone is shown."""
    return ledger.names[record.kind][record.key] if isinstance(record, Milestone) else None


def subject(record: Milestone | Measurement, ledger: Ledger) -> str:
    """Return what a record speaks of."""
    if isinstance(record, Milestone):
        return f"{shown_name(record, ledger)} {record.stage}"
    return f"{record.target} {record.date.text}"


def _standing(plan: Plan, ledger: Ledger) -> Iterator[Milestone | Measurement]:
    """Give the records that stand, each milestone with what holds of its item's attributes."""
    own = attributes(plan.milestones)
    for stages in ledger.milestones.values():
        for milestones in stages.values():
            for milestone in milestones.values():
                yield milestone._replace(attributes=own.get((milestone.kind, milestone.key), {}))
    for totals in ledger.measurements.values():
        yield from totals.values()
