"""Plans as data, and where the program says that each target stands on each day."""

from collections.abc import Iterable
from itertools import pairwise

from strategies import TABLES, Data, days_in, once, rows, spelled, table_of

from plantrack.plan import ledger
from plantrack.plan.arithmetic.account import gather_account
from plantrack.plan.arithmetic.progress import Assessment, assess_target
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Plan
from plantrack.plan.problems import Problems
from plantrack.store import planfile
from plantrack.store.planfile import PlanFile
from plantrack.store.read.log import LogReader, tell_items_apart


@once
def parsed(data: Data) -> PlanFile:
    """Read a plan."""
    return planfile.parse("plan.toml", spelled(data))


@once
def possible(data: Data) -> tuple[Plan, Ledger]:
    """Read a plan, also one whose milestones come after a withdrawal, as a date that is tried out may make it."""
    promises = {key: value for key, value in data.items() if key not in TABLES}
    file = planfile.parse("plan.toml", spelled(promises))
    problems = Problems()
    reader = LogReader(file.promises, problems)
    known = tell_items_apart(reader.milestones(data.get("milestones", [])), problems)
    plan = file.plan._replace(
        milestones=known.milestones,
        measurements=reader.measurements(data.get("measurements", [])),
        comments=reader.comments(data.get("comments", [])),
        renamed=known.renamed,
    )
    assert not problems
    return plan, ledger.read_ledger(plan)


def seen(data: Data, days: Iterable[int]) -> dict[tuple[str, int], Assessment]:
    """Return where each target stands on each day, the total that it rests on without its place in the file."""
    plan, known = possible(data)
    found = {}
    for id, target in plan.targets.items():
        its_account = gather_account(target, known)
        for day in days:
            assessment = assess_target(target, its_account, day)
            measured = assessment.measured and assessment.measured._replace(position=0)
            # From when on something is certain may follow from what is dated later.
            standing = assessment.standing._replace(uncertain=None)
            found[id, day] = assessment._replace(measured=measured, standing=standing)
    return found


def actuals(data: Data, days: Iterable[int]) -> dict[tuple[str, int], float]:
    """Return the actual of each target on each day; where it is unknown, the named."""
    return {place: (one.named or 0) if one.actual is None else one.actual for place, one in seen(data, days).items()}


@once
def telling_days(data: Data) -> list[int]:
    """Return the days on which anything changes in a plan, with their neighbours, and some between."""
    moments = [day for row in rows(data) for day in days_in(row)]
    between = set()
    for table in data["targets"].values():
        start, due = table.get("start", data["plan"]["start"]), table.get("due", data["plan"]["end"])
        moments += [start.toordinal(), due.toordinal(), *(one["by"].toordinal() for one in table.get("interim", ()))]
        moments += [one[key].toordinal() for one in table.get("revised", ()) for key in ("from", "due") if key in one]
        between |= {(start + (due - start) * share / 20).toordinal() for share in (2, 5, 10, 15)}
    between |= {(one + other) // 2 for one, other in pairwise(sorted(set(moments)))}
    return sorted({moment + more for moment in moments for more in (-1, 0, 1)} | between)


def with_log(data: Data, log: Iterable[Data]) -> Data:
    """Return a plan with other records."""
    log = list(log)
    return data | {table: [row for row in log if table_of(row) == table] for table in TABLES}


def with_revisions_before(data: Data, day: int) -> Data:
    """Return a plan without what was decided on a day or later."""
    targets = {}
    for id, table in data["targets"].items():
        decided = [one for one in table.get("revised", ()) if one["from"].toordinal() < day]
        targets[id] = table | {"revised": decided} if "revised" in table else table
    return data | {"targets": targets}
