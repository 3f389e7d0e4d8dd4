"""What new records change: of each target the figures before and after, and why a record changes none; and of items
what each had before, and until when it has what a change gives.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence, Set
from operator import attrgetter

from plantrack.plan.arithmetic.account import find_entrance, gather_accounts, is_part, weigh_item
from plantrack.plan.arithmetic.exact import Exact
from plantrack.plan.arithmetic.knowledge import Knowledge, gather_knowledge
from plantrack.plan.arithmetic.revisions import in_force
from plantrack.plan.arithmetic.staircase import NOTHING, Entrance, Weight, change_since
from plantrack.plan.dates import PartialDate, day_text
from plantrack.plan.item import fold_value, order_in_time
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import (
    CHANGED,
    NAME_KEY,
    WITHDRAWN,
    AttributeValue,
    ItemKey,
    ItemRecord,
    Kind,
    Measurement,
    Milestone,
    Plan,
    Target,
    find_date,
)
from plantrack.plan.names import fold_name
from plantrack.plan.rules.joining import Joined
from plantrack.plan.rules.reasons import (
    Moment,
    Reason,
    ReasonCode,
    decide_item_reason,
    decide_total_reason,
    decide_withdrawal_reason,
)
from plantrack.tuples import NamedTuple


class TargetChange(NamedTuple):
    """What a command changed of one target, as in force today."""

    target: Target
    before: Knowledge
    after: Knowledge
    reasons: dict[Reason[ReasonCode], list[str]]  # why records change nothing: the items, or the dates of the totals
    only_withdrawn: bool  # nothing but withdrawals concern it


class ItemChange(NamedTuple):
    """What a change gives an item from a day on."""

    item: str  # its name, as it is recorded
    kind: str
    key: str  # name, or the attribute
    was: AttributeValue | None  # on that day, before it was recorded; None: nothing was known
    now: AttributeValue
    since: str  # as written, as is the next
    until: str | None  # when something later says otherwise; None: it is so until today


def find_target_changes(plan: Plan, before: Ledger, joined: Joined, today: int) -> list[TargetChange]:
    """Return what the new records change of each target that they concern, in the order of the file."""
    concerned = []
    for target in plan.targets.values():
        totals = [total for total in joined.measurements if total.target == target.id]
        stages = (*target.stages, WITHDRAWN)
        # What an item weighs may be told beside any stage.
        reached = [
            one
            for one in joined.milestones
            if one.kind == target.kind
            and (target.sum in one.attributes or (isinstance(one, Milestone) and one.stage in stages))
        ]
        if totals or reached:
            concerned.append((target, totals, reached))
    targets = [target for target, _, _ in concerned]
    accounts_before, accounts_after = gather_accounts(targets, before), gather_accounts(targets, joined.ledger)
    changes = []
    for (target, totals, reached), was, now in zip(concerned, accounts_before, accounts_after, strict=True):
        after = gather_knowledge(now, today)
        reasons: dict[Reason[ReasonCode], dict[str, None]] = {}
        measured_on = {total.date for total in totals}
        for total in totals:
            _add_reason(reasons, _explain_total(target, total, measured_on, after.measured, today), total.date.text)
        moment = Moment(after.measured, today)
        # Of one item there may be a thousand records.
        ledgers = before, joined.ledger
        roles = {key: _find_roles(target, key, ledgers, moment) for key in dict.fromkeys(one.key for one in reached)}
        milestones = [one for one in reached if isinstance(one, Milestone)]
        for milestone in milestones:
            for reason in _explain_milestone(target, milestone, roles[milestone.key], moment):
                _add_reason(reasons, reason, milestone.item)
        # What is expected is told of a target only where the weight that it gives changes something.
        if not totals and not milestones and all(was.added == now.added for was, now in roles.values()):
            continue
        changes.append(
            TargetChange(
                target=in_force(target, today),
                before=gather_knowledge(was, today),
                after=after,
                reasons={reason: [*names] for reason, names in reasons.items()},
                only_withdrawn=not totals and all(one.stage == WITHDRAWN for one in reached),
            )
        )
    return changes


def _add_reason(reasons: dict[Reason[ReasonCode], dict[str, None]], reason: Reason[ReasonCode], name: str) -> None:
    """Add a name to those to which a reason applies, once; what counts needs none."""
    if reason.code != "counts":
        reasons.setdefault(reason, {})[name] = None


def _explain_total(
    target: Target, total: Measurement, measured_on: Set[PartialDate], measured: Measurement | None, today: int
) -> Reason[ReasonCode]:
    reason = decide_total_reason(target, total, measured, today)
    # That another one of the same command is later goes without saying.
    if reason.code == "later-total" and measured is not None and measured.date in measured_on:
        return Reason("counts")
    return reason


def _explain_milestone(
    target: Target, milestone: Milestone, roles: tuple["_Role", "_Role"], moment: Moment
) -> Iterator[Reason[ReasonCode]]:
    """Decide what a milestone is to a target. The `roles` of its item are those before and after the command."""
    measured, today = moment
    was, now = roles
    reason: Reason[ReasonCode]
    if milestone.stage == WITHDRAWN:
        reason = decide_withdrawal_reason(target, now.entrance, milestone.date, measured, today)
        changes_nothing = reason.code == "counts"
    else:
        reason = decide_item_reason(target, now.entrance, measured, today)
        changes_nothing = reason.code not in ("no-date", "before-start", "withdrawn")
        # An item that came in on the same days before gains nothing, be it in a total or since.
        is_in = reason.code in ("in-total", "counts")
        is_same = was.entrance is not None and now.entrance is not None and was.entrance[:2] == now.entrance[:2]
        if is_in and is_same and milestone.stage in target.stages and was.weight == now.weight:
            reason = Reason("counts-already")
        # What it weighs from a day on is another thing: that may count where the item did before, and not yet.
        if target.sum in milestone.attributes:
            if was.added != now.added:
                reason = Reason("counts")
            elif milestone.stage == CHANGED and changes_nothing and milestone.date.hi > today:
                reason = Reason("counts-from", day_text(milestone.date.hi))
    yield reason
    if changes_nothing and now.weight is None:
        yield Reason("no-weight")


class _Role(NamedTuple):
    """What an item is to a target at a moment."""

    entrance: Entrance | None  # None: it has reached none of the stages
    weight: Weight | None  # None: it has not the attribute that is summed
    added: Exact  # what it adds since the latest total


def _find_roles(target: Target, key: str, ledgers: tuple[Ledger, Ledger], moment: Moment) -> tuple[_Role, _Role]:
    """Return what an item of the kind of a target is to it, before and after the command."""
    was, now = (_find_role(target, key, ledger, moment) for ledger in ledgers)
    return was, now


def _find_role(target: Target, key: str, ledger: Ledger, moment: Moment) -> _Role:
    item = ledger.item(target.kind or "", key)
    if item is None:
        return _Role(None, None, 0)
    entrance, weight = find_entrance(target, item.dates()), weigh_item(item, target, ledger)
    if entrance is None or not is_part(target, entrance):
        return _Role(entrance, weight, 0)
    eve = target.start.lo - 1 if moment.measured is None else moment.measured.date.hi
    return _Role(entrance, weight, change_since(entrance, weight or NOTHING, eve, moment.day))


def find_item_changes(plan: Plan, before: Ledger, records: Sequence[ItemRecord]) -> list[ItemChange]:
    """Return what changes among new records give their items that these did not have on that day."""
    changed = {record.item_key for record in records if record.stage == CHANGED}
    if not changed:
        return []
    found: list[ItemChange] = []
    # What others of the same command give before it, in whatever order they are, is there already.
    ledger = before.copy()
    timelines: dict[ItemKey, _Timeline] = {}
    for record in sorted(records, key=lambda one: (*order_in_time(one), one.stage == CHANGED)):
        if record.item_key not in changed:
            ledger.enter_item_record(record)
            continue
        if record.item_key not in timelines:
            timelines[record.item_key] = _Timeline(ledger, record.item_key)
        timeline = timelines[record.item_key]
        if isinstance(record, Milestone) and record.stage == CHANGED:
            found += _compare_with_item(plan.kinds[record.kind], record, timeline)
        timeline.enter(record)
    return found


def _compare_with_item(kind: Kind, change: Milestone, timeline: "_Timeline") -> Iterator[ItemChange]:
    """Give what a change gives its item that this has not on that day, and of which there is anything then."""
    day, since = change.date.hi, change.date.text
    there_is = [NAME_KEY, *(name for name, declared in kind.attributes.items() if declared.exists_on(day))]
    for key, now in change.of_item.items():
        was = timeline.value_on(key, day)
        if key not in there_is or (was is not None and fold_value(was) == fold_value(now)):
            continue
        yield ItemChange(change.item, change.kind, key, was, now, since, timeline.find_end(key, day))


class _ToldKey(NamedTuple):
    """What a record says of one key; in no two records of an item are the first three the same."""

    hi: int  # the last and the first day that its date may mean
    lo: int
    place: int  # where in the file it was written
    value: AttributeValue
    record: ItemRecord


class _Timeline:
    """What is told of one item, by key in the order of time: to add a record takes as long with few as with many.

    Records are entered into the ledger, and what is told is what stands there.
    """

    def __init__(self, ledger: Ledger, item_key: ItemKey) -> None:
        self._ledger = ledger
        self._kind, self._key = item_key
        self._told: dict[str, list[_ToldKey]] = {}
        # By its folded form each name that it ever had, where it was first spelled, and how.
        self._spelled: dict[str, tuple[int, str]] = {}
        item = ledger.item(*item_key)
        if item is not None:
            self._spelled = {folded: (-1, name) for folded, name in ledger.list_names(*item_key).items()}
            for record in item.all_records():
                for key, told in self._list_told(record):
                    insort(self._told.setdefault(key, []), told)

    def value_on(self, key: str, day: int) -> AttributeValue | None:
        """Return the name, or the value of an attribute, that it has on a day; None where nothing is known."""
        told = self._told.get(key, [])
        count = _count_until(told, day)
        if key == NAME_KEY:
            first = self._ledger.names.get(self._kind, {}).get(self._key)
            return self._spelled[fold_name(str(told[count - 1].value))][1] if count else first
        return self._ledger.spell(key, told[max(count, 1) - 1].value) if told else None

    def find_end(self, key: str, day: int) -> str | None:
        """Return the first date after a day from which on a key is told anew, as written; None for no such date."""
        told = self._told.get(key, [])
        start = _count_until(told, day)
        if start == len(told):
            return None
        ending = told[start : _count_until(told, told[start].hi)]
        # What the item reached comes before what changed.
        stages = (*self._ledger.milestones.get(self._kind, ()), CHANGED)
        date = find_date(min(ending, key=lambda one: stages.index(one.record.stage)).record)
        return None if date is None else date.text

    def enter(self, record: ItemRecord) -> None:
        """Let a record stand."""
        standing = self._ledger.standing(record)
        if isinstance(standing, ItemRecord):
            for key, told in self._list_told(standing):
                del self._told[key][bisect_left(self._told[key], told)]
        self._ledger.enter_item_record(record)
        stands = self._ledger.standing(record)
        assert isinstance(stands, ItemRecord)
        for key, told in self._list_told(stands):
            insort(self._told.setdefault(key, []), told)
        self._note_name(-1, self._ledger.names[self._kind][self._key])
        if record.name is not None:
            self._note_name(record.position, record.name)

    def _note_name(self, place: int, name: str) -> None:
        folded = fold_name(name)
        self._spelled[folded] = min(self._spelled.get(folded, (place, name)), (place, name))

    def _list_told(self, record: ItemRecord) -> Iterator[tuple[str, _ToldKey]]:
        hi, lo = order_in_time(record)
        for key, value in record.of_item.items():
            yield key, _ToldKey(hi, lo, self._ledger.find_written(record, key), value, record)


def _count_until(told: Sequence[_ToldKey], day: int) -> int:
    """Count what is told of dates until a day, the last days of which it is sorted by."""
    return bisect_left(told, day + 1, key=attrgetter("hi"))
