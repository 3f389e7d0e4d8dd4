"""What `log`, `measure` and `import` say: what was recorded, and what it changed."""

from collections.abc import Iterable

from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Measurement, Milestone, Number
from plantrack.plan.rules.changes import TargetChange
from plantrack.plan.rules.joining import Joined
from plantrack.render.text.numbers import exact, figure, goal
from plantrack.render.text.reasons import word_effect
from plantrack.render.text.visible import visible


def recorded(records: Iterable[Milestone | Measurement], path: str, how: str) -> str:
    """Return a line for each record: what, when, in which file. `how` is `recorded` or `to be recorded`."""
    return "".join(f"{visible(_told(record))}, {how} in {visible(path)}\n" for record in records)


def known(records: Iterable[Milestone | Measurement], ledger: Ledger, path: str) -> str:
    """Return a line for each record that adds nothing, with what stands where that was corrected since."""
    lines = []
    for record in records:
        standing = ledger.standing(record)
        corrected = ""
        if isinstance(record, Measurement) and isinstance(standing, Measurement) and standing.value != record.value:
            corrected = f"; corrected since to {exact(standing.value)}"
        elif standing is not None and not record.date.contains(standing.date):
            corrected = f"; corrected since to {standing.date.text}"
        lines.append(f"{visible(_told(record))}, already recorded in {visible(path)}{corrected}\n")
    return "".join(lines)


def _told(record: Milestone | Measurement) -> str:
    if isinstance(record, Milestone):
        return f"{record.item}: {record.kind} {record.stage}, {record.date.text}"
    return f"{record.target}: {exact(record.value)}, {record.date.text}"


def changed(changes: Iterable[TargetChange], joined: Joined) -> str:
    """Return a line for each target that the new records concern, or that none does."""
    records = len(joined.milestones) + len(joined.measurements)
    if not records:
        return ""
    lines = [visible(_target_line(change, alone=records == 1)) for change in changes]
    return "".join(f"  {line}\n" for line in lines or ["no target counts this"])


def _target_line(change: TargetChange, *, alone: bool) -> str:
    target, before, after = change.target, change.before, change.after
    told = [str(word_effect(reason, names, target.stages, alone=alone)) for reason, names in change.reasons.items()]
    if before.actual == after.actual and change.only_withdrawn and told:
        return f"{target.id} unchanged: {'; '.join(told)}"
    of = f" of {goal(target.goal, target.stretch)}" if target.goal is not None else ""
    if before.actual != after.actual:
        told_figure = f"{target.id} {figure(before.actual)} → {figure(after.actual)}{of}"
    else:
        told_figure = f"{target.id} {figure(after.actual)}{of}"
        if after.actual is None:
            told.append("no total is known yet")
        elif not told:
            told.append("unchanged")
    if before.named != after.named and _gain(before.named, after.named) != _gain(before.actual, after.actual):
        told.append(f"named {before.named} → {after.named}")
    return ", ".join([told_figure, "; ".join(told)]) if told else told_figure


def _gain(before: Number | None, after: Number | None) -> Number | None:
    return None if before is None or after is None else after - before
