"""The JSON Schema of a report: read off the types of its NamedTuples, so that it cannot say anything else."""

from collections.abc import Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from plantrack.plan.model import Title
from plantrack.plan.sentences import Sentence
from plantrack.render.formats.json import FOR_PEOPLE, FORMAT_VERSION

_TYPES: dict[type, str] = {str: "string", Title: "string", Sentence: "string", int: "integer", float: "number"}
_TYPES |= {bool: "boolean", datetime: "string", NoneType: "null"}


def build_schema(report: type, name: str) -> dict[str, Any]:
    """Return the JSON Schema of what `write_json` makes of a report of this class."""
    definitions: dict[str, Any] = {}
    table = _describe_table(report, definitions)
    version = {"format_version": {"const": FORMAT_VERSION}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        # No address, which would need a host for years: a name that changes when what it names does.
        "$id": f"urn:plantrack:schema:{name}:{FORMAT_VERSION}",
        "title": f"plantrack {name}",
        **table,
        "properties": version | table["properties"],
        "required": [*version, *table["required"]],
        "definitions": definitions,
    }


def _describe_table(report: type, definitions: dict[str, Any]) -> dict[str, Any]:
    fields = {key: type for key, type in get_type_hints(report).items() if key not in FOR_PEOPLE}
    properties = {key: _describe_type(type, definitions) for key, type in fields.items()}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _describe_type(type: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; a table is defined once, and named after its class."""
    origin, inner = get_origin(type), get_args(type)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return _describe_choice([_describe_type(choice, definitions) for choice in inner])
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _describe_type(inner[1], definitions)}
    if origin is not None:
        return {"type": "array", "items": _describe_type(inner[0], definitions)}
    if type in _TYPES:
        return {"type": _TYPES[type]}
    if type.__name__ not in definitions:
        definitions[type.__name__] = _describe_table(type, definitions)
    return {"$ref": f"#/definitions/{type.__name__}"}


def _describe_choice(ways: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of what is one of several: of plain types and of words in as few keys as can be."""
    names = [way["type"] for way in ways if list(way) == ["type"]]
    if len(names) == len(ways):
        # A whole number is a number.
        return {"type": [name for name in names if name != "integer" or "number" not in names]}
    words = [word for way in ways for word in way.get("enum", ())]
    if all("enum" in way for way in ways):
        return {"enum": words}
    return {"anyOf": ways}
