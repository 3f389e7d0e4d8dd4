"""Form 1: where every promise stands, with the actual in percent of the goal."""

from collections.abc import Sequence

from plantrack.plan.dates import parse_date
from plantrack.plan.forms.figures import find_actual, has_share, is_none
from plantrack.plan.forms.numbering import find_common, find_share, group_targets
from plantrack.plan.model import Number, Target, Title
from plantrack.plan.reports.status import Choice, Measured, Revised, StatusReport, TargetStatus, status_report
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

FIRST_DAY, LAST_DAY = "-01-01", "-12-31"


class TargetsFormRow(NamedTuple):
    """One target."""

    number: str  # in its group
    actual: Number | None  # None: unknown
    none_yet: bool  # its 0 stands for none
    # Actual / goal in percent, of a range its lower end; None: unknown, none, no goal, or one that has no such share.
    share: float | None
    revisions: Sequence[Revised]  # those in force, oldest first
    reported: Measured | None  # an earlier total on which it rests; None: it rests on none
    target: TargetStatus


class TargetsFormGroup(NamedTuple):
    """The targets of one kind."""

    number: str  # Roman
    kind: str | None  # None: they are measured
    title: Title | None  # of the kind
    targets: Sequence[TargetsFormRow]


class TargetsForm(NamedTuple):
    """Where every promise of a plan stands on a day."""

    plan: PlanHeading
    as_of: str  # an ISO date, as is the next
    known: str | None  # None: all that is known now
    baseline_year: int | None  # at whose end all baselines are true; None: there is no such year
    due_year: int | None  # at whose end all goals are due; None: there is no such year
    unit: Title | None  # that all targets have; None: they have several, or none
    groups: Sequence[TargetsFormGroup]


def fill_targets_form(view: View, targets: Sequence[Target], choice: Choice) -> TargetsForm:
    """Fill in form 1. A total is named with its date where that is before all days that are asked about."""
    report = status_report(view, targets, choice)
    starts = (int(target.start[:4]) - 1 if target.start.endswith(FIRST_DAY) else None for target in report.targets)
    dues = (find_due_year(target) for target in report.targets if target.goal is not None)
    return TargetsForm(
        plan=report.plan,
        as_of=report.as_of,
        known=report.known,
        baseline_year=find_common(starts),
        due_year=find_common(dues),
        unit=find_common(target.unit for target in report.targets),
        groups=[
            TargetsFormGroup(
                number=group.number,
                kind=group.kind,
                title=group.title,
                targets=[
                    _fill_target_row(view, str(number), target)._replace(revisions=list_revisions_of(report, target))
                    for number, target in enumerate(group.targets, 1)
                ],
            )
            for group in group_targets(report.targets, view.plan.kinds)
        ],
    )


def _fill_target_row(view: View, number: str, target: TargetStatus) -> TargetsFormRow:
    actual, none_yet = find_actual(target), is_none(target)
    return TargetsFormRow(
        number=number,
        actual=actual,
        none_yet=none_yet,
        share=find_share(actual, target.goal) if has_share(target) and not none_yet else None,
        revisions=[],
        reported=find_earlier_total(view, target),
        target=target,
    )


def list_revisions_of(report: StatusReport, target: TargetStatus) -> list[Revised]:
    """Return the revisions of a target that are in force, oldest first."""
    return [revised for revised in report.revisions if revised.target == target.id]


def find_due_year(target: TargetStatus) -> int | None:
    """Return the year at whose end a target is due; None where it is due on another day."""
    return int(target.due[:4]) if target.due.endswith(LAST_DAY) else None


def find_earlier_total(view: View, target: TargetStatus) -> Measured | None:
    """Return the total on which a target rests, where that is of before all days asked about."""
    if target.measured is None or parse_date(target.measured.date).hi >= view.as_of.lo:
        return None
    return target.measured
