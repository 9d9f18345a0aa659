"""The tabs of a proposal, made from what the RFP really asks for."""

from __future__ import annotations

from rfpkit.model.answers.response_codes import ResponseCodes
from rfpkit.model.procurement.forms import FORM_NAMES, Forms
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view.outline import Part
from rfpkit.render.view.procurement.facts import instructions_of, issued
from rfpkit.render.view.procurement.forms import letters

_TABS: dict[str, tuple[str, ...]] = {
    "signature": ("cover",),
    "proposer": ("supplier",),
    "qualifications": ("qualifications",),
    "references": ("references",),
    "method": ("lots",),
    "requirements": ("requirements",),
    "levels": ("service-levels", "export"),
    "transition": (),
    "exceptions": (
        "exceptions",
        "addenda",
        "conflict",
        "non-collusion",
        "certifications",
        "cooperative",
    ),
}
"""The pack's forms behind each tab."""


def proposal_content(solicitation: Solicitation) -> Part | None:
    """Returns the tabs with their forms; None for a document that is not issued."""
    if not issued(solicitation) and solicitation.forms is None:
        return None
    own = {form.id: form.title for form in (solicitation.forms or Forms()).more}
    return {
        "tabs": [tab for tab in _tabs(solicitation) if _asked(tab)],
        "own_titles": dict.fromkeys(FORM_NAMES, "") | own,
    }


def codes(found: ResponseCodes | None) -> Part:
    """Returns the answers that a proposer may give, and as which a missing one is read."""
    if found is None:
        return {"requirements": [], "service_levels": [], "blank": ""}
    return {
        "requirements": [{"id": code.id, "title": code.title} for code in found.requirements],
        "service_levels": [{"id": code.id, "title": code.title} for code in found.service_levels],
        "blank": found.blank,
    }


def _tabs(solicitation: Solicitation) -> list[Part]:
    there = letters(solicitation)
    own = [form.id for form in (solicitation.forms or Forms()).more]
    tabs = [_tab(name, [form for form in forms if form in there]) for name, forms in _TABS.items()]
    by_name = {tab["name"]: tab for tab in tabs}
    by_name["exceptions"]["forms"] += own
    if solicitation.requirements:
        by_name["requirements"]["sections"].append("requirements")
    if solicitation.service_levels:
        by_name["levels"]["sections"] += ["service-levels", "reporting"]
    if solicitation.scope:
        by_name["method"]["sections"].append("scope")
    if solicitation.operations is not None:
        by_name["method"]["sections"].append("operations")
    papers = _tab("papers", [])
    papers["files"] = [
        item.title for item in solicitation.attachments or () if item.provided_by == "proposer"
    ]
    price = _tab("price", [])
    if solicitation.pricing is not None:
        price["sections"].append("pricing")
    price["apart"] = instructions_of(solicitation).price_apart
    return [*tabs, papers, price]


def _tab(name: str, forms: list[str]) -> Part:
    return {"name": name, "forms": forms, "sections": [], "files": []}


def _asked(tab: Part) -> bool:
    always = tab["name"] in {"method", "transition", "price"}
    return bool(always or tab["forms"] or tab["sections"] or tab["files"])
