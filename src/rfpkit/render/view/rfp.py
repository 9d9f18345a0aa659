"""The whole of an RFP as plain data for its templates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from rfpkit.model.digest import short
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.packs.version import write_version
from rfpkit.model.planning import Contact
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import clock
from rfpkit.model.worked import Worked
from rfpkit.render.view import (
    hours,
    levels,
    outline,
    planning,
    required_clauses,
    requirements,
    terms,
)
from rfpkit.render.view import reporting as reports
from rfpkit.render.view.annexes.export import export_annex
from rfpkit.render.view.annexes.worked import worked_examples
from rfpkit.render.view.outline import Part
from rfpkit.render.view.pricing.section import pricing
from rfpkit.render.view.procurement import contract, evaluation, forms, instructions, proposal
from rfpkit.render.view.services import learning, privacy, repair, scope, work
from rfpkit.render.view.writing import weekday_date

TEMPLATE = "layouts/rfp.html.j2"
"""The template of a pack that makes the RFP."""

WORKED = "worked-examples"
"""The section that needs the clocks."""

SECTIONS: dict[str, Callable[[Solicitation], Part | None]] = {
    "notice": instructions.notice,
    "calendar-of-events": planning.events,
    "introduction": planning.introduction,
    "instructions": instructions.instructions,
    "contract-structure": contract.contract_structure,
    "qualifications": evaluation.qualifications,
    "scope": scope.scope,
    "priorities": planning.priorities,
    "support-hours": hours.calendars,
    "operations": work.operations,
    "repair-process": repair.repair_process,
    "coordinated-services": learning.coordinated_services,
    "requirements": requirements.requirements,
    "service-levels": levels.service_levels,
    "definitions": terms.definitions,
    "reporting": reports.reporting,
    "security-privacy": privacy.security_privacy,
    "pricing": pricing,
    "proposal-content": proposal.proposal_content,
    "evaluation": evaluation.evaluation,
    "terms": contract.terms,
    "required-clauses": required_clauses.required_clauses,
    "forms": forms.forms,
    "attachments": contract.attachments,
    "export-annex": export_annex,
    "digests": levels.digests,
}
"""What each section is made of; a section that is not here has the pack's own words only."""


def view(
    solicitation: Solicitation,
    *,
    section: str | None,
    manifest: PackManifest,
    worked: Iterable[Worked] = (),
) -> dict[str, Any]:
    """Returns the solicitation as dicts, lists, text and whole numbers, numbered.

    Args:
        solicitation: what the document says.
        section: the one section that is wanted, with its number in the whole; None for all.
        manifest: the pack's sections, in their order.
        worked: the examples of each level, by the product's own clock.

    Raises:
        InputError: the document has no such section.
    """
    examples = {WORKED: worked_examples(solicitation, worked)}
    contents = [
        (place, content)
        for place in manifest.sections
        if (content := examples.get(place.id) or _made(place.id, solicitation)) is not None
    ]
    every = outline.numbered(contents)
    shown = (section and forms.form_alone(every, section)) or outline.chosen(every, section)
    return {
        "document": _document(solicitation, section, shown),
        "alone": section is not None,
        "subject": solicitation.title,
        "codes": proposal.codes(solicitation.response_codes or manifest.response_codes),
        "letters": forms.letters(solicitation),
        "issuer": {"name": solicitation.issuer.name, "address": solicitation.issuer.address or ""},
        "contact": _contact(solicitation.contact),
        "dates": {event.id: _moment(event.date, event.time) for event in solicitation.schedule},
        "note": solicitation.note or "",
        "digest": short(solicitation.digest),
        "pack": {
            "name": manifest.name,
            "version": write_version(manifest.version),
            "title": manifest.title,
            "publisher": manifest.publisher,
        },
        "sections": shown,
        "titles_of_sections": {section["id"]: section["title"] for section in every},
        "anchors": outline.anchors(every, shown),
    }


def _made(section: str, solicitation: Solicitation) -> Part | None:
    return None if section == WORKED else SECTIONS.get(section, _own_words)(solicitation)


def _own_words(_: Solicitation) -> Part:
    return {}


def _document(solicitation: Solicitation, section: str | None, shown: list[Part]) -> Part:
    title = solicitation.title if section is None else f"{solicitation.title}: {shown[0]['title']}"
    return {
        "title": title,
        "number": solicitation.id,
        "author": solicitation.issuer.name,
        "language": "en-US",
        "page": solicitation.page,
        "draft": solicitation.status == "draft",
        "contents": 2 if section is None else 0,
    }


def _contact(contact: Contact | None) -> Part:
    if contact is None:
        return {}
    return {
        "name": contact.name,
        "title": contact.title or "",
        "email": contact.email,
        "phone": contact.phone or "",
    }


def _moment(date: datetime.date, time: int | None) -> str:
    return weekday_date(date) + (f", {clock(time)}" if time is not None else "")
