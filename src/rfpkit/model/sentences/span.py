"""The periods over which a level is judged: `calendar month together with the two before it`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rfpkit.model.attainment import Attainment, Period

PERIODS: Final = {
    Period.MONTH: "calendar month",
    Period.QUARTER: "calendar quarter",
    Period.SCHOOL_YEAR: "school year",
    Period.CONTRACT_YEAR: "contract year",
    Period.YEAR: "calendar year",
}

_NUMBERS: Final = "one two three four five six seven eight nine ten eleven".split()
SPAN: Final = (
    rf"(?P<period>{'|'.join(PERIODS.values())})"
    r"(?:,? (?:judged )?together with the (?P<before>\w+) before it,?)?"
)


@dataclass(frozen=True)
class Span:
    """A measurement period, and how many of them are judged together."""

    period: Period
    periods: int = 1
    """1, or more where each period is judged together with those before it."""

    def __str__(self) -> str:
        """`calendar month`, `calendar month together with the two before it`."""
        return PERIODS[self.period] + (f" together with the {self.before}" if self.rolls else "")

    @property
    def rolls(self) -> bool:
        """Whether earlier periods are judged again with each period."""
        return self.periods > 1

    @property
    def before(self) -> str:
        """The earlier periods: `two before it`; only where the periods roll."""
        earlier = self.periods - 1
        number = _NUMBERS[earlier - 1] if earlier <= len(_NUMBERS) else str(earlier)
        return f"{number} before it"


def span(attainment: Attainment) -> Span:
    """Returns the periods over which a level is judged."""
    return Span(attainment.per, attainment.rolling or 1)


def read_span(parts: dict[str, str]) -> Span:
    """Reads the groups that `SPAN` found."""
    period = next(one for one, word in PERIODS.items() if word == parts["period"])
    before = parts["before"]
    if not before:
        return Span(period)
    number = _NUMBERS.index(before) + 1 if before in _NUMBERS else int(before)
    return Span(period, number + 1)
