"""Support, training and professional learning, planned together."""

from __future__ import annotations

from rfpkit.model.scalars import write_share
from rfpkit.model.services.learning import LearningService
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view.outline import Part
from rfpkit.render.view.services import names
from rfpkit.render.view.writing import label


def coordinated_services(solicitation: Solicitation) -> Part | None:
    """Returns the services that are planned together; None where the RFP names none."""
    asked = solicitation.coordinated_services
    if asked is None:
        return None
    parts: dict[str, Part] = {"plan": {"text": asked.plan or ""}}
    if asked.services:
        rows = [_service(solicitation, service) for service in asked.services]
        parts["services"] = {"rows": rows, "joint": any(row["joint"] for row in rows)}
    if asked.phases:
        parts["phases"] = {
            "rows": [
                {
                    "name": phase.name,
                    "period": phase.period,
                    "support": write_share(phase.support),
                    "training": write_share(phase.training),
                    "learning": write_share(phase.professional_learning),
                    "until": phase.until or "",
                }
                for phase in asked.phases
            ]
        }
    return {"parts": parts}


def _service(solicitation: Solicitation, service: LearningService) -> Part:
    for_whom = names.audiences(solicitation, service.audiences)
    return {
        "name": service.name,
        "kind": _KINDS.get(service.kind, label(service.kind)),
        "audiences": for_whom or "The Contractor's technicians",
        "owed": _owed(service),
        "joint": service.joint_staffing or "",
        "topics": _TOPICS.get(service.topics or "", ""),
    }


def _owed(service: LearningService) -> str:
    hours = _counted(service.hours, "hour")
    if service.sessions is not None:
        sessions = f"{_counted(service.sessions, 'session')} a school year"
        several = " each" if service.sessions > 1 else ""
        told = [sessions, f"{hours}{several}" if hours else "", service.every or ""]
    else:
        told = [service.every or "", hours]
    return "; ".join(part for part in told if part)


def _counted(number: int | None, noun: str) -> str:
    return "" if number is None else f"{number:,} {noun}{'' if number == 1 else 's'}"


_KINDS = {
    "professional-learning": "Professional learning",
    "co-teaching": "Teaching together",
    "office-hours": "Office hours",
    "user-group": "User group",
}
_TOPICS = {
    "ticket-categories": "the categories of the last semester's tickets",
    "requests": "what its audience asks for",
    "district-plan": "the District's technology plan",
}
