"""Definitions: words of the document, reasons to pause, reasons to leave a request out."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.solicitation import Solicitation
from rfpkit.model.terms import Definition
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital


def definitions(solicitation: Solicitation) -> Part:
    """Returns the words that every RFP of the pack uses, and the reasons that its levels name."""
    parts: dict[str, Part] = {"words": {}}
    for name in ("pauses", "exclusions"):
        if defined := getattr(solicitation, name):
            parts[name] = {"rows": list(_rows(defined))}
    return {"parts": parts}


def _rows(defined: Iterable[Definition]) -> Iterable[Part]:
    for item in defined:
        yield {
            "id": item.id,
            "name": capital(item.name),
            "definition": item.definition,
            "approved_by": item.approved_by or "",
            "evidence": item.evidence or "",
        }
