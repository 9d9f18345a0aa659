"""A small solicitation to change at will, and the example as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rfpkit.errors import Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.solicitation import Solicitation
from rfpkit.workflows.packs.open_pack import open_pack_at
from rfpkit.workflows.rfp import open_rfp

ROOT = Path(__file__).parents[3]

REPAIR: dict[str, Any] = {
    "id": "repair-turnaround",
    "title": "Repair turnaround",
    "measure": {"kind": "duration", "from": "received", "to": "returned", "calendar": "desk"},
    "target": {"P1": "1 business day", "P2": "3 business days"},
    "attainment": {"at_least": "95%", "per": "month"},
}
SURVEY: dict[str, Any] = {
    "id": "satisfaction",
    "title": "Satisfaction",
    "measure": {
        "kind": "satisfaction",
        "dimension": "quality",
        "scale": "5",
        "method": "top_two_box",
    },
    "attainment": {"at_least": "94%", "per": "school year"},
}
SPARES: dict[str, Any] = {
    "id": "spare-pool",
    "title": "Spares",
    "measure": {"kind": "stock", "feed": "spare-count", "of": "student-laptops"},
    "target": "3% of users",
    "attainment": {"at_least": "98%", "per": "month"},
}
DESK: dict[str, Any] = {
    "id": "desk",
    "covers": "2026-07-01 to 2027-06-30",
    "week": {"mon-fri": "07:30-16:30"},
}

Make = Callable[..., Solicitation]


def solicitation(**changes: Any) -> Solicitation:
    """Returns a solicitation of one level, with fields added or replaced."""
    fields = {
        "kind": "rfp",
        "id": "R-1",
        "title": "Repair",
        "issuer": {"name": "A District", "level": "district", "timezone": "America/Chicago"},
        "priorities": [{"id": "P1", "name": "Urgent"}, {"id": "P2", "name": "Not urgent"}],
        "calendars": [DESK],
        "service_levels": [REPAIR],
    }
    return Solicitation.model_validate(fields | changes)


@pytest.fixture
def make() -> Make:
    return solicitation


@pytest.fixture(scope="session")
def example() -> Solicitation:
    return open_rfp(ROOT / "examples" / "city-district" / "rfp.yaml").solicitation


@pytest.fixture(scope="session")
def manifest() -> PackManifest:
    return open_pack_at("k12-device-support", Location("rfp.yaml")).manifest


@pytest.fixture
def levels() -> dict[str, dict[str, Any]]:
    return {"repair": REPAIR, "survey": SURVEY, "spares": SPARES}
