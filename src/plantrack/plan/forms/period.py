"""Form 2: what moved in a period, beside what its year was to bring; below each figure what makes it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.forms.groups import group_targets
from plantrack.plan.forms.numbering import find_common, find_share
from plantrack.plan.forms.targets import find_due_year, find_earlier_total
from plantrack.plan.model import Number, Target, Title
from plantrack.plan.reports.movement import subtract_known
from plantrack.plan.reports.status import Choice, TargetStatus, status_report
from plantrack.plan.view import PlanHeading, View

PartOfTotal = Literal["baseline", "named", "unnamed"]


class PeriodPart(NamedTuple):
    """What makes a figure: the parts of a target add up to it, then and now."""

    part: PartOfTotal
    then: Number
    difference: Number
    now: Number


class PeriodFormRow(NamedTuple):
    """What moved of one target."""

    number: str  # in its group
    id: str
    title: Title
    unit: Title | None  # None: not given
    baseline: Number | None  # None: unknown
    goal: Number | None  # None: it is followed, not judged
    year_plan: Number | None  # what the year was to bring; None: there is no goal for its end, or for its beginning
    then: Number | None  # the actual; None: unknown, as are the next two
    difference: Number | None
    now: Number | None
    share: float | None  # the difference in percent of the plan of the year; None: unknown, or that brings nothing
    none_then: bool  # nothing of it had been recorded: its 0 stands for none, as does the next
    none_now: bool
    reported: str | None  # the date of an earlier total on which it rests, as written; None: it rests on none
    parts: Sequence[PeriodPart]  # not 0; empty: it is measured, not all is known, none has moved, or there is but one


class PeriodFormGroup(NamedTuple):
    """The targets of one kind."""

    number: str  # Roman
    kind: str | None  # None: they are measured
    title: Title | None  # of the kind
    targets: Sequence[PeriodFormRow]


class PeriodForm(NamedTuple):
    """What moved from the end of `then`, the day before `since`, to the end of `as_of`."""

    plan: PlanHeading
    since: str  # an ISO date, as are the next three
    then: str
    as_of: str
    known: str | None  # None: all that is known now
    year: int  # that of `as_of`
    unit: Title | None  # that all targets have; None: they have several, or none
    groups: Sequence[PeriodFormGroup]


def fill_period_form(view: View, since: PartialDate, targets: Sequence[Target], choice: Choice) -> PeriodForm:
    """Fill in form 2: from the end of the day before a date to the end of the day that is asked about."""
    eve = since.lo - 1
    # What is chosen is chosen by where it stands now.
    report = status_report(view, targets, choice)
    shown = [view.plan.targets[target.id] for target in report.targets]
    before = status_report(view._replace(as_of=PartialDate(eve, eve, day_text(eve))), shown)
    then = {target.id: target for target in before.targets}
    year, whole = int(view.day_text[:4]), view._replace(as_of=PartialDate(since.lo, view.day, view.as_of.text))
    return PeriodForm(
        plan=report.plan,
        since=day_text(since.lo),
        then=day_text(eve),
        as_of=report.as_of,
        known=report.known,
        year=year,
        unit=find_common(target.unit for target in report.targets),
        groups=[
            PeriodFormGroup(
                number=group.number,
                kind=group.kind,
                title=group.title,
                targets=[
                    _fill_period_row(str(number), then[target.id], target, year)._replace(
                        reported=find_earlier_total(whole, target)
                    )
                    for number, target in enumerate(group.targets, 1)
                ],
            )
            for group in group_targets(report.targets, view.plan.kinds)
        ],
    )


def _fill_period_row(number: str, then: TargetStatus, now: TargetStatus, year: int) -> PeriodFormRow:
    change, year_plan = subtract_known(now.actual, then.actual), find_year_plan(now, year)
    return PeriodFormRow(
        number=number,
        id=now.id,
        title=now.title,
        unit=now.unit,
        baseline=now.baseline,
        goal=now.goal,
        year_plan=year_plan,
        then=then.actual,
        difference=change,
        now=now.actual,
        share=find_share(change, year_plan),
        none_then=then.in_words.none_yet,
        none_now=now.in_words.none_yet,
        reported=None,
        parts=_list_period_parts(then, now),
    )


def find_year_plan(target: TargetStatus, year: int) -> Number | None:
    """Return what a year was to bring: the goal for its end less that for the end of the year before, or the baseline.

    None where one of them is not there.
    """
    if target.goal is None:
        return None
    goals = {int(interim.by[:4]): interim.goal for interim in target.interim if interim.by.endswith("-12-31")}
    due_year, start_year = find_due_year(target), int(target.start[:4])
    if due_year is not None:
        goals[due_year] = target.goal
    before = target.baseline if year == start_year else goals.get(year - 1)
    return subtract_known(goals.get(year), before)


def _list_period_parts(then: TargetStatus, now: TargetStatus) -> list[PeriodPart]:
    figures: dict[PartOfTotal, tuple[Number | None, Number | None]] = {
        "baseline": (now.baseline, now.baseline),
        "named": (then.named, now.named),
        "unnamed": (then.unnamed, now.unnamed),
    }
    parts: list[PeriodPart] = []
    for part, (before, after) in figures.items():
        if before is None or after is None:
            return []
        if before or after:
            parts.append(PeriodPart(part, before, difference(after, before), after))
    return parts if len(parts) > 1 and any(part.difference for part in parts) else []
