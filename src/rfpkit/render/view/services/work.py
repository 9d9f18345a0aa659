"""How the work is organized: intake, queues, visits, maintenance, staff and governance."""

from __future__ import annotations

from collections.abc import Callable

from rfpkit.model.planning import Operations
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined, plain
from rfpkit.render.view.outline import Part
from rfpkit.render.view.services import names
from rfpkit.render.view.writing import capital, count


def operations(solicitation: Solicitation) -> Part | None:
    """Returns how requests come in, who works on them and how the two sides work together."""
    parts: dict[str, Part] = {}
    if solicitation.operations is not None:
        for name, of in _PARTS.items():
            if (part := of(solicitation, solicitation.operations)) is not None:
                parts[name] = part
    if solicitation.publications:
        parts["publications"] = {"rows": _publications(solicitation)}
    if solicitation.governance is not None:
        parts["governance"] = _governance(solicitation)
    return {"parts": parts} if parts else None


def _intake(solicitation: Solicitation, operations: Operations) -> Part | None:
    if not operations.intake and not operations.channels and not operations.triage:
        return None
    channels = [
        {
            "name": one.name or names.CHANNELS[one.kind],
            "hours": names.calendar(solicitation, one.calendar) or one.hours or "",
            "sign_in": one.sign_in or "",
            "auto_ack": one.auto_ack or "",
        }
        for one in operations.channels
    ]
    queues = {queue.id: queue.name for queue in operations.queues}
    triage = [
        {"when": one.when, "priority": one.priority or "", "queue": queues.get(one.queue or "", "")}
        for one in operations.triage
    ]
    return {"text": operations.intake or "", "channels": channels, "triage": triage}


def _queues(solicitation: Solicitation, operations: Operations) -> Part | None:
    del solicitation
    if not operations.queues:
        return None
    rows = [
        {"name": queue.name, "owner": queue.owner, "limit": count(queue.work_in_progress)}
        for queue in operations.queues
    ]
    return {"rows": rows}


def _remote_first(solicitation: Solicitation, operations: Operations) -> Part | None:
    del solicitation
    return {"text": operations.remote_first} if operations.remote_first else None


def _visits(solicitation: Solicitation, operations: Operations) -> Part | None:
    del solicitation
    if not operations.visits and not operations.rotations:
        return None
    rows = [
        {
            "sites": one.sites,
            "every": one.every,
            "day": one.day or "",
            "least": _hours(one.least_hours),
            "not_on": one.not_on or "",
            "make_up": one.make_up or "",
        }
        for one in operations.rotations
    ]
    return {"text": operations.visits or "", "rows": rows}


def _maintenance(solicitation: Solicitation, operations: Operations) -> Part | None:
    if not operations.maintenance:
        return None
    rows = [
        {
            "task": one.task,
            "items": names.items(solicitation, one.items),
            "every": one.every,
            "season": one.season or "",
            "checklist": list(one.checklist),
            "evidence": one.evidence or "",
        }
        for one in operations.maintenance
    ]
    return {"rows": rows}


def _off_campus(solicitation: Solicitation, operations: Operations) -> Part | None:
    policy = operations.off_campus
    if policy is None:
        return None
    calendar = names.calendar(solicitation, policy.calendar)
    return {
        "supported": policy.supported,
        "take_home": policy.take_home,
        "methods": list(policy.methods),
        "hours": f"Hours: those of the calendar “{calendar}”" if calendar else policy.hours or "",
        "shipping": policy.shipping_paid_by or "",
        "return_by": policy.return_by or "",
        "loaner": policy.loaner or "",
        "home_internet": policy.home_internet or "",
    }


def _staffing(solicitation: Solicitation, operations: Operations) -> Part | None:
    model = operations.staffing
    if model is None:
        return None
    lines = solicitation.pricing.lines if solicitation.pricing is not None else ()
    titles = {line.id: line.title for line in lines}
    options = [
        {
            "title": one.title,
            "mode": names.MODES[one.mode],
            "text": one.text or "",
            "line": titles.get(one.price_line or "", ""),
        }
        for one in model.options
    ]
    return {
        "mode": model.mode,
        "technicians": count(model.technicians),
        "devices": count(model.devices_per_technician),
        "rule": model.demand_rule or "",
        "options": options,
    }


def _survey(solicitation: Solicitation, operations: Operations) -> Part | None:
    del solicitation
    survey = operations.survey
    if survey is None:
        return None
    dimensions = joined([plain(name) for name in survey.dimensions])
    return {
        "asked": survey.asked,
        "dimensions": dimensions,
        "several": len(survey.dimensions) > 1,
        "scale": survey.scale,
    }


def _publications(solicitation: Solicitation) -> list[Part]:
    return [
        {
            "what": capital(joined([plain(name) for name in one.what])),
            "audiences": names.audiences(solicitation, one.audiences),
            "medium": one.medium,
            "published": one.published or "",
            "reviewed": one.reviewed or "",
            "by": names.party(solicitation, one.by) if one.by else "",
        }
        for one in solicitation.publications
    ]


def _governance(solicitation: Solicitation) -> Part:
    governance = solicitation.governance
    if governance is None:
        return {}
    meetings = [
        {"name": one.name, "every": one.every, "who": one.who, "agenda": one.agenda or ""}
        for one in governance.meetings
    ]
    ladder = [
        {
            "step": str(step),
            "when": one.when,
            "contractor": one.contractor,
            "district": one.district,
        }
        for step, one in enumerate(governance.escalation, start=1)
    ]
    return {"manager": governance.manager or "", "meetings": meetings, "ladder": ladder}


def _hours(number: int | None) -> str:
    return "" if number is None else f"{number} hour{'' if number == 1 else 's'}"


_PARTS: dict[str, Callable[[Solicitation, Operations], Part | None]] = {
    "intake": _intake,
    "queues": _queues,
    "remote_first": _remote_first,
    "visits": _visits,
    "maintenance": _maintenance,
    "off_campus": _off_campus,
    "staffing": _staffing,
    "survey": _survey,
}
"""Each part of the section, in the order of the document."""
