"""What a typed name means to a command that reads: accents may be left out, and nothing is new."""

from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.ledger import Item
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.rules.joining import TYPE_ACCENTS, KnownNames, meant
from plantrack.store.planfile import PlanFile


def items(file: PlanFile, name: str, kind: str | None = None) -> list[Item]:
    """Return the item of each kind that a name means; accents may be left out. Raise UsageError where it may be two."""
    found = []
    ambiguous = []
    for one in file.plan.kinds.values():
        if kind is not None and one.id != kind:
            continue
        named = meant(one, KnownNames(file.ledger.names.get(one.id, {})), name, new=False)
        item = file.ledger.item(one.id, named.key)
        if item is not None:
            found.append(item)
        elif named.problem is not None and named.problem.hint == TYPE_ACCENTS:
            ambiguous.append(named.problem)
    if ambiguous and not found:
        raise UsageError(*ambiguous)
    return found


def unknown_name(
    file: PlanFile, name: str, what: str, kind: str | None = None, known_on: PartialDate | None = None, *, ids: bool
) -> UsageError:
    """Return the error of a name that means nothing in the plan as it was known, with those that look like it."""
    if known_on is not None:
        hint = f"--known leaves out what was recorded after {known_on.text}"
        return UsageError(Problem(f'unknown {what} "{name}"', hint))
    for target in file.plan.targets.values() if ids else ():
        if target.title.is_called(name):
            return UsageError(Problem(f'unknown {what} "{name}"', f'the id of that target is "{target.id}"'))
    of_kinds = (called for id, called in file.ledger.names.items() if kind is None or id == kind)
    known = [*(file.plan.targets if ids else ()), *(shown for called in of_kinds for shown in called.values())]
    near = " or ".join(f'"{one}"' for one in names.find_near_names(name, known))
    return UsageError(Problem(f'unknown {what} "{name}"', f"did you mean {near}?" if near else ""))
