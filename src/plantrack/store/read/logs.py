"""The tables of the log: a dict → the rows of each, where they are records to which others can be appended."""

from collections.abc import Mapping, Sequence
from typing import Any

from plantrack.plan.keys import LogTable
from plantrack.plan.sentences import say, show_value
from plantrack.store.read.records import MEASUREMENT_KEYS, MILESTONE_KEYS
from plantrack.store.read.tables import Table

# Of each table the keys that an example of a record shows.
_EXAMPLES: Mapping[LogTable, Sequence[str]] = {
    "milestones": MILESTONE_KEYS[:3],
    "measurements": MEASUREMENT_KEYS,
    "comments": ("date", "target", "text"),
}


def find_log_rows(root: Table, name: LogTable, inline: set[str]) -> list[Mapping[str, Any]]:
    """Return the records of a table of the log; none where they are no records.

    What is written as an inline array is an error: no block can be appended to it.
    """
    value = root.values.get(name, [])
    header = f"[[{name}]]"
    if isinstance(value, dict):
        hint = say("write {header}, in two pairs of brackets", header=header)
        root.error(name, say("{name} must be records, not a table", name=name), hint)
    elif not isinstance(value, list):
        hint = say("each record is a block that begins with {header}", header=header)
        root.error(name, say("{name} must be records, not {value}", name=name, value=show_value(value)), hint)
    elif name in inline:
        hint = say(
            "each record is a block that begins with {header}, then each key on a line of its own: {keys}",
            header=header,
            keys=", ".join(f"{key} = ..." for key in _EXAMPLES[name]),
        )
        root.error(name, say("{name} is an inline array, to which nothing can be appended", name=name), hint)
        return [row for row in value if isinstance(row, dict)]
    else:
        return value
    return []
