"""A small price sheet to change at will, and the example's with a vendor's invented prices."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from rfpkit.errors import Location
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.pricing.sheet import PriceSheet
from rfpkit.model.pricing.totals import Key, Offer
from rfpkit.model.solicitation import Solicitation
from rfpkit.workflows.packs.open_pack import open_pack_at
from rfpkit.workflows.rfp import open_rfp

ROOT = Path(__file__).parents[2]

SERVICE: dict[str, Any] = {
    "id": "service",
    "title": "Service of a laptop",
    "unit": "device per month",
    "quantity": "3",
    "fee": "monthly-fee",
}
REPAIR: dict[str, Any] = {
    "id": "repair",
    "title": "Repair",
    "unit": "repair",
    "estimate": {"quantity": "7", "basis": "last year"},
}
SETUP: dict[str, Any] = {"id": "setup", "title": "Transition", "unit": "once", "firm": True}
EVENINGS: dict[str, Any] = {
    "id": "evenings",
    "title": "Support in the evening",
    "unit": "month",
    "quantity": "10",
    "offer": "optional",
}
PARTS: dict[str, Any] = {
    "basis": "orders of last year",
    "models": [{"id": "a", "title": "Model A"}, {"id": "b", "title": "Model B"}],
    "parts": [
        {"id": "screen", "title": "Screen", "yearly": {"a": "5", "b": "2"}},
        {"id": "hinge", "title": "Hinge", "yearly": {"b": "1"}},
    ],
}


def small(**changes: Any) -> PriceSheet:
    """Returns a sheet with a line of each sort, with fields added or replaced."""
    fields: dict[str, Any] = {
        "firm_for": "180",
        "years": "2",
        "renewals": "1",
        "fees": [{"id": "monthly-fee", "per": "month"}],
        "lines": [SERVICE, REPAIR, SETUP, EVENINGS],
        "parts": PARTS,
        "adjustment": {"at_most": "3%", "first_year": "2"},
    }
    return PriceSheet.model_validate(fields | changes)


def solicitation(**changes: Any) -> Solicitation:
    """Returns an RFP with the small price sheet."""
    fields = {
        "kind": "rfp",
        "id": "R-1",
        "title": "Repair",
        "issuer": {"name": "A District", "level": "district", "timezone": "America/Chicago"},
        "pricing": small(),
    }
    return Solicitation.model_validate(fields | changes)


def example() -> Solicitation:
    """Returns the RFP of the city district."""
    return open_rfp(ROOT / "examples" / "city-district" / "rfp.yaml").solicitation


def example_prices() -> PriceSheet:
    """Returns the price sheet of the city district."""
    sheet = example().pricing
    assert sheet is not None
    return sheet


def manifest() -> PackManifest:
    """Returns the manifest of the shipped pack."""
    return open_pack_at("k12-device-support", Location("rfp.yaml")).manifest


def offer() -> Offer:
    """Returns an invented answer to the example, whose fee is that of the example's contract."""
    prices: dict[Key, Decimal] = {(name,): Decimal(price) for name, price in _LINES.items()}
    for part, row in _PARTS.items():
        for model, price in row.items():
            prices[part, model] = Decimal(price)
    return Offer(prices, Fraction(225, 10_000), {"spare-laptops": 60})


_LINES = {
    "student-laptop-service": "25.00",
    "staff-laptop-service": "31.50",
    "desktop-service": "18.78",
    "tablet-handling": "8.00",
    "cart-service": "20.10",
    "transition": "38500.00",
    "damage-screen": "32.50",
    "damage-board": "61.00",
    "damage-other": "38.75",
    "sanitization": "4.15",
    "extra-pickup": "95.00",
    "technician-hour": "72.40",
    "evening-support": "2950.00",
}
_PARTS = {
    "screen": {"clamshell-11": "41.85", "staff-14": "88.20"},
    "touch-screen": {"convertible-11": "74.35"},
    "keyboard": {"clamshell-11": "19.95", "convertible-11": "24.60", "staff-14": "46.15"},
    "battery": {"clamshell-11": "27.45", "convertible-11": "29.05", "staff-14": "58.75"},
    "hinge": {"clamshell-11": "9.35", "convertible-11": "14.85", "staff-14": "21.05"},
    "main-board": {"clamshell-11": "88.15", "convertible-11": "104.25", "staff-14": "236.45"},
    "charger": {"clamshell-11": "16.25", "convertible-11": "16.25", "staff-14": "27.95"},
}
