"""Facts that several sections of the procurement print."""

from __future__ import annotations

from rfpkit.model.procurement.instructions import Instructions
from rfpkit.model.procurement.rules import DEADLINE
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.outline import Part


def issued(solicitation: Solicitation) -> bool:
    """Whether the document is a whole RFP: somebody can be asked, and proposals can come in."""
    return solicitation.contact is not None


def instructions_of(solicitation: Solicitation) -> Instructions:
    """Returns the instructions, or those of an RFP that says nothing of its own."""
    return solicitation.instructions or Instructions()


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


def rated_names(solicitation: Solicitation) -> str:
    """Returns the names of the criteria that evaluators rate, in a row."""
    evaluation = solicitation.evaluation
    criteria = evaluation.criteria if evaluation else ()
    return joined([item.name for item in criteria if item.kind == "rated"])


def is_due(solicitation: Solicitation) -> bool:
    """Whether the calendar of events says when proposals are due."""
    return any(event.id == DEADLINE for event in solicitation.schedule)
