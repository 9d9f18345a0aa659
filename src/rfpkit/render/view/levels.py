"""Service levels: each as its sentence, its clauses, its metric sheet and its digest."""

from __future__ import annotations

from rfpkit.model.clauses.level import clauses
from rfpkit.model.digest import short
from rfpkit.model.sentence import sentence
from rfpkit.model.sentences.span import span
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.render.view import credit
from rfpkit.render.view.aims import owed, targets
from rfpkit.render.view.outline import Part, free_name
from rfpkit.render.view.rules import rules
from rfpkit.render.view.shared_terms import shared_rules
from rfpkit.render.view.sheet import sheet

MEASURING = "how-measured"
"""Name of the part that holds the rules for all levels, unless a level is called so."""


def service_levels(solicitation: Solicitation) -> Part | None:
    """Returns the levels, then the rules by which all of them are measured; None without any."""
    levels = solicitation.service_levels
    if not levels:
        return None
    parts = {level.id: _card(level, solicitation) for level in levels}
    measuring = free_name(MEASURING, parts)
    parts[measuring] = {"parts": rules(levels) | shared_rules(solicitation)}
    return {
        "parts": parts,
        "cards": [level.id for level in levels],
        "measuring": measuring,
        "summary": [_summary(level) for level in levels],
    }


def digests(solicitation: Solicitation) -> Part:
    """Returns the digests by which two documents are known to say the same."""
    return {
        "solicitation": {"full": solicitation.digest, "short": short(solicitation.digest)},
        "rows": [
            {
                "id": level.id,
                "anchor": f"service-levels.{level.id}",
                "title": level.title,
                "short": short(level.digest),
                "full": level.digest,
            }
            for level in solicitation.service_levels
        ],
    }


def _card(level: ServiceLevel, solicitation: Solicitation) -> Part:
    return {
        "code": level.id,
        "title": level.title,
        "sentence": sentence(level, solicitation),
        "sheet": sheet(level, solicitation),
        "digest": short(level.digest),
        "parts": {
            f"rule-{position}": {"text": text}
            for position, text in enumerate(clauses(level, solicitation), start=1)
        },
    }


def _summary(level: ServiceLevel) -> Part:
    return {
        "anchor": f"service-levels.{level.id}",
        "title": level.title,
        "targets": targets(level),
        "attainment": owed(level),
        "period": str(span(level.attainment)),
        "credit": credit.most(level),
        "digest": short(level.digest),
    }
