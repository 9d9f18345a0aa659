"""What an audit says of levels that are not as they were published."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.model.contract import Contract
from rfpkit.model.digest import short
from rfpkit.model.exports.intake import Finding
from rfpkit.review.provenance import RULE


def published_findings(contract: Contract) -> Iterator[Finding]:
    """Yields a finding for each level whose terms are not those that it names as published."""
    for level in contract.service_levels:
        if named := level.published_otherwise:
            message = f"{level.title} was audited as {short(level.digest)}, and the contract names "
            message += f"{named} as published; what the Contractor offered belongs in `offered`"
            yield Finding(id=RULE, message=message, count=1, examples=(level.id,))
