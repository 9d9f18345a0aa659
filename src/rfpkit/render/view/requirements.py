"""The requirements matrix."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rfpkit.model.requirement import Requirement
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.outline import Part


def requirements(solicitation: Solicitation) -> Part | None:
    """Returns the requirements by group, in the order of the file; None without any."""
    if not solicitation.requirements:
        return None
    groups: dict[str, list[Part]] = {}
    for item in solicitation.requirements:
        groups.setdefault(item.group or "General", []).append(_row(item))
    parts: dict[str, Part] = {}
    for group, rows in groups.items():
        parts[_free_name(group, parts)] = {"title": group, "rows": rows}
    kinds: list[str] = [item.kind for item in solicitation.requirements]
    counts = [f"{kinds.count(kind)} {word}" for kind, word in _KINDS.items() if kind in kinds]
    return {"parts": parts, "counts": joined(counts), "total": len(kinds)}


_KINDS = {
    "mandatory": "mandatory",
    "desirable": "desirable",
    "optional": "optional",
    "information": "for information",
}


def _row(item: Requirement) -> Part:
    return {
        "id": item.id,
        "kind": item.kind,
        "text": item.text,
        "verification": item.verification or "",
        "rationale": item.rationale or "",
    }


def _free_name(group: str, taken: Mapping[str, Part]) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", group.lower()).strip("-") or "group"
    while name in taken:
        name += "-2"
    return name
