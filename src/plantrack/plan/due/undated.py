"""Which items have no expected date for the next stage that a target counts: of these nobody knows when they come."""

from collections import Counter
from collections.abc import Iterable, Sequence

from plantrack.plan.item import Item
from plantrack.plan.model import WITHDRAWN, Kind, Target, Title
from plantrack.plan.view import View
from plantrack.tuples import NamedTuple


class UndatedItem(NamedTuple):
    """An item without an expected date for the next stage that a target counts."""

    kind: str
    item: str  # its name
    stage: str


class UndatedCount(NamedTuple):
    """How many items of a kind have no expected date for a stage."""

    kind: str
    stage: str
    items: int
    unit: Title | None  # in which a target counts them; None: in none


def find_undated(view: View, kinds: Iterable[Kind], targets: Sequence[Target]) -> list[UndatedItem]:
    """Return the items without a date for the next stage that one of these targets counts, in the order of the file."""
    found = []
    for kind in kinds:
        counted = {stage for target in targets if target.kind == kind.id for stage in target.stages}
        stages = [stage for stage in kind.stages if stage in counted]
        for item in view.ledger.items(kind.id, view.day) if stages else ():
            stage = _find_next_stage(kind, stages, item, view.day)
            if stage is not None and item.find_expected(stage) is None:
                found.append(UndatedItem(kind.id, item.name, stage))
    return found


def _find_next_stage(kind: Kind, counted: Sequence[str], item: Item, day: int) -> str | None:
    """Return the first stage of some after all that an item has reached by a day; None where there is none."""
    reached = {stage for stage, milestone in item.stages.items() if milestone.date.hi <= day}
    if WITHDRAWN in reached or not item.is_known_on(day):
        return None
    past = max((place for place, stage in enumerate(kind.stages) if stage in reached), default=-1)
    return next((stage for stage in kind.stages[past + 1 :] if stage in counted), None)


def count_undated(items: Iterable[UndatedItem], kinds: Iterable[Kind], targets: Sequence[Target]) -> list[UndatedCount]:
    """Return how many items of these kinds have no date for each stage, in the order of the stages."""
    counts = Counter((one.kind, one.stage) for one in items)
    return [
        UndatedCount(kind.id, stage, counts[kind.id, stage], _find_unit(kind.id, stage, targets))
        for kind in kinds
        for stage in kind.stages
        if (kind.id, stage) in counts
    ]


def _find_unit(kind: str, stage: str, targets: Sequence[Target]) -> Title | None:
    # What is summed is counted in another unit than items are.
    counting = (target for target in targets if target.kind == kind and stage in target.stages and target.sum is None)
    return next((target.unit for target in counting if target.unit is not None), None)
