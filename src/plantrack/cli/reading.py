"""What the commands share that read: the plan as it was known, what a name means, and the four formats."""

from collections.abc import Callable, Sequence
from typing import Any

from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import Format
from plantrack.plan import names
from plantrack.plan.dates import PartialDate
from plantrack.plan.joining import TYPE_ACCENTS, meant
from plantrack.plan.ledger import Item
from plantrack.plan.model import Kind, Target
from plantrack.plan.problems import Problem, UsageError
from plantrack.render.page import Page
from plantrack.store import disk, planfile
from plantrack.store.planfile import PlanFile
from plantrack.store.records import unknown


def load(plan: str | None, known: PartialDate | None) -> PlanFile:
    """Read the plan that is meant, as it was known at the end of a date."""
    return planfile.known_on(planfile.load(disk.find_plan(plan)), known)


def targets(file: PlanFile, ids: Sequence[str]) -> list[Target]:
    """Return the targets of these ids in the file's order; raise UsageError where one is unknown."""
    known = file.plan.targets
    problems = [Problem(*unknown("target", id, known)) for id in ids if id not in known]
    if problems:
        raise UsageError(*problems)
    return [target for target in known.values() if target.id in ids]


def kind(file: PlanFile, id: str) -> Kind:
    """Return the kind of this id; raise UsageError where it is unknown."""
    if id not in file.plan.kinds:
        raise UsageError(Problem(*unknown("kind", id, file.plan.kinds)))
    return file.plan.kinds[id]


def items(file: PlanFile, name: str, kind: str | None = None) -> list[Item]:
    """Return the item of each kind that a name means; accents may be left out. Raise UsageError where it may be two."""
    found = []
    for one in file.plan.kinds.values():
        if kind is not None and one.id != kind:
            continue
        named = meant(one, file.ledger.names.get(one.id, {}), name, new=False)
        item = file.ledger.item(one.id, named.key)
        if item is not None:
            found.append(item)
        elif named.problem is not None and named.problem.hint == TYPE_ACCENTS:
            raise UsageError(named.problem)
    return found


def unknown_name(file: PlanFile, name: str, what: str, kind: str | None = None, *, ids: bool) -> UsageError:
    """Return the error of a name that means nothing in the plan, with those that look like it."""
    of_kinds = (called for id, called in file.ledger.names.items() if kind is None or id == kind)
    known = [*(file.plan.targets if ids else ()), *(shown for called in of_kinds for shown in called.values())]
    near = " or ".join(f'"{one}"' for one in names.closest_names(name, known))
    return UsageError(Problem(f'unknown {what} "{name}"', f"did you mean {near}?" if near else ""))


def answer(
    report: tuple[Any, ...],
    format: Format,
    here: Surroundings,
    page: Callable[[int | None], Page],
    csv: Callable[[], str],
    notes: str = "",
    exit_code: int = 0,
) -> Answer:
    """Return a report in the format that is asked for. `page` draws it for a width."""
    match format:
        case "json":
            from plantrack.render import json

            return Answer(json.render(report), notes, exit_code, form="data")
        case "csv":
            return Answer(csv(), notes, exit_code, form="data")
        case "markdown":
            from plantrack.render import markdown

            return Answer(markdown.page(page(None)), notes, exit_code, form="data")
        case _:
            from plantrack.render import screen

            text = screen.text(screen.page(page(here.width), here.width), here.width)
            return Answer(text, notes, exit_code, form="drawn")
