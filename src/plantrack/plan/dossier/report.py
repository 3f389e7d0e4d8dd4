"""What `page` answers: all that a reader without a terminal is to see of a plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from plantrack.plan.arithmetic.account import gather_accounts
from plantrack.plan.arithmetic.progress import assess_target
from plantrack.plan.arithmetic.status import ATTENTION, Status
from plantrack.plan.dates import PartialDate
from plantrack.plan.dossier.backing import Backing, gather_backing
from plantrack.plan.due.report import DAYS_WITHIN, DueReport, DueRequest, due_report
from plantrack.plan.item import Item
from plantrack.plan.model import WITHDRAWN, AttributeValue, Evidence, Kind, Target
from plantrack.plan.naming.values import unify_attribute
from plantrack.plan.reports.breakdown import BreakdownReport, breakdown_report
from plantrack.plan.reports.burnup import BurnupReport, burnup_report
from plantrack.plan.reports.items import ItemsReport, items_report, value_order
from plantrack.plan.reports.movement import MovementReport, movement_report
from plantrack.plan.reports.status import Choice, StatusReport, TargetStatus, how_bad, status_report
from plantrack.plan.view import View
from plantrack.tuples import NamedTuple

MOST_IN_ATTENTION = 7
# Beyond so many a kind is told by its groups, not by its items; and so many targets have room beside each other.
MOST_ITEMS, MOST_BROKEN_DOWN = 40, 6
# From the best to the worst: what stands elsewhere, or stood, has become neither better nor worse.
_BEST_FIRST: tuple[Status, ...] = ("met", "met-late", "on-track", "at-risk", "behind", "missed")


class DossierRequest(NamedTuple):
    """Which targets are asked about, and since when."""

    targets: Sequence[Target]  # in the order in which they are told
    choice: Choice
    since: PartialDate | None  # None: nothing is compared


class ListedKind(NamedTuple):
    """The items of one kind, without those that were withdrawn: each, or where they are too many how many there are."""

    kind: str
    total: int
    report: ItemsReport | None  # None: they are too many
    items: Mapping[str, Item]  # by their names; empty where they are too many
    groups: Mapping[AttributeValue | None, int]  # of each value of the attribute; empty where each is listed


class Dossier(NamedTuple):
    """What is told of the targets of a plan."""

    standing: StatusReport
    attention: Sequence[TargetStatus]  # what is not well, the worst first
    before: Mapping[str, Status]  # where each target stood, by its id; empty where nothing is compared
    burnup: BurnupReport  # of the judged targets, in the order of the standing
    backing: Mapping[str, Backing]  # by the ids of the targets
    promises: Mapping[str, Evidence]  # who made each of them, by the same ids
    due: DueReport  # what of these targets and their kinds is late and next
    movement: MovementReport | None  # None: nothing is compared
    breakdown: BreakdownReport | None  # of the judged targets that count items; None: these have no attribute in common
    by: str | None  # the attribute that most kinds have; None: none has any
    kinds: Sequence[ListedKind]  # those that the targets count, as far as there are items

    @property
    def judged(self) -> list[TargetStatus]:
        """Return the targets that have a goal."""
        return [target for target in self.standing.targets if target.goal is not None]

    @property
    def worse(self) -> list[TargetStatus]:
        """Return the targets that stand worse than before."""
        return [target for target in self.standing.targets if self._compare(target) > 0]

    @property
    def better(self) -> list[TargetStatus]:
        """Return the targets that stand better than before."""
        return [target for target in self.standing.targets if self._compare(target) < 0]

    @property
    def first_reported(self) -> list[TargetStatus]:
        """Return the targets of which nothing was known before, and which are judged now."""
        return [target for target in self._list_incomparable() if self._is_first(target)]

    @property
    def otherwise(self) -> list[TargetStatus]:
        """Return the other targets whose status changed, and is neither better nor worse than before."""
        return [target for target in self._list_incomparable() if not self._is_first(target)]

    def _list_incomparable(self) -> list[TargetStatus]:
        changed = (one for one in self.standing.targets if self.before.get(one.id, one.status) != one.status)
        return [target for target in changed if self._compare(target) == 0]

    def _is_first(self, target: TargetStatus) -> bool:
        return self.before[target.id] == "no-data" and target.status in _BEST_FIRST

    def _compare(self, target: TargetStatus) -> int:
        before = self.before.get(target.id, target.status)
        if not {before, target.status} <= {*_BEST_FIRST}:
            return 0
        return _BEST_FIRST.index(target.status) - _BEST_FIRST.index(before)


def dossier_report(view: View, request: DossierRequest) -> Dossier:
    """Report what is to be known of some targets of a plan at the end of a date."""
    standing = status_report(view, request.targets, request.choice)
    shown = [view.plan.targets[target.id] for target in standing.targets]
    judged = [target for target, stands in zip(shown, standing.targets, strict=True) if stands.goal is not None]
    since = request.since
    kinds = [view.plan.kinds[id] for id in dict.fromkeys(target.kind for target in shown) if id is not None]
    by = _choose_attribute(kinds, view.day)
    breakdown = None if by is None else _break_down_judged(view, judged, by)
    return Dossier(
        standing=standing,
        attention=sorted((target for target in standing.targets if target.status in ATTENTION), key=how_bad),
        before={} if since is None else _assess_before(view, shown, since.lo - 1),
        burnup=burnup_report(view, judged),
        backing=gather_backing(view, shown, standing.targets),
        promises={target.id: target.evidence for target in shown},
        due=_find_due(view, standing.targets),
        movement=None if since is None else movement_report(view, since, shown),
        breakdown=breakdown,
        by=by,
        kinds=[listed for kind in kinds if (listed := _list_kind(view, kind, by, breakdown)).total],
    )


def _find_due(view: View, standing: Sequence[TargetStatus]) -> DueReport:
    """Report what is late and what is next of these targets and of the items of their kinds."""
    report = due_report(view, DueRequest(min(view.day + DAYS_WITHIN, date.max.toordinal())))
    targets, kinds = {target.id for target in standing}, {target.kind for target in standing}
    due = [line for line in report.due if line.target in targets or (line.kind is not None and line.kind in kinds)]
    return report._replace(due=due)


def _assess_before(view: View, targets: Sequence[Target], day: int) -> dict[str, Status]:
    accounts = gather_accounts(targets, view.ledger)
    return {
        target.id: assess_target(target, account, day).status for target, account in zip(targets, accounts, strict=True)
    }


def _choose_attribute(kinds: Sequence[Kind], day: int) -> str | None:
    """Return the text attribute that most kinds have on a day, of several the first one; None where none has any."""
    counted = Counter(
        name
        for kind in kinds
        for name, declared in kind.attributes.items()
        if declared.tells_apart and declared.exists_on(day)
    )
    return max(counted, key=counted.__getitem__, default=None)


def _break_down_judged(view: View, judged: Sequence[Target], by: str) -> BreakdownReport | None:
    """Return where the items of the judged targets are; of very many targets of the first ones."""
    kinds = view.plan.kinds
    counting = [target for target in judged if target.kind is not None and by in kinds[target.kind].attributes]
    return breakdown_report(view, counting[:MOST_BROKEN_DOWN], by) if counting else None


def _list_kind(view: View, kind: Kind, by: str | None, breakdown: BreakdownReport | None) -> ListedKind:
    # Of many it is known before that they are too many, and to list them takes longer than to count them.
    if by in kind.attributes and len(view.ledger.names.get(kind.id, ())) > MOST_ITEMS:
        rows = () if breakdown is None else breakdown.rows
        known = {row.value: number for row in rows if (number := row.items.get(kind.id))}
        groups = known or _count_by_value(view, kind, by or "")
        total = sum(groups.values())
        if total > MOST_ITEMS:
            return ListedKind(kind.id, total, None, {}, groups)
    report = items_report(view, kind)
    items = {item.name: item for item in view.ledger.items(kind.id, view.day)}
    return ListedKind(kind.id, report.total, report, items, {})


def _count_by_value(view: View, kind: Kind, by: str) -> dict[AttributeValue | None, int]:
    """Return how many items of a kind have each value of an attribute."""
    spelled = unify_attribute(view.plan, by)
    counted: Counter[AttributeValue | None] = Counter()
    for item in view.ledger.items(kind.id, view.day):
        withdrawal = item.stages.get(WITHDRAWN)
        if item.is_known_on(view.day) and (withdrawal is None or withdrawal.date.hi > view.day):
            value = view.ledger.attribute_on(item, kind, by, view.day)
            counted[None if value is None else spelled.get(value, value)] += 1
    return {value: counted[value] for value in sorted(counted, key=value_order)}
