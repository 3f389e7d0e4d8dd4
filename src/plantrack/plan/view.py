"""What a report is asked of: one value, made once for a command."""

from types import MappingProxyType

from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.keys import Lines
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Plan, Record, Title
from plantrack.tuples import NamedTuple

NO_LINES: Lines = MappingProxyType({})


class PlanHeading(NamedTuple):
    """The plan that a report speaks of."""

    title: Title
    start: str  # ISO dates
    end: str
    path: str  # as given


class View(NamedTuple):
    """A plan as it was known on one day, seen as of another."""

    plan: Plan
    ledger: Ledger  # the log of the plan, read to its end
    path: str  # of the plan file, as given
    as_of: PartialDate  # the day that is asked about; a partial date means its last day
    known: PartialDate | None = None  # without what was recorded after it; None: all that is known now
    lines: Lines = NO_LINES  # of each record the line of its header; empty where the report names no lines

    @property
    def day(self) -> int:
        """Return the day that is asked about, as a proleptic ordinal."""
        return self.as_of.hi

    @property
    def day_text(self) -> str:
        """Return the day that is asked about as an ISO date."""
        return day_text(self.as_of.hi)

    @property
    def known_text(self) -> str | None:
        """Return the day of what is known as an ISO date; None for all that is known now."""
        return day_text(self.known.hi) if self.known else None

    def heading(self) -> PlanHeading:
        """Return the plan that is asked of."""
        plan = self.plan
        return PlanHeading(title=plan.title, start=plan.start.text, end=plan.end.text, path=self.path)


def forget_later(plan: Plan, day: int) -> Plan:
    """Return a plan as it was known at the end of a day: what a hand wrote without `recorded` was always known."""

    def known(record: Record) -> bool:
        return record.recorded is None or record.recorded.toordinal() <= day

    milestones, measurements = filter(known, plan.milestones), filter(known, plan.measurements)
    comments = list(filter(known, plan.comments))
    return plan._replace(milestones=list(milestones), measurements=list(measurements), comments=comments)
