"""How a warning speaks of a record, and where a person finds it.

What is checked of items and what is checked of totals is told alike.
"""

from plantrack.plan.model import Milestone, Record
from plantrack.plan.problems import AboutRecord, Problem, say_of
from plantrack.plan.sentences import Called, Sentence, say


def warn(record: Record, key: str | None, message: Sentence, hint: Sentence | None = None) -> Problem:
    """Return a warning of a record, or of one of its keys."""
    table, position = record.place
    subject = record.item if isinstance(record, Milestone) else record.target
    return Problem(say_of(say_of(table, subject), message), hint, AboutRecord(table, position, key), "warning")


def say_record(record: Record) -> Sentence:
    """Return what a record says happened, and when."""
    if isinstance(record, Milestone):
        return say("{stage} on {date}", stage=Called(record.kind, record.stage), date=record.date)
    return say("the total of {date}", date=record.date)
