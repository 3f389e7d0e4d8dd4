"""Records → the bytes that are appended to a plan file."""

from collections.abc import Mapping
from typing import Any

import tomli_w

from plantrack.plan.model import Measurement, Milestone


def row(record: Milestone | Measurement) -> dict[str, Any]:
    """Return what a plan file says of a record, its keys in order."""
    if isinstance(record, Milestone):
        keys: dict[str, Any] = {
            "date": record.date.toml(),
            "kind": record.kind,
            "stage": record.stage,
            "item": record.item,
        }
        keys |= record.attributes
    else:
        keys = {"date": record.date.toml(), "target": record.target, "value": record.value}
    keys |= record.evidence.given()
    keys["recorded"] = record.recorded
    return {key: value for key, value in keys.items() if value is not None}


def table_name(record: Milestone | Measurement) -> str:
    """Return the name of the array of tables to which a record is appended."""
    return "milestones" if isinstance(record, Milestone) else "measurements"


def block(table: str, row: Mapping[str, Any]) -> str:
    """Return the text of one record, with the line ends of Unix."""
    return f"\n[[{table}]]\n{tomli_w.dumps(row)}"
