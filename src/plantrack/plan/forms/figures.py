"""The actual of a target as a form tells it: one rule for all six.

What was recorded is told, 0 too. Of what has not happened, though its kind is followed, there is none (`-`). Where the
log says nothing of a target, nor of its kind, it is unknown (`…`): a baseline is what was there at the start, and to
hand it in as what was achieved would be a guess.
"""

from plantrack.plan.model import Number
from plantrack.plan.reports.status import TargetStatus


def find_actual(target: TargetStatus) -> Number | None:
    """Return the actual that a form tells; None where it is unknown."""
    return None if target.in_words.silent else target.actual


def is_none(target: TargetStatus) -> bool:
    """Tell whether nothing of a target has happened, so that its 0 stands for none."""
    return target.in_words.none_yet


def has_share(target: TargetStatus) -> bool:
    """Tell whether an actual is a part of the goal: that lies above its baseline, and neither is below 0."""
    return target.goal is not None and target.baseline is not None and target.goal > target.baseline >= 0
