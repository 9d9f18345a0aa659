"""Ids of releases: the first one, each addendum's, and those that bring answers only."""

from __future__ import annotations

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.solicitation import Solicitation


def release_id(ocid: str, rfp: Solicitation) -> str:
    """Returns the id of the release that an RFP is now: its ocid, version and kind."""
    addenda = rfp.addenda or ()
    last = addenda[-1] if addenda else None
    answered = [one.answered for one in rfp.questions or () if one.answered is not None]
    newest = max(answered, default=None)
    base = of_addendum(ocid, last)
    if newest is None or (last is not None and newest <= last.date):
        return base
    return f"{base}-update-{newest.isoformat()}"


def of_addendum(ocid: str, addendum: Addendum | None) -> str:
    """Returns the id of an addendum's release; without one that of the RFP as first issued."""
    return f"{ocid}-tender" if addendum is None else f"{ocid}-addendum-{addendum.number}"
