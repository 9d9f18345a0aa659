"""Clauses that federal, state and local rules ask for: those that apply, and why others do not."""

from __future__ import annotations

from rfpkit.model.library.clause import ClauseRule
from rfpkit.model.library.condition import Decision
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital


def required_clauses(solicitation: Solicitation) -> Part | None:
    """Returns the clauses that apply, those that may, and those that do not; None without any."""
    clauses = solicitation.required_clauses
    if not clauses:
        return None
    decided = [(one, one.decide(solicitation.facts, solicitation.issued_on)) for one in clauses]
    parts = {
        clause.id: _clause(clause, decision, solicitation)
        for clause, decision in decided
        if decision.applies is not False
    }
    others = [
        _row(clause, decision)
        for clause, decision in decided
        if decision.applies is False and not _is_over(clause, solicitation)
    ]
    return {"parts": parts, "others": others}


def _clause(clause: ClauseRule, decision: Decision, solicitation: Solicitation) -> Part:
    return {
        "code": clause.id,
        "title": clause.title,
        "text": clause.text,
        "citation": clause.citation or "",
        "applies": decision.applies is True,
        "why": decision.why,
        "verified": clause.verification(solicitation.issued_on),
        "sure": clause.is_sure(solicitation.issued_on),
    }


def _row(clause: ClauseRule, decision: Decision) -> Part:
    return {
        "title": clause.title,
        "citation": clause.citation or "",
        "why": capital(decision.why),
    }


def _is_over(clause: ClauseRule, solicitation: Solicitation) -> bool:
    """Whether the rule ended before the request was issued: nobody would look for it."""
    issued, last = solicitation.issued_on, clause.effective_to
    return issued is not None and last is not None and last < issued
