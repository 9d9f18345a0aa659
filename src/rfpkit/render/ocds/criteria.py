"""Requirements and service levels by the requirements extension; each id holds its digest."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from rfpkit.model.requirement import Requirement
from rfpkit.model.sentence import sentence
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.ocds.dates import instant

Criterion = dict[str, Any]


def criteria(rfp: Solicitation) -> list[Criterion]:
    """Returns the requirements by their headings, then the service levels."""
    groups: dict[str, list[Requirement]] = {}
    for one in rfp.requirements:
        groups.setdefault(one.group or "General", []).append(one)
    found = [
        {
            "id": f"requirements-{position}",
            "title": title,
            "requirementGroups": [
                {"id": f"requirements-{position}-all", "requirements": [*map(_asked, items)]}
            ],
        }
        for position, (title, items) in enumerate(groups.items(), start=1)
    ]
    if rfp.service_levels:
        levels = [
            {"id": f"service-level-{level.id}", "requirements": [*_promised(level, rfp)]}
            for level in rfp.service_levels
        ]
        title = "Service levels"
        found.append({"id": "service-levels", "title": title, "requirementGroups": levels})
    return found


def _asked(one: Requirement) -> dict[str, Any]:
    answer: dict[str, Any] = {"dataType": "string"}
    if one.kind == "mandatory":
        answer = {"dataType": "boolean", "expectedValue": True}
    elif one.kind != "information":
        answer = {"dataType": "boolean"}
    return {
        "id": f"{one.id}-{one.digest[:8]}",
        "title": f"{one.id}, {one.kind}",
        "description": one.text,
        **answer,
    }


def _promised(level: ServiceLevel, rfp: Solicitation) -> Iterable[dict[str, Any]]:
    words = {"title": level.title, "description": _plain(sentence(level, rfp))}
    name = f"{level.id}-{level.digest[:8]}"
    steps = level.attainment.steps
    if level.attainment.at_least is not None:
        owed = {"dataType": "number", "minValue": _number(level.attainment.at_least)}
        yield {"id": name, **words, **owed}
    elif steps:
        for position, step in enumerate(steps):
            period = {"startDate": instant(rfp, step.first)}
            if position + 1 < len(steps):
                last = steps[position + 1].first - datetime.timedelta(days=1)
                period["endDate"] = instant(rfp, last, 86_399)
            owed = {"dataType": "number", "minValue": _number(step.at_least)}
            yield {"id": f"{name}-{position + 1}", **words, **owed, "period": period}
    else:
        yield {"id": name, **words, "dataType": "boolean", "expectedValue": True}


def _number(share: Fraction) -> int | float:
    """Returns a share as JSON writes it: 0.95."""
    return int(share) if share.denominator == 1 else float(share)


def _plain(text: str) -> str:
    return re.sub(r"\*+([^*]+)\*+", r"\1", text)
