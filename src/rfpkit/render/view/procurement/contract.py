"""How the contract is cut, its general terms, and the files that come with the RFP."""

from __future__ import annotations

from collections.abc import Sequence

from rfpkit.model.procurement.attachment import Attachment
from rfpkit.model.procurement.contract_structure import ContractStructure, ParticipatingEntity
from rfpkit.model.procurement.general_terms import GeneralTerms
from rfpkit.model.procurement.wording import CONTRACT_STRUCTURE, TERMS
from rfpkit.model.scalars import write_share
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.outline import Part
from rfpkit.render.view.procurement.facts import issued
from rfpkit.render.view.procurement.wording import worded
from rfpkit.render.view.writing import capital, count, label


def contract_structure(solicitation: Solicitation) -> Part | None:
    """Returns awards, lots, entities and cooperative use, as far as they apply."""
    found = solicitation.contract_structure
    if found is None and not issued(solicitation):
        return None
    structure = found or ContractStructure()
    names = _scope_names(solicitation)
    term = solicitation.term
    entities = structure.participating_entities
    return {
        "parts": worded(CONTRACT_STRUCTURE, found, _without(solicitation, structure)),
        "awards": structure.awards,
        "most_awards": count(structure.most_awards),
        "alternates": structure.alternates,
        "term": {"initial": term.in_words, "renewals": term.renewals or ""} if term else {},
        "lots": [
            {
                "id": lot.id,
                "title": lot.title,
                "scope": _named(lot.scope, names),
                "description": lot.description or "",
            }
            for lot in structure.lots
        ],
        "names": capital(joined([entity.name for entity in entities])),
        "entities": [_entity(entity, names) for entity in entities],
        "total": _total(entities),
        "cooperative": _cooperative(structure),
    }


def terms(solicitation: Solicitation) -> Part | None:
    """Returns the general terms of the contract."""
    found = solicitation.terms
    if found is None and not issued(solicitation):
        return None
    said = found or GeneralTerms()
    structure = solicitation.contract_structure
    return {
        "parts": worded(TERMS, found, _terms_without(solicitation, said)),
        "precedence": list(said.precedence),
        "entities": bool(structure and structure.participating_entities),
        "insurance": [
            {"id": item.id, "cover": item.cover, "least": item.least, "note": item.note or ""}
            for item in said.insurance
        ],
        "pay_within": said.pay_within,
        "cure_within": said.cure_within,
        "convenience_notice": said.convenience_notice,
        "keep_records": said.keep_records,
        "governing_law": said.governing_law or "",
        "venue": said.venue or "",
    }


def attachments(solicitation: Solicitation) -> Part | None:
    """Returns the files that each side provides, numbered in one count; None without any."""
    rows = [
        {**_attachment(item), "number": number}
        for number, item in enumerate(solicitation.attachments or (), start=1)
    ]
    if not rows:
        return None
    return {
        "ours": [row for row in rows if row["provided_by"] == "issuer"],
        "theirs": [row for row in rows if row["provided_by"] == "proposer"],
    }


def _without(solicitation: Solicitation, structure: ContractStructure) -> set[str]:
    entities, cooperative = structure.participating_entities, structure.cooperative
    left_out: set[str] = set()
    if not structure.lots:
        left_out.add("lots")
    if solicitation.term is None:
        left_out.add("term")
    if not entities:
        left_out |= set(CONTRACT_STRUCTURE["entities"])
    if cooperative is None:
        left_out |= set(CONTRACT_STRUCTURE["cooperative"])
    return left_out - set(structure.own_words)


def _terms_without(solicitation: Solicitation, said: GeneralTerms) -> set[str]:
    credits = any(level.credit is not None for level in solicitation.service_levels)
    return (set() if credits else {"set-off"}) - set(said.own_words)


def _entity(entity: ParticipatingEntity, names: dict[str, str]) -> Part:
    return {
        "id": entity.id,
        "name": entity.name,
        "scope": _named(entity.scope or (), names),
        "students": count(entity.students),
        "devices": count(entity.devices),
        "schools": count(entity.schools),
        "begins": entity.begins or "",
        "needs": entity.needs or "",
    }


def _total(entities: Sequence[ParticipatingEntity]) -> Part:
    """Returns the sums of what every entity states; a column with a gap has no sum."""
    if len(entities) < 2:
        return {}
    sums: Part = {}
    for key in ("students", "devices", "schools"):
        numbers = [getattr(entity, key) for entity in entities]
        sums[key] = "" if None in numbers else count(sum(numbers))
    return sums


def _cooperative(structure: ContractStructure) -> Part:
    found = structure.cooperative
    if found is None:
        return {}
    return {
        "who": capital(found.who or ""),
        "law": found.law or "",
        "fee": "" if found.fee is None else write_share(found.fee),
        "usage_report": found.usage_report or "",
    }


def _attachment(item: Attachment) -> Part:
    return {
        "id": item.id,
        "title": item.title,
        "file": item.file or "",
        "provided_by": item.provided_by,
        "note": item.note or "",
    }


def _scope_names(solicitation: Solicitation) -> dict[str, str]:
    return {item.id: item.name or label(item.id) for item in solicitation.scope}


def _named(scope: Sequence[str], names: dict[str, str]) -> str:
    return "; ".join(names.get(name, label(name)) for name in scope)
