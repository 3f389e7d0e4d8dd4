"""What columns are called, and what else one word names: each stands here once."""

from plantrack.plan.sentences import Called, Sentence, Value, say

ACTUAL = say("actual")
BASELINE = say("baseline")
BY_NAME = say("by name")
BY_REPORT = say("by report")
COMMENT = say("comment")
COUNTS_AS = say("counts as")
DATE = say("date")
DIFFERENCE = say("difference")
DUE = say("due")
EVIDENCE = say("evidence")
EXPECTED = say("expected")
GOAL = say("goal")
GROUP = say("group")
ITEM = say("item")
KIND = say("kind")
TARGET_ID = say("id")
LAST_RECORD = say("last record")
HOW_LATE = say("how late")
LATE = say("late")
LINE = say("line")
MEASURED = say("measured")
NAME = say("name")
NEXT_GOAL = say("next goal")
NOTE = say("note")
SOURCE = say("source")
NOW = say("now")
OF = say("of")
OTHER_LINES = say("other lines")
OUTLOOK = say("outlook")
OWNER = say("owner")
PLANNED = say("planned")
PROGRESS = say("progress")
PUT_OFF_FROM = say("put off from")
RECORD = say("record")
REVISED = say("revised")
SCHEDULE = say("schedule")
SERIES = say("series")
STAGE = say("stage")
SUBJECT = say("item or target")
STATUS = say("status")
TARGET = say("target")
THEN = say("then")
TOTAL = say("total")
TO_PLAN = say("to plan")
TO_REACH = say("to be reached")
UNIT = say("unit")
UNNAMED = say("unnamed")
VALUE = say("value")
WHERE = say("where")

_KEYS_OF_RECORDS: dict[str, Sentence] = {
    "date": DATE,
    "expected": EXPECTED,
    "value": VALUE,
    "name": NAME,
    "note": NOTE,
    "stage": STAGE,
    "text": say("text"),
    "ask": say("ask"),
    "decision": say("decision"),
    "source": SOURCE,
}


def name_key(key: str, kind: str | None = None) -> Value:
    """Return what a key of a record is called; an attribute is called as its kind calls it, where one is given."""
    return _KEYS_OF_RECORDS.get(key) or (key if kind is None else Called(kind, key))
