"""How a warning speaks of a record, and where a person finds it.

What is checked of items and what is checked of totals is told alike.
"""

from plantrack.plan.model import Comment, Expectation, Measurement, Record
from plantrack.plan.problems import AboutRecord, Problem, say_of
from plantrack.plan.sentences import Called, Sentence, say


def warn(record: Record, key: str | None, message: Sentence, hint: Sentence | None = None) -> Problem:
    """Return a warning of a record, or of one of its keys."""
    table, position = record.place
    item = None if isinstance(record, Measurement) else record.item
    subject = record.target if isinstance(record, Measurement | Comment) and item is None else item
    return Problem(say_of(say_of(table, subject or ""), message), hint, AboutRecord(table, position, key), "warning")


def say_record(record: Record) -> Sentence:
    """Return what a record says happened, and when; or what is expected, and by when."""
    if isinstance(record, Measurement):
        return say("the total of {date}", date=record.date)
    if isinstance(record, Comment):
        return say("the comment of {date}", date=record.date)
    stage = Called(record.kind, record.stage)
    if isinstance(record, Expectation):
        return say("{stage} expected by {date}", stage=stage, date=record.expected)
    return say("{stage} on {date}", stage=stage, date=record.date)
