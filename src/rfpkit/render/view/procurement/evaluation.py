"""Qualifications, and how proposals are judged, with the arithmetic worked out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from rfpkit.model.procurement.evaluation import BEST, Evaluation
from rfpkit.model.procurement.wording import EVALUATION
from rfpkit.model.scalars import write_money, write_share
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view.outline import Part
from rfpkit.render.view.procurement.wording import worded
from rfpkit.render.view.writing import count

EXAMPLE_PRICES = (400_000, 500_000, 640_000)
"""Prices of the worked example: invented, and round enough to be followed by hand."""


def qualifications(solicitation: Solicitation) -> Part | None:
    """Returns the conditions that are passed or failed; None without any."""
    if not solicitation.qualifications:
        return None
    rows = [
        {"id": item.id, "title": item.title, "text": item.text, "evidence": item.evidence}
        for item in solicitation.qualifications
    ]
    return {"rows": rows}


def evaluation(solicitation: Solicitation) -> Part | None:
    """Returns the steps, criteria, scale and formula; None without criteria."""
    found = solicitation.evaluation
    if found is None:
        return None
    groups = worded(EVALUATION, found, _without(solicitation))
    steps = {"rows": _steps(found, solicitation)}
    parts: dict[str, Part] = {"steps": steps, "criteria": _criteria(found)}
    parts["method"] = groups.pop("method")
    parts["scale"] = _scale(found)
    if cost := next((item for item in found.criteria if item.kind == "cost"), None):
        parts["cost"] = _cost(cost.weight)
    protest, structure = found.protest, solicitation.contract_structure
    return {
        "parts": parts | groups,
        "evaluators": found.evaluators or "",
        "interviews": count(found.interviews) if found.interviews else "",
        "best_and_final": found.best_and_final,
        "tie_break": list(found.tie_break),
        "protest": {
            "to": protest.to or "",
            "decided_by": protest.decided_by or "",
            "within": protest.decided_within,
        },
        "awards": structure.awards if structure is not None else "one",
    }


def points(share: Fraction, weight: int) -> str:
    """Writes a share of a weight in points, to two decimals, half a hundredth up."""
    exact = share * weight
    # The quotient is rounded once, from the fraction: hundredths, and half of one up.
    hundredths = int(exact * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _without(solicitation: Solicitation) -> set[str]:
    found = solicitation.evaluation
    if found is None:
        return set()
    asked = solicitation.instructions
    apart = asked is None or asked.price_apart
    has_cost = any(item.kind == "cost" for item in found.criteria)
    applies = {"two-envelopes": apart and has_cost, "interviews": bool(found.interviews)}
    return {name for name, does in applies.items() if not does} - set(found.own_words)


def _steps(found: Evaluation, solicitation: Solicitation) -> list[Part]:
    """Returns the names of the steps that this evaluation has, in order."""
    applies = {
        "responsive": True,
        "responsible": True,
        "qualifications": bool(solicitation.qualifications or solicitation.requirements),
        "individual": True,
        "consensus": True,
        "least": found.least is not None,
        "cost": any(item.kind == "cost" for item in found.criteria),
        "interviews": bool(found.interviews),
        "total": True,
        "negotiation": True,
        "board": True,
    }
    return [{"name": name} for name, does in applies.items() if does]


def _criteria(found: Evaluation) -> Part:
    rows = [
        {
            "id": item.id,
            "name": item.name,
            "kind": item.kind,
            "weight": item.weight,
            "looks_at": item.looks_at or "",
        }
        for item in found.criteria
    ]
    least = ""
    if found.least is not None:
        least = points(found.least, found.rated)
    return {
        "rows": rows,
        "total": sum(item.weight for item in found.criteria),
        "rated": found.rated,
        "least": least,
        "least_share": "" if found.least is None else write_share(found.least),
    }


def _scale(found: Evaluation) -> Part:
    steps = _ratings(found)
    best = steps[0]["score"]
    heaviest = max(
        (item for item in found.criteria if item.kind == "rated"),
        key=lambda item: item.weight,
        default=None,
    )
    example: Part = {}
    if heaviest is not None:
        second = steps[1]["score"]
        example = {
            "name": heaviest.name,
            "weight": heaviest.weight,
            "score": second,
            "points": points(Fraction(second, best), heaviest.weight),
        }
    return {"rows": steps, "best": best, "example": example}


def _ratings(found: Evaluation) -> list[Part]:
    """Returns the steps of the scale, the best first; one without words has the pack's."""
    if found.scale is None:
        scores = range(BEST, -1, -1)
        return [{"score": n, "name": str(n), "word": "", "meaning": ""} for n in scores]
    return [
        {"score": step.score, "name": "", "word": step.word, "meaning": step.meaning}
        for step in found.scale
    ]


def _cost(weight: int) -> Part:
    lowest = min(EXAMPLE_PRICES)
    rows = [
        {
            "name": f"Proposer {letter}",
            "price": write_money(Decimal(price)),
            "lowest": write_money(Decimal(lowest)),
            "points": points(Fraction(lowest, price), weight),
        }
        for letter, price in zip("ABC", EXAMPLE_PRICES, strict=True)
    ]
    return {"weight": weight, "rows": rows}
