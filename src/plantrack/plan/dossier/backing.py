"""What stands behind the figure of a target: the items that it counts by name, and the evidence of its latest record.

Many targets count the same items: what they are is gathered once for all of these.
"""

from collections.abc import Sequence

from plantrack.plan.item import Item
from plantrack.plan.model import Evidence, Milestone, Target
from plantrack.plan.reports.history import record_order
from plantrack.plan.reports.parts import count_named, find_entering
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.view import View
from plantrack.tuples import NamedTuple

MOST_NAMED = 15


class NamedItem(NamedTuple):
    """An item that is counted by name."""

    item: str  # as it is called on the day
    date: str  # on which it came in, as written
    evidence: Evidence


class Backing(NamedTuple):
    """What stands behind the figure of one target."""

    named: Sequence[NamedItem]  # the latest first, and no more than MOST_NAMED
    others: int  # how many more there are
    latest: Evidence  # of its latest record; empty where there is none


_NO_RECORD = Evidence()


def gather_backing(view: View, targets: Sequence[Target], standing: Sequence[TargetStatus]) -> dict[str, Backing]:
    """Return what stands behind the figure of each target, by its id."""
    gathered: dict[tuple[object, ...], tuple[list[tuple[Item, Milestone]], dict[str, Evidence]]] = {}
    found = {}
    for target, stands in zip(targets, standing, strict=True):
        same = (target.kind, target.ordered_stages, target.start.lo, target.baseline == 0, target.sum)
        if same not in gathered:
            came = _find_entrants(view, target)
            gathered[same] = came, {milestone.date.text: milestone.evidence for _, milestone in reversed(came)}
        entrants, by_date = gathered[same]
        measured = view.ledger.measurements.get(target.id, {}).values()
        reported = {total.date.text: total.evidence for total in measured if total.date.hi <= view.day}
        named = [
            NamedItem(item.name, milestone.date.text, milestone.evidence) for item, milestone in entrants[:MOST_NAMED]
        ]
        last = stands.last_date or ""
        latest = reported.get(last) or by_date.get(last, _NO_RECORD)
        found[target.id] = Backing(named, max(len(entrants) - MOST_NAMED, 0), latest)
    return found


def _find_entrants(view: View, target: Target) -> list[tuple[Item, Milestone]]:
    """Return the items that a target counts by name, the latest first, each with what brought it in."""
    items = view.ledger.items(target.kind or "", view.day)
    named = count_named(target, items, view.ledger, view.day)
    counted = [(item, find_entering(item, target)) for item, amount in named if amount > 0]
    return sorted(counted, key=lambda one: record_order(one[1]), reverse=True)
