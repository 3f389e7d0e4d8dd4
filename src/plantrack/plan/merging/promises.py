"""In what the promises of two plans differ, by the keys of the plan file."""

from collections.abc import Iterator, Mapping

from plantrack.plan.model import Kind, Plan, Target
from plantrack.tuples import NamedTuple

# What follows from other keys.
_DERIVED = ("id", "ordered_stages")


class PromiseDifference(NamedTuple):
    """A table that is not the same in two plans."""

    table: str  # plan, or as in targets.parks-new
    keys: list[str]  # in which they differ; none: ours has no such table


def find_promise_differences(ours: Plan, theirs: Plan) -> list[PromiseDifference]:
    """Return the tables of their plan that are not so in ours."""
    found = [PromiseDifference("plan", [key for key in ("title", "start", "end") if _differ(key, ours, theirs)])]
    found += _compare_promises("kinds", ours.kinds, theirs.kinds)
    found += _compare_promises("targets", ours.targets, theirs.targets)
    return [one for one in found if one.keys or one.table != "plan"]


def _compare_promises(
    name: str, ours: Mapping[str, Kind] | Mapping[str, Target], theirs: Mapping[str, Kind] | Mapping[str, Target]
) -> Iterator[PromiseDifference]:
    for id, there in theirs.items():
        here = ours.get(id)
        keys = [] if here is None else list(_list_differing_keys(here, there))
        if here is None or keys:
            yield PromiseDifference(f"{name}.{id}", keys)


def _list_differing_keys(ours: Kind | Target, theirs: Kind | Target) -> Iterator[str]:
    for field in ours._fields:
        if field in _DERIVED or not _differ(field, ours, theirs):
            continue
        own, others = getattr(ours, field), getattr(theirs, field)
        if field == "evidence":
            yield from (key for key in own._fields if _differ(key, own, others))
        elif isinstance(own, Mapping):
            both = dict.fromkeys((*own, *others))
            yield from (f"{field}.{key}" for key in both if own.get(key) != others.get(key))
        else:
            yield field


def _differ(key: str, ours: object, theirs: object) -> bool:
    return bool(getattr(ours, key) != getattr(theirs, key))
