"""The planning questions of an RFP, in lines for people and as facts for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rfpkit.review.readiness.readiness import readiness
from rfpkit.workflows.rfp import OpenedRfp


def readiness_lines(rfp: OpenedRfp) -> Iterable[str]:
    """Yields a line for each question, with each reason, its mend, and what waits for it."""
    answers = readiness(rfp.solicitation)
    told = Counter(answer.state for answer in answers if answer.number)
    yield (
        f"planning questions: {told['answered']} answered, {told['thin']} thin, {told['open']} open"
    )
    for one in answers:
        name = f"Q{one.number} {one.state}" if one.number else "before the questions"
        yield f"  {name}: {one.question}"
        if theirs := _of_the_pack(rfp, one.fields):
            yield f"     in the pack's words, not yours: {', '.join(theirs)}"
        for reason in one.reasons:
            yield f"     {reason.reason}"
            yield f"       mend: {reason.mend}"
        if one.reasons:
            yield f"     what depends on it: {one.depends}"


def readiness_facts(rfp: OpenedRfp) -> list[dict[str, Any]]:
    """Returns each question with its state, each reason with its mend, and what waits for it."""
    return [
        {
            "number": one.number,
            "question": one.question,
            "state": one.state,
            "reasons": [reason._asdict() for reason in one.reasons],
            "depends": one.depends,
            "of_the_pack": _of_the_pack(rfp, one.fields),
        }
        for one in readiness(rfp.solicitation)
    ]


def _of_the_pack(rfp: OpenedRfp, fields: Iterable[str]) -> list[str]:
    """Returns the keys that the RFP has from its pack, and does not write itself."""
    if rfp.resolved is None:
        return []
    own, whole = rfp.resolved.layers[0].data, rfp.resolved.joined.data
    return [
        field
        for field in fields
        if field != _OF_FILES and _holds(whole, field) and not _holds(own, field)
    ]


_OF_FILES = "calendars"
"""What comes from files of the RFP's own, beside it."""


def _holds(data: Mapping[str, Any], field: str) -> bool:
    first, _, rest = field.partition(".")
    value = data.get(first)
    return bool(value) and (not rest or (isinstance(value, Mapping) and _holds(value, rest)))
