"""What changes give items from a day on: of each key what an item had before, and until when it has it."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from operator import attrgetter

from plantrack.plan.item import fold_value, order_in_time
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import CHANGED, NAME_KEY, AttributeValue, ItemKey, ItemRecord, Kind, Milestone, find_date
from plantrack.plan.names import fold_name
from plantrack.plan.view import View
from plantrack.tuples import NamedTuple


class ItemChange(NamedTuple):
    """What a change gives an item from a day on."""

    item: str  # its name, as it is recorded
    kind: str
    key: str  # name, or the attribute
    was: AttributeValue | None  # on that day, before it was recorded; None: nothing was known
    now: AttributeValue
    since: str  # as written, as is the next
    until: str | None  # when something later says otherwise; None: it is so until today


def find_item_changes(view: View, records: Sequence[ItemRecord]) -> list[ItemChange]:
    """Return what changes give their items that these did not have on that day. The view is of the plan before."""
    changed = {record.item_key for record in records if record.stage == CHANGED}
    if not changed:
        return []
    found: list[ItemChange] = []
    # What others of the same command give before it, in whatever order they are, is there already.
    ledger = view.ledger.copy()
    timelines: dict[ItemKey, _Timeline] = {}
    for record in sorted(records, key=lambda one: (*order_in_time(one), one.stage == CHANGED)):
        if record.item_key not in changed:
            ledger.enter_item_record(record)
            continue
        if record.item_key not in timelines:
            timelines[record.item_key] = _Timeline(ledger, record.item_key)
        timeline = timelines[record.item_key]
        if isinstance(record, Milestone) and record.stage == CHANGED:
            found += _compare_with_item(view.plan.kinds[record.kind], record, timeline)
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


class _Told(NamedTuple):
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
        self._told: dict[str, list[_Told]] = {}
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

    def _list_told(self, record: ItemRecord) -> Iterator[tuple[str, _Told]]:
        hi, lo = order_in_time(record)
        for key, value in record.of_item.items():
            yield key, _Told(hi, lo, self._ledger.find_written(record, key), value, record)


def _count_until(told: Sequence[_Told], day: int) -> int:
    """Count what is told of dates until a day, the last days of which it is sorted by."""
    return bisect_left(told, day + 1, key=attrgetter("hi"))
