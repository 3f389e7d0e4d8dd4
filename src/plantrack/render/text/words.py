"""What `log`, `measure` and `import` say: what was recorded, and what it changed."""

from collections.abc import Iterable

from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Measurement, Milestone, Number
from plantrack.plan.rules.changes import Change, Reason
from plantrack.plan.rules.joining import Joined
from plantrack.plan.sentences import exact_text, value_text
from plantrack.render.text.numbers import dash_unknown, word_goal
from plantrack.render.text.visible import visible

MOST_NAMES = 3


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
            corrected = f"; corrected since to {exact_text(standing.value)}"
        elif standing is not None and not record.date.contains(standing.date):
            corrected = f"; corrected since to {standing.date.text}"
        lines.append(f"{visible(_told(record))}, already recorded in {visible(path)}{corrected}\n")
    return "".join(lines)


def _told(record: Milestone | Measurement) -> str:
    if isinstance(record, Milestone):
        return f"{record.item}: {record.kind} {record.stage}, {record.date.text}"
    return f"{record.target}: {exact_text(record.value)}, {record.date.text}"


def changed(changes: Iterable[Change], joined: Joined) -> str:
    """Return a line for each target that the new records concern, or that none does."""
    records = len(joined.milestones) + len(joined.measurements)
    if not records:
        return ""
    lines = [visible(_target_line(change, alone=records == 1)) for change in changes]
    return "".join(f"  {line}\n" for line in lines or ["no target counts this"])


def _target_line(change: Change, *, alone: bool) -> str:
    target, before, after = change.target, change.before, change.after
    told = [_why(reason, list(names), target.stages, alone=alone) for reason, names in change.reasons.items()]
    if before.actual == after.actual and change.only_withdrawn and told:
        return f"{target.id} unchanged: {'; '.join(told)}"
    of = f" of {value_text(word_goal(target.goal, target.stretch))}" if target.goal is not None else ""
    if before.actual != after.actual:
        told_figure = (
            f"{target.id} {value_text(dash_unknown(before.actual))} → {value_text(dash_unknown(after.actual))}{of}"
        )
    else:
        told_figure = f"{target.id} {_figure(after.actual)}{of}"
        if after.actual is None:
            told.append("no total is known yet")
        elif not told:
            told.append("unchanged")
    if before.named != after.named and _gain(before.named, after.named) != _gain(before.actual, after.actual):
        told.append(f"named {before.named} → {after.named}")
    return ", ".join([told_figure, "; ".join(told)]) if told else told_figure


def _figure(value: Number | None) -> str:
    return value_text(dash_unknown(value))


def _gain(before: Number | None, after: Number | None) -> Number | None:
    return None if before is None or after is None else after - before


def _why(reason: Reason, names: list[str], stages: tuple[str, ...], *, alone: bool) -> str:
    """Say why records change nothing, and which ones where others are recorded with them."""
    who = ", ".join(names) if len(names) <= MOST_NAMES else str(len(names))
    of_them = "" if alone else f"{who} "
    match reason.code:
        case "counts-already":
            return f"{who} counts already" if len(names) == 1 else f"{who} count already"
        case "counts-from":
            return f"{of_them}counts from {reason.date}" if len(names) == 1 else f"{who} count from {reason.date}"
        case "in-baseline":
            return f"{of_them}in the baseline"
        case "before-start":
            return f"{of_them}from before its start, no part of it"
        case "in-total":
            return f"{of_them}already in the total of {reason.date}"
        case "later-total":
            return f"the total of {reason.date} is later"
        case "withdrawn":
            return f"{who} withdrawn on {reason.date}"
        case "no-date":
            return f"no {' or '.join(stages)} date for {who}"
        case "did-not-count":
            return f"{who} did not count yet"
        case "withdrawn-from":
            return f"{of_them}counts until {reason.date}"
