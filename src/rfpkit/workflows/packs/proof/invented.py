"""What an RFP says whose invented issuer takes everything that packs offer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import groups, name_of
from rfpkit.packs.proof.names import defined, names_used


def invented(shelf: Shelf) -> dict[str, Any]:
    """Returns what an RFP says whose invented issuer takes everything."""
    told: dict[str, Any] = {
        "issuer": {
            "name": "Trial School District",
            "level": "district",
            "timezone": "America/Denver",
            "address": "1 School Road, Trial",
        },
        "contact": {"name": "Office of Procurement", "email": "office@trial.example"},
        "profile": {"students": 1000, "devices": 1200, "support_staff": 2, "schools": 3},
        "facts": _FACTS,
        "include": {
            **dict.fromkeys(("requirements", "service_levels", "clauses", "defaults"), "all"),
            "schedule": dict(_dates(shelf)),
        },
        "calendars": [_calendar(name, shelf) for name in names_used(shelf, "calendar")],
    }
    named = told["include"]["schedule"]
    told["schedule"] = [event for event in _EVENTS if event["id"] not in named]
    if not named:
        del told["include"]["schedule"]
    told["calendars"] = [one for one in told["calendars"] if one["id"] != "always"]
    return told | _prices(shelf)


_FIRST = datetime.date(2027, 2, 1)
_EVENTS: Final = (
    {"id": "issued", "name": "Issued", "date": str(_FIRST)},
    {"id": "proposals-due", "name": "Due", "date": "2027-04-06", "time": "14:00"},
)
"""Events without which no RFP with a contact is whole."""
_FACTS: Final = {
    "state": "CO",
    "funding": ["federal", "state", "local"],
    "contract_value": "$5,000,000",
    "population": 60000,
    "student_data": "visible",
    "web_content": "provided",
    "e_rate": "requested",
    "cooperative_use": "offered",
    "construction": True,
    "research": True,
}


def _dates(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Yields a date for each event that the packs name: Tuesdays, two weeks apart."""
    seen: set[str] = set()
    day = _FIRST
    for _, tree in shelf.defaults:
        for _, event in groups(tree.data.get("schedule")):
            if name_of(event) not in seen:
                seen.add(name_of(event))
                yield name_of(event), f"{day}" if name_of(event) == "issued" else f"{day} 14:00"
                day += datetime.timedelta(days=14)


def _calendar(name: str, shelf: Shelf) -> dict[str, Any]:
    seasons = sorted({str(one) for one in _seasons(shelf)})
    week = {"mon-fri": "07:30-16:00"}
    made: dict[str, Any] = {
        "id": name,
        "title": name.replace("-", " ").title(),
        "covers": "2027-01-01 to 2033-12-31",
        "week": week,
    }
    if seasons:
        made["seasons"] = [
            {
                "id": one,
                "from": f"2028-{4 + at:02d}-03",
                "to": f"2028-{4 + at:02d}-21",
                "week": week,
            }
            for at, one in enumerate(seasons[:8])
        ]
    return made


def _seasons(shelf: Shelf) -> Iterator[str]:
    for item in shelf.items["service_levels"].values():
        for _, row in groups(item.data.get("target")):
            held = row.get("season") or ()
            yield from [held] if isinstance(held, str) else held


def _prices(shelf: Shelf) -> dict[str, Any]:
    """Returns the packs' price sheet with the fees that their levels name beside it."""
    missing = sorted({*names_used(shelf, "fee")} - defined(shelf, "fee"))
    below: dict[str, Any] = {}
    for _, tree in shelf.defaults:
        below |= tree.data.get("pricing") or {}
    if not missing or not below:
        return {}
    charges = set(_charges(shelf))
    return {
        "pricing": {
            "fees": [*below.get("fees", []), *(_fee(name, charges) for name in missing)],
            "lines": [*below.get("lines", []), *(_line(name, charges) for name in missing)],
        }
    }


def _charges(shelf: Shelf) -> Iterator[str]:
    for item in shelf.items["service_levels"].values():
        credit = item.data.get("credit")
        if isinstance(credit, dict) and credit.get("charge"):
            yield str(credit["charge"])


def _fee(name: str, charges: set[str]) -> dict[str, Any]:
    return {"id": name, "per": "year", **({"each": "device"} if name in charges else {})}


def _line(name: str, charges: set[str]) -> dict[str, Any]:
    unit = "device per year" if name in charges else "service per year"
    line = {"id": f"trial-{name}", "title": f"Trial line for {name}", "unit": unit}
    return {**line, "quantity": 1, "fee": name}


def named_calendars(documents: Sequence[Mapping[str, Any]]) -> set[str]:
    """Returns the calendars that examples and proofs write."""
    return {name_of(item) for data in documents for _, item in groups(data.get("calendars"))}
