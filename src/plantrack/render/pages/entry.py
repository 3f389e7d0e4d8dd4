"""Records in words: what each says, who says it, and where it stands."""

from plantrack.plan.model import AttributeValue
from plantrack.plan.reports.entries import Change, Entry
from plantrack.render.text.numbers import exact


def evidence(decision: str | None, source: str | None) -> str:
    """Return who says it; empty where nobody is named."""
    return " · ".join(text for text in (decision, source) if text)


def value(of: AttributeValue | None) -> str:
    """Return the value of an attribute or a key; empty for None."""
    return of if isinstance(of, str) else exact(of)


def what(entry: Entry) -> str:
    """Return what a record says of its item or target."""
    return f"{entry.kind} {entry.stage}" if entry.kind is not None else "total"


def whose(entry: Entry) -> str:
    """Return of whom a record says it."""
    return entry.item if entry.item is not None else f"{entry.target} {exact(entry.value)}"


def changed(change: Change, path: str) -> str:
    """Return what a later record changed of an earlier one, when, and where both stand."""
    how = "made exact" if change.made_exact else "corrected"
    when = f" on {change.recorded}" if change.recorded else " by hand"
    values = f"{change.key} {value(change.was)} → {value(change.now)}"
    return f"{change.subject}: {values}, {how}{when} ({path}:{change.was_line} → {change.now_line})"
