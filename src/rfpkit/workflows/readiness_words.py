"""The planning questions of an RFP, in lines for people and as facts for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rfpkit.model.solicitation import Solicitation
from rfpkit.review.readiness import readiness


def readiness_lines(rfp: Solicitation) -> Iterable[str]:
    """Yields a line for each question, with what is missing and what waits for it."""
    answers = readiness(rfp)
    told = Counter(answer.state for answer in answers)
    yield (
        f"planning questions: {told['answered']} answered, {told['thin']} thin, {told['open']} open"
    )
    for one in answers:
        yield f"  Q{one.number} {one.state}: {one.question}"
        if one.missing:
            yield f"     missing: {'; '.join(one.missing)}"
            yield f"     what depends on it: {one.depends}"


def readiness_facts(rfp: Solicitation) -> list[dict[str, Any]]:
    """Returns each question with its state, what is missing and what waits for it."""
    return [one._asdict() for one in readiness(rfp)]
