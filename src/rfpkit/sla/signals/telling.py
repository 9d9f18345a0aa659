"""How a signal is told: what was seen, and the question; nobody is accused."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from rfpkit.model.exports.intake import Finding
from rfpkit.model.scalars import write_share
from rfpkit.sla.signals.seen import EXAMPLES


def finding(name: str, message: str, count: int, examples: Iterable[str]) -> Finding:
    """Returns a signal as a finding, with its first few examples."""
    few = tuple(sorted(set(examples))[:EXAMPLES])
    return Finding(id=name, message=message, count=count, examples=few)


def tickets(count: int) -> str:
    """Returns `1 ticket`, `1,204 tickets`."""
    return f"{count:,} ticket" + ("" if count == 1 else "s")


def were(count: int) -> str:
    """Returns the verb for a count of tickets."""
    return "was" if count == 1 else "were"


def reaches(count: int, of: int, share: Fraction) -> bool:
    """Returns whether a count is at least a share of a whole, exactly."""
    return count * share.denominator >= of * share.numerator


def percent(share: Fraction) -> str:
    """Returns `10 %` as a person reads it."""
    return write_share(share)
