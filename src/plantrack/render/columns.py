"""One target of a status report in words: the cells that the table and Markdown share."""

from typing import NamedTuple

from plantrack.plan.progress import Status
from plantrack.plan.report import StatusReport, TargetStatus
from plantrack.render.numbers import DASH, goal, pace, percent, plain

WORDS: dict[Status, str] = {
    "met": "met",
    "met-late": "met late",
    "on-track": "on track",
    "at-risk": "at risk",
    "behind": "behind",
    "missed": "missed",
    "open": "open",
    "no-data": "no data",
    "not-started": "not started",
    "no-goal": "followed",
}


class Cells(NamedTuple):
    """What a person reads of one target. Empty where there is nothing to say."""

    title: str
    status: str
    actual: str
    goal: str
    progress: str
    planned: str
    pace: str
    outlook: str
    unnamed: str
    last_date: str
    id: str


def cells(target: TargetStatus) -> Cells:
    """Put one target into words. A zero that nobody recorded is a dash."""
    nothing_known = target.actual is None or (target.actual == 0 and not target.records)
    return Cells(
        title=target.title,
        status=WORDS[target.status],
        actual=DASH if nothing_known else plain(target.actual, 2),
        goal=goal(target.goal, target.stretch),
        progress=percent(target.progress),
        planned=plain(target.planned, 1),
        pace=pace(target.days),
        outlook=plain(target.outlook, 1),
        unnamed=plain(target.unnamed, 2) if target.unnamed else "",
        last_date=target.last_date or "",
        id=target.id,
    )


def of_goal(actual: str, goal: str) -> str:
    """Return `29 of 43`, or the actual alone where there is no goal."""
    return f"{actual} of {goal}" if goal else actual


def time_line(report: StatusReport) -> str:
    """Return the day of a report and how much of the plan's time is gone."""
    if report.as_of < report.plan.start:
        gone = f"the plan starts on {report.plan.start}"
    elif report.as_of >= report.plan.end:
        gone = f"the time is over since {report.plan.end}"
    else:
        gone = f"{percent(report.time)} of the time is gone"
    return f"as of {report.as_of} · {gone}"


def sums(report: StatusReport) -> list[tuple[Status, int]]:
    """Return how many targets have each status, the best first, what is not judged last."""
    statuses = [target.status for target in report.targets]
    return [(status, statuses.count(status)) for status in WORDS if status in statuses]


def what_next(report: StatusReport) -> str:
    """Return what to type next on a plan without targets or records; empty where there are some."""
    if not report.targets:
        return f"No targets yet: write one into {report.plan.path} as [targets.NAME]."
    if any(target.records for target in report.targets):
        return ""
    counted = next((target for target in report.targets if target.kind is not None), None)
    if counted is None:
        command = f"measure {report.targets[0].id} VALUE"
    else:
        command = f'log {counted.kind} {counted.stages[0]} "NAME" --new'
    return f"No records yet. The first: plantrack {command} --date {report.as_of}"
