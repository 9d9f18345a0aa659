"""A consortium with its members, written anew for each test."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from rfpkit.packs.library.items import base_digest

from .conftest import LEVEL, MANIFEST, REQUIREMENT, RFP, write

ACKNOWLEDGED: dict[str, Any] = {
    **copy.deepcopy(LEVEL),
    "id": "acknowledgement",
    "title": "Acknowledgement",
    "target": "4 business hours",
}
CUSTODY = {**REQUIREMENT, "id": "RPR-2", "text": "The Contractor must keep a log of custody."}
CLAUSE = {"id": "records", "title": "Records", "text": "Records are kept for five years."}
LATER: dict[str, Any] = {**LEVEL, "target": "4 business days"}
"""The level as 1.1.0 asks it."""
OLD, NEW = (base_digest("service_levels", one)[:16] for one in (LEVEL, LATER))
WHY = {"reason": "Our depot is far.", "authority": "Board, item 7", "date": "2026-03-04"}
FLOOR = {"kind": "floor", "service_levels": ["repair-time"], "requirements": ["RPR-1"]}
ALL = {"requirements": "all", "service_levels": "all", "clauses": "all"}


class Consortium:
    """Its folder; `joint 1.1.0` shortens the repair time of `joint 1.0.0`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def publish(
        self, beside: Path | None = None, version: str = "1.1.0", floor: Any = FLOOR, **more: Any
    ) -> None:
        """Writes the packs into `packs/` of a folder."""
        packs = (beside or self.folder) / "packs"
        levels = {"kind": "service-levels", "id": "times", "title": "Times"}
        asked = {"kind": "requirements", "id": "repair", "group": "Repair"}
        clauses = {"kind": "clauses", "id": "law", "title": "Law", "clauses": [CLAUSE]}
        joint = {"name": "joint", "layer": "consortium", "requires": ["support >= 1.0"]}
        start = {"kind": "starting-point", "id": "small", "title": "Small", **ALL}
        files: dict[str, dict[str, Any]] = {
            "support/pack.yaml": {**MANIFEST, "name": "support"},
            "support/library/a.yaml": {**levels, "service_levels": [LEVEL, ACKNOWLEDGED]},
            "support/library/b.yaml": {**asked, "requirements": [REQUIREMENT, CUSTODY]},
            "support/library/c.yaml": clauses,
            "support/library/s.yaml": start,
            f"joint-{version}/pack.yaml": {**MANIFEST, **joint, "version": version},
        }
        if version != "1.0.0":
            target = {"target": LATER["target"]}
            overlay = {"kind": "overlay", "set": {"service_levels": {"repair-time": target}}}
            files[f"joint-{version}/library/overlay.yaml"] = overlay
        if floor is not None:
            files[f"joint-{version}/library/floor.yaml"] = floor
        for name, data in {**files, **more}.items():
            write(packs / name, copy.deepcopy(data))

    def member(self, name: str, version: str = "1.1.0", **changes: Any) -> Path:
        """Writes a member that keeps a version of the pack beside its RFP."""
        self.publish(self.folder / name, version)
        rfp = copy.deepcopy({**RFP, "include": ALL, **changes})
        return write(self.folder / name / "rfp.yaml", rfp)


def level_set(name: str = "repair-time", /, **fields: Any) -> dict[str, Any]:
    """What an RFP writes under `set` for a level."""
    return {"service_levels": {name: fields}}


def override(digest: str = NEW, **fields: Any) -> list[dict[str, Any]]:
    """What an RFP writes under `overrides` for the repair time."""
    return [{"of": "service_levels.repair-time", "set": fields, **WHY, "base_digest": digest}]
