"""Many tickets just in time, few just late: stamps that may follow the target.

Targets in hours only: where a day is the unit, everybody works towards its close.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import polars as pl

from rfpkit.model.exports.intake import Finding
from rfpkit.model.limit import Unit
from rfpkit.model.signals import Signals
from rfpkit.sla.findings import Doubt, merged
from rfpkit.sla.signals.seen import Judged, first_of
from rfpkit.sla.signals.telling import finding, percent, tickets

_FEWEST = 20
_LOPSIDED = 4
"""How many times as many tickets just in time as just late."""


@dataclass(eq=False)
class JustUnder:
    """Clocks of each level that stopped just in time, of as many that stopped just late."""

    share: Fraction
    _levels: dict[str, Doubt] = field(default_factory=dict)

    def add(self, level: str, names: pl.Series, clocks: Iterable[Judged]) -> None:
        """Adds the clocks of a level in a partition."""
        just, behind = [np.zeros(0, dtype=np.int64)], 0
        for one in clocks:
            limits = one.ran.limits
            if not limits.choices or limits.choices[0].unit is not Unit.SECONDS:
                continue
            amounts = np.array([*(each.amount for each in limits.choices), 0, 0], dtype=np.int64)
            target = amounts[limits.choice] * self.share.denominator
            margin = amounts[limits.choice] * self.share.numerator
            elapsed = one.ran.clocks.elapsed * self.share.denominator
            near = one.met & (elapsed > target - margin)
            just.append(one.ran.timeline.tickets[one.ran.found.group[near]])
            behind += int(np.count_nonzero(one.missed & (elapsed <= target + margin)))
        tickets_just = np.concatenate(just)
        found = Doubt(tickets_just.size, behind, first_of(names, tickets_just))
        self._levels[level] = self._levels.get(level, Doubt(0)) + found

    def merge(self, other: JustUnder) -> None:
        """Adds what another partition has shown."""
        self._levels = merged(self._levels, other._levels)

    def findings(self, terms: Signals) -> Iterator[Finding]:
        """Yields the levels of which far more tickets were just in time than just late."""
        for level, doubt in self._levels.items():
            enough = max(terms.at_least, _FEWEST, _LOPSIDED * doubt.of)
            if doubt.count >= enough:
                share = percent(terms.just_under)
                message = (
                    f"{tickets(doubt.count)} of {level} stopped in the last {share} of their time "
                    f"and {doubt.of:,} in the {share} after it; ask how the stop is stamped"
                )
                yield finding("just-under-target", message, doubt.count, doubt.examples)
