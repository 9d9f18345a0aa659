"""The release package: what the RFP is today, as open contracting data (OCDS 1.1.5)."""

from __future__ import annotations

import datetime
import json
from typing import Any, Final

from rfpkit.model.solicitation import Solicitation
from rfpkit.render.ocds.dates import event, instant
from rfpkit.render.ocds.parties import parties, reference
from rfpkit.render.ocds.releases import release_id
from rfpkit.render.ocds.tender import tender

VERSION: Final = "1.1"
SAMPLE_PREFIX: Final = "ocds-213czf"
"""The prefix of the standard's own examples."""
REQUIREMENTS: Final = (
    "https://raw.githubusercontent.com/open-contracting-extensions/"
    "ocds_requirements_extension/master/extension.json"
)
_NOTE: Final = (
    "An example: the ocid begins with ocds-213czf, the sample prefix of the OCDS documentation. "
    "Give the RFP an `ocid_prefix` that is registered before you publish this."
)


def package(rfp: Solicitation) -> bytes:
    """Returns the release package of an RFP that has a date, as JSON.

    Raises:
        ValueError: the RFP does not say when it is issued.
    """
    released = release_date(rfp)
    if released is None:
        raise ValueError("an RFP without a date of issue has no release")
    prefix = rfp.ocid_prefix or SAMPLE_PREFIX
    ocid = f"{prefix}-{rfp.id}"
    published = instant(rfp, released)
    is_sample = prefix == SAMPLE_PREFIX
    made: dict[str, Any] = {
        "uri": f"urn:{'example' if is_sample else 'ocds'}:{release_id(ocid, rfp)}",
        "version": VERSION,
        "extensions": [REQUIREMENTS],
        "publishedDate": published,
        "publisher": {"name": rfp.issuer.name},
    }
    if is_sample:
        made["note"] = _NOTE
    made["releases"] = [
        {
            "ocid": ocid,
            "id": release_id(ocid, rfp),
            "date": published,
            "tag": tags(rfp),
            "initiationType": "tender",
            "language": "en",
            "parties": parties(rfp),
            "buyer": reference(rfp),
            "tender": tender(rfp, ocid),
        }
    ]
    return (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode()


def release_date(rfp: Solicitation) -> datetime.date | None:
    """Returns the day of the last thing that was published; None where nothing has a date."""
    issued = event(rfp, "issued")
    days = [issued.date] if issued is not None else []
    days += [one.date for one in rfp.addenda or ()]
    days += [one.answered for one in rfp.questions or () if one.answered is not None]
    return max(days, default=None)


def tags(rfp: Solicitation) -> list[str]:
    """Returns what kind of release it is: the tender, its amendment, or news about it."""
    amended = max((one.date for one in rfp.addenda or ()), default=None)
    answered = max((one.answered for one in rfp.questions or () if one.answered), default=None)
    if amended is None and answered is None:
        return ["tender"]
    found = []
    if amended is not None and (answered is None or amended >= answered):
        found.append("tenderAmendment")
    if answered is not None and (amended is None or answered >= amended):
        found.append("tenderUpdate")
    return found
