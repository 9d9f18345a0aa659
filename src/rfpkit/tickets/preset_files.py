"""The presets that rfpkit ships: a file for each export that is known."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "presets"


def preset_files() -> dict[str, Path]:
    """Returns the file of each preset by the name that a mapping writes, sorted."""
    found = {path.stem: path for path in _FOLDER.glob("*.yaml")}
    return dict(sorted(found.items()))
