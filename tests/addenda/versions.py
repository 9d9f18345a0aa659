"""Two versions of an RFP for the tests of addenda: small, and the district's."""

from __future__ import annotations

import copy
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent
DISTRICT = ROOT / "examples" / "city-district"

BEFORE: dict[str, Any] = {
    "kind": "rfp",
    "id": "PC-1",
    "title": "Repairs",
    "issuer": {
        "name": "Prairie City Public Schools",
        "level": "district",
        "timezone": "America/Chicago",
    },
    "background": "Today one shop repairs devices.\n\nNobody counts the days.\n",
    "schedule": [
        {"id": "issued", "name": "Issued", "date": "2026-01-20"},
        {"id": "last-addendum", "name": "Last day for an addendum", "date": "2026-02-20"},
        {"id": "proposals-due", "name": "Proposals due", "date": "2026-03-05", "time": "14:00"},
    ],
    "priorities": [{"id": "P1", "name": "Stopped"}, {"id": "P2", "name": "Slow"}],
    "calendars": [
        {"id": "hours", "covers": "2026-07-01 to 2027-06-30", "week": {"mon-fri": "08:00-16:00"}}
    ],
    "scope": [
        {"id": "laptops", "kind": "device", "coverage": "full", "count": 100},
        {"id": "switches", "kind": "network", "coverage": "full", "count": 9},
    ],
    "requirements": [
        {
            "id": "RPR-001",
            "kind": "mandatory",
            "group": "Repair",
            "text": "The Contractor must pick devices up on each school day.",
        },
        {
            "id": "RPR-002",
            "kind": "desirable",
            "group": "Repair",
            "text": "The Contractor should lend a charger.",
        },
    ],
    "service_levels": [
        {
            "id": "turnaround",
            "title": "Turnaround",
            "measure": {
                "kind": "duration",
                "from": "received",
                "to": "returned",
                "calendar": "hours",
            },
            "target": {"P1": "1 business day", "P2": "3 business days"},
            "attainment": {"at_least": "95%", "per": "month"},
        }
    ],
}
FIRST = {"number": 1, "date": "2026-02-10", "summary": "Something changes."}


def before() -> dict[str, Any]:
    """A small RFP as it was issued."""
    return copy.deepcopy(BEFORE)


def after(**changes: Any) -> dict[str, Any]:
    """The small RFP with an addendum, and with whole fields changed."""
    return {**before(), "addenda": [dict(FIRST)], **changes}


def write(folder: Path, rfp: dict[str, Any]) -> Path:
    """Writes a version as a file, with every value as text."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "rfp.yaml"
    text = yaml.safe_dump(rfp, sort_keys=False, allow_unicode=True)
    path.write_text(text.replace("'", '"') if '"' not in text else text, "utf-8")
    return path


def generator() -> ModuleType:
    """The program that makes the district's version before its addendum."""
    path = DISTRICT / "before_addendum.py"
    spec = importlib.util.spec_from_file_location("before_addendum", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def district_before(folder: Path) -> Path:
    """Writes the district's RFP as it was before its addendum."""
    path = folder / "rfp.yaml"
    now = (DISTRICT / "rfp.yaml").read_text("utf-8")
    path.write_text(generator().before(now), "utf-8")
    return path
