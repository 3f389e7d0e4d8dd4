"""Where a target stands on a day: pure functions of what the log says of it, and of what was promised by then."""

from plantrack.plan.arithmetic.account import Account
from plantrack.plan.arithmetic.case import Case, find_case, find_judged_day
from plantrack.plan.arithmetic.exact import Amount, Exact, divide, exact, make_number
from plantrack.plan.arithmetic.knowledge import gather_knowledge
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.arithmetic.standing import Standing, add_judgement, gather_standing
from plantrack.plan.arithmetic.status import Status, days_from_plan, decide_status, reached_since
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import Measurement, Number, Plan, Target
from plantrack.tuples import NamedTuple

# A year of 365.25 days, as four of them.
DAYS_OF_YEARS, YEARS = 1461, 4


class Assessment(NamedTuple):
    """Where a target stands on a day.

    "Not judged" is without a goal, before the start, or where nothing is known of it.
    """

    status: Status
    judged: int | None  # the day for which the figures are true; None: a measured target without a measurement
    actual: Number | None  # None: nothing is measured, and the baseline is unknown
    named: (
        Number | None
    )  # what came since the start by name, below 0 where more of the baseline withdrew; None: measured
    unnamed: Number | None  # the actual beyond baseline and named; None: measured, or the baseline is unknown
    planned: float | None  # what is expected on the judged day; None: no goal, or pace "none" until due
    progress: float | None  # gained, as a share of the way to the goal; None: not judged
    ratio: float | None  # gained, as a share of what was to be; None: not judged, or nothing was to be gained yet
    days: int | None  # ahead of the plan, negative behind it; None: not judged, or open
    outlook: float | None  # the value at the due date at the average rate so far; None: see _Forecast
    rate: float | None  # gained a year so far; None: see _Forecast
    needed: float | None  # to be gained a year until due; None: see _Forecast
    measured: Measurement | None  # the total that the actual rests on; None: there is none
    records: int  # how many the actual rests on
    evidenced: int  # how many of them have a decision or a source
    last_date: PartialDate | None  # that of the latest of them; None: there are none
    standing: Standing  # what is to be said of it in words beside these


class _Forecast(NamedTuple):
    """What the average so far gives. None: reached, over, not yet a tenth of the time, or not two records."""

    outlook: float | None = None
    rate: float | None = None
    needed: float | None = None


def assess_target(target: Target, account: Account, day: int) -> Assessment:
    """Tell where a target stands on a day, by what is in force then."""
    # 1. What was promised by then, and what is known.
    promised, known = in_force(target, day), gather_knowledge(account, day)
    case = find_case(target, promised, account, known, day)
    # 2. The status. From it follows which figures have a meaning.
    without_goal: Status = "not-started" if day < promised.start.lo else "no-goal"
    status = decide_status(case) if case else without_goal
    forecast = _forecast(case, status) if case else _Forecast()
    is_judged = case is not None and _is_judged(case, status)
    days = _days(case, status) if case and status != "open" and is_judged else None
    standing = gather_standing(case, promised, account, known, day)
    # 3. The figures.
    return Assessment(
        status=status,
        judged=find_judged_day(promised, known, day),
        actual=None if known.actual is None else make_number(known.actual),
        named=None if known.named is None else make_number(known.named),
        unnamed=_unnamed(known.actual, target.baseline, known.named),
        planned=_planned(case) if case else None,
        progress=divide(case.gained, _way(case)) if case and is_judged else None,
        ratio=divide(case.gained, case.expected) if case and case.expects and is_judged else None,
        days=days,
        outlook=forecast.outlook,
        rate=forecast.rate,
        needed=forecast.needed,
        measured=known.measured,
        records=known.records,
        evidenced=known.evidenced,
        last_date=known.last_date,
        standing=add_judgement(standing, case, status, days) if case and is_judged else standing,
    )


def _unnamed(actual: Amount | None, baseline: Number | None, named: Amount | None) -> Number | None:
    if actual is None or baseline is None or named is None:
        return None
    return make_number(exact(actual) - exact(baseline) - exact(named))


def _is_judged(case: Case, status: Status) -> bool:
    """Tell whether the time has begun, and something is known that can be judged."""
    nothing_known = status == "no-data" or (status == "unreported" and not case.known.records)
    return status != "not-started" and not nothing_known


def _planned(case: Case) -> float | None:
    return divide(case.expected * case.line.direction + case.baseline * case.one, case.one) if case.expects else None


def _way(case: Case) -> Exact:
    """Return how far the goal is from the baseline, times `one`."""
    return (case.goal - case.baseline) * case.line.direction * case.one


def _days(case: Case, status: Status) -> int:
    """Return how many days a target is ahead of the plan, negative where it is behind."""
    # 1. Reached: how long before the due date, or after it.
    if status == "met":
        return case.due - reached_since(case, min(case.day, case.due))
    if status == "met-late":
        return case.due - reached_since(case, case.day)
    # 2. With pace "none" all of it was expected on the due date.
    if case.promised.pace == "none":
        return case.due - case.day
    # 3. Else as the plan goes; what is on track is not late.
    days = days_from_plan(case)
    return max(days, 0) if status == "on-track" else days


def _forecast(case: Case, status: Status) -> _Forecast:
    """Tell what the average so far gives, a year and at the due date, and what is needed; no interim goal matters."""
    # 1. It goes on, and there is enough to go by.
    gone, left = case.judged - case.start, case.due - case.judged
    goes_on = status in ("on-track", "at-risk", "behind") and left > 0
    if not (goes_on and case.tenth_gone(case.judged) and case.known.enough_for_a_rate):
        return _Forecast()
    # 2. Straight on from the baseline.
    change = case.actual - case.baseline
    outlook = divide(case.baseline * gone + change * (gone + left), gone)
    # 3. But not to where there is nothing.
    if outlook is not None and (case.counted or case.promised.is_percent):
        outlook = max(outlook, 0.0)
    if outlook is not None and case.promised.is_percent:
        outlook = min(outlook, 100.0)
    return _Forecast(
        outlook=outlook,
        rate=divide(change * DAYS_OF_YEARS, gone * YEARS),
        needed=divide((case.goal - case.actual) * DAYS_OF_YEARS, left * YEARS),
    )


def time_gone(plan: Plan, day: int) -> float:
    """Return the share of the plan's time that has passed on a day, from 0 to 1."""
    start, end = plan.start.lo, plan.end.lo
    return (min(max(day, start), end) - start) / (end - start)
