"""What an argument that was left out may be, as the plan has it, or what lists that."""

import os
from collections.abc import Iterable
from typing import Any

from plantrack.cli.calling import TypedWords
from plantrack.cli.naming import hint_list
from plantrack.plan.problems import PlantrackError
from plantrack.plan.sentences import Sentence
from plantrack.store import disk, planfile
from plantrack.store.planfile import PlanFile


def open_plan(typed: str | None) -> PlanFile | None:
    """Return the plan of a line that is refused; None where it cannot be read: that is not what the line is about."""
    try:
        return planfile.load(disk.find_plan(typed or os.environ.get("PLANTRACK_PLAN") or None))
    except PlantrackError:
        return None


def list_choices(metavar: str, context: Any) -> Iterable[str]:
    """Return the ids of a plan that an argument may be; none where they are not few, or no plan can be read."""
    file = open_plan(context.params.get("plan"))
    if file is None:
        return ()
    match metavar:
        case "KIND":
            return file.plan.kinds
        case "TARGET" | "TARGET...":
            return file.plan.targets
        case "STAGE":
            kind = TypedWords(file.plan).kind(context.params["kind"])
            return () if kind is None else kind.known_stages()
        case _:
            return ()


def hint_lister(metavar: str, context: Any) -> Sentence | None:
    """Return the hint that tells which command lists what an argument may be; None for none."""
    if metavar == "TARGET-or-ITEM":
        return hint_list(None, ids=True)
    file = open_plan(context.params.get("plan")) if metavar == "ITEM..." else None
    kind = None if file is None else TypedWords(file.plan).kind(context.params["kind"])
    return None if kind is None else hint_list(kind.id, ids=False)
