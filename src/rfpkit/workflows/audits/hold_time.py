"""What an audit says of pauses that its export cannot show."""

from __future__ import annotations

from dataclasses import replace

from rfpkit.model.exports.intake import Intake
from rfpkit.model.exports.joined import joined
from rfpkit.review.hold_time import unverifiable_holds
from rfpkit.sla.audit import Measured
from rfpkit.workflows.audits.case import Case


def with_holds(case: Case, measured: Measured, intake: Intake) -> tuple[Measured, Intake]:
    """Returns the results with what cannot be verified among the doubts about the export.

    That a pause is never given is said of an export that could give one.
    """
    ledgers = {level.id: level.ledger for level in measured.levels}
    claims = {claim.level: claim for claim in measured.claims}
    holds = tuple(unverifiable_holds(case.contract, joined(case.mapping), ledgers, claims))
    if not holds:
        return measured, intake
    others = tuple(one for one in measured.findings if one.id != "pause-never-given")
    told = intake.model_copy(update={"findings": (*holds, *intake.findings)})
    return replace(measured, findings=others), told
