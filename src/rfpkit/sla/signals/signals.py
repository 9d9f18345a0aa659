"""All integrity signals of an audit: each partition of whole tickets adds to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rfpkit.model.contract import Contract
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Finding
from rfpkit.model.signals import Signals
from rfpkit.sla.clocks.timeline import Timeline
from rfpkit.sla.levels import LevelUnits
from rfpkit.sla.signals.again import ClosedAndAgain
from rfpkit.sla.signals.bulk import BulkClosing
from rfpkit.sla.signals.just_under import JustUnder
from rfpkit.sla.signals.late_pauses import LatePauses
from rfpkit.sla.signals.lowered import LoweredPriorities
from rfpkit.sla.signals.number_gaps import NumberGaps
from rfpkit.sla.signals.period_end import PeriodEnd
from rfpkit.sla.signals.round_stamps import RoundStamps
from rfpkit.sla.signals.seen import judged, seen
from rfpkit.sla.signals.vendor_pauses import VendorPauses


@dataclass(eq=False)
class Watch:
    """What the signals have seen so far."""

    contract: Contract
    terms: Signals = field(init=False)

    def __post_init__(self) -> None:
        """Begins with the thresholds of the contract."""
        self.terms = self.contract.signals or Signals()
        self._pauses = LatePauses(self.terms.late_pause)
        self._under = JustUnder(self.terms.just_under)
        self._lowered = LoweredPriorities()
        self._lifted = VendorPauses(self.terms.lift_and_close)
        self._bulk = BulkClosing(self.terms.bulk_closing)
        self._again, self._round = ClosedAndAgain(), RoundStamps()
        self._gaps, self._ends = NumberGaps(), PeriodEnd()

    def add(self, log: EventLog, timeline: Timeline) -> None:
        """Adds the records of a partition."""
        found = seen(self.contract, log, timeline)
        for one in (self._lifted, self._again, self._bulk, self._round, self._gaps, self._ends):
            one.add(found)

    def add_level(self, name: str, measured: LevelUnits) -> None:
        """Adds the clocks of a level in a partition."""
        clocks = tuple(judged(measured))
        if clocks:
            for one in (self._pauses, self._lowered, self._under):
                one.add(name, measured.subjects["ticket"], clocks)

    def merge(self, other: Watch) -> None:
        """Adds what was seen of another partition."""
        self._pauses.merge(other._pauses)
        self._under.merge(other._under)
        self._lowered.merge(other._lowered)
        self._lifted.merge(other._lifted)
        self._bulk.merge(other._bulk)
        self._again.merge(other._again)
        self._round.merge(other._round)
        self._gaps.merge(other._gaps)
        self._ends.merge(other._ends)

    def findings(self) -> Iterator[Finding]:
        """Yields every signal that is strong enough, level by level, then of the records."""
        yield from self._pauses.findings(self.terms)
        yield from self._lifted.findings(self.terms)
        yield from self._lowered.findings(self.terms)
        yield from self._again.findings(self.terms)
        yield from self._bulk.findings(self.contract.timezone)
        yield from self._round.findings(self.terms)
        yield from self._gaps.findings(self.terms)
        yield from self._under.findings(self.terms)
        yield from self._ends.findings(self.terms)
