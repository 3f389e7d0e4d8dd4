"""What the records of a file say of the same items: who is who, and what comes after the end of a life."""

from plantrack.plan import names
from plantrack.plan.item import MERGER_HINT
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import WITHDRAWN, ItemKey, ItemRecord
from plantrack.plan.problems import AboutRecord, Problem, say_of
from plantrack.plan.sentences import Called, quoted, say
from plantrack.tuples import NamedTuple


class KnownItems(NamedTuple):
    """The milestones of a file, each with the key of its item, and under which further names items are found."""

    milestones: list[ItemRecord]
    renamed: dict[ItemKey, str]  # by kind and folded name the key of the item


def tell_items_apart(milestones: list[ItemRecord], problems: list[Problem]) -> KnownItems:
    """Give each milestone the key of its item: records under any name that an item got are the same item's.

    A name that another item had already, above in the file, is collected as an error.
    """
    # Most plans know no other names.
    if all(milestone.name is None for milestone in milestones):
        return KnownItems(milestones, {})
    renamed: dict[ItemKey, str] = {}
    called: dict[ItemKey, str] = {}
    found = []
    for milestone in milestones:
        key = renamed.get(milestone.item_key)
        if key is not None and key != milestone.key:
            milestone = milestone._replace(key=key)
        found.append(milestone)
        called.setdefault(milestone.item_key, milestone.item)
        if milestone.name is None:
            continue
        new = milestone.kind, names.fold_name(milestone.name)
        owner = milestone.kind, renamed.get(new, new[1])
        if owner == milestone.item_key or owner not in called:
            renamed[new] = milestone.key
        else:
            problems.append(_refuse_name(milestone, called[owner]))
    return KnownItems(found, renamed)


def _refuse_name(change: ItemRecord, owner: str) -> Problem:
    """Return the error of a name that another item had already."""
    message = say(
        "name {name} is that of another {kind}, called {owner} above",
        name=quoted(change.name or ""),
        kind=Called(change.kind),
        owner=quoted(owner),
    )
    about = AboutRecord("milestones", change.position, "name")
    return Problem(say_of(say_of("milestones", change.item), message), MERGER_HINT, about)


def find_late_milestones(ledger: Ledger) -> list[Problem]:
    """Return an error for each milestone and each change that lies certainly after the withdrawal of its item."""
    problems = []
    for kind, stages in ledger.milestones.items():
        for key, withdrawal in stages.get(WITHDRAWN, {}).items():
            item = ledger.item(kind, key)
            for milestone in item.records() if item is not None else ():
                if milestone.date.lo > withdrawal.date.hi:
                    message = say(
                        "{stage} on {date} is after its withdrawal on {withdrawal}",
                        stage=Called(milestone.kind, milestone.stage),
                        date=milestone.date,
                        withdrawal=withdrawal.date,
                    )
                    subject = say_of("milestones", ledger.names[kind][key])
                    about = AboutRecord("milestones", milestone.position, "date")
                    problems.append(Problem(say_of(subject, message), about=about))
    return problems
