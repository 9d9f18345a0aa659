"""The forms that apply, with their letters, and the list of attachments."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.digest import short
from rfpkit.model.library.clause import ClauseRule
from rfpkit.model.procurement.forms import FORM_NAMES, Forms
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view.outline import Part
from rfpkit.render.view.procurement.facts import firm_for, instructions_of, issued
from rfpkit.render.view.writing import count, label

SECTION = "forms"
"""The section in which forms stand."""
ALONE = "form-"
"""What stands before the name of a form that is built alone, beside `forms.`."""


def letters(solicitation: Solicitation) -> dict[str, str]:
    """Returns the letter of each form by its name, in the order of the forms."""
    names = [name for name, does in _forms(solicitation) if does]
    return {name: _letter(position) for position, name in enumerate(names)}


def forms(solicitation: Solicitation) -> Part | None:
    """Returns each form that applies, with what is printed on it."""
    if not issued(solicitation) and solicitation.forms is None:
        return None
    found = solicitation.forms or Forms()
    own = {form.id: form for form in found.more}
    made: dict[str, Part] = {}
    for name, letter in letters(solicitation).items():
        part: Part = {"letter": letter, "title": "", "own": name in own}
        if form := own.get(name):
            part |= {
                "title": form.title,
                "text": form.text or "",
                "fields": list(form.fields),
                "signed": form.signed,
            }
        made[name] = part
    return {
        "parts": made,
        "references": found.references,
        "reference_numbers": list(range(1, found.references + 1)),
        "certifications": list(found.certifications),
        "required_clauses": [
            {"id": one.id, "title": one.title, "citation": one.citation or ""}
            for one in _required(solicitation)
        ],
        "qualifications": [
            {"id": item.id, "title": item.title, "evidence": item.evidence}
            for item in solicitation.qualifications or ()
        ],
        "levels": _levels(solicitation),
        "lots": _lots(solicitation),
        "scope": [
            {"id": item.id, "name": item.name or label(item.id)}
            for item in solicitation.scope
            if item.coverage != "excluded"
        ],
        "firm_for": firm_for(solicitation),
        "mandatory": count(sum(r.kind == "mandatory" for r in solicitation.requirements) or None),
        "requirements": count(len(solicitation.requirements)),
        "price_apart": instructions_of(solicitation).price_apart,
        "alone": False,
    }


def form_alone(sections: list[Part], wanted: str) -> list[Part]:
    """Returns the section with the one form that is wanted; nothing where it is no form.

    Raises:
        InputError: it is called like a form, and there is none of that name.
    """
    name = _form_name(wanted)
    if not name:
        return []
    for section in sections:
        if section["id"] == SECTION:
            found = section["parts"].get(name)
            if found is None:
                raise InputError([_unknown(name, list(section["parts"]))])
            title = f"Form {found['letter']}"
            return [{**section, "title": title, "parts": {name: found}, "alone": True}]
    return []


def _form_name(wanted: str) -> str:
    for start in (ALONE, f"{SECTION}."):
        if wanted.startswith(start):
            return wanted.removeprefix(start)
    return ""


def _unknown(name: str, names: list[str]) -> Diagnostic:
    message = f"there is no form `{name}` in this RFP"
    return Diagnostic(Location("--section"), message, f"the forms are: {', '.join(names)}")


def _forms(solicitation: Solicitation) -> Iterator[tuple[str, bool]]:
    found = solicitation.forms or Forms()
    structure = solicitation.contract_structure
    applies = {
        "qualifications": bool(solicitation.qualifications),
        "certifications": bool(found.certifications or _required(solicitation)),
        "lots": bool(structure and structure.lots),
        "participation": bool(structure and structure.participating_entities),
        "cooperative": bool(structure and structure.cooperative),
        "requirements": bool(solicitation.requirements),
        "service-levels": bool(solicitation.service_levels),
        "export": bool(solicitation.service_levels),
    }
    for name in FORM_NAMES:
        yield name, applies.get(name, True) and name not in found.omit
    for form in found.more:
        yield form.id, True


def _required(solicitation: Solicitation) -> list[ClauseRule]:
    """Returns the clauses that apply, and those of which nobody has said that they do not."""
    return [
        one
        for one in solicitation.required_clauses or ()
        if one.decide(solicitation.facts, solicitation.issued_on).applies is not False
    ]


def _letter(position: int) -> str:
    # Behind Z comes AA, as in the columns of a workbook.
    first, last = divmod(position, 26)
    return (_letter(first - 1) if first else "") + chr(ord("A") + last)


def _levels(solicitation: Solicitation) -> list[Part]:
    return [
        {
            "id": level.id,
            "title": level.title,
            "digest": short(level.digest),
            "anchor": f"service-levels.{level.id}",
        }
        for level in solicitation.service_levels
    ]


def _lots(solicitation: Solicitation) -> list[Part]:
    structure = solicitation.contract_structure
    return [{"id": lot.id, "title": lot.title} for lot in (structure.lots if structure else ())]
