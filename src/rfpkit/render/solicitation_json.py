"""An RFP as JSON, for programs: what it says, its digests and its levels' sentences."""

from __future__ import annotations

import json

from rfpkit.model.sentence import sentence
from rfpkit.model.solicitation import Solicitation


def render(solicitation: Solicitation) -> bytes:
    """The solicitation as its digest reads it, with its digest and those of its levels.

    The keys are sorted, and what the RFP leaves out is left out: the SHA-256 of the value of
    `solicitation`, written without spaces, is the digest that every document prints.
    """
    said = solicitation.model_dump(mode="json", exclude_none=True)
    levels = [
        {"id": level.id, "digest": level.digest, "sentence": sentence(level, solicitation)}
        for level in solicitation.service_levels
    ]
    data = {"digest": solicitation.digest, "service_levels": levels, "solicitation": said}
    return (json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
