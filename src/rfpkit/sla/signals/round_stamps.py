"""Closes at second 00, in a log whose stamps carry seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from rfpkit.model.exports.intake import Finding
from rfpkit.model.signals import Signals
from rfpkit.sla.findings import Doubt
from rfpkit.sla.signals.seen import Seen
from rfpkit.sla.signals.telling import finding, percent, reaches, tickets, were

_MINUTE = 60
_FEWEST = 20


@dataclass(eq=False)
class RoundStamps:
    """How many tickets begin, and how many close, at second 00."""

    _begins: Doubt = field(default_factory=lambda: Doubt(0))
    _closes: Doubt = field(default_factory=lambda: Doubt(0))

    def add(self, seen: Seen) -> None:
        """Adds the stamps of a partition."""
        begins = seen.timeline.at[seen.timeline.offsets[:-1]]
        closed = seen.closes.closed
        even = closed % _MINUTE == 0
        names = seen.names(seen.closed_tickets[even])
        self._begins += Doubt(int(np.count_nonzero(begins % _MINUTE == 0)), begins.size)
        self._closes += Doubt(int(np.count_nonzero(even)), closed.size, names)

    def merge(self, other: RoundStamps) -> None:
        """Adds what another partition has shown."""
        self._begins += other._begins
        self._closes += other._closes

    def findings(self, terms: Signals) -> Iterator[Finding]:
        """Yields how many closes are on the full minute, where begins are not."""
        even, of = self._closes.count, self._closes.of
        carry_seconds = not reaches(self._begins.count, self._begins.of, terms.round_stamps)
        if not carry_seconds or even < max(terms.at_least, _FEWEST):
            return
        if reaches(even, of, terms.round_stamps):
            message = (
                f"{even:,} of {tickets(of)} {were(even)} closed on the full minute, at second 00, "
                f"which chance does to 1 in 60 (listed from {percent(terms.round_stamps)} on); "
                "ask how these stamps were made"
            )
            yield finding("round-stamps", message, even, self._closes.examples)
