"""Data of students, devices that hold it, and access for everybody."""

from __future__ import annotations

from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.outline import Part
from rfpkit.render.view.planning import language_names


def security_privacy(solicitation: Solicitation) -> Part | None:
    """Returns the duties over data and access; None where the RFP names none."""
    asked = solicitation.security_privacy
    if asked is None:
        return None
    parts: dict[str, Part] = {}
    if asked.agreement is not None:
        titles = {item.id: item.title for item in solicitation.attachments or ()}
        title = titles.get(asked.agreement.attachment, asked.agreement.attachment)
        parts["agreement"] = {"title": title, "before": asked.agreement.signed_before}
    parts["custody"] = {"text": asked.chain_of_custody or ""}
    for name in ("sanitization", "breach_notice", "accessibility"):
        if (rule := getattr(asked, name)) is not None:
            parts[name] = {key: value or "" for key, value in rule}
    if asked.languages:
        spoken = joined(language_names(asked.languages))
        parts["languages"] = {"names": spoken}
    return {"parts": parts}
