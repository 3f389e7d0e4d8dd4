"""Targets under the kinds that they count, in the order of the plan; what is measured stands last."""

from collections.abc import Iterator, Mapping, Sequence

from plantrack.plan.forms.numbering import write_roman
from plantrack.plan.model import Kind, Title
from plantrack.plan.reports.status import TargetStatus
from plantrack.tuples import NamedTuple


class FormGroup(NamedTuple):
    """The targets that count items of one kind, or those that are measured."""

    number: str  # Roman
    kind: str | None  # None: they are measured
    title: Title | None  # of the kind
    targets: Sequence[TargetStatus]


def group_targets(targets: Sequence[TargetStatus], kinds: Mapping[str, Kind]) -> Iterator[FormGroup]:
    """Give the groups that have any target."""
    number = 0
    for kind in (*kinds.values(), None):
        of_kind = [target for target in targets if target.kind == (None if kind is None else kind.id)]
        if of_kind:
            number += 1
            numeral = write_roman(number)
            yield FormGroup(numeral, kind.id if kind else None, kind.title if kind else None, of_kind)
