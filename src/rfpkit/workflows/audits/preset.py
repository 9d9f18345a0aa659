"""What an audit, or a reader of a mapping, should know of the preset under it."""

from __future__ import annotations

from pathlib import Path

from rfpkit.load.preset import unconfirmed
from rfpkit.model.exports.intake import Finding
from rfpkit.tickets.preset_files import preset_files

_NAMED = 12


def preset_findings(mapping: Path) -> tuple[Finding, ...]:
    """Returns what of a mapping's preset nobody has seen in a real file."""
    name, places = unconfirmed(mapping, preset_files())
    if not places:
        return ()
    entries = f"{len(places)} entries" if len(places) > 1 else "1 entry"
    verb = "are" if len(places) > 1 else "is"
    message = f"{entries} of the preset `{name}` {verb} known from memory only"
    message += f" ({_listed(places)}); ask the vendor, then write them into the mapping"
    return (
        Finding(
            id="preset-from-memory", message=message, count=len(places), examples=places[:_NAMED]
        ),
    )


def _listed(places: tuple[str, ...]) -> str:
    more = len(places) - _NAMED
    return ", ".join(places[:_NAMED]) + (f" and {more} more" if more > 0 else "")
