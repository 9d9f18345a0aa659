"""The requirements matrix."""

from __future__ import annotations

import re

from rfpkit.model.requirement import Requirement
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.outline import Part, free_name


def requirements(solicitation: Solicitation) -> Part | None:
    """Returns the requirements by group, in the order of the file; None without any."""
    if not solicitation.requirements:
        return None
    groups: dict[str, list[Part]] = {}
    for item in solicitation.requirements:
        groups.setdefault(item.group or "General", []).append(_row(item))
    parts: dict[str, Part] = {}
    # A group and a requirement of the same name would be one anchor.
    ids = {item.id for item in solicitation.requirements}
    for group, rows in groups.items():
        parts[free_name(_slug(group), {*ids, *parts})] = {"title": group, "rows": rows}
    kinds: list[str] = [item.kind for item in solicitation.requirements]
    counts = [f"{kinds.count(kind)} {word}" for kind, word in _KINDS.items() if kind in kinds]
    return {"parts": parts, "counts": joined(counts), "told": _told(kinds, counts)}


def _told(kinds: list[str], counts: list[str]) -> str:
    if len(kinds) == 1:
        return f"There is one requirement, {_KINDS[kinds[0]]}."
    if len(counts) == 1:
        return f"There are {len(kinds)} requirements, all {_KINDS[kinds[0]]}."
    return f"There are {len(kinds)} requirements: {joined(counts)}."


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


def _slug(group: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", group.lower()).strip("-") or "group"
