"""Credits without an end, and caps that swallow them."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.credits.credit import BandCredit, OtherRemedy
from rfpkit.model.scalars import write_share
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.finding import Finding


def credits_without_a_cap(rfp: Solicitation) -> Iterable[Finding]:
    """Finds credits of which nothing says how much they may come to."""
    if rfp.at_risk is not None:
        return
    for level in rfp.service_levels:
        credit = level.credit
        if credit is not None and credit.cap is None and not isinstance(credit, OtherRemedy):
            where = f"service_levels[{level.id}].credit"
            message = "nothing says how much the credit may come to"
            hint = "add `cap: 10% per month`, or `at_risk:` for all credits together"
            yield Finding("no-cap", where, message, hint)


def caps_below_the_credit(rfp: Solicitation) -> Iterable[Finding]:
    """Finds bands that bring no more than those before: a cap of the same fee is lower."""
    for level in rfp.service_levels:
        credit = level.credit
        if not isinstance(credit, BandCredit):
            continue
        caps = [credit.cap]
        if rfp.at_risk is not None and rfp.at_risk.base in {None, credit.base}:
            caps.append(rfp.at_risk.cap)
        least = min((cap.share for cap in caps if cap is not None and cap.share), default=None)
        lost = [band for band in credit.bands[1:] if least is not None and band.credit > least]
        if least is not None and lost:
            where = f"service_levels[{level.id}].credit"
            message = (
                f"attainment below {write_share(lost[0].below)} costs "
                f"{write_share(lost[0].credit)}, and no more than {write_share(least)} is ever owed"
            )
            yield Finding("cap-below-credit", where, message, "raise the cap, or drop the band")
