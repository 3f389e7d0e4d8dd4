"""The plan that a report speaks of."""

from typing import NamedTuple

from plantrack.plan.model import Title
from plantrack.plan.view import View


class PlanHeading(NamedTuple):
    """The plan that a report speaks of."""

    title: Title
    start: str
    end: str
    path: str  # as given


def plan_heading(view: View) -> PlanHeading:
    """Return the heading of a report."""
    plan = view.plan
    return PlanHeading(title=plan.title, start=plan.start.text, end=plan.end.text, path=view.path)
