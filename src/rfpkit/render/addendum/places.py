"""Where the things of an RFP stand in its document, by the numbers that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from rfpkit.model.addenda.rules import ids_within
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view import rfp
from rfpkit.render.view.outline import Part


class Place(NamedTuple):
    """A heading of the document."""

    number: str
    """Empty where the section has none."""
    title: str
    anchor: str


SECTIONS: Final[dict[str, tuple[str, ...]]] = {
    "purpose": ("introduction",),
    "background": ("introduction",),
    "profile": ("introduction",),
    "goals": ("introduction",),
    "audiences": ("introduction",),
    "term": ("introduction",),
    "schedule": ("calendar-of-events",),
    "addenda": ("calendar-of-events",),
    "notice": ("notice",),
    "instructions": ("instructions",),
    "contact": ("instructions",),
    "contract_structure": ("contract-structure",),
    "qualifications": ("qualifications",),
    "scope": ("scope",),
    "priorities": ("priorities",),
    "calendars": ("support-hours",),
    "operations": ("operations",),
    "parties": ("scope",),
    "responsibilities": ("scope",),
    "publications": ("operations",),
    "governance": ("operations",),
    "requirements": ("requirements",),
    "response_codes": ("requirements",),
    "service_levels": ("service-levels",),
    "at_risk": ("service-levels",),
    "claim_within": ("service-levels",),
    "tickets_credited": ("service-levels",),
    "pauses": ("definitions",),
    "exclusions": ("definitions",),
    "ticket_events": ("definitions",),
    "left_open": ("definitions",),
    "reporting": ("reporting",),
    "pricing": ("pricing",),
    "evaluation": ("evaluation",),
    "terms": ("terms",),
    "forms": ("forms",),
    "attachments": ("attachments",),
}
"""The sections in which each field of an RFP is printed; a section of its own name counts too."""
PARTS: Final = {
    "goals": "goals",
    "audiences": "audiences",
    "term": "term",
    "purpose": "purpose",
    "background": "issuer",
    "profile": "issuer",
    "pauses": "pauses",
    "exclusions": "exclusions",
}
"""Parts of a section in which a field is printed."""
COVER: Final = frozenset(
    {
        *("id", "title", "pack", "note", "status", "page", "issuer", "kind", "questions"),
        *("ocid_prefix", "include", "changes", "overrides", "facts", "required_clauses"),
        "unsettled",
    }
)
"""Fields that no section prints by itself: they stand on the cover, or beside the document."""


def outline(solicitation: Solicitation, manifest: PackManifest) -> list[Part]:
    """Returns the sections of the whole document, numbered as they are printed."""
    sections: list[Part] = rfp.view(solicitation, section=None, manifest=manifest)["sections"]
    return sections


def place(sections: Sequence[Part], field: str, names: Sequence[str]) -> Place | None:
    """Returns the deepest heading under which something is printed; None on the cover.

    Args:
        sections: the numbered outline.
        field: the RFP's own field that holds it.
        names: the ids of the objects around it, the outermost first.
    """
    wanted = (*SECTIONS.get(field, ()), field.replace("_", "-"))
    section = next((one for one in sections if one["id"] in wanted), None)
    if section is None:
        return None
    best = section
    part = section["parts"].get(PARTS.get(field, ""))
    best = part or best
    for name in names:
        best = _deepest(best, name) or best
    return Place(best["number"], str(best.get("title") or section["title"]), best["id"])


def headings(sections: Iterable[Part]) -> dict[str, Place]:
    """Returns each numbered or named heading by its anchor."""
    return {
        part["id"]: Place(part["number"], str(part.get("title") or ""), part["id"])
        for section in sections
        for part in _walk(section)
    }


def cited(text: str, rfp: Solicitation, sections: Sequence[Part]) -> str:
    """Returns a text with the links to places of the RFP as words: another document cites them.

    A link to what the RFP does not have is left as it is, and refused with the document.
    """
    known = headings(sections)

    def words(link: re.Match[str]) -> str:
        found = known.get(link[2]) or _within(link[2], rfp, sections)
        if found is None:
            return link[0]
        return f"{link[1]} (Section {found.number})" if found.number else link[1]

    return _LINK.sub(words, text)


def unlinked(text: str) -> str:
    """Returns a text with the words of its links to places alone."""
    return _LINK.sub(r"\1", text)


def within(name: str, rfp: Solicitation) -> str | None:
    """Returns the field of an RFP that holds something of an id; None where nothing does."""
    fields = type(rfp).model_fields
    return next((one for one in fields if name in {*ids_within(getattr(rfp, one))}), None)


_LINK: Final = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(<?#([A-Za-z0-9_.-]*)>?\)")


def _within(name: str, rfp: Solicitation, sections: Sequence[Part]) -> Place | None:
    field = within(name, rfp)
    return place(sections, field, [name]) if field is not None else None


def _walk(part: Part) -> Iterable[Part]:
    yield part
    for inner in part["parts"].values():
        yield from _walk(inner)


def _deepest(part: Part, name: str) -> Part | None:
    """Returns the part of that name, or else the deepest one whose own data name it."""
    inner: Part
    for key, inner in part["parts"].items():
        if key == name:
            return inner
        if found := _deepest(inner, name):
            return found
    own = {key: value for key, value in part.items() if key not in {"parts", "id"}}
    return part if _names(own, name) else None


def _names(data: Any, name: str) -> bool:
    if isinstance(data, dict):
        return data.get("id") == name or any(_names(one, name) for one in data.values())
    return isinstance(data, list) and any(_names(one, name) for one in data)
