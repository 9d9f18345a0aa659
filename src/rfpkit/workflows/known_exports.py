"""The exports that rfpkit knows."""

from __future__ import annotations

from rfpkit.model.inspection import KnownExport


def known_exports() -> tuple[KnownExport, ...]:
    """Returns what is known of each export; nothing, as long as there are no presets."""
    return ()
