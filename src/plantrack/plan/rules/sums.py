"""Warnings of sums: items that count in one, and do not say what they weigh."""

from collections.abc import Iterable, Iterator

from plantrack.plan.arithmetic.account import find_entrance, is_part
from plantrack.plan.item import Item
from plantrack.plan.model import WITHDRAWN, Milestone, Target
from plantrack.plan.problems import Problem
from plantrack.plan.rules.warning import say_record, warn
from plantrack.plan.sentences import Called, say


def check_sums(items: Iterable[Item], targets: Iterable[Target]) -> Iterator[Problem]:
    """Warn of each item of a kind that adds nothing to a sum of some targets, as it has not the attribute."""
    # Of a sum of what is no number it was told where it is promised.
    summing = [target for target in targets if target.sum]
    for item in items if summing else ():
        # By the record that should have said it, and the attribute, the targets.
        lacking: dict[tuple[str, str], list[str]] = {}
        for target in summing:
            attribute, record = target.sum or "", _find_moving(item, target)
            if record is not None and not any(attribute in one.attributes for one in item.all_records()):
                lacking.setdefault((record.stage, attribute), []).append(target.id)
        for (stage, attribute), ids in lacking.items():
            record = item.stages[stage]
            message = say(
                "{record} changes nothing in {targets}: no {attribute} is known",
                record=say_record(record),
                targets=", ".join(ids),
                attribute=Called(item.kind, attribute),
            )
            hint = say(
                "plantrack log {kind} changed NAME --set {attribute}=NUMBER records it",
                kind=item.kind,
                attribute=attribute,
            )
            yield warn(record, None, message, hint)


def _find_moving(item: Item, target: Target) -> Milestone | None:
    """Return the milestone with which an item came into a target since its start, or left it; None where it did not."""
    entered = find_entrance(target, item.dates())
    if entered is None or not is_part(target, entered):
        return None
    # 1. What was in the baseline adds nothing, but its withdrawal takes it off.
    start, withdrawal = target.start.lo, item.stages.get(WITHDRAWN)
    if entered.lo < start:
        return withdrawal if withdrawal is not None and withdrawal.date.lo >= start else None
    # 2. What came and is withdrawn adds nothing any more.
    if withdrawal is not None:
        return None
    reached = [item.stages[stage] for stage in target.stages if stage in item.stages]
    return min(reached, key=lambda milestone: (milestone.date.hi, milestone.date.lo))
