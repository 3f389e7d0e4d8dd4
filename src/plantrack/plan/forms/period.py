"""Form 2: what moved in a period, beside what its year was to bring; below each figure what makes it."""

from collections.abc import Sequence
from typing import Literal

from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.arithmetic.standing import Uncertain
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.forms.figures import find_actual, is_none
from plantrack.plan.forms.numbering import find_common, find_share, group_targets
from plantrack.plan.forms.targets import FIRST_DAY, LAST_DAY, find_due_year, find_earlier_total, list_revisions_of
from plantrack.plan.model import Number, Target, Title
from plantrack.plan.reports.movement import subtract_known
from plantrack.plan.reports.status import Choice, Measured, Revised, TargetStatus, status_report
from plantrack.plan.view import PlanHeading, View
from plantrack.tuples import NamedTuple

PartOfTotal = Literal["baseline", "named", "unnamed"]
# The first and the last one.
Years = tuple[int, int]
# The figures of a year are closed on a day before its last.
_LAST_REPORTED, _FIRST_OF_NEXT = "-12-14", "-12-15"


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
    # What its year was to bring, or its whole years; None: there is no goal for the end, or for the beginning.
    year_plan: Number | None
    then: Number | None  # the actual; None: unknown, as are the next two
    difference: Number | None  # None also where nobody measured in the period
    now: Number | None
    share: float | None  # the difference in percent of that plan; None: unknown, or that brings nothing
    none_then: bool  # its 0 stands for none, as does the next
    none_now: bool
    reported: Measured | None  # an earlier total on which it rests; None: it rests on none
    revisions: Sequence[Revised]  # those in force, oldest first
    kind: str | None  # of the items that it counts; None: it is measured
    sum: str | None  # the attribute that is summed; None: items are counted, or it is measured
    lacking: int  # how many items that count have not that attribute
    uncertain: Uncertain | None  # what partial dates may have brought; None: nothing; JSON leaves it out
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
    first_year: int  # whose plan it begins with
    year: int  # whose plan it ends with
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
    years, is_own = _find_years(since.lo, view.day)
    whole = view._replace(as_of=PartialDate(since.lo, view.day, view.as_of.text))
    return PeriodForm(
        plan=report.plan,
        since=day_text(since.lo),
        then=day_text(eve),
        as_of=report.as_of,
        known=report.known,
        first_year=years[0],
        year=years[1],
        unit=find_common(target.unit for target in report.targets),
        groups=[
            PeriodFormGroup(
                number=group.number,
                kind=group.kind,
                title=group.title,
                targets=[
                    _fill_period_row(str(number), then[target.id], target, years if is_own else None)._replace(
                        reported=find_earlier_total(whole, target), revisions=list_revisions_of(report, target)
                    )
                    for number, target in enumerate(group.targets, 1)
                ],
            )
            for group in group_targets(report.targets, view.plan.kinds)
        ],
    )


def _fill_period_row(number: str, then: TargetStatus, now: TargetStatus, years: Years | None) -> PeriodFormRow:
    then = _hear_of_kind(then) if then.in_words.silent and now.in_words.followed else then
    before, after = find_actual(then), find_actual(now)
    # Where nobody measured in the period, nobody knows what came.
    is_measured_anew = now.kind is not None or now.measured is None or now.measured != then.measured
    change = subtract_known(after, before) if is_measured_anew else None
    year_plan = years and find_plan_of_years(now, years)
    return PeriodFormRow(
        number=number,
        id=now.id,
        title=now.title,
        unit=now.unit,
        baseline=now.baseline,
        goal=now.goal,
        year_plan=year_plan,
        then=before,
        difference=change,
        now=after,
        share=find_share(change, year_plan),
        none_then=is_none(then),
        none_now=is_none(now),
        reported=None,
        revisions=[],
        kind=now.kind,
        sum=now.sum,
        lacking=now.in_words.lacking,
        uncertain=now.in_words.uncertain,
        parts=[] if change is None else _list_period_parts(then, now),
    )


def _hear_of_kind(then: TargetStatus) -> TargetStatus:
    """Return how a target of which nothing was recorded stood, once its kind is: what came before would be, too."""
    return then._replace(in_words=then.in_words._replace(silent=False, none_yet=then.actual == 0))


def _find_years(first: int, last: int) -> tuple[Years, bool]:
    """Return the first and the last year of a period, and whether their plans are its own.

    They are where it is within one year, whatever part of it, or whole years. The figures of a year are closed on 14
    December: what begins on the day after belongs to the next.

    >>> from plantrack.plan.dates import parse_date
    >>> _find_years(parse_date("2024-12-15").lo, parse_date("2025-12-14").lo)
    ((2025, 2025), True)
    """
    begins, ends = day_text(first), day_text(last)
    end_year = int(ends[:4])
    years = min(int(begins[:4]) + (begins[4:] >= _FIRST_OF_NEXT), end_year), end_year
    is_whole = begins[4:] in (FIRST_DAY, _FIRST_OF_NEXT) and ends[4:] in (LAST_DAY, _LAST_REPORTED)
    return years, is_whole or years[0] == years[1]


def find_plan_of_years(target: TargetStatus, years: Years) -> Number | None:
    """Return what some years were to bring: the goal for their end less that for the end of the year before.

    In the place of the latter is the baseline where the target begins. None where one of them is not there.
    """
    if target.goal is None:
        return None
    first, last = years
    goals = {int(interim.by[:4]): interim.goal for interim in target.interim if interim.by.endswith(LAST_DAY)}
    due_year = find_due_year(target)
    if due_year is not None:
        goals[due_year] = target.goal
    before = target.baseline if first == int(target.start[:4]) else goals.get(first - 1)
    return subtract_known(goals.get(last), before)


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
