"""The notice, and the instructions to proposers."""

from __future__ import annotations

from rfpkit.model.procurement.notice import Notice, Signatory
from rfpkit.model.procurement.wording import INSTRUCTIONS
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.outline import Part
from rfpkit.render.view.procurement.facts import firm_for, instructions_of, issued, ways
from rfpkit.render.view.procurement.wording import worded
from rfpkit.render.view.writing import count
from rfpkit.render.view.zones import zone_name


def notice(solicitation: Solicitation) -> Part | None:
    """Returns the notice to proposers; None for a document that is not issued."""
    if not issued(solicitation) and solicitation.notice is None:
        return None
    said = solicitation.notice or Notice()
    return {
        "invitation": said.invitation or "",
        "published": joined(said.published),
        "signed_by": _signatory(said.signed_by, solicitation),
        "ways": ways(solicitation),
        "zone": zone_name(solicitation.issuer.timezone),
    }


def instructions(solicitation: Solicitation) -> Part | None:
    """Returns how to write a proposal and hand it in."""
    if not issued(solicitation) and solicitation.instructions is None:
        return None
    asked = instructions_of(solicitation)
    handed_in = ways(solicitation)
    return {
        "parts": worded(INSTRUCTIONS, solicitation.instructions, _without(solicitation)),
        "ways": handed_in,
        "electronic": any(way["way"] != "paper" for way in handed_in),
        "paper_copies": asked.paper_copies,
        "page_limit": count(asked.page_limit),
        "formats": joined(asked.file_formats),
        "largest_file": asked.largest_file or "",
        "price_apart": asked.price_apart,
        "firm_for": firm_for(solicitation),
        "records_law": asked.records_law or "",
        "conferences": _conferences(solicitation),
        "level": solicitation.issuer.level,
    }


def _without(solicitation: Solicitation) -> set[str]:
    asked = instructions_of(solicitation)
    structure = solicitation.contract_structure
    applies = {
        "only-contact": solicitation.contact is not None,
        "conference": bool(_conferences(solicitation)),
        "page-limit": bool(asked.page_limit),
        "alternates": structure is not None and structure.alternates == "accepted",
        "how": bool(ways(solicitation)),
        "price-apart": asked.price_apart,
        "paper": "paper" in asked.submit_by,
        "public-opening": any(event.id == "opening" for event in solicitation.schedule),
    }
    return {name for name, does in applies.items() if not does} - set(asked.own_words)


def _conferences(solicitation: Solicitation) -> list[Part]:
    met = ("conference", "bench-visit", "site-visit")
    return [
        {"id": event.id, "name": event.name, "mandatory": event.mandatory}
        for event in sorted(solicitation.schedule, key=lambda event: event.moment)
        if event.id in met or event.mandatory
    ]


def _signatory(signed_by: Signatory | None, solicitation: Solicitation) -> Part:
    signs = signed_by or solicitation.contact
    if signs is None:
        return {"name": "", "title": ""}
    return {"name": signs.name, "title": signs.title or ""}
