"""What `log`, `measure` and `import` say: what was recorded, and what it changed."""

from collections.abc import Iterable

from plantrack.plan.changes import Change, Reason
from plantrack.plan.joining import Joined
from plantrack.plan.model import Measurement, Milestone, Number
from plantrack.render.numbers import DASH, goal, plain
from plantrack.render.visible import visible

MOST_NAMES = 3


def recorded(records: Iterable[Milestone | Measurement], path: str, how: str) -> str:
    """Return a line for each record: what, when, in which file. `how` is `recorded` or `already recorded`."""
    return "".join(f"{visible(_told(record))}, {how} in {visible(path)}\n" for record in records)


def _told(record: Milestone | Measurement) -> str:
    if isinstance(record, Milestone):
        return f"{record.item}: {record.kind} {record.stage}, {record.date.text}"
    return f"{record.target}: {plain(record.value, 4)}, {record.date.text}"


def changed(changes: Iterable[Change], joined: Joined) -> str:
    """Return a line for each target that the new records concern, or that none does."""
    if not joined.milestones and not joined.measurements:
        return ""
    lines = [visible(_target_line(change)) for change in changes]
    return "".join(f"  {line}\n" for line in lines or ["no target counts this"])


def _target_line(change: Change) -> str:
    target, before, after = change.target, change.before, change.after
    of = f" of {goal(target.goal, target.stretch)}" if target.goal is not None else ""
    unchanged = all(reason.code in ("no-date", "withdrawn-from", "did-not-count") for reason in change.reasons)
    reasons = [_why(reason, names, target.stages) for reason, names in change.reasons.items()]
    if before.actual != after.actual:
        figure = f"{target.id} {_number(before.actual)} → {_number(after.actual)}{of}"
    elif reasons and unchanged:
        return f"{target.id} unchanged: {'; '.join(reasons)}"
    else:
        figure = f"{target.id} {_number(after.actual)}{of}"
    parts = [figure, *reasons] if reasons or before.actual != after.actual else [f"{figure}, unchanged"]
    text = ", ".join(parts[:2]) if len(parts) > 1 else parts[0]
    text = "; ".join([text, *parts[2:]])
    if _gain(before.named, after.named) != _gain(before.actual, after.actual) and before.named != after.named:
        text += f"; named {before.named} → {after.named}"
    return text


def _gain(before: Number | None, after: Number | None) -> Number | None:
    return None if before is None or after is None else after - before


def _number(value: Number | None) -> str:
    return DASH if value is None else plain(value, 4)


def _why(reason: Reason, names: list[str], stages: tuple[str, ...]) -> str:
    who = ", ".join(names[:MOST_NAMES]) + (f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
    match reason.code:
        case "counts-already":
            return f"{who} counts already" if len(names) == 1 else f"{who} count already"
        case "counts-from":
            return f"counts from {reason.date}"
        case "in-baseline":
            return "in the baseline"
        case "before-start":
            return "from before its start, no part of it"
        case "in-total":
            return f"already in the total of {reason.date}"
        case "later-total":
            return f"the total of {reason.date} is later"
        case "withdrawn":
            return f"{who} was withdrawn on {reason.date}"
        case "no-date":
            return f"no {' or '.join(stages)} date for {who}"
        case "did-not-count":
            return f"{who} did not count yet"
        case "withdrawn-from":
            return f"{who} counts until {reason.date}"
