"""The sentence of a stock: things at hand at a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from rfpkit.model.kinds.stock import StockMeasure
from rfpkit.model.numbers import parse_number, write_number
from rfpkit.model.references import Promises
from rfpkit.model.scalars import parse_share, write_share
from rfpkit.model.sentences.owed import OWED, Owed, owed, read_owed, write_owed
from rfpkit.model.sentences.population import calendar_name
from rfpkit.model.sentences.span import SPAN, Span, read_span, span
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.target import StockShare
from rfpkit.model.words import plain, plural, singular


@dataclass(frozen=True)
class StockPromise:
    """What the sentence of a stock says."""

    owed: Owed
    span: Span
    of: str
    least: Fraction | Decimal
    """A share of the users of the place, or a number."""
    each: str
    by: str
    feed: str
    calendar: str = ""
    """The calendar whose open days each need a count; empty where no day does."""

    def __str__(self) -> str:
        """The sentence."""
        if isinstance(self.least, Decimal):
            least = f"at least {write_number(self.least)} {self.of} in stock {_WHERE[self.by]}"
        else:
            users = f"{write_share(self.least)} of the users of {_PLACES[self.by]}"
            least = f"{self.of} in stock for at least {users}"
        share = write_owed(self.owed)
        if self.calendar:
            when = (
                f"in {share} of the counts in each {self.span}, one for {_PLACES[self.by]} on each "
                f"{self.each} of the {self.calendar} calendar"
            )
        else:
            when = f"{_during(self.each)} {share} of the {plural(self.each)} in each {self.span}"
        return f"The Contractor shall keep {least}, {when}, as counted in the {self.feed} feed."


def _during(each: str) -> str:
    return "on" if each.endswith("day") else "in"


def promise(level: ServiceLevel, measure: StockMeasure, document: Promises) -> StockPromise:
    """Returns what the sentence of a level says."""
    least: Fraction | Decimal = Fraction(0)
    if isinstance(level.target, StockShare):
        least = level.target.share
    elif isinstance(level.target, Decimal):
        least = level.target
    of = plain(measure.of)
    return StockPromise(
        owed=owed(level.attainment),
        span=span(level.attainment),
        of=singular(of) if least == 1 and isinstance(least, Decimal) else of,
        least=least,
        each=measure.each,
        by=measure.by,
        feed=measure.feed,
        calendar=calendar_name(measure.calendar, document) if measure.calendar else "",
    )


def read(text: str) -> StockPromise | None:
    """Reads a sentence of a stock; None where it is another."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    is_share = parts["share"] is not None
    place = parts["place"]
    return StockPromise(
        owed=read_owed(parts["owed"]),
        span=read_span(parts),
        of=parts["of"] if is_share else parts["of_number"],
        least=parse_share(parts["share"]) if is_share else parse_number(parts["number"]),
        each=parts["each_counted"] or parts["each"].removesuffix("s"),
        by=next(name for name, word in _PLACES.items() if word == place),
        feed=parts["feed"],
        calendar=parts["calendar"] or "",
    )


_WHERE: Final = {"site": "at each site", "district": "in the District"}
_PLACES: Final = {"site": "each site", "district": "the District"}
_FORM: Final = re.compile(
    r"The Contractor shall keep (?:at least (?P<number>[\d.]+) (?P<of_number>.+) in stock "
    r"(?:at|in) |(?P<of>.+) in stock for at least (?P<share>[\d.]+%) of the users of )"
    rf"(?P<place>each site|the District), (?:in|on) {OWED} of the "
    rf"(?:counts|(?P<each>.+?)) in each {SPAN}, "
    r"(?:one for (?:each site|the District) on each (?P<each_counted>.+) "
    r"of the (?P<calendar>.+) calendar, )?as counted in the (?P<feed>.+) feed\."
)
