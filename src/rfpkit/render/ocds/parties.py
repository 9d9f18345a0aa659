"""Who takes part: the issuer, and bodies that may join the contract."""

from __future__ import annotations

import re
from typing import Any

from rfpkit.model.solicitation import Solicitation


def parties(rfp: Solicitation) -> list[dict[str, Any]]:
    """Returns each organization with its roles; people appear as the issuer's contact only."""
    issuer: dict[str, Any] = {**reference(rfp), "roles": ["buyer", "procuringEntity"]}
    if rfp.issuer.address:
        issuer["address"] = {"streetAddress": rfp.issuer.address}
    if rfp.contact:
        point = {
            "name": rfp.contact.name,
            "email": rfp.contact.email,
            "telephone": rfp.contact.phone,
        }
        issuer["contactPoint"] = {name: value for name, value in point.items() if value}
    structure = rfp.contract_structure
    joining = structure.participating_entities if structure else ()
    return [
        issuer,
        *(
            {"id": f"entity-{one.id}", "name": one.name, "roles": ["interestedParty"]}
            for one in joining or ()
        ),
    ]


def reference(rfp: Solicitation) -> dict[str, str]:
    """Returns the issuer as other parts of a release refer to it."""
    slug = re.sub(r"[^a-z0-9]+", "-", rfp.issuer.name.lower()).strip("-")
    return {"id": f"issuer-{slug}" if slug else "issuer", "name": rfp.issuer.name}
