"""Who answers for each item of the scope."""

from __future__ import annotations

from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view import planning
from rfpkit.render.view.outline import Part
from rfpkit.render.view.services import names


def scope(solicitation: Solicitation) -> Part | None:
    """Returns what is supported and what is not, and who answers for it."""
    content = planning.scope(solicitation)
    if content is None:
        return None
    return {
        **content,
        "responsibilities": [
            {
                "item": names.item(solicitation, row.item),
                "does": names.parties(solicitation, row.does),
                "accountable": names.party(solicitation, row.accountable),
                "asked": names.parties(solicitation, row.asked),
                "told": names.parties(solicitation, row.told),
            }
            for row in solicitation.responsibilities
        ],
        "handoffs": [
            {"item": names.item(solicitation, row.item), "text": row.handoff}
            for row in solicitation.responsibilities
            if row.handoff
        ],
        "parties": [
            {"name": party.name, "contact": party.contact}
            for party in solicitation.parties
            if party.contact
        ],
    }
