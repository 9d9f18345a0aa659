"""What an RFP took from its pack, what it changed, and what it left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rfpkit.model.audit_words import counted
from rfpkit.model.words import joined
from rfpkit.review.finding import Finding
from rfpkit.workflows.rfp import OpenedRfp

LISTS = {
    "requirements": "requirement",
    "service_levels": "service level",
    "required_clauses": "clause",
    "pauses": "pause",
    "exclusions": "exclusion",
    "ticket_events": "event of a ticket",
    "priorities": "priority",
    "goals": "goal",
    "scope": "scope item",
    "audiences": "audience",
}
"""The lists that a pack can fill, with the noun of one item."""


def taken(rfp: OpenedRfp) -> dict[str, Any]:
    """Returns for programs, item by item, whether it is the pack's, changed, or the RFP's own."""
    facts: dict[str, Any] = {"pack": rfp.pack_name}
    for key in LISTS:
        items = getattr(rfp.solicitation, key) or ()
        facts[key] = [
            {"id": item.id, "from": rfp.origin(key, position)} | _changes(rfp, key, item.id)
            for position, item in enumerate(items)
        ]
    left = rfp.resolved.left_out if rfp.resolved else ()
    facts["left_out"] = [
        {"list": one.list, "id": one.id, "reason": one.reason, "undecided": one.undecided}
        for one in left
    ]
    return facts


def taken_lines(rfp: OpenedRfp) -> Iterable[str]:
    """Yields what a person should know of it."""
    if rfp.resolved is None:
        return
    for key in ("requirements", "service_levels", "required_clauses"):
        items = getattr(rfp.solicitation, key) or ()
        told = Counter(rfp.origin(key, position) for position in range(len(items)))
        if told:
            parts = [
                f"{told[name]} {words.format(pack=rfp.pack_name)}"
                for name, words in _ORIGINS.items()
                if told[name]
            ]
            yield f"{counted(len(items), LISTS[key])}: {joined(parts)}"
    left = Counter(one.reason for one in rfp.resolved.left_out)
    for reason, count in left.items():
        yield f"{count} not taken: {reason}"


def taken_findings(rfp: OpenedRfp) -> Iterable[Finding]:
    """Yields each requirement of the pack of which nobody can say whether it is asked."""
    for one in rfp.resolved.left_out if rfp.resolved else ():
        if one.undecided:
            yield Finding(
                "undecided-requirement",
                f"{one.list}[{one.id}]",
                f"`{one.id}` was left out: {one.reason}",
                "say it under `facts`",
            )


def _changes(rfp: OpenedRfp, key: str, name: str) -> dict[str, list[str]]:
    changed = rfp.resolved.changed.get((key, name)) if rfp.resolved else None
    return {"changed": list(changed)} if changed else {}


_ORIGINS = {
    "pack": "of {pack}",
    "changed": "of {pack} but changed here",
    "own": "of its own",
}
