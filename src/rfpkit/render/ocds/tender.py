"""The tender itself: what is bought, when, how, and what has been changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rfpkit.model.pricing.line import PriceLine
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.ocds.criteria import criteria
from rfpkit.render.ocds.dates import begins, contract_period, event, instant, period
from rfpkit.render.ocds.parties import reference
from rfpkit.render.ocds.releases import of_addendum

Fields = dict[str, Any]

_METHODS: Final = {
    "portal": "electronicSubmission",
    "email": "electronicSubmission",
    "paper": "written",
}
_MILESTONES: Final = {
    "conference": "engagement",
    "interviews": "assessment",
    "intent": "assessment",
    "board": "approval",
}
"""Events whose type has a word in the standard's list; others go without."""
_PERIODS: Final = {"issued", "questions-due", "proposals-due"}


def tender(rfp: Solicitation, ocid: str) -> Fields:
    """Returns the tender; what the RFP does not say is left out."""
    found: Fields = {
        "id": rfp.id,
        "title": rfp.title,
        "description": rfp.purpose,
        "status": "planning" if rfp.status == "draft" else "active",
        "procuringEntity": reference(rfp),
        "procurementMethod": "open",
        "procurementMethodDetails": "Request for proposals",
        "mainProcurementCategory": "services",
        **_goods(rfp),
        **_award(rfp),
        **_submission(rfp),
        "tenderPeriod": period(rfp, "issued", "proposals-due"),
        "enquiryPeriod": period(rfp, "issued", "questions-due"),
        "hasEnquiries": bool(rfp.questions),
        "eligibilityCriteria": _eligibility(rfp),
        "awardPeriod": period(rfp, "opening", "intent"),
        "contractPeriod": contract_period(rfp),
        "items": [*_items(rfp)],
        "documents": [*_documents(rfp)],
        "milestones": [*_milestones(rfp)],
        "amendments": [*_amendments(rfp, ocid)],
        "criteria": criteria(rfp),
    }
    return {name: value for name, value in found.items() if value is False or value}


def _goods(rfp: Solicitation) -> Fields:
    sells = rfp.pricing is not None and rfp.pricing.parts is not None
    return {"additionalProcurementCategories": ["goods"]} if sells else {}


def _award(rfp: Solicitation) -> Fields:
    if rfp.evaluation is None:
        return {}
    weights = [f"{one.name}: {one.weight}" for one in rfp.evaluation.criteria]
    return {
        "awardCriteria": "ratedCriteria",
        "awardCriteriaDetails": f"Points of 100: {'; '.join(weights)}." if weights else None,
    }


def _submission(rfp: Solicitation) -> Fields:
    told = rfp.instructions
    if told is None:
        return {}
    ways = [_METHODS[way] for way in told.submit_by]
    due = event(rfp, "proposals-due")
    details = told.deliver_to or (due.place if due else None)
    return {"submissionMethod": [*dict.fromkeys(ways)], "submissionMethodDetails": details}


def _eligibility(rfp: Solicitation) -> str:
    return "\n".join(f"{one.id}, {one.title}: {one.text}" for one in rfp.qualifications or ())


def _items(rfp: Solicitation) -> Iterable[Fields]:
    if rfp.pricing is None:
        return
    for line in rfp.pricing.lines:
        yield {
            "id": line.id,
            "description": line.title,
            **_quantity(line),
            "unit": {"name": str(line.unit)},
        }
    if rfp.pricing.parts is not None:
        for part in rfp.pricing.parts.parts:
            for model in rfp.pricing.parts.models:
                if model.id in part.yearly:
                    yield {
                        # No id holds a slash: a line `screen-a` is not the screen of model a.
                        "id": f"{part.id}/{model.id}",
                        "description": f"{part.title}, {model.title}",
                        "quantity": part.yearly[model.id],
                        "unit": {"name": "piece per year"},
                    }


def _quantity(line: PriceLine) -> Fields:
    number = line.estimate.quantity if line.estimate is not None else line.quantity
    return {} if number is None else {"quantity": number}


def _documents(rfp: Solicitation) -> Iterable[Fields]:
    issued = event(rfp, "issued")
    dated = {} if issued is None else {"datePublished": begins(rfp, issued)}
    whole = {"documentType": "biddingDocuments", "title": f"Request for proposals: {rfp.title}"}
    yield {"id": f"rfp-{rfp.digest[:8]}", **whole, **dated, "language": "en"}
    if rfp.service_levels:
        levels = {"documentType": "technicalSpecifications", "title": "Service levels"}
        yield {"id": "rfp-service-levels", **levels, **dated, "language": "en"}
    if rfp.evaluation is not None:
        judged = {"documentType": "evaluationCriteria", "title": "Evaluation and award"}
        yield {"id": "rfp-evaluation", **judged, **dated, "language": "en"}
    for attachment in rfp.attachments or ():
        if attachment.file is not None:
            shown = {"title": attachment.title, "description": attachment.note}
            named = {name: value for name, value in shown.items() if value}
            yield {"id": f"attachment-{attachment.id}", **named}
    for addendum in rfp.addenda or ():
        yield {
            "id": f"addendum-{addendum.number}",
            "documentType": "biddingDocuments",
            "title": f"Addendum {addendum.number}",
            "description": addendum.summary,
            "datePublished": instant(rfp, addendum.date),
            "language": "en",
        }
    answered = [one.answered for one in rfp.questions or () if one.answered is not None]
    if answered:
        yield {
            "id": "questions-and-answers",
            "documentType": "clarifications",
            "title": "Questions and answers",
            "datePublished": instant(rfp, max(answered)),
            "language": "en",
        }


def _milestones(rfp: Solicitation) -> Iterable[Fields]:
    for one in sorted(rfp.schedule, key=lambda found: found.moment):
        if one.id not in _PERIODS:
            kind = _MILESTONES.get(one.id)
            yield {
                "id": one.id,
                "title": one.name,
                **({"type": kind} if kind else {}),
                "dueDate": begins(rfp, one),
                "status": "scheduled",
            }


def _amendments(rfp: Solicitation, ocid: str) -> Iterable[Fields]:
    before = None
    for addendum in rfp.addenda or ():
        found = {
            "id": f"addendum-{addendum.number}",
            "date": instant(rfp, addendum.date),
            "description": addendum.summary,
            "rationale": addendum.reason,
            "amendsReleaseID": of_addendum(ocid, before),
            "releaseID": of_addendum(ocid, addendum),
        }
        yield {name: value for name, value in found.items() if value}
        before = addendum
