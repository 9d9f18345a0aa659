"""What a careful reader would say of the conditional clauses of an RFP."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.library.clause import STALE_MONTHS, is_stale
from rfpkit.model.solicitation import Solicitation

Told = tuple[str, str, str]
"""Where, what, and how to mend it."""


def not_verified(rfp: Solicitation) -> Iterable[Told]:
    """Yields each clause that applies, or may, and that was not compared with its source lately."""
    for clause in rfp.required_clauses or ():
        if clause.basis == "local" or clause.decide(rfp.facts, rfp.issued_on).applies is False:
            continue
        where = f"required_clauses[{clause.id}].verified_on"
        if clause.verified_on is None:
            message = f"nobody has compared `{clause.id}` with its source"
            yield where, message, "have counsel confirm it, and `set` its `verified_on`"
        elif rfp.issued_on is None:
            message = f"`{clause.id}` was compared with its source on {clause.verified_on}"
            yield where, f"{message}, and the RFP has no date of issue", "date the event `issued`"
        elif is_stale(clause.verified_on, rfp.issued_on):
            message = f"`{clause.id}` was last compared with its source on {clause.verified_on}, "
            message += f"more than {STALE_MONTHS} months before the RFP is issued"
            yield where, message, "have counsel compare it again, and `set` its `verified_on`"


def undecided(rfp: Solicitation) -> Iterable[Told]:
    """Yields each clause of which the facts do not say whether it applies."""
    for clause in rfp.required_clauses or ():
        decision = clause.decide(rfp.facts, rfp.issued_on)
        if decision.applies is None:
            names = ", ".join(f"`{name}`" for name in decision.missing)
            message = f"nobody can say whether `{clause.id}` applies: {decision.why}"
            yield f"required_clauses[{clause.id}]", message, f"write {names}"
