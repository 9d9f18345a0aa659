"""What binds the credits of all levels together: the at-risk amount, the time to claim."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.credits.credit import charged_per_ticket
from rfpkit.model.credits.values import Cap, ClaimWindow
from rfpkit.model.fees import AtRisk
from rfpkit.model.scalars import write_money, write_share
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import plain
from rfpkit.render.view.outline import Part


def shared_rules(solicitation: Solicitation) -> dict[str, Part]:
    """Returns the rules that the solicitation states for all credits, by name."""
    found: dict[str, Part] = {}
    if solicitation.at_risk is not None:
        text = " ".join(_at_risk(solicitation.at_risk))
        found["at-risk"] = {"title": "At-risk amount", "text": text}
    if solicitation.claim_within is not None:
        text = _claims(solicitation.claim_within)
        found["claims"] = {"title": "Claims", "text": text}
    several = [one for one in solicitation.service_levels if charged_per_ticket(one.credit)]
    if solicitation.tickets_credited is not None or len(several) > 1:
        text = _TWICE if solicitation.tickets_credited == "under each level" else _ONCE
        found["credited-once"] = {"title": "One request under several levels", "text": text}
    return found


def _at_risk(terms: AtRisk) -> Iterable[str]:
    most = _most(terms.cap, terms.base, "month")
    yield f"The performance credits of a month, all levels together, are at most {most}."
    if terms.rolling is not None:
        most = _most(terms.rolling, terms.base, "twelve months")
        yield f"Those of any twelve months that follow each other are at most {most}."
    if terms.contract is not None:
        most = _most(terms.contract, terms.base, "whole term")
        yield f"Those of the whole contract are at most {most}."


def _most(cap: Cap, base: str | None, months: str) -> str:
    if cap.amount is not None:
        return write_money(cap.amount)
    share = write_share(cap.share) if cap.share is not None else ""
    return f"{share} of the {plain(base or '')} for the {months}"


def _claims(window: ClaimWindow) -> str:
    since = {
        "period": "the last day of its period",
        "report": "the day on which the report on its period is due",
    }[window.after]
    return (
        f"A performance credit can be claimed for {window.days} calendar days after {since}. "
        "What is not claimed by then is no longer owed."
    )


_ONCE = (
    "A request that is missed under several levels that credit single requests is credited once, "
    "under the level that stands first."
)
_TWICE = "A request that is missed under several levels is credited under each of them."
