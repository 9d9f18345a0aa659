"""Stock at a moment: spares at each school, each school day."""

from __future__ import annotations

from typing import Literal

from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, Text


class StockMeasure(Record):
    """A number of things that must be at hand at a moment."""

    kind: Literal["stock"]
    """Counts of things at hand, from a feed of its own."""
    feed: Id
    """The count that the Contractor delivers: spare-count."""
    of: Id
    """What is counted: an item of the scope."""
    each: Text = "school day"
    """How often it is counted."""
    by: Literal["site", "district"] = "site"
    """Where the stock must be enough."""
    calendar: Id | None = None
    """Calendar whose open days each need a count; only counts that were delivered if left out."""
    missing: Literal["missed", "unscorable"] | None = None
    """What a day without a count is: missed (the default), or unscorable."""
