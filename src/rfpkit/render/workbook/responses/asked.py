"""What the response matrix asks: the RFP, its codes, and the numbers that the document prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rfpkit.model.answers.response_codes import ResponseCodes
from rfpkit.model.packs.manifest import PackManifest
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view import rfp


@dataclass(frozen=True)
class Asked:
    """What proposers answer."""

    solicitation: Solicitation
    codes: ResponseCodes
    sections: Mapping[str, str]
    """Number of the document's section by the id of its requirement or level; empty for none."""


def asked(solicitation: Solicitation, manifest: PackManifest, codes: ResponseCodes) -> Asked:
    """Returns what is asked, under the numbers of the document that the pack makes."""
    sections = rfp.view(solicitation, section=None, manifest=manifest)["sections"]
    found: dict[str, str] = {}
    for section in sections:
        for name, part in section["parts"].items():
            if section["id"] == "requirements":
                found |= {f"requirement {row['id']}": part["number"] for row in part["rows"]}
            elif section["id"] == "service-levels":
                found[f"level {name}"] = part["number"]
    return Asked(solicitation, codes, found)
