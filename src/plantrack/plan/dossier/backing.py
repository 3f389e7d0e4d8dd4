"""What stands behind the figure of a target: the items that it counts by name, and the evidence of its latest record.

Many targets count the same items: what they are is gathered once for all of these.
"""

from collections.abc import Sequence
from typing import NamedTuple

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.item import Item
from plantrack.plan.model import Evidence, Milestone, Target
from plantrack.plan.reports.history import record_order
from plantrack.plan.reports.parts import find_part, list_reached
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.rules.reasons import Moment
from plantrack.plan.view import View

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
    gathered: dict[tuple[object, ...], list[tuple[Item, Milestone]]] = {}
    found = {}
    for target, account, stands in zip(targets, gather_accounts(targets, view.ledger), standing, strict=True):
        same = (target.kind, target.ordered_stages, target.start.lo, target.baseline == 0, target.sum)
        if same not in gathered:
            gathered[same] = _find_entrants(view, target)
        entrants = gathered[same]
        evidence = {milestone.date.text: milestone.evidence for _, milestone in reversed(entrants)}
        evidence |= {total.date.text: total.evidence for total in account.measurements if total.date.hi <= view.day}
        named = [
            NamedItem(item.name, milestone.date.text, milestone.evidence) for item, milestone in entrants[:MOST_NAMED]
        ]
        latest = evidence.get(stands.last_date or "", _NO_RECORD)
        found[target.id] = Backing(named, max(len(entrants) - MOST_NAMED, 0), latest)
    return found


def _find_entrants(view: View, target: Target) -> list[tuple[Item, Milestone]]:
    """Return the items that a target counts by name, the latest first, each with what brought it in."""
    moment = Moment(None, view.day)
    parts = (find_part(item, target, view.ledger, moment) for item in list_reached(target, view.ledger, view.day))
    counted = [(part.item, part.milestone) for part in parts if part is not None and part.named > 0]
    return sorted(counted, key=lambda one: record_order(one[1]), reverse=True)
