"""Facts that several sections of the procurement print."""

from __future__ import annotations

from rfpkit.model.procurement.instructions import Instructions
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view.outline import Part


def issued(solicitation: Solicitation) -> bool:
    """Whether the document is a whole RFP: somebody can be asked, and proposals can come in."""
    return solicitation.contact is not None


def instructions_of(solicitation: Solicitation) -> Instructions:
    """Returns the instructions, or those of an RFP that says nothing of its own."""
    return solicitation.instructions or Instructions()


_STANDS_FOR = 120


def firm_for(solicitation: Solicitation) -> int:
    """Returns for how many calendar days a proposal stands."""
    prices = solicitation.pricing
    said = (instructions_of(solicitation).firm_for, prices.firm_for if prices else None)
    return next((days for days in said if days is not None), _STANDS_FOR)


def ways(solicitation: Solicitation) -> list[Part]:
    """Returns each way to hand in a proposal that has an address, the first one named first."""
    asked = instructions_of(solicitation)
    contact = solicitation.contact
    addresses = {
        "portal": asked.portal,
        "email": asked.email or (contact.email if contact else None),
        "paper": asked.deliver_to or solicitation.issuer.address,
    }
    return [
        {"way": way, "address": address}
        for way in dict.fromkeys(asked.submit_by)
        if (address := addresses[way])
    ]
