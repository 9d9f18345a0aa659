"""What a careful reader would say of the conditional clauses of an RFP."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.audit_words import counted
from rfpkit.model.library.clause import STALE_MONTHS, is_stale
from rfpkit.model.library.condition import ASKED
from rfpkit.model.solicitation import Solicitation

Told = tuple[str, str, str]
"""Where, what, and how to mend it."""


def not_verified(rfp: Solicitation) -> Iterable[Told]:
    """Yields clauses that apply, or may, and that were not compared with their source lately."""
    issued = rfp.issued_on
    asked = [
        clause
        for clause in rfp.required_clauses or ()
        if clause.basis == "law" and clause.decide(rfp.facts, issued).applies is not False
    ]
    if never := [clause.id for clause in asked if clause.verified_on is None]:
        message = f"nobody has compared {counted(len(never), 'clause')} with the source: "
        hint = "have counsel confirm each, and `set` its `verified_on`"
        yield "required_clauses", message + ", ".join(never), hint
    for clause in asked:
        if clause.verified_on is None:
            continue
        where = f"required_clauses[{clause.id}].verified_on"
        told = f"`{clause.id}` was last compared with its source on {clause.verified_on}"
        if issued is None:
            yield where, f"{told}, and the RFP has no date of issue", "date the event `issued`"
        elif is_stale(clause.verified_on, issued):
            message = f"{told}, more than {STALE_MONTHS} months before the RFP is issued"
            yield where, message, "have counsel compare it again, and `set` its `verified_on`"


def undecided(rfp: Solicitation) -> Iterable[Told]:
    """Yields each fact that is not said and that clauses depend on."""
    waiting: dict[str, list[str]] = {}
    for clause in rfp.required_clauses or ():
        for name in clause.decide(rfp.facts, rfp.issued_on).missing:
            waiting.setdefault(name, []).append(clause.id)
    for name, clauses in waiting.items():
        listed = f"{counted(len(clauses), 'clause')} may apply: {', '.join(clauses)}"
        if name in ASKED:
            yield "facts", f"the RFP does not say {ASKED[name]}; {listed}", f"write `{name}`"
        else:
            message = f"the RFP has no date of issue, and rules have dates; {listed}"
            yield "schedule", message, "date the event `issued`"


def missing(rfp: Solicitation) -> Iterable[Told]:
    """Yields that facts are told on which clauses depend, and that the RFP has none at all."""
    if rfp.facts is not None and not rfp.required_clauses:
        message = "the facts are there that decide which clauses apply, and no clause is taken"
        hint = "write `include: {clauses: all}`, or leave `facts` out"
        yield "facts", message, hint
