"""The sentence of a duty: something that is delivered for each period, by a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rfpkit.model.kinds.duty import DutyMeasure
from rfpkit.model.references import Promises
from rfpkit.model.sentences.owed import ALL, OWED, Owed, owed, read_owed, write_owed
from rfpkit.model.sentences.population import CLOCK, calendar_name, read_clock, write_clock
from rfpkit.model.sentences.span import PERIODS, SPAN, Span, read_span, span
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.words import plain


@dataclass(frozen=True)
class DutyPromise:
    """What the sentence of a duty says."""

    owed: Owed
    item: str
    span: Span
    within: str
    feed: str
    calendar: str = ""
    """The calendar of a limit in business days; empty for elapsed time."""

    def __str__(self) -> str:
        """The sentence."""
        clock = f", {write_clock(self.calendar)}" if self.calendar else ""
        share = f", for {write_owed(self.owed)} of them" if self.owed != ALL else ""
        earlier = f", judged together with the {self.span.before}," if self.span.rolls else ""
        return (
            f"The Contractor shall deliver the {self.item} for each {PERIODS[self.span.period]}"
            f"{earlier} within {self.within} after its end{clock}{share}, "
            f"as noted in the {self.feed} feed."
        )


def promise(level: ServiceLevel, measure: DutyMeasure, document: Promises) -> DutyPromise:
    """Returns what the sentence of a level says."""
    return DutyPromise(
        owed=owed(level.attainment),
        item=plain(measure.item),
        span=span(level.attainment),
        within=str(measure.within),
        feed=measure.feed,
        calendar=calendar_name(measure.calendar, document) if measure.calendar else "",
    )


def read(text: str) -> DutyPromise | None:
    """Reads a sentence of a duty; None where it is another."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    return DutyPromise(
        owed=read_owed(parts["owed"]) if parts["owed"] else ALL,
        item=parts["item"],
        span=read_span(parts),
        within=parts["within"],
        feed=parts["feed"],
        calendar=read_clock(parts),
    )


_FORM: Final = re.compile(
    rf"The Contractor shall deliver the (?P<item>.+) for each {SPAN} within "
    rf"(?P<within>[^,]+) after its end(?:, {CLOCK})?"
    rf"(?:, for {OWED} of them)?, as noted in the (?P<feed>.+) feed\."
)
