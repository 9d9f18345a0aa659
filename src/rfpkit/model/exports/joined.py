"""A mapping of several files, or of changed fields, as one of a single table of whole rows."""

from __future__ import annotations

from typing import Any

from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.exports.part import Claims, ExportPart


def joined(mapping: ExportMapping) -> ExportMapping:
    """Returns the mapping of the table that the files are put together to.

    What a file beside the main one tells of the same thing stands in the main file's column;
    other columns keep the name of their part before their own.
    """
    if not mapping.is_joined:
        return mapping
    columns: dict[str, Any] = dict(mapping.columns)
    for role in ("field", "value", "previous"):
        columns[role] = None
    for field, role in (mapping.fields or {}).items():
        columns[role] = changed_column(mapping, role) or field
    groups: dict[str, dict[str, Any]] = {
        key: dict(getattr(mapping, key) or {})
        for key in ("stamps", "exclusions", "survey", "numbers", "facts")
    }
    claimed = dict(mapping.claims) if mapping.claims is not None else {}
    for name, part in (mapping.parts or {}).items():
        cells = part_cells(mapping, name)
        for role, column in part.columns:
            if column is not None and role != "state" and columns[role] is None:
                columns[role] = cells[f"columns.{role}"]
        _add_groups(groups, name, part, cells)
        if part.claims is not None:
            claimed |= {key: cells[f"claims.{key}"] for key, _ in part.claims.reads()}
            claimed["durations"] = claimed.get("durations") or part.claims.durations
    told: dict[str, Any] = {key: found or getattr(mapping, key) for key, found in groups.items()}
    told["claims"] = Claims.model_construct(**claimed) if claimed else None
    told["columns"] = mapping.columns.model_copy(update=columns)
    return mapping.model_copy(update={**told, "fields": None, "only": None, "parts": None})


def changed_column(mapping: ExportMapping, role: str) -> str | None:
    """Returns the column of the joined table in which a field that changes stands."""
    for field, held in (mapping.fields or {}).items():
        if held == role:
            return f"{mapping.columns.value} of {field}"
    return None


def part_cells(mapping: ExportMapping, name: str) -> dict[str, str]:
    """Returns, for each place of a part, the column of the joined table."""
    part = (mapping.parts or {})[name]
    main = dict(mapping.reads())
    followed = {f"columns.{role}" for role in (mapping.fields or {}).values()}
    found: dict[str, str] = {}
    for place, column in part.reads():
        own = f"{name}: {column}"
        is_shared = place.startswith(("columns.", "stamps.")) and place not in followed
        found[place] = main.get(place, own) if is_shared else own
    return found


def _add_groups(
    groups: dict[str, dict[str, Any]], name: str, part: ExportPart, cells: dict[str, str]
) -> None:
    for key in ("stamps", "survey", "numbers", "facts"):
        for event in getattr(part, key):
            groups[key].setdefault(event, cells[f"{key}.{event}"])
    for reason, listed in part.exclusions.items():
        held = groups["exclusions"].setdefault(reason, {})
        own = {f"{name}: {column}": values for column, values in listed.items()}
        groups["exclusions"][reason] = {**held, **own}
