"""Which items of two plans are one: those that ever had a name in common, by the rule for names in a file."""

from collections.abc import Mapping

from plantrack.plan import names
from plantrack.plan.item import fold_value
from plantrack.plan.ledger import Ledger, read_ledger
from plantrack.plan.model import AttributeValue, ItemKey, ItemRecord, Plan
from plantrack.plan.naming.values import find_place_words, unify_values
from plantrack.tuples import NamedTuple


class DoubledItem(NamedTuple):
    """What is one item in one plan, and several in the other."""

    kind: str
    ours: list[str]  # the keys of the items here
    theirs: list[str]  # the keys of those there; of one of both there is one


class MatchedItems(NamedTuple):
    """The items of another plan."""

    keys: dict[ItemKey, str]  # of those that are known here, the key of ours
    unknown: list[ItemKey]  # those that have no name of ours, in the order of their log
    doubled: list[DoubledItem]


def match_items(ours: Ledger, theirs: Ledger) -> MatchedItems:
    """Find the items of another plan by all names that they ever had, and that ours ever had."""
    found = MatchedItems({}, [], [])
    for kind, items in theirs.names.items():
        here = ours.names.get(kind, {})
        known: dict[str, dict[str, None]] = {key: {} for key in items}
        for folded in theirs.all_names(kind):
            key = ours.find_key(kind, folded)
            if key in here:
                known[theirs.find_key(kind, folded)][key] = None
        for key, own in known.items():
            if len(own) > 1:
                found.doubled.append(DoubledItem(kind, list(own), [key]))
            elif own:
                found.keys[kind, key] = next(iter(own))
            else:
                found.unknown.append((kind, key))
    return found


def find_doubled(keys: Mapping[ItemKey, str]) -> list[DoubledItem]:
    """Return the items of ours that are several there."""
    called: dict[ItemKey, list[str]] = {}
    for (kind, key), own in keys.items():
        called.setdefault((kind, own), []).append(key)
    return [DoubledItem(kind, [own], theirs) for (kind, own), theirs in called.items() if len(theirs) > 1]


def rebuild_plan(plan: Plan, milestones: list[ItemRecord], keys: Mapping[ItemKey, str]) -> tuple[Plan, Ledger]:
    """Return another plan, and its ledger, with its items under the keys of ours. The milestones have them."""
    renamed = {(kind, folded): keys.get((kind, key), key) for (kind, folded), key in plan.renamed.items()}
    comments = [
        one._replace(key=keys.get((one.kind, one.key), one.key)) if one.kind and one.key else one
        for one in plan.comments
    ]
    plan = plan._replace(milestones=milestones, comments=comments, renamed=renamed)
    return plan, read_ledger(plan)


def spell_as_ours(ours: Plan, theirs: Plan) -> dict[str, dict[AttributeValue, str]]:
    """Return, by attribute, how ours spells the texts that theirs gives, of those that it spells otherwise."""
    found: dict[str, dict[AttributeValue, str]] = {}
    here, there = _list_texts(ours), _list_texts(theirs)
    for name in here.keys() & there.keys():
        own = {names.fold_name(value) for value in here[name]}
        unified = unify_values([*here[name], *there[name]], find_place_words(ours, name))
        found[name] = {
            value: unified[value]
            for value in there[name]
            if names.fold_name(value) not in own and unified[value] in here[name]
        }
    return found


def _list_texts(plan: Plan) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for record in plan.milestones:
        for name, value in record.attributes.items():
            if isinstance(value, str):
                found.setdefault(name, {})[value] = None
    return found


def list_values_ever(plan: Plan) -> dict[ItemKey, dict[str, set[AttributeValue]]]:
    """Return every value that the log of a plan ever gave each item, by attribute; texts are folded."""
    found: dict[ItemKey, dict[str, set[AttributeValue]]] = {}
    for record in plan.milestones:
        for name, value in record.attributes.items():
            found.setdefault(record.item_key, {}).setdefault(name, set()).add(fold_value(value))
    return found
