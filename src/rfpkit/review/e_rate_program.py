"""The clock of the E-rate program: an RFP lies open for 28 days after a substantive change."""

from __future__ import annotations

import datetime
from typing import Final

from rfpkit.model.solicitation import Solicitation

DAYS_OPEN: Final = 28
"""Days that lie between a substantive change and the day on which proposals may close."""
CLOSE: Final = "proposals-due"
"""The event at which proposals close."""


def is_erate(solicitation: Solicitation) -> bool:
    """Whether E-rate discounts are asked for anything in the RFP."""
    facts = solicitation.facts
    requested = facts is not None and facts.e_rate == "requested"
    return requested or any(item.erate for item in solicitation.scope)


def earliest_close(published: datetime.date) -> datetime.date:
    """Returns the first day on which proposals may close after a substantive change."""
    return published + datetime.timedelta(days=DAYS_OPEN)
