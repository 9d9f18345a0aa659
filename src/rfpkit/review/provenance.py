"""Does a contract still say what was published?"""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.fees import AtRisk
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.review.finding import Finding

RULE = "not-as-published"


def provenance(contract: Contract, rfp: Solicitation) -> Iterable[Finding]:
    """Yields each place where a contract names a digest, or a level, that the RFP does not have.

    A level whose awarded terms are other than the published ones is named too: it may be what
    the Contractor offered, and somebody should have written that down in `offered`.
    """
    named = contract.rfp
    if named is not None and named.digest not in {None, short(rfp.digest)}:
        message = f"the contract names the digest {named.digest}; the RFP's is {short(rfp.digest)}"
        yield Finding(RULE, "rfp.digest", message, "name the RFP that was issued, addenda included")
    yield from _of_all_levels(contract, rfp)
    published = {level.id: level for level in rfp.service_levels}
    for level in contract.service_levels:
        if level.origin is not None:
            yield from _of_level(level, published.get(level.origin.level))


def unlike_published(contract: Contract) -> Iterable[Finding]:
    """Yields each level whose terms do not give the digest that it names as the published one.

    The RFP need not be at hand for that. What the Contractor offered is written in `offered`.
    """
    for level in contract.service_levels:
        if named := level.published_otherwise:
            message = f"the terms are {short(level.digest)}; the level names {named} as published"
            yield Finding(RULE, f"service_levels[{level.id}]", message, _RESTORE)


def _of_all_levels(contract: Contract, rfp: Solicitation) -> Iterable[Finding]:
    """Yields what binds all credits together and is not as proposers read it."""
    terms = (
        ("at_risk", _at_risk(contract.at_risk), _at_risk(rfp.at_risk)),
        ("claim_within", contract.claim_within, rfp.claim_within),
        ("tickets_credited", contract.tickets_credited or "once", rfp.tickets_credited or "once"),
    )
    for where, signed, published in terms:
        if signed != published:
            ours, theirs = signed or "nothing", published or "nothing"
            message = f"the contract says {ours}; the RFP says {theirs}"
            yield Finding(RULE, where, message, "restore the published terms, or amend the RFP")


def _at_risk(terms: AtRisk | None) -> str:
    """Writes an at-risk amount: `10% per month of monthly-fee`."""
    if terms is None:
        return ""
    caps = ", ".join(map(str, terms.caps()))
    return f"{caps} of {terms.base}" if terms.base is not None else caps


def _of_level(level: ServiceLevel, published: ServiceLevel | None) -> Iterable[Finding]:
    where = f"service_levels[{level.id}]"
    origin = level.origin
    if origin is None:
        return
    if published is None:
        message = f"the RFP has no service level `{origin.level}`"
        yield Finding(RULE, f"{where}.from.level", message, "name the level as the RFP does")
        return
    digest = short(published.digest)
    if origin.digest not in {None, digest}:
        message = f"the level names the digest {origin.digest}; in the RFP it is {digest}"
        yield Finding(RULE, f"{where}.from.digest", message, f"write {digest}")
    if level.digest != published.digest and level.offered is None:
        fields = joined([f"`{name}`" for name in level.terms_unlike(published)])
        message = f"the terms are not those published: {short(level.digest)} in place of {digest}"
        yield Finding(RULE, where, f"{message}; look at {fields}", _RESTORE)


_RESTORE = "say in `offered` what the Contractor offered, or restore the published terms"
