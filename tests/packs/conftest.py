"""Two packs, one over the other, and an RFP beside them: written anew for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Write = Callable[..., Path]

LEVEL: dict[str, Any] = {
    "id": "repair-time",
    "title": "Repair time",
    "rationale": "A student without a device falls behind.",
    "measure": {"kind": "duration", "from": "received", "to": "repaired", "calendar": "hours"},
    "target": "5 business days",
    "attainment": {"at_least": "90%", "per": "month"},
}
REQUIREMENT: dict[str, Any] = {
    "id": "RPR-1",
    "kind": "mandatory",
    "text": "The Contractor must collect devices at each school.",
    "verification": "The log of collections.",
    "rationale": "Schools have no car.",
}
MANIFEST = {
    "kind": "pack",
    "version": "1.0.0",
    "title": "A pack",
    "publisher": "A consortium",
    "licence": "CC-BY-4.0",
}
RFP: dict[str, Any] = {
    "kind": "rfp",
    "id": "X-1",
    "title": "Repair",
    "pack": "joint >= 1.0",
    "issuer": {"name": "District", "level": "district", "timezone": "America/Chicago"},
    "include": {"requirements": "all", "service_levels": "all"},
    "calendars": [
        {
            "id": "hours",
            "covers": "2026-07-01 to 2027-06-30",
            "week": {"mon-fri": "08:00-16:00"},
            "holidays": [{"date": "2026-11-26", "name": "Thanksgiving"}],
        }
    ],
}


def write(path: Path, data: dict[str, Any]) -> Path:
    """A YAML file, its folders made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), "utf-8")
    return path


@pytest.fixture
def rfp(tmp_path: Path) -> Write:
    """Writes an RFP of the consortium's pack, with what is said otherwise; returns its file."""
    return lambda **changes: write(tmp_path / "rfp.yaml", {**RFP, **changes})


@pytest.fixture
def support(tmp_path: Path) -> Write:
    """Writes the pack below, `support`; `levels` and `requirements` replace its items."""

    def made(
        *,
        levels: list[dict[str, Any]] | None = None,
        requirements: list[dict[str, Any]] | None = None,
        folder: str = "support",
        **manifest: Any,
    ) -> Path:
        home = tmp_path / "packs" / folder
        write(home / "pack.yaml", {**MANIFEST, "name": "support", **manifest})
        held = [LEVEL] if levels is None else levels
        asked = [REQUIREMENT] if requirements is None else requirements
        if held:
            told = {"kind": "service-levels", "id": "repair-levels", "title": "Repair"}
            write(home / "library" / "levels.yaml", {**told, "service_levels": held})
        if asked:
            told = {"kind": "requirements", "id": "repair", "group": "Repair"}
            write(home / "library" / "repair.yaml", {**told, "requirements": asked})
        return home

    return made


@pytest.fixture
def joint(tmp_path: Path) -> Write:
    """Writes the consortium's pack over `support`; its overlay says what is given."""

    def made(
        *, folder: str = "joint", manifest: dict[str, Any] | None = None, **overlay: Any
    ) -> Path:
        home = tmp_path / "packs" / folder
        own = {"name": "joint", "layer": "consortium", "requires": ["support >= 1.0"]}
        write(home / "pack.yaml", {**MANIFEST, **own, **(manifest or {})})
        if overlay:
            write(home / "library" / "overlay.yaml", {"kind": "overlay", **overlay})
        return home

    return made
