"""The schema of a mapping that may lie over a preset: what the preset says may be left out."""

from __future__ import annotations

from typing import Any

_NULL = {"type": "null"}
_KEPT = {"kind", "preset", "timezone"}
"""Fields that a mapping says itself."""
_GROUPS = ("Columns", "PartColumns", "ExportPart", "Claims")


def over_a_preset(body: dict[str, Any]) -> dict[str, Any]:
    """Returns the schema with its demands kept for mappings without a preset.

    An empty value takes an entry of the preset away, so that any may be empty.
    """
    definitions = dict(body["$defs"])
    for name in _GROUPS:
        group = dict(definitions[name])
        group.pop("required", None)
        properties = {key: _nullable(value) for key, value in group["properties"].items()}
        definitions[name] = {**group, "properties": properties}
    properties = {
        key: value if key in _KEPT else _nullable(value)
        for key, value in body["properties"].items()
    }
    needed = [name for name in body["required"] if name in _KEPT]
    changed = {"$defs": definitions, "properties": properties, "required": needed}
    return {**body, **changed, "if": {"not": {"required": ["preset"]}}, "then": _ALONE}


_PART = {"required": ["columns"], "properties": {"columns": {"required": ["ticket"]}}}
_ALONE = {
    "required": ["columns"],
    "properties": {
        "columns": {"required": ["ticket"]},
        "parts": {"additionalProperties": _PART},
    },
}
"""What a mapping must say that has no preset under it."""


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """Returns a schema that takes an empty value too, and entries that are empty."""
    if "anyOf" in schema:
        kinds = [_inner(kind) for kind in schema["anyOf"]]
        return {**schema, "anyOf": kinds if _NULL in kinds else [*kinds, _NULL]}
    about: dict[str, Any] = {
        key: schema[key] for key in ("description", "default") if key in schema
    }
    kind = {key: value for key, value in schema.items() if key not in about}
    return {**about, "anyOf": [_inner(kind), _NULL]}


def _inner(schema: dict[str, Any]) -> dict[str, Any]:
    entries = schema.get("additionalProperties")
    if isinstance(entries, dict):
        return {**schema, "additionalProperties": _nullable(entries)}
    if "patternProperties" in schema:
        named = schema["patternProperties"].items()
        return {**schema, "patternProperties": {name: _nullable(kind) for name, kind in named}}
    return schema
