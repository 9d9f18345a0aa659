"""The exports that rfpkit knows, as their presets tell them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rfpkit.load.preset import Opened, from_memory, open_preset
from rfpkit.model.exports.inspection import KnownExport
from rfpkit.tickets.preset_files import preset_files


def known_exports() -> tuple[KnownExport, ...]:
    """Returns what each preset says of the export that it is for."""
    return tuple(_known(name, open_preset(path)) for name, path in preset_files().items())


def _known(name: str, opened: Opened) -> KnownExport:
    head, told = opened.head, opened.mapping.data
    parts = told.get("parts") or {}
    return KnownExport(
        name=name,
        title=head.title,
        shape=head.shape,
        is_seen=head.verified == "seen",
        from_memory=tuple(".".join(map(str, place)) for place in from_memory(opened)),
        signature=head.signature,
        rows=str(told.get("rows") or ""),
        places=dict(_places(told)),
        others=tuple(_others(told)),
        states=tuple(told.get("states") or ()),
        values=tuple(f"values.{one}" for one in told.get("values") or ()),
        dates=str(told.get("dates") or "iso"),
        shift=str(told.get("shift") or "none"),
        parts={name: head.part_signatures.get(name, ()) for name in parts},
        part_rows={name: part["rows"] for name, part in parts.items() if "rows" in part},
        part_places={name: dict(_places(part)) for name, part in parts.items()},
        part_choices=dict(head.part_choices),
        fields=dict(told.get("fields") or {}),
    )


def _places(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for group in ("columns", "stamps", "survey", "claims"):
        for name, column in (told.get(group) or {}).items():
            if isinstance(column, str) and f"{group}.{name}" not in _NO_COLUMNS:
                yield f"{group}.{name}", column


def _others(told: dict[str, Any]) -> Iterator[str]:
    for columns in (told.get("exclusions") or {}).values():
        yield from columns
    for group in ("no_target", "only"):
        yield from told.get(group) or ()
    for group in ("numbers", "facts"):
        yield from (told.get(group) or {}).values()


_NO_COLUMNS = {"claims.level", "claims.durations"}
