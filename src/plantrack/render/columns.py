"""One target of a status report in words: the cells that the table and Markdown share."""

import shlex
from typing import NamedTuple

from plantrack.plan.arithmetic.status import Status
from plantrack.plan.model import Number, Plan
from plantrack.plan.reports.status import Revised, StatusReport, TargetStatus
from plantrack.render.page import Style
from plantrack.render.text.numbers import DASH, estimate, exact, goal, pace, percent

WORDS: dict[Status, str] = {
    "met": "met",
    "met-late": "met late",
    "on-track": "on track",
    "at-risk": "at risk",
    "behind": "behind",
    "missed": "missed",
    "unreported": "unreported",
    "open": "open",
    "no-data": "no data",
    "not-started": "not started",
    "no-goal": "followed",
}


SIGNS: dict[Status, str] = {
    "met": "✓",
    "met-late": "✓",
    "on-track": "●",
    "at-risk": "◐",
    "behind": "▼",
    "missed": "✗",
    "unreported": "?",
    "open": "○",
    "no-data": "·",
    "not-started": "·",
    "no-goal": "·",
}
STYLES: dict[Status, Style] = {
    "met": "bold green",
    "met-late": "green",
    "on-track": "green",
    "at-risk": "yellow",
    "behind": "red",
    "missed": "bold red",
    "unreported": "yellow",
    "open": "cyan",
    "no-data": "dim",
    "not-started": "dim",
    "no-goal": "dim",
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
        title=str(target.title),
        status=WORDS[target.status],
        actual=DASH if nothing_known else exact(target.actual),
        goal=goal(target.goal, target.stretch) + ("*" if target.revised else ""),
        progress=percent(target.progress),
        planned=estimate(target.planned),
        pace=pace(target.days),
        outlook=estimate(target.outlook),
        unnamed=exact(target.unnamed) if target.unnamed else "",
        last_date=target.last_date or "",
        id=target.id,
    )


def of_goal(actual: str, goal: str) -> str:
    """Return `29 of 43`, or the actual alone where there is no goal."""
    return f"{actual} of {goal}" if goal else actual


def revisions(report: StatusReport) -> list[str]:
    """Return what was revised of the targets whose goals are marked."""
    return [f"* {revised.target}: {revision(revised)}" for revised in report.revisions]


def revision(revised: Revised) -> str:
    """Return what a revision changed, since when, and by which decision."""
    told = [f"{term} {_term(before)} → {_term(after)}" for term, before, after in revised.changes]
    evidence = revised.decision or revised.source
    changes = f"{', '.join(told) or 'confirmed'} since {revised.since}"
    return f"{changes}, {evidence}" if evidence else changes


def _term(value: Number | str | None) -> str:
    if value is None:
        return DASH
    return value if isinstance(value, str) else exact(value)


def time_line(report: StatusReport) -> str:
    """Return the day of a report and how much of the plan's time is gone."""
    if report.as_of < report.plan.start:
        gone = f"the plan starts on {report.plan.start}"
    elif report.as_of >= report.plan.end:
        gone = f"the time is over since {report.plan.end}"
    else:
        gone = f"{percent(report.time)} of the time is gone"
    return f"as of {report.as_of}{known_line(report.known)} · {gone}"


def known_line(known: str | None) -> str:
    """Return as known on which day; empty where all that is known now is told."""
    return "" if known is None else f", as known on {known}"


def sums(report: StatusReport) -> list[tuple[Status, int]]:
    """Return how many targets have each status, the best first, what is not judged last."""
    statuses = [target.status for target in report.targets]
    return [(status, statuses.count(status)) for status in WORDS if status in statuses]


def next_steps(plan: Plan, path: str, named: bool) -> list[str]:
    """Return what to do on a plan without targets or records; none where there are some.

    `named` tells that the plan was named on the command line, and has to be again.
    """
    if not plan.targets:
        return [f"No targets yet: write one into {path} as [targets.NAME]."]
    if plan.milestones or plan.measurements:
        return []
    counted = next((target for target in plan.targets.values() if target.kind is not None), None)
    if counted is None:
        command = f"measure {next(iter(plan.targets))} VALUE"
    else:
        command = f'log {counted.kind} {counted.stages[0]} "NAME" --new'
    return ["No records yet. To record the first, type:", f"  plantrack {command}{plan_option(path) if named else ''}"]


def plan_option(path: str) -> str:
    """Return the option that names a plan, as it is typed."""
    return f" --plan {shlex.quote(path)}"
