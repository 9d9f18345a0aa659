"""Sections whose clauses a pack words, and which an RFP may word in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id, Text
from rfpkit.model.service_level import unknown


class Clause(Record):
    """A clause that the issuer adds to a section."""

    title: Text
    """Its heading, in a few words."""
    text: Text
    """What it says. Markdown; the first paragraph is the clause, others follow it."""


class Worded(Record):
    """A section in the pack's words, as far as the issuer has none of its own."""

    own_words: dict[Id, Text] = {}
    """The issuer's text for a clause, in place of the pack's, by the clause's name. Markdown."""
    more: tuple[Clause, ...] = ()
    """Clauses that the issuer adds behind the pack's."""


Clauses = Mapping[str, tuple[str, ...]]
"""The clauses of a section by the group under whose heading they stand."""

INSTRUCTIONS: Final[Clauses] = {
    "words": ("verbs", "names"),
    "contact": ("only-contact", "questions", "addenda", "conference"),
    "preparing": ("format", "page-limit", "complete", "alternates", "cost-of-preparation"),
    "submitting": ("how", "price-apart", "paper", "late", "correction", "firm"),
    "opening": ("public-opening", "public-records", "trade-secrets"),
    "rights": ("reserved", "irregularities"),
}
CONTRACT_STRUCTURE: Final[Clauses] = {
    "award": ("awards", "lots", "alternates", "term", "quantities", "no-exclusivity"),
    "entities": ("who-may-buy", "own-scope", "addendum", "joining-later", "no-liability"),
    "cooperative": ("use", "consent", "fee", "usage-report"),
}
EVALUATION: Final[Clauses] = {
    "method": ("evaluators", "two-envelopes", "clarifications"),
    "deciding": ("interviews", "negotiation", "tie", "award", "cancellation", "debriefing"),
    "protest": ("who-may-protest", "content", "decision"),
}
TERMS: Final[Clauses] = {
    "contract": (
        "precedence",
        "amendment",
        "assignment",
        "independent-contractor",
        "governing-law",
    ),
    "payment": ("invoices", "set-off", "taxes", "price-changes", "appropriations"),
    "people": ("background-checks", "conduct", "key-people"),
    "risk": ("insurance", "indemnity", "care-of-property", "force-majeure"),
    "records": ("audit", "retention", "data"),
    "ending": ("cure", "for-cause", "for-convenience", "transition-out", "disputes"),
}


def wording_problems(worded: Worded, clauses: Clauses, path: tuple[str, ...]) -> Iterable[Problem]:
    """Yields each clause worded by the issuer that the section does not have."""
    known = [name for names in clauses.values() for name in names]
    for name in worded.own_words:
        if name not in known:
            yield unknown((*path, "own_words", name), "clause", name, known)
